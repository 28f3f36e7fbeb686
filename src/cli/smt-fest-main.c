/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/smt-fest-words.h"
#include "cli/smt-interrupt.h"
#include "keyring/smt-dumps.h"

enum
{
  EXIT_DONE = 0,
  EXIT_OLD = 1,     /* status: the catalogue is too old, or there is none */
  EXIT_TROUBLE = 2, /* usage, or an import that did not come about */
};

#define CLEAR_LINE "\r\033[K"
#define MEGABYTE 1000000

/** Arguments: the command line. */
typedef struct
{
  char *profile;
  char *lang;
  char *today;
  gboolean allow_smaller;
  gboolean version;
  char **words;
  SmtLanguage language;
  SmtDate day;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->profile);
  g_free (arguments->lang);
  g_free (arguments->today);
  g_strfreev (arguments->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static void
complain (const GError *error, SmtLanguage language)
{
  g_autofree char *words = smt_fest_words_of_error (error, language);

  fprintf (stderr, "samstemt-fest: %s\n", words);
}

/* --- import ------------------------------------------------------------------------------------------------------- */

static gboolean
show_progress (guint64 n_bytes, guint64 total, gpointer data)
{
  if (isatty (STDERR_FILENO))
    {
      if (total > 0)
        fprintf (stderr, CLEAR_LINE "%3u %%", (guint)(MIN (n_bytes, total) * 100 / total));
      else
        fprintf (stderr, CLEAR_LINE "%u MB", (guint)(n_bytes / MEGABYTE));
      fflush (stderr);
    }
  return !smt_interrupt_came ();
}

static void
clear_progress (void)
{
  if (isatty (STDERR_FILENO))
    fputs (CLEAR_LINE, stderr);
}

static int
import (const Arguments *arguments, const char *source)
{
  const SmtFestImport how = { .progress = show_progress, .allow_smaller = arguments->allow_smaller };
  g_autofree char *path = smt_fest_make_path (arguments->profile);
  g_autoptr (GError) error = NULL;
  SmtFestSummary summary;
  gboolean done;

  smt_interrupt_catch ();
  done = smt_fest_import (source, path, &how, &summary, &error);
  clear_progress ();
  if (!done)
    {
      complain (error, arguments->language);
      smt_interrupt_obey ();
      return EXIT_TROUBLE;
    }

  g_autofree char *words = smt_fest_words_of_summary (&summary, arguments->language);
  puts (words);
  return fflush (stdout) == 0 ? EXIT_DONE : EXIT_TROUBLE;
}

/* --- status ------------------------------------------------------------------------------------------------------- */

static int
show_status (const Arguments *arguments)
{
  g_autofree char *path = smt_fest_make_path (arguments->profile);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtCatalogue) catalogue = smt_fest_load (path, &error);
  SmtFestSummary summary;

  if (catalogue == NULL || !smt_fest_summarise (path, &summary, &error))
    {
      complain (error, arguments->language);
      return g_error_matches (error, SMT_FEST_ERROR, SMT_FEST_ERROR_ABSENT) ? EXIT_OLD : EXIT_TROUBLE;
    }

  const gboolean old = smt_catalogue_is_old (catalogue, arguments->day);
  g_autofree char *words = smt_fest_words_of_summary (&summary, arguments->language);
  g_autofree char *age = smt_fest_words_of_age (summary.date, arguments->day, old, arguments->language);
  printf ("%s\n%s\n%s\n", path, words, age);
  if (fflush (stdout) != 0)
    return EXIT_TROUBLE;
  return old ? EXIT_OLD : EXIT_DONE;
}

/* --- arguments ---------------------------------------------------------------------------------------------------- */

static gboolean
parse (Arguments *arguments, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &arguments->profile, "Keep catalogue.db in DIR", "DIR" },
    { "allow-smaller", 0, 0, G_OPTION_ARG_NONE, &arguments->allow_smaller,
      "Import even when most medicines would go away", NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &arguments->today, "The date to count the age to", "DATE" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &arguments->lang, "Language of the output", "nb|nn|en" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, "Print the version of the program", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments->words, NULL, "import FILE|- | status" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (
      context, "Imports an extract of FEST (M30, XML) into the catalogue of Samstemt, or tells what is "
               "in it.\nWithout one, interactions are not checked, and short doses have no period.");
  g_option_context_set_description (
      context, "Exit status: 0 done, 1 status only: the catalogue is too old or absent, 2 wrong usage or not done.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, &argc, &argv, error);
}

/* Returns what is wrong with the values, or NULL. */
static const char *
judge (Arguments *arguments)
{
  arguments->language = SMT_LANGUAGE_NB;
  arguments->day = smt_instant_to_date (g_get_real_time ()); /* in Norway, wherever the machine stands */
  if (arguments->lang != NULL
      && (!smt_language_parse (arguments->lang, &arguments->language)
          || (arguments->language & (SMT_LANGUAGE_DA | SMT_LANGUAGE_SV)) != 0))
    return "--lang is nb, nn or en";
  if (arguments->today != NULL && !smt_date_parse (arguments->today, &arguments->day))
    return "--today is a date like 2026-11-20";
  if (arguments->version)
    return NULL;
  const guint n_words = arguments->words != NULL ? g_strv_length (arguments->words) : 0;
  if (n_words == 2 && g_str_equal (arguments->words[0], "import"))
    return NULL;
  if (n_words == 1 && g_str_equal (arguments->words[0], "status"))
    return NULL;
  return "import FILE, import -, or status";
}

int
main (int argc, char **argv)
{
  g_auto (Arguments) arguments = { 0 };
  g_autoptr (GError) error = NULL;
  const char *wrong;

  smt_forbid_dumps ();
  setlocale (LC_CTYPE, "C.UTF-8");
  wrong = parse (&arguments, argc, argv, &error) ? judge (&arguments) : error->message;
  if (wrong != NULL)
    {
      fprintf (stderr, "samstemt-fest: %s\nTry samstemt-fest --help.\n", wrong);
      return EXIT_TROUBLE;
    }
  if (arguments.version)
    {
      puts ("samstemt-fest " SMT_VERSION);
      return fflush (stdout) == 0 ? EXIT_DONE : EXIT_TROUBLE;
    }
  return arguments.words[1] != NULL ? import (&arguments, arguments.words[1]) : show_status (&arguments);
}
