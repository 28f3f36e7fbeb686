/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-words.h"

#include "dosing/smt-rhythm-private.h"
#include "dosing/smt-units.h"
#include "dosing/smt-words-table.h"

#include <string.h>

#define DAYS_IN_WEEK 7
#define NO_BREAK_SPACE "\302\240"

/* --- putting words together --------------------------------------------------------------------------------------- */

/* The words of @language; languages without a table of their own get bokmål, which is what is sent (contract 3). */
const SmtWordTable *
_smt_words_table (SmtLanguage language)
{
  switch (language)
    {
    case SMT_LANGUAGE_NN:
      return &_smt_words_nn;
    case SMT_LANGUAGE_EN:
      return &_smt_words_en;
    case SMT_LANGUAGE_NB:
    case SMT_LANGUAGE_DA:
    case SMT_LANGUAGE_SV:
    default:
      return &_smt_words_nb;
    }
}

static const char *
value_of (const char *name, gsize length, va_list pairs)
{
  const char *key;

  while ((key = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);
      if (strlen (key) == length && strncmp (key, name, length) == 0)
        return value;
    }
  return "";
}

/* Appends @form with every {name} replaced; the arguments are pairs of name and value. A form that begins with a comma
 * stands close to what is before it, every other one after a space. */
void
_smt_words_fill (GString *out, const char *form, ...)
{
  const char *open, *close;
  va_list pairs, again;

  if (form[0] != ',')
    _smt_words_space (out);
  va_start (pairs, form);
  while ((open = strchr (form, '{')) != NULL && (close = strchr (open, '}')) != NULL)
    {
      g_string_append_len (out, form, open - form);
      va_copy (again, pairs);
      g_string_append (out, value_of (open + 1, (gsize)(close - open - 1), again));
      va_end (again);
      form = close + 1;
    }
  va_end (pairs);
  g_string_append (out, form);
}

/* A space between what is there and what comes. */
void
_smt_words_space (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

/* "a", "a og b", "a, b og c". */
void
_smt_words_join (GString *out, const SmtWordTable *table, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append (out, i + 1 == items->len ? table->and : ", ");
      g_string_append (out, g_ptr_array_index (items, i));
    }
}

/* "2,5", "600", "20 000": from five digits on in groups of three, so that a zero too many is seen, and never broken
 * over two lines. */
static char *
number_text (const SmtWordTable *table, SmtDecimal value)
{
  g_autofree char *plain = smt_decimal_format (smt_decimal_normalize (value), table->point);
  gsize whole = strcspn (plain, (const char[]){ table->point, '\0' });

  if (whole < 5)
    return g_steal_pointer (&plain);
  GString *out = g_string_new (plain);
  for (gsize at = whole - 3; at > 0 && at < whole; at -= MIN (at, 3))
    g_string_insert (out, (gssize)at, NO_BREAK_SPACE);
  return g_string_free (out, FALSE);
}

/* "2", "2–3", "inntil 3"; empty when unknown. */
char *
_smt_words_number (const SmtWordTable *table, SmtRange range)
{
  if (range.kind == SMT_RANGE_UNKNOWN)
    return g_strdup ("");
  if (range.kind == SMT_RANGE_EXACT)
    return number_text (table, range.lo);

  g_autofree char *hi = number_text (table, range.hi);
  if (range.kind == SMT_RANGE_BETWEEN)
    {
      g_autofree char *lo = number_text (table, range.lo);
      return g_strconcat (lo, "–", hi, NULL);
    }
  GString *out = g_string_new (NULL);
  _smt_words_fill (out, table->at_most, "n", hi, NULL);
  return g_string_free (out, FALSE);
}

/* @one for exactly one, else @many with {n}. */
void
_smt_words_counted (GString *out, const SmtWordTable *table, SmtRange n, const char *one, const char *many)
{
  if (smt_range_is_int (n, 1))
    {
      _smt_words_fill (out, one, NULL);
      return;
    }
  g_autofree char *number = _smt_words_number (table, n);
  _smt_words_fill (out, many, "n", number, NULL);
}

/* "1 tablett", "1,5 tabletter", "1–2 tabletter", "4–6 milligram per kilo". */
void
_smt_words_amount (GString *out, SmtRange amount, const char *unit, SmtPer per, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);
  gboolean known = _smt_range_known (amount);
  g_autofree char *number = _smt_words_number (table, amount);

  if (known)
    {
      _smt_words_space (out);
      g_string_append (out, number);
    }
  if (unit != NULL)
    {
      gboolean plural = known && smt_decimal_compare (amount.hi, SMT_DECIMAL_INT (1)) > 0;
      _smt_words_space (out);
      g_string_append (out, _smt_unit_word (unit, plural, language));
    }
  if (per == SMT_PER_KG)
    _smt_words_fill (out, table->per_kg, NULL);
  else if (per == SMT_PER_M2)
    _smt_words_fill (out, table->per_m2, NULL);
  else if (per == SMT_PER_HOUR)
    _smt_words_fill (out, table->per_hour, NULL);
}

/* "mandag", "mandag, onsdag og fredag". */
void
_smt_words_weekdays (GString *out, const SmtWordTable *table, guint8 weekdays)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint day = 0; day < DAYS_IN_WEEK; day++)
    if ((weekdays >> day & 1) != 0)
      g_ptr_array_add (names, (gpointer)table->weekdays[day]);
  _smt_words_join (out, table, names);
}

/* "dag 1", "dag 1–5 og 8–12"; two days in a row are named one by one. */
void
_smt_words_day_numbers (GString *out, const SmtWordTable *table, const SmtDayBits *bits)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean single = smt_day_bits_count (bits) == 1;

  for (guint day = 1; day <= SMT_MAX_CYCLE; day++)
    {
      guint last = day;
      if (!smt_day_bits_has (bits, day))
        continue;
      while (smt_day_bits_has (bits, last + 1))
        last++;
      if (last - day < 2)
        last = day;
      g_ptr_array_add (runs, last > day ? g_strdup_printf ("%u–%u", day, last) : g_strdup_printf ("%u", day));
      day = last;
    }
  _smt_words_join (list, table, runs);
  _smt_words_fill (out, single ? table->day : table->days, "list", list->str, NULL);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_range_to_words:
 * @range: an amount
 * @unit: (nullable): its unit, as the field writes it
 * @language: language to write in
 *
 * Returns: (transfer full): "1,5 tabletter", "1–2 milligram"; the unit alone when @range is unknown; empty when neither
 *   is said
 */
char *
smt_range_to_words (SmtRange range, const char *unit, SmtLanguage language)
{
  g_autoptr (GString) out = g_string_new (NULL);

  _smt_words_amount (out, range, unit, SMT_PER_WHOLE, language);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * smt_date_to_words:
 * @date: a date
 * @language: language to write in
 *
 * Returns: (transfer full): "3. november 2026"; empty for an unset date
 */
char *
smt_date_to_words (SmtDate date, SmtLanguage language)
{
  const SmtWordTable *table = _smt_words_table (language);
  guint year, month, day;

  if (!smt_date_is_set (date))
    return g_strdup ("");
  smt_date_split (date, &year, &month, &day);
  g_autofree char *day_text = g_strdup_printf ("%u", day);
  g_autofree char *year_text = g_strdup_printf ("%u", year);
  g_autoptr (GString) out = g_string_new (NULL);
  _smt_words_fill (out, table->date, "day", day_text, "month", table->months[month - 1], "year", year_text, NULL);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * smt_weekday_name:
 * @weekday: a weekday
 * @language: language to write in
 *
 * Returns: (transfer none): the name in full, never shortened ("tirs" and "tors" have been mixed up)
 */
const char *
smt_weekday_name (SmtWeekday weekday, SmtLanguage language)
{
  g_return_val_if_fail ((guint)weekday < DAYS_IN_WEEK, "");

  return _smt_words_table (language)->weekdays[weekday];
}

/**
 * smt_month_name:
 * @month: 1–12
 * @language: language to write in
 *
 * Returns: (transfer none): the name in full
 */
const char *
smt_month_name (guint month, SmtLanguage language)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");

  return _smt_words_table (language)->months[month - 1];
}

/**
 * smt_weekday_initial:
 * @weekday: a weekday
 * @language: language to write in
 *
 * For the head of a calendar, where all seven stand in order and the place tells which Tuesday and Thursday are.
 *
 * Returns: (transfer none): one letter
 */
const char *
smt_weekday_initial (SmtWeekday weekday, SmtLanguage language)
{
  g_return_val_if_fail ((guint)weekday < DAYS_IN_WEEK, "");

  return _smt_words_table (language)->initials[weekday];
}
