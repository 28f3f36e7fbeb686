/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-scroll.h"

#define MARGIN 12
#define TICKS_FOR_LAYOUT 2

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *ticks = data;
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = scroller != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)) : NULL;
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double top;

  /* what was just shown has no place until the frame after next */
  if (++*ticks < TICKS_FOR_LAYOUT)
    return G_SOURCE_CONTINUE;
  if (viewport == NULL || !gtk_widget_compute_bounds (widget, viewport, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top - MARGIN, top + bounds.size.height + MARGIN);
  return G_SOURCE_REMOVE;
}

/**
 * smt_scroll_to:
 * @widget: a widget inside a scrolled window
 *
 * GTK scrolls to the focus when it moves, but a form that has just opened has no place yet.
 */
void
smt_scroll_to (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  gtk_widget_add_tick_callback (widget, tick_cb, g_new0 (guint, 1), g_free);
}
