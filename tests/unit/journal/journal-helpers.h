/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal, awaited: each call runs the main loop until the answer is there. For tests.
 */
#pragma once

#include "journal/smt-journal.h"

G_BEGIN_DECLS

/* A journal in a folder of its own; for g_test_add(). */
typedef struct
{
  char *folder;
  char *path;
  SmtJournal *journal; /* NULL until it is opened */
} JournalFixture;

/* only the folder, and a journal opened in it */
void           journal_fixture_set_up    (JournalFixture *fixture, gconstpointer data);
void           journal_fixture_open      (JournalFixture *fixture, gconstpointer data);
void           journal_fixture_restart   (JournalFixture *fixture);
void           journal_fixture_tear_down (JournalFixture *fixture, gconstpointer data);

char          *test_folder_new     (void);
void           test_folder_remove  (const char *folder);

void           test_keep_result    (GObject *source, GAsyncResult *result, gpointer slot);
void           test_await          (GAsyncResult **slot);
SmtJournal    *test_open           (const char *path, GError **error);
void           test_close          (SmtJournal *journal);
/* the same, and lets go of it */
void           test_close_well     (SmtJournal *journal);
gboolean       test_decide         (SmtJournal *journal, const char *patient, const char *key, GError **error);
gboolean       test_reopen_row     (SmtJournal *journal, const char *patient, const char *key, GError **error);
gboolean       test_override       (SmtJournal *journal, const char *patient, const char *key, GError **error);
char          *test_overrides      (SmtJournal *journal, const char *patient, GError **error);
char          *test_draft          (SmtJournal *journal, const char *patient, GError **error);
gboolean       test_prepare        (SmtJournal *journal, const char *patient, const char *id, GError **error);
/* the same with more bytes than a record holds itself */
gboolean       test_prepare_large  (SmtJournal *journal, const char *patient, const char *id, GError **error);
gboolean       test_mark           (SmtJournal *journal, const char *id, GError **error);
gboolean       test_settle         (SmtJournal *journal, const char *id, SmtSendState state, SmtReceipt *receipt, GHashTable *seen, GError **error);
GPtrArray     *test_open_sends     (SmtJournal *journal, const char *patient, GError **error);
char          *test_sends          (SmtJournal *journal, const char *patient);
gboolean       test_look           (SmtJournal *journal, const char *patient, const char *purpose, const char *sperret, GError **error);
char          *test_lookups        (SmtJournal *journal, const char *patient);
GHashTable    *test_seen           (SmtJournal *journal, const char *patient);

G_END_DECLS
