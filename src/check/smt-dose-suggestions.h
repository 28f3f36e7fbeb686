/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The short doses (Kortdose) that FEST lists for a product, as doses a clinician may begin a new one with. All that the
 * product allows stand equal, in the order of FEST: none is an answer to a finding.
 * Pure function; any thread.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

/** SmtDoseSuggestion: owns its parts. */
typedef struct
{
  char *code; /* of 7478 */
  char *name; /* as FEST calls it: "1x3" */
  SmtRhythm *rhythm;
} SmtDoseSuggestion;

GPtrArray *smt_dose_suggestions_new (const SmtTreatment *treatment, const SmtCatalogue *catalogue, SmtDate today);

G_END_DECLS
