/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase-table.h"

#include <string.h>

void
phrase_free (gpointer phrase)
{
  Phrase *self = phrase;

  g_free (self->group);
  g_free (self->text);
  g_free (self->expected);
  g_free (self);
}

/* Reads @table-@tag.tsv. Returns: (transfer full): an array of Phrase */
GPtrArray *
phrase_table_read_named (const char *table_name, const char *tag)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.tsv", table_name, tag);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "dosing", name, NULL);
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *phrases = g_ptr_array_new_with_free_func (phrase_free);

  g_file_get_contents (path, &table, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      if (lines[i][0] == '\0' || lines[i][0] == '#' || strcmp (cells[0], "group") == 0)
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, 3);
      Phrase *phrase = g_new0 (Phrase, 1);
      phrase->group = g_strdup (cells[0]);
      phrase->text = g_strcompress (cells[1]);
      phrase->expected = g_strdup (cells[2]);
      phrase->line = i + 1;
      g_ptr_array_add (phrases, phrase);
    }
  return phrases;
}

/* Reads phrases-@tag.tsv. Returns: (transfer full): an array of Phrase */
GPtrArray *
phrase_table_read (const char *tag)
{
  return phrase_table_read_named ("phrases", tag);
}
