/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The patient at work: the list looked up, its reconciliation, and what became of the send. Widgets follow one of these.
 * Main thread only.
 */
#pragma once

#include <gio/gio.h>

#include "desk/smt-beside.h"
#include "desk/smt-conflict.h"
#include "exchange/smt-broker.h"
#include "journal/smt-journal-history.h"
#include "journal/smt-journal-reconciled.h"
#include "list/smt-pair-act.h"
#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

/** SmtContextState: where the work on this patient stands. */
typedef enum
{
  SMT_CONTEXT_WORKING,  /* rows can be decided */
  SMT_CONTEXT_SENDING,
  SMT_CONTEXT_SENT,     /* every part received or confirmed */
  SMT_CONTEXT_PARTIAL,  /* some parts failed or are unconfirmed; only these are open */
  SMT_CONTEXT_REJECTED, /* refused whole; decisions kept on the list as it is now, or look up again */
  SMT_CONTEXT_CONFLICT, /* somebody else wrote; decisions kept on the list as it is now, or look up again */
  SMT_CONTEXT_UNKNOWN,  /* no answer; being settled by looking, never by sending again */
  SMT_CONTEXT_FILE,     /* a file: shown, never decided, written down or sent */
} SmtContextState;

#define SMT_TYPE_PATIENT_CONTEXT (smt_patient_context_get_type ())
G_DECLARE_FINAL_TYPE (SmtPatientContext, smt_patient_context, SMT, PATIENT_CONTEXT, GObject)

/* Properties (all notify): "state" (SmtContextState as int), "n-blocking" (uint), "n-undecided" (uint), "can-undo", "can-redo", "can-send" (boolean),
 * "saved" (boolean: every decision so far is on disk), "stale" (boolean: the lookup is older than the send limit).
 * Signals: "changed" (every row may look different), "row-changed" (key: one row does), "follow-ups-changed", "sources-changed" (files or pairs; rows may stand elsewhere), "message" (an error code and domain as GError, for a sentence). */

/* a list in a file, only to be shown; needs no desk */
void                     smt_patient_context_open_file_async  (GFile *file, SmtDate today, const SmtCatalogue *catalogue, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtPatientContext       *smt_patient_context_open_file_finish (GAsyncResult *result, GError **error);

const SmtList           *smt_patient_context_get_list     (SmtPatientContext *self);
/* for the log of use: what was done with the list ("opened", "printed", "exported", "copied") */
void                     smt_patient_context_note_act     (SmtPatientContext *self, const char *act, const char *detail);
const char              *smt_patient_context_get_journal_key (SmtPatientContext *self);
const SmtLookupRequest  *smt_patient_context_get_request  (SmtPatientContext *self);
const SmtReconciliation *smt_patient_context_get_reconciliation (SmtPatientContext *self);
SmtDate                  smt_patient_context_get_today    (SmtPatientContext *self);
SmtContextState          smt_patient_context_get_state    (SmtPatientContext *self);
SmtReceipt              *smt_patient_context_get_receipt  (SmtPatientContext *self); /* (nullable) (transfer none) */
SmtInstant               smt_patient_context_get_fetched  (SmtPatientContext *self);
const GError            *smt_patient_context_get_send_error (SmtPatientContext *self); /* (nullable) */
/* (nullable): the row that the service pointed at when it refused the last send, until it is decided anew */
const char              *smt_patient_context_get_refused  (SmtPatientContext *self);

/* decisions whose data others have changed (element-type SmtConflict): what it was, what it is, what I decided. Each must be
 * settled before anything is sent: by one of the next three, or by deciding the row anew */
GPtrArray               *smt_patient_context_get_conflicts (SmtPatientContext *self);
gboolean                 smt_patient_context_take_mine    (SmtPatientContext *self, const char *key, GError **error);
gboolean                 smt_patient_context_take_theirs  (SmtPatientContext *self, const char *key, GError **error);
gboolean                 smt_patient_context_let_go       (SmtPatientContext *self, const char *key);

/* (nullable) (transfer none): what was sent, once all of it has arrived; of a part that did not, nothing is told as done */
const SmtChangeSet      *smt_patient_context_get_sent      (SmtPatientContext *self);
/* a paper has been handed out: "handout" or "handover", printed, saved or copied; noted in the journal */
void                     smt_patient_context_note_paper    (SmtPatientContext *self, const char *paper, const char *how, const char *language);
/* (nullable) (transfer full): who signs what is decided here; NULL for a list in a file */
char                    *smt_patient_context_dup_signer_name (SmtPatientContext *self);
char                    *smt_patient_context_dup_worker_name (SmtPatientContext *self);

/* the list as it was last reconciled here, beside the list of now */
const SmtReconciledRecord *smt_patient_context_get_last_reconciled (SmtPatientContext *self); /* (nullable) */
/* whether there is a list to compare with; a record may be left whose list cannot be read any more */
gboolean                 smt_patient_context_has_previous (SmtPatientContext *self);
const SmtTreatment      *smt_patient_context_get_previous (SmtPatientContext *self, const char *key); /* (nullable) */
/* (element-type SmtTreatment): in use or paused then, and not on the list now */
GPtrArray               *smt_patient_context_get_gone     (SmtPatientContext *self);

/* lists opened from files, to stand beside the patient's; kept in memory only */
void                     smt_patient_context_read_file_async  (GFile *file, SmtDate today, const SmtCatalogue *catalogue, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtBeside               *smt_patient_context_read_file_finish (GAsyncResult *result, GError **error);
SmtPersonMatch           smt_patient_context_match_file   (SmtPatientContext *self, const SmtBeside *file);
gboolean                 smt_patient_context_add_file     (SmtPatientContext *self, const SmtBeside *file, gboolean confirmed);
gboolean                 smt_patient_context_remove_file  (SmtPatientContext *self, const char *id);
void                     smt_patient_context_take_files   (SmtPatientContext *self, SmtPatientContext *from);
GPtrArray               *smt_patient_context_get_files    (SmtPatientContext *self);

/* every list beside the others, one row a treatment; and what is said of that by hand */
const SmtPairing        *smt_patient_context_get_pairing  (SmtPatientContext *self);
const GPtrArray         *smt_patient_context_get_pair_acts (SmtPatientContext *self);
const SmtPairRow        *smt_patient_context_find_pair_row (SmtPatientContext *self, const char *key); /* (nullable) */
GPtrArray               *smt_patient_context_get_alone    (SmtPatientContext *self);
/* what is said of a row that stands only in a file: decided, cleared and undone like a row of the list, by its
 * smt_aside_key(); nothing of it is sent. (nullable): of now, or of the last send (@sent, out) */
const SmtDecision       *smt_patient_context_find_aside   (SmtPatientContext *self, const char *key, gboolean *sent);
/* (element-type SmtDecision) (transfer container): what is said of such rows now, by what they are about */
GPtrArray               *smt_patient_context_get_asides   (SmtPatientContext *self);
gboolean                 smt_patient_context_say_pair     (SmtPatientContext *self, SmtPairAct *act);

/* the record of this reconciliation: @sources are bits of the caller's, @conversation (nullable) with whom, or why not,
 * @due_again (or unset) the day by which the patient is to be reconciled again. To be said before sending */
void                     smt_patient_context_set_record   (SmtPatientContext *self, guint sources, const char *conversation, SmtDate due_again);

/* (element-type SmtFollowUp): what is still to be followed up of this patient, the earliest first */
GPtrArray               *smt_patient_context_get_follow_ups (SmtPatientContext *self);
/* it is done, or need not be done */
void                     smt_patient_context_end_follow_up (SmtPatientContext *self, const char *key);

/* what was done with a treatment in this program (element-type SmtAct), the earliest first */
void                     smt_patient_context_load_history_async  (SmtPatientContext *self, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray               *smt_patient_context_load_history_finish (SmtPatientContext *self, GAsyncResult *result, GError **error);

/* decisions: applied at once, journalled at once; the finish tells whether it is on disk */
gboolean                 smt_patient_context_decide       (SmtPatientContext *self, SmtDecision *decision, GError **error);
gboolean                 smt_patient_context_clear        (SmtPatientContext *self, const char *key);
guint                    smt_patient_context_keep_unchanged (SmtPatientContext *self, SmtRole role);
/* joins the prescriptions of a send whose list did not arrive with the lines that they were made for */
guint                    smt_patient_context_join_all     (SmtPatientContext *self, SmtRole role);
/* renews every row of @keys that may be renewed unchanged; the others are named in @refused (out) (optional) (transfer full) */
guint                    smt_patient_context_renew_all    (SmtPatientContext *self, GPtrArray *keys, GPtrArray **refused);
/* the signer's yes to a draft of a nurse or a pharmacist, or to all of them */
gboolean                 smt_patient_context_approve      (SmtPatientContext *self, const char *key, GError **error);
guint                    smt_patient_context_approve_all  (SmtPatientContext *self);
gboolean                 smt_patient_context_undo         (SmtPatientContext *self);
gboolean                 smt_patient_context_redo         (SmtPatientContext *self);

/* fills @new_prescription_id, @new_entry_id and @first_day as the decision needs, so that they are durable before any send */
SmtDecision             *smt_patient_context_new_decision (SmtPatientContext *self, SmtDecisionKind kind, const char *key);

/* review: what would be sent; NULL with an error when something blocks */
SmtChangeSet            *smt_patient_context_review       (SmtPatientContext *self, GError **error);

/* sign and send: prepares, marks, sends once, stores the receipt, then looks up again to confirm recalls or to settle an unknown outcome.
 * Finishes with the receipt; an error means that nothing was sent. Outcome UNKNOWN is a receipt, not an error */
void                     smt_patient_context_send_async   (SmtPatientContext *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
SmtReceipt              *smt_patient_context_send_finish  (SmtPatientContext *self, GAsyncResult *result, GError **error);

G_END_DECLS
