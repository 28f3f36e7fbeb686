/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-cleanup-words.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"

/** smt_word_for_cleanup_state: Returns: (transfer none): what has become of an entry */
const char *
smt_word_for_cleanup_state (SmtCleanupState state)
{
  switch (state)
    {
    case SMT_CLEANUP_OPEN:
      return C_ ("clean-up", "Open");
    case SMT_CLEANUP_CLARIFYING:
      return C_ ("clean-up", "Being clarified");
    case SMT_CLEANUP_DECIDED:
      return C_ ("clean-up", "Decided, not sent");
    case SMT_CLEANUP_SENT:
      return C_ ("clean-up", "Sent, not checked again");
    case SMT_CLEANUP_CORRECTED:
      return C_ ("clean-up", "Corrected and checked again");
    case SMT_CLEANUP_OVERRIDDEN:
      return C_ ("clean-up", "Overridden");
    case SMT_CLEANUP_KEPT:
      return C_ ("clean-up", "Assessed and kept");
    case SMT_CLEANUP_STOPPED:
      return C_ ("clean-up", "Stopped or recalled");
    case SMT_CLEANUP_GONE:
      return C_ ("clean-up", "No longer on the list");
    case SMT_CLEANUP_FOUND:
    case SMT_N_CLEANUP_STATES:
    default:
      return C_ ("clean-up", "Found at its patient");
    }
}

/** smt_word_for_dispense: Returns: (transfer none): whether a pharmacy can dispense it */
const char *
smt_word_for_dispense (SmtDispense dispense)
{
  switch (dispense)
    {
    case SMT_DISPENSE_POSSIBLE:
      return C_ ("clean-up", "Dispensable");
    case SMT_DISPENSE_HISTORIC:
      return C_ ("clean-up", "Historic");
    case SMT_DISPENSE_UNKNOWN:
    default:
      return C_ ("clean-up", "From a findings file, not looked up");
    }
}

/** smt_cleanup_why_no_thread: Returns: (transfer none) (nullable): why nobody can ask about @entry yet, where that is
 * so */
const char *
smt_cleanup_why_no_thread (const SmtCleanup *entry)
{
  if (entry->flag->dispense != SMT_DISPENSE_UNKNOWN || !smt_cleanup_remains (entry->state))
    return NULL;
  return C_ ("clean-up",
             "No thread with the pharmacist yet: a findings file does not say whose it is or whether it can "
             "be dispensed. Look the patient up first.");
}

/**
 * smt_cleanup_state_sentence:
 * @entry: an entry of the queue
 *
 * Returns: (transfer full): its state, and what that rests on: with whom, why, what was decided
 */
char *
smt_cleanup_state_sentence (const SmtCleanup *entry)
{
  const char *word = smt_word_for_cleanup_state (entry->state);
  g_autofree char *decision = NULL;

  if (entry->decision == NULL || entry->state == SMT_CLEANUP_OPEN)
    return g_strdup (word);
  decision = smt_sentence_for_decision (entry->decision);
  return g_strdup_printf ("%s: %s", word, decision);
}

static guint
count (SmtCleanupQueue *queue, SmtDispense dispense)
{
  guint n = 0;

  for (guint i = 0; i < queue->n_remaining; i++)
    n += ((const SmtCleanup *)g_ptr_array_index (queue->entries, i))->flag->dispense == dispense ? 1 : 0;
  return n;
}

/** smt_cleanup_summary: Returns: (transfer full): how much remains, and how much of it can be dispensed */
char *
smt_cleanup_summary (SmtCleanupQueue *queue)
{
  g_return_val_if_fail (queue != NULL, NULL);

  if (queue->entries->len == 0)
    return g_strdup (C_ ("clean-up",
                         "No flagged entry is known. The queue fills with what lookups flag, and with findings "
                         "files of samstemt-check that you open."));
  /* Translators: %1$u of %2$u entries; of the first, %3$u dispensable, %4$u historic, %5$u from a file */
  return g_strdup_printf (C_ ("clean-up", "%1$u of %2$u flagged entries remain: %3$u dispensable, %4$u historic, %5$u "
                                          "from findings files and not looked up"),
                          queue->n_remaining, queue->entries->len, count (queue, SMT_DISPENSE_POSSIBLE),
                          count (queue, SMT_DISPENSE_HISTORIC), count (queue, SMT_DISPENSE_UNKNOWN));
}

/** smt_sentence_for_findings: Returns: (transfer none): why a findings file was not taken, and what to do */
const char *
smt_sentence_for_findings (const GError *error)
{
  if (g_error_matches (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_NOT_FINDINGS))
    return C_ ("error", "The file is no findings file, or a part of it is not. Nothing was taken from it. Make it with "
                        "samstemt-check --format=json.");
  if (g_error_matches (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_TOO_LARGE))
    return C_ ("error", "The findings file is larger than a practice's can be. Nothing was taken from it.");
  if (error->domain == SMT_JOURNAL_ERROR)
    return C_ ("error", "The findings could not be saved. Nothing was taken from the file.");
  return C_ ("error", "The file could not be read.");
}

/* --- for a spreadsheet
 * ------------------------------------------------------------------------------------------------
 */

/* Quoted always (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe instead. */
static void
append_cell (GString *out, const char *text, gboolean first)
{
  const char *shown = text != NULL ? text : "";

  g_string_append (out, first ? "\"" : ";\"");
  if (strchr ("=+-@\t\r", *shown) != NULL && *shown != '\0')
    g_string_append_c (out, '\'');
  for (const char *p = shown; *p != '\0'; p++)
    g_string_append (out, *p == '"' ? "\"\"" : (char[]){ *p, '\0' });
  g_string_append_c (out, '"');
}

static char *
iso_day (SmtInstant at)
{
  return at != SMT_INSTANT_UNSET ? smt_date_to_iso (smt_instant_to_date (at)) : g_strdup ("");
}

static void
append_entry (GString *out, const SmtCleanup *entry)
{
  SmtLanguage language = smt_phrase_language ();
  g_autofree char *first = iso_day (entry->first);
  g_autofree char *since = iso_day (entry->since);
  g_autofree char *decision = entry->decision != NULL ? smt_sentence_for_decision (entry->decision) : NULL;

  append_cell (out, entry->flag->entry, TRUE);
  append_cell (out, entry->flag->medicine, FALSE);
  append_cell (out, entry->flag->atc, FALSE);
  append_cell (out, smt_class_name (entry->flag->severity_class, language), FALSE);
  append_cell (out, entry->flag->checks, FALSE);
  append_cell (out, smt_flag_headline (entry->flag, language), FALSE);
  append_cell (out, smt_word_for_dispense (entry->flag->dispense), FALSE);
  append_cell (out, smt_word_for_cleanup_state (entry->state), FALSE);
  append_cell (out, decision, FALSE);
  append_cell (out, first, FALSE);
  append_cell (out, since, FALSE);
  g_string_append (out, "\r\n");
}

/**
 * smt_cleanup_to_csv:
 * @queue: a queue
 *
 * Semicolons, as spreadsheets in Norway have it, and a byte order mark so that they read it as UTF-8. Entries stand by
 * the ids that the journal system knows them by.
 *
 * Returns: (transfer full): a heading and a line an entry
 */
char *
smt_cleanup_to_csv (SmtCleanupQueue *queue)
{
  const char *const headings[] = {
    C_ ("clean-up", "Entry id"), C_ ("clean-up", "Medicine"), C_ ("clean-up", "ATC"),         C_ ("clean-up", "Class"),
    C_ ("clean-up", "Checks"),   C_ ("clean-up", "Finding"),  C_ ("clean-up", "Supply"),      C_ ("clean-up", "State"),
    C_ ("clean-up", "Decision"), C_ ("clean-up", "Flagged"),  C_ ("clean-up", "State since"),
  };
  GString *out;

  g_return_val_if_fail (queue != NULL, NULL);

  out = g_string_new ("\xef\xbb\xbf");
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    append_cell (out, headings[i], i == 0);
  g_string_append (out, "\r\n");
  for (guint i = 0; i < queue->entries->len; i++)
    append_entry (out, g_ptr_array_index (queue->entries, i));
  return g_string_free (out, FALSE);
}
