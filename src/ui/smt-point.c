/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-point.h"

#include "ui/smt-phrases.h"
#include "ui/smt-wrap.h"

/**
 * smt_point_new:
 * @mark: its shape
 * @css: (nullable): a style class of the mark
 * @headline: what it is
 * @about: (nullable): a lesser line
 * @stressed: whether it stands out among the others
 *
 * Returns: (transfer floating): the point
 */
GtkWidget *
smt_point_new (const char *mark, const char *css, const char *headline, const char *about, gboolean stressed)
{
  GtkWidget *point = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *shape = smt_wrapped_label_new (mark, "timeline-mark");
  g_autofree char *first = smt_phrase_unbroken (headline);
  g_autofree char *second = about != NULL && *about != '\0' ? smt_phrase_unbroken (about) : NULL;

  if (css != NULL)
    gtk_widget_add_css_class (shape, css);
  gtk_widget_set_valign (shape, GTK_ALIGN_START);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_add_css_class (point, "timeline-point");
  gtk_box_append (GTK_BOX (lines), smt_wrapped_label_new (first, stressed ? "heading" : NULL));
  if (second != NULL)
    gtk_box_append (GTK_BOX (lines), smt_wrapped_label_new (second, "quiet"));
  gtk_box_append (GTK_BOX (point), shape);
  gtk_box_append (GTK_BOX (point), lines);
  return point;
}
