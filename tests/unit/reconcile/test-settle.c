/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a fresh list is taken to say about each part of a send: for every kind of decision what has to be seen, and what
 * is not enough.
 */
#include "make-list.h"
#include "reconcile/smt-receipt.h"

#define DAY(n) (smt_date_new (2026, 12, n))

typedef enum
{
  GONE,
  ACTIVE,
  PLANNED,  /* a stop on the 7th */
  STOPPED,  /* on the 7th */
  PROPOSED, /* as somebody has proposed it */
} Seen;

/* The entry "e" among others on the fresh list, as @seen; with @rhythm as its dose in words. */
static SmtList *
list_with (Seen seen, SmtRhythm *rhythm, const char *prescription)
{
  const MadeUp rows[] = {
    { "pll:first", "Furix tab 20 mg", "C03CA01", daily (1), daily (1), "first", "rx-first",
      SMT_PRESCRIPTION_DISPENSABLE, SMT_TREATMENT_ACTIVE },
    { "pll:e", "Methotrexate Orifarm tab 2,5 mg", "L04AX03", NULL, rhythm, "E", prescription,
      SMT_PRESCRIPTION_DISPENSABLE,
      seen == PLANNED   ? SMT_TREATMENT_PLANNED_STOP
      : seen == STOPPED ? SMT_TREATMENT_STOPPED
                        : SMT_TREATMENT_ACTIVE },
  };
  SmtList *list = make_list (rows, seen == GONE ? 1 : 2, TRUE);

  if (seen == GONE)
    g_clear_pointer (&rhythm, smt_rhythm_unref);
  else
    {
      SmtTreatment *treatment = g_ptr_array_index (list->treatments, 1);

      treatment->stop_date = DAY (7);
      treatment->proposed = seen == PROPOSED;
    }
  list->pll_date = 2000;
  return list;
}

/* What becomes of one part of @kind that was in @before, about @decision (which is used up). */
static SmtPartState
settled (SmtPartKind kind, SmtPartState before, SmtDecision *decision, SmtList *fresh)
{
  const MadeUp row = { "pll:e",  "Methotrexate Orifarm tab 2,5 mg", "L04AX03",           NULL, daily (3), "e",
                       "rx-old", SMT_PRESCRIPTION_DISPENSABLE,      SMT_TREATMENT_ACTIVE };
  g_autoptr (SmtList) sent = make_list (&row, 1, TRUE);
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (1);
  g_autoptr (SmtReceipt) after = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  SmtChange change = { g_ptr_array_index (sent->treatments, 0), decision };
  SmtChangeSet set = { .list = sent, .changes = changes, .create_pll = TRUE };
  SmtReceiptPart *part;

  g_ptr_array_add (changes, &change);
  part = smt_receipt_add (receipt, kind, before, kind == SMT_PART_PLL ? NULL : "pll:e");
  part->prescription_id = g_strdup (kind == SMT_PART_RECALL ? "RX-OLD" : "RX-NEW");
  part->reference = g_strdup ("40012345");
  part->text = g_strdup ("Avvist");
  after = smt_receipt_settle (receipt, &set, fresh, 2);
  smt_list_unref (fresh);
  smt_decision_unref (decision);

  g_assert_cmpuint (after->parts->len, ==, 1);
  part = g_ptr_array_index (after->parts, 0);
  g_assert_cmpstr (part->reference, ==, "40012345");
  g_assert_cmpstr (part->text, ==, "Avvist");
  return part->state;
}

static SmtDecision *
decision_of (SmtDecisionKind kind)
{
  return smt_decision_new (kind, "pll:e", "digest");
}

static gboolean
arrives (SmtDecision *decision, SmtList *fresh)
{
  SmtPartState state = settled (SMT_PART_ENTRY, SMT_PART_UNKNOWN, decision, fresh);

  g_assert_true (state == SMT_PART_CONFIRMED || state == SMT_PART_FAILED);
  return state == SMT_PART_CONFIRMED;
}

static gboolean
stops_on (int day, Seen seen)
{
  SmtDecision *decision = decision_of (SMT_DECISION_STOP_LATER);

  decision->stop_date = DAY (day);
  return arrives (decision, list_with (seen, NULL, NULL));
}

static void
test_stops (void)
{
  g_assert_true (arrives (decision_of (SMT_DECISION_STOP), list_with (GONE, NULL, NULL)));
  g_assert_true (arrives (decision_of (SMT_DECISION_STOP), list_with (STOPPED, NULL, NULL)));
  g_assert_false (arrives (decision_of (SMT_DECISION_STOP), list_with (ACTIVE, NULL, NULL)));
  g_assert_false (arrives (decision_of (SMT_DECISION_STOP), list_with (PLANNED, NULL, NULL)));

  g_assert_true (stops_on (7, PLANNED));
  g_assert_true (stops_on (7, STOPPED));
  g_assert_false (stops_on (7, ACTIVE));
  g_assert_false (stops_on (7, GONE)); /* nobody knows when */
  g_assert_false (stops_on (8, PLANNED));
  g_assert_false (stops_on (6, STOPPED));
}

static void
test_entries (void)
{
  static const SmtDecisionKind kinds[] = { SMT_DECISION_DELETE, SMT_DECISION_DECLINE };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_true (arrives (decision_of (kinds[i]), list_with (GONE, NULL, NULL)));
      g_assert_false (arrives (decision_of (kinds[i]), list_with (ACTIVE, NULL, NULL)));
    }
  g_assert_true (arrives (decision_of (SMT_DECISION_TAKE_IN), list_with (ACTIVE, NULL, NULL)));
  g_assert_false (arrives (decision_of (SMT_DECISION_TAKE_IN), list_with (PROPOSED, NULL, NULL)));
  g_assert_false (arrives (decision_of (SMT_DECISION_TAKE_IN), list_with (GONE, NULL, NULL)));
}

/* A new entry is found by the id it was given, in whatever case it comes back. */
static void
test_new_entries (void)
{
  static const char *const ids[] = { "e", "first", "other" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      SmtDecision *decision = decision_of (SMT_DECISION_TAKE_IN);

      decision->new_entry_id = g_strdup (ids[i]);
      g_assert_cmpint (arrives (decision, list_with (ACTIVE, NULL, NULL)), ==, i < 2);
    }
}

/* @rhythm is what was decided, (transfer full) (nullable) */
static gboolean
dose_arrives (SmtRhythm *rhythm, Seen seen, SmtRhythm *said)
{
  SmtDecision *decision = decision_of (SMT_DECISION_CHANGE);

  decision->rhythm = rhythm;
  return arrives (decision, list_with (seen, said, NULL));
}

static void
test_doses (void)
{
  SmtRhythm *from = smt_rhythm_new_every_n (smt_range_exact_int (3), "tablett", 1, SMT_TIME_UNIT_WEEK, DAY (3));

  g_assert_true (dose_arrives (monday (3), ACTIVE, monday (3)));
  /* the words leave out from which day it counts */
  g_assert_true (dose_arrives (from, ACTIVE, weekly (3)));
  g_assert_false (dose_arrives (monday (3), ACTIVE, monday (4)));
  g_assert_false (dose_arrives (monday (3), ACTIVE, daily (3)));
  g_assert_false (dose_arrives (monday (3), ACTIVE, NULL));
  g_assert_false (dose_arrives (monday (3), GONE, NULL));
  g_assert_false (dose_arrives (NULL, ACTIVE, monday (3)));
}

static gboolean
joins (const char *to, const char *prescription)
{
  SmtDecision *decision = smt_decision_new (SMT_DECISION_BELONGS_TO, "pll:e", "digest");

  g_free (decision->key);
  decision->key = g_strdup ("rx:RX-LOOSE");
  decision->other_key = g_strdup (to);
  /* the part is found by the key of its treatment, and the prescription by the key of its decision */
  return arrives (decision, list_with (ACTIVE, NULL, prescription));
}

static void
test_joined (void)
{
  g_assert_true (joins ("pll:e", "rx-loose"));
  g_assert_false (joins ("pll:e", "rx-other"));
  g_assert_false (joins ("pll:e", NULL));
  g_assert_false (joins ("pll:nobody", "rx-loose"));
  g_assert_false (joins (NULL, "rx-loose"));
}

static SmtList *
list_with_old (SmtPrescriptionStatus status)
{
  SmtList *list = list_with (ACTIVE, NULL, "rx-new");
  SmtPrescription *old = smt_treatment_add_prescription (g_ptr_array_index (list->treatments, 1));

  old->prescription_id = g_strdup ("rx-old");
  old->status = status;
  return list;
}

static void
recall_first (SmtList *list)
{
  SmtTreatment *treatment = g_ptr_array_index (list->treatments, 0);
  SmtPrescription *prescription = g_ptr_array_index (treatment->prescriptions, 0);

  g_free (prescription->prescription_id);
  prescription->prescription_id = g_strdup ("rx-old");
  prescription->status = SMT_PRESCRIPTION_RECALLED;
}

static void
test_prescriptions (void)
{
  SmtDecision *(*new) (SmtDecisionKind) = decision_of;
  SmtList *first = list_with (GONE, NULL, NULL);

  g_assert_cmpint (
      settled (SMT_PART_PRESCRIPTION, SMT_PART_UNKNOWN, new (SMT_DECISION_CHANGE), list_with (ACTIVE, NULL, "rx-new")),
      ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (
      settled (SMT_PART_PRESCRIPTION, SMT_PART_UNKNOWN, new (SMT_DECISION_CHANGE), list_with (ACTIVE, NULL, "rx-old")),
      ==, SMT_PART_FAILED);
  /* what the answer promised is kept in words; by the service's own word it has failed */
  g_assert_cmpint (
      settled (SMT_PART_PRESCRIPTION, SMT_PART_RECEIVED, new (SMT_DECISION_CHANGE), list_with (ACTIVE, NULL, NULL)), ==,
      SMT_PART_RECEIVED);
  g_assert_cmpint (
      settled (SMT_PART_PRESCRIPTION, SMT_PART_FAILED, new (SMT_DECISION_CHANGE), list_with (ACTIVE, NULL, "rx-new")),
      ==, SMT_PART_FAILED);

  g_assert_cmpint (
      settled (SMT_PART_RECALL, SMT_PART_UNKNOWN, new (SMT_DECISION_CHANGE), list_with_old (SMT_PRESCRIPTION_RECALLED)),
      ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (settled (SMT_PART_RECALL, SMT_PART_UNKNOWN, new (SMT_DECISION_CHANGE),
                            list_with_old (SMT_PRESCRIPTION_DISPENSABLE)),
                   ==, SMT_PART_UNCONFIRMED);
  g_assert_cmpint (
      settled (SMT_PART_RECALL, SMT_PART_UNCONFIRMED, new (SMT_DECISION_CHANGE), list_with (ACTIVE, NULL, NULL)), ==,
      SMT_PART_UNCONFIRMED);
  g_assert_cmpint (
      settled (SMT_PART_RECALL, SMT_PART_FAILED, new (SMT_DECISION_CHANGE), list_with_old (SMT_PRESCRIPTION_RECALLED)),
      ==, SMT_PART_FAILED);

  /* the first prescription of the first treatment is looked at too */
  recall_first (first);
  g_assert_cmpint (settled (SMT_PART_RECALL, SMT_PART_UNKNOWN, new (SMT_DECISION_STOP), first), ==, SMT_PART_CONFIRMED);
}

static SmtPartState
list_part (gboolean has_pll, SmtInstant date, SmtPartState before)
{
  SmtList *fresh = list_with (ACTIVE, NULL, NULL);

  fresh->has_pll = has_pll;
  fresh->pll_date = date;
  return settled (SMT_PART_PLL, before, decision_of (SMT_DECISION_KEEP), fresh);
}

static void
test_list (void)
{
  g_assert_cmpint (list_part (TRUE, 2000, SMT_PART_UNKNOWN), ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (list_part (TRUE, 1000, SMT_PART_UNKNOWN), ==, SMT_PART_FAILED); /* the one that was there */
  g_assert_cmpint (list_part (TRUE, SMT_INSTANT_UNSET, SMT_PART_UNKNOWN), ==, SMT_PART_FAILED);
  g_assert_cmpint (list_part (FALSE, 2000, SMT_PART_UNKNOWN), ==, SMT_PART_FAILED);
  g_assert_cmpint (list_part (TRUE, 1000, SMT_PART_RECEIVED), ==, SMT_PART_RECEIVED);
}

/* A part about a row that was not sent, or that nobody decided on, is never confirmed by looking. */
static void
test_nobodys_part (void)
{
  g_autoptr (SmtList) sent = list_with (ACTIVE, NULL, NULL);
  g_autoptr (SmtList) fresh = list_with (GONE, NULL, NULL);
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (1);
  g_autoptr (SmtReceipt) after = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  SmtChange change = { g_ptr_array_index (sent->treatments, 1), NULL };
  SmtChangeSet set = { .list = sent, .changes = changes };

  g_ptr_array_add (changes, &change);
  smt_receipt_add (receipt, SMT_PART_ENTRY, SMT_PART_UNKNOWN, "pll:e");
  smt_receipt_add (receipt, SMT_PART_ENTRY, SMT_PART_UNKNOWN, "pll:nobody");
  smt_receipt_add (receipt, SMT_PART_ENTRY, SMT_PART_RECEIVED, NULL);
  after = smt_receipt_settle (receipt, &set, fresh, 2);
  g_assert_cmpint (((SmtReceiptPart *)after->parts->pdata[0])->state, ==, SMT_PART_FAILED);
  g_assert_cmpint (((SmtReceiptPart *)after->parts->pdata[1])->state, ==, SMT_PART_FAILED);
  g_assert_cmpint (((SmtReceiptPart *)after->parts->pdata[2])->state, ==, SMT_PART_RECEIVED);
}

/* @parts: the order of the parts: l the list, a an entry that has arrived, n one that has not, p a prescription that
 * has not; what is said of the list */
static SmtPartState
doubted (const char *parts, SmtPartState before)
{
  g_autoptr (SmtList) sent = list_with (ACTIVE, NULL, NULL);
  g_autoptr (SmtList) fresh = list_with (ACTIVE, NULL, NULL);
  g_autoptr (SmtReceipt) receipt = smt_receipt_new (1);
  g_autoptr (SmtReceipt) after = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (SmtDecision) taken_in = smt_decision_new (SMT_DECISION_TAKE_IN, "pll:first", "digest");
  g_autoptr (SmtDecision) deleted = smt_decision_new (SMT_DECISION_DELETE, "pll:e", "digest");
  SmtChange arrived = { g_ptr_array_index (sent->treatments, 0), taken_in };
  SmtChange not_arrived = { g_ptr_array_index (sent->treatments, 1), deleted };
  SmtChangeSet set = { .list = sent, .changes = changes };

  sent->pll_date = 1000;
  g_ptr_array_add (changes, &arrived);
  g_ptr_array_add (changes, &not_arrived);
  for (const char *p = parts; *p != '\0'; p++)
    {
      SmtPartKind kind = *p == 'l' ? SMT_PART_PLL : *p == 'p' ? SMT_PART_PRESCRIPTION : SMT_PART_ENTRY;

      smt_receipt_add (receipt, kind, before, *p == 'l' ? NULL : *p == 'a' ? "pll:first" : "pll:e");
    }
  after = smt_receipt_settle (receipt, &set, fresh, 2);
  for (guint i = 0; i < after->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (after->parts, i);

      if (part->kind == SMT_PART_PLL)
        return part->state;
    }
  g_assert_not_reached ();
}

/* A newer list that lacks a line of ours is somebody else's. */
static void
test_doubted_list (void)
{
  g_assert_cmpint (doubted ("al", SMT_PART_UNKNOWN), ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (doubted ("la", SMT_PART_UNKNOWN), ==, SMT_PART_CONFIRMED);
  g_assert_cmpint (doubted ("pal", SMT_PART_UNKNOWN), ==,
                   SMT_PART_CONFIRMED); /* a prescription is not a line of the list */
  g_assert_cmpint (doubted ("nl", SMT_PART_UNKNOWN), ==, SMT_PART_FAILED);
  g_assert_cmpint (doubted ("ln", SMT_PART_UNKNOWN), ==, SMT_PART_FAILED);
  g_assert_cmpint (doubted ("lan", SMT_PART_UNKNOWN), ==, SMT_PART_FAILED);
  g_assert_cmpint (doubted ("nal", SMT_PART_UNKNOWN), ==, SMT_PART_FAILED);
  g_assert_cmpint (doubted ("nl", SMT_PART_RECEIVED), ==, SMT_PART_RECEIVED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reconcile/settle/stops", test_stops);
  g_test_add_func ("/reconcile/settle/entries", test_entries);
  g_test_add_func ("/reconcile/settle/new-entries", test_new_entries);
  g_test_add_func ("/reconcile/settle/doses", test_doses);
  g_test_add_func ("/reconcile/settle/joined", test_joined);
  g_test_add_func ("/reconcile/settle/prescriptions", test_prescriptions);
  g_test_add_func ("/reconcile/settle/list", test_list);
  g_test_add_func ("/reconcile/settle/nobodys-part", test_nobodys_part);
  g_test_add_func ("/reconcile/settle/doubted-list", test_doubted_list);

  return g_test_run ();
}
