/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/smt-json.h"
#include "cli/smt-arguments.h"
#include "cli/smt-dosing-report.h"
#include "cli/smt-fest-words.h"
#include "cli/smt-interrupt.h"
#include "cli/smt-validate.h"
#include "keyring/smt-dumps.h"

enum
{
  EXIT_CLEAN = 0,
  EXIT_FOUND = 1,
  EXIT_TROUBLE = 2, /* usage, input that could not be read, or output that could not be written */
};

/* A dosing text is at most a few hundred bytes; the reader refuses what is longer than one can be. */
#define LONGEST_LINE (1024 * 1024)

static void
complain (const char *name, const char *message)
{
  fflush (stdout);
  fprintf (stderr, "%s: %s\n", name, message);
}

/* What cannot be written is trouble. A reader that went away is not told: it does not want to know. */
static gboolean
can_write (void)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;

  if (errno != 0 && errno != EPIPE)
    complain ("samstemt-check", g_strerror (errno));
  return FALSE;
}

/* --- reading dosing texts ---------------------------------------------------------------------------------------- */

static void
read_dosing_text (const char *line, const SmtArguments *arguments)
{
  SmtLanguage languages = (SmtLanguage)arguments->bulk.read.languages;
  const char *text;
  g_autofree char *json = NULL;

  smt_dosing_report_split (line, &languages, &text);
  json = smt_dosing_report_to_json (text, languages, arguments->bulk.language);
  puts (json);
}

/* Drops the line break of Windows, and the mark some editors begin a file with. */
static char *
dup_line (GBytes *bytes, guint number)
{
  static const char mark[] = "\xef\xbb\xbf";
  gsize length = g_bytes_get_size (bytes);
  const char *text = length > 0 ? g_bytes_get_data (bytes, NULL) : "";
  gsize skip = number == 1 && length >= strlen (mark) && memcmp (text, mark, strlen (mark)) == 0 ? strlen (mark) : 0;

  if (!g_utf8_validate (text + skip, (gssize)(length - skip), NULL))
    return NULL;
  return g_strchomp (g_strndup (text + skip, length - skip));
}

/* One object a line, written at once, so that another program can ask and wait for the answer. */
static int
read_dosing_lines (const SmtArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtInput) input = smt_input_open ("-", &error);
  int status = EXIT_CLEAN;
  GBytes *bytes;
  guint number;

  while (input != NULL && (bytes = smt_input_take_line (input, LONGEST_LINE, &number)) != NULL)
    {
      g_autofree char *line = dup_line (bytes, number);

      g_bytes_unref (bytes);
      if (line == NULL)
        {
          g_autofree char *message = g_strdup_printf ("line %u is no UTF-8 text", number);

          complain ("-", message);
          status = EXIT_TROUBLE;
        }
      read_dosing_text (line != NULL ? line : "", arguments);
      if (!can_write ())
        return EXIT_TROUBLE;
    }
  if (input == NULL || smt_input_failed (input, &error))
    {
      complain ("-", error->message);
      return EXIT_TROUBLE;
    }

  return status;
}

static int
read_dosing (const SmtArguments *arguments)
{
  if (g_str_equal (arguments->dosing, "-"))
    return read_dosing_lines (arguments);

  read_dosing_text (arguments->dosing, arguments);
  return can_write () ? EXIT_CLEAN : EXIT_TROUBLE;
}

/* --- validating -------------------------------------------------------------------------------------------------- */

static gboolean
validate_file (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtInput) input = smt_input_open (name, &error);
  g_autoptr (GBytes) bytes = input != NULL ? smt_input_take_rest (input, SMT_JSON_MAX_BYTES) : NULL;
  g_autofree char *label = g_filename_display_name (name);
  g_autofree char *verdict = NULL;
  gboolean good = FALSE;

  if (input == NULL || smt_input_failed (input, &error))
    verdict = g_strdup_printf ("bad %s 0: %s", label, error->message);
  else
    good = smt_validate (bytes, label, &verdict);
  puts (verdict);

  return good;
}

static int
validate (const SmtArguments *arguments)
{
  gboolean all_good = TRUE;

  for (guint i = 0; arguments->files[i] != NULL; i++)
    all_good = validate_file (arguments->files[i]) && all_good;

  return can_write () && all_good ? EXIT_CLEAN : EXIT_TROUBLE;
}

/* --- checking ---------------------------------------------------------------------------------------------------- */

static void
check_file (SmtBulkRun *run, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtInput) input = smt_input_open (name, &error);

  if (input != NULL)
    smt_bulk_check (run, input);
  else
    {
      g_autofree char *label = g_filename_display_name (name);

      complain (label, error->message);
      run->tally.n_unreadable++;
    }
}

/* A catalogue that was asked for must be there; the user's own is used when there is one, and then it must be whole. */
static gboolean
load_catalogue (SmtArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (g_strcmp0 (arguments->catalogue, "none") == 0)
    return TRUE;
  const gboolean asked = arguments->catalogue != NULL;
  if (!asked)
    arguments->catalogue = smt_fest_make_path (NULL);
  arguments->bulk.read.catalogue = smt_fest_load (arguments->catalogue, &error);
  if (error == NULL || (!asked && g_error_matches (error, SMT_FEST_ERROR, SMT_FEST_ERROR_ABSENT)))
    return TRUE;
  words = smt_fest_words_of_error (error, arguments->bulk.language);
  complain (arguments->catalogue, words);
  return FALSE;
}

static void
print_catalogue (const SmtArguments *arguments)
{
  const SmtReadOptions *read = &arguments->bulk.read;
  g_autofree char *words = NULL;

  if (g_strcmp0 (arguments->catalogue, "none") == 0)
    return;
  words = smt_fest_words_of_catalogue (read->catalogue, arguments->catalogue, read->today, arguments->bulk.language);
  puts (words);
}

static void
print_summary (const SmtBulkRun *run, const SmtArguments *arguments)
{
  g_autofree char *words = smt_tally_to_words (&run->tally, run->options->language);

  puts (words);
  print_catalogue (arguments);
}

static int
check (SmtArguments *arguments)
{
  SmtBulkRun run = { .options = &arguments->bulk, .progress = { .language = arguments->bulk.language } };
  gboolean found;

  if (!load_catalogue (arguments))
    return EXIT_TROUBLE;
  smt_interrupt_catch ();
  for (guint i = 0; arguments->files[i] != NULL && run.write_fault == 0 && !smt_interrupt_came (); i++)
    check_file (&run, arguments->files[i]);
  smt_interrupt_obey ();
  if (arguments->bulk.format == SMT_REPORT_TABLE && run.write_fault == 0)
    print_summary (&run, arguments);

  found = smt_tally_worst (&run.tally) >= arguments->fail_on;
  if (run.write_fault == EPIPE)
    return found ? EXIT_FOUND : EXIT_TROUBLE; /* what was not checked is not clean */
  if (run.write_fault != 0)
    complain ("samstemt-check", g_strerror (run.write_fault));
  if (run.write_fault != 0 || !can_write () || run.tally.n_unreadable > 0)
    return EXIT_TROUBLE;

  return found ? EXIT_FOUND : EXIT_CLEAN;
}

static int
run_task (SmtArguments *arguments)
{
  switch (arguments->task)
    {
    case SMT_TASK_READ_DOSING:
      return read_dosing (arguments);
    case SMT_TASK_VALIDATE:
      return validate (arguments);
    case SMT_TASK_VERSION:
      printf ("samstemt-check %s, rule set %s\n", SMT_VERSION, SMT_RULE_SET_VERSION);
      return can_write () ? EXIT_CLEAN : EXIT_TROUBLE;
    case SMT_TASK_CHECK:
    default:
      return check (arguments);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (SmtArguments) arguments = NULL;
  g_autofree char *complaint = NULL;

  smt_forbid_dumps ();
  setlocale (LC_CTYPE, "C.UTF-8");
  /* a reader that has seen enough is no reason to die: the write fails, and that is looked at */
  signal (SIGPIPE, SIG_IGN);

  arguments = smt_arguments_parse (argc, argv, &complaint);
  if (arguments == NULL)
    {
      fprintf (stderr, "samstemt-check: %s\nTry samstemt-check --help.\n", complaint);
      return EXIT_TROUBLE;
    }

  return run_task (arguments);
}
