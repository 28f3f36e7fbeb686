/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-sentences.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-phrases.h"

#include "fhir/smt-answer.h"
#include "reconcile/smt-reconciliation.h"

/* What happened (said) and what to do about it (remedy). */
typedef struct
{
  const char *said;
  const char *remedy;
} Sentence;

static Sentence
broker_sentence (int code)
{
  switch ((SmtBrokerError)code)
    {
    case SMT_BROKER_ERROR_NOT_SENT:
      return (Sentence){ C_ ("error", "The service could not be reached. Nothing was sent."),
                         C_ ("remedy", "Check the network and try again; your decisions are kept.") };
    case SMT_BROKER_ERROR_REJECTED:
      return (Sentence){ C_ ("error", "The service refused what was sent. Nothing was applied."),
                         C_ ("remedy", "Your decisions are kept, and nothing is sent by itself. Look over the list as "
                                       "it is now, and sign again.") };
    case SMT_BROKER_ERROR_CONFLICT:
      return (Sentence){ C_ ("error", "Somebody else has changed the list since you fetched it. Nothing was applied."),
                         C_ ("remedy", "Your decisions are put back where the data are the same. Look over the list as "
                                       "it is now, and sign again.") };
    case SMT_BROKER_ERROR_STALE:
      return (Sentence){ C_ ("error", "The lookup is too old to be sent on."),
                         C_ ("remedy", "Look the patient up again; your decisions are kept.") };
    case SMT_BROKER_ERROR_NOT_ALLOWED:
      return (Sentence){ C_ ("error", "You have no access to this in the service."),
                         C_ ("remedy", "Ask the person who runs the service about your role and your agreement.") };
    case SMT_BROKER_ERROR_CERT_EXPIRED:
      return (Sentence){ C_ ("error", "The service's certificate has run out, or the clock of this machine is ahead. "
                                      "Nothing was sent."),
                         C_ ("remedy", "Check the clock; else call the service desk. There is no way round this.") };
    case SMT_BROKER_ERROR_CERT_TOO_EARLY:
      return (Sentence){ C_ ("error", "The service's certificate is not valid yet, or the clock of this machine is "
                                      "behind. Nothing was sent."),
                         C_ ("remedy", "Check the clock; else call the service desk. There is no way round this.") };
    case SMT_BROKER_ERROR_CERT_NAME:
      return (
          Sentence){ C_ ("error", "The certificate belongs to another address than the service's. Nothing was sent."),
                     C_ ("remedy", "Check the address; somebody may be listening in. Call the service desk.") };
    case SMT_BROKER_ERROR_CERT_ISSUER:
      return (Sentence){ C_ ("error", "Nobody this machine trusts vouches for the service. Nothing was sent."),
                         C_ ("remedy", "Check the address; somebody may be listening in. Call the service desk.") };
    case SMT_BROKER_ERROR_BUSY:
      return (Sentence){ C_ ("error", "The service is busy and did nothing."),
                         C_ ("remedy", "Wait a little and try again.") };
    case SMT_BROKER_ERROR_BAD_ANSWER:
      return (Sentence){
        C_ ("error",
            "The answer could not be used: it was cut off, damaged or about someone else. Nothing of it is shown."),
        C_ ("remedy", "Look the patient up again. If it happens again, call the service desk.")
      };
    case SMT_BROKER_ERROR_UNKNOWN:
      return (
          Sentence){ C_ ("error", "No certain answer came. What was sent may have arrived, or may not."),
                     C_ ("remedy", "Do not send again. Look the patient up: the program then shows what arrived.") };
    case SMT_BROKER_ERROR_TIMEOUT:
      return (Sentence){ C_ ("error", "The service did not answer in time."), C_ ("remedy", "Try the lookup again.") };
    case SMT_BROKER_ERROR_SIGN_IN:
      return (Sentence){ C_ ("error", "Your sign-in is no longer valid. Nothing was applied."),
                         C_ ("remedy", "Sign in again and try once more; your decisions are kept.") };
    case SMT_BROKER_ERROR_CLOCK:
      return (Sentence){ C_ ("error", "The clock of this machine is wrong, and nothing was applied."),
                         C_ ("remedy", "Set the clock, or ask the person who runs this machine to, and try again.") };
    case SMT_BROKER_ERROR_NO_LIST:
      return (Sentence){ C_ ("error", "The service gave no list."),
                         C_ ("remedy", "Check what you have filled in and look the patient up again.") };
    case SMT_BROKER_ERROR_CANCELLED:
      return (Sentence){ C_ ("error", "It was cancelled."), C_ ("remedy", "Nothing more is needed.") };
    default:
      return (Sentence){ C_ ("error", "The exchange with the service failed."),
                         C_ ("remedy", "Look the patient up again.") };
    }
}

/* Before anything was signed in: the installation and the network. */
static Sentence
helseid_setup_sentence (SmtHelseidError code)
{
  switch ((int)code)
    {
    case SMT_HELSEID_ERROR_SETTINGS:
      return (Sentence){ C_ ("error", "The service file of this program is not complete."),
                         C_ ("remedy", "Ask the person who set the program up to go through it.") };
    case SMT_HELSEID_ERROR_KEYS:
      return (Sentence){ C_ ("error", "The key of this program could not be read from the keyring of this machine."),
                         C_ ("remedy", "Unlock the keyring and try again. Without one nobody can sign in.") };
    case SMT_HELSEID_ERROR_NETWORK:
      return (Sentence){ C_ ("error", "HelseID could not be reached."),
                         C_ ("remedy", "Check the network and try again.") };
    case SMT_HELSEID_ERROR_CLOCK:
      return (Sentence){ C_ ("error", "The clock of this machine is wrong."),
                         C_ ("remedy", "Set the clock, or ask the person who runs this machine to, and try again.") };
    case SMT_HELSEID_ERROR_CLIENT:
      return (Sentence){ C_ ("error", "HelseID does not know this program's key."),
                         C_ ("remedy", "Export the public key from the menu and have it registered with HelseID.") };
    case SMT_HELSEID_ERROR_PORT:
      return (Sentence){ C_ ("error", "Another program holds the address that HelseID answers to."),
                         C_ ("remedy", "Close other windows of this program, or restart the machine.") };
    case SMT_HELSEID_ERROR_BROWSER:
      return (Sentence){ C_ ("error", "The browser could not be opened."),
                         C_ ("remedy", "Choose a default browser on this machine and try again.") };
    case SMT_HELSEID_ERROR_BAD_ANSWER:
    case SMT_HELSEID_ERROR_REFUSED:
    default:
      return (Sentence){ C_ ("error", "HelseID refused the sign-in, or answered with something that cannot be used."),
                         C_ ("remedy", "Try again. If it happens again, call the service desk.") };
    }
}

static Sentence
helseid_sentence (int code)
{
  switch (code)
    {
    case SMT_HELSEID_ERROR_TIMEOUT:
      return (Sentence){ C_ ("error", "Nobody signed in within two minutes."), C_ ("remedy", "Sign in again.") };
    case SMT_HELSEID_ERROR_DENIED:
    case SMT_HELSEID_ERROR_CANCELLED:
      return (Sentence){ C_ ("error", "The sign-in was cancelled."), C_ ("remedy", "Sign in again.") };
    case SMT_HELSEID_ERROR_CALLBACK:
      return (Sentence){ C_ ("error", "What came back from the browser is not the answer to this sign-in."),
                         C_ ("remedy", "Sign in again. If it happens again, call the service desk.") };
    case SMT_HELSEID_ERROR_ID_TOKEN:
      return (Sentence){ C_ ("error", "HelseID's answer could not be verified, so nobody was signed in."),
                         C_ ("remedy", "Sign in again. If it happens again, call the service desk.") };
    case SMT_HELSEID_ERROR_LEVEL:
      return (Sentence){ C_ ("error", "That sign-in is not of security level 4."),
                         C_ ("remedy", "Sign in again with BankID, Buypass or Commfides.") };
    case SMT_HELSEID_ERROR_NO_HPR:
      return (
          Sentence){ C_ ("error", "You have no HPR number in HelseID, and only health workers may use this program."),
                     C_ ("remedy", "Ask the Health Personnel Registry if that is wrong.") };
    case SMT_HELSEID_ERROR_ORGANISATION:
      return (
          Sentence){ C_ ("error", "HelseID signed you in for another organisation than this program is set up for."),
                     C_ ("remedy", "Sign in again and choose the right one, or call the service desk.") };
    case SMT_HELSEID_ERROR_OTHER_USER:
      return (Sentence){ C_ ("error", "Somebody else signed in than the one who works here."),
                         C_ ("remedy", "Sign in as yourself; whoever takes over signs out first.") };
    case SMT_HELSEID_ERROR_ENDED:
    case SMT_HELSEID_ERROR_SIGNED_OUT:
      return (Sentence){ C_ ("error", "Nobody is signed in."), C_ ("remedy", "Sign in and try again.") };
    default:
      return helseid_setup_sentence ((SmtHelseidError)code);
    }
}

static Sentence
journal_sentence (int code)
{
  switch ((SmtJournalError)code)
    {
    case SMT_JOURNAL_ERROR_NOT_SAVED:
      return (Sentence){ C_ ("error", "The decision could not be saved on this machine."),
                         C_ ("remedy", "Make room on the disk. Until then it is kept only while the program runs.") };
    case SMT_JOURNAL_ERROR_LOCKED:
      return (Sentence){ C_ ("error", "Another window of the program holds the decision journal."),
                         C_ ("remedy", "Use that window, or close it first.") };
    case SMT_JOURNAL_ERROR_DAMAGED:
      return (Sentence){ C_ ("error", "The decision journal on this machine is not as it was written."),
                         C_ ("remedy", "Nothing in it was changed. Call the service desk before you go on.") };
    case SMT_JOURNAL_ERROR_MOVED:
      return (Sentence){ C_ ("error", "The decision journal was removed while the program was running."),
                         C_ ("remedy", "Start the program again; nothing is saved until then.") };
    case SMT_JOURNAL_ERROR_NOT_READ:
      return (Sentence){ C_ ("error", "What is stored on this machine could not be read back just now."),
                         C_ ("remedy", "It may still be there. Start the program again before you decide anew.") };
    case SMT_JOURNAL_ERROR_NEWER:
      return (Sentence){ C_ ("error", "The decision journal on this machine is of a newer version of the program."),
                         C_ ("remedy", "Start the newer version; nothing in the journal was changed.") };
    case SMT_JOURNAL_ERROR_KEYRING:
      return (Sentence){ C_ ("error", "There is no open keyring on this machine, so nothing can be stored safely."),
                         C_ ("remedy", "Unlock the keyring and start the program again.") };
    case SMT_JOURNAL_ERROR_STATE:
    default:
      return (Sentence){ C_ ("error", "The decision journal refused an impossible step."),
                         C_ ("remedy", "Look the patient up again.") };
    }
}

static const char *
never_listed (SmtReconcileError code)
{
  if (code == SMT_RECONCILE_ERROR_VACCINE)
    return C_ ("error", "Vaccines do not stand on the medication list (PLL).");
  if (code == SMT_RECONCILE_ERROR_LOCKED)
    return C_ ("error", "A locked prescription does not stand on the medication list (PLL), which many can see.");
  return C_ ("error", "Only medicines stand on the medication list (PLL), not nutrition and consumables.");
}

/* What a day, or the dose on that day, is not. */
static Sentence
day_sentence (SmtReconcileError code)
{
  switch ((int)code)
    {
    case SMT_RECONCILE_ERROR_DAY_GONE:
      return (Sentence){ C_ ("error", "That day has come or gone."), C_ ("remedy", "Write a day to come.") };
    case SMT_RECONCILE_ERROR_DAY_ORDER:
      return (Sentence){ C_ ("error", "The pause ends before it has begun."),
                         C_ ("remedy", "Write a later day for when it is taken again.") };
    case SMT_RECONCILE_ERROR_TOO_LONG:
      return (Sentence){ C_ ("error", "The new prescription lasts a year, and has expired by then."),
                         C_ ("remedy", "Write an earlier day.") };
    case SMT_RECONCILE_ERROR_NOT_ENOUGH:
      return (Sentence){ C_ ("error", "Nobody has enough of one prescription for more than a year."),
                         C_ ("remedy", "Write an earlier day, or choose what else it is taken from until then.") };
    case SMT_RECONCILE_ERROR_TOO_FAR:
      return (Sentence){ C_ ("error", "That day is more than ten years ahead."), C_ ("remedy", "Check the year.") };
    case SMT_RECONCILE_ERROR_NO_OWN_DOSE:
      return (Sentence){ C_ ("error", "Field and text do not both say one clear dose that could be cut."),
                         C_ ("remedy", "Change the dose, or stop it now.") };
    case SMT_RECONCILE_ERROR_DOSE_ENDS:
    default:
      return (Sentence){ C_ ("error", "The dose has come to its end by that day."),
                         C_ ("remedy", "Write an earlier day, or change the dose.") };
    }
}

static Sentence
reconcile_sentence (int code)
{
  switch ((SmtReconcileError)code)
    {
    case SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT:
      return (Sentence){ C_ ("error", "The row is no longer on the list."),
                         C_ ("remedy", "Look the patient up again.") };
    case SMT_RECONCILE_ERROR_STALE:
      return (Sentence){ C_ ("error", "The data of this row have changed since the decision was made."),
                         C_ ("remedy", "Look at the row again and decide anew.") };
    case SMT_RECONCILE_ERROR_NOT_APPLICABLE:
      return (Sentence){ C_ ("error", "That choice does not fit this row."),
                         C_ ("remedy", "Use one of the buttons of the row.") };
    case SMT_RECONCILE_ERROR_INCOMPLETE:
      return (Sentence){ C_ ("error", "Something is missing in the decision."),
                         C_ ("remedy", "Fill in the empty fields.") };
    case SMT_RECONCILE_ERROR_STOP:
      return (Sentence){ C_ ("error", "The row has an open Stop and cannot be kept as it is."),
                         C_ ("remedy", "Change the dose, stop it, have it clarified, or override with a reason.") };
    case SMT_RECONCILE_ERROR_NEW_FINDING:
      return (Sentence){ C_ ("error", "The new dose would itself give a Stop."),
                         C_ ("remedy", "Choose another interval or amount.") };
    case SMT_RECONCILE_ERROR_FLAGGED:
      return (Sentence){ C_ ("error", "The row has an open Stop or Check and is not renewed as it is."),
                         C_ ("remedy", "Change the dose: the change is a new prescription too.") };
    case SMT_RECONCILE_ERROR_VACCINE:
    case SMT_RECONCILE_ERROR_LOCKED:
    case SMT_RECONCILE_ERROR_GOODS:
      return (Sentence){ never_listed ((SmtReconcileError)code),
                         C_ ("remedy", "Keep it as it is, recall it, or have it clarified.") };
    case SMT_RECONCILE_ERROR_DAY_GONE:
    case SMT_RECONCILE_ERROR_DAY_ORDER:
    case SMT_RECONCILE_ERROR_TOO_LONG:
    case SMT_RECONCILE_ERROR_NOT_ENOUGH:
    case SMT_RECONCILE_ERROR_TOO_FAR:
    case SMT_RECONCILE_ERROR_NO_OWN_DOSE:
    case SMT_RECONCILE_ERROR_DOSE_ENDS:
      return day_sentence ((SmtReconcileError)code);
    case SMT_RECONCILE_ERROR_SAME_DOSE:
      return (Sentence){ C_ ("error", "That is the dose it has."),
                         C_ ("remedy", "Keep it, or renew the prescription.") };
    case SMT_RECONCILE_ERROR_STOPS:
      return (Sentence){ C_ ("error", "It is going to be stopped."),
                         C_ ("remedy", "To go on with it, change the dose: that lifts the stop.") };
    case SMT_RECONCILE_ERROR_BLOCKED:
      return (Sentence){ C_ ("error", "Something still has to be decided before the list can be sent."),
                         C_ ("remedy", "Go through the rows under Must be decided.") };
    default:
      return (Sentence){ C_ ("error", "The decision could not be made."), C_ ("remedy", "Look the patient up again.") };
    }
}

static Sentence
fhir_sentence (int code)
{
  switch ((SmtFhirError)code)
    {
    case SMT_FHIR_ERROR_NOT_JSON:
    case SMT_FHIR_ERROR_NOT_ANSWER:
      return (Sentence){ C_ ("error", "The answer is not a medication list that can be read. Nothing of it is shown."),
                         C_ ("remedy", "Look the patient up again. If it happens again, call the service desk.") };
    case SMT_FHIR_ERROR_INCONSISTENT:
      return (Sentence){ C_ ("error", "The list in the answer contradicts itself and cannot be shown safely."),
                         C_ ("remedy", "Use another source today, and report it to the service desk.") };
    case SMT_FHIR_ERROR_CANNOT_CARRY:
      return (
          Sentence){ C_ ("error", "A new dose could not be written so that it reads back the same. Nothing was sent."),
                     C_ ("remedy", "Write the dose in another way, for instance with weekdays.") };
    case SMT_FHIR_ERROR_OUTCOME:
    default:
      return (Sentence){ C_ ("error", "The service answered with an error instead of a list."),
                         C_ ("remedy", "Look the patient up again.") };
    }
}

static Sentence
find_sentence (const GError *error)
{
  if (error->domain == SMT_BROKER_ERROR)
    return broker_sentence (error->code);
  if (error->domain == SMT_JOURNAL_ERROR)
    return journal_sentence (error->code);
  if (error->domain == SMT_RECONCILE_ERROR)
    return reconcile_sentence (error->code);
  if (error->domain == SMT_FHIR_ERROR)
    return fhir_sentence (error->code);
  if (error->domain == SMT_HELSEID_ERROR)
    return helseid_sentence (error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return broker_sentence (SMT_BROKER_ERROR_CANCELLED);
  return (Sentence){ C_ ("error", "Something unexpected went wrong."), C_ ("remedy", "Look the patient up again.") };
}

/* In the largest unit that says enough. */
static char *
dup_span (guint64 seconds)
{
  guint n;

  if (seconds < 120)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u second", "%u seconds", (gulong)seconds), (guint)seconds);
  if (seconds < 2 * 3600)
    {
      n = (guint)((seconds + 30) / 60);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", n), n);
    }
  if (seconds < 2 * 86400)
    {
      n = (guint)((seconds + 1800) / 3600);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour", "%u hours", n), n);
    }
  n = (guint)((seconds + 43200) / 86400);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day", "%u days", n), n);
}

/* By how much the clock is wrong, where an error knows; else NULL. */
static char *
dup_clock_sentence (const GError *error)
{
  gint64 ahead = smt_helseid_error_get_clock_offset (error) + smt_broker_error_get_clock_offset (error);
  g_autofree char *span = NULL;

  if (ahead == 0)
    return NULL;
  span = dup_span ((guint64)ABS (ahead));
  if (ahead > 0)
    /* Translators: %s is a span of time, as "7 minutes" */
    return g_strdup_printf (C_ ("error", "The clock of this machine is %s wrong: it is ahead of the right time."),
                            span);
  /* Translators: %s is a span of time, as "7 minutes" */
  return g_strdup_printf (C_ ("error", "The clock of this machine is %s wrong: it is behind the right time."), span);
}

/* (transfer full): what happened and what to do; a service that is busy may have said when it can be asked again */
static char *
write_sentence (Sentence sentence, const GError *error)
{
  SmtInstant at = smt_broker_error_get_retry_at (error);
  g_autofree char *time = at != SMT_INSTANT_UNSET ? smt_phrase_time (at) : NULL;
  g_autofree char *clock = dup_clock_sentence (error);
  g_autofree char *when = NULL;

  if (clock != NULL || time == NULL)
    return g_strconcat (clock != NULL ? clock : sentence.said, " ", sentence.remedy, NULL);
  /* Translators: %s is a time of day */
  when = g_strdup_printf (C_ ("remedy", "It can be asked again at %s; until then it is not asked."), time);
  return g_strconcat (sentence.said, " ", when, NULL);
}

/**
 * smt_sentence_for_error:
 * @error: of any module
 *
 * Returns: (transfer full): what happened and what to do, for the screen; never the raw text of @error
 */
char *
smt_sentence_for_error (const GError *error)
{
  Sentence sentence;

  g_return_val_if_fail (error != NULL, NULL);
  sentence = find_sentence (error);
  return write_sentence (sentence, error);
}

/**
 * smt_sentence_for_lookup_error:
 * @error: of a lookup
 *
 * The same codes mean something else where nothing was to be sent; saying "nothing was applied" of a lookup that
 * follows an unknown send would be false.
 *
 * Returns: (transfer full): what happened and what to do
 */
char *
smt_sentence_for_lookup_error (const GError *error)
{
  Sentence sentence;

  g_return_val_if_fail (error != NULL, NULL);
  sentence = find_sentence (error);
  if (g_error_matches (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_NOT_SENT))
    sentence = (Sentence){ C_ ("error", "The service could not be reached."),
                           C_ ("remedy", "Check the network and try again.") };
  else if (g_error_matches (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_BUSY))
    sentence = (Sentence){ C_ ("error", "The service is busy and gave no list."),
                           C_ ("remedy", "Wait a little and try again.") };
  else if (g_error_matches (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_SIGN_IN))
    sentence = (Sentence){ C_ ("error", "Nobody is signed in."), C_ ("remedy", "Sign in and try again.") };
  else if (g_error_matches (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_CLOCK))
    return smt_sentence_for_error (error);
  return write_sentence (sentence, error);
}

/** smt_remedy_for_error: Returns: (transfer none): only what to do */
const char *
smt_remedy_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);
  return find_sentence (error).remedy;
}

/** smt_sentence_for_reactions: Returns: (transfer none): four states that must never be mixed up */
const char *
smt_sentence_for_reactions (SmtKnowledge knowledge)
{
  switch (knowledge)
    {
    case SMT_KNOWLEDGE_KNOWN:
      return C_ ("reactions", "Known drug reactions");
    case SMT_KNOWLEDGE_NONE_KNOWN:
      return C_ ("reactions", "No known drug reactions registered");
    case SMT_KNOWLEDGE_UNAVAILABLE:
      return C_ ("reactions", "Drug reactions are unavailable");
    case SMT_KNOWLEDGE_NOT_ASKED:
    default:
      return C_ ("reactions", "Drug reactions were not asked for");
    }
}

/** smt_sentence_for_off_list: Returns: (transfer none) (nullable): why what is loose or proposed cannot come onto the
 * list; %NULL where it can, or stands there already */
const char *
smt_sentence_for_off_list (const SmtTreatment *treatment)
{
  g_return_val_if_fail (treatment != NULL, NULL);

  if (!smt_treatment_is_loose (treatment) && !treatment->proposed)
    return NULL;
  switch (smt_treatment_get_off_list (treatment))
    {
    case SMT_OFF_LIST_VACCINE:
      return never_listed (SMT_RECONCILE_ERROR_VACCINE);
    case SMT_OFF_LIST_LOCKED:
      return never_listed (SMT_RECONCILE_ERROR_LOCKED);
    case SMT_OFF_LIST_GOODS:
      return never_listed (SMT_RECONCILE_ERROR_GOODS);
    case SMT_OFF_LIST_NOT:
    default:
      return NULL;
    }
}

/** smt_sentence_for_catalogue: Returns: (transfer full) (nullable): what is missing without FEST, or with an old one */
char *
smt_sentence_for_catalogue (const SmtCatalogue *catalogue, SmtDate today)
{
  g_autofree char *date = NULL;

  if (catalogue == NULL)
    return g_strdup (C_ ("catalogue", "FEST has not been imported: interactions are not checked"));
  if (!smt_catalogue_is_old (catalogue, today))
    return NULL;
  date = smt_date_to_words (smt_catalogue_get_date (catalogue), smt_phrase_language ());
  /* Translators: %s is a date */
  return g_strdup_printf (C_ ("catalogue", "FEST is of %s and too old: interactions and products may be missing"),
                          date);
}

/** smt_words_for_catalogue: Returns: (transfer full): which FEST is in use, and how old it is */
char *
smt_words_for_catalogue (const SmtCatalogue *catalogue, SmtDate today)
{
  g_autofree char *date = NULL;
  guint days;

  if (catalogue == NULL)
    return smt_sentence_for_catalogue (NULL, today);
  date = smt_date_to_words (smt_catalogue_get_date (catalogue), smt_phrase_language ());
  days = (guint)MAX (0, smt_date_days_between (smt_catalogue_get_date (catalogue), today));
  /* Translators: %1$s is a date, %2$u a number of days */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "FEST of %1$s, %2$u day old", "FEST of %1$s, %2$u days old", days), date, days);
}

/** smt_sentence_for_number: Returns: (transfer none) (nullable): a warning about a national number; it never blocks */
const char *
smt_sentence_for_number (SmtNationalNumber state)
{
  switch (state)
    {
    case SMT_NATIONAL_NUMBER_NOT_DIGITS:
      return C_ ("number", "A national number has eleven digits.");
    case SMT_NATIONAL_NUMBER_BAD_DATE:
      return C_ ("number", "The first six digits are not a date. Check the number; you can look it up all the same.");
    case SMT_NATIONAL_NUMBER_BAD_CHECK:
      return C_ ("number", "The check digits do not match. Check the number; you can look it up all the same.");
    case SMT_NATIONAL_NUMBER_OK:
    default:
      return NULL;
    }
}
