/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which notes a role folds away: what it can do nothing about, or has weighed elsewhere. It is only about what is shown at first:
 * decisions, batches and what blocks never ask for a profile.
 * Plain values; any thread.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

/** SmtProfile: for whom the findings are shown. */
typedef enum
{
  SMT_PROFILE_ALL, /* everything: unless somebody chooses */
  SMT_PROFILE_GP,           /* fastlege */
  SMT_PROFILE_NURSING_HOME, /* sykehjemslege */
  SMT_PROFILE_PHARMACIST,   /* farmasøyt */
  SMT_N_PROFILES,
} SmtProfile;

const char *smt_profile_name       (SmtProfile profile);
SmtProfile  smt_profile_parse      (const char *name);
gboolean    smt_profile_folds      (SmtProfile profile, const SmtTreatment *treatment, const SmtFinding *finding);
guint       smt_profile_count_folded (SmtProfile profile, const SmtTreatment *treatment, const GPtrArray *findings);

G_END_DECLS
