/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-look-private.h"
#include "desk/smt-patient-context-private.h"

/* An earlier list of a patient, opened to be read: as it was kept, or against what was kept before it. */

/** SmtPastLook: what the context of an earlier list knows besides the list. */
struct _SmtPastLook
{
  SmtPastView view;
  SmtJournal *store;   /* to be asked for what was done with one treatment until then */
  GHashTable *decided; /* key → SmtAct of @acts */
  GPtrArray *acts;     /* of SmtAct: what went with that send */
  GPtrArray *off_list; /* of SmtAct of @acts: on what the list does not have */
  GHashTable *left;    /* key → SmtTreatment: what @off_list is about, as far as another list has it */
};

void
_smt_past_look_free (SmtPastLook *past)
{
  g_clear_pointer (&past->view.shown, smt_reconciled_record_free);
  g_clear_pointer (&past->view.since, smt_reconciled_record_free);
  g_clear_object (&past->store);
  g_clear_pointer (&past->decided, g_hash_table_unref);
  g_clear_pointer (&past->off_list, g_ptr_array_unref);
  g_clear_pointer (&past->left, g_hash_table_unref);
  g_clear_pointer (&past->acts, g_ptr_array_unref);
  g_free (past);
}

SmtJournal *
_smt_past_look_get_store (const SmtPastLook *past)
{
  return past->store;
}

/* What is done after a list was reconciled is no part of it. What went with its own send is, whenever the answer came.
 */
gboolean
_smt_past_look_knows (const SmtPastLook *past, const SmtAct *act)
{
  const SmtReconciledRecord *shown = past->view.shown;

  return shown == NULL || act->at <= shown->at
         || (act->send_id != NULL && g_strcmp0 (act->send_id, shown->send_id) == 0);
}

/** Opening: an earlier list on its way. */
typedef struct
{
  gint64 since;
  SmtDate today;
  SmtCatalogue *catalogue;     /* (nullable) */
  SmtAnswer *now;              /* (nullable): the list of now is what is shown */
  GPtrArray *links;            /* (nullable) of SmtPairLink */
  SmtReconciledRecord *before; /* (nullable): kept before the one shown: names what has left the list since */
  char *patient;
  SmtPastLook *past;
  SmtLook *look;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->catalogue, smt_catalogue_unref);
  g_clear_pointer (&opening->now, smt_answer_unref);
  g_clear_pointer (&opening->links, g_ptr_array_unref);
  g_clear_pointer (&opening->before, smt_reconciled_record_free);
  g_clear_pointer (&opening->past, _smt_past_look_free);
  g_clear_pointer (&opening->look, smt_look_free);
  g_free (opening->patient);
  g_free (opening);
}

/* --- what was decided --------------------------------------------------------------------------------------------- */

/* (transfer none) (nullable): under whichever key the treatment had before or after that send */
static SmtAct *
find_act (GHashTable *decided, const SmtTreatment *treatment)
{
  g_auto (GStrv) keys = _smt_patient_context_dup_keys (treatment);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      SmtAct *act = g_hash_table_lookup (decided, keys[i]);

      if (act != NULL)
        return act;
    }
  return NULL;
}

static void
index_act (GHashTable *decided, const char *prefix, const char *id, SmtAct *act)
{
  if (id != NULL)
    g_hash_table_insert (decided, g_strconcat (prefix, id, NULL), act);
}

/* Puts what went with the send to the rows that came of it. */
static void
place_acts (SmtPastLook *past, const SmtList *list)
{
  g_autoptr (GHashTable) placed = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < past->acts->len; i++)
    {
      SmtAct *act = g_ptr_array_index (past->acts, i);

      index_act (known, "pll:", act->decision->new_entry_id, act);
      index_act (known, "rx:", act->decision->new_prescription_id, act);
      index_act (known, "", act->decision->other_key, act);
    }
  for (guint i = 0; i < past->acts->len; i++) /* its own key before what it became */
    index_act (known, "", ((SmtAct *)g_ptr_array_index (past->acts, i))->decision->key,
               g_ptr_array_index (past->acts, i));
  past->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      SmtAct *act = find_act (known, treatment);

      if (act == NULL)
        continue;
      g_hash_table_insert (past->decided, g_strdup (treatment->key), act);
      g_hash_table_add (placed, act);
    }
  past->off_list = g_ptr_array_new ();
  for (guint i = 0; i < past->acts->len; i++)
    if (!g_hash_table_contains (placed, g_ptr_array_index (past->acts, i)))
      g_ptr_array_add (past->off_list, g_ptr_array_index (past->acts, i));
}

/* (transfer none) (nullable): what @key was about, in @list */
static const SmtTreatment *
find_by_any_key (const SmtList *list, const char *key)
{
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      g_auto (GStrv) keys = _smt_patient_context_dup_keys (treatment);

      if (g_strv_contains ((const char *const *)keys, key))
        return treatment;
    }
  return NULL;
}

/* What has left a list is named by another one that has it. */
static void
find_left (SmtPastLook *past, const SmtList *list)
{
  for (guint i = 0; i < past->off_list->len; i++)
    {
      const char *key = ((const SmtAct *)g_ptr_array_index (past->off_list, i))->decision->key;
      const SmtTreatment *treatment = g_hash_table_contains (past->left, key) ? NULL : find_by_any_key (list, key);

      if (treatment != NULL)
        g_hash_table_insert (past->left, g_strdup (key), smt_treatment_ref (treatment));
    }
}

/* --- on a worker thread ------------------------------------------------------------------------------------------- */

static SmtAnswer *
read_list (const SmtReconciledRecord *record, const Opening *opening, GError **error)
{
  SmtAnswer *answer = smt_comparison_read_previous (record, opening->catalogue);

  if (answer == NULL)
    g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER, "a list that is kept cannot be read");
  return answer;
}

/* The list before knows it as it was; that of now may have it again. One that cannot be read names nothing. */
static void
find_what_left (Opening *opening)
{
  SmtPastLook *past = opening->past;
  g_autoptr (SmtAnswer) before =
      past->off_list->len > 0 && opening->before != NULL ? read_list (opening->before, opening, NULL) : NULL;

  past->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)smt_treatment_unref);
  if (before != NULL)
    find_left (past, smt_answer_get_list (before));
  find_left (past, smt_answer_get_list (opening->now));
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  const SmtPastView *view = &opening->past->view;
  GError *error = NULL;
  g_autoptr (SmtAnswer) since = NULL;
  g_autoptr (SmtAnswer) shown = view->shown == NULL ? smt_answer_ref (opening->now) : NULL;
  SmtComparison *comparison;

  if (shown == NULL)
    shown = read_list (view->shown, opening, &error);
  if (shown != NULL && view->since != NULL)
    since = read_list (view->since, opening, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  place_acts (opening->past, smt_answer_get_list (shown));
  find_what_left (opening);
  comparison = smt_comparison_new (smt_answer_get_list (shown), since != NULL ? view->since : NULL, since, NULL,
                                   since != NULL ? opening->links : NULL);
  opening->look = _smt_look_at_list (g_steal_pointer (&shown), opening->today, comparison);
  opening->look->patient_key = g_strdup (opening->patient);
  g_task_return_boolean (task, TRUE);
}

/* --- out of the journal ------------------------------------------------------------------------------------------- */

static void
acts_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  const SmtReconciledRecord *shown = opening->past->view.shown;
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = smt_journal_load_history_finish (SMT_JOURNAL (source), result, &error);

  if (acts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_set_free_func (acts, NULL);
  for (guint i = 0; i < acts->len; i++)
    {
      SmtAct *act = g_ptr_array_index (acts, i);

      if (shown != NULL && act->kind == SMT_ACT_SENT && act->send_id != NULL
          && g_strcmp0 (act->send_id, shown->send_id) == 0)
        g_ptr_array_add (opening->past->acts, act);
      else
        smt_act_free (act);
    }
  g_task_run_in_thread (task, work);
}

static void
ask_for_acts (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  smt_journal_load_history_async (opening->past->store, opening->patient, NULL, g_task_get_cancellable (task),
                                  acts_loaded_cb, task);
}

/* Returns: (nullable): the record that was asked for; where there is none @task has ended */
static SmtReconciledRecord *
take_record (GTask *task, GObject *source, GAsyncResult *result)
{
  GError *error = NULL;
  SmtReconciledRecord *record = smt_journal_load_reconciled_finish (SMT_JOURNAL (source), result, &error);

  if (record == NULL && error == NULL)
    error = g_error_new_literal (SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a list that was kept is gone");
  if (record != NULL)
    return record;
  g_task_return_error (task, error);
  g_object_unref (task);
  return NULL;
}

static void
since_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);

  opening->past->view.since = take_record (task, source, result);
  if (opening->past->view.since != NULL)
    ask_for_acts (task);
}

static void
before_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);

  opening->before = take_record (task, source, result);
  if (opening->before != NULL)
    ask_for_acts (task);
}

/* The one before the one shown. */
static void
records_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = smt_journal_list_reconciled_finish (SMT_JOURNAL (source), result, &error);
  const SmtReconciledRecord *before = NULL;

  if (records == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  for (guint i = 0; before == NULL && i < records->len; i++) /* the newest first */
    if (((const SmtReconciledRecord *)g_ptr_array_index (records, i))->entry < opening->past->view.shown->entry)
      before = g_ptr_array_index (records, i);
  if (before == NULL)
    ask_for_acts (task);
  else
    smt_journal_load_reconciled_entry_async (opening->past->store, opening->patient, before->entry,
                                             g_task_get_cancellable (task), before_loaded_cb, task);
}

static void
ask_for_since (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  if (opening->since == SMT_PAST_ALONE)
    smt_journal_list_reconciled_async (opening->past->store, opening->patient, g_task_get_cancellable (task),
                                       records_listed_cb, task);
  else
    smt_journal_load_reconciled_entry_async (opening->past->store, opening->patient, opening->since,
                                             g_task_get_cancellable (task), since_loaded_cb, task);
}

static void
shown_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);

  opening->past->view.shown = take_record (task, source, result);
  if (opening->past->view.shown == NULL)
    return;
  opening->today = smt_instant_to_date (opening->past->view.shown->at);
  ask_for_since (task);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static Opening *
opening_new (SmtPatientContext *self, gint64 since)
{
  Opening *opening = g_new0 (Opening, 1);
  const SmtCatalogue *catalogue = smt_desk_get_catalogue (self->desk);

  opening->since = since;
  opening->today = self->today;
  opening->catalogue = catalogue != NULL ? smt_catalogue_ref (catalogue) : NULL;
  opening->now = smt_answer_ref (self->look->answer);
  opening->links = smt_pair_links_copy (self->look->comparison->pairing->links);
  opening->patient = g_strdup (self->look->patient_key);
  opening->past = g_new0 (SmtPastLook, 1);
  opening->past->store = g_object_ref (smt_desk_get_store (self->desk));
  opening->past->acts = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_act_free);
  return opening;
}

/**
 * smt_patient_context_open_past_async:
 * @self: a patient at work
 * @entry: of the list that is to be shown: the number of a record in the journal, or %SMT_PAST_NOW
 * @since: of the earlier one it is compared with, or %SMT_PAST_ALONE
 * @cancellable: (nullable): to give it up
 * @callback: called when it was read
 * @data: for @callback
 *
 * Reads kept lists, each as of the day it was reconciled, and compares them as the previous one is compared with the
 * list of now: the same pairing, the same differences. Nothing in it can be decided or sent.
 */
void
smt_patient_context_open_past_async (SmtPatientContext *self,
                                     gint64 entry,
                                     gint64 since,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  GTask *task;

  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && self->desk != NULL);
  g_return_if_fail (entry != SMT_PAST_NOW || since != SMT_PAST_ALONE);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, opening_new (self, since), opening_free);
  if (entry == SMT_PAST_NOW)
    ask_for_since (task);
  else
    smt_journal_load_reconciled_entry_async (smt_desk_get_store (self->desk), self->look->patient_key, entry,
                                             cancellable, shown_loaded_cb, task);
}

/**
 * smt_patient_context_open_past_finish:
 * @self: a patient at work
 * @result: the result
 * @error: return location for an error of %SMT_JOURNAL_ERROR or %SMT_FHIR_ERROR
 *
 * Returns: (transfer full) (nullable): the list, only to be shown; %NULL with an error
 */
SmtPatientContext *
smt_patient_context_open_past_finish (SmtPatientContext *self, GAsyncResult *result, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));
  SmtPatientContext *past;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  past = _smt_patient_context_new (NULL, g_steal_pointer (&opening->look));
  past->past = g_steal_pointer (&opening->past);
  return past;
}

/**
 * smt_patient_context_get_past:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): which earlier list it is; %NULL of any other
 */
const SmtPastView *
smt_patient_context_get_past (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->past != NULL ? &self->past->view : NULL;
}

/**
 * smt_patient_context_find_decided:
 * @self: a patient at work
 * @key: a treatment of the list
 *
 * Returns: (transfer none) (nullable): what was decided on it and sent with the reconciliation shown; %NULL also of a
 * list that is no earlier one
 */
const SmtAct *
smt_patient_context_find_decided (SmtPatientContext *self, const char *key)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, NULL);

  return self->past != NULL ? g_hash_table_lookup (self->past->decided, key) : NULL;
}

/**
 * smt_patient_context_get_decided_off_list:
 * @self: a patient at work
 *
 * Returns: (transfer none) (element-type SmtAct) (nullable): what was decided with the reconciliation shown on rows
 * that its list does not have; %NULL of a list that is no earlier one
 */
GPtrArray *
smt_patient_context_get_decided_off_list (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->past != NULL ? self->past->off_list : NULL;
}

/**
 * smt_patient_context_find_left:
 * @self: a patient at work
 * @key: what something was decided on with the reconciliation shown, and is not in its list
 *
 * Returns: (transfer none) (nullable): it, out of the list kept before that, else of the list of now; %NULL where
 * neither has it
 */
const SmtTreatment *
smt_patient_context_find_left (SmtPatientContext *self, const char *key)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, NULL);

  return self->past != NULL ? g_hash_table_lookup (self->past->left, key) : NULL;
}
