/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define HOURS_IN_DAY 24

/* "2 doser med 4 ukers mellomrom": the doses are counted, not what each of them holds. */
gboolean
_smt_draft_counts_doses (const SmtDraft *draft)
{
  return draft->amount != NULL && (draft->amount->flags & SMT_MARK_DOSE) != 0
         && draft->amount->value.kind == SMT_RANGE_EXACT
         && smt_decimal_compare (draft->amount->value.lo, SMT_DECIMAL_INT (1)) > 0;
}

/* --- amount ------------------------------------------------------------------------------------------------------- */

/* "fordelt på 2 doser": the amount is the whole of the day or of the period. */
gboolean
_smt_draft_finish_division (const SmtDraft *draft, SmtBeat *beat, SmtRange *times)
{
  SmtRange doses = draft->divided->value;
  gboolean on_days = (draft->divided->flags & SMT_MARK_COUNT_DAYS) != 0;

  if (on_days && (draft->rare == NULL || draft->day != NULL))
    return FALSE;
  if (draft->rare == NULL || (draft->day != NULL && _smt_range_known (draft->day->value)))
    {
      beat->basis = SMT_BASIS_PER_DAY;
      /* "i delte doser": how many is not said, where the whole of the day is */
      gboolean of_whole = draft->day != NULL && (draft->day->flags & SMT_MARK_TOTAL) != 0 && draft->amount != NULL
                          && draft->amount->unit_kind != SMT_UNIT_FORM;
      return _smt_ranges_agree (times, doses) && (of_whole || _smt_range_known (*times));
    }
  beat->basis = SMT_BASIS_PER_PERIOD;
  if (!_smt_range_known (doses) || smt_range_is_int (doses, 1))
    return TRUE;
  if (beat->days.kind == SMT_DAYS_K_OF_N)
    return smt_range_equal (beat->days.k, doses);
  if (beat->days.kind != SMT_DAYS_EVERY_N || beat->days.unit < SMT_TIME_UNIT_DAY)
    return FALSE;
  beat->days.kind = SMT_DAYS_K_OF_N; /* in one day or over several: not said */
  beat->days.k = on_days ? doses : smt_range_between (SMT_DECIMAL_INT (1), doses.hi);
  *times = SMT_RANGE_NONE;
  return TRUE;
}

/* "10 mg/døgn" and "4 tabletter per dag" are the whole of a day, in doses not said. */
gboolean
_smt_draft_finish_total (const SmtDraft *draft, SmtBeat *beat, SmtRange times)
{
  const SmtMark *day = draft->day;

  if (day == NULL || (day->flags & SMT_MARK_TOTAL) == 0 || _smt_range_known (day->value) || draft->amount == NULL)
    return TRUE;
  if (draft->amount->unit_kind == SMT_UNIT_FORM && smt_range_is_int (draft->amount->value, 1))
    return TRUE;
  beat->basis = SMT_BASIS_PER_DAY;
  /* "10 mg/døgn x 2": each or in all? */
  return !_smt_range_known (times) || smt_range_is_int (times, 1) || draft->limit != NULL;
}

void
_smt_draft_finish_amount (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat)
{
  const SmtMark *amount = draft->amount;

  if (amount == NULL)
    return;
  gboolean counts = beat->days.kind == SMT_DAYS_DAY_LIST && draft->gap != NULL && _smt_draft_counts_doses (draft);
  beat->amount = counts ? smt_range_exact_int (1) : amount->value;
  if (draft->optional)
    beat->amount = smt_range_at_most (beat->amount.hi);
  beat->per = amount->per;
  smt_beat_set_unit (beat, amount->text);
  rhythm->stated |= SMT_ATTRIBUTE_AMOUNT | (amount->text != NULL ? SMT_ATTRIBUTE_UNIT : 0);
}

/* Hours between doses: a least gap is the rhythm's, an exact one the beat's. */
gboolean
_smt_draft_finish_gap (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat, SmtRange times)
{
  const SmtMark *gap = draft->gap;
  SmtRange hours;

  if (gap == NULL)
    return TRUE;
  hours = gap->n;
  if ((gap->flags & SMT_MARK_MINIMUM) != 0)
    {
      if (gap->unit == SMT_TIME_UNIT_DAY
          && !smt_decimal_multiply (gap->n.lo, SMT_DECIMAL_INT (HOURS_IN_DAY), &hours.lo))
        return FALSE;
      if (gap->unit > SMT_TIME_UNIT_DAY || gap->n.kind != SMT_RANGE_EXACT)
        return FALSE;
      rhythm->stated |= SMT_ATTRIBUTE_GAP;
      return _smt_ranges_agree (&rhythm->min_gap_hours, smt_range_exact (hours.lo));
    }
  if (gap->unit == SMT_TIME_UNIT_HOUR && _smt_range_known (times))
    {
      beat->gap_hours = hours;
      rhythm->stated |= SMT_ATTRIBUTE_GAP;
      return TRUE;
    }
  if (beat->days.kind == SMT_DAYS_EVERY_N)
    return beat->days.unit == gap->unit && smt_range_equal (beat->days.n, gap->n);
  return beat->days.kind == SMT_DAYS_DAY_LIST;
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* A limit in place of a count is as needed by its nature (Kortdose "1 inntil x3"). */
void
_smt_assume_as_needed (SmtRhythm *rhythm)
{
  if (!rhythm->as_needed)
    rhythm->defaulted |= SMT_ATTRIBUTE_AS_NEEDED;
  rhythm->as_needed = TRUE;
}

/* "maks 1 tablett hver 3. dag" alone names a ceiling and no plan. */
gboolean
_smt_draft_finish_most (const SmtDraft *draft, const SmtRhythm *rhythm)
{
  gboolean ceiling = draft->amount != NULL && (draft->amount->flags & SMT_MARK_MOST) != 0 && draft->rare != NULL;

  return !ceiling || rhythm->as_needed || _smt_range_known (draft->rare->value);
}

/* "maks 4 ganger daglig" is the count itself when nothing else counts, and as needed by its nature. */
gboolean
_smt_draft_finish_limit (const SmtDraft *draft, SmtRhythm *rhythm, SmtRange *times)
{
  if (draft->limit == NULL)
    return TRUE;
  rhythm->stated |= SMT_ATTRIBUTE_MAXIMUM;
  if (!_smt_range_known (*times) && draft->rare != NULL && draft->rare->unit == SMT_TIME_UNIT_HOUR)
    return _smt_ranges_agree (&rhythm->max_times_day,
                              draft->limit->value); /* "hver 4.-6. time, maks 4 ganger daglig" */
  if (!_smt_range_known (*times))
    {
      *times = draft->limit->value;
      _smt_assume_as_needed (rhythm);
      return TRUE;
    }
  if (smt_decimal_compare (times->hi, draft->limit->value.hi) > 0)
    return FALSE;
  return _smt_ranges_agree (&rhythm->max_times_day, draft->limit->value);
}
