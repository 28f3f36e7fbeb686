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

  guint tick; /* 0: no row is late */
};

SmtGroupSection *_smt_patient_page_first_section  (SmtPatientPage *self);
SmtGroupSection *_smt_patient_page_section_after  (SmtGroupSection *section);
/* puts @extra (nullable) at the end of the list, in the place of what was there for it */
void             _smt_patient_page_set_extra      (SmtPatientPage *self, GtkWidget **place, GtkWidget *extra);
void             _smt_patient_page_clear_sections (SmtPatientPage *self);
/* what still says the same stays */
void             _smt_patient_page_build_sections (SmtPatientPage *self);
void             _smt_patient_page_show_conflicts (SmtPatientPage *self);
/* shows late rows as they are now: those that can be seen, and the rest a few in a frame */
void             _smt_patient_page_catch_up       (SmtPatientPage *self);
/* now, as far as @row (nullable: all of them) */
void             _smt_patient_page_catch_up_to    (SmtPatientPage *self, GtkWidget *row);

G_END_DECLS
