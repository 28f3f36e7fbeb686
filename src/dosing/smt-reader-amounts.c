/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-units.h"

#include <string.h>

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

static gboolean
weighs (SmtReader *reader, guint at)
{
  SmtRange range;
  guint n = _smt_reader_take_range (reader, at, &range);
  const SmtTerm *mass = _smt_reader_term (reader, at + n);

  return n > 0 && mass->cls == SMT_TERM_UNIT && mass->a == SMT_UNIT_MASS;
}

static gboolean
ends_clause (SmtTermClass cls)
{
  return cls == SMT_TERM_COMMA || cls == SMT_TERM_DOT || cls == SMT_TERM_BREAK || cls == SMT_TERM_END
         || cls == SMT_TERM_CLOSE;
}

/* An "each" of the things just counted, and of no time. */
static gboolean
is_lone_each (const SmtReader *reader, guint at)
{
  return _smt_reader_cls (reader, at) == SMT_TERM_EACH && ends_clause (_smt_reader_cls (reader, at + 1));
}

/* "på 5 mg", "med 40 mg", and the name in "5 tabletter Methotrexate 2,5 mg": what stands before how strong it is. */
static gboolean
leads_to_strength (SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  gboolean name = term->cls == SMT_TERM_SUBSTANCE;

  if (term->cls == SMT_TERM_UNKNOWN)
    name = g_unichar_isupper (g_utf8_get_char (reader->text + term->start)) && !_smt_reader_resembles (reader, at);
  return (name || term->cls == SMT_TERM_ON || term->cls == SMT_TERM_WITH) && weighs (reader, at + 1);
}

/* "à 2,5 mg", "(7,5 mg)", "= 5 mg", or for something counted just "500 mg": the same amount in other words. */
static guint
take_restatement (SmtReader *reader, guint at, const SmtTerm *unit)
{
  SmtTermClass opener = _smt_reader_cls (reader, at);
  guint next = at;
  SmtRange range;

  gboolean summed =
      opener == SMT_TERM_COMMA && _smt_reader_cls (reader, at + 1) == SMT_TERM_NOISE && unit->a == SMT_UNIT_FORM;
  gboolean holds = unit->a == SMT_UNIT_FORM && leads_to_strength (reader, at);
  if (summed)
    next += 2; /* ", totalt 200 mikrogram" */
  else if (holds)
    next++; /* "1 tablett på 5 mg", "1 tablett Paracet 500 mg" */
  else if (opener == SMT_TERM_A || opener == SMT_TERM_EQUALS || opener == SMT_TERM_OPEN)
    next++;
  else if (opener != SMT_TERM_NUMBER || unit->a != SMT_UNIT_FORM || counts_times (reader, at))
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_EQUALS || _smt_reader_cls (reader, next) == SMT_TERM_A
         || (opener == SMT_TERM_OPEN && _smt_reader_cls (reader, next) == SMT_TERM_NOISE))
    next++;
  guint n = _smt_reader_take_strength (reader, next);
  if (n == 0 && unit->a == SMT_UNIT_FORM)
    n = _smt_reader_take_strengths (reader, next); /* "1 inhalasjon (160/4,5 mikrogram)" */
  if (n == 0)
    {
      n = _smt_reader_take_range (reader, next, &range);
      const SmtTerm *other = _smt_reader_term (reader, next + n);
      if (n == 0 || other->cls != SMT_TERM_UNIT || ((opener == SMT_TERM_NUMBER || summed) && other->a == SMT_UNIT_FORM))
        return 0;
      n++;
    }
  next += n;
  if (summed && !ends_clause (_smt_reader_cls (reader, next)))
    return 0;
  if (opener == SMT_TERM_A && is_lone_each (reader, next))
    next++; /* "2 plaster à 100 mikrogram hver" */
  if (opener == SMT_TERM_OPEN)
    {
      if (_smt_reader_cls (reader, next) != SMT_TERM_CLOSE)
        return 0;
      next++;
    }
  return next - at;
}

/* "60 mg gitt som en subkutan injeksjon", "5 mg zoledronsyre som infusjon": the form that the amount has, one of it. */
static guint
take_form_of_amount (const SmtReader *reader, guint at, const SmtTerm *unit)
{
  guint n = 0;
  guint articles = 0;

  for (;; n++)
    {
      const SmtTerm *term = _smt_reader_term (reader, at + n);
      gboolean article = term->cls == SMT_TERM_NUMBER && term->article && articles++ == 0
                         && smt_decimal_equal (term->value, SMT_DECIMAL_INT (1));
      if (term->cls != SMT_TERM_NOISE && !article)
        break;
    }
  const SmtTerm *form = _smt_reader_term (reader, at + n);
  return unit->a == SMT_UNIT_MASS && articles == 1 && form->cls == SMT_TERM_UNIT && form->a == SMT_UNIT_FORM ? n + 1
                                                                                                             : 0;
}

/* "1 g" behind "500 mg" is 1000 of it; FALSE when the two do not measure the same or it would be no whole multiple. */
static gboolean
say_in_unit (SmtDecimal *value, const char *from, const char *to)
{
  SmtRatio factor;

  return strcmp (from, to) == 0
         || (_smt_unit_convert (from, to, &factor) && factor.den == 1
             && smt_decimal_multiply (*value, SMT_DECIMAL_INT (factor.num), value));
}

/* "5 mg - 10 mg", "500 mg-1 g": a range with its unit said twice. */
static guint
take_second_half (SmtReader *reader, guint at, const SmtTerm *unit, SmtRange *range)
{
  SmtTermClass sign = _smt_reader_cls (reader, at);
  SmtRange high;

  if ((sign != SMT_TERM_DASH && sign != SMT_TERM_TO) || range->kind != SMT_RANGE_EXACT)
    return 0;
  guint n = _smt_reader_take_range (reader, at + 1, &high);
  const SmtTerm *other = _smt_reader_term (reader, at + 1 + n);
  if (n == 0 || high.kind != SMT_RANGE_EXACT || other->cls != SMT_TERM_UNIT
      || !say_in_unit (&high.lo, other->text, unit->text) || smt_decimal_compare (range->lo, high.lo) >= 0)
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

  if (n == 0 || !_smt_reader_is_strength_unit (mass) || form->cls != SMT_TERM_UNIT || form->a != SMT_UNIT_FORM)
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
  if (unit->cls != SMT_TERM_UNIT || _smt_reader_take_strength (reader, at) > 0)
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
  return n + take_form_of_amount (reader, at + n, unit);
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

/* Whether the text has another amount than the one at @except: "1 plaster", or what a second patch lets out. */
static gboolean
has_other_amount (const SmtReader *reader, guint except)
{
  for (guint at = 0; _smt_reader_cls (reader, at) != SMT_TERM_END; at++)
    if (at != except && _smt_reader_cls (reader, at) == SMT_TERM_NUMBER
        && _smt_reader_cls (reader, at + 1) == SMT_TERM_UNIT)
      return TRUE;
  return FALSE;
}

/* "25 mikrogram/time hver 72. time": where nothing is counted, what the patch lets out is all that is said of how much.
 */
static guint
read_rate (SmtReader *reader, guint at, guint n)
{
  SmtRange rate;
  guint taken = _smt_reader_take_range (reader, at, &rate);
  const SmtTerm *unit = _smt_reader_term (reader, at + taken);
  const SmtTerm *hour = _smt_reader_term (reader, at + n - 1);

  if (reader->amount_seen || hour->cls != SMT_TERM_TIME_UNIT || hour->a != SMT_TIME_UNIT_HOUR
      || unit->a != SMT_UNIT_MASS || has_other_amount (reader, at + taken - 1))
    return 0;
  SmtMark amount = _smt_reader_mark (reader, SMT_MARK_AMOUNT, at, n);
  amount.middle = unit->start;
  amount.value = rate;
  amount.text = unit->text;
  amount.unit_kind = SMT_UNIT_MASS;
  amount.per = SMT_PER_HOUR;
  _smt_reader_push (reader, &amount);
  reader->amount_seen = TRUE;
  return n;
}

guint
_smt_reader_read_amount (SmtReader *reader, guint at)
{
  guint up_to = _smt_reader_cls (reader, at) == SMT_TERM_UP_TO ? 1 : 0;
  SmtMark amount;
  guint n;

  if (_smt_reader_cls (reader, at + up_to) != SMT_TERM_NUMBER)
    return 0;
  if (up_to == 0 && (n = _smt_reader_take_strength_in_front (reader, at)) > 0)
    return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, n);
  if (up_to == 0 && ((n = read_doses_of (reader, at)) > 0 || (n = read_adjective_amount (reader, at)) > 0))
    return n;
  n = _smt_reader_take_amount (reader, at + up_to, &amount);
  if (n > 0)
    {
      if (up_to > 0)
        {
          amount.value = smt_range_at_most (amount.value.hi);
          amount.flags |= _smt_reader_term (reader, at)->b != 0 ? SMT_MARK_MOST : 0;
        }
      else if (_smt_reader_is_strength_of_next (reader, at + n, &amount))
        amount.kind = SMT_MARK_KNOWN;
      _smt_reader_push (reader, &amount);
      reader->amount_seen |= amount.kind == SMT_MARK_AMOUNT;
      return up_to + n;
    }
  if (up_to > 0)
    return 0;
  n = _smt_reader_take_strength (reader, at);
  if (n > 0 && read_rate (reader, at, n) > 0)
    return n;
  if (n > 0)
    {
      SmtMark known = _smt_reader_mark (reader, SMT_MARK_KNOWN, at, n);
      _smt_reader_push (reader, &known);
      return n;
    }
  return _smt_reader_read_bare_amount (reader, at);
}
