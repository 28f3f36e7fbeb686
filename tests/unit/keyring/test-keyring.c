/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run over libsecret's own file, and once more by test-daemon.sh over gnome-keyring.
 */
#define _GNU_SOURCE /* memmem */
#include "keyring/smt-dumps.h"
#include "keyring/smt-keyring.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const guint8 hard[] = { 0x00, 0xff, 0x0a, 0x00, 0x80, 'k', 'e', 'y', 0x00 };

static void
check_keeps (SmtKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) secret = smt_secret_new (hard, sizeof hard);
  g_autoptr (GBytes) other = smt_secret_new_random (32);
  g_autoptr (GBytes) none = smt_keyring_load (keyring, "a", NULL, &error);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) gone = NULL;

  g_assert_no_error (error);
  g_assert_null (none);

  g_assert_true (smt_keyring_store (keyring, "a", secret, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (smt_keyring_store (keyring, "b", other, NULL, &error));
  first = smt_keyring_load (keyring, "a", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, secret));

  smt_keyring_store (keyring, "a", other, NULL, &error);
  g_assert_no_error (error);
  second = smt_keyring_load (keyring, "a", NULL, &error);
  g_assert_true (g_bytes_equal (second, other));

  g_assert_true (smt_keyring_clear (keyring, "a", NULL, &error));
  g_assert_true (smt_keyring_clear (keyring, "a", NULL, &error));
  gone = smt_keyring_load (keyring, "a", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (gone);

  g_assert_true (smt_keyring_clear (keyring, "b", NULL, &error));
}

static void
test_memory (void)
{
  g_autoptr (SmtKeyring) keyring = smt_keyring_new_in_memory ();

  g_assert_false (smt_keyring_is_lasting (keyring));
  check_keeps (keyring);
}

static void
test_service (void)
{
  g_autoptr (SmtKeyring) keyring = smt_keyring_new ("/profile/one");

  g_assert_true (smt_keyring_is_lasting (keyring));
  check_keeps (keyring);
}

/* Two profiles of one user know nothing of each other; two keyrings of one profile know the same. */
static void
test_profiles (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtKeyring) one = smt_keyring_new ("/profile/one");
  g_autoptr (SmtKeyring) same = smt_keyring_new ("/profile/../profile/one/");
  g_autoptr (SmtKeyring) two = smt_keyring_new ("/profile/two");
  g_autoptr (GBytes) secret = smt_secret_new_random (32);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) none = NULL;

  g_assert_true (smt_keyring_store (one, "key", secret, NULL, &error));
  g_assert_no_error (error);
  again = smt_keyring_load (same, "key", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, secret));
  none = smt_keyring_load (two, "key", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_true (smt_keyring_clear (one, "key", NULL, &error));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
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

static void
test_async (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtKeyring) keyring = smt_keyring_new ("/profile/async");
  g_autoptr (GBytes) secret = smt_secret_new_random (16);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GAsyncResult) absent = NULL;

  smt_keyring_store_async (keyring, "key", secret, NULL, keep_result, &stored);
  g_assert_true (smt_keyring_store_finish (keyring, wait_for (&stored), &error));
  smt_keyring_load_async (keyring, "key", NULL, keep_result, &loaded);
  again = smt_keyring_load_finish (keyring, wait_for (&loaded), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, secret));
  smt_keyring_clear_async (keyring, "key", NULL, keep_result, &cleared);
  g_assert_true (smt_keyring_clear_finish (keyring, wait_for (&cleared), &error));
  smt_keyring_load_async (keyring, "key", NULL, keep_result, &absent);
  g_assert_null (smt_keyring_load_finish (keyring, wait_for (&absent), &error));
  g_assert_no_error (error);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtKeyring) keyring = smt_keyring_new ("/profile/cancelled");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) loaded = NULL;

  g_cancellable_cancel (cancellable);
  smt_keyring_load_async (keyring, "key", cancellable, keep_result, &loaded);
  g_assert_null (smt_keyring_load_finish (keyring, wait_for (&loaded), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* No bus at all, as on a server: said in so many words, never like a secret that is not there. */
static void
test_no_service (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtKeyring) keyring = NULL;
      g_autoptr (GBytes) secret = smt_secret_new_random (16);

      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
      keyring = smt_keyring_new ("/profile/none");
      g_assert_null (smt_keyring_load (keyring, "key", NULL, &error));
      g_assert_error (error, SMT_KEYRING_ERROR, SMT_KEYRING_ERROR_NO_SERVICE);
      g_clear_error (&error);
      g_assert_false (smt_keyring_store (keyring, "key", secret, NULL, &error));
      g_assert_error (error, SMT_KEYRING_ERROR, SMT_KEYRING_ERROR_NO_SERVICE);
      g_clear_error (&error);
      g_assert_false (smt_keyring_clear (keyring, "key", NULL, &error));
      g_assert_error (error, SMT_KEYRING_ERROR, SMT_KEYRING_ERROR_NO_SERVICE);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* What lies on the disk afterwards shows nothing of the secret, plain or as base64. */
static void
test_nothing_in_clear (void)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtKeyring) keyring = smt_keyring_new ("/profile/Kari Nordmann");
  const char *canary = "canary-0123456789";
  g_autoptr (GBytes) secret = smt_secret_new (canary, strlen (canary));
  g_autofree char *encoded = g_base64_encode ((const guchar *)canary, strlen (canary));
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (path == NULL)
    {
      g_test_skip ("the daemon's file is not ours to look into");
      return;
    }

  g_assert_true (smt_keyring_store (keyring, "key", secret, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  g_assert_null (memmem (bytes, length, canary, strlen (canary)));
  g_assert_null (memmem (bytes, length, encoded, strlen (encoded)));
  g_assert_null (memmem (bytes, length, "Kari", 4));
}

/* A forked child finds zeros in place of a key. */
static void
test_not_in_a_child (void)
{
  g_autoptr (GBytes) secret = smt_secret_new (hard, sizeof hard);
  int status = 0;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      const guint8 *seen = g_bytes_get_data (secret, NULL);

      for (gsize i = 0; i < sizeof hard; i++)
        if (seen[i] != 0)
          _exit (1);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (secret, NULL), sizeof hard, hard, sizeof hard);
}

/* A child that dies of a fault leaves no core, though the limit it began with allows one. */
static void
test_no_dumps (void)
{
  g_autofree char *filter = NULL;
  struct rlimit limit;
  int status = 0;
  pid_t child;

  getrlimit (RLIMIT_CORE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_CORE, &limit);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      smt_forbid_dumps ();
      getrlimit (RLIMIT_CORE, &limit);
      if (limit.rlim_cur != 1 || limit.rlim_max != 1
          || !g_file_get_contents ("/proc/self/coredump_filter", &filter, NULL, NULL)
          || g_ascii_strtoull (filter, NULL, 16) != 0)
        _exit (1);
      signal (SIGSEGV, SIG_DFL);
      raise (SIGSEGV);
      _exit (2);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGSEGV);
  g_assert_false (WCOREDUMP (status));
}

static void
test_random (void)
{
  g_autoptr (GBytes) one = smt_secret_new_random (256);
  g_autoptr (GBytes) two = smt_secret_new_random (256);

  g_assert_cmpuint (g_bytes_get_size (one), ==, 256);
  g_assert_false (g_bytes_equal (one, two));
  smt_secret_wipe (NULL);
  smt_secret_wipe (g_strdup ("token"));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  int status;

  if (g_getenv ("SMT_REAL_KEYRING") == NULL)
    {
      folder = g_dir_make_tmp ("samstemt-XXXXXX", NULL);
      path = g_build_filename (folder, "secrets", NULL);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
    }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/memory", test_memory);
  g_test_add_func ("/keyring/service", test_service);
  g_test_add_func ("/keyring/profiles", test_profiles);
  g_test_add_func ("/keyring/async", test_async);
  g_test_add_func ("/keyring/cancelled", test_cancelled);
  g_test_add_func ("/keyring/no-service", test_no_service);
  g_test_add_func ("/keyring/nothing-in-clear", test_nothing_in_clear);
  g_test_add_func ("/keyring/not-in-a-child", test_not_in_a_child);
  g_test_add_func ("/keyring/no-dumps", test_no_dumps);
  g_test_add_func ("/keyring/random", test_random);
  status = g_test_run ();

  if (path != NULL)
    {
      g_unlink (path);
      g_rmdir (folder);
    }
  return status;
}
