/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-pair-menu.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-phrases.h"
#include "ui/smt-source-words.h"
#include "ui/smt-wrap.h"

static const SmtPairMember *
first_of (const SmtPairRow *row)
{
  return &g_array_index (row->members, SmtPairMember, 0);
}

/* win.pair and win.unpair take: list, key, other list, other key, whether it was asked about. */
static GVariant *
target_of (const SmtPairMember *one, const SmtPairMember *other, gboolean asked)
{
  return g_variant_new ("(ssssb)", one->list, one->treatment->key, other->list, other->treatment->key, asked);
}

/* What stands higher leads: a treatment of the list before one of a file. */
static void
append (GMenu *menu, SmtPatientContext *context, const SmtPairRow *row, const SmtPairRow *candidate, gboolean asked)
{
  const SmtPairMember *one = first_of (row);
  const SmtPairMember *other = first_of (candidate);
  g_autofree char *medicine = smt_phrase_medicine (other->treatment);
  g_autofree char *says = smt_source_says (other->treatment);
  g_autofree char *list = smt_source_name (context, other->list, TRUE);
  g_autofree char *label = g_strdup_printf ("%s %s (%s)", medicine, says, list);
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_autofree char *escaped = NULL;
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  escaped = g_strjoinv ("__", parts); /* an underscore would be a mnemonic */
  g_menu_item_set_label (item, escaped);
  g_menu_item_set_action_and_target_value (item, "win.pair", target_of (one, other, asked));
  g_menu_append_item (menu, item);
}

static gboolean
is_asked (const SmtPairing *pairing, const SmtPairRow *row, const SmtPairRow *other)
{
  for (guint i = 0; i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);
      gpointer a = g_ptr_array_index (pairing->rows, question->row);
      gpointer b = g_ptr_array_index (pairing->rows, question->other);

      if ((a == row && b == other) || (a == other && b == row))
        return TRUE;
    }
  return FALSE;
}

static gboolean
may_pair (const SmtPairing *pairing, const SmtPairRow *row, const SmtPairRow *other)
{
  return other != row
         && smt_pairing_may_pair (pairing, first_of (row)->list, first_of (row)->treatment->key, first_of (other)->list,
                                  first_of (other)->treatment->key);
}

static void
fill (GMenu *menu, SmtPatientContext *context, const SmtPairRow *row, gboolean asked)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);

  for (guint i = 0; i < pairing->rows->len; i++)
    {
      const SmtPairRow *other = g_ptr_array_index (pairing->rows, i);

      if (may_pair (pairing, row, other) && is_asked (pairing, row, other) == asked)
        append (menu, context, row, other, asked);
    }
}

static gboolean
has_candidates (SmtPatientContext *context, const SmtPairRow *row)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);

  for (guint i = 0; i < pairing->rows->len; i++)
    if (may_pair (pairing, row, g_ptr_array_index (pairing->rows, i)))
      return TRUE;
  return FALSE;
}

/* What a menu is about; its row is found again when it is opened. */
typedef struct
{
  SmtPatientContext *context;
  char *list;
  char *key;
} About;

static void
about_free (gpointer data)
{
  About *about = data;

  g_object_unref (about->context);
  g_free (about->list);
  g_free (about->key);
  g_free (about);
}

/* Made when it is opened: forty rows with a menu of forty others each are more widgets than all the rest of the page.
 */
static void
open_cb (GtkMenuButton *button, gpointer data)
{
  const About *about = data;
  const SmtPairRow *row = smt_pairing_find (smt_patient_context_get_pairing (about->context), about->list, about->key);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) asked = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  if (row == NULL)
    return;
  fill (asked, about->context, row, TRUE);
  fill (others, about->context, row, FALSE);
  if (g_menu_model_get_n_items (G_MENU_MODEL (asked)) > 0)
    g_menu_append_section (menu, C_ ("pair", "May be the same as"), G_MENU_MODEL (asked));
  if (g_menu_model_get_n_items (G_MENU_MODEL (others)) > 0)
    g_menu_append_section (menu, C_ ("pair", "Other treatments"), G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  smt_wrap_menu (button);
}

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
smt_pair_menu_new (SmtPatientContext *context, const SmtPairRow *row)
{
  g_autofree char *medicine = smt_phrase_treatment (first_of (row)->treatment);
  /* Translators: %s is a medicine; the button opens a menu of what it may be paired with */
  g_autofree char *name = g_strdup_printf (C_ ("pair", "Pair %s with…"), medicine);
  GtkWidget *button;
  About *about;

  if (!has_candidates (context, row))
    return NULL;
  about = g_new0 (About, 1);
  about->context = g_object_ref (context);
  about->list = g_strdup (first_of (row)->list);
  about->key = g_strdup (first_of (row)->treatment->key);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), C_ ("pair", "Pair with…"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), open_cb, about, about_free);
  name_button (button, name);
  /* the menu button's inner toggle is what assistive technology meets */
  name_button (gtk_widget_get_first_child (button), name);
  return button;
}

GtkWidget *
smt_pair_apart_new (SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *other)
{
  GtkWidget *button = gtk_button_new_with_label (C_ ("pair", "Not the same"));
  g_autofree char *medicine = smt_phrase_treatment (other->treatment);
  g_autofree char *list = smt_source_name (context, other->list, TRUE);
  /* Translators: %1$s is a medicine, %2$s the list it stands on */
  g_autofree char *name = g_strdup_printf (C_ ("pair", "%1$s in %2$s is not the same"), medicine, list);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.unpair");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target_of (first_of (row), other, FALSE));
  name_button (button, name);
  return button;
}
