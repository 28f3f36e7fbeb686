/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-pair-act.h"

#include <string.h>

#include "base/smt-json-writer.h"

/* The words a stored act is known by; they outlive the order of the enumerations. */
static const char *const whys[] = {
  [SMT_PAIR_WHY_CHOSEN] = "chosen",
  [SMT_PAIR_WHY_ASKED] = "asked",
  [SMT_PAIR_WHY_MISTAKEN] = "mistaken",
  [SMT_PAIR_WHY_UNDONE] = "undone",
};

static const char *const reasons[] = {
  [SMT_PAIR_BY_HAND] = "hand", [SMT_PAIR_ENTRY_ID] = "entry",  [SMT_PAIR_PRESCRIPTION_ID] = "prescription",
  [SMT_PAIR_CHAIN] = "chain",  [SMT_PAIR_PRODUCT] = "product",
};

/**
 * smt_pair_act_new:
 * @list: the list of a treatment
 * @key: its key
 * @other_list: the list of another
 * @other_key: its key
 * @apart: whether @other is taken out of its row; else both are one
 *
 * Returns: (transfer full): an act by nobody yet
 */
SmtPairAct *
smt_pair_act_new (const char *list, const char *key, const char *other_list, const char *other_key, gboolean apart)
{
  SmtPairAct *act = g_new0 (SmtPairAct, 1);

  act->link.list = g_strdup (list);
  act->link.key = g_strdup (key);
  act->link.other_list = g_strdup (other_list);
  act->link.other_key = g_strdup (other_key);
  act->link.apart = apart;
  act->at = SMT_INSTANT_UNSET;
  return act;
}

/** smt_pair_act_copy: Returns: (transfer full): another @act that says the same */
SmtPairAct *
smt_pair_act_copy (const SmtPairAct *act)
{
  SmtPairAct *copy;

  g_return_val_if_fail (act != NULL, NULL);

  copy = smt_pair_act_new (act->link.list, act->link.key, act->link.other_list, act->link.other_key, act->link.apart);
  copy->why = act->why;
  copy->reason = act->reason;
  copy->what = g_strdup (act->what);
  copy->who = g_strdup (act->who);
  copy->role = g_strdup (act->role);
  copy->at = act->at;
  return copy;
}

void
smt_pair_act_free (SmtPairAct *act)
{
  g_return_if_fail (act != NULL);

  g_free (act->link.list);
  g_free (act->link.key);
  g_free (act->link.other_list);
  g_free (act->link.other_key);
  g_free (act->what);
  g_free (act->who);
  g_free (act->role);
  g_free (act);
}

/**
 * smt_pair_act_to_json:
 * @act: an act by somebody, at some time
 *
 * Returns: (transfer full): one JSON object that smt_pair_act_from_json() reads back
 */
char *
smt_pair_act_to_json (const SmtPairAct *act)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *at = NULL;

  g_return_val_if_fail (act != NULL && act->at != SMT_INSTANT_UNSET, NULL);

  at = smt_instant_to_rfc3339 (act->at);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "act", act->link.apart ? "apart" : "one");
  smt_json_writer_member (writer, "list", act->link.list);
  smt_json_writer_member (writer, "key", act->link.key);
  smt_json_writer_member (writer, "otherList", act->link.other_list);
  smt_json_writer_member (writer, "otherKey", act->link.other_key);
  smt_json_writer_member (writer, "why", whys[act->why]);
  if (act->link.apart)
    smt_json_writer_member (writer, "reason", reasons[act->reason]);
  smt_json_writer_member (writer, "what", act->what);
  smt_json_writer_member (writer, "who", act->who);
  smt_json_writer_member (writer, "role", act->role);
  smt_json_writer_member (writer, "at", at);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

static gboolean
read_word (SmtJsonCursor word, const char *const *words, guint n, guint *out)
{
  for (guint i = 0; i < n; i++)
    if (smt_json_string_equals (word, words[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_act (SmtJsonCursor root, SmtPairAct *act)
{
  static const char *const acts[] = { "one", "apart" };
  g_autofree char *at = smt_json_dup_string (smt_json_member (root, "at"));
  guint apart = 0, why = 0, reason = 0;

  act->what = smt_json_dup_string (smt_json_member (root, "what"));
  act->who = smt_json_dup_string (smt_json_member (root, "who"));
  act->role = smt_json_dup_string (smt_json_member (root, "role"));
  if (at == NULL || !smt_instant_parse (at, &act->at)
      || !read_word (smt_json_member (root, "act"), acts, G_N_ELEMENTS (acts), &apart)
      || !read_word (smt_json_member (root, "why"), whys, G_N_ELEMENTS (whys), &why))
    return FALSE;
  if (apart && !read_word (smt_json_member (root, "reason"), reasons, G_N_ELEMENTS (reasons), &reason))
    return FALSE;

  act->link.apart = apart != 0;
  act->why = (SmtPairWhy)why;
  act->reason = (SmtPairReason)reason;
  return act->link.list != NULL && act->link.key != NULL && act->link.other_list != NULL && act->link.other_key != NULL
         && act->role != NULL;
}

/**
 * smt_pair_act_from_json:
 * @json: one JSON object
 *
 * Words that nobody knows make it no act: half of what was said would be another thing.
 *
 * Returns: (transfer full) (nullable): the act
 */
SmtPairAct *
smt_pair_act_from_json (const char *json)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) document = NULL;
  g_autoptr (SmtPairAct) act = NULL;
  SmtJsonCursor root;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new (json, strlen (json));
  document = smt_json_read (bytes, NULL);
  if (document == NULL)
    return NULL;

  root = smt_json_root (document);
  act = smt_pair_act_new (NULL, NULL, NULL, NULL, FALSE);
  act->link.list = smt_json_dup_string (smt_json_member (root, "list"));
  act->link.key = smt_json_dup_string (smt_json_member (root, "key"));
  act->link.other_list = smt_json_dup_string (smt_json_member (root, "otherList"));
  act->link.other_key = smt_json_dup_string (smt_json_member (root, "otherKey"));
  return read_act (root, act) ? g_steal_pointer (&act) : NULL;
}

/**
 * smt_pair_acts_to_links:
 * @acts: (nullable) (element-type SmtPairAct): in the order in which they were done
 *
 * Returns: (transfer full) (element-type SmtPairLink): what they come to
 */
GPtrArray *
smt_pair_acts_to_links (GPtrArray *acts)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new ();

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    {
      const SmtPairLink *link = &((SmtPairAct *)g_ptr_array_index (acts, i))->link;
      GPtrArray *next = (link->apart ? smt_pair_links_unpair : smt_pair_links_pair) (links, link->list, link->key,
                                                                                     link->other_list, link->other_key);

      g_ptr_array_unref (links);
      links = next;
    }
  return g_steal_pointer (&links);
}
