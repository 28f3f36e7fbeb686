/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-lookup-page.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-field.h"
#include "ui/smt-phrases.h"
#include "ui/smt-scroll.h"
#include "ui/smt-sentences.h"

struct _SmtLookupPage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  SmtField *number_field;
  SmtField *given_field;
  SmtField *family_field;
  SmtField *postal_field;
  SmtField *city_field;
  SmtField *birth_field;
  SmtField *reference_field;
  GtkLabel *number_warning;
  GtkCheckButton *female_check;
  GtkCheckButton *male_check;
  GtkCheckButton *unknown_check;
  GtkCheckButton *reconcile_check;
  GtkCheckButton *treat_check;
  GtkCheckButton *renew_check;
  GtkCheckButton *exception_check;
  GtkCheckButton *consent_check;
  GtkCheckButton *emergency_check;
  GtkCheckButton *no_consent_check;
  GtkCheckButton *sperret_none_check;
  GtkCheckButton *sperret_consent_check;
  GtkCheckButton *sperret_emergency_check;
  GtkCheckButton *locked_none_check;
  GtkCheckButton *locked_consent_check;
  GtkCheckButton *locked_emergency_check;
  GtkCheckButton *original_check;
  SmtField *reason_field;
  SmtField *since_field;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (SmtLookupPage, smt_lookup_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
number_changed_cb (SmtLookupPage *self)
{
  g_autofree char *number = smt_field_dup_text (self->number_field);
  const char *warning = number != NULL ? smt_sentence_for_number (smt_national_number_check (number)) : NULL;

  gtk_label_set_label (self->number_warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_warning), warning != NULL);
}

static gboolean
is_emergency (SmtLookupPage *self)
{
  return gtk_check_button_get_active (self->emergency_check)
         || gtk_check_button_get_active (self->sperret_emergency_check)
         || gtk_check_button_get_active (self->locked_emergency_check);
}

static void
emergency_toggled_cb (SmtLookupPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->reason_field), is_emergency (self));
}

/* The service wants number, name, postal code and place; or name, date of birth and gender. */
static const char *
find_missing (SmtLookupPage *self, SmtField **field)
{
  SmtField *with_number[] = { self->given_field, self->family_field, self->postal_field, self->city_field };
  SmtField *without_number[] = { self->given_field, self->family_field, self->birth_field };
  g_autofree char *number = smt_field_dup_text (self->number_field);
  SmtField **wanted = number != NULL ? with_number : without_number;
  guint n_wanted = number != NULL ? G_N_ELEMENTS (with_number) : G_N_ELEMENTS (without_number);
  SmtDate date;

  for (guint i = 0; i < n_wanted; i++)
    {
      g_autofree char *text = smt_field_dup_text (wanted[i]);
      *field = wanted[i];
      if (text == NULL)
        return number != NULL
                   ? C_ ("lookup", "The service also needs name, postal code and place.")
                   : C_ ("lookup", "Without a national number the service needs name, date of birth and gender.");
    }
  *field = self->birth_field;
  if (number == NULL && !smt_phrase_parse_date (smt_field_get_text (self->birth_field), &date))
    return C_ ("lookup", "The date of birth is not a date.");
  *field = self->reason_field;
  if (is_emergency (self))
    {
      g_autofree char *reason = smt_field_dup_text (self->reason_field);

      if (reason == NULL)
        return C_ ("lookup",
                   "Say why it is an emergency. The patient can see who has opened what was closed, and why.");
    }
  *field = self->since_field;
  if (*smt_field_get_text (self->since_field) != '\0'
      && !smt_phrase_parse_date (smt_field_get_text (self->since_field), &date))
    return C_ ("lookup", "The day to look back to is not a date.");
  return NULL;
}

static gboolean
lacks_gender (SmtLookupPage *self)
{
  g_autofree char *number = smt_field_dup_text (self->number_field);

  return number == NULL && !gtk_check_button_get_active (self->female_check)
         && !gtk_check_button_get_active (self->male_check);
}

static void
submit_cb (SmtLookupPage *self)
{
  SmtField *field = self->number_field;
  const char *missing = find_missing (self, &field);

  smt_lookup_page_show_error (self, missing);
  if (missing != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field));
  else if (lacks_gender (self))
    {
      smt_lookup_page_show_error (
          self, C_ ("lookup", "Without a national number the service needs name, date of birth and gender."));
      gtk_widget_grab_focus (GTK_WIDGET (self->female_check));
    }
  else
    g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0);
}

static gboolean
smt_lookup_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SMT_LOOKUP_PAGE (widget)->number_field));
}

static void
smt_lookup_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SMT_TYPE_LOOKUP_PAGE);
  G_OBJECT_CLASS (smt_lookup_page_parent_class)->dispose (object);
}

static void
bind_access (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, exception_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, consent_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, emergency_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, no_consent_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, sperret_none_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, sperret_consent_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, sperret_emergency_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, locked_none_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, locked_consent_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, locked_emergency_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, original_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, reason_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, since_field);
}

static void
smt_lookup_page_class_init (SmtLookupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_lookup_page_dispose;
  widget_class->grab_focus = smt_lookup_page_grab_focus;

  signals[SIGNAL_SUBMITTED] =
      g_signal_new ("submitted", SMT_TYPE_LOOKUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SMT_TYPE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-lookup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, content);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, number_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, given_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, family_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, postal_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, city_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, birth_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, reference_field);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, number_warning);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, female_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, male_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, unknown_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, reconcile_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, treat_check);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, renew_check);
  bind_access (widget_class);
  gtk_widget_class_bind_template_child (widget_class, SmtLookupPage, error_label);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
smt_lookup_page_init (SmtLookupPage *self)
{
  SmtField *fields[9];

  gtk_widget_init_template (GTK_WIDGET (self));
  fields[0] = self->number_field;
  fields[1] = self->given_field;
  fields[2] = self->family_field;
  fields[3] = self->postal_field;
  fields[4] = self->city_field;
  fields[5] = self->birth_field;
  fields[6] = self->reference_field;
  fields[7] = self->since_field;
  fields[8] = self->reason_field;
  g_signal_connect_object (self->emergency_check, "toggled", G_CALLBACK (emergency_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sperret_emergency_check, "toggled", G_CALLBACK (emergency_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->locked_emergency_check, "toggled", G_CALLBACK (emergency_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_signal_connect_object (fields[i], "activate", G_CALLBACK (submit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->number_field, "changed", G_CALLBACK (number_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
set_gender (SmtLookupPage *self, SmtGender gender)
{
  gtk_check_button_set_active (self->female_check, gender == SMT_GENDER_FEMALE);
  gtk_check_button_set_active (self->male_check, gender == SMT_GENDER_MALE);
  gtk_check_button_set_active (self->unknown_check, gender != SMT_GENDER_FEMALE && gender != SMT_GENDER_MALE);
}

/** smt_lookup_page_start: empties the form for the next patient; purpose and basis stay as they were, but what one
 * patient had opened stays closed for the next */
void
smt_lookup_page_start (SmtLookupPage *self)
{
  SmtField *fields[] = { self->number_field,    self->given_field, self->family_field,
                         self->postal_field,    self->city_field,  self->birth_field,
                         self->reference_field, self->since_field, self->reason_field };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    smt_field_set_text (fields[i], NULL);
  set_gender (self, SMT_GENDER_UNKNOWN);
  gtk_check_button_set_active (self->sperret_none_check, TRUE);
  gtk_check_button_set_active (self->locked_none_check, TRUE);
  smt_lookup_page_end_emergency (self);
  smt_lookup_page_show_error (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->number_field));
}

/** smt_lookup_page_end_emergency: an emergency is one patient's, and is not taken along to the next */
void
smt_lookup_page_end_emergency (SmtLookupPage *self)
{
  g_return_if_fail (SMT_IS_LOOKUP_PAGE (self));

  if (gtk_check_button_get_active (self->emergency_check))
    gtk_check_button_set_active (self->exception_check, TRUE);
}

/** smt_lookup_page_reset: empties the form and takes back what was chosen in it: somebody else may be the next */
void
smt_lookup_page_reset (SmtLookupPage *self)
{
  g_return_if_fail (SMT_IS_LOOKUP_PAGE (self));

  smt_lookup_page_start (self);
  gtk_check_button_set_active (self->reconcile_check, TRUE);
  gtk_check_button_set_active (self->exception_check, TRUE);
  gtk_check_button_set_active (self->original_check, FALSE);
}

/** smt_lookup_page_fill: starts with what is known of @patient; the focus goes to the first field that is empty */
void
smt_lookup_page_fill (SmtLookupPage *self, const SmtPatient *patient)
{
  g_autofree char *birth = smt_phrase_date_for_entry (patient->birth_date);
  SmtField *field = self->number_field;

  smt_lookup_page_start (self);
  smt_field_set_text (self->number_field, patient->national_number);
  smt_field_set_text (self->given_field, patient->given);
  smt_field_set_text (self->family_field, patient->family);
  smt_field_set_text (self->postal_field, patient->postal_code);
  smt_field_set_text (self->city_field, patient->city);
  smt_field_set_text (self->birth_field, birth);
  set_gender (self, patient->gender);
  smt_lookup_page_show_error (self, find_missing (self, &field));
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

static void
set_consent (GtkCheckButton *none, GtkCheckButton *given, GtkCheckButton *emergency, SmtConsent consent)
{
  gtk_check_button_set_active (none, consent == SMT_CONSENT_NONE);
  gtk_check_button_set_active (given, consent == SMT_CONSENT_GIVEN);
  gtk_check_button_set_active (emergency, consent == SMT_CONSENT_EMERGENCY);
}

/* What is asked for is not chosen for the clinician: a basis is chosen by whoever has it. */
static void
focus_on (SmtLookupPage *self, const char *ask)
{
  GtkWidget *widget = GTK_WIDGET (self->sperret_none_check);

  if (g_strcmp0 (ask, "locked") == 0)
    widget = GTK_WIDGET (self->reference_field);
  else if (g_strcmp0 (ask, "kj") == 0)
    widget = GTK_WIDGET (self->no_consent_check);
  gtk_widget_grab_focus (widget);
  smt_scroll_to (widget);
}

/** smt_lookup_page_fill_request: fills in everything of @request, to be asked once more with something opened */
void
smt_lookup_page_fill_request (SmtLookupPage *self, const SmtLookupRequest *request, const char *ask)
{
  g_autofree char *numbers = NULL;
  g_autofree char *since = NULL;

  g_return_if_fail (SMT_IS_LOOKUP_PAGE (self) && request != NULL);

  smt_lookup_page_fill (self, request->patient);
  smt_lookup_page_show_error (self, NULL);
  numbers = request->reference_numbers != NULL ? g_strjoinv (" ", request->reference_numbers) : NULL;
  since = smt_phrase_date_for_entry (request->since);
  smt_field_set_text (self->reference_field, numbers);
  smt_field_set_text (self->since_field, since);
  smt_field_set_text (self->reason_field, request->reason);
  gtk_check_button_set_active (self->exception_check, request->consent == SMT_CONSENT_EXCEPTION);
  set_consent (self->no_consent_check, self->consent_check, self->emergency_check, request->consent);
  set_consent (self->sperret_none_check, self->sperret_consent_check, self->sperret_emergency_check, request->sperret);
  set_consent (self->locked_none_check, self->locked_consent_check, self->locked_emergency_check, request->locked);
  gtk_check_button_set_active (self->original_check, request->include_original);
  focus_on (self, ask);
}

/** smt_lookup_page_is_enough: Returns: whether the service can find @patient by what is known: a number, or birth date
 * and gender */
gboolean
smt_lookup_page_is_enough (const SmtPatient *patient)
{
  if (patient->given == NULL || patient->family == NULL)
    return FALSE;
  if (patient->national_number != NULL)
    return patient->postal_code != NULL && patient->city != NULL;
  return smt_date_is_set (patient->birth_date) && patient->gender != SMT_GENDER_UNKNOWN;
}

static SmtConsent
get_consent (GtkCheckButton *given, GtkCheckButton *emergency)
{
  if (gtk_check_button_get_active (given))
    return SMT_CONSENT_GIVEN;
  return gtk_check_button_get_active (emergency) ? SMT_CONSENT_EMERGENCY : SMT_CONSENT_NONE;
}

/** smt_lookup_page_get_consent: Returns: the basis chosen for the summary care record */
SmtConsent
smt_lookup_page_get_consent (SmtLookupPage *self)
{
  g_return_val_if_fail (SMT_IS_LOOKUP_PAGE (self), SMT_CONSENT_NONE);

  if (gtk_check_button_get_active (self->exception_check))
    return SMT_CONSENT_EXCEPTION;
  return get_consent (self->consent_check, self->emergency_check);
}

/** smt_lookup_page_get_purpose: Returns: what the information is needed for */
SmtPurpose
smt_lookup_page_get_purpose (SmtLookupPage *self)
{
  g_return_val_if_fail (SMT_IS_LOOKUP_PAGE (self), SMT_PURPOSE_RECONCILIATION);

  if (gtk_check_button_get_active (self->treat_check))
    return SMT_PURPOSE_TREATMENT;
  return gtk_check_button_get_active (self->renew_check) ? SMT_PURPOSE_RENEWAL : SMT_PURPOSE_RECONCILIATION;
}

/* (nullable): as many as were written, with whatever stands between them */
static char **
read_numbers (SmtField *field)
{
  g_autoptr (GStrvBuilder) numbers = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (smt_field_get_text (field), " ,;", -1);
  gboolean any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      {
        g_strv_builder_add (numbers, parts[i]);
        any = TRUE;
      }
  return any ? g_strv_builder_end (numbers) : NULL;
}

/** smt_lookup_page_get_original: Returns: whether the original prescriptions are to be fetched as well */
gboolean
smt_lookup_page_get_original (SmtLookupPage *self)
{
  g_return_val_if_fail (SMT_IS_LOOKUP_PAGE (self), FALSE);

  return gtk_check_button_get_active (self->original_check);
}

static void
take (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

/** smt_lookup_page_make_request: Returns: (transfer full): what was filled in */
SmtLookupRequest *
smt_lookup_page_make_request (SmtLookupPage *self)
{
  g_autoptr (SmtPatient) patient = smt_patient_new ();
  SmtLookupRequest *request;

  g_return_val_if_fail (SMT_IS_LOOKUP_PAGE (self), NULL);

  take (&patient->national_number, smt_field_dup_text (self->number_field));
  take (&patient->given, smt_field_dup_text (self->given_field));
  take (&patient->family, smt_field_dup_text (self->family_field));
  take (&patient->postal_code, smt_field_dup_text (self->postal_field));
  take (&patient->city, smt_field_dup_text (self->city_field));
  if (!smt_phrase_parse_date (smt_field_get_text (self->birth_field), &patient->birth_date))
    patient->birth_date = SMT_DATE_UNSET;
  if (gtk_check_button_get_active (self->female_check))
    patient->gender = SMT_GENDER_FEMALE;
  else if (gtk_check_button_get_active (self->male_check))
    patient->gender = SMT_GENDER_MALE;
  request = smt_lookup_request_new (g_steal_pointer (&patient));
  request->consent = smt_lookup_page_get_consent (self);
  request->purpose = smt_lookup_page_get_purpose (self);
  request->sperret = get_consent (self->sperret_consent_check, self->sperret_emergency_check);
  request->locked = get_consent (self->locked_consent_check, self->locked_emergency_check);
  request->reason = is_emergency (self) ? smt_field_dup_text (self->reason_field) : NULL;
  request->reference_numbers = read_numbers (self->reference_field);
  if (!smt_phrase_parse_date (smt_field_get_text (self->since_field), &request->since))
    request->since = SMT_DATE_UNSET;
  request->include_original = smt_lookup_page_get_original (self);
  return request;
}

/** smt_lookup_page_show_error: @sentence (nullable) */
void
smt_lookup_page_show_error (SmtLookupPage *self, const char *sentence)
{
  g_return_if_fail (SMT_IS_LOOKUP_PAGE (self));

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}
