/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"
#include "journal/smt-journal-reconciled.h"

/** smt_follow_up_free: @follow_up (transfer full) */
void
smt_follow_up_free (SmtFollowUp *follow_up)
{
  g_return_if_fail (follow_up != NULL);

  g_free (follow_up->patient);
  g_free (follow_up->person);
  g_clear_pointer (&follow_up->decision, smt_decision_unref);
  g_free (follow_up);
}

/* --- writing, on the worker thread -------------------------------------------------------------------------------- */

typedef struct
{
  const char *sql; /* static; binds entry, patient, text */
  char *patient;
  char *text;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->patient);
  g_free (note->text);
  g_free (note);
}

static gboolean
write_note (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const Note *note = input;
  g_autoptr (sqlite3_stmt) insert = smt_journal_db_prepare (db, note->sql, error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, note->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, note->text, -1, SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error);
}

static gpointer
add_note (SmtJournalDb *db, gpointer input, GError **error)
{
  return GINT_TO_POINTER (smt_journal_db_write (db, "follow-up", write_note, input, error));
}

/* --- reading, on the worker thread -------------------------------------------------------------------------------- */

/* What became of one treatment, row by row. */
typedef struct
{
  char *patient;
  char *key;
  char *draft; /* (nullable) JSON of the decision in the draft */
  char *sent;  /* (nullable) … of the one sent last */
  gint64 draft_entry;
  gint64 sent_entry;
} History;

static void
history_clear (History *history)
{
  g_free (history->patient);
  g_free (history->key);
  g_free (history->draft);
  g_free (history->sent);
  *history = (History){ 0 };
}

/* To keep a line says nothing new of the finding that was let through: what was to be followed up still is. A
 * clarification is answered by it. */
static gboolean
leaves_override (const char *sent, const char *draft)
{
  g_autoptr (SmtDecision) before = sent != NULL ? smt_decision_from_json (sent, NULL) : NULL;
  g_autoptr (SmtDecision) after = before != NULL ? smt_decision_from_json (draft, NULL) : NULL;

  return before != NULL && after != NULL && before->kind == SMT_DECISION_OVERRIDE && after->kind == SMT_DECISION_KEEP;
}

static void
follow_row (History *history, sqlite3_stmt *row)
{
  const char *decision = (const char *)sqlite3_column_text (row, 2);
  gint64 entry = sqlite3_column_int64 (row, 4);

  if (decision != NULL)
    {
      g_free (history->draft);
      history->draft = g_strdup (decision);
      history->draft_entry = entry;
      return;
    }
  if (sqlite3_column_type (row, 3) != SQLITE_NULL && history->draft != NULL
      && !leaves_override (history->sent, history->draft)) /* went with a send */
    {
      g_free (history->sent);
      history->sent = g_steal_pointer (&history->draft);
      history->sent_entry = history->draft_entry;
    }
  g_clear_pointer (&history->draft, g_free); /* else undone */
}

static gboolean
is_follow_up (const SmtDecision *decision)
{
  return (decision->kind == SMT_DECISION_CLARIFY || decision->kind == SMT_DECISION_OVERRIDE)
         && smt_date_is_set (decision->due);
}

/* %NULL without an error when it is none, or ended after it was made. */
static SmtDecision *
read_follow_up (SmtJournalDb *db, const History *history, const char *json, gint64 entry, GError **error)
{
  g_autoptr (SmtDecision) decision = NULL;
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row = FALSE;

  if (json == NULL)
    return NULL;
  decision = smt_journal_decision (json, error);
  if (decision == NULL || !is_follow_up (decision))
    return NULL;
  select = smt_journal_db_prepare (db, "SELECT 1 FROM followed_up WHERE patient = ? AND key = ? AND entry > ? LIMIT 1",
                                   error);
  if (select == NULL)
    return NULL;
  sqlite3_bind_text (select, 1, history->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (select, 2, history->key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (select, 3, entry);
  if (!smt_journal_db_next (db, select, &row, error) || row)
    return NULL;

  return g_steal_pointer (&decision);
}

/* A draft that is no follow-up has not settled anything before it is sent. */
static gboolean
conclude (SmtJournalDb *db, History *history, GPtrArray *found, GError **error)
{
  GError *trouble = NULL;
  SmtDecision *decision;
  SmtFollowUp *follow_up;

  if (history->key == NULL)
    return TRUE;

  decision = read_follow_up (db, history, history->draft, history->draft_entry, &trouble);
  if (decision == NULL && trouble == NULL)
    decision = read_follow_up (db, history, history->sent, history->sent_entry, &trouble);
  if (decision != NULL)
    {
      follow_up = g_new0 (SmtFollowUp, 1);
      follow_up->patient = g_strdup (history->patient);
      follow_up->decision = decision;
      g_ptr_array_add (found, follow_up);
    }
  history_clear (history);
  if (trouble != NULL)
    g_propagate_error (error, trouble);
  return trouble == NULL;
}

static gboolean
walk (SmtJournalDb *db, sqlite3_stmt *select, History *history, GPtrArray *found, GError **error)
{
  gboolean row = TRUE;

  while (smt_journal_db_next (db, select, &row, error))
    {
      const char *patient = row ? (const char *)sqlite3_column_text (select, 0) : NULL;
      const char *key = row ? (const char *)sqlite3_column_text (select, 1) : NULL;

      if (g_strcmp0 (patient, history->patient) != 0 || g_strcmp0 (key, history->key) != 0)
        {
          if (!conclude (db, history, found, error))
            return FALSE;
          history->patient = g_strdup (patient);
          history->key = g_strdup (key);
        }
      if (!row)
        return TRUE;
      follow_row (history, select);
    }

  return FALSE;
}

static gboolean
name_person (SmtJournalDb *db, SmtFollowUp *follow_up, GError **error)
{
  g_autoptr (sqlite3_stmt) select =
      smt_journal_db_prepare (db, "SELECT person FROM people WHERE patient = ? ORDER BY row DESC LIMIT 1", error);
  gboolean row = FALSE;

  if (select == NULL)
    return FALSE;

  sqlite3_bind_text (select, 1, follow_up->patient, -1, SQLITE_STATIC);
  if (!smt_journal_db_next (db, select, &row, error))
    return FALSE;
  follow_up->person = row ? g_strdup ((const char *)sqlite3_column_text (select, 0)) : NULL;

  return TRUE;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const SmtFollowUp *left = *(SmtFollowUp *const *)a;
  const SmtFollowUp *right = *(SmtFollowUp *const *)b;
  int order = smt_date_compare (left->decision->due, right->decision->due);

  if (order == 0)
    order = g_strcmp0 (left->patient, right->patient);
  return order != 0 ? order : g_strcmp0 (left->decision->key, right->decision->key);
}

/* (element-type SmtFollowUp): what stands, of @patient or, where that is NULL, of everybody */
GPtrArray *
smt_journal_read_follow_ups (SmtJournalDb *db, const char *patient, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_follow_up_free);
  g_autoptr (sqlite3_stmt) select = NULL;
  History history = { 0 };
  gboolean whole;

  select = smt_journal_db_prepare (db,
                                   "SELECT d.patient, d.key, d.decision, d.send, d.entry FROM decisions AS d"
                                   " WHERE d.patient IN (SELECT patient FROM people) AND (?1 IS NULL OR d.patient = ?1)"
                                   " ORDER BY d.patient, d.key, d.row",
                                   error);
  if (select == NULL)
    return NULL;

  sqlite3_bind_text (select, 1, patient, -1, SQLITE_STATIC);
  whole = walk (db, select, &history, found, error);
  history_clear (&history);
  for (guint i = 0; whole && i < found->len; i++)
    whole = name_person (db, g_ptr_array_index (found, i), error);
  if (!whole)
    return NULL;

  g_ptr_array_sort (found, compare_due);
  return g_steal_pointer (&found);
}

static gpointer
load_follow_ups (SmtJournalDb *db, gpointer input, GError **error)
{
  return smt_journal_db_ready (db, error) ? smt_journal_read_follow_ups (db, input, error) : NULL;
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static void
write_async (SmtJournal *self,
             const char *sql,
             const char *patient,
             const char *text,
             GAsyncReadyCallback callback,
             gpointer data)
{
  Note *input = g_new0 (Note, 1);

  input->sql = sql;
  input->patient = g_strdup (patient);
  input->text = g_strdup (text);
  _smt_journal_ask (self, G_STRFUNC, input, note_free, add_note, NULL, NULL, callback, data);
}

/**
 * smt_journal_add_person_async:
 * @self: a journal
 * @patient: patient key
 * @person: who that is, in JSON
 * @callback: called when it is on disk
 * @data: for @callback
 *
 * Only patients with something to follow up are stored by name: somebody must be able to open them again.
 */
void
smt_journal_add_person_async (SmtJournal *self,
                              const char *patient,
                              const char *person,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && person != NULL);

  write_async (self, "INSERT INTO people (entry, patient, person) VALUES (?, ?, ?)", patient, person, callback, data);
}

/**
 * smt_journal_end_follow_up_async:
 * @self: a journal
 * @patient: patient key
 * @key: of the treatment
 * @callback: called when it is on disk
 * @data: for @callback
 */
void
smt_journal_end_follow_up_async (SmtJournal *self,
                                 const char *patient,
                                 const char *key,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self) && patient != NULL && key != NULL);

  write_async (self, "INSERT INTO followed_up (entry, patient, key) VALUES (?, ?, ?)", patient, key, callback, data);
}

gboolean
smt_journal_follow_up_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_follow_ups_async:
 * @self: a journal
 * @patient: (nullable): patient key; %NULL for everyone
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_follow_ups_async (SmtJournal *self,
                                   const char *patient,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, g_strdup (patient), g_free, load_follow_ups, (GDestroyNotify)g_ptr_array_unref,
                    cancellable, callback, data);
}

/**
 * smt_journal_load_follow_ups_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtFollowUp): what is still to be followed up, the earliest first
 */
GPtrArray *
smt_journal_load_follow_ups_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
