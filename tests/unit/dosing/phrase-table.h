/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dose texts of phrases-*.tsv and wordings-*.tsv, for tests only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *group;
  char *text;
  char *expected;
  guint line;
} Phrase;

GPtrArray *phrase_table_read_named (const char *table_name, const char *tag);
GPtrArray *phrase_table_read       (const char *tag);
void       phrase_free             (gpointer phrase);

G_END_DECLS
