/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing-private.h"

/**
 * smt_pair_row_get:
 * @row: a row
 * @list: a list
 *
 * Returns: (transfer none) (nullable): what that list has of it
 */
const SmtPairMember *
smt_pair_row_get (const SmtPairRow *row, const char *list)
{
  g_return_val_if_fail (row != NULL && list != NULL, NULL);

  for (guint i = 0; i < row->members->len; i++)
    if (g_str_equal (g_array_index (row->members, SmtPairMember, i).list, list))
      return &g_array_index (row->members, SmtPairMember, i);
  return NULL;
}

static guint
hash_member (gconstpointer data)
{
  const SmtPairMember *member = data;

  return g_str_hash (member->treatment->key) * 31 + g_str_hash (member->list);
}

static gboolean
members_equal (gconstpointer a, gconstpointer b)
{
  const SmtPairMember *left = a;
  const SmtPairMember *right = b;

  return g_str_equal (left->treatment->key, right->treatment->key) && g_str_equal (left->list, right->list);
}

/* A page asks for every one of its rows: to look through all of them each time takes too long with hundreds. */
void
_smt_pairing_index (SmtPairing *pairing)
{
  pairing->index = g_hash_table_new (hash_member, members_equal);
  for (guint i = pairing->rows->len; i-- > 0;) /* of two with one key the first is found */
    {
      SmtPairRow *row = g_ptr_array_index (pairing->rows, i);

      for (guint m = 0; m < row->members->len; m++)
        {
          SmtPairMember *member = &g_array_index (row->members, SmtPairMember, m);

          if (member->treatment->key != NULL)
            g_hash_table_replace (pairing->index, member, row);
        }
    }
}

/**
 * smt_pairing_find:
 * @pairing: a pairing
 * @list: a list
 * @key: the key of a treatment on it
 *
 * Returns: (transfer none) (nullable): the row it stands in
 */
const SmtPairRow *
smt_pairing_find (const SmtPairing *pairing, const char *list, const char *key)
{
  SmtTreatment named = { .key = (char *)key };
  const SmtPairMember member = { .list = list, .treatment = &named };

  g_return_val_if_fail (pairing != NULL && list != NULL && key != NULL, NULL);

  return g_hash_table_lookup (pairing->index, &member);
}

/* Whether one row could stand in for the other: they have no list in common. */
gboolean
_smt_pair_rows_fit (const SmtPairRow *a, const SmtPairRow *b)
{
  for (guint i = 0; i < a->members->len; i++)
    if (smt_pair_row_get (b, g_array_index (a->members, SmtPairMember, i).list) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
row_has (const SmtPairRow *row, const char *list, const char *key)
{
  const SmtPairMember *member = smt_pair_row_get (row, list);

  return member != NULL && g_str_equal (member->treatment->key, key);
}

/* Whether anything of one row was taken apart from anything of the other, but for the two that are now called one. */
static gboolean
was_taken_apart (const SmtPairing *pairing,
                 const SmtPairRow *a,
                 const SmtPairRow *b,
                 const char *key,
                 const char *other_key)
{
  for (guint i = 0; i < pairing->links->len; i++)
    {
      const SmtPairLink *link = g_ptr_array_index (pairing->links, i);
      gboolean forth = row_has (a, link->list, link->key) && row_has (b, link->other_list, link->other_key);
      gboolean back = row_has (b, link->list, link->key) && row_has (a, link->other_list, link->other_key);
      gboolean these = (g_str_equal (link->key, key) && g_str_equal (link->other_key, other_key))
                       || (g_str_equal (link->key, other_key) && g_str_equal (link->other_key, key));

      if (link->apart && !these && (forth || back))
        return TRUE;
    }
  return FALSE;
}

gboolean
_smt_pair_rows_apart (const SmtPairing *pairing, const SmtPairRow *a, const SmtPairRow *b)
{
  return was_taken_apart (pairing, a, b, "", "");
}

/**
 * smt_pairing_may_pair:
 * @pairing: a pairing
 * @list: the list of a treatment
 * @key: its key
 * @other_list: the list of another
 * @other_key: its key
 *
 * Returns: whether the two stand in different rows that a link by hand would make one
 */
gboolean
smt_pairing_may_pair (const SmtPairing *pairing,
                      const char *list,
                      const char *key,
                      const char *other_list,
                      const char *other_key)
{
  const SmtPairRow *row = smt_pairing_find (pairing, list, key);
  const SmtPairRow *other = smt_pairing_find (pairing, other_list, other_key);

  return row != NULL && other != NULL && row != other && _smt_pair_rows_fit (row, other)
         && !was_taken_apart (pairing, row, other, key, other_key);
}
