/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every shape that answers have, over HTTP: what is read of it, and that it goes back. The patients are the sandbox's.
 */
#include "check/smt-finding.h"
#include "desk-helpers.h"

#define GRO "14865610042"   /* the spelling of 2021 */
#define TORA "03824810086"  /* prescriptions recalled, orphans */
#define PAAL "22907110196"  /* without prescription, a vaccine */
#define MIA "08889010267"   /* magistral, local */
#define MONS "12893810100"  /* a question newer than the list */
#define MOA "29814210047"   /* one that is older */
#define RITA "19836510065"  /* reactions */
#define VERA "21820950019"  /* guardians */
#define PAULA "07856010001" /* a paused list */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

/* Kjernejournal is asked as well. */
static SmtPatientContext *
look_at (Fixture *fixture, const char *number)
{
  SmtPatient *patient = smt_patient_new ();
  SmtLookupRequest *request = smt_lookup_request_new (patient);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtPatientContext *context;

  patient->national_number = g_strdup (number);
  patient->family = g_strdup ("Testesen");
  request->consent = SMT_CONSENT_EXCEPTION;
  smt_desk_look_up_async (fixture->desk, request, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  context = smt_desk_look_up_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  return context;
}

static void
send_all_of_it (Fixture *fixture, SmtPatientContext *context, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = sign_and_send (context, &error);

  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
  g_assert_cmpint (sandbox_counts (fixture, number).applied, ==, 1);
}

static void
decide_kind (SmtPatientContext *context, SmtDecisionKind kind, const char *name)
{
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, kind, find_row (context, name)->treatment->key);
  g_autoptr (GError) error = NULL;

  if (kind == SMT_DECISION_CLARIFY)
    {
      decision->recipient = g_strdup ("apoteket");
      decision->due = smt_date_add_days (smt_patient_context_get_today (context), 7);
    }
  g_assert_true (smt_patient_context_decide (context, decision, &error));
  g_assert_no_error (error);
}

/* --- the spelling of 2021 ----------------------------------------------------------------------------------------- */

/* A correction is written as today: the sandbox refuses a new prescription without regInfo.provider and reseptdate. */
static void
test_2021_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, GRO);
  const SmtPrescription *head;
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  change_weekly (context, "Methotrexate", 3, "tablett", SMT_TUESDAY);
  take_in (context, "Prednisolon");
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (sandbox_counts (fixture, GRO).applied, ==, 1);

  head = smt_treatment_get_head (find_row (context, "Methotrexate")->treatment);
  g_assert_cmpint (smt_date_compare (head->written, smt_patient_context_get_today (context)), ==, 0);
  g_assert_cmpstr (head->prescriber, ==, "Lise Fastlegesen");
  g_assert_nonnull (find_row (context, "Prednisolon")->treatment->entry_id);
}

static void
test_2021_in_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, GRO);

  take_in (context, "Prednisolon");
  change_weekly (context, "Calcigran", 1, "tablett", SMT_MONDAY);
  stop_row (context, "Atorvastatin");
  decide_kind (context, SMT_DECISION_CLARIFY, "Methotrexate");
  send_all_of_it (fixture, context, GRO);
}

/* --- the pharmacy ------------------------------------------------------------------------------------------------- */

static void
test_proposals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, MONS);
  const SmtMessage *list = find_message (context, SMT_MESSAGE_LIST);
  const SmtMessage *asked = find_message (context, SMT_MESSAGE_PROPOSAL);
  const SmtMessage *delivered = find_message (context, SMT_MESSAGE_DELIVERY);
  const SmtTreatment *iron = find_row (context, "Duroferon")->treatment;
  const SmtQuestion *question;

  g_assert_cmpstr (list->author, ==, "Lise Fastlegesen, Prøvebyen legesenter");
  g_assert_cmpint (list->date, ==, smt_patient_context_get_list (context)->pll_date);
  g_assert_false (list->substitute);
  g_assert_cmpstr (list->pharmacy, ==, "Prøveapoteket");
  g_assert_true (smt_date_is_set (list->next_roll) && smt_date_is_set (list->deadline));
  g_assert_cmpstr (list->stand_in, ==, "Viktor Vikarsen");

  g_assert_cmpint (asked->date, >, list->date);
  g_assert_false (asked->stale);
  g_assert_cmpstr (asked->author, ==, "Prøveapoteket");
  g_assert_cmpuint (asked->questions->len, >=, 3);
  question = smt_message_find_question (asked, iron->key);
  g_assert_cmpint (question->kind, ==, SMT_QUESTION_NEW);
  g_assert_cmpstr (question->text, ==, "Annenhver dag kan ikke pakkes. Kan den gis daglig?");
  g_assert_true (iron->proposed);
  g_assert_true (find_row (context, "Solifenacin")->treatment->proposed);
  g_assert_true (find_row (context, "Mirtazapin")->treatment->proposed);
  g_assert_false (find_row (context, "Metoprolol")->treatment->proposed);
  g_assert_nonnull (iron->comment);

  g_assert_cmpstr (delivered->author, ==, "Prøveapoteket");
  g_assert_cmpint (delivered->date, <, asked->date);
}

/* What nobody answered would be on the list by the next send: it blocks, and is taken in only by somebody's act. */
static void
test_proposals_taken_in (Fixture *fixture, gconstpointer data)
{
  static const char *const proposed[] = { "Duroferon", "Solifenacin", "Mirtazapin" };
  g_autoptr (SmtPatientContext) context = look_at (fixture, MONS);

  decide_kind (context, SMT_DECISION_CLARIFY, "Alendronat");
  for (guint i = 0; i < G_N_ELEMENTS (proposed); i++)
    {
      g_assert_true (find_row (context, proposed[i])->blocks);
      decide_kind (context, SMT_DECISION_TAKE_IN, proposed[i]);
    }
  send_all_of_it (fixture, context, MONS);
  for (guint i = 0; i < G_N_ELEMENTS (proposed); i++)
    g_assert_false (find_row (context, proposed[i])->treatment->proposed);
}

static void
test_stale_proposal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, MOA);
  const SmtMessage *list = find_message (context, SMT_MESSAGE_LIST);
  const SmtMessage *asked = find_message (context, SMT_MESSAGE_PROPOSAL);
  const SmtQuestion *question = smt_message_find_question (asked, find_row (context, "Burinex")->treatment->key);

  g_assert_true (list->substitute);
  g_assert_true (asked->stale);
  g_assert_cmpint (question->kind, ==, SMT_QUESTION_CHANGED);
  g_assert_nonnull (strstr (question->dose_text, "midt på dagen"));
  g_assert_false (find_row (context, "Burinex")->treatment->proposed);
}

static guint
count_rows (SmtPatientContext *context, gboolean (*test) (const SmtTreatment *treatment))
{
  const SmtList *list = smt_patient_context_get_list (context);
  guint n = 0;

  for (guint i = 0; i < list->treatments->len; i++)
    n += test (g_ptr_array_index (list->treatments, i)) ? 1 : 0;
  return n;
}

static gboolean
is_paused (const SmtTreatment *treatment)
{
  return treatment->state == SMT_TREATMENT_PAUSED;
}

/* From the lookup to what the sandbox then holds: paused, refused; taken into use, sent, and paused no more. */
static void
test_paused_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, PAULA);
  const SmtMessage *pause = smt_reconciliation_get_pause (smt_patient_context_get_reconciliation (context));
  g_autoptr (SmtDecision) resumed = smt_patient_context_new_decision (context, SMT_DECISION_RESUME, SMT_WHOLE_LIST);
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (pause);
  g_assert_cmpstr (pause->paused_by, ==, "Ola Sykehuslegesen");
  g_assert_cmpstr (pause->pause_reason, ==, "Innlagt ved Prøvebyen sykehus");
  g_assert_true (smt_date_is_set (pause->paused_from) && smt_date_is_set (pause->paused_until));
  g_assert_false (get_flag (context, "can-send"));
  g_assert_null (sign_and_send (context, &refused));
  g_assert_error (refused, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_BLOCKED);
  g_assert_cmpint (sandbox_counts (fixture, PAULA).received, ==, 0);

  resumed->reason = g_strdup ("hjemme igjen");
  smt_patient_context_decide (context, resumed, &error);
  g_assert_no_error (error);
  send_all_of_it (fixture, context, PAULA);
  g_assert_null (smt_reconciliation_get_pause (smt_patient_context_get_reconciliation (context)));
  g_assert_null (smt_reconciliation_get_on_list (smt_patient_context_get_reconciliation (context)));
  g_assert_null (find_message (context, SMT_MESSAGE_LIST)->text);
  /* what is paused by itself stays so */
  g_assert_cmpuint (count_rows (context, is_paused), ==, 2);
}

/* A draft that lifts a pause is there again after a restart, and is about that pause only. */
static void
test_paused_list_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, PAULA);
  g_autoptr (SmtPatientContext) again = NULL;
  g_autoptr (SmtDecision) resumed = smt_patient_context_new_decision (context, SMT_DECISION_RESUME, SMT_WHOLE_LIST);
  g_autoptr (GError) error = NULL;

  resumed->reason = g_strdup ("hjemme igjen");
  smt_patient_context_decide (context, resumed, &error);
  g_assert_no_error (error);
  wait_until_saved (context);
  again = look_at (fixture, PAULA);
  g_assert_cmpstr (smt_reconciliation_get_on_list (smt_patient_context_get_reconciliation (again))->reason, ==,
                   "hjemme igjen");
  g_assert_true (get_flag (again, "can-send"));
  g_assert_true (smt_patient_context_undo (again));
  g_assert_false (get_flag (again, "can-send"));
}

static void
test_text_of_the_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, PAULA);

  g_assert_nonnull (strstr (find_message (context, SMT_MESSAGE_LIST)->text, "satt på pause"));
}

/* --- everything else that must be read ---------------------------------------------------------------------------- */

static gboolean
is_guardian_reserved (const SmtTreatment *treatment)
{
  return treatment->guardian_reserved;
}

static gboolean
is_in_doctors_name (const SmtTreatment *treatment)
{
  return treatment->in_doctors_name;
}

static gboolean
is_orphan (const SmtTreatment *treatment)
{
  return treatment->state == SMT_TREATMENT_ORPHAN;
}

/* active, on the list, and its prescription recalled: not to be dispensed whatever the status says */
static gboolean
is_recalled_but_active (const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);

  return treatment->state == SMT_TREATMENT_ACTIVE && treatment->entry_id != NULL && head != NULL
         && head->status == SMT_PRESCRIPTION_RECALLED && !smt_treatment_is_dispensable (treatment);
}

static gboolean
is_vaccine (const SmtTreatment *treatment)
{
  return treatment->use == SMT_USE_VACCINE;
}

static gboolean
is_multidose (const SmtTreatment *treatment)
{
  return treatment->multidose;
}

static gboolean
is_named (const SmtTreatment *treatment)
{
  return treatment->product != NULL && treatment->product->display != NULL && *treatment->product->display != '\0';
}

static void
test_flags (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) vera = look_at (fixture, VERA);
  g_autoptr (SmtPatientContext) tora = look_at (fixture, TORA);
  g_autoptr (SmtPatientContext) paal = look_at (fixture, PAAL);
  g_autoptr (SmtPatientContext) mons = look_at (fixture, MONS);
  g_autoptr (SmtPatientContext) mia = look_at (fixture, MIA);

  g_assert_cmpuint (count_rows (vera, is_guardian_reserved), ==, 2);
  g_assert_cmpuint (count_rows (vera, is_in_doctors_name), ==, 1);
  g_assert_cmpuint (count_rows (tora, is_orphan), ==, 1);
  g_assert_cmpuint (count_rows (tora, is_recalled_but_active), ==, 1);
  g_assert_cmpuint (count_rows (paal, is_vaccine), >=, 1);
  g_assert_cmpuint (count_rows (mons, is_multidose), >=, 1);
  /* magistral and local drugs have no ATC, but a name */
  g_assert_cmpuint (count_rows (mia, is_named), ==, smt_patient_context_get_list (mia)->treatments->len);
  find_row (mia, "Lokal munnvask");
}

/* Coded by three characters it stands for the whole group: compared by prefix. */
static void
test_reactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_at (fixture, RITA);
  const SmtList *list = smt_patient_context_get_list (context);
  gboolean lengths[8] = { FALSE };

  for (guint i = 0; i < list->reactions->len; i++)
    {
      const SmtReaction *reaction = g_ptr_array_index (list->reactions, i);

      if (reaction->atc != NULL)
        lengths[strlen (reaction->atc)] = TRUE;
    }
  g_assert_true (lengths[3] && lengths[4] && lengths[5] && lengths[7]);
}

/* The gravest first, what nobody has graded before what is mild; what was refuted stands apart and is checked against
 * nothing. */
static void
test_reactions_in_order (Fixture *fixture, gconstpointer data)
{
  static const char *const order[] = { "ACE-hemmere, usammensatte",
                                       "Betalaktamasefølsomme penicilliner",
                                       "Sotalol Prøvefarm",
                                       "Kontrastmidler",
                                       "Trimetoprim",
                                       "Naproksen" };
  g_autoptr (SmtPatientContext) context = look_at (fixture, RITA);
  const SmtList *list = smt_patient_context_get_list (context);
  static const char *const sources[] = { "KJ", "RF", "lokal" };
  const SmtReaction *refuted;
  guint at = 0;

  g_assert_cmpuint (list->reactions->len, >=, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (((const SmtReaction *)g_ptr_array_index (list->reactions, i))->display, ==, order[i]);
  for (guint i = 0; i < list->reactions->len; i++)
    g_assert_false (((const SmtReaction *)g_ptr_array_index (list->reactions, i))->refuted);
  /* kjernejournal first, then Reseptformidleren, then the journal's own; three tell of penicillin, and none is merged
   */
  for (guint i = 0; i < list->reactions->len; i++)
    {
      const SmtReaction *reaction = g_ptr_array_index (list->reactions, i);

      if (!g_str_equal (reaction->source, sources[at]))
        at++;
      g_assert_cmpuint (at, <, G_N_ELEMENTS (sources));
      g_assert_cmpstr (reaction->source, ==, sources[at]);
    }
  g_assert_cmpuint (list->reactions->len, ==, 10);
  g_assert_cmpuint (at, ==, 2);
  /* what is over is told like what was refuted: somebody may remember it otherwise */
  g_assert_cmpuint (list->refuted->len, ==, 2);
  refuted = g_ptr_array_index (list->refuted, 0);
  g_assert_cmpstr (refuted->display, ==, "Acetylsalisylsyre");
  g_assert_true (refuted->refuted);
  refuted = g_ptr_array_index (list->refuted, 1);
  g_assert_cmpstr (refuted->display, ==, "Omeprazol");
  g_assert_true (refuted->over && !refuted->refuted);
}

/* What a lookup brings is understood to the last element, but where a patient was made to hold something else. */
static void
test_everything_is_understood (Fixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = { GRO, TORA, PAAL, MIA, MONS, MOA, RITA, VERA, PAULA };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (SmtPatientContext) context = look_at (fixture, numbers[i]);
      GPtrArray *unread = smt_patient_context_get_list (context)->unread;

      g_assert_cmpstr (unread->len > 0 ? g_ptr_array_index (unread, 0) : NULL, ==, NULL);
    }
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/shapes/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("2021/changed", test_2021_changed);
  ADD ("2021/in-place", test_2021_in_place);
  ADD ("pharmacy/proposals", test_proposals);
  ADD ("pharmacy/taken-in", test_proposals_taken_in);
  ADD ("pharmacy/stale", test_stale_proposal);
  ADD ("pharmacy/text", test_text_of_the_list);
  ADD ("paused/to-receipt", test_paused_list);
  ADD ("paused/draft", test_paused_list_draft);
  ADD ("flags", test_flags);
  ADD ("reactions", test_reactions);
  ADD ("reactions-in-order", test_reactions_in_order);
  ADD ("everything-understood", test_everything_is_understood);

  return g_test_run ();
}
