/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "fhir/smt-answer.h"
#include "ui/smt-window-private.h"

/* What is written where a list of a file is shown; "file.json" and not the folder it lies in. */
static void
show_banner (SmtWindow *self, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : g_strdup ("?");
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (
      C_ ("window", "A file: %s. The list is only shown; nothing in it can be decided, saved or sent."), name);

  gtk_label_set_label (GTK_LABEL (self->file_banner), text);
}

/* Why a file cannot be shown. */
const char *
_smt_window_explain_file (const GError *error)
{
  if (g_error_matches (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_JSON))
    return C_ ("error", "The file is not JSON, or holds more than one document.");
  if (g_error_matches (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT))
    return C_ ("error", "The list in the file contradicts itself and cannot be shown.");
  if (error->domain == SMT_FHIR_ERROR)
    return C_ ("error", "The file holds no medication list.");
  return C_ ("error", "The file could not be read.");
}

static void
opened_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (SmtWindow) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtPatientContext) context = smt_patient_context_open_file_finish (result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (g_cancellable_is_cancelled (self->cancellable)) /* else another file or a lookup is on its way */
        _smt_window_give_up_lookup (self);
      return;
    }
  if (context == NULL)
    {
      adw_status_page_set_title (self->error_page, C_ ("window", "The file could not be opened"));
      adw_status_page_set_description (self->error_page, _smt_window_explain_file (error));
      _smt_window_show_page (self, "error");
      return;
    }
  g_clear_object (&self->item);
  g_clear_pointer (&self->request, smt_lookup_request_free);
  show_banner (self, G_FILE (source));
  _smt_window_set_context (self, context);
}

static SmtDate
find_today (SmtWindow *self)
{
  return self->desk != NULL ? smt_desk_get_today (self->desk) : smt_instant_to_date (g_get_real_time ());
}

/* Reads a list from @file and shows it; what is under way is given up. */
void
_smt_window_open_file (SmtWindow *self, GFile *file)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  _smt_window_show_page (self, "loading");
  smt_patient_context_open_file_async (file, find_today (self),
                                       self->desk != NULL ? smt_desk_get_catalogue (self->desk) : NULL,
                                       self->cancellable, opened_file_cb, weak);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && g_object_get_data (G_OBJECT (dialog), "beside") == NULL)
    _smt_window_open_file (data, file);
  else if (file != NULL && _smt_window_may_compare (data))
    _smt_window_compare_file (data, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* Asks for a file. */
void
_smt_window_choose_file (SmtWindow *self, gboolean beside)
{
  const char *title =
      beside ? C_ ("window", "Compare with a medication list") : C_ ("window", "Open a medication list");
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              C_ ("window", "Open"), C_ ("window", "Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, C_ ("window", "FHIR in JSON"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  if (beside)
    g_object_set_data (G_OBJECT (dialog), "beside", dialog);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  SmtWindow *self = data;

  if (self->context != NULL && smt_patient_context_get_state (self->context) == SMT_CONTEXT_SENDING)
    return FALSE;
  if (_smt_window_may_compare (self))
    _smt_window_compare_file (self, g_value_get_object (value));
  else
    _smt_window_open_file (self, g_value_get_object (value));
  return TRUE;
}

/* A file may be dropped on the window: beside the patient shown, else to be shown alone. It names a patient, so that it
 * is not remembered among recent files. */
void
_smt_window_accept_files (SmtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-recent-files-enabled", FALSE, NULL);
}
