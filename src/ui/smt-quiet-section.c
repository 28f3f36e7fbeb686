/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-quiet-section.h"

#include "ui/smt-flow-layout.h"
#include "ui/smt-section.h"
#include "ui/smt-wrap.h"

#define COLUMN_SPACE 12
#define LINE_SPACE 6
#define WORDS_CHARS 30

/** smt_quiet_section_set_heading: says anew what stands in @section, and how much */
void
smt_quiet_section_set_heading (GtkWidget *section, const char *heading, guint count)
{
  g_autofree char *shown = g_strdup_printf ("%s  %u", heading, count);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (section)), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (section)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  shown, -1);
}

/** smt_quiet_section_new: Returns: (transfer floating): an empty section with @heading and @count above it */
GtkWidget *
smt_quiet_section_new (const char *heading, guint count)
{
  return smt_section_new_counted (heading, count, NULL);
}

/** smt_quiet_section_add_note: puts @note between the heading and the rows of @section */
void
smt_quiet_section_add_note (GtkWidget *section, const char *note)
{
  GtkWidget *label = smt_wrapped_label_new (note, "quiet");

  gtk_box_insert_child_after (GTK_BOX (section), label, gtk_widget_get_first_child (section));
}

/** smt_quiet_section_append: puts @row (transfer floating), a list box row of another make, behind the others */
void
smt_quiet_section_append (GtkWidget *section, GtkWidget *row)
{
  gtk_list_box_append (GTK_LIST_BOX (gtk_widget_get_last_child (section)), row);
}

/**
 * smt_quiet_section_add:
 * @section: a section
 * @first: what it is
 * @second: (nullable): a lesser line; an empty one is left out
 * @third: (nullable): another
 * @button: (transfer floating) (nullable): what can be done with it
 */
void
smt_quiet_section_add (GtkWidget *section, const char *first, const char *second, const char *third, GtkWidget *button)
{
  const char *lines[] = { second, third };
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GString) said = g_string_new (first);

  gtk_box_append (GTK_BOX (words), smt_wrapped_label_new (first, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL && *lines[i] != '\0')
      {
        gtk_box_append (GTK_BOX (words), smt_wrapped_label_new (lines[i], "quiet"));
        g_string_append_printf (said, ". %s", lines[i]);
      }
  gtk_widget_set_hexpand (words, TRUE);
  /* in a narrow pane the button goes below the words, and is not squeezed */
  gtk_widget_set_layout_manager (columns, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", COLUMN_SPACE, "line-spacing",
                                                        LINE_SPACE, "flex-chars", WORDS_CHARS, NULL));
  gtk_box_append (GTK_BOX (columns), words);
  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (columns), button);
    }
  gtk_widget_add_css_class (columns, "quiet-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), columns);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said->str, -1);
  smt_quiet_section_append (section, row);
}
