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
} SmtDecisionKind;

/** SmtStopReason: seponeringsårsak, code list 7494 (as far as known). */
typedef enum
{
  SMT_STOP_FINISHED,   /* A Avsluttet behandling */
  SMT_STOP_NO_EFFECT,  /* M Manglende effekt */
  SMT_STOP_NOT_USED,   /* P Pasienten har ikke brukt legemiddelet */
  SMT_STOP_OTHER,      /* X Annen årsak; needs a text */
} SmtStopReason;

/**
 * SmtDecision:
 * @key: the treatment
 * @digest: of the treatment as it was when decided; a decision on other data is shown as "data endret" and not sent
 * @rhythm: (nullable): the new dose, for CHANGE
 * @first_day: first day of the new dose, for CHANGE; shown before signing
 * @new_prescription_id: (nullable): ReseptId made when the decision was taken, durable before any send and the same in
 *   every attempt (CHANGE of a prescription)
 * @new_entry_id: (nullable): PLL id made for TAKE_IN, and for CHANGE of a loose prescription, which joins the list by it
 * @reason: (nullable): typed text
 * @recipient: (nullable): for CLARIFY
 * @due: for CLARIFY
 */
typedef struct
{
  SmtDecisionKind kind;
  char *key;
  char *digest;
  SmtRhythm *rhythm;
  SmtDate first_day;
  char *new_prescription_id;
  char *new_entry_id;
  SmtStopReason stop_reason;
  char *reason;
  char *recipient;
  SmtDate due;
  gatomicrefcount ref_count;
} SmtDecision;

SmtDecision *smt_decision_new      (SmtDecisionKind kind, const char *key, const char *digest);
SmtDecision *smt_decision_ref      (const SmtDecision *decision);
void         smt_decision_unref    (SmtDecision *decision);
gboolean     smt_decision_equal    (const SmtDecision *a, const SmtDecision *b);
char        *smt_decision_to_json  (const SmtDecision *decision);
SmtDecision *smt_decision_from_json (const char *json, GError **error);
const char  *smt_stop_reason_code  (SmtStopReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtDecision, smt_decision_unref)

G_END_DECLS
