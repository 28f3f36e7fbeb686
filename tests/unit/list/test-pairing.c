/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing.h"

#include "make-treatment.h"

static GPtrArray *
make_treatments (const MadeUp *made_up, guint n)
{
  GPtrArray *treatments = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_treatment_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (treatments, make_treatment (&made_up[i]));
  return treatments;
}

static SmtPairing *
pair_two (const MadeUp *current, guint n_current, const MadeUp *previous, guint n_previous, GPtrArray *links)
{
  g_autoptr (GPtrArray) now = make_treatments (current, n_current);
  g_autoptr (GPtrArray) then = make_treatments (previous, n_previous);
  const SmtPairList lists[] = { { SMT_LIST_CURRENT, now }, { SMT_LIST_PREVIOUS, then } };

  return smt_pairing_new (lists, 2, links);
}

/* "current=previous(reason)", rows in their order. */
static char *
row_words (const SmtPairing *pairing)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < pairing->rows->len; i++)
    {
      const SmtPairRow *row = g_ptr_array_index (pairing->rows, i);
      const SmtPairMember *now = smt_pair_row_get (row, SMT_LIST_CURRENT);
      const SmtPairMember *then = smt_pair_row_get (row, SMT_LIST_PREVIOUS);

      g_string_append_printf (out, "%s%s=%s", i > 0 ? " " : "", now != NULL ? now->treatment->key : "",
                              then != NULL ? then->treatment->key : "");
      if (now != NULL && then != NULL)
        g_string_append_printf (out, "(%d)", (int)then->reason);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_rows (SmtPairing *pairing, const char *expected, guint n_questions)
{
  g_autofree char *rows = row_words (pairing);

  g_assert_cmpstr (rows, ==, expected);
  g_assert_cmpuint (pairing->questions->len, ==, n_questions);
  smt_pairing_free (pairing);
}

#define PAIR(now, then, links) pair_two (now, G_N_ELEMENTS (now), then, G_N_ELEMENTS (then), links)
#define SELO_50 .atc = "C07AB02", .display = "Selo-Zok depottab 50 mg"
#define SELO_100 .atc = "C07AB02", .display = "Selo-Zok depottab 100 mg"

static void
test_exact_keys (void)
{
  const MadeUp now[] = {
    { .key = "a", .entry_id = "E1", .prescriptions = { "R9" }, SELO_100 },
    { .key = "b", .prescriptions = { "r2" }, .display = "Noe Ukjent tab 5 mg" },
    { .key = "c", .entry_id = "E7", .prescriptions = { "R5", "R4" }, .display = "Noe Annet tab 5 mg" },
    { .key = "d", .entry_id = "E8", .atc = "N02BE01", .display = "Paracet tab 1 g" },
  };
  const MadeUp then[] = {
    { .key = "w", .entry_id = "E3", .atc = "N02BE01", .display = "Pinex tab 1000 mg" },
    { .key = "x", .prescriptions = { "R4", "R3" }, .display = "Noe Annet tab 5 mg" },
    { .key = "y", .prescriptions = { "R2" }, .display = "Noe Ukjent tab 5 mg" },
    { .key = "z", .entry_id = "e1", .prescriptions = { "R1" }, SELO_50 },
  };

  assert_rows (PAIR (now, then, NULL), "a=z(1) b=y(2) c=x(3) d=w(4)", 0);
}

/* The same substance in another strength is asked about, not taken. */
static void
test_alike_is_a_question (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", SELO_100 } };
  const MadeUp then[] = { { .key = "z", .entry_id = "E2", SELO_50 } };
  g_autoptr (SmtPairing) pairing = PAIR (now, then, NULL);

  g_assert_cmpuint (pairing->rows->len, ==, 2);
  g_assert_cmpuint (pairing->questions->len, ==, 1);
  g_assert_cmpint (g_array_index (pairing->questions, SmtPairQuestion, 0).doubt, ==, SMT_DOUBT_SUBSTANCE);
  g_assert_false (g_array_index (pairing->questions, SmtPairQuestion, 0).both_current);
}

/* Two with the same key: nobody can know which, so neither is taken. */
static void
test_several_are_a_question (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", SELO_50 }, { .key = "b", .entry_id = "E2", SELO_50 } };
  const MadeUp then[] = { { .key = "z", .entry_id = "E3", SELO_50 } };
  g_autoptr (SmtPairing) pairing = PAIR (now, then, NULL);
  guint several = 0, doubles = 0;

  g_assert_cmpuint (pairing->rows->len, ==, 3);
  for (guint i = 0; i < pairing->questions->len; i++)
    {
      several += g_array_index (pairing->questions, SmtPairQuestion, i).doubt == SMT_DOUBT_SEVERAL;
      doubles += g_array_index (pairing->questions, SmtPairQuestion, i).both_current;
    }
  g_assert_cmpuint (pairing->questions->len, ==, 3);
  g_assert_cmpuint (several, ==, 2);
  g_assert_cmpuint (doubles, ==, 1);
}

/* The stronger key wins, and what is left over is not lost. */
static void
test_stronger_key_first (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", .prescriptions = { "R1" }, SELO_50 } };
  const MadeUp then[] = {
    { .key = "y", .prescriptions = { "R1" }, SELO_50 },
    { .key = "z", .entry_id = "E1", .prescriptions = { "R0" }, SELO_50 },
  };

  assert_rows (PAIR (now, then, NULL), "a=z(1) =y", 0);
}

/* Half a product is not a key, and nor is an empty id. */
static void
test_unknown_is_no_key (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", .atc = "C07AB02", .display = "Selo-Zok" },
                         { .key = "b", .display = "Noe Ukjent" } };
  const MadeUp then[] = { { .key = "y", .entry_id = "E2", .atc = "C07AB02", .display = "Selo-Zok" },
                          { .key = "z", .display = "Noe Ukjent" } };

  assert_rows (PAIR (now, then, NULL), "a= b= =y =z", 1);
}

static void
test_by_hand (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", SELO_100 }, { .key = "b", .entry_id = "E2", SELO_50 } };
  const MadeUp then[] = { { .key = "y", .entry_id = "E1", SELO_100 }, { .key = "z", .entry_id = "E9", SELO_50 } };
  g_autoptr (GPtrArray) apart = smt_pair_links_unpair (NULL, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y");
  g_autoptr (GPtrArray) back = smt_pair_links_pair (apart, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y");
  g_autoptr (GPtrArray) other = smt_pair_links_pair (NULL, SMT_LIST_PREVIOUS, "z", SMT_LIST_CURRENT, "a");
  g_autoptr (GPtrArray) gone = smt_pair_links_pair (NULL, SMT_LIST_PREVIOUS, "no longer", SMT_LIST_CURRENT, "a");

  assert_rows (PAIR (now, then, NULL), "a=y(1) b=z(4)", 1);
  assert_rows (PAIR (now, then, apart), "a= b=z(4) =y", 2);
  assert_rows (PAIR (now, then, back), "a=y(1) b=z(4)", 1);
  assert_rows (PAIR (now, then, other), "a=z(0) b= =y", 2);
  assert_rows (PAIR (now, then, gone), "a=y(1) b=z(4)", 1);
}

static void
test_may_pair (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", SELO_100 }, { .key = "b", .entry_id = "E2", SELO_50 } };
  const MadeUp then[] = { { .key = "y", .entry_id = "E1", SELO_100 },
                          { .key = "z", .entry_id = "E9", .display = "Noe" } };
  g_autoptr (SmtPairing) pairing = PAIR (now, then, NULL);

  g_assert_true (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "b", SMT_LIST_PREVIOUS, "z"));
  g_assert_false (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "z"));
  g_assert_false (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y"));
  g_assert_false (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "a", SMT_LIST_CURRENT, "b"));
  g_assert_false (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "nobody"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairing/exact-keys", test_exact_keys);
  g_test_add_func ("/pairing/alike-is-a-question", test_alike_is_a_question);
  g_test_add_func ("/pairing/several-are-a-question", test_several_are_a_question);
  g_test_add_func ("/pairing/stronger-key-first", test_stronger_key_first);
  g_test_add_func ("/pairing/unknown-is-no-key", test_unknown_is_no_key);
  g_test_add_func ("/pairing/by-hand", test_by_hand);
  g_test_add_func ("/pairing/may-pair", test_may_pair);
  return g_test_run ();
}
