/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define LARGEST_COUNT 20

/* --- amounts ------------------------------------------------------------------------------------------------------ */

/* "mg/kg", "mg per kg kroppsvekt", "mg/m2/dose" */
static guint
take_per_body (SmtReader *reader, guint at, SmtPer *per)
{
  guint next = at;

  if (_smt_reader_cls (reader, next) != SMT_TERM_SLASH && _smt_reader_cls (reader, next) != SMT_TERM_PER)
    return 0;
  SmtTermClass body = _smt_reader_cls (reader, ++next);
  if (body != SMT_TERM_KG && body != SMT_TERM_M2)
    return 0;
  *per = body == SMT_TERM_KG ? SMT_PER_KG : SMT_PER_M2;
  if (_smt_reader_cls (reader, ++next) == SMT_TERM_BODY_WEIGHT)
    next++;
  const SmtTerm *dose = _smt_reader_term (reader, next + 1);
  if ((_smt_reader_cls (reader, next) == SMT_TERM_SLASH || _smt_reader_cls (reader, next) == SMT_TERM_PER)
      && dose->cls == SMT_TERM_UNIT && dose->a == SMT_UNIT_FORM)
    next += 2;
  return next - at;
}

static gboolean
is_strength_unit (const SmtTerm *term)
{
  return term->cls == SMT_TERM_UNIT && term->a != SMT_UNIT_FORM;
}

/* "20 mg/ml", "25 mikrog/time", "5 mg per tablett": what a unit holds, never a dose. */
static guint
take_strength (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);

  if (n == 0 || !is_strength_unit (_smt_reader_term (reader, at + n)))
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

/* "3 g daglig" behind "1 tablett" counts, it does not weigh. */
static gboolean
counts_times (SmtReader *reader, guint at)
{
  SmtRange count;
  SmtMark period = { 0 };
  guint n = _smt_reader_take_range (reader, at, &count);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);

  return n > 0 && _smt_reader_is_letter_g (unit) && _smt_reader_take_period (reader, at + n + 1, &period) > 0;
}

/* "à 2,5 mg", "(7,5 mg)", "= 5 mg", or for something counted just "500 mg": the same amount in other words. */
static guint
take_restatement (SmtReader *reader, guint at, const SmtTerm *unit)
{
  SmtTermClass opener = _smt_reader_cls (reader, at);
  guint next = at;
  SmtRange range;

  if (opener == SMT_TERM_A || opener == SMT_TERM_EQUALS || opener == SMT_TERM_OPEN)
    next++;
  else if (opener != SMT_TERM_NUMBER || unit->a != SMT_UNIT_FORM || counts_times (reader, at))
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_EQUALS || _smt_reader_cls (reader, next) == SMT_TERM_A
         || (opener == SMT_TERM_OPEN && _smt_reader_cls (reader, next) == SMT_TERM_NOISE))
    next++;
  guint n = take_strength (reader, next);
  if (n == 0)
    {
      n = _smt_reader_take_range (reader, next, &range);
      const SmtTerm *other = _smt_reader_term (reader, next + n);
      if (n == 0 || other->cls != SMT_TERM_UNIT || (opener == SMT_TERM_NUMBER && other->a == SMT_UNIT_FORM))
        return 0;
      n++;
    }
  next += n;
  if (opener == SMT_TERM_OPEN)
    {
      if (_smt_reader_cls (reader, next) != SMT_TERM_CLOSE)
        return 0;
      next++;
    }
  return next - at;
}

/* "5 mg - 10 mg": a range with its unit said twice. */
static guint
take_second_half (SmtReader *reader, guint at, const SmtTerm *unit, SmtRange *range)
{
  SmtTermClass sign = _smt_reader_cls (reader, at);
  SmtRange high;

  if ((sign != SMT_TERM_DASH && sign != SMT_TERM_TO) || range->kind != SMT_RANGE_EXACT)
    return 0;
  guint n = _smt_reader_take_range (reader, at + 1, &high);
  const SmtTerm *other = _smt_reader_term (reader, at + 1 + n);
  if (n == 0 || high.kind != SMT_RANGE_EXACT || other->cls != SMT_TERM_UNIT || strcmp (other->text, unit->text) != 0
      || smt_decimal_compare (range->lo, high.lo) >= 0)
    return 0;
  *range = smt_range_between (range->lo, high.lo);
  return n + 2;
}

/* "én 150 mg tablett": the strength that stands between a count and what is counted. */
static guint
take_strength_between (SmtReader *reader, guint at)
{
  SmtRange strength;
  guint n = _smt_reader_take_range (reader, at, &strength);
  const SmtTerm *mass = _smt_reader_term (reader, at + n);
  guint hyphen = mass->cls == SMT_TERM_UNIT && mass[1].cls == SMT_TERM_DASH && mass[1].tight ? 1 : 0;
  const SmtTerm *form = mass + 1 + hyphen;

  if (n == 0 || !is_strength_unit (mass) || form->cls != SMT_TERM_UNIT || form->a != SMT_UNIT_FORM)
    return 0;
  return n + 1 + hyphen;
}

/* A number with its unit: "1-2 tabletter", "4 mg/kg", "3 tbl à 2,5 mg (7,5 mg)". */
guint
_smt_reader_take_amount (SmtReader *reader, guint at, SmtMark *out)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);

  if (n == 0)
    return 0;
  while (_smt_reader_cls (reader, at + n) == SMT_TERM_NOISE && _smt_reader_cls (reader, at + n + 1) == SMT_TERM_UNIT)
    n++;
  n += take_strength_between (reader, at + n);
  const SmtTerm *unit = _smt_reader_term (reader, at + n);
  guint unit_at = at + n;
  if (unit->cls != SMT_TERM_UNIT || take_strength (reader, at) > 0)
    return 0;
  n++;
  n += take_second_half (reader, at + n, unit, &range);
  *out = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  out->per = SMT_PER_WHOLE;
  n += take_per_body (reader, at + n, &out->per);
  out->end = _smt_reader_term (reader, at + n - 1)->end;
  out->middle = _smt_reader_term (reader, unit_at)->start;
  out->value = range;
  out->text = unit->text;
  out->unit_kind = (SmtUnitKind)unit->a;
  out->flags = (unit->b != 0 ? SMT_MARK_DOSE : 0) | (unit->c != 0 ? SMT_MARK_WORN : 0);
  for (guint more; (more = take_restatement (reader, at + n, unit)) > 0;)
    n += more;
  return n;
}

/* "1 enkeltdose på 7,5 mg", "2 doser à 5 mg": the amount is what the dose holds. */
static guint
read_doses_of (SmtReader *reader, guint at)
{
  SmtRange count;
  SmtMark amount;
  guint n = _smt_reader_take_range (reader, at, &count);
  const SmtTerm *dose = _smt_reader_term (reader, at + n);
  gboolean is_dose = dose->cls == SMT_TERM_SINGLE || (dose->cls == SMT_TERM_UNIT && dose->b != 0);

  if (n == 0 || !is_dose)
    return 0;
  SmtTermClass of = _smt_reader_cls (reader, at + n + 1);
  if (of != SMT_TERM_ON && of != SMT_TERM_A && of != SMT_TERM_OF)
    return 0;
  guint more = _smt_reader_take_amount (reader, at + n + 2, &amount);
  if (more == 0)
    return 0;
  _smt_reader_push (reader, &amount);
  if (dose->cls == SMT_TERM_SINGLE)
    {
      SmtMark single = _smt_reader_mark (reader, SMT_MARK_SINGLE, at + n, 1);
      _smt_reader_push (reader, &single);
    }
  if (!smt_range_is_int (count, 1))
    {
      SmtMark doses = _smt_reader_mark (reader, SMT_MARK_DOSES, at, n + 1);
      doses.value = count;
      _smt_reader_push (reader, &doses);
    }
  reader->amount_seen = TRUE;
  return n + 2 + more;
}

/* "en daglig dose", "én ukentlig tablett på 70 mg" */
static guint
read_adjective_amount (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);
  const SmtTerm *every = _smt_reader_term (reader, at + n);
  const SmtTerm *unit = _smt_reader_term (reader, at + n + 1);
  SmtMark inner;

  if (n == 0 || every->cls != SMT_TERM_EVERY || unit->cls != SMT_TERM_UNIT)
    return 0;
  SmtMark amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  amount.middle = amount.end;
  amount.value = range;
  amount.text = unit->text;
  amount.unit_kind = (SmtUnitKind)unit->a;
  guint taken = n + 2;
  SmtTermClass of = _smt_reader_cls (reader, at + taken);
  if ((of == SMT_TERM_ON || of == SMT_TERM_A) && smt_range_is_int (range, 1))
    {
      guint more = _smt_reader_take_amount (reader, at + taken + 1, &inner);
      if (more > 0)
        {
          amount = inner;
          taken += 1 + more;
        }
    }
  SmtMark frequency = _smt_reader_mark (reader, SMT_MARK_FREQUENCY, at + n, 1);
  frequency.n = smt_range_exact_int (every->c);
  frequency.unit = (SmtTimeUnit)every->a;
  _smt_reader_push (reader, &amount);
  _smt_reader_push (reader, &frequency);
  reader->amount_seen = TRUE;
  return taken;
}

/* "3 ganger", "inntil x3", "once"; also "1 time før", the lead time of what follows */
static gboolean
begins_count (SmtReader *reader, guint at)
{
  guint next = at + (_smt_reader_cls (reader, at) == SMT_TERM_UP_TO ? 1 : 0);
  SmtRange range;
  guint n = _smt_reader_take_range (reader, next, &range);
  SmtTermClass cls = _smt_reader_cls (reader, next + n);

  if (n == 0)
    return cls == SMT_TERM_X || cls == SMT_TERM_TIMES_WORD;
  return cls == SMT_TERM_COUNT
         || ((cls == SMT_TERM_TIME_UNIT || cls == SMT_TERM_MINUTE)
             && _smt_reader_cls (reader, next + n + 1) == SMT_TERM_BEFORE);
}

/* Whether a bare number before @at is an amount: what follows says when it is taken, not what the number counts. */
static gboolean
begins_when (SmtReader *reader, guint at)
{
  SmtMark period = { 0 };

  switch ((guint)_smt_reader_cls (reader, at))
    {
    case SMT_TERM_PART:
      return _smt_reader_term (reader, at)->c != SMT_PART_MANY; /* "2 kvelder" */
    case SMT_TERM_WEEKDAY:
    case SMT_TERM_REST_DAYS:
    case SMT_TERM_NEED:
    case SMT_TERM_CLOCK:
    case SMT_TERM_CLOCK_TIME:
    case SMT_TERM_SINGLE:
    case SMT_TERM_TIMES_DAILY:
      return TRUE;
    case SMT_TERM_UP_TO:
    case SMT_TERM_NUMBER:
    case SMT_TERM_TIMES_WORD:
      return begins_count (reader, at);
    case SMT_TERM_IN:
    case SMT_TERM_ABOUT:
    case SMT_TERM_ON:
    case SMT_TERM_TO:
    case SMT_TERM_AT:
    case SMT_TERM_BEFORE:
    case SMT_TERM_EACH:
      {
        guint next = at + 1;
        while (_smt_reader_cls (reader, next) == SMT_TERM_EACH)
          next++;
        SmtTermClass what = _smt_reader_cls (reader, next);
        if (what == SMT_TERM_PART || what == SMT_TERM_WEEKDAY)
          return TRUE;
        return _smt_reader_take_period (reader, at, &period) > 0;
      }
    default:
      return _smt_reader_take_period (reader, at, &period) > 0;
    }
}

/* "tabl. 1 x 2", "Tbl: 1+0+1": the unit may stand in front. NULL when it does not. */
const SmtTerm *
_smt_reader_find_unit_in_front (const SmtReader *reader, guint at)
{
  guint before = at > 1 && _smt_reader_cls (reader, at - 1) == SMT_TERM_COLON ? at - 1 : at;
  const SmtTerm *unit = before > 0 ? _smt_reader_term (reader, before - 1) : NULL;

  if (unit == NULL || unit->cls != SMT_TERM_UNIT || unit->a != SMT_UNIT_FORM
      || (before > 1 && _smt_reader_cls (reader, before - 2) == SMT_TERM_NUMBER))
    return NULL;
  return unit;
}

static void
take_unit_in_front (const SmtReader *reader, guint at, SmtMark *amount)
{
  const SmtTerm *unit = _smt_reader_find_unit_in_front (reader, at);

  if (unit == NULL)
    return;
  amount->text = unit->text;
  amount->unit_kind = SMT_UNIT_FORM;
}

/* "man 2, tir 1,5, ons 2": a number between two weekdays, or behind the last. */
static gboolean
stands_in_week_plan (const SmtReader *reader, guint at, guint next)
{
  guint before = at > 0 ? at - 1 : at;

  if (before > 0
      && (_smt_reader_cls (reader, before) == SMT_TERM_COLON || _smt_reader_cls (reader, before) == SMT_TERM_EQUALS))
    before--;
  if (at == 0 || _smt_reader_cls (reader, before) != SMT_TERM_WEEKDAY)
    return FALSE;
  while (_smt_reader_cls (reader, next) == SMT_TERM_COMMA || _smt_reader_cls (reader, next) == SMT_TERM_DOT
         || _smt_reader_cls (reader, next) == SMT_TERM_BREAK || _smt_reader_cls (reader, next) == SMT_TERM_AND
         || _smt_reader_cls (reader, next) == SMT_TERM_SLASH)
    next++;
  SmtTermClass after = _smt_reader_cls (reader, next);
  return after == SMT_TERM_WEEKDAY || after == SMT_TERM_END;
}

static gboolean
is_name (SmtTermClass cls)
{
  return cls == SMT_TERM_UNKNOWN || cls == SMT_TERM_SUBSTANCE;
}

static gboolean
is_too_many (SmtRange count)
{
  return smt_decimal_compare (count.hi, SMT_DECIMAL_INT (LARGEST_COUNT)) > 0;
}

/* "2 daglig", "1 om kvelden", "1 inntil x3": an amount whose unit is left out. */
static guint
read_bare_amount (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);

  if (n == 0)
    return 0;
  const SmtMark *last = _smt_reader_last (reader);
  if (_smt_reader_term (reader, at)->article && last != NULL && last->kind == SMT_MARK_AMOUNT)
    return 0; /* an article, not a second amount */
  if (at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_A)
    return 0; /* "à 500" is a strength that lost its unit */
  guint next = at + n;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  if (next > at + n && at > 0 && is_name (_smt_reader_cls (reader, at - 1)) && is_too_many (range))
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, n); /* "Evorel 50 skiftes …" */
  gboolean alone = at == 0 && _smt_reader_cls (reader, next) == SMT_TERM_END;
  if (!alone && !begins_when (reader, next) && !stands_in_week_plan (reader, at, next))
    return 0;
  SmtMark amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  amount.middle = amount.end;
  amount.value = range;
  take_unit_in_front (reader, at, &amount);
  _smt_reader_push (reader, &amount);
  reader->amount_seen = TRUE;
  return n;
}

/* "1x3", "1x1x5": a bare amount before the sign of multiplication; in "3 x 500 mg" the count comes first. */
static guint
read_amount_before_x (SmtReader *reader, guint at)
{
  SmtRange first;
  SmtMark amount;
  SmtMark period = { 0 };
  guint n = _smt_reader_take_range (reader, at, &first);

  if (n == 0 || _smt_reader_cls (reader, at + n) != SMT_TERM_X)
    return 0;
  if (_smt_reader_take_period (reader, at + n + 1, &period) > 0)
    return 0; /* "2 x daglig" counts */
  guint n_amount = _smt_reader_take_amount (reader, at + n + 1, &amount);
  if (n_amount > 0)
    {
      gboolean countable = amount.unit_kind == SMT_UNIT_FORM && !smt_range_equal (amount.value, first);
      if (countable)
        reader->met |= SMT_CHOICE_X_ORDER;
      SmtMark times = _smt_reader_mark (reader, SMT_MARK_TIMES, at, n + 1);
      times.flags = SMT_MARK_BY_X;
      times.value = countable && (reader->choices & SMT_CHOICE_X_ORDER) ? amount.value : first;
      if (countable && (reader->choices & SMT_CHOICE_X_ORDER))
        amount.value = first;
      SmtMark after = amount;
      guint more = _smt_reader_take_period (reader, at + n + 1 + n_amount, &after);
      _smt_reader_push (reader, &amount);
      if (more > 0)
        {
          times.kind = SMT_MARK_FREQUENCY;
          times.n = after.n;
          times.unit = after.unit;
          times.flags |= after.flags;
        }
      _smt_reader_push (reader, &times);
      reader->amount_seen = TRUE;
      return n + 1 + n_amount + more;
    }
  if (_smt_reader_cls (reader, at + n + 1) != SMT_TERM_NUMBER)
    return 0;
  amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  amount.middle = amount.end;
  amount.value = first;
  take_unit_in_front (reader, at, &amount);
  _smt_reader_push (reader, &amount);
  reader->amount_seen = TRUE;
  return n;
}

/* "500 mg: 2 tabletter", "2,5 mg tabl: 6 tabl", "40 mg 1x2": whether the first is the strength or the sum, what is
 * counted is the dose. */
static gboolean
is_strength_of_next (SmtReader *reader, guint at, const SmtMark *amount)
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
         || (named && _smt_reader_cls (reader, at + n) != SMT_TERM_COUNT && begins_when (reader, at + n));
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
  return by_hours && (of_form || is_strength_of_next (reader, next, &rate)) ? next - at : 0;
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

guint
_smt_reader_read_amount (SmtReader *reader, guint at)
{
  guint up_to = _smt_reader_cls (reader, at) == SMT_TERM_UP_TO ? 1 : 0;
  SmtMark amount;
  guint n;

  if (up_to == 0
      && ((n = take_rate_of_next (reader, at)) > 0 || (n = take_strength_of_next (reader, at)) > 0
          || (n = take_two_strengths (reader, at)) > 0))
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, n);
  if (up_to == 0 && ((n = read_doses_of (reader, at)) > 0 || (n = read_adjective_amount (reader, at)) > 0))
    return n;
  n = _smt_reader_take_amount (reader, at + up_to, &amount);
  if (n > 0)
    {
      if (up_to > 0)
        amount.value = smt_range_at_most (amount.value.hi);
      else if (is_strength_of_next (reader, at + n, &amount))
        amount.kind = SMT_MARK_KNOWN;
      _smt_reader_push (reader, &amount);
      reader->amount_seen |= amount.kind == SMT_MARK_AMOUNT;
      return up_to + n;
    }
  if (up_to > 0)
    return 0;
  n = take_strength (reader, at);
  if (n > 0)
    {
      SmtMark known = _smt_reader_mark (reader, SMT_MARK_KNOWN, at, n);
      _smt_reader_push (reader, &known);
      return n;
    }
  n = read_amount_before_x (reader, at);
  return n > 0 ? n : read_bare_amount (reader, at);
}
