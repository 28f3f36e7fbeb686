/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window of shortcuts names every key that acts and none that does not.
 */
#include "smt-config.h"

#include <adwaita.h>
#include <locale.h>

#include "ui/smt-record-card.h"
#include "ui/smt-row-keys.h"
#include "ui/smt-setting.h"
#include "ui/smt-shortcuts.h"
#include "ui/smt-treatment-row.h"
#include "ui/smt-ui.h"
#include "ui/smt-window.h"

static char *
normal (const char *keys)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  if (!gtk_accelerator_parse (keys, &key, &modifiers)) /* of GTK's own, it may be no key: "never", a mnemonic */
    return g_strdup (keys);
  return gtk_accelerator_name (key, modifiers);
}

static void
add (GHashTable *set, const char *keys)
{
  g_assert_true (g_hash_table_add (set, normal (keys)));
}

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* What @widget itself has bound. */
static GHashTable *
bound_to (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GHashTable *set = set_new ();

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          g_autofree char *keys = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
          g_auto (GStrv) alternatives = g_strsplit (keys, "|", -1);

          for (guint a = 0; alternatives[a] != NULL; a++)
            g_hash_table_add (set, normal (alternatives[a]));
        }
    }
  return set;
}

static void
take_away (GHashTable *set, GHashTable *others)
{
  GHashTableIter iter;
  gpointer keys;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &keys, NULL))
    g_hash_table_remove (set, keys);
}

static void
assert_same (GHashTable *found, GHashTable *wanted)
{
  GHashTableIter iter;
  gpointer keys;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &keys, NULL))
    if (!g_hash_table_contains (wanted, keys))
      g_error ("%s acts and is not named", (const char *)keys);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &keys, NULL))
    if (!g_hash_table_contains (found, keys))
      g_error ("%s is named and does not act", (const char *)keys);
}

static AdwApplication *
new_application (void)
{
  AdwApplication *application = adw_application_new ("no.samstemt.TestShortcuts", G_APPLICATION_NON_UNIQUE);

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  smt_shortcuts_install (GTK_APPLICATION (application));
  return application;
}

/* No key stands for two acts, and what the window says is what the application does. */
static void
test_everywhere (void)
{
  AdwApplication *application = new_application ();
  GtkWindow *window = GTK_WINDOW (smt_window_new (application));
  g_autoptr (GHashTable) named = set_new ();
  g_autoptr (GHashTable) bound = bound_to (GTK_WIDGET (window));
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  GtkWidget *plain = g_object_ref_sink (g_object_new (ADW_TYPE_APPLICATION_WINDOW, NULL));
  g_autoptr (GHashTable) of_gtk = bound_to (plain);
  const char *action;
  char **keys;
  guint n_actions = 0;

  for (guint line = 0; (keys = smt_shortcuts_get (line, &action)) != NULL; line++)
    {
      g_auto (GStrv) installed =
          action != NULL ? gtk_application_get_accels_for_action (GTK_APPLICATION (application), action) : NULL;
      guint n = 0;

      if (action != NULL && g_str_has_prefix (action, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), action + strlen ("win.")));
      for (guint i = 0; keys[i] != NULL; i++)
        {
          g_autofree char *key = normal (keys[i]);

          add (named, keys[i]);
          if (installed != NULL && g_strv_contains ((const char *const *)installed, key))
            n++;
        }
      g_assert_cmpuint (n, ==, installed != NULL ? g_strv_length (installed) : 0);
      n_actions += n > 0 ? 1 : 0;
      g_strfreev (keys);
    }
  g_assert_cmpuint (n_actions, >, 15);
  g_assert_cmpuint (g_strv_length (actions), ==, n_actions);
  take_away (bound, of_gtk);
  assert_same (bound, named);
  gtk_window_destroy (GTK_WINDOW (plain));
  g_object_unref (plain);
  gtk_window_destroy (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (application);
}

static void
test_row (void)
{
  GtkWidget *row = g_object_ref_sink (g_object_new (SMT_TYPE_TREATMENT_ROW, NULL));
  GtkWidget *plain = g_object_ref_sink (gtk_list_box_row_new ());
  g_autoptr (GHashTable) bound = bound_to (row);
  g_autoptr (GHashTable) of_gtk = bound_to (plain);
  g_autoptr (GHashTable) named = set_new ();

  for (guint i = 0; i < smt_n_row_keys; i++)
    {
      g_autofree char *alone = gtk_accelerator_name (smt_row_keys[i].key, 0);
      g_autofree char *with_alt = gtk_accelerator_name (smt_row_keys[i].key, GDK_ALT_MASK);

      add (named, alone);
      add (named, with_alt);
    }
  add (named, "Delete");
  take_away (bound, of_gtk);
  assert_same (bound, named);
  g_object_unref (row);
  g_object_unref (plain);
}

static void
test_record_card (void)
{
  GtkWidget *card = g_object_ref_sink (g_object_new (SMT_TYPE_RECORD_CARD, NULL));
  g_autoptr (GHashTable) bound = bound_to (card);
  g_autoptr (GHashTable) named = set_new ();

  add (named, SMT_RECORD_CARD_KEY);
  assert_same (bound, named);
  g_object_unref (card);
}

/* A letter acts as it was chosen, and in no other way. */
static void
test_row_keys (void)
{
  GdkModifierType modifiers = 0;

  smt_setting_set ("row-keys", "letters");
  g_assert_true (smt_row_keys_get (&modifiers));
  g_assert_cmpuint (modifiers, ==, 0);
  g_assert_true (smt_row_keys_apply (FALSE));
  g_assert_false (smt_row_keys_apply (TRUE));
  smt_setting_set ("row-keys", "alt");
  g_assert_true (smt_row_keys_get (&modifiers));
  g_assert_cmpuint (modifiers, ==, GDK_ALT_MASK);
  g_assert_false (smt_row_keys_apply (FALSE));
  g_assert_true (smt_row_keys_apply (TRUE));
  smt_setting_set ("row-keys", "off");
  g_assert_false (smt_row_keys_get (&modifiers));
  g_assert_false (smt_row_keys_apply (FALSE));
  g_assert_false (smt_row_keys_apply (TRUE));
  smt_setting_set ("row-keys", "letters");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  smt_ui_init ();
  g_test_add_func ("/shortcuts/everywhere", test_everywhere);
  g_test_add_func ("/shortcuts/row", test_row);
  g_test_add_func ("/shortcuts/record-card", test_record_card);
  g_test_add_func ("/shortcuts/row-keys", test_row_keys);
  return g_test_run ();
}
