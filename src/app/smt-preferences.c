/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-preferences.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define COLOR_SCHEME "color-scheme"

/* The program works without its schema (not installed, broken): it then follows the system. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, SMT_APP_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new (SMT_APP_ID) : NULL;
}

static AdwColorScheme
read_scheme (void)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, COLOR_SCHEME) : NULL;

  if (g_strcmp0 (name, "light") == 0)
    return ADW_COLOR_SCHEME_FORCE_LIGHT;
  if (g_strcmp0 (name, "dark") == 0)
    return ADW_COLOR_SCHEME_FORCE_DARK;
  return ADW_COLOR_SCHEME_DEFAULT;
}

/** smt_preferences_apply: makes the program look as chosen */
void
smt_preferences_apply (void)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), read_scheme ());
}

static void
chosen_cb (GtkCheckButton *check, const char *name)
{
  g_autoptr (GSettings) settings = NULL;

  if (!gtk_check_button_get_active (check))
    return;
  settings = open_settings ();
  if (settings != NULL)
    g_settings_set_string (settings, COLOR_SCHEME, name);
  smt_preferences_apply ();
}

static GtkCheckButton *
add_choice (AdwPreferencesGroup *group,
            GtkCheckButton *first,
            const char *title,
            const char *name,
            AdwColorScheme scheme)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), first);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), read_scheme () == scheme);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (chosen_cb), (gpointer)name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (group, row);
  return GTK_CHECK_BUTTON (check);
}

/** smt_preferences_show: opens the preferences over @parent */
void
smt_preferences_show (GtkWindow *parent)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkCheckButton *first;

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), C_ ("preferences", "Appearance"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), C_ ("preferences", "Colours"));
  first = add_choice (ADW_PREFERENCES_GROUP (group), NULL, C_ ("preferences", "As the system"), "system",
                      ADW_COLOR_SCHEME_DEFAULT);
  add_choice (ADW_PREFERENCES_GROUP (group), first, C_ ("preferences", "Light"), "light", ADW_COLOR_SCHEME_FORCE_LIGHT);
  add_choice (ADW_PREFERENCES_GROUP (group), first, C_ ("preferences", "Dark"), "dark", ADW_COLOR_SCHEME_FORCE_DARK);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), C_ ("preferences", "Preferences"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}
