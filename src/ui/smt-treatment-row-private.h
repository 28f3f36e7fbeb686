/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row from inside: what it does and what it shows are two files.
 * Main thread.
 */
#pragma once

#include "ui/smt-decision-form.h"
#include "ui/smt-treatment-row.h"

G_BEGIN_DECLS

/** SmtRowButton: in the order in which they stand. */
typedef enum
{
  SMT_ROW_BUTTON_KEEP,
  SMT_ROW_BUTTON_TAKE_IN,
  SMT_ROW_BUTTON_PHARMACY,
  SMT_ROW_BUTTON_CHANGE,
  SMT_ROW_BUTTON_STOP,
  SMT_ROW_BUTTON_RECALL,
  SMT_ROW_BUTTON_DECLINE,
  SMT_ROW_BUTTON_APPROVE,
  SMT_ROW_BUTTON_RESUME,
  SMT_ROW_N_BUTTONS,
} SmtRowButton;

struct _SmtTreatmentRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *medicine_label;
  GtkLabel *dose_label;
  GtkLabel *text_label;
  GtkLabel *step_label;
  GtkLabel *about_label;
  GtkLabel *changed_label;
  GtkWidget *badges_box;
  GtkWidget *strip_box;
  GtkWidget *buttons_box;
  GtkLabel *decision_label;
  GtkWidget *menu_button;
  GtkLabel *error_label;

  /* borrowed: children of strip_box, of buttons_box and of the row */
  GtkWidget *strip;
  GtkWidget *acts[SMT_ROW_N_BUTTONS]; /* (nullable) each: made when it is first offered */
  SmtDecisionForm *form; /* (nullable): made when something is asked */

  /* owned */
  SmtPatientContext *context;
  char *key;
  char *beside;          /* what it said last of the other lists */
  GtkSizeGroup *buttons; /* of all rows of the page */

  gboolean late; /* what it shows is of before, or nothing yet */
};

/** SmtRowKind: an act of a row, and the decision it makes. */
typedef struct
{
  const char *action;
  SmtDecisionKind kind;
} SmtRowKind;

extern const SmtRowKind _smt_treatment_row_kinds[];
extern const guint      _smt_treatment_row_n_kinds;

/* (nullable): the row as the reconciliation has it */
const SmtRow *_smt_treatment_row_find       (SmtTreatmentRow *self);
/* makes what is in the row */
void          _smt_treatment_row_build      (SmtTreatmentRow *self);
/* @error (nullable): why an act was refused */
void          _smt_treatment_row_show_error (SmtTreatmentRow *self, const GError *error);

G_END_DECLS
