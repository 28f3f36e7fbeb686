/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing.h"

#include "base/smt-text.h"
#include "dosing/smt-quantity.h"
#include "list/smt-difference.h"
#include "list/smt-pairing-private.h"

/* Level by level, strongest reason first, treatments with a key in common come together in clusters: all that a key
 * connects, or, where that would put two treatments of one list into a row, none of them. So neither the order of the
 * lists nor that within a list can change what is paired with what. */

typedef struct
{
  guint list;
  SmtTreatment *treatment;           /* borrowed */
  gboolean apart;                    /* taken out of its row by hand */
  guint cluster[SMT_N_PAIR_REASONS]; /* the one it was in after each level; a cluster is named by its first node */
  guint group;                       /* what it would be in at this level, if nothing were in the way */
} Node;

typedef struct
{
  const SmtPairList *lists;
  guint n_lists;
  GArray *nodes;     /* of Node */
  GArray *doubts;    /* pairs of guint: nodes with a key in common */
  GArray *forbidden; /* pairs of guint: nodes that were taken apart by hand */
} Work;

static Node *
get_node (const Work *work, guint index)
{
  return &g_array_index (work->nodes, Node, index);
}

/* --- keys ----------------------------------------------------------------------------------------------------------
 */

static gboolean
ids_equal (const char *a, const char *b)
{
  return a != NULL && b != NULL && smt_text_equal_ascii_case (a, b);
}

static gboolean
heads_equal (const SmtTreatment *a, const SmtTreatment *b)
{
  const SmtPrescription *left = smt_treatment_get_head (a);
  const SmtPrescription *right = smt_treatment_get_head (b);

  return left != NULL && right != NULL && ids_equal (left->prescription_id, right->prescription_id);
}

static gboolean
chains_meet (const SmtTreatment *a, const SmtTreatment *b)
{
  for (guint i = 0; i < a->prescriptions->len; i++)
    for (guint j = 0; j < b->prescriptions->len; j++)
      {
        const SmtPrescription *left = g_ptr_array_index (a->prescriptions, i);
        const SmtPrescription *right = g_ptr_array_index (b->prescriptions, j);

        if (ids_equal (left->prescription_id, right->prescription_id))
          return TRUE;
      }
  return FALSE;
}

static gboolean
forms_equal (const SmtProduct *a, const SmtProduct *b)
{
  g_autofree char *left = a->form_text != NULL ? smt_text_fold (a->form_text) : NULL;
  g_autofree char *right = b->form_text != NULL ? smt_text_fold (b->form_text) : NULL;

  return left != NULL && right != NULL && g_str_equal (left, right);
}

/* All three must be known: half a product is not a key. */
static gboolean
products_equal (const SmtTreatment *a, const SmtTreatment *b)
{
  return a->product != NULL && b->product != NULL && ids_equal (a->product->atc, b->product->atc)
         && forms_equal (a->product, b->product) && a->product->strengths->len > 0
         && smt_strengths_equal (a->product, b->product);
}

static gboolean
keys_equal (const SmtTreatment *a, const SmtTreatment *b, SmtPairReason reason)
{
  switch (reason)
    {
    case SMT_PAIR_ENTRY_ID:
      return ids_equal (a->entry_id, b->entry_id);
    case SMT_PAIR_PRESCRIPTION_ID:
      return heads_equal (a, b);
    case SMT_PAIR_CHAIN:
      return chains_meet (a, b);
    case SMT_PAIR_PRODUCT:
      return products_equal (a, b);
    case SMT_PAIR_BY_HAND:
    case SMT_N_PAIR_REASONS:
    default:
      return FALSE;
    }
}

/* --- clusters ------------------------------------------------------------------------------------------------------
 */

static void
join_groups (Work *work, guint a, guint b)
{
  guint keep = MIN (get_node (work, a)->group, get_node (work, b)->group);
  guint drop = MAX (get_node (work, a)->group, get_node (work, b)->group);

  for (guint i = 0; keep != drop && i < work->nodes->len; i++)
    if (get_node (work, i)->group == drop)
      get_node (work, i)->group = keep;
}

/* Returns: (transfer full): of each group, by its name, whether it has no more than one treatment of any list, and no
 * two that were taken apart */
static gboolean *
find_fits (const Work *work)
{
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize)work->nodes->len * work->n_lists);
  gboolean *fits = g_new (gboolean, work->nodes->len);

  for (guint i = 0; i < work->nodes->len; i++)
    fits[i] = TRUE;
  for (guint i = 0; i < work->nodes->len; i++)
    {
      const Node *node = get_node (work, i);
      gboolean *place = &taken[(gsize)node->group * work->n_lists + node->list];

      fits[node->group] = fits[node->group] && !*place;
      *place = TRUE;
    }
  for (guint i = 0; i < work->forbidden->len; i += 2)
    {
      guint group = get_node (work, g_array_index (work->forbidden, guint, i))->group;

      if (get_node (work, g_array_index (work->forbidden, guint, i + 1))->group == group)
        fits[group] = FALSE;
    }
  return fits;
}

static guint
cluster_before (const Node *node, guint index, SmtPairReason level)
{
  return level == 0 ? index : node->cluster[level - 1];
}

static void
begin_level (Work *work, SmtPairReason level)
{
  for (guint i = 0; i < work->nodes->len; i++)
    get_node (work, i)->group = cluster_before (get_node (work, i), i, level);
}

static void
end_level (Work *work, SmtPairReason level)
{
  g_autofree gboolean *fits = find_fits (work);

  for (guint i = 0; i < work->nodes->len; i++)
    {
      Node *node = get_node (work, i);

      node->cluster[level] = fits[node->group] ? node->group : cluster_before (node, i, level);
    }
}

static void
add_pair (GArray *pairs, guint a, guint b)
{
  g_array_append_val (pairs, a);
  g_array_append_val (pairs, b);
}

/* What can have a key in common stands in one bucket: to hold every treatment against every other one takes too long
 * with hundreds of them. */
static void
put_node (const Work *work, GHashTable *buckets, guint index, SmtPairReason level)
{
  const SmtTreatment *treatment = get_node (work, index)->treatment;
  const SmtPrescription *head = smt_treatment_get_head (treatment);

  if (level == SMT_PAIR_ENTRY_ID)
    _smt_pair_buckets_put (buckets, treatment->entry_id, index);
  else if (level == SMT_PAIR_PRESCRIPTION_ID && head != NULL)
    _smt_pair_buckets_put (buckets, head->prescription_id, index);
  else if (level == SMT_PAIR_CHAIN)
    for (guint i = 0; i < treatment->prescriptions->len; i++)
      _smt_pair_buckets_put (
          buckets, ((const SmtPrescription *)g_ptr_array_index (treatment->prescriptions, i))->prescription_id, index);
  else if (level == SMT_PAIR_PRODUCT && treatment->product != NULL)
    _smt_pair_buckets_put (buckets, treatment->product->atc, index);
}

static void
join_bucket (Work *work, const GArray *bucket, SmtPairReason level)
{
  for (guint i = 0; i < bucket->len; i++)
    for (guint j = i + 1; j < bucket->len; j++)
      {
        guint a = g_array_index (bucket, guint, i);
        guint b = g_array_index (bucket, guint, j);

        if (get_node (work, a)->list != get_node (work, b)->list
            && keys_equal (get_node (work, a)->treatment, get_node (work, b)->treatment, level))
          {
            join_groups (work, a, b);
            add_pair (work->doubts, a, b);
          }
      }
}

/* In which order they come together changes nothing. */
static void
pair_by_keys (Work *work, SmtPairReason level)
{
  g_autoptr (GHashTable) buckets = _smt_pair_buckets_new ();
  GHashTableIter iter;
  gpointer bucket;

  begin_level (work, level);
  for (guint i = 0; i < work->nodes->len; i++)
    if (!get_node (work, i)->apart)
      put_node (work, buckets, i, level);
  g_hash_table_iter_init (&iter, buckets);
  while (g_hash_table_iter_next (&iter, NULL, &bucket))
    join_bucket (work, bucket, level);
  end_level (work, level);
}

/* --- what was said by hand -----------------------------------------------------------------------------------------
 */

static gboolean
find_node (const Work *work, const char *list, const char *key, guint *index)
{
  for (guint i = 0; i < work->nodes->len; i++)
    if (g_str_equal (work->lists[get_node (work, i)->list].list, list)
        && g_strcmp0 (get_node (work, i)->treatment->key, key) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/* A link to what is no longer on its list says nothing. */
static gboolean
find_both (const Work *work, const SmtPairLink *link, guint *a, guint *b)
{
  return find_node (work, link->list, link->key, a) && find_node (work, link->other_list, link->other_key, b);
}

static void
take_apart (Work *work, GPtrArray *links)
{
  for (guint i = 0; i < links->len; i++)
    {
      const SmtPairLink *link = g_ptr_array_index (links, i);
      guint a, b;

      if (!link->apart || !find_both (work, link, &a, &b))
        continue;
      get_node (work, b)->apart = TRUE;
      add_pair (work->forbidden, a, b);
    }
}

/* One link after the other, in the order in which they were said: one that contradicts an earlier one, since the lists
 * have changed, is passed over, and takes no other with it. */
static void
pair_by_hand (Work *work, GPtrArray *links)
{
  begin_level (work, SMT_PAIR_BY_HAND);
  if (links != NULL)
    take_apart (work, links);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SmtPairLink *link = g_ptr_array_index (links, i);
      g_autofree gboolean *fits = NULL;
      guint a, b;

      if (link->apart || !find_both (work, link, &a, &b))
        continue;
      for (guint n = 0; n < work->nodes->len; n++)
        get_node (work, n)->cluster[SMT_PAIR_BY_HAND] = get_node (work, n)->group;
      join_groups (work, a, b);
      fits = find_fits (work);
      if (!fits[get_node (work, a)->group])
        for (guint n = 0; n < work->nodes->len; n++)
          get_node (work, n)->group = get_node (work, n)->cluster[SMT_PAIR_BY_HAND];
    }
  end_level (work, SMT_PAIR_BY_HAND);
}

/* --- rows ----------------------------------------------------------------------------------------------------------
 */

static SmtPairReason
find_reason (const Node *a, const Node *b)
{
  for (guint level = 0; level < SMT_N_PAIR_REASONS; level++)
    if (a->cluster[level] == b->cluster[level])
      return (SmtPairReason)level;
  return SMT_PAIR_PRODUCT;
}

static guint
final_cluster (const Node *node)
{
  return node->cluster[SMT_N_PAIR_REASONS - 1];
}

static void
row_free (gpointer data)
{
  SmtPairRow *row = data;

  for (guint i = 0; i < row->members->len; i++)
    smt_treatment_unref (g_array_index (row->members, SmtPairMember, i).treatment);
  g_array_unref (row->members);
  g_free (row);
}

/* What stands in different rows in spite of a key in common is asked about. */
static void
note_several (const Work *work, const guint *row_of, GArray *several)
{
  for (guint i = 0; i < work->doubts->len; i += 2)
    {
      guint a = row_of[g_array_index (work->doubts, guint, i)];
      guint b = row_of[g_array_index (work->doubts, guint, i + 1)];

      if (a != b)
        add_pair (several, a, b);
    }
}

/* @several: (out caller-allocates): pairs of numbers of rows that have a key in common */
static void
make_rows (const Work *work, SmtPairing *pairing, GArray *several)
{
  g_autofree guint *row_of = g_new0 (guint, work->nodes->len + 1);

  for (guint i = 0; i < work->nodes->len; i++)
    {
      const Node *node = get_node (work, i);
      guint first = final_cluster (node);
      SmtPairMember member = { pairing->lists[node->list], smt_treatment_ref (node->treatment), SMT_PAIR_BY_HAND };

      if (first == i)
        {
          SmtPairRow *row = g_new0 (SmtPairRow, 1);

          row->members = g_array_new (FALSE, FALSE, sizeof (SmtPairMember));
          row_of[i] = pairing->rows->len;
          g_ptr_array_add (pairing->rows, row);
        }
      else
        member.reason = find_reason (get_node (work, first), node);
      row_of[i] = row_of[first];
      g_array_append_val (((SmtPairRow *)g_ptr_array_index (pairing->rows, row_of[i]))->members, member);
    }
  note_several (work, row_of, several);
}

/* --- public API ----------------------------------------------------------------------------------------------------
 */

/**
 * smt_pairing_new:
 * @lists: lists of one patient, each with another id; the first one leads
 * @n_lists: how many
 * @links: (nullable) (element-type SmtPairLink): what was said by hand
 *
 * Returns: (transfer full): rows in which every treatment of every list stands exactly once
 */
SmtPairing *
smt_pairing_new (const SmtPairList *lists, guint n_lists, GPtrArray *links)
{
  SmtPairing *pairing = g_new0 (SmtPairing, 1);
  Work work = { lists, n_lists, NULL, NULL, NULL };
  g_autoptr (GArray) several = g_array_new (FALSE, FALSE, sizeof (guint));

  work.nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  work.doubts = g_array_new (FALSE, FALSE, sizeof (guint));
  work.forbidden = g_array_new (FALSE, FALSE, sizeof (guint));

  pairing->lists = g_new0 (char *, n_lists + 1);
  for (guint i = 0; i < n_lists; i++)
    pairing->lists[i] = g_strdup (lists[i].list);
  for (guint i = 0; i < n_lists; i++)
    for (guint j = 0; j < lists[i].treatments->len; j++)
      {
        Node node = { 0 };

        node.list = i;
        node.treatment = g_ptr_array_index (lists[i].treatments, j);
        g_array_append_val (work.nodes, node);
      }

  pair_by_hand (&work, links);
  pairing->links = smt_pair_links_copy (links);
  for (guint level = SMT_PAIR_ENTRY_ID; level < SMT_N_PAIR_REASONS; level++)
    pair_by_keys (&work, (SmtPairReason)level);

  pairing->rows = g_ptr_array_new_with_free_func (row_free);
  pairing->questions = g_array_new (FALSE, FALSE, sizeof (SmtPairQuestion));
  make_rows (&work, pairing, several);
  _smt_pairing_index (pairing);
  _smt_pairing_ask (pairing, several);

  g_array_unref (work.nodes);
  g_array_unref (work.doubts);
  g_array_unref (work.forbidden);
  return pairing;
}

/**
 * smt_pairing_free:
 * @pairing: (transfer full): a pairing
 */
void
smt_pairing_free (SmtPairing *pairing)
{
  g_return_if_fail (pairing != NULL);

  g_hash_table_unref (pairing->index);
  g_ptr_array_unref (pairing->rows);
  g_array_unref (pairing->questions);
  g_ptr_array_unref (pairing->links);
  g_strfreev (pairing->lists);
  g_free (pairing);
}
