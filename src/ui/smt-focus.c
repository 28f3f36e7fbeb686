/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-focus.h"

/**
 * smt_focus_again:
 * @widget: (nullable): what had the focus before
 *
 * Returns: whether it has it again; of half a word nothing is selected, so that the next letter does not overwrite it
 */
gboolean
smt_focus_again (GtkWidget *widget)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_TEXT (widget))
    return gtk_text_grab_focus_without_selecting (GTK_TEXT (widget));
  return gtk_widget_grab_focus (widget);
}

/* What a menu was opened from. */
typedef struct
{
  GtkWidget *button; /* borrowed: it owns the popover */
  GtkWidget *before; /* weak */
} Origin;

static void
origin_free (gpointer data, GClosure *closure)
{
  Origin *origin = data;

  g_clear_weak_pointer (&origin->before);
  g_free (origin);
}

/* An act of the menu may have moved the focus already, or does so after this. */
static void
closed_cb (GtkPopover *popover, gpointer data)
{
  Origin *origin = data;
  GtkRoot *root = gtk_widget_get_root (origin->button);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || focus == origin->button || gtk_widget_is_ancestor (focus, origin->button))
    smt_focus_again (origin->before);
  g_signal_handlers_disconnect_by_func (popover, closed_cb, data);
}

/**
 * smt_focus_after_menu:
 * @button: what is about to open its menu
 *
 * Who leaves the menu without an act goes on where the work was, and not on the button.
 */
void
smt_focus_after_menu (GtkMenuButton *button)
{
  GtkPopover *popover;
  GtkRoot *root;
  Origin *origin;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  popover = gtk_menu_button_get_popover (button);
  root = gtk_widget_get_root (GTK_WIDGET (button));
  if (popover == NULL || root == NULL)
    return;
  origin = g_new0 (Origin, 1);
  origin->button = GTK_WIDGET (button);
  g_set_weak_pointer (&origin->before, gtk_root_get_focus (root));
  g_signal_connect_data (popover, "closed", G_CALLBACK (closed_cb), origin, origin_free, 0);
}
