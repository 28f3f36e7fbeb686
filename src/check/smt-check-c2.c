/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C2, text against structure: two sources that are clear and do not say the same. Ambiguous and unreadable sources are
 * never compared.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

/* From this factor on a difference is graded by the product; below it is for a look (contract 7). */
#define GRAVE_FACTOR 2

/** Pair: two rhythms and what lies between them. */
typedef struct
{
  const SmtRhythm *a;
  const SmtRhythm *b;
  SmtDifference difference;
  SmtFindingCode code;
  SmtRatio factor;
  gboolean found;
} Pair;

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static guint
rank (SmtFindingCode code)
{
  if (code == SMT_FINDING_FIELD_AGAINST_TEXT)
    return 3;
  if (code == SMT_FINDING_WEEKDAY_AGAINST_TEXT)
    return 2;
  return code == SMT_FINDING_FIELD_DIFFERS_FROM_TEXT ? 1 : 0;
}

static gboolean
differs (const SmtDifference *difference, SmtDifferenceFlags flag)
{
  return (difference->flags & flag) != 0;
}

/* Code list 9101 makes a whole field "as needed" (contract 3) while its text often does not repeat it. That is no
 * fault, and it must hide none: where only one of the two is a maximum, both are compared as plans. */
static SmtDifference
compare_as_plans (const SmtRhythm *a, const SmtRhythm *b, SmtDate on)
{
  SmtRhythm plan;

  if (!a->as_needed == !b->as_needed)
    return smt_rhythm_compare (a, b, on);

  plan = a->as_needed ? *a : *b; /* the same but for this; it borrows the steps */
  plan.as_needed = FALSE;
  return a->as_needed ? smt_rhythm_compare (&plan, b, on) : smt_rhythm_compare (a, &plan, on);
}

/* --- months ------------------------------------------------------------------------------------------------------- */

/* What is said of one beat by whole days or weeks, or by months or years; 0 when it is said otherwise. */
static gint64
every (const SmtRhythm *rhythm, SmtTimeUnit *unit)
{
  gint64 count;

  if (rhythm->n_steps != 1 || rhythm->steps[0].n_beats != 1)
    return 0;
  const SmtDays *days = &rhythm->steps[0].beats[0].days;
  if (days->kind != SMT_DAYS_EVERY_N || days->n.kind != SMT_RANGE_EXACT || days->repeats != 0
      || !smt_decimal_is_integer (days->n.lo, &count) || count <= 0 || count > 10000)
    return 0;
  *unit = days->unit;
  return days->unit == SMT_TIME_UNIT_WEEK ? count * 7 : count;
}

/* The field carries days only, so that what a text calls a month is 28 to 31 of them, and a year 364 to 366. */
static gboolean
is_calendar (gint64 days, gint64 count, SmtTimeUnit unit)
{
  if (unit == SMT_TIME_UNIT_YEAR)
    return days >= 364 * count && days <= 366 * count;
  return unit == SMT_TIME_UNIT_MONTH && days >= 28 * count && days <= 31 * count;
}

static gboolean
is_same_by_calendar (const SmtRhythm *a, const SmtRhythm *b)
{
  SmtTimeUnit unit_a = SMT_TIME_UNIT_HOUR, unit_b = SMT_TIME_UNIT_HOUR;
  gint64 of_a = every (a, &unit_a), of_b = every (b, &unit_b);
  gboolean days_a = unit_a == SMT_TIME_UNIT_DAY || unit_a == SMT_TIME_UNIT_WEEK;
  gboolean days_b = unit_b == SMT_TIME_UNIT_DAY || unit_b == SMT_TIME_UNIT_WEEK;

  if (of_a == 0 || of_b == 0)
    return FALSE;
  return (days_a && is_calendar (of_a, of_b, unit_b)) || (days_b && is_calendar (of_b, of_a, unit_a));
}

/* Names what lies between @a and @b; FALSE when nothing does. */
static gboolean
judge (const SmtRhythm *a, const SmtRhythm *b, SmtDate on, Pair *pair)
{
  SmtDifference difference = compare_as_plans (a, b, on);

  if (differs (&difference, SMT_DIFFERENCE_DOSE_DAYS) && is_same_by_calendar (a, b))
    difference.flags &= ~(SmtDifferenceFlags)SMT_DIFFERENCE_DOSE_DAYS;
  gboolean grave_days =
      differs (&difference, SMT_DIFFERENCE_DOSE_DAYS) && smt_factor_at_least (difference.days_factor, GRAVE_FACTOR);
  gboolean grave_amount =
      differs (&difference, SMT_DIFFERENCE_AMOUNT) && smt_factor_at_least (difference.amount_factor, GRAVE_FACTOR);

  if (difference.flags == SMT_DIFFERENCE_NONE)
    return FALSE;

  *pair = (Pair){ .a = a, .b = b, .difference = difference, .found = TRUE };
  if (differs (&difference, SMT_DIFFERENCE_DOSE_DAYS))
    pair->factor = difference.days_factor;
  else
    pair->factor = difference.amount_factor;

  if (grave_days || grave_amount)
    {
      pair->code = SMT_FINDING_FIELD_AGAINST_TEXT;
      pair->factor = grave_days ? difference.days_factor : difference.amount_factor;
    }
  else if (differs (&difference, SMT_DIFFERENCE_WEEKDAY) && !differs (&difference, SMT_DIFFERENCE_DOSE_DAYS))
    pair->code = SMT_FINDING_WEEKDAY_AGAINST_TEXT;
  else
    pair->code = SMT_FINDING_FIELD_DIFFERS_FROM_TEXT;
  return TRUE;
}

/* The gravest of all pairs; of equally grave ones the first, so that the same input always gives the same finding. */
static void
keep_gravest (Pair *gravest, const Pair *pair)
{
  if (!gravest->found || rank (pair->code) > rank (gravest->code))
    *gravest = *pair;
}

static Pair
compare_voices (const SmtHearing *hearing)
{
  Pair gravest = { .found = FALSE };
  Pair pair;

  for (guint i = 0; i < hearing->fields->len; i++)
    for (guint k = 0; k < hearing->texts->len; k++)
      if (judge (g_ptr_array_index (hearing->fields, i), g_ptr_array_index (hearing->texts, k), hearing->today, &pair))
        keep_gravest (&gravest, &pair);
  return gravest;
}

static Pair
compare_sources (const GPtrArray *rhythms, SmtDate today)
{
  Pair gravest = { .found = FALSE };
  Pair pair;

  for (guint i = 0; i < rhythms->len; i++)
    for (guint k = i + 1; k < rhythms->len; k++)
      if (judge (g_ptr_array_index (rhythms, i), g_ptr_array_index (rhythms, k), today, &pair))
        keep_gravest (&gravest, &pair);
  return gravest;
}

/* --- reporting ---------------------------------------------------------------------------------------------------- */

static SmtClass
class_of (const SmtHearing *hearing, SmtFindingCode judged, const SmtIntervalRow *row)
{
  if (judged == SMT_FINDING_FIELD_AGAINST_TEXT)
    return _smt_class_by_row (row);
  if (judged == SMT_FINDING_WEEKDAY_AGAINST_TEXT && _smt_is_methotrexate (hearing->treatment))
    return SMT_CLASS_STOP;
  return SMT_CLASS_CHECK;
}

static void
report (const SmtHearing *hearing, const Pair *pair, SmtFindingCode code, SmtVoiceKind voice, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;
  const SmtIntervalRow *row = product != NULL ? product->row : NULL;
  SmtFinding *finding = _smt_finding_new (code, hearing->treatment, hearing->today);

  _smt_finding_set_voices (finding, pair->a, pair->b);
  finding->checks = 1u << SMT_CHECK_C2;
  finding->severity_class = class_of (hearing, pair->code, row);
  finding->severity = row != NULL ? row->severity : SMT_SEVERITY_NONE;
  finding->row = row;
  finding->voice = voice;
  finding->difference = pair->difference.flags;
  finding->factor = pair->factor.num > 0 ? pair->factor : SMT_RATIO_INT (0);
  g_ptr_array_add (findings, finding);
}

/*
 * _smt_check_c2:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 *
 * Two sources of one voice are only held against each other when field and text agree: otherwise the same cause would
 * be told twice.
 */
void
_smt_check_c2 (const SmtHearing *hearing, GPtrArray *findings)
{
  Pair pair = compare_voices (hearing);

  if (pair.found)
    {
      report (hearing, &pair, pair.code, SMT_VOICE_FIELD, findings);
      return;
    }

  pair = compare_sources (hearing->fields, hearing->today);
  if (pair.found)
    report (hearing, &pair, SMT_FINDING_SOURCES_DIFFER, SMT_VOICE_FIELD, findings);
  pair = compare_sources (hearing->texts, hearing->today);
  if (pair.found)
    report (hearing, &pair, SMT_FINDING_SOURCES_DIFFER, SMT_VOICE_TEXT, findings);
}
