/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-pharmacy-page.h"

#include <glib/gi18n-lib.h>

#include "journal/smt-journal-audit.h"
#include "ui/smt-cleanup-words.h"
#include "ui/smt-decide.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-phrases.h"
#include "ui/smt-queue-row.h"
#include "ui/smt-sentences.h"
#include "ui/smt-thread-words.h"
#include "ui/smt-wrap.h"

#define SPACE 8
#define BATCH 50 /* threads of a part that are shown */

struct _SmtPharmacyPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *summary;
  GtkStack *stack; /* "list" or "thread" */
  GtkWidget *sections;
  GtkWidget *thread;
  GtkEditable *entry; /* (nullable): in it */

  /* owned */
  SmtDesk *desk;
  SmtCleanupQueue *queue; /* (nullable) */
  char *shown;            /* (nullable): "patient\nkey" of the thread that is shown, or was shown last */
};

G_DEFINE_FINAL_TYPE (SmtPharmacyPage, smt_pharmacy_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void refresh (SmtPharmacyPage *self);

/* --- what there is ---------------------------------------------------------------------------------------------------
 */

static char *
entry_name (const SmtCleanup *entry)
{
  return g_strconcat (entry->patient, "\n", entry->key, NULL);
}

static const SmtCleanup *
get_entry (SmtPharmacyPage *self, guint index)
{
  return g_ptr_array_index (self->queue->entries, index);
}

static SmtThreadState
state_of (SmtPharmacyPage *self, const SmtCleanup *entry)
{
  return smt_thread_state (entry, smt_cleanup_queue_get_thread (self->queue, entry));
}

/* A pharmacist is asked of what can be dispensed; what was said is kept in sight whatever has become of it. */
static gboolean
has_thread (SmtPharmacyPage *self, const SmtCleanup *entry)
{
  return (smt_cleanup_remains (entry->state) && entry->flag->dispense == SMT_DISPENSE_POSSIBLE)
         || smt_cleanup_queue_get_thread (self->queue, entry) != NULL;
}

static const SmtCleanup *
find_shown (SmtPharmacyPage *self)
{
  for (guint i = 0; self->queue != NULL && i < self->queue->entries->len; i++)
    {
      g_autofree char *name = entry_name (get_entry (self, i));

      if (g_strcmp0 (name, self->shown) == 0)
        return get_entry (self, i);
    }
  return NULL;
}

static char *
person_words (SmtPharmacyPage *self, const SmtCleanup *entry)
{
  g_autoptr (SmtWorkItem) item = smt_cleanup_queue_make_item (self->queue, entry);

  return item != NULL ? smt_patient_dup_name (smt_work_item_get_patient (item)) : g_strdup ("");
}

/* --- one thread ------------------------------------------------------------------------------------------------------
 */

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPharmacyPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!smt_desk_say_finish (SMT_DESK (source), result, &error))
    {
      sentence = smt_sentence_for_error (error);
      g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence);
      return;
    }
  refresh (self);
}

static void
write_cb (SmtPharmacyPage *self)
{
  const SmtSigner *signer = smt_desk_get_signer (self->desk);
  g_autofree char *who = g_strdup_printf ("%s %s", signer->given, signer->family);
  const SmtCleanup *entry = find_shown (self);
  SmtThreadMessage *message = smt_thread_message_new (smt_decide_get_role (), who, gtk_editable_get_text (self->entry));

  if (message == NULL || entry == NULL)
    {
      g_clear_pointer (&message, smt_thread_message_free);
      g_signal_emit (self, signals[SIGNAL_SAID], 0, C_ ("thread", "Write something first, in a few lines at most."));
      return;
    }
  smt_desk_say_async (self->desk, entry, message, written_cb, g_object_ref (self));
}

/* A ready answer is put in the field, to be read once more and sent by Return. */
static void
ready_cb (GtkButton *button, SmtPharmacyPage *self)
{
  gtk_editable_set_text (self->entry, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
}

static void
open_cb (SmtPharmacyPage *self)
{
  const SmtCleanup *entry = find_shown (self);
  g_autoptr (SmtWorkItem) item = entry != NULL ? smt_cleanup_queue_make_item (self->queue, entry) : NULL;

  if (entry != NULL)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, item, entry->key);
}

static void
copy_cb (SmtPharmacyPage *self)
{
  const SmtCleanup *entry = find_shown (self);
  g_autofree char *text = NULL;

  if (entry == NULL)
    return;
  text = smt_thread_to_text (entry, smt_cleanup_queue_get_thread (self->queue, entry), smt_desk_get_today (self->desk));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, C_ ("thread", "The thread is copied."));
}

static GtkWidget *
add_button (GtkWidget *box, const char *words)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  smt_wrap_buttons (button);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
add_flow (GtkWidget *box)
{
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (flow, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 6, "line-spacing", 6, NULL));
  gtk_box_append (GTK_BOX (box), flow);
  return flow;
}

static void
add_answering (SmtPharmacyPage *self)
{
  g_auto (GStrv) answers = smt_ready_answers (smt_decide_get_role ());
  GtkWidget *flow = add_flow (self->thread);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *send;

  for (guint i = 0; answers[i] != NULL; i++)
    g_signal_connect (add_button (flow, answers[i]), "clicked", G_CALLBACK (ready_cb), self);
  self->entry = GTK_EDITABLE (entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("thread", "What to say"),
                                  -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (write_cb), self);
  gtk_box_append (GTK_BOX (self->thread), entry);
  send = add_button (add_flow (self->thread), C_ ("thread", "Say it in the thread"));
  g_signal_connect_swapped (send, "clicked", G_CALLBACK (write_cb), self);
}

static void
add_messages (SmtPharmacyPage *self, GPtrArray *messages)
{
  GtkListBox *list;
  GtkWidget *section = smt_queue_section_new (C_ ("thread", "Thread"), &list);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      g_autofree char *line = smt_message_line (g_ptr_array_index (messages, i), smt_desk_get_today (self->desk));
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), smt_queue_label_new (line, "quiet-row"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
      gtk_list_box_append (list, row);
    }
  gtk_box_append (GTK_BOX (self->thread), section);
  gtk_widget_set_visible (section, messages != NULL);
}

static void
show_thread (SmtPharmacyPage *self, const SmtCleanup *entry)
{
  GPtrArray *messages = smt_cleanup_queue_get_thread (self->queue, entry);
  SmtThreadState state = state_of (self, entry);
  g_autofree char *person = person_words (self, entry);
  g_autofree char *settled = smt_cleanup_state_sentence (entry);
  g_autofree char *words = g_strdup_printf ("%s · %s", smt_word_for_thread (state), settled);
  GtkWidget *flow;
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", entry->flag->medicine, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0f, "wrap", TRUE, NULL);

  empty (self->thread);
  self->entry = NULL;
  gtk_widget_add_css_class (title, "detail-title");
  gtk_box_append (GTK_BOX (self->thread), title);
  gtk_box_append (GTK_BOX (self->thread), smt_queue_label_new (person, "quiet"));
  gtk_box_append (GTK_BOX (self->thread),
                  smt_queue_label_new (smt_flag_headline (entry->flag, smt_phrase_language ()), NULL));
  gtk_box_append (GTK_BOX (self->thread), smt_queue_label_new (words, NULL));
  add_messages (self, messages);
  if (state != SMT_THREAD_CLOSED)
    add_answering (self);
  flow = add_flow (self->thread);
  g_signal_connect_swapped (add_button (flow, C_ ("thread", "Open the patient")), "clicked", G_CALLBACK (open_cb),
                            self);
  g_signal_connect_swapped (add_button (flow, C_ ("thread", "Copy the thread")), "clicked", G_CALLBACK (copy_cb), self);
  g_signal_connect_swapped (add_button (flow, C_ ("thread", "← All threads")), "clicked",
                            G_CALLBACK (smt_pharmacy_page_back), self);
  gtk_stack_set_visible_child_name (self->stack, "thread");
}

static void
go_to_thread (SmtPharmacyPage *self, const SmtCleanup *entry)
{
  g_free (self->shown);
  self->shown = entry_name (entry);
  show_thread (self, entry);
  gtk_widget_grab_focus (self->entry != NULL ? GTK_WIDGET (self->entry) : gtk_widget_get_last_child (self->thread));
}

/* --- the list --------------------------------------------------------------------------------------------------------
 */

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, SmtPharmacyPage *self)
{
  go_to_thread (self, get_entry (self, (guint)smt_queue_row_get_index (SMT_QUEUE_ROW (row))));
}

static GtkWidget *
make_row (SmtPharmacyPage *self, guint index)
{
  const SmtCleanup *entry = get_entry (self, index);
  GPtrArray *messages = smt_cleanup_queue_get_thread (self->queue, entry);
  SmtThreadState state = state_of (self, entry);
  SmtClass severity_class = entry->flag->severity_class;
  const char *class_name = smt_class_name (severity_class, smt_phrase_language ());
  const char *headline = smt_flag_headline (entry->flag, smt_phrase_language ());
  const char *medicine =
      entry->flag->medicine != NULL ? entry->flag->medicine : C_ ("clean-up", "Medicine without a name");
  g_autofree char *badge = g_strdup_printf ("%s %s", smt_class_shape (severity_class), class_name);
  g_autofree char *person = person_words (self, entry);
  g_autofree char *last = messages != NULL ? smt_message_line (g_ptr_array_index (messages, messages->len - 1),
                                                               smt_desk_get_today (self->desk))
                                           : g_strdup ("");
  g_autofree char *label = g_strdup_printf ("%s, %s. %s. %s. %s. %s", medicine, person, class_name,
                                            smt_word_for_thread (state), headline != NULL ? headline : "", last);
  GtkWidget *row = smt_queue_row_new (medicine);

  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), badge,
                           state != SMT_THREAD_CLOSED ? smt_class_css (severity_class) : NULL);
  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), smt_word_for_thread (state), NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), headline, NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), person, "quiet");
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), last, NULL);
  smt_queue_row_set_index (SMT_QUEUE_ROW (row), (int)index);
  smt_queue_row_set_label (SMT_QUEUE_ROW (row), label);
  return row;
}

/* Returns: how many threads are in @state; the first of them are shown */
static guint
add_section (SmtPharmacyPage *self, SmtThreadState state)
{
  g_autofree char *heading = NULL;
  GtkListBox *list;
  GtkWidget *section;
  guint n = 0;

  for (guint i = 0; i < self->queue->entries->len; i++)
    n += has_thread (self, get_entry (self, i)) && state_of (self, get_entry (self, i)) == state ? 1 : 0;
  if (n == 0)
    return 0;
  heading = g_strdup_printf ("%s  %u", smt_word_for_thread (state), n);
  section = smt_queue_section_new (heading, &list);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  for (guint i = 0, shown = 0; i < self->queue->entries->len && shown < BATCH; i++)
    if (has_thread (self, get_entry (self, i)) && state_of (self, get_entry (self, i)) == state)
      {
        gtk_list_box_append (list, make_row (self, i));
        shown++;
      }
  gtk_box_append (GTK_BOX (self->sections), section);
  return n;
}

static void
show_list (SmtPharmacyPage *self)
{
  guint n[SMT_N_THREAD_STATES];
  g_autofree char *words = NULL;

  empty (self->sections);
  for (SmtThreadState state = SMT_THREAD_ASKED; state < SMT_N_THREAD_STATES; state++)
    n[state] = add_section (self, state);
  /* Translators: %1$u threads wait for the doctor, %2$u for a prescription, of %3$u prescriptions nothing was said */
  words = g_strdup_printf (C_ ("thread",
                               "%1$u wait for the doctor, %2$u for a new prescription; %3$u flagged prescriptions "
                               "without a word"),
                           n[SMT_THREAD_ASKED], n[SMT_THREAD_ANSWERED], n[SMT_THREAD_SILENT]);
  gtk_label_set_label (self->summary, words);
}

static void
focus_list (SmtPharmacyPage *self)
{
  GtkWidget *found = NULL;

  for (GtkWidget *box = gtk_widget_get_first_child (self->sections); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_last_child (box));
      GtkListBoxRow *row;

      for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
        {
          g_autofree char *name = entry_name (get_entry (self, (guint)smt_queue_row_get_index (SMT_QUEUE_ROW (row))));

          if (found == NULL || g_strcmp0 (name, self->shown) == 0)
            found = GTK_WIDGET (row);
        }
    }
  if (found != NULL)
    gtk_widget_grab_focus (found);
}

/** smt_pharmacy_page_back: Returns: whether a thread was shown; the list of threads is shown now */
gboolean
smt_pharmacy_page_back (SmtPharmacyPage *self)
{
  g_return_val_if_fail (SMT_IS_PHARMACY_PAGE (self), FALSE);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "thread") != 0)
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "list");
  focus_list (self);
  return TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPharmacyPage) self = data;
  g_autoptr (GError) error = NULL;
  SmtCleanupQueue *queue = smt_desk_load_cleanup_finish (SMT_DESK (source), result, &error);
  const SmtCleanup *entry;
  g_autofree char *sentence = NULL;

  if (queue == NULL || self->desk != SMT_DESK (source))
    {
      g_clear_pointer (&queue, smt_cleanup_queue_free);
      sentence = error != NULL ? smt_sentence_for_error (error) : g_strdup ("");
      gtk_label_set_label (self->summary, sentence);
      return;
    }
  g_clear_pointer (&self->queue, smt_cleanup_queue_free);
  self->queue = queue;
  show_list (self);
  entry = find_shown (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "thread") == 0 && entry != NULL)
    go_to_thread (self, entry);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_list (self);
}

static void
refresh (SmtPharmacyPage *self)
{
  if (self->desk != NULL)
    smt_desk_load_cleanup_async (self->desk, loaded_cb, g_object_ref (self));
}

/* --- building --------------------------------------------------------------------------------------------------------
 */

static void
build (SmtPharmacyPage *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", C_ ("thread", "Pharmacist"), "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (page, "form-page");
  gtk_widget_add_css_class (title, "patient-name");
  self->summary = GTK_LABEL (smt_queue_label_new ("", NULL));
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  self->thread = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, all, "list");
  gtk_stack_add_named (self->stack, self->thread, "thread");

  gtk_box_append (GTK_BOX (page), title);
  gtk_box_append (GTK_BOX (all), GTK_WIDGET (self->summary));
  gtk_box_append (
      GTK_BOX (all),
      smt_queue_label_new (C_ ("thread", "What is said here stays on this machine: SFM carries no such messages. "
                                         "Copy the thread to send it through the journal system. A thread is "
                                         "closed when the new prescription has been fetched and checked."),
                           "quiet"));
  gtk_box_append (GTK_BOX (all), self->sections);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->stack));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), page);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
smt_pharmacy_page_dispose (GObject *object)
{
  SmtPharmacyPage *self = SMT_PHARMACY_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->queue, smt_cleanup_queue_free);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (smt_pharmacy_page_parent_class)->dispose (object);
}

static void
smt_pharmacy_page_class_init (SmtPharmacyPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_pharmacy_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         SMT_TYPE_WORK_ITEM, G_TYPE_STRING);
  signals[SIGNAL_SAID] =
      g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
smt_pharmacy_page_init (SmtPharmacyPage *self)
{
  build (self);
}

/** smt_pharmacy_page_set_desk: @desk (nullable): whose threads it shows */
void
smt_pharmacy_page_set_desk (SmtPharmacyPage *self, SmtDesk *desk)
{
  g_return_if_fail (SMT_IS_PHARMACY_PAGE (self));

  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->queue, smt_cleanup_queue_free);
  g_clear_pointer (&self->shown, g_free);
  empty (self->sections);
  empty (self->thread);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

/** smt_pharmacy_page_show: reads the threads anew and goes to where one was; the log of use tells of it */
void
smt_pharmacy_page_show (SmtPharmacyPage *self)
{
  g_return_if_fail (SMT_IS_PHARMACY_PAGE (self));

  if (self->desk != NULL)
    smt_journal_add_audit_async (smt_desk_get_store (self->desk), "queue-read", NULL, NULL, "pharmacy", NULL, NULL);
  refresh (self);
}

/**
 * smt_pharmacy_page_open_next:
 * @self: the threads, as they were read last
 *
 * Returns: whether there was another thread, below the one that is shown, that waits for whoever works here
 */
gboolean
smt_pharmacy_page_open_next (SmtPharmacyPage *self)
{
  SmtThreadState mine = smt_decide_get_role () == SMT_ROLE_DOCTOR ? SMT_THREAD_ASKED : SMT_THREAD_SILENT;
  gboolean below;

  g_return_val_if_fail (SMT_IS_PHARMACY_PAGE (self), FALSE);

  /* from the list the first one is the next */
  below = find_shown (self) == NULL || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "thread") != 0;
  for (guint i = 0; self->queue != NULL && i < self->queue->entries->len; i++)
    {
      const SmtCleanup *entry = get_entry (self, i);
      g_autofree char *name = entry_name (entry);

      if (below && has_thread (self, entry) && state_of (self, entry) == mine)
        {
          go_to_thread (self, entry);
          return TRUE;
        }
      below = below || g_strcmp0 (name, self->shown) == 0;
    }
  return FALSE;
}
