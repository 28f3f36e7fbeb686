/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a decision leads to when it is sent: the one place that knows, for the message, the receipt and the screen.
 * Pure functions; any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

/** SmtRecallCode: why a prescription is withdrawn, code list 7500. */
typedef enum
{
  SMT_RECALL_NONE = 0,
  SMT_RECALL_RENEWED = 1, /* Fornying */
  SMT_RECALL_STOPPED = 2, /* Seponering */
  SMT_RECALL_CHANGED = 3, /* Fornying med endring */
  SMT_RECALL_OTHER = 4,   /* Annen */
} SmtRecallCode;

/**
 * SmtEffect:
 * @prescribes: a new prescription takes the place of the old one, which becomes a link
 * @recall: what the old one is withdrawn for; NONE where it cannot be dispensed anyway
 * @edits: the line of the list itself is changed
 * @leaves_out: the line is not sent
 */
typedef struct
{
  gboolean prescribes;
  SmtRecallCode recall;
  gboolean edits;
  gboolean leaves_out;
} SmtEffect;

SmtEffect smt_decision_effect      (const SmtDecision *decision, const SmtTreatment *treatment);
gboolean  smt_decision_plans_dose  (const SmtDecision *decision, const SmtTreatment *treatment);
gboolean  smt_decision_alters_dose (const SmtDecision *decision);
gboolean  smt_decision_lifts_stop  (const SmtDecision *decision, const SmtTreatment *treatment);
gboolean  smt_decision_ends_dose   (const SmtDecision *decision, const SmtTreatment *treatment);

G_END_DECLS
