/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memrchr */
#include "cli/smt-input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/smt-interrupt.h"

#define PIECE (256 * 1024)
#define WAIT_MILLISECONDS 200

struct _SmtInput
{
  int fd;
  char *label; /* the name as it may be shown: always UTF-8 */
  char *buffer;
  gsize start; /* what was taken lies before it */
  gsize end;
  gsize size;
  goffset size_of_file; /* 0 of a pipe */
  goffset n_read;
  guint n_lines; /* taken so far */
  gboolean at_end;
  int fault; /* errno of a read that failed; 0 = none */
};

static gboolean
set_errno (GError **error, int fault)
{
  g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (fault), g_strerror (fault));
  return FALSE;
}

static gboolean
refuse_folder (int fd, goffset *size, GError **error)
{
  struct stat about;

  if (fstat (fd, &about) != 0)
    return set_errno (error, errno);
  *size = S_ISREG (about.st_mode) ? about.st_size : 0;
  return !S_ISDIR (about.st_mode) || set_errno (error, EISDIR);
}

/**
 * smt_input_open:
 * @name: of a file, in the encoding of the file system; "-" is standard input
 * @error: return location for a #GFileError
 *
 * Returns: (transfer full) (nullable): the input; %NULL when it cannot be opened or is a folder
 */
SmtInput *
smt_input_open (const char *name, GError **error)
{
  gboolean is_standard = g_str_equal (name, "-");
  int fd = is_standard ? STDIN_FILENO : open (name, O_RDONLY | O_CLOEXEC);
  SmtInput *input;
  goffset size;

  if (fd < 0)
    {
      set_errno (error, errno);
      return NULL;
    }
  if (!refuse_folder (fd, &size, error))
    {
      if (!is_standard)
        close (fd);
      return NULL;
    }

  input = g_new0 (SmtInput, 1);
  input->fd = fd;
  input->label = g_filename_display_name (name);
  input->size_of_file = size;
  input->size = PIECE;
  input->buffer = g_malloc (input->size);
  return input;
}

/**
 * smt_input_free:
 * @input: (transfer full) (nullable): an input
 */
void
smt_input_free (SmtInput *input)
{
  if (input == NULL)
    return;

  if (input->fd != STDIN_FILENO)
    close (input->fd);
  g_free (input->label);
  g_free (input->buffer);
  g_free (input);
}

/**
 * smt_input_get_label:
 * @input: an input
 *
 * Returns: its name in UTF-8, for messages
 */
const char *
smt_input_get_label (const SmtInput *input)
{
  return input->label;
}

/**
 * smt_input_get_size:
 * @input: an input
 *
 * Returns: bytes of the file; 0 when it is a pipe
 */
goffset
smt_input_get_size (const SmtInput *input)
{
  return input->size_of_file;
}

/**
 * smt_input_get_taken:
 * @input: an input
 *
 * Returns: how many bytes of it have been taken
 */
goffset
smt_input_get_taken (const SmtInput *input)
{
  return input->n_read - (goffset)(input->end - input->start);
}

/* --- the buffer -------------------------------------------------------------------------------------------------- */

static void
make_room_for (SmtInput *input, gsize length)
{
  if (input->start > 0 && input->start >= (input->end - input->start))
    {
      memmove (input->buffer, input->buffer + input->start, input->end - input->start);
      input->end -= input->start;
      input->start = 0;
    }
  if (input->size - input->end < length)
    {
      input->size = MAX (2 * input->size, input->end + length);
      input->buffer = g_realloc (input->buffer, input->size);
    }
}

/* A pipe may be silent for long; somebody who wants to end the run is not made to wait for it. */
static gboolean
wait_for_more (SmtInput *input)
{
  struct pollfd ready = { .fd = input->fd, .events = POLLIN };

  while (input->size_of_file == 0 && poll (&ready, 1, WAIT_MILLISECONDS) <= 0)
    if (smt_interrupt_came ())
      {
        input->at_end = TRUE;
        return FALSE;
      }
  return TRUE;
}

/* One read; 0 at the end of the input, or when the read fails. */
static gsize
read_piece (SmtInput *input, guint8 *out, gsize most)
{
  gssize got;

  if (input->at_end || !wait_for_more (input))
    return 0;
  do
    got = read (input->fd, out, most);
  while (got < 0 && errno == EINTR);
  if (got <= 0)
    {
      input->fault = got < 0 ? errno : 0;
      input->at_end = TRUE;
      return 0;
    }

  input->n_read += got;
  return (gsize)got;
}

/* Reads on into the buffer; FALSE at the end of the input. */
static gboolean
fill (SmtInput *input)
{
  gsize got;

  if (input->at_end)
    return FALSE;

  make_room_for (input, PIECE);
  got = read_piece (input, (guint8 *)input->buffer + input->end, PIECE);
  input->end += got;
  return got > 0;
}

/* Bytes before the next line break, at most @most + 1 of them; *@found tells whether there is a break behind them. */
static gsize
measure_line (SmtInput *input, gsize from, gsize most, gboolean *found)
{
  gsize seen = 0;

  *found = FALSE;
  do
    {
      const char *line = input->buffer + input->start + from;
      gsize there = input->end - input->start - from;
      const char *end = there > seen ? memchr (line + seen, '\n', there - seen) : NULL;

      if (end != NULL)
        {
          *found = TRUE;
          return MIN ((gsize)(end - line), most + 1);
        }
      seen = there;
    }
  while (seen <= most && fill (input));

  return MIN (seen, most + 1);
}

static void
skip_line (SmtInput *input)
{
  gboolean found = FALSE;

  while (!found && (input->end > input->start || fill (input)))
    {
      const char *end = memchr (input->buffer + input->start, '\n', input->end - input->start);

      found = end != NULL;
      input->start = found ? (gsize)(end + 1 - input->buffer) : input->end;
    }
}

/**
 * smt_input_peek:
 * @input: an input
 * @wanted: how many bytes
 * @length: (out): how many there are, at least @wanted unless the input ends before
 *
 * Returns: (transfer none): what has not been taken yet; valid until the next call
 */
const char *
smt_input_peek (SmtInput *input, gsize wanted, gsize *length)
{
  while (input->end - input->start < wanted && fill (input))
    ;

  *length = input->end - input->start;
  return input->buffer + input->start;
}

/**
 * smt_input_peek_line:
 * @input: an input
 * @most: longest line that is looked at as a whole
 * @length: (out): its length without the line break; at most @most + 1
 *
 * Returns: (transfer none) (nullable): the next line that is not blank; %NULL when there is none. Valid until the next
 *   call
 */
const char *
smt_input_peek_line (SmtInput *input, gsize most, gsize *length)
{
  gsize from = 0;
  gboolean found = TRUE;

  while (found)
    {
      *length = measure_line (input, from, most, &found);
      if (*length > 0 && !smt_text_is_blank (input->buffer + input->start + from, *length))
        return input->buffer + input->start + from;
      from += *length + 1;
    }

  return NULL;
}

/**
 * smt_input_take_line:
 * @input: an input
 * @most: longest line
 * @number: (out) (optional): its 1-based number
 *
 * A line that is longer than @most comes as its first @most + 1 bytes, for somebody to refuse.
 *
 * Returns: (transfer full) (nullable): the next line without its line break; %NULL at the end
 */
GBytes *
smt_input_take_line (SmtInput *input, gsize most, guint *number)
{
  gboolean found;
  gsize length = measure_line (input, 0, most, &found);
  GBytes *line;

  if (length == 0 && !found)
    return NULL;

  line = g_bytes_new (input->buffer + input->start, length);
  input->start += length;
  skip_line (input);
  input->n_lines++;
  if (number != NULL)
    *number = input->n_lines;
  return line;
}

/* Line by line, each looked at by itself. */
static void
take_lines_slowly (SmtInput *input, GByteArray *lines, gsize wanted, gsize most)
{
  while (lines->len < wanted)
    {
      gboolean found;
      gsize length = measure_line (input, 0, most, &found);
      if (length == 0 && !found)
        break;
      g_byte_array_append (lines, (const guint8 *)input->buffer + input->start, (guint)length);
      g_byte_array_append (lines, (const guint8 *)"\n", 1);
      input->start += length;
      skip_line (input);
      input->n_lines++;
    }
}

static guint
count_lines (const GByteArray *lines)
{
  const guint8 *p = lines->data, *end = p + lines->len;
  guint n = 0;

  for (; p < end && (p = memchr (p, '\n', (gsize)(end - p))) != NULL; p++)
    n++;
  return n;
}

/* What was read too much goes back into the buffer, which is empty. */
static void
give_back (SmtInput *input, GByteArray *lines, gsize from)
{
  gsize length = lines->len - from;

  g_assert (input->start == input->end && length <= input->size);
  if (length > 0)
    memcpy (input->buffer, lines->data + from, length);
  input->start = 0;
  input->end = length;
  g_byte_array_set_size (lines, (guint)from);
}

/*
 * Reads what is still wanted straight to where it is wanted, without a look at each line: an extract of a country is
 * copied once less. Whole lines are left there, and what follows them goes back; FALSE when there is none, and then
 * nothing was taken.
 */
static gboolean
read_lines (SmtInput *input, GByteArray *lines, gsize wanted)
{
  gsize length = input->end - input->start;
  const guint8 *last;

  if (length >= wanted || input->at_end)
    return FALSE;
  g_byte_array_set_size (lines, (guint)wanted);
  memcpy (lines->data, input->buffer + input->start, length);
  input->start = input->end = 0;
  while (length < wanted)
    {
      gsize got = read_piece (input, lines->data + length, wanted - length);
      if (got == 0)
        break;
      length += got;
    }
  g_byte_array_set_size (lines, (guint)length);
  make_room_for (input, length);
  last = length > 0 ? memrchr (lines->data, '\n', length) : NULL;
  give_back (input, lines, last != NULL ? (gsize)(last + 1 - lines->data) : 0);
  input->n_lines += count_lines (lines);
  return lines->len > 0;
}

/**
 * smt_input_take_lines:
 * @input: an input
 * @lines: filled anew with whole lines, each with its line break
 * @wanted: no further line is taken once there are so many bytes
 * @most: longest line; of a longer one the first @most + 1 bytes come, for somebody to refuse
 * @first: (out): 1-based number of the first line
 *
 * Returns: %FALSE at the end, when there is no line
 */
gboolean
smt_input_take_lines (SmtInput *input, GByteArray *lines, gsize wanted, gsize most, guint *first)
{
  *first = input->n_lines + 1;
  if (wanted <= most && read_lines (input, lines, wanted))
    return TRUE;
  g_byte_array_set_size (lines, 0);
  take_lines_slowly (input, lines, wanted, most);
  return lines->len > 0;
}

/**
 * smt_input_take_rest:
 * @input: an input
 * @most: longest text
 *
 * A text that is longer than @most comes as its first @most + 1 bytes, for somebody to refuse; the rest is not read.
 *
 * Returns: (transfer full): all that has not been taken
 */
GBytes *
smt_input_take_rest (SmtInput *input, gsize most)
{
  gsize length;
  const char *text = smt_input_peek (input, most + 1, &length);
  GBytes *rest = g_bytes_new (text, MIN (length, most + 1));

  input->start = input->end;
  input->at_end = TRUE;
  return rest;
}

/**
 * smt_input_failed:
 * @input: an input
 * @error: return location for a #GFileError
 *
 * Returns: whether a read failed, so that what was given is not all there is
 */
gboolean
smt_input_failed (const SmtInput *input, GError **error)
{
  if (input->fault != 0)
    set_errno (error, input->fault);
  return input->fault != 0;
}

/**
 * smt_text_is_blank:
 * @text: some text
 * @length: its length in bytes
 *
 * Returns: whether there is nothing but white space of JSON
 */
gboolean
smt_text_is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' && text[i] != '\n')
      return FALSE;

  return TRUE;
}
