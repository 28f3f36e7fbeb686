/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-progress.h"

#include <stdio.h>
#include <unistd.h>

#define BETWEEN_MICROSECONDS (G_USEC_PER_SEC / 5)
#define CLEAR_LINE "\r\033[K"
#define MEGA 1000000

static const char *
left_word (SmtLanguage language)
{
  if (language == SMT_LANGUAGE_NN)
    return "att";
  return language == SMT_LANGUAGE_EN ? "left" : "igjen";
}

/* Rounded up: "0 s left" is said of nothing that still runs. */
static void
append_time (GString *out, gint64 microseconds)
{
  gint64 seconds = (microseconds + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (seconds >= 3600)
    g_string_append_printf (out, "%d h %02d min", (int)(seconds / 3600), (int)(seconds / 60 % 60));
  else if (seconds >= 60)
    g_string_append_printf (out, "%d min %02d s", (int)(seconds / 60), (int)(seconds % 60));
  else
    g_string_append_printf (out, "%d s", (int)seconds);
}

/**
 * smt_progress_to_words:
 * @n_documents: documents checked so far
 * @done: bytes of the input taken
 * @size: bytes of the input; 0 when that is not known
 * @spent: microseconds spent on it
 * @language: of the words
 *
 * Returns: (transfer full): "12345 – 41 % – 210 MB/s – 2 min 05 s igjen"
 */
char *
smt_progress_to_words (guint n_documents, goffset done, goffset size, gint64 spent, SmtLanguage language)
{
  GString *out = g_string_new (NULL);
  gint64 rate = spent > 0 ? done * 10 / spent : 0; /* tenths of a megabyte a second */

  g_string_append_printf (out, "%u", n_documents);
  if (size > 0)
    g_string_append_printf (out, " – %d %%", (int)(MIN (done, size) * 100 / size));
  if (rate > 0)
    g_string_append_printf (out, rate < 100 ? " – %d.%d MB/s" : " – %d MB/s", (int)(rate / 10), (int)(rate % 10));
  if (size > done && rate > 0)
    {
      g_string_append (out, " – ");
      append_time (out, (gint64)((size - done) / MEGA * spent / MAX (done / MEGA, 1)));
      g_string_append_printf (out, " %s", left_word (language));
    }
  return g_string_free (out, FALSE);
}

/**
 * smt_progress_begin:
 * @progress: the line
 *
 * Rate and time left are those of the next input, from here on.
 */
void
smt_progress_begin (SmtProgress *progress)
{
  progress->began = g_get_monotonic_time ();
}

/**
 * smt_progress_show:
 * @progress: the line
 * @n_documents: documents checked so far
 * @input: the input at hand
 *
 * Tells now and then how far the work has come, how fast it goes, and how long it will take. Where standard error is no
 * terminal nothing is written.
 */
void
smt_progress_show (SmtProgress *progress, guint n_documents, const SmtInput *input)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *words = NULL;

  if (now - progress->last < BETWEEN_MICROSECONDS || !isatty (STDERR_FILENO))
    return;

  words = smt_progress_to_words (n_documents, smt_input_get_taken (input), smt_input_get_size (input),
                                 now - progress->began, progress->language);
  fprintf (stderr, CLEAR_LINE "%s – %s", words, smt_input_get_label (input));
  fflush (stderr);
  progress->shown = TRUE;
  progress->last = now;
}

/**
 * smt_progress_clear:
 * @progress: the line
 *
 * Takes the line away before something else is written to the terminal.
 */
void
smt_progress_clear (SmtProgress *progress)
{
  if (!progress->shown)
    return;

  fputs (CLEAR_LINE, stderr);
  fflush (stderr);
  progress->shown = FALSE;
}
