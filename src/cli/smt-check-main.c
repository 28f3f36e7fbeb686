/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/smt-bulk.h"
#include "cli/smt-dosing-report.h"
#include "cli/smt-validate.h"

enum
{
  EXIT_CLEAN = 0,
  EXIT_FOUND = 1,
  EXIT_TROUBLE = 2, /* usage, or input that could not be read */
};

typedef struct
{
  char *format;
  char *fail_on;
  char *today;
  char *lang;
  char *text_lang;
  char *read_dosing;
  int jobs;
  gboolean validate;
  gboolean version;
  char **files;
} Arguments;

static int
usage (const char *complaint)
{
  fprintf (stderr, "samstemt-check: %s\nTry samstemt-check --help.\n", complaint);
  return EXIT_TROUBLE;
}

static GBytes *
read_input (const char *name, GError **error)
{
  GString *input;
  char buffer[65536];
  size_t got;

  if (!g_str_equal (name, "-"))
    {
      GMappedFile *file = g_mapped_file_new (name, FALSE, error);
      GBytes *bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

      g_clear_pointer (&file, g_mapped_file_unref);
      return bytes;
    }

  input = g_string_new (NULL);
  while ((got = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (input, buffer, (gssize)got);
  return g_string_free_to_bytes (input);
}

/* --- the three things it does ------------------------------------------------------------------------------------ */

static void
read_dosing_line (GBytes *line, guint number, gpointer data)
{
  SmtLanguage languages = *(SmtLanguage *)data;
  gsize length;
  const char *bytes = g_bytes_get_data (line, &length);
  g_autofree char *copy = g_utf8_make_valid (bytes, (gssize)length);
  g_autofree char *json = NULL;
  const char *text;

  smt_dosing_report_split (g_strchomp (copy), &languages, &text);
  json = smt_dosing_report_to_json (text, languages);
  puts (json);
}

static int
read_dosing (const Arguments *arguments, SmtLanguage languages)
{
  g_autoptr (GBytes) input = NULL;
  g_autofree char *json = NULL;

  if (!g_str_equal (arguments->read_dosing, "-"))
    {
      json = smt_dosing_report_to_json (arguments->read_dosing, languages);
      puts (json);
      return EXIT_CLEAN;
    }

  input = read_input ("-", NULL);
  smt_bulk_each_line (input, read_dosing_line, &languages);
  return EXIT_CLEAN;
}

static int
validate (char **files)
{
  gboolean all_good = TRUE;

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_input (files[i], &error);
      g_autofree char *verdict = NULL;

      if (bytes != NULL)
        all_good = smt_validate (bytes, files[i], &verdict) && all_good;
      else
        {
          verdict = g_strdup_printf ("bad %s 0: %s", files[i], error->message);
          all_good = FALSE;
        }
      puts (verdict);
    }

  return all_good ? EXIT_CLEAN : EXIT_TROUBLE;
}

static int
check (char **files, const SmtBulkOptions *options, int fail_on)
{
  SmtBulkResult result = { -1, 0 };

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_input (files[i], &error);

      if (bytes != NULL)
        smt_bulk_check (bytes, files[i], options, &result);
      else
        {
          fprintf (stderr, "%s: %s\n", files[i], error->message);
          result.n_unreadable++;
        }
    }

  if (result.n_unreadable > 0)
    return EXIT_TROUBLE;
  return result.worst >= fail_on ? EXIT_FOUND : EXIT_CLEAN;
}

/* --- options ----------------------------------------------------------------------------------------------------- */

static gboolean
parse_choice (const char *value, const char *const *choices, guint n_choices, int *out)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (value, choices[i]) == 0)
      {
        *out = (int)i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
parse_languages (const char *list, SmtLanguage *out)
{
  g_auto (GStrv) tags = g_strsplit (list, ",", -1);
  guint set = 0;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      SmtLanguage language;

      if (!smt_language_parse (tags[i], &language))
        return FALSE;
      set |= language;
    }

  *out = (SmtLanguage)set;
  return set != 0;
}

/* Today is the date in Norway, wherever the machine stands. */
static gboolean
parse_today (const char *text, SmtDate *out)
{
  if (text != NULL)
    return smt_date_parse (text, out);

  *out = smt_instant_to_date (g_get_real_time ());
  return TRUE;
}

static int
check_with (const Arguments *arguments)
{
  static const char *const formats[] = { "table", "json" };
  static const char *const classes[] = { "info", "check", "stop", "never" };
  SmtBulkOptions options = { 0 };
  int format, fail_on;

  if (!parse_choice (arguments->format, formats, G_N_ELEMENTS (formats), &format))
    return usage ("--format is table or json");
  if (!parse_choice (arguments->fail_on, classes, G_N_ELEMENTS (classes), &fail_on))
    return usage ("--fail-on is stop, check, info or never");
  if (!smt_language_parse (arguments->lang, &options.language))
    return usage ("--lang is nb, nn or en");
  if (!parse_today (arguments->today, &options.today))
    return usage ("--today is a date like 2026-11-20");
  if (arguments->jobs < 1 || arguments->jobs > 256)
    return usage ("--jobs is a number from 1 to 256");
  if (arguments->files == NULL)
    return usage ("no file given; - reads standard input");

  options.format = (SmtReportFormat)format;
  options.jobs = (guint)arguments->jobs;
  return check (arguments->files, &options, fail_on);
}

static int
run (const Arguments *arguments)
{
  SmtLanguage text_languages;

  if (arguments->version)
    {
      printf ("samstemt-check %s, rule set %s\n", SMT_VERSION, SMT_RULE_SET_VERSION);
      return EXIT_CLEAN;
    }
  if (!parse_languages (arguments->text_lang, &text_languages))
    return usage ("--text-lang is a list of nb, nn, da, sv and en");
  if (arguments->read_dosing != NULL)
    return read_dosing (arguments, text_languages);
  if (arguments->validate)
    return arguments->files != NULL ? validate (arguments->files) : usage ("no file given");

  return check_with (arguments);
}

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->format);
  g_free (arguments->fail_on);
  g_free (arguments->today);
  g_free (arguments->lang);
  g_free (arguments->text_lang);
  g_free (arguments->read_dosing);
  g_strfreev (arguments->files);
}

int
main (int argc, char **argv)
{
  Arguments arguments = { g_strdup ("table"), g_strdup ("stop"), NULL, g_strdup ("nb"), g_strdup ("nb,nn"),
                          NULL,               1,                 FALSE, FALSE,          NULL };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.format, "How findings are printed", "table|json" },
    { "fail-on", 0, 0, G_OPTION_ARG_STRING, &arguments.fail_on, "Lowest class that makes the exit status 1", "stop|check|info|never" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &arguments.today, "The date to check for", "DATE" },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &arguments.jobs, "Documents checked at a time", "N" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &arguments.lang, "Language of the messages", "nb|nn|en" },
    { "read-dosing", 0, 0, G_OPTION_ARG_STRING, &arguments.read_dosing, "Read a dosing text, or with - one a line", "TEXT" },
    { "text-lang", 0, 0, G_OPTION_ARG_STRING, &arguments.text_lang, "Languages of dosing texts", "nb,nn,…" },
    { "validate", 0, 0, G_OPTION_ARG_NONE, &arguments.validate, "Only say whether files are strict JSON", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments.version, "Print program and rule set", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.files, NULL, "[FILE…|-]" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_CTYPE, "C.UTF-8");
  g_option_context_set_summary (context, "Checks medication lists (SFM Parameters or Bundle, or NDJSON of them) for dosing-interval faults.");
  g_option_context_add_main_entries (context, entries, NULL);

  status = g_option_context_parse (context, &argc, &argv, &error) ? run (&arguments) : usage (error->message);
  arguments_clear (&arguments);
  return status;
}
