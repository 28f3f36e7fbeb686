/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of the journal about drafts, sends and what was seen: the input of each call, its work on the worker
 * thread, and the call.
 */
#include "journal/smt-journal.h"

#include <string.h>

#include "journal/smt-journal-private.h"

/* --- the works: each runs on the worker thread -------------------------------------------------------------------- */

static gpointer
truth (gboolean done)
{
  return GINT_TO_POINTER (done);
}

static gpointer
add_decision (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "decision", smt_journal_write_decision, input, error));
}

static gpointer
load_draft (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_draft (db, input, error) : NULL;
}

static gpointer
prepare_send (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "prepare", smt_journal_write_send, input, error));
}

static gpointer
mark_sending (SmtJournalDb *db, gpointer input, GError **error)
{
  gint64 seq = db->seq;
  guint8 chain[SMT_CHAIN_SIZE];

  memcpy (chain, db->chain, sizeof chain);
  return truth (smt_journal_db_write (db, "sending", smt_journal_write_sending, input, error)
                && smt_journal_log_reread (db, seq, chain, error));
}

static gpointer
settle_send (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "settle", smt_journal_write_settlement, input, error));
}

static gpointer
open_sends (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_open_sends (db, input, error) : NULL;
}

static gpointer
add_seen (SmtJournalDb *db, gpointer input, GError **error)
{
  return truth (smt_journal_db_write (db, "seen", smt_journal_write_seen, input, error));
}

static gpointer
load_seen (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_seen (db, input, error) : NULL;
}

static gpointer
load_overrides (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_overrides (db, input, error) : NULL;
}

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static void
decision_free (gpointer data)
{
  SmtJournalDecision *decision = data;

  g_free (decision->patient);
  g_free (decision->key);
  g_free (decision->decision);
  g_free (decision->override);
  g_free (decision);
}

static void
settlement_free (gpointer data)
{
  SmtJournalSettlement *settlement = data;

  g_free (settlement->send_id);
  g_clear_pointer (&settlement->receipt, smt_receipt_unref);
  g_clear_pointer (&settlement->answer, g_bytes_unref);
  g_clear_pointer (&settlement->seen, g_hash_table_unref);
  g_free (settlement);
}

static void
seen_free (gpointer data)
{
  SmtJournalSeen *seen = data;

  g_free (seen->patient);
  g_hash_table_unref (seen->seen);
  g_free (seen);
}

static void
record_free (gpointer data)
{
  smt_send_record_free (data);
}

/* A copy, since the caller may go on with its own while the worker writes. */
static GHashTable *
copy_seen (GHashTable *seen)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, digest;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, &digest))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (digest));

  return copy;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_add_decision_async:
 * @self: a journal
 * @patient: patient key
 * @key: treatment key
 * @decision: (nullable): what was decided; %NULL says that the row is open again
 * @cancellable: (nullable): only stops what has not begun
 * @callback: called when it is on disk, or known not to be
 * @data: for @callback
 *
 * Decisions are stored in the order of the calls.
 */
void
smt_journal_add_decision_async (SmtJournal *self,
                                const char *patient,
                                const char *key,
                                const SmtDecision *decision,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  SmtJournalDecision *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && key != NULL);

  input = g_new0 (SmtJournalDecision, 1);
  input->patient = g_strdup (patient);
  input->key = g_strdup (key);
  input->decision = decision != NULL ? smt_decision_to_json (decision) : NULL;
  if (decision != NULL && decision->kind == SMT_DECISION_OVERRIDE)
    input->override = g_strdup (decision->reason != NULL ? decision->reason : "");
  _smt_journal_ask (self, G_STRFUNC, input, decision_free, add_decision, NULL, cancellable, callback, data);
}

gboolean
smt_journal_add_decision_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_draft_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_draft_async (SmtJournal *self,
                              const char *patient,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_draft, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_load_draft_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtDecision): the decisions not yet sent, in the order they were taken
 */
GPtrArray *
smt_journal_load_draft_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_prepare_send_async:
 * @self: a journal
 * @record: what is to be sent; copied. Its receipt holds the parts that are expected
 * @callback: called when it is on disk
 * @data: for @callback
 *
 * %SMT_JOURNAL_ERROR_STATE when an earlier send for the patient is not settled.
 */
void
smt_journal_prepare_send_async (SmtJournal *self,
                                const SmtSendRecord *record,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  SmtSendRecord *input;

  g_return_if_fail (SMT_IS_JOURNAL (self));
  g_return_if_fail (record != NULL && record->id != NULL && record->patient != NULL && record->lookup_id != NULL
                    && record->bytes != NULL && record->decisions != NULL);

  input = smt_send_record_copy (record);
  if (input->sha256 == NULL)
    input->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, input->bytes);
  _smt_journal_ask (self, G_STRFUNC, input, record_free, prepare_send, NULL, NULL, callback, data);
}

gboolean
smt_journal_prepare_send_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_mark_sending_async:
 * @self: a journal
 * @send_id: a prepared send
 * @callback: only after it has answered well may a byte leave
 * @data: for @callback
 */
void
smt_journal_mark_sending_async (SmtJournal *self, const char *send_id, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && send_id != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdup (send_id), g_free, mark_sending, NULL, NULL, callback, data);
}

gboolean
smt_journal_mark_sending_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_settle_send_async:
 * @self: a journal
 * @send_id: a send
 * @state: what became of it; %SMT_JOURNAL_ERROR_STATE when the protocol has no such step
 * @receipt: (nullable): part by part
 * @answer: (nullable): the service's answer as it came
 * @seen: (nullable): treatment key → digest of what the clinician has now seen
 * @callback: called when all of it is on disk, or nothing of it
 * @data: for @callback
 *
 * %SMT_SEND_DONE closes the draft that went with the send, %SMT_SEND_PARTIAL all of it but the rows that
 * smt_send_leaves_open() names. Decisions taken after the send was prepared stay.
 */
void
smt_journal_settle_send_async (SmtJournal *self,
                               const char *send_id,
                               SmtSendState state,
                               SmtReceipt *receipt,
                               GBytes *answer,
                               GHashTable *seen,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  SmtJournalSettlement *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && send_id != NULL);

  input = g_new0 (SmtJournalSettlement, 1);
  input->send_id = g_strdup (send_id);
  input->state = state;
  input->receipt = receipt != NULL ? smt_receipt_ref (receipt) : NULL;
  input->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  input->seen = seen != NULL ? copy_seen (seen) : NULL;
  _smt_journal_ask (self, G_STRFUNC, input, settlement_free, settle_send, NULL, NULL, callback, data);
}

gboolean
smt_journal_settle_send_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_open_sends_async:
 * @self: a journal
 * @patient: (nullable): patient key; %NULL for everyone
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_open_sends_async (SmtJournal *self,
                              const char *patient,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, open_sends, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_open_sends_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtSendRecord): the sends nobody has seen the end of, oldest first
 */
GPtrArray *
smt_journal_open_sends_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_add_seen_async:
 * @self: a journal
 * @patient: patient key
 * @seen: treatment key → digest
 * @callback: called when it is on disk
 * @data: for @callback
 *
 * Stores what the clinician was shown after a send, when its receipt was already stored.
 */
void
smt_journal_add_seen_async (SmtJournal *self,
                            const char *patient,
                            GHashTable *seen,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  SmtJournalSeen *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && seen != NULL);

  input = g_new0 (SmtJournalSeen, 1);
  input->patient = g_strdup (patient);
  input->seen = copy_seen (seen);
  _smt_journal_ask (self, G_STRFUNC, input, seen_free, add_seen, NULL, NULL, callback, data);
}

gboolean
smt_journal_add_seen_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_seen_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_seen_async (SmtJournal *self,
                             const char *patient,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_seen, (GDestroyNotify)g_hash_table_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_load_seen_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8): treatment key → digest as last seen; empty when never
 */
GHashTable *
smt_journal_load_seen_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * smt_journal_load_overrides_async:
 * @self: a journal
 * @patient: patient key
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_overrides_async (SmtJournal *self,
                                  const char *patient,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_overrides, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_load_overrides_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtDecision): the overrides that went with a send, where nothing
 *   but keeping the line has been sent since
 */
GPtrArray *
smt_journal_load_overrides_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
