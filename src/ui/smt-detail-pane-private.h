/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the detail pane share.
 * Main thread.
 */
#pragma once

#include "ui/smt-decision-form.h"
#include "ui/smt-detail-pane.h"
#include "ui/smt-dose-editor.h"
#include "ui/smt-fact-grid.h"
#include "ui/smt-history-section.h"
#include "ui/smt-step-list.h"
#include "ui/smt-timeline.h"

G_BEGIN_DECLS

struct _SmtDetailPane
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkWidget *back_box;
  GtkLabel *where_label;
  GtkStack *pages; /* not hidden boxes: what is filled while hidden is measured wrongly by GTK 4.8 when it is shown */
  GtkWidget *empty_label;
  GtkWidget *detail_box;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkBox *strip_box;
  SmtStepList *steps;
  GtkBox *cards_box;
  GtkLabel *off_list_label;
  GtkWidget *choices_box;
  GtkWidget *use_text_button;
  GtkWidget *use_field_button;
  GtkWidget *use_pharmacy_button;
  GtkWidget *keep_button;
  GtkWidget *take_in_button;
  GtkButton *edit_button;
  GtkWidget *stop_button;
  GtkWidget *pause_button;
  GtkWidget *recall_button;
  GtkWidget *renew_button;
  GtkWidget *belongs_button;
  GtkWidget *decline_button;
  GtkWidget *resume_button;
  GtkWidget *clarify_button;
  GtkWidget *override_button;
  SmtDecisionForm *form;
  GtkLabel *decision_label;
  GtkBox *editor_box;
  GtkLabel *error_label;
  GtkWidget *course_box;
  SmtFactGrid *sources;
  GtkBox *beside_box;
  GtkWidget *timeline_heading;
  SmtTimeline *timeline;
  GtkToggleButton *history_button;
  SmtHistorySection *history;

  /* borrowed: children of strip_box and editor_box */
  GtkWidget *strip;
  SmtDoseEditor *editor;

  /* owned */
  SmtPatientContext *context;
  char *key;
};

const SmtRow     *_smt_detail_pane_find_row          (SmtDetailPane *self);
const SmtFinding *_smt_detail_pane_find_disagreement (const SmtRow *row);
void              _smt_detail_pane_update            (SmtDetailPane *self);

G_END_DECLS
