/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include "dosing/smt-rhythm-private.h"

/* "1 tablett daglig til og med 01.03.2027, deretter 2 tabletter daglig": dates are no dose, but where a dose changes
 * they say when. Only whole dates do: a day without a year is another one each year. */

#define THIS_CENTURY 2000

static guint
take_number (const char **text, const char *end, guint *n_digits)
{
  guint number = 0;

  for (*n_digits = 0; *text < end && g_ascii_isdigit (**text); (*text)++, (*n_digits)++)
    number = number * 10 + (guint)g_ascii_digit_value (**text);
  if (*text < end)
    (*text)++; /* the sign between */
  return number;
}

/* "12.03.2027", "12/3-27", "2027-03-12", as the tokens let through. */
static SmtDate
parse_date (const char *text, const char *end)
{
  guint numbers[3];
  guint n_digits[3];

  for (guint i = 0; i < 3; i++)
    numbers[i] = take_number (&text, end, &n_digits[i]);
  if (n_digits[0] == 4)
    return smt_date_new (numbers[0], numbers[1], numbers[2]);
  return smt_date_new (n_digits[2] == 2 ? THIS_CENTURY + numbers[2] : numbers[2], numbers[1], numbers[0]);
}

/* The date of @n_terms terms from @at: as figures, or "1. mars 2027". */
static SmtDate
date_of (SmtReader *reader, guint at, guint n_terms)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  const SmtTerm *year = _smt_reader_term (reader, at + n_terms - 1);
  SmtRange day;
  gint64 number;

  if (term->cls == SMT_TERM_DATE)
    return parse_date (reader->text + term->start, reader->text + term->end);
  guint n = _smt_reader_take_ordinal (reader, at, &day);
  if (n == 0 || n_terms != n + 2 || year->cls != SMT_TERM_NUMBER || !_smt_range_exact_count (day, &number)
      || number < 1)
    return SMT_DATE_UNSET;
  return smt_date_new ((guint)year->value.mantissa, (guint)_smt_reader_term (reader, at + n)->a, (guint)number);
}

/* "fra d. 12.03.2027", "til den 12.03.2027": what leads to the date at @at. */
static const SmtTerm *
find_lead (const SmtReader *reader, guint at)
{
  while (at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_NOISE)
    at--;
  return at > 0 ? _smt_reader_term (reader, at - 1) : NULL;
}

/**
 * _smt_reader_note_date:
 * @reader: the reader
 * @at: where a date begins
 * @n_terms: its terms
 *
 * Remembers a date that says from or until when. Any other says nothing of the dose.
 */
void
_smt_reader_note_date (SmtReader *reader, guint at, guint n_terms)
{
  const SmtTerm *lead = find_lead (reader, at);
  SmtSaidDate said = { .date = date_of (reader, at, n_terms) };

  if (lead == NULL || !smt_date_is_set (said.date))
    return;
  if (lead->cls == SMT_TERM_TO)
    said.kind = SMT_DATE_UNTIL;
  else if (lead->cls == SMT_TERM_FROM && lead->b == 0)
    said.kind = SMT_DATE_LAST;
  else if ((lead->cls == SMT_TERM_FROM || lead->cls == SMT_TERM_OF) && lead->b != 0)
    said.kind = SMT_DATE_SINCE;
  else
    return;
  said.start = lead->start;
  said.end = _smt_reader_term (reader, at + n_terms - 1)->end;
  g_array_append_val (reader->dates, said);
}

/* Whether such a date stands in the bytes [@from, @to). */
gboolean
_smt_reader_dates_part (const SmtReader *reader, guint from, guint to)
{
  for (guint i = 0; i < reader->dates->len; i++)
    {
      const SmtSaidDate *said = &g_array_index (reader->dates, SmtSaidDate, i);
      if (said->start >= from && said->end <= to)
        return TRUE;
    }
  return FALSE;
}

/* --- whose dates they are -------------------------------------------------------------------------------------------
 */

typedef struct
{
  const SmtSaidDate *since;
  const SmtSaidDate *until;
} StepDates;

/* A sign, or "deretter", between a date and the step behind it leaves it to the step in front. */
static gboolean
is_parted (const SmtReader *reader, guint from, guint to)
{
  for (guint i = 0; i < reader->terms->len; i++)
    {
      const SmtTerm *term = _smt_reader_term (reader, i);
      if (term->start >= from && term->end <= to
          && (term->cls == SMT_TERM_COMMA || term->cls == SMT_TERM_DOT || term->cls == SMT_TERM_BREAK
              || term->cls == SMT_TERM_THEN))
        return TRUE;
    }
  return FALSE;
}

static guint
owner_of (const SmtReader *reader, GArray *steps, const SmtSaidDate *said)
{
  guint i = 0;

  while (i + 1 < steps->len)
    {
      const SmtStepDraft *next = &g_array_index (steps, SmtStepDraft, i + 1);
      gboolean before = said->end <= next->first_byte;
      if (before && is_parted (reader, said->end, next->first_byte))
        return i;
      i++;
      if (before)
        return said->start >= (next - 1)->last_byte ? i : i - 1;
    }
  return i;
}

static gboolean
share_dates (const SmtReader *reader, GArray *steps, StepDates *dates)
{
  for (guint i = 0; i < reader->dates->len; i++)
    {
      const SmtSaidDate *said = &g_array_index (reader->dates, SmtSaidDate, i);
      StepDates *of = &dates[owner_of (reader, steps, said)];
      const SmtSaidDate **slot = said->kind == SMT_DATE_SINCE ? &of->since : &of->until;
      if (*slot != NULL)
        return FALSE;
      *slot = said;
    }
  return TRUE;
}

/* --- what they say --------------------------------------------------------------------------------------------------
 */

/* The first day that no longer belongs to it. */
static SmtDate
end_of (SmtReader *reader, const SmtSaidDate *until)
{
  if (until->kind == SMT_DATE_UNTIL)
    reader->met |= SMT_CHOICE_LAST_DAY;
  gboolean without = until->kind == SMT_DATE_UNTIL && (reader->choices & SMT_CHOICE_LAST_DAY) != 0;
  return without ? until->date : smt_date_add_days (until->date, 1);
}

/* The day on which the next step takes over; unset when that is not said, or said twice and differently. */
static SmtDate
boundary_of (SmtReader *reader, const SmtSaidDate *until, const SmtSaidDate *since)
{
  if (since == NULL)
    return until != NULL ? end_of (reader, until) : SMT_DATE_UNSET;
  if (until == NULL)
    return since->date;
  int between = smt_date_days_between (until->date, since->date);
  return between == 1 || (between == 0 && until->kind == SMT_DATE_UNTIL) ? since->date : SMT_DATE_UNSET;
}

static gboolean
is_told_otherwise (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      if (step->length != NULL || step->label_length > 0 || step->pause != NULL || step->repeated)
        return TRUE;
    }
  return FALSE;
}

/**
 * _smt_reader_settle_dates:
 * @reader: the reader
 * @steps: its steps, as SmtStepDraft
 *
 * Gives several steps the days that part them, when each of these is said. "Til 01.03.2027" is read both ways, with and
 * without that day, unless what follows begins on a day that is said. Where a day is missing, two contradict each
 * other, or lengths are said as well, nothing is given, and what has no length is refused later.
 */
void
_smt_reader_settle_dates (SmtReader *reader, GArray *steps)
{
  if (steps->len < 2 || reader->dates->len == 0 || is_told_otherwise (steps))
    return;
  g_autofree StepDates *dates = g_new0 (StepDates, steps->len);
  if (!share_dates (reader, steps, dates))
    return;
  for (guint i = 0; i + 1 < steps->len; i++)
    {
      SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, i);
      step->end = boundary_of (reader, dates[i].until, dates[i + 1].since);
      step[1].start = step->end;
    }
  if (dates[0].since != NULL)
    g_array_index (steps, SmtStepDraft, 0).start = dates[0].since->date;
  if (dates[steps->len - 1].until != NULL)
    g_array_index (steps, SmtStepDraft, steps->len - 1).end = end_of (reader, dates[steps->len - 1].until);
}
