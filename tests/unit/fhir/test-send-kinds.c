/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The encoder for renewals, later stops, pauses, joined, deleted and declined rows: what is edited, and that nothing
 * else is.
 */
#include "fhir-test.h"

#include "fhir/smt-sfm-names.h"
#include "reconcile/smt-own-dose.h"

#define SIMVASTATIN "pll:1a000000-0000-4000-8000-000000000002"
#define CALCIUM "pll:1a000000-0000-4000-8000-000000000003"
#define AMOXICILLIN "rx:2a000000-0000-4000-8000-000000000004"
#define FUROSEMIDE "pll:1a000000-0000-4000-8000-000000000005"
#define SERTRALINE "pll:1a000000-0000-4000-8000-000000000006"
#define NEW_ID "aaaaaaaa-0000-4000-8000-00000000000a"
#define STOP_DAY "2026-12-04"
#define AMENDMENT "extension:sfm-reseptamendment/"
#define RECALL AMENDMENT "extension:recallinfo/extension:"

typedef struct
{
  SmtAnswer *answer;
  SmtChangeSet *set;
  SmtJson *message; /* (nullable) */
} Case;

static void
case_clear (Case *self)
{
  smt_answer_unref (self->answer);
  smt_change_set_unref (self->set);
  g_clear_pointer (&self->message, smt_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static Case
case_new (void)
{
  SmtAnswer *answer = test_read ("ordinary.json");

  return (Case){ answer, test_set_new (answer), NULL };
}

static SmtDecision *
decide (Case *self, SmtDecisionKind kind, const char *key)
{
  SmtDecision *decision = test_decide (self->set, kind, key);

  decision->new_prescription_id = g_strdup (NEW_ID);
  decision->first_day = test_date (TODAY);
  return decision;
}

static void
plan_dose (Case *self, SmtDecision *decision)
{
  g_assert_true (smt_decision_plan_dose (decision, test_treatment (self->answer, decision->key), test_date (TODAY)));
}

static SmtJsonCursor
encode (Case *self)
{
  self->message = test_must_encode (self->answer, self->set);
  return test_bundle (self->message);
}

static char *
dup_bytes_at (SmtJsonCursor resource, const char *path)
{
  SmtJsonCursor at = test_at (resource, path);

  return smt_json_exists (at) ? smt_json_dup_bytes (at) : NULL;
}

static void
assert_same_bytes (SmtJsonCursor before, SmtJsonCursor after, const char *path)
{
  g_autofree char *was = dup_bytes_at (before, path);
  g_autofree char *is = dup_bytes_at (after, path);

  g_assert_nonnull (was);
  g_assert_cmpstr (is, ==, was);
}

/* Entries of the lookup that are not in the message, and those that are there with other bytes. */
static void
count_changes (Case *self, guint *gone, guint *changed)
{
  SmtJsonCursor bundle = test_bundle (self->message);
  SmtJsonIter iter, others;
  SmtJsonCursor entry, other;

  *gone = 0;
  *changed = 0;
  smt_json_iter_init (&iter, smt_json_member (smt_answer_get_bundle (self->answer), "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    {
      g_autofree char *url = test_string_at (entry, "fullUrl");
      g_autofree char *before = smt_json_dup_bytes (entry);
      gboolean found = FALSE;

      smt_json_iter_init (&others, smt_json_member (bundle, "entry"));
      while (!found && smt_json_iter_next (&others, NULL, &other))
        if (smt_json_string_equals (smt_json_member (other, "fullUrl"), url))
          {
            g_autofree char *after = smt_json_dup_bytes (other);

            found = TRUE;
            *changed += g_strcmp0 (before, after) != 0;
          }
      *gone += !found;
    }
}

/* Beside Composition and M25.1, which every send of a list changes. */
static void
assert_changes (Case *self, guint expected_gone, guint expected_changed)
{
  guint gone, changed;

  count_changes (self, &gone, &changed);
  g_assert_cmpuint (gone, ==, expected_gone);
  g_assert_cmpuint (changed, ==, expected_changed + 2);
}

static SmtJsonCursor
before_of (Case *self, const char *key)
{
  return smt_json_member (smt_answer_get_entry (self->answer, key), "resource");
}

/* --- renewal ------------------------------------------------------------------------------------------------------ */

static void
test_renew (void)
{
  g_auto (Case) self = case_new ();
  SmtJsonCursor old_entry = smt_answer_get_entry (self.answer, FUROSEMIDE);
  g_autofree char *old_url = test_string_at (old_entry, "fullUrl");

  decide (&self, SMT_DECISION_RENEW, FUROSEMIDE);
  SmtJsonCursor bundle = encode (&self);
  SmtJsonCursor before = before_of (&self, FUROSEMIDE);
  SmtJsonCursor new = test_statement (bundle, "ReseptId", NEW_ID);
  SmtJsonCursor old = test_statement (bundle, "ReseptId", "2a000000-0000-4000-8000-000000000005");

  /* every byte of the dose */
  assert_same_bytes (before, new, "dosage");
  assert_same_bytes (before, new, AMENDMENT "extension:dssn");
  assert_same_bytes (before, new, AMENDMENT "extension:ereseptdosing");
  assert_same_bytes (before, old, "dosage");
  assert_same_bytes (before, old, AMENDMENT "extension:ereseptdosing");
  test_assert_at (new, "identifier#0/value", "1a000000-0000-4000-8000-000000000005");
  test_assert_at (new, "basedOn#0/reference", old_url);
  test_assert_at (new, AMENDMENT "extension:createeresept/valueBoolean", "true");
  test_assert_at (new, AMENDMENT "extension:reseptdate/valueDate", TODAY);
  test_assert_at (new, AMENDMENT "extension:expirationdate/valueDate", "2027-11-19");
  test_assert_no (new, AMENDMENT "extension:rfstatus");
  test_assert_at (old, "status", "completed");
  test_assert_at (old, RECALL "recallcode/valueCodeableConcept/coding#0/code", "1");
  test_assert_at (old, RECALL "recallId/valueString", NEW_ID);
  assert_changes (&self, 0, 1);
}

/* The prescription is recalled already: there is nothing left to recall. */
static void
test_renew_dead (void)
{
  g_auto (Case) self = case_new ();
  g_autofree char *recall = dup_bytes_at (before_of (&self, SERTRALINE), AMENDMENT "extension:recallinfo");

  decide (&self, SMT_DECISION_RENEW, SERTRALINE);
  SmtJsonCursor old = test_statement (encode (&self), "ReseptId", "2a000000-0000-4000-8000-000000000006");
  g_autofree char *recall_now = dup_bytes_at (old, AMENDMENT "extension:recallinfo");

  test_assert_at (old, "status", "completed");
  g_assert_cmpstr (recall_now, ==, recall);
  assert_changes (&self, 0, 1);
}

/* --- stop later --------------------------------------------------------------------------------------------------- */

static SmtDecision *
stop_later (Case *self, const char *key, SmtStopSupply supply)
{
  SmtDecision *decision = decide (self, SMT_DECISION_STOP_LATER, key);

  decision->stop_date = test_date (STOP_DAY);
  decision->supply = supply;
  decision->stop_reason = SMT_STOP_FINISHED;
  plan_dose (self, decision);
  return decision;
}

static void
assert_stop_info (SmtJsonCursor statement)
{
  test_assert_at (statement, "status", "active");
  test_assert_at (statement, "extension:sfm-discontinuation/extension:timedate/valueDateTime",
                  STOP_DAY "T00:00:00+01:00");
  test_assert_at (statement, "extension:sfm-discontinuation/extension:reason/valueCodeableConcept/coding#0/code", "A");
  g_assert_cmpuint (test_count_extensions (statement, "sfm-regInfo"), ==, 2);
}

static void
test_stop_later_enough (void)
{
  g_auto (Case) self = case_new ();

  stop_later (&self, SIMVASTATIN, SMT_SUPPLY_ENOUGH);
  SmtJsonCursor now = test_statement (encode (&self), "PLL", "1a000000-0000-4000-8000-000000000002");

  assert_stop_info (now);
  test_assert_at (now, RECALL "recallcode/valueCodeableConcept/coding#0/code", "2");
  test_assert_no (now, RECALL "recallId");
  test_assert_at (now, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", "E");
  assert_same_bytes (before_of (&self, SIMVASTATIN), now, "dosage");
  assert_same_bytes (before_of (&self, SIMVASTATIN), now, AMENDMENT "extension:dssn");
  assert_same_bytes (before_of (&self, SIMVASTATIN), now, AMENDMENT "extension:ereseptdosing");
  assert_changes (&self, 0, 1);
}

static void
test_stop_later_must_fetch (void)
{
  g_auto (Case) self = case_new ();

  stop_later (&self, SIMVASTATIN, SMT_SUPPLY_MUST_FETCH);
  SmtJsonCursor bundle = encode (&self);
  SmtJsonCursor new = test_statement (bundle, "ReseptId", NEW_ID);
  SmtJsonCursor old = test_statement (bundle, "ReseptId", "2a000000-0000-4000-8000-000000000002");
  g_autofree char *period = test_period (new, 0);

  assert_stop_info (new);
  test_assert_at (new, "identifier#0/value", "1a000000-0000-4000-8000-000000000002");
  test_assert_at (new, AMENDMENT "extension:expirationdate/valueDate", STOP_DAY);
  g_assert_cmpstr (period, ==, TODAY ".." STOP_DAY " | 1 tablett / 1 Døgn @5");
  test_assert_at (new, AMENDMENT "extension:dssn/valueString", "1 tablett kveld daglig til og med 3. desember 2026");
  test_assert_at (old, RECALL "recallcode/valueCodeableConcept/coding#0/code", "3");
  test_assert_at (old, RECALL "recallId/valueString", NEW_ID);
  test_assert_no (old, "extension:sfm-discontinuation");
  assert_changes (&self, 0, 1);
}

static void
test_stop_later_without_prescription (void)
{
  g_auto (Case) self = case_new ();

  stop_later (&self, SIMVASTATIN, SMT_SUPPLY_WITHOUT_PRESCRIPTION);
  SmtJsonCursor now = test_statement (encode (&self), "PLL", "1a000000-0000-4000-8000-000000000002");
  g_autofree char *period = test_period (now, 0);

  assert_stop_info (now);
  test_assert_at (now, RECALL "recallcode/valueCodeableConcept/coding#0/code", "4");
  test_assert_at (now, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", "U");
  g_assert_cmpstr (period, ==, TODAY ".." STOP_DAY " | 1 tablett / 1 Døgn @5");
  assert_changes (&self, 0, 1);
}

static void
test_stop_later_never_prescribed (void)
{
  g_auto (Case) self = case_new ();

  stop_later (&self, CALCIUM, SMT_SUPPLY_MUST_FETCH);
  SmtJsonCursor now = test_statement (encode (&self), "PLL", "1a000000-0000-4000-8000-000000000003");
  g_autofree char *period = test_period (now, 0);

  assert_stop_info (now);
  test_assert_no (now, AMENDMENT "extension:recallinfo");
  g_assert_cmpstr (period, ==, TODAY ".." STOP_DAY " | 1 tablett / 1 Døgn @1");
  assert_changes (&self, 0, 1);
}

/* --- pause -------------------------------------------------------------------------------------------------------- */

static void
test_pause (void)
{
  g_auto (Case) self = case_new ();
  SmtDecision *pause = decide (&self, SMT_DECISION_PAUSE, CALCIUM);

  pause->first_day = test_date ("2026-11-25");
  pause->until = test_date ("2026-12-05");
  plan_dose (&self, pause);
  SmtJsonCursor now = test_statement (encode (&self), "PLL", "1a000000-0000-4000-8000-000000000003");
  g_autofree char *first = test_period (now, 0);
  g_autofree char *second = test_period (now, 1);

  test_assert_at (now, "status", "active");
  g_assert_cmpstr (first, ==, TODAY "..2026-11-25 | 1 tablett / 1 Døgn @1");
  g_assert_cmpstr (second, ==, "2026-12-05.. | 1 tablett / 1 Døgn @1");
  test_assert_at (now, AMENDMENT "extension:dssn/valueString",
                  "1 tablett morgen daglig i 5 dager, deretter ingen dosering i 10 dager, deretter 1 tablett morgen "
                  "daglig");
  assert_changes (&self, 0, 1);
}

static void
test_pause_without_end (void)
{
  g_auto (Case) self = case_new ();

  decide (&self, SMT_DECISION_PAUSE, SIMVASTATIN);
  encode (&self);
  assert_changes (&self, 0, 0);
}

/* --- joined, deleted, declined ------------------------------------------------------------------------------------ */

static guint
count_listed (SmtJsonCursor bundle, const char *url)
{
  SmtJsonCursor section = smt_json_element (smt_json_member (test_resource (bundle, "Composition"), "section"), 0);
  SmtJsonIter iter;
  SmtJsonCursor reference;
  guint n = 0;

  smt_json_iter_init (&iter, smt_json_member (section, "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    n += url == NULL || smt_json_string_equals (smt_json_member (reference, "reference"), url);
  return n;
}

/* An entry with a dead prescription becomes a link of the loose one. */
static void
test_belongs_to (void)
{
  g_auto (Case) self = case_new ();
  g_autofree char *loose_url = test_string_at (smt_answer_get_entry (self.answer, AMOXICILLIN), "fullUrl");
  g_autofree char *old_url = test_string_at (smt_answer_get_entry (self.answer, SERTRALINE), "fullUrl");

  decide (&self, SMT_DECISION_BELONGS_TO, AMOXICILLIN)->other_key = g_strdup (SERTRALINE);
  SmtJsonCursor bundle = encode (&self);
  SmtJsonCursor head = test_statement (bundle, "PLL", "1a000000-0000-4000-8000-000000000006");
  SmtJsonCursor link = test_statement (bundle, "ReseptId", "2a000000-0000-4000-8000-000000000006");

  test_assert_at (head, "basedOn#0/reference", old_url);
  assert_same_bytes (before_of (&self, AMOXICILLIN), head, "dosage");
  test_assert_at (link, "status", "completed");
  test_assert_at (link, "partOf#0/reference", loose_url);
  g_assert_cmpuint (smt_json_length (smt_json_member (link, "identifier")), ==, 1);
  g_assert_cmpuint (count_listed (bundle, loose_url), ==, 1);
  g_assert_cmpuint (count_listed (bundle, old_url), ==, 0);
  assert_changes (&self, 0, 2);
}

/* One that never had a prescription has no other id: it is the PLL id that goes on. */
static void
test_belongs_to_never_prescribed (void)
{
  g_auto (Case) self = case_new ();

  decide (&self, SMT_DECISION_BELONGS_TO, AMOXICILLIN)->other_key = g_strdup (CALCIUM);
  SmtJsonCursor head = test_statement (encode (&self), "PLL", "1a000000-0000-4000-8000-000000000003");

  test_assert_at (head, "identifier#0/value", "2a000000-0000-4000-8000-000000000004");
  test_assert_no (head, "basedOn");
  assert_changes (&self, 1, 1);
}

static void
test_delete (void)
{
  g_auto (Case) self = case_new ();
  guint listed = count_listed (smt_answer_get_bundle (self.answer), NULL);

  decide (&self, SMT_DECISION_DELETE, CALCIUM)->reason = g_strdup ("feil pasient");
  SmtJsonCursor bundle = encode (&self);

  test_assert_at (test_statement (bundle, "PLL", "1a000000-0000-4000-8000-000000000003"), "status", "entered-in-error");
  g_assert_cmpuint (count_listed (bundle, NULL), ==, listed);
  assert_changes (&self, 0, 1);
}

static void
test_decline (void)
{
  g_auto (Case) self = case_new ();
  guint listed = count_listed (smt_answer_get_bundle (self.answer), NULL);

  ((SmtTreatment *)test_treatment (self.answer, CALCIUM))->proposed = TRUE;
  decide (&self, SMT_DECISION_DECLINE, CALCIUM)->reason = g_strdup ("ikke indisert");
  SmtJsonCursor bundle = encode (&self);

  g_assert_false (smt_json_exists (test_statement (bundle, "PLL", "1a000000-0000-4000-8000-000000000003")));
  g_assert_cmpuint (count_listed (bundle, NULL), ==, listed - 1);
  assert_changes (&self, 1, 0);
}

/* --- refused ------------------------------------------------------------------------------------------------------ */

static void
test_draft (void)
{
  g_auto (Case) self = case_new ();
  g_autoptr (GError) error = NULL;

  decide (&self, SMT_DECISION_RENEW, FUROSEMIDE)->role = SMT_ROLE_NURSE;
  g_assert_null (test_encode (self.answer, self.set, &error));
  g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/send-kinds/renew", test_renew);
  g_test_add_func ("/fhir/send-kinds/renew-dead", test_renew_dead);
  g_test_add_func ("/fhir/send-kinds/stop-later/enough", test_stop_later_enough);
  g_test_add_func ("/fhir/send-kinds/stop-later/must-fetch", test_stop_later_must_fetch);
  g_test_add_func ("/fhir/send-kinds/stop-later/without-prescription", test_stop_later_without_prescription);
  g_test_add_func ("/fhir/send-kinds/stop-later/never-prescribed", test_stop_later_never_prescribed);
  g_test_add_func ("/fhir/send-kinds/pause", test_pause);
  g_test_add_func ("/fhir/send-kinds/pause-without-end", test_pause_without_end);
  g_test_add_func ("/fhir/send-kinds/belongs-to", test_belongs_to);
  g_test_add_func ("/fhir/send-kinds/belongs-to-never-prescribed", test_belongs_to_never_prescribed);
  g_test_add_func ("/fhir/send-kinds/delete", test_delete);
  g_test_add_func ("/fhir/send-kinds/decline", test_decline);
  g_test_add_func ("/fhir/send-kinds/draft", test_draft);
  return g_test_run ();
}
