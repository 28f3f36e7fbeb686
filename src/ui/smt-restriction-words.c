/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-restriction-words.h"

#include <glib/gi18n-lib.h>

#define ALL_SPERRET (SMT_RESTRICTION_PLL_SPERRET | SMT_RESTRICTION_RF_SPERRET | SMT_RESTRICTION_KJ_SPERRET)
#define ALL_BLOKKERT (SMT_RESTRICTION_PLL_BLOKKERT | SMT_RESTRICTION_RF_BLOKKERT | SMT_RESTRICTION_KJ_BLOKKERT)

static const char opens_sperret[] = "sperret";
static const char opens_locked[] = "locked";
static const char opens_kj[] = "kj";

/* Says each row whose restrictions are all among @left, and takes them out of it. */
static guint32
say (const SmtRestrictionSentence *rows, guint n_rows, guint32 left, SmtRestrictionFunc func, gpointer data)
{
  for (guint i = 0; i < n_rows; i++)
    if ((left & rows[i].restrictions) == rows[i].restrictions)
      {
        func (&rows[i], data);
        left &= ~rows[i].restrictions;
      }
  return left;
}

/* Sperring: consent or an emergency opens. Blokkering: nothing does. */
static guint32
say_closed (guint32 left, SmtRestrictionFunc func, gpointer data)
{
  const char *open = C_ ("not shown", "Open with consent or in an emergency…");
  const SmtRestrictionSentence rows[] = {
    { ALL_SPERRET,
      C_ ("not shown", "The patient has closed (sperret) the shared medication list, the prescriptions and the summary "
                       "care record: what is in them is unknown. Consent or an emergency opens them."),
      opens_sperret, open },
    { SMT_RESTRICTION_PLL_SPERRET,
      C_ ("not shown", "The patient has closed (sperret) the shared medication list (PLL): what is in it is unknown. "
                       "Consent or an emergency opens it."),
      opens_sperret, open },
    { SMT_RESTRICTION_RF_SPERRET,
      C_ ("not shown",
          "The patient has closed (sperret) the prescriptions: there may be more than is shown. Consent or "
          "an emergency opens them."),
      opens_sperret, open },
    { SMT_RESTRICTION_KJ_SPERRET,
      C_ ("not shown", "The patient has closed (sperret) the summary care record: medicines and reactions may be "
                       "missing. Consent or an emergency opens it."),
      opens_sperret, open },
    { ALL_BLOKKERT,
      C_ ("not shown",
          "The patient has blocked (blokkert) the shared medication list, the prescriptions and the summary "
          "care record: what is in them is unknown. Nothing opens them, not even an emergency. Ask the "
          "patient."),
      NULL, NULL },
    { SMT_RESTRICTION_PLL_BLOKKERT,
      C_ ("not shown", "The patient has blocked (blokkert) the shared medication list (PLL): what is in it is unknown. "
                       "Nothing opens it, not even an emergency. Ask the patient."),
      NULL, NULL },
    { SMT_RESTRICTION_RF_BLOKKERT,
      C_ ("not shown", "The patient has blocked (blokkert) the prescriptions: there may be more than is shown. Nothing "
                       "opens them, not even an emergency. Ask the patient."),
      NULL, NULL },
    { SMT_RESTRICTION_KJ_BLOKKERT,
      C_ ("not shown", "The patient has blocked (blokkert) the summary care record: medicines and reactions may be "
                       "missing. Nothing opens it, not even an emergency. Ask the patient."),
      NULL, NULL },
  };

  return say (rows, G_N_ELEMENTS (rows), left, func, data);
}

static guint32
say_unanswered (guint32 left, SmtRestrictionFunc func, gpointer data)
{
  const SmtRestrictionSentence rows[] = {
    { SMT_RESTRICTION_PLL_DOWN,
      C_ ("not shown",
          "The shared medication list (PLL) is not available just now: what is in it is unknown. Try again "
          "later."),
      NULL, NULL },
    { SMT_RESTRICTION_PLL_FAILED,
      C_ ("not shown",
          "The shared medication list (PLL) could not be fetched: what is in it is unknown. Fetch it again."),
      NULL, NULL },
    { SMT_RESTRICTION_RF_DOWN,
      C_ ("not shown", "The prescription database is not available just now: there may be more prescriptions than are "
                       "shown. Try again later."),
      NULL, NULL },
    { SMT_RESTRICTION_RF_FAILED,
      C_ ("not shown", "Prescriptions could not be fetched: there may be more than is shown. Fetch them again."), NULL,
      NULL },
    { SMT_RESTRICTION_KJ_DOWN,
      C_ ("not shown", "The summary care record is not available just now: medicines and reactions may be missing. Try "
                       "again later."),
      NULL, NULL },
    { SMT_RESTRICTION_KJ_FAILED,
      C_ ("not shown", "The summary care record could not be fetched: medicines and reactions may be missing. Fetch it "
                       "again."),
      NULL, NULL },
    { SMT_RESTRICTION_KJ_NO_RIGHT,
      C_ ("not shown", "You have no access to the summary care record for this patient, or the patient has opted out: "
                       "medicines and reactions may be missing."),
      NULL, NULL },
    { SMT_RESTRICTION_KJ_RESERVED,
      C_ ("not shown",
          "The patient has opted out of the summary care record, and nothing opens it. Ask the patient about "
          "medicines and reactions."),
      NULL, NULL },
    { SMT_RESTRICTION_KJ_NOT_ASKED,
      C_ ("not shown", "The summary care record was not asked: medicines and reactions may be missing."), opens_kj,
      C_ ("not shown", "Ask the summary care record…") },
  };

  return say (rows, G_N_ELEMENTS (rows), left, func, data);
}

static guint32
say_hidden (guint32 left, SmtRestrictionFunc func, gpointer data)
{
  const char *open_locked = C_ ("not shown", "Open what is locked…");
  const SmtRestrictionSentence rows[] = {
    { SMT_RESTRICTION_RF_LOCKED_EXIST,
      C_ ("not shown",
          "Locked prescriptions exist and are not shown; a reference number, consent or an emergency opens "
          "them."),
      opens_locked, open_locked },
    { SMT_RESTRICTION_KJ_LOCKED_EXIST,
      C_ ("not shown", "The summary care record holds locked information that is not shown; consent or an emergency "
                       "opens it."),
      opens_locked, open_locked },
    { SMT_RESTRICTION_KJ_MEDICINES_EXIST,
      C_ ("not shown", "The summary care record holds medicines that are not shown; consent or an emergency may open "
                       "them."),
      opens_sperret, C_ ("not shown", "Open with consent or in an emergency…") },
    { SMT_RESTRICTION_NOT_UNDERSTOOD,
      C_ ("not shown", "Something in the answer was not understood; it is kept and goes back as it came."), NULL,
      NULL },
  };

  return say (rows, G_N_ELEMENTS (rows), left, func, data);
}

/**
 * smt_restriction_sentences:
 * @restrictions: of a list
 * @func: called with each sentence, the gravest first; nothing of it outlives the call
 * @data: for @func
 *
 * Each restriction is said once: a reason that holds for all three registers in one sentence.
 */
void
smt_restriction_sentences (guint32 restrictions, SmtRestrictionFunc func, gpointer data)
{
  guint32 left = restrictions;

  g_return_if_fail (func != NULL);

  left = say_closed (left, func, data);
  left = say_unanswered (left, func, data);
  left = say_hidden (left, func, data);
  if ((left & SMT_RESTRICTION_NO_PLL) != 0)
    {
      SmtRestrictionSentence no_pll = { SMT_RESTRICTION_NO_PLL,
                                        C_ ("not shown", "The patient has no shared medication list (PLL)."), NULL,
                                        NULL };
      func (&no_pll, data);
    }
}
