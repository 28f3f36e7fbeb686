/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-dose-draft.h"

#include <string.h>

/* --- rhythm → draft ---------------------------------------------------------------------------------------------- */

/**
 * smt_dose_draft_clear:
 * @draft: a draft
 *
 * Frees what it holds and leaves it empty.
 */
void
smt_dose_draft_clear (SmtDoseDraft *draft)
{
  g_return_if_fail (draft != NULL);

  g_free (draft->amount);
  g_free (draft->unit);
  *draft = (SmtDoseDraft){ .every = 2 };
}

/* "én gang i uken" leaves the weekday open: the clinician names it, the program does not. */
static gboolean
draft_interval (const SmtDays *days, SmtDoseDraft *draft)
{
  gint64 n;

  if (days->n.kind != SMT_RANGE_EXACT || !smt_decimal_is_integer (days->n.lo, &n) || n < 1 || n > 999)
    return FALSE;

  if (days->unit == SMT_TIME_UNIT_WEEK)
    n *= 7;
  else if (days->unit == SMT_TIME_UNIT_HOUR && n % 24 == 0)
    n /= 24;
  else if (days->unit != SMT_TIME_UNIT_DAY)
    return FALSE;

  draft->every = (guint)MAX (n, 2);
  draft->days = n == 1 ? SMT_DRAFT_DAILY : n == 7 ? SMT_DRAFT_WEEKDAYS : SMT_DRAFT_EVERY_N;
  if (n == 7 && smt_date_is_set (days->phase))
    draft->weekdays = (guint8)(1 << smt_date_weekday (days->phase));

  return TRUE;
}

static gboolean
draft_days (const SmtDays *days, SmtDoseDraft *draft)
{
  if (days->kind == SMT_DAYS_EVERY_N)
    return draft_interval (days, draft);
  if (days->kind != SMT_DAYS_WEEKDAYS || (days->n.kind != SMT_RANGE_UNKNOWN && !smt_range_is_int (days->n, 1)))
    return FALSE;

  draft->days = SMT_DRAFT_WEEKDAYS;
  draft->weekdays = (guint8)(days->except ? ~days->weekdays & 0x7f : days->weekdays);
  return TRUE;
}

/* The national habit of the short dosages: 1x1 is morning, 1x2 morning and evening, 1x3 morning, midday, evening. */
static gboolean
parts_of_times (guint times, guint8 *parts)
{
  static const guint8 habit[] = {
    0,
    SMT_PART_MORNING,
    SMT_PART_MORNING | SMT_PART_EVENING,
    SMT_PART_MORNING | SMT_PART_MIDDAY | SMT_PART_EVENING,
    SMT_PART_MORNING | SMT_PART_FORENOON | SMT_PART_AFTERNOON | SMT_PART_EVENING,
  };

  if (times >= G_N_ELEMENTS (habit))
    return FALSE;

  *parts = habit[times];
  return TRUE;
}

static gboolean
same_but_for_parts (const SmtBeat *a, const SmtBeat *b)
{
  return smt_range_equal (a->amount, b->amount) && g_strcmp0 (a->unit, b->unit) == 0 && a->days.kind == b->days.kind
         && smt_range_equal (a->days.n, b->days.n) && a->days.weekdays == b->days.weekdays
         && smt_date_compare (a->days.phase, b->days.phase) == 0;
}

static gboolean
is_plain (const SmtRhythm *rhythm)
{
  if (rhythm->n_steps != 1 || rhythm->steps[0].n_beats == 0 || smt_rhythm_has_need (rhythm) || smt_rhythm_is_bounded (rhythm)
      || rhythm->steps[0].length.kind != SMT_RANGE_UNKNOWN)
    return FALSE;

  for (guint i = 0; i < rhythm->steps[0].n_beats; i++)
    {
      const SmtBeat *beat = &rhythm->steps[0].beats[i];

      if (beat->amount.kind != SMT_RANGE_EXACT || beat->basis != SMT_BASIS_EACH || beat->per != SMT_PER_WHOLE
          || beat->n_clock > 0 || !same_but_for_parts (&rhythm->steps[0].beats[0], beat))
        return FALSE;
    }

  return TRUE;
}

/**
 * smt_dose_draft_from_rhythm:
 * @rhythm: a rhythm
 * @draft: (out): an empty draft to fill
 *
 * Returns: whether the editor can hold all of @rhythm; when not, @draft is left empty rather than nearly right
 */
gboolean
smt_dose_draft_from_rhythm (const SmtRhythm *rhythm, SmtDoseDraft *draft)
{
  const SmtBeat *beat;
  SmtDoseDraft filled = { .every = 2 };

  g_return_val_if_fail (rhythm != NULL && draft != NULL, FALSE);

  if (!is_plain (rhythm))
    return FALSE;

  beat = &rhythm->steps[0].beats[0];
  for (guint i = 0; i < rhythm->steps[0].n_beats; i++)
    filled.parts |= rhythm->steps[0].beats[i].parts;
  if (!draft_days (&beat->days, &filled))
    return FALSE;
  if (filled.parts == 0 && filled.days == SMT_DRAFT_DAILY
      && !parts_of_times (smt_beat_times_if_known (beat), &filled.parts))
    return FALSE;

  filled.amount = smt_decimal_format (beat->amount.lo, ',');
  filled.unit = g_strdup (beat->unit);
  *draft = filled;
  return TRUE;
}

/* --- draft → rhythm ---------------------------------------------------------------------------------------------- */

/* A point or comma before exactly three digits may be a thousands sign (contract 2). */
static gboolean
is_ambiguous (const char *amount)
{
  const char *mark = strpbrk (amount, ".,");

  return mark != NULL && mark > amount && strlen (mark + 1) == 3 && strspn (mark + 1, "0123456789") == 3
         && !(mark == amount + 1 && amount[0] == '0');
}

static SmtDraftFault
parse_amount (const char *typed, SmtDecimal *amount)
{
  g_autofree char *text = g_strstrip (g_strdup (typed != NULL ? typed : ""));

  if (is_ambiguous (text))
    return SMT_DRAFT_AMBIGUOUS_AMOUNT;
  g_strdelimit (text, ",", '.');
  /* an exponent is a number to a computer, not to a pharmacist */
  if (strpbrk (text, "eE") != NULL || !smt_decimal_parse (text, -1, amount) || smt_decimal_sign (*amount) <= 0)
    return SMT_DRAFT_NO_AMOUNT;

  return SMT_DRAFT_WHOLE;
}

static SmtDraftFault
find_fault (const SmtDoseDraft *draft, SmtDecimal *amount)
{
  SmtDraftFault fault = parse_amount (draft->amount, amount);

  if (fault != SMT_DRAFT_WHOLE)
    return fault;
  if (draft->unit == NULL || *draft->unit == '\0')
    return SMT_DRAFT_NO_UNIT;
  if (draft->days == SMT_DRAFT_DAILY && draft->parts == 0)
    return SMT_DRAFT_NO_PART;
  if (draft->days == SMT_DRAFT_EVERY_N && draft->every < 2)
    return SMT_DRAFT_NO_INTERVAL;
  if (draft->days == SMT_DRAFT_WEEKDAYS && draft->weekdays == 0)
    return SMT_DRAFT_NO_WEEKDAY;

  return SMT_DRAFT_WHOLE;
}

static guint
count_parts (guint8 parts)
{
  guint count = 0;

  for (; parts != 0; parts = (guint8)(parts >> 1))
    count += parts & 1;

  return count;
}

/**
 * smt_dose_draft_to_rhythm:
 * @draft: what was typed and chosen
 * @fault: (out): what is missing, or %SMT_DRAFT_WHOLE
 *
 * Returns: (transfer full) (nullable): the rhythm, or %NULL while something is missing
 */
SmtRhythm *
smt_dose_draft_to_rhythm (const SmtDoseDraft *draft, SmtDraftFault *fault)
{
  SmtDecimal amount;
  SmtRhythm *rhythm;
  SmtBeat *beat;

  g_return_val_if_fail (draft != NULL && fault != NULL, NULL);

  *fault = find_fault (draft, &amount);
  if (*fault != SMT_DRAFT_WHOLE)
    return NULL;

  amount = smt_decimal_normalize (amount);
  if (draft->days == SMT_DRAFT_DAILY)
    return smt_rhythm_new_daily (smt_range_exact (amount), draft->unit, draft->parts, count_parts (draft->parts));

  if (draft->days == SMT_DRAFT_EVERY_N)
    rhythm =
        smt_rhythm_new_every_n (smt_range_exact (amount), draft->unit, draft->every, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
  else
    rhythm = smt_rhythm_new_weekdays (smt_range_exact (amount), draft->unit, draft->weekdays);

  beat = &rhythm->steps[0].beats[0];
  beat->parts = draft->parts;
  if (draft->parts != 0)
    {
      beat->times = smt_range_exact_int (count_parts (draft->parts));
      rhythm->stated |= SMT_ATTRIBUTE_PARTS | SMT_ATTRIBUTE_TIMES;
    }

  return rhythm;
}

/**
 * smt_dose_draft_first_day:
 * @draft: a draft
 * @today: today
 *
 * Returns: the first day from @today on that the draft's days can begin with
 */
SmtDate
smt_dose_draft_first_day (const SmtDoseDraft *draft, SmtDate today)
{
  g_return_val_if_fail (draft != NULL, today);

  if (draft->days != SMT_DRAFT_WEEKDAYS || draft->weekdays == 0)
    return today;
  while (!((draft->weekdays >> smt_date_weekday (today)) & 1))
    today = smt_date_add_days (today, 1);

  return today;
}
