/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-decimal-private.h"

static const gint64 powers_of_ten[SMT_DECIMAL_MAX_SCALE + 1] = {
  G_GINT64_CONSTANT (1),
  G_GINT64_CONSTANT (10),
  G_GINT64_CONSTANT (100),
  G_GINT64_CONSTANT (1000),
  G_GINT64_CONSTANT (10000),
  G_GINT64_CONSTANT (100000),
  G_GINT64_CONSTANT (1000000),
  G_GINT64_CONSTANT (10000000),
  G_GINT64_CONSTANT (100000000),
  G_GINT64_CONSTANT (1000000000),
  G_GINT64_CONSTANT (10000000000),
  G_GINT64_CONSTANT (100000000000),
  G_GINT64_CONSTANT (1000000000000),
  G_GINT64_CONSTANT (10000000000000),
  G_GINT64_CONSTANT (100000000000000),
  G_GINT64_CONSTANT (1000000000000000),
  G_GINT64_CONSTANT (10000000000000000),
  G_GINT64_CONSTANT (100000000000000000),
  G_GINT64_CONSTANT (1000000000000000000),
};

/* Fits an exact value into a decimal, giving up trailing zeros of the fraction only where it must. */
static gboolean
fit (Wide mantissa, guint scale, SmtDecimal *out)
{
  while (scale > 0 && mantissa % 10 == 0
         && (scale > SMT_DECIMAL_MAX_SCALE || mantissa > G_MAXINT64 || mantissa < G_MININT64))
    {
      mantissa /= 10;
      scale--;
    }

  if (scale > SMT_DECIMAL_MAX_SCALE || mantissa > G_MAXINT64 || mantissa < G_MININT64)
    return FALSE;

  *out = (SmtDecimal){ (gint64)mantissa, (guint8)scale };
  return TRUE;
}

static Wide
at_scale (SmtDecimal value, guint8 scale)
{
  return (Wide)value.mantissa * powers_of_ten[scale - value.scale];
}

static Wide
greatest_common_divisor (Wide a, Wide b)
{
  a = a < 0 ? -a : a;
  b = b < 0 ? -b : b;
  while (b != 0)
    {
      Wide rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

/* Lowest terms, the sign in the numerator; refused when that does not fit. */
static gboolean
reduce (Wide num, Wide den, SmtRatio *out)
{
  Wide divisor;

  if (den == 0)
    return FALSE;

  if (den != 1) /* most are whole, and need no division */
    {
      divisor = greatest_common_divisor (num, den);
      num /= den < 0 ? -divisor : divisor;
      den = (den < 0 ? -den : den) / divisor;
    }
  if (num > G_MAXINT64 || num < G_MININT64 || den > G_MAXINT64)
    return FALSE;

  *out = (SmtRatio){ (gint64)num, (gint64)den };
  return TRUE;
}

/**
 * smt_decimal_normalize:
 * @value: a number
 *
 * Returns: the same value with the smallest scale that holds it; equal values become identical
 */
SmtDecimal
smt_decimal_normalize (SmtDecimal value)
{
  while (value.scale > 0 && value.mantissa % 10 == 0)
    {
      value.mantissa /= 10;
      value.scale--;
    }

  return value;
}

/**
 * smt_decimal_compare:
 * @a: a number
 * @b: another number
 *
 * Compares the values, whatever their scales.
 *
 * Returns: below, equal to or above 0 as @a is below, equal to or above @b
 */
int
smt_decimal_compare (SmtDecimal a, SmtDecimal b)
{
  guint8 scale = MAX (a.scale, b.scale);
  Wide left, right;

  g_return_val_if_fail (_smt_decimal_is_valid (a) && _smt_decimal_is_valid (b), 0);

  left = at_scale (a, scale);
  right = at_scale (b, scale);
  return (left > right) - (left < right);
}

/**
 * smt_decimal_equal:
 * @a: a number
 * @b: another number
 *
 * Returns: whether the values are the same, whatever their scales
 */
gboolean
smt_decimal_equal (SmtDecimal a, SmtDecimal b)
{
  return smt_decimal_compare (a, b) == 0;
}

/**
 * smt_decimal_sign:
 * @value: a number
 *
 * Returns: -1, 0 or 1
 */
int
smt_decimal_sign (SmtDecimal value)
{
  return (value.mantissa > 0) - (value.mantissa < 0);
}

/**
 * smt_decimal_is_integer:
 * @value: a number
 * @out: (out) (optional): its whole value
 *
 * Returns: whether @value is whole, as 2.00 is
 */
gboolean
smt_decimal_is_integer (SmtDecimal value, gint64 *out)
{
  SmtDecimal plain = smt_decimal_normalize (value);

  if (plain.scale > 0)
    return FALSE;

  if (out != NULL)
    *out = plain.mantissa;
  return TRUE;
}

/**
 * smt_decimal_add:
 * @a: a number
 * @b: another number
 * @out: (out): the exact sum, with the larger of the two scales where it fits
 *
 * Returns: %FALSE, with @out untouched, when the sum does not fit
 */
gboolean
smt_decimal_add (SmtDecimal a, SmtDecimal b, SmtDecimal *out)
{
  guint8 scale = MAX (a.scale, b.scale);

  g_return_val_if_fail (_smt_decimal_is_valid (a) && _smt_decimal_is_valid (b), FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return fit (at_scale (a, scale) + at_scale (b, scale), scale, out);
}

/**
 * smt_decimal_subtract:
 * @a: a number
 * @b: what is taken from it
 * @out: (out): the exact difference, with the larger of the two scales where it fits
 *
 * Returns: %FALSE, with @out untouched, when the difference does not fit
 */
gboolean
smt_decimal_subtract (SmtDecimal a, SmtDecimal b, SmtDecimal *out)
{
  guint8 scale = MAX (a.scale, b.scale);

  g_return_val_if_fail (_smt_decimal_is_valid (a) && _smt_decimal_is_valid (b), FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return fit (at_scale (a, scale) - at_scale (b, scale), scale, out);
}

/**
 * smt_decimal_multiply:
 * @a: a number
 * @b: another number
 * @out: (out): the exact product, with the sum of the two scales where it fits
 *
 * Returns: %FALSE, with @out untouched, when the product does not fit
 */
gboolean
smt_decimal_multiply (SmtDecimal a, SmtDecimal b, SmtDecimal *out)
{
  g_return_val_if_fail (_smt_decimal_is_valid (a) && _smt_decimal_is_valid (b), FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return fit ((Wide)a.mantissa * b.mantissa, (guint)a.scale + b.scale, out);
}

/**
 * smt_decimal_to_ratio:
 * @value: a number
 * @out: (out): the same value in lowest terms
 *
 * Returns: %TRUE; every decimal is a ratio that fits
 */
gboolean
smt_decimal_to_ratio (SmtDecimal value, SmtRatio *out)
{
  g_return_val_if_fail (_smt_decimal_is_valid (value), FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return reduce (value.mantissa, powers_of_ten[value.scale], out);
}

/**
 * smt_ratio_make:
 * @num: numerator
 * @den: denominator
 * @out: (out): `num / den` in lowest terms, the sign in the numerator
 *
 * Returns: %FALSE, with @out untouched, when @den is 0 or the lowest terms do not fit
 */
gboolean
smt_ratio_make (gint64 num, gint64 den, SmtRatio *out)
{
  g_return_val_if_fail (out != NULL, FALSE);

  return reduce (num, den, out);
}

/**
 * smt_ratio_compare:
 * @a: a quotient
 * @b: another quotient
 *
 * Compares by cross-multiplication, without dividing.
 *
 * Returns: below, equal to or above 0 as @a is below, equal to or above @b
 */
int
smt_ratio_compare (SmtRatio a, SmtRatio b)
{
  Wide left, right;

  g_return_val_if_fail (a.den > 0 && b.den > 0, 0);

  if (a.den == b.den)
    return (a.num > b.num) - (a.num < b.num);
  left = (Wide)a.num * b.den;
  right = (Wide)b.num * a.den;
  return (left > right) - (left < right);
}

/**
 * smt_ratio_add:
 * @a: a quotient
 * @b: another quotient
 * @out: (out): the exact sum in lowest terms
 *
 * Returns: %FALSE, with @out untouched, when the sum does not fit
 */
gboolean
smt_ratio_add (SmtRatio a, SmtRatio b, SmtRatio *out)
{
  g_return_val_if_fail (a.den > 0 && b.den > 0, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return reduce ((Wide)a.num * b.den + (Wide)b.num * a.den, (Wide)a.den * b.den, out);
}

/**
 * smt_ratio_multiply:
 * @a: a quotient
 * @b: another quotient
 * @out: (out): the exact product in lowest terms
 *
 * Returns: %FALSE, with @out untouched, when the product does not fit
 */
gboolean
smt_ratio_multiply (SmtRatio a, SmtRatio b, SmtRatio *out)
{
  g_return_val_if_fail (a.den > 0 && b.den > 0, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return reduce ((Wide)a.num * b.num, (Wide)a.den * b.den, out);
}

/**
 * smt_ratio_divide:
 * @a: a quotient
 * @b: what it is divided by
 * @out: (out): the exact quotient in lowest terms
 *
 * Returns: %FALSE, with @out untouched, when @b is 0 or the result does not fit
 */
gboolean
smt_ratio_divide (SmtRatio a, SmtRatio b, SmtRatio *out)
{
  g_return_val_if_fail (a.den > 0 && b.den > 0, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  return reduce ((Wide)a.num * b.den, (Wide)a.den * b.num, out);
}

/**
 * smt_ratio_to_decimal:
 * @value: a quotient
 * @out: (out): the same value with the smallest scale that holds it
 *
 * Returns: %FALSE, with @out untouched, when no decimal says the same exactly (7/3), or it does not fit
 */
gboolean
smt_ratio_to_decimal (SmtRatio value, SmtDecimal *out)
{
  SmtRatio lowest;

  g_return_val_if_fail (value.den > 0, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  if (!reduce (value.num, value.den, &lowest))
    return FALSE;

  for (guint8 scale = 0; scale <= SMT_DECIMAL_MAX_SCALE; scale++)
    if (powers_of_ten[scale] % lowest.den == 0)
      return fit ((Wide)lowest.num * (powers_of_ten[scale] / lowest.den), scale, out);

  return FALSE;
}
