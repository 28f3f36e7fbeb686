/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-patient-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/smt-alone-section.h"
#include "ui/smt-conflict-section.h"
#include "ui/smt-empty-list.h"
#include "ui/smt-follow-up-section.h"
#include "ui/smt-gone-section.h"
#include "ui/smt-group-section.h"
#include "ui/smt-identity-strip.h"
#include "ui/smt-journal-note.h"
#include "ui/smt-notice-strip.h"
#include "ui/smt-others-section.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-treatment-row.h"

/* The sections of a patient's page, in their order. */

static SmtGroupSection *
next_section (GtkWidget *child)
{
  while (child != NULL && !SMT_IS_GROUP_SECTION (child))
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

/* What stands only in files, where it stood; the rows that say the same stay. */
static void
show_alone (SmtPatientPage *self)
{
  GtkWidget *alone = smt_alone_section_sync (self->alone, self->context);

  if (alone != self->alone)
    _smt_patient_page_set_extra (self, &self->alone, alone);
}

void
_smt_patient_page_clear_sections (SmtPatientPage *self)
{
  SmtGroupSection *section;

  while ((section = _smt_patient_page_first_section (self)) != NULL)
    gtk_box_remove (self->list_box, GTK_WIDGET (section));
  if (self->conflicts != NULL)
    gtk_box_remove (self->list_box, self->conflicts);
  self->conflicts = NULL;
  _smt_patient_page_set_extra (self, &self->gone, NULL);
  _smt_patient_page_set_extra (self, &self->alone, NULL);
  _smt_patient_page_set_extra (self, &self->follow_ups, NULL);
  _smt_patient_page_set_extra (self, &self->others, NULL);
  _smt_patient_page_set_extra (self, &self->last, NULL);
}

/* --- sections that stay ------------------------------------------------------------------------------------------- */

/** Place: one section of the page, as it is to be. What still says the same stays where it is: making forty rows anew,
 * and measuring them, takes longer than anybody should wait for a pair that was said of two of them. */
typedef struct
{
  SmtGroup group;
  char *heading;         /* (nullable): it stands under this one, and not by its group */
  SmtGroupSection *kept; /* (nullable): stays */
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->heading);
  g_free (place);
}

static void
add_place (GPtrArray *places, SmtGroup group, const char *heading)
{
  Place *place = g_new0 (Place, 1);

  place->group = group;
  place->heading = g_strdup (heading);
  g_ptr_array_add (places, place);
}

/* What must be decided, has stopped or has expired stands by its status; the rest as @grouping has it. */
static GPtrArray *
plan_places (SmtPatientPage *self, SmtGrouping grouping)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);
  g_autoptr (GPtrArray) headings =
      smt_grouping_headings (grouping, smt_patient_context_get_reconciliation (self->context));

  for (SmtGroup group = 0; group < SMT_N_GROUPS; group++)
    {
      gboolean divided = group == SMT_GROUP_CHANGED || group == SMT_GROUP_UNCHANGED || group == SMT_GROUP_PAUSED;

      if (grouping == SMT_GROUPING_STATUS || !divided)
        add_place (places, group, NULL);
      else if (group == SMT_GROUP_CHANGED)
        for (guint i = 0; i < headings->len; i++)
          add_place (places, group, g_ptr_array_index (headings, i));
    }
  return places;
}

/* Finds for each place the section that can stay; the rows of the others are released, and the sections go. */
static void
keep_sections (SmtPatientPage *self, GPtrArray *places, GHashTable *released)
{
  SmtGroupSection *next;

  for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL; section = next)
    {
      gboolean kept = FALSE;

      next = _smt_patient_page_section_after (section);
      for (guint i = 0; i < places->len && !kept; i++)
        {
          Place *place = g_ptr_array_index (places, i);

          kept = smt_group_section_stays (section, place->group, place->heading);
          if (kept)
            place->kept = section;
        }
      if (kept)
        continue;
      smt_group_section_release (section, released);
      gtk_box_remove (self->list_box, GTK_WIDGET (section));
    }
}

static GtkWidget *
make_section (SmtPatientPage *self, const Place *place, SmtGrouping grouping, GHashTable *released)
{
  if (place->heading != NULL)
    return smt_group_section_new_under (self->context, grouping, place->heading, self->buttons, released);
  return smt_group_section_new (self->context, place->group, self->buttons, released);
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

static void
build_groups (SmtPatientPage *self, SmtGrouping grouping)
{
  g_autoptr (GPtrArray) places = plan_places (self, grouping);
  g_autoptr (GHashTable) released = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  GtkWidget *last = GTK_WIDGET (self->message_label);
  gboolean beside = FALSE; /* what is gone and what is only in files stands behind what has changed */

  keep_sections (self, places, released);
  _smt_patient_page_set_extra (self, &self->gone, smt_gone_section_new (self->context));
  show_alone (self);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = g_ptr_array_index (places, i);

      if (!beside && (place->group > SMT_GROUP_CHANGED || place->heading != NULL))
        {
          last = put_behind (self, self->gone, last);
          last = put_behind (self, self->alone, last);
          beside = TRUE;
        }
      last = put_behind (
          self, place->kept != NULL ? GTK_WIDGET (place->kept) : make_section (self, place, grouping, released), last);
    }
}

/* --- rows, a few at a time ------------------------------------------------------------------------------------------
 */

#define ROWS_AT_ONCE 4 /* most of what is seen of a list at first */
#define ROWS_A_FRAME 2 /* GTK measures and draws each of them in that frame, too */

/* What can be seen before what cannot. Returns: how many were late */
static guint
catch_up (SmtPatientPage *self, guint most)
{
  GtkWidget *const views[] = { self->scroller, NULL };
  guint n = 0;

  for (guint v = 0; v < G_N_ELEMENTS (views); v++)
    for (SmtGroupSection *section = _smt_patient_page_first_section (self); section != NULL && n < most;
         section = _smt_patient_page_section_after (section))
      n += smt_group_section_catch_up (section, views[v], most - n);
  if (self->alone != NULL && n < most)
    n += smt_alone_section_catch_up (self->alone, self->context, most - n);
  return n;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SmtPatientPage *self = SMT_PATIENT_PAGE (widget);

  if (catch_up (self, ROWS_A_FRAME) == ROWS_A_FRAME)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

void
_smt_patient_page_catch_up (SmtPatientPage *self)
{
  if (catch_up (self, ROWS_AT_ONCE) == ROWS_AT_ONCE && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

void
_smt_patient_page_catch_up_to (SmtPatientPage *self, GtkWidget *row)
{
  while ((row == NULL || smt_treatment_row_is_late (SMT_TREATMENT_ROW (row))) && catch_up (self, 1) > 0)
    ;
}

/* (nullable): what was said of the reconciliation before this one: with whom, from what, until when. */
static GtkWidget *
make_last (SmtPatientContext *context)
{
  g_autofree char *said = smt_journal_note_last (context);
  GtkWidget *section;

  if (said == NULL)
    return NULL;
  section = smt_quiet_section_new (C_ ("group", "Previous reconciliation"), 1);
  smt_quiet_section_add (section, said, NULL, NULL, NULL);
  return section;
}

void
_smt_patient_page_build_sections (SmtPatientPage *self)
{
  SmtGrouping grouping = smt_grouping_get ();

  /* another list has other rows */
  if (self->shown_list != smt_patient_context_get_list (self->context))
    {
      _smt_patient_page_clear_sections (self);
      g_clear_object (&self->buttons);
      self->buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
    }
  self->shown_list = smt_patient_context_get_list (self->context);
  build_groups (self, grouping);
  _smt_patient_page_show_conflicts (self);
  _smt_patient_page_set_extra (self, &self->follow_ups, smt_follow_up_section_new (self->context));
  _smt_patient_page_set_extra (self, &self->others, smt_others_section_new (self->shown_list));
  _smt_patient_page_set_extra (self, &self->last, make_last (self->context));
  smt_notice_strip_set_context (SMT_NOTICE_STRIP (self->notices), self->context);
  smt_empty_list_set_list (self->empty, self->shown_list);
  _smt_patient_page_catch_up (self);
}
