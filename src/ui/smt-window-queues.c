/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queues in the window: shown in the place of the patient; an entry of one opens its patient at that row.
 */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-window-private.h"

/* Whether @middle is the page of a queue. */
gboolean
_smt_window_is_queue (const char *middle)
{
  return g_str_equal (middle, "cleanup") || g_str_equal (middle, "round") || g_str_equal (middle, "pharmacy");
}

/* What led to the patient at work does not any more. */
void
_smt_window_leave_queue (SmtWindow *self)
{
  self->queue = NULL;
  g_clear_pointer (&self->wanted_row, g_free);
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
  _smt_window_leave_queue (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  _smt_window_show_page (self, name);
  if (g_str_equal (name, "pharmacy"))
    smt_pharmacy_page_show (self->pharmacy_page);
  else if (g_str_equal (name, "round"))
    smt_round_page_show (self->round_page);
  else
    smt_cleanup_page_show (self->cleanup_page);
}

/* Opens the patient @item at the row @key; @queue leads back, and on to the next. */
static void
open_from (SmtWindow *self, const char *queue, SmtWorkItem *item, const char *key)
{
  if (item == NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self), "lookup", NULL);
      _smt_window_tell (self,
                        C_ ("clean-up",
                            "A findings file does not say whose the entry is. Look the patient up: the entry "
                            "is then found by its id."),
                        FALSE);
      return;
    }
  self->queue = queue;
  g_free (self->wanted_row);
  self->wanted_row = g_strdup (key);
  _smt_window_open_item (self, item);
}

static void
cleanup_opened_cb (SmtWindow *self, SmtWorkItem *item, const char *key)
{
  open_from (self, "cleanup", item, key);
}

static void
pharmacy_opened_cb (SmtWindow *self, SmtWorkItem *item, const char *key)
{
  open_from (self, "pharmacy", item, key);
}

static void
round_opened_cb (SmtWindow *self, SmtWorkItem *item)
{
  open_from (self, "round", item, NULL);
}

static void
said_cb (SmtWindow *self, const char *words)
{
  _smt_window_tell (self, words, FALSE);
}

/* Returns: whether @key, or the row that was asked for by a queue, has the focus now */
gboolean
_smt_window_focus_wanted (SmtWindow *self)
{
  g_autofree char *key = g_steal_pointer (&self->wanted_row);

  if (key == NULL || smt_patient_page_find_row (self->patient_page, key) == NULL)
    return FALSE;
  smt_detail_pane_show (self->detail_pane, self->context, key);
  return smt_patient_page_focus_row (self->patient_page, key);
}

/* The next patient of the queue that is shown, or that the patient at work was opened from. Returns: FALSE where there
 * is no such queue */
gboolean
_smt_window_open_next_of_queue (SmtWindow *self)
{
  const char *middle = gtk_stack_get_visible_child_name (self->middle);

  const char *queue = _smt_window_is_queue (middle) ? middle : self->queue;
  gboolean opened;

  if (queue == NULL)
    return FALSE;
  if (g_str_equal (queue, "pharmacy"))
    _smt_window_show_page (self, "pharmacy"); /* a thread is answered there, not at the patient */
  opened = g_str_equal (queue, "pharmacy") ? smt_pharmacy_page_open_next (self->pharmacy_page)
           : g_str_equal (queue, "round")  ? smt_round_page_open_next (self->round_page)
                                           : smt_cleanup_page_open_next (self->cleanup_page);
  if (!opened)
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
  g_signal_connect_object (self->cleanup_page, "opened", G_CALLBACK (cleanup_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pharmacy_page, "opened", G_CALLBACK (pharmacy_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pharmacy_page, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->round_page, "opened", G_CALLBACK (round_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->round_page, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cleanup_page, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
}

void
_smt_window_set_queue_desk (SmtWindow *self)
{
  _smt_window_leave_queue (self);
  smt_cleanup_page_set_desk (self->cleanup_page, self->desk);
  smt_round_page_set_desk (self->round_page, self->desk);
  smt_pharmacy_page_set_desk (self->pharmacy_page, self->desk);
}
