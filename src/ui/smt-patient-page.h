/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of the patient at work: identity, reactions, what is not shown, and the list in groups.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_PATIENT_PAGE (smt_patient_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtPatientPage, smt_patient_page, SMT, PATIENT_PAGE, GtkWidget)

/* signal "row-focused" (key): the detail pane follows */
void        smt_patient_page_set_context (SmtPatientPage *self, SmtPatientContext *context);
void        smt_patient_page_set_narrow  (SmtPatientPage *self, gboolean narrow);
void        smt_patient_page_regroup     (SmtPatientPage *self);
void        smt_patient_page_search      (SmtPatientPage *self);
GtkWidget  *smt_patient_page_find_row    (SmtPatientPage *self, const char *key);
gboolean    smt_patient_page_focus_row   (SmtPatientPage *self, const char *key);
const char *smt_patient_page_first_key   (SmtPatientPage *self);
const char *smt_patient_page_get_current_key (SmtPatientPage *self);
void         smt_patient_page_focus_next_open (SmtPatientPage *self, const char *key);
void         smt_patient_page_ask_of_list (SmtPatientPage *self);
void         smt_patient_page_update (SmtPatientPage *self);
void         smt_patient_page_offer_approval (SmtPatientPage *self, gboolean offered);
void         smt_patient_page_say (SmtPatientPage *self, const char *text);
gboolean    smt_patient_page_focus_conflict (SmtPatientPage *self);

G_END_DECLS
