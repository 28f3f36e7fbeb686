/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the decision form share.
 * Main thread.
 */
#pragma once

#include "ui/smt-decision-form.h"

G_BEGIN_DECLS

struct _SmtDecisionForm
{
  GtkWidget parent_instance;

  /* template */
  GtkRevealer *revealer;
  GtkLabel *question_label;
  GtkBox *reasons_box;
  GtkWidget *fields_box;
  GtkWidget *text_box;
  GtkLabel *text_label;
  GtkEditable *text_entry;
  GtkWidget *date_box;
  GtkLabel *date_label;
  GtkEditable *date_entry;
  GtkWidget *until_box;
  GtkEditable *until_entry;
  GtkWidget *supply_box;
  GtkCheckButton *enough_check;
  GtkCheckButton *fetch_check;
  GtkCheckButton *without_check;
  GtkLabel *error_label;
  GtkButton *accept_button;

  /* owned */
  SmtPatientContext *context;
  char *key;
  char *other_key; /* (nullable): the line chosen for BELONGS_TO */
  char *about;     /* (nullable): of a row that stands only in a file, what it is */

  SmtDecisionKind kind;
  SmtStopReason reason;
};

void     _smt_decision_form_add_choices  (SmtDecisionForm *self);
gboolean _smt_decision_form_recalls_only (SmtDecisionForm *self);
void     _smt_decision_form_decide       (SmtDecisionForm *self);

G_END_DECLS
