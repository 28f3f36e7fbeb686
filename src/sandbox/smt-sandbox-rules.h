/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SFM's rules for a send, one function a rule. Sources: "SFM Basis API Implementation Guide" (sendMedication,
 * PopulatingsendMedication, Populatingsfm-MedicationStatement) and the PLL rules of Reseptformidleren.
 */
#pragma once

#include "sandbox/smt-sandbox-case.h"

G_BEGIN_DECLS

typedef void (*SmtSandboxRule) (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);

void smt_sandbox_rules_run (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);

/* the lookup and the bundle as a whole */
void smt_sandbox_rule_lookup (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_signature (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_complete (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_sections (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_others (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_resept_ids (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);

/* the list (PLL) */
void smt_sandbox_rule_caller (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_pll_sender (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_pll_info (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_stand_in (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_listed (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_pause (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_pll_ids (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
gboolean smt_sandbox_case_declines (const SmtSandboxCase *self, const SmtSandboxStatement *held);
gboolean smt_sandbox_case_takes_over (const SmtSandboxCase *self, const SmtSandboxStatement *held);

/* each statement */
void smt_sandbox_rule_unchanged (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_received (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_references (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_required (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_new (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_renewal (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);

/* what ends */
void smt_sandbox_rule_recall (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_status (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);

/* doses */
void smt_sandbox_rule_dose (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);
void smt_sandbox_rule_as_prescribed (const SmtSandboxCase *self, SmtSandboxOutcome *outcome);

/* what Reseptformidleren itself refuses, prescription by prescription */
const char *smt_sandbox_national_filter (const SmtSandboxCase *self, const SmtSandboxStatement *came);

G_END_DECLS
