/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-thread-view.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-cleanup-words.h"
#include "ui/smt-clipboard.h"
#include "ui/smt-decide.h"
#include "ui/smt-entry-row.h"
#include "ui/smt-evidence-box.h"
#include "ui/smt-section.h"
#include "ui/smt-sentences.h"
#include "ui/smt-thread-words.h"
#include "ui/smt-wrap.h"

#define SPACE 8
#define BUTTON_SPACE 6

struct _SmtThreadView
{
  GtkBox parent_instance;

  GtkTextView *entry; /* (nullable): what is to be said; wrapped, so that all of it can be read before it is said */

  /* owned */
  SmtDesk *desk;          /* (nullable) */
  SmtCleanupQueue *queue; /* (nullable) */
  char *name;             /* (nullable): of the thread that is shown */
  GHashTable *begun;      /* name → what was begun there and not said */

  guint index;
  gboolean writing; /* what is in the field is on its way to the disk */
};

G_DEFINE_FINAL_TYPE (SmtThreadView, smt_thread_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_WRITTEN,
  SIGNAL_SAID,
  SIGNAL_PATIENT,
  SIGNAL_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GPtrArray *
messages_of (SmtThreadView *self)
{
  return smt_cleanup_queue_get_thread (self->queue, smt_entry_at (self->queue, self->index));
}

/* --- saying ----------------------------------------------------------------------------------------------------------
 */

static char *
dup_written (SmtThreadView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->entry);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
write_in (SmtThreadView *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), text, -1);
}

static void
keep_begun (SmtThreadView *self)
{
  g_autofree char *text = self->entry != NULL ? dup_written (self) : g_strdup ("");

  if (self->name == NULL)
    return;
  if (*text != '\0')
    g_hash_table_replace (self->begun, g_strdup (self->name), g_strdup (text));
  else
    g_hash_table_remove (self->begun, self->name);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtThreadView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  self->writing = FALSE;
  if (smt_desk_say_finish (SMT_DESK (source), result, &error))
    {
      if (self->entry != NULL && self->desk == SMT_DESK (source))
        write_in (self, "");
      g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
      return;
    }
  sentence = smt_sentence_for_error (error);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence);
}

static void
write_cb (SmtThreadView *self)
{
  g_autofree char *who = smt_desk_dup_worker_name (self->desk);
  g_autofree char *words = dup_written (self);
  SmtThreadMessage *message;

  if (self->writing) /* Return was pressed twice: it is said once */
    return;
  message = smt_thread_message_new (smt_decide_get_role (), who, words);
  if (message == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_SAID], 0, C_ ("thread", "Write something first, in a few lines at most."));
      return;
    }
  self->writing = TRUE;
  smt_desk_say_async (self->desk, smt_entry_at (self->queue, self->index), message, written_cb, g_object_ref (self));
}

/* A ready answer is put in the field, to be read once more and sent by Return. */
static void
ready_cb (GtkButton *button, SmtThreadView *self)
{
  write_in (self, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Return says it, as in any field; Shift+Return begins a new line. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SmtThreadView *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  write_cb (self);
  return GDK_EVENT_STOP;
}

static void
patient_cb (SmtThreadView *self)
{
  g_signal_emit (self, signals[SIGNAL_PATIENT], 0);
}

static void
back_cb (SmtThreadView *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
copy_cb (SmtThreadView *self)
{
  g_autofree char *text =
      smt_thread_to_text (smt_entry_at (self->queue, self->index), messages_of (self), smt_desk_get_today (self->desk));

  smt_clipboard_copy (GTK_WIDGET (self), text);
  g_signal_emit (self, signals[SIGNAL_SAID], 0,
                 C_ ("thread", "The thread is copied. It leaves the clipboard in two minutes."));
}

/* --- what is shown ---------------------------------------------------------------------------------------------------
 */

static GtkWidget *
add_flow (SmtThreadView *self)
{
  GtkWidget *flow = smt_wrapped_box_new (BUTTON_SPACE);

  gtk_box_append (GTK_BOX (self), flow);
  return flow;
}

static GtkWidget *
make_entry (SmtThreadView *self)
{
  GtkWidget *entry = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *scroller;

  self->entry = GTK_TEXT_VIEW (entry);
  gtk_text_view_set_wrap_mode (self->entry, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->entry, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("thread", "What to say"),
                                  -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (entry, keys);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), entry);
  gtk_widget_add_css_class (scroller, "thread-entry");
  return scroller;
}

static void
add_answering (SmtThreadView *self)
{
  g_auto (GStrv) answers = smt_ready_answers (smt_decide_get_role ());
  const char *begun = g_hash_table_lookup (self->begun, self->name);
  GtkWidget *flow = add_flow (self);

  for (guint i = 0; answers[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (answers[i]);

      smt_wrap_buttons (button);
      g_signal_connect (button, "clicked", G_CALLBACK (ready_cb), self);
      gtk_box_append (GTK_BOX (flow), button);
    }
  gtk_box_append (GTK_BOX (self), smt_wrapped_label_new (C_ ("thread", "What to say"), "quiet"));
  gtk_box_append (GTK_BOX (self), make_entry (self));
  write_in (self, begun != NULL ? begun : "");
  gtk_box_append (GTK_BOX (add_flow (self)),
                  smt_wrapped_button_new (C_ ("thread", "Say it in the thread"), G_CALLBACK (write_cb), self));
}

static void
add_messages (SmtThreadView *self)
{
  GPtrArray *messages = messages_of (self);
  GtkListBox *list;

  if (messages == NULL)
    return;
  gtk_box_append (GTK_BOX (self), smt_section_new (C_ ("thread", "Thread"), &list));
  for (guint i = 0; i < messages->len; i++)
    {
      g_autofree char *line = smt_message_line (g_ptr_array_index (messages, i), smt_desk_get_today (self->desk));
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), smt_wrapped_label_new (line, "quiet-row"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
      gtk_list_box_append (list, row);
    }
}

static void
add_prescription (SmtThreadView *self, SmtThreadState state)
{
  const SmtCleanup *entry = smt_entry_at (self->queue, self->index);
  g_autofree char *person = smt_entry_dup_person_born (self->queue, entry);
  g_autofree char *settled = smt_cleanup_state_sentence (entry);
  g_autofree char *words = g_strdup_printf ("%s · %s", smt_word_for_thread (state), settled);

  gtk_box_append (GTK_BOX (self), smt_wrapped_title_new (smt_entry_medicine (entry), "detail-title"));
  gtk_box_append (GTK_BOX (self), smt_wrapped_label_new (person, "quiet"));
  gtk_box_append (GTK_BOX (self), smt_evidence_box_new (entry));
  gtk_box_append (GTK_BOX (self), smt_wrapped_label_new (words, "heading"));
}

static void
empty (SmtThreadView *self)
{
  GtkWidget *child;

  self->entry = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

/**
 * smt_thread_view_show:
 * @self: a view
 * @desk: where what is said goes
 * @queue: as it was read last
 * @index: of the entry whose thread is shown; the field has the focus, or the first button where nothing more can be
 * said
 */
void
smt_thread_view_show (SmtThreadView *self, SmtDesk *desk, SmtCleanupQueue *queue, guint index)
{
  SmtThreadState state;
  GtkWidget *flow;

  g_return_if_fail (SMT_IS_THREAD_VIEW (self) && SMT_IS_DESK (desk) && queue != NULL);

  keep_begun (self);
  empty (self);
  smt_cleanup_queue_ref (queue);
  g_clear_pointer (&self->queue, smt_cleanup_queue_unref);
  self->queue = queue;
  g_set_object (&self->desk, desk);
  self->index = index;
  g_free (self->name);
  self->name = smt_entry_dup_name (smt_entry_at (queue, index));

  state = smt_thread_state (smt_entry_at (queue, index), messages_of (self));
  add_prescription (self, state);
  add_messages (self);
  if (state != SMT_THREAD_CLOSED)
    add_answering (self);
  flow = add_flow (self);
  gtk_box_append (GTK_BOX (flow),
                  smt_wrapped_button_new (C_ ("thread", "Open the patient"), G_CALLBACK (patient_cb), self));
  gtk_box_append (GTK_BOX (flow),
                  smt_wrapped_button_new (C_ ("thread", "Copy the thread"), G_CALLBACK (copy_cb), self));
  gtk_box_append (GTK_BOX (flow), smt_wrapped_button_new (C_ ("thread", "← All threads"), G_CALLBACK (back_cb), self));
  gtk_widget_grab_focus (self->entry != NULL ? GTK_WIDGET (self->entry) : gtk_widget_get_first_child (flow));
}

/** smt_thread_view_clear: of another desk nothing is left, and nothing that was begun */
void
smt_thread_view_clear (SmtThreadView *self)
{
  g_return_if_fail (SMT_IS_THREAD_VIEW (self));

  empty (self);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->queue, smt_cleanup_queue_unref);
  g_clear_object (&self->desk);
  g_hash_table_remove_all (self->begun);
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
smt_thread_view_dispose (GObject *object)
{
  SmtThreadView *self = SMT_THREAD_VIEW (object);

  self->entry = NULL;
  g_clear_pointer (&self->queue, smt_cleanup_queue_unref);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (smt_thread_view_parent_class)->dispose (object);
}

static void
smt_thread_view_finalize (GObject *object)
{
  g_hash_table_unref (SMT_THREAD_VIEW (object)->begun);
  G_OBJECT_CLASS (smt_thread_view_parent_class)->finalize (object);
}

static void
smt_thread_view_class_init (SmtThreadViewClass *klass)
{
  static const char *const names[] = {
    [SIGNAL_WRITTEN] = "written", [SIGNAL_PATIENT] = "patient", [SIGNAL_BACK] = "back"
  };
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_thread_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = smt_thread_view_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      signals[i] = g_signal_new (names[i], type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAID] =
      g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
smt_thread_view_init (SmtThreadView *self)
{
  self->begun = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACE);
}

/** smt_thread_view_new: Returns: (transfer floating): a view of nothing yet */
GtkWidget *
smt_thread_view_new (void)
{
  return g_object_new (SMT_TYPE_THREAD_VIEW, NULL);
}
