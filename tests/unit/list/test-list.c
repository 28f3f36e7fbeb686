/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-list.h"

#include "medicine/smt-catalogue-builder.h"

/* --- patient ------------------------------------------------------------------------------------------------------ */

static guint
age_on (SmtDate birth, SmtDate today)
{
  g_autoptr (SmtPatient) patient = smt_patient_new ();

  patient->birth_date = birth;
  return smt_patient_get_age (patient, today);
}

static void
test_age (void)
{
  SmtDate birth = smt_date_new (1963, 5, 22);

  g_assert_cmpuint (age_on (birth, smt_date_new (2026, 5, 21)), ==, 62);
  g_assert_cmpuint (age_on (birth, smt_date_new (2026, 5, 22)), ==, 63);
  g_assert_cmpuint (age_on (birth, smt_date_new (2026, 11, 20)), ==, 63);
  g_assert_cmpuint (age_on (birth, smt_date_new (2026, 4, 30)), ==, 62);
  g_assert_cmpuint (age_on (birth, birth), ==, 0);
}

static void
test_age_leap_day (void)
{
  SmtDate birth = smt_date_new (2000, 2, 29);

  g_assert_cmpuint (age_on (birth, smt_date_new (2026, 2, 28)), ==, 25);
  g_assert_cmpuint (age_on (birth, smt_date_new (2026, 3, 1)), ==, 26);
  g_assert_cmpuint (age_on (birth, smt_date_new (2028, 2, 29)), ==, 28);
}

static void
test_age_unknown (void)
{
  g_assert_cmpuint (age_on (SMT_DATE_UNSET, smt_date_new (2026, 1, 1)), ==, 0);
  g_assert_cmpuint (age_on (smt_date_new (1963, 5, 22), SMT_DATE_UNSET), ==, 0);
  g_assert_cmpuint (age_on (smt_date_new (2027, 1, 1), smt_date_new (2026, 1, 1)), ==, 0);
}

static void
test_name (void)
{
  static const struct
  {
    const char *given;
    const char *family;
    const char *name;
  } names[] = {
    { "Kari Mo", "Li", "Kari Mo Li" },
    { NULL, "Li", "Li" },
    { "Kari", NULL, "Kari" },
    { "Kari", "", "Kari" },
    { NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SmtPatient) patient = smt_patient_new ();
      patient->given = g_strdup (names[i].given);
      patient->family = g_strdup (names[i].family);
      g_autofree char *name = smt_patient_dup_name (patient);
      g_assert_cmpstr (name, ==, names[i].name);
    }
}

/* --- list --------------------------------------------------------------------------------------------------------- */

/* Of a new list nothing was asked: that is not the same as nothing known. */
static void
test_nothing_asked (void)
{
  g_autoptr (SmtList) list = smt_list_new ();

  g_assert_cmpint (list->reactions_knowledge, ==, SMT_KNOWLEDGE_NOT_ASKED);
  g_assert_cmpuint (list->restrictions, ==, 0);
  g_assert_false (list->has_pll);
  g_assert_true (list->pll_date == SMT_INSTANT_UNSET);
  g_assert_true (list->rf_fetched == SMT_INSTANT_UNSET);
  g_assert_true (list->kj_fetched == SMT_INSTANT_UNSET);
  g_assert_cmpuint (list->treatments->len, ==, 0);
  g_assert_null (smt_list_find (list, "pll:1"));
}

static void
test_find (void)
{
  static const char *const keys[] = { "pll:1", "rx:2", NULL, "res:3" };
  g_autoptr (SmtList) list = smt_list_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      SmtTreatment *treatment = smt_treatment_new ();
      treatment->key = g_strdup (keys[i]);
      g_ptr_array_add (list->treatments, treatment);
    }

  g_assert_true (smt_list_find (list, "rx:2") == g_ptr_array_index (list->treatments, 1));
  g_assert_true (smt_list_find (list, "res:3") == g_ptr_array_index (list->treatments, 3));
  g_assert_null (smt_list_find (list, "rx:22"));
  g_assert_null (smt_list_find (list, "RX:2"));
}

/* What a list holds lives as long as its last reference; run under a leak checker this also shows that it dies then. */
static void
test_references (void)
{
  SmtList *list = smt_list_new ();
  SmtReaction *reaction = smt_reaction_new ();

  list->lookup_id = g_strdup ("a");
  list->pll_author = g_strdup ("b");
  list->patient = smt_patient_new ();
  list->patient->national_number = g_strdup ("01815012345");
  list->patient->city = g_strdup ("Fauske");
  reaction->display = g_strdup ("Penicillin");
  reaction->atc = g_strdup ("J01C");
  g_ptr_array_add (list->reactions, reaction);
  g_ptr_array_add (list->unread, g_strdup ("MedicationStatement.extension sfm-x"));
  g_ptr_array_add (list->treatments, smt_treatment_new ());

  g_autoptr (SmtList) held = smt_list_ref (list);
  g_autoptr (SmtPatient) patient = smt_patient_ref (list->patient);
  smt_list_unref (list);
  g_assert_cmpstr (held->lookup_id, ==, "a");
  g_assert_cmpstr (patient->city, ==, "Fauske");
}

/* A list keeps the catalogue that it was read with, and lets it go. */
static void
test_catalogue (void)
{
  SmtList *list = smt_list_new ();
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();

  smt_catalogue_builder_set_date (builder, smt_date_new (2026, 11, 20));
  list->catalogue = smt_catalogue_builder_finish (builder);
  SmtList *again = smt_list_ref (list);
  smt_list_unref (list);
  g_assert_true (smt_date_is_set (smt_catalogue_get_date (again->catalogue)));
  smt_list_unref (again);
}

static void
test_message (void)
{
  g_autoptr (SmtMessage) message = smt_message_new ();
  SmtQuestion *question = smt_message_add_question (message);

  question->kind = SMT_QUESTION_NEW;
  question->key = g_strdup ("pll:a");
  smt_message_add_question (message); /* about an entry that the answer lacks */

  g_assert_true (message->date == SMT_INSTANT_UNSET);
  g_assert_false (smt_date_is_set (message->next_roll));
  g_assert_true (smt_message_find_question (message, "pll:a") == question);
  g_assert_null (smt_message_find_question (message, "pll:b"));
}

static SmtMessage *
add_message (SmtList *list, SmtMessageKind kind, SmtInstant date, gboolean stale)
{
  SmtMessage *message = smt_message_new ();

  message->kind = kind;
  message->date = date;
  message->stale = stale;
  g_ptr_array_add (list->messages, message);
  return message;
}

static SmtTreatment *
ask (SmtMessage *message, const char *key, gboolean dose)
{
  SmtQuestion *question = smt_message_add_question (message);

  question->key = g_strdup (key);
  question->proposal = dose ? smt_treatment_new () : NULL;
  return question->proposal;
}

/* Only what a pharmacy asks, only of that entry, and only while nobody has sent the list since; of several doses the
 * one proposed last. */
static void
test_open_questions (void)
{
  g_autoptr (SmtList) list = smt_list_new ();
  SmtMessage *sent = add_message (list, SMT_MESSAGE_LIST, 100, FALSE);
  SmtMessage *stale = add_message (list, SMT_MESSAGE_PROPOSAL, 90, TRUE);
  SmtMessage *newest = add_message (list, SMT_MESSAGE_PROPOSAL, 120, FALSE);
  SmtMessage *newer = add_message (list, SMT_MESSAGE_PROPOSAL, 110, FALSE);
  SmtTreatment *last;

  ask (sent, "pll:a", TRUE);
  ask (stale, "pll:b", TRUE);
  ask (newest, "pll:c", FALSE);
  last = ask (newest, "pll:d", TRUE);
  ask (newer, "pll:d", TRUE);
  ask (newer, "pll:c", FALSE);

  g_assert_null (smt_list_find_open_question (list, "pll:a"));
  g_assert_null (smt_list_find_open_question (list, "pll:b"));
  g_assert_nonnull (smt_list_find_open_question (list, "pll:c"));
  g_assert_nonnull (smt_list_find_open_question (list, "pll:d"));
  g_assert_null (smt_list_find_open_question (list, "pll:e"));
  g_assert_null (smt_list_find_proposal (list, "pll:a"));
  g_assert_null (smt_list_find_proposal (list, "pll:b"));
  g_assert_null (smt_list_find_proposal (list, "pll:c"));
  g_assert_true (smt_list_find_proposal (list, "pll:d") == last);
  g_assert_null (smt_list_find_proposal (list, "pll:e"));
}

/* Only an M25.1 pauses a list. */
static void
test_pause (void)
{
  g_autoptr (SmtList) list = smt_list_new ();
  SmtDate today = smt_date_new (2026, 11, 20);
  SmtMessage *asked = add_message (list, SMT_MESSAGE_PROPOSAL, 100, FALSE);
  SmtMessage *sent = add_message (list, SMT_MESSAGE_LIST, 100, FALSE);

  asked->paused = TRUE;
  g_assert_null (smt_list_find_pause (list, today));
  sent->paused = TRUE;
  g_assert_true (smt_list_find_pause (list, today) == sent);
}

/* Kjernejournal, Reseptformidleren, the rest; within a source what is grave, what is not known to be mild, what is. */
static void
test_reactions_in_order (void)
{
  static const struct
  {
    const char *name, *source;
    gboolean severe, mild;
  } said[] = {
    { "g", NULL, FALSE, FALSE }, { "f", "RF", FALSE, TRUE },  { "d", "RF", TRUE, FALSE },  { "c", "KJ", FALSE, TRUE },
    { "e", "RF", FALSE, FALSE }, { "h", "EPJ", FALSE, TRUE }, { "b", "KJ", FALSE, FALSE }, { "a", "KJ", TRUE, FALSE },
  };
  g_autoptr (SmtList) list = smt_list_new ();
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      SmtReaction *reaction = smt_reaction_new ();

      reaction->display = g_strdup (said[i].name);
      reaction->source = g_strdup (said[i].source);
      reaction->severe = said[i].severe;
      reaction->mild = said[i].mild;
      g_ptr_array_add (list->reactions, reaction);
    }
  smt_list_sort_reactions (list);
  for (guint i = 0; i < list->reactions->len; i++)
    g_string_append (order, ((const SmtReaction *)list->reactions->pdata[i])->display);
  g_assert_cmpstr (order->str, ==, "abcdefgh");
}

/* A register that told nothing makes the list no base to send from; what kjernejournal holds does not matter to that.
 */
static void
test_was_read (void)
{
  static const struct
  {
    guint32 restrictions;
    gboolean read;
  } cases[] = {
    { 0, TRUE },
    { SMT_RESTRICTION_NO_PLL | SMT_RESTRICTION_RF_LOCKED_EXIST | SMT_RESTRICTIONS_KJ_UNKNOWN, TRUE },
    { SMT_RESTRICTION_PLL_FAILED, FALSE },
    { SMT_RESTRICTION_PLL_DOWN, FALSE },
    { SMT_RESTRICTION_PLL_SPERRET, FALSE },
    { SMT_RESTRICTION_PLL_BLOKKERT, FALSE },
    { SMT_RESTRICTION_RF_FAILED, FALSE },
    { SMT_RESTRICTION_RF_DOWN, FALSE },
    { SMT_RESTRICTION_RF_SPERRET, FALSE },
    { SMT_RESTRICTION_RF_BLOKKERT, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmtList) list = smt_list_new ();

      list->restrictions = cases[i].restrictions;
      g_assert_cmpint (smt_list_was_read (list), ==, cases[i].read);
    }
}

/* What neither the list nor Reseptformidleren knows; nothing of one that was not asked, or did not answer. */
static void
test_from_summary (void)
{
  g_autoptr (SmtList) list = smt_list_new ();
  g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
  SmtPrescription *link = smt_treatment_add_prescription (treatment);

  g_assert_false (smt_list_has_from_summary (list, treatment));
  list->kj_fetched = 1;
  g_assert_true (smt_list_has_from_summary (list, treatment));
  link->registered = TRUE;
  g_assert_false (smt_list_has_from_summary (list, treatment));
  link->registered = FALSE;
  list->restrictions = SMT_RESTRICTION_KJ_FAILED;
  g_assert_false (smt_list_has_from_summary (list, treatment));
  list->restrictions = 0;
  treatment->entry_id = g_strdup ("1");
  g_assert_false (smt_list_has_from_summary (list, treatment));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/list/patient/age", test_age);
  g_test_add_func ("/list/patient/age-leap-day", test_age_leap_day);
  g_test_add_func ("/list/patient/age-unknown", test_age_unknown);
  g_test_add_func ("/list/patient/name", test_name);
  g_test_add_func ("/list/list/nothing-asked", test_nothing_asked);
  g_test_add_func ("/list/list/find", test_find);
  g_test_add_func ("/list/list/references", test_references);
  g_test_add_func ("/list/list/catalogue", test_catalogue);
  g_test_add_func ("/list/message", test_message);
  g_test_add_func ("/list/open-questions", test_open_questions);
  g_test_add_func ("/list/pause", test_pause);
  g_test_add_func ("/list/reactions-in-order", test_reactions_in_order);
  g_test_add_func ("/list/was-read", test_was_read);
  g_test_add_func ("/list/from-summary", test_from_summary);

  return g_test_run ();
}
