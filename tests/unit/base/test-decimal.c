/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-decimal.h"

#include <string.h>

static SmtDecimal
decimal (const char *text)
{
  SmtDecimal value = SMT_DECIMAL_ZERO;

  g_assert_true (smt_decimal_parse (text, -1, &value));
  return value;
}

static SmtRatio
ratio (gint64 num, gint64 den)
{
  SmtRatio value = SMT_RATIO_INT (0);

  g_assert_true (smt_ratio_make (num, den, &value));
  return value;
}

static void
assert_ratio (SmtRatio value, gint64 num, gint64 den)
{
  g_assert_cmpint (value.num, ==, num);
  g_assert_cmpint (value.den, ==, den);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 mantissa;
    guint scale;
  } numbers[] = {
    { "0", 0, 0 },
    { "-0", 0, 0 },
    { "0.0", 0, 1 },
    { "-0.00", 0, 2 },
    { "1", 1, 0 },
    { "1.00", 100, 2 },
    { "100.10", 10010, 2 },
    { "2.5", 25, 1 },
    { "-2.50", -250, 2 },
    { "0.1", 1, 1 },
    { "1e2", 100, 0 },
    { "1E+2", 100, 0 },
    { "1e-2", 1, 2 },
    { "1.50e1", 150, 1 },
    { "1.5e1", 15, 0 },
    { "1.5e3", 1500, 0 },
    { "12e-3", 12, 3 },
    { "1e018", G_GINT64_CONSTANT (1000000000000000000), 0 },
    { "1e-18", 1, 18 },
    { "0e99999999999999999999", 0, 0 },
    { "0e-99999999999999999999", 0, 18 },
    { "9223372036854775807", G_MAXINT64, 0 },
    { "-9223372036854775808", G_MININT64, 0 },
    { "9.223372036854775807", G_MAXINT64, 18 },
    { "0.000000000000000001", 1, 18 },
    /* zeros at the end are given up where the number would not fit otherwise */
    { "1.0000000000000000000000000000000", 1, 0 },
    { "922337203685477580.70000", G_MAXINT64, 1 },
    { "10e-19", 1, 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      SmtDecimal value = { 42, 7 };

      g_test_message ("%s", numbers[i].text);
      g_assert_true (smt_decimal_parse (numbers[i].text, -1, &value));
      g_assert_cmpint (value.mantissa, ==, numbers[i].mantissa);
      g_assert_cmpuint (value.scale, ==, numbers[i].scale);
    }
}

static void
test_refuse (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "-",
    "+1",
    ".5",
    "1.",
    "01",
    "00",
    "-01",
    "1e",
    "1e+",
    "e1",
    "1,5",
    "1 ",
    " 1",
    "0x10",
    "1.2.3",
    "1e1.5",
    "--1",
    "1a",
    "NaN",
    "Infinity",
    "inf",
    "½",
    "1e1e1",
    "-.5",
    "1_000",
    "1.e1",
    /* beyond what can be held exactly */
    "9223372036854775808",
    "-9223372036854775809",
    "12345678901234567890",
    "1e19",
    "1e400",
    "1e-19",
    "12e-19",
    "0.0000000000000000001",
    "9.2233720368547758070000001",
    "1e99999999999999999999",
    "1e-99999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SmtDecimal value = { 42, 7 };

      g_test_message ("%s", texts[i]);
      g_assert_false (smt_decimal_parse (texts[i], -1, &value));
      g_assert_cmpint (value.mantissa, ==, 42);
      g_assert_cmpuint (value.scale, ==, 7);
    }
}

static void
test_parse_length (void)
{
  SmtDecimal value;

  g_assert_true (smt_decimal_parse ("2.5mg", 3, &value));
  g_assert_cmpint (value.mantissa, ==, 25);
  g_assert_false (smt_decimal_parse ("2.5", 2, &value));
  g_assert_false (smt_decimal_parse ("2.5", 0, &value));
  g_assert_false (smt_decimal_parse ("2\0", 2, &value));
}

/* A slice is read as if nothing stood behind it, whatever does. */
static void
test_parse_slices (void)
{
  static const char *const texts[] = { "-12.50e+31", "007", "1.", "-", "3e5", "0.010", "12345678901234567890", "1-2", "5.e", "2E-4" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize length = 0; length <= strlen (texts[i]); length++)
      {
        g_autofree char *copy = g_strndup (texts[i], length);
        SmtDecimal sliced = SMT_DECIMAL_ZERO, alone = SMT_DECIMAL_ZERO;

        g_assert_cmpint (smt_decimal_parse (texts[i], (gssize)length, &sliced), ==, smt_decimal_parse (copy, -1, &alone));
        g_assert_cmpint (sliced.mantissa, ==, alone.mantissa);
        g_assert_cmpuint (sliced.scale, ==, alone.scale);
      }
}

/* Trailing zeros are given up only where the value would not fit otherwise. */
static void
test_multiply_at_the_edge (void)
{
  SmtDecimal out;

  g_assert_true (smt_decimal_multiply ((SmtDecimal){ 10, 9 }, (SmtDecimal){ 1, 9 }, &out));
  g_assert_cmpint (out.mantissa, ==, 10);
  g_assert_cmpuint (out.scale, ==, 18);
  g_assert_true (smt_decimal_multiply ((SmtDecimal){ G_MAXINT64, 1 }, (SmtDecimal){ 1, 0 }, &out));
  g_assert_cmpint (out.mantissa, ==, G_MAXINT64);
  g_assert_true (smt_decimal_multiply ((SmtDecimal){ G_MININT64, 1 }, (SmtDecimal){ 1, 0 }, &out));
  g_assert_cmpint (out.mantissa, ==, G_MININT64);
  g_assert_true (smt_decimal_multiply ((SmtDecimal){ 10, 18 }, (SmtDecimal){ 1, 1 }, &out));
  g_assert_cmpuint (out.scale, ==, 18);
  g_assert_false (smt_decimal_multiply ((SmtDecimal){ G_MAXINT64, 0 }, (SmtDecimal){ 10, 0 }, &out));
}

static void
test_write (void)
{
  static const struct
  {
    SmtDecimal value;
    const char *plain;
    const char *lexeme;
    const char *comma;
  } numbers[] = {
    { { 0, 0 }, "0", "0", "0" },
    { { 0, 3 }, "0", "0.000", "0" },
    { { 100, 2 }, "1", "1.00", "1" },
    { { 100, 0 }, "100", "100", "100" },
    { { 250, 2 }, "2.5", "2.50", "2,5" },
    { { -250, 2 }, "-2.5", "-2.50", "-2,5" },
    { { 5, 1 }, "0.5", "0.5", "0,5" },
    { { -5, 3 }, "-0.005", "-0.005", "-0,005" },
    { { 10010, 2 }, "100.1", "100.10", "100,1" },
    { { G_MININT64, 0 }, "-9223372036854775808", "-9223372036854775808", "-9223372036854775808" },
    { { G_MININT64, 18 }, "-9.223372036854775808", "-9.223372036854775808", "-9,223372036854775808" },
    { { 1, 18 }, "0.000000000000000001", "0.000000000000000001", "0,000000000000000001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *plain = smt_decimal_to_string (numbers[i].value);
      g_autofree char *lexeme = smt_decimal_to_lexeme (numbers[i].value);
      g_autofree char *comma = smt_decimal_format (numbers[i].value, ',');

      g_assert_cmpstr (plain, ==, numbers[i].plain);
      g_assert_cmpstr (lexeme, ==, numbers[i].lexeme);
      g_assert_cmpstr (comma, ==, numbers[i].comma);
    }
}

static void
test_compare (void)
{
  g_assert_cmpint (smt_decimal_compare (decimal ("1.00"), decimal ("1")), ==, 0);
  g_assert_true (smt_decimal_equal ((SmtDecimal){ 100, 1 }, (SmtDecimal){ 10, 0 }));
  g_assert_cmpint (smt_decimal_compare (decimal ("0.1"), decimal ("0.09")), >, 0);
  g_assert_cmpint (smt_decimal_compare (decimal ("-0.1"), decimal ("-0.09")), <, 0);
  g_assert_cmpint (smt_decimal_compare ((SmtDecimal){ G_MAXINT64, 0 }, (SmtDecimal){ G_MAXINT64, 18 }), >, 0);
  g_assert_cmpint (smt_decimal_compare ((SmtDecimal){ G_MININT64, 0 }, (SmtDecimal){ G_MAXINT64, 18 }), <, 0);
  g_assert_cmpint (smt_decimal_compare ((SmtDecimal){ 0, 18 }, SMT_DECIMAL_ZERO), ==, 0);
  g_assert_false (smt_decimal_equal (decimal ("0.000000000000000001"), SMT_DECIMAL_ZERO));
}

static void
test_normalize (void)
{
  SmtDecimal value = smt_decimal_normalize (decimal ("-120.500"));

  g_assert_cmpint (value.mantissa, ==, -1205);
  g_assert_cmpuint (value.scale, ==, 1);
  value = smt_decimal_normalize ((SmtDecimal){ 0, 18 });
  g_assert_cmpuint (value.scale, ==, 0);
  value = smt_decimal_normalize (SMT_DECIMAL_INT (100));
  g_assert_cmpint (value.mantissa, ==, 100);
}

static void
test_sign_and_integer (void)
{
  gint64 whole = 42;

  g_assert_cmpint (smt_decimal_sign (decimal ("-0.1")), ==, -1);
  g_assert_cmpint (smt_decimal_sign (decimal ("0.00")), ==, 0);
  g_assert_cmpint (smt_decimal_sign (decimal ("3")), ==, 1);
  g_assert_false (smt_decimal_is_integer (decimal ("2.5"), &whole));
  g_assert_cmpint (whole, ==, 42);
  g_assert_true (smt_decimal_is_integer (decimal ("-2.00"), &whole));
  g_assert_cmpint (whole, ==, -2);
  g_assert_true (smt_decimal_is_integer (decimal ("1e3"), NULL));
}

static void
assert_sum (const char *a, const char *b, const char *sum)
{
  SmtDecimal value;
  g_autofree char *text = NULL;

  g_assert_true (smt_decimal_add (decimal (a), decimal (b), &value));
  text = smt_decimal_to_lexeme (value);
  g_assert_cmpstr (text, ==, sum);
  g_assert_true (smt_decimal_subtract (value, decimal (b), &value));
  g_assert_true (smt_decimal_equal (value, decimal (a)));
}

static void
test_add (void)
{
  SmtDecimal value = { 42, 7 };

  assert_sum ("0.1", "0.2", "0.3");
  assert_sum ("1", "0.50", "1.50");
  assert_sum ("-2.5", "2.5", "0.0");
  assert_sum ("9223372036854775806", "1", "9223372036854775807");
  assert_sum ("9223372036854775806", "1.00", "9223372036854775807");
  g_assert_false (smt_decimal_add (SMT_DECIMAL_INT (G_MAXINT64), SMT_DECIMAL_INT (1), &value));
  g_assert_false (smt_decimal_add (SMT_DECIMAL_INT (G_MAXINT64), decimal ("0.1"), &value));
  g_assert_false (smt_decimal_subtract (SMT_DECIMAL_INT (G_MININT64), SMT_DECIMAL_INT (1), &value));
  g_assert_cmpint (value.mantissa, ==, 42);
  g_assert_true (smt_decimal_subtract (SMT_DECIMAL_ZERO, SMT_DECIMAL_INT (G_MAXINT64), &value));
  g_assert_cmpint (value.mantissa, ==, -G_MAXINT64);
}

static void
test_multiply (void)
{
  SmtDecimal value = { 42, 7 };

  g_assert_true (smt_decimal_multiply (decimal ("2.5"), decimal ("4"), &value));
  g_assert_true (smt_decimal_equal (value, SMT_DECIMAL_INT (10)));
  g_assert_true (smt_decimal_multiply (decimal ("0.1"), decimal ("-0.1"), &value));
  g_assert_true (smt_decimal_equal (value, decimal ("-0.01")));
  g_assert_true (smt_decimal_multiply (decimal ("0.000000000000000010"), decimal ("0.10"), &value));
  g_assert_true (smt_decimal_equal (value, decimal ("0.000000000000000001")));
  g_assert_true (smt_decimal_multiply (decimal ("4000000000"), decimal ("4000000000.0e-10"), &value));
  value = (SmtDecimal){ 42, 7 };
  g_assert_false (smt_decimal_multiply (decimal ("0.000000000000000001"), decimal ("0.1"), &value));
  g_assert_false (smt_decimal_multiply (SMT_DECIMAL_INT (G_MAXINT64), SMT_DECIMAL_INT (2), &value));
  g_assert_false (smt_decimal_multiply (SMT_DECIMAL_INT (G_MININT64), SMT_DECIMAL_INT (-1), &value));
  g_assert_cmpint (value.mantissa, ==, 42);
}

static void
test_ratio_make (void)
{
  SmtRatio value = { 42, 7 };

  assert_ratio (ratio (28, 3), 28, 3);
  assert_ratio (ratio (28, 4), 7, 1);
  assert_ratio (ratio (-6, -4), 3, 2);
  assert_ratio (ratio (6, -4), -3, 2);
  assert_ratio (ratio (0, -4), 0, 1);
  assert_ratio (ratio (G_MININT64, 2), G_MININT64 / 2, 1);
  assert_ratio (ratio (G_MININT64, G_MININT64), 1, 1);
  g_assert_false (smt_ratio_make (1, 0, &value));
  g_assert_false (smt_ratio_make (1, G_MININT64, &value));
  g_assert_false (smt_ratio_make (G_MININT64, -1, &value));
  assert_ratio (value, 42, 7);
}

static void
test_ratio_compare (void)
{
  g_assert_cmpint (smt_ratio_compare (ratio (7, 3), ratio (14, 6)), ==, 0);
  g_assert_cmpint (smt_ratio_compare ((SmtRatio){ 14, 6 }, ratio (7, 3)), ==, 0);
  g_assert_cmpint (smt_ratio_compare (ratio (1, 3), ratio (1, 2)), <, 0);
  g_assert_cmpint (smt_ratio_compare (ratio (-1, 3), ratio (-1, 2)), >, 0);
  g_assert_cmpint (smt_ratio_compare (ratio (G_MAXINT64, 2), ratio (G_MAXINT64 - 1, 2)), >, 0);
  g_assert_cmpint (smt_ratio_compare (ratio (1, G_MAXINT64), ratio (1, G_MAXINT64 - 1)), <, 0);
}

static void
test_ratio_arithmetic (void)
{
  SmtRatio value;

  g_assert_true (smt_ratio_add (ratio (1, 3), ratio (1, 6), &value));
  assert_ratio (value, 1, 2);
  g_assert_true (smt_ratio_multiply (ratio (28, 3), ratio (3, 7), &value));
  assert_ratio (value, 4, 1);
  g_assert_true (smt_ratio_divide (ratio (28, 1), ratio (12, 1), &value));
  assert_ratio (value, 7, 3);
  g_assert_true (smt_ratio_divide (ratio (1, 2), ratio (-1, 3), &value));
  assert_ratio (value, -3, 2);
  g_assert_true (smt_ratio_multiply (ratio (G_MAXINT64, 1), ratio (1, G_MAXINT64), &value));
  assert_ratio (value, 1, 1);
}

static void
test_ratio_refuses (void)
{
  SmtRatio value = { 42, 7 };

  g_assert_false (smt_ratio_divide (ratio (1, 2), SMT_RATIO_INT (0), &value));
  g_assert_false (smt_ratio_add (SMT_RATIO_INT (G_MAXINT64), SMT_RATIO_INT (1), &value));
  g_assert_false (smt_ratio_multiply (SMT_RATIO_INT (G_MAXINT64), SMT_RATIO_INT (2), &value));
  g_assert_false (smt_ratio_add (ratio (1, G_MAXINT64), ratio (1, G_MAXINT64 - 1), &value));
  g_assert_false (smt_ratio_divide (ratio (1, G_MAXINT64), SMT_RATIO_INT (2), &value));
  assert_ratio (value, 42, 7);
}

static void
test_ratio_and_decimal (void)
{
  SmtRatio quotient;
  SmtDecimal value = { 42, 7 };

  g_assert_true (smt_decimal_to_ratio (decimal ("2.50"), &quotient));
  assert_ratio (quotient, 5, 2);
  g_assert_true (smt_decimal_to_ratio (decimal ("-0.000"), &quotient));
  assert_ratio (quotient, 0, 1);
  g_assert_true (smt_decimal_to_ratio ((SmtDecimal){ G_MININT64, 18 }, &quotient));

  g_assert_false (smt_ratio_to_decimal (ratio (7, 3), &value));
  g_assert_false (smt_ratio_to_decimal (ratio (1, G_GINT64_CONSTANT (1) << 19), &value));
  g_assert_false (smt_ratio_to_decimal (ratio (G_MAXINT64, 2), &value));
  g_assert_cmpint (value.mantissa, ==, 42);
  g_assert_true (smt_ratio_to_decimal ((SmtRatio){ 21, 6 }, &value));
  g_assert_cmpint (value.mantissa, ==, 35);
  g_assert_cmpuint (value.scale, ==, 1);
  g_assert_true (smt_ratio_to_decimal (ratio (1, G_GINT64_CONSTANT (1) << 18), &value));
  g_assert_true (smt_ratio_to_decimal (ratio (-3, 8), &value));
  g_assert_true (smt_decimal_equal (value, decimal ("-0.375")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decimal/parse/read", test_parse);
  g_test_add_func ("/decimal/parse/refuse", test_refuse);
  g_test_add_func ("/decimal/parse/length", test_parse_length);
  g_test_add_func ("/decimal/parse/slices", test_parse_slices);
  g_test_add_func ("/decimal/multiply/edge", test_multiply_at_the_edge);
  g_test_add_func ("/decimal/write", test_write);
  g_test_add_func ("/decimal/compare", test_compare);
  g_test_add_func ("/decimal/normalize", test_normalize);
  g_test_add_func ("/decimal/sign-and-integer", test_sign_and_integer);
  g_test_add_func ("/decimal/add", test_add);
  g_test_add_func ("/decimal/multiply", test_multiply);
  g_test_add_func ("/ratio/make", test_ratio_make);
  g_test_add_func ("/ratio/compare", test_ratio_compare);
  g_test_add_func ("/ratio/arithmetic", test_ratio_arithmetic);
  g_test_add_func ("/ratio/refuse", test_ratio_refuses);
  g_test_add_func ("/ratio/decimal", test_ratio_and_decimal);

  return g_test_run ();
}
