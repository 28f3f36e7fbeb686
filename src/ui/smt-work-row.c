/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-work-row.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-phrases.h"

struct _SmtWorkRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *name_label;
  GtkLabel *status_label;

  /* owned */
  SmtWorkItem *item;
};

G_DEFINE_FINAL_TYPE (SmtWorkRow, smt_work_row, GTK_TYPE_LIST_BOX_ROW)

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "activate");
}

/* (nullable): NULL where the item is no task */
static char *
tasks_words (SmtWorkItem *item)
{
  guint n = smt_work_item_get_n_follow_ups (item);
  g_autofree char *due = smt_phrase_date (smt_work_item_get_due (item));

  if (n == 0)
    return NULL;
  /* Translators: %1$u tasks, the first of them due on the date %2$s */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u task · %2$s", "%1$u tasks · %2$s", n), n, due);
}

/* (transfer full) (nullable): what the list says is due, before anybody is opened */
static char *
review_words (SmtWorkItem *item)
{
  SmtDate due = smt_work_item_get_review_due (item);
  g_autofree char *date = smt_date_is_set (due) ? smt_phrase_date (due) : NULL;

  /* Translators: a medication review (legemiddelgjennomgang) is due; %s is a date */
  return date != NULL ? g_strdup_printf (C_ ("work list", "Review by %s"), date) : NULL;
}

static void
show_item (SmtWorkRow *self)
{
  const SmtPatient *patient = smt_work_item_get_patient (self->item);
  g_autofree char *tasks = tasks_words (self->item);
  g_autofree char *review = review_words (self->item);
  const char *status = tasks != NULL ? tasks : smt_work_item_get_status (self->item);
  const char *known = status != NULL ? status : "";
  g_autofree char *name = g_strdup_printf ("%s, %s", patient->family != NULL ? patient->family : "",
                                           patient->given != NULL ? patient->given : "");
  g_autofree char *shown = g_strconcat (known, *known != '\0' && review != NULL ? " · " : "", review, NULL);
  g_autofree char *first = NULL;
  g_autofree char *label = NULL;

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->status_label, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), *shown != '\0');
  first = *known != '\0' ? g_strdup_printf ("%s, %s", name, known)
                         : g_strdup_printf (C_ ("work list", "%s, not opened yet"), name);
  label = g_strconcat (first, review != NULL ? ", " : "", review, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
smt_work_row_dispose (GObject *object)
{
  SmtWorkRow *self = SMT_WORK_ROW (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_WORK_ROW);
  G_OBJECT_CLASS (smt_work_row_parent_class)->dispose (object);
}

static void
smt_work_row_class_init (SmtWorkRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_work_row_dispose;
  gtk_widget_class_install_action (widget_class, "work-row.open", NULL, open_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-work-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtWorkRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkRow, status_label);
}

static void
smt_work_row_init (SmtWorkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** smt_work_row_new: Returns: (transfer floating): a row that follows @item */
GtkWidget *
smt_work_row_new (SmtWorkItem *item)
{
  SmtWorkRow *self;

  g_return_val_if_fail (SMT_IS_WORK_ITEM (item), NULL);

  self = g_object_new (SMT_TYPE_WORK_ROW, NULL);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::status", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
  return GTK_WIDGET (self);
}

/** smt_work_row_get_item: Returns: (transfer none): its item */
SmtWorkItem *
smt_work_row_get_item (SmtWorkRow *self)
{
  g_return_val_if_fail (SMT_IS_WORK_ROW (self), NULL);
  return self->item;
}
