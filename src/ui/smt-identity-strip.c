/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-identity-strip.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-past-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-wrap.h"

#define SHOWN_DIGITS 6

struct _SmtIdentityStrip
{
  GtkWidget parent_instance;

  /* template */
  GtkLabel *name_label;
  GtkLabel *birth_label;
  GtkWidget *number_box;
  GtkLabel *number_label;
  GtkToggleButton *number_button;

  /* owned */
  GtkLabel *fresh_label; /* here, or where a narrow window has more room for it */
  SmtPatientContext *context;
};

G_DEFINE_FINAL_TYPE (SmtIdentityStrip, smt_identity_strip, GTK_TYPE_WIDGET)

static void
show_number (SmtIdentityStrip *self)
{
  const SmtPatient *patient = smt_patient_context_get_list (self->context)->patient;
  gboolean asked = gtk_toggle_button_get_active (self->number_button);

  gtk_widget_set_visible (self->number_box, patient->national_number != NULL);
  gtk_button_set_label (GTK_BUTTON (self->number_button), asked ? C_ ("identity", "Hide") : C_ ("identity", "Show"));
  if (patient->national_number == NULL)
    return;
  if (asked)
    gtk_label_set_label (self->number_label, patient->national_number);
  else
    {
      g_autofree char *hidden = g_strdup_printf ("%.*s •••••", SHOWN_DIGITS, patient->national_number);
      gtk_label_set_label (self->number_label, hidden);
    }
}

static void
number_toggled_cb (SmtIdentityStrip *self)
{
  if (self->context != NULL)
    show_number (self);
}

static void
show_birth (SmtIdentityStrip *self, const SmtPatient *patient)
{
  g_autofree char *date = smt_phrase_date (patient->birth_date);
  g_autofree char *text = NULL;
  guint age;

  if (smt_date_is_set (patient->birth_date))
    {
      age = smt_patient_get_age (patient, smt_patient_context_get_today (self->context));
      /* Translators: %1$s is a date of birth, %2$u an age in years */
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "b. %1$s (%2$u year)", "b. %1$s (%2$u years)", age), date,
                              age);
    }
  else
    text = g_strdup (C_ ("identity", "date of birth unknown"));
  gtk_label_set_label (self->birth_label, text);
}

static char *
last_reconciled (const SmtList *list, SmtDate today)
{
  g_autofree char *when = smt_phrase_moment (list->pll_date, today);

  if ((list->restrictions & SMT_RESTRICTIONS_PLL_UNKNOWN) != 0 && list->pll_date == SMT_INSTANT_UNSET)
    return g_strdup (C_ ("fresh", "not known when last reconciled"));
  if (!list->has_pll || list->pll_date == SMT_INSTANT_UNSET)
    return g_strdup (C_ ("fresh", "never reconciled"));
  /* doctors only, or all who prescribe: sources disagree on who may send a list, and agree that nobody else may */
  if (list->pll_author != NULL)
    /* Translators: %1$s is a date, %2$s a person */
    return g_strdup_printf (C_ ("fresh", "last reconciled %1$s by %2$s (prescriber)"), when, list->pll_author);
  return g_strdup_printf (C_ ("fresh", "last reconciled %s"), when);
}

static void
show_freshness (SmtIdentityStrip *self)
{
  const SmtList *list = smt_patient_context_get_list (self->context);
  SmtDate today = smt_patient_context_get_today (self->context);
  g_autofree char *fetched = smt_phrase_moment (smt_patient_context_get_fetched (self->context), today);
  g_autofree char *reconciled = last_reconciled (list, today);
  /* Translators: %1$s is a time, %2$s says when the list was last reconciled */
  g_autofree char *text = g_strdup_printf (C_ ("fresh", "Fetched %1$s · %2$s"), fetched, reconciled);
  g_autofree char *overdue = smt_overdue_words (self->context);
  g_autofree char *past = smt_past_fresh_words (self->context);
  g_autofree char *whole = NULL;
  gboolean stale;

  if (past != NULL)
    {
      gtk_label_set_label (self->fresh_label, past);
      return;
    }
  if (smt_patient_context_get_state (self->context) == SMT_CONTEXT_FILE)
    {
      gtk_label_set_label (self->fresh_label, C_ ("fresh", "from a file"));
      return;
    }

  g_object_get (self->context, "stale", &stale, NULL);
  whole = g_strconcat (text, overdue != NULL ? " · ▲ " : "", overdue != NULL ? overdue : "", stale ? " · " : "",
                       stale ? C_ ("fresh", "too old to be sent: fetch again") : "", NULL);
  gtk_label_set_label (self->fresh_label, whole);
}

static void
show_everything (SmtIdentityStrip *self)
{
  const SmtPatient *patient = smt_patient_context_get_list (self->context)->patient;
  g_autofree char *name = smt_patient_dup_name (patient);

  gtk_label_set_label (self->name_label, name);
  show_birth (self, patient);
  show_number (self);
  show_freshness (self);
}

/* From wherever it stands. */
static void
take_freshness (SmtIdentityStrip *self)
{
  GtkWidget *label = GTK_WIDGET (self->fresh_label);
  GtkWidget *parent = gtk_widget_get_parent (label);

  if (GTK_IS_BOX (parent))
    gtk_box_remove (GTK_BOX (parent), label);
  else if (parent != NULL)
    gtk_widget_unparent (label);
}

static void
smt_identity_strip_dispose (GObject *object)
{
  SmtIdentityStrip *self = SMT_IDENTITY_STRIP (object);

  if (self->fresh_label != NULL)
    {
      smt_identity_strip_set_context (self, NULL);
      take_freshness (self);
    }
  g_clear_object (&self->fresh_label);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_IDENTITY_STRIP);
  G_OBJECT_CLASS (smt_identity_strip_parent_class)->dispose (object);
}

static void
smt_identity_strip_class_init (SmtIdentityStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_identity_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-identity-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtIdentityStrip, name_label);
  gtk_widget_class_bind_template_child (widget_class, SmtIdentityStrip, birth_label);
  gtk_widget_class_bind_template_child (widget_class, SmtIdentityStrip, number_box);
  gtk_widget_class_bind_template_child (widget_class, SmtIdentityStrip, number_label);
  gtk_widget_class_bind_template_child (widget_class, SmtIdentityStrip, number_button);
  gtk_widget_class_bind_template_callback (widget_class, number_toggled_cb);
}

static void
smt_identity_strip_init (SmtIdentityStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fresh_label = GTK_LABEL (g_object_ref_sink (smt_wrapped_label_new ("", "quiet")));
  gtk_widget_set_hexpand (GTK_WIDGET (self->fresh_label), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->fresh_label), GTK_WIDGET (self));
}

/** smt_identity_strip_set_context: follows @context (nullable); the number is hidden again for each patient */
void
smt_identity_strip_set_context (SmtIdentityStrip *self, SmtPatientContext *context)
{
  g_return_if_fail (SMT_IS_IDENTITY_STRIP (self));

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_set_object (&self->context, context);
  if (context == NULL)
    {
      /* a page that is not shown keeps nobody's name: it would still be there for a screen reader */
      gtk_label_set_label (self->name_label, "");
      gtk_label_set_label (self->birth_label, "");
      gtk_label_set_label (self->number_label, "");
      gtk_label_set_label (self->fresh_label, "");
      return;
    }
  gtk_toggle_button_set_active (self->number_button, FALSE);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_everything), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::stale", G_CALLBACK (show_freshness), self, G_CONNECT_SWAPPED);
  show_everything (self);
}

/**
 * smt_identity_strip_place_freshness:
 * @self: a strip
 * @box: (nullable): where the line of when the list was fetched and reconciled comes first, or %NULL for the strip
 * itself
 *
 * On a narrow window that line takes the room of the list; who it is about stays in sight all the same.
 */
void
smt_identity_strip_place_freshness (SmtIdentityStrip *self, GtkBox *box)
{
  GtkWidget *label;

  g_return_if_fail (SMT_IS_IDENTITY_STRIP (self) && (box == NULL || GTK_IS_BOX (box)));

  label = GTK_WIDGET (self->fresh_label);
  if (gtk_widget_get_parent (label) == (box != NULL ? GTK_WIDGET (box) : GTK_WIDGET (self)))
    return;
  take_freshness (self);
  if (box != NULL)
    gtk_box_prepend (box, label);
  else
    gtk_widget_set_parent (label, GTK_WIDGET (self));
}
