/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-journal-note.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-alone-section.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-source-words.h"

static void
append_sentence (GString *out, const char *sentence)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, sentence);
}

/* A line of its own: whoever reads a journal looks for one medicine. */
static void
append_line (GString *out, const char *line)
{
  g_string_append_c (out, '\n');
  g_string_append (out, line);
}

static const char *
why_not_words (const SmtRecordSaid *said)
{
  switch (said->why_not)
    {
    case SMT_WHY_NOT_ABLE:
      return C_ ("note", "the patient cannot take part");
    case SMT_WHY_NOT_REACHED:
      return C_ ("note", "the patient could not be reached");
    case SMT_WHY_NOT_OTHER:
      return said->text != NULL && *said->text != '\0' ? said->text : C_ ("note", "no reason stated");
    case SMT_WHY_NOT_STATED:
    case SMT_N_WHY_NOT:
    default:
      return C_ ("note", "no reason stated");
    }
}

/** smt_journal_note_with_whom: Returns: (transfer full): whom the list was gone through with, or why not, as @said */
char *
smt_journal_note_with_whom (const SmtRecordSaid *said)
{
  g_return_val_if_fail (said != NULL, NULL);

  if ((said->sources & SMT_RECORD_PATIENT) != 0 && (said->sources & SMT_RECORD_KIN) != 0)
    return g_strdup (C_ ("note", "The list was gone through with the patient and next of kin."));
  if ((said->sources & SMT_RECORD_PATIENT) != 0)
    return g_strdup (C_ ("note", "The list was gone through with the patient."));
  if ((said->sources & SMT_RECORD_KIN) != 0)
    return g_strdup (C_ ("note", "The list was gone through with next of kin."));
  /* Translators: %s says why not */
  return g_strdup_printf (C_ ("note", "The list was not gone through with the patient: %s."), why_not_words (said));
}

/* The lists from files that stood beside the patient's. */
static void
add_files (GPtrArray *names, SmtPatientContext *context)
{
  GPtrArray *files = smt_patient_context_get_files (context);

  for (guint i = 0; i < files->len; i++)
    {
      const SmtBeside *file = g_ptr_array_index (files, i);
      g_autofree char *name = smt_source_name (context, file->id, FALSE);

      /* Translators: %s is the name of a file, and its date */
      g_ptr_array_add (names, g_strdup_printf (C_ ("note", "list from a file (%s)"), name));
    }
}

/* @files (nullable): the patient whose files are named as well */
static char *
from_sources (guint sources, SmtPatientContext *files)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  if ((sources & SMT_RECORD_LIST) != 0)
    g_ptr_array_add (names, g_strdup (C_ ("note", "medication list and prescription database")));
  if ((sources & SMT_RECORD_SUMMARY) != 0)
    g_ptr_array_add (names, g_strdup (C_ ("note", "summary care record")));
  if ((sources & SMT_RECORD_LETTER) != 0)
    g_ptr_array_add (names, g_strdup (C_ ("note", "discharge letter or referral")));
  if (files != NULL)
    add_files (names, files);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **)names->pdata);
  /* Translators: %s is a list of sources */
  return *joined != '\0' ? g_strdup_printf (C_ ("note", "Sources: %s."), joined)
                         : g_strdup (C_ ("note", "Sources: none stated."));
}

/* What was decided is told whatever the state of the row: a pause is lifted, and a proposal answered, that is not in
 * use. */
static void
append_decisions (GString *out, const SmtReconciliation *reconciliation)
{
  guint n_unchanged = 0;
  guint n_unseen = 0;
  g_autofree char *unchanged = NULL;
  g_autofree char *unseen = NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      g_autofree char *medicine = smt_phrase_treatment (row->treatment);
      g_autofree char *capital = smt_phrase_capitalize (medicine);
      g_autofree char *decision = NULL;
      g_autofree char *sentence = NULL;

      if (row->decision == NULL || row->decision->kind == SMT_DECISION_KEEP)
        {
          if (!smt_treatment_is_in_use (row->treatment))
            continue;
          n_unchanged++;
          n_unseen += row->decision == NULL ? 1 : 0;
          continue;
        }
      decision = smt_row_dup_decision (row);
      sentence = g_strdup_printf ("%s: %s.", capital, decision);
      append_line (out, sentence);
    }
  unchanged = g_strdup_printf (C_ ("note", "Unchanged: %u."), n_unchanged);
  /* what nobody has looked at is not called looked at */
  unseen = g_strdup_printf (C_ ("note", "Not assessed: %u of these."), n_unseen);
  append_line (out, unchanged);
  if (n_unseen > 0)
    append_sentence (out, unseen);
}

/* A pause of the whole list that was lifted: whose and why it was, and why it is over. */
static void
append_on_list (GString *out, const SmtReconciliation *reconciliation)
{
  const SmtMessage *pause = smt_reconciliation_get_pause (reconciliation);
  const SmtDecision *decision = smt_reconciliation_get_on_list (reconciliation);
  g_autofree char *said = pause != NULL ? smt_message_pause (pause) : NULL;
  g_autofree char *decided = decision != NULL ? smt_sentence_for_decision (decision) : NULL;
  g_autofree char *sentence = decided != NULL ? g_strdup_printf ("%s.", decided) : NULL;

  if (said != NULL)
    append_sentence (out, said);
  if (sentence != NULL)
    append_sentence (out, sentence);
}

static guint
count_unsaid (SmtPatientContext *context)
{
  GPtrArray *alone = smt_patient_context_get_alone (context);
  guint n = 0;

  for (guint i = 0; i < alone->len; i++)
    {
      const SmtPairMember *shown = smt_alone_member (g_ptr_array_index (alone, i));
      g_autofree char *key = smt_aside_key (shown->list, shown->treatment->key);

      n += smt_treatment_is_in_use (shown->treatment) && smt_patient_context_find_aside (context, key, NULL) == NULL;
    }
  return n;
}

/* What stands only in lists from files: what is said of it, and how much nobody has said anything of. */
static void
append_asides (GString *out, SmtPatientContext *context)
{
  g_autoptr (GPtrArray) asides = smt_patient_context_get_asides (context);
  guint n = count_unsaid (context);

  for (guint i = 0; i < asides->len; i++)
    {
      const SmtDecision *aside = g_ptr_array_index (asides, i);
      g_autofree char *about = smt_phrase_capitalize (aside->about);
      g_autofree char *words = smt_sentence_for_decision (aside);
      /* Translators: %1$s is a medicine and the file it stands in, %2$s what was decided */
      g_autofree char *sentence = g_strdup_printf (C_ ("note", "Only in a file: %1$s: %2$s."), about, words);

      append_sentence (out, sentence);
    }
  if (n > 0)
    {
      /* Translators: %u is a number of medicines */
      g_autofree char *unsaid = g_strdup_printf (C_ ("note", "Only in a file and not assessed: %u."), n);

      append_sentence (out, unsaid);
    }
}

/* What has become of it: only what was sent is called reconciled. */
static const char *
state_words (SmtContextState state)
{
  switch (state)
    {
    case SMT_CONTEXT_PARTIAL:
      return C_ ("note", "Sent, but not everything was received.");
    case SMT_CONTEXT_UNKNOWN:
      return C_ ("note", "Sent; whether it arrived is not known.");
    case SMT_CONTEXT_WORKING:
    case SMT_CONTEXT_SENDING:
    case SMT_CONTEXT_REJECTED:
    case SMT_CONTEXT_CONFLICT:
    case SMT_CONTEXT_SENT:
    case SMT_CONTEXT_FILE:
    default:
      return C_ ("note", "Not sent yet.");
    }
}

/* "Legemiddelliste samstemt 30. november 2026 av Lise Fastlegesen (lege), hele listen.", once it has arrived. Before
 * that it is a draft of whoever works on it, and the doctor's name stands on nothing that the doctor has not seen. */
static char *
opening_sentence (SmtPatientContext *context, gboolean arrived)
{
  SmtRole role = smt_decide_get_role ();
  g_autofree char *date = smt_phrase_date (smt_patient_context_get_today (context));
  g_autofree char *signer = smt_patient_context_dup_signer_name (context);
  g_autofree char *name = smt_patient_context_dup_worker_name (context);
  g_autofree char *who = smt_words_for_person (name, role);
  g_autofree char *draft = NULL;

  if (arrived)
    /* Translators: %1$s is a date, %2$s a person, %3$s a role */
    return g_strdup_printf (C_ ("note", "Medication list reconciled %1$s by %2$s (%3$s), the whole list."), date,
                            signer, smt_word_for_role (SMT_ROLE_DOCTOR));
  /* Translators: %1$s is a date, %2$s a person and a role */
  draft =
      g_strdup_printf (C_ ("note", "DRAFT of a medication reconciliation %1$s by %2$s, the whole list."), date, who);
  if (role != SMT_ROLE_DOCTOR)
    return g_strconcat (draft, " ", C_ ("note", "Not approved by a doctor and not sent."), NULL);
  return g_strconcat (draft, " ", state_words (smt_patient_context_get_state (context)), NULL);
}

static void
append_due (GString *out, SmtDate due)
{
  g_autofree char *date = smt_date_is_set (due) ? smt_phrase_date (due) : NULL;
  /* Translators: %s is a date */
  g_autofree char *sentence =
      date != NULL ? g_strdup_printf (C_ ("note", "To be reconciled again by %s."), date) : NULL;

  if (sentence != NULL)
    append_sentence (out, sentence);
}

/** smt_journal_note: @arrived: as it stands once everything is received, or as the draft it is now. Returns: (transfer
 * full): the note for what is decided in @context and @said of it */
char *
smt_journal_note (SmtPatientContext *context, const SmtRecordSaid *said, gboolean arrived)
{
  g_autofree char *opening = opening_sentence (context, arrived);
  g_autofree char *with_whom = smt_journal_note_with_whom (said);
  g_autofree char *rested_on = from_sources (said->sources, context);
  GString *out = g_string_new (opening);

  append_sentence (out, with_whom);
  append_sentence (out, rested_on);
  append_on_list (out, smt_patient_context_get_reconciliation (context));
  append_decisions (out, smt_patient_context_get_reconciliation (context));
  append_asides (out, context);
  append_due (out, said->due);
  return g_string_free (out, FALSE);
}

/** smt_journal_note_of_record: Returns: (transfer full): what was said of a reconciliation that is kept */
char *
smt_journal_note_of_record (const SmtReconciledRecord *record)
{
  g_autofree char *when = smt_phrase_date (smt_instant_to_date (record->at));
  g_autofree char *rested_on = from_sources (record->sources, NULL);
  /* Translators: %1$s is a date, %2$s a person, %3$s a role */
  g_autofree char *opening =
      g_strdup_printf (C_ ("note", "Reconciled %1$s by %2$s (%3$s), the whole list."), when, record->who,
                       smt_word_for_role (SMT_ROLE_DOCTOR)); /* nobody else may send a list */
  GString *out = g_string_new (opening);

  if (record->conversation != NULL)
    append_sentence (out, record->conversation);
  append_sentence (out, rested_on);
  append_due (out, record->due);
  return g_string_free (out, FALSE);
}

/** smt_journal_note_last: Returns: (transfer full) (nullable): what was said of the reconciliation before this one */
char *
smt_journal_note_last (SmtPatientContext *context)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);

  return record != NULL ? smt_journal_note_of_record (record) : NULL;
}
