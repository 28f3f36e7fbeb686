/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-decision-form-words.h"

#include <glib/gi18n-lib.h>

static SmtFormWords
words (const char *question, const char *text, const char *accept)
{
  return (SmtFormWords){ question, text, accept, "" };
}

static SmtFormWords
words_for_row (SmtDecisionKind kind)
{
  switch (kind)
    {
    case SMT_DECISION_STOP:
      return words (C_ ("form", "Why is the treatment stopped? Its prescription is recalled with it."),
                    C_ ("form", "Other reason, in words"), C_ ("form", "Stop"));
    case SMT_DECISION_STOP_LATER:
      return words (C_ ("form", "From which day is it stopped, what does the patient take until then, and why?"),
                    C_ ("form", "Other reason, in words"), C_ ("form", "Stop later"));
    case SMT_DECISION_RECALL:
      return words (C_ ("form", "Why is the prescription recalled?"), C_ ("form", "Other reason, in words"),
                    C_ ("form", "Recall"));
    case SMT_DECISION_OVERRIDE:
      return words (C_ ("form", "Why is this right as it stands? The row goes back unchanged."),
                    C_ ("form", "Reason, in words"), C_ ("form", "Override"));
    case SMT_DECISION_PAUSE:
      return words (C_ ("form",
                        "When is it paused, and why? With an end it is sent as a gap in the dose. Without one it is a "
                        "note here: others see this as active."),
                    C_ ("form", "Other reason, in words"), C_ ("form", "Pause"));
    case SMT_DECISION_DELETE:
      return words (C_ ("form", "Why is the line deleted? Only what was registered in error is deleted."),
                    C_ ("form", "Reason, in words"), C_ ("form", "Delete"));
    case SMT_DECISION_DECLINE:
      return words (C_ ("form", "Why is what the pharmacy proposes or asks declined? The reason stands here and in the "
                                "journal note; the list carries none, so tell the pharmacy."),
                    C_ ("form", "Other reason, in words"), C_ ("form", "Decline"));
    case SMT_DECISION_RESUME: /* of the whole list: a row is resumed without a question */
      return words (C_ ("form",
                        "Why is the list in use again? Its pause is lifted when it is sent; lines that are paused "
                        "themselves stay so."),
                    C_ ("form", "Reason, in words"), C_ ("form", "Take into use"));
    case SMT_DECISION_BELONGS_TO:
      return words (C_ ("form", "Which line of the list does the prescription belong to?"), "", "");
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CHANGE:
    case SMT_DECISION_TAKE_IN:
    case SMT_DECISION_RENEW:
    case SMT_N_DECISIONS:
    default:
      return words (C_ ("form", "Who is to clarify it? The row goes back unchanged and is named at review."),
                    C_ ("form", "To be clarified with"), C_ ("form", "Clarify"));
    }
}

/** smt_form_recall_question: Returns: (transfer none): what is asked where the prescription of a line is recalled: what
 * becomes of the line is said before the act */
const char *
smt_form_recall_question (void)
{
  return C_ ("form", "Why is the prescription recalled? The medicine stays on the list, without a prescription.");
}

/* Of what stands only in a file nothing goes back: it is told in the record. */
static SmtFormWords
words_for_aside (SmtDecisionKind kind)
{
  if (kind == SMT_DECISION_DECLINE)
    return words (C_ ("form", "Why does it not come onto the list? It is told in the record of the reconciliation."),
                  C_ ("form", "Other reason, in words"), C_ ("form", "Not for the list"));
  return words (C_ ("form", "Who is to clarify it? It is a task until it is done, and told in the record of the "
                            "reconciliation."),
                C_ ("form", "To be clarified with"), C_ ("form", "Clarify"));
}

static const char *
date_question (SmtDecisionKind kind)
{
  if (kind == SMT_DECISION_STOP_LATER)
    return C_ ("form", "First day without it (dd.mm.yyyy)");
  if (kind == SMT_DECISION_OVERRIDE)
    return C_ ("form", "To be followed up by (dd.mm.yyyy), or empty");
  if (kind == SMT_DECISION_PAUSE)
    return C_ ("form", "Paused from (dd.mm.yyyy)");
  return C_ ("form", "Answer wanted by (dd.mm.yyyy)");
}

/**
 * smt_form_words:
 * @kind: what is decided
 * @aside: whether it is about a row that stands only in a file
 *
 * Returns: what the form asks for
 */
SmtFormWords
smt_form_words (SmtDecisionKind kind, gboolean aside)
{
  SmtFormWords found = aside ? words_for_aside (kind) : words_for_row (kind);

  found.date = date_question (kind);
  return found;
}
