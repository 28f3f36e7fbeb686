/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-cleanup-queue.h"
#include "desk/smt-look-private.h"
#include "desk/smt-settlement.h"
#include "journal/smt-journal-notes.h"

/* The journal's part of a look: one answer after the other, until all is known that is kept of the patient. */

static void
note_trouble (Looking *looking, GError *error)
{
  if (looking->look->trouble == NULL)
    looking->look->trouble = error;
  else
    g_error_free (error);
}

static void settle_next (GTask *task);

static void
finish (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&looking->look), (GDestroyNotify)smt_look_free);
}

static void
follow_ups_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->look->follow_ups = smt_journal_load_follow_ups_finish (SMT_JOURNAL (source), result, &error);
  if (error != NULL)
    note_trouble (looking, error);
  finish (task);
}

/* On a worker thread: reading a list takes as long as the one that was looked up. */
static void
compare (GTask *worker, gpointer source, gpointer data, GCancellable *cancellable)
{
  Looking *looking = data;
  g_autoptr (SmtAnswer) previous = NULL;
  g_autoptr (GPtrArray) links = smt_pair_acts_to_links (looking->look->acts);
  g_autoptr (GError) error = NULL;

  if (looking->record != NULL)
    previous = smt_comparison_read_previous (looking->record, looking->catalogue);
  looking->look->comparison =
      smt_comparison_new (smt_answer_get_list (looking->look->answer), looking->record, previous, NULL, links);
  if (looking->flag_records != NULL)
    looking->flag_notes = smt_cleanup_look_notes (looking->flag_records, looking->look->patient_key,
                                                  looking->look->reconciliation, looking->look->fetched, &error);
  if (error != NULL)
    g_task_return_error (worker, g_steal_pointer (&error));
  else
    g_task_return_boolean (worker, TRUE);
}

static void
load_follow_ups (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);

  smt_journal_load_follow_ups_async (smt_desk_get_store (looking->desk), looking->look->patient_key, NULL,
                                     follow_ups_loaded_cb, task);
}

static void
flags_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!smt_journal_add_notes_finish (SMT_JOURNAL (source), result, &error))
    note_trouble (g_task_get_task_data (task), error);
  load_follow_ups (task);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GPtrArray *notes = looking->flag_notes;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    note_trouble (looking, error);
  if (notes != NULL && notes->len > 0)
    smt_journal_add_notes_async (smt_desk_get_store (looking->desk), notes, flags_noted_cb, task);
  else
    load_follow_ups (task);
}

/* An act that cannot be read is an error, never an act less: the rest would say another thing. */
static GPtrArray *
read_acts (GPtrArray *notes, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_pair_act_free);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      SmtPairAct *act = smt_pair_act_from_json (((const SmtNote *)g_ptr_array_index (notes, i))->body);

      if (act == NULL)
        {
          g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a pairing cannot be read");
          return NULL;
        }
      g_ptr_array_add (acts, act);
    }
  return notes != NULL ? g_steal_pointer (&acts) : NULL;
}

static void
flags_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GTask) worker = NULL;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->flag_records = smt_journal_load_flags_finish (SMT_JOURNAL (source), result, &error);
  if (error != NULL)
    note_trouble (looking, error);
  worker = g_task_new (NULL, NULL, compared_cb, task);
  g_task_set_name (worker, "compare");
  g_task_set_task_data (worker, looking, NULL); /* kept by the outer task until this one has answered */
  g_task_run_in_thread (worker, compare);
}

static void
pairings_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GPtrArray) notes = NULL;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  notes = smt_journal_load_notes_finish (SMT_JOURNAL (source), result, &error);
  looking->look->acts = read_acts (notes, error == NULL ? &error : NULL);
  if (error != NULL)
    note_trouble (looking, error);
  smt_journal_load_flags_async (SMT_JOURNAL (source), looking->look->patient_key, flags_loaded_cb, task);
}

static void
reconciled_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->record = smt_journal_load_reconciled_finish (SMT_JOURNAL (source), result, &error);
  if (error != NULL)
    note_trouble (looking, error);
  smt_journal_load_notes_async (SMT_JOURNAL (source), SMT_NOTE_PAIRING, looking->look->patient_key, pairings_loaded_cb,
                                task);
}

static void
seen_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->look->seen = smt_journal_load_seen_finish (SMT_JOURNAL (source), result, &error);
  if (error != NULL)
    note_trouble (looking, error);
  smt_journal_load_reconciled_async (SMT_JOURNAL (source), looking->look->patient_key, NULL, reconciled_loaded_cb,
                                     task);
}

static void
overrides_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->look->overrides = smt_journal_load_overrides_finish (SMT_JOURNAL (source), result, &error);
  if (error != NULL)
    note_trouble (looking, error);
  smt_journal_load_seen_async (SMT_JOURNAL (source), looking->look->patient_key, NULL, seen_loaded_cb, task);
}

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  looking->look->draft = smt_journal_load_draft_finish (SMT_JOURNAL (source), result, &error);
  if (error != NULL)
    note_trouble (looking, error);
  smt_journal_load_overrides_async (SMT_JOURNAL (source), looking->look->patient_key, NULL, overrides_loaded_cb, task);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!smt_journal_add_reconciled_finish (SMT_JOURNAL (source), result, &error))
    note_trouble (g_task_get_task_data (task), error);
  settle_next (task);
}

/* A send that turns out to have arrived was a reconciliation, and this list shows what came of it. */
static gboolean
keep_reconciled (GTask *task, const SmtSendRecord *send)
{
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (SmtReconciledRecord) record = NULL;

  if (send->state != SMT_SEND_DONE && send->state != SMT_SEND_PARTIAL)
    return FALSE;
  record = smt_settlement_read_record (send, smt_json_get_bytes (smt_answer_get_json (looking->look->answer)));
  if (record == NULL)
    return FALSE;

  smt_journal_add_reconciled_async (smt_desk_get_store (looking->desk), looking->look->patient_key, record, kept_cb,
                                    task);
  return TRUE;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  SmtSendRecord *record = g_ptr_array_index (looking->look->sends, looking->next);
  GError *error = NULL;

  if (smt_journal_settle_send_finish (SMT_JOURNAL (source), result, &error))
    {
      g_info ("a send was settled by looking: %d is now %d", (int)record->state, (int)looking->state);
      record->state = looking->state;
      if (looking->receipt != NULL)
        {
          g_clear_pointer (&record->receipt, smt_receipt_unref);
          record->receipt = g_steal_pointer (&looking->receipt);
        }
    }
  else
    note_trouble (looking, error);

  g_clear_pointer (&looking->receipt, smt_receipt_unref);
  looking->next++;
  if (error != NULL || !keep_reconciled (task, record))
    settle_next (task);
}

static gboolean
says_the_same (const SmtReceipt *a, const SmtReceipt *b)
{
  for (guint i = 0; i < MIN (a->parts->len, b->parts->len); i++)
    {
      const SmtReceiptPart *left = g_ptr_array_index (a->parts, i);
      const SmtReceiptPart *right = g_ptr_array_index (b->parts, i);

      if (left->state != right->state)
        return FALSE;
    }

  return a->parts->len == b->parts->len;
}

/* What the fresh list says about an open send; FALSE when it says nothing new. */
static gboolean
weigh (Looking *looking, const SmtSendRecord *record, GError **error)
{
  const SmtList *fresh = smt_answer_get_list (looking->look->answer);
  g_autoptr (SmtChangeSet) set = NULL;

  if (record->state == SMT_SEND_READY)
    {
      looking->state = SMT_SEND_NOT_APPLIED; /* nothing left; whoever prepared it is gone */
      return TRUE;
    }
  if (record->receipt == NULL || !smt_settlement_can_tell (fresh))
    return FALSE;

  set = smt_settlement_from_json (record->decisions, error);
  if (set == NULL)
    return FALSE;

  looking->receipt = smt_receipt_settle (record->receipt, set, fresh, _smt_desk_now (looking->desk));
  looking->state = smt_settlement_state (record->state, looking->receipt);
  return looking->state != record->state || !says_the_same (looking->receipt, record->receipt);
}

static void
settle_next (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  SmtJournal *store = smt_desk_get_store (looking->desk);

  for (; looking->next < looking->look->sends->len; looking->next++)
    {
      const SmtSendRecord *record = g_ptr_array_index (looking->look->sends, looking->next);
      GError *error = NULL;

      if (_smt_desk_is_sending (looking->desk, record->id))
        continue;
      if (weigh (looking, record, &error))
        {
          smt_journal_settle_send_async (store, record->id, looking->state, looking->receipt, NULL, NULL, settled_cb,
                                         task);
          return;
        }
      g_clear_pointer (&looking->receipt, smt_receipt_unref);
      if (error != NULL)
        note_trouble (looking, error);
    }

  smt_journal_load_draft_async (store, looking->look->patient_key, NULL, draft_loaded_cb, task);
}

/* Whether an open send was made on a list that showed more than this lookup asked for: then this one proves nothing. */
static gboolean
must_see_more (Looking *looking)
{
  gboolean more = FALSE;

  for (guint i = 0; i < looking->look->sends->len; i++)
    {
      const SmtSendRecord *record = g_ptr_array_index (looking->look->sends, i);

      more |= smt_settlement_widen (record->decisions, looking->look->request);
    }

  return more && !looking->asked_again;
}

static void
ask_again (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);

  looking->asked_again = TRUE;
  g_clear_pointer (&looking->reply, smt_broker_reply_unref);
  g_clear_pointer (&looking->look->reconciliation, smt_reconciliation_free);
  g_clear_pointer (&looking->look->answer, smt_answer_unref);
  g_clear_pointer (&looking->look->patient_key, g_free);
  _smt_look_ask (task);
}

static void
sends_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *sends = smt_journal_open_sends_finish (SMT_JOURNAL (source), result, &error);

  if (sends != NULL)
    {
      g_ptr_array_unref (looking->look->sends);
      looking->look->sends = sends;
    }
  else
    note_trouble (looking, error);
  if (must_see_more (looking))
    ask_again (task);
  else
    settle_next (task);
}

static SmtLookupRecord *
make_record (const SmtLook *look)
{
  const SmtLookupRequest *request = look->request;
  SmtLookupRecord *record = smt_lookup_record_new ();

  record->lookup_id = g_strdup (smt_answer_get_list (look->answer)->lookup_id);
  record->purpose = g_strdup (smt_purpose_token (request->purpose));
  record->consent = g_strdup (smt_consent_code (request->consent));
  record->sperret = g_strdup (smt_consent_code (request->sperret));
  record->locked = g_strdup (smt_consent_code (request->locked));
  record->reason = smt_lookup_request_is_emergency (request) ? g_strdup (request->reason) : NULL;
  record->n_references = request->reference_numbers != NULL ? g_strv_length (request->reference_numbers) : 0;

  return record;
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  if (!smt_journal_add_lookup_finish (SMT_JOURNAL (source), result, &error))
    note_trouble (looking, error);
  smt_journal_open_sends_async (SMT_JOURNAL (source), looking->look->patient_key, NULL, sends_loaded_cb, task);
}

/* The list has been understood: what was asked is written down, and what the journal knows of the patient is read. */
void
_smt_look_settle (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (SmtLookupRecord) record = make_record (looking->look);

  smt_journal_add_lookup_async (smt_desk_get_store (looking->desk), looking->look->patient_key, record, noted_cb, task);
}
