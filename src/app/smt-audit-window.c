/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-app"

#include "app/smt-audit-window.h"

#include <glib/gi18n-lib.h>

#include "app/smt-side-window.h"
#include "ui/smt-audit-words.h"
#include "ui/smt-sentences.h"

#define MARGIN 12

/* Lives as long as its window. */
typedef struct
{
  GtkWindow *window;    /* borrowed */
  GtkTextView *view;    /* borrowed */
  GtkLabel *chain;      /* borrowed */
  GtkLabel *said;       /* borrowed */
  GtkCheckButton *only; /* (nullable): borrowed */
  SmtJournal *journal;
  char *key;  /* (nullable): of the patient at work */
  char *name; /* (nullable) */
} Audit;

static void
audit_free (gpointer data)
{
  Audit *audit = data;

  g_object_unref (audit->journal);
  g_free (audit->key);
  g_free (audit->name);
}

static void
audit_unref (Audit *audit)
{
  g_rc_box_release_full (audit, audit_free);
}

/* The window may be closed while the journal is at work: what it points to is then gone. */
static void
closed_cb (Audit *audit)
{
  audit->window = NULL;
}

static const char *
chosen_key (Audit *audit)
{
  return audit->only != NULL && gtk_check_button_get_active (audit->only) ? audit->key : NULL;
}

/* --- what it shows ---------------------------------------------------------------------------------------------------
 */

/* The lines between an empty one and the next are a day's; the first of them names it. */
static void
mark_days (GtkTextBuffer *buffer)
{
  gboolean heading = TRUE;

  for (int line = 0; line < gtk_text_buffer_get_line_count (buffer); line++)
    {
      GtkTextIter start;
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_line (buffer, &start, line);
      end = start;
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      if (heading)
        gtk_text_buffer_apply_tag_by_name (buffer, "day", &start, &end);
      heading = gtk_text_iter_equal (&start, &end);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Audit *audit = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = smt_journal_load_audit_finish (SMT_JOURNAL (source), result, &error);
  SmtAuditNames names = { audit->key, audit->name };
  g_autofree char *text = NULL;

  if (audit->window != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (audit->view);
      GtkTextIter start;

      text = entries != NULL ? smt_words_for_audit (entries, &names) : smt_sentence_for_error (error);
      gtk_text_buffer_set_text (buffer, text, -1);
      if (entries != NULL && entries->len > 0)
        mark_days (buffer);
      gtk_text_buffer_get_start_iter (buffer, &start);
      gtk_text_buffer_place_cursor (buffer, &start);
    }
  audit_unref (audit);
}

static void
refresh (Audit *audit)
{
  smt_journal_load_audit_async (audit->journal, chosen_key (audit), NULL, loaded_cb, g_rc_box_acquire (audit));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Audit *audit = data;
  g_autoptr (GError) error = NULL;
  guint64 n = 0;
  g_autofree char *words = NULL;

  smt_journal_check_finish (SMT_JOURNAL (source), result, &n, &error);
  words = smt_words_for_chain (n, error);
  if (error != NULL)
    g_message ("the chain of the journal: %s", error->message);
  if (audit->window != NULL)
    {
      gtk_label_set_label (audit->chain, words);
      if (error != NULL)
        gtk_widget_add_css_class (GTK_WIDGET (audit->chain), "memory-banner");
    }
  audit_unref (audit);
}

/* --- saving ----------------------------------------------------------------------------------------------------------
 */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Audit *audit = data;
  g_autoptr (GError) error = NULL;
  gboolean written = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (written)
    smt_journal_add_audit_async (audit->journal, "log-exported", chosen_key (audit), NULL, NULL, NULL, NULL);
  else
    g_info ("the log of use could not be written: %d", error->code);
  if (audit->window != NULL)
    {
      gtk_label_set_label (audit->said, written
                                            ? C_ ("audit", "Saved. That it was saved is a line of the log.")
                                            : C_ ("audit", "The file could not be written. Choose another folder."));
      refresh (audit);
    }
  audit_unref (audit);
}

/* The file says what the window shows, and whether the chain was whole. */
static void
write_file (Audit *audit, GFile *file)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (audit->view);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *lines = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  lines = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  text = g_strdup_printf ("%s\n%s\n\n%s", C_ ("audit", "Log of use"), gtk_label_get_label (audit->chain), lines);
  bytes = g_bytes_new_take (text, strlen (text));
  text = NULL;
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                       g_rc_box_acquire (audit));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Audit *audit = data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && audit->window != NULL)
    write_file (audit, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  audit_unref (audit);
}

/* The name of the file says nothing about the patient. */
static void
save_cb (GtkButton *button, gpointer data)
{
  Audit *audit = data;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (C_ ("audit", "Save the log of use"), audit->window, GTK_FILE_CHOOSER_ACTION_SAVE,
                                   C_ ("audit", "Save"), C_ ("audit", "Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), C_ ("audit", "log-of-use.txt"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), g_rc_box_acquire (audit));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- building --------------------------------------------------------------------------------------------------------
 */

static GtkLabel *
add_label (GtkWidget *box, const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, "quiet-row");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkTextView *
make_view (void)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_buffer_create_tag (buffer, "day", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (view), MARGIN / 3);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), MARGIN);
  gtk_widget_add_css_class (view, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("audit", "Lines of the log of use"), -1);
  return GTK_TEXT_VIEW (view);
}

static void
add_filter (Audit *audit, GtkWidget *box)
{
  GtkWidget *label;
  g_autofree char *words = NULL;

  if (audit->key == NULL)
    return;
  /* Translators: %s is a person */
  words = g_strdup_printf (C_ ("audit", "Only %s"), audit->name);
  audit->only = GTK_CHECK_BUTTON (gtk_check_button_new ());
  label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "xalign", 0.0f, NULL);
  gtk_widget_set_margin_start (GTK_WIDGET (audit->only), MARGIN - 4);
  gtk_check_button_set_child (audit->only, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (audit->only), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_check_button_set_active (audit->only, TRUE);
  g_signal_connect_swapped (audit->only, "toggled", G_CALLBACK (refresh), audit);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (audit->only));
}

static Audit *
audit_new (SmtDesk *desk, SmtPatientContext *context)
{
  Audit *audit = g_rc_box_new0 (Audit);
  const SmtPatient *patient = context != NULL ? smt_patient_context_get_list (context)->patient : NULL;

  audit->journal = g_object_ref (smt_desk_get_store (desk));
  if (patient == NULL || smt_patient_context_get_journal_key (context) == NULL)
    return audit;
  audit->key = g_strdup (smt_patient_context_get_journal_key (context));
  audit->name = g_strdup_printf ("%s %s", patient->given != NULL ? patient->given : "",
                                 patient->family != NULL ? patient->family : "");
  return audit;
}

static void
build (Audit *audit, GtkWindow *parent, gboolean synthetic)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *button = gtk_button_new_with_label (C_ ("audit", "Save as file…"));

  audit->window = smt_side_window_new (parent, C_ ("audit", "Log of use"), synthetic, box);
  audit->view = make_view ();
  audit->chain = add_label (box, C_ ("audit", "The chain is being checked…"));
  add_filter (audit, box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (audit->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  audit->said = add_label (box, C_ ("audit", "The journal holds no names: other patients are told apart by a number."));
  g_signal_connect (button, "clicked", G_CALLBACK (save_cb), audit);
  smt_side_window_add_button (audit->window, button);
  g_signal_connect_swapped (audit->window, "destroy", G_CALLBACK (closed_cb), audit);
  g_object_set_data_full (G_OBJECT (audit->window), "audit", audit, (GDestroyNotify)audit_unref);
}

/**
 * smt_audit_window_show:
 * @parent: the main window
 * @desk: whose journal it is
 * @context: (nullable): the patient at work, whose lines alone are shown at first
 */
void
smt_audit_window_show (GtkWindow *parent, SmtDesk *desk, SmtPatientContext *context)
{
  Audit *audit = audit_new (desk, context);

  build (audit, parent, smt_desk_is_synthetic (desk));
  smt_journal_add_audit_async (audit->journal, "log-read", audit->key, NULL, NULL, NULL, NULL);
  if (smt_desk_get_journal (desk) != NULL)
    smt_journal_check_async (audit->journal, NULL, checked_cb, g_rc_box_acquire (audit));
  else
    gtk_label_set_label (
        audit->chain, C_ ("audit", "Nothing is stored on this machine: these lines are gone when the program ends."));
  refresh (audit);
  gtk_window_present (audit->window);
  gtk_widget_grab_focus (GTK_WIDGET (audit->view));
}
