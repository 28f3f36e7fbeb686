/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-drop-down.h"

/**
 * smt_drop_down_name:
 * @drop_down: a drop-down of strings
 * @what: what is chosen in it
 *
 * The button inside a drop-down is what assistive technology meets, and it has no name of its own: it is called @what
 * and what is chosen, so this is to be called anew when another is.
 */
void
smt_drop_down_name (GtkDropDown *drop_down, const char *what)
{
  GtkWidget *button;
  GtkStringObject *chosen;
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down) && what != NULL);

  button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  chosen = gtk_drop_down_get_selected_item (drop_down);
  name = g_strdup_printf ("%s %s", what, chosen != NULL ? gtk_string_object_get_string (chosen) : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
