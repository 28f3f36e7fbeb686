/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-source-words.h"
#include "ui/smt-window-private.h"

/* --- a list of a file beside the patient's ------------------------------------------------------------------------ */

static void
tell_added (SmtWindow *self, const SmtBeside *file)
{
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (C_ ("window", "%s stands beside the list."), file->name);

  _smt_window_tell (self, text, FALSE);
}

typedef struct
{
  SmtWindow *self; /* weak */
  SmtPatientContext *context;
  SmtBeside *file;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_clear_weak_pointer (&question->self);
  g_object_unref (question->context);
  smt_beside_unref (question->file);
  g_free (question);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (question->self != NULL && g_str_equal (response, "same")
      && smt_patient_context_add_file (question->context, question->file, TRUE))
    tell_added (question->self, question->file);
}

static char *
whose (const SmtBeside *file)
{
  const SmtPatient *patient = smt_answer_get_list (file->answer)->patient;
  g_autofree char *name = smt_patient_dup_name (patient);
  g_autofree char *born = smt_date_is_set (patient->birth_date) ? smt_date_to_iso (patient->birth_date) : NULL;

  if (name == NULL || *name == '\0')
    name = (g_free (name), g_strdup (C_ ("window", "no name")));
  return born != NULL ? g_strdup_printf ("%s, %s", name, born)
                      /* Translators: %s is a person */
                      : g_strdup_printf (C_ ("window", "%s, no birth date"), name);
}

/* A list that does not say whose it is must not slip in: somebody says so, and the safe answer stands first. */
static void
ask (SmtWindow *self, SmtBeside *file)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *said = whose (file);
  g_autofree char *name = smt_patient_dup_name (smt_patient_context_get_list (self->context)->patient);
  /* Translators: %1$s is the name of a file, %2$s whom it names, %3$s the patient at work */
  g_autofree char *body =
      g_strdup_printf (C_ ("window", "%1$s says: %2$s. That is too little to know whether the list is about %3$s."),
                       file->name, said, name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), C_ ("window", "Is it the same patient?"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", C_ ("window", "Do not compare"), "same",
                                    C_ ("window", "The same patient"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_set_weak_pointer (&question->self, self);
  question->context = g_object_ref (self->context);
  question->file = smt_beside_ref (file);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  GWeakRef window;
  SmtPatientContext *context;
} Reading;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (SmtWindow) self = g_weak_ref_get (&reading->window);
  g_autoptr (SmtPatientContext) context = reading->context;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtBeside) file = smt_patient_context_read_file_finish (result, &error);

  g_weak_ref_clear (&reading->window);
  g_free (reading);
  if (self == NULL || self->context != context) /* somebody else is at work now */
    return;
  if (file == NULL)
    _smt_window_tell (self, _smt_window_explain_file (error), FALSE);
  else if (smt_patient_context_add_file (context, file, FALSE))
    tell_added (self, file);
  else if (smt_patient_context_match_file (context, file) == SMT_PERSON_UNKNOWN)
    ask (self, file);
  else
    {
      /* Translators: %s is the name of a file */
      g_autofree char *text =
          g_strdup_printf (C_ ("window", "%s is about another patient, and is not compared."), file->name);

      _smt_window_tell (self, text, FALSE);
    }
}

/* Reads a list from @file and puts it beside the patient's. */
void
_smt_window_compare_file (SmtWindow *self, GFile *file)
{
  Reading *reading = g_new0 (Reading, 1);

  g_weak_ref_init (&reading->window, self);
  reading->context = g_object_ref (self->context);
  smt_patient_context_read_file_async (file, smt_patient_context_get_today (self->context),
                                       smt_desk_get_catalogue (self->desk), NULL, read_cb, reading);
}

/* Whether a list can be put beside what is shown. */
gboolean
_smt_window_may_compare (SmtWindow *self)
{
  SmtContextState state;

  if (self->context == NULL || self->desk == NULL
      || !g_str_equal (gtk_stack_get_visible_child_name (self->middle), "patient"))
    return FALSE;
  state = smt_patient_context_get_state (self->context);
  return state != SMT_CONTEXT_FILE && state != SMT_CONTEXT_SENDING;
}

void
_smt_window_remove_file (SmtWindow *self, const char *id)
{
  if (self->context != NULL && smt_patient_context_remove_file (self->context, id))
    _smt_window_tell (self, C_ ("window", "The file is no longer compared."), FALSE);
}

/* --- what is said of pairs ---------------------------------------------------------------------------------------- */

static const SmtPairMember *
find_member (SmtWindow *self, const char *list, const char *key)
{
  const SmtPairRow *row = smt_pairing_find (smt_patient_context_get_pairing (self->context), list, key);

  return row != NULL ? smt_pair_row_get (row, list) : NULL;
}

static void
say_pair (SmtWindow *self, GVariant *parameter, gboolean apart)
{
  const char *list, *key, *other_list, *other_key;
  gboolean asked;
  const SmtPairMember *one, *other;
  SmtPairAct *act;

  if (self->context == NULL)
    return;
  g_variant_get (parameter, "(&s&s&s&sb)", &list, &key, &other_list, &other_key, &asked);
  one = find_member (self, list, key);
  other = find_member (self, other_list, other_key);
  if (one == NULL || other == NULL)
    return;
  act = smt_pair_act_new (list, key, other_list, other_key, apart);
  act->what = smt_source_pair_words (self->context, list, one->treatment, other_list, other->treatment);
  act->reason = other->reason;
  if (apart)
    act->why = SMT_PAIR_WHY_MISTAKEN;
  else
    act->why = asked ? SMT_PAIR_WHY_ASKED : SMT_PAIR_WHY_CHOSEN;
  if (smt_patient_context_say_pair (self->context, act))
    _smt_window_tell (
        self, apart ? C_ ("window", "They are two treatments.") : C_ ("window", "They are one treatment."), TRUE);
  else
    _smt_window_tell (
        self, C_ ("window", "That cannot be said now: one of the lists has both, or a send is on its way."), FALSE);
}

typedef struct
{
  SmtWindow *self;
  GVariant *parameter;
  gboolean apart;
} Saying;

static void
say_later_cb (gpointer data)
{
  Saying *saying = data;

  say_pair (saying->self, saying->parameter, saying->apart);
  g_object_unref (saying->self);
  g_variant_unref (saying->parameter);
  g_free (saying);
}

/* @parameter: as smt-pair-menu.c makes it. What is pressed stands on a row that is made anew by it: it must have
 * finished first. */
void
_smt_window_say_pair (SmtWindow *self, GVariant *parameter, gboolean apart)
{
  Saying *saying = g_new0 (Saying, 1);

  saying->self = g_object_ref (self);
  saying->parameter = g_variant_ref (parameter);
  saying->apart = apart;
  g_idle_add_once (say_later_cb, saying);
}
