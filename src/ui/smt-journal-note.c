/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-journal-note.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"

static void
append_sentence (GString *out, const char *sentence)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, sentence);
}

/** smt_journal_note_with_whom: Returns: (transfer none): whom the list was gone through with, by @sources */
const char *
smt_journal_note_with_whom (guint sources)
{
  if ((sources & SMT_RECORD_PATIENT) != 0 && (sources & SMT_RECORD_KIN) != 0)
    return C_ ("note", "The list was gone through with the patient and next of kin.");
  if ((sources & SMT_RECORD_PATIENT) != 0)
    return C_ ("note", "The list was gone through with the patient.");
  if ((sources & SMT_RECORD_KIN) != 0)
    return C_ ("note", "The list was gone through with next of kin.");
  return C_ ("note", "The list was not gone through with the patient.");
}

static char *
from_sources (guint sources)
{
  const char *names[4] = { NULL };
  guint n = 0;
  g_autofree char *joined = NULL;

  if ((sources & SMT_RECORD_LIST) != 0)
    names[n++] = C_ ("note", "medication list and prescription database");
  if ((sources & SMT_RECORD_SUMMARY) != 0)
    names[n++] = C_ ("note", "summary care record");
  if ((sources & SMT_RECORD_LETTER) != 0)
    names[n++] = C_ ("note", "discharge letter or referral");
  joined = g_strjoinv (", ", (char **)names);
  /* Translators: %s is a list of sources */
  return n > 0 ? g_strdup_printf (C_ ("note", "Sources: %s."), joined)
               : g_strdup (C_ ("note", "Sources: none stated."));
}

static void
append_decisions (GString *out, const SmtReconciliation *reconciliation)
{
  guint n_unchanged = 0;
  g_autofree char *unchanged = NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      g_autofree char *medicine = smt_phrase_treatment (row->treatment);
      g_autofree char *capital = smt_phrase_capitalize (medicine);
      g_autofree char *decision = NULL;
      g_autofree char *sentence = NULL;

      if (!smt_treatment_is_in_use (row->treatment))
        continue;
      if (row->decision == NULL || row->decision->kind == SMT_DECISION_KEEP)
        {
          n_unchanged++;
          continue;
        }
      decision = smt_sentence_for_decision (row->decision);
      sentence = g_strdup_printf ("%s: %s.", capital, decision);
      append_sentence (out, sentence);
    }
  unchanged = g_strdup_printf (C_ ("note", "Unchanged: %u."), n_unchanged);
  append_sentence (out, unchanged);
}

/** smt_journal_note: Returns: (transfer full): the note for @sources (SmtRecordSources bits) */
char *
smt_journal_note (SmtPatientContext *context, guint sources)
{
  g_autofree char *date = smt_phrase_date (smt_patient_context_get_today (context));
  g_autofree char *opening = g_strdup_printf (C_ ("note", "Medication list reconciled %s."), date);
  g_autofree char *rested_on = from_sources (sources);
  GString *out = g_string_new (opening);

  append_sentence (out, smt_journal_note_with_whom (sources));
  append_sentence (out, rested_on);
  append_decisions (out, smt_patient_context_get_reconciliation (context));
  return g_string_free (out, FALSE);
}
