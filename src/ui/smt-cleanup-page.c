/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-ui"

#include "ui/smt-cleanup-page.h"

#include <glib/gi18n-lib.h>

#include "journal/smt-journal-audit.h"
#include "ui/smt-cleanup-words.h"
#include "ui/smt-curve.h"
#include "ui/smt-entry-row.h"
#include "ui/smt-wrap.h"

#define SPACE 6

struct _SmtCleanupPage
{
  SmtEntryPage parent_instance;

  SmtCurve *curve;
  GtkLabel *curve_words;
  GtkWidget *curve_box;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (SmtCleanupPage, smt_cleanup_page, SMT_TYPE_ENTRY_PAGE)

/* --- entries ---------------------------------------------------------------------------------------------------------
 */

static void
open_entry (SmtQueuePage *self, guint index)
{
  smt_queue_page_remember (self, index);
  smt_entry_page_open_patient (SMT_ENTRY_PAGE (self),
                               smt_entry_at (smt_entry_page_get_queue (SMT_ENTRY_PAGE (self)), index));
}

static GtkWidget *
make_row (SmtQueuePage *self, guint index)
{
  SmtCleanupQueue *queue = smt_entry_page_get_queue (SMT_ENTRY_PAGE (self));
  const SmtCleanup *entry = smt_entry_at (queue, index);
  g_autofree char *state = smt_cleanup_state_sentence (entry);

  return smt_entry_row_new (queue, index, state, smt_cleanup_remains (entry->state), smt_cleanup_why_no_thread (entry));
}

/* The next patient: what else there is to do at the one that is open is on the list there. */
static gboolean
waits (SmtQueuePage *self, guint index)
{
  SmtCleanupQueue *queue = smt_entry_page_get_queue (SMT_ENTRY_PAGE (self));
  const SmtCleanup *entry = smt_entry_at (queue, index);
  guint opened = smt_queue_page_get_remembered (self);

  return smt_cleanup_remains (entry->state) && *entry->patient != '\0'
         && (opened == SMT_QUEUE_LIST_NONE || !g_str_equal (smt_entry_at (queue, opened)->patient, entry->patient));
}

/* In the order in which they stand: what can be dispensed, what only a file knows, what is historic, what is settled.
 */
static guint
part_of (const SmtCleanup *entry)
{
  if (!smt_cleanup_remains (entry->state))
    return 3;
  return entry->flag->dispense == SMT_DISPENSE_POSSIBLE ? 0 : entry->flag->dispense == SMT_DISPENSE_UNKNOWN ? 1 : 2;
}

static void
show_curve (SmtCleanupPage *self, SmtCleanupQueue *queue)
{
  g_autofree char *words = smt_curve_describe (queue->curve);

  gtk_label_set_label (self->curve_words, words);
  smt_curve_set_days (self->curve, queue->curve);
  /* one day is no curve */
  gtk_widget_set_visible (GTK_WIDGET (self->curve), queue->curve->len > 1);
  gtk_widget_set_visible (self->curve_box, queue->entries->len > 0);
}

static void
divide (SmtEntryPage *page, SmtCleanupQueue *queue)
{
  SmtCleanupPage *self = SMT_CLEANUP_PAGE (page);
  const char *const headings[] = {
    smt_word_for_dispense (SMT_DISPENSE_POSSIBLE),
    smt_word_for_dispense (SMT_DISPENSE_UNKNOWN),
    smt_word_for_dispense (SMT_DISPENSE_HISTORIC),
    C_ ("clean-up", "Settled"),
  };
  g_autofree char *summary = smt_cleanup_summary (queue);
  SmtQueueList *list = smt_queue_page_begin (SMT_QUEUE_PAGE (self), summary);

  for (guint part = 0; part < G_N_ELEMENTS (headings); part++)
    {
      g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < queue->entries->len; i++)
        if (part_of (smt_entry_at (queue, i)) == part)
          g_array_append_val (indices, i);
      smt_queue_list_add_part (list, part, headings[part], indices);
    }
  show_curve (self, queue);
  gtk_widget_set_sensitive (self->save_button, queue->entries->len > 0);
  smt_queue_page_end (SMT_QUEUE_PAGE (self));
}

static void
forget (SmtQueuePage *page)
{
  SmtCleanupPage *self = SMT_CLEANUP_PAGE (page);

  SMT_QUEUE_PAGE_CLASS (smt_cleanup_page_parent_class)->forget (page);
  gtk_widget_set_visible (self->curve_box, FALSE);
  gtk_widget_set_sensitive (self->save_button, FALSE);
}

/* --- findings files --------------------------------------------------------------------------------------------------
 */

static void
findings_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtCleanupPage) self = data;
  g_autoptr (GError) error = NULL;
  SmtFindingsTally tally = { 0 };
  g_autofree char *words = NULL;

  if (!smt_desk_open_findings_finish (SMT_DESK (source), result, &tally, &error))
    {
      smt_queue_page_say (SMT_QUEUE_PAGE (self), smt_sentence_for_findings (error));
      return;
    }
  /* Translators: %1$u findings in a file flag %2$u entries, %3$u of which are new in the queue */
  words = g_strdup_printf (C_ ("clean-up", "%1$u findings read: %2$u flagged entries, %3$u new in the queue"),
                           tally.n_findings, tally.n_entries, tally.n_new);
  smt_queue_page_say (SMT_QUEUE_PAGE (self), words);
  smt_queue_page_refresh (SMT_QUEUE_PAGE (self));
}

static void
chosen_to_open_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  SmtDesk *desk = smt_queue_page_get_desk (data);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && desk != NULL)
    smt_desk_open_findings_async (desk, file, NULL, findings_opened_cb, g_object_ref (data));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtQueuePage) self = data;
  g_autoptr (GError) error = NULL;
  SmtDesk *desk = smt_queue_page_get_desk (self);

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      if (desk != NULL)
        smt_journal_add_audit_async (smt_desk_get_store (desk), "queue-exported", NULL, NULL, NULL, NULL, NULL);
      smt_queue_page_say (self, C_ ("clean-up", "Saved. The file names no patient."));
      return;
    }
  g_info ("the queue could not be written: %d", error->code);
  smt_queue_page_say (self, C_ ("audit", "The file could not be written. Choose another folder."));
}

/* On a worker thread: fifty thousand entries are some ten megabytes. */
static void
make_csv (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char *text = smt_cleanup_to_csv (g_object_get_data (G_OBJECT (task), "queue"));

  g_task_return_pointer (task, g_bytes_new_take (text, strlen (text)), (GDestroyNotify)g_bytes_unref);
}

static void
csv_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GFile *file = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                       g_object_ref (source));
}

static void
save_as (SmtCleanupPage *self, GFile *file)
{
  SmtCleanupQueue *queue = smt_entry_page_get_queue (SMT_ENTRY_PAGE (self));
  g_autoptr (GTask) task = NULL;

  if (queue == NULL)
    return;
  task = g_task_new (self, NULL, csv_made_cb, NULL);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "queue", smt_cleanup_queue_ref (queue),
                          (GDestroyNotify)smt_cleanup_queue_unref);
  g_task_run_in_thread (task, make_csv);
}

static void
chosen_to_save_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    save_as (data, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose (SmtCleanupPage *self, const char *title, GtkFileChooserAction action, const char *verb, GCallback chosen)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, action, verb, C_ ("window", "Cancel"));

  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), C_ ("clean-up", "clean-up.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", chosen, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_cb (SmtCleanupPage *self)
{
  choose (self, C_ ("clean-up", "Open a findings file"), GTK_FILE_CHOOSER_ACTION_OPEN, C_ ("window", "Open"),
          G_CALLBACK (chosen_to_open_cb));
}

static void
save_cb (SmtCleanupPage *self)
{
  choose (self, C_ ("clean-up", "Save the clean-up queue"), GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("audit", "Save"),
          G_CALLBACK (chosen_to_save_cb));
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
smt_cleanup_page_class_init (SmtCleanupPageClass *klass)
{
  SmtQueuePageClass *page_class = SMT_QUEUE_PAGE_CLASS (klass);

  page_class->name = "cleanup";
  page_class->forget = forget;
  page_class->make_row = make_row;
  page_class->open = open_entry;
  page_class->waits = waits;
  SMT_ENTRY_PAGE_CLASS (klass)->divide = divide;
}

static void
smt_cleanup_page_init (SmtCleanupPage *self)
{
  SmtQueuePage *page = SMT_QUEUE_PAGE (self);
  GtkWidget *buttons = smt_wrapped_box_new (SPACE);

  smt_queue_page_set_texts (page, C_ ("clean-up", "Clean-up"),
                            C_ ("clean-up",
                                "As last seen here. Nothing is fetched before you open an entry; an entry is settled "
                                "when its list has been fetched and checked again."));
  self->curve_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  self->curve = SMT_CURVE (smt_curve_new ());
  self->curve_words = GTK_LABEL (smt_wrapped_label_new ("", "quiet"));
  gtk_box_append (GTK_BOX (self->curve_box), GTK_WIDGET (self->curve));
  gtk_box_append (GTK_BOX (self->curve_box), GTK_WIDGET (self->curve_words));
  gtk_widget_set_visible (self->curve_box, FALSE);
  self->save_button = smt_wrapped_button_new (C_ ("clean-up", "Save as CSV…"), G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (buttons),
                  smt_wrapped_button_new (C_ ("clean-up", "Open a findings file…"), G_CALLBACK (open_cb), self));
  gtk_box_append (GTK_BOX (buttons), self->save_button);
  smt_queue_page_add_above (page, self->curve_box);
  smt_queue_page_add_above (page, buttons);
}
