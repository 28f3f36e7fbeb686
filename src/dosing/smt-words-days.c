/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words-table.h"

#include "dosing/smt-rhythm-private.h"

/* "2." of "hver 2. uke", or "2.–3."; NULL for what has no ordinal ("1,5"). */
static char *
ordinal (const SmtWordTable *table, SmtRange n)
{
  gint64 lo, hi;

  if (!smt_decimal_is_integer (n.hi, &hi))
    return NULL;
  if (n.kind == SMT_RANGE_EXACT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, hi);
  if (n.kind != SMT_RANGE_BETWEEN || !smt_decimal_is_integer (n.lo, &lo))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT, lo, table->ordinal_dash, hi);
}

/* "daglig" (@one), "annenhver dag", "hver 3. dag", "hver 2.–3. måned", "med 1,5 dagers mellomrom". */
void
_smt_words_every (GString *out, const SmtWordTable *table, SmtRange n, SmtTimeUnit unit, const char *one)
{
  const SmtUnitOfTimeWords *time = &table->time[unit];
  const char *plain = smt_range_is_int (n, 1) ? one : smt_range_is_int (n, 2) ? time->second : NULL;
  g_autofree char *nth = plain == NULL ? ordinal (table, n) : NULL;

  if (plain != NULL)
    _smt_words_fill (out, plain, NULL);
  else if (nth != NULL)
    _smt_words_fill (out, time->nth, "n", nth, NULL);
  else
    {
      g_autofree char *number = _smt_words_number (table, n);
      _smt_words_fill (out, time->apart, "n", number, NULL);
    }
}

static void
append_weekdays (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *nth = _smt_range_known (days->n) ? ordinal (table, days->n) : NULL;
  const char *form = table->weekdays_list;

  _smt_words_weekdays (names, table, days->weekdays);
  if (days->except)
    form = table->except;
  else if (_smt_bits_count (days->weekdays) == 1)
    form = table->weekday;
  if (nth == NULL || smt_range_is_int (days->n, 1))
    {
      _smt_words_fill (out, form, "days", names->str, NULL);
      return;
    }
  if (days->except)
    {
      g_string_truncate (names, 0);
      _smt_words_fill (names, table->except, "days", "", NULL);
      _smt_words_weekdays (names, table, days->weekdays);
    }
  _smt_words_fill (out, table->weekdays_nth, "days", names->str, "n", nth, NULL);
}

static void
append_cycle (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *cycle = g_strdup_printf ("%u", days->cycle);

  _smt_words_day_numbers (numbers, table, &days->on);
  _smt_words_fill (out, table->cycle, "days", numbers->str, "n", cycle, NULL);
}

/* "som engangsdose dag 1 og 8"; @first: in front of the doses, "engangsdose dag 1 og 8:". Day 1 alone is left out, but
 * when it is @one_of_several lists: "80 mg som engangsdose dag 1 og 40 mg som engangsdose dag 15". */
void
_smt_words_day_list (GString *out,
                     const SmtWordTable *table,
                     const SmtDays *days,
                     gboolean first,
                     gboolean one_of_several)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  if (!one_of_several && smt_day_bits_count (&days->on) == 1 && smt_day_bits_has (&days->on, 1))
    {
      _smt_words_fill (out, first ? table->single_first : table->single_dose, NULL);
      return;
    }
  _smt_words_day_numbers (numbers, table, &days->on);
  _smt_words_fill (out, first ? table->single_doses_first : table->single_doses, "days", numbers->str, NULL);
}

/* "2 ganger i uken", "2–3 ganger i løpet av 10 dager". */
static void
append_k_of_n (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  const SmtUnitOfTimeWords *time = &table->time[days->unit];

  if (smt_range_is_int (days->k, 1))
    {
      _smt_words_every (out, table, days->n, days->unit, time->once);
      return;
    }
  _smt_words_counted (out, table, days->k, table->once, table->times);
  _smt_words_counted (out, table, days->n, time->in, time->in_n);
}

static gboolean
is_every_day (const SmtDays *days)
{
  return days->kind == SMT_DAYS_EVERY_N && days->unit == SMT_TIME_UNIT_DAY && smt_range_is_int (days->n, 1);
}

/* "6 sykluser"; of weeks and days how long that is, "i 4 uker". */
static void
append_repeats (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  const SmtUnitOfTimeWords *time = &table->time[days->kind == SMT_DAYS_WEEKDAYS ? SMT_TIME_UNIT_WEEK : days->unit];
  SmtDecimal length = SMT_DECIMAL_INT (days->repeats);

  if (days->repeats == 0)
    return;
  if (days->kind == SMT_DAYS_CYCLE)
    {
      g_autofree char *number = g_strdup_printf ("%u", days->repeats);
      _smt_words_fill (out, table->cycles, "n", number, NULL);
      return;
    }
  if (_smt_range_known (days->n) && !smt_decimal_multiply (days->n.hi, length, &length))
    return;
  _smt_words_counted (out, table, smt_range_exact (length), time->one_long, time->n_long);
}

/* "2 ganger med 7 dagers mellomrom": a number of doses, not a habit. */
static void
append_repeated_interval (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  const SmtUnitOfTimeWords *time = &table->time[days->unit];

  _smt_words_counted (out, table, smt_range_exact_int (days->repeats), table->once, table->times);
  _smt_words_counted (out, table, days->n, time->apart_one, time->apart);
}

/* On which days, in words; nothing for days that were not said. */
void
_smt_words_days (GString *out, const SmtWordTable *table, const SmtDays *days)
{
  switch (days->kind)
    {
    case SMT_DAYS_EVERY_N:
      if (days->repeats != 0 && !is_every_day (days))
        {
          append_repeated_interval (out, table, days);
          return;
        }
      _smt_words_every (out, table, days->n, days->unit, table->time[days->unit].once);
      break;
    case SMT_DAYS_WEEKDAYS:
      append_weekdays (out, table, days);
      break;
    case SMT_DAYS_CYCLE:
      append_cycle (out, table, days);
      break;
    case SMT_DAYS_K_OF_N:
      append_k_of_n (out, table, days);
      break;
    case SMT_DAYS_DAY_LIST:
      _smt_words_day_list (out, table, days, FALSE, FALSE);
      break;
    case SMT_DAYS_UNKNOWN:
    default:
      return;
    }
  append_repeats (out, table, days);
}
