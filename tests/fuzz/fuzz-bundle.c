/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as an answer of $getMedication: what is read is whole, and what is decided about it is sent as it was
 * decided or not at all. The same bytes are tried as the answer of a send and as an error.
 */
#include <string.h>

#include "fhir/smt-send.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const SmtDate today = { 740000 };

static char *
count_uuid (gpointer data)
{
  return g_strdup_printf ("ffffffff-0000-4000-8000-%012u", ++*(guint *)data);
}

/* --- what was read ------------------------------------------------------------------------------------------------ */

static void
check_source (const SmtSource *source)
{
  const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);

  g_assert_cmpstr (source->raw, !=, "");
  g_assert_true (g_utf8_validate (source->raw, -1, NULL));
  g_assert_true ((rhythm != NULL) == (source->reading->state == SMT_READING_CLEAR));
  if (rhythm != NULL)
    g_assert_true (smt_rhythm_validate (rhythm));
}

static void
check_answer (const SmtAnswer *answer)
{
  const SmtList *list = smt_answer_get_list (answer);

  g_assert_nonnull (list->patient);
  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);

      g_assert_true (smt_list_find (list, treatment->key) == treatment);
      g_assert_true (smt_json_exists (smt_answer_get_entry (answer, treatment->key)));
      g_assert_cmpuint (strlen (treatment->digest), ==, 64);
      for (guint s = 0; s < treatment->sources->len; s++)
        check_source (g_ptr_array_index (treatment->sources, s));
    }
  g_assert_cmpint (list->unread->len > 0, ==, (list->restrictions & SMT_RESTRICTION_NOT_UNDERSTOOD) != 0);
}

/* --- what is sent ------------------------------------------------------------------------------------------------- */

static void
free_change (gpointer data)
{
  SmtChange *change = data;

  smt_treatment_unref ((SmtTreatment *)change->treatment);
  if (change->decision != NULL)
    smt_decision_unref ((SmtDecision *)change->decision);
  g_free (change);
}

static SmtDecision *
decide (const SmtTreatment *treatment, guint n)
{
  static const SmtDecisionKind kinds[] = { SMT_DECISION_CHANGE, SMT_DECISION_STOP, SMT_DECISION_RECALL,
                                           SMT_DECISION_TAKE_IN };
  SmtDecision *decision = smt_decision_new (kinds[n % G_N_ELEMENTS (kinds)], treatment->key, treatment->digest);

  decision->rhythm =
      smt_rhythm_new_every_n (smt_range_exact_int (3), "tablett", 1 + n % 8, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
  decision->first_day = today;
  decision->new_prescription_id = g_strdup ("eeeeeeee-0000-4000-8000-000000000001");
  if (treatment->entry_id == NULL)
    decision->new_entry_id = g_strdup ("eeeeeeee-0000-4000-8000-000000000002");
  return decision;
}

static SmtChangeSet *
decide_all (const SmtList *list, guint seed)
{
  SmtChangeSet *set = g_new0 (SmtChangeSet, 1);

  g_atomic_ref_count_init (&set->ref_count);
  set->list = smt_list_ref (list);
  set->changes = g_ptr_array_new_with_free_func (free_change);
  set->create_pll = TRUE;
  for (guint i = 0; i < list->treatments->len; i++)
    {
      SmtChange *change = g_new0 (SmtChange, 1);
      change->treatment = smt_treatment_ref (g_ptr_array_index (list->treatments, i));
      if ((seed >> i % 16 & 1) != 0)
        change->decision = decide (change->treatment, seed / 7 + i);
      g_ptr_array_add (set->changes, change);
    }
  return set;
}

static void
check_message (GBytes *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = smt_answer_read (message, today, &error);

  g_assert_no_error (error);
  check_answer (answer);
}

static void
send (SmtAnswer *answer, GBytes *bytes, guint seed)
{
  g_autoptr (SmtChangeSet) set = decide_all (smt_answer_get_list (answer), seed);
  g_autoptr (SmtSigner) signer = smt_signer_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  guint n = 0;
  const SmtSendContext context = { signer, 1795080600000000, today, count_uuid, &n };

  signer->hpr = g_strdup ("900000018");
  message = smt_send_encode (answer, set, &context, &error);
  g_assert_true ((message == NULL) == (error != NULL));
  if (message != NULL)
    check_message (message);
  receipt = smt_send_read_answer (bytes, set, 1795080600000000, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = smt_answer_read (bytes, today, &error);
  SmtOutcome *outcome = smt_outcome_read (bytes, NULL);
  guint seed = 0;

  g_clear_pointer (&outcome, smt_outcome_free);
  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    return 0;
  for (gsize i = 0; i < size; i++)
    seed = seed * 31 + data[i];
  check_answer (answer);
  send (answer, bytes, seed);
  return 0;
}
