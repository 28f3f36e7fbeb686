/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-patient-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/smt-alone-section.h"
#include "ui/smt-conflict-section.h"
#include "ui/smt-discard.h"
#include "ui/smt-empty-list.h"
#include "ui/smt-focus.h"
#include "ui/smt-follow-up-section.h"
#include "ui/smt-gone-section.h"
#include "ui/smt-group-section.h"
#include "ui/smt-identity-strip.h"
#include "ui/smt-journal-note.h"
#include "ui/smt-notice-strip.h"
#include "ui/smt-others-section.h"
#include "ui/smt-past-words.h"
#include "ui/smt-places.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-scroll.h"
#include "ui/smt-treatment-row.h"
#include "ui/smt-wrap.h"

/* The sections of a patient's page, in their order. */

static SmtGroupSection *
next_section (GtkWidget *child)
{
  while (child != NULL && (!SMT_IS_GROUP_SECTION (child) || smt_is_discarded (child)))
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? SMT_GROUP_SECTION (child) : NULL;
}

SmtGroupSection *
_smt_patient_page_first_section (SmtPatientPage *self)
{
  return next_section (gtk_widget_get_first_child (GTK_WIDGET (self->list_box)));
}

SmtGroupSection *
_smt_patient_page_section_after (SmtGroupSection *section)
{
  return next_section (gtk_widget_get_next_sibling (GTK_WIDGET (section)));
}

/* Puts @extra (nullable) at the end of the list, in the place of what was there for it. */
void
_smt_patient_page_set_extra (SmtPatientPage *self, GtkWidget **place, GtkWidget *extra)
{
  if (*place != NULL)
    gtk_box_remove (self->list_box, *place);
  *place = extra;
  if (extra != NULL)
    gtk_box_append (self->list_box, extra);
}

/* As the other extras, but that it has many rows. */
static void
set_alone (SmtPatientPage *self, GtkWidget *alone)
{
  if (self->alone != NULL)
    smt_discard (self->alone);
  self->alone = NULL;
  _smt_patient_page_set_extra (self, &self->alone, alone);
}

/* What stands only in files, where it stood; the rows that say the same stay. */
static void
show_alone (SmtPatientPage *self)
{
  GtkWidget *alone = smt_alone_section_sync (self->alone, self->context);

  if (alone != self->alone)
    set_alone (self, alone);
}

static void
forget_places (SmtPatientPage *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_pointer (&self->moving, g_hash_table_unref);
}

void
_smt_patient_page_clear_sections (SmtPatientPage *self)
{
  SmtGroupSection *section;

  forget_places (self);
  self->refocus = FALSE;
  while ((section = _smt_patient_page_first_section (self)) != NULL)
    smt_discard (GTK_WIDGET (section));
  if (self->conflicts != NULL)
    gtk_box_remove (self->list_box, self->conflicts);
  self->conflicts = NULL;
  _smt_patient_page_set_extra (self, &self->gone, NULL);
  set_alone (self, NULL);
  _smt_patient_page_set_extra (self, &self->follow_ups, NULL);
  _smt_patient_page_set_extra (self, &self->others, NULL);
  _smt_patient_page_set_extra (self, &self->last, NULL);
}

/* --- sections that stay ------------------------------------------------------------------------------------------- */

/* Finds for each place the section that can stay: making forty rows anew, and measuring them, takes longer than anybody
 * should wait for a pair that was said of two of them. The rows of the others will be moved. */
static void
keep_sections (SmtPatientPage *self)
{
  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL;
       section = _smt_patient_page_section_after (section))
    {
      gboolean kept = FALSE;

      for (guint i = 0; i < self->places->len && !kept; i++)
        {
          SmtPlace *place = g_ptr_array_index (self->places, i);

          kept = smt_group_section_stays (section, place->group, place->heading, place->keys, place->lanes);
          if (kept)
            {
              place->section = section;
              place->n_taken = place->keys->len;
            }
        }
      if (kept)
        continue;
      smt_group_section_leave (section, self->moving);
      g_ptr_array_add (self->leaving, section);
    }
}

/* Puts @widget (nullable), a child of the list already or a new one, behind @last. Returns: what the next one is put
 * behind */
static GtkWidget *
put_behind (SmtPatientPage *self, GtkWidget *widget, GtkWidget *last)
{
  if (widget == NULL)
    return last;
  if (gtk_widget_get_parent (widget) == NULL)
    gtk_box_insert_child_after (self->list_box, widget, last);
  else
    gtk_box_reorder_child_after (self->list_box, widget, last);
  return widget;
}

/* The sections in their order; what is gone and what is only in files stands behind what has changed. */
static void
put_sections (SmtPatientPage *self)
{
  GtkWidget *last = GTK_WIDGET (self->message_label);
  gboolean beside = FALSE;

  for (guint i = 0; i <= self->places->len; i++)
    {
      SmtPlace *place = i < self->places->len ? g_ptr_array_index (self->places, i) : NULL;

      if (!beside && (place == NULL || place->group > SMT_GROUP_CHANGED || place->heading != NULL))
        {
          last = put_behind (self, self->gone, last);
          last = put_behind (self, self->alone, last);
          beside = TRUE;
        }
      if (place == NULL)
        break;
      if (place->section == NULL)
        place->section = smt_group_section_new (self->context, place->group, place->heading, place->keys, place->lanes);
      last = put_behind (self, GTK_WIDGET (place->section), last);
    }
}

/* --- rows, a few at a time ---------------------------------------------------------------------------------------- */

#define ROWS_A_TURN 10 /* are put into another place before the next frame: more than can be seen */
#define ROWS_MOVED_A_FRAME 4
#define ROWS_AT_ONCE 4 /* most of what is seen of a list at first */
#define ROWS_A_FRAME 2 /* GTK measures and draws each of them in that frame, too */

static void
take_row (SmtPatientPage *self, SmtPlace *place)
{
  const char *key = g_ptr_array_index (place->keys, place->n_taken);
  GtkWidget *row = g_hash_table_lookup (self->moving, key);

  if (row == NULL)
    row = smt_treatment_row_new (self->context, key, self->buttons);
  else
    g_hash_table_remove (self->moving, key);
  smt_group_section_take (place->section, row, g_array_index (place->lanes, SmtLane, place->n_taken));
  place->n_taken++;
}

/* Even where the focus is still said to be: GTK moves it later on from what was moved, unless it is given anew. */
static void
give_focus_back (SmtPatientPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->focused != NULL && gtk_widget_get_mapped (self->focused))
    smt_focus_again (self->focused);
  else if (self->focused == NULL || root == NULL || gtk_root_get_focus (root) != self->focused)
    smt_patient_page_focus_row (self, NULL);
}

/* The focus is where it was, or on the row at work; and that is still to be seen. */
static void
restore_focus (SmtPatientPage *self)
{
  GtkWidget *row = self->current_key != NULL ? smt_patient_page_find_row (self, self->current_key) : NULL;

  if (row != NULL) /* it may be a new one */
    gtk_widget_add_css_class (row, "current");
  if (row != NULL && self->was_in_view)
    smt_scroll_to (row);
  if (!self->refocus)
    return;
  self->refocus = FALSE;
  give_focus_back (self);
  g_clear_weak_pointer (&self->focused);
}

static void
end_places (SmtPatientPage *self)
{
  g_autoptr (GPtrArray) leaving = g_steal_pointer (&self->leaving);

  forget_places (self);
  for (guint i = 0; i < leaving->len; i++)
    smt_discard (g_ptr_array_index (leaving, i));
  if (*gtk_editable_get_text (self->search_entry) != '\0')
    _smt_patient_page_filter (self);
  restore_focus (self);
}

/* Puts at most @most rows where they are to stand. */
static void
take_rows (SmtPatientPage *self, guint most)
{
  guint n = 0;

  if (self->places == NULL)
    return;
  for (guint i = 0; i < self->places->len; i++)
    {
      SmtPlace *place = g_ptr_array_index (self->places, i);

      for (; place->n_taken < place->keys->len; n++)
        {
          if (n == most)
            return;
          take_row (self, place);
        }
    }
  end_places (self);
}

void
_smt_patient_page_settle (SmtPatientPage *self)
{
  take_rows (self, G_MAXUINT);
}

/* What can be seen before what cannot. Returns: how many were late */
static guint
catch_up (SmtPatientPage *self, guint most)
{
  GtkWidget *const views[] = { self->scroller, NULL };
  guint n = 0;

  _smt_patient_page_settle (self);
  for (guint v = 0; v < G_N_ELEMENTS (views); v++)
    for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL && n < most;
         section = _smt_patient_page_section_after (section))
      n += smt_group_section_catch_up (section, views[v], most - n);
  if (self->alone != NULL && n < most)
    n += smt_alone_section_catch_up (self->alone, self->context, most - n);
  return n;
}

static gboolean
is_taken (SmtPatientPage *self, const char *key)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const SmtPlace *place = g_ptr_array_index (self->places, i);

      for (guint k = 0; k < place->n_taken; k++)
        if (g_str_equal (g_ptr_array_index (place->keys, k), key))
          return TRUE;
    }
  return FALSE;
}

/* Whether all that is seen is in its place: at the top of the page the rows that stand first, with the row at work
 * among them where that was seen. */
static gboolean
rest_can_wait (SmtPatientPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  return g_hash_table_size (self->moving) > 0 && gtk_adjustment_get_value (adjustment) <= 0
         && *gtk_editable_get_text (self->search_entry) == '\0'
         && (self->current_key == NULL || !(self->refocus || self->was_in_view) || is_taken (self, self->current_key));
}

/* What has not been moved yet is not seen where it was. */
static void
let_rest_wait (SmtPatientPage *self)
{
  for (guint i = 0; i < self->leaving->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->leaving, i), FALSE);
  restore_focus (self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SmtPatientPage *self = SMT_PATIENT_PAGE (widget);

  if (self->places != NULL)
    {
      take_rows (self, ROWS_MOVED_A_FRAME);
      return G_SOURCE_CONTINUE;
    }
  if (catch_up (self, ROWS_A_FRAME) == ROWS_A_FRAME)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
go_on_in_frames (SmtPatientPage *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static gboolean
turn_cb (gpointer data)
{
  SmtPatientPage *self = data;

  if (self->places != NULL)
    {
      take_rows (self, ROWS_A_TURN);
      if (self->places == NULL || !rest_can_wait (self))
        return G_SOURCE_CONTINUE;
      let_rest_wait (self);
      go_on_in_frames (self);
    }
  else if (self->context != NULL && catch_up (self, ROWS_AT_ONCE) == ROWS_AT_ONCE)
    go_on_in_frames (self);
  self->turn = 0;
  return G_SOURCE_REMOVE;
}

/* In turns of their own, before GTK draws again: nobody sees half of it. */
void
_smt_patient_page_catch_up (SmtPatientPage *self)
{
  if (self->turn == 0)
    self->turn = g_idle_add_full (G_PRIORITY_HIGH_IDLE, turn_cb, self, NULL);
}

/* What is above a row that is made later would push it out of sight. */
void
_smt_patient_page_catch_up_to (SmtPatientPage *self, GtkWidget *row)
{
  if (self->moving != NULL && g_hash_table_contains (self->moving, smt_treatment_row_get_key (SMT_TREATMENT_ROW (row))))
    _smt_patient_page_settle (self);
  if (smt_treatment_row_is_made (SMT_TREATMENT_ROW (row)))
    smt_treatment_row_catch_up (SMT_TREATMENT_ROW (row));
  while (smt_treatment_row_is_late (SMT_TREATMENT_ROW (row)) && catch_up (self, 1) > 0)
    ;
}

static void
remember_focus (SmtPatientPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = self->current_key != NULL ? smt_patient_page_find_row (self, self->current_key) : NULL;

  if (self->refocus) /* the rows are on their way already */
    return;
  if (self->places == NULL)
    self->was_in_view = row != NULL && smt_is_in_view (row, self->scroller);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  self->refocus = TRUE;
  g_set_weak_pointer (&self->focused, focus);
}

void
_smt_patient_page_arrange (SmtPatientPage *self)
{
  remember_focus (self);
  forget_places (self);
  self->moving = g_hash_table_new (g_str_hash, g_str_equal);
  self->leaving = g_ptr_array_new ();
  self->places = smt_places_new (smt_patient_context_get_reconciliation (self->context), smt_grouping_get ());
  keep_sections (self);
  put_sections (self);
  _smt_patient_page_catch_up (self);
}

/* (nullable): what was said of the reconciliation before this one, or of the earlier one shown: with whom, from what,
 * until when. */
static GtkWidget *
make_last (SmtPatientContext *context)
{
  const SmtPastView *view = smt_patient_context_get_past (context);
  gboolean alone = view != NULL && view->since == NULL;
  g_autofree char *said = alone ? smt_past_last_words (context) : smt_journal_note_last (context);
  GtkWidget *section, *button;

  if (said == NULL)
    return NULL;
  section = smt_quiet_section_new (alone          ? C_ ("group", "This reconciliation")
                                   : view != NULL ? C_ ("group", "The earlier reconciliation")
                                                  : C_ ("group", "Previous reconciliation"),
                                   1);
  button = view == NULL ? gtk_button_new_with_label (C_ ("past", "Earlier reconciliations…")) : NULL;
  if (button != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.past");
  smt_quiet_section_add (section, said, NULL, NULL, button);
  smt_wrap_buttons (section);
  return section;
}

static void
refresh_rows (SmtPatientPage *self)
{
  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL;
       section = _smt_patient_page_section_after (section))
    smt_group_section_refresh (section);
}

void
_smt_patient_page_build_sections (SmtPatientPage *self)
{
  /* another list has other rows */
  if (self->shown_list != smt_patient_context_get_list (self->context))
    {
      _smt_patient_page_clear_sections (self);
      g_clear_object (&self->buttons);
      self->buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
    }
  else
    remember_focus (self);
  self->shown_list = smt_patient_context_get_list (self->context);
  refresh_rows (self);
  _smt_patient_page_set_extra (self, &self->gone, smt_gone_section_new (self->context));
  show_alone (self);
  _smt_patient_page_arrange (self);
  _smt_patient_page_show_conflicts (self);
  _smt_patient_page_set_extra (self, &self->follow_ups, smt_follow_up_section_new (self->context));
  _smt_patient_page_set_extra (self, &self->others, smt_others_section_new (self->shown_list));
  _smt_patient_page_set_extra (self, &self->last, make_last (self->context));
  smt_notice_strip_set_context (SMT_NOTICE_STRIP (self->notices), self->context);
  smt_empty_list_set_list (self->empty, self->shown_list);
}
