/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-desk-round.h"

#include "base/smt-json-writer.h"
#include "desk/smt-desk-private.h"
#include "journal/smt-journal-round.h"

/* The words a stored note is known by. */
static const char *const acts[] = {
  [SMT_ROUND_WAITING] = "again",
  [SMT_ROUND_PREPARED] = "prepared",
  [SMT_ROUND_DONE] = "done",
};

static void
stop_free (gpointer data)
{
  SmtRoundStop *stop = data;

  g_clear_object (&stop->item);
  g_free (stop->who);
  g_free (stop);
}

/** smt_round_free: @round (transfer full) */
void
smt_round_free (SmtRound *round)
{
  g_return_if_fail (round != NULL);

  g_ptr_array_unref (round->stops);
  g_free (round);
}

/* --- what was said ------------------------------------------------------------------------------------------------ */

/* Each act says where the patient stands from then on; "again" takes back what was said before. */
static gboolean
take_note (const SmtNote *note, SmtRoundFacts *facts, char **who)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (note->body, strlen (note->body));
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);
  SmtJsonCursor root = json != NULL ? smt_json_root (json) : SMT_JSON_NOWHERE;
  SmtJsonCursor act = smt_json_member (root, "act");

  if (smt_json_string_equals (act, acts[SMT_ROUND_PREPARED]))
    {
      facts->prepared = note->at;
      g_free (*who);
      *who = smt_json_dup_string (smt_json_member (root, "who"));
    }
  else if (smt_json_string_equals (act, acts[SMT_ROUND_DONE]))
    facts->done = note->at;
  else if (smt_json_string_equals (act, acts[SMT_ROUND_WAITING]))
    {
      facts->prepared = facts->done = facts->reconciled = SMT_INSTANT_UNSET;
      g_clear_pointer (who, g_free);
    }
  else
    return FALSE;
  return TRUE;
}

static SmtRoundStop *
make_stop (SmtWorkItem *item, const SmtRoundRecord *record, SmtDate today, GError **error)
{
  SmtRoundFacts facts = { SMT_INSTANT_UNSET, SMT_INSTANT_UNSET, record->reconciled, record->n_drafts };
  SmtRoundStop *stop = g_new0 (SmtRoundStop, 1);

  stop->item = g_object_ref (item);
  stop->n_drafts = record->n_drafts;
  stop->n_decided = record->n_decided;
  for (guint i = 0; i < record->notes->len; i++)
    {
      const SmtNote *note = g_ptr_array_index (record->notes, i);

      if (!take_note (note, &facts, &stop->who))
        {
          g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a note of a round cannot be read");
          stop_free (stop);
          return NULL;
        }
      /* a list that was sent after it was said is news again */
      if (facts.reconciled == SMT_INSTANT_UNSET && record->reconciled > note->at)
        facts.reconciled = record->reconciled;
    }
  if (stop->who == NULL)
    stop->who = g_strdup (record->author);
  stop->state = smt_round_state (&facts, today);
  return stop;
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

/* (element-type SmtWorkItem): the work list as it stands when it is asked */
static GPtrArray *
list_items (SmtDesk *self)
{
  GListModel *list = G_LIST_MODEL (smt_desk_get_work_list (self));
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (items, g_list_model_get_item (list, i));
  return items;
}

static char *
dup_key (SmtDesk *self, SmtWorkItem *item)
{
  g_autofree char *identity = _smt_desk_dup_identity (smt_work_item_get_patient (item));

  return smt_journal_dup_patient_key (smt_desk_get_store (self), identity);
}

/* How often @key (transfer full) was met before. */
static guint
count_met (GHashTable *met, char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (met, key));

  g_hash_table_replace (met, key, GUINT_TO_POINTER (n + 1));
  return n;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtDesk *self = g_task_get_source_object (task);
  GPtrArray *items = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = smt_journal_load_round_finish (SMT_JOURNAL (source), result, &error);
  g_autoptr (SmtRound) round = g_new0 (SmtRound, 1);
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  round->stops = g_ptr_array_new_with_free_func (stop_free);
  for (guint i = 0; records != NULL && error == NULL && i < items->len; i++)
    {
      SmtRoundStop *stop =
          make_stop (g_ptr_array_index (items, i), g_ptr_array_index (records, i), smt_desk_get_today (self), &error);

      if (stop == NULL)
        break;
      stop->nth = count_met (met, dup_key (self, stop->item));
      g_ptr_array_add (round->stops, stop);
      round->n_in_state[stop->state]++;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&round), (GDestroyNotify)smt_round_free);
}

/**
 * smt_desk_load_round_async:
 * @self: a desk
 * @callback: called with the round
 * @data: for @callback
 */
void
smt_desk_load_round_async (SmtDesk *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) keys = NULL;
  GPtrArray *items;
  GTask *task;

  g_return_if_fail (SMT_IS_DESK (self));

  items = list_items (self);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *key = dup_key (self, g_ptr_array_index (items, i));

      g_strv_builder_add (builder, key);
    }
  keys = g_strv_builder_end (builder);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, items, (GDestroyNotify)g_ptr_array_unref);
  smt_journal_load_round_async (smt_desk_get_store (self), (const char *const *)keys, loaded_cb, task);
}

/**
 * smt_desk_load_round_finish:
 * @self: a desk
 * @result: the result
 * @error: return location; %SMT_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the round
 */
SmtRound *
smt_desk_load_round_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- saying ------------------------------------------------------------------------------------------------------- */

static char *
say_act (SmtDesk *self, SmtRoundState state)
{
  g_autofree char *who = smt_desk_dup_worker_name (self);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "act", acts[state]);
  smt_json_writer_member (writer, "who", who);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

/**
 * smt_desk_say_round_async:
 * @self: a desk
 * @item: a patient of the work list
 * @state: where the patient stands from now on
 * @callback: called when it is on disk
 * @data: for @callback
 */
void
smt_desk_say_round_async (SmtDesk *self,
                          SmtWorkItem *item,
                          SmtRoundState state,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autofree char *key = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (SMT_IS_DESK (self) && SMT_IS_WORK_ITEM (item) && state < SMT_N_ROUND_STATES);

  key = dup_key (self, item);
  body = say_act (self, state);
  _smt_desk_note_async (self, SMT_NOTE_ROUND, key, "", body, callback, data);
}

gboolean
smt_desk_say_round_finish (SmtDesk *self, GAsyncResult *result, GError **error)
{
  return _smt_desk_note_finish (self, result, error);
}
