/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fault table, 71 and 72: texts that are made to look like others, and markup. They are shown for what they are, no
 * dose is read through them, and what nobody touches goes back byte for byte.
 */
#include "fhir-test.h"

#include "base/smt-text.h"

#define WEEKLY "pll:1a000000-0000-4000-8000-000000000001"

static SmtAnswer *
read_with (const char *find, const char *replacement)
{
  g_autofree char *text = test_replace (test_load ("ordinary.json"), find, replacement);
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = test_read_text (text, TODAY, &error);

  g_assert_no_error (error);
  return answer;
}

/* Turned around, of no width, or a control: each is shown as a mark, in the dose and in the name. */
static void
test_hidden (void)
{
  static const char *const hidden[] = { "\\u202e", "\\u2066", "\\u200b", "\\u200f", "\\ufeff", "\\u0007", "\\u00ad" };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autofree char *dose = g_strdup_printf ("3 tab%sletter hver mandag", hidden[i]);
      g_autofree char *name = g_strdup_printf ("Metho%strexate", hidden[i]);
      g_autofree char *text = test_load ("ordinary.json");
      g_autoptr (SmtAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;
      const SmtTreatment *treatment;

      text = test_replace (text, "3 tabletter hver mandag", dose);
      text = test_replace (text, "Methotrexate", name);
      answer = test_read_text (text, TODAY, &error);
      g_assert_no_error (error);
      treatment = test_treatment (answer, WEEKLY);
      g_assert_nonnull (strstr (treatment->dose_text, "3 tab\357\277\275letter hver mandag"));
      g_assert_nonnull (strstr (treatment->product->display, "Metho\357\277\275trexate"));
    }
}

/* What is marked on the screen is not marked in what goes back. */
static void
test_goes_back (void)
{
  g_autoptr (SmtAnswer) answer = read_with ("3 tabletter hver mandag", "3 tab\\u200bletter hver mandag");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = test_encode (answer, set, &error);
  g_autofree char *sent = NULL;

  g_assert_no_error (error);
  sent = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (sent, "3 tab\\u200bletter hver mandag"));
  g_assert_null (strstr (sent, "\357\277\275"));
}

/* The same letter written in two ways is the same; one that only looks like it is another. */
static void
test_alike (void)
{
  g_autofree char *composed = smt_text_fold ("\303\205se");
  g_autofree char *apart = smt_text_fold ("A\314\212se");
  g_autofree char *latin = smt_text_fold ("Atorvastatin");
  g_autofree char *cyrillic = smt_text_fold ("\320\220torvastatin");

  g_assert_cmpstr (composed, ==, apart);
  g_assert_cmpstr (latin, !=, cyrillic);
}

/* Markup is letters like others. */
static void
test_markup (void)
{
  g_autoptr (SmtAnswer) answer = read_with ("3 tabletter hver mandag", "<b>3</b> &amp; <a href='x'>tabletter</a>");

  g_assert_nonnull (strstr (test_treatment (answer, WEEKLY)->dose_text, "<b>3</b> &amp; <a href='x'>tabletter</a>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/faults/hostile/hidden", test_hidden);
  g_test_add_func ("/faults/hostile/goes-back", test_goes_back);
  g_test_add_func ("/faults/hostile/alike", test_alike);
  g_test_add_func ("/faults/hostile/markup", test_markup);

  return g_test_run ();
}
