/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-ui"

#include <glib/gi18n-lib.h>

#include "ui/smt-clipboard.h"
#include "ui/smt-focus.h"
#include "ui/smt-lock-page.h"
#include "ui/smt-sentences.h"
#include "ui/smt-window-private.h"

/* A locked window shows another page and holds what it showed outside the tree of widgets, as it was: no screen, no
 * screen reader and no key reaches it, and half a sentence in a form is there afterwards. Every other window of the
 * program is closed. */

static const char *const still_there[] = { "unlock", "cancel-unlock", "leave" };

static SmtHelseid *
get_helseid (SmtWindow *self)
{
  return self->desk != NULL ? smt_desk_get_helseid (self->desk) : NULL;
}

/* --- actions ---------------------------------------------------------------------------------------------------------
 */

static gboolean
is_of_lock (const char *name)
{
  return g_strv_contains (still_there, name) || g_str_equal (name, "lock");
}

/* Actions that say themselves when they can be done say so again after the lock; the others are given back as they
 * were. */
static void
take_actions (SmtWindow *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self));
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), names[i]);

      if (is_of_lock (names[i]) || !G_IS_SIMPLE_ACTION (action) || !g_action_get_enabled (action))
        continue;
      g_strv_builder_add (taken, names[i]);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), FALSE);
    }
  self->taken_actions = g_strv_builder_end (taken);
}

static void
give_actions_back (SmtWindow *self)
{
  g_auto (GStrv) taken = g_steal_pointer (&self->taken_actions);

  for (guint i = 0; taken[i] != NULL; i++)
    _smt_window_set_enabled (self, taken[i], TRUE);
}

static void
set_lock_actions (SmtWindow *self, gboolean locked)
{
  for (guint i = 0; i < G_N_ELEMENTS (still_there); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), still_there[i])),
                                 locked);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "lock")), !locked);
}

/* --- locking ---------------------------------------------------------------------------------------------------------
 */

/** _smt_window_close_others: closes every other window of the program: details, papers, logs, dialogs */
void
_smt_window_close_others (SmtWindow *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    g_object_ref (at->data);
  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (at->data != self && gtk_widget_get_visible (at->data))
        gtk_window_close (at->data);
      g_object_unref (at->data);
    }
}

/* A menu that is open would be open again, and take every key, when the window comes back. */
static void
close_popovers (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_visible (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
}

static gboolean
is_in_popover (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL;
}

static void
set_content (SmtWindow *self, GtkWidget *content)
{
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), content);
}

/**
 * smt_window_lock:
 * @self: a window
 *
 * Covers everything until the person who is signed in is back. Where somebody must sign in and nobody has, there is
 * nobody to come back: what is open is closed instead.
 */
void
smt_window_lock (SmtWindow *self)
{
  SmtHelseid *helseid;

  g_return_if_fail (SMT_IS_WINDOW (self));

  if (smt_window_is_locked (self))
    return;
  helseid = get_helseid (self);
  smt_clipboard_clear (gtk_widget_get_display (GTK_WIDGET (self)));
  _smt_window_close_others (self);
  if (helseid != NULL && smt_helseid_get_identity (helseid) == NULL)
    {
      _smt_window_forget_patients (self);
      return;
    }
  g_info ("the window is locked");
  close_popovers (GTK_WIDGET (self));
  if (!is_in_popover (gtk_window_get_focus (GTK_WINDOW (self))))
    g_set_weak_pointer (&self->focus_before, gtk_window_get_focus (GTK_WINDOW (self)));
  take_actions (self);
  set_lock_actions (self, TRUE);
  self->covered = g_object_ref (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  self->lock_page = SMT_LOCK_PAGE (smt_lock_page_new ());
  smt_lock_page_show (self->lock_page, self->desk);
  set_content (self, GTK_WIDGET (self->lock_page));
  gtk_widget_grab_focus (GTK_WIDGET (self->lock_page));
  g_object_notify (G_OBJECT (self), "locked");
}

static void
unlock (SmtWindow *self)
{
  g_autoptr (GtkWidget) covered = g_steal_pointer (&self->covered);
  GtkWidget *focus = self->focus_before;

  g_info ("the window is unlocked");
  g_clear_weak_pointer (&self->focus_before);
  self->lock_page = NULL;
  set_content (self, covered);
  set_lock_actions (self, FALSE);
  give_actions_back (self);
  _smt_window_show_sign_in (self);
  /* as it was: what is typed next comes after what was typed before */
  if (!smt_focus_again (focus))
    gtk_widget_child_focus (covered,
                            GTK_DIR_TAB_FORWARD); /* a row of a patient who was closed is still on its way out */
  g_object_notify (G_OBJECT (self), "locked");
  _smt_window_refresh_queue (self);
  _smt_window_take_over (self);
}

/** smt_window_is_locked: Returns: whether the window is covered until somebody is back */
gboolean
smt_window_is_locked (SmtWindow *self)
{
  g_return_val_if_fail (SMT_IS_WINDOW (self), FALSE);

  return self->covered != NULL;
}

/** _smt_window_show_lock: brings the page of a locked window in line with who is signed in */
void
_smt_window_show_lock (SmtWindow *self)
{
  if (self->lock_page != NULL)
    smt_lock_page_show (self->lock_page, self->desk);
}

/* --- and back --------------------------------------------------------------------------------------------------------
 */

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean same = smt_helseid_sign_in_finish (SMT_HELSEID (source), result, &error);
  g_autofree char *sentence = error != NULL ? smt_sentence_for_error (error) : NULL;

  /* closed meanwhile, or somebody else has signed out */
  if (self->desk == NULL || !smt_window_is_locked (self))
    return;
  if (same)
    {
      unlock (self);
      return;
    }
  smt_lock_page_say (self->lock_page, sentence);
  smt_lock_page_show (self->lock_page, self->desk);
  gtk_widget_grab_focus (GTK_WIDGET (self->lock_page));
}

static void
lock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_window_lock (data);
}

static void
unlock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  SmtHelseid *helseid = get_helseid (self);

  if (helseid == NULL)
    unlock (self);
  else if (smt_helseid_get_state (helseid) != SMT_HELSEID_SIGNING_IN)
    {
      smt_lock_page_say (self->lock_page, NULL);
      smt_helseid_confirm_async (helseid, NULL, confirmed_cb, g_object_ref (self));
    }
}

static void
cancel_unlock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtHelseid *helseid = get_helseid (data);

  if (helseid != NULL)
    smt_helseid_give_up (helseid, SMT_HELSEID_ERROR_CANCELLED, "cancelled");
}

/* For whoever comes next: what was open is closed, and what was decided waits in the journal. */
static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (get_helseid (self) == NULL)
    return;
  if (!_smt_window_sign_out (self))
    smt_lock_page_say (self->lock_page, C_ ("sign-in", "Sending: wait for the receipt before you sign out."));
  else
    unlock (self);
}

static const GActionEntry entries[] = {
  { .name = "lock", .activate = lock_cb },
  { .name = "unlock", .activate = unlock_cb },
  { .name = "cancel-unlock", .activate = cancel_unlock_cb },
  { .name = "leave", .activate = leave_cb },
};

void
_smt_window_install_lock (SmtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_lock_actions (self, FALSE);
}
