/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each kind of decision from the lookup to what the sandbox then holds, against a table of what the sources say of it:
 * the entry it is about is exactly so, and nothing else of the patient has changed by a byte.
 */
#include "base/smt-date.h"
#include "desk-helpers.h"

#define ASTRID "02864710096" /* twelve quiet tablets, each with a prescription */
#define PAAL "22907110196"   /* a supplement, what stopped 5 and 88 days ago; a prescription that has expired */
#define TORA "03824810086"   /* prescriptions that are used up, recalled and not known any more */

/* Of a decision: what it leaves of the entry it was about. NULL stands for what is not there. */
typedef struct
{
  const char *name;
  const char *number;
  const char *medicine;
  SmtDecisionKind kind;
  void (*prepare) (SmtPatientContext *context, SmtDecision *decision);
  const char *status;      /* of what was there; NULL: it is gone */
  const char *rf_status;   /* 7408 */
  const char *recall_code; /* 7500 */
  const char *new_dose;    /* of the prescription that takes its place; NULL: none does */
  const char *own_dose;    /* NULL: as it was */
  gboolean untouched;
} Act;

static void
weekly (SmtPatientContext *context, SmtDecision *decision)
{
  SmtDate day = smt_patient_context_get_today (context);

  while (smt_date_weekday (day) != SMT_MONDAY)
    day = smt_date_add_days (day, 1);
  decision->rhythm = smt_rhythm_new_weekdays (smt_range_exact_int (1), "tablett", 1 << SMT_MONDAY);
  decision->first_day = day;
}

/* Of a line whose prescription nobody can dispense: the list, and no new one. */
static void
weekly_on_list (SmtPatientContext *context, SmtDecision *decision)
{
  weekly (context, decision);
  g_assert_nonnull (decision->new_prescription_id);
  g_clear_pointer (&decision->new_prescription_id, g_free);
}

static void
finished (SmtPatientContext *context, SmtDecision *decision)
{
  decision->stop_reason = SMT_STOP_FINISHED;
}

static void
with_reason (SmtPatientContext *context, SmtDecision *decision)
{
  decision->reason = g_strdup ("avtalt med pasienten");
}

static void
later (SmtPatientContext *context, SmtDecision *decision, SmtStopSupply supply)
{
  decision->stop_reason = SMT_STOP_FINISHED;
  decision->stop_date = smt_date_add_days (smt_patient_context_get_today (context), 20);
  decision->supply = supply;
}

static void
later_enough (SmtPatientContext *context, SmtDecision *decision)
{
  later (context, decision, SMT_SUPPLY_ENOUGH);
}

static void
later_fetch (SmtPatientContext *context, SmtDecision *decision)
{
  later (context, decision, SMT_SUPPLY_MUST_FETCH);
}

static void
later_without (SmtPatientContext *context, SmtDecision *decision)
{
  later (context, decision, SMT_SUPPLY_WITHOUT_PRESCRIPTION);
}

static void
pause_ten_days (SmtPatientContext *context, SmtDecision *decision)
{
  decision->first_day = smt_patient_context_get_today (context);
  decision->until = smt_date_add_days (decision->first_day, 10);
  decision->reason = g_strdup ("operasjon");
}

static void
pause_open (SmtPatientContext *context, SmtDecision *decision)
{
  decision->first_day = smt_patient_context_get_today (context);
  decision->reason = g_strdup ("operasjon");
}

static void
clarify (SmtPatientContext *context, SmtDecision *decision)
{
  decision->recipient = g_strdup ("apoteket");
  decision->due = smt_date_add_days (smt_patient_context_get_today (context), 7);
}

#define DAILY "1 tablett morgen"
#define TWICE "1 tablett morgen\n1 tablett kveld"
#define WEEKLY "1 tablett hver mandag"
#define PAUSED "ingen dosering i 10 dager, deretter 1 tablett morgen daglig"
#define UNTIL "1 tablett morgen daglig til og med " /* and the last day before the stop */

static const Act acts[] = {
  { "keep", ASTRID, "Sertralin", SMT_DECISION_KEEP, NULL, "active", "E", NULL, NULL, NULL, TRUE },
  { "clarify", ADA, "Methotrexate", SMT_DECISION_CLARIFY, clarify, "active", "E", NULL, NULL, NULL, TRUE },
  { "override", ADA, "Methotrexate", SMT_DECISION_OVERRIDE, with_reason, "active", "E", NULL, NULL, NULL, TRUE },
  { "change", ASTRID, "Sertralin", SMT_DECISION_CHANGE, weekly, "completed", "T", "3", WEEKLY, NULL, FALSE },
  { "change-in-place", ADA, "Calcigran", SMT_DECISION_CHANGE, weekly, "active", NULL, NULL, NULL, WEEKLY, FALSE },
  { "change/used-up", TORA, "Metformin", SMT_DECISION_CHANGE, weekly, "completed", "R", NULL, WEEKLY, NULL, FALSE },
  { "change/used-up/list", TORA, "Metformin", SMT_DECISION_CHANGE, weekly_on_list, "active", "R", NULL, NULL, WEEKLY,
    FALSE },
  { "change/expired", PAAL, "Losartan", SMT_DECISION_CHANGE, weekly, "completed", "F", NULL, WEEKLY, NULL, FALSE },
  { "change/not-known", TORA, "Amlodipin", SMT_DECISION_CHANGE, weekly, "completed", NULL, NULL, WEEKLY, NULL, FALSE },
  { "change/recalled", TORA, "Pantoprazol", SMT_DECISION_CHANGE, weekly, "completed", "T", "4", WEEKLY, NULL, FALSE },
  { "change/recalled/list", TORA, "Pantoprazol", SMT_DECISION_CHANGE, weekly_on_list, "active", "T", "4", NULL, WEEKLY,
    FALSE },
  { "renew/used-up", TORA, "Metformin", SMT_DECISION_RENEW, NULL, "completed", "R", NULL, TWICE, NULL, FALSE },
  { "renew/expired", PAAL, "Losartan", SMT_DECISION_RENEW, NULL, "completed", "F", NULL, DAILY, NULL, FALSE },
  { "stop-later/used-up", TORA, "Amlodipin", SMT_DECISION_STOP_LATER, later_fetch, "completed", NULL, NULL, UNTIL, NULL,
    FALSE },
  { "stop-later/used-up/without", TORA, "Amlodipin", SMT_DECISION_STOP_LATER, later_without, "active", NULL, NULL, NULL,
    UNTIL, FALSE },
  { "renew", ASTRID, "Sertralin", SMT_DECISION_RENEW, NULL, "completed", "T", "1", DAILY, NULL, FALSE },
  { "stop", ASTRID, "Sertralin", SMT_DECISION_STOP, finished, "stopped", "T", "2", NULL, NULL, FALSE },
  { "stop-without", ADA, "Calcigran", SMT_DECISION_STOP, finished, "stopped", NULL, NULL, NULL, NULL, FALSE },
  { "stop-later/enough", ASTRID, "Sertralin", SMT_DECISION_STOP_LATER, later_enough, "active", "T", "2", NULL, NULL,
    FALSE },
  { "stop-later/fetch", ASTRID, "Sertralin", SMT_DECISION_STOP_LATER, later_fetch, "completed", "T", "3", UNTIL, NULL,
    FALSE },
  { "stop-later/without", ASTRID, "Sertralin", SMT_DECISION_STOP_LATER, later_without, "active", "T", "4", NULL, UNTIL,
    FALSE },
  { "pause", ASTRID, "Sertralin", SMT_DECISION_PAUSE, pause_ten_days, "completed", "T", "3", PAUSED, NULL, FALSE },
  { "pause-open", ASTRID, "Sertralin", SMT_DECISION_PAUSE, pause_open, "active", "E", NULL, NULL, NULL, TRUE },
  { "recall", ASTRID, "Sertralin", SMT_DECISION_RECALL, NULL, "active", "T", "4", NULL, NULL, FALSE },
  { "recall-loose", ADA, "Paralgin", SMT_DECISION_RECALL, NULL, "active", "T", "4", NULL, NULL, FALSE },
  { "take-in", ADA, "Paralgin", SMT_DECISION_TAKE_IN, NULL, "active", "E", NULL, NULL, NULL, FALSE },
  { "delete", ADA, "Calcigran", SMT_DECISION_DELETE, with_reason, NULL, NULL, NULL, NULL, NULL, FALSE },
  { "supplement", PAAL, "Divisun", SMT_DECISION_CHANGE, weekly, "active", NULL, NULL, NULL, WEEKLY, FALSE },
};

/* --- before and after --------------------------------------------------------------------------------------------- */

typedef struct
{
  char *entry_id;        /* NULL: loose */
  char *prescription_id; /* NULL: without */
  char *dose;
  SmtInstant changed;
} Before;

static void
before_clear (Before *before)
{
  g_free (before->entry_id);
  g_free (before->prescription_id);
  g_free (before->dose);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Before, before_clear)

static Held
held_of (Fixture *fixture, const Act *act, const Before *before)
{
  return before->prescription_id != NULL ? held_by (fixture, act->number, "reseptId", before->prescription_id)
                                         : held_by (fixture, act->number, "pll", before->entry_id);
}

static SmtInstant
changed_at (const Held *held)
{
  g_autofree char *text = smt_json_dup_string (smt_json_member (held->statement, "lastchanged"));
  SmtInstant instant = SMT_INSTANT_UNSET;

  g_assert_true (text == NULL || smt_instant_parse (text, &instant));
  return instant;
}

static Before
look_before (Fixture *fixture, SmtPatientContext *context, const Act *act)
{
  const SmtTreatment *treatment = find_row (context, act->medicine)->treatment;
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  Before before = { g_strdup (treatment->entry_id), head != NULL ? g_strdup (head->prescription_id) : NULL, NULL, 0 };
  g_auto (Held) held = held_of (fixture, act, &before);

  before.dose = smt_json_dup_string (smt_json_member (held.statement, "dssn"));
  before.changed = changed_at (&held);
  return before;
}

/* The dose that is expected, with the day that only the run knows. */
static char *
expected_dose (const char *dose, const SmtDecision *decision)
{
  static const char *const months[] = { "januar", "februar", "mars",      "april",   "mai",      "juni",
                                        "juli",   "august",  "september", "oktober", "november", "desember" };
  guint year, month, day;

  if (!g_str_has_suffix (dose, " til og med "))
    return g_strdup (dose);
  smt_date_split (smt_date_add_days (decision->stop_date, -1), &year, &month, &day);
  return g_strdup_printf ("%s%u. %s %u", dose, day, months[month - 1], year);
}

/* Only what could be dispensed is recalled in favour of the new one: for its renewal (7500 1), or with a change (3). */
static gboolean
recalls (const Act *act)
{
  return g_strcmp0 (act->recall_code, "1") == 0 || g_strcmp0 (act->recall_code, "3") == 0;
}

/* What took the place of the old prescription: the entry goes on under its own id. */
static void
assert_successor (Fixture *fixture, const Act *act, const Before *before, const SmtDecision *decision)
{
  g_auto (Held) now = held_by (fixture, act->number, "pll", before->entry_id);
  g_auto (Held) old = held_of (fixture, act, before);
  g_autofree char *dose = expected_dose (act->new_dose, decision);

  assert_held (&now, "reseptId", decision->new_prescription_id);
  assert_held (&now, "status", "active");
  assert_held (&now, "rfstatus", "E");
  assert_held (&now, "dssn", dose);
  assert_held (&old, "pll", NULL);
  assert_held (&now, "type", "E");
  assert_held (&old, "recallId", recalls (act) ? decision->new_prescription_id : NULL);
  g_assert_cmpint (changed_at (&now), >, before->changed);
}

/* A line whose prescription goes, or does not say what the line says, goes on without one (E-2644574212). */
static gboolean
goes_on_without (const Act *act, const Before *before)
{
  return before->prescription_id != NULL && (act->own_dose != NULL || act->kind == SMT_DECISION_RECALL);
}

/* What was there is as the sources say. It changed when something of it did, and only then. */
static void
assert_left (Fixture *fixture, const Act *act, const Before *before, const SmtDecision *decision)
{
  g_auto (Held) held = held_of (fixture, act, before);
  g_autofree char *dose = expected_dose (act->own_dose != NULL ? act->own_dose : before->dose, decision);

  if (act->status == NULL)
    {
      g_assert_false (smt_json_exists (held.statement));
      return;
    }
  assert_held (&held, "status", act->status);
  assert_held (&held, "rfstatus", act->rf_status);
  assert_held (&held, "recallCode", act->recall_code);
  assert_held (&held, "dssn", dose);
  if (goes_on_without (act, before))
    assert_held (&held, "type", "U");
  if (act->untouched)
    g_assert_cmpint (changed_at (&held), ==, before->changed);
  else if (act->new_dose == NULL)
    g_assert_cmpint (changed_at (&held), >, before->changed);
}

static void
assert_stop (Fixture *fixture, const Act *act, const Before *before, const SmtDecision *decision)
{
  g_auto (Held) held =
      act->new_dose != NULL ? held_by (fixture, act->number, "pll", before->entry_id) : held_of (fixture, act, before);
  SmtJsonCursor stop = smt_json_member (held.statement, "discontinuation");
  g_autofree char *said = smt_json_dup_bytes (stop);
  g_autofree char *day = NULL;
  SmtDate expected =
      decision->kind == SMT_DECISION_STOP_LATER ? decision->stop_date : smt_instant_to_date (g_get_real_time ());

  g_assert_true (smt_json_exists (stop));
  day = smt_date_to_iso (expected);
  g_assert_nonnull (strstr (said, day));
  g_assert_nonnull (strstr (said, "\"A\"")); /* 7494: finished */
}

static void
test_act (Fixture *fixture, gconstpointer data)
{
  const Act *act = data;
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, act->number);
  g_autoptr (GHashTable) held = hold_all (fixture, act->number);
  g_autoptr (SmtDecision) decision = decision_on (context, act->kind, act->medicine);
  g_auto (Before) before = look_before (fixture, context, act);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  const char *about = before.prescription_id != NULL ? before.prescription_id : before.entry_id;

  if (act->prepare != NULL)
    act->prepare (context, decision);
  decide_well (context, decision);
  clarify_rest (context);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, act->number).applied, ==, 1);

  assert_left (fixture, act, &before, decision);
  if (act->new_dose != NULL)
    assert_successor (fixture, act, &before, decision);
  if (act->kind == SMT_DECISION_STOP || act->kind == SMT_DECISION_STOP_LATER)
    assert_stop (fixture, act, &before, decision);
  assert_touched (fixture, act->number, held, act->untouched ? UNTOUCHED : TOUCHED (about),
                  act->new_dose != NULL ? 1 : 0);
}

/* --- what leaves no trace ----------------------------------------------------------------------------------------- */

static void
send_untouched (Fixture *fixture, SmtPatientContext *context, const char *number, GHashTable *held)
{
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  assert_touched (fixture, number, held, UNTOUCHED, 0);
}

static void
test_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ASTRID);
  g_autoptr (GHashTable) held = hold_all (fixture, ASTRID);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Losartan");

  stop_row (context, "Sertralin");
  decide_well (context, renew);
  change_weekly (context, "Eliquis", 1, "tablett", SMT_MONDAY);
  g_assert_cmpuint (count_decided (context), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (smt_patient_context_undo (context));
  send_untouched (fixture, context, ASTRID, held);
}

/* What stopped within 90 days goes along, and neither it nor what expired comes back by keeping all. */
static void
test_keep_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, PAAL);
  g_autoptr (GHashTable) held = hold_all (fixture, PAAL);

  g_assert_cmpuint (smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR), >, 0);
  clarify_rest (context);
  send_untouched (fixture, context, PAAL, held);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *path = g_strconcat ("/desk/acts/", acts[i].name, NULL);

      g_test_add (path, Fixture, &acts[i], fixture_set_up, test_act, fixture_tear_down);
    }
  g_test_add ("/desk/acts/undone", Fixture, NULL, fixture_set_up, test_undone, fixture_tear_down);
  g_test_add ("/desk/acts/keep-all", Fixture, NULL, fixture_set_up, test_keep_all, fixture_tear_down);
  return g_test_run ();
}
