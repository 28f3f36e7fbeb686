/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-discard.h"

#define ROWS_A_TURN 8

static const char discard_data[] = "smt-discard";

/* Takes at most @most rows out of the lists in @widget. Returns: how many */
static guint
take_rows (GtkWidget *widget, guint most)
{
  guint n = 0;

  if (GTK_IS_LIST_BOX (widget))
    {
      GtkListBoxRow *row;

      while (n < most && (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (widget), 0)) != NULL)
        {
          gtk_list_box_remove (GTK_LIST_BOX (widget), GTK_WIDGET (row));
          n++;
        }
      return n;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && n < most;
       child = gtk_widget_get_next_sibling (child))
    n += take_rows (child, most - n);
  return n;
}

static gboolean
take_apart_cb (gpointer data)
{
  GtkWidget *widget = data;

  if (take_rows (widget, ROWS_A_TURN) == ROWS_A_TURN)
    return G_SOURCE_CONTINUE;
  g_object_steal_data (G_OBJECT (widget), discard_data);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (widget)), widget);
  return G_SOURCE_REMOVE;
}

static void
remove_source (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

/**
 * smt_discard:
 * @widget: a child of a box
 *
 * Hides @widget at once, takes its rows away a few in a turn of the main loop, and then itself. It goes with its
 * parent, where that goes before.
 */
void
smt_discard (GtkWidget *widget)
{
  guint source;

  g_return_if_fail (GTK_IS_BOX (gtk_widget_get_parent (widget)) && !smt_is_discarded (widget));

  gtk_widget_set_visible (widget, FALSE);
  source = g_idle_add (take_apart_cb, widget);
  g_object_set_data_full (G_OBJECT (widget), discard_data, GUINT_TO_POINTER (source), remove_source);
}

/** smt_is_discarded: Returns: whether @widget goes and is there no more for anybody */
gboolean
smt_is_discarded (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), discard_data) != NULL;
}
