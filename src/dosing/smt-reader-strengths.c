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

typedef struct
{
  guint n_terms;
  guint n_numbers;
  gboolean mass;  /* one of them is weighed */
  gboolean large; /* the first is no count */
} Strength;

/* "160/4,5", "10/5 mg", "500 mg/800 IE", "1000/800 mg/IE", "15 mikrog/ml/5 mg/ml": numbers between slashes. */
static Strength
take_strength_run (SmtReader *reader, guint at)
{
  Strength run = { 0 };
  SmtDecimal value;

  for (guint n; (n = _smt_reader_take_number (reader, at + run.n_terms, &value)) > 0;)
    {
      run.large |= run.n_numbers == 0 && smt_decimal_compare (value, SMT_DECIMAL_INT (LARGEST_COUNT)) > 0;
      run.n_numbers++;
      run.n_terms += n;
      const SmtTerm *unit = _smt_reader_term (reader, at + run.n_terms);
      if (unit->cls == SMT_TERM_UNIT && unit->a == SMT_UNIT_MASS)
        {
          run.mass = TRUE;
          run.n_terms++;
        }
      while (run.mass && _smt_reader_cls (reader, at + run.n_terms) == SMT_TERM_SLASH
             && _smt_reader_cls (reader, at + run.n_terms + 1) == SMT_TERM_UNIT)
        run.n_terms += 2;
      if (_smt_reader_cls (reader, at + run.n_terms) != SMT_TERM_SLASH
          || _smt_reader_cls (reader, at + run.n_terms + 1) != SMT_TERM_NUMBER)
        break;
      run.n_terms++;
    }
  return run;
}

/* "160/4,5 mikrogram", "800 mg/160 mg/dose": what something counted holds of several substances. */
guint
_smt_reader_take_strengths (SmtReader *reader, guint at)
{
  Strength run = take_strength_run (reader, at);

  return run.n_numbers > 1 && run.mass && _smt_reader_cls (reader, at + run.n_terms) != SMT_TERM_SLASH ? run.n_terms
                                                                                                       : 0;
}

/* Whether a medicine by name stands before @at: "Symbicort", "Sinemet depot". */
static gboolean
follows_name (const SmtReader *reader, guint at)
{
  while (at > 0
         && (_smt_reader_cls (reader, at - 1) == SMT_TERM_NOISE
             || _smt_reader_term (reader, at - 1)->cls == SMT_TERM_UNIT))
    at--; /* "Sinemet depot 100/25", "Paralgin forte tbl. 400/30 mg" */
  at -= at > 1 && _smt_reader_cls (reader, at - 1) == SMT_TERM_COLON ? 1 : 0;
  SmtTermClass before = at > 0 ? _smt_reader_cls (reader, at - 1) : SMT_TERM_END;
  return before == SMT_TERM_UNKNOWN || before == SMT_TERM_SUBSTANCE || before == SMT_TERM_NOUN;
}

/* The signs and fillers between a strength and its dose. */
static guint
skip_to_dose (const SmtReader *reader, guint at)
{
  guint n = 0;

  for (;; n++)
    switch ((guint)_smt_reader_cls (reader, at + n))
      {
      case SMT_TERM_COLON:
      case SMT_TERM_COMMA:
      case SMT_TERM_DOT:
      case SMT_TERM_BREAK:
      case SMT_TERM_NOISE:
        break;
      default:
        return n;
      }
}

/* "x 2", "inntil x 3", "2 ganger daglig" */
static gboolean
begins_count_of_day (SmtReader *reader, guint at)
{
  SmtMark period = { 0 };
  SmtRange count;

  at += _smt_reader_cls (reader, at) == SMT_TERM_UP_TO ? 1 : 0;
  guint n = _smt_reader_take_range (reader, at, &count);
  if (n > 0 && _smt_reader_cls (reader, at + n) == SMT_TERM_COUNT)
    return _smt_reader_take_period (reader, at + n + 1, &period) > 0 && period.unit == SMT_TIME_UNIT_DAY;
  return _smt_reader_cls (reader, at) == SMT_TERM_X;
}

/* "Symbicort 160/4,5 1 inhalasjon", "800/160 mg 1 tablett", "Creon 25000 2 kapsler", "Loette 28: 1 tablett": a strength
 * of two substances, or a number behind a name and too large to be a count, before what is counted. */
static guint
take_strength_of_next (SmtReader *reader, guint at)
{
  SmtMark dose = { 0 };
  Strength run = take_strength_run (reader, at);
  gboolean named = follows_name (reader, at);
  gboolean several = run.n_numbers > 1;

  if (run.n_numbers == 0 || (several ? !run.mass && !(run.large && named) : run.mass || !run.large || !named))
    return 0;
  guint next = at + run.n_terms;
  next += skip_to_dose (reader, next);
  if (!several && _smt_reader_cls (reader, next) == SMT_TERM_UNIT)
    next++; /* "NovoMix 30 inj. 20 E" */
  if (_smt_reader_take_amount (reader, next, &dose) > 0)
    return dose.unit_kind == SMT_UNIT_FORM || (named && !several && !reader->amount_seen) ? run.n_terms : 0;
  if (!several)
    return 0;
  return is_multiplied (reader, next) || (named && run.mass && begins_count_of_day (reader, next)) ? run.n_terms : 0;
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
