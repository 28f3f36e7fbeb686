/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-desk-private.h"

#include "journal/smt-journal-reconciled.h"

/* One item for each patient; @follow_ups are the earliest first, and so are the items. */
static GPtrArray *
make_items (GPtrArray *follow_ups)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_patient = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < follow_ups->len; i++)
    {
      const SmtFollowUp *follow_up = g_ptr_array_index (follow_ups, i);
      SmtWorkItem *item = g_hash_table_lookup (by_patient, follow_up->patient);

      if (item == NULL && follow_up->person != NULL)
        item = smt_work_item_new_from_json (follow_up->person, NULL);
      if (item == NULL)
        continue;
      if (g_hash_table_insert (by_patient, follow_up->patient, item))
        g_ptr_array_add (items, item);
      smt_work_item_add_follow_up (item, follow_up->decision->due);
    }

  return items;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) follow_ups = smt_journal_load_follow_ups_finish (SMT_JOURNAL (source), result, &error);

  if (follow_ups == NULL)
    g_info ("what is to be followed up cannot be read: %s", error->message);
  else
    smt_work_list_set_items (smt_desk_get_tasks (self), make_items (follow_ups));
}

/**
 * smt_desk_refresh_tasks:
 * @self: a desk
 *
 * Reads anew what is to be followed up; the list of tasks changes when that is done.
 */
void
smt_desk_refresh_tasks (SmtDesk *self)
{
  g_return_if_fail (SMT_IS_DESK (self));

  smt_journal_load_follow_ups_async (smt_desk_get_store (self), NULL, NULL, loaded_cb, g_object_ref (self));
}
