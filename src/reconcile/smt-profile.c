/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-profile.h"

#define BIT(name) (1u << (name))

static const char *const names[SMT_N_PROFILES] = {
  [SMT_PROFILE_ALL] = "all",
  [SMT_PROFILE_GP] = "gp",
  [SMT_PROFILE_NURSING_HOME] = "nursing-home",
  [SMT_PROFILE_PHARMACIST] = "pharmacist",
};

/* The one table. What is not in it is folded for nobody, so that a new finding is always shown. A pharmacist folds
 * nothing: to find these is the pharmacist's work. */
static const struct
{
  SmtFindingCode code;
  guint32 checks;   /* what the finding may rest on; with anything else it is shown */
  guint32 profiles; /* bits of SmtProfile */
} folded[] = {
  /* Yellow interactions were weighed when the second medicine was prescribed. Having every one of them handled was
   * tried nationally and taken back (features.md 1.2); with precautions only, and of class Til orientering. */
  { SMT_FINDING_INTERACTION, BIT (SMT_CHECK_C16), BIT (SMT_PROFILE_GP) },
  /* In a nursing home the staff hand out each dose, from rolls and from the ward's own stock: what a pharmacy dispensed
   * on prescription says nothing of the pace at which it is taken. */
  { SMT_FINDING_SUPPLY, BIT (SMT_CHECK_C6), BIT (SMT_PROFILE_NURSING_HOME) },
};

/** smt_profile_name: Returns: (transfer none): by which @profile is remembered */
const char *
smt_profile_name (SmtProfile profile)
{
  g_return_val_if_fail ((guint)profile < SMT_N_PROFILES, names[SMT_PROFILE_ALL]);

  return names[profile];
}

/** smt_profile_parse: Returns: the profile called @name (nullable); one that is not known hides nothing */
SmtProfile
smt_profile_parse (const char *name)
{
  for (guint i = 0; i < SMT_N_PROFILES; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      return (SmtProfile)i;
  return SMT_PROFILE_ALL;
}

/**
 * smt_profile_folds:
 * @profile: for whom
 * @treatment: what the finding is about
 * @finding: a finding
 *
 * Only a finding of class Til orientering is ever folded, none about an interval, and none of a product that stands in
 * the interval table: there even a small sign may be the only one.
 *
 * Returns: whether it is not shown until somebody asks for it
 */
gboolean
smt_profile_folds (SmtProfile profile, const SmtTreatment *treatment, const SmtFinding *finding)
{
  g_return_val_if_fail (treatment != NULL && finding != NULL, FALSE);

  if (finding->severity_class != SMT_CLASS_INFO || finding->row != NULL
      || (treatment->product != NULL && treatment->product->row != NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (folded); i++)
    if (folded[i].code == finding->code && (finding->checks & ~folded[i].checks) == 0)
      return (folded[i].profiles & BIT (profile)) != 0;
  return FALSE;
}

/** smt_profile_count_folded: Returns: how many of @findings @profile folds */
guint
smt_profile_count_folded (SmtProfile profile, const SmtTreatment *treatment, const GPtrArray *findings)
{
  guint n = 0;

  g_return_val_if_fail (treatment != NULL && findings != NULL, 0);

  for (guint i = 0; i < findings->len; i++)
    n += smt_profile_folds (profile, treatment, g_ptr_array_index (findings, i)) ? 1 : 0;
  return n;
}
