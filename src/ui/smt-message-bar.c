/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-message-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-flow-layout.h"

#define SHOWN_SECONDS 5
#define WIDEST_CHARS 72

struct _SmtMessageBar
{
  GtkWidget parent_instance;

  /* children */
  GtkWidget *box;
  GtkLabel *label;
  GtkWidget *undo_button;

  guint timer;
  gboolean pointed; /* the pointer is on it */
  gboolean entered; /* the focus is in it */
};

G_DEFINE_FINAL_TYPE (SmtMessageBar, smt_message_bar, GTK_TYPE_WIDGET)

static guint left_signal;

static gboolean
timer_cb (gpointer data)
{
  SmtMessageBar *self = data;

  self->timer = 0;
  smt_message_bar_hide (self);
  return G_SOURCE_REMOVE;
}

/* Who points at a message or stands in it is still reading it. */
static void
set_timer (SmtMessageBar *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (gtk_widget_get_visible (self->box) && !self->pointed && !self->entered)
    self->timer = g_timeout_add_seconds (SHOWN_SECONDS, timer_cb, self);
}

static void
pointer_cb (GtkEventController *controller, GParamSpec *pspec, SmtMessageBar *self)
{
  self->pointed = gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (controller));
  set_timer (self);
}

static void
focus_cb (GtkEventController *controller, GParamSpec *pspec, SmtMessageBar *self)
{
  self->entered = gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (controller));
  set_timer (self);
}

static GtkWidget *
make_close_button (SmtMessageBar *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("window", "Close the message"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (smt_message_bar_hide), self, G_CONNECT_SWAPPED);
  return button;
}

static void
watch (SmtMessageBar *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (motion, "notify::contains-pointer", G_CALLBACK (pointer_cb), self, 0);
  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (focus_cb), self, 0);
  gtk_widget_add_controller (self->box, motion);
  gtk_widget_add_controller (self->box, focus);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  smt_message_bar_hide (SMT_MESSAGE_BAR (widget));
  return GDK_EVENT_STOP;
}

/* Nothing is asked of the overlay, which would take the height of the narrowest message for the least. */
static void
smt_message_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
smt_message_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SmtMessageBar *self = SMT_MESSAGE_BAR (widget);

  if (gtk_widget_should_layout (self->box))
    gtk_widget_allocate (self->box, width, height, baseline, NULL);
}

/* It lies over the whole page so that it is as wide as its words need; only the message itself is in the way. */
static gboolean
smt_message_bar_contains (GtkWidget *widget, double x, double y)
{
  return FALSE;
}

static void
smt_message_bar_dispose (GObject *object)
{
  SmtMessageBar *self = SMT_MESSAGE_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (smt_message_bar_parent_class)->dispose (object);
}

static void
smt_message_bar_class_init (SmtMessageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_message_bar_dispose;
  widget_class->measure = smt_message_bar_measure;
  widget_class->size_allocate = smt_message_bar_size_allocate;
  widget_class->contains = smt_message_bar_contains;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  left_signal = g_signal_new ("left", SMT_TYPE_MESSAGE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
smt_message_bar_init (SmtMessageBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->undo_button = gtk_button_new_with_label (C_ ("window", "Undo"));

  /* the buttons take a line of their own where there is no room beside the words */
  gtk_widget_set_layout_manager (self->box, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 6, "flex-chars",
                                                          WIDEST_CHARS, "pack-end", TRUE, "center", TRUE, NULL));
  gtk_widget_add_css_class (self->box, "message-bar");
  gtk_widget_add_css_class (self->box, "osd");
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->box, GTK_ALIGN_END);
  gtk_widget_set_visible (self->box, FALSE);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_max_width_chars (self->label, WIDEST_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (self->undo_button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (self->undo_button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo_button), "win.undo");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), self->undo_button);
  gtk_box_append (GTK_BOX (self->box), make_close_button (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  watch (self);
}

/**
 * smt_message_bar_say:
 * @self: a message bar
 * @text: one sentence or two, plain
 * @with_undo: whether what was done can be undone by the button beside it ("win.undo")
 *
 * Shows @text in place of what the bar said before, until some seconds have passed in which nobody points at it or
 * stands in it.
 */
void
smt_message_bar_say (SmtMessageBar *self, const char *text, gboolean with_undo)
{
  g_return_if_fail (SMT_IS_MESSAGE_BAR (self) && text != NULL);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (self->undo_button, with_undo);
  gtk_widget_set_visible (self->box, TRUE);
  set_timer (self);
}

/** smt_message_bar_hide: @self: a message bar, of which nothing is left to see; "left" tells where the focus was in it
 */
void
smt_message_bar_hide (SmtMessageBar *self)
{
  gboolean entered;

  g_return_if_fail (SMT_IS_MESSAGE_BAR (self));
  entered = self->entered;
  gtk_widget_set_visible (self->box, FALSE);
  set_timer (self);
  if (entered)
    g_signal_emit (self, left_signal, 0);
}
