/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dose editor from inside: what is written, and its preview, are two files.
 * Main thread.
 */
#pragma once

#include "ui/smt-dose-editor.h"
#include "ui/smt-dose-fields.h"
#include "ui/smt-step-picker.h"
#include "ui/smt-voices-strip.h"

G_BEGIN_DECLS

struct _SmtDoseEditor
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkLabel *title_label;
  GtkLabel *old_label;
  GtkBox *short_box;
  SmtStepPicker *picker;
  SmtDoseFields *fields;
  GtkWidget *words_box;
  GtkEditable *words_entry;
  GtkWidget *add_button;
  GtkEditable *first_entry;
  GtkWidget *prescription_box;
  GtkLabel *spent_label;
  GtkCheckButton *anew_check;
  GtkCheckButton *list_check;
  GtkLabel *words_label;
  SmtVoicesStrip *strip;
  GtkLabel *note_label;
  GtkWidget *accept_button;

  /* owned */
  SmtPatientContext *context;
  char *key;
  GPtrArray *steps;       /* of SmtDraftStep: what the fields hold, of each step */
  guint current;          /* the step that the fields show */
  GPtrArray *suggestions; /* of SmtDoseSuggestion: the short doses of FEST */
  SmtRhythm *old;
  SmtRhythm *rhythm; /* the dose as written; NULL while it is not whole */

  gboolean filling;         /* fields are being filled by the program, not by a person */
  gboolean first_day_typed; /* the first day was typed, and is no longer derived */
};

/* shows the steps, and @current of them in the fields */
void    _smt_dose_editor_show_steps     (SmtDoseEditor *self, guint current);
/* takes the step that the fields show, as they now are */
void    _smt_dose_editor_keep_step      (SmtDoseEditor *self);
/* reads the fields or the words, and shows what comes of them */
void    _smt_dose_editor_update_preview (SmtDoseEditor *self);
/* @note in the style class @style */
void    _smt_dose_editor_show_note      (SmtDoseEditor *self, const char *note, const char *style);
/* asks what becomes of a prescription that nobody can dispense */
void    _smt_dose_editor_show_prescription   (SmtDoseEditor *self, const SmtRow *row);
/* the answer, into @decision */
void    _smt_dose_editor_settle_prescription (SmtDoseEditor *self, SmtDecision *decision);
/* the first day as it stands there; unset where it is no date */
SmtDate _smt_dose_editor_first_day      (SmtDoseEditor *self);

G_END_DECLS
