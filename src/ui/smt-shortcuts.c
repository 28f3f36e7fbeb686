/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-shortcuts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/smt-flow-layout.h"
#include "ui/smt-record-card.h"
#include "ui/smt-row-keys.h"
#include "ui/smt-section.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-wrap.h"

#define WIDTH 560
#define HEIGHT 660
#define SPACE 8

#define MOST_ACCELERATORS 2

/** Line: a key that acts everywhere; by it the keys are installed, and from it they are shown. */
typedef struct
{
  const char *action; /* (nullable): a widget acts by itself */
  const char *words;
  const char *bound;                               /* (nullable): a widget has this key bound */
  const char *accelerators[MOST_ACCELERATORS + 1]; /* of the application */
} Line;

static const Line lines[] = {
  { "win.lookup", NC_ ("shortcuts", "Look a patient up"), NULL, { "<Control>l" } },
  { "win.open-file", NC_ ("shortcuts", "Open a file"), NULL, { "<Control>o" } },
  { "win.compare-file", NC_ ("shortcuts", "Compare the patient with a file"), NULL, { "<Control><Shift>o" } },
  { "win.past", NC_ ("shortcuts", "Earlier reconciliations of the patient"), NULL, { "<Control>t" } },
  { "win.search", NC_ ("shortcuts", "Search in the list"), NULL, { "<Control>f" } },
  { "win.reload", NC_ ("shortcuts", "Fetch the list again"), NULL, { "<Control>r", "F5" } },
  { "win.undo", NC_ ("shortcuts", "Undo"), "<Control>z", { NULL } },
  { "win.redo", NC_ ("shortcuts", "Redo"), "<Control><Shift>z", { NULL } },
  { "win.keep-unchanged", NC_ ("shortcuts", "Keep all (unchanged and without findings)"), NULL, { "<Control>k" } },
  { "win.approve-all", NC_ ("shortcuts", "Approve all drafts"), NULL, { "<Control>g" } },
  { "win.review-or-send",
    NC_ ("shortcuts", "Review; once more: sign and send"),
    NULL,
    { "<Control>Return", "<Control>KP_Enter" } },
  { "win.print", NC_ ("shortcuts", "Print and hand over"), NULL, { "<Control>p" } },
  { "win.next-patient", NC_ ("shortcuts", "Next patient"), NULL, { "<Control>Page_Down" } },
  { "win.pharmacy", NC_ ("shortcuts", "The pharmacist's threads"), NULL, { "<Control>3", "<Control>KP_3" } },
  { "win.round", NC_ ("shortcuts", "The round"), NULL, { "<Control>2", "<Control>KP_2" } },
  { "win.cleanup", NC_ ("shortcuts", "Clean-up queue"), NULL, { "<Control>1", "<Control>KP_1" } },
  { NULL, NC_ ("shortcuts", "At review: conversation with the patient"), SMT_RECORD_CARD_KEY, { NULL } },
  { "win.copy-note", NC_ ("shortcuts", "At review: copy the journal note"), NULL, { "<Control><Shift>c" } },
  { "win.next-pane", NC_ ("shortcuts", "Next pane"), NULL, { "F6" } },
  { "win.previous-pane", NC_ ("shortcuts", "Previous pane"), NULL, { "<Shift>F6" } },
  { "win.back", NC_ ("shortcuts", "Back"), "Escape", { "<Alt>Left" } },
  { "app.preferences", NC_ ("shortcuts", "Preferences"), NULL, { "<Control>comma" } },
  { "app.log", NC_ ("shortcuts", "Log"), NULL, { "<Control><Shift>l" } },
  { "app.audit", NC_ ("shortcuts", "Log of use"), NULL, { "<Control><Shift>h" } },
  { "app.help", NC_ ("shortcuts", "Help"), NULL, { "F1" } },
  { "win.shortcuts", NC_ ("shortcuts", "Keyboard shortcuts"), NULL, { "<Control>question", "<Control>F1" } },
  { "win.lock", NC_ ("shortcuts", "Lock"), NULL, { "<Control><Alt>l" } },
  { "app.quit", NC_ ("shortcuts", "Quit"), NULL, { "<Control>q" } },
};

/** smt_shortcuts_install: has the keys that the window of shortcuts shows act in @application */
void
smt_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i].accelerators[0] != NULL)
      gtk_application_set_accels_for_action (application, lines[i].action, lines[i].accelerators);
}

/** smt_shortcuts_get: @line: from 0. Returns: (transfer full) (nullable): @action (out) (nullable) and its keys as GTK
 * writes them; %NULL behind the last line */
char **
smt_shortcuts_get (guint line, const char **action)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  if (line >= G_N_ELEMENTS (lines))
    return NULL;
  *action = lines[line].action;
  if (lines[line].bound != NULL)
    g_strv_builder_add (keys, lines[line].bound);
  for (guint i = 0; lines[line].accelerators[i] != NULL; i++)
    g_strv_builder_add (keys, lines[line].accelerators[i]);
  return g_strv_builder_end (keys);
}

static const char *
translate (const char *words)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", words);
}

/* "Ctrl+Shift+C", as the keys are called here; the keys beside the digits go without saying. */
static char *
dup_keys (guint line)
{
  const char *action;
  g_auto (GStrv) keys = smt_shortcuts_get (line, &action);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *label = NULL;
      guint key = 0;
      GdkModifierType modifiers = 0;

      if (strstr (keys[i], "KP_") != NULL)
        continue;
      gtk_accelerator_parse (keys[i], &key, &modifiers);
      label = gtk_accelerator_get_label (key, modifiers);
      g_string_append_printf (out, "%s%s", out->len > 0 ? " / " : "", label);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Words and keys beside each other, or below each other where there is no room. */
static GtkWidget *
make_row (const char *words, const char *keys)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *label = g_strdup_printf ("%s: %s", words, keys);

  gtk_widget_set_layout_manager (flow, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", SPACE, "line-spacing", 2, NULL));
  gtk_widget_add_css_class (flow, "quiet-row");
  gtk_box_append (GTK_BOX (flow), smt_wrapped_label_new (keys, "keycap"));
  gtk_box_append (GTK_BOX (flow), smt_wrapped_label_new (words, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), flow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

/* The letters as they are chosen in the preferences. */
static GtkWidget *
make_row_keys (void)
{
  GtkListBox *list = NULL;
  GtkWidget *section = smt_section_new (C_ ("shortcuts", "On a row of the list"), &list);
  g_autofree char *delete = gtk_accelerator_get_label (GDK_KEY_Delete, 0);
  GdkModifierType modifiers = 0;

  if (smt_row_keys_get (&modifiers))
    for (guint i = 0; i < smt_n_row_keys; i++)
      {
        g_autofree char *keys = gtk_accelerator_get_label (smt_row_keys[i].key, modifiers);

        gtk_list_box_append (list, make_row (translate (smt_row_keys[i].words), keys));
      }
  gtk_list_box_append (list, make_row (C_ ("shortcuts", "Remove the decision"), delete));
  return section;
}

static GtkWidget *
make_page (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListBox *list = NULL;

  gtk_widget_add_css_class (page, "form-page");
  gtk_box_append (GTK_BOX (page), make_row_keys ());
  gtk_box_append (GTK_BOX (page), smt_section_new (C_ ("shortcuts", "Everywhere"), &list));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *keys = dup_keys (i);

      gtk_list_box_append (list, make_row (translate (lines[i].words), keys));
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
