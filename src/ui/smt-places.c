/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-places.h"

static void
place_free (gpointer data)
{
  SmtPlace *place = data;

  g_free (place->heading);
  g_ptr_array_unref (place->keys);
  g_array_unref (place->lanes);
  g_free (place);
}

static void
add_place (GPtrArray *places, SmtGroup group, const char *heading)
{
  SmtPlace *place = g_new0 (SmtPlace, 1);

  place->group = group;
  place->heading = g_strdup (heading);
  place->keys = g_ptr_array_new_with_free_func (g_free);
  place->lanes = g_array_new (FALSE, FALSE, sizeof (SmtLane));
  g_ptr_array_add (places, place);
}

/* What must be decided, has stopped or has expired stands by its status; the rest as @grouping has it. */
static GPtrArray *
list_places (const SmtReconciliation *reconciliation, SmtGrouping grouping)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);
  g_autoptr (GPtrArray) headings = smt_grouping_headings (grouping, reconciliation);

  for (SmtGroup group = 0; group < SMT_N_GROUPS; group++)
    {
      gboolean divided = group == SMT_GROUP_CHANGED || group == SMT_GROUP_UNCHANGED || group == SMT_GROUP_PAUSED;

      if (grouping == SMT_GROUPING_STATUS || !divided)
        add_place (places, group, NULL);
      else if (group == SMT_GROUP_CHANGED)
        for (guint i = 0; i < headings->len; i++)
          add_place (places, group, g_ptr_array_index (headings, i));
    }
  return places;
}

static SmtPlace *
find_place (GPtrArray *places, SmtGrouping grouping, const SmtRow *row)
{
  g_autofree char *heading = smt_grouping_heading (grouping, row);

  for (guint i = 0; i < places->len; i++)
    {
      SmtPlace *place = g_ptr_array_index (places, i);

      if (g_strcmp0 (place->heading, heading) == 0 && (heading != NULL || place->group == row->group))
        return place;
    }
  g_return_val_if_reached (NULL);
}

typedef struct
{
  const SmtRow *row;
  SmtPlace *place;
  SmtLane lane;
} Standing;

static void
fill_places (GPtrArray *places, const SmtReconciliation *reconciliation, SmtGrouping grouping)
{
  guint n_rows = smt_reconciliation_get_n_rows (reconciliation);
  g_autofree Standing *standing = g_new0 (Standing, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      standing[i].row = smt_reconciliation_get_row (reconciliation, i);
      standing[i].place = find_place (places, grouping, standing[i].row);
      standing[i].lane = smt_lane_of (standing[i].row);
    }
  for (SmtLane lane = 0; lane < SMT_N_LANES; lane++)
    for (guint i = 0; i < n_rows; i++)
      if (standing[i].lane == lane)
        {
          g_ptr_array_add (standing[i].place->keys, g_strdup (standing[i].row->treatment->key));
          g_array_append_val (standing[i].place->lanes, lane);
        }
}

/** smt_places_new: Returns: (transfer full) (element-type SmtPlace): the sections that have rows, in their order */
GPtrArray *
smt_places_new (const SmtReconciliation *reconciliation, SmtGrouping grouping)
{
  GPtrArray *places = list_places (reconciliation, grouping);

  fill_places (places, reconciliation, grouping);
  for (guint i = places->len; i-- > 0;)
    if (((SmtPlace *)g_ptr_array_index (places, i))->keys->len == 0)
      g_ptr_array_remove_index (places, i);
  return places;
}
