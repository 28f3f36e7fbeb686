/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every answer: nothing is lost on the way in, nothing is changed on the way back but what was decided.
 */
#include "fhir-test.h"

#include <string.h>

#include "../counts.h"
#include "check/smt-finding.h"
#include "random-answer.h"
#include "reconcile/smt-own-dose.h"

#define SEED 20240613

static guint
count (guint usual, guint thorough)
{
  return test_is_long () ? thorough : usual;
}

static SmtAnswer *
must_read (const RandomAnswer *random)
{
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = test_read_text (random->text, TODAY, &error);

  if (answer == NULL)
    g_test_message ("%s", random->text);
  g_assert_no_error (error);
  return answer;
}

static guint
count_links (const SmtList *list)
{
  guint links = 0;

  for (guint i = 0; i < list->treatments->len; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      links += MAX (treatment->prescriptions->len, 1);
    }
  return links;
}

/* Every statement is a head or a link of one; every source has something to show. */
static void
test_nothing_is_dropped (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (1500, 20000); i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (SmtAnswer) answer = must_read (random);
      const SmtList *list = smt_answer_get_list (answer);
      g_assert_cmpuint (list->treatments->len, ==, random->n_heads);
      g_assert_cmpuint (count_links (list), ==, random->n_statements);
      for (guint t = 0; t < list->treatments->len; t++)
        {
          const SmtTreatment *treatment = g_ptr_array_index (list->treatments, t);
          g_assert_cmpuint (treatment->sources->len, >, 0);
          for (guint s = 0; s < treatment->sources->len; s++)
            g_assert_cmpstr (((SmtSource *)g_ptr_array_index (treatment->sources, s))->raw, !=, "");
        }
    }
}

/* --- sending back ------------------------------------------------------------------------------------------------- */

static GHashTable *
index_entries (SmtJsonCursor bundle)
{
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    g_hash_table_insert (entries, test_string_at (entry, "fullUrl"), smt_json_dup_bytes (entry));
  return entries;
}

/* Every entry that came goes back, byte for byte unless its treatment was decided on. */
static void
assert_bytes_kept (SmtAnswer *answer, SmtChangeSet *set, SmtJsonCursor bundle)
{
  g_autoptr (GHashTable) sent = index_entries (bundle);
  SmtJsonCursor entries = smt_json_member (smt_answer_get_bundle (answer), "entry");

  for (guint i = 0; i < smt_json_length (entries); i++)
    {
      SmtJsonCursor entry = smt_json_element (entries, i);
      const char *key = smt_answer_key_of_entry (answer, i);
      const SmtChange *change = key != NULL ? smt_change_set_find (set, key) : NULL;
      g_autofree char *url = test_string_at (entry, "fullUrl");
      g_autofree char *type = test_string_at (entry, "resource/resourceType");
      g_autofree char *before = smt_json_dup_bytes (entry);
      const char *after = g_hash_table_lookup (sent, url);
      gboolean head = key != NULL && smt_json_same (entry, smt_answer_get_entry (answer, key));
      g_assert_nonnull (after);
      if (g_str_equal (type, "Composition") || g_str_equal (type, "Basic") || (head && change->decision != NULL))
        g_assert_cmpstr (after, !=, before);
      else
        g_assert_cmpstr (after, ==, before);
    }
}

static void
test_undecided_goes_back_untouched (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < count (1500, 100000); i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (SmtAnswer) answer = must_read (random);
      g_autoptr (SmtChangeSet) set = test_set_new (answer);
      g_autoptr (SmtJson) message = test_must_encode (answer, set);
      g_autofree char *bundle = smt_json_dup_bytes (test_bundle (message));
      g_autoptr (SmtAnswer) sent = test_read_text (bundle, TODAY, NULL);
      assert_bytes_kept (answer, set, test_bundle (message));
      for (guint t = 0; t < set->changes->len; t++)
        {
          const SmtChange *change = g_ptr_array_index (set->changes, t);
          g_assert_cmpstr (test_treatment (sent, change->treatment->key)->digest, ==, change->treatment->digest);
        }
    }
}

/* Renewed, stopped later or paused: as the rules of reconcile let it through. */
static void
decide_further (GRand *rand, SmtChangeSet *set, const SmtTreatment *treatment)
{
  static const SmtDecisionKind kinds[] = { SMT_DECISION_RENEW, SMT_DECISION_STOP_LATER, SMT_DECISION_PAUSE };
  SmtDecisionKind kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  g_autoptr (SmtDecision) trial = smt_decision_new (kind, treatment->key, treatment->digest);
  SmtDecision *decision;

  trial->first_day = smt_date_add_days (test_date (TODAY), g_rand_int_range (rand, 0, 9));
  trial->until = smt_date_add_days (trial->first_day, g_rand_int_range (rand, 1, 30));
  trial->stop_date = smt_date_add_days (test_date (TODAY), g_rand_int_range (rand, 1, 300));
  trial->supply = (SmtStopSupply)g_rand_int_range (rand, 0, 3);
  if (treatment->state != SMT_TREATMENT_ACTIVE || !smt_decision_plan_dose (trial, treatment, test_date (TODAY))
      || (kind == SMT_DECISION_RENEW && (head == NULL || head->prescription_id == NULL)))
    return;

  decision = test_decide (set, kind, treatment->key);
  g_clear_pointer (&decision->rhythm, smt_rhythm_unref);
  decision->rhythm = trial->rhythm != NULL ? smt_rhythm_ref (trial->rhythm) : NULL;
  decision->first_day = trial->first_day;
  decision->until = trial->until;
  decision->stop_date = trial->stop_date;
  decision->supply = trial->supply;
  g_free (decision->new_prescription_id);
  decision->new_prescription_id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-%012u", g_rand_int (rand));
}

static void
decide (GRand *rand, SmtChangeSet *set, const SmtTreatment *treatment)
{
  SmtDecision *decision;

  if (!smt_treatment_is_in_use (treatment) || g_rand_boolean (rand))
    return;
  if (smt_treatment_is_loose (treatment) && g_rand_boolean (rand))
    {
      decision = test_decide (set, SMT_DECISION_TAKE_IN, treatment->key);
      decision->new_entry_id = g_strdup_printf ("bbbbbbbb-0000-4000-8000-%012u", g_rand_int (rand));
      return;
    }
  if (!smt_treatment_is_loose (treatment) && g_rand_int_range (rand, 0, 3) == 0)
    {
      decide_further (rand, set, treatment);
      return;
    }
  if (g_rand_double (rand) < 0.6)
    {
      decision = test_decide_dose (set, treatment->key, random_dose (rand), TODAY);
      g_free (decision->new_prescription_id);
      g_free (decision->new_entry_id);
      decision->new_prescription_id = NULL;
      decision->new_entry_id = NULL;
      if (smt_treatment_is_dispensable (treatment))
        decision->new_prescription_id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-%012u", g_rand_int (rand));
      if (smt_treatment_is_loose (treatment))
        decision->new_entry_id = g_strdup_printf ("bbbbbbbb-0000-4000-8000-%012u", g_rand_int (rand));
    }
  else if (smt_treatment_is_dispensable (treatment))
    test_decide (set, SMT_DECISION_RECALL, treatment->key);
  else if (!smt_treatment_is_loose (treatment))
    test_decide (set, SMT_DECISION_STOP, treatment->key);
}

/* how many of each kind were sent */
static guint further[SMT_N_DECISIONS];

static void
assert_dose_arrived (SmtAnswer *sent, const SmtChange *change)
{
  const SmtDecision *decision = change->decision;
  const char *id = decision->new_entry_id != NULL ? decision->new_entry_id : change->treatment->entry_id;
  g_autofree char *key = g_strconcat ("pll:", id, NULL);
  const SmtTreatment *now = test_treatment (sent, key);
  gboolean carries = smt_send_field_fit (decision->rhythm, decision->first_day) == SMT_FIELD_CARRIES;
  const SmtSource *field = test_source (now, SMT_VOICE_FIELD, 0);

  g_assert_cmpint (carries, ==, field != NULL && field->origin == SMT_ORIGIN_ERESEPTDOSING);
  if (carries)
    g_assert_cmpuint (field->defects, ==, 0);
  g_assert_cmpint (test_source (now, SMT_VOICE_TEXT, 0)->reading->state, ==, SMT_READING_CLEAR);
}

/* A renewal is the next prescription with the words of the old one; a stop later is still in use until its day. */
static void
assert_further_arrived (SmtAnswer *sent, const SmtChange *change)
{
  g_autofree char *key = g_strconcat ("pll:", change->treatment->entry_id, NULL);
  const SmtTreatment *now = test_treatment (sent, key);
  const SmtPrescription *head = smt_treatment_get_head (now);

  if (change->decision->kind == SMT_DECISION_RENEW)
    {
      g_assert_cmpstr (head->prescription_id, ==, change->decision->new_prescription_id);
      g_assert_cmpstr (now->dose_text, ==, change->treatment->dose_text);
    }
  else if (change->decision->kind == SMT_DECISION_STOP_LATER)
    {
      g_assert_cmpint (now->state, ==, SMT_TREATMENT_PLANNED_STOP);
      g_assert_cmpint (smt_date_compare (now->stop_date, change->decision->stop_date), ==, 0);
    }
  further[change->decision->kind]++;
}

/* Whatever is decided: either the message says exactly that, or there is none. */
static void
test_decided_arrives_or_is_refused (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 2);
  guint refused = 0, rounds = count (1500, 20000);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (SmtAnswer) answer = must_read (random);
      g_autoptr (SmtChangeSet) set = test_set_new (answer);
      g_autoptr (GError) error = NULL;
      for (guint t = 0; t < set->changes->len; t++)
        decide (rand, set, ((SmtChange *)g_ptr_array_index (set->changes, t))->treatment);
      g_autoptr (GBytes) bytes = test_encode (answer, set, &error);
      g_autoptr (GBytes) again = test_encode (answer, set, NULL);
      if (bytes == NULL)
        {
          g_assert_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY);
          g_test_message ("%s", error->message);
          refused++;
          continue;
        }
      g_assert_true (g_bytes_equal (bytes, again));
      g_autoptr (SmtJson) message = smt_json_read (bytes, NULL);
      g_autofree char *bundle = smt_json_dup_bytes (test_bundle (message));
      g_autoptr (SmtAnswer) sent = test_read_text (bundle, TODAY, NULL);
      assert_bytes_kept (answer, set, test_bundle (message));
      for (guint t = 0; t < set->changes->len; t++)
        {
          const SmtChange *change = g_ptr_array_index (set->changes, t);
          if (change->decision != NULL && change->decision->kind == SMT_DECISION_CHANGE)
            assert_dose_arrived (sent, change);
          else if (change->decision != NULL && change->treatment->entry_id != NULL)
            assert_further_arrived (sent, change);
        }
    }
  /* a check that refuses everything would pass all of the above */
  g_test_message ("%u of %u refused", refused, rounds);
  g_assert_cmpuint (refused, <, rounds / 20);
  g_assert_cmpuint (further[SMT_DECISION_RENEW], >, 50);
  g_assert_cmpuint (further[SMT_DECISION_STOP_LATER], >, 20);
  g_assert_cmpuint (further[SMT_DECISION_PAUSE], >, 5);
}

/* --- damage ------------------------------------------------------------------------------------------------------- */

static void
damage (GRand *rand, GString *text)
{
  static const char *const bits[] = { "\"",   "{", "}",  "[",   "]",    ",",         ":",
                                      "null", "0", "-1", "1e9", "true", "urn:uuid:", "\\u0000" };
  guint times = (guint)g_rand_int_range (rand, 1, 4);

  while (times-- > 0)
    {
      gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)text->len);
      gsize wanted = (gsize)g_rand_int_range (rand, 1, 12);
      gsize length = MIN (text->len - at, wanted);
      const char *bit = bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))];
      switch (g_rand_int_range (rand, 0, 3))
        {
        case 0:
          g_string_erase (text, (gssize)at, (gssize)length);
          break;
        case 1:
          g_string_insert (text, (gssize)at, bit);
          break;
        default:
          g_string_erase (text, (gssize)at, (gssize)length);
          g_string_insert (text, (gssize)at, bit);
          break;
        }
    }
}

/* Swaps one value for another one: still JSON, but not what anybody meant. */
static void
swap_value (GRand *rand, GString *text)
{
  static const char *const words[][2] = {
    { "\"valueQuantity\":{", "\"valueQuantity\":{\"x\":{}," },
    { "\"extension\":[", "\"extension\":[null,7,{}," },
    { "\"identifier\":[", "\"identifier\":[[],\"\"," },
    { "\"coding\":[", "\"coding\":[false," },
    { "\"entry\":[", "\"entry\":[{},3,{\"resource\":[]}," },
    { "\"section\":[", "\"section\":[{},\"\"," },
    { "\"status\":\"active\"", "\"status\":{}" },
    { "\"dosage\":[", "\"dosage\":[4," },
    { "\"value\":1,", "\"value\":123456789012345678901234567890," },
    { "2026-", "-026-" },
    { "\"basedOn\":[", "\"basedOn\":[{},{\"reference\":7}," },
    { "\"url\":\"status\"", "\"url\":null" },
  };
  guint which = (guint)g_rand_int_range (rand, 0, G_N_ELEMENTS (words));

  g_string_replace (text, words[which][0], words[which][1], g_rand_boolean (rand) ? 0 : 1);
}

/* Broken answers are refused or shown, and never bring anything down. */
static void
test_damaged_answers (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 3);

  for (guint i = 0; i < count (3000, 60000); i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (GString) text = g_string_new (random->text);
      g_autoptr (GError) error = NULL;
      if (g_rand_boolean (rand))
        damage (rand, text);
      else
        swap_value (rand, text);
      g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
      g_autoptr (SmtAnswer) answer = smt_answer_read (bytes, test_date (TODAY), &error);
      g_assert_true ((answer == NULL) == (error != NULL));
      if (answer == NULL)
        {
          g_assert_true (error->domain == SMT_FHIR_ERROR);
          continue;
        }
      g_autoptr (SmtChangeSet) set = test_set_new (answer);
      for (guint t = 0; t < set->changes->len; t++)
        decide (rand, set, ((SmtChange *)g_ptr_array_index (set->changes, t))->treatment);
      g_autoptr (GError) encode_error = NULL;
      g_autoptr (GBytes) message = test_encode (answer, set, &encode_error);
      g_assert_true ((message == NULL) == (encode_error != NULL));
    }
}

static void
assert_same_source (const SmtSource *left, const SmtSource *right)
{
  const SmtRhythm *one = smt_reading_get_rhythm (left->reading), *other = smt_reading_get_rhythm (right->reading);

  g_assert_cmpint (left->voice, ==, right->voice);
  g_assert_cmpstr (left->raw, ==, right->raw);
  g_assert_cmpint (left->reading->state, ==, right->reading->state);
  g_assert_true ((one == NULL) == (other == NULL));
  g_assert_true (one == NULL || smt_rhythm_equal (one, other));
}

static void
assert_same_list (const SmtList *left, const SmtList *right)
{
  g_assert_cmpuint (left->treatments->len, ==, right->treatments->len);
  g_assert_cmpuint (left->unread->len, ==, right->unread->len);
  for (guint i = 0; i < left->treatments->len; i++)
    {
      const SmtTreatment *one = g_ptr_array_index (left->treatments, i);
      const SmtTreatment *other = g_ptr_array_index (right->treatments, i);

      g_assert_cmpstr (one->key, ==, other->key);
      g_assert_cmpstr (one->digest, ==, other->digest);
      g_assert_cmpint (one->product->certainty, ==, other->product->certainty);
      g_assert_true (one->product->row == other->product->row);
      g_assert_cmpuint (one->sources->len, ==, other->sources->len);
      for (guint j = 0; j < one->sources->len; j++)
        assert_same_source (g_ptr_array_index (one->sources, j), g_ptr_array_index (other->sources, j));
    }
}

/* What is remembered from the answers before changes nothing in the next. */
static void
test_memory_changes_nothing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 4);
  g_autoptr (SmtReadMemory) memory = smt_read_memory_new ();
  const SmtReadOptions remembering = { .today = test_date (TODAY), .memory = memory };

  for (guint i = 0; i < count (1500, 20000); i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (GBytes) bytes = g_bytes_new (random->text, strlen (random->text));
      g_autoptr (SmtAnswer) fresh = smt_answer_read (bytes, test_date (TODAY), NULL);
      g_autoptr (SmtAnswer) again = smt_answer_read_with (bytes, &remembering, NULL);

      g_assert_nonnull (fresh);
      g_assert_nonnull (again);
      assert_same_list (smt_answer_get_list (fresh), smt_answer_get_list (again));
    }
}

static void
assert_same_findings (const SmtList *left, const SmtList *right)
{
  g_autoptr (GPtrArray) some = smt_check_list (left, test_date (TODAY));
  g_autoptr (GPtrArray) others = smt_check_list (right, test_date (TODAY));

  g_assert_cmpuint (some->len, ==, others->len);
  for (guint i = 0; i < some->len; i++)
    {
      const SmtFinding *one = g_ptr_array_index (some, i), *other = g_ptr_array_index (others, i);
      g_autofree char *words = smt_finding_headline (one, SMT_LANGUAGE_NB);
      g_autofree char *other_words = smt_finding_headline (other, SMT_LANGUAGE_NB);

      g_assert_cmpstr (one->key, ==, other->key);
      g_assert_cmpint (one->severity_class, ==, other->severity_class);
      g_assert_cmpint (one->severity, ==, other->severity);
      g_assert_cmpuint (one->checks, ==, other->checks);
      g_assert_cmpstr (words, ==, other_words);
    }
}

/* Read for the findings alone, an answer has the same as when it is read in full. */
static void
test_findings_only_finds_the_same (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 5);
  g_autoptr (SmtReadMemory) memory = smt_read_memory_new ();
  const SmtReadOptions brief = { .today = test_date (TODAY), .memory = memory, .findings_only = TRUE };

  for (guint i = 0; i < count (1500, 20000); i++)
    {
      g_autoptr (RandomAnswer) random = random_answer_new (rand);
      g_autoptr (GBytes) bytes = g_bytes_new (random->text, strlen (random->text));
      g_autoptr (SmtAnswer) full = smt_answer_read (bytes, test_date (TODAY), NULL);
      g_autoptr (SmtAnswer) read = smt_answer_read_with (bytes, &brief, NULL);

      g_assert_nonnull (full);
      g_assert_nonnull (read);
      assert_same_findings (smt_answer_get_list (full), smt_answer_get_list (read));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/answers/nothing-is-dropped", test_nothing_is_dropped);
  g_test_add_func ("/fhir/answers/undecided-goes-back-untouched", test_undecided_goes_back_untouched);
  g_test_add_func ("/fhir/answers/decided-arrives-or-is-refused", test_decided_arrives_or_is_refused);
  g_test_add_func ("/fhir/answers/damaged-answers", test_damaged_answers);
  g_test_add_func ("/fhir/answers/memory-changes-nothing", test_memory_changes_nothing);
  g_test_add_func ("/fhir/answers/findings-only-finds-the-same", test_findings_only_finds_the_same);
  return g_test_run ();
}
