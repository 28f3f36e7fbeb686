/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked about rows that were not paired: they look alike, or more than one in a list has the same key.
 */
#include "list/smt-pairing-private.h"

/* --- buckets: what may be alike, by a key in common ------------------------------------------------------------- */

static void
array_free (gpointer data)
{
  g_array_unref (data);
}

/** _smt_pair_buckets_new: Returns: (transfer full): an empty table of GArray of guint by keys, whatever their case */
GHashTable *
_smt_pair_buckets_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, array_free);
}

/** _smt_pair_buckets_put: puts @value into the bucket of @key (nullable: into none) */
void
_smt_pair_buckets_put (GHashTable *buckets, const char *key, guint value)
{
  g_autofree char *folded = key != NULL ? g_ascii_strdown (key, -1) : NULL;
  GArray *bucket;

  if (folded == NULL)
    return;
  bucket = g_hash_table_lookup (buckets, folded);
  if (bucket == NULL)
    {
      bucket = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (buckets, g_steal_pointer (&folded), bucket);
    }
  g_array_append_val (bucket, value);
}

/* --- candidates --------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint row;
  guint other; /* above @row */
  SmtPairDoubt doubt;
} Candidate;

static void
add_candidate (GArray *candidates, guint a, guint b, SmtPairDoubt doubt)
{
  const Candidate candidate = { MIN (a, b), MAX (a, b), doubt };

  if (a != b)
    g_array_append_val (candidates, candidate);
}

/* The same substance has a code in common, a code that the interval table has beside the other's, or a name. */
static void
put_product (GHashTable *buckets, const SmtProduct *product, guint row)
{
  _smt_pair_buckets_put (buckets, product->atc, row);
  _smt_pair_buckets_put (buckets, product->generic, row);
  for (guint i = 0; product->row != NULL && product->row->atc[i] != NULL; i++)
    _smt_pair_buckets_put (buckets, product->row->atc[i], row);
}

static void
find_alike (const SmtPairing *pairing, GArray *candidates)
{
  g_autoptr (GHashTable) buckets = _smt_pair_buckets_new ();
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < pairing->rows->len; i++)
    {
      const SmtPairRow *row = g_ptr_array_index (pairing->rows, i);

      for (guint m = 0; m < row->members->len; m++)
        if (g_array_index (row->members, SmtPairMember, m).treatment->product != NULL)
          put_product (buckets, g_array_index (row->members, SmtPairMember, m).treatment->product, i);
    }
  g_hash_table_iter_init (&iter, buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((GArray *)value)->len; i++)
      for (guint j = i + 1; j < ((GArray *)value)->len; j++)
        add_candidate (candidates, g_array_index ((GArray *)value, guint, i), g_array_index ((GArray *)value, guint, j),
                       SMT_DOUBT_SUBSTANCE);
}

/* In the order of the rows; of two reasons to ask about the same two the stronger one first. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  if (left->other != right->other)
    return left->other < right->other ? -1 : 1;
  return (int)left->doubt - (int)right->doubt;
}

/* --- questions ---------------------------------------------------------------------------------------------------- */

/* Whether anything in one row is the same substance as anything in the other. */
static gboolean
substances_meet (const SmtPairRow *a, const SmtPairRow *b)
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

static gboolean
in_use_now (const SmtPairRow *row)
{
  const SmtPairMember *member = smt_pair_row_get (row, SMT_LIST_CURRENT);

  if (member == NULL)
    member = smt_pair_row_get (row, SMT_LIST_PROPOSED);

  return member != NULL && smt_treatment_is_in_use (member->treatment);
}

static void
ask (SmtPairing *pairing, const Candidate *candidate)
{
  const SmtPairRow *a = g_ptr_array_index (pairing->rows, candidate->row);
  const SmtPairRow *b = g_ptr_array_index (pairing->rows, candidate->other);
  const SmtPairQuestion question = { candidate->row, candidate->other, candidate->doubt,
                                     in_use_now (a) && in_use_now (b) };

  if (!question.both_current && (!_smt_pair_rows_fit (a, b) || _smt_pair_rows_apart (pairing, a, b)))
    return; /* what was answered is not asked again */
  if (candidate->doubt == SMT_DOUBT_SEVERAL || substances_meet (a, b))
    g_array_append_val (pairing->questions, question);
}

/**
 * _smt_pairing_ask:
 * @pairing: a pairing whose rows are made, without questions
 * @several: (element-type guint): pairs of numbers of rows that have a key in common
 *
 * Asks, in the order of the rows, what is to be asked about any two of them.
 */
void
_smt_pairing_ask (SmtPairing *pairing, const GArray *several)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < several->len; i += 2)
    add_candidate (candidates, g_array_index (several, guint, i), g_array_index (several, guint, i + 1),
                   SMT_DOUBT_SEVERAL);
  find_alike (pairing, candidates);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      const Candidate *before = i > 0 ? &g_array_index (candidates, Candidate, i - 1) : NULL;

      if (before == NULL || before->row != candidate->row || before->other != candidate->other)
        ask (pairing, candidate);
    }
}
