/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-grouping.h"
#include "ui/smt-decide.h"
#include "ui/smt-folding.h"
#include "ui/smt-print-window.h"
#include "ui/smt-window-private.h"

static void
lookup_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  g_clear_object (&self->item);
  _smt_window_leave_queue (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  _smt_window_show_page (self, "lookup");
  smt_lookup_page_start (self->lookup_page);
}

static void
open_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_choose_file (data, FALSE);
}

static void
compare_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_choose_file (data, TRUE);
}

static void
remove_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_remove_file (data, g_variant_get_string (parameter, NULL));
}

static void
pair_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_say_pair (data, parameter, g_str_equal (g_action_get_name (G_ACTION (action)), "unpair"));
}

/* The same lookup once more, with what is to be opened left to choose. */
static void
open_closed_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (self->context == NULL)
    return;
  _smt_window_show_page (self, "lookup");
  smt_lookup_page_fill_request (self->lookup_page, smt_patient_context_get_request (self->context),
                                g_variant_get_string (parameter, NULL));
}

static void
reload_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_reload (data);
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  SmtQueuePage *queue = _smt_window_get_queue (self);

  if (queue == NULL)
    smt_patient_page_search (self->patient_page);
  else
    smt_queue_page_search (queue);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (smt_patient_context_undo (self->context))
    smt_message_bar_hide (self->message_bar);
  else if (_smt_window_context_flag (self, "can-undo"))
    _smt_window_tell (self, C_ ("window", "A doctor did this: only a doctor takes it back."), FALSE);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (!smt_patient_context_redo (self->context) && _smt_window_context_flag (self, "can-redo"))
    _smt_window_tell (self, C_ ("window", "A doctor did this: only a doctor does it again."), FALSE);
}

static void
keep_unchanged_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  SmtRole role = smt_decide_get_role ();
  guint n = smt_patient_context_keep_unchanged (self->context, role);
  g_autofree char *text = NULL;

  if (role == SMT_ROLE_DOCTOR)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row kept", "%u rows kept", n), n);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row kept as a draft", "%u rows kept as drafts", n), n);
  _smt_window_tell (self, text, n > 0);
}

static void
join_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  guint n = smt_patient_context_join_all (self->context, smt_decide_get_role ());
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u prescription joined with its line",
                                                        "%u prescriptions joined with their lines", n),
                                           n);

  _smt_window_tell (self, text, n > 0);
}

/* What is refused is named where the list is: a message is gone before it is read. */
static void
renew_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  guint n = 0;
  g_autofree char *text = smt_decide_renew_all (self->context, &n);
  g_autofree char *renewed = smt_decide_renewed_words (n);

  smt_patient_page_say (self->patient_page, text);
  _smt_window_tell (self, renewed, n > 0);
}

static void
approve_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  gboolean reviewing = g_str_equal (gtk_stack_get_visible_child_name (self->pages), "review");
  guint n = smt_patient_context_approve_all (self->context);
  g_autofree char *text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u draft approved", "%u drafts approved", n), n);

  if (!reviewing) /* the button that was pressed is gone */
    _smt_window_focus_row (self, NULL);
  _smt_window_tell (self, text, n > 0);
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  _smt_window_show_page (self, "review");
  smt_review_page_update (self->review_page);
  gtk_widget_child_focus (GTK_WIDGET (self->review_page), GTK_DIR_TAB_FORWARD);
}

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_send (data);
}

/* Why the key that would send does not, where that is not plain; NULL while or after a send. */
static char *
dup_send_refusal (SmtWindow *self)
{
  const SmtReconciliation *reconciliation;
  guint n;

  if (self->context == NULL || !smt_context_is_open (self->context))
    return NULL;
  if (smt_decide_get_role () != SMT_ROLE_DOCTOR)
    return g_strdup (C_ ("review", "Only a doctor signs and sends. What you decided waits as drafts."));
  reconciliation = smt_patient_context_get_reconciliation (self->context);
  if (smt_reconciliation_pause_blocks (reconciliation))
    return g_strdup (C_ ("review", "Nothing is sent: the whole list is paused"));
  n = smt_reconciliation_count_blocking (reconciliation);
  return n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Nothing is sent: %u row must be decided first",
                                               "Nothing is sent: %u rows must be decided first", n),
                                  n)
               : NULL;
}

/* One key leads through: from the list to the review, from the review to the send. */
static void
review_or_send_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  gboolean reviewing = g_str_equal (gtk_stack_get_visible_child_name (self->pages), "review");
  gboolean may_send = g_action_group_get_action_enabled (G_ACTION_GROUP (self), "send");
  g_autofree char *refusal = reviewing && !may_send ? dup_send_refusal (self) : NULL;

  if (refusal != NULL)
    _smt_window_tell (self, refusal, FALSE);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self), reviewing ? "send" : "review", NULL);
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_cancellable_cancel (SMT_WINDOW (data)->cancellable);
}

/* The patient's list, and not the details in its place. */
gboolean
_smt_window_shows_list (SmtWindow *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->middle), "patient")
         && !(adw_leaflet_get_folded (self->leaflet)
              && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->detail_pane));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  const char *middle = gtk_stack_get_visible_child_name (self->middle);
  SmtQueuePage *queue = _smt_window_get_queue (self);

  if (g_str_equal (middle, "loading"))
    return;
  if (queue != NULL && smt_queue_page_back (queue))
    return;
  if (g_str_equal (page, "work") && _smt_window_leave_past (self))
    return;
  if (g_str_equal (page, "work") && self->queue != NULL
      && (_smt_window_shows_list (self) || (g_str_equal (middle, "lookup") && self->wanted_row != NULL)))
    {
      _smt_window_show_queue (self, self->queue);
      return;
    }
  if (g_str_equal (page, "work") && !g_str_equal (middle, "lookup") && !g_str_equal (middle, "error") && queue == NULL
      && !(adw_leaflet_get_folded (self->leaflet) && self->context != NULL))
    return;
  _smt_window_show_page (self, self->context != NULL ? "patient" : "start");
  if (self->context != NULL)
    _smt_window_focus_row (self, NULL);
}

static void
show_row_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  _smt_window_show_page (self, "patient");
  _smt_window_focus_row (self, g_variant_get_string (parameter, NULL));
}

static void
show_conflicts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  _smt_window_show_page (self, "patient");
  smt_patient_page_focus_conflict (self->patient_page);
}

static void
resume_list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  _smt_window_show_page (self, "patient");
  smt_patient_page_ask_of_list (self->patient_page);
}

static void
show_folded_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (self->context != NULL)
    smt_folding_show (self->context, !smt_folding_are_shown (self->context));
}

static void
keep_paused_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_patient_context_clear (SMT_WINDOW (data)->context, SMT_WHOLE_LIST);
}

static void
focus_row_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (adw_leaflet_get_folded (self->leaflet))
    _smt_window_show_page (self, "patient");
  _smt_window_focus_row (self, g_variant_get_string (parameter, NULL));
}

static void
show_details_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  smt_detail_pane_show (self->detail_pane, self->context, g_variant_get_string (parameter, NULL));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->detail_pane));
  if (g_str_equal (g_action_get_name (G_ACTION (action)), "show-history"))
    smt_detail_pane_show_history (self->detail_pane);
  else if (g_str_equal (g_action_get_name (G_ACTION (action)), "show-sources"))
    smt_detail_pane_show_beside (self->detail_pane);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->detail_pane));
}

static void
edit_dose_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  smt_detail_pane_show (self->detail_pane, self->context, g_variant_get_string (parameter, NULL));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->detail_pane));
  if (g_str_equal (g_action_get_name (G_ACTION (action)), "edit-pharmacy-dose"))
    smt_detail_pane_edit_pharmacy_dose (self->detail_pane);
  else
    smt_detail_pane_edit (self->detail_pane, NULL);
}

/* What was decided here is behind; the eye goes on to what waits. */
static void
next_open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_patient_page_focus_next_open (SMT_WINDOW (data)->patient_page, g_variant_get_string (parameter, NULL));
}

static void
next_patient_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  if (_smt_window_open_next_of_queue (self))
    return;
  if (!smt_work_list_pane_open_next (self->work_list))
    _smt_window_tell (self, C_ ("window", "This was the last patient of the list."), FALSE);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtWindow *self = data;

  gtk_window_present (smt_print_window_new (GTK_WINDOW (self), self->context, smt_desk_is_synthetic (self->desk)));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_show_shortcuts (data);
}

static void
copy_note_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_review_page_copy_note (SMT_WINDOW (data)->review_page);
}

static void
tell_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_tell (data, g_variant_get_string (parameter, NULL), FALSE);
}

static void
tell_decided_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _smt_window_tell (data, g_variant_get_string (parameter, NULL), TRUE);
}

/* --- panes -----------------------------------------------------------------------------------------------------------
 */

#define N_PANES 3

static gboolean
enter_pane (SmtWindow *self, GtkWidget *pane)
{
  if (!gtk_widget_get_mapped (pane) || !gtk_widget_get_child_visible (pane))
    return FALSE;
  if (pane == GTK_WIDGET (self->middle) && g_str_equal (gtk_stack_get_visible_child_name (self->middle), "patient"))
    return smt_patient_page_focus_row (self->patient_page, NULL);
  return pane == GTK_WIDGET (self->middle) ? gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD)
                                           : gtk_widget_grab_focus (pane);
}

static void
move_pane (SmtWindow *self, int step)
{
  GtkWidget *panes[N_PANES] = { GTK_WIDGET (self->work_list), GTK_WIDGET (self->middle),
                                GTK_WIDGET (self->detail_pane) };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int at = step > 0 ? -1 : N_PANES;

  for (int i = 0; i < N_PANES && focus != NULL; i++)
    if (gtk_widget_is_ancestor (focus, panes[i]))
      at = i;
  for (int tries = 0; tries < N_PANES; tries++)
    {
      at = (at + step + N_PANES) % N_PANES;
      if (enter_pane (self, panes[at]))
        return;
    }
}

static void
next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_pane (data, 1);
}

static void
previous_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move_pane (data, -1);
}

static void
group_by_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_grouping_set (g_variant_get_string (parameter, NULL));
  g_simple_action_set_state (action, parameter);
  smt_patient_page_regroup (SMT_WINDOW (data)->patient_page);
}

/* The menu shows what is chosen for whoever works here. Returns: whether that is another choice than it showed */
gboolean
_smt_window_show_grouping (SmtWindow *self)
{
  GAction *group_by = g_action_map_lookup_action (G_ACTION_MAP (self), "group-by");
  g_autoptr (GVariant) before = g_action_get_state (group_by);
  const char *name = smt_grouping_name (smt_grouping_get ());

  g_simple_action_set_state (G_SIMPLE_ACTION (group_by), g_variant_new_string (name));
  return !g_str_equal (g_variant_get_string (before, NULL), name);
}

static const GActionEntry entries[] = {
  { .name = "group-by", .activate = group_by_cb, .parameter_type = "s", .state = "'status'" },
  { .name = "lookup", .activate = lookup_cb },
  { .name = "open-file", .activate = open_file_cb },
  { .name = "compare-file", .activate = compare_file_cb },
  { .name = "remove-file", .activate = remove_file_cb, .parameter_type = "s" },
  { .name = "pair", .activate = pair_cb, .parameter_type = "(ssssb)" },
  { .name = "unpair", .activate = pair_cb, .parameter_type = "(ssssb)" },
  { .name = "open-closed", .activate = open_closed_cb, .parameter_type = "s" },
  { .name = "reload", .activate = reload_cb },
  { .name = "search", .activate = search_cb },
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "keep-unchanged", .activate = keep_unchanged_cb },
  { .name = "join-all", .activate = join_all_cb },
  { .name = "renew-all", .activate = renew_all_cb },
  { .name = "approve-all", .activate = approve_all_cb },
  { .name = "review", .activate = review_cb },
  { .name = "send", .activate = send_cb },
  { .name = "review-or-send", .activate = review_or_send_cb },
  { .name = "cancel", .activate = cancel_cb },
  { .name = "back", .activate = back_cb },
  { .name = "next-pane", .activate = next_pane_cb },
  { .name = "previous-pane", .activate = previous_pane_cb },
  { .name = "show-row", .activate = show_row_cb, .parameter_type = "s" },
  { .name = "show-conflicts", .activate = show_conflicts_cb },
  { .name = "resume-list", .activate = resume_list_cb },
  { .name = "keep-paused", .activate = keep_paused_cb },
  { .name = "show-folded", .activate = show_folded_cb },
  { .name = "focus-row", .activate = focus_row_cb, .parameter_type = "s" },
  { .name = "show-details", .activate = show_details_cb, .parameter_type = "s" },
  { .name = "show-history", .activate = show_details_cb, .parameter_type = "s" },
  { .name = "show-sources", .activate = show_details_cb, .parameter_type = "s" },
  { .name = "next-open", .activate = next_open_cb, .parameter_type = "s" },
  { .name = "next-patient", .activate = next_patient_cb },
  { .name = "edit-dose", .activate = edit_dose_cb, .parameter_type = "s" },
  { .name = "edit-pharmacy-dose", .activate = edit_dose_cb, .parameter_type = "s" },
  { .name = "print", .activate = print_cb },
  { .name = "shortcuts", .activate = shortcuts_cb },
  { .name = "copy-note", .activate = copy_note_cb },
  { .name = "tell", .activate = tell_cb, .parameter_type = "s" },
  { .name = "tell-decided", .activate = tell_decided_cb, .parameter_type = "s" },
};

/* Everything a user can do is an action with a name. */
void
_smt_window_install_actions (SmtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  _smt_window_show_grouping (self);
}
