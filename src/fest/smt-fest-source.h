/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes of an extract on their way to the XML parser: read in pieces, looked at, and counted.
 * Owned by one reader; one thread.
 */
#pragma once

#include "fest/smt-fest.h"

G_BEGIN_DECLS

typedef struct
{
  int fd;               /* -1: from memory */
  const guint8 *memory; /* borrowed */
  gsize length;
  guint64 n_bytes;
  guint64 total; /* 0 = not known */
  const SmtFestImport *how;
  gint64 reported;      /* when progress was told last */
  gint64 budget;        /* bytes that may still be read before the entry at hand is too large; -1 = no limit */
  guint tag_length;     /* of the tag at hand */
  gboolean inside_tag;
  guint matched;        /* of "<!DOCTYPE" and "<!ENTITY", by letters */
  GError *error;        /* why it stopped */
} SmtFestSource;

gboolean _smt_fest_source_open        (SmtFestSource *source, const char *path, const SmtFestImport *how);
void     _smt_fest_source_open_memory (SmtFestSource *source, const void *memory, gsize length);
void     _smt_fest_source_close       (SmtFestSource *source);
int      _smt_fest_source_read        (void *source, char *buffer, int length); /* xmlInputReadCallback */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtFestSource, _smt_fest_source_close)

G_END_DECLS
