/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-decimal.h"

#include <string.h>

/* 10^18 times the largest mantissa still fits, so aligning two decimals never overflows. */
__extension__ typedef __int128 Wide;

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

/* An exponent beyond this can only stand behind a zero, or be refused; the clamp keeps the sum from overflowing. */
#define EXPONENT_CLAMP 100000000

/* A number taken apart by the grammar of RFC 8259 section 6. */
typedef struct
{
  gboolean negative;
  const char *digits; /* first digit of the whole part */
  gsize n_whole;
  const char *fraction;
  gsize n_fraction;
  gint64 exponent;
} Lexeme;

static gsize
count_digits (const char *text, const char *end)
{
  const char *p = text;

  while (p < end && g_ascii_isdigit (*p))
    p++;

  return (gsize)(p - text);
}

static char
digit_at (const Lexeme *lexeme, gsize i)
{
  return i < lexeme->n_whole ? lexeme->digits[i] : lexeme->fraction[i - lexeme->n_whole];
}

static gboolean
read_exponent (const char *p, const char *end, gint64 *exponent)
{
  gboolean negative = FALSE;
  gsize n_digits;
  gint64 value = 0;

  if (p < end && (*p == '+' || *p == '-'))
    negative = *p++ == '-';

  n_digits = count_digits (p, end);
  if (n_digits == 0 || p + n_digits != end)
    return FALSE;

  for (; p < end; p++)
    value = MIN (value * 10 + (*p - '0'), EXPONENT_CLAMP);

  *exponent = negative ? -value : value;
  return TRUE;
}

static gboolean
take_apart (const char *text, const char *end, Lexeme *lexeme)
{
  const char *p = text;

  *lexeme = (Lexeme){ 0 };
  if (p < end && *p == '-')
    {
      lexeme->negative = TRUE;
      p++;
    }

  lexeme->digits = p;
  lexeme->n_whole = count_digits (p, end);
  if (lexeme->n_whole == 0 || (*p == '0' && lexeme->n_whole > 1))
    return FALSE;
  p += lexeme->n_whole;

  if (p < end && *p == '.')
    {
      lexeme->fraction = ++p;
      lexeme->n_fraction = count_digits (p, end);
      if (lexeme->n_fraction == 0)
        return FALSE;
      p += lexeme->n_fraction;
    }

  if (p < end && (*p == 'e' || *p == 'E'))
    return read_exponent (p + 1, end, &lexeme->exponent);

  return p == end;
}

/* The digits as one whole number; the first @n_digits of them, whole part and fraction taken together. */
static gboolean
gather (const Lexeme *lexeme, gsize n_digits, guint64 *magnitude)
{
  *magnitude = 0;
  for (gsize i = 0; i < n_digits; i++)
    if (__builtin_mul_overflow (*magnitude, (guint64)10, magnitude)
        || __builtin_add_overflow (*magnitude, (guint64)(digit_at (lexeme, i) - '0'), magnitude))
      return FALSE;

  return TRUE;
}

static gboolean
apply_sign (guint64 magnitude, gboolean negative, gint64 *out)
{
  Wide value = negative ? -(Wide)magnitude : (Wide)magnitude;

  if (value > G_MAXINT64 || value < G_MININT64)
    return FALSE;

  *out = (gint64)value;
  return TRUE;
}

/* Puts the first @n_digits together; those behind are known to be zeros. */
static gboolean
assemble (const Lexeme *lexeme, gsize n_digits, SmtDecimal *out)
{
  gint64 scale = (gint64)n_digits - (gint64)lexeme->n_whole - lexeme->exponent;
  guint64 magnitude;
  SmtDecimal value = SMT_DECIMAL_ZERO;

  if (!gather (lexeme, n_digits, &magnitude))
    return FALSE;

  if (magnitude == 0)
    scale = CLAMP (scale, 0, SMT_DECIMAL_MAX_SCALE);
  for (; scale < 0; scale++)
    if (__builtin_mul_overflow (magnitude, (guint64)10, &magnitude))
      return FALSE;
  if (scale > SMT_DECIMAL_MAX_SCALE || !apply_sign (magnitude, lexeme->negative, &value.mantissa))
    return FALSE;

  value.scale = (guint8)scale;
  *out = value;
  return TRUE;
}

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

static gboolean
is_decimal (SmtDecimal value)
{
  return value.scale <= SMT_DECIMAL_MAX_SCALE;
}

/* Writes the digits with the point where the scale says, at least one digit before it. */
static char *
write_digits (SmtDecimal value, char point)
{
  guint64 magnitude = value.mantissa < 0 ? 0 - (guint64)value.mantissa : (guint64)value.mantissa;
  char text[32];
  guint at = sizeof text;
  guint written = 0;

  text[--at] = '\0';
  do
    {
      if (written > 0 && written == value.scale)
        text[--at] = point;
      text[--at] = (char)('0' + magnitude % 10);
      magnitude /= 10;
      written++;
    }
  while (magnitude > 0 || written <= value.scale);

  if (value.mantissa < 0)
    text[--at] = '-';

  return g_strdup (text + at);
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
 * smt_decimal_parse:
 * @text: the digits, not necessarily NUL-terminated
 * @length: bytes in @text, or -1 when it is NUL-terminated
 * @out: (out): the number
 *
 * Reads a number written by the grammar of RFC 8259 section 6, with an exponent if there is one. Trailing zeros are
 * kept in the scale ("1.00" is {100, 2}) because the writer meant them; they are given up only where the number would
 * not fit otherwise. What cannot be held exactly is refused: a rounded dose is another dose.
 *
 * Returns: %FALSE, with @out untouched, when @text is no such number or does not fit
 */
gboolean
smt_decimal_parse (const char *text, gssize length, SmtDecimal *out)
{
  Lexeme lexeme;
  gsize n_digits;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  if (!take_apart (text, text + (length < 0 ? strlen (text) : (gsize)length), &lexeme))
    return FALSE;

  n_digits = lexeme.n_whole + lexeme.n_fraction;
  if (assemble (&lexeme, n_digits, out))
    return TRUE;

  while (n_digits > 1 && digit_at (&lexeme, n_digits - 1) == '0')
    n_digits--;

  return assemble (&lexeme, n_digits, out);
}

/**
 * smt_decimal_to_string:
 * @value: a number
 *
 * Returns: (transfer full): the number in plain notation with a point and no trailing zeros: "2.5", "0.1", "-3"
 */
char *
smt_decimal_to_string (SmtDecimal value)
{
  return smt_decimal_format (value, '.');
}

/**
 * smt_decimal_to_lexeme:
 * @value: a number
 *
 * Unlike smt_decimal_to_string() this keeps the trailing zeros that stand in the scale, so that "1.00" goes out as it
 * came in.
 *
 * Returns: (transfer full): a number of RFC 8259 section 6 without exponent
 */
char *
smt_decimal_to_lexeme (SmtDecimal value)
{
  g_return_val_if_fail (is_decimal (value), g_strdup ("0"));

  return write_digits (value, '.');
}

/**
 * smt_decimal_format:
 * @value: a number
 * @point: the character to stand as decimal point; a comma in Norwegian text
 *
 * Returns: (transfer full): plain notation without trailing zeros
 */
char *
smt_decimal_format (SmtDecimal value, char point)
{
  g_return_val_if_fail (is_decimal (value), g_strdup ("0"));

  return write_digits (smt_decimal_normalize (value), point);
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

  g_return_val_if_fail (is_decimal (a) && is_decimal (b), 0);

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

  g_return_val_if_fail (is_decimal (a) && is_decimal (b), FALSE);
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

  g_return_val_if_fail (is_decimal (a) && is_decimal (b), FALSE);
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
  g_return_val_if_fail (is_decimal (a) && is_decimal (b), FALSE);
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
  g_return_val_if_fail (is_decimal (value), FALSE);
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
