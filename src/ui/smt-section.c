/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-section.h"

#define SPACE 4

/**
 * smt_section_new:
 * @heading: what stands above the rows; the list is called so, too
 * @list: (out) (transfer none) (optional): where the rows go; nothing in it can be selected
 *
 * Returns: (transfer floating): a box without rows, whose first child is the heading and whose last is the list
 */
GtkWidget *
smt_section_new (const char *heading, GtkListBox **list)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", heading, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "xalign", 0.0f, "wrap", TRUE, NULL);
  GtkWidget *rows = gtk_list_box_new ();

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "group-heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (GTK_BOX (section), rows);
  if (list != NULL)
    *list = GTK_LIST_BOX (rows);
  return section;
}

/** smt_section_new_counted: Returns: (transfer floating): as smt_section_new(), with @count behind @heading */
GtkWidget *
smt_section_new_counted (const char *heading, guint count, GtkListBox **list)
{
  g_autofree char *words = g_strdup_printf ("%s  %u", heading, count);

  return smt_section_new (words, list);
}
