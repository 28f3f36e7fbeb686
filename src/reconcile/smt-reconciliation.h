/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reconciliation (samstemming) of one list: decisions, undo and redo, what blocks, and the change set.
 * A state machine without screen, disk or clock. Owned by one thread.
 */
#pragma once

#include "check/smt-finding.h"
#include "reconcile/smt-decision.h"

G_BEGIN_DECLS

typedef struct _SmtReconciliation SmtReconciliation;

#define SMT_RECONCILE_ERROR (smt_reconcile_error_quark ())
GQuark smt_reconcile_error_quark (void);

typedef enum
{
  SMT_RECONCILE_ERROR_UNKNOWN_TREATMENT,
  SMT_RECONCILE_ERROR_STALE,         /* decided on other data than the list holds */
  SMT_RECONCILE_ERROR_NOT_APPLICABLE, /* e.g. TAKE_IN of an entry that is on the list */
  SMT_RECONCILE_ERROR_INCOMPLETE,    /* e.g. CLARIFY without recipient, OVERRIDE or STOP_OTHER without reason, CHANGE without rhythm */
  SMT_RECONCILE_ERROR_STOP,          /* KEEP of a treatment with an open Stopp */
  SMT_RECONCILE_ERROR_NEW_FINDING,   /* the new dose would itself raise a Stopp */
  SMT_RECONCILE_ERROR_BLOCKED,       /* freezing while something blocks */
  SMT_RECONCILE_ERROR_FLAGGED,       /* RENEW of a treatment with an open Stopp or Sjekk */
  SMT_RECONCILE_ERROR_VACCINE,       /* onto the list with what never stands there: SmtOffList has the reasons */
  SMT_RECONCILE_ERROR_LOCKED,
  SMT_RECONCILE_ERROR_GOODS,
  SMT_RECONCILE_ERROR_DAY_GONE,      /* a day that has come or gone where one to come is needed */
  SMT_RECONCILE_ERROR_DAY_ORDER,     /* a pause that ends before it begins */
  SMT_RECONCILE_ERROR_TOO_LONG,      /* beyond the year that a prescription lasts */
  SMT_RECONCILE_ERROR_NO_OWN_DOSE,   /* the places of the dose do not agree on one that could be cut */
  SMT_RECONCILE_ERROR_DOSE_ENDS,     /* the dose has come to its end by then */
  SMT_RECONCILE_ERROR_SAME_DOSE,     /* CHANGE to the dose that it has */
  SMT_RECONCILE_ERROR_STOPS,         /* PAUSE, RESUME or RENEW of what is going to be stopped */
  SMT_RECONCILE_ERROR_NOT_ENOUGH,    /* a stop later than what was fetched on one prescription can last */
  SMT_RECONCILE_ERROR_TOO_FAR,       /* a day so far ahead that its year is a slip */
} SmtReconcileError;

/** SmtGroup: where a row stands on the page. */
typedef enum
{
  SMT_GROUP_MUST_DECIDE, /* Må avgjøres: Stopp, loose prescriptions, what a pharmacy asks */
  SMT_GROUP_CHANGED,     /* Endret siden du sist så */
  SMT_GROUP_UNCHANGED,   /* Uendret */
  SMT_GROUP_PAUSED,      /* Pauset */
  SMT_GROUP_STOPPED,     /* Seponert siste 90 dager */
  SMT_GROUP_EXPIRED,     /* Utløpt */
  SMT_N_GROUPS,
} SmtGroup;

/** SmtRow: one treatment with its findings and its decision so far; borrowed, valid until the next change. */
typedef struct
{
  const SmtTreatment *treatment;
  GPtrArray *findings;          /* of SmtFinding, most severe first */
  const SmtDecision *decision;  /* (nullable) */
  const SmtDecision *override;  /* (nullable): of an earlier send, that still lets every Stopp of the row through */
  SmtGroup group;
  gboolean changed;             /* since it was seen, or (never seen) since the list was sent; whatever its group */
  gboolean asked;               /* by a pharmacy (M25.2), and no newer list has overtaken it */
  gboolean blocks;              /* an open Stopp, a loose prescription undecided while the patient has a PLL, a pharmacy's
                                   proposal or question nobody answered, or a draft nobody approved */
  gboolean draft;               /* the decision is a nurse's or a pharmacist's, and waits for the doctor */
} SmtRow;

/** SmtRenewal: what a renewal of many needs: ids that are durable before any send, and who drafts it. */
typedef struct
{
  char *(*make_id) (gpointer data); /* a fresh lower-case UUID (transfer full) */
  gpointer make_id_data;
  const char *author; /* (nullable) */
  SmtRole role;
} SmtRenewal;

SmtReconciliation *smt_reconciliation_new            (const SmtList *list, SmtDate today);
void               smt_reconciliation_free           (SmtReconciliation *self);
const SmtList     *smt_reconciliation_get_list       (const SmtReconciliation *self);
SmtDate            smt_reconciliation_get_today      (const SmtReconciliation *self);
guint              smt_reconciliation_get_n_rows     (const SmtReconciliation *self);
const SmtRow      *smt_reconciliation_get_row        (const SmtReconciliation *self, guint index);
const SmtRow      *smt_reconciliation_find_row       (const SmtReconciliation *self, const char *key);
/* keys last seen, with their digests: what is not in @seen, or has another digest, is "changed since you last saw it" */
void               smt_reconciliation_set_seen       (SmtReconciliation *self, GHashTable *seen);

/* overrides of earlier sends (element-type SmtDecision): a row whose every Stopp one of them lets through asks no more */
void               smt_reconciliation_set_overrides  (SmtReconciliation *self, const GPtrArray *overrides);
/* reactions that stand elsewhere than in the list (element-type SmtReaction): what they mark; those of before are forgotten */
void               smt_reconciliation_set_reactions  (SmtReconciliation *self, const GPtrArray *reactions);
/* the identities of the findings that an override of the row would let through */
char             **smt_row_dup_stops                 (const SmtRow *row);

/* the dose a pharmacy proposes for the row, where it is clear and raises no Stopp (transfer full) (nullable) */
SmtRhythm         *smt_reconciliation_dup_proposed_dose (const SmtReconciliation *self, const char *key);
/* who acts from now on; a doctor until it is said. A doctor's acts are taken back and done again by a doctor alone */
void               smt_reconciliation_set_role       (SmtReconciliation *self, SmtRole role);
/* the line whose recalled prescription the loose one of @key replaces, by its ReseptId (nullable) */
const SmtRow      *smt_reconciliation_find_line     (const SmtReconciliation *self, const char *key);
gboolean           smt_reconciliation_may_decide     (const SmtReconciliation *self, const SmtDecision *decision, GError **error);
gboolean           smt_reconciliation_decide         (SmtReconciliation *self, SmtDecision *decision, GError **error);
gboolean           smt_reconciliation_clear          (SmtReconciliation *self, const char *key);
/* keys of the rows that were decided, in row order (element-type utf8) (transfer full) */
GPtrArray         *smt_reconciliation_keep_unchanged (SmtReconciliation *self, SmtRole role, const char *author);
/* joins each loose prescription with the line that it was made for (keys, transfer full): one act, one undo */
GPtrArray         *smt_reconciliation_join_all      (SmtReconciliation *self, SmtRole role, const char *author);
/* renews every row of @keys that may be renewed; the others are named in @refused: one act, one undo (transfer full) */
GPtrArray         *smt_reconciliation_renew_all      (SmtReconciliation *self, GPtrArray *keys, const SmtRenewal *renewal, GPtrArray **refused);
/* the doctor's yes to a draft, or to every draft (keys of them, transfer full): one act each */
gboolean           smt_reconciliation_approve        (SmtReconciliation *self, const char *key, const char *approver, GError **error);
GPtrArray         *smt_reconciliation_approve_all    (SmtReconciliation *self, const char *approver);
guint              smt_reconciliation_count_drafts   (const SmtReconciliation *self);
/* how many acts undo could take back, one after the other */
guint              smt_reconciliation_count_acts     (const SmtReconciliation *self);
gboolean           smt_reconciliation_can_undo       (const SmtReconciliation *self);
gboolean           smt_reconciliation_can_redo       (const SmtReconciliation *self);
/* keys of the rows that changed by it (element-type utf8) (transfer full) (nullable): NULL when there is nothing to undo, or it
   is a doctor's to undo */
GPtrArray         *smt_reconciliation_undo           (SmtReconciliation *self);
GPtrArray         *smt_reconciliation_redo           (SmtReconciliation *self);

/* a list that is paused as a whole (features.md 26), and what was decided about that (SMT_WHOLE_LIST) */
const SmtMessage  *smt_reconciliation_get_pause      (const SmtReconciliation *self);
const SmtDecision *smt_reconciliation_get_on_list    (const SmtReconciliation *self);
gboolean           smt_reconciliation_pause_blocks   (const SmtReconciliation *self);
/* rows, and a pause of the whole list */
guint              smt_reconciliation_count_blocking (const SmtReconciliation *self);
gboolean           smt_reconciliation_is_ready       (const SmtReconciliation *self);

/** SmtChange: one line of a change set. */
typedef struct
{
  const SmtTreatment *treatment;
  const SmtDecision *decision; /* (nullable): NULL, KEEP, CLARIFY, OVERRIDE and a PAUSE without end go back untouched */
} SmtChange;

/** SmtChangeSet: a frozen copy of what is to be sent: every treatment of the list exactly once. */
typedef struct
{
  SmtList *list;
  GPtrArray *changes; /* of SmtChange */
  gboolean create_pll;
  SmtDecision *on_list; /* (nullable): the list as a whole is in use again: its pause is not sent */
  gatomicrefcount ref_count;
} SmtChangeSet;

SmtChangeSet      *smt_reconciliation_freeze         (const SmtReconciliation *self, GError **error);
SmtChangeSet      *smt_change_set_ref                (const SmtChangeSet *set);
void               smt_change_set_unref              (SmtChangeSet *set);
const SmtChange   *smt_change_set_find               (const SmtChangeSet *set, const char *key);
guint              smt_change_set_count              (const SmtChangeSet *set, SmtDecisionKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtReconciliation, smt_reconciliation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtChangeSet, smt_change_set_unref)

G_END_DECLS
