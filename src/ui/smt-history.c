/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-history.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-course.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"

static void
entry_free (gpointer data)
{
  SmtHistoryEntry *entry = data;

  g_free (entry->what);
  g_free (entry->who);
  g_free (entry);
}

/* @what: (transfer full); @who: (nullable) */
static SmtHistoryEntry *
add (GPtrArray *history, SmtDate date, char *what, const char *who, const char *source)
{
  SmtHistoryEntry *entry = g_new0 (SmtHistoryEntry, 1);

  entry->date = date;
  entry->at = SMT_INSTANT_UNSET;
  entry->what = what;
  entry->who = who != NULL && *who != '\0' ? g_strdup (who) : NULL;
  entry->source = source;
  g_ptr_array_add (history, entry);
  return entry;
}

static void
add_at (GPtrArray *history, SmtInstant at, char *what, const char *who, const char *source)
{
  SmtDate date = at != SMT_INSTANT_UNSET ? smt_instant_to_date (at) : SMT_DATE_UNSET;

  add (history, date, what, who, source)->at = at;
}

/* --- what the registers tell ------------------------------------------------------------------------------------- */

/* Why a prescription was recalled, code list 7500. */
static const char *
recall_words (int code)
{
  switch (code)
    {
    case 1:
      return C_ ("history", "Prescription recalled: renewed");
    case 2:
      return C_ ("history", "Prescription recalled: treatment stopped");
    case 3:
      return C_ ("history", "Prescription recalled: renewed with a change");
    default:
      return C_ ("history", "Prescription recalled: other reason");
    }
}

/* (transfer full) (nullable): only prescribers are registered with a prescription, and with its stop */
static char *
as_prescriber (const char *name)
{
  /* Translators: %s is a person */
  return name != NULL && *name != '\0' ? g_strdup_printf (C_ ("history", "%s, prescriber"), name) : NULL;
}

/* (nullable) (transfer full): whoever wrote the prescription that replaces @link recalled it by that; else who stopped
 * it */
static char *
recalled_by (const SmtTreatment *treatment, const SmtPrescription *link)
{
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *other = g_ptr_array_index (treatment->prescriptions, i);

      if (link->recall_id != NULL && g_strcmp0 (other->prescription_id, link->recall_id) == 0 && other != link)
        return as_prescriber (other->prescriber);
    }
  return link->recall_code == 2 ? as_prescriber (treatment->stopped_by) : NULL;
}

/* Which register a loose prescription is told by. */
static const char *
register_of (SmtPatientContext *context, const SmtTreatment *treatment)
{
  if (smt_list_has_from_summary (smt_patient_context_get_list (context), treatment))
    return C_ ("source", "summary care record");
  return C_ ("source", "prescription database");
}

static void
add_prescriptions (GPtrArray *history, SmtPatientContext *context, const SmtTreatment *treatment)
{
  const char *source = register_of (context, treatment);

  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, i);
      g_autofree char *dose = smt_course_dup_dose (treatment, i);
      g_autofree char *prescriber = as_prescriber (link->prescriber);
      g_autofree char *recaller = recalled_by (treatment, link);
      /* Translators: %s is a dose, or the word prescription */
      SmtHistoryEntry *entry =
          add (history, link->written, g_strdup_printf (C_ ("history", "Prescription written: %s"), dose), prescriber,
               source);

      if (link->prescribed_at != SMT_INSTANT_UNSET
          && smt_date_compare (smt_instant_to_date (link->prescribed_at), link->written) == 0)
        entry->at = link->prescribed_at;
      if (link->recall_code != 0)
        add_at (history, link->recalled_at != SMT_INSTANT_UNSET ? link->recalled_at : link->last_changed,
                g_strdup (recall_words (link->recall_code)), recaller, source);
    }
}

static void
add_dispensings (GPtrArray *history, const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      g_autofree char *handed_out = smt_course_dup_handed_out (source);

      if (source->voice == SMT_VOICE_SUPPLY && smt_date_is_set (source->date))
        add (history, source->date,
             g_strconcat (C_ ("timeline", "Dispensed"), handed_out != NULL ? " " : NULL, handed_out, NULL),
             C_ ("history", "pharmacy"), C_ ("source", "prescription database"));
    }
}

static void
add_changes (GPtrArray *history, SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtRow *row = smt_reconciliation_find_row (smt_patient_context_get_reconciliation (context), treatment->key);
  g_autofree char *changed = row != NULL ? smt_changed_words (context, row) : NULL;
  const char *source = smt_treatment_is_loose (treatment) ? register_of (context, treatment)
                       : treatment->proposed              ? C_ ("source", "message from the pharmacy (M25.2)")
                                                          : C_ ("source", "shared medication list (PLL)");
  g_autofree char *author = treatment->proposed ? g_strdup (treatment->author) : as_prescriber (treatment->author);
  g_autofree char *stopper = as_prescriber (treatment->stopped_by);

  if (treatment->proposed)
    source = C_ ("source", "message from the pharmacy (M25.2)");
  if (treatment->author != NULL || treatment->last_changed != SMT_INSTANT_UNSET)
    add_at (history, treatment->last_changed,
            changed != NULL ? g_steal_pointer (&changed) : g_strdup (C_ ("history", "Last changed")), author, source);
  if (smt_date_is_set (treatment->stop_date))
    {
      const char *word =
          treatment->state == SMT_TREATMENT_STOPPED ? C_ ("timeline", "Stopped") : C_ ("timeline", "Planned stop");

      add (history, treatment->stop_date,
           g_strconcat (word, treatment->stop_reason != NULL ? ": " : NULL, treatment->stop_reason, NULL), stopper,
           source);
    }
}

static void
add_questions (GPtrArray *history, const SmtList *list, const SmtTreatment *treatment)
{
  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);
      const SmtQuestion *question = smt_message_find_question (message, treatment->key);

      if (question != NULL)
        add_at (history, message->date, smt_message_question (message, question), message->author,
                C_ ("source", "message from the pharmacy (M25.2)"));
    }
}

/* --- what was done here ------------------------------------------------------------------------------------------ */

/** smt_history_act_words: Returns: (transfer full): "Sendt: Beholdt" */
char *
smt_history_act_words (const SmtAct *act)
{
  g_autofree char *decision = smt_sentence_for_decision (act->decision);

  switch (act->kind)
    {
    case SMT_ACT_SENT:
      /* Translators: %s is a decision */
      return g_strdup_printf (C_ ("history", "Sent: %s"), decision);
    case SMT_ACT_UNDONE:
      /* Translators: %s is a decision */
      return g_strdup_printf (C_ ("history", "Taken back: %s"), decision);
    case SMT_ACT_DECIDED:
    default:
      /* Translators: %s is a decision */
      return g_strdup_printf (C_ ("history", "Decided: %s"), decision);
    }
}

/** smt_history_act_person: Returns: (transfer full): who signed, of what was sent; of a decision who took it, where
 * that was another than the signer */
char *
smt_history_act_person (const SmtAct *act)
{
  const SmtDecision *decision = act->decision;

  if (act->who != NULL) /* nobody but a doctor may send */
    return g_strdup_printf ("%s, %s", act->who, smt_word_for_role (SMT_ROLE_DOCTOR));
  if (decision->author != NULL || decision->role != SMT_ROLE_DOCTOR)
    return smt_words_for_person (decision->author, decision->role);
  return g_strdup (smt_word_for_role (decision->role));
}

static void
add_acts (GPtrArray *history, const GPtrArray *acts)
{
  for (guint i = 0; i < acts->len; i++)
    {
      const SmtAct *act = g_ptr_array_index (acts, i);
      g_autofree char *person = smt_history_act_person (act);

      add_at (history, act->at, smt_history_act_words (act), person, C_ ("source", "this program"));
    }
}

static SmtRole
read_role (const char *token)
{
  if (g_strcmp0 (token, "nurse") == 0)
    return SMT_ROLE_NURSE;
  return g_strcmp0 (token, "pharmacist") == 0 ? SMT_ROLE_PHARMACIST : SMT_ROLE_DOCTOR;
}

/* What was said by hand of this row and one of another list: also taken back, each time anew. */
static void
add_pairs (GPtrArray *history, SmtPatientContext *context, const SmtTreatment *treatment)
{
  const GPtrArray *acts = smt_patient_context_get_pair_acts (context);

  for (guint i = 0; i < acts->len; i++)
    {
      const SmtPairAct *act = g_ptr_array_index (acts, i);
      const SmtPairLink *link = &act->link;
      gboolean here =
          (g_str_equal (link->list, SMT_LIST_CURRENT) && g_str_equal (link->key, treatment->key))
          || (g_str_equal (link->other_list, SMT_LIST_CURRENT) && g_str_equal (link->other_key, treatment->key));
      g_autofree char *person = here ? smt_words_for_person (act->who, read_role (act->role)) : NULL;

      if (!here)
        continue;
      add_at (history, act->at,
              /* Translators: %s names two medicines, and the list that each stands in */
              g_strdup_printf (link->apart ? C_ ("history", "Said not to be the same: %s")
                                           : C_ ("history", "Said to be the same: %s"),
                               act->what != NULL ? act->what : ""),
              person, C_ ("source", "this program"));
    }
}

static void
add_reconciled (GPtrArray *history, SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);
  g_autofree char *person = NULL;

  if (record == NULL || smt_patient_context_get_previous (context, treatment->key) == NULL)
    return;
  person = g_strdup_printf ("%s, %s", record->who, smt_word_for_role (SMT_ROLE_DOCTOR));
  add_at (history, record->at, g_strdup (C_ ("history", "Reconciled with the whole list")), person,
          C_ ("source", "this program"));
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

/* The newest first; within one day what has no time of day last. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const SmtHistoryEntry *first = *(const SmtHistoryEntry *const *)a;
  const SmtHistoryEntry *second = *(const SmtHistoryEntry *const *)b;
  int order = smt_date_compare (second->date, first->date);

  if (order != 0 || first->at == second->at)
    return order;
  return first->at > second->at ? -1 : 1;
}

/**
 * smt_history_new:
 * @context: the patient at work
 * @treatment: of the list
 * @acts: (nullable) (element-type SmtAct): what was done with it in this program
 *
 * Returns: (transfer full) (element-type SmtHistoryEntry): all that is known, the newest first
 */
GPtrArray *
smt_history_new (SmtPatientContext *context, const SmtTreatment *treatment, const GPtrArray *acts)
{
  GPtrArray *history = g_ptr_array_new_with_free_func (entry_free);

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (context) && treatment != NULL, history);

  if (acts != NULL)
    add_acts (history, acts);
  add_pairs (history, context, treatment);
  add_reconciled (history, context, treatment);
  add_changes (history, context, treatment);
  add_questions (history, smt_patient_context_get_list (context), treatment);
  add_dispensings (history, treatment);
  add_prescriptions (history, context, treatment);
  g_ptr_array_sort (history, compare_entries);
  return history;
}

/** smt_history_when: Returns: (transfer full): the day, and for what was done @today the time as well */
char *
smt_history_when (const SmtHistoryEntry *entry, SmtDate today)
{
  return entry->at != SMT_INSTANT_UNSET ? smt_phrase_moment (entry->at, today) : smt_phrase_date (entry->date);
}
