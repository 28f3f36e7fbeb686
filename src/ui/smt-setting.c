/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-setting.h"

#include <gio/gio.h>

/* A schema that is not installed would end the program: a choice that is not remembered is better. */
static GSettings *
open_settings (const char *key)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, SMT_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, key) ? g_settings_new (SMT_APP_ID) : NULL;
}

/** smt_setting_get: Returns: (transfer full): what was chosen for @key, else @fallback */
char *
smt_setting_get (const char *key, const char *fallback)
{
  g_autoptr (GSettings) settings = open_settings (key);

  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup (fallback);
}

/** smt_setting_set: remembers @value, one of the choices of @key */
void
smt_setting_set (const char *key, const char *value)
{
  g_autoptr (GSettings) settings = open_settings (key);

  if (settings != NULL)
    g_settings_set_string (settings, key, value);
}

/** smt_setting_follow: calls @changed with @object, while it lives, whenever @key is chosen anew */
void
smt_setting_follow (const char *key, GCallback changed, GObject *object)
{
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);
  GSettings *settings = open_settings (key);

  if (settings == NULL)
    return;
  g_signal_connect_object (settings, signal, changed, object, G_CONNECT_SWAPPED);
  /* a setting that nobody has read is not told of */
  g_variant_unref (g_settings_get_value (settings, key));
  g_object_set_data_full (object, signal, settings, g_object_unref);
}
