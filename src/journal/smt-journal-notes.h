/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes beside the decisions: what was handed out on paper, what became of a flagged entry, what was written about a
 * prescription. Rows of the journal: append-only, written by its one thread, answered on the caller's main context.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

/** SmtNote: one note. What @body says is the desk's. */
typedef struct
{
  char *kind;    /* a word of the desk's */
  char *patient; /* key; empty where nobody is named */
  char *key;     /* of the treatment or the prescription; may be empty */
  char *body;    /* JSON */
  SmtInstant at; /* when it was stored; not to be set */
} SmtNote;

SmtNote   *smt_note_new  (const char *kind, const char *patient, const char *key, const char *body);
void       smt_note_free (SmtNote *note);

/* all of @notes (element-type SmtNote) or none; copied */
void       smt_journal_add_notes_async   (SmtJournal *self, GPtrArray *notes, GAsyncReadyCallback callback, gpointer data);
gboolean   smt_journal_add_notes_finish  (SmtJournal *self, GAsyncResult *result, GError **error);
/* (element-type SmtNote): oldest first; @patient NULL = everyone's */
void       smt_journal_load_notes_async  (SmtJournal *self, const char *kind, const char *patient,
                                          GAsyncReadyCallback callback, gpointer data);
GPtrArray *smt_journal_load_notes_finish (SmtJournal *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtNote, smt_note_free)

G_END_DECLS
