/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-others-section.h"

#include <glib/gi18n-lib.h>

#define HEADING_SPACE 4

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_row (const SmtOtherPrescription *other)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean has_text = other->text != NULL && *other->text != '\0';
  g_autofree char *said = g_strconcat (other->display, has_text ? ". " : "", has_text ? other->text : "", NULL);

  gtk_box_append (GTK_BOX (box), make_label (other->display, NULL));
  if (has_text)
    gtk_box_append (GTK_BOX (box), make_label (other->text, "dim-label"));
  gtk_widget_add_css_class (box, "other-prescription");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

/** smt_others_section_new: Returns: (transfer floating) (nullable): the other prescriptions of @list, NULL for none */
GtkWidget *
smt_others_section_new (const SmtList *list)
{
  g_autofree char *heading = NULL;
  GtkWidget *section;
  GtkWidget *rows;
  GtkWidget *label;

  g_return_val_if_fail (list != NULL, NULL);

  if (list->others->len == 0)
    return NULL;
  heading = g_strdup_printf ("%s  %u", C_ ("group", "Other things on prescription"), list->others->len);
  section = gtk_box_new (GTK_ORIENTATION_VERTICAL, HEADING_SPACE);
  label = g_object_new (GTK_TYPE_LABEL, "label", heading, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "xalign",
                        0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "group-heading");
  rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  for (guint i = 0; i < list->others->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (rows), make_row (g_ptr_array_index (list->others, i)));
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (GTK_BOX (section), rows);
  return section;
}
