/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decimals and ratios against 128-bit arithmetic and against arithmetic on digits.
 */
#include "base/smt-decimal.h"

#include "../counts.h"

#include <string.h>

#define SEED 20240602

__extension__ typedef __int128 Wide;

static guint
count (guint n)
{
  return test_is_long () ? n * 50 : n;
}

static gint64
make_int (GRand *random)
{
  gint64 value = (gint64)((guint64)g_rand_int (random) << 32 | g_rand_int (random));

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
      return G_MAXINT64 - g_rand_int_range (random, 0, 3);
    case 1:
      return G_MININT64 + g_rand_int_range (random, 0, 3);
    case 2:
      return g_rand_int_range (random, -10, 11);
    default:
      return value >> g_rand_int_range (random, 0, 64);
    }
}

static SmtDecimal
make_decimal (GRand *random)
{
  SmtDecimal value = { make_int (random), (guint8)g_rand_int_range (random, 0, SMT_DECIMAL_MAX_SCALE + 1) };

  return value;
}

static SmtRatio
make_ratio (GRand *random)
{
  SmtRatio value = SMT_RATIO_INT (0);

  while (!smt_ratio_make (make_int (random), make_int (random), &value))
    continue;
  return value;
}

static gboolean
same (SmtDecimal a, SmtDecimal b)
{
  return a.mantissa == b.mantissa && a.scale == b.scale;
}

static void
test_lexemes_go_round (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (50000); i++)
    {
      SmtDecimal value = make_decimal (random), again = { 42, 7 };
      g_autofree char *lexeme = smt_decimal_to_lexeme (value);
      g_autofree char *plain = smt_decimal_to_string (value);

      g_assert_true (smt_decimal_parse (lexeme, -1, &again));
      g_assert_true (same (value, again));
      g_assert_true (smt_decimal_parse (plain, -1, &again));
      g_assert_true (same (smt_decimal_normalize (value), again));
      g_assert_true (smt_decimal_equal (value, again));
      g_assert_false (strchr (plain, '.') != NULL && plain[strlen (plain) - 1] == '0');
    }
}

/* Pads to 40 digits on either side of the point: then texts compare like numbers, as far as their signs are the same.
 */
static char *
pad (const char *lexeme)
{
  const char *digits = lexeme + (*lexeme == '-');
  const char *point = strchr (digits, '.');
  int n_whole = (int)(point != NULL ? point - digits : (gssize)strlen (digits));
  const char *fraction = point != NULL ? point + 1 : "";
  g_autofree char *zeros = g_strnfill (40, '0');

  return g_strdup_printf ("%.*s%.*s.%s%.*s", 40 - n_whole, zeros, n_whole, digits, fraction,
                          40 - (int)strlen (fraction), zeros);
}

static int
compare_by_digits (SmtDecimal a, SmtDecimal b)
{
  g_autofree char *left = smt_decimal_to_lexeme (a), *right = smt_decimal_to_lexeme (b);
  g_autofree char *left_padded = pad (left), *right_padded = pad (right);
  int order = strcmp (left_padded, right_padded);

  if ((a.mantissa < 0) != (b.mantissa < 0))
    return a.mantissa < 0 ? -1 : 1;

  order = (order > 0) - (order < 0);
  return a.mantissa < 0 ? -order : order;
}

static void
test_compare (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < count (50000); i++)
    {
      SmtDecimal a = make_decimal (random), b = make_decimal (random);

      if (i % 4 == 0)
        b = smt_decimal_normalize (a);
      g_assert_cmpint (smt_decimal_compare (a, b), ==, compare_by_digits (a, b));
      g_assert_cmpint (smt_decimal_compare (b, a), ==, -smt_decimal_compare (a, b));
      g_assert_cmpint (smt_decimal_equal (a, b), ==, smt_decimal_compare (a, b) == 0);
      g_assert_cmpint (smt_decimal_sign (a), ==, smt_decimal_compare (a, SMT_DECIMAL_ZERO));
    }
}

static Wide
wide_power (guint exponent)
{
  Wide power = 1;

  while (exponent-- > 0)
    power *= 10;

  return power;
}

/* The exact @mantissa / 10^@scale fits a decimal or not, and @ok and @value must say so. */
static void
check_exact (gboolean ok, SmtDecimal value, Wide mantissa, guint scale)
{
  Wide least = mantissa;
  guint least_scale = scale;

  while (least_scale > 0 && least % 10 == 0)
    {
      least /= 10;
      least_scale--;
    }

  g_assert_cmpint (ok, ==, least_scale <= SMT_DECIMAL_MAX_SCALE && least >= G_MININT64 && least <= G_MAXINT64);
  if (!ok)
    return;

  g_assert_cmpuint (value.scale, <=, SMT_DECIMAL_MAX_SCALE);
  g_assert_cmpuint (value.scale, <=, scale);
  g_assert_true ((Wide)value.mantissa * wide_power (scale - value.scale) == mantissa);
}

static void
test_arithmetic (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 2);
  guint n_exact = 0;

  for (guint i = 0; i < count (100000); i++)
    {
      SmtDecimal a = make_decimal (random), b = make_decimal (random), value = { 42, 7 };
      guint scale = MAX (a.scale, b.scale);
      Wide left = a.mantissa * wide_power (scale - a.scale), right = b.mantissa * wide_power (scale - b.scale);
      gboolean ok = smt_decimal_add (a, b, &value);

      n_exact += ok;
      check_exact (ok, value, left + right, scale);
      ok = smt_decimal_subtract (a, b, &value);
      check_exact (ok, value, left - right, scale);
      ok = smt_decimal_multiply (a, b, &value);
      check_exact (ok, value, (Wide)a.mantissa * b.mantissa, (guint)a.scale + b.scale);
    }

  g_assert_cmpuint (n_exact, >, count (100000) / 20);
}

/* Random number lexemes; whether they fit is found out on the digits alone. */
static char *
make_lexeme (GRand *random)
{
  GString *text = g_string_new (g_rand_boolean (random) ? "-" : "");
  gint n_whole = g_rand_int_range (random, 1, g_rand_int_range (random, 2, 24));
  gint n_fraction = g_rand_int_range (random, 0, g_rand_int_range (random, 1, 24));
  gint n_zeros = g_rand_int_range (random, 0, 4) == 0 ? g_rand_int_range (random, 0, 12) : 0;

  for (gint i = 0; i < n_whole; i++)
    g_string_append_c (text, (char)('0' + g_rand_int_range (random, i == 0 && n_whole > 1 ? 1 : 0, 10)));
  if (n_fraction + n_zeros > 0)
    g_string_append_c (text, '.');
  for (gint i = 0; i < n_fraction; i++)
    g_string_append_c (text, (char)('0' + g_rand_int_range (random, 0, 10)));
  for (gint i = 0; i < n_zeros; i++)
    g_string_append_c (text, '0');
  if (g_rand_boolean (random))
    g_string_append_printf (text, "e%d", g_rand_int_range (random, -24, 25));

  return g_string_free (text, FALSE);
}

/* The digits without point, sign and outer zeros, and the power of ten they are to be multiplied by. */
static char *
significant_digits (const char *lexeme, int *exponent)
{
  GString *digits = g_string_new (NULL);
  const char *p = lexeme + (*lexeme == '-');
  gboolean in_fraction = FALSE;

  *exponent = 0;
  for (; *p != '\0' && *p != 'e'; p++)
    if (*p == '.')
      in_fraction = TRUE;
    else
      {
        g_string_append_c (digits, *p);
        *exponent -= in_fraction;
      }
  if (*p == 'e')
    *exponent += (int)g_ascii_strtoll (p + 1, NULL, 10);

  while (digits->len > 0 && digits->str[0] == '0')
    g_string_erase (digits, 0, 1);
  while (digits->len > 0 && digits->str[digits->len - 1] == '0')
    {
      g_string_truncate (digits, digits->len - 1);
      (*exponent)++;
    }

  return g_string_free (digits, FALSE);
}

static void
test_parse (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 3);
  guint n_read = 0;

  for (guint i = 0; i < count (50000); i++)
    {
      g_autofree char *lexeme = make_lexeme (random);
      int exponent, again_exponent;
      g_autofree char *digits = significant_digits (lexeme, &exponent);
      g_autofree char *zeros = g_strnfill ((gsize)MAX (exponent, 0), '0');
      g_autofree char *mantissa = g_strconcat (*lexeme == '-' ? "-" : "", digits, *digits == '\0' ? "0" : zeros, NULL);
      gboolean fits = *digits == '\0'
                      || (exponent >= -SMT_DECIMAL_MAX_SCALE
                          && g_ascii_string_to_signed (mantissa, 10, G_MININT64, G_MAXINT64, NULL, NULL));
      SmtDecimal value = { 42, 7 };
      g_autofree char *written = NULL, *again = NULL;

      g_assert_cmpint (smt_decimal_parse (lexeme, -1, &value), ==, fits);
      if (!fits)
        continue;

      n_read++;
      written = smt_decimal_to_lexeme (value);
      again = significant_digits (written, &again_exponent);
      g_assert_cmpstr (again, ==, digits);
      if (*digits != '\0')
        g_assert_cmpint (again_exponent, ==, exponent);
      g_assert_cmpint (*digits != '\0' && *lexeme == '-', ==, value.mantissa < 0);
    }

  g_assert_cmpuint (n_read, >, count (50000) / 20);
}

static Wide
divisor_of (Wide a, Wide b)
{
  return b == 0 ? (a < 0 ? -a : a) : divisor_of (b, a % b);
}

static void
check_ratio (gboolean ok, SmtRatio value, Wide num, Wide den)
{
  Wide divisor = den != 0 ? divisor_of (num, den) : 1;

  if (den < 0)
    divisor = -divisor;
  g_assert_cmpint (
      ok, ==, den != 0 && num / divisor >= G_MININT64 && num / divisor <= G_MAXINT64 && den / divisor <= G_MAXINT64);
  if (!ok)
    return;

  g_assert_true (value.num == num / divisor);
  g_assert_true (value.den == den / divisor);
  g_assert_cmpint (value.den, >, 0);
}

static void
test_ratios (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 4);

  for (guint i = 0; i < count (50000); i++)
    {
      SmtRatio a = make_ratio (random), b = make_ratio (random), value = { 42, 7 };
      Wide left = (Wide)a.num * b.den, right = (Wide)b.num * a.den;
      gboolean ok = smt_ratio_add (a, b, &value);

      check_ratio (ok, value, left + right, (Wide)a.den * b.den);
      ok = smt_ratio_multiply (a, b, &value);
      check_ratio (ok, value, (Wide)a.num * b.num, (Wide)a.den * b.den);
      ok = smt_ratio_divide (a, b, &value);
      check_ratio (ok, value, left, right);
      g_assert_cmpint (smt_ratio_compare (a, b), ==, (left > right) - (left < right));
    }
}

static void
test_ratios_and_decimals (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 5);

  for (guint i = 0; i < count (50000); i++)
    {
      SmtDecimal value = make_decimal (random), again;
      SmtRatio quotient;

      g_assert_true (smt_decimal_to_ratio (value, &quotient));
      g_assert_true ((Wide)quotient.num * wide_power (value.scale) == (Wide)value.mantissa * quotient.den);
      g_assert_true (smt_ratio_to_decimal (quotient, &again));
      g_assert_true (same (again, smt_decimal_normalize (value)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/decimal/lexemes", test_lexemes_go_round);
  g_test_add_func ("/property/decimal/compare", test_compare);
  g_test_add_func ("/property/decimal/arithmetic", test_arithmetic);
  g_test_add_func ("/property/decimal/parse", test_parse);
  g_test_add_func ("/property/ratio/arithmetic", test_ratios);
  g_test_add_func ("/property/ratio/decimals", test_ratios_and_decimals);

  return g_test_run ();
}
