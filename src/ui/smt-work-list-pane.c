/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-work-list-pane.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-pane-layout.h"
#include "ui/smt-work-row.h"

struct _SmtWorkListPane
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkEditable *search_entry;
  GtkListBox *list_box;
  GtkWidget *round_button;
  GtkWidget *cleanup_button;
  GtkWidget *pharmacy_button;
  GtkWidget *tasks_box;
  GtkListBox *tasks_list;

  /* owned */
  GtkFilterListModel *model;
  GtkFilterListModel *tasks;
};

G_DEFINE_FINAL_TYPE (SmtWorkListPane, smt_work_list_pane, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  return smt_work_row_new (SMT_WORK_ITEM (item));
}

static gboolean
matches_search (gpointer item, gpointer data)
{
  SmtWorkListPane *self = data;
  const SmtPatient *patient = smt_work_item_get_patient (SMT_WORK_ITEM (item));
  g_autofree char *wanted = smt_text_fold (gtk_editable_get_text (self->search_entry));
  g_autofree char *name = smt_patient_dup_name (patient);
  g_autofree char *folded = smt_text_fold (name);

  return strstr (folded, wanted) != NULL;
}

static void
search_changed_cb (SmtWorkListPane *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->model), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->tasks), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
tasks_changed_cb (SmtWorkListPane *self)
{
  gtk_widget_set_visible (self->tasks_box, g_list_model_get_n_items (G_LIST_MODEL (self->tasks)) > 0);
}

static void
row_activated_cb (GtkListBox *list_box, GtkListBoxRow *row, SmtWorkListPane *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, smt_work_row_get_item (SMT_WORK_ROW (row)));
}

static void
set_css_class (GtkWidget *widget, const char *css, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css);
  else
    gtk_widget_remove_css_class (widget, css);
}

/* To the patient at work, or the first one; the search stands before it. */
static gboolean
smt_work_list_pane_grab_focus (GtkWidget *widget)
{
  SmtWorkListPane *self = SMT_WORK_LIST_PANE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list_box);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list_box, 0);
  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->search_entry));
}

static void
smt_work_list_pane_dispose (GObject *object)
{
  SmtWorkListPane *self = SMT_WORK_LIST_PANE (object);

  if (self->list_box != NULL)
    gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
  if (self->tasks_list != NULL)
    gtk_list_box_bind_model (self->tasks_list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->tasks);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_WORK_LIST_PANE);
  G_OBJECT_CLASS (smt_work_list_pane_parent_class)->dispose (object);
}

static void
smt_work_list_pane_class_init (SmtWorkListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_work_list_pane_dispose;
  widget_class->grab_focus = smt_work_list_pane_grab_focus;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", SMT_TYPE_WORK_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, SMT_TYPE_WORK_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-work-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, content);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, list_box);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, round_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, cleanup_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, pharmacy_button);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, tasks_box);
  gtk_widget_class_bind_template_child (widget_class, SmtWorkListPane, tasks_list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
smt_work_list_pane_init (SmtWorkListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = gtk_filter_list_model_new (NULL, GTK_FILTER (gtk_custom_filter_new (matches_search, self, NULL)));
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (self->model), make_row, NULL, NULL);
  self->tasks = gtk_filter_list_model_new (NULL, GTK_FILTER (gtk_custom_filter_new (matches_search, self, NULL)));
  gtk_list_box_bind_model (self->tasks_list, G_LIST_MODEL (self->tasks), make_row, NULL, NULL);
  g_signal_connect_object (self->tasks, "items-changed", G_CALLBACK (tasks_changed_cb), self, G_CONNECT_SWAPPED);
}

/** smt_work_list_pane_set_list: follows @list (nullable): for nobody, who is looked for is forgotten too */
void
smt_work_list_pane_set_list (SmtWorkListPane *self, SmtWorkList *list)
{
  g_return_if_fail (SMT_IS_WORK_LIST_PANE (self));
  if (list == NULL)
    gtk_editable_set_text (self->search_entry, "");
  gtk_filter_list_model_set_model (self->model, (GListModel *)list);
}

/** smt_work_list_pane_set_tasks: follows @tasks (nullable): the patients with something to follow up */
void
smt_work_list_pane_set_tasks (SmtWorkListPane *self, SmtWorkList *tasks)
{
  g_return_if_fail (SMT_IS_WORK_LIST_PANE (self));
  gtk_filter_list_model_set_model (self->tasks, (GListModel *)tasks);
}

/** smt_work_list_pane_mark_queue: marks the button of the queue @name ("round", "cleanup" or "pharmacy"; any other
 * name: none is open), and tones down the patient at work meanwhile */
void
smt_work_list_pane_mark_queue (SmtWorkListPane *self, const char *name)
{
  g_return_if_fail (SMT_IS_WORK_LIST_PANE (self));

  const struct
  {
    GtkWidget *button;
    const char *name;
  } queues[] = { { self->round_button, "round" },
                 { self->cleanup_button, "cleanup" },
                 { self->pharmacy_button, "pharmacy" } };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      gboolean open = g_strcmp0 (name, queues[i].name) == 0;

      set_css_class (queues[i].button, "current", open);
      gtk_accessible_update_property (GTK_ACCESSIBLE (queues[i].button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      open ? C_ ("work list", "open") : "", -1);
      any |= open;
    }
  set_css_class (GTK_WIDGET (self->list_box), "behind", any);
}

/** smt_work_list_pane_select: marks @item (nullable) as the patient at work */
void
smt_work_list_pane_select (SmtWorkListPane *self, SmtWorkItem *item)
{
  GtkListBoxRow *row;

  g_return_if_fail (SMT_IS_WORK_LIST_PANE (self));

  gtk_list_box_unselect_all (self->list_box);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (item != NULL && smt_work_row_get_item (SMT_WORK_ROW (row)) == item)
      gtk_list_box_select_row (self->list_box, row);
}

/** smt_work_list_pane_open_next: Returns: whether there was a patient after the one at work to be opened */
gboolean
smt_work_list_pane_open_next (SmtWorkListPane *self)
{
  GtkListBoxRow *selected;
  GtkListBoxRow *row;

  g_return_val_if_fail (SMT_IS_WORK_LIST_PANE (self), FALSE);

  selected = gtk_list_box_get_selected_row (self->list_box);
  row =
      gtk_list_box_get_row_at_index (self->list_box, selected != NULL ? gtk_list_box_row_get_index (selected) + 1 : 0);
  if (row == NULL)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, smt_work_row_get_item (SMT_WORK_ROW (row)));
  return TRUE;
}
