/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-wrap.h"

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
