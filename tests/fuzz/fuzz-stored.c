/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal keeps as JSON, and the lists that are read from files: the first byte says which. What is read is
 * written again, and reads as the same.
 */
#include <string.h>

#include "desk/smt-settlement.h"
#include "desk/smt-work-list.h"
#include "list/smt-pair-act.h"
#include "reconcile/smt-flag.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_decision (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtDecision) decision = smt_decision_from_json (text, &error);
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr (SmtDecision) again = NULL;

  g_assert_true ((decision == NULL) == (error != NULL));
  if (decision == NULL)
    return;
  once = smt_decision_to_json (decision);
  again = smt_decision_from_json (once, NULL);
  g_assert_nonnull (again);
  twice = smt_decision_to_json (again);
  g_assert_cmpstr (once, ==, twice);
}

static void
read_receipt (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = smt_receipt_from_json (text, &error);
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr (SmtReceipt) again = NULL;

  g_assert_true ((receipt == NULL) == (error != NULL));
  if (receipt == NULL)
    return;
  once = smt_receipt_to_json (receipt);
  again = smt_receipt_from_json (once, NULL);
  g_assert_nonnull (again);
  twice = smt_receipt_to_json (again);
  g_assert_cmpstr (once, ==, twice);
}

static void
read_settlement (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtChangeSet) set = smt_settlement_from_json (text, &error);
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (smt_patient_new ());
  g_autoptr (SmtList) fresh = smt_list_new ();
  g_autoptr (SmtReceipt) expected = NULL, settled = NULL;

  g_assert_true ((set == NULL) == (error != NULL));
  smt_settlement_widen (text, request);
  g_assert_false (smt_settlement_widen (text, request)); /* once is enough */
  if (set == NULL)
    return;
  expected = smt_receipt_new_expected (set, SMT_PART_UNKNOWN, 1);
  settled = smt_receipt_settle (expected, set, fresh, 2);
  g_assert_cmpuint (settled->parts->len, ==, expected->parts->len);
}

static void
read_person (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtWorkItem) item = smt_work_item_new_from_json (text, &error);
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr (SmtWorkItem) again = NULL;

  g_assert_true ((item == NULL) == (error != NULL));
  if (item == NULL)
    return;
  once = smt_work_item_person_to_json (smt_work_item_get_patient (item));
  again = smt_work_item_new_from_json (once, NULL);
  g_assert_nonnull (again);
  twice = smt_work_item_person_to_json (smt_work_item_get_patient (again));
  g_assert_cmpstr (once, ==, twice);
}

static void
read_work_list (const char *text)
{
  g_autoptr (SmtWorkList) list = smt_work_list_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (smt_work_list_load (list, bytes, &error) == (error == NULL));
}

static void
read_pair_act (const char *text)
{
  g_autoptr (SmtPairAct) act = smt_pair_act_from_json (text);
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr (SmtPairAct) again = NULL;

  if (act == NULL)
    return;
  once = smt_pair_act_to_json (act);
  again = smt_pair_act_from_json (once);
  g_assert_nonnull (again);
  twice = smt_pair_act_to_json (again);
  g_assert_cmpstr (once, ==, twice);
}

static void
read_flags (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);
  g_autoptr (SmtFlag) told = NULL, kept = NULL;
  gboolean is_finding = FALSE;

  if (json == NULL)
    return;
  told = smt_flag_new_from_report (smt_json_root (json), &is_finding);
  g_assert_true (is_finding || told == NULL);
  kept = smt_flag_from_json (smt_json_root (json));
  if (kept != NULL)
    {
      g_autofree char *once = smt_flag_to_json (kept);
      g_autoptr (GBytes) stored = g_bytes_new (once, strlen (once));
      g_autoptr (SmtJson) document = smt_json_read (stored, NULL);
      g_autoptr (SmtFlag) again = NULL;

      g_assert_nonnull (document);
      again = smt_flag_from_json (smt_json_root (document));
      g_assert_true (again != NULL && smt_flag_equal (kept, again));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const struct
  {
    char letter;
    void (*read) (const char *text);
  } readers[] = { { 'd', read_decision },  { 'r', read_receipt },  { 's', read_settlement }, { 'p', read_person },
                  { 'w', read_work_list }, { 'a', read_pair_act }, { 'f', read_flags } };
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;
  text = g_strndup ((const char *)data + 1, size - 1);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i].letter == (char)data[0])
      readers[i].read (text);
  return 0;
}
