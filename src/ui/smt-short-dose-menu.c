/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-short-dose-menu.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-dose-draft.h"
#include "ui/smt-phrases.h"
#include "ui/smt-wrap.h"

static void
append (GMenu *menu, const SmtDoseSuggestion *suggestion, const char *action)
{
  g_autofree char *words = smt_rhythm_to_words (suggestion->rhythm, smt_phrase_language ());
  g_autofree char *label = g_strdup_printf ("%s: %s", suggestion->name, words);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts); /* an underscore would be a mnemonic */
  g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

  g_menu_item_set_action_and_target (item, action, "s", suggestion->code);
  g_menu_append_item (menu, item);
}

/**
 * smt_short_dose_menu_new:
 * @suggestions: (element-type SmtDoseSuggestion): what FEST lists
 * @action: the action that takes a code
 *
 * Returns: (transfer floating) (nullable): the button; %NULL where no short dose fits the fields
 */
GtkWidget *
smt_short_dose_menu_new (const GPtrArray *suggestions, const char *action)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  for (guint i = 0; i < suggestions->len; i++)
    {
      const SmtDoseSuggestion *suggestion = g_ptr_array_index (suggestions, i);
      g_autoptr (GPtrArray) steps = smt_dose_draft_from_rhythm (suggestion->rhythm);

      if (steps != NULL)
        append (menu, suggestion, action);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    return NULL;

  button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), C_ ("dose editor", "Short doses in FEST"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  smt_wrap_menu_always (GTK_MENU_BUTTON (button));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("dose editor", "Short doses in FEST"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("dose editor", "Short doses in FEST"), -1);
  return button;
}

/** smt_short_dose_menu_find: Returns: (transfer none) (nullable): the one of @code */
const SmtDoseSuggestion *
smt_short_dose_menu_find (const GPtrArray *suggestions, const char *code)
{
  for (guint i = 0; i < suggestions->len; i++)
    {
      const SmtDoseSuggestion *suggestion = g_ptr_array_index (suggestions, i);

      if (g_strcmp0 (suggestion->code, code) == 0)
        return suggestion;
    }
  return NULL;
}
