/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-arguments.h"

#include <string.h>

#define MOST_JOBS 256

/* The options as they were given. */
typedef struct
{
  char *format;
  char *fail_on;
  char *today;
  char *lang;
  char *text_lang;
  char *read_dosing;
  char *catalogue;
  int jobs;
  gboolean validate;
  gboolean version;
  char **files;
} Given;

static void
given_clear (Given *given)
{
  g_free (given->format);
  g_free (given->fail_on);
  g_free (given->today);
  g_free (given->lang);
  g_free (given->text_lang);
  g_free (given->read_dosing);
  g_free (given->catalogue);
  g_strfreev (given->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static gboolean
parse_options (Given *given, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &given->format, "How findings are printed", "table|json" },
    { "fail-on", 0, 0, G_OPTION_ARG_STRING, &given->fail_on, "Lowest class that makes the exit status 1",
      "stop|check|info|never" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &given->today, "The date to check for", "DATE" },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &given->jobs, "Documents checked at a time", "N" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &given->lang, "Language of the output", "nb|nn|en" },
    { "catalogue", 0, 0, G_OPTION_ARG_FILENAME, &given->catalogue, "FEST, as samstemt-fest imported it", "FILE|none" },
    { "read-dosing", 0, 0, G_OPTION_ARG_STRING, &given->read_dosing, "Read a dosing text, or with - one a line",
      "TEXT|-" },
    { "text-lang", 0, 0, G_OPTION_ARG_STRING, &given->text_lang, "Languages of dosing texts", "nb,nn,da,sv,en" },
    { "validate", 0, 0, G_OPTION_ARG_NONE, &given->validate, "Only say whether files are strict JSON", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &given->version, "Print program and rule set", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given->files, NULL, "[FILE…|-]" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (
      context,
      "Checks medication lists (SFM Parameters, Bundles or plain FHIR R4, or NDJSON of them) for faults of the\n"
      "dosing interval. A medication list is read from each FILE, or from standard input for -.");
  g_option_context_set_description (
      context,
      "Exit status: 0 nothing found at or above --fail-on, 1 found, 2 wrong usage or input that cannot be read.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, &argc, &argv, error);
}

static const char *
or_default (const char *value, const char *otherwise)
{
  return value != NULL ? value : otherwise;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

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

/* The language of what is written: there are no words in Danish and Swedish. */
static gboolean
parse_language (const char *tag, SmtLanguage *out)
{
  SmtLanguage language;

  if (!smt_language_parse (tag, &language) || (language & (SMT_LANGUAGE_DA | SMT_LANGUAGE_SV)) != 0)
    return FALSE;

  *out = language;
  return TRUE;
}

static gboolean
parse_languages (const char *list, guint *out)
{
  g_auto (GStrv) tags = g_strsplit (list, ",", -1);
  guint set = 0;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      SmtLanguage language;

      if (!smt_language_parse (g_strstrip (tags[i]), &language))
        return FALSE;
      set |= language;
    }

  *out = set;
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

/* --- the whole --------------------------------------------------------------------------------------------------- */

/* Returns what is wrong with a value, or NULL. */
static const char *
judge_values (const Given *given, SmtArguments *out)
{
  static const char *const formats[] = { "table", "json" };
  static const char *const classes[] = { "info", "check", "stop", "never" };
  int format;

  if (!parse_choice (or_default (given->format, "table"), formats, G_N_ELEMENTS (formats), &format))
    return "--format is table or json";
  if (!parse_choice (or_default (given->fail_on, "stop"), classes, G_N_ELEMENTS (classes), &out->fail_on))
    return "--fail-on is stop, check, info or never";
  if (!parse_language (or_default (given->lang, "nb"), &out->bulk.language))
    return "--lang is nb, nn or en";
  if (!parse_languages (or_default (given->text_lang, "nb,nn"), &out->bulk.read.languages))
    return "--text-lang is a list of nb, nn, da, sv and en";
  if (!parse_today (given->today, &out->bulk.read.today))
    return "--today is a date like 2026-11-20";
  if (given->jobs < 1 || given->jobs > MOST_JOBS)
    return "--jobs is a number from 1 to 256";

  out->bulk.format = (SmtReportFormat)format;
  out->bulk.jobs = (guint)given->jobs;
  return NULL;
}

/* Returns what is wrong with the options taken together, or NULL. */
static const char *
judge_task (const Given *given, SmtArguments *out)
{
  if (given->version)
    out->task = SMT_TASK_VERSION;
  else if (given->read_dosing != NULL && given->validate)
    return "--read-dosing and --validate are two different things";
  else if (given->read_dosing != NULL && given->files != NULL)
    return "--read-dosing takes no files; --read-dosing=- reads standard input";
  else if (given->read_dosing != NULL)
    out->task = SMT_TASK_READ_DOSING;
  else if (given->files == NULL)
    return "no file given; - reads standard input";
  else
    out->task = given->validate ? SMT_TASK_VALIDATE : SMT_TASK_CHECK;

  return NULL;
}

/**
 * smt_arguments_parse:
 * @argc: number of arguments
 * @argv: the arguments, the name of the program first
 * @complaint: (out) (transfer full): what is wrong with them
 *
 * --help prints and ends the program.
 *
 * Returns: (transfer full) (nullable): the arguments; %NULL when something is wrong with them
 */
SmtArguments *
smt_arguments_parse (int argc, char **argv, char **complaint)
{
  g_auto (Given) given = { .jobs = 1 };
  g_autoptr (SmtArguments) arguments = g_new0 (SmtArguments, 1);
  g_autoptr (GError) error = NULL;
  const char *wrong;

  if (!parse_options (&given, argc, argv, &error))
    {
      *complaint = g_strdup (error->message);
      return NULL;
    }
  wrong = judge_values (&given, arguments);
  if (wrong == NULL)
    wrong = judge_task (&given, arguments);
  if (wrong != NULL)
    {
      *complaint = g_strdup (wrong);
      return NULL;
    }

  arguments->catalogue = g_steal_pointer (&given.catalogue);
  arguments->dosing = g_steal_pointer (&given.read_dosing);
  arguments->files = g_steal_pointer (&given.files);
  return g_steal_pointer (&arguments);
}

/**
 * smt_arguments_free:
 * @arguments: (transfer full) (nullable): arguments
 */
void
smt_arguments_free (SmtArguments *arguments)
{
  if (arguments == NULL)
    return;

  g_clear_pointer (&arguments->bulk.read.catalogue, smt_catalogue_unref);
  g_free (arguments->catalogue);
  g_free (arguments->dosing);
  g_strfreev (arguments->files);
  g_free (arguments);
}
