/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queues in the window: shown in the place of the patient; an entry of one opens its patient at that row.
 */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "reconcile/smt-cleanup.h"
#include "ui/smt-window-private.h"

static const char *const queues[] = { "cleanup", "round", "pharmacy" };

/* Returns: (nullable): the queue that is the page @name of the middle */
static SmtQueuePage *
find_queue (SmtWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->middle, name);

  return SMT_IS_QUEUE_PAGE (page) ? SMT_QUEUE_PAGE (page) : NULL;
}

/* Returns: (nullable): the queue that is shown now */
SmtQueuePage *
_smt_window_get_queue (SmtWindow *self)
{
  return find_queue (self, gtk_stack_get_visible_child_name (self->middle));
}

/* What led to the patient at work does not any more. */
void
_smt_window_leave_queue (SmtWindow *self)
{
  self->queue = NULL;
  g_clear_pointer (&self->wanted_row, g_free);
}

/* Time has passed, or somebody else is here: the queue that is shown is read anew; the focus stays where it is. */
void
_smt_window_refresh_queue (SmtWindow *self)
{
  SmtQueuePage *queue = _smt_window_get_queue (self);

  if (queue != NULL && !_smt_window_must_sign_in (self))
    smt_queue_page_refresh (queue);
}

void
_smt_window_show_queue (SmtWindow *self, const char *name)
{
  if (self->desk == NULL)
    return;
  if (_smt_window_must_sign_in (self))
    {
      _smt_window_tell (self, C_ ("sign-in", "Sign in first; then open the queue."), FALSE);
      return;
    }
  if (g_str_equal (gtk_stack_get_visible_child_name (self->middle), "loading"))
    g_cancellable_cancel (self->cancellable); /* it would take the place of the queue */
  _smt_window_leave_queue (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  _smt_window_show_page (self, name);
  smt_queue_page_show (find_queue (self, name));
}

/* Opens the patient @item (nullable) at the row @key (nullable); @queue leads back, and on to the next. */
static void
opened_cb (SmtQueuePage *queue, SmtWorkItem *item, const char *key, SmtWindow *self)
{
  if (item == NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self), "lookup", NULL);
      _smt_window_tell (self,
                        C_ ("clean-up",
                            "A findings file does not say whose the entry is. Look the patient up: the entry "
                            "is then found by its id."),
                        FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    if (find_queue (self, queues[i]) == queue)
      self->queue = queues[i];
  g_free (self->wanted_row);
  self->wanted_row = g_strdup (key);
  if (item != NULL)
    _smt_window_open_item (self, item);
}

static void
said_cb (SmtWindow *self, const char *words)
{
  _smt_window_tell (self, words, FALSE);
}

/* Returns: (nullable): the row that a queue means by @wanted: it says its key, or the id that a findings file knows */
static const char *
find_wanted (SmtWindow *self, const char *wanted)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtTreatment *treatment = smt_reconciliation_get_row (reconciliation, i)->treatment;
      g_autofree char *name = smt_treatment_dup_name (treatment);
      g_autofree char *of_file = smt_cleanup_dup_file_key (name);

      if (g_str_equal (wanted, treatment->key) || g_str_equal (wanted, of_file))
        return treatment->key;
    }
  return NULL;
}

/* Returns: whether the row that was asked for by a queue has the focus now */
gboolean
_smt_window_focus_wanted (SmtWindow *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted_row);
  const char *key = wanted != NULL ? find_wanted (self, wanted) : NULL;

  if (key == NULL || smt_patient_page_find_row (self->patient_page, key) == NULL)
    return FALSE;
  smt_detail_pane_show (self->detail_pane, self->context, key);
  return smt_patient_page_focus_row (self->patient_page, key);
}

/* What waits next in the queue that is shown, or that the patient at work was opened from. Returns: FALSE where there
 * is no such queue */
gboolean
_smt_window_open_next_of_queue (SmtWindow *self)
{
  const char *middle = gtk_stack_get_visible_child_name (self->middle);
  const char *name = find_queue (self, middle) != NULL ? middle : self->queue;

  if (name == NULL)
    return FALSE;
  if (g_str_equal (name, "pharmacy"))
    _smt_window_show_page (self, name); /* a thread is answered there, not at the patient */
  if (!smt_queue_page_open_next (find_queue (self, name)))
    _smt_window_tell (self, C_ ("window", "This was the last patient of the queue."), FALSE);
  return TRUE;
}

static void
show_queue_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_show_queue (data, g_action_get_name (G_ACTION (action)));
}

static const GActionEntry entries[] = {
  { .name = "cleanup", .activate = show_queue_cb },
  { .name = "round", .activate = show_queue_cb },
  { .name = "pharmacy", .activate = show_queue_cb },
};

void
_smt_window_install_queues (SmtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      SmtQueuePage *queue = find_queue (self, queues[i]);

      g_signal_connect_object (queue, "opened", G_CALLBACK (opened_cb), self, 0);
      g_signal_connect_object (queue, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
    }
}

void
_smt_window_set_queue_desk (SmtWindow *self)
{
  _smt_window_leave_queue (self);
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    smt_queue_page_set_desk (find_queue (self, queues[i]), self->desk);
}
