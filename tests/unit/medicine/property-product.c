/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for whatever stands in a display: made up from a fixed seed.
 */
#include "medicine/smt-product.h"

#include <string.h>

#define SEED 20261120
#define N_DISPLAYS 20000

static const char *const pieces[] = {
  "Furix",
  "Metex",
  "metotreksat",
  "Cisordinol-Acutard",
  "tab",
  "inj, oppl",
  "depotplaster",
  "vag",
  "2,5",
  "20 000",
  "0",
  "00",
  "mg",
  "mg/ml",
  "/",
  "IE",
  "mikrog/time",
  "g",
  ",",
  ".",
  "/24",
  "timer",
  " ",
  "\u00a0",
  "Øre",
  "ü",
  "mill. IE",
  "kaps",
  "999999999999999999999",
  "\xff",
  "\xc3",
  "\n",
  "(",
  "µg",
  "%",
  "-",
  "i",
  "penn",
  "ferdigfylt",
};

static char *
any_display (GRand *rand)
{
  GString *display = g_string_new (NULL);
  gint32 n_pieces = g_rand_int_range (rand, 0, 10);

  for (gint32 i = 0; i < n_pieces; i++)
    {
      g_string_append (display, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_boolean (rand))
        g_string_append_c (display, ' ');
    }
  return g_string_free (display, FALSE);
}

/* Nothing breaks, nothing is changed, and what is said of the product hangs together. */
static void
test_sound (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_DISPLAYS; i++)
    {
      g_autofree char *display = any_display (rand);
      SmtProductClues clues = { .display = display };
      g_autoptr (SmtProduct) product = smt_product_recognise (&clues);

      g_assert_cmpstr (product->display, ==, display);
      g_assert_cmpint (product->strength_parsed, ==, product->strengths->len > 0);
      if (product->row != NULL)
        g_assert_cmpint (product->certainty, !=, SMT_CERTAINTY_NONE);
      if (product->certainty != SMT_CERTAINTY_NONE)
        g_assert_nonnull (product->generic);
      if (product->row != NULL && product->row->forms != 0 && product->form != SMT_FORM_UNKNOWN)
        g_assert_cmpuint (product->row->forms & (1u << product->form), !=, 0);
      for (guint k = 0; k < product->strengths->len; k++)
        {
          const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, k);
          g_assert_nonnull (strength->unit);
          g_assert_cmpint (smt_decimal_sign (strength->value), >=, 0);
        }
    }
}

/* What the screen shows of the strengths says the same when it is read again. */
static void
test_strengths_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);
  guint seen = 0;

  for (guint i = 0; i < N_DISPLAYS; i++)
    {
      g_autofree char *display = any_display (rand);
      SmtProductClues clues = { .display = display };
      g_autoptr (SmtProduct) product = smt_product_recognise (&clues);
      g_autofree char *shown = smt_product_strength_to_text (product);
      SmtProductClues again = { .display = shown };
      g_autoptr (SmtProduct) repeated = smt_product_recognise (&again);
      g_autofree char *shown_again = smt_product_strength_to_text (repeated);

      g_assert_cmpstr (shown, ==, shown_again);
      seen += product->strengths->len > 0 ? 1 : 0;
    }
  g_assert_cmpuint (seen, >, N_DISPLAYS / 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/medicine/property/sound", test_sound);
  g_test_add_func ("/medicine/property/strengths-round-trip", test_strengths_round_trip);

  return g_test_run ();
}
