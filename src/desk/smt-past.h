/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of a patient as it was: every reconciliation that the journal keeps, and any of them opened to be read, alone or
 * beside an earlier one. Main thread only; decoding, checking and comparing run on a worker thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/**
 * SmtPast: what is kept of the patient's earlier lists.
 * @records: (element-type SmtReconciledRecord): the one stored last first, without their bytes
 * @first_look: when the patient was first looked up here, as far as the journal goes; unset = it does not say
 */
typedef struct
{
  GPtrArray *records;
  SmtInstant first_look;
} SmtPast;

/**
 * SmtPastView: what an earlier list is, where one is shown.
 * @shown: (nullable): the reconciliation it was kept at; %NULL of the list of now, compared with an earlier one
 * @since: (nullable): the one it is compared with; %NULL where it is shown as it was
 */
typedef struct
{
  SmtReconciledRecord *shown;
  SmtReconciledRecord *since;
} SmtPastView;

/* the number of the list of now, in the place of an entry of the journal */
#define SMT_PAST_NOW 0
/* compared with nothing */
#define SMT_PAST_ALONE 0

void                       smt_past_free             (SmtPast *past);
/* (nullable): as the list was on @day: the newest reconciliation of that day, or before it */
const SmtReconciledRecord *smt_past_find             (const SmtPast *past, SmtDate day);
const SmtReconciledRecord *smt_past_find_oldest      (const SmtPast *past); /* (nullable) */
/* (nullable): by its number */
const SmtReconciledRecord *smt_past_find_entry       (const SmtPast *past, gint64 entry);

void                       smt_patient_context_load_past_async  (SmtPatientContext *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtPast                   *smt_patient_context_load_past_finish (SmtPatientContext *self, GAsyncResult *result, GError **error);

/* the list kept at @entry (or that of now), since the earlier @since (or alone): read-only, in the state %SMT_CONTEXT_FILE */
void                       smt_patient_context_open_past_async  (SmtPatientContext *self, gint64 entry, gint64 since, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtPatientContext         *smt_patient_context_open_past_finish (SmtPatientContext *self, GAsyncResult *result, GError **error);

/* of a list that was opened so; (nullable): of any other */
const SmtPastView         *smt_patient_context_get_past     (SmtPatientContext *self);
/* (nullable): what was decided on @key and sent with the reconciliation that is shown */
const SmtAct              *smt_patient_context_find_decided (SmtPatientContext *self, const char *key);
/* (element-type SmtAct) (nullable): what was decided then on rows that the list does not have any more */
GPtrArray                 *smt_patient_context_get_decided_off_list (SmtPatientContext *self);
/* (nullable): what such a row was, out of another list */
const SmtTreatment        *smt_patient_context_find_left    (SmtPatientContext *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtPast, smt_past_free)

G_END_DECLS
