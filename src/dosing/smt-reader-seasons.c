/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* "om vinteren", "vår og høst": the part of the year that bounds the dose. It says nothing of how often. */
guint
_smt_reader_read_season (SmtReader *reader, guint at)
{
  guint next = at;
  guint8 seasons = 0;

  while (_smt_reader_cls (reader, next) == SMT_TERM_SEASON)
    {
      SmtTermClass sign = _smt_reader_cls (reader, next + 1);
      seasons |= (guint8)_smt_reader_term (reader, next++)->a;
      if ((sign == SMT_TERM_AND || sign == SMT_TERM_SLASH || sign == SMT_TERM_COMMA)
          && _smt_reader_cls (reader, next + 1) == SMT_TERM_SEASON)
        next++;
    }
  if (next == at)
    return 0;
  reader->two_bounds |= (reader->seasons != 0 && reader->seasons != seasons) || reader->first_month != 0;
  reader->seasons |= seasons;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* The month at @at, without a year or a day of the month; 0 = none */
static guint8
month_at (const SmtReader *reader, guint at)
{
  const SmtTerm *month = _smt_reader_term (reader, at);
  gboolean dated = month->cls == SMT_TERM_MONTH_NAME && at > 0
                   && (month[-1].cls == SMT_TERM_NUMBER || month[-1].cls == SMT_TERM_DOT
                       || month[-1].cls == SMT_TERM_ORDINAL || month[1].cls == SMT_TERM_NUMBER);

  return month->cls == SMT_TERM_MONTH_NAME && !dated ? (guint8)month->a : 0;
}

/* "fra oktober til april", "okt.-april", "i november og desember": the months that bound the dose. */
guint
_smt_reader_read_months (SmtReader *reader, guint at)
{
  SmtTermClass lead = _smt_reader_cls (reader, at);
  gboolean in = lead == SMT_TERM_IN;
  guint next = at + (in || lead == SMT_TERM_OF || lead == SMT_TERM_FROM ? 1 : 0);
  guint8 first = month_at (reader, next);
  guint8 last = first;

  if (first == 0)
    return 0;
  next++;
  SmtTermClass sign = _smt_reader_cls (reader, next);
  guint through = next + 1;
  sign = sign == SMT_TERM_FROM ? SMT_TERM_TO : sign; /* "til og med" */
  while (sign == SMT_TERM_TO
         && (_smt_reader_cls (reader, through) == SMT_TERM_AND || _smt_reader_cls (reader, through) == SMT_TERM_WITH))
    through++;
  guint8 second = month_at (reader, through);
  gboolean from_to = (sign == SMT_TERM_TO || sign == SMT_TERM_DASH) && second != 0;
  gboolean both = in && sign == SMT_TERM_AND && second == first % 12 + 1;
  if (from_to || both)
    {
      last = second;
      next = through + 1;
    }
  if ((!in && !from_to) || month_at (reader, next + 1) != 0)
    return 0;
  reader->two_bounds |= reader->seasons != 0 || reader->first_month != 0 || last % 12 + 1 == first;
  reader->first_month = first;
  reader->last_month = last;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}
