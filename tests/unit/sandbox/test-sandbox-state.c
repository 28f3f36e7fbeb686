/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define MTX "Methotrexate Orifarm"

static char *
statements_of (Sandbox *sandbox, const char *number)
{
  g_autoptr (SmtJson) state = sandbox_state (sandbox, number);

  return smt_sandbox_canonical (smt_json_member (smt_json_root (state), "statements"), NULL);
}

/* A sandbox that was stopped goes on: what was sent is there, and the lookup of before is still the newest. */
static void
test_restart (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) later = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SmtJson) one = NULL;
  g_autoptr (SmtJson) two = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  one = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  later = draft_lookup (&sandbox, ADA);
  before = statements_of (&sandbox, ADA);
  sandbox_restart (&sandbox, NULL);
  after = statements_of (&sandbox, ADA);
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (strstr (after, resept));
  two = draft_send (&sandbox, later, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* Killed without warning, too: the state is on the disk before the answer leaves. */
static void
test_killed (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  receipt = draft_send (&sandbox, draft, &status);
  g_subprocess_force_exit (sandbox.process);
  g_subprocess_wait (sandbox.process, NULL, NULL);
  g_clear_object (&sandbox.process);
  sandbox_restart (&sandbox, NULL);
  after = statements_of (&sandbox, ADA);
  g_assert_nonnull (strstr (after, resept));
}

/* What cannot be kept is not done: the send is refused and the list stays as it was. */
static void
test_cannot_be_kept (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *lookup = lookup_body (ADA);
  g_autofree char *body = NULL;
  g_autofree char *failed_send = NULL;
  g_autofree char *failed_lookup = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  before = statements_of (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  body = draft_to_body (draft);
  elsewhere = g_strconcat (sandbox.folder, "-away", NULL);
  g_assert_cmpint (g_rename (sandbox.folder, elsewhere), ==, 0);
  failed_send = sandbox_request (&sandbox, "POST", "/Patient/$sendMedication", body, &status, NULL);
  g_assert_cmpuint (status, ==, 500);
  failed_lookup = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", lookup, &status, NULL);
  g_assert_cmpuint (status, ==, 500);
  after = statements_of (&sandbox, ADA);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_rename (elsewhere, sandbox.folder), ==, 0);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (resept);
}

static void
set_clock (Sandbox *sandbox, int minutes)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_minutes (now, minutes);
  g_autofree char *iso = g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *body = g_strdup_printf ("{\"now\":\"%s\"}", iso);

  sandbox_control (sandbox, "/sandbox/clock", body);
}

/* 4 hours is the limit, by the sandbox's clock. */
static void
test_four_hours (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) in_time = NULL;
  g_autoptr (SmtJson) late = NULL;
  g_autofree char *text = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, LIV);
  set_clock (&sandbox, 3 * 60 + 58);
  in_time = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  set_clock (&sandbox, 4 * 60 + 2);
  late = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 400);
  text = smt_json_dup_bytes (smt_json_root (late));
  g_assert_nonnull (strstr (text, "more than 4 hours old"));
}

/* A newer lookup fences the older one. */
static void
test_older_lookup (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) older = NULL;
  g_autoptr (Draft) newer = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *text = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  older = draft_lookup (&sandbox, ADA);
  newer = draft_lookup (&sandbox, ADA);
  refusal = draft_send (&sandbox, older, &status);
  g_assert_cmpuint (status, ==, 400);
  text = smt_json_dup_bytes (smt_json_root (refusal));
  g_assert_nonnull (strstr (text, "does not name the newest lookup"));
  receipt = draft_send (&sandbox, newer, &status);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_other_writer (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) again = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *body = NULL;
  g_autofree char *pll = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *changed_again = NULL;
  g_autofree char *dssn = NULL;
  SmtSandboxStatement *entry;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  statements = smt_sandbox_statements (draft->record);
  entry = draft_find (draft, statements, "Calcigran");
  pll = g_strdup (entry->pll);
  changed = smt_sandbox_json_text (smt_sandbox_extension (entry->amendment, "lastchanged"), "valueDateTime");
  body = g_strdup_printf ("{\"patient\":\"" ADA "\",\"entry\":\"%s\",\"dssn\":\"1 tablett kveld\"}", pll);
  sandbox_control (&sandbox, "/sandbox/other-writer", body);
  refusal = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 409);
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (smt_json_root (refusal), "issue/1/code"), "conflict"));

  again = draft_lookup (&sandbox, ADA);
  g_clear_pointer (&statements, g_ptr_array_unref);
  statements = smt_sandbox_statements (again->record);
  entry = smt_sandbox_statement_by_pll (statements, pll);
  changed_again = smt_sandbox_json_text (smt_sandbox_extension (entry->amendment, "lastchanged"), "valueDateTime");
  dssn = smt_sandbox_json_text (smt_sandbox_extension (entry->amendment, "dssn"), "valueString");
  g_assert_cmpstr (changed, !=, changed_again);
  g_assert_cmpstr (dssn, ==, "1 tablett kveld");
  receipt = draft_send (&sandbox, again, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* A child that is told so ends with its parent. */
static void
test_ends_with_stdin (void)
{
  g_autofree char *patients = g_strconcat ("--patients=", g_getenv ("SMT_SANDBOX_PATIENTS"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                      &error, g_getenv ("SMT_SANDBOX"), "--with-stdin", patients, NULL);

  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static guint
count_patients (Sandbox *sandbox)
{
  g_autofree char *text = sandbox_request (sandbox, "GET", "/sandbox/patients", NULL, NULL, NULL);
  g_autoptr (SmtJson) json = read_json (text);

  return smt_json_length (smt_json_member (smt_json_root (json), "patients"));
}

static void
copy_into (const char *folder, const char *name)
{
  g_autofree char *from = g_build_filename (g_getenv ("SMT_SANDBOX_PATIENTS"), name, NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_true (g_file_set_contents (to, text, (gssize)length, NULL));
}

/* A state of when there were fewer patients: they go on, and the others are added. */
static void
test_new_patients (void)
{
  static const char *const names[] = { "1-ada.json", "34-uno.json", "practitioners.json" };
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("samstemt-patients-XXXXXX", NULL);
  g_autofree char *option = g_strconcat ("--patients=", folder, NULL);
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    copy_into (folder, names[i]);
  sandbox_start (&sandbox, option);
  g_assert_cmpuint (count_patients (&sandbox), ==, 2);
  draft = draft_lookup (&sandbox, ADA);
  sandbox_restart (&sandbox, NULL);
  g_assert_cmpuint (count_patients (&sandbox), ==, 40);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A state of before patients had keys. */
static void
test_without_keys (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *old = NULL;
  g_autoptr (GRegex) key = g_regex_new ("\"key\":\"[^\"]*\",", 0, 0, NULL);

  sandbox_start (&sandbox, NULL);
  sandbox_stop (&sandbox);
  g_assert_true (g_file_get_contents (sandbox.state, &text, NULL, NULL));
  old = g_regex_replace_literal (key, text, -1, 0, "", 0, NULL);
  g_assert_cmpstr (old, !=, text);
  g_assert_true (g_file_set_contents (sandbox.state, old, -1, NULL));
  sandbox_restart (&sandbox, NULL);
  g_assert_cmpuint (count_patients (&sandbox), ==, 40);
}

static void
test_wrong_arguments (void)
{
  static const char *const wrong[] = { "--fault=flood", "--port=70000", "--now=yesterday", "--pll-senders=nurses",
                                       "--what" };
  g_autofree char *patients = g_strconcat ("--patients=", g_getenv ("SMT_SANDBOX_PATIENTS"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GSubprocess) process =
          g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL,
                            g_getenv ("SMT_SANDBOX"), patients, wrong[i], NULL);

      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/state/restart", test_restart);
  g_test_add_func ("/sandbox/state/killed", test_killed);
  g_test_add_func ("/sandbox/state/cannot-be-kept", test_cannot_be_kept);
  g_test_add_func ("/sandbox/state/four-hours", test_four_hours);
  g_test_add_func ("/sandbox/state/older-lookup", test_older_lookup);
  g_test_add_func ("/sandbox/state/other-writer", test_other_writer);
  g_test_add_func ("/sandbox/state/ends-with-stdin", test_ends_with_stdin);
  g_test_add_func ("/sandbox/state/new-patients", test_new_patients);
  g_test_add_func ("/sandbox/state/without-keys", test_without_keys);
  g_test_add_func ("/sandbox/state/wrong-arguments", test_wrong_arguments);
  return g_test_run ();
}
