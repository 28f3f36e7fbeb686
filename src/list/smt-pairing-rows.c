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
  g_return_val_if_fail (pairing != NULL && list != NULL && key != NULL, NULL);

  for (guint i = 0; i < pairing->rows->len; i++)
    {
      const SmtPairRow *row = g_ptr_array_index (pairing->rows, i);
      const SmtPairMember *member = smt_pair_row_get (row, list);

      if (member != NULL && g_strcmp0 (member->treatment->key, key) == 0)
        return row;
    }
  return NULL;
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
