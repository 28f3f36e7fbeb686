/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-history-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-history.h"
#include "ui/smt-phrases.h"
#include "ui/smt-point.h"
#include "ui/smt-sentences.h"

struct _SmtHistorySection
{
  GtkBox parent_instance;

  /* owned */
  SmtPatientContext *context; /* (nullable) */
  char *key;                  /* (nullable) */
  GCancellable *cancellable;  /* of the question to the journal */

  gboolean open;
};

G_DEFINE_FINAL_TYPE (SmtHistorySection, smt_history_section, GTK_TYPE_BOX)

static void
stop_asking (SmtHistorySection *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
clear (SmtHistorySection *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

static void
add_entry (SmtHistorySection *self, const SmtHistoryEntry *entry, GString *said)
{
  g_autofree char *when = smt_history_when (entry, smt_patient_context_get_today (self->context));
  g_autofree char *headline = g_strdup_printf ("%s: %s", when, entry->what);
  g_autofree char *about =
      entry->who != NULL ? g_strdup_printf ("%s · %s", entry->who, entry->source) : g_strdup (entry->source);

  gtk_box_append (GTK_BOX (self), smt_point_new ("●", NULL, headline, about, FALSE));
  g_string_append_printf (said, " %s, %s.", headline, about);
}

/* @acts: (nullable): what the journal told; @error (nullable): why it did not */
static void
show (SmtHistorySection *self, const GPtrArray *acts, const GError *error)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (self->context), self->key);
  g_autoptr (GPtrArray) history = NULL;
  g_autofree char *medicine = treatment != NULL ? smt_phrase_treatment (treatment) : NULL;
  g_autoptr (GString) said = g_string_new (NULL);

  clear (self);
  if (treatment == NULL)
    return;
  /* Translators: %s is a medicine; what was done with it follows */
  g_string_append_printf (said, C_ ("history", "History of %s:"), medicine);
  if (error != NULL)
    {
      g_autofree char *sentence = smt_sentence_for_error (error);

      gtk_box_append (GTK_BOX (self), smt_point_new ("?", NULL, sentence, NULL, TRUE));
      g_string_append_printf (said, " %s", sentence);
    }
  history = smt_history_new (self->context, treatment, acts);
  if (history->len == 0)
    gtk_box_append (GTK_BOX (self), smt_point_new ("–", NULL, C_ ("history", "Nothing is known"), NULL, FALSE));
  for (guint i = 0; i < history->len; i++)
    add_entry (self, g_ptr_array_index (history, i), said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said->str, -1);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtHistorySection) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) acts = smt_patient_context_load_history_finish (SMT_PATIENT_CONTEXT (source), result, &error);

  /* another row, or another patient, has been asked about since */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->context != SMT_PATIENT_CONTEXT (source))
    return;
  show (self, acts, error);
}

static void
ask (SmtHistorySection *self)
{
  stop_asking (self);
  if (!self->open || self->context == NULL || self->key == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  smt_patient_context_load_history_async (self->context, self->key, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
smt_history_section_dispose (GObject *object)
{
  SmtHistorySection *self = SMT_HISTORY_SECTION (object);

  stop_asking (self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (smt_history_section_parent_class)->dispose (object);
}

static void
smt_history_section_finalize (GObject *object)
{
  g_free (SMT_HISTORY_SECTION (object)->key);
  G_OBJECT_CLASS (smt_history_section_parent_class)->finalize (object);
}

static void
smt_history_section_class_init (SmtHistorySectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smt_history_section_dispose;
  object_class->finalize = smt_history_section_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "historysection");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
smt_history_section_init (SmtHistorySection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * smt_history_section_set:
 * @self: a drawer
 * @context: (nullable): the patient at work
 * @key: (nullable): the treatment
 *
 * Stays open or closed as it was; what is shown is read anew, since it grows with each act.
 */
void
smt_history_section_set (SmtHistorySection *self, SmtPatientContext *context, const char *key)
{
  g_return_if_fail (SMT_IS_HISTORY_SECTION (self));

  if (context != self->context || g_strcmp0 (key, self->key) != 0)
    clear (self);
  g_set_object (&self->context, context);
  g_free (self->key);
  self->key = g_strdup (key);
  ask (self);
}

/** smt_history_section_open: opens or closes the drawer */
void
smt_history_section_open (SmtHistorySection *self, gboolean open)
{
  g_return_if_fail (SMT_IS_HISTORY_SECTION (self));

  self->open = open;
  gtk_widget_set_visible (GTK_WIDGET (self), open);
  ask (self);
}

/** smt_history_section_is_open: Returns: whether the drawer is open */
gboolean
smt_history_section_is_open (SmtHistorySection *self)
{
  g_return_val_if_fail (SMT_IS_HISTORY_SECTION (self), FALSE);

  return self->open;
}
