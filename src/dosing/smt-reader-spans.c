/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

static guint
trim_end (const char *text, guint start, guint end)
{
  while (end > start && g_ascii_isspace (text[end - 1]))
    end--;
  return end;
}

static void
add_span (GArray *spans, const char *text, guint start, guint end, SmtAttribute attribute)
{
  SmtSpan span = { start, trim_end (text, start, end), attribute };

  if (span.end > span.start)
    g_array_append_val (spans, span);
}

static SmtAttribute
attribute_of (const SmtMark *mark, const SmtRhythm *rhythm)
{
  switch ((guint)mark->kind)
    {
    case SMT_MARK_AMOUNT:
      return SMT_ATTRIBUTE_AMOUNT;
    case SMT_MARK_TIMES:
    case SMT_MARK_DOSES:
    case SMT_MARK_DIVIDED:
      return SMT_ATTRIBUTE_TIMES;
    case SMT_MARK_PARTS:
      return SMT_ATTRIBUTE_PARTS;
    case SMT_MARK_CLOCK:
      return SMT_ATTRIBUTE_CLOCK;
    case SMT_MARK_LENGTH: /* "21 dager på, 7 av" tells which days */
      return (rhythm->stated & SMT_ATTRIBUTE_LENGTH) != 0 ? SMT_ATTRIBUTE_LENGTH : SMT_ATTRIBUTE_DAYS;
    case SMT_MARK_NEED:
      return SMT_ATTRIBUTE_AS_NEEDED;
    case SMT_MARK_MAX_AMOUNT:
      return SMT_ATTRIBUTE_MAXIMUM;
    case SMT_MARK_GAP:
      return SMT_ATTRIBUTE_GAP;
    default:
      return SMT_ATTRIBUTE_DAYS;
    }
}

static int
compare_spans (const void *first, const void *second)
{
  const SmtSpan *a = first;
  const SmtSpan *b = second;

  return a->start != b->start ? (a->start < b->start ? -1 : 1) : (a->end > b->end) - (a->end < b->end);
}

/**
 * _smt_reader_report_spans:
 * @reader: a reader whose marks became a rhythm
 * @rhythm: the rhythm they became
 * @spans: where to add the SmtSpan of each mark, in order
 */
void
_smt_reader_report_spans (const SmtReader *reader, const SmtRhythm *rhythm, GArray *spans)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (_smt_mark_is_sign (mark) || mark->kind == SMT_MARK_THEN || mark->kind == SMT_MARK_OR)
        continue;
      if (mark->middle <= mark->start || mark->middle >= mark->end)
        {
          add_span (spans, reader->text, mark->start, mark->end, attribute_of (mark, rhythm));
          continue;
        }
      gboolean amount = mark->kind == SMT_MARK_AMOUNT;
      add_span (spans, reader->text, mark->start, mark->middle, amount ? SMT_ATTRIBUTE_AMOUNT : SMT_ATTRIBUTE_TIMES);
      add_span (spans, reader->text, mark->middle, mark->end, amount ? SMT_ATTRIBUTE_UNIT : SMT_ATTRIBUTE_DAYS);
    }
  g_array_sort (spans, compare_spans);
}
