/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-wrap.h"

#include "ui/smt-flow-layout.h"

static void
wrap_label (GtkWidget *button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (button); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD_CHAR);
        gtk_label_set_natural_wrap_mode (GTK_LABEL (child), GTK_NATURAL_WRAP_NONE);
      }
}

/**
 * smt_wrap_buttons:
 * @widget: a page, or a button
 *
 * Lets the words of every button in @widget break into lines: one long button must not keep a narrow window wide.
 */
void
smt_wrap_buttons (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
    wrap_label (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    smt_wrap_buttons (child);
}

/** smt_wrapped_label_new: Returns: (transfer floating): @words that break into lines; @css (nullable) is their class */
GtkWidget *
smt_wrapped_label_new (const char *words, const char *css)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

/** smt_wrapped_title_new: Returns: (transfer floating): a heading that breaks into lines, of the class @css */
GtkWidget *
smt_wrapped_title_new (const char *words, const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, css);
  return label;
}

/**
 * smt_wrapped_button_new:
 * @words: what it says
 * @clicked: called with @data alone
 * @data: an object; the button may outlive it
 *
 * Returns: (transfer floating): a button whose words break into lines
 */
GtkWidget *
smt_wrapped_button_new (const char *words, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  smt_wrap_buttons (button);
  g_signal_connect_object (button, "clicked", clicked, data, G_CONNECT_SWAPPED);
  return button;
}

/** smt_wrapped_box_new: Returns: (transfer floating): a box whose children break into lines, @spacing pixels apart */
GtkWidget *
smt_wrapped_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (
      box, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", spacing, "line-spacing", spacing, NULL));
  return box;
}
