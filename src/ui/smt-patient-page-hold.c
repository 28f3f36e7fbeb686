/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked at stays where it is while rows come, go or grow above it: a file opened beside the list, another
 * grouping, rows that are made late. At the top of the page nothing is held: there what comes is to be seen.
 */
#include "smt-config.h"

#include "ui/smt-patient-page-private.h"

#include <math.h>

#include "ui/smt-scroll.h"

#define PLACES_LOOKED_AT 8

static GtkAdjustment *
get_adjustment (SmtPatientPage *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

static gboolean
find_top (SmtPatientPage *self, GtkWidget *row, double *top)
{
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, self->scroller, &bounds))
    return FALSE;
  *top = bounds.origin.y;
  return TRUE;
}

/* Returns: (nullable): the row at work where it is seen, else the first row that is */
static GtkWidget *
choose (SmtPatientPage *self)
{
  GtkWidget *row =
      self->places == NULL && self->current_key != NULL ? smt_patient_page_find_row (self, self->current_key) : NULL;
  int width = gtk_widget_get_width (self->scroller);
  int height = gtk_widget_get_height (self->scroller);

  if (row != NULL && smt_is_in_view (row, self->scroller))
    return row;
  for (int i = 0; i < PLACES_LOOKED_AT; i++)
    {
      GtkWidget *at =
          gtk_widget_pick (self->scroller, width / 2.0, (double)height * i / PLACES_LOOKED_AT, GTK_PICK_DEFAULT);

      row = at != NULL ? gtk_widget_get_ancestor (at, GTK_TYPE_LIST_BOX_ROW) : NULL;
      if (row != NULL)
        return row;
    }
  return NULL;
}

/* From now on the row that is looked at is to stay where it is. */
static void
hold (SmtPatientPage *self)
{
  GtkWidget *row = choose (self);
  double top = 0;

  g_set_weak_pointer (&self->held, find_top (self, row, &top) ? row : NULL);
  self->held_value = gtk_adjustment_get_value (get_adjustment (self));
  self->held_top = top;
}

/* Moves the page by as much as the row was moved. Returns: whether it was */
static gboolean
follow (SmtPatientPage *self, double top)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double value = gtk_adjustment_get_value (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double moved = top + value - self->held_top - self->held_value;
  gboolean cut = value < self->held_value && value >= end;

  if (fabs (moved) < 1)
    return FALSE;
  gtk_adjustment_set_value (adjustment, (cut ? self->held_value : value) + moved);
  self->held_value = gtk_adjustment_get_value (adjustment);
  self->held_top = top + value - self->held_value; /* where it will stand: it has not been laid out there yet */
  return TRUE;
}

/* After the page was laid out, and before it is drawn; what is moved here is laid out once more in the same frame. Who
 * has scrolled has moved all of the page by as much: only what else moved the row is made good. A page that has become
 * too short was moved by its end, and not by anybody. */
static void
layout_cb (SmtPatientPage *self)
{
  double top;

  if (gtk_adjustment_get_value (get_adjustment (self)) > 0 && self->held_value > 0 && find_top (self, self->held, &top)
      && follow (self, top))
    return;
  hold (self);
}

static void
realize_cb (SmtPatientPage *self)
{
  g_signal_connect_data (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "layout", G_CALLBACK (layout_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
unrealize_cb (SmtPatientPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (GTK_WIDGET (self)), layout_cb, self);
  g_clear_weak_pointer (&self->held);
}

/** _smt_patient_page_hold_scroll: keeps what is looked at in its place, for as long as the page lives */
void
_smt_patient_page_hold_scroll (SmtPatientPage *self)
{
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
}
