/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define DAY_PARTS_OF_THREE 3

/* The unit of the first number, said again: "40 mg + 20 mg + 0 + 0". */
static guint
skip_same_unit (const SmtReader *reader, guint at, const SmtTerm *unit)
{
  const SmtTerm *again = _smt_reader_term (reader, at);

  return unit->cls == SMT_TERM_UNIT && again->cls == SMT_TERM_UNIT && strcmp (unit->text, again->text) == 0 ? 1 : 0;
}

/* A single digit, or a half by its sign; never the half of "1/0/1/2". */
static gboolean
is_short (const SmtReader *reader, const SmtTerm *term)
{
  return smt_decimal_compare (term->value, SMT_DECIMAL_INT (9)) <= 0
         && memchr (reader->text + term->start, '/', term->end - term->start) == NULL;
}

/* "1/0/1", "1/1/1/1" are times of the day; "2/1/1" and "5/0/5 mg" may be the strengths of three substances. */
static gboolean
is_strengths (const SmtReader *reader, const SmtDecimal *values, guint n_values, guint after)
{
  const SmtTerm *unit = _smt_reader_term (reader, after);
  gboolean zero = FALSE;

  for (guint i = 0; i < n_values; i++)
    zero |= smt_decimal_sign (values[i]) == 0;
  return (n_values == DAY_PARTS_OF_THREE && !zero) || (unit->cls == SMT_TERM_UNIT && unit->a != SMT_UNIT_FORM);
}

/* Numbers joined by plus signs, each with the one unit or without, or three or more single digits by dashes or slashes.
 * Returns terms taken. */
guint
_smt_reader_take_chain (SmtReader *reader, guint at, SmtDecimal values[SMT_MAX_CHAIN], guint *n_values)
{
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_NUMBER ? 1 : 0;
  const SmtTerm *unit = _smt_reader_term (reader, at + 1);
  n += n > 0 && unit->cls == SMT_TERM_UNIT ? 1 : 0;
  SmtTermClass sign = _smt_reader_cls (reader, at + n);

  *n_values = 0;
  gboolean digits = sign == SMT_TERM_DASH || sign == SMT_TERM_SLASH;
  if (n == 0 || (sign != SMT_TERM_PLUS && (!digits || n > 1)))
    return 0;
  if (digits && !is_short (reader, _smt_reader_term (reader, at)))
    return 0;
  values[(*n_values)++] = _smt_reader_term (reader, at)->value;
  while (_smt_reader_cls (reader, at + n) == sign && _smt_reader_cls (reader, at + n + 1) == SMT_TERM_NUMBER)
    {
      const SmtTerm *term = _smt_reader_term (reader, at + n + 1);
      if (*n_values == SMT_MAX_CHAIN || (digits && !is_short (reader, term)))
        return 0;
      values[(*n_values)++] = term->value;
      n += 2;
      n += sign == SMT_TERM_PLUS ? skip_same_unit (reader, at + n, unit) : 0;
    }
  if (sign == SMT_TERM_SLASH && is_strengths (reader, values, *n_values, at + n))
    return 0;
  return *n_values >= DAY_PARTS_OF_THREE ? n : 0;
}

/* "2+0+0+2x14": the number behind the x is days. */
static guint
read_days_by_x (SmtReader *reader, guint at)
{
  SmtRange days;

  if (_smt_reader_cls (reader, at) != SMT_TERM_X)
    return 0;
  guint n = _smt_reader_take_range (reader, at + 1, &days);
  if (n == 0)
    return 0;
  SmtMark length = _smt_reader_mark (reader, SMT_MARK_LENGTH, at, 1 + n);
  length.n = days;
  _smt_reader_push (reader, &length);
  const SmtTerm *unit = _smt_reader_term (reader, at + 1 + n);
  return 1 + n + (unit->cls == SMT_TERM_TIME_UNIT && unit->a == SMT_TIME_UNIT_DAY);
}

/* "1+0+1", "1/0/1" is morning, midday, evening; "2+0+0+1" morning, forenoon, afternoon, evening (contract 3). */
guint
_smt_reader_read_plus (SmtReader *reader, guint at)
{
  static const guint8 three[] = { SMT_PART_MORNING, SMT_PART_MIDDAY, SMT_PART_EVENING };
  static const guint8 four[] = { SMT_PART_MORNING, SMT_PART_FORENOON, SMT_PART_AFTERNOON, SMT_PART_EVENING };
  SmtDecimal values[SMT_MAX_CHAIN];
  guint n_values;
  guint n = _smt_reader_take_chain (reader, at, values, &n_values);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);

  if (n == 0)
    return 0;
  guint n_unit = unit->cls == SMT_TERM_UNIT ? 1 : 0;
  if (n_unit == 0 && _smt_reader_cls (reader, at + 1) == SMT_TERM_UNIT)
    unit = _smt_reader_term (reader, at + 1);
  else if (n_unit == 0)
    unit = _smt_reader_find_unit_in_front (reader, at);
  gboolean any = FALSE;
  for (guint i = 0, number = at; i < n_values; i++, number++)
    {
      while (_smt_reader_cls (reader, number) != SMT_TERM_NUMBER)
        number++;
      if (smt_decimal_sign (values[i]) == 0)
        continue;
      SmtMark amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, number, 1);
      amount.middle = amount.end;
      amount.value = smt_range_exact (values[i]);
      amount.text = unit != NULL ? unit->text : NULL;
      amount.unit_kind = unit != NULL ? (SmtUnitKind)unit->a : SMT_UNIT_FORM;
      SmtMark part = _smt_reader_mark (reader, SMT_MARK_PARTS, number, 1);
      part.bits = n_values == DAY_PARTS_OF_THREE ? three[i] : four[i];
      _smt_reader_push (reader, &amount);
      _smt_reader_push (reader, &part);
      any = TRUE;
    }
  if (!any)
    return 0;
  reader->amount_seen = TRUE;
  n += n_unit;
  return n + read_days_by_x (reader, at + n);
}
