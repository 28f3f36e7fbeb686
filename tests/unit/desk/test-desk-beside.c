/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists opened from files beside the patient at work, against the sandbox process: whose they are, where each treatment
 * of each list stands, and pairs that are said by hand, undone, written down and remembered.
 */
#include "desk-helpers.h"

#include <string.h>

#include "desk/smt-patient-context-private.h"

#define JOURNAL "demo/ada-fastlege.json"
#define HOSPITAL "demo/ada-sykehus-ips.json"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static SmtBeside *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SMT_SOURCE_ROOT"), "data", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtBeside *beside;

  smt_patient_context_read_file_async (file, smt_date_new (2026, 9, 7), NULL, NULL, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  beside = smt_patient_context_read_file_finish (result, &error);
  g_assert_no_error (error);
  return beside;
}

/* --- whose list it is --------------------------------------------------------------------------------------------- */

static SmtPatient *
person (const char *number, const char *given, const char *family, const char *birth_date)
{
  SmtPatient *patient = smt_patient_new ();

  patient->national_number = g_strdup (number);
  patient->given = g_strdup (given);
  patient->family = g_strdup (family);
  if (birth_date != NULL)
    g_assert_true (smt_date_parse (birth_date, &patient->birth_date));
  return patient;
}

static void
test_match (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *number, *given, *family, *birth_date;
    SmtPersonMatch match;
  } others[] = {
    { ADA, "Adine", "Prøvesen", "1950-07-01", SMT_PERSON_SAME }, /* the number decides: names change */
    { BO, "Ada", "Testesen", "1950-07-01", SMT_PERSON_OTHER },
    { NULL, "ADA", "testesen", "1950-07-01", SMT_PERSON_SAME },
    { NULL, "Ada", "Testesen", "1950-07-02", SMT_PERSON_OTHER },
    { NULL, "Ada", "Prøvesen", "1950-07-01", SMT_PERSON_OTHER },
    { NULL, "Ada Marie", "Testesen", "1950-07-01", SMT_PERSON_UNKNOWN },
    { NULL, "Ada", "Testesen", NULL, SMT_PERSON_UNKNOWN },
    { NULL, NULL, "Testesen", "1950-07-01", SMT_PERSON_UNKNOWN },
    { NULL, "Ada", "Prøvesen", NULL, SMT_PERSON_OTHER },
    { NULL, NULL, NULL, NULL, SMT_PERSON_UNKNOWN },
  };
  g_autoptr (SmtPatient) ada = person (ADA, "Ada", "Testesen", "1950-07-01");

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SmtPatient) other = person (others[i].number, others[i].given, others[i].family, others[i].birth_date);

      g_assert_cmpint (smt_person_match (ada, other), ==, others[i].match);
      g_assert_cmpint (smt_person_match (other, ada), ==, others[i].match);
    }
}

/* A list of somebody else is refused whatever is confirmed; one that does not say whose it is asks for the word. */
static void
test_whose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) bo = look_up_well (fixture->desk, BO);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autoptr (SmtBeside) hospital = read_file (HOSPITAL);
  SmtPatient *named = smt_answer_get_list (hospital->answer)->patient;

  g_assert_false (smt_patient_context_add_file (bo, own, FALSE));
  g_assert_false (smt_patient_context_add_file (bo, own, TRUE));
  g_assert_cmpuint (smt_patient_context_get_files (bo)->len, ==, 0);

  named->birth_date = SMT_DATE_UNSET;
  g_assert_cmpint (smt_patient_context_match_file (ada, hospital), ==, SMT_PERSON_UNKNOWN);
  g_assert_false (smt_patient_context_add_file (ada, hospital, FALSE));
  g_assert_true (smt_patient_context_add_file (ada, hospital, TRUE));
  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_true (smt_patient_context_add_file (ada, own, FALSE)); /* it stands there already */
  g_assert_cmpuint (smt_patient_context_get_files (ada)->len, ==, 2);
}

/* --- where each stands -------------------------------------------------------------------------------------------- */

static guint
count_in (GPtrArray *rows, const SmtTreatment *treatment)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const SmtPairRow *row = g_ptr_array_index (rows, i);

      for (guint m = 0; m < row->members->len; m++)
        n += g_array_index (row->members, SmtPairMember, m).treatment == treatment;
    }
  return n;
}

/* Every treatment of every list stands in one row, and every row is either of a treatment of the list, or gone, or
 * alone: on the screen each is met once. */
static void
assert_each_once (SmtPatientContext *context)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint n_rows = smt_reconciliation_get_n_rows (reconciliation);
  GPtrArray *alone = smt_patient_context_get_alone (context);
  GPtrArray *files = smt_patient_context_get_files (context);

  for (guint i = 0; i < n_rows; i++)
    {
      const SmtTreatment *treatment = smt_reconciliation_get_row (reconciliation, i)->treatment;

      g_assert_cmpuint (count_in (pairing->rows, treatment), ==, 1);
      g_assert_cmpuint (count_in (alone, treatment), ==, 0);
      g_assert_nonnull (smt_patient_context_find_pair_row (context, treatment->key));
    }
  for (guint f = 0; f < files->len; f++)
    {
      const SmtBeside *file = g_ptr_array_index (files, f);
      GPtrArray *treatments = smt_answer_get_list (file->answer)->treatments;

      for (guint i = 0; i < treatments->len; i++)
        {
          const SmtTreatment *treatment = g_ptr_array_index (treatments, i);
          guint with_list = 0;

          g_assert_cmpuint (count_in (pairing->rows, treatment), ==, 1);
          for (guint r = 0; r < n_rows; r++)
            {
              const SmtRow *row = smt_reconciliation_get_row (reconciliation, r);
              const SmtPairRow *pair_row = smt_patient_context_find_pair_row (context, row->treatment->key);
              const SmtPairMember *member = smt_pair_row_get (pair_row, file->id);

              with_list += member != NULL && member->treatment == treatment;
            }
          g_assert_cmpuint (with_list + count_in (alone, treatment), ==, 1);
        }
    }
}

static const SmtTreatment *
find_in_file (const SmtBeside *file, const char *name)
{
  GPtrArray *treatments = smt_answer_get_list (file->answer)->treatments;

  for (guint i = 0; i < treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (treatments, i);

      if (strstr (treatment->product->display, name) != NULL)
        return treatment;
    }
  g_assert_not_reached ();
}

static const SmtPairMember *
member_of (SmtPatientContext *context, const char *name, const SmtBeside *file)
{
  return smt_pair_row_get (smt_patient_context_find_pair_row (context, find_row (context, name)->treatment->key),
                           file->id);
}

static void
count_cb (SmtPatientContext *context, gpointer data)
{
  (*(guint *)data)++;
}

/* What the keys fit is one, what only looks alike is asked about, and the rest stands alone; removed, nothing is left.
 */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autoptr (SmtBeside) hospital = read_file (HOSPITAL);
  guint rows = smt_patient_context_get_pairing (ada)->rows->len;
  guint told = 0;

  g_signal_connect (ada, "sources-changed", G_CALLBACK (count_cb), &told);
  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_true (smt_patient_context_add_file (ada, hospital, FALSE));
  g_assert_cmpuint (told, ==, 2);
  g_assert_cmpstr (own->name, ==, "ada-fastlege.json");
  g_assert_cmpint (smt_date_compare (own->date, smt_date_new (2026, 8, 20)), ==, 0);
  g_assert_cmpint (smt_date_compare (hospital->date, smt_date_new (2026, 9, 1)), ==, 0);

  g_assert_cmpint (member_of (ada, "Levaxin", own)->reason, ==, SMT_PAIR_PRODUCT);
  g_assert_nonnull (member_of (ada, "Atorvastatin", own));
  g_assert_nonnull (member_of (ada, "Pantoprazol", hospital));
  g_assert_null (member_of (ada, "Levaxin", hospital)); /* 75 mikrog */
  g_assert_null (member_of (ada, "Selo-Zok", own));     /* 100 mg */
  g_assert_cmpuint (smt_patient_context_get_alone (ada)->len, ==, 4);
  assert_each_once (ada);

  g_assert_true (smt_patient_context_remove_file (ada, own->id));
  g_assert_false (smt_patient_context_remove_file (ada, own->id));
  assert_each_once (ada);
  g_assert_true (smt_patient_context_remove_file (ada, hospital->id));
  g_assert_cmpuint (smt_patient_context_get_alone (ada)->len, ==, 0);
  g_assert_cmpuint (smt_patient_context_get_pairing (ada)->rows->len, ==, rows);
}

/* --- reactions that a file tells of ------------------------------------------------------------------------------- */

static void
tell_of (const SmtBeside *file, const char *display, const char *atc, gboolean severe)
{
  SmtReaction *reaction = smt_reaction_new ();

  reaction->display = g_strdup (display);
  reaction->atc = g_strdup (atc);
  reaction->source = g_strdup ("lokal");
  reaction->severe = severe;
  g_ptr_array_add (smt_answer_get_list (file->answer)->reactions, reaction);
}

static const SmtFinding *
reaction_of (SmtPatientContext *context, const char *name)
{
  const SmtFinding *found = NULL;
  const SmtRow *row = find_row (context, name);

  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      if (i > 0)
        g_assert_cmpint (finding->severity_class, <=,
                         ((const SmtFinding *)g_ptr_array_index (row->findings, i - 1))->severity_class);
      if (finding->code != SMT_FINDING_REACTION)
        continue;
      g_assert_null (found); /* one a treatment */
      found = finding;
    }
  return found;
}

/* What is taken is held against the reactions of a file, by the name of the file; with the file they are gone again.
 * What is refuted there marks nothing, and none comes onto the list or blocks. */
static void
test_reactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autoptr (SmtBeside) hospital = read_file (HOSPITAL); /* statins, C10AA; penicillins refuted */
  const SmtList *list = smt_patient_context_get_list (ada);
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (ada);
  guint n_own = list->reactions->len;
  guint blocking = smt_reconciliation_count_blocking (reconciliation);

  g_assert_cmpuint (smt_answer_get_list (hospital->answer)->reactions->len, ==, 1);
  g_assert_cmpuint (smt_answer_get_list (hospital->answer)->refuted->len, ==, 1);
  g_assert_null (reaction_of (ada, "Atorvastatin"));
  g_assert_true (smt_patient_context_add_file (ada, hospital, FALSE));
  g_assert_cmpint (reaction_of (ada, "Atorvastatin")->severity_class, ==, SMT_CLASS_INFO); /* a group, not severe */
  g_assert_cmpstr (reaction_of (ada, "Atorvastatin")->reaction->source, ==, "ada-sykehus-ips.json");
  g_assert_null (reaction_of (ada, "Selo-Zok"));

  /* another file that knows it as severe is the one that is told */
  tell_of (own, "atorvastatin", "C10AA05", TRUE);
  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_cmpint (reaction_of (ada, "Atorvastatin")->severity_class, ==, SMT_CLASS_CHECK);
  g_assert_cmpstr (reaction_of (ada, "Atorvastatin")->reaction->source, ==, "ada-fastlege.json");
  g_assert_cmpuint (list->reactions->len, ==, n_own);
  g_assert_cmpuint (smt_reconciliation_count_blocking (reconciliation), ==, blocking);
  smt_patient_context_keep_unchanged (ada, SMT_ROLE_DOCTOR);
  g_assert_null (find_row (ada, "Atorvastatin")->decision);

  g_assert_true (smt_patient_context_remove_file (ada, own->id));
  g_assert_cmpint (reaction_of (ada, "Atorvastatin")->severity_class, ==, SMT_CLASS_INFO);
  g_assert_true (smt_patient_context_remove_file (ada, hospital->id));
  g_assert_null (reaction_of (ada, "Atorvastatin"));
}

/* --- pairs that are said by hand ---------------------------------------------------------------------------------- */

static gboolean
say (SmtPatientContext *context, const char *name, const SmtBeside *file, const char *other, gboolean apart)
{
  SmtPairAct *act = smt_pair_act_new (SMT_LIST_CURRENT, find_row (context, name)->treatment->key, file->id,
                                      find_in_file (file, other)->key, apart);

  act->why = apart ? SMT_PAIR_WHY_MISTAKEN : SMT_PAIR_WHY_ASKED;
  act->reason = SMT_PAIR_PRODUCT;
  return smt_patient_context_say_pair (context, act);
}

static void
test_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);

  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_true (say (ada, "Selo-Zok", own, "Selo-Zok", FALSE));
  g_assert_cmpint (member_of (ada, "Selo-Zok", own)->reason, ==, SMT_PAIR_BY_HAND);
  g_assert_false (say (ada, "Selo-Zok", own, "Selo-Zok", FALSE)); /* it is so already */
  g_assert_false (say (ada, "Selo-Zok", own, "Zopiklon", FALSE)); /* the file would be in the row twice */
  g_assert_true (say (ada, "Levaxin", own, "Levaxin", TRUE));
  g_assert_null (member_of (ada, "Levaxin", own));
  assert_each_once (ada);

  /* the journal has both, and the next lookup with the same file knows them */
  wait_until_saved (ada);
  g_clear_object (&ada);
  fixture_restart (fixture);
  ada = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (ada->acts->len, ==, 2);
  g_assert_cmpuint (strlen (((const SmtPairAct *)ada->acts->pdata[0])->who), >, 3);
  g_assert_cmpstr (((const SmtPairAct *)ada->acts->pdata[0])->role, ==, "doctor");
  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_nonnull (member_of (ada, "Selo-Zok", own));
  g_assert_null (member_of (ada, "Levaxin", own));
  assert_each_once (ada);
}

/* Undo takes the last thing back, whether it was said of a pair or decided; redo does it again. */
static void
test_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);

  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  stop_row (ada, "Folsyre");
  g_assert_true (say (ada, "Selo-Zok", own, "Selo-Zok", FALSE));
  take_in (ada, "Paralgin");
  g_assert_cmpuint (count_decided (ada), ==, 2);

  g_assert_true (smt_patient_context_undo (ada));
  g_assert_cmpuint (count_decided (ada), ==, 1);
  g_assert_nonnull (member_of (ada, "Selo-Zok", own));
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_null (member_of (ada, "Selo-Zok", own));
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_cmpuint (count_decided (ada), ==, 0);
  g_assert_false (get_flag (ada, "can-undo"));

  g_assert_true (smt_patient_context_redo (ada));
  g_assert_true (smt_patient_context_redo (ada));
  g_assert_nonnull (member_of (ada, "Selo-Zok", own));
  g_assert_true (smt_patient_context_redo (ada));
  g_assert_cmpuint (count_decided (ada), ==, 2);
  g_assert_false (get_flag (ada, "can-redo"));
  assert_each_once (ada);
}

static const SmtPairAct *
last_said (SmtPatientContext *context)
{
  return g_ptr_array_index (context->acts, context->acts->len - 1);
}

/* Whoever says, takes back or says again does it in their own role and name; without a name in nobody's. */
static void
test_by_whom (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);

  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, "Siri Sykepleiersen");
  g_assert_true (say (ada, "Selo-Zok", own, "Selo-Zok", FALSE));
  g_assert_cmpstr (last_said (ada)->who, ==, "Siri Sykepleiersen");
  g_assert_cmpstr (last_said (ada)->role, ==, "nurse");
  smt_desk_set_worker (fixture->desk, SMT_ROLE_DOCTOR, NULL);
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_cmpstr (last_said (ada)->role, ==, "doctor");
  g_assert_cmpstr (last_said (ada)->who, !=, "Siri Sykepleiersen");
  smt_desk_set_worker (fixture->desk, SMT_ROLE_PHARMACIST, NULL);
  g_assert_true (smt_patient_context_redo (ada));
  g_assert_cmpstr (last_said (ada)->role, ==, "pharmacist");
  g_assert_null (last_said (ada)->who);
  g_assert_nonnull (member_of (ada, "Selo-Zok", own));

  /* one that nobody has a name for outlives the program like any other */
  wait_until_saved (ada);
  g_clear_object (&ada);
  fixture_restart (fixture);
  ada = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (ada->acts->len, ==, 3);
  g_assert_null (last_said (ada)->who);
}

/* Paired by hand, then by keys as well, since the list has changed: taken apart they are apart. */
static void
test_apart_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  SmtPairAct *act = smt_pair_act_new (SMT_LIST_CURRENT, find_row (ada, "Levaxin")->treatment->key, own->id,
                                      find_in_file (own, "Levaxin")->key, FALSE);

  act->role = g_strdup ("doctor");
  act->who = g_strdup ("Kari Prøve");
  act->at = 0;
  g_ptr_array_add (ada->acts, act);
  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_true (say (ada, "Levaxin", own, "Levaxin", TRUE));
  g_assert_null (member_of (ada, "Levaxin", own));
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_cmpint (member_of (ada, "Levaxin", own)->reason, ==, SMT_PAIR_BY_HAND);
}

/* --- what is said of rows that stand only in a file --------------------------------------------------------------- */

static char *
aside_of (const SmtBeside *file, const char *name)
{
  return smt_aside_key (file->id, find_in_file (file, name)->key);
}

/* @recipient (nullable): to be clarified with; else it does not come onto the list. */
static gboolean
say_aside (SmtPatientContext *context, const char *key, const char *recipient, GError **error)
{
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, recipient != NULL ? SMT_DECISION_CLARIFY : SMT_DECISION_DECLINE, key);

  decision->about = g_strdup ("zopiklon 7,5 mg (ada-fastlege.json)");
  decision->recipient = g_strdup (recipient);
  if (recipient != NULL)
    decision->due = smt_date_new (2026, 9, 14);
  else
    decision->reason = g_strdup ("Brukes ikke lenger");
  return smt_patient_context_decide (context, decision, error);
}

static void
wait_for_tasks (SmtPatientContext *context, guint n)
{
  while (smt_patient_context_get_follow_ups (context)->len != n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_aside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autofree char *key = aside_of (own, "Zopiklon");
  g_autoptr (SmtDecision) keep = smt_patient_context_new_decision (ada, SMT_DECISION_KEEP, key);
  g_autoptr (GPtrArray) asides = NULL;
  g_autoptr (GError) error = NULL;
  gboolean sent = TRUE;

  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_false (smt_patient_context_decide (ada, keep, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_NOT_APPLICABLE);
  g_clear_error (&error);
  g_assert_false (say_aside (ada, key, " ", &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_INCOMPLETE);

  g_assert_true (say_aside (ada, key, "fastlegen", NULL));
  g_assert_cmpuint (count_decided (ada), ==, 0); /* it is no row of the list */
  wait_for_tasks (ada, 1);
  g_assert_true (say_aside (ada, key, NULL, NULL));
  wait_for_tasks (ada, 0);
  g_assert_cmpint (smt_patient_context_find_aside (ada, key, &sent)->kind, ==, SMT_DECISION_DECLINE);
  g_assert_false (sent);

  /* undo and redo take it in its turn with the decisions */
  stop_row (ada, "Folsyre");
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_cmpuint (count_decided (ada), ==, 0);
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_cmpint (smt_patient_context_find_aside (ada, key, NULL)->kind, ==, SMT_DECISION_CLARIFY);
  g_assert_true (smt_patient_context_undo (ada));
  g_assert_null (smt_patient_context_find_aside (ada, key, NULL));
  g_assert_false (get_flag (ada, "can-undo"));
  g_assert_true (smt_patient_context_redo (ada));
  g_assert_true (smt_patient_context_clear (ada, key));
  g_assert_false (smt_patient_context_clear (ada, key));
  g_assert_true (smt_patient_context_undo (ada));
  asides = smt_patient_context_get_asides (ada);
  g_assert_cmpuint (asides->len, ==, 1);
}

/* What a doctor said of it neither comes nor goes by a nurse's hand. */
static void
test_aside_by_whom (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autofree char *key = aside_of (own, "Zopiklon");

  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_true (say_aside (ada, key, NULL, NULL));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, "Siri Sykepleiersen");
  g_assert_false (smt_patient_context_undo (ada));
  g_assert_nonnull (smt_patient_context_find_aside (ada, key, NULL));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_DOCTOR, NULL);
  g_assert_true (smt_patient_context_undo (ada));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_NURSE, "Siri Sykepleiersen");
  g_assert_false (smt_patient_context_redo (ada));
  g_assert_null (smt_patient_context_find_aside (ada, key, NULL));
  smt_desk_set_worker (fixture->desk, SMT_ROLE_DOCTOR, NULL);
  g_assert_true (smt_patient_context_redo (ada));
  g_assert_nonnull (smt_patient_context_find_aside (ada, key, NULL));
}

/* --- files that come and go while pairs are said and rows decided ------------------------------------------------- */

/* Any two treatments of any two lists, of the file that is shown or of one that was removed: what may be said is. */
static void
say_any_pair (GRand *rand, SmtPatientContext *context)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);
  const SmtPairRow *one = g_ptr_array_index (pairing->rows, g_rand_int_range (rand, 0, (gint32)pairing->rows->len));
  const SmtPairRow *other = g_ptr_array_index (pairing->rows, g_rand_int_range (rand, 0, (gint32)pairing->rows->len));
  gboolean apart = g_rand_boolean (rand);
  const SmtPairMember *first = &g_array_index (one->members, SmtPairMember, 0);
  const SmtPairMember *second;
  SmtPairAct *act;

  if (apart)
    other = one;
  second = &g_array_index (other->members, SmtPairMember, other->members->len - 1);
  act = smt_pair_act_new (first->list, first->treatment->key, second->list, second->treatment->key, apart);
  act->why = apart ? SMT_PAIR_WHY_MISTAKEN : SMT_PAIR_WHY_CHOSEN;
  act->reason = second->reason;
  smt_patient_context_say_pair (context, act);
}

static void
decide_any (GRand *rand, SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint n = smt_reconciliation_get_n_rows (reconciliation);
  const SmtRow *row = smt_reconciliation_get_row (reconciliation, (guint)g_rand_int_range (rand, 0, (gint32)n));
  g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (
      context, g_rand_boolean (rand) ? SMT_DECISION_KEEP : SMT_DECISION_STOP, row->treatment->key);

  smt_patient_context_decide (context, decision, NULL);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* But for the reactions that a file tells of. */
static guint
count_own_findings (const SmtRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      n += finding->code != SMT_FINDING_REACTION || !g_str_has_suffix (finding->reaction->source, ".json");
    }
  return n;
}

/* Of every row what was found and decided, by its key: files and pairs change nothing of it, and take nothing away. */
static char *
picture (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %u %d %d %d", row->treatment->key, count_own_findings (row), row->blocks,
                                        row->group, row->decision != NULL ? (int)row->decision->kind : -1));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
toggle_file (SmtPatientContext *context, const SmtBeside *file)
{
  g_autofree char *before = picture (context);
  g_autofree char *after = NULL;

  if (!smt_patient_context_remove_file (context, file->id))
    g_assert_true (smt_patient_context_add_file (context, file, TRUE));
  after = picture (context);
  g_assert_cmpstr (before, ==, after);
}

static void
test_come_and_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autoptr (SmtBeside) hospital = read_file (HOSPITAL);
  guint rows = smt_patient_context_get_pairing (ada)->rows->len;

  for (guint i = 0; i < 300; i++)
    {
      switch (g_rand_int_range (rand, 0, 7))
        {
        case 0:
          toggle_file (ada, own);
          break;
        case 1:
          toggle_file (ada, hospital);
          break;
        case 2:
          decide_any (rand, ada);
          break;
        case 3:
          smt_patient_context_undo (ada);
          break;
        case 4:
          smt_patient_context_redo (ada);
          break;
        default:
          say_any_pair (rand, ada);
          break;
        }
      assert_each_once (ada);
    }
  while (smt_patient_context_undo (ada))
    assert_each_once (ada);
  smt_patient_context_remove_file (ada, own->id);
  smt_patient_context_remove_file (ada, hospital->id);
  g_assert_cmpuint (smt_patient_context_get_pairing (ada)->rows->len, ==, rows);
  g_assert_cmpuint (count_decided (ada), ==, 0);
  wait_until_saved (ada);
}

/* It outlives the program, goes into no message, and is a task after the send until somebody says that it is done. */
static void
test_aside_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) ada = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);
  g_autofree char *clarified = aside_of (own, "Zopiklon");
  g_autofree char *declined = aside_of (own, "Selo-Zok");
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;
  gboolean sent = FALSE;

  g_assert_true (smt_patient_context_add_file (ada, own, FALSE));
  g_assert_true (say_aside (ada, clarified, "fastlegen", NULL));
  g_assert_true (say_aside (ada, declined, NULL, NULL));
  wait_until_saved (ada);
  g_clear_object (&ada);
  fixture_restart (fixture);

  ada = look_up_well (fixture->desk, ADA);
  g_assert_cmpuint (smt_patient_context_get_conflicts (ada)->len, ==, 0);
  g_assert_cmpint (smt_patient_context_find_aside (ada, clarified, &sent)->kind, ==, SMT_DECISION_CLARIFY);
  g_assert_false (sent);
  settle_ada (ada);
  receipt = sign_and_send (ada, &error);
  g_assert_no_error (error);
  state = sandbox_state (fixture);
  bytes = smt_json_get_bytes (state);
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), "file:"));

  g_assert_nonnull (smt_patient_context_find_aside (ada, clarified, &sent));
  g_assert_true (sent);
  g_assert_cmpint (smt_patient_context_find_aside (ada, declined, &sent)->kind, ==, SMT_DECISION_DECLINE);
  g_assert_true (sent);
  wait_for_tasks (ada, 1);
  smt_patient_context_end_follow_up (ada, clarified);
  wait_for_tasks (ada, 0);
}

/* A new lookup of the same patient keeps the files; nothing else knows of them. */
static void
test_taken_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) before = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) after = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtBeside) own = read_file (JOURNAL);

  g_assert_true (smt_patient_context_add_file (before, own, FALSE));
  smt_patient_context_take_files (after, before);
  g_assert_cmpuint (smt_patient_context_get_files (after)->len, ==, 1);
  g_assert_nonnull (member_of (after, "Levaxin", own));
  assert_each_once (after);
}

#define ADD(name, test) g_test_add ("/desk/beside/" name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("match", test_match);
  ADD ("whose", test_whose);
  ADD ("beside", test_beside);
  ADD ("reactions", test_reactions);
  ADD ("said", test_said);
  ADD ("undone", test_undone);
  ADD ("by-whom", test_by_whom);
  ADD ("apart-at-once", test_apart_at_once);
  ADD ("aside", test_aside);
  ADD ("aside-by-whom", test_aside_by_whom);
  ADD ("come-and-go", test_come_and_go);
  ADD ("aside-sent", test_aside_sent);
  ADD ("taken-over", test_taken_over);
  return g_test_run ();
}
