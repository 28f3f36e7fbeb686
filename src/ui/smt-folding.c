/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-folding.h"

#include <glib/gi18n-lib.h>

#include "reconcile/smt-profile.h"
#include "ui/smt-setting.h"

#define SHOWN "smt-folding-shown"

static SmtProfile
get_profile (void)
{
  g_autofree char *name = smt_setting_get (SMT_FLAGS_FOR, "all");

  return smt_profile_parse (name);
}

/** smt_folding_are_shown: Returns: whether somebody asked to see what is folded of this patient */
gboolean
smt_folding_are_shown (SmtPatientContext *context)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (context), TRUE);

  return g_object_get_data (G_OBJECT (context), SHOWN) != NULL;
}

/** smt_folding_show: @shown: whether to show what the role folds, until another patient is opened */
void
smt_folding_show (SmtPatientContext *context, gboolean shown)
{
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (context));

  g_object_set_data (G_OBJECT (context), SHOWN, GINT_TO_POINTER (shown ? 1 : 0));
  g_signal_emit_by_name (context, "sources-changed");
}

/** smt_folding_folds: Returns: whether @finding of @row is not to be shown now */
gboolean
smt_folding_folds (SmtPatientContext *context, const SmtRow *row, const SmtFinding *finding)
{
  g_return_val_if_fail (row != NULL && finding != NULL, FALSE);

  return !smt_folding_are_shown (context) && smt_profile_folds (get_profile (), row->treatment, finding);
}

/** smt_folding_count: Returns: how many findings of @row are not shown now */
guint
smt_folding_count (SmtPatientContext *context, const SmtRow *row)
{
  g_return_val_if_fail (row != NULL, 0);

  return smt_folding_are_shown (context) ? 0 : smt_profile_count_folded (get_profile (), row->treatment, row->findings);
}

/** smt_folding_count_all: Returns: how many findings the role folds in the whole list, shown or not */
guint
smt_folding_count_all (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  SmtProfile profile = get_profile ();
  guint n = 0;

  for (guint i = 0; profile != SMT_PROFILE_ALL && i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      n += smt_profile_count_folded (profile, row->treatment, row->findings);
    }
  return n;
}

static const char *
word_for_profile (SmtProfile profile)
{
  switch (profile)
    {
    case SMT_PROFILE_GP:
      return C_ ("profile", "general practitioner");
    case SMT_PROFILE_NURSING_HOME:
      return C_ ("profile", "nursing home doctor");
    case SMT_PROFILE_PHARMACIST:
      return C_ ("profile", "pharmacist");
    case SMT_PROFILE_ALL:
    case SMT_N_PROFILES:
    default:
      return "";
    }
}

/** smt_folding_words: Returns: (transfer full) (nullable): how much is folded of the list, and for whom; %NULL for none
 */
char *
smt_folding_words (SmtPatientContext *context)
{
  guint n = smt_folding_count_all (context);
  const char *who = word_for_profile (get_profile ());

  if (n == 0)
    return NULL;
  if (smt_folding_are_shown (context))
    /* Translators: %1$u findings of class Til orientering; %2$s is a role, as in the preferences */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u note that is not shown to a %2$s at first is shown now",
                                         "%1$u notes that are not shown to a %2$s at first are shown now", n),
                            n, who);
  /* Translators: %1$u findings of class Til orientering; %2$s is a role, as in the preferences */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%1$u note is not shown to a %2$s", "%1$u notes are not shown to a %2$s", n), n,
      who);
}
