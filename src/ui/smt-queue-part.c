/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-queue-part.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-queue-row.h"
#include "ui/smt-scroll.h"
#include "ui/smt-section.h"
#include "ui/smt-wrap.h"

#define SPACE 8

struct _SmtQueuePart
{
  GtkBox parent_instance;

  GtkListBox *list;
  GtkWidget *more_button;
  gboolean leads_on; /* the next row that is made takes the focus: more were asked for by key */

  /* owned */
  GArray *indices; /* of guint */

  guint n_made;
  guint n_wanted;
  SmtQueueMakeRow make_row;
  gpointer data; /* borrowed: for @make_row */
};

G_DEFINE_FINAL_TYPE (SmtQueuePart, smt_queue_part, GTK_TYPE_BOX)

enum
{
  SIGNAL_OPENED,
  SIGNAL_MORE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, SmtQueuePart *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, (guint)smt_queue_row_get_index (SMT_QUEUE_ROW (row)));
}

static void
more_cb (SmtQueuePart *self)
{
  self->leads_on = TRUE;
  smt_queue_part_want (self, self->n_wanted + SMT_QUEUE_PART_BATCH);
  g_signal_emit (self, signals[SIGNAL_MORE], 0);
}

/* How many are left, and of which part: the button is read without its heading. */
static void
show_more_button (SmtQueuePart *self)
{
  guint left = self->indices->len - self->n_wanted;
  guint next = MIN (left, SMT_QUEUE_PART_BATCH);
  /* Translators: %1$u rows are shown by the button, of %2$u that are not shown yet */
  g_autofree char *words = g_strdup_printf (C_ ("queue", "Show %1$u more of %2$u"), next, left);

  gtk_button_set_label (GTK_BUTTON (self->more_button), words);
  smt_wrap_buttons (self->more_button);
  gtk_widget_set_visible (self->more_button, left > 0);
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
smt_queue_part_dispose (GObject *object)
{
  g_clear_pointer (&SMT_QUEUE_PART (object)->indices, g_array_unref);
  G_OBJECT_CLASS (smt_queue_part_parent_class)->dispose (object);
}

static void
smt_queue_part_class_init (SmtQueuePartClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_queue_part_dispose;
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MORE] = g_signal_new ("more", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
smt_queue_part_init (SmtQueuePart *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACE);
}

/**
 * smt_queue_part_new:
 * @heading: what its rows have in common
 * @indices: (element-type guint): what stands in it, in order; not changed any more
 * @make_row: makes the row of one
 * @data: for @make_row; lives as long as the part is asked to make rows
 *
 * Returns: (transfer floating): a part without rows as yet, which wants the first %SMT_QUEUE_PART_BATCH
 */
GtkWidget *
smt_queue_part_new (const char *heading, GArray *indices, SmtQueueMakeRow make_row, gpointer data)
{
  SmtQueuePart *self = g_object_new (SMT_TYPE_QUEUE_PART, NULL);

  self->indices = g_array_ref (indices);
  self->make_row = make_row;
  self->data = data;
  gtk_box_append (GTK_BOX (self), smt_section_new_counted (heading, indices->len, &self->list));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->more_button = smt_wrapped_button_new ("", G_CALLBACK (more_cb), self);
  gtk_widget_set_halign (self->more_button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), self->more_button);
  smt_queue_part_want (self, SMT_QUEUE_PART_BATCH);
  return GTK_WIDGET (self);
}

/** smt_queue_part_want: shows at least @n rows from now on; they are made by smt_queue_part_make_next() */
void
smt_queue_part_want (SmtQueuePart *self, guint n)
{
  g_return_if_fail (SMT_IS_QUEUE_PART (self));

  self->n_wanted = MIN (MAX (self->n_wanted, n), self->indices->len);
  show_more_button (self);
}

/** smt_queue_part_get_wanted: Returns: how many rows it shows, when they are made */
guint
smt_queue_part_get_wanted (SmtQueuePart *self)
{
  g_return_val_if_fail (SMT_IS_QUEUE_PART (self), 0);

  return self->n_wanted;
}

/** smt_queue_part_make_next: Returns: whether a row was to be made, and is there now */
gboolean
smt_queue_part_make_next (SmtQueuePart *self)
{
  GtkWidget *row;

  g_return_val_if_fail (SMT_IS_QUEUE_PART (self), FALSE);

  if (self->n_made >= self->n_wanted)
    return FALSE;
  row = self->make_row (self->data, g_array_index (self->indices, guint, self->n_made));
  gtk_list_box_append (self->list, row);
  self->n_made++;
  if (self->leads_on)
    {
      gtk_widget_grab_focus (row);
      smt_scroll_to (row);
    }
  self->leads_on = FALSE;
  return TRUE;
}

int
smt_queue_part_get_place (SmtQueuePart *self, guint index)
{
  g_return_val_if_fail (SMT_IS_QUEUE_PART (self), -1);

  for (guint i = 0; i < self->indices->len; i++)
    if (g_array_index (self->indices, guint, i) == index)
      return (int)i;
  return -1;
}

GtkWidget *
smt_queue_part_get_row (SmtQueuePart *self, guint place)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (SMT_IS_QUEUE_PART (self), NULL);

  row = gtk_list_box_get_row_at_index (self->list, (int)place);
  return row != NULL ? GTK_WIDGET (row) : NULL;
}
