/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* How strong a medicine is, or what a patch lets out: numbers with a mass that are no dose. */

#define LARGEST_COUNT 20

gboolean
_smt_reader_is_strength_unit (const SmtTerm *term)
{
  return term->cls == SMT_TERM_UNIT && term->a != SMT_UNIT_FORM;
}

/* "20 mg/ml", "25 mikrog/time", "5 mg per tablett": what a unit holds, never a dose. */
guint
_smt_reader_take_strength (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);

  if (n == 0 || !_smt_reader_is_strength_unit (_smt_reader_term (reader, at + n)))
    return 0;
  n++;
  SmtTermClass sign = _smt_reader_cls (reader, at + n);
  if (sign != SMT_TERM_SLASH && sign != SMT_TERM_PER)
    return 0;
  const SmtTerm *under = _smt_reader_term (reader, at + n + 1);
  if (under->cls == SMT_TERM_UNIT)
    return n + 2;
  if (under->cls == SMT_TERM_NUMBER && under[1].cls == SMT_TERM_UNIT && under[1].a == SMT_UNIT_VOLUME)
    return n + 3; /* "20 mg/0,4 ml" */
  /* what a patch lets out; "5 ml/time" is a rate and no strength */
  gboolean by_hour = under->cls == SMT_TERM_TIME_UNIT && under->a == SMT_TIME_UNIT_HOUR;
  return by_hour && _smt_reader_term (reader, at + n - 1)->a == SMT_UNIT_MASS ? n + 2 : 0;
}

/* "500 mg: 2 tabletter", "2,5 mg tabl: 6 tabl", "40 mg 1x2": whether the first is the strength or the sum, what is
 * counted is the dose. */
gboolean
_smt_reader_is_strength_of_next (SmtReader *reader, guint at, const SmtMark *amount)
{
  SmtMark next = { 0 };
  SmtRange count;
  SmtDecimal values[SMT_MAX_CHAIN];
  guint n_values;

  if (amount->unit_kind == SMT_UNIT_FORM)
    return FALSE;
  const SmtTerm *form = _smt_reader_term (reader, at);
  gboolean named = form->cls == SMT_TERM_UNIT && form->a == SMT_UNIT_FORM;
  at += named ? 1 : 0;
  while (_smt_reader_cls (reader, at) == SMT_TERM_COLON || _smt_reader_cls (reader, at) == SMT_TERM_COMMA
         || _smt_reader_cls (reader, at) == SMT_TERM_BREAK || _smt_reader_cls (reader, at) == SMT_TERM_DOT
         || _smt_reader_cls (reader, at) == SMT_TERM_DASH || _smt_reader_cls (reader, at) == SMT_TERM_NOISE
         || _smt_reader_cls (reader, at) == SMT_TERM_CLOSE)
    at++;
  if (_smt_reader_take_amount (reader, at, &next) > 0)
    return next.unit_kind == SMT_UNIT_FORM || (next.unit_kind == SMT_UNIT_VOLUME && amount->unit_kind == SMT_UNIT_MASS);
  guint n = _smt_reader_take_range (reader, at, &count);
  if (n == 0)
    return FALSE;
  gboolean multiplied =
      _smt_reader_cls (reader, at + n) == SMT_TERM_X && _smt_reader_cls (reader, at + n + 1) == SMT_TERM_NUMBER;
  return multiplied || _smt_reader_take_chain (reader, at, values, &n_values) > 0
         || (named && _smt_reader_cls (reader, at + n) != SMT_TERM_COUNT && _smt_reader_begins_when (reader, at + n));
}

/* "9,5 mg/24 timer, 1 plaster": what the patch in question lets out. */
static guint
take_rate_of_next (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);
  SmtMark rate = { .unit_kind = SMT_UNIT_MASS };

  if (n == 0 || unit->cls != SMT_TERM_UNIT || unit->a != SMT_UNIT_MASS
      || _smt_reader_cls (reader, at + n + 1) != SMT_TERM_SLASH)
    return 0;
  guint hours = _smt_reader_take_number (reader, at + n + 2, &range.lo);
  const SmtTerm *hour = _smt_reader_term (reader, at + n + 2 + hours);
  guint next = at + n + 3 + hours;
  gboolean by_hours = hours > 0 && hour->cls == SMT_TERM_TIME_UNIT && hour->a == SMT_TIME_UNIT_HOUR;
  gboolean of_form = at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_UNIT; /* "plaster 3,9 mg/24 t skiftes …" */
  return by_hours && (of_form || _smt_reader_is_strength_of_next (reader, next, &rate)) ? next - at : 0;
}

/* "1 x 2", "1+0+1" */
static gboolean
is_multiplied (SmtReader *reader, guint at)
{
  SmtRange count;
  SmtDecimal values[SMT_MAX_CHAIN];
  guint n_values;
  guint n = _smt_reader_take_range (reader, at, &count);

  return n > 0
         && ((_smt_reader_cls (reader, at + n) == SMT_TERM_X && _smt_reader_cls (reader, at + n + 1) == SMT_TERM_NUMBER)
             || _smt_reader_take_chain (reader, at, values, &n_values) > 0);
}

/* "Symbicort 160/4,5 1 inhalasjon", "800/160 mg 1 tablett", "500 mg/800 IE 1 tablett", "Creon 25000 2 kapsler": a
 * strength of two substances, or one behind a name and too large to be a count, before what is counted. */
static guint
take_strength_of_next (SmtReader *reader, guint at)
{
  SmtDecimal value;
  SmtMark dose = { 0 };
  guint n = _smt_reader_take_number (reader, at, &value);
  SmtTermClass before = at > 0 ? _smt_reader_cls (reader, at - 1) : SMT_TERM_END;

  if (n == 0)
    return 0;
  if (before == SMT_TERM_NOISE && at > 1)
    before = _smt_reader_cls (reader, at - 2); /* "Sinemet depot 100/25" */
  gboolean named = before == SMT_TERM_UNKNOWN || before == SMT_TERM_SUBSTANCE;
  gboolean large = smt_decimal_compare (value, SMT_DECIMAL_INT (LARGEST_COUNT)) > 0;
  guint mass = _smt_reader_cls (reader, at + n) == SMT_TERM_UNIT ? 1 : 0;
  gboolean mass_behind = FALSE;
  if (mass > 0 && _smt_reader_term (reader, at + n)->a != SMT_UNIT_MASS)
    return 0;
  n += mass;
  guint second =
      _smt_reader_cls (reader, at + n) == SMT_TERM_SLASH ? _smt_reader_take_number (reader, at + n + 1, &value) : 0;
  if (second > 0)
    {
      n += 1 + second;
      const SmtTerm *unit = _smt_reader_term (reader, at + n);
      mass_behind = unit->cls == SMT_TERM_UNIT && unit->a == SMT_UNIT_MASS;
      n += mass_behind ? 1 : 0;
    }
  gboolean pair = second > 0 && mass_behind; /* "10/5 mg"; "2/3 tablett" is a fraction */
  if (mass > 0 ? second == 0 : !pair && (!large || (!named && !mass_behind)))
    return 0;
  if (_smt_reader_take_amount (reader, at + n, &dose) > 0)
    return dose.unit_kind == SMT_UNIT_FORM || (named && mass + second == 0 && !reader->amount_seen) ? n : 0;
  return second > 0 && is_multiplied (reader, at + n) ? n : 0;
}

/* "800 mg/160 mg 3 dager i uken": the strengths of two substances, of a form that is left out. */
static guint
take_two_strengths (SmtReader *reader, guint at)
{
  SmtDecimal first, second;
  guint n = _smt_reader_take_number (reader, at, &first);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);
  guint more = n > 0 && unit->cls == SMT_TERM_UNIT && unit->a == SMT_UNIT_MASS && unit[1].cls == SMT_TERM_SLASH
                   ? _smt_reader_take_number (reader, at + n + 2, &second)
                   : 0;
  const SmtTerm *other = _smt_reader_term (reader, at + n + 2 + more);

  if (more == 0 || other->cls != SMT_TERM_UNIT || other->a != SMT_UNIT_MASS || smt_decimal_equal (first, second))
    return 0;
  return other[1].cls == SMT_TERM_PART || other[1].cls == SMT_TERM_SLASH ? 0 : n + 3 + more;
}

/* The strength that stands in front of a dose, in any of its forms. */
guint
_smt_reader_take_strength_in_front (SmtReader *reader, guint at)
{
  guint n = take_rate_of_next (reader, at);

  if (n == 0)
    n = take_strength_of_next (reader, at);
  return n > 0 ? n : take_two_strengths (reader, at);
}
