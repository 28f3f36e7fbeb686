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

/* (nullable): what is on the list now, or proposed for it */
static const SmtPairMember *
find_now (const SmtPairRow *row)
{
  const SmtPairMember *now = smt_pair_row_get (row, SMT_LIST_CURRENT);

  return now != NULL ? now : smt_pair_row_get (row, SMT_LIST_PROPOSED);
}

static void
note_seen (SmtComparison *self, const SmtPairMember *now, const SmtPairMember *then)
{
  if (now != NULL && is_unchanged (then->treatment, now->treatment))
    g_hash_table_insert (self->seen, g_strdup (now->treatment->key), g_strdup (now->treatment->digest));
}

/* Every row has one place: with the list, among what is gone from it, or alone. What only the previous list has and had
 * ended by then has none. */
static void
weigh_row (SmtComparison *self, const SmtPairRow *row)
{
  const SmtPairMember *then = smt_pair_row_get (row, SMT_LIST_PREVIOUS);

  if (then != NULL)
    {
      note_seen (self, smt_pair_row_get (row, SMT_LIST_CURRENT), then);
      note_seen (self, smt_pair_row_get (row, SMT_LIST_PROPOSED), then);
    }
  if (find_now (row) != NULL)
    return;
  if (then != NULL && is_missed (then->treatment))
    g_ptr_array_add (self->gone, then->treatment);
  else if (then == NULL || row->members->len > 1)
    g_ptr_array_add (self->alone, (gpointer)row);
}

/* --- pairing ------------------------------------------------------------------------------------------------------ */

static void
add_list (GArray *lists, const char *id, GPtrArray *treatments)
{
  const SmtPairList list = { id, treatments };

  g_array_append_val (lists, list);
}

/* What a pharmacy proposes is a list of its own: it may be the same as an entry, and then both stand in one row. */
static SmtPairing *
pair (const SmtComparison *self, const SmtList *list, GPtrArray *links)
{
  g_autoptr (GPtrArray) current = g_ptr_array_new ();
  g_autoptr (GPtrArray) proposed = g_ptr_array_new ();
  g_autoptr (GArray) lists = g_array_new (FALSE, FALSE, sizeof (SmtPairList));

  for (guint i = 0; i < list->treatments->len; i++)
    {
      SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);

      g_ptr_array_add (treatment->proposed ? proposed : current, treatment);
    }
  add_list (lists, SMT_LIST_CURRENT, current);
  add_list (lists, SMT_LIST_PROPOSED, proposed);
  if (self->answer != NULL)
    add_list (lists, SMT_LIST_PREVIOUS, smt_answer_get_list (self->answer)->treatments);
  for (guint i = 0; i < self->files->len; i++)
    {
      const SmtBeside *file = g_ptr_array_index (self->files, i);

      add_list (lists, file->id, smt_answer_get_list (file->answer)->treatments);
    }
  return smt_pairing_new ((const SmtPairList *)(void *)lists->data, lists->len, links);
}

/**
 * smt_comparison_new:
 * @list: the list looked up
 * @record: (nullable): what was reconciled last
 * @previous: (nullable): its list
 * @files: (nullable) (element-type SmtBeside): lists opened from files
 * @links: (nullable) (element-type SmtPairLink): what was said by hand
 *
 * Without any other list only possible doubles are looked for.
 *
 * Returns: (transfer full): how they stand beside each other
 */
SmtComparison *
smt_comparison_new (const SmtList *list,
                    const SmtReconciledRecord *record,
                    SmtAnswer *previous,
                    GPtrArray *files,
                    GPtrArray *links)
{
  SmtComparison *self = g_new0 (SmtComparison, 1);

  self->record = record != NULL ? smt_reconciled_record_copy (record) : NULL;
  self->answer = previous != NULL ? smt_answer_ref (previous) : NULL;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_beside_unref);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (self->files, smt_beside_ref (g_ptr_array_index (files, i)));
  self->gone = g_ptr_array_new ();
  self->alone = g_ptr_array_new ();
  if (previous != NULL)
    self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pairing = pair (self, list, links);
  for (guint i = 0; i < self->pairing->rows->len; i++)
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
  g_ptr_array_unref (comparison->alone);
  g_clear_pointer (&comparison->seen, g_hash_table_unref);
  smt_pairing_free (comparison->pairing);
  g_ptr_array_unref (comparison->files);
  g_clear_pointer (&comparison->answer, smt_answer_unref);
  g_clear_pointer (&comparison->record, smt_reconciled_record_free);
  g_free (comparison);
}

const SmtPairRow *
smt_comparison_find (const SmtComparison *comparison, const char *key)
{
  const SmtPairRow *row = smt_pairing_find (comparison->pairing, SMT_LIST_CURRENT, key);

  return row != NULL ? row : smt_pairing_find (comparison->pairing, SMT_LIST_PROPOSED, key);
}

const SmtTreatment *
smt_comparison_find_previous (const SmtComparison *comparison, const char *key)
{
  const SmtPairRow *row = smt_comparison_find (comparison, key);
  const SmtPairMember *then = row != NULL ? smt_pair_row_get (row, SMT_LIST_PREVIOUS) : NULL;

  return then != NULL ? then->treatment : NULL;
}
