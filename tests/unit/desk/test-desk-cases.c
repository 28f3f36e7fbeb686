/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The awkward cases of real lists, each from the lookup to the receipt: what the sandbox holds afterwards is what was
 * decided, and what nobody touched is there to the last byte.
 */
#include "desk-helpers.h"

#define JON "30846210365"   /* a chain of three, a planned stop */
#define TORA "03824810086"  /* an orphan of a renewal, a stop to come whose prescription is recalled */
#define MIA "08889010267"   /* magistral, local, consumables */
#define MONS "12893810100"  /* M25.2 newer than M25.1 */
#define FRIDA "14844010029" /* the same, with another dose and a question */
#define MOA "29814210047"   /* M25.2 older than M25.1, which a stand-in sent */
#define VERA "21820950019"  /* reserved against her guardians' insight */

/* --- M25.2 newer than M25.1 --------------------------------------------------------------------------------------- */

/* Each of the three answers there are to a new entry of a pharmacy's. */
static void
test_newer_proposal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MONS);
  g_autoptr (GHashTable) before = hold_all (fixture, MONS);
  g_autoptr (SmtDecision) decline = decision_on (context, SMT_DECISION_DECLINE, "Mirtazapin");
  g_autofree char *included = g_strdup (find_row (context, "Solifenacin")->treatment->entry_id);
  g_autofree char *declined = g_strdup (find_row (context, "Mirtazapin")->treatment->entry_id);
  g_autofree char *stopped = g_strdup (find_row (context, "Duroferon")->treatment->entry_id);

  take_in (context, "Solifenacin");
  stop_row (context, "Duroferon");
  decline->reason = g_strdup ("Ikke indisert");
  decide_well (context, decline);
  clarify_rest (context);
  send_whole (fixture, context, MONS);

  g_auto (Held) kept = held_by (fixture, MONS, "pll", included);
  g_auto (Held) gone = held_by (fixture, MONS, "pll", declined);
  g_auto (Held) ended = held_by (fixture, MONS, "pll", stopped);
  assert_held (&kept, "status", "active");
  g_assert_false (smt_json_exists (gone.statement));
  assert_held (&ended, "status", "stopped");
  g_assert_true (smt_json_exists (smt_json_member (ended.statement, "discontinuation")));
  assert_touched (fixture, MONS, before, TOUCHED ("Duroferon", "Mirtazapin"), 0);
  g_assert_false (find_row (context, "Solifenacin")->treatment->proposed);
  g_assert_cmpint (find_message (context, SMT_MESSAGE_LIST)->date, >,
                   find_message (context, SMT_MESSAGE_PROPOSAL)->date);
}

/* Another dose that is asked for is not taken until somebody writes it; then it is what the sandbox holds. */
static void
test_newer_dose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, FRIDA);
  g_autoptr (GHashTable) before = hold_all (fixture, FRIDA);
  const SmtMessage *asked = find_message (context, SMT_MESSAGE_PROPOSAL);
  const SmtTreatment *other = NULL;
  g_autofree char *entry_id = NULL;

  for (guint i = 0; i < asked->questions->len; i++)
    if (((SmtQuestion *)g_ptr_array_index (asked->questions, i))->kind == SMT_QUESTION_CHANGED)
      other = smt_list_find (smt_patient_context_get_list (context),
                             ((SmtQuestion *)g_ptr_array_index (asked->questions, i))->key);
  g_assert_nonnull (other);
  entry_id = g_strdup (other->entry_id);
  take_in (context, "Divisun");
  change_weekly (context, other->product->display, 1, "tablett", SMT_MONDAY);
  clarify_rest (context);
  {
    const char *name = other->product->display;
    g_autofree char *touched = g_strdup (name);

    send_whole (fixture, context, FRIDA);
    assert_touched (fixture, FRIDA, before, TOUCHED (touched), 1);
  }
  g_auto (Held) held = held_by (fixture, FRIDA, "pll", entry_id);
  assert_held (&held, "dssn", "1 tablett hver mandag");
  g_assert_false (find_row (context, "Divisun")->treatment->proposed);
}

/* --- a proposal that has gone out of date, and a stand-in ------------------------------------------------------------
 */

static void
test_stale_proposal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MOA);
  g_autoptr (GHashTable) before = hold_all (fixture, MOA);
  const SmtMessage *asked = find_message (context, SMT_MESSAGE_PROPOSAL);

  g_assert_true (asked->stale);
  g_assert_nonnull (smt_message_find_question (asked, find_row (context, "Burinex")->treatment->key));
  g_assert_cmpuint (smt_reconciliation_count_blocking (smt_patient_context_get_reconciliation (context)), ==, 0);
  send_whole (fixture, context, MOA);
  assert_touched (fixture, MOA, before, UNTOUCHED, 0);
}

/* From here on Viktor, who stands in for her, signs. */
static void
sign_as_stand_in (Fixture *fixture)
{
  g_autoptr (SmtSigner) signer = signer_new ();

  g_free (signer->hpr);
  g_free (signer->given);
  g_free (signer->family);
  signer->hpr = g_strdup ("900100066");
  signer->given = g_strdup ("Viktor");
  signer->family = g_strdup ("Vikarsen");
  g_clear_object (&fixture->desk);
  fixture->desk = smt_desk_new (SMT_BROKER (fixture->client), fixture->journal, signer);
}

static void
assert_sent_by (SmtPatientContext *context, const char *name, gboolean substitute)
{
  const SmtMessage *list = find_message (context, SMT_MESSAGE_LIST);

  g_assert_nonnull (strstr (list->author, name));
  g_assert_cmpint (list->substitute, ==, substitute);
}

/* What a stand-in sent is the list; the multidose doctor who goes on from there is no stand-in. */
static void
test_stand_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MOA);
  g_autoptr (GHashTable) before = hold_all (fixture, MOA);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Spirix");
  g_autofree char *entry_id = g_strdup (find_row (context, "Spirix")->treatment->entry_id);

  assert_sent_by (context, "Viktor Vikarsen", TRUE);
  decide_well (context, renew);
  send_whole (fixture, context, MOA);

  g_auto (Held) held = held_by (fixture, MOA, "pll", entry_id);
  assert_held (&held, "reseptId", renew->new_prescription_id);
  assert_touched (fixture, MOA, before, TOUCHED ("Spirix"), 1);
  assert_sent_by (context, "Lise Fastlegesen", FALSE);
}

/* And who sends it for her says so. */
static void
test_stand_in_sends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (GHashTable) before = hold_all (fixture, FRIDA);

  sign_as_stand_in (fixture);
  context = look_up_well (fixture->desk, FRIDA);
  assert_sent_by (context, "Lise Fastlegesen", FALSE);
  take_in (context, "Divisun");
  clarify_rest (context);
  send_whole (fixture, context, FRIDA);
  assert_touched (fixture, FRIDA, before, UNTOUCHED, 0);
  assert_sent_by (context, "Viktor Vikarsen", TRUE);
}

/* --- chains and stops --------------------------------------------------------------------------------------------- */

/* A fourth link on a chain of three: only the newest is replaced, and the three are behind it. */
static void
test_chain_of_three (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, JON);
  g_autoptr (GHashTable) before = hold_all (fixture, JON);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, "Losartan");
  const SmtTreatment *losartan = find_row (context, "Losartan")->treatment;
  g_autofree char *entry_id = g_strdup (losartan->entry_id);
  g_autofree char *head = g_strdup (smt_treatment_get_head (losartan)->prescription_id);

  g_assert_cmpuint (losartan->prescriptions->len, ==, 3);
  decide_well (context, renew);
  clarify_rest (context);
  send_whole (fixture, context, JON);

  g_auto (Held) now = held_by (fixture, JON, "pll", entry_id);
  g_auto (Held) old = held_by (fixture, JON, "reseptId", head);
  assert_held (&now, "reseptId", renew->new_prescription_id);
  assert_held (&now, "rfstatus", "E");
  assert_held (&old, "rfstatus", "T");
  assert_held (&old, "recallCode", "1");
  assert_held (&old, "recallId", renew->new_prescription_id);
  assert_touched (fixture, JON, before, TOUCHED (head), 1); /* none of those behind it */
  g_assert_cmpuint (find_row (context, "Losartan")->treatment->prescriptions->len, ==, 4);
}

/* A stop to come whose prescription is recalled goes back as it is; stopped now, nothing is recalled a second time. */
static void
test_future_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, TORA);
  g_autoptr (GHashTable) before = hold_all (fixture, TORA);
  g_autofree char *entry_id = g_strdup (find_row (context, "Sertralin")->treatment->entry_id);

  g_assert_cmpint (find_row (context, "Sertralin")->treatment->state, ==, SMT_TREATMENT_PLANNED_STOP);
  clarify_rest (context);
  send_whole (fixture, context, TORA);
  assert_touched (fixture, TORA, before, UNTOUCHED, 0);

  g_clear_object (&context);
  context = look_up_well (fixture->desk, TORA);
  stop_row (context, "Sertralin");
  clarify_rest (context);
  send_whole (fixture, context, TORA);
  g_auto (Held) held = held_by (fixture, TORA, "pll", entry_id);
  assert_held (&held, "status", "stopped");
  assert_held (&held, "rfstatus", "T");
  assert_held (&held, "recallCode", "2");
  assert_touched (fixture, TORA, before, TOUCHED ("Sertralin"), 0);
}

/* Its successor is nowhere: it is not on the list, is not put there, and is held as it was. */
static void
test_orphan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, TORA);
  g_autoptr (GHashTable) before = hold_all (fixture, TORA);
  g_autofree char *id = NULL;
  const SmtList *list = smt_patient_context_get_list (context);

  for (guint i = 0; i < list->treatments->len; i++)
    if (((SmtTreatment *)g_ptr_array_index (list->treatments, i))->state == SMT_TREATMENT_ORPHAN)
      id = g_strdup (smt_treatment_get_head (g_ptr_array_index (list->treatments, i))->prescription_id);
  g_assert_nonnull (id);
  smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR);
  clarify_rest (context);
  send_whole (fixture, context, TORA);
  g_auto (Held) held = held_by (fixture, TORA, "reseptId", id);
  assert_held (&held, "pll", NULL);
  assert_held (&held, "rfstatus", "T");
  assert_touched (fixture, TORA, before, UNTOUCHED, 0);
}

/* --- guardians ---------------------------------------------------------------------------------------------------- */

/* A new prescription of what guardians are not to see is not theirs to see either. */
static void
test_guardians (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, VERA);
  g_autoptr (GHashTable) before = hold_all (fixture, VERA);
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autoptr (SmtDecision) renew = NULL;
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtTreatment *treatment = smt_reconciliation_get_row (reconciliation, i)->treatment;

      if (treatment->guardian_reserved && treatment->entry_id != NULL)
        {
          key = g_strdup (treatment->key);
          name = g_strdup (treatment->product->display);
        }
    }
  g_assert_nonnull (key);
  renew = smt_patient_context_new_decision (context, SMT_DECISION_RENEW, key);
  decide_well (context, renew);
  clarify_rest (context);
  send_whole (fixture, context, VERA);
  g_auto (Held) held = held_by (fixture, VERA, "reseptId", renew->new_prescription_id);
  assert_held (&held, "rfstatus", "E");
  assert_touched (fixture, VERA, before, TOUCHED (name), 1);
  g_assert_true (smt_list_find (smt_patient_context_get_list (context), key)->guardian_reserved);
  g_assert_cmpstr (
      smt_treatment_get_head (smt_list_find (smt_patient_context_get_list (context), key))->prescription_id, ==,
      renew->new_prescription_id);
}

/* --- magistral, local, consumables -------------------------------------------------------------------------------- */

/* Of @name a new prescription is the same medicine with the same words. */
static void
assert_renewed (Fixture *fixture, const char *name)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MIA);
  g_autoptr (GHashTable) before = hold_all (fixture, MIA);
  g_autoptr (SmtDecision) renew = decision_on (context, SMT_DECISION_RENEW, name);
  const SmtTreatment *treatment = find_row (context, name)->treatment;
  g_autofree char *entry_id = g_strdup (treatment->entry_id);
  g_autofree char *medicine = g_strdup (treatment->product->display);
  g_autofree char *old_id = g_strdup (smt_treatment_get_head (treatment)->prescription_id);
  g_auto (Held) was = held_by (fixture, MIA, "pll", entry_id);
  g_autofree char *text = smt_json_dup_string (smt_json_member (was.statement, "dssn"));

  decide_well (context, renew);
  clarify_rest (context);
  send_whole (fixture, context, MIA);
  g_auto (Held) now = held_by (fixture, MIA, "pll", entry_id);
  g_auto (Held) old = held_by (fixture, MIA, "reseptId", old_id);
  assert_held (&now, "reseptId", renew->new_prescription_id);
  assert_held (&now, "medicine", medicine);
  assert_held (&now, "dssn", text);
  assert_held (&now, "rfstatus", "E");
  assert_held (&old, "recallId", renew->new_prescription_id);
  assert_touched (fixture, MIA, before, TOUCHED (name), 1);
  g_assert_cmpstr (find_row (context, name)->treatment->product->display, ==, medicine);
}

static void
test_magistral (Fixture *fixture, gconstpointer data)
{
  assert_renewed (fixture, "Salisylsyre");
}

static void
test_local (Fixture *fixture, gconstpointer data)
{
  assert_renewed (fixture, "Lokal munnvask");
}

/* A loose magistral prescription comes onto the list with its own words. */
static void
test_magistral_taken_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MIA);
  g_autoptr (GHashTable) before = hold_all (fixture, MIA);
  g_autofree char *id = g_strdup (smt_treatment_get_head (find_row (context, "Glukose")->treatment)->prescription_id);

  take_in (context, "Glukose");
  send_whole (fixture, context, MIA);
  g_auto (Held) held = held_by (fixture, MIA, "reseptId", id);
  assert_held (&held, "pll", find_row (context, "Glukose")->treatment->entry_id);
  assert_held (&held, "dssn", "Gis etter legens anvisning");
  assert_touched (fixture, MIA, before, TOUCHED ("Glukose"), 0);
}

static char *
dup_others (SmtPatientContext *context)
{
  GPtrArray *others = smt_patient_context_get_list (context)->others;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < others->len; i++)
    {
      const SmtOtherPrescription *other = g_ptr_array_index (others, i);

      g_string_append_printf (text, "%s|%s|%s\n", other->prescription_id, other->display, other->text);
    }
  return g_string_free (text, FALSE);
}

/* Consumables and nutrition are no part of a list: they are rows of nothing, and are there afterwards as before. */
static void
test_consumables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, MIA);
  g_autofree char *before = dup_others (context);
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autofree char *after = NULL;

  g_assert_cmpuint (smt_patient_context_get_list (context)->others->len, >=, 2);
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtPrescription *head = smt_treatment_get_head (smt_reconciliation_get_row (reconciliation, i)->treatment);

      g_assert_true (head == NULL || strstr (before, head->prescription_id) == NULL);
    }
  take_in (context, "Glukose");
  send_whole (fixture, context, MIA);
  g_clear_object (&context);
  context = look_up_well (fixture->desk, MIA);
  after = dup_others (context);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(path, function) g_test_add ("/desk/cases/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("proposal/newer", test_newer_proposal);
  ADD ("proposal/newer-dose", test_newer_dose);
  ADD ("proposal/stale", test_stale_proposal);
  ADD ("stand-in/goes-on", test_stand_in);
  ADD ("stand-in/sends", test_stand_in_sends);
  ADD ("chain-of-three", test_chain_of_three);
  ADD ("future-stop", test_future_stop);
  ADD ("orphan", test_orphan);
  ADD ("guardians", test_guardians);
  ADD ("magistral", test_magistral);
  ADD ("magistral/taken-in", test_magistral_taken_in);
  ADD ("local", test_local);
  ADD ("consumables", test_consumables);
  return g_test_run ();
}
