/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* libxml2 compares every attribute of a tag with every other, so a tag may not be long. FEST's are under 500 bytes. */
#define MAX_TAG 8192
#define BETWEEN_REPORTS (G_USEC_PER_SEC / 10)

/* --- opening ------------------------------------------------------------------------------------------------------ */

static void
stop (SmtFestSource *source, SmtFestError code, const char *message)
{
  if (source->error == NULL)
    source->error = g_error_new_literal (SMT_FEST_ERROR, (int)code, message);
}

/*
 * _smt_fest_source_open:
 * @source: a source, all zero
 * @path: name of a file, or "-" for standard input
 * @how: (nullable): borrowed until the source is closed
 *
 * Returns: whether it is open; else @source's error says why not
 */
gboolean
_smt_fest_source_open (SmtFestSource *source, const char *path, const SmtFestImport *how)
{
  struct stat status;

  source->how = how;
  source->budget = -1;
  source->fd = strcmp (path, "-") == 0 ? fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open (path, O_RDONLY | O_CLOEXEC);
  if (source->fd < 0 || fstat (source->fd, &status) != 0)
    {
      stop (source, SMT_FEST_ERROR_READ, g_strerror (errno));
      return FALSE;
    }
  if (S_ISDIR (status.st_mode))
    {
      stop (source, SMT_FEST_ERROR_READ, g_strerror (EISDIR));
      return FALSE;
    }
  source->total = S_ISREG (status.st_mode) ? (guint64)status.st_size : 0;
  return TRUE;
}

/*
 * _smt_fest_source_open_memory:
 * @source: a source, all zero
 * @memory: bytes that outlive the source
 * @length: their number
 */
void
_smt_fest_source_open_memory (SmtFestSource *source, const void *memory, gsize length)
{
  source->fd = -1;
  source->memory = memory;
  source->length = length;
  source->total = length;
  source->budget = -1;
}

void
_smt_fest_source_close (SmtFestSource *source)
{
  if (source->fd >= 0 && source->memory == NULL)
    close (source->fd);
  source->fd = -1;
  g_clear_error (&source->error);
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

/* One more letter of "<!DOCTYPE" or "<!ENTITY"; both are refused before the parser sees them whole, so that nothing is
 * ever declared. The low bits count the letters of the one, the next those of the other. */
static gboolean
is_declaration (SmtFestSource *source, char letter)
{
  static const char doctype[] = "<!DOCTYPE", entity[] = "<!ENTITY";
  guint a = source->matched & 0xff, b = source->matched >> 8;

  a = letter == doctype[a] ? a + 1 : letter == '<';
  b = letter == entity[b] ? b + 1 : letter == '<';
  if (doctype[a] == '\0' || entity[b] == '\0')
    return TRUE;
  source->matched = a | b << 8;
  return FALSE;
}

static gboolean
look (SmtFestSource *source, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '<')
        {
          source->inside_tag = TRUE;
          source->tag_length = 0;
        }
      if (!source->inside_tag)
        {
          const char *next = memchr (bytes + i, '<', length - i);
          if (next == NULL)
            break;
          i = (gsize)(next - bytes) - 1;
          continue;
        }
      if (is_declaration (source, bytes[i]))
        {
          stop (source, SMT_FEST_ERROR_REFUSED, "DOCTYPE");
          return FALSE;
        }
      if (bytes[i] == '>')
        source->inside_tag = FALSE;
      else if (source->tag_length++ > MAX_TAG)
        {
          stop (source, SMT_FEST_ERROR_REFUSED, "a tag is too long");
          return FALSE;
        }
    }
  return TRUE;
}

/* The parser guesses an encoding from the first bytes, and a declaration in another one would not be seen here. All but
 * UTF-8 either begin with something else, or hold zero bytes. "PK": the agency hands the extract out packed. */
static gboolean
look_at_encoding (SmtFestSource *source, const char *bytes, gsize length)
{
  static const char mark[] = "\xef\xbb\xbf";
  const gboolean first = source->n_bytes == 0 && length > 0;
  const gsize skip = length > strlen (mark) && memcmp (bytes, mark, strlen (mark)) == 0 ? strlen (mark) : 0;

  if (first && length >= 2 && memcmp (bytes, "PK", 2) == 0)
    stop (source, SMT_FEST_ERROR_ZIPPED, "zip");
  else if ((first && strchr ("< \t\r\n", bytes[skip]) == NULL) || (length > 0 && memchr (bytes, '\0', length) != NULL))
    stop (source, SMT_FEST_ERROR_BROKEN, "no XML in UTF-8");
  return source->error == NULL;
}

/* Now and then, unless it @must be. */
static gboolean
report (SmtFestSource *source, gboolean must)
{
  gint64 now = g_get_monotonic_time ();

  if (source->how == NULL || source->how->progress == NULL || (!must && now - source->reported < BETWEEN_REPORTS))
    return TRUE;
  source->reported = now;
  if (source->how->progress (source->n_bytes, source->total, source->how->data))
    return TRUE;
  stop (source, SMT_FEST_ERROR_CANCELLED, "cancelled");
  return FALSE;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static gssize
take (SmtFestSource *source, char *buffer, gsize length)
{
  gssize n;

  if (source->memory != NULL || source->fd < 0)
    {
      gsize left = source->length - (gsize)source->n_bytes;
      n = (gssize)MIN (left, length);
      if (n > 0)
        memcpy (buffer, source->memory + source->n_bytes, (gsize)n);
      return n;
    }
  do
    n = read (source->fd, buffer, length);
  while (n < 0 && errno == EINTR && report (source, TRUE));
  if (n < 0)
    stop (source, SMT_FEST_ERROR_READ, g_strerror (errno));
  return n;
}

/* What the parser calls for more; -1 stops it for good. */
int
_smt_fest_source_read (void *data, char *buffer, int length)
{
  SmtFestSource *source = data;
  gssize n;

  if (source->error != NULL || length <= 0 || !report (source, FALSE))
    return -1;
  n = take (source, buffer, (gsize)length);
  if (n == 0 && !report (source, TRUE)) /* who cut it short is asked before it is called cut off */
    return -1;
  if (n < 0 || !look_at_encoding (source, buffer, (gsize)n) || !look (source, buffer, (gsize)n))
    return -1;
  source->n_bytes += (guint64)n;
  if (source->budget >= 0)
    {
      source->budget -= n;
      if (source->budget < 0)
        {
          stop (source, SMT_FEST_ERROR_REFUSED, "an entry is too large");
          return -1;
        }
    }
  return (int)n;
}
