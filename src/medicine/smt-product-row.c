/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-product-row.h"

#include <string.h>

#include "medicine/smt-interval-table-private.h"

/* Whether a condition of a row holds for a product; what is not known of the product decides nothing. */
typedef enum
{
  HOLDS,
  FAILS,
  UNDECIDED,
} Verdict;

/* --- names -------------------------------------------------------------------------------------------------------- */

/* A hyphen or slash joins words: the "trimetoprim" of "sulfametoksazol/trimetoprim" is another product. */
static gboolean
is_boundary (gunichar c)
{
  return !g_unichar_isalnum (c) && c != '-' && c != '/' && c != '+' && c != '&';
}

/*
 * smt_row_names_word:
 * @text: text in one spelling
 * @name: a name in one spelling
 *
 * Returns: %TRUE if @name stands in @text as a whole word
 */
gboolean
smt_row_names_word (const char *text, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (text, name); at != NULL; at = strstr (at + 1, name))
    {
      gboolean begins = at == text || is_boundary (g_utf8_get_char (g_utf8_prev_char (at)));
      if (begins && is_boundary (g_utf8_get_char (at + length)))
        return TRUE;
    }
  return FALSE;
}

/* The length of the longest name of @row in @text; 0 when none stands there. */
static gsize
longest_name (const SmtIntervalRow *row, const char *text)
{
  guint number = (guint)(row - smt_interval_rows);
  gsize longest = 0;

  for (guint i = 0; i < smt_interval_n_names; i++)
    {
      const SmtIntervalKey *name = &smt_interval_names[i];
      if (name->row == number && strlen (name->text) > longest && smt_row_names_word (text, name->text))
        longest = strlen (name->text);
    }
  return longest;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static Verdict
check_form (const SmtIntervalRow *row, const SmtProduct *product)
{
  if (row->forms == 0)
    return HOLDS;
  if (product->form == SMT_FORM_UNKNOWN)
    return UNDECIDED;
  return (row->forms & (1u << product->form)) != 0 ? HOLDS : FAILS;
}

/* Thousandths: mikrog, mg and g are the only units that are converted, and only into one another. */
static gboolean
to_mikrog (SmtDecimal value, const char *unit, SmtDecimal *out)
{
  gint64 factor;

  if (strcmp (unit, "mikrog") == 0)
    factor = 1;
  else if (strcmp (unit, "mg") == 0)
    factor = 1000;
  else if (strcmp (unit, "g") == 0)
    factor = 1000000;
  else
    return FALSE;
  return smt_decimal_multiply (value, SMT_DECIMAL_INT (factor), out);
}

static gboolean
compare_strength (SmtDecimal a, const char *unit_a, SmtDecimal b, const char *unit_b, int *order)
{
  if (strcmp (unit_a, unit_b) == 0 || (strcmp (unit_a, "IE") == 0 && strcmp (unit_b, "E") == 0)
      || (strcmp (unit_a, "E") == 0 && strcmp (unit_b, "IE") == 0))
    {
      *order = smt_decimal_compare (a, b);
      return TRUE;
    }

  SmtDecimal in_mikrog_a, in_mikrog_b;
  if (!to_mikrog (a, unit_a, &in_mikrog_a) || !to_mikrog (b, unit_b, &in_mikrog_b))
    return FALSE;
  *order = smt_decimal_compare (in_mikrog_a, in_mikrog_b);
  return TRUE;
}

/* What @strength is per, as far as it matters: a container that is named with its number ("0,4 ml") is one unit. */
static const char *
divisor (const SmtStrength *strength)
{
  if (strength->per_unit == NULL)
    return "";
  if (g_ascii_isdigit (strength->per_unit[0]) && g_str_has_suffix (strength->per_unit, " ml"))
    return "";
  return strength->per_unit;
}

static Verdict
check_strength (const SmtIntervalRow *row, const SmtProduct *product)
{
  if (row->strength_unit == NULL)
    return HOLDS;
  /* the strengths of a combination stand in an order that the row does not know */
  if (product->strengths->len != 1)
    return UNDECIDED;

  const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, 0);
  g_auto (GStrv) unit = g_strsplit (row->strength_unit, "/", 2);
  if (strcmp (divisor (strength), unit[1] != NULL ? unit[1] : "") != 0)
    return UNDECIDED;

  /* international units and milligrams are two ways to label a product, and each has its own row */
  int low, high = -1;
  if (!compare_strength (strength->value, strength->unit, row->strength_min, unit[0], &low))
    return FAILS;
  if (smt_decimal_sign (row->strength_max) > 0)
    compare_strength (strength->value, strength->unit, row->strength_max, unit[0], &high);
  return low >= 0 && high <= 0 ? HOLDS : FAILS;
}

static Verdict
check_row (const SmtIntervalRow *row, const SmtProduct *product)
{
  Verdict form = check_form (row, product);
  Verdict strength = check_strength (row, product);

  if (form == FAILS || strength == FAILS)
    return FAILS;
  return form == HOLDS && strength == HOLDS ? HOLDS : UNDECIDED;
}

/* --- for the room ------------------------------------------------------------------------------------------------- */

/* The first key that is not before the @length bytes at @text. */
static guint
find_key (const SmtIntervalKey *keys, guint n_keys, const char *text, gsize length)
{
  guint low = 0, high = n_keys;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (strncmp (keys[middle].text, text, length) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/*
 * smt_rows_by_atc:
 * @atc: an ATC code of the fifth level
 *
 * Returns: (transfer container) (element-type SmtIntervalRow): the rows whose ATC code is @atc or a group it is in
 */
GPtrArray *
smt_rows_by_atc (const char *atc)
{
  g_autofree char *code = g_ascii_strup (atc, -1);
  GPtrArray *rows = g_ptr_array_new ();

  for (gsize length = strlen (code); length > 0; length--)
    {
      code[length] = '\0';
      for (guint i = find_key (smt_interval_codes, smt_interval_n_codes, code, length + 1);
           i < smt_interval_n_codes && strcmp (smt_interval_codes[i].text, code) == 0; i++)
        g_ptr_array_add (rows, (gpointer)&smt_interval_rows[smt_interval_codes[i].row]);
    }
  return rows;
}

/* Adds the rows of the names that begin at @word, when they are as long as the longest so far or longer. */
static void
add_rows_named (GPtrArray *rows, const char *word, gsize *longest)
{
  gsize first_letter = (gsize)(g_utf8_next_char (word) - word);

  for (guint i = find_key (smt_interval_names, smt_interval_n_names, word, first_letter);
       i < smt_interval_n_names && strncmp (smt_interval_names[i].text, word, first_letter) == 0; i++)
    {
      gsize length = strlen (smt_interval_names[i].text);
      if (length < *longest || strncmp (word, smt_interval_names[i].text, length) != 0
          || !is_boundary (g_utf8_get_char (word + length)))
        continue;
      if (length > *longest)
        g_ptr_array_set_size (rows, 0);
      *longest = length;
      /* brand and display often say the same name */
      gpointer row = (gpointer)&smt_interval_rows[smt_interval_names[i].row];
      if (!g_ptr_array_find (rows, row, NULL))
        g_ptr_array_add (rows, row);
    }
}

/*
 * smt_rows_by_name:
 * @name: what stands in a display before form and strength, folded and in one spelling
 *
 * Returns: (transfer container) (element-type SmtIntervalRow): the rows that share the longest name standing there
 */
GPtrArray *
smt_rows_by_name (const char *name)
{
  GPtrArray *rows = g_ptr_array_new ();
  gsize longest = 0;
  gboolean begins = TRUE;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (begins)
        add_rows_named (rows, at, &longest);
      begins = is_boundary (g_utf8_get_char (at));
    }
  return rows;
}

/*
 * smt_rows_narrow:
 * @rows: (element-type SmtIntervalRow): rows found by ATC
 * @name: what stands in a display before form and strength, folded and in one spelling
 *
 * A brand decides between rows of one substance ("Estradot"); when no row is named, all of them stay.
 */
void
smt_rows_narrow (GPtrArray *rows, const char *name)
{
  gsize longest = 0;

  for (guint i = 0; i < rows->len; i++)
    longest = MAX (longest, longest_name (g_ptr_array_index (rows, i), name));
  for (guint i = rows->len; i > 0; i--)
    if (longest_name (g_ptr_array_index (rows, i - 1), name) < longest)
      g_ptr_array_remove_index (rows, i - 1);
}

/* The row that says least: the shortest interval, and of equal ones the gravest. */
static gboolean
is_milder (const SmtIntervalRow *a, const SmtIntervalRow *b)
{
  int order = smt_ratio_compare (a->bound.min_days, b->bound.min_days);

  return order < 0 || (order == 0 && a->severity > b->severity);
}

static gboolean
forbids_daily (const SmtIntervalRow *row)
{
  return row->bound.daily == SMT_DAILY_NEVER || row->bound.daily == SMT_DAILY_ONCOLOGY;
}

/* A row is about exactly this form and strength. "40 mg/ml" is settled by the row in mg/ml; the row in mg stays open.
 */
static gboolean
any_fits (const GPtrArray *rows, const SmtProduct *product)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const SmtIntervalRow *row = g_ptr_array_index (rows, i);
      if (row->strength_unit != NULL && check_row (row, product) == HOLDS)
        return TRUE;
    }
  return FALSE;
}

/*
 * smt_rows_choose:
 * @rows: (element-type SmtIntervalRow): candidates
 * @product: what is known of form and strength
 *
 * A row is chosen only if what it says holds for every row that may be meant: when all agree on the shortest interval,
 * the gravest of them; when all forbid daily use, the one with the shortest interval, which is wrong for none. Else
 * nothing is chosen: silence is better than a rule for another strength. Where a row fits form and strength exactly,
 * those that may be meant are those that fit.
 *
 * Returns: (transfer none) (nullable): the row that speaks for @product
 */
const SmtIntervalRow *
smt_rows_choose (const GPtrArray *rows, const SmtProduct *product)
{
  const SmtIntervalRow *chosen = NULL;
  Verdict needed = any_fits (rows, product) ? HOLDS : UNDECIDED;
  gboolean all_forbid = TRUE;
  gboolean all_agree = TRUE;

  for (guint i = 0; i < rows->len; i++)
    {
      const SmtIntervalRow *row = g_ptr_array_index (rows, i);
      Verdict verdict = check_row (row, product);
      if (verdict == FAILS || (verdict == UNDECIDED && needed == HOLDS))
        continue;
      all_forbid = all_forbid && forbids_daily (row);
      all_agree = all_agree && (chosen == NULL || smt_ratio_compare (row->bound.min_days, chosen->bound.min_days) == 0);
      if (chosen == NULL || is_milder (row, chosen))
        chosen = row;
    }
  return all_forbid || all_agree ? chosen : NULL;
}

/*
 * smt_rows_find_open:
 * @rows: (element-type SmtIntervalRow): candidates of which smt_rows_choose() chose none
 * @product: what is known of form and strength
 *
 * "Alendronat" without a strength may be the tablet of every day or that of the week. No rule speaks for it, but it
 * must not pass in silence either.
 *
 * Returns: (transfer none) (nullable): the gravest row that is not for daily use and may be meant, as far as is said
 */
const SmtIntervalRow *
smt_rows_find_open (const GPtrArray *rows, const SmtProduct *product)
{
  const SmtIntervalRow *gravest = NULL;

  /* what is said, if in units that no row has ("100 mikrog/ml"), is not what the clinician could add */
  if (product->strengths->len > 0 && product->form != SMT_FORM_UNKNOWN)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const SmtIntervalRow *row = g_ptr_array_index (rows, i);
      if (forbids_daily (row) && check_row (row, product) == UNDECIDED
          && (gravest == NULL || row->severity > gravest->severity))
        gravest = row;
    }
  return gravest;
}
