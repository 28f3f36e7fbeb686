/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual page says what the program does: each fault in the same words as the code, and each option of --help.
 */
#include "sandbox-fixture.h"

#include <string.h>

#include "sandbox/smt-sandbox-faults.h"
#include "smt-config.h"

/* The page with its escaped hyphens as plain ones. */
static char *
read_manual (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SMT_SOURCE_ROOT"), "data", "man", "samstemt-sandbox.1", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return replaced (text, "\\-", "-");
}

static char *
run_with (const char *option)
{
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, g_getenv ("SMT_SANDBOX"), option, NULL);
  char *output = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static void
test_faults (void)
{
  g_autofree char *manual = read_manual ();
  g_autofree char *help = smt_sandbox_faults_dup_help ();
  g_auto (GStrv) lines = g_strsplit (help, "\n", -1);
  guint seen = 0;

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (lines[i]), " ", 2);
      g_autofree char *entry = g_strdup_printf (".TP\n.B %s\n%s\n", words[0], g_strstrip (words[1]));
      SmtSandboxFault fault;

      g_assert_true (smt_sandbox_fault_parse (words[0], &fault));
      g_assert_cmpstr (smt_sandbox_fault_name (fault), ==, words[0]);
      if (strstr (manual, entry) == NULL)
        g_test_fail_printf ("the manual page lacks: %s", entry);
      seen++;
    }
  g_assert_cmpuint (seen, ==, SMT_SANDBOX_FAULT_DELAYED + 1);
}

/* Nothing is a fault in the page that is none in the code. */
static void
test_nothing_else (void)
{
  g_autofree char *manual = read_manual ();
  const char *from = strstr (manual, ".SH FAULTS\n");
  const char *to = strstr (from, ".SH CONTROLS\n");
  g_autofree char *section = g_strndup (from, (gsize)(to - from));
  g_auto (GStrv) entries = g_strsplit (section, ".TP\n.B ", -1);

  for (guint i = 1; entries[i] != NULL; i++)
    {
      SmtSandboxFault fault;

      *strchr (entries[i], '\n') = '\0';
      g_assert_true (smt_sandbox_fault_parse (entries[i], &fault));
    }
}

static void
test_options (void)
{
  g_autofree char *manual = read_manual ();
  g_autofree char *help = run_with ("--help");
  g_autofree char *faults = smt_sandbox_faults_dup_help ();
  g_auto (GStrv) words = g_strsplit_set (help, " =\n", -1);
  guint seen = 0;

  g_assert_nonnull (strstr (help, faults));
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "--"))
      {
        if (strstr (manual, words[i]) == NULL)
          g_test_fail_printf ("the manual page lacks %s", words[i]);
        seen++;
      }
  g_assert_cmpuint (seen, >=, 9);
}

static void
test_parameters (void)
{
  static const char *const names[] = {
    "SamtykkeKjernejournal",      "SamtykkeSperretLegemidler", "SamtykkeLasteResepter", "Referansenummer",
    "historyTimestamp",           "IncludeOriginal",           "POST /sandbox/fault",   "POST /sandbox/clock",
    "POST /sandbox/other-writer", "GET /sandbox/state",        "GET /sandbox/patients", ".SH EXIT STATUS"
  };
  g_autofree char *manual = read_manual ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (manual, names[i]));
}

static void
test_version (void)
{
  g_autofree char *version = run_with ("--version");

  g_assert_cmpstr (version, ==, "samstemt-sandbox " SMT_VERSION "\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/manual/faults", test_faults);
  g_test_add_func ("/sandbox/manual/nothing-else", test_nothing_else);
  g_test_add_func ("/sandbox/manual/options", test_options);
  g_test_add_func ("/sandbox/manual/parameters", test_parameters);
  g_test_add_func ("/sandbox/manual/version", test_version);
  return g_test_run ();
}
