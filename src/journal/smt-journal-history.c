/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-history.h"

#include "journal/smt-journal-private.h"

/** smt_act_free: @act (transfer full) */
void
smt_act_free (SmtAct *act)
{
  g_return_if_fail (act != NULL);

  g_clear_pointer (&act->decision, smt_decision_unref);
  g_free (act->who);
  g_free (act->role);
  g_free (act->send_id);
  g_free (act);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

typedef struct
{
  char *patient;
  char **keys; /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->patient);
  g_strfreev (question->keys);
  g_free (question);
}

/** Line: one row of the decisions, as stored. */
typedef struct
{
  char *key;
  SmtDecision *decision; /* (nullable): the row was closed */
  char *send_id;         /* (nullable): of the send that closed it */
  char *who;
  char *role;
  SmtInstant at;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->key);
  g_clear_pointer (&line->decision, smt_decision_unref);
  g_free (line->who);
  g_free (line->role);
  g_free (line->send_id);
  g_free (line);
}

static gpointer
read_line (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  const char *json = (const char *)sqlite3_column_text (row, 1);
  Line *line = g_new0 (Line, 1);

  line->key = g_strdup ((const char *)sqlite3_column_text (row, 0));
  line->send_id = g_strdup ((const char *)sqlite3_column_text (row, 2));
  line->at = sqlite3_column_int64 (row, 3);
  line->who = g_strdup ((const char *)sqlite3_column_text (row, 4));
  line->role = g_strdup ((const char *)sqlite3_column_text (row, 5));
  line->decision = json != NULL ? smt_journal_decision (json, error) : NULL;
  if (json == NULL || line->decision != NULL)
    return line;
  line_free (line);
  return NULL;
}

static GPtrArray *
read_lines (SmtJournalDb *db, const char *patient, GError **error)
{
  return smt_journal_db_list (
      db,
      "SELECT d.key, d.decision, d.send, e.at,"
      " (SELECT who FROM reconciled WHERE send = d.send ORDER BY row DESC LIMIT 1),"
      " (SELECT role FROM reconciled WHERE send = d.send ORDER BY row DESC LIMIT 1)"
      " FROM decisions AS d JOIN entries AS e ON e.seq = d.entry WHERE d.patient = ? ORDER BY d.row",
      (const char *[]){ patient }, read_line, line_free, error);
}

static gboolean
has_key (GHashTable *keys, const char *prefix, const char *id)
{
  g_autofree char *key = id != NULL ? g_strconcat (prefix, id, NULL) : NULL;

  return key != NULL && g_hash_table_contains (keys, key);
}

/* A loose prescription that was taken in, a renewal: what it was called before belongs to its history too. */
static GHashTable *
find_keys (GPtrArray *lines, char **asked)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; asked[i] != NULL; i++)
    g_hash_table_add (keys, asked[i]);
  for (guint i = lines->len; i > 0; i--)
    {
      const Line *line = g_ptr_array_index (lines, i - 1);
      const SmtDecision *decision = line->decision;

      if (decision != NULL
          && (has_key (keys, "pll:", decision->new_entry_id) || has_key (keys, "rx:", decision->new_prescription_id)
              || has_key (keys, "", decision->other_key)))
        g_hash_table_add (keys, line->key);
    }
  return keys;
}

static SmtAct *
act_new (const Line *line, const SmtDecision *decision)
{
  SmtAct *act = g_new0 (SmtAct, 1);

  act->kind = line->decision != NULL ? SMT_ACT_DECIDED : line->send_id != NULL ? SMT_ACT_SENT : SMT_ACT_UNDONE;
  act->decision = smt_decision_ref (decision);
  act->who = g_strdup (line->who);
  act->role = g_strdup (line->role);
  act->send_id = g_strdup (line->send_id);
  act->at = line->at;
  return act;
}

static gpointer
load_history (SmtJournalDb *db, gpointer input, GError **error)
{
  const Question *question = input;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GHashTable) last = NULL;
  GPtrArray *acts;

  if (!smt_journal_db_ready (db, error))
    return NULL;
  lines = read_lines (db, question->patient, error);
  if (lines == NULL)
    return NULL;
  keys = question->keys != NULL ? find_keys (lines, question->keys) : NULL;
  last = g_hash_table_new (g_str_hash, g_str_equal); /* key → what was decided last */
  acts = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_act_free);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);
      const SmtDecision *decision = line->decision != NULL ? line->decision : g_hash_table_lookup (last, line->key);

      if (decision == NULL || (keys != NULL && !g_hash_table_contains (keys, line->key)))
        continue;
      g_hash_table_insert (last, line->key, (gpointer)decision);
      g_ptr_array_add (acts, act_new (line, decision));
    }
  return acts;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

/**
 * smt_journal_load_history_async:
 * @self: a journal
 * @patient: patient key
 * @keys: (array zero-terminated=1) (nullable): every key the treatment is known to have had; %NULL = of all treatments
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_history_async (SmtJournal *self,
                                const char *patient,
                                const char *const *keys,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  Question *question;

  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL);

  question = g_new0 (Question, 1);
  question->patient = g_strdup (patient);
  question->keys = g_strdupv ((char **)keys);
  _smt_journal_ask (self, G_STRFUNC, question, question_free, load_history, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_load_history_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtAct) (nullable): what was done, the earliest first; %NULL with an error
 */
GPtrArray *
smt_journal_load_history_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
