/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decision: what a clinician chose for one treatment.
 * Immutable and reference-counted. Any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_DECISION_KEEP,     /* behold: goes back untouched */
  SMT_DECISION_CHANGE,   /* endre: a new dose; a new prescription where there was one */
  SMT_DECISION_STOP,     /* seponer, now */
  SMT_DECISION_TAKE_IN,  /* inn i PLL: a loose prescription joins the list */
  SMT_DECISION_RECALL,   /* tilbakekall: the prescription only */
  SMT_DECISION_CLARIFY,  /* avklar: with whom, by when; goes back unchanged and is named at review */
  SMT_DECISION_OVERRIDE, /* a Stopp is let through with a typed reason; goes back untouched */
  SMT_DECISION_STOP_LATER, /* seponer senere: from a day to come */
  SMT_DECISION_PAUSE,      /* pause: with an end a dose with a gap; without one a note of ours, which is not sent */
  SMT_DECISION_RESUME,     /* gjenoppta: the dose without the gap */
  SMT_DECISION_RENEW,      /* forny: the same dose, a new prescription, the old one recalled */
  SMT_DECISION_DELETE,     /* slett: registered in error; marked so, and off the list */
  SMT_DECISION_BELONGS_TO, /* hører til: a loose prescription becomes the newest of another entry */
  SMT_DECISION_DECLINE,    /* avslå: what a pharmacy proposes or asks */
  SMT_N_DECISIONS,
} SmtDecisionKind;

/** SmtStopReason: seponeringsårsak, code list 7494 (as far as known). */
typedef enum
{
  SMT_STOP_FINISHED,   /* A Avsluttet behandling */
  SMT_STOP_NO_EFFECT,  /* M Manglende effekt */
  SMT_STOP_NOT_USED,   /* P Pasienten har ikke brukt legemiddelet */
  SMT_STOP_OTHER,      /* X Annen årsak; needs a text */
} SmtStopReason;

/** SmtStopSupply: how the patient gets what is taken until a later stop (E-2644574212). */
typedef enum
{
  SMT_SUPPLY_ENOUGH,               /* there is enough: the prescription is recalled, 7500/2 */
  SMT_SUPPLY_MUST_FETCH,           /* still to be fetched: renewed until the stop, 7500/3 */
  SMT_SUPPLY_WITHOUT_PRESCRIPTION, /* goes on without prescription: recalled, 7500/4, type U */
} SmtStopSupply;

/** SmtRole: who drafts; only what a doctor decided or approved is sent. */
typedef enum
{
  SMT_ROLE_DOCTOR,
  SMT_ROLE_NURSE,
  SMT_ROLE_PHARMACIST,
} SmtRole;

/**
 * SmtDecision:
 * @key: the treatment
 * @digest: of the treatment as it was when decided; a decision on other data is shown as "data endret" and not sent
 * @rhythm: (nullable): the new dose, for CHANGE; for a PAUSE with an end, RESUME and most STOP_LATER what
 *   smt_decision_plan_dose() makes of the entry's own
 * @first_day: first day of the new dose, for CHANGE and RESUME, or of the pause; shown before signing
 * @until: the day a PAUSE is over and the dose is taken again; unset for one without end
 * @stop_date: the first day without it, for STOP_LATER
 * @supply: for STOP_LATER of what can be dispensed
 * @other_key: (nullable): the entry a loose prescription BELONGS_TO
 * @new_prescription_id: (nullable): ReseptId made when the decision was taken, durable before any send and the same in
 *   every attempt (CHANGE, PAUSE, RESUME, STOP_LATER of a prescription, and RENEW); a CHANGE of a line whose prescription
 *   is spent (smt_treatment_has_spent_prescription()) renews it with the new dose where there is one, and is made on the
 *   list alone where there is none
 * @new_entry_id: (nullable): PLL id made for TAKE_IN, and for CHANGE of a loose prescription, which joins the list by it
 * @reason: (nullable): typed text
 * @recipient: (nullable): for CLARIFY
 * @due: for CLARIFY
 * @author: (nullable): who decided, when that is not the signer
 * @role: of @author; what is not a doctor's is a draft until @approver is set
 * @approver: (nullable): the doctor who approved a draft
 * @overridden: (nullable): for OVERRIDE, the identities of the findings it lets through (smt_finding_dup_identity());
 *   they stay quiet after the send for as long as the data they rest on stand
 * @about: (nullable): what it is about, in words, where that stands only in a file (smt_decision_is_aside()): the file
 *   is not kept
 */
typedef struct
{
  SmtDecisionKind kind;
  char *key;
  char *digest;
  SmtRhythm *rhythm;
  SmtDate first_day;
  SmtDate until;
  SmtDate stop_date;
  SmtStopSupply supply;
  char *other_key;
  char *new_prescription_id;
  char *new_entry_id;
  SmtStopReason stop_reason;
  char *reason;
  char *recipient;
  SmtDate due;
  char *author;
  SmtRole role;
  char *approver;
  char **overridden;
  char *about;
  gatomicrefcount ref_count;
} SmtDecision;

SmtDecision *smt_decision_new      (SmtDecisionKind kind, const char *key, const char *digest);
SmtDecision *smt_decision_copy     (const SmtDecision *decision);
SmtDecision *smt_decision_ref      (const SmtDecision *decision);
void         smt_decision_unref    (SmtDecision *decision);
gboolean     smt_decision_equal    (const SmtDecision *a, const SmtDecision *b);
gboolean     smt_decision_is_draft (const SmtDecision *decision);
gboolean     smt_decision_is_aside (const SmtDecision *decision);
/* the key of what is decided about the list as a whole */
#define SMT_WHOLE_LIST "whole-list"
gboolean     smt_decision_is_of_list (const SmtDecision *decision);
char        *smt_aside_key         (const char *list, const char *key);
gboolean     smt_aside_check       (const SmtDecision *decision, GError **error);
char        *smt_decision_to_json  (const SmtDecision *decision);
SmtDecision *smt_decision_from_json (const char *json, GError **error);
const char  *smt_stop_reason_code  (SmtStopReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtDecision, smt_decision_unref)

G_END_DECLS
