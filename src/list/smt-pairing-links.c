/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pairing.h"

static void
link_free (gpointer data)
{
  SmtPairLink *link = data;

  g_free (link->key);
  g_free (link->other_key);
  g_free (link);
}

static SmtPairLink *
link_new (SmtListKind kind, const char *key, SmtListKind other_kind, const char *other_key, gboolean apart)
{
  SmtPairLink *link = g_new0 (SmtPairLink, 1);

  link->kind = kind;
  link->key = g_strdup (key);
  link->other_kind = other_kind;
  link->other_key = g_strdup (other_key);
  link->apart = apart;
  return link;
}

static gboolean
links_one (const SmtPairLink *link, SmtListKind kind, const char *key, SmtListKind other_kind, const char *other_key)
{
  return link->kind == kind && link->other_kind == other_kind && g_str_equal (link->key, key)
         && g_str_equal (link->other_key, other_key);
}

/* Whichever way round it was said. */
static gboolean
links_both (const SmtPairLink *link, SmtListKind kind, const char *key, SmtListKind other_kind, const char *other_key)
{
  return links_one (link, kind, key, other_kind, other_key) || links_one (link, other_kind, other_key, kind, key);
}

/* A link takes an opposite one back; only where there is none does it stand for itself. */
static GPtrArray *
say (GPtrArray *links, SmtListKind kind, const char *key, SmtListKind other_kind, const char *other_key, gboolean apart)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (link_free);
  gboolean said = FALSE;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const SmtPairLink *link = g_ptr_array_index (links, i);

      if (links_both (link, kind, key, other_kind, other_key))
        {
          said = TRUE;
          if (link->apart != apart)
            continue;
        }
      g_ptr_array_add (out, link_new (link->kind, link->key, link->other_kind, link->other_key, link->apart));
    }
  if (!said)
    g_ptr_array_add (out, link_new (kind, key, other_kind, other_key, apart));
  return out;
}

/**
 * smt_pair_links_pair:
 * @links: (nullable) (element-type SmtPairLink): what was said before
 * @kind: the list of a treatment
 * @key: its key
 * @other_kind: the list of another
 * @other_key: its key
 *
 * Says that the two are one. Where they had been taken apart by hand, that is taken back.
 *
 * Returns: (transfer full) (element-type SmtPairLink): @links with it
 */
GPtrArray *
smt_pair_links_pair (GPtrArray *links, SmtListKind kind, const char *key, SmtListKind other_kind, const char *other_key)
{
  g_return_val_if_fail (key != NULL && other_key != NULL, NULL);

  return say (links, kind, key, other_kind, other_key, FALSE);
}

/**
 * smt_pair_links_unpair:
 * @links: (nullable) (element-type SmtPairLink): what was said before
 * @kind: the list of a treatment
 * @key: its key
 * @other_kind: the list of the one to take out of its row
 * @other_key: its key
 *
 * Says that @other is not the same. Where they had been paired by hand, that is taken back; else @other is no longer
 * paired by any key of its own, only by hand.
 *
 * Returns: (transfer full) (element-type SmtPairLink): @links with it
 */
GPtrArray *
smt_pair_links_unpair (GPtrArray *links,
                       SmtListKind kind,
                       const char *key,
                       SmtListKind other_kind,
                       const char *other_key)
{
  g_return_val_if_fail (key != NULL && other_key != NULL, NULL);

  return say (links, kind, key, other_kind, other_key, TRUE);
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
          || !links_one (left, right->kind, right->key, right->other_kind, right->other_key))
        return FALSE;
    }
  return TRUE;
}
