/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-side-window.h"

#include "ui/smt-flow-layout.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-wrap.h"

#define BUTTONS "smt-buttons"
#define WIDTH 640
#define HEIGHT 660

static void
close_by_escape (GtkWindow *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

/**
 * smt_side_window_new:
 * @parent: the main window
 * @title: its title
 * @synthetic: whether it says that the data are synthetic
 * @child: (transfer floating): what it shows
 *
 * Returns: (transfer none): a window over @parent, not yet shown
 */
GtkWindow *
smt_side_window_new (GtkWindow *parent, const char *title, gboolean synthetic, GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  if (synthetic)
    gtk_box_append (GTK_BOX (box), smt_synthetic_banner_new ());
  /* below the header bar, where they break into lines on a narrow window */
  gtk_widget_set_layout_manager (buttons, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 6, "line-spacing", 6, NULL));
  gtk_widget_add_css_class (buttons, "toolbar");
  gtk_widget_set_visible (buttons, FALSE);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (box), child);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  g_object_set_data (G_OBJECT (window), BUTTONS, buttons);
  close_by_escape (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/** smt_side_window_add_button: @button (transfer floating): goes under the header bar of @window */
void
smt_side_window_add_button (GtkWindow *window, GtkWidget *button)
{
  GtkBox *buttons = g_object_get_data (G_OBJECT (window), BUTTONS);

  g_return_if_fail (buttons != NULL);
  smt_wrap_buttons (button);
  gtk_box_append (buttons, button);
  gtk_widget_set_visible (GTK_WIDGET (buttons), TRUE);
}
