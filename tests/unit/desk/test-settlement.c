/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is remembered of a send is enough to settle it, and what a fresh list is taken to say about it.
 */
#include "desk/smt-settlement.h"

#define OLD "11111111-1111-4111-8111-111111111111"
#define NEW "22222222-2222-4222-8222-222222222222"
#define ENTRY "33333333-3333-4333-8333-333333333333"
#define LOOSE "44444444-4444-4444-8444-444444444444"
#define JOINED "55555555-5555-4555-8555-555555555555"

static SmtTreatment *
add_treatment (SmtList *list, const char *key, const char *entry_id, const char *prescription_id)
{
  SmtTreatment *treatment = smt_treatment_new ();

  treatment->key = g_strdup (key);
  treatment->entry_id = g_strdup (entry_id);
  treatment->digest = g_strdup ("digest");
  if (prescription_id != NULL)
    {
      SmtPrescription *prescription = smt_treatment_add_prescription (treatment);

      prescription->prescription_id = g_strdup (prescription_id);
      prescription->status = SMT_PRESCRIPTION_DISPENSABLE;
    }
  g_ptr_array_add (list->treatments, treatment);

  return treatment;
}

static SmtList *
list_new (SmtInstant pll_date)
{
  SmtList *list = smt_list_new ();

  list->has_pll = TRUE;
  list->pll_date = pll_date;
  list->rf_fetched = 1000;

  return list;
}

static void
change_free (gpointer data)
{
  SmtChange *change = data;

  smt_decision_unref ((SmtDecision *)change->decision);
  smt_treatment_unref ((SmtTreatment *)change->treatment);
  g_free (change);
}

static void
add_change (SmtChangeSet *set, SmtTreatment *treatment, SmtDecision *decision)
{
  SmtChange *change = g_new0 (SmtChange, 1);

  change->treatment = smt_treatment_ref (treatment);
  change->decision = decision;
  g_ptr_array_add (set->changes, change);
}

/* One prescription changed, one loose prescription taken in. */
static SmtChangeSet *
set_new (void)
{
  SmtChangeSet *set = g_new0 (SmtChangeSet, 1);
  SmtDecision *change = smt_decision_new (SMT_DECISION_CHANGE, "pll:" ENTRY, "digest");
  SmtDecision *take_in = smt_decision_new (SMT_DECISION_TAKE_IN, "rx:" LOOSE, "digest");

  g_atomic_ref_count_init (&set->ref_count);
  set->list = list_new (5000);
  set->changes = g_ptr_array_new_with_free_func (change_free);
  set->create_pll = TRUE;
  change->new_prescription_id = g_strdup (NEW);
  change->rhythm = smt_rhythm_new_weekdays (smt_range_exact_int (3), "tablett", 1);
  change->first_day = smt_date_new (2024, 6, 17);
  take_in->new_entry_id = g_strdup (JOINED);
  add_change (set, add_treatment (set->list, "pll:" ENTRY, ENTRY, OLD), change);
  add_change (set, add_treatment (set->list, "rx:" LOOSE, NULL, LOOSE), take_in);

  return set;
}

/* The list as it was, or as it is when everything has arrived. */
static SmtList *
fresh_new (gboolean arrived)
{
  SmtList *list = list_new (arrived ? 6000 : 5000);
  SmtTreatment *changed = add_treatment (list, "pll:" ENTRY, ENTRY, arrived ? NEW : OLD);

  if (arrived)
    {
      SmtPrescription *old = smt_treatment_add_prescription (changed);

      old->prescription_id = g_strdup (OLD);
      old->status = SMT_PRESCRIPTION_RECALLED;
      add_treatment (list, "pll:" JOINED, JOINED, LOOSE);
    }
  else
    add_treatment (list, "rx:" LOOSE, NULL, LOOSE);

  return list;
}

static SmtSendState
settle (SmtSendState before, gboolean arrived, gboolean remembered)
{
  g_autoptr (SmtChangeSet) set = set_new ();
  g_autoptr (SmtReceipt) expected = smt_receipt_new_expected (set, SMT_PART_UNKNOWN, 1);
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (smt_patient_new ());
  g_autofree char *json = smt_settlement_to_json (set, request, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtChangeSet) back = smt_settlement_from_json (json, &error);
  g_autoptr (SmtList) fresh = fresh_new (arrived);
  g_autoptr (SmtReceipt) settled = NULL;

  g_assert_no_error (error);
  settled = smt_receipt_settle (expected, remembered ? back : set, fresh, 2);
  return smt_settlement_state (before, settled);
}

static void
test_remembers_enough (void)
{
  for (guint remembered = 0; remembered < 2; remembered++)
    {
      g_assert_cmpint (settle (SMT_SEND_UNKNOWN, TRUE, remembered), ==, SMT_SEND_DONE);
      g_assert_cmpint (settle (SMT_SEND_UNKNOWN, FALSE, remembered), ==, SMT_SEND_NOT_APPLIED);
    }
}

static void
test_remembers_the_decisions (void)
{
  g_autoptr (SmtChangeSet) set = set_new ();
  g_autoptr (SmtLookupRequest) request = smt_lookup_request_new (smt_patient_new ());
  g_autofree char *json = smt_settlement_to_json (set, request, NULL);
  g_autoptr (SmtChangeSet) back = smt_settlement_from_json (json, NULL);
  const SmtChange *change;

  g_assert_true (back->create_pll);
  g_assert_cmpint (back->list->pll_date, ==, 5000);
  g_assert_cmpuint (back->changes->len, ==, 2);
  change = smt_change_set_find (back, "pll:" ENTRY);
  g_assert_cmpstr (change->treatment->entry_id, ==, ENTRY);
  g_assert_cmpstr (change->decision->new_prescription_id, ==, NEW);
  change = smt_change_set_find (back, "rx:" LOOSE);
  g_assert_null (change->treatment->entry_id);
  g_assert_cmpstr (change->decision->new_entry_id, ==, JOINED);
}

/* A send made on what consent and a reference number had opened is settled by a lookup that opens the same. */
static void
test_remembers_the_lookup (void)
{
  g_autoptr (SmtChangeSet) set = set_new ();
  g_autoptr (SmtLookupRequest) before = smt_lookup_request_new (smt_patient_new ());
  g_autoptr (SmtLookupRequest) after = smt_lookup_request_new (smt_patient_new ());
  g_autoptr (SmtLookupRequest) plain = smt_lookup_request_new (smt_patient_new ());
  g_autofree char *narrow = smt_settlement_to_json (set, plain, NULL);
  g_autofree char *json = NULL;

  before->consent = SMT_CONSENT_EXCEPTION;
  before->sperret = SMT_CONSENT_EMERGENCY;
  before->locked = SMT_CONSENT_GIVEN;
  before->reference_numbers = g_strsplit ("73194 55027", " ", 0);
  before->since = smt_date_new (2024, 2, 3);
  json = smt_settlement_to_json (set, before, NULL);

  g_assert_false (smt_settlement_widen (narrow, after));
  g_assert_false (smt_settlement_widen ("not JSON", after));
  g_assert_false (smt_settlement_widen ("{\"createPll\":true,\"changes\":[]}", after)); /* of an older version */
  g_assert_true (smt_settlement_widen (json, after));
  g_assert_false (smt_settlement_widen (json, after));
  g_assert_cmpint (after->consent, ==, SMT_CONSENT_EXCEPTION);
  g_assert_cmpint (after->sperret, ==, SMT_CONSENT_EMERGENCY);
  g_assert_cmpint (after->locked, ==, SMT_CONSENT_GIVEN);
  g_assert_true (
      g_strv_equal ((const char *const *)after->reference_numbers, (const char *const *)before->reference_numbers));
  g_assert_cmpint (smt_date_compare (after->since, before->since), ==, 0);
}

static SmtReconciledRecord *
read_record (const char *decisions)
{
  g_autoptr (SmtSendRecord) send = smt_send_record_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("answer", 6);

  send->id = g_strdup ("send-1");
  send->decisions = g_strdup (decisions);
  send->created = 42;
  return smt_settlement_read_record (send, bytes);
}

/* The reconciliation that a send was; without who and in which role it was not said. */
static void
test_remembers_the_reconciliation (void)
{
  static const char *const silent[] = { "", "{}", "{\"record\":{\"who\":\"9\"}}",
                                        "{\"record\":{\"role\":\"doctor\"}}" };
  g_autoptr (SmtReconciledRecord) plain = read_record ("{\"record\":{\"who\":\"9\",\"role\":\"doctor\"}}");
  g_autoptr (SmtReconciledRecord) whole =
      read_record ("{\"record\":{\"who\":\"9\",\"role\":\"nurse\",\"sources\":5,\"conversation\":\"patient\",\"due\":"
                   "\"2027-01-02\",\"at\":7}}");
  g_autofree char *due = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    g_assert_null (read_record (silent[i]));
  g_assert_cmpstr (plain->send_id, ==, "send-1");
  g_assert_cmpuint (plain->sources, ==, 0);
  g_assert_cmpint (plain->at, ==, 42);
  g_assert_cmpstr (whole->who, ==, "9");
  g_assert_cmpstr (whole->role, ==, "nurse");
  g_assert_cmpuint (whole->sources, ==, 5);
  g_assert_cmpstr (whole->conversation, ==, "patient");
  g_assert_cmpint (whole->at, ==, 7);
  due = smt_date_to_iso (whole->due);
  g_assert_cmpstr (due, ==, "2027-01-02");
}

static void
test_unreadable (void)
{
  static const char *const bad[] = { "",
                                     "[]",
                                     "{}",
                                     "{\"createPll\":true}",
                                     "{\"createPll\":true,\"changes\":[{}]}",
                                     "{\"createPll\":true,\"pllDate\":\"x\",\"changes\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (smt_settlement_from_json (bad[i], &error));
      g_assert_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED);
    }
}

/* @parts: one letter a part; r received, c confirmed, u unconfirmed, f failed, ? unknown */
static SmtReceipt *
receipt_of (const char *parts)
{
  SmtReceipt *receipt = smt_receipt_new (1);

  for (const char *p = parts; *p != '\0'; p++)
    {
      SmtPartState state = *p == 'r'   ? SMT_PART_RECEIVED
                           : *p == 'c' ? SMT_PART_CONFIRMED
                           : *p == 'u' ? SMT_PART_UNCONFIRMED
                           : *p == 'f' ? SMT_PART_FAILED
                                       : SMT_PART_UNKNOWN;

      smt_receipt_add (receipt, *p == 'u' ? SMT_PART_RECALL : SMT_PART_ENTRY, state, "pll:a");
    }

  return receipt;
}

static void
test_states (void)
{
  static const struct
  {
    const char *parts;
    SmtSendState of_answer;    /* as the answer says it */
    SmtSendState from_unknown; /* as a look says it, nobody having answered */
    SmtSendState from_partial; /* as a look says it after such an answer */
  } cases[] = {
    { "rr", SMT_SEND_DONE, SMT_SEND_DONE, SMT_SEND_DONE },
    { "cc", SMT_SEND_DONE, SMT_SEND_DONE, SMT_SEND_DONE },
    { "ru", SMT_SEND_PARTIAL, SMT_SEND_PARTIAL, SMT_SEND_PARTIAL },
    { "rf", SMT_SEND_PARTIAL, SMT_SEND_PARTIAL, SMT_SEND_PARTIAL },
    { "ff", SMT_SEND_PARTIAL, SMT_SEND_NOT_APPLIED, SMT_SEND_PARTIAL },
    { "fu", SMT_SEND_PARTIAL, SMT_SEND_NOT_APPLIED, SMT_SEND_PARTIAL },
    { "r?", SMT_SEND_UNKNOWN, SMT_SEND_PARTIAL, SMT_SEND_PARTIAL },
    { "??", SMT_SEND_UNKNOWN, SMT_SEND_NOT_APPLIED, SMT_SEND_PARTIAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtReceipt) receipt = receipt_of (cases[i].parts);

      g_test_message ("%s", cases[i].parts);
      g_assert_cmpint (smt_settlement_of_answer (receipt), ==, cases[i].of_answer);
      g_assert_cmpint (smt_settlement_state (SMT_SEND_UNKNOWN, receipt), ==, cases[i].from_unknown);
      g_assert_cmpint (smt_settlement_state (SMT_SEND_SENDING, receipt), ==, cases[i].from_unknown);
      g_assert_cmpint (smt_settlement_state (SMT_SEND_PARTIAL, receipt), ==, cases[i].from_partial);
    }
}

static void
test_half_a_lookup (void)
{
  g_autoptr (SmtList) list = list_new (5000);

  g_assert_true (smt_settlement_can_tell (list));
  list->restrictions = SMT_RESTRICTION_KJ_FAILED | SMT_RESTRICTION_KJ_NOT_ASKED | SMT_RESTRICTION_NO_PLL;
  g_assert_true (smt_settlement_can_tell (list));
  list->restrictions = SMT_RESTRICTION_PLL_FAILED;
  g_assert_false (smt_settlement_can_tell (list));
  list->restrictions = SMT_RESTRICTION_RF_FAILED;
  g_assert_false (smt_settlement_can_tell (list));
  list->restrictions = SMT_RESTRICTION_PLL_SPERRET;
  g_assert_false (smt_settlement_can_tell (list));
  list->restrictions = SMT_RESTRICTION_RF_DOWN;
  g_assert_false (smt_settlement_can_tell (list));
  list->restrictions = 0;
  list->rf_fetched = SMT_INSTANT_UNSET;
  g_assert_false (smt_settlement_can_tell (list));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/settlement/enough", test_remembers_enough);
  g_test_add_func ("/desk/settlement/decisions", test_remembers_the_decisions);
  g_test_add_func ("/desk/settlement/lookup", test_remembers_the_lookup);
  g_test_add_func ("/desk/settlement/reconciliation", test_remembers_the_reconciliation);
  g_test_add_func ("/desk/settlement/unreadable", test_unreadable);
  g_test_add_func ("/desk/settlement/states", test_states);
  g_test_add_func ("/desk/settlement/half-a-lookup", test_half_a_lookup);

  return g_test_run ();
}
