/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-step-picker.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-wrap.h"

#define INDEX "smt-index"

struct _SmtStepPicker
{
  GtkWidget parent_instance;

  GPtrArray *buttons; /* of GtkCheckButton, borrowed: one a step */
  guint chosen;
  gboolean showing; /* by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (SmtStepPicker, smt_step_picker, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_MOVED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
index_of (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), INDEX));
}

static void
toggled_cb (SmtStepPicker *self, GtkWidget *button)
{
  if (self->showing || !gtk_check_button_get_active (GTK_CHECK_BUTTON (button)))
    return;
  self->chosen = index_of (button);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, self->chosen);
}

static void
up_cb (SmtStepPicker *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, index_of (button), -1);
}

static void
down_cb (SmtStepPicker *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, index_of (button), 1);
}

static void
remove_cb (SmtStepPicker *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0, index_of (button));
}

static GtkWidget *
make_button (SmtStepPicker *self, guint index, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  g_object_set_data (G_OBJECT (button), INDEX, GUINT_TO_POINTER (index));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
append_buttons (SmtStepPicker *self, GtkWidget *row, guint index, guint n_steps)
{
  /* Translators: %u is the number of a step */
  g_autofree char *up = g_strdup_printf (C_ ("dose editor", "Move step %u up"), index + 1);
  /* Translators: %u is the number of a step */
  g_autofree char *down = g_strdup_printf (C_ ("dose editor", "Move step %u down"), index + 1);
  /* Translators: %u is the number of a step */
  g_autofree char *away = g_strdup_printf (C_ ("dose editor", "Remove step %u"), index + 1);
  GtkWidget *button = make_button (self, index, "go-up-symbolic", up, G_CALLBACK (up_cb));

  gtk_widget_set_sensitive (button, index > 0);
  gtk_box_append (GTK_BOX (row), button);
  button = make_button (self, index, "go-down-symbolic", down, G_CALLBACK (down_cb));
  gtk_widget_set_sensitive (button, index + 1 < n_steps);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (row), make_button (self, index, "user-trash-symbolic", away, G_CALLBACK (remove_cb)));
}

static void
append_step (SmtStepPicker *self, guint index, const char *words, guint n_steps)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *choice = gtk_check_button_new_with_label ("");

  g_object_set_data (G_OBJECT (choice), INDEX, GUINT_TO_POINTER (index));
  gtk_widget_set_hexpand (choice, TRUE);
  gtk_widget_add_css_class (row, "step-buttons");
  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), g_ptr_array_index (self->buttons, 0));
  g_ptr_array_add (self->buttons, choice);
  smt_step_picker_relabel (self, index, words);
  smt_wrap_buttons (choice);
  g_signal_connect_object (choice, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), choice);
  append_buttons (self, row, index, n_steps);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

static void
clear (SmtStepPicker *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->buttons, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/**
 * smt_step_picker_show:
 * @self: a picker
 * @words: (element-type utf8): each step in words
 * @chosen: which one is written on
 *
 * One step alone is nothing to choose among, and is not shown.
 */
void
smt_step_picker_show (SmtStepPicker *self, const GPtrArray *words, guint chosen)
{
  g_return_if_fail (SMT_IS_STEP_PICKER (self) && words != NULL && chosen < words->len);

  self->showing = TRUE;
  self->chosen = chosen;
  clear (self);
  for (guint i = 0; i < words->len; i++)
    append_step (self, i, g_ptr_array_index (words, i), words->len);
  gtk_check_button_set_active (g_ptr_array_index (self->buttons, chosen), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), words->len > 1);
  self->showing = FALSE;
}

/** smt_step_picker_relabel: what step @index, from 0, says now */
void
smt_step_picker_relabel (SmtStepPicker *self, guint index, const char *words)
{
  /* Translators: %1$u is the number of a step of a dose, %2$s what is taken in it */
  g_autofree char *label = g_strdup_printf (C_ ("dose editor", "Step %1$u: %2$s"), index + 1, words);

  g_return_if_fail (SMT_IS_STEP_PICKER (self) && index < self->buttons->len);

  gtk_check_button_set_label (g_ptr_array_index (self->buttons, index), label);
}

/** smt_step_picker_focus: moves the focus to the step that is chosen */
void
smt_step_picker_focus (SmtStepPicker *self)
{
  g_return_if_fail (SMT_IS_STEP_PICKER (self));

  if (self->chosen < self->buttons->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->buttons, self->chosen));
}

static void
smt_step_picker_dispose (GObject *object)
{
  SmtStepPicker *self = SMT_STEP_PICKER (object);

  if (self->buttons != NULL)
    clear (self);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (smt_step_picker_parent_class)->dispose (object);
}

static void
smt_step_picker_class_init (SmtStepPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_step_picker_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SMT_TYPE_STEP_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", SMT_TYPE_STEP_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", SMT_TYPE_STEP_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
smt_step_picker_init (SmtStepPicker *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("dose editor", "Steps of the dose"), -1);
  self->buttons = g_ptr_array_new ();
}
