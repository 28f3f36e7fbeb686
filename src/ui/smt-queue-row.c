/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-queue-row.h"

#include "ui/smt-wrap.h"

#define SPACE 4

struct _SmtQueueRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *lines;   /* borrowed */
  GtkWidget *badges;  /* borrowed */
  GtkWidget *buttons; /* (nullable) borrowed */
  int index;
};

G_DEFINE_FINAL_TYPE (SmtQueueRow, smt_queue_row, GTK_TYPE_LIST_BOX_ROW)

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "activate");
}

static void
smt_queue_row_class_init (SmtQueueRowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "queue-row.open", NULL, open_cb);
}

static void
smt_queue_row_init (SmtQueueRow *self)
{
  self->index = -1;
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->badges = smt_wrapped_box_new (SPACE);
  gtk_widget_set_visible (self->badges, FALSE);
  gtk_widget_add_css_class (self->badges, "badges");
  gtk_widget_add_css_class (self->lines, "quiet-row");
  gtk_widget_add_css_class (GTK_WIDGET (self), "queue-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->lines);
}

/** smt_queue_row_new: Returns: (transfer floating): a row that says @title in bold */
GtkWidget *
smt_queue_row_new (const char *title)
{
  SmtQueueRow *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (SMT_TYPE_QUEUE_ROW, NULL);
  gtk_box_append (GTK_BOX (self->lines), smt_wrapped_label_new (title, "heading"));
  gtk_box_append (GTK_BOX (self->lines), self->badges);
  return GTK_WIDGET (self);
}

/** smt_queue_row_add_badge: @words in a badge of the class @css (nullable), under the title */
void
smt_queue_row_add_badge (SmtQueueRow *self, const char *words, const char *css)
{
  GtkWidget *label;

  g_return_if_fail (SMT_IS_QUEUE_ROW (self) && words != NULL);

  label = smt_wrapped_label_new (words, "badge");
  gtk_widget_add_css_class (label, css != NULL ? css : "info");
  gtk_box_append (GTK_BOX (self->badges), label);
  gtk_widget_set_visible (self->badges, TRUE);
}

/** smt_queue_row_add_line: @words (nullable: nothing) in a line of their own, of the class @css (nullable) */
void
smt_queue_row_add_line (SmtQueueRow *self, const char *words, const char *css)
{
  g_return_if_fail (SMT_IS_QUEUE_ROW (self));

  if (words != NULL && *words != '\0')
    gtk_box_append (GTK_BOX (self->lines), smt_wrapped_label_new (words, css));
}

/** smt_queue_row_add_button: @button (transfer floating) under the lines: what can be done without opening the row */
void
smt_queue_row_add_button (SmtQueueRow *self, GtkWidget *button)
{
  g_return_if_fail (SMT_IS_QUEUE_ROW (self) && GTK_IS_WIDGET (button));

  if (self->buttons == NULL)
    {
      self->buttons = smt_wrapped_box_new (SPACE);
      gtk_widget_add_css_class (self->buttons, "row-buttons");
      gtk_box_append (GTK_BOX (self->lines), self->buttons);
    }
  gtk_box_append (GTK_BOX (self->buttons), button);
}

/** smt_queue_row_set_label: @label is all that the row says, for a screen reader */
void
smt_queue_row_set_label (SmtQueueRow *self, const char *label)
{
  g_return_if_fail (SMT_IS_QUEUE_ROW (self) && label != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
smt_queue_row_set_index (SmtQueueRow *self, int index)
{
  g_return_if_fail (SMT_IS_QUEUE_ROW (self));

  self->index = index;
}

int
smt_queue_row_get_index (SmtQueueRow *self)
{
  g_return_val_if_fail (SMT_IS_QUEUE_ROW (self), -1);

  return self->index;
}
