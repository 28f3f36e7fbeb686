/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-group-counts.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"

/** smt_group_counts_add: counts @row among what it is */
void
smt_group_counts_add (SmtGroupCounts *counts, SmtPatientContext *context, const SmtRow *row)
{
  const SmtTreatment *treatment = row->treatment;
  g_autofree char *twice = NULL;

  g_return_if_fail (counts != NULL && row != NULL);

  twice = smt_double_words (context, treatment->key);
  counts->n_double += twice != NULL;
  counts->n_asked += row->asked && !treatment->proposed;
  if (treatment->proposed)
    counts->n_proposed++;
  else if (smt_treatment_may_join_list (treatment))
    counts->n_loose++;
  else if (smt_treatment_is_new (context, treatment))
    counts->n_new++;
}

/**
 * smt_group_counts_say:
 * @counts: what was counted
 *
 * Returns: (transfer full) (nullable): "1 ny · 2 løse · 1 foreslått av apoteket · 2 mulig dobbelt"; %NULL where the
 * rows are of none of these kinds
 */
char *
smt_group_counts_say (const SmtGroupCounts *counts)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (counts != NULL, NULL);

  if (counts->n_new > 0)
    g_ptr_array_add (said,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new", "%u new", counts->n_new), counts->n_new));
  if (counts->n_loose > 0)
    g_ptr_array_add (said, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u loose", "%u loose", counts->n_loose),
                                            counts->n_loose));
  if (counts->n_proposed > 0)
    g_ptr_array_add (said, g_strdup_printf (C_ ("group counts", "%u proposed by the pharmacy"), counts->n_proposed));
  if (counts->n_asked > 0)
    g_ptr_array_add (said, g_strdup_printf (C_ ("group counts", "%u asked about by the pharmacy"), counts->n_asked));
  if (counts->n_double > 0)
    g_ptr_array_add (said, g_strdup_printf (C_ ("group counts", "%u possible double"), counts->n_double));
  g_ptr_array_add (said, NULL);
  return said->len > 1 ? g_strjoinv (" · ", (char **)said->pdata) : NULL;
}
