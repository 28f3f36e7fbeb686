/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A patient's page from inside: its sections have a file of their own.
 * Main thread.
 */
#pragma once

#include "ui/smt-empty-list.h"
#include "ui/smt-group-section.h"
#include "ui/smt-identity-strip.h"
#include "ui/smt-patient-page.h"

G_BEGIN_DECLS

struct _SmtPatientPage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkBox *fixed_box;
  SmtIdentityStrip *identity;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkWidget *scroller;
  GtkBox *list_box;
  GtkLabel *message_label;
  GtkWidget *approve_button;
  SmtEmptyList *empty;

  /* borrowed: children of list_box */
  GtkWidget *conflicts; /* (nullable) */
  guint n_conflicts;
  GtkWidget *gone;       /* (nullable) */
  GtkWidget *alone;      /* (nullable) */
  GtkWidget *follow_ups; /* (nullable) */
  GtkWidget *others;     /* (nullable) */
  GtkWidget *last;       /* (nullable) */
  GtkWidget *list_form;  /* (nullable): of what is decided about the list as a whole */

  /* owned */
  GtkWidget *notices;
  SmtPatientContext *context;
  const SmtList *shown_list; /* compared only, never read later */
  GtkSizeGroup *buttons;     /* of all rows shown */
  char *current_key;

  /* rows on their way to where they are to stand; all NULL when they are there */
  GPtrArray *places;  /* owned, of SmtPlace */
  GPtrArray *leaving; /* owned, of borrowed sections: they go when their rows are taken */
  GHashTable *moving; /* owned, of borrowed rows by their keys */

  GtkWidget *focused; /* weak: what had the focus before the rows were moved */
  gboolean refocus;   /* whether the focus was on the page then */
  gboolean was_in_view; /* whether the row at work was */

  GtkWidget *held; /* weak: the row that stays where it is */
  double held_top; /* where it stood in the scroller, when the page stood at @held_value */
  double held_value;

  guint turn; /* 0: nothing is to be done before the next frame */
  guint tick; /* 0: no row is late */
};

SmtGroupSection *_smt_patient_page_first_section  (SmtPatientPage *self);
SmtGroupSection *_smt_patient_page_section_after  (SmtGroupSection *section);
/* puts @extra (nullable) at the end of the list, in the place of what was there for it */
void             _smt_patient_page_set_extra      (SmtPatientPage *self, GtkWidget **place, GtkWidget *extra);
void             _smt_patient_page_clear_sections (SmtPatientPage *self);
/* what still says the same stays */
void             _smt_patient_page_build_sections (SmtPatientPage *self);
/* has rows stand where they belong now; those that move do so a few in a turn, all before the next frame */
void             _smt_patient_page_arrange        (SmtPatientPage *self);
/* now */
void             _smt_patient_page_settle         (SmtPatientPage *self);
/* shows only what is searched for */
void             _smt_patient_page_filter         (SmtPatientPage *self);
void             _smt_patient_page_show_conflicts (SmtPatientPage *self);
/* shows late rows as they are now: before the next frame those that can be seen, and the rest a few in a frame */
void             _smt_patient_page_catch_up       (SmtPatientPage *self);
/* now, as far as @row */
void             _smt_patient_page_catch_up_to    (SmtPatientPage *self, GtkWidget *row);
/* makes the row that has the focus the row at work */
void             _smt_patient_page_follow_focus   (SmtPatientPage *self);
/* keeps what is looked at in its place when rows come or go above it */
void             _smt_patient_page_hold_scroll    (SmtPatientPage *self);

G_END_DECLS
