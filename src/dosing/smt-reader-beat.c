/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#include <string.h>

#define DAYS_IN_WEEK 7
#define HOURS_IN_DAY 24

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* A span of exact whole days, or 0. */
guint
_smt_span_whole_days (SmtRange n, SmtTimeUnit unit)
{
  gint64 whole;

  if (!_smt_range_exact_count (n, &whole) || whole < 1 || whole > SMT_MAX_CYCLE)
    return 0;
  if (unit == SMT_TIME_UNIT_WEEK)
    whole *= DAYS_IN_WEEK;
  else if (unit != SMT_TIME_UNIT_DAY)
    return 0;
  return whole <= SMT_MAX_CYCLE ? (guint)whole : 0;
}

static SmtRange
value_of (const SmtMark *mark)
{
  return mark != NULL ? mark->value : SMT_RANGE_NONE;
}

/* Two statements of one number: they agree when only one is made or both are equal. */
gboolean
_smt_ranges_agree (SmtRange *known, SmtRange more)
{
  if (!_smt_range_known (more))
    return TRUE;
  if (_smt_range_known (*known) && !smt_range_equal (*known, more))
    return FALSE;
  *known = more;
  return TRUE;
}

static void
set_every (SmtDays *days, SmtRange n, SmtTimeUnit unit)
{
  days->kind = SMT_DAYS_EVERY_N;
  days->n = n;
  days->unit = unit;
}

static gboolean
is_every_day_part (const SmtDraft *draft)
{
  return draft->parts != NULL && (draft->parts->flags & SMT_MARK_EVERY_DAY) != 0;
}

/* --- doses of a day ----------------------------------------------------------------------------------------------- */

/* Parts and clock times; the count they imply is added to @times. */
static gboolean
finish_hours (const SmtDraft *draft, SmtBeat *beat, SmtRange *times)
{
  if (draft->parts != NULL)
    {
      gboolean choice = (draft->parts->flags & SMT_MARK_CHOICE) != 0;
      if (!choice)
        beat->parts = draft->parts->bits;
      if (!_smt_ranges_agree (times, smt_range_exact_int (choice ? 1 : (gint64)_smt_bits_count (draft->parts->bits))))
        return FALSE;
    }
  if (draft->clock != NULL)
    {
      beat->n_clock = draft->clock->n_clock;
      memcpy (beat->clock, draft->clock->clock, sizeof beat->clock);
      return _smt_ranges_agree (times, smt_range_exact_int (beat->n_clock));
    }
  return TRUE;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static gboolean
finish_day_list (const SmtDraft *draft, SmtBeat *beat)
{
  guint cycle = 0;

  if (draft->weekdays != NULL || draft->except != NULL || draft->days->unit != SMT_TIME_UNIT_DAY
      || (draft->days->flags & SMT_MARK_LABEL) != 0)
    return FALSE;
  if (draft->cycle != NULL)
    cycle = _smt_span_whole_days (draft->cycle->n, draft->cycle->unit);
  else if (draft->rare != NULL && !_smt_range_known (draft->rare->value))
    cycle = _smt_span_whole_days (draft->rare->n, draft->rare->unit);
  if ((draft->cycle != NULL || draft->rare != NULL) && cycle == 0)
    return FALSE;
  beat->days.on = draft->days->on;
  if (cycle > 0)
    {
      beat->days.kind = SMT_DAYS_CYCLE;
      beat->days.cycle = (guint16)cycle;
    }
  else if (draft->single != NULL || draft->days_once)
    beat->days.kind = SMT_DAYS_DAY_LIST;
  else
    memset (&beat->days.on, 0, sizeof beat->days.on); /* "dag 1-21" of what is not said */
  return TRUE;
}

/* "21 dager i hver 28-dagers syklus" */
static gboolean
finish_cycle (const SmtDraft *draft, SmtBeat *beat)
{
  guint cycle = _smt_span_whole_days (draft->cycle->n, draft->cycle->unit);
  guint on = draft->length != NULL ? _smt_span_whole_days (draft->length->n, draft->length->unit) : 0;

  if (on == 0 || cycle == 0 || on > cycle || draft->rare != NULL || draft->weekdays != NULL || draft->except != NULL)
    return FALSE;
  beat->days.kind = SMT_DAYS_CYCLE;
  beat->days.cycle = (guint16)cycle;
  for (guint day = 1; day <= on; day++)
    smt_day_bits_set (&beat->days.on, day);
  return TRUE;
}

/* Weekdays, with "2 ganger i uken" or "annenhver uke" beside them when that agrees. */
static gboolean
finish_weekdays (const SmtDraft *draft, SmtBeat *beat, SmtRange times)
{
  const SmtMark *weekdays = draft->weekdays;
  const SmtMark *rare = draft->rare;
  guint8 bits = draft->rest != 0 ? draft->rest : weekdays->bits;
  guint n_days = _smt_bits_count (bits);

  beat->days.kind = SMT_DAYS_WEEKDAYS;
  beat->days.weekdays = bits;
  if (_smt_range_known (weekdays->n))
    {
      beat->days.n = weekdays->n;
      beat->days.unit = SMT_TIME_UNIT_WEEK;
    }
  if (draft->except != NULL)
    return FALSE;
  if (draft->day != NULL && !_smt_range_known (draft->day->value) && n_days == 1)
    return FALSE; /* "daglig hver mandag" */
  gboolean as_many = draft->times != NULL && n_days > 1 && smt_range_is_int (times, n_days);
  if (as_many && ((draft->times->flags & SMT_MARK_BY_X) != 0 || (weekdays->flags & SMT_MARK_PAREN) != 0))
    return FALSE; /* "x 3 man, ons, fre", "3 ganger (man, ons, fre)": three a day or three a week */
  if (rare == NULL)
    return TRUE;
  guint days = _smt_span_whole_days (rare->n, rare->unit);
  if (days == 0 || days % DAYS_IN_WEEK != 0 || _smt_range_known (weekdays->n))
    return FALSE;
  if (days > DAYS_IN_WEEK)
    {
      beat->days.n = smt_range_exact_int (days / DAYS_IN_WEEK);
      beat->days.unit = SMT_TIME_UNIT_WEEK;
    }
  return !_smt_range_known (rare->value) || smt_range_is_int (rare->value, n_days);
}

static gboolean
finish_exception (const SmtDraft *draft, SmtBeat *beat)
{
  gboolean by_x = draft->times != NULL && (draft->times->flags & SMT_MARK_BY_X) != 0;

  if (draft->rare != NULL)
    return FALSE;
  if (draft->except->bits == 0 && draft->day == NULL && draft->parts == NULL && draft->clock == NULL && !by_x)
    return FALSE; /* "ikke samme dag som metotreksat" names one day, and none on which it is taken */
  if (draft->except->bits == 0)
    {
      beat->days.kind = SMT_DAYS_K_OF_N;
      beat->days.k = draft->except->value;
      beat->days.n = smt_range_exact_int (1);
      beat->days.unit = SMT_TIME_UNIT_WEEK;
      return TRUE;
    }
  beat->days.kind = SMT_DAYS_WEEKDAYS;
  beat->days.weekdays = draft->except->bits;
  beat->days.except = TRUE;
  return TRUE;
}

/* "3 ganger daglig, hver 8. time", "3-4 ganger, hver 6.-8. time": one thing said twice. */
static gboolean
fills_day (SmtRange times, SmtRange hours)
{
  SmtDecimal fewest, most;

  return times.kind == hours.kind && (times.kind == SMT_RANGE_EXACT || times.kind == SMT_RANGE_BETWEEN)
         && smt_decimal_multiply (times.lo, hours.hi, &fewest) && smt_decimal_multiply (times.hi, hours.lo, &most)
         && smt_decimal_equal (fewest, SMT_DECIMAL_INT (HOURS_IN_DAY))
         && smt_decimal_equal (most, SMT_DECIMAL_INT (HOURS_IN_DAY));
}

/* "1 tablett daglig annenhver uke": each day of one week in two. Of rarer weeks nobody says so, and it may be a slip.
 */
static gboolean
is_daily_in_weeks (const SmtDraft *draft)
{
  const SmtMark *rare = draft->rare;

  gboolean each_day = draft->day != NULL
                      && (!_smt_range_known (draft->day->value)
                          || (draft->day->flags & (SMT_MARK_DAILY | SMT_MARK_EACH)) != 0); /* not "2 ganger om dagen" */

  return each_day && (draft->day->flags & SMT_MARK_UP_TO) == 0 && rare->unit == SMT_TIME_UNIT_WEEK
         && !_smt_range_known (rare->value) && (rare->flags & SMT_MARK_EACH) != 0 && smt_range_is_int (rare->n, 2)
         && draft->length == NULL;
}

static gboolean
finish_daily_in_weeks (const SmtDraft *draft, SmtBeat *beat)
{
  guint cycle = _smt_span_whole_days (draft->rare->n, SMT_TIME_UNIT_WEEK);

  if (cycle == 0)
    return FALSE;
  beat->days.kind = SMT_DAYS_CYCLE;
  beat->days.unit = SMT_TIME_UNIT_DAY;
  beat->days.cycle = (guint16)cycle;
  for (guint day = 1; day <= DAYS_IN_WEEK; day++)
    smt_day_bits_set (&beat->days.on, day);
  return TRUE;
}

/* A longer period, counted or not, with what is said of one day. @times grows with what the period tells of a day. */
static gboolean
finish_rare (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat, SmtRange *times)
{
  const SmtMark *rare = draft->rare;
  gboolean counted = _smt_range_known (rare->value);
  gboolean counts_days = (rare->flags & SMT_MARK_COUNT_DAYS) != 0;
  gboolean day_is_bare = draft->day != NULL && !_smt_range_known (draft->day->value);

  if (draft->fills_weeks || is_daily_in_weeks (draft))
    return finish_daily_in_weeks (draft, beat);
  if (rare->unit == SMT_TIME_UNIT_HOUR && !counted && draft->day != NULL && draft->times == NULL)
    {
      set_every (&beat->days, draft->day->n, draft->day->unit);
      if (day_is_bare)
        set_every (&beat->days, rare->n, rare->unit);
      return day_is_bare || fills_day (draft->day->value, rare->n);
    }
  if (day_is_bare && !counts_days)
    return FALSE; /* "daglig" and "hver uke" of the same dose */
  if (draft->day != NULL && !counted && (rare->flags & SMT_MARK_EACH) == 0)
    return FALSE; /* "3 ganger daglig i uke" */
  if (draft->day != NULL && !counted && rare->unit > SMT_TIME_UNIT_DAY && (draft->day->flags & SMT_MARK_DAILY) != 0)
    return FALSE; /* "2 ganger daglig hver 3. uke", as "daglig hver 3. uke" */
  if (!counted && rare->unit == SMT_TIME_UNIT_HOUR && _smt_range_known (*times) && !smt_range_is_int (*times, 1))
    {
      set_every (&beat->days, smt_range_exact_int (1), SMT_TIME_UNIT_DAY); /* "x 3 (hver 8. time)" */
      return fills_day (*times, rare->n);
    }
  if (!counted)
    {
      set_every (&beat->days, rare->n, rare->unit);
      return TRUE;
    }
  if (!counts_days && smt_range_is_int (rare->value, 1))
    {
      set_every (&beat->days, rare->n, rare->unit);
      return _smt_range_known (*times) || _smt_ranges_agree (times, smt_range_exact_int (1));
    }
  if (!counts_days && (rare->flags & SMT_MARK_EACH) != 0 && rare->unit == SMT_TIME_UNIT_DAY)
    {
      set_every (&beat->days, rare->n, rare->unit); /* "2 ganger hver 3. dag" */
      return _smt_ranges_agree (times, rare->value);
    }
  if (rare->unit == SMT_TIME_UNIT_HOUR)
    return FALSE;
  if (!counts_days && _smt_range_known (*times) && times->hi.mantissa != 1 && draft->day == NULL)
    return FALSE; /* "morgen og kveld 3 ganger i uken": three days or three doses */
  if ((rare->flags & SMT_MARK_UP_TO) != 0)
    _smt_assume_as_needed (rhythm);
  beat->days.kind = SMT_DAYS_K_OF_N;
  beat->days.k = rare->value;
  beat->days.n = rare->n;
  beat->days.unit = rare->unit;
  return TRUE;
}

/* Doses that are counted once and for all: "2 ganger med 7 dager imellom", "gjentas etter 2 uker". */
static gboolean
finish_repeats (const SmtDraft *draft, SmtBeat *beat)
{
  const SmtMark *step = draft->repeat != NULL ? draft->repeat : draft->gap;
  gint64 count = 2;

  if (draft->repeat == NULL && draft->times == NULL && !_smt_draft_counts_doses (draft))
    return FALSE;
  if (draft->repeat == NULL
      && !_smt_range_exact_count (draft->times != NULL ? draft->times->value : draft->amount->value, &count))
    return FALSE;
  if (count < 2 || count > SMT_MAX_CYCLE)
    return FALSE;
  guint days = _smt_span_whole_days (step->n, step->unit);
  if (days > 0 && days * (guint)(count - 1) < SMT_MAX_CYCLE)
    {
      beat->days.kind = SMT_DAYS_DAY_LIST;
      for (guint i = 0; i < (guint)count; i++)
        smt_day_bits_set (&beat->days.on, 1 + i * days);
      return TRUE;
    }
  if (step->unit == SMT_TIME_UNIT_HOUR)
    return FALSE;
  set_every (&beat->days, step->n, step->unit);
  beat->days.repeats = (guint16)count;
  return TRUE;
}

static gboolean
gap_is_days (const SmtDraft *draft)
{
  return draft->gap != NULL && (draft->gap->flags & SMT_MARK_MINIMUM) == 0;
}

/* "1 tablett én gang", with nothing else said of when; in figures it may be short for "1 gang daglig". */
static gboolean
is_once_in_words (const SmtDraft *draft)
{
  return draft->times != NULL && (draft->times->flags & SMT_MARK_IN_WORDS) != 0
         && smt_range_is_int (draft->times->value, 1) && draft->amount != NULL && draft->parts == NULL
         && draft->clock == NULL && draft->gap == NULL && draft->repeat == NULL;
}

/* No period was said. The national habit makes parts of the day, clock times and "x 3" daily; nothing else. */
static gboolean
finish_without_period (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat, SmtRange times)
{
  gboolean by_x = draft->times != NULL && (draft->times->flags & SMT_MARK_BY_X) != 0;
  gboolean has_hours = draft->parts != NULL || draft->clock != NULL;

  gboolean once = draft->times != NULL && !by_x && has_hours && smt_range_is_int (draft->times->value, 1);
  gboolean once_led = once && draft->parts != NULL && draft->parts->start >= draft->times->end
                      && draft->parts->start - draft->times->end <= 1;

  if (once && !once_led)
    return FALSE; /* "kveld, én gang" may be once and for all, "én gang om kvelden" is not */
  if (draft->single != NULL && draft->amount == NULL && has_hours)
    return FALSE; /* "tas som enkeltdose om kvelden" may be every evening */
  if (draft->single != NULL || is_once_in_words (draft))
    {
      beat->days.kind = SMT_DAYS_DAY_LIST;
      smt_day_bits_set (&beat->days.on, 1);
      return TRUE;
    }
  gboolean several = draft->amount != NULL && draft->amount->unit_kind == SMT_UNIT_FORM
                     && smt_decimal_compare (draft->amount->value.hi, SMT_DECIMAL_INT (1)) > 0;
  if (gap_is_days (draft) && several && draft->gap->unit >= SMT_TIME_UNIT_DAY)
    return FALSE; /* "2 injeksjoner med 3 måneders mellomrom": these two, or two each time */
  if (gap_is_days (draft) && !has_hours && !by_x && draft->times == NULL)
    {
      set_every (&beat->days, draft->gap->n, draft->gap->unit);
      return TRUE;
    }
  gboolean twice = (draft->parts != NULL && _smt_bits_count (draft->parts->bits) > 1)
                   || (draft->clock != NULL && draft->clock->n_clock > 1);
  gboolean course = draft->length != NULL && draft->length->n.kind != SMT_RANGE_UNKNOWN;    /* "kveld i 4 uker" */
  gboolean applied = draft->parts != NULL && (draft->parts->flags & SMT_MARK_APPLIED) != 0; /* "smøres på kveld" */
  if (by_x || once_led || (has_hours && (draft->amount != NULL || twice || course || applied)))
    {
      set_every (&beat->days, smt_range_exact_int (1), SMT_TIME_UNIT_DAY);
      rhythm->defaulted |= SMT_ATTRIBUTE_DAYS;
      return TRUE;
    }
  /* "3 ganger" of what is not said cannot be passed over */
  return draft->times == NULL || has_hours;
}

/* Turns "hver kveld" and "annenhver kveld" into the frequency they are. */
static gboolean
finish_every_part (const SmtDraft *draft, SmtBeat *beat)
{
  if (draft->day != NULL && !smt_range_is_int (draft->parts->n, 1))
    return FALSE;
  set_every (&beat->days, draft->parts->n, SMT_TIME_UNIT_DAY);
  return TRUE;
}

static gboolean
finish_days (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat, SmtRange *times)
{
  gboolean counted =
      draft->times != NULL ? (draft->times->flags & SMT_MARK_BY_X) == 0 : _smt_draft_counts_doses (draft);
  gboolean repeated =
      draft->repeat != NULL || (gap_is_days (draft) && counted && draft->gap->unit != SMT_TIME_UNIT_HOUR);
  gboolean said = _smt_draft_has_days (draft) && draft->single == NULL;

  rhythm->stated |= _smt_draft_has_days (draft) || repeated ? SMT_ATTRIBUTE_DAYS : 0;
  if (draft->days != NULL)
    return finish_day_list (draft, beat);
  if (draft->cycle != NULL)
    return finish_cycle (draft, beat);
  if (repeated)
    {
      *times = SMT_RANGE_NONE;
      return !said && finish_repeats (draft, beat);
    }
  if (is_every_day_part (draft) && draft->except != NULL && smt_range_is_int (draft->parts->n, 1)
      && draft->weekdays == NULL)
    return finish_exception (draft, beat); /* "hver kveld, ikke lørdag" */
  if (is_every_day_part (draft) && draft->weekdays != NULL && smt_range_is_int (draft->parts->n, 1))
    return finish_weekdays (draft, beat, *times); /* "hver morgen på hverdager" */
  gboolean days_counted = draft->rare != NULL && (draft->rare->flags & SMT_MARK_COUNT_DAYS) != 0;
  if (is_every_day_part (draft) && days_counted && smt_range_is_int (draft->parts->n, 1) && draft->weekdays == NULL
      && draft->except == NULL)
    return finish_rare (draft, rhythm, beat, times); /* "hver kveld 5 dager i uken" */
  if (is_every_day_part (draft))
    return draft->rare == NULL && draft->weekdays == NULL && draft->except == NULL && finish_every_part (draft, beat);
  if (draft->weekdays != NULL)
    return finish_weekdays (draft, beat, *times);
  /* "ukentlig, ikke samme dag som metotreksat" leaves out no week */
  gboolean partner_of_rare =
      draft->except != NULL && draft->except->bits == 0 && draft->rare != NULL && draft->rare->unit > SMT_TIME_UNIT_DAY;
  if (draft->except != NULL && !partner_of_rare)
    return finish_exception (draft, beat);
  if (draft->rare != NULL)
    return finish_rare (draft, rhythm, beat, times);
  if (draft->day != NULL || draft->limit != NULL)
    {
      set_every (&beat->days, smt_range_exact_int (1), SMT_TIME_UNIT_DAY);
      if (draft->day == NULL && draft->limit->kind == SMT_MARK_TIMES)
        rhythm->defaulted |= SMT_ATTRIBUTE_DAYS; /* "inntil x3" */
      return TRUE;
    }
  return finish_without_period (draft, rhythm, beat, *times);
}

/**
 * _smt_draft_finish:
 * @draft: a beat in the making
 * @rhythm: the rhythm that @beat belongs to
 * @beat: (out): the beat
 *
 * Puts together what was said of one beat. Nothing is chosen: parts that do not go together make it fail.
 *
 * Returns: %FALSE when they contradict each other or are not understood together
 */
gboolean
_smt_draft_finish (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat)
{
  SmtRange times = SMT_RANGE_NONE;

  if (!_smt_ranges_agree (&times, value_of (draft->day)) || !_smt_ranges_agree (&times, value_of (draft->times)))
    return FALSE;
  gboolean counted = _smt_range_known (times);
  if (!finish_hours (draft, beat, &times) || !finish_days (draft, rhythm, beat, &times))
    return FALSE;
  if (draft->single != NULL && !_smt_range_known (times))
    times = smt_range_exact_int (1);
  _smt_draft_finish_amount (draft, rhythm, beat);
  if (draft->divided != NULL ? !_smt_draft_finish_division (draft, beat, &times)
                             : !_smt_draft_finish_total (draft, beat, times))
    return FALSE;
  if (!_smt_draft_finish_limit (draft, rhythm, &times) || !_smt_draft_finish_most (draft, rhythm)
      || !_smt_draft_finish_gap (draft, rhythm, beat, times))
    return FALSE;
  beat->times = times;
  rhythm->stated |= counted ? SMT_ATTRIBUTE_TIMES : 0;
  rhythm->stated |= beat->parts != 0 ? SMT_ATTRIBUTE_PARTS : 0;
  rhythm->stated |= beat->n_clock > 0 ? SMT_ATTRIBUTE_CLOCK : 0;
  return TRUE;
}
