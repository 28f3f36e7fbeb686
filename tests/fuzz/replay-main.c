/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzz target over the files of a corpus, one test a file, so that every input once found stays tested.
 * Without libFuzzer and with any compiler. Usage: replay-NAME CORPUS-FOLDER
 */
#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
test_file (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree guint8 *data = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);

  /* a copy of exactly the size, without the NUL that GLib puts behind: a sanitizer then sees one byte too far */
  data = g_memdup2 (contents, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (data, size), ==, 0);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_corpus (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  return paths;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("usage: %s CORPUS-FOLDER", argv[0]);

  paths = list_corpus (argv[1]);
  /* an empty corpus would pass without having tested anything */
  g_assert_cmpuint (paths->len, >, 0);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *test_path = g_strconcat ("/corpus/", name, NULL);

      g_test_add_data_func (test_path, paths->pdata[i], test_file);
    }

  return g_test_run ();
}
