/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a decimal, or as two with a space between: what is read goes out again as the same number, and
 * arithmetic on it is exact or refused.
 */
#include <string.h>

#include "base/smt-decimal.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_round (SmtDecimal value)
{
  g_autofree char *lexeme = smt_decimal_to_lexeme (value);
  g_autofree char *plain = smt_decimal_to_string (value);
  SmtDecimal again;
  SmtRatio quotient;

  g_assert_cmpuint (value.scale, <=, SMT_DECIMAL_MAX_SCALE);
  g_assert_true (smt_decimal_parse (lexeme, -1, &again));
  g_assert_true (again.mantissa == value.mantissa && again.scale == value.scale);
  g_assert_true (smt_decimal_parse (plain, -1, &again));
  g_assert_true (smt_decimal_equal (again, value));
  g_assert_true (smt_decimal_to_ratio (value, &quotient));
  g_assert_true (smt_ratio_to_decimal (quotient, &again));
  g_assert_true (smt_decimal_equal (again, value));
}

static void
check_pair (SmtDecimal a, SmtDecimal b)
{
  SmtDecimal sum, back, product, other;
  SmtRatio left, right, quotient;

  g_assert_cmpint (smt_decimal_compare (a, b), ==, -smt_decimal_compare (b, a));
  if (smt_decimal_add (a, b, &sum))
    {
      g_assert_true (smt_decimal_subtract (sum, b, &back));
      g_assert_true (smt_decimal_equal (back, a));
      g_assert_cmpint (smt_decimal_compare (sum, a), ==, smt_decimal_sign (b));
    }
  if (smt_decimal_multiply (a, b, &product))
    {
      g_assert_true (smt_decimal_multiply (b, a, &other));
      g_assert_true (smt_decimal_equal (product, other));
      g_assert_cmpint (smt_decimal_sign (product), ==, smt_decimal_sign (a) * smt_decimal_sign (b));
    }

  smt_decimal_to_ratio (a, &left);
  smt_decimal_to_ratio (b, &right);
  g_assert_cmpint (smt_ratio_compare (left, right), ==, smt_decimal_compare (a, b));
  if (smt_ratio_divide (left, right, &quotient) && smt_ratio_multiply (quotient, right, &quotient))
    g_assert_cmpint (smt_ratio_compare (quotient, left), ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *space = size > 0 ? memchr (data, ' ', size) : NULL;
  gsize n_first = space != NULL ? (gsize)(space - data) : size;
  SmtDecimal a, b;
  gboolean has_first = smt_decimal_parse (size > 0 ? (const char *)data : "", (gssize)n_first, &a);

  if (has_first)
    check_round (a);
  if (space == NULL || !smt_decimal_parse ((const char *)space + 1, (gssize)(size - n_first - 1), &b))
    return 0;

  check_round (b);
  if (has_first)
    check_pair (a, b);

  return 0;
}
