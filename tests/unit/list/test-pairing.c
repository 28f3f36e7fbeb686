/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing.h"

#include "list/smt-pair-act.h"
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
                         { .key = "b", .display = "Noe Ukjent" },
                         { .key = "c", .entry_id = "E3", .atc = "N02BE01", .display = "Paracet tab" } };
  const MadeUp then[] = { { .key = "x", .entry_id = "E4", .atc = "N02BE01", .display = "Paracet tab" },
                          { .key = "y", .entry_id = "E2", .atc = "C07AB02", .display = "Selo-Zok" },
                          { .key = "z", .display = "Noe Ukjent" } };

  assert_rows (PAIR (now, then, NULL), "a= b= c= =x =y =z", 2);
}

/* Of one substance and form, what is not the same strength in every part is not the same. */
static void
test_strength_is_exact (void)
{
  static const struct
  {
    const char *atc, *now, *then;
    gboolean same;
  } cases[] = {
    { "J01CR02", "Bioclavid tab 500 mg/125 mg", "Bioclavid tab 500 mg", FALSE },
    { "J01CR02", "Bioclavid tab 500 mg", "Bioclavid tab 500 mg/125 mg", FALSE },
    { "J01CR02", "Bioclavid tab 500 mg/125 mg", "Amoxicillin/Clavulanic acid tab 500 mg/125 mg", TRUE },
    { "N02BE01", "Paracet tab 500 mg", "Paracet tab 0,5 g", TRUE },
    { "N02BE01", "Paracet tab 500 mg", "Paracet tab 500 mikrog", FALSE },
    { "N02BE01", "Paracet mikst 24 mg/ml", "Paracet mikst 24 mg/5 ml", FALSE },
    { "N02BE01", "Paracet tab 500 mg", "Paracet tab 500 IE", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MadeUp now[] = { { .key = "a", .entry_id = "E1", .atc = cases[i].atc, .display = cases[i].now } };
      const MadeUp then[] = { { .key = "z", .entry_id = "E2", .atc = cases[i].atc, .display = cases[i].then } };

      g_test_message ("%s / %s", cases[i].now, cases[i].then);
      assert_rows (PAIR (now, then, NULL), cases[i].same ? "a=z(4)" : "a= =z", cases[i].same ? 0 : 1);
    }
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
  assert_rows (PAIR (now, then, apart), "a= b=z(4) =y", 1); /* of a and y no more */
  assert_rows (PAIR (now, then, back), "a=y(1) b=z(4)", 1);
  assert_rows (PAIR (now, then, other), "a=z(0) b= =y", 2);
  assert_rows (PAIR (now, then, gone), "a=y(1) b=z(4)", 1);
}

/* What was taken out of a row is paired by hand alone: no weaker key finds it another place. */
static void
test_apart_has_no_keys (void)
{
  const MadeUp one[] = { { .key = "a", .entry_id = "E1", SELO_50 } };
  const MadeUp two[] = { { .key = "y", .entry_id = "E1", SELO_50 } };
  const MadeUp three[] = { { .key = "z", .entry_id = "E9", SELO_50 } };
  g_autoptr (GPtrArray) now = make_treatments (one, 1);
  g_autoptr (GPtrArray) then = make_treatments (two, 1);
  g_autoptr (GPtrArray) file = make_treatments (three, 1);
  g_autoptr (GPtrArray) apart = smt_pair_links_unpair (NULL, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y");
  const SmtPairList lists[] = { { SMT_LIST_CURRENT, now }, { SMT_LIST_PREVIOUS, then }, { SMT_LIST_FILE "f", file } };
  g_autoptr (SmtPairing) pairing = smt_pairing_new (lists, 3, apart);

  g_assert_cmpuint (pairing->rows->len, ==, 2);
  g_assert_true (smt_pairing_find (pairing, SMT_LIST_CURRENT, "a")
                 == smt_pairing_find (pairing, SMT_LIST_FILE "f", "z"));
  g_assert_cmpuint (smt_pairing_find (pairing, SMT_LIST_PREVIOUS, "y")->members->len, ==, 1);
}

/* Two rows are not made one over something that was taken apart, unless it is just these two that are called one. */
static void
test_may_pair_over_apart (void)
{
  const MadeUp now[] = { { .key = "a", .entry_id = "E1", SELO_100 }, { .key = "b", .entry_id = "E2", SELO_50 } };
  const MadeUp then[] = { { .key = "y", .entry_id = "E8", SELO_100 },
                          { .key = "z", .entry_id = "E9", .display = "Noe" } };
  g_autoptr (GPtrArray) links = smt_pair_links_unpair (NULL, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y");
  g_autoptr (SmtPairing) pairing = PAIR (now, then, links);

  g_assert_true (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y"));
  g_assert_true (smt_pairing_may_pair (pairing, SMT_LIST_PREVIOUS, "y", SMT_LIST_CURRENT, "a"));
  g_assert_true (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "z"));
  g_assert_true (smt_pairing_may_pair (pairing, SMT_LIST_CURRENT, "b", SMT_LIST_PREVIOUS, "y"));

  const MadeUp third[] = { { .key = "f", .entry_id = "E1", SELO_100 } };
  g_autoptr (GPtrArray) mine = make_treatments (now, 1);
  g_autoptr (GPtrArray) old = make_treatments (then, 1);
  g_autoptr (GPtrArray) file = make_treatments (third, 1);
  const SmtPairList lists[] = { { SMT_LIST_CURRENT, mine }, { SMT_LIST_PREVIOUS, old }, { SMT_LIST_FILE "f", file } };
  g_autoptr (SmtPairing) three = smt_pairing_new (lists, 3, links);

  g_assert_false (smt_pairing_may_pair (three, SMT_LIST_FILE "f", "f", SMT_LIST_PREVIOUS, "y"));
  g_assert_false (smt_pairing_may_pair (three, SMT_LIST_PREVIOUS, "y", SMT_LIST_FILE "f", "f"));
}

static void
test_links_equal (void)
{
  g_autoptr (GPtrArray) pair = smt_pair_links_pair (NULL, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y");
  g_autoptr (GPtrArray) apart = smt_pair_links_unpair (NULL, SMT_LIST_CURRENT, "a", SMT_LIST_PREVIOUS, "y");
  g_autoptr (GPtrArray) both = smt_pair_links_pair (pair, SMT_LIST_CURRENT, "b", SMT_LIST_PREVIOUS, "z");
  g_autoptr (GPtrArray) other = smt_pair_links_pair (pair, SMT_LIST_CURRENT, "c", SMT_LIST_PREVIOUS, "z");
  g_autoptr (GPtrArray) copy = smt_pair_links_copy (both);

  g_assert_true (smt_pair_links_equal (NULL, NULL));
  g_assert_false (smt_pair_links_equal (NULL, pair));
  g_assert_false (smt_pair_links_equal (pair, apart));
  g_assert_false (smt_pair_links_equal (both, pair));
  g_assert_false (smt_pair_links_equal (both, other));
  g_assert_true (smt_pair_links_equal (both, copy));
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

/* Several files: each is a list of its own, and one row holds what all of them say. */
static void
test_several_files (void)
{
  const MadeUp one[] = { { .key = "pll:a", .entry_id = "E1", SELO_50 } };
  const MadeUp ips[] = { { .key = "res:1", SELO_50 }, { .key = "res:2", SELO_100 } };
  const MadeUp summary[] = { { .key = "res:1", SELO_100 } };
  g_autoptr (GPtrArray) now = make_treatments (one, 1);
  g_autoptr (GPtrArray) first = make_treatments (ips, 2);
  g_autoptr (GPtrArray) second = make_treatments (summary, 1);
  const SmtPairList lists[] = { { SMT_LIST_CURRENT, now },
                                { SMT_LIST_FILE "ips", first },
                                { SMT_LIST_FILE "summary", second } };
  g_autoptr (SmtPairing) pairing = smt_pairing_new (lists, 3, NULL);
  const SmtPairRow *row = smt_pairing_find (pairing, SMT_LIST_CURRENT, "pll:a");

  g_assert_cmpuint (pairing->rows->len, ==, 2);
  g_assert_cmpstr (smt_pair_row_get (row, SMT_LIST_FILE "ips")->treatment->key, ==, "res:1");
  g_assert_cmpint (smt_pair_row_get (row, SMT_LIST_FILE "ips")->reason, ==, SMT_PAIR_PRODUCT);
  g_assert_null (smt_pair_row_get (row, SMT_LIST_FILE "summary"));
  g_assert_true (smt_pairing_find (pairing, SMT_LIST_FILE "ips", "res:2")
                 == smt_pairing_find (pairing, SMT_LIST_FILE "summary", "res:1"));
}

static SmtPairAct *
make_act (const char *key, const char *other_key, gboolean apart)
{
  SmtPairAct *act = smt_pair_act_new (SMT_LIST_CURRENT, key, SMT_LIST_FILE "0f", other_key, apart);

  act->why = apart ? SMT_PAIR_WHY_MISTAKEN : SMT_PAIR_WHY_ASKED;
  act->reason = SMT_PAIR_CHAIN;
  act->what = g_strdup ("metoprolol 50 mg / \"Selo-Zok\" æ");
  act->who = g_strdup ("Kari Prøve");
  act->role = g_strdup ("doctor");
  act->at = (SmtInstant)1790000000 * G_USEC_PER_SEC;
  return act;
}

/* What is stored is what was said, and what is not said that way is nothing. */
static void
test_stored_act (void)
{
  static const char *const broken[] = { "", "{}", "null", "[]" };
  g_autoptr (SmtPairAct) act = make_act ("pll:a", "res:1", TRUE);
  g_autofree char *json = smt_pair_act_to_json (act);
  g_autoptr (SmtPairAct) back = smt_pair_act_from_json (json);
  g_autofree char *again = smt_pair_act_to_json (back);
  g_auto (GStrv) halves = g_strsplit (json, "\"why\"", 2);
  g_autofree char *unknown = g_strconcat (halves[0], "\"wherefore\"", halves[1], NULL);

  g_assert_cmpstr (again, ==, json);
  g_assert_true (back->link.apart);
  g_assert_cmpint (back->reason, ==, SMT_PAIR_CHAIN);
  g_assert_cmpint (back->at, ==, act->at);
  g_assert_null (smt_pair_act_from_json (unknown));
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    g_assert_null (smt_pair_act_from_json (broken[i]));
}

/* Acts one after the other: the opposite of the one before leaves what there was. */
static void
test_acts_to_links (void)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_pair_act_free);
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) nothing = smt_pair_acts_to_links (NULL);

  g_ptr_array_add (acts, make_act ("pll:a", "res:1", FALSE));
  one = smt_pair_acts_to_links (acts);
  g_ptr_array_add (acts, make_act ("pll:a", "res:1", TRUE));
  none = smt_pair_acts_to_links (acts);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((SmtPairLink *)one->pdata[0])->other_list, ==, SMT_LIST_FILE "0f");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
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
  g_test_add_func ("/pairing/strength-is-exact", test_strength_is_exact);
  g_test_add_func ("/pairing/apart-has-no-keys", test_apart_has_no_keys);
  g_test_add_func ("/pairing/may-pair", test_may_pair);
  g_test_add_func ("/pairing/may-pair/over-apart", test_may_pair_over_apart);
  g_test_add_func ("/pairing/links-equal", test_links_equal);
  g_test_add_func ("/pairing/several-files", test_several_files);
  g_test_add_func ("/pairing/stored-act", test_stored_act);
  g_test_add_func ("/pairing/acts-to-links", test_acts_to_links);
  return g_test_run ();
}
