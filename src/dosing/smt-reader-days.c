/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define MONDAY_BIT 0x01
#define FRIDAY_BIT 0x10
#define ALL_DAYS 0x7f

/* --- weekdays ----------------------------------------------------------------------------------------------------- */

/* "man" is Monday in "man, ons" and "1 tbl man", and a pronoun in "man tar". */
gboolean
_smt_reader_is_pronoun (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  SmtTermClass after = term[1].cls;

  if (strcmp (term->text, "man") != 0 || term->end - term->start != strlen ("man"))
    return FALSE;
  if (at > 0)
    {
      SmtTermClass before = term[-1].cls;
      if (before == SMT_TERM_EACH || before == SMT_TERM_EACH_OTHER || before == SMT_TERM_WEEKDAY
          || before == SMT_TERM_ON)
        return FALSE;
    }
  return after == SMT_TERM_UNKNOWN || after == SMT_TERM_NOISE || after == SMT_TERM_NOT;
}

static gboolean
is_one_weekday (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  return term->cls == SMT_TERM_WEEKDAY && (term->a & (term->a - 1)) == 0;
}

static guint8
days_from_to (guint8 first, guint8 last)
{
  guint8 days = 0;

  for (guint8 day = first;; day = (guint8)(day == 0x40 ? 1 : day << 1))
    {
      days |= day;
      if (day == last)
        return days;
    }
}

/* "mandag-onsdag 1, torsdag-søndag 1,5": pairs that fill the week, each day once, can only be from-to. */
static gboolean
pairs_fill_week (const SmtReader *reader)
{
  guint days = 0;

  for (guint i = 0; i < reader->terms->len; i++)
    {
      gboolean pair = _smt_reader_cls (reader, i + 1) == SMT_TERM_DASH && is_one_weekday (reader, i + 2);
      if (!is_one_weekday (reader, i))
        continue;
      guint8 first = (guint8)_smt_reader_term (reader, i)->a;
      guint8 some = pair ? days_from_to (first, (guint8)_smt_reader_term (reader, i + 2)->a) : first;
      if ((days & some) != 0)
        return FALSE;
      days |= some;
      i += pair ? 2 : 0;
    }
  return days == ALL_DAYS;
}

/* "mandag til fredag", "man-fre". With a dash it may also be just these two, unless it is the working week. */
static guint
take_weekday_pair (SmtReader *reader, guint at, guint8 *days)
{
  SmtTermClass sign = _smt_reader_cls (reader, at + 1);
  guint second = at + 2;

  while (_smt_reader_cls (reader, second) == SMT_TERM_AND && sign == SMT_TERM_TO)
    second++;
  if (sign == SMT_TERM_FROM)
    sign = SMT_TERM_TO; /* "til og med" */
  if ((sign != SMT_TERM_DASH && sign != SMT_TERM_TO) || !is_one_weekday (reader, at) || !is_one_weekday (reader, second)
      || (_smt_reader_cls (reader, second + 1) == SMT_TERM_DASH && is_one_weekday (reader, second + 2))
      || (at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_DASH && sign == SMT_TERM_DASH))
    return 0; /* "man-ons-fre" is a list */
  guint8 first = (guint8)_smt_reader_term (reader, at)->a;
  guint8 last = (guint8)_smt_reader_term (reader, second)->a;
  if (first == last)
    return 0;
  *days = days_from_to (first, last);
  if (sign == SMT_TERM_DASH && !(first == MONDAY_BIT && last >= FRIDAY_BIT) && !pairs_fill_week (reader))
    {
      reader->met |= SMT_CHOICE_DAY_PAIR;
      if (reader->choices & SMT_CHOICE_DAY_PAIR)
        *days = first | last;
    }
  return second + 1 - at;
}

/* What stands between two weekdays of a list; 0 = the list is over. */
static gboolean
take_list_sign (const SmtReader *reader, guint at, guint *n)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);

  *n = 0;
  if (cls == SMT_TERM_COMMA || cls == SMT_TERM_AND || cls == SMT_TERM_SLASH || cls == SMT_TERM_DASH
      || cls == SMT_TERM_PLUS)
    *n = 1;
  if (cls == SMT_TERM_COMMA && _smt_reader_cls (reader, at + 1) == SMT_TERM_AND)
    *n = 2;
  while (_smt_reader_cls (reader, at + *n) == SMT_TERM_ON || _smt_reader_cls (reader, at + *n) == SMT_TERM_EACH
         || _smt_reader_cls (reader, at + *n) == SMT_TERM_NOISE)
    (*n)++;
  return _smt_reader_cls (reader, at + *n) == SMT_TERM_WEEKDAY;
}

/* "mandag morgen og torsdag morgen": the part of the day in front of @at may be left to the last of the list. */
static guint
skip_repeated_part (const SmtReader *reader, guint at)
{
  const SmtTerm *part = _smt_reader_term (reader, at);
  guint n_sign;

  if (part->cls != SMT_TERM_PART || !take_list_sign (reader, at + 1, &n_sign) || n_sign == 0)
    return 0;
  const SmtTerm *again = _smt_reader_term (reader, at + 1 + n_sign + 1);
  return again->cls == SMT_TERM_PART && again->a == part->a ? 1 : 0;
}

/* "mandag, onsdag og fredag" */
guint
_smt_reader_take_weekday_list (SmtReader *reader, guint at, guint8 *days)
{
  guint next = at;
  guint n_sign;

  *days = 0;
  if (_smt_reader_cls (reader, at) != SMT_TERM_WEEKDAY)
    return 0;
  do
    {
      guint8 pair = 0;
      guint n = take_weekday_pair (reader, next, &pair);
      *days |= n > 0 ? pair : (guint8)_smt_reader_term (reader, next)->a;
      next += MAX (n, 1);
      next += skip_repeated_part (reader, next);
    }
  while (take_list_sign (reader, next, &n_sign) && (next += n_sign) > 0);
  return next - at;
}

/* "unntatt onsdag, da 1,5 tablett": what leads to the amount of the days left out. */
static guint
skip_whereas (const SmtReader *reader, guint at)
{
  guint n = _smt_reader_cls (reader, at) == SMT_TERM_COMMA ? 1 : 0;

  return _smt_reader_cls (reader, at + n) == SMT_TERM_WHEREAS && _smt_reader_cls (reader, at + n + 1) == SMT_TERM_NUMBER
             ? n + 1
             : 0;
}

/* "unntatt mandag og tirsdag", "unntatt MTX-dagen og dagen etter", "ikke søndag" */
static guint
read_exception (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtTermClass cls = _smt_reader_cls (reader, at);
  SmtMark mark = { 0 };

  if (cls != SMT_TERM_EXCEPT && cls != SMT_TERM_NOT)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_ON || _smt_reader_cls (reader, next) == SMT_TERM_NOISE
         || _smt_reader_cls (reader, next) == SMT_TERM_EACH || _smt_reader_cls (reader, next) == SMT_TERM_FOR
         || _smt_reader_cls (reader, next) == SMT_TERM_IN)
    next++;
  guint n = _smt_reader_take_weekday_list (reader, next, &mark.bits);
  if (n == 0 && _smt_reader_cls (reader, next) == SMT_TERM_PARTNER_DAY)
    {
      n = 1;
      mark.value = smt_range_exact_int (7 - _smt_reader_term (reader, next)->a);
    }
  if (n == 0)
    return 0;
  n += skip_whereas (reader, next + n);
  SmtMark placed = _smt_reader_mark (reader, SMT_MARK_EXCEPT, at, next + n - at);
  placed.bits = mark.bits;
  placed.value = mark.value;
  _smt_reader_push (reader, &placed);
  return next + n - at;
}

/* "2 tabletter mandag, ellers 1": behind days by name, and in front of an amount. */
static gboolean
leads_to_rest (const SmtReader *reader, guint at)
{
  gboolean named = FALSE;

  for (guint i = 0; i < reader->marks->len; i++)
    named |= g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_WEEKDAYS;
  while (_smt_reader_cls (reader, at) == SMT_TERM_NOISE)
    at++;
  return named && _smt_reader_cls (reader, at) == SMT_TERM_NUMBER;
}

/* "øvrige dager", "resten av uken" */
static guint
read_rest_of_days (SmtReader *reader, guint at)
{
  guint next = at;

  while (_smt_reader_cls (reader, next) == SMT_TERM_ON || _smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  const SmtTerm *rest = _smt_reader_term (reader, next);
  if (rest->cls != SMT_TERM_REST_DAYS || (rest->b != 0 && !leads_to_rest (reader, next + 1)))
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_WEEKDAYS, at, next + 1 - at);
  mark.flags = SMT_MARK_REST;
  _smt_reader_push (reader, &mark);
  return next + 1 - at;
}

/* "tis" and "man" alone are a weekday beside a dose, not any word at the head of a sentence. */
static gboolean
is_loose_short_day (const SmtReader *reader, guint at)
{
  const SmtTerm *day = _smt_reader_term (reader, at);
  SmtTermClass before = at > 0 ? day[-1].cls : SMT_TERM_BREAK;
  SmtTermClass after = day[1].cls;

  if (day->b == 0)
    return FALSE;
  if (after == SMT_TERM_WITH || after == SMT_TERM_UNKNOWN || after == SMT_TERM_NOISE)
    return TRUE;
  return (before == SMT_TERM_BREAK || before == SMT_TERM_DOT) && after != SMT_TERM_COLON && after != SMT_TERM_NUMBER
         && after != SMT_TERM_PART && after != SMT_TERM_DASH;
}

/* "hver mandag", "annenhver mandag", "hver 4. mandag", "kun lørdager og søndager", "man/ons/fre" */
guint
_smt_reader_read_weekdays (SmtReader *reader, guint at)
{
  guint next = at;
  SmtRange weeks = SMT_RANGE_NONE;
  guint8 days;
  guint n = read_exception (reader, at);

  if (n == 0)
    n = read_rest_of_days (reader, at);
  if (n > 0)
    return n;
  while (_smt_reader_cls (reader, next) == SMT_TERM_ON || _smt_reader_cls (reader, next) == SMT_TERM_ABOUT
         || _smt_reader_cls (reader, next) == SMT_TERM_IN)
    next++;
  if (_smt_reader_cls (reader, next) == SMT_TERM_EACH)
    {
      next++;
      next += _smt_reader_take_ordinal (reader, next, &weeks);
    }
  else if (_smt_reader_cls (reader, next) == SMT_TERM_EACH_OTHER)
    weeks = smt_range_exact_int (_smt_reader_term (reader, next++)->a);
  n = _smt_reader_take_weekday_list (reader, next, &days);
  if (n == 1 && next > at && _smt_reader_cls (reader, next - 1) != SMT_TERM_ON
      && _smt_reader_term (reader, next)->c > 0)
    return 0; /* the Swedish "varje mån": each Monday or each month */
  if (n == 0
      || (n == 1 && (_smt_reader_is_pronoun (reader, next) || (next == at && is_loose_short_day (reader, next)))))
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_WEEKDAYS, at, next + n - at);
  mark.bits = days;
  if (!smt_range_is_int (weeks, 1))
    mark.n = weeks;
  mark.unit = SMT_TIME_UNIT_WEEK;
  _smt_reader_push (reader, &mark);
  return next + n - at;
}

/* --- parts of the day --------------------------------------------------------------------------------------------- */

static gboolean
leads_to_part (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_IN:
    case SMT_TERM_ON:
    case SMT_TERM_ABOUT:
    case SMT_TERM_TO:
    case SMT_TERM_AT:
    case SMT_TERM_BEFORE:
    case SMT_TERM_AFTER:
    case SMT_TERM_FOR:
    case SMT_TERM_WITH:
    case SMT_TERM_NOISE:
      return TRUE;
    default:
      return FALSE;
    }
}

static guint
skip_leads (const SmtReader *reader, guint at)
{
  guint n = 0;

  while (leads_to_part (_smt_reader_cls (reader, at + n)))
    n++;
  return n;
}

/* "in the morning, at midday and in the evening": unlike "before" and "with" these say nothing of their own. */
static gboolean
is_small_lead (SmtTermClass cls)
{
  return cls == SMT_TERM_AT || cls == SMT_TERM_IN || cls == SMT_TERM_ON || cls == SMT_TERM_ABOUT;
}

/* The sign and small words before the next part of a list; the part itself stands at @at + result. 0 = over. */
static gboolean
take_part_sign (const SmtReader *reader, guint at, guint *n, gboolean *choice)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  const SmtTerm *part;

  *n = 0;
  if (cls == SMT_TERM_AND || cls == SMT_TERM_PLUS || cls == SMT_TERM_OR)
    {
      *choice |= cls == SMT_TERM_OR;
      *n = 1 + skip_leads (reader, at + 1);
      if (_smt_reader_cls (reader, at + *n) == SMT_TERM_EACH)
        (*n)++;
      return _smt_reader_cls (reader, at + *n) == SMT_TERM_PART;
    }
  if (cls == SMT_TERM_COMMA || cls == SMT_TERM_SLASH || cls == SMT_TERM_DASH)
    *n = 1;
  if (cls == SMT_TERM_COMMA && _smt_reader_cls (reader, at + 1) == SMT_TERM_AND)
    *n = 2 + skip_leads (reader, at + 2);
  else if (cls == SMT_TERM_COMMA && is_small_lead (_smt_reader_cls (reader, at + 1))
           && _smt_reader_term (reader, at + 2)->b == 0)
    *n = 2;
  part = _smt_reader_term (reader, at + *n);
  return part->cls == SMT_TERM_PART && (part->b == 0 || *n > 0);
}

/* "1 gang om" in "1 gang om morgenen og 1 gang om kvelden", when the part follows. */
static guint
skip_once (const SmtReader *reader, guint at)
{
  const SmtTerm *one = _smt_reader_term (reader, at);

  if (one->cls != SMT_TERM_NUMBER || !smt_decimal_equal (one->value, SMT_DECIMAL_INT (1))
      || one[1].cls != SMT_TERM_COUNT)
    return 0;
  guint n = 2 + skip_leads (reader, at + 2);
  return _smt_reader_cls (reader, at + n) == SMT_TERM_PART ? n : 0;
}

/* "1 gang om morgenen og 1 gang om kvelden": once at each. */
guint
_smt_reader_read_once_each (SmtReader *reader, guint at)
{
  guint8 bits = 0;
  guint next = at;

  for (guint n; (n = skip_once (reader, next)) > 0;)
    {
      guint8 part = (guint8)_smt_reader_term (reader, next + n)->a;
      if ((bits & part) != 0)
        return 0;
      bits |= part;
      next += n + 1;
      SmtTermClass sign = _smt_reader_cls (reader, next);
      if ((sign != SMT_TERM_AND && sign != SMT_TERM_COMMA) || skip_once (reader, next + 1) == 0)
        break;
      next++;
    }
  if ((bits & (bits - 1)) == 0)
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_PARTS, at, next - at);
  mark.bits = bits;
  _smt_reader_push (reader, &mark);
  return next - at;
}

/* What stays where it is, or is taken off again: a patch may be put on of an evening and stay for days. */
static gboolean
stays_on (const SmtTerm *term)
{
  return term->cls == SMT_TERM_REMOVE
         || (term->cls == SMT_TERM_UNIT
             && (term->c != 0 || g_str_has_suffix (term->text, "plaster") || g_str_has_suffix (term->text, "plåster")
                 || g_str_has_suffix (term->text, "patch")));
}

/* "smøres", "påføres" among the terms [@from, @to): a time of the day behind it is that of every day. */
void
_smt_reader_note_application (SmtReader *reader, guint from, guint to)
{
  gboolean applied = FALSE;

  for (guint at = from; at < to; at++)
    applied |= _smt_reader_cls (reader, at) == SMT_TERM_NOISE && _smt_reader_term (reader, at)->b == SMT_NOISE_APPLY;
  if (!applied)
    return;
  for (guint at = 0; _smt_reader_cls (reader, at) != SMT_TERM_END; at++)
    if (stays_on (_smt_reader_term (reader, at)))
      return;
  reader->applied = TRUE;
}

/* "morgen, middag og kveld", "hver kveld", "om morgenen og om kvelden", "morgen eller kveld" */
guint
_smt_reader_read_parts (SmtReader *reader, guint at)
{
  guint next = at + skip_leads (reader, at);
  guint flags = 0;
  SmtMark every = { 0 };
  gboolean choice = FALSE;
  guint n_sign;
  guint8 bits = 0;
  gboolean twice = FALSE;

  if (_smt_reader_cls (reader, next) == SMT_TERM_EACH)
    {
      SmtRange which = smt_range_exact_int (1);
      next++;
      next += _smt_reader_take_ordinal (reader, next, &which);
      flags = SMT_MARK_EVERY_DAY;
      every.n = which;
    }
  else if (_smt_reader_cls (reader, next) == SMT_TERM_EACH_OTHER)
    {
      every.n = smt_range_exact_int (_smt_reader_term (reader, next++)->a);
      flags = SMT_MARK_EVERY_DAY;
    }
  if (_smt_reader_cls (reader, next) != SMT_TERM_PART)
    return 0;
  flags |= _smt_reader_term (reader, next)->b != 0 ? SMT_MARK_HINT : 0;
  _smt_reader_note_application (reader, at, next);
  do
    {
      const SmtTerm *part = _smt_reader_term (reader, next++);
      twice |= (bits & part->a) != 0;
      bits |= (guint8)part->a;
    }
  while (take_part_sign (reader, next, &n_sign, &choice) && (next += n_sign) > 0);
  if (twice)
    return 0;
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_PARTS, at, next - at);
  mark.bits = bits;
  mark.flags = flags | (choice ? SMT_MARK_CHOICE : 0) | (reader->applied ? SMT_MARK_APPLIED : 0);
  if ((flags & SMT_MARK_EVERY_DAY) != 0)
    mark.n = every.n;
  _smt_reader_push (reader, &mark);
  return next - at;
}
