/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-ui"

#include "ui/smt-cleanup-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "journal/smt-journal-audit.h"
#include "ui/smt-cleanup-words.h"
#include "ui/smt-curve.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-phrases.h"
#include "ui/smt-queue-row.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

#define SPACE 8
#define BATCH 50 /* rows of a section that are shown at once */
#define N_SECTIONS 4

struct _SmtCleanupPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *summary;
  SmtCurve *curve;
  GtkLabel *curve_words;
  GtkWidget *curve_box;
  GtkWidget *save_button;
  GtkWidget *sections; /* a box */

  /* owned */
  SmtDesk *desk;
  SmtCleanupQueue *queue; /* (nullable) */
  char *opened;           /* (nullable): "patient\nkey" of the entry that was opened last */
  guint shown[N_SECTIONS];
  gboolean wants_focus;
};

G_DEFINE_FINAL_TYPE (SmtCleanupPage, smt_cleanup_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void show_sections (SmtCleanupPage *self);

/* --- rows ------------------------------------------------------------------------------------------------------------
 */

static char *
entry_name (const SmtCleanup *entry)
{
  return g_strconcat (entry->patient, "\n", entry->key, NULL);
}

static void
open_entry (SmtCleanupPage *self, guint index)
{
  const SmtCleanup *entry = g_ptr_array_index (self->queue->entries, index);
  g_autoptr (SmtWorkItem) item = smt_cleanup_queue_make_item (self->queue, entry);

  g_free (self->opened);
  self->opened = entry_name (entry);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, item, entry->key);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, SmtCleanupPage *self)
{
  open_entry (self, (guint)smt_queue_row_get_index (SMT_QUEUE_ROW (row)));
}

static char *
person_words (SmtCleanupPage *self, const SmtCleanup *entry)
{
  g_autoptr (SmtWorkItem) item = smt_cleanup_queue_make_item (self->queue, entry);

  if (item == NULL)
    /* Translators: %s is the id of an entry */
    return g_strdup_printf (C_ ("clean-up", "Patient not known · entry %s"), entry->flag->entry);
  return smt_patient_dup_name (smt_work_item_get_patient (item));
}

static GtkWidget *
make_row (SmtCleanupPage *self, guint index)
{
  const SmtCleanup *entry = g_ptr_array_index (self->queue->entries, index);
  SmtClass severity_class = entry->flag->severity_class;
  const char *medicine =
      entry->flag->medicine != NULL ? entry->flag->medicine : C_ ("clean-up", "Medicine without a name");
  const char *headline = smt_flag_headline (entry->flag, smt_phrase_language ());
  const char *class_name = smt_class_name (severity_class, smt_phrase_language ());
  g_autofree char *badge = g_strdup_printf ("%s %s", smt_class_shape (severity_class), class_name);
  g_autofree char *person = person_words (self, entry);
  g_autofree char *state = smt_cleanup_state_sentence (entry);
  g_autofree char *day = smt_phrase_date (smt_instant_to_date (entry->first));
  /* Translators: %s is a date */
  g_autofree char *since = g_strdup_printf (C_ ("clean-up", "Flagged %s"), day);
  g_autofree char *label = g_strdup_printf ("%s, %s. %s. %s. %s. %s", medicine, person, class_name,
                                            headline != NULL ? headline : "", state, since);
  g_autofree char *whose = g_strdup_printf ("%s · %s", person, since);
  GtkWidget *row = smt_queue_row_new (medicine);

  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), badge,
                           smt_cleanup_remains (entry->state) ? smt_class_css (severity_class) : NULL);
  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), state, NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), headline, NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), whose, "quiet");
  smt_queue_row_set_index (SMT_QUEUE_ROW (row), (int)index);
  smt_queue_row_set_label (SMT_QUEUE_ROW (row), label);
  return row;
}

/* --- sections --------------------------------------------------------------------------------------------------------
 */

/* In the order in which they stand: what can be dispensed, what only a file knows, what is historic, what is settled.
 */
static guint
section_of (const SmtCleanup *entry)
{
  if (!smt_cleanup_remains (entry->state))
    return 3;
  return entry->flag->dispense == SMT_DISPENSE_POSSIBLE ? 0 : entry->flag->dispense == SMT_DISPENSE_UNKNOWN ? 1 : 2;
}

static const char *
section_word (guint section)
{
  switch (section)
    {
    case 0:
      return smt_word_for_dispense (SMT_DISPENSE_POSSIBLE);
    case 1:
      return smt_word_for_dispense (SMT_DISPENSE_UNKNOWN);
    case 2:
      return smt_word_for_dispense (SMT_DISPENSE_HISTORIC);
    default:
      return C_ ("clean-up", "Settled");
    }
}

static void
more_cb (GtkButton *button, SmtCleanupPage *self)
{
  guint section = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "section"));

  self->shown[section] += BATCH;
  show_sections (self);
}

static void
add_more_button (SmtCleanupPage *self, GtkWidget *box, guint section, guint left)
{
  g_autofree char *words =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more entry", "%u more entries", left), left);
  GtkWidget *button = gtk_button_new_with_label (words);

  g_object_set_data (G_OBJECT (button), "section", GUINT_TO_POINTER (section));
  g_signal_connect (button, "clicked", G_CALLBACK (more_cb), self);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  smt_wrap_buttons (button);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_section (SmtCleanupPage *self, guint section)
{
  GtkListBox *list;
  GtkWidget *box;
  g_autofree char *heading = NULL;
  guint n = 0;

  for (guint i = 0; i < self->queue->entries->len; i++)
    n += section_of (g_ptr_array_index (self->queue->entries, i)) == section ? 1 : 0;
  if (n == 0)
    return;
  heading = g_strdup_printf ("%s  %u", section_word (section), n);
  box = smt_queue_section_new (heading, &list);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  n = 0;
  for (guint i = 0; i < self->queue->entries->len; i++)
    if (section_of (g_ptr_array_index (self->queue->entries, i)) == section && n++ < self->shown[section])
      gtk_list_box_append (list, make_row (self, i));
  if (n > self->shown[section])
    add_more_button (self, box, section, n - self->shown[section]);
  gtk_box_append (GTK_BOX (self->sections), box);
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_sections (SmtCleanupPage *self)
{
  empty (self->sections);
  for (guint section = 0; section < N_SECTIONS; section++)
    add_section (self, section);
}

/* The entry that was opened last, where it is shown; else the first. */
static void
focus_row (SmtCleanupPage *self)
{
  GtkWidget *found = NULL;

  for (GtkWidget *box = gtk_widget_get_first_child (self->sections); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_next_sibling (gtk_widget_get_first_child (box)));
      GtkListBoxRow *row;

      for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
        {
          guint index = (guint)smt_queue_row_get_index (SMT_QUEUE_ROW (row));
          g_autofree char *name = entry_name (g_ptr_array_index (self->queue->entries, index));

          if (found == NULL || g_strcmp0 (name, self->opened) == 0)
            found = GTK_WIDGET (row);
        }
    }
  if (found != NULL)
    gtk_widget_grab_focus (found);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show_queue (SmtCleanupPage *self)
{
  g_autofree char *summary = smt_cleanup_summary (self->queue);
  g_autofree char *curve = smt_curve_describe (self->queue->curve);

  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->curve_words, curve);
  smt_curve_set_days (self->curve, self->queue->curve);
  /* one day is no curve */
  gtk_widget_set_visible (GTK_WIDGET (self->curve), self->queue->curve->len > 1);
  gtk_widget_set_visible (self->curve_box, self->queue->entries->len > 0);
  gtk_widget_set_sensitive (self->save_button, self->queue->entries->len > 0);
  show_sections (self);
  if (self->wants_focus)
    focus_row (self);
  self->wants_focus = FALSE;
}

/* --- loading ---------------------------------------------------------------------------------------------------------
 */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtCleanupPage) self = data;
  g_autoptr (GError) error = NULL;
  SmtCleanupQueue *queue = smt_desk_load_cleanup_finish (SMT_DESK (source), result, &error);
  g_autofree char *sentence = NULL;

  if (queue != NULL && self->desk == SMT_DESK (source))
    {
      g_clear_pointer (&self->queue, smt_cleanup_queue_free);
      self->queue = queue;
      show_queue (self);
      return;
    }
  g_clear_pointer (&queue, smt_cleanup_queue_free);
  if (error == NULL)
    return;
  sentence = smt_sentence_for_error (error);
  gtk_label_set_label (self->summary, sentence);
}

static void
refresh (SmtCleanupPage *self)
{
  if (self->desk != NULL)
    smt_desk_load_cleanup_async (self->desk, loaded_cb, g_object_ref (self));
}

/* --- findings files --------------------------------------------------------------------------------------------------
 */

static void
say (SmtCleanupPage *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, words);
}

static void
findings_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtCleanupPage) self = data;
  g_autoptr (GError) error = NULL;
  SmtFindingsTally tally = { 0 };
  g_autofree char *words = NULL;

  if (!smt_desk_open_findings_finish (SMT_DESK (source), result, &tally, &error))
    {
      say (self, smt_sentence_for_findings (error));
      return;
    }
  /* Translators: %1$u findings in a file flag %2$u entries, %3$u of which are new in the queue */
  words = g_strdup_printf (C_ ("clean-up", "%1$u findings read: %2$u flagged entries, %3$u new in the queue"),
                           tally.n_findings, tally.n_entries, tally.n_new);
  say (self, words);
  refresh (self);
}

/** smt_cleanup_page_open_file: takes the findings of @file into the queue */
void
smt_cleanup_page_open_file (SmtCleanupPage *self, GFile *file)
{
  g_return_if_fail (SMT_IS_CLEANUP_PAGE (self) && G_IS_FILE (file));

  if (self->desk != NULL)
    smt_desk_open_findings_async (self->desk, file, NULL, findings_opened_cb, g_object_ref (self));
}

static void
chosen_to_open_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    smt_cleanup_page_open_file (data, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtCleanupPage) self = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      if (self->desk != NULL)
        smt_journal_add_audit_async (smt_desk_get_store (self->desk), "queue-exported", NULL, NULL, NULL, NULL, NULL);
      say (self, C_ ("clean-up", "Saved. The file names no patient."));
      return;
    }
  g_info ("the queue could not be written: %d", error->code);
  say (self, C_ ("audit", "The file could not be written. Choose another folder."));
}

static void
chosen_to_save_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  SmtCleanupPage *self = data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && self->queue != NULL)
    {
      text = smt_cleanup_to_csv (self->queue);
      bytes = g_bytes_new_take (text, strlen (text));
      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                           g_object_ref (self));
    }
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

/* --- building --------------------------------------------------------------------------------------------------------
 */

static GtkWidget *
add_button (SmtCleanupPage *self, GtkWidget *buttons, const char *words, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), button);
  smt_wrap_buttons (button);
  return button;
}

static void
build_curve (SmtCleanupPage *self, GtkWidget *page)
{
  self->curve_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE / 2);
  self->curve = SMT_CURVE (smt_curve_new ());
  self->curve_words = GTK_LABEL (smt_queue_label_new ("", "quiet"));
  gtk_box_append (GTK_BOX (self->curve_box), GTK_WIDGET (self->curve));
  gtk_box_append (GTK_BOX (self->curve_box), GTK_WIDGET (self->curve_words));
  gtk_widget_set_visible (self->curve_box, FALSE);
  gtk_box_append (GTK_BOX (page), self->curve_box);
}

static void
build (SmtCleanupPage *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", C_ ("clean-up", "Clean-up"), "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (page, "form-page");
  gtk_widget_add_css_class (title, "patient-name");
  self->summary = GTK_LABEL (smt_queue_label_new ("", NULL));
  gtk_widget_set_layout_manager (buttons, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 6, "line-spacing", 6, NULL));
  add_button (self, buttons, C_ ("clean-up", "Open a findings file…"), G_CALLBACK (open_cb));
  self->save_button = add_button (self, buttons, C_ ("clean-up", "Save as CSV…"), G_CALLBACK (save_cb));
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);

  gtk_box_append (GTK_BOX (page), title);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->summary));
  build_curve (self, page);
  gtk_box_append (GTK_BOX (page), buttons);
  gtk_box_append (
      GTK_BOX (page),
      smt_queue_label_new (C_ ("clean-up", "As last seen here. Nothing is fetched before you open an entry; an "
                                           "entry is settled when its list has been fetched and checked again."),
                           "quiet"));
  gtk_box_append (GTK_BOX (page), self->sections);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), page);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
smt_cleanup_page_dispose (GObject *object)
{
  SmtCleanupPage *self = SMT_CLEANUP_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->queue, smt_cleanup_queue_free);
  g_clear_pointer (&self->opened, g_free);
  G_OBJECT_CLASS (smt_cleanup_page_parent_class)->dispose (object);
}

static void
smt_cleanup_page_class_init (SmtCleanupPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_cleanup_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         SMT_TYPE_WORK_ITEM, G_TYPE_STRING);
  signals[SIGNAL_SAID] =
      g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
smt_cleanup_page_init (SmtCleanupPage *self)
{
  build (self);
}

/** smt_cleanup_page_set_desk: @desk (nullable): whose queue it shows */
void
smt_cleanup_page_set_desk (SmtCleanupPage *self, SmtDesk *desk)
{
  g_return_if_fail (SMT_IS_CLEANUP_PAGE (self));

  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->queue, smt_cleanup_queue_free);
  g_clear_pointer (&self->opened, g_free);
  empty (self->sections);
  gtk_widget_set_visible (self->curve_box, FALSE);
}

/** smt_cleanup_page_show: reads the queue anew and goes to the entry that was opened last; the log of use tells of it
 */
void
smt_cleanup_page_show (SmtCleanupPage *self)
{
  g_return_if_fail (SMT_IS_CLEANUP_PAGE (self));

  for (guint i = 0; i < N_SECTIONS; i++)
    self->shown[i] = MAX (self->shown[i], BATCH);
  self->wants_focus = TRUE;
  if (self->desk != NULL)
    smt_journal_add_audit_async (smt_desk_get_store (self->desk), "queue-read", NULL, NULL, "cleanup", NULL, NULL);
  refresh (self);
}

static gboolean
is_of_other_patient (SmtCleanupPage *self, const SmtCleanup *entry)
{
  gsize length = strlen (entry->patient);

  return self->opened == NULL || !(strncmp (self->opened, entry->patient, length) == 0 && self->opened[length] == '\n');
}

/**
 * smt_cleanup_page_open_next:
 * @self: the queue, as it was read last
 *
 * Returns: whether there was another patient below the entry that was opened last, with something that remained
 */
gboolean
smt_cleanup_page_open_next (SmtCleanupPage *self)
{
  gboolean below;

  g_return_val_if_fail (SMT_IS_CLEANUP_PAGE (self), FALSE);

  below = self->opened == NULL;
  for (guint i = 0; self->queue != NULL && i < self->queue->n_remaining; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (self->queue->entries, i);
      g_autofree char *name = entry_name (entry);

      if (below && *entry->patient != '\0' && is_of_other_patient (self, entry))
        {
          open_entry (self, i);
          return TRUE;
        }
      below = below || g_str_equal (name, self->opened);
    }
  return FALSE;
}
