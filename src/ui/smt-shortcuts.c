/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-shortcuts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/smt-flow-layout.h"
#include "ui/smt-section.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-wrap.h"

#define WIDTH 560
#define HEIGHT 660
#define SPACE 8

/* A line without keys is the heading of those that follow. */
static const struct
{
  const char *keys; /* (nullable) */
  const char *words;
} lines[] = {
  { NULL, NC_ ("shortcuts", "On a row of the list") },
  { "b", NC_ ("shortcuts", "Keep") },
  { "e", NC_ ("shortcuts", "Change the dose") },
  { "s", NC_ ("shortcuts", "Stop (choose a reason)") },
  { "i", NC_ ("shortcuts", "Onto the list") },
  { "t", NC_ ("shortcuts", "Recall the prescription (choose a reason)") },
  { "a", NC_ ("shortcuts", "Clarify") },
  { "p", NC_ ("shortcuts", "Pause (choose the days)") },
  { "f", NC_ ("shortcuts", "Renew") },
  { "g", NC_ ("shortcuts", "Approve the draft") },
  { "h", NC_ ("shortcuts", "Show history") },
  { "k", NC_ ("shortcuts", "Lists side by side; pair") },
  { "Delete", NC_ ("shortcuts", "Remove the decision") },
  { NULL, NC_ ("shortcuts", "Everywhere") },
  { "<Control>l", NC_ ("shortcuts", "Look a patient up") },
  { "<Control>o", NC_ ("shortcuts", "Open a file") },
  { "<Control><Shift>o", NC_ ("shortcuts", "Compare the patient with a file") },
  { "<Control>f", NC_ ("shortcuts", "Search in the list") },
  { "<Control>r", NC_ ("shortcuts", "Fetch the list again") },
  { "<Control>z", NC_ ("shortcuts", "Undo") },
  { "<Control><Shift>z", NC_ ("shortcuts", "Redo") },
  { "<Control>k", NC_ ("shortcuts", "Keep all (unchanged and without findings)") },
  { "<Control>g", NC_ ("shortcuts", "Approve all drafts") },
  { "<Control>Return", NC_ ("shortcuts", "Review; once more: sign and send") },
  { "<Control>p", NC_ ("shortcuts", "Print and hand over") },
  { "<Control>Page_Down", NC_ ("shortcuts", "Next patient") },
  { "<Control>3", NC_ ("shortcuts", "The pharmacist's threads") },
  { "<Control>2", NC_ ("shortcuts", "The round") },
  { "<Control>1", NC_ ("shortcuts", "Clean-up queue") },
  { "<Alt>p", NC_ ("shortcuts", "At review: conversation with the patient") },
  { "<Control><Shift>c", NC_ ("shortcuts", "At review: copy the journal note") },
  { "F6", NC_ ("shortcuts", "Next pane") },
  { "<Shift>F6", NC_ ("shortcuts", "Previous pane") },
  { "Escape", NC_ ("shortcuts", "Back") },
  { "<Control><Shift>l", NC_ ("shortcuts", "Log") },
  { "<Control><Shift>h", NC_ ("shortcuts", "Log of use") },
  { "F1", NC_ ("shortcuts", "Help") },
  { "<Control>question", NC_ ("shortcuts", "Keyboard shortcuts") },
  { "<Control><Alt>l", NC_ ("shortcuts", "Lock") },
  { "<Control>q", NC_ ("shortcuts", "Quit") },
};

static const char *
words_of (guint line)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", lines[line].words);
}

/* "Ctrl+Shift+C", as the keys are called here */
static char *
dup_keys (guint line)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (lines[line].keys, &key, &modifiers);
  return gtk_accelerator_get_label (key, modifiers);
}

/* Words and keys beside each other, or below each other where there is no room. */
static GtkWidget *
make_row (guint line)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *keys = dup_keys (line);
  g_autofree char *label = g_strdup_printf ("%s: %s", words_of (line), keys);
  GtkWidget *caps = smt_wrapped_label_new (keys, "keycap");

  gtk_widget_set_layout_manager (flow, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", SPACE, "line-spacing", 2, NULL));
  gtk_widget_add_css_class (flow, "quiet-row");
  gtk_box_append (GTK_BOX (flow), caps);
  gtk_box_append (GTK_BOX (flow), smt_wrapped_label_new (words_of (line), NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), flow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

static GtkWidget *
make_page (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListBox *list = NULL;

  gtk_widget_add_css_class (page, "form-page");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (lines[i].keys == NULL)
        gtk_box_append (GTK_BOX (page), smt_section_new (words_of (i), &list));
      else
        gtk_list_box_append (list, make_row (i));
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), page);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

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
 * smt_shortcuts_window_new:
 * @parent: the main window
 * @synthetic: whether it says that the data are synthetic
 *
 * Returns: (transfer none): a window with every key, not yet shown
 */
GtkWindow *
smt_shortcuts_window_new (GtkWindow *parent, gboolean synthetic)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  if (synthetic)
    gtk_box_append (GTK_BOX (box), smt_synthetic_banner_new ());
  gtk_box_append (GTK_BOX (box), make_page ());
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (window, C_ ("menu", "Keyboard shortcuts"));
  gtk_window_set_default_size (window, MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);
  gtk_window_set_destroy_with_parent (window, TRUE);
  close_by_escape (window);
  return window;
}
