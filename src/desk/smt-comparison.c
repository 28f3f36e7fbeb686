/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-comparison.h"

#include "list/smt-difference.h"

static gboolean
is_unchanged (const SmtTreatment *before, const SmtTreatment *after)
{
  /* in whatever language: what counts is whether anything differs */
  g_autoptr (GPtrArray) differences = smt_treatment_differences (before, after, SMT_LANGUAGE_NB);

  return differences->len == 0;
}

/* What had ended by then is not missed: it is shown for 90 days, and then it is not. */
static gboolean
is_missed (const SmtTreatment *before)
{
  return smt_treatment_is_in_use (before) || before->state == SMT_TREATMENT_PAUSED;
}

static void
weigh_row (SmtComparison *self, const SmtPairRow *row)
{
  const SmtPairMember *now = smt_pair_row_get (row, SMT_LIST_CURRENT);
  const SmtPairMember *then = smt_pair_row_get (row, SMT_LIST_PREVIOUS);

  if (now == NULL && is_missed (then->treatment))
    g_ptr_array_add (self->gone, then->treatment);
  if (now != NULL && then != NULL && is_unchanged (then->treatment, now->treatment))
    g_hash_table_insert (self->seen, g_strdup (now->treatment->key), g_strdup (now->treatment->digest));
}

/**
 * smt_comparison_new:
 * @list: the list looked up
 * @record: (transfer full) (nullable): what was reconciled last
 * @previous: (transfer full) (nullable): its list
 *
 * Without a previous list only possible doubles are looked for.
 *
 * Returns: (transfer full): how the two stand beside each other
 */
SmtComparison *
smt_comparison_new (const SmtList *list, SmtReconciledRecord *record, SmtAnswer *previous)
{
  SmtComparison *self = g_new0 (SmtComparison, 1);
  SmtPairList lists[2] = { { SMT_LIST_CURRENT, list->treatments } };

  self->record = record;
  self->answer = previous;
  self->gone = g_ptr_array_new ();
  if (previous != NULL)
    {
      lists[1] = (SmtPairList){ SMT_LIST_PREVIOUS, smt_answer_get_list (previous)->treatments };
      self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
  self->pairing = smt_pairing_new (lists, previous != NULL ? 2 : 1, NULL);
  for (guint i = 0; previous != NULL && i < self->pairing->rows->len; i++)
    weigh_row (self, g_ptr_array_index (self->pairing->rows, i));

  return self;
}

/**
 * smt_comparison_read_previous:
 * @record: what was reconciled last
 * @catalogue: (nullable): FEST, as the list of today is read with
 *
 * The list is read as of the day it was reconciled: a stop that was planned then had not come yet.
 *
 * Returns: (transfer full) (nullable): its list; %NULL when it cannot be read any more
 */
SmtAnswer *
smt_comparison_read_previous (const SmtReconciledRecord *record, SmtCatalogue *catalogue)
{
  const SmtReadOptions options = { .today = smt_instant_to_date (record->at), .catalogue = catalogue };
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = smt_answer_read_with (record->bytes, &options, &error);

  if (answer == NULL)
    g_info ("the list reconciled last cannot be read: %s", error->message);
  return answer;
}

void
smt_comparison_free (SmtComparison *comparison)
{
  g_return_if_fail (comparison != NULL);

  g_ptr_array_unref (comparison->gone);
  g_clear_pointer (&comparison->seen, g_hash_table_unref);
  smt_pairing_free (comparison->pairing);
  g_clear_pointer (&comparison->answer, smt_answer_unref);
  g_clear_pointer (&comparison->record, smt_reconciled_record_free);
  g_free (comparison);
}

const SmtTreatment *
smt_comparison_find_previous (const SmtComparison *comparison, const char *key)
{
  const SmtPairRow *row = smt_pairing_find (comparison->pairing, SMT_LIST_CURRENT, key);
  const SmtPairMember *then = row != NULL ? smt_pair_row_get (row, SMT_LIST_PREVIOUS) : NULL;

  return then != NULL ? then->treatment : NULL;
}
