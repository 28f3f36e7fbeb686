/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The patient at work, from inside: shared by its three files and made by the desk. Main thread only.
 */
#pragma once

#include "desk/smt-conflict.h"
#include "desk/smt-look.h"
#include "desk/smt-past.h"

G_BEGIN_DECLS

typedef struct _SmtPastLook SmtPastLook;

struct _SmtPatientContext
{
  GObject parent_instance;

  SmtDesk *desk; /* (nullable): of a file there is none */
  SmtLook *look; /* the latest one: request, answer and reconciliation */
  SmtDate today;
  SmtPastLook *past; /* (nullable): it is an earlier list */

  SmtContextState state;
  SmtReceipt *receipt;        /* (nullable) */
  SmtChangeSet *sent;         /* (nullable): of the latest send that arrived whole */
  GError *send_error;         /* (nullable) */
  GPtrArray *conflicts;       /* of SmtConflict */
  char *refused;              /* (nullable): the row that the service pointed at when it refused the last send */
  gboolean must_look;         /* a send went out and nobody has looked since */

  /* the record of this reconciliation, as the clinician says it */
  guint sources;
  char *conversation; /* (nullable) */
  SmtDate due_again;

  gboolean named;   /* the journal knows who the patient is */
  gboolean follows; /* a write on its way has to do with a follow-up */

  /* what stands beside the list */
  GPtrArray *files;        /* of SmtBeside */
  GPtrArray *acts;         /* of SmtPairAct: what has been said of pairs, ever */
  GPtrArray *unsaved_acts; /* of SmtPairAct: those the journal could not store */
  GPtrArray *steps_done;   /* what undo can take back … */
  GPtrArray *steps_undone; /* … and redo can say again */

  GHashTable *asides;      /* key → SmtDecision: what the draft says of rows that stand only in a file */
  GHashTable *asides_sent; /* … and what was said of them when the list was last sent */

  GHashTable *journalled; /* key → SmtDecision as last handed to the journal; absent = open */
  GHashTable *unsaved;    /* set of keys the journal could not store; handed over again with the next act */
  guint pending;          /* writes not yet answered */

  /* what the properties said last */
  guint n_blocking;
  guint n_undecided;
  gboolean can_undo;
  gboolean can_redo;
  gboolean can_send;
  gboolean saved;
  gboolean stale;
  guint timer;
};

/* smt-patient-context-past.c */
void               _smt_past_look_free      (SmtPastLook *past);
SmtJournal        *_smt_past_look_get_store (const SmtPastLook *past);
gboolean           _smt_past_look_knows     (const SmtPastLook *past, const SmtAct *act);

/* every key @treatment is known by */
char             **_smt_patient_context_dup_keys (const SmtTreatment *treatment);

/* smt-patient-context-conflict.c */
void               _smt_patient_context_add_conflict (SmtPatientContext *self, const SmtDecision *decision);
gboolean           _smt_patient_context_drop_conflict (SmtPatientContext *self, const char *key);
guint              _smt_patient_context_count_conflicts (SmtPatientContext *self);
/* the draft forgets what was decided on @key, which may be on no row */
void               _smt_patient_context_forget     (SmtPatientContext *self, const char *key);

/* @desk (nullable): what is looked at is a file. @look: (transfer full) */
SmtPatientContext *_smt_patient_context_new        (SmtDesk *desk, SmtLook *look);
/* takes @look (transfer full) as the list to work on: decisions of the draft are put back, everything may look different */
void               _smt_patient_context_take_look  (SmtPatientContext *self, SmtLook *look);
/* where the work stands, by what is still open of earlier sends */
void               _smt_patient_context_show_open_sends (SmtPatientContext *self);
void               _smt_patient_context_set_state  (SmtPatientContext *self, SmtContextState state);
void               _smt_patient_context_set_outcome (SmtPatientContext *self, SmtReceipt *receipt, const GError *error);
void               _smt_patient_context_save_rows  (SmtPatientContext *self, GPtrArray *keys);
/* the record of the reconciliation that is about to be sent; without the bytes, which only a look can give */
SmtReconciledRecord *_smt_patient_context_make_record (SmtPatientContext *self, SmtInstant now);
/* keeps what was just sent as the list that was reconciled last: as @look shows it */
void               _smt_patient_context_keep_reconciled (SmtPatientContext *self, const SmtSendRecord *send, SmtSendState outcome, SmtLook *look);
void               _smt_patient_context_before_save (SmtPatientContext *self, const char *key, const SmtDecision *decision);
void               _smt_patient_context_after_save (SmtPatientContext *self);
void               _smt_patient_context_complain   (SmtPatientContext *self, const GError *error);
void               _smt_patient_context_update     (SmtPatientContext *self);
void               _smt_patient_context_tell_rows  (SmtPatientContext *self, GPtrArray *keys);
gboolean           _smt_patient_context_may_decide (SmtPatientContext *self);
gboolean           _smt_patient_context_may_sign   (SmtPatientContext *self);
/* (nullable): of the row as it stands */
const SmtDecision *_smt_patient_context_find_decision (SmtPatientContext *self, const char *key);
/* (transfer full): @decision with its dose made for today */
SmtDecision       *_smt_patient_context_plan       (SmtPatientContext *self, const SmtDecision *decision);
void               _smt_patient_context_beside_init (SmtPatientContext *self);
void               _smt_patient_context_beside_clear (SmtPatientContext *self);
void               _smt_patient_context_beside_take_look (SmtPatientContext *self);
gboolean           _smt_patient_context_undoes_step (SmtPatientContext *self);
gboolean           _smt_patient_context_redoes_step (SmtPatientContext *self);
gboolean           _smt_patient_context_undo_step (SmtPatientContext *self);
gboolean           _smt_patient_context_redo_step (SmtPatientContext *self);
void               _smt_patient_context_note_aside (SmtPatientContext *self, const char *key, const SmtDecision *before, const SmtDecision *after);
/* @decision (nullable): what is said of a row of a file from now on */
void               _smt_patient_context_put_aside (SmtPatientContext *self, const char *key, const SmtDecision *decision);
/* @decision of the draft, or (@sent) of an earlier send. Returns: whether it is about a row of a file */
gboolean           _smt_patient_context_take_aside (SmtPatientContext *self, const SmtDecision *decision, gboolean sent);
gboolean           _smt_patient_context_decide_aside (SmtPatientContext *self, const SmtDecision *decision, GError **error);
gboolean           _smt_patient_context_clear_aside (SmtPatientContext *self, const char *key);
void               _smt_patient_context_after_act (SmtPatientContext *self, GPtrArray *keys);
gboolean           _smt_patient_context_is_stale   (SmtPatientContext *self);

G_END_DECLS
