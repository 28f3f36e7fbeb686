/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-journal-words.h"

#include <glib/gi18n-lib.h>

/**
 * smt_words_for_bad_record:
 * @bad: of smt_journal_error_get_bad_record(), or of a start
 *
 * Returns: (transfer full) (nullable): which record it is, and whether it is missing; %NULL where it is about no record
 */
char *
smt_words_for_bad_record (SmtBadRecord bad)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, bad.seq);

  if (bad.seq == 0)
    return NULL;
  if (bad.missing)
    /* Translators: %s is a number */
    return g_strdup_printf (C_ ("journal", "Record %s is missing."), number);
  /* Translators: %s is a number */
  return g_strdup_printf (C_ ("journal", "Record %s is not as it was written."), number);
}

static const char *
start_sentence (const SmtJournalStart *start)
{
  switch (start->found)
    {
    case SMT_JOURNAL_RESTORED:
      return start->missing == 0
                 ? C_ ("journal",
                       "The decision journal was not as it was left. Its backup is in use, and nothing is missing.")
                 : C_ ("journal",
                       "The decision journal was not as it was left. Its last backup is in use, and what came after "
                       "it is missing.");
    case SMT_JOURNAL_OLDER:
      return C_ ("journal",
                 "The decision journal is older than when the program last ended: what came after it is missing.");
    case SMT_JOURNAL_STARTED_ANEW:
      return C_ ("journal", "The decision journal could not be used and there was no backup: a new one was started.");
    case SMT_JOURNAL_AS_LEFT:
    default:
      return NULL;
    }
}

/**
 * smt_words_for_journal_start:
 * @start: how the journal was found
 *
 * Returns: (transfer full) (nullable): what has happened, what is missing and what to do; %NULL when all is as it was
 * left
 */
char *
smt_words_for_journal_start (const SmtJournalStart *start)
{
  g_autofree char *bad = NULL;
  GString *words;

  g_return_val_if_fail (start != NULL, NULL);

  if (start->found == SMT_JOURNAL_AS_LEFT)
    return NULL;

  bad = smt_words_for_bad_record (start->bad);
  words = g_string_new (start_sentence (start));
  if (start->missing > 0)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, start->missing);

      g_string_append_c (words, ' ');
      g_string_append_printf (words, C_ ("journal", "Records missing: %s."), number);
      g_string_append_c (words, ' ');
      g_string_append (words, C_ ("journal", "Look each patient up again before you send; tell the service desk."));
    }
  if (start->kept != NULL)
    {
      g_string_append_c (words, ' ');
      g_string_append (words, C_ ("journal", "The file that was found is kept beside it."));
    }
  if (bad != NULL)
    {
      g_string_append_c (words, ' ');
      /* Translators: %s is a sentence: "Record 7 is missing." */
      g_string_append_printf (words, C_ ("journal", "What is wrong with it: %s"), bad);
    }
  return g_string_free (words, FALSE);
}
