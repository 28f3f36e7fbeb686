/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-pharmacy-page.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-entry-row.h"
#include "ui/smt-thread-view.h"
#include "ui/smt-thread-words.h"

struct _SmtPharmacyPage
{
  SmtEntryPage parent_instance;

  SmtThreadView *thread;
};

G_DEFINE_FINAL_TYPE (SmtPharmacyPage, smt_pharmacy_page, SMT_TYPE_ENTRY_PAGE)

/* --- threads ---------------------------------------------------------------------------------------------------------
 */

/* A pharmacist is asked of what can be dispensed; what was said is kept in sight whatever has become of it. */
static gboolean
has_thread (SmtCleanupQueue *queue, const SmtCleanup *entry)
{
  return (smt_cleanup_remains (entry->state) && entry->flag->dispense == SMT_DISPENSE_POSSIBLE)
         || smt_cleanup_queue_get_thread (queue, entry) != NULL;
}

static SmtThreadState
state_of (SmtCleanupQueue *queue, const SmtCleanup *entry)
{
  return smt_thread_state (entry, smt_cleanup_queue_get_thread (queue, entry));
}

static GtkWidget *
make_row (SmtQueuePage *self, guint index)
{
  SmtCleanupQueue *queue = smt_entry_page_get_queue (SMT_ENTRY_PAGE (self));
  const SmtCleanup *entry = smt_entry_at (queue, index);
  GPtrArray *messages = smt_cleanup_queue_get_thread (queue, entry);
  SmtThreadState state = state_of (queue, entry);
  SmtDate today = smt_desk_get_today (smt_queue_page_get_desk (self));
  g_autofree char *last =
      messages != NULL ? smt_message_line (g_ptr_array_index (messages, messages->len - 1), today) : NULL;

  return smt_entry_row_new (queue, index, smt_word_for_thread (state), state != SMT_THREAD_CLOSED, last);
}

static void
open_thread (SmtQueuePage *page, guint index)
{
  SmtPharmacyPage *self = SMT_PHARMACY_PAGE (page);

  smt_queue_page_remember (page, index);
  smt_queue_page_show_place (page, "thread");
  smt_thread_view_show (self->thread, smt_queue_page_get_desk (page), smt_entry_page_get_queue (SMT_ENTRY_PAGE (page)),
                        index);
}

/* A doctor is asked, anybody else asks. */
static gboolean
waits (SmtQueuePage *self, guint index)
{
  SmtCleanupQueue *queue = smt_entry_page_get_queue (SMT_ENTRY_PAGE (self));
  const SmtCleanup *entry = smt_entry_at (queue, index);
  SmtThreadState mine = smt_decide_get_role () == SMT_ROLE_DOCTOR ? SMT_THREAD_ASKED : SMT_THREAD_SILENT;

  return has_thread (queue, entry) && state_of (queue, entry) == mine;
}

static void
show_list (SmtQueuePage *self)
{
  smt_queue_page_show_place (self, "list");
  smt_queue_page_focus_list (self);
  smt_queue_page_begin_anew (self);
}

static gboolean
back (SmtQueuePage *self)
{
  if (smt_queue_page_has_list (self))
    return FALSE;
  show_list (self);
  return TRUE;
}

/* What waits for who works here stands first: a doctor is asked; anybody else reads the answers, then asks. */
static SmtThreadState
state_at (guint place)
{
  static const SmtThreadState of_doctor[] = { SMT_THREAD_ASKED, SMT_THREAD_ANSWERED, SMT_THREAD_SILENT,
                                              SMT_THREAD_CLOSED };
  static const SmtThreadState of_others[] = { SMT_THREAD_ANSWERED, SMT_THREAD_SILENT, SMT_THREAD_ASKED,
                                              SMT_THREAD_CLOSED };

  G_STATIC_ASSERT (G_N_ELEMENTS (of_doctor) == SMT_N_THREAD_STATES && G_N_ELEMENTS (of_others) == SMT_N_THREAD_STATES);
  return (smt_decide_get_role () == SMT_ROLE_DOCTOR ? of_doctor : of_others)[place];
}

static char *
summarise (GArray *const indices[SMT_N_THREAD_STATES])
{
  guint n = 0;

  for (SmtThreadState state = 0; state < SMT_N_THREAD_STATES; state++)
    n += indices[state]->len;
  if (n == 0)
    return g_strdup (C_ ("thread", "No flagged prescription that can be dispensed is known. The queue fills with what "
                                   "lookups flag; nothing is fetched for it."));
  /* Translators: %1$u threads wait for the doctor, %2$u for a prescription, of %3$u prescriptions nothing was said */
  return g_strdup_printf (
      C_ ("thread", "%1$u wait for the doctor, %2$u for a new prescription; %3$u flagged prescriptions "
                    "without a word"),
      indices[SMT_THREAD_ASKED]->len, indices[SMT_THREAD_ANSWERED]->len, indices[SMT_THREAD_SILENT]->len);
}

static void
divide (SmtEntryPage *page, SmtCleanupQueue *queue)
{
  SmtQueuePage *self = SMT_QUEUE_PAGE (page);
  GArray *indices[SMT_N_THREAD_STATES];
  SmtQueueList *list;
  g_autofree char *words = NULL;

  for (SmtThreadState state = 0; state < SMT_N_THREAD_STATES; state++)
    indices[state] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < queue->entries->len; i++)
    if (has_thread (queue, smt_entry_at (queue, i)))
      g_array_append_val (indices[state_of (queue, smt_entry_at (queue, i))], i);
  words = summarise (indices);
  list = smt_queue_page_begin (self, words);
  for (guint place = 0; place < SMT_N_THREAD_STATES; place++)
    {
      SmtThreadState state = state_at (place);

      smt_queue_list_add_part (list, state, smt_word_for_thread (state), indices[state]);
      g_array_unref (indices[state]);
    }
  smt_queue_page_end (self);
  if (smt_queue_page_has_list (self))
    return;
  if (smt_queue_page_get_remembered (self) != SMT_QUEUE_LIST_NONE)
    open_thread (self, smt_queue_page_get_remembered (self));
  else
    show_list (self); /* the thread is there no more */
}

static void
forget (SmtQueuePage *self)
{
  SMT_QUEUE_PAGE_CLASS (smt_pharmacy_page_parent_class)->forget (self);
  smt_thread_view_clear (SMT_PHARMACY_PAGE (self)->thread);
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
patient_cb (SmtEntryPage *self)
{
  smt_entry_page_open_patient (
      self, smt_entry_at (smt_entry_page_get_queue (self), smt_queue_page_get_remembered (SMT_QUEUE_PAGE (self))));
}

static void
smt_pharmacy_page_class_init (SmtPharmacyPageClass *klass)
{
  SmtQueuePageClass *page_class = SMT_QUEUE_PAGE_CLASS (klass);

  page_class->name = "pharmacy";
  page_class->forget = forget;
  page_class->make_row = make_row;
  page_class->open = open_thread;
  page_class->waits = waits;
  page_class->back = back;
  SMT_ENTRY_PAGE_CLASS (klass)->divide = divide;
}

static void
smt_pharmacy_page_init (SmtPharmacyPage *self)
{
  SmtQueuePage *page = SMT_QUEUE_PAGE (self);

  smt_queue_page_set_texts (page, C_ ("thread", "Pharmacist"),
                            C_ ("thread", "What is said here stays on this machine: SFM carries no such messages. "
                                          "Copy the thread to send it through the journal system. A thread is "
                                          "closed when the new prescription has been fetched and checked."));
  self->thread = SMT_THREAD_VIEW (smt_thread_view_new ());
  smt_queue_page_add_place (page, "thread", GTK_WIDGET (self->thread));
  g_signal_connect_object (self->thread, "written", G_CALLBACK (smt_queue_page_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thread, "said", G_CALLBACK (smt_queue_page_say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thread, "patient", G_CALLBACK (patient_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thread, "back", G_CALLBACK (back), self, G_CONNECT_SWAPPED);
}
