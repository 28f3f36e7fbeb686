/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-notes.h"

#include "journal/smt-journal-private.h"

/**
 * smt_note_new:
 * @kind: what kind of note it is
 * @patient: patient key; empty where nobody is named
 * @key: of the treatment or the prescription; may be empty
 * @body: JSON
 *
 * Returns: (transfer full): a note that is not stored yet
 */
SmtNote *
smt_note_new (const char *kind, const char *patient, const char *key, const char *body)
{
  SmtNote *note;

  g_return_val_if_fail (kind != NULL && patient != NULL && key != NULL && body != NULL, NULL);

  note = g_new0 (SmtNote, 1);
  note->kind = g_strdup (kind);
  note->patient = g_strdup (patient);
  note->key = g_strdup (key);
  note->body = g_strdup (body);
  note->at = SMT_INSTANT_UNSET;
  return note;
}

/** smt_note_free: @note (transfer full) */
void
smt_note_free (SmtNote *note)
{
  g_return_if_fail (note != NULL);

  g_free (note->kind);
  g_free (note->patient);
  g_free (note->key);
  g_free (note->body);
  g_free (note);
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

static gboolean
write_note (SmtJournalDb *db, gint64 entry, const SmtNote *note, GError **error)
{
  g_autoptr (sqlite3_stmt) insert =
      smt_journal_db_prepare (db, "INSERT INTO notes (entry, kind, patient, key, body) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, note->kind, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, note->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, note->key, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, note->body, -1, SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error);
}

static gboolean
write_notes (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const GPtrArray *notes = input;

  for (guint i = 0; i < notes->len; i++)
    if (!write_note (db, entry, g_ptr_array_index (notes, i), error))
      return FALSE;

  return TRUE;
}

static gpointer
add_notes (SmtJournalDb *db, gpointer input, GError **error)
{
  return GINT_TO_POINTER (smt_journal_db_write (db, "notes", write_notes, input, error));
}

static gpointer
read_note (SmtJournalDb *db, sqlite3_stmt *row, GError **error)
{
  SmtNote *note = smt_note_new ((const char *)sqlite3_column_text (row, 0), (const char *)sqlite3_column_text (row, 1),
                                (const char *)sqlite3_column_text (row, 2), (const char *)sqlite3_column_text (row, 3));

  note->at = sqlite3_column_int64 (row, 4);
  return note;
}

typedef struct
{
  char *kind;
  char *patient; /* (nullable) */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->kind);
  g_free (wanted->patient);
  g_free (wanted);
}

static gpointer
load_notes (SmtJournalDb *db, gpointer input, GError **error)
{
  const Wanted *wanted = input;

  if (!smt_journal_db_ready (db, error))
    return NULL;
  return smt_journal_db_list (db,
                              "SELECT n.kind, n.patient, n.key, n.body, e.at FROM notes AS n"
                              " JOIN entries AS e ON e.seq = n.entry"
                              " WHERE n.kind = ?1 AND (?2 IS NULL OR n.patient = ?2) ORDER BY n.row",
                              (const char *[]){ wanted->kind, wanted->patient }, read_note,
                              (GDestroyNotify)smt_note_free, error);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static gpointer
copy_note (gconstpointer source, gpointer data)
{
  const SmtNote *note = source;

  return smt_note_new (note->kind, note->patient, note->key, note->body);
}

/**
 * smt_journal_add_notes_async:
 * @self: a journal
 * @notes: (element-type SmtNote): the notes, in order; copied
 * @callback: called when they are on disk
 * @data: for @callback
 */
void
smt_journal_add_notes_async (SmtJournal *self, GPtrArray *notes, GAsyncReadyCallback callback, gpointer data)
{
  GPtrArray *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && notes != NULL);

  input = g_ptr_array_copy (notes, copy_note, NULL);
  g_ptr_array_set_free_func (input, (GDestroyNotify)smt_note_free);
  _smt_journal_ask (self, G_STRFUNC, input, (GDestroyNotify)g_ptr_array_unref, add_notes, NULL, NULL, callback, data);
}

gboolean
smt_journal_add_notes_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * smt_journal_load_notes_async:
 * @self: a journal
 * @kind: what kind of notes
 * @patient: (nullable): patient key; %NULL for everyone
 * @callback: called with the result
 * @data: for @callback
 */
void
smt_journal_load_notes_async (SmtJournal *self,
                              const char *kind,
                              const char *patient,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  Wanted *input;

  g_return_if_fail (SMT_IS_JOURNAL (self) && kind != NULL);

  input = g_new0 (Wanted, 1);
  input->kind = g_strdup (kind);
  input->patient = g_strdup (patient);
  _smt_journal_ask (self, G_STRFUNC, input, wanted_free, load_notes, (GDestroyNotify)g_ptr_array_unref, NULL, callback,
                    data);
}

/**
 * smt_journal_load_notes_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SmtNote): the notes, oldest first
 */
GPtrArray *
smt_journal_load_notes_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
