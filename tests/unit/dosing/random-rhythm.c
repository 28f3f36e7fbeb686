/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-rhythm.h"

#define NOON 720 /* minutes after midnight */

static const char *const units[] = { "tablett",
                                     "kapsel",
                                     "mg",
                                     "µg",
                                     "ml",
                                     "plaster",
                                     "sprøyte",
                                     "dose",
                                     "g",
                                     "E",
                                     "penn",
                                     "ampulle",
                                     "hetteglass",
                                     "dråpe",
                                     "inhalasjon",
                                     "pose",
                                     "pakning",
                                     "stikkpille",
                                     "vagitorie",
                                     "vaginaltablett",
                                     "depottablett",
                                     "enterotablett",
                                     "tyggetablett",
                                     "smeltetablett",
                                     "sugetablett",
                                     "brusetablett",
                                     "depotkapsel",
                                     "måleskje",
                                     "teskje",
                                     "spiseskje",
                                     "injeksjon",
                                     "infusjon",
                                     "påføring",
                                     "klyster",
                                     "flaske",
                                     "tube",
                                     "implantat",
                                     "vaginalring",
                                     "endosebeholder",
                                     "beholder",
                                     "sublingvaltablett",
                                     "puff",
                                     "mmol",
                                     "dl",
                                     "cm",
                                     "spray",
                                     "stk",
                                     "mill. E",
                                     "liter",
                                     "ng",
                                     "tyggegummi",
                                     "sylinderampulle",
                                     "spraydose",
                                     "påføring",
                                     "enterokapsel",
                                     "sublingvaltablett" };

static gboolean
one_in (GRand *rand, gint n)
{
  return g_rand_int_range (rand, 0, n) == 0;
}

static guint
pick (GRand *rand, gint lo, gint hi)
{
  return (guint)g_rand_int_range (rand, lo, hi + 1);
}

static SmtDecimal
random_amount (GRand *rand)
{
  static const SmtDecimal usual[] = { { 1, 0 },  { 2, 0 },  { 3, 0 },   { 5, 1 },   { 15, 1 },   { 25, 1 },
                                      { 70, 0 }, { 10, 0 }, { 125, 2 }, { 600, 0 }, { 50000, 0 } };

  return usual[pick (rand, 0, G_N_ELEMENTS (usual) - 1)];
}

static SmtRange
random_range (GRand *rand, SmtDecimal lo, gint64 most)
{
  SmtDecimal hi;

  g_assert_true (smt_decimal_add (lo, SMT_DECIMAL_INT (pick (rand, 1, 3)), &hi));
  if (!one_in (rand, 5) || smt_decimal_compare (hi, SMT_DECIMAL_INT (most)) > 0)
    return smt_range_exact (lo);
  return smt_range_between (lo, hi);
}

static void
random_every_n (GRand *rand, SmtDays *days)
{
  static const gint most[] = { 72, 14, 14, 6, 3 };

  days->unit = (SmtTimeUnit)pick (rand, SMT_TIME_UNIT_HOUR, SMT_TIME_UNIT_YEAR);
  if (one_in (rand, 2))
    days->unit = SMT_TIME_UNIT_DAY;
  days->n = random_range (rand, SMT_DECIMAL_INT (one_in (rand, 2) ? 1 : pick (rand, 2, most[days->unit])), 1000);
}

static void
random_k_of_n (GRand *rand, SmtDays *days)
{
  days->unit = one_in (rand, 3) ? SMT_TIME_UNIT_MONTH : SMT_TIME_UNIT_WEEK;
  days->n = smt_range_exact_int (one_in (rand, 4) ? 2 : 1);
  days->k = random_range (rand, SMT_DECIMAL_INT (pick (rand, 2, 4)), 7);
  if (one_in (rand, 8))
    days->k = smt_range_at_most (days->k.hi);
}

static void
random_cycle (GRand *rand, SmtDays *days)
{
  guint length = pick (rand, 2, 42);
  guint from = pick (rand, 1, (gint)length);
  guint to = pick (rand, (gint)from, (gint)length);

  days->cycle = (guint16)length;
  for (guint day = from; day <= to; day++)
    smt_day_bits_set (&days->on, day);
  if (one_in (rand, 3))
    smt_day_bits_set (&days->on, pick (rand, 1, (gint)length));
}

static void
random_days (GRand *rand, SmtDays *days, RandomKind kind)
{
  days->kind = (SmtDaysKind)pick (rand, SMT_DAYS_UNKNOWN, SMT_DAYS_DAY_LIST);
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      random_every_n (rand, days);
      if (kind == RANDOM_ANY && one_in (rand, 6))
        days->repeats = (guint16)pick (rand, 1, 4);
      break;
    case SMT_DAYS_WEEKDAYS:
      days->weekdays = (guint8)pick (rand, 1, 0x7f);
      days->except = days->weekdays != 0x7f && one_in (rand, 4);
      if (one_in (rand, 6))
        {
          days->n = smt_range_exact_int (pick (rand, 1, 3));
          days->unit = SMT_TIME_UNIT_WEEK;
        }
      break;
    case SMT_DAYS_K_OF_N:
      random_k_of_n (rand, days);
      break;
    case SMT_DAYS_CYCLE:
      random_cycle (rand, days);
      break;
    case SMT_DAYS_DAY_LIST:
      smt_day_bits_set (&days->on, 1);
      if (one_in (rand, 2))
        smt_day_bits_set (&days->on, pick (rand, 1, 28));
      break;
    case SMT_DAYS_UNKNOWN:
    default:
      break;
    }
  if (kind == RANDOM_ANY && one_in (rand, 3))
    days->phase = smt_date_add_days (smt_date_new (2026, 11, 2), (int)pick (rand, 0, 6));
}

static void
random_hours (GRand *rand, SmtBeat *beat)
{
  switch (pick (rand, 0, 4))
    {
    case 0:
      beat->parts = (guint8)pick (rand, 1, 0x3f);
      break;
    case 1:
      beat->clock[0] = (guint16)(60 * pick (rand, 0, 23) + 30 * pick (rand, 0, 1));
      beat->n_clock = 1;
      if (beat->clock[0] < NOON && one_in (rand, 3))
        beat->clock[beat->n_clock++] = (guint16)(beat->clock[0] + NOON);
      break;
    case 2:
      beat->times = random_range (rand, SMT_DECIMAL_INT (pick (rand, 1, 4)), 100);
      break;
    default:
      break;
    }
}

static gboolean
is_every_day (const SmtDays *days)
{
  return days->kind == SMT_DAYS_EVERY_N && days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1);
}

static gboolean
is_counted (const SmtBeat *beat)
{
  return beat->times.kind != SMT_RANGE_UNKNOWN || beat->parts != 0 || beat->n_clock != 0;
}

/* Takes away what words do not carry. */
static void
keep_what_is_carried (SmtBeat *beat)
{
  gboolean by_hours = beat->days.kind == SMT_DAYS_EVERY_N && beat->days.unit == SMT_TIME_UNIT_HOUR;

  if (beat->days.except)
    beat->days.n = SMT_RANGE_NONE;
  if (beat->basis == SMT_BASIS_PER_DAY
      && (!is_every_day (&beat->days) || !is_counted (beat) || smt_range_is_int (beat->times, 1)))
    beat->basis = SMT_BASIS_EACH;
  if (beat->days.kind != SMT_DAYS_UNKNOWN && !by_hours)
    return;
  beat->parts = 0;
  beat->n_clock = 0;
  beat->times = SMT_RANGE_NONE;
}

static void
random_beat (GRand *rand, SmtRhythm *rhythm, guint step, RandomKind kind)
{
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, step);

  beat->amount = random_range (rand, random_amount (rand), 1000);
  smt_beat_set_unit (beat, units[pick (rand, 0, (gint)(one_in (rand, 2) ? 9 : G_N_ELEMENTS (units) - 1))]);
  if (kind == RANDOM_ANY && one_in (rand, 10))
    beat->amount = SMT_RANGE_NONE;
  if (kind == RANDOM_ANY && one_in (rand, 10))
    smt_beat_set_unit (beat, NULL);
  if (kind == RANDOM_ANY && one_in (rand, 8))
    beat->basis = (SmtBasis)pick (rand, SMT_BASIS_PER_DAY, SMT_BASIS_PER_PERIOD);
  if (kind == RANDOM_CARRIED && one_in (rand, 6))
    beat->basis = SMT_BASIS_PER_DAY;
  if (one_in (rand, 12))
    beat->per = (SmtPer)pick (rand, SMT_PER_KG, SMT_PER_M2);
  random_hours (rand, beat);
  random_days (rand, &beat->days, kind);
  if (kind == RANDOM_CARRIED)
    keep_what_is_carried (beat);
}

/* A second beat like the first, at other hours or on other weekdays, as doses of one day are written. */
static void
random_sister (GRand *rand, SmtRhythm *rhythm, guint at, RandomKind kind)
{
  SmtBeat *first = &rhythm->steps[at].beats[0];
  gboolean by_weekday =
      first->days.kind == SMT_DAYS_WEEKDAYS && !first->days.except && first->days.weekdays != 0x7f && one_in (rand, 2);
  gboolean by_part = first->parts != 0 && first->parts != 0x3f;

  if (kind == RANDOM_CARRIED && !by_weekday && !by_part)
    return;
  if (kind == RANDOM_CARRIED && by_weekday && ((first->parts & (first->parts - 1)) != 0 || first->n_clock > 1))
    return;
  SmtBeat *beat = smt_rhythm_add_beat (rhythm, at);
  first = &rhythm->steps[at].beats[0]; /* they may have moved */
  *beat = *first;
  beat->unit = g_strdup (first->unit);
  beat->amount = random_range (rand, random_amount (rand), 1000);
  if (by_weekday)
    {
      beat->days.weekdays = (guint8)(~first->days.weekdays & 0x7f);
      beat->days.phase = SMT_DATE_UNSET;
    }
  else if (by_part)
    beat->parts = (guint8)(~first->parts & 0x3f);
}

static void
random_steps (GRand *rand, SmtRhythm *rhythm, RandomKind kind)
{
  guint n = one_in (rand, 6) ? pick (rand, 2, 3) : 1;

  for (guint i = 0; i < n; i++)
    {
      SmtStep *step = smt_rhythm_add_step (rhythm);
      if (i + 1 < n || one_in (rand, 6))
        {
          step->length_unit = one_in (rand, 3) ? SMT_TIME_UNIT_WEEK : SMT_TIME_UNIT_DAY;
          step->length = smt_range_exact_int (pick (rand, 2, 10));
        }
      if (i == 0 && kind == RANDOM_ANY && one_in (rand, 4))
        step->start = smt_date_new (2026, 11, pick (rand, 1, 28));
      if (i > 0 && i + 1 < n && one_in (rand, 2))
        continue; /* a pause */
      random_beat (rand, rhythm, i, kind);
      if (one_in (rand, 6))
        random_sister (rand, rhythm, i, kind);
    }
}

static gboolean
is_at_most (const SmtBeat *beat)
{
  return beat->days.kind == SMT_DAYS_K_OF_N && beat->days.k.kind == SMT_RANGE_AT_MOST;
}

static gboolean
is_plain_step (const SmtStep *step)
{
  return step->n_beats == 1 && (step->beats[0].parts & (step->beats[0].parts - 1)) == 0 && step->beats[0].n_clock <= 1;
}

static gboolean
is_plain_dose (const SmtRhythm *rhythm)
{
  return rhythm->n_steps == 1 && is_plain_step (&rhythm->steps[0]);
}

static gboolean
beat_is_carried (const SmtRhythm *rhythm, const SmtStep *step, const SmtBeat *beat)
{
  gboolean limited = rhythm->max_times_day.kind != SMT_RANGE_UNKNOWN;

  if (beat->days.kind == SMT_DAYS_DAY_LIST)
    return !rhythm->as_needed && rhythm->n_steps == 1;
  if (beat->days.kind == SMT_DAYS_CYCLE && (rhythm->n_steps > 1 || step->length.kind != SMT_RANGE_UNKNOWN))
    return FALSE;
  if (is_at_most (beat) && !rhythm->as_needed)
    return FALSE;
  if (beat->days.kind == SMT_DAYS_UNKNOWN && rhythm->n_steps > 1)
    return FALSE;
  return !limited || (is_every_day (&beat->days) && !is_counted (beat));
}

/* Whether the whole is one that words carry. */
static gboolean
is_carried (const SmtRhythm *rhythm)
{
  if (rhythm->as_needed && !is_plain_dose (rhythm))
    return FALSE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    if (rhythm->steps[i].as_needed && (rhythm->as_needed || !is_plain_step (&rhythm->steps[i])))
      return FALSE;
  for (guint i = 0; i < rhythm->n_steps; i++)
    for (guint j = 0; j < rhythm->steps[i].n_beats; j++)
      if (!beat_is_carried (rhythm, &rhythm->steps[i], &rhythm->steps[i].beats[j]))
        return FALSE;
  return TRUE;
}

SmtRhythm *
random_rhythm (GRand *rand, RandomKind kind)
{
  for (;;)
    {
      g_autoptr (SmtRhythm) rhythm = smt_rhythm_new ();
      rhythm->as_needed = one_in (rand, 8);
      random_steps (rand, rhythm, kind);
      if (rhythm->as_needed && one_in (rand, 2))
        rhythm->max_times_day = smt_range_at_most (SMT_DECIMAL_INT (pick (rand, 1, 6)));
      if (rhythm->as_needed && one_in (rand, 3))
        rhythm->max_amount_day = smt_range_at_most (SMT_DECIMAL_INT (pick (rand, 2, 8)));
      if (rhythm->as_needed && one_in (rand, 3))
        rhythm->min_gap_hours = smt_range_exact_int (pick (rand, 1, 12));
      if (rhythm->as_needed && one_in (rand, 3))
        {
          rhythm->max_amount_long = smt_range_at_most (SMT_DECIMAL_INT (pick (rand, 2, 20)));
          rhythm->max_long_unit = one_in (rand, 2) ? SMT_TIME_UNIT_WEEK : SMT_TIME_UNIT_MONTH;
        }
      if (rhythm->n_steps == 1 && one_in (rand, 8))
        rhythm->seasons = (guint8)pick (rand, 1, SMT_ALL_SEASONS);
      else if (rhythm->n_steps == 1 && one_in (rand, 8))
        {
          rhythm->first_month = (guint8)pick (rand, 1, 12);
          rhythm->last_month = (guint8)pick (rand, 1, 12);
        }
      for (guint i = 0; rhythm->n_steps > 1 && i < rhythm->n_steps; i++)
        rhythm->steps[i].as_needed = rhythm->steps[i].n_beats > 0 && one_in (rand, 8);
      if (smt_rhythm_validate (rhythm) && (kind == RANDOM_ANY || is_carried (rhythm)))
        return g_steal_pointer (&rhythm);
    }
}

/* --- nonsense ----------------------------------------------------------------------------------------------------- */

static SmtDecimal
wild_decimal (GRand *rand)
{
  static const gint64 mantissas[] = { 0, 1, -1, 2, 7, 24, 365, 1000000, G_MAXINT64, -G_MAXINT64, 40001 };

  return (SmtDecimal){ mantissas[pick (rand, 0, G_N_ELEMENTS (mantissas) - 1)],
                       (guint8)(one_in (rand, 3) ? pick (rand, 0, SMT_DECIMAL_MAX_SCALE) : 0) };
}

static SmtRange
wild_range (GRand *rand)
{
  return (SmtRange){ wild_decimal (rand), wild_decimal (rand), (SmtRangeKind)pick (rand, 0, SMT_RANGE_AT_MOST) };
}

static SmtDate
wild_date (GRand *rand)
{
  return one_in (rand, 2) ? SMT_DATE_UNSET
                          : smt_date_add_days (smt_date_new (2026, 11, 2), (int)pick (rand, 0, 60) - 30);
}

static void
wild_days (GRand *rand, SmtDays *days)
{
  days->kind = (SmtDaysKind)pick (rand, SMT_DAYS_UNKNOWN, SMT_DAYS_DAY_LIST);
  days->n = wild_range (rand);
  days->unit = (SmtTimeUnit)pick (rand, SMT_TIME_UNIT_HOUR, SMT_TIME_UNIT_YEAR);
  days->weekdays = (guint8)pick (rand, 0, 255);
  days->except = one_in (rand, 2);
  days->cycle = (guint16)(one_in (rand, 3) ? pick (rand, 0, 65535) : pick (rand, 0, 30));
  for (guint i = 0; i < G_N_ELEMENTS (days->on.word); i++)
    days->on.word[i] = one_in (rand, 2) ? (guint64)g_rand_int (rand) << 32 | g_rand_int (rand) : 0;
  days->k = wild_range (rand);
  days->repeats = (guint16)(one_in (rand, 2) ? 0 : pick (rand, 0, 65535));
  days->phase = wild_date (rand);
}

static void
wild_beat (GRand *rand, SmtBeat *beat)
{
  beat->amount = wild_range (rand);
  smt_beat_set_unit (beat, one_in (rand, 4) ? NULL : one_in (rand, 4) ? "" : units[pick (rand, 0, 9)]);
  beat->basis = (SmtBasis)pick (rand, SMT_BASIS_EACH, SMT_BASIS_PER_PERIOD);
  beat->per = (SmtPer)pick (rand, SMT_PER_WHOLE, SMT_PER_M2);
  beat->times = wild_range (rand);
  beat->parts = (guint8)(one_in (rand, 2) ? pick (rand, 0, 255) : 0);
  beat->n_clock = one_in (rand, 3) ? pick (rand, 0, SMT_MAX_CLOCK) : 0;
  for (guint i = 0; i < SMT_MAX_CLOCK; i++)
    beat->clock[i] = (guint16)pick (rand, 0, 65535);
  beat->gap_hours = wild_range (rand);
  wild_days (rand, &beat->days);
}

/* A rhythm that no reader would make: everything within its type, nothing sure to make sense. */
SmtRhythm *
random_nonsense (GRand *rand)
{
  SmtRhythm *rhythm = smt_rhythm_new ();
  guint n_steps = pick (rand, 0, 3);

  rhythm->as_needed = one_in (rand, 3);
  rhythm->max_amount_day = wild_range (rand);
  rhythm->max_times_day = wild_range (rand);
  rhythm->min_gap_hours = wild_range (rand);
  rhythm->max_amount_long = wild_range (rand);
  rhythm->max_long_unit = (SmtTimeUnit)pick (rand, SMT_TIME_UNIT_HOUR, SMT_TIME_UNIT_YEAR);
  rhythm->first_month = (guint8)pick (rand, 0, 14);
  rhythm->last_month = (guint8)pick (rand, 0, 14);
  for (guint i = 0; i < n_steps; i++)
    {
      SmtStep *step = smt_rhythm_add_step (rhythm);
      guint n_beats = pick (rand, 0, 3);
      step->start = wild_date (rand);
      step->end = wild_date (rand);
      step->length = wild_range (rand);
      step->length_unit = (SmtTimeUnit)pick (rand, SMT_TIME_UNIT_HOUR, SMT_TIME_UNIT_YEAR);
      for (guint j = 0; j < n_beats; j++)
        wild_beat (rand, smt_rhythm_add_beat (rhythm, i));
    }
  return rhythm;
}
