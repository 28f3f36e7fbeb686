/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rhythm: everything a dose text or a dose field says, and nothing it did not say.
 * Built by one owner, then treated as immutable and shared by reference count. Any thread.
 */
#pragma once

#include "base/smt-date.h"
#include "base/smt-decimal.h"

G_BEGIN_DECLS

/* --- quantities ------------------------------------------------------------------------------------------------- */

typedef enum
{
  SMT_RANGE_UNKNOWN, /* not said; the zero value, so that nothing is ever "one" or "daily" by accident */
  SMT_RANGE_EXACT,   /* lo == hi */
  SMT_RANGE_BETWEEN, /* lo to hi */
  SMT_RANGE_AT_MOST, /* hi only */
} SmtRangeKind;

typedef struct
{
  SmtDecimal lo;
  SmtDecimal hi;
  SmtRangeKind kind;
} SmtRange;

#define SMT_RANGE_NONE ((SmtRange){ { 0, 0 }, { 0, 0 }, SMT_RANGE_UNKNOWN })

typedef enum
{
  SMT_TIME_UNIT_HOUR,
  SMT_TIME_UNIT_DAY,
  SMT_TIME_UNIT_WEEK,
  SMT_TIME_UNIT_MONTH,
  SMT_TIME_UNIT_YEAR,
} SmtTimeUnit;

/* --- days -------------------------------------------------------------------------------------------------------- */

typedef enum
{
  SMT_DAYS_UNKNOWN,  /* which days was not said. Never "daily" */
  SMT_DAYS_EVERY_N,  /* every @n @unit: every day, every 2nd day, every week, every 72 hours, every 2–3 months */
  SMT_DAYS_WEEKDAYS, /* on @weekdays, or with @except on all days but these; @n weeks apart when n is said */
  SMT_DAYS_CYCLE,    /* days @on of a cycle of @cycle days, repeated */
  SMT_DAYS_K_OF_N,   /* on @k days of every @n @unit, which ones unsaid: 2–3 days a week */
  SMT_DAYS_DAY_LIST, /* days @on counted from the first day, once: a single dose is the list {1} */
} SmtDaysKind;

#define SMT_MAX_CYCLE 384

/** SmtDayBits: a set of days 1…SMT_MAX_CYCLE; day d is bit (d − 1). */
typedef struct
{
  guint64 word[SMT_MAX_CYCLE / 64];
} SmtDayBits;

typedef struct
{
  SmtDaysKind kind;
  SmtRange n; /* in @unit as it was said; days are only derived */
  SmtTimeUnit unit;
  guint8 weekdays; /* bit 0 = Monday */
  gboolean except; /* "alle dager unntatt" */
  guint16 cycle;
  SmtDayBits on;
  SmtRange k;
  guint16 repeats; /* of the cycle or the interval; 0 = open */
  SmtDate phase;   /* a day known to be a dose day (of a cycle or list its first); unset = unknown, never inferred */
} SmtDays;

/* --- beats, steps, rhythm ---------------------------------------------------------------------------------------- */

/** SmtDayPart: parts of the day, code list 8325, as bits. */
typedef enum
{
  SMT_PART_MORNING   = 1 << 0, /* 1 Morgen */
  SMT_PART_FORENOON  = 1 << 1, /* 2 Formiddag */
  SMT_PART_MIDDAY    = 1 << 2, /* 3 Midt på dagen */
  SMT_PART_AFTERNOON = 1 << 3, /* 4 Ettermiddag */
  SMT_PART_EVENING   = 1 << 4, /* 5 Kveld */
  SMT_PART_NIGHT     = 1 << 5, /* 6 Natt */
} SmtDayPart;

typedef enum
{
  SMT_BASIS_EACH,       /* the amount is one dose */
  SMT_BASIS_PER_DAY,    /* the amount is the whole of a dose day, divided */
  SMT_BASIS_PER_PERIOD, /* the amount is the whole of the period, divided */
} SmtBasis;

typedef enum
{
  SMT_PER_WHOLE,
  SMT_PER_KG,
  SMT_PER_M2,
  SMT_PER_HOUR, /* what a patch lets out */
} SmtPer;

#define SMT_MAX_CLOCK 8

/**
 * SmtBeat: one amount on some days: "3 tabletter mandag", or the morning part of "2+0+0+1".
 */
typedef struct
{
  SmtRange amount;
  char *unit; /* singular, as the field writes it ("tablett", "mg"); NULL when not said; owned by the rhythm */
  SmtBasis basis;
  SmtPer per;
  SmtRange times; /* doses on a dose day; unknown when not said. Equals the number of parts or clock times when those are said */
  guint8 parts;   /* SmtDayPart bits; a beat with several parts gives @amount at each */
  guint16 clock[SMT_MAX_CLOCK]; /* minutes after midnight */
  guint n_clock;
  SmtRange gap_hours; /* between the doses of one day */
  SmtDays days;
} SmtBeat;

/**
 * SmtStep: a stretch of time with its beats, which sound together; no beats = a pause ("ingen dosering").
 * start is the first day, end the day after the last (half-open, as e-prescriptions are); either may be unset.
 */
typedef struct
{
  SmtDate start;
  SmtDate end;
  SmtRange length; /* "i 7 dager", in @length_unit; steps without dates follow one another */
  SmtTimeUnit length_unit;
  SmtBeat *beats;
  guint n_beats;
  gboolean as_needed; /* this step and not all: what holds for the whole stands on the rhythm */
} SmtStep;

/** SmtSeason: the part of the year that a dose is bound to, as bits. A bound in time, never a period. */
typedef enum
{
  SMT_SEASON_WINTER = 1 << 0,
  SMT_SEASON_SPRING = 1 << 1,
  SMT_SEASON_SUMMER = 1 << 2,
  SMT_SEASON_AUTUMN = 1 << 3,
  SMT_SEASON_POLLEN = 1 << 4,
} SmtSeason;

#define SMT_N_SEASONS 5
#define SMT_ALL_SEASONS ((1 << SMT_N_SEASONS) - 1)

/** SmtAttribute: what a rhythm can say; bits of @stated and @defaulted, and the kinds of span a reader reports. */
typedef enum
{
  SMT_ATTRIBUTE_AMOUNT    = 1 << 0,
  SMT_ATTRIBUTE_UNIT      = 1 << 1,
  SMT_ATTRIBUTE_TIMES     = 1 << 2,
  SMT_ATTRIBUTE_PARTS     = 1 << 3,
  SMT_ATTRIBUTE_CLOCK     = 1 << 4,
  SMT_ATTRIBUTE_DAYS      = 1 << 5,
  SMT_ATTRIBUTE_PHASE     = 1 << 6,
  SMT_ATTRIBUTE_START     = 1 << 7,
  SMT_ATTRIBUTE_END       = 1 << 8,
  SMT_ATTRIBUTE_LENGTH    = 1 << 9,
  SMT_ATTRIBUTE_AS_NEEDED = 1 << 10,
  SMT_ATTRIBUTE_MAXIMUM   = 1 << 11,
  SMT_ATTRIBUTE_GAP       = 1 << 12,
} SmtAttribute;

/**
 * SmtRhythm: how often and how much. Fields are public to read; after the maker has let it out, nobody writes.
 */
typedef struct
{
  SmtStep *steps;
  guint n_steps;
  gboolean as_needed;
  SmtRange max_amount_day;
  char *max_unit; /* unit of @max_amount_day; NULL = the unit of the beats */
  SmtRange max_times_day;
  SmtRange max_amount_long; /* the most in one @max_long_unit, in the unit of @max_amount_day */
  SmtTimeUnit max_long_unit; /* week or month */
  SmtRange min_gap_hours;
  guint8 seasons;    /* SmtSeason bits: the dose is taken in these parts of the year only; 0 = not said */
  guint8 first_month; /* 1–12, the dose is taken from this month… */
  guint8 last_month;  /* …to the end of this one; 0 = not said */
  guint32 stated;    /* SmtAttribute bits that the source said in so many words */
  guint32 defaulted; /* SmtAttribute bits that a standard fills in ("2 tabletter kveld" is every day by the national habit) */
  gatomicrefcount ref_count;
} SmtRhythm;

/* building */
SmtRhythm *smt_rhythm_new          (void);
SmtRhythm *smt_rhythm_copy         (const SmtRhythm *rhythm);
SmtStep   *smt_rhythm_add_step     (SmtRhythm *rhythm);
SmtBeat   *smt_rhythm_add_beat     (SmtRhythm *rhythm, guint step);
void       smt_beat_set_unit       (SmtBeat *beat, const char *unit);
void       smt_rhythm_set_max_unit (SmtRhythm *rhythm, const char *unit);
SmtRhythm *smt_rhythm_ref          (const SmtRhythm *rhythm);
void       smt_rhythm_unref        (SmtRhythm *rhythm);

/* ready-made: one step, one beat; what a dose editor offers. Amount and unit may be unknown/NULL */
SmtRhythm *smt_rhythm_new_daily    (SmtRange amount, const char *unit, guint8 parts, guint times);
SmtRhythm *smt_rhythm_new_every_n  (SmtRange amount, const char *unit, guint n, SmtTimeUnit time_unit, SmtDate phase);
SmtRhythm *smt_rhythm_new_weekdays (SmtRange amount, const char *unit, guint8 weekdays);

SmtRange   smt_range_exact         (SmtDecimal value);
SmtRange   smt_range_exact_int     (gint64 value);
SmtRange   smt_range_between       (SmtDecimal lo, SmtDecimal hi);
SmtRange   smt_range_at_most       (SmtDecimal hi);
gboolean   smt_range_equal         (SmtRange a, SmtRange b);
gboolean   smt_range_is_int        (SmtRange range, gint64 value);
void       smt_day_bits_set        (SmtDayBits *bits, guint day);
gboolean   smt_day_bits_has        (const SmtDayBits *bits, guint day);
guint      smt_day_bits_count      (const SmtDayBits *bits);

/* asking */
gboolean   smt_rhythm_equal        (const SmtRhythm *a, const SmtRhythm *b);
SmtRhythm *smt_rhythm_canonical    (const SmtRhythm *rhythm);
gboolean   smt_rhythm_is_daily     (const SmtRhythm *rhythm);
gboolean   smt_rhythm_is_bounded   (const SmtRhythm *rhythm);
gboolean   smt_step_is_as_needed   (const SmtRhythm *rhythm, const SmtStep *step);
gboolean   smt_rhythm_has_need     (const SmtRhythm *rhythm);
guint      smt_beat_times_if_known (const SmtBeat *beat);
gboolean   smt_rhythm_validate     (const SmtRhythm *rhythm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtRhythm, smt_rhythm_unref)

G_END_DECLS
