/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decimals as text: read without rounding, written without an exponent.
 */
#include "base/smt-decimal-private.h"

#include <string.h>

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
  g_return_val_if_fail (_smt_decimal_is_valid (value), g_strdup ("0"));

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
  g_return_val_if_fail (_smt_decimal_is_valid (value), g_strdup ("0"));

  return write_digits (smt_decimal_normalize (value), point);
}
