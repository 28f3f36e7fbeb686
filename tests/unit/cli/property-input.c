/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An input gives the lines of its text whatever the pieces it comes in, and never more of a line than was asked for.
 */
#include <string.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cli/smt-input.h"

#define MOST 300

static char *
random_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  guint n_lines = (guint)g_rand_int_range (random, 0, 12);

  for (guint i = 0; i < n_lines; i++)
    {
      guint length = (guint)g_rand_int_range (random, 0, g_rand_boolean (random) ? 8 : 2 * MOST);

      for (guint c = 0; c < length; c++)
        g_string_append_c (text, " \t\rabc"[g_rand_int_range (random, 0, 6)]);
      if (i + 1 < n_lines || g_rand_boolean (random))
        g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  int fd;
  const char *text;
  guint piece;
} Writer;

static gpointer
write_in_pieces (gpointer data)
{
  Writer *writer = data;
  gsize length = strlen (writer->text);

  for (gsize at = 0; at < length; at += writer->piece)
    {
      gsize size = MIN (writer->piece, length - at);

      g_assert_cmpint (write (writer->fd, writer->text + at, size), ==, size);
    }
  close (writer->fd);
  return NULL;
}

/* What a line is: the text between line breaks; nothing behind the last one. */
static GPtrArray *
lines_of (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    if (i + 1 < n || parts[i][0] != '\0')
      g_ptr_array_add (lines, g_strdup (parts[i]));

  return lines;
}

static void
check_line (GBytes *line, const char *wanted)
{
  gsize length;
  const char *got = g_bytes_get_data (line, &length);
  gsize whole = strlen (wanted);

  g_assert_cmpint (length, ==, MIN (whole, MOST + 1));
  g_assert_true (length == 0 || memcmp (got, wanted, length) == 0);
}

static void
check_next_line (SmtInput *input, const GPtrArray *lines, guint at)
{
  gsize length;
  const char *peeked = smt_input_peek_line (input, MOST, &length);

  while (at < lines->len && smt_text_is_blank (lines->pdata[at], strlen (lines->pdata[at])))
    at++;
  if (at == lines->len)
    g_assert_null (peeked);
  else
    {
      g_assert_nonnull (peeked);
      g_assert_cmpint (length, ==, MIN (strlen (lines->pdata[at]), MOST + 1));
      g_assert_true (memcmp (peeked, lines->pdata[at], length) == 0);
    }
}

/* Takes one line; returns how many were taken. */
static guint
take_line (SmtInput *input, const GPtrArray *lines, guint at)
{
  guint number;
  g_autoptr (GBytes) line = smt_input_take_line (input, MOST, &number);

  g_assert_nonnull (line);
  g_assert_cmpuint (number, ==, at + 1);
  check_line (line, lines->pdata[at]);
  return 1;
}

/* Takes lines until there is enough of them, whichever way they are read. */
static guint
take_lines (SmtInput *input, GByteArray *room, GRand *random, const GPtrArray *lines, guint at)
{
  gsize wanted = (gsize)g_rand_int_range (random, 1, 2 * MOST);
  const char *p, *end;
  guint first, n = 0;

  g_assert_true (smt_input_take_lines (input, room, wanted, MOST, &first));
  g_assert_cmpuint (first, ==, at + 1);
  end = (const char *)room->data + room->len;
  for (p = (const char *)room->data; p < end; n++)
    {
      const char *stop = memchr (p, '\n', (gsize)(end - p));
      g_autoptr (GBytes) line = NULL;

      g_assert_nonnull (stop);
      line = g_bytes_new_static (p, (gsize)(stop - p));
      check_line (line, lines->pdata[at + n]);
      p = stop + 1;
    }
  return n;
}

static void
check_text (GRand *random, const char *text)
{
  int ends[2];
  g_autofree char *name = NULL;
  g_autoptr (SmtInput) input = NULL;
  g_autoptr (GPtrArray) lines = lines_of (text);
  g_autoptr (GByteArray) room = g_byte_array_new ();
  Writer writer = { 0, text, (guint)g_rand_int_range (random, 1, 200) };
  GThread *thread;
  guint number;

  g_assert_cmpint (pipe (ends), ==, 0);
  writer.fd = ends[1];
  thread = g_thread_new ("write", write_in_pieces, &writer);
  name = g_strdup_printf ("/dev/fd/%d", ends[0]);
  input = smt_input_open (name, NULL);
  g_assert_nonnull (input);

  for (guint i = 0; i < lines->len;)
    {
      if (g_rand_boolean (random))
        check_next_line (input, lines, i);
      i += g_rand_boolean (random) ? take_line (input, lines, i) : take_lines (input, room, random, lines, i);
    }
  g_assert_null (smt_input_take_line (input, MOST, &number));
  g_assert_false (smt_input_take_lines (input, room, MOST, MOST, &number));
  g_assert_false (smt_input_failed (input, NULL));
  g_thread_join (thread);
  close (ends[0]);
}

static void
test_lines (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20240602);
  guint n = g_getenv ("SMT_TEST_LONG") != NULL ? 20000 : 400;

  /* a blank line longer than MOST is peeked into piece by piece; the model above has none of them */
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = random_text (random);

      check_text (random, text);
    }
}

static void
test_rest (void)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("input-XXXXXX", &name, &error);
  g_autofree char *text = g_strnfill (1000, 'x');

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, text, 1000), ==, 1000);
  close (fd);
  for (gsize most = 998; most <= 1002; most++)
    {
      g_autoptr (SmtInput) input = smt_input_open (name, NULL);
      g_autoptr (GBytes) rest = smt_input_take_rest (input, most);

      g_assert_cmpint (g_bytes_get_size (rest), ==, MIN (1000, most + 1));
      g_assert_cmpstr (smt_input_get_label (input), ==, name);
      g_assert_null (smt_input_take_line (input, most, NULL));
    }
  g_assert_cmpint (g_remove (name), ==, 0);
}

static void
test_what_cannot_be_opened (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (smt_input_open ("/nowhere/at/all", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (smt_input_open ("/", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/lines", test_lines);
  g_test_add_func ("/input/rest", test_rest);
  g_test_add_func ("/input/what-cannot-be-opened", test_what_cannot_be_opened);
  return g_test_run ();
}
