/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * edit-reconciled PROFILE NUMBER: prints the list that was reconciled last for a patient, and stores the one from
 * standard input in its place. The file is sealed, so a test can only do this through the journal, while the program is
 * closed.
 */
#include <stdio.h>

#include "journal/smt-journal-reconciled.h"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static SmtJournal *
open_journal (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "journal.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SmtKeyring) keyring = smt_keyring_new (profile);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtJournal *journal;

  smt_journal_open_async (file, keyring, NULL, keep_cb, &result);
  journal = smt_journal_open_finish (wait_for (&result), &error);
  if (journal == NULL)
    g_error ("%s", error->message);
  return journal;
}

static GBytes *
read_input (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[4096];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_byte_array_append (bytes, buffer, (guint)n);
  return g_byte_array_free_to_bytes (bytes);
}

int
main (int argc, char *argv[])
{
  g_autoptr (SmtJournal) journal = open_journal (argc == 3 ? argv[1] : "/nonexistent");
  g_autofree char *patient = smt_journal_dup_patient_key (journal, argv[2]);
  g_autoptr (SmtReconciledRecord) record = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) closed = NULL;

  smt_journal_load_reconciled_async (journal, patient, NULL, keep_cb, &loaded);
  record = smt_journal_load_reconciled_finish (journal, wait_for (&loaded), NULL);
  g_assert_nonnull (record);
  fwrite (g_bytes_get_data (record->bytes, NULL), 1, g_bytes_get_size (record->bytes), stdout);
  fflush (stdout);
  fclose (stdout);

  g_bytes_unref (record->bytes);
  record->bytes = read_input ();
  smt_journal_add_reconciled_async (journal, patient, record, keep_cb, &added);
  g_assert_true (smt_journal_add_reconciled_finish (journal, wait_for (&added), NULL));
  smt_journal_close_async (journal, keep_cb, &closed);
  return smt_journal_close_finish (journal, wait_for (&closed), NULL) ? 0 : 1;
}
