/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random lists of one patient, with keys that clash. What must hold: every treatment of every list stands in exactly
 * one row, no row has two of one list, neither the order of the lists nor that within them matters, pairing is
 * symmetric, and unpairing undoes pairing.
 */
#include "list/smt-pairing.h"

#include "../counts.h"
#include "make-treatment.h"

#include <string.h>

#define N_LISTS 5

static const char *const ids[N_LISTS] = { SMT_LIST_CURRENT, SMT_LIST_PROPOSED, SMT_LIST_PREVIOUS, SMT_LIST_FILE "a",
                                          SMT_LIST_FILE "b" };

static const char *
pick (GRand *rand, const char *const *from, guint n)
{
  return from[g_rand_int_range (rand, 0, (gint32)n)];
}

static GPtrArray *
random_treatments (GRand *rand, guint list)
{
  static const char *const displays[] = { "Selo-Zok depottab 50 mg", "Selo-Zok depottab 100 mg", "Paracet tab 1 g",
                                          "Paracet tab 1000 mg",     "Metex inj 50 mg/ml",       "Noe Ukjent" };
  static const char *const atcs[] = { "C07AB02", "N02BE01", "L01BA01", "l04ax03", NULL };
  static const char *const entries[] = { "E1", "E2", "E3", "E4", NULL };
  static const char *const links[] = { "R1", "R2", "R3", "R4", "R5", NULL };
  GPtrArray *treatments = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_treatment_unref);
  guint n = (guint)g_rand_int_range (rand, 0, 6);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u-%u", list, i);
      MadeUp made_up = { .key = key,
                         .entry_id = pick (rand, entries, G_N_ELEMENTS (entries)),
                         .atc = pick (rand, atcs, G_N_ELEMENTS (atcs)),
                         .display = pick (rand, displays, G_N_ELEMENTS (displays)) };

      made_up.prescriptions[0] = pick (rand, links, G_N_ELEMENTS (links));
      made_up.prescriptions[1] = pick (rand, links, G_N_ELEMENTS (links));
      g_ptr_array_add (treatments, make_treatment (&made_up));
    }
  return treatments;
}

static GPtrArray *
shuffle (GRand *rand, GPtrArray *from)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < from->len; i++)
    g_ptr_array_insert (out, g_rand_int_range (rand, 0, (gint32)i + 1), from->pdata[i]);
  return out;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* What is one with what, whatever the order. */
static char *
partition (const SmtPairing *pairing)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < pairing->rows->len; i++)
    {
      const SmtPairRow *row = g_ptr_array_index (pairing->rows, i);
      g_autoptr (GString) words = g_string_new (NULL);

      for (guint k = 0; k < N_LISTS; k++)
        {
          const SmtPairMember *member = smt_pair_row_get (row, ids[k]);
          if (member != NULL)
            g_string_append_printf (words, "%s ", member->treatment->key);
        }
      g_ptr_array_add (rows, g_string_free (g_steal_pointer (&words), FALSE));
    }
  g_ptr_array_sort (rows, compare_words);
  g_ptr_array_add (rows, NULL);
  return g_strjoinv ("| ", (char **)rows->pdata);
}

static void
assert_each_once (const SmtPairing *pairing, const SmtPairList *lists, guint n_lists)
{
  guint total = 0, placed = 0;

  for (guint i = 0; i < n_lists; i++)
    for (guint j = 0; j < lists[i].treatments->len; j++)
      {
        const SmtTreatment *treatment = g_ptr_array_index (lists[i].treatments, j);
        guint found = 0;

        for (guint r = 0; r < pairing->rows->len; r++)
          {
            const SmtPairRow *row = g_ptr_array_index (pairing->rows, r);
            for (guint m = 0; m < row->members->len; m++)
              found += g_array_index (row->members, SmtPairMember, m).treatment == treatment;
          }
        g_assert_cmpuint (found, ==, 1);
        total++;
      }
  for (guint r = 0; r < pairing->rows->len; r++)
    {
      const SmtPairRow *row = g_ptr_array_index (pairing->rows, r);

      g_assert_cmpuint (row->members->len, >, 0);
      placed += row->members->len;
      for (guint m = 0; m < row->members->len; m++)
        for (guint o = m + 1; o < row->members->len; o++)
          g_assert_cmpstr (g_array_index (row->members, SmtPairMember, m).list, !=,
                           g_array_index (row->members, SmtPairMember, o).list);
    }
  g_assert_cmpuint (placed, ==, total);
}

static gboolean
is_in_use_now (const SmtPairRow *row)
{
  const SmtPairMember *member = smt_pair_row_get (row, SMT_LIST_CURRENT);

  if (member == NULL)
    member = smt_pair_row_get (row, SMT_LIST_PROPOSED);
  return member != NULL && smt_treatment_is_in_use (member->treatment);
}

static gboolean
are_alike (const SmtPairRow *a, const SmtPairRow *b)
{
  for (guint i = 0; i < a->members->len; i++)
    for (guint j = 0; j < b->members->len; j++)
      {
        const SmtProduct *left = g_array_index (a->members, SmtPairMember, i).treatment->product;
        const SmtProduct *right = g_array_index (b->members, SmtPairMember, j).treatment->product;

        if (left != NULL && right != NULL && smt_product_same_substance (left, right))
          return TRUE;
      }
  return FALSE;
}

/* Every two rows held against one another: what may be a double is asked about, and nothing is asked twice. Returns:
 * how many may be doubles */
static guint
assert_doubles_asked (const SmtPairing *pairing)
{
  guint asked = 0;
  guint doubles = 0;

  for (guint a = 0; a < pairing->rows->len; a++)
    for (guint b = a + 1; b < pairing->rows->len; b++)
      {
        const SmtPairRow *one = g_ptr_array_index (pairing->rows, a);
        const SmtPairRow *other = g_ptr_array_index (pairing->rows, b);
        const SmtPairQuestion *question =
            asked < pairing->questions->len ? &g_array_index (pairing->questions, SmtPairQuestion, asked) : NULL;
        gboolean found = question != NULL && question->row == a && question->other == b;
        gboolean both = is_in_use_now (one) && is_in_use_now (other);

        asked += found ? 1 : 0; /* they stand in the order of the rows */
        if (found && question->doubt == SMT_DOUBT_SUBSTANCE)
          g_assert_true (are_alike (one, other));
        if (found)
          g_assert_cmpint (question->both_current, ==, both);
        else
          g_assert_false (both && are_alike (one, other));
        doubles += both && are_alike (one, other) ? 1 : 0;
      }
  g_assert_cmpuint (asked, ==, pairing->questions->len);
  return doubles;
}

static GPtrArray *
random_links (GRand *rand, const SmtPairList *lists)
{
  GPtrArray *links = NULL;

  for (guint i = 0; i < 4 && g_rand_boolean (rand); i++)
    {
      guint a = (guint)g_rand_int_range (rand, 0, N_LISTS);
      guint b = (a + (guint)g_rand_int_range (rand, 1, N_LISTS)) % N_LISTS;
      g_autoptr (GPtrArray) before = links;

      if (lists[a].treatments->len == 0 || lists[b].treatments->len == 0)
        {
          links = g_steal_pointer (&before);
          continue;
        }
      const SmtTreatment *left = g_ptr_array_index (lists[a].treatments, 0);
      const SmtTreatment *right = g_ptr_array_index (lists[b].treatments, lists[b].treatments->len - 1);
      links = g_rand_boolean (rand)
                  ? smt_pair_links_pair (before, lists[a].list, left->key, lists[b].list, right->key)
                  : smt_pair_links_unpair (before, lists[a].list, left->key, lists[b].list, right->key);
    }
  return links;
}

static void
test_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);
  guint rounds = test_is_long () ? 200000 : 2000;
  guint paired = 0;
  guint doubles = 0;

  for (guint round = 0; round < rounds; round++)
    {
      SmtPairList lists[N_LISTS], mixed[N_LISTS];
      guint turn = (guint)g_rand_int_range (rand, 0, N_LISTS);

      for (guint i = 0; i < N_LISTS; i++)
        lists[i] = (SmtPairList){ ids[i], random_treatments (rand, i) };
      for (guint i = 0; i < N_LISTS; i++)
        mixed[i] =
            (SmtPairList){ lists[(i + turn) % N_LISTS].list, shuffle (rand, lists[(i + turn) % N_LISTS].treatments) };
      g_autoptr (GPtrArray) links = random_links (rand, lists);
      g_autoptr (SmtPairing) one = smt_pairing_new (lists, N_LISTS, links);
      g_autoptr (SmtPairing) other = smt_pairing_new (mixed, N_LISTS, links);
      g_autofree char *left = partition (one);
      g_autofree char *right = partition (other);

      assert_each_once (one, lists, N_LISTS);
      assert_each_once (other, mixed, N_LISTS);
      g_assert_cmpstr (left, ==, right);
      g_assert_cmpuint (one->questions->len, ==, other->questions->len);
      doubles += assert_doubles_asked (one);
      for (guint i = 0; i < one->rows->len; i++)
        paired += ((SmtPairRow *)one->rows->pdata[i])->members->len > 1;
      for (guint i = 0; i < N_LISTS; i++)
        {
          g_ptr_array_unref (lists[i].treatments);
          g_ptr_array_unref (mixed[i].treatments);
        }
    }
  g_assert_cmpuint (paired, >, rounds / 2); /* the random lists do meet */
  g_assert_cmpuint (doubles, >, rounds / 2);
}

/* Whichever list leads, the same two are one, and by the same reason. */
static void
test_symmetric (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 1000; round++)
    {
      g_autoptr (GPtrArray) a = random_treatments (rand, 0);
      g_autoptr (GPtrArray) b = random_treatments (rand, 1);
      const SmtPairList forth[] = { { SMT_LIST_CURRENT, a }, { SMT_LIST_PREVIOUS, b } };
      const SmtPairList back[] = { { SMT_LIST_PREVIOUS, b }, { SMT_LIST_CURRENT, a } };
      g_autoptr (SmtPairing) one = smt_pairing_new (forth, 2, NULL);
      g_autoptr (SmtPairing) other = smt_pairing_new (back, 2, NULL);

      for (guint i = 0; i < a->len; i++)
        {
          const SmtTreatment *treatment = g_ptr_array_index (a, i);
          const SmtPairRow *row = smt_pairing_find (one, SMT_LIST_CURRENT, treatment->key);
          const SmtPairRow *again = smt_pairing_find (other, SMT_LIST_CURRENT, treatment->key);
          const SmtPairMember *then = smt_pair_row_get (row, SMT_LIST_PREVIOUS);
          const SmtPairMember *now = smt_pair_row_get (again, SMT_LIST_CURRENT);

          if (then == NULL)
            {
              g_assert_null (smt_pair_row_get (again, SMT_LIST_PREVIOUS));
              continue;
            }
          g_assert_true (smt_pair_row_get (again, SMT_LIST_PREVIOUS)->treatment == then->treatment);
          g_assert_cmpint (now->reason, ==, then->reason);
        }
    }
}

static gboolean
is_linked (GPtrArray *links, const char *key, const char *other_key)
{
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SmtPairLink *link = g_ptr_array_index (links, i);

      if ((g_str_equal (link->key, key) && g_str_equal (link->other_key, other_key))
          || (g_str_equal (link->key, other_key) && g_str_equal (link->other_key, key)))
        return TRUE;
    }
  return FALSE;
}

static const SmtTreatment *
any_treatment (GRand *rand, const SmtPairList *lists, guint *list)
{
  *list = (guint)g_rand_int_range (rand, 0, N_LISTS);
  if (lists[*list].treatments->len == 0)
    return NULL;
  return g_ptr_array_index (lists[*list].treatments,
                            (guint)g_rand_int_range (rand, 0, (gint32)lists[*list].treatments->len));
}

/* Whatever was said before: @a and @b, of which nothing was said, are paired and taken apart again, and the other way.
 */
static void
assert_identity (const SmtPairList *lists, GPtrArray *links, const SmtPairLink *link)
{
  g_autoptr (GPtrArray) paired = smt_pair_links_pair (links, link->list, link->key, link->other_list, link->other_key);
  g_autoptr (GPtrArray) back = smt_pair_links_unpair (paired, link->other_list, link->other_key, link->list, link->key);
  g_autoptr (GPtrArray) apart = smt_pair_links_unpair (links, link->list, link->key, link->other_list, link->other_key);
  g_autoptr (GPtrArray) again = smt_pair_links_pair (apart, link->list, link->key, link->other_list, link->other_key);
  g_autoptr (SmtPairing) before = smt_pairing_new (lists, N_LISTS, links);
  g_autoptr (SmtPairing) joined = smt_pairing_new (lists, N_LISTS, paired);
  g_autoptr (SmtPairing) parted = smt_pairing_new (lists, N_LISTS, apart);

  g_assert_true (smt_pair_links_equal (back, links));
  g_assert_true (smt_pair_links_equal (again, links));
  g_assert_false (smt_pair_links_equal (paired, links));
  assert_each_once (joined, lists, N_LISTS);
  assert_each_once (parted, lists, N_LISTS);
  if (smt_pairing_may_pair (before, link->list, link->key, link->other_list, link->other_key))
    g_assert_true (smt_pairing_find (joined, link->list, link->key)
                   == smt_pairing_find (joined, link->other_list, link->other_key));
  g_assert_true (smt_pairing_find (parted, link->list, link->key)
                 != smt_pairing_find (parted, link->other_list, link->other_key));
}

static void
test_unpair_undoes_pair (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint rounds = test_is_long () ? 100000 : 1000;
  guint tried = 0;

  for (guint round = 0; round < rounds; round++)
    {
      SmtPairList lists[N_LISTS];
      guint one = 0, other = 0;

      for (guint i = 0; i < N_LISTS; i++)
        lists[i] = (SmtPairList){ ids[i], random_treatments (rand, i) };
      g_autoptr (GPtrArray) links = random_links (rand, lists);
      const SmtTreatment *a = any_treatment (rand, lists, &one);
      const SmtTreatment *b = any_treatment (rand, lists, &other);

      if (a != NULL && b != NULL && one != other && !is_linked (links, a->key, b->key))
        {
          SmtPairLink link = { (char *)ids[one], a->key, (char *)ids[other], b->key, FALSE };

          assert_identity (lists, links, &link);
          tried++;
        }
      for (guint i = 0; i < N_LISTS; i++)
        g_ptr_array_unref (lists[i].treatments);
    }
  g_assert_cmpuint (tried, >, rounds / 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/pairing/rows", test_rows);
  g_test_add_func ("/property/pairing/symmetric", test_symmetric);
  g_test_add_func ("/property/pairing/unpair-undoes-pair", test_unpair_undoes_pair);
  return g_test_run ();
}
