/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-row-keys.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-setting.h"

#define ROW_KEYS "row-keys"

const SmtRowKey smt_row_keys[] = {
  { GDK_KEY_b, "row.keep", NC_ ("shortcuts", "Keep") },
  { GDK_KEY_e, "row.change", NC_ ("shortcuts", "Change the dose") },
  { GDK_KEY_s, "row.stop", NC_ ("shortcuts", "Stop (choose a reason)") },
  { GDK_KEY_i, "row.take-in", NC_ ("shortcuts", "Onto the list") },
  { GDK_KEY_t, "row.recall", NC_ ("shortcuts", "Recall the prescription (choose a reason)") },
  { GDK_KEY_a, "row.clarify", NC_ ("shortcuts", "Clarify") },
  { GDK_KEY_p, "row.pause", NC_ ("shortcuts", "Pause (choose the days)") },
  { GDK_KEY_f, "row.renew", NC_ ("shortcuts", "Renew") },
  { GDK_KEY_g, "row.approve", NC_ ("shortcuts", "Approve the draft") },
  { GDK_KEY_h, "row.history", NC_ ("shortcuts", "Show history") },
  { GDK_KEY_k, "row.sources", NC_ ("shortcuts", "Lists side by side; pair") },
};

const guint smt_n_row_keys = G_N_ELEMENTS (smt_row_keys);

/**
 * smt_row_keys_install:
 * @widget_class: of a row
 * @action: (nullable): only the letter of this act
 * @callback: gets (sb), the action and whether the letter came with Alt; it is to ask smt_row_keys_apply()
 */
void
smt_row_keys_install (GtkWidgetClass *widget_class, const char *action, GtkShortcutFunc callback)
{
  for (guint i = 0; i < smt_n_row_keys; i++)
    if (action == NULL || g_str_equal (action, smt_row_keys[i].action))
      {
        gtk_widget_class_add_binding (widget_class, smt_row_keys[i].key, 0, callback, "(sb)", smt_row_keys[i].action,
                                      FALSE);
        gtk_widget_class_add_binding (widget_class, smt_row_keys[i].key, GDK_ALT_MASK, callback, "(sb)",
                                      smt_row_keys[i].action, TRUE);
      }
}

/** smt_row_keys_get: @modifiers: (out): what the letters are struck with. Returns: whether they act at all */
gboolean
smt_row_keys_get (GdkModifierType *modifiers)
{
  g_autofree char *chosen = smt_setting_get (ROW_KEYS, "letters");

  *modifiers = g_str_equal (chosen, "alt") ? GDK_ALT_MASK : 0;
  return !g_str_equal (chosen, "off");
}

/** smt_row_keys_apply: Returns: whether a letter that came like that acts */
gboolean
smt_row_keys_apply (gboolean with_alt)
{
  GdkModifierType modifiers;

  return smt_row_keys_get (&modifiers) && (modifiers != 0) == with_alt;
}
