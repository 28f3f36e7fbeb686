/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing.h"

static void
link_free (gpointer data)
{
  SmtPairLink *link = data;

  g_free (link->list);
  g_free (link->key);
  g_free (link->other_list);
  g_free (link->other_key);
  g_free (link);
}

static SmtPairLink *
link_new (const char *list, const char *key, const char *other_list, const char *other_key, gboolean apart)
{
  SmtPairLink *link = g_new0 (SmtPairLink, 1);

  link->list = g_strdup (list);
  link->key = g_strdup (key);
  link->other_list = g_strdup (other_list);
  link->other_key = g_strdup (other_key);
  link->apart = apart;
  return link;
}

static gboolean
links_one (const SmtPairLink *link, const char *list, const char *key, const char *other_list, const char *other_key)
{
  return g_str_equal (link->list, list) && g_str_equal (link->other_list, other_list) && g_str_equal (link->key, key)
         && g_str_equal (link->other_key, other_key);
}

/* Whichever way round it was said. */
static gboolean
links_both (const SmtPairLink *link, const char *list, const char *key, const char *other_list, const char *other_key)
{
  return links_one (link, list, key, other_list, other_key) || links_one (link, other_list, other_key, list, key);
}

static void
add_copy (GPtrArray *links, const SmtPairLink *link)
{
  g_ptr_array_add (links, link_new (link->list, link->key, link->other_list, link->other_key, link->apart));
}

/* A link takes an opposite one back; only where there is none does it stand for itself. */
static GPtrArray *
say (GPtrArray *links, const char *list, const char *key, const char *other_list, const char *other_key, gboolean apart)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (link_free);
  gboolean said = FALSE;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SmtPairLink *link = g_ptr_array_index (links, i);

      if (links_both (link, list, key, other_list, other_key))
        {
          said = TRUE;
          if (link->apart != apart)
            continue;
        }
      add_copy (out, link);
    }
  if (!said)
    g_ptr_array_add (out, link_new (list, key, other_list, other_key, apart));
  return out;
}

/**
 * smt_pair_links_pair:
 * @links: (nullable) (element-type SmtPairLink): what was said before
 * @list: the list of a treatment
 * @key: its key
 * @other_list: the list of another
 * @other_key: its key
 *
 * Says that the two are one. Where they had been taken apart by hand, that is taken back.
 *
 * Returns: (transfer full) (element-type SmtPairLink): @links with it
 */
GPtrArray *
smt_pair_links_pair (GPtrArray *links, const char *list, const char *key, const char *other_list, const char *other_key)
{
  g_return_val_if_fail (list != NULL && key != NULL && other_list != NULL && other_key != NULL, NULL);

  return say (links, list, key, other_list, other_key, FALSE);
}

/**
 * smt_pair_links_unpair:
 * @links: (nullable) (element-type SmtPairLink): what was said before
 * @list: the list of a treatment
 * @key: its key
 * @other_list: the list of the one to take out of its row
 * @other_key: its key
 *
 * Says that @other is not the same. Where they had been paired by hand, that is taken back; else @other is no longer
 * paired by any key of its own, only by hand.
 *
 * Returns: (transfer full) (element-type SmtPairLink): @links with it
 */
GPtrArray *
smt_pair_links_unpair (GPtrArray *links,
                       const char *list,
                       const char *key,
                       const char *other_list,
                       const char *other_key)
{
  g_return_val_if_fail (list != NULL && key != NULL && other_list != NULL && other_key != NULL, NULL);

  return say (links, list, key, other_list, other_key, TRUE);
}

/**
 * smt_pair_links_copy:
 * @links: (nullable) (element-type SmtPairLink): links
 *
 * Returns: (transfer full) (element-type SmtPairLink): the same links
 */
GPtrArray *
smt_pair_links_copy (GPtrArray *links)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (link_free);

  for (guint i = 0; links != NULL && i < links->len; i++)
    add_copy (out, g_ptr_array_index (links, i));
  return out;
}

/**
 * smt_pair_links_equal:
 * @a: (nullable) (element-type SmtPairLink): links
 * @b: (nullable) (element-type SmtPairLink): links
 *
 * Returns: whether both say the same in the same order
 */
gboolean
smt_pair_links_equal (GPtrArray *a, GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const SmtPairLink *left = g_ptr_array_index (a, i);
      const SmtPairLink *right = g_ptr_array_index (b, i);

      if (left->apart != right->apart
          || !links_one (left, right->list, right->key, right->other_list, right->other_key))
        return FALSE;
    }
  return TRUE;
}
