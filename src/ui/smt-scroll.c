/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-scroll.h"

#define MARGIN 12
#define STILL_TICKS 3 /* what was just shown has no place until the frame after next */
#define MOST_TICKS 60

typedef struct
{
  double value; /* where the page stood at the last tick */
  guint still;  /* ticks since it moved */
  guint ticks;
} Scroll;

/* GTK may be gliding to the focus, and would undo a move made in the meantime: wait until the page stands still. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *scroll = data;
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = scroller != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)) : NULL;
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double value;

  if (viewport == NULL)
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  value = gtk_adjustment_get_value (adjustment);
  scroll->still = ABS (value - scroll->value) < 0.5 ? scroll->still + 1 : 0;
  scroll->value = value;
  if (scroll->still < STILL_TICKS && ++scroll->ticks < MOST_TICKS)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_compute_bounds (widget, viewport, &bounds))
    gtk_adjustment_clamp_page (adjustment, value + bounds.origin.y - MARGIN,
                               value + bounds.origin.y + bounds.size.height + MARGIN);
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
  gtk_widget_add_tick_callback (widget, tick_cb, g_new0 (Scroll, 1), g_free);
}

/** smt_is_in_view: Returns: whether any of @widget can be seen in @view, which it is in */
gboolean
smt_is_in_view (GtkWidget *widget, GtkWidget *view)
{
  graphene_rect_t bounds;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && GTK_IS_WIDGET (view), FALSE);
  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, view, &bounds)
         && bounds.origin.y < (float)gtk_widget_get_height (view) && bounds.origin.y + bounds.size.height > 0;
}
