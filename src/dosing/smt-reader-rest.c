/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

#define MOST_OTHER_DAYS 3

static gboolean
is_rest (const SmtDraft *draft)
{
  return draft->weekdays != NULL && (draft->weekdays->flags & SMT_MARK_REST) != 0;
}

/* "1 tablett daglig", "1 tablett x 1", with neither part of the day nor hour */
static gboolean
is_plain_daily (const SmtDraft *draft)
{
  gboolean by_x = draft->day == NULL && draft->times != NULL && (draft->times->flags & SMT_MARK_BY_X) != 0
                  && smt_range_is_int (draft->times->value, 1);

  return (draft->day != NULL || by_x) && draft->rare == NULL && draft->except == NULL && draft->weekdays == NULL
         && draft->days == NULL && draft->cycle == NULL && draft->parts == NULL && draft->clock == NULL
         && draft->limit == NULL && draft->divided == NULL
         && (by_x
             || (draft->times == NULL
                 && (!_smt_range_known (draft->day->value) || smt_range_is_int (draft->day->value, 1))));
}

/* "50 µg 6 dager i uken" beside "75 µg søndag": so many days as the other leaves */
static gboolean
is_as_many_as_left (const SmtDraft *draft, guint8 named)
{
  return draft->rare != NULL && draft->weekdays == NULL && draft->parts == NULL && draft->clock == NULL
         && (draft->rare->flags & SMT_MARK_COUNT_DAYS) != 0
         && _smt_span_whole_days (draft->rare->n, draft->rare->unit) == 7
         && smt_range_is_int (draft->rare->value, 7 - (gint64)_smt_bits_count (named));
}

/* The other amount of one unit, and no more than twice or less than half of it: a dose of its own for that day, and not
 * one that comes on top. */
static gboolean
is_other_dose (const SmtDraft *daily, const SmtDraft *of_day)
{
  const SmtMark *a = daily->amount;
  const SmtMark *b = of_day->amount;
  SmtDecimal twice_a, twice_b;

  return a != NULL && b != NULL && a->value.kind == SMT_RANGE_EXACT && b->value.kind == SMT_RANGE_EXACT
         && a->per == b->per && (b->text == NULL || g_strcmp0 (a->text, b->text) == 0)
         && smt_decimal_compare (a->value.lo, b->value.lo) != 0
         && smt_decimal_multiply (a->value.lo, SMT_DECIMAL_INT (2), &twice_a)
         && smt_decimal_multiply (b->value.lo, SMT_DECIMAL_INT (2), &twice_b)
         && smt_decimal_compare (b->value.lo, twice_a) <= 0 && smt_decimal_compare (a->value.lo, twice_b) <= 0;
}

static gboolean
has_only_weekdays (const SmtDraft *draft)
{
  return draft->weekdays != NULL && !_smt_range_known (draft->weekdays->n)
         && (draft->weekdays->flags & SMT_MARK_REST) == 0 && draft->day == NULL && draft->rare == NULL
         && draft->except == NULL && draft->parts == NULL && draft->clock == NULL && draft->times == NULL;
}

/* "100 µg daglig, 125 µg lørdag og søndag", "50 µg 6 dager i uken, 75 µg søndag": the first has the days that the
 * second leaves. With "og" between them it may as well come on top. */
static void
give_daily_the_rest (SmtStepDraft *step)
{
  static const SmtMark rest = { .kind = SMT_MARK_WEEKDAYS, .flags = SMT_MARK_REST, .unit = SMT_TIME_UNIT_WEEK };

  if (step->drafts->len != 2 || step->joined_by_and)
    return;
  for (guint i = 0; i < 2; i++)
    {
      SmtDraft *daily = _smt_step_draft_at (step, i);
      const SmtDraft *named = _smt_step_draft_at (step, 1 - i);
      if (!has_only_weekdays (named) || !is_other_dose (daily, named))
        continue;
      gboolean few = _smt_bits_count (named->weekdays->bits) <= MOST_OTHER_DAYS; /* of most days it is no exception */
      if (!(few && is_plain_daily (daily)) && !is_as_many_as_left (daily, named->weekdays->bits))
        continue;
      daily->day = NULL;
      daily->rare = NULL;
      daily->weekdays = &rest;
      return;
    }
}

/* "2 tabletter mandag, 1 tablett øvrige dager", "1 tablett annenhver dag, 2 tabletter de andre dagene" */
static gboolean
resolve_rest (SmtStepDraft *step)
{
  SmtDraft *rest = NULL;
  const SmtMark *alternate = NULL;
  guint8 named = 0;

  for (guint i = 0; i < step->drafts->len; i++)
    {
      SmtDraft *draft = _smt_step_draft_at (step, i);
      if (is_rest (draft))
        {
          if (rest != NULL)
            return FALSE;
          rest = draft;
        }
      else if (draft->weekdays != NULL)
        named |= draft->weekdays->bits;
      else if (draft->rare != NULL && step->drafts->len == 2)
        alternate = draft->rare;
      else
        return rest == NULL; /* days that are not named leave no rest */
    }
  if (rest == NULL)
    return TRUE;
  if (alternate != NULL)
    {
      rest->weekdays = NULL;
      step->rest_days = TRUE;
      rest->rare = alternate; /* the two fill every second day each, or the chord is refused */
      return named == 0;
    }
  rest->rest = (guint8)(SMT_ALL_WEEKDAYS & ~named);
  return named != 0 && rest->rest != 0;
}

/* "1 tablett daglig unntatt søndag 2 tabletter": the amount right behind the exception is that of the days excepted. */
static void
give_exceptions_their_days (const SmtReader *reader)
{
  gboolean amount_before = FALSE;

  for (guint i = 0; i + 1 < reader->marks->len; i++)
    {
      SmtMark *except = &g_array_index (reader->marks, SmtMark, i);
      guint at = i + 1;
      amount_before |= except->kind == SMT_MARK_AMOUNT;
      if (except->kind != SMT_MARK_EXCEPT || except->bits == 0 || !amount_before)
        continue;
      const SmtMark *sign = except + 1;
      if (sign->kind == SMT_MARK_COMMA && reader->text[sign->start] == ':')
        at++;
      if (at >= reader->marks->len || g_array_index (reader->marks, SmtMark, at).kind != SMT_MARK_AMOUNT
          || (at + 1 < reader->marks->len && !_smt_mark_is_sign (&g_array_index (reader->marks, SmtMark, at + 1))))
        continue;
      SmtMark days = *except;
      days.kind = SMT_MARK_WEEKDAYS;
      except->kind = SMT_MARK_WEEKDAYS;
      except->bits = (guint8)(SMT_ALL_WEEKDAYS & ~except->bits);
      g_array_insert_val (reader->marks, at + 1, days);
    }
}

/* "2 tabletter mandag, ellers 1 tablett", "1 tablett daglig, søndag 2 tabletter": what leads to the last amount is put
 * behind it, as the days of the others are. */
static void
trail_rest_of_days (const SmtReader *reader)
{
  SmtMarkKind before = SMT_MARK_BREAK;

  for (guint i = 0; i + 1 < reader->marks->len; i++)
    {
      SmtMark *rest = &g_array_index (reader->marks, SmtMark, i);
      gboolean last = i + 2 == reader->marks->len || _smt_mark_is_sign (rest + 2);
      gboolean of_rest = (rest->flags & SMT_MARK_REST) != 0 && before == SMT_MARK_WEEKDAYS;
      gboolean of_some = i > 0 && rest[-1].kind == SMT_MARK_COMMA && last
                         && (before == SMT_MARK_TIMES || before == SMT_MARK_FREQUENCY);
      if (rest->kind == SMT_MARK_WEEKDAYS && rest[1].kind == SMT_MARK_AMOUNT && (of_rest || of_some))
        {
          SmtMark amount = rest[1];
          rest[1] = *rest;
          *rest = amount;
        }
      before = _smt_mark_is_sign (rest) ? before : rest->kind;
    }
}

/* What stands in front of an amount and belongs to it is put behind it. */
void
_smt_reader_order_rest (const SmtReader *reader)
{
  give_exceptions_their_days (reader);
  trail_rest_of_days (reader);
}

/* Gives the beats that speak of the other days the days that the rest of @step leaves. Returns FALSE when there are
 * none. */
gboolean
_smt_step_give_rest (SmtStepDraft *step)
{
  give_daily_the_rest (step);
  return resolve_rest (step);
}
