/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random pairs of lists of one patient, compared both ways. What must hold: a list against itself shows nothing; what
 * is new one way is gone the other way; what is unchanged one way is so the other way; each difference is told the
 * other way round.
 */
#include "desk/smt-comparison.h"

#include "../counts.h"
#include "../fhir/random-answer.h"
#include "list/smt-difference.h"

#include <string.h>

static SmtAnswer *
read_answer (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const SmtReadOptions options = { .today = smt_date_new (2026, 11, 20) };
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = smt_answer_read_with (bytes, &options, &error);

  g_assert_no_error (error);
  return answer;
}

/* The same list later: other words here and there, another product. */
static char *
edit (GRand *rand, const char *text)
{
  static const char *const edits[][2] = {
    { "Prøvin tab 5 mg", "Prøvin tab 10 mg" }, { "tablett", "kapsel" }, { "daglig", "ukentlig" },
    { "\"active\"", "\"completed\"" },         { " morgen", " kveld" }, { "2026-1", "2025-1" },
  };
  GString *out = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    if (g_rand_boolean (rand))
      g_string_replace (out, edits[i][0], edits[i][1], 1 + (guint)g_rand_int_range (rand, 0, 3));
  return g_string_free (out, FALSE);
}

static SmtComparison *
compare (SmtAnswer *shown, SmtAnswer *since)
{
  return smt_comparison_new (smt_answer_get_list (shown), NULL, since, NULL, NULL);
}

static gboolean
is_taken (const SmtTreatment *treatment)
{
  return smt_treatment_is_in_use (treatment) || treatment->state == SMT_TREATMENT_PAUSED;
}

static gboolean
holds (GPtrArray *treatments, const char *key)
{
  for (guint i = 0; i < treatments->len; i++)
    if (g_str_equal (((const SmtTreatment *)g_ptr_array_index (treatments, i))->key, key))
      return TRUE;
  return FALSE;
}

/* Of one treatment in both lists. Returns: whether they differ */
static gboolean
assert_mirrored (const SmtTreatment *a, const SmtTreatment *b)
{
  g_autoptr (GPtrArray) there = smt_treatment_differences (a, b, SMT_LANGUAGE_NB);
  g_autoptr (GPtrArray) back = smt_treatment_differences (b, a, SMT_LANGUAGE_NB);

  g_assert_cmpuint (there->len, ==, back->len);
  for (guint i = 0; i < there->len; i++)
    {
      const SmtTreatmentDifference *one = g_ptr_array_index (there, i);
      const SmtTreatmentDifference *other = g_ptr_array_index (back, i);

      g_assert_cmpint (one->attribute, ==, other->attribute);
      g_assert_cmpstr (one->before, ==, other->after);
      g_assert_cmpstr (one->after, ==, other->before);
    }
  return there->len > 0;
}

/* What a treatment of @list is in @there is what it is in @back. Returns: how many differ or stand in one list only */
static guint
assert_same_places (const SmtList *list, SmtComparison *there, SmtComparison *back)
{
  guint n = 0;

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *now = g_ptr_array_index (list->treatments, i);
      const SmtTreatment *then = smt_comparison_find_previous (there, now->key);
      gboolean differ;

      if (then == NULL)
        {
          g_assert_true (holds (back->gone, now->key) == is_taken (now));
          n++;
          continue;
        }
      g_assert_false (holds (back->gone, now->key));
      g_assert_true (smt_comparison_find_previous (back, then->key) == now);
      differ = assert_mirrored (then, now);
      g_assert_true (g_hash_table_contains (there->seen, now->key) == !differ);
      g_assert_true (g_hash_table_contains (back->seen, then->key) == !differ);
      n += differ;
    }
  return n;
}

static void
test_both_ways (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (35);
  guint runs = test_is_long () ? 20000 : 300;
  guint n = 0;

  for (guint i = 0; i < runs; i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (RandomAnswer) another = random_answer_new (rand);
      g_autofree char *later = g_rand_int_range (rand, 0, 4) > 0 ? edit (rand, random->text) : g_strdup (another->text);
      g_autoptr (SmtAnswer) a = read_answer (random->text);
      g_autoptr (SmtAnswer) b = read_answer (later);
      g_autoptr (SmtComparison) there = compare (b, a);
      g_autoptr (SmtComparison) back = compare (a, b);

      n += assert_same_places (smt_answer_get_list (b), there, back);
      n += assert_same_places (smt_answer_get_list (a), back, there);
    }
  g_assert_cmpuint (n, >, runs); /* there was something to tell */
}

static void
test_with_itself (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (53);
  guint runs = test_is_long () ? 20000 : 300;

  for (guint i = 0; i < runs; i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (SmtAnswer) a = read_answer (random->text);
      g_autoptr (SmtAnswer) b = read_answer (random->text);
      g_autoptr (SmtComparison) same = compare (b, a);

      g_assert_cmpuint (same->gone->len, ==, 0);
      g_assert_cmpuint (same->alone->len, ==, 0);
      g_assert_cmpuint (g_hash_table_size (same->seen), ==, smt_answer_get_list (b)->treatments->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/past/both-ways", test_both_ways);
  g_test_add_func ("/desk/past/with-itself", test_with_itself);
  return g_test_run ();
}
