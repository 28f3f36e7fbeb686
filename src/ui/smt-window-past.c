/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Earlier lists in the window: a page of what is kept, and any of it in the place of the list of now, read-only.
 */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-past-page.h"
#include "ui/smt-past-words.h"
#include "ui/smt-window-private.h"

static SmtPastPage *
get_page (SmtWindow *self)
{
  return SMT_PAST_PAGE (gtk_stack_get_child_by_name (self->middle, "past"));
}

/* Whether there is a patient at work whose earlier lists the journal may know. */
gboolean
_smt_window_may_show_past (SmtWindow *self)
{
  SmtPatientContext *context = self->present != NULL ? self->present : self->context;

  return context != NULL && smt_patient_context_get_journal_key (context) != NULL
         && smt_patient_context_get_state (context) != SMT_CONTEXT_SENDING && !_smt_window_must_sign_in (self);
}

static void
show_page (SmtWindow *self)
{
  _smt_window_show_page (self, "past");
  smt_past_page_set_context (get_page (self), self->context);
  gtk_widget_grab_focus (GTK_WIDGET (get_page (self)));
}

/* The list of now takes its place again. */
static void
return_to_present (SmtWindow *self)
{
  g_autoptr (SmtPatientContext) present = g_steal_pointer (&self->present);

  if (present != NULL)
    _smt_window_set_context (self, present);
}

static void
past_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  return_to_present (self);
  show_page (self);
}

/* Back from an earlier list to what is kept, and from there to the list of now. Returns: whether that was it */
gboolean
_smt_window_leave_past (SmtWindow *self)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->middle), "past"))
    {
      _smt_window_show_page (self, "patient");
      _smt_window_focus_row (self, NULL);
      return TRUE;
    }
  if (self->present == NULL || !_smt_window_shows_list (self))
    return FALSE;
  return_to_present (self);
  show_page (self);
  return TRUE;
}

/* Another patient, or nobody: what was earlier of this one is not asked for any more. */
void
_smt_window_forget_past (SmtWindow *self)
{
  g_clear_object (&self->present);
  smt_past_page_set_context (get_page (self), NULL);
}

/* For the log of use: of which days. */
static void
note_opened (SmtPatientContext *present, const SmtPastView *view)
{
  const SmtReconciledRecord *records[] = { view->since, view->shown };
  g_autoptr (GString) days = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (records[i] != NULL)
      {
        g_autofree char *day = smt_date_to_iso (smt_instant_to_date (records[i]->at));

        g_string_append_printf (days, "%s%s", days->len > 0 ? ", " : "", day);
      }
  smt_patient_context_note_act (present, "past", days->str);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (SmtWindow) self = g_weak_ref_get (weak);
  SmtPatientContext *present = SMT_PATIENT_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtPatientContext) past = smt_patient_context_open_past_finish (present, result, &error);
  g_autofree char *words = NULL;

  g_weak_ref_clear (weak);
  g_free (weak);
  /* somebody went on to something else meanwhile */
  if (self == NULL || self->context != present || !g_str_equal (gtk_stack_get_visible_child_name (self->middle), "past")
      || smt_patient_context_get_state (present) == SMT_CONTEXT_SENDING)
    return;
  if (past == NULL)
    {
      smt_past_page_fail (get_page (self), error);
      return;
    }
  words = smt_past_banner_words (past);
  gtk_label_set_label (GTK_LABEL (self->file_banner), words);
  note_opened (present, smt_patient_context_get_past (past));
  g_set_object (&self->present, present);
  _smt_window_set_context (self, past);
}

static void
open_cb (SmtPastPage *page, gint64 entry, gint64 since, SmtWindow *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  smt_patient_context_open_past_async (self->context, entry, since, NULL, opened_cb, weak);
}

static const GActionEntry entries[] = {
  { .name = "past", .activate = past_cb },
};

void
_smt_window_install_past (SmtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (get_page (self), "opened", G_CALLBACK (open_cb), self, 0);
}
