/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-test.h"

#include <string.h>

#include "fhir/smt-fhir-tree.h"
#include "fhir/smt-sfm-names.h"

/* --- reading ------------------------------------------------------------------------------------------------------ */

SmtDate
test_date (const char *iso)
{
  SmtDate date = SMT_DATE_UNSET;

  g_assert_true (smt_date_parse (iso, &date));
  return date;
}

char *
test_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "fhir", "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Replaces every @find in @text, which is taken; there must be one. */
char *
test_replace (char *text, const char *find, const char *replacement)
{
  GString *out = g_string_new (text);

  g_free (text);
  g_assert_cmpuint (g_string_replace (out, find, replacement, 0), >, 0);
  return g_string_free (out, FALSE);
}

SmtAnswer *
test_read_text (const char *text, const char *today, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return smt_answer_read (bytes, test_date (today), error);
}

SmtAnswer *
test_read (const char *name)
{
  g_autofree char *text = test_load (name);
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer = test_read_text (text, TODAY, &error);

  g_assert_no_error (error);
  return answer;
}

const SmtTreatment *
test_treatment (SmtAnswer *answer, const char *key)
{
  const SmtTreatment *treatment = smt_list_find (smt_answer_get_list (answer), key);

  g_assert_nonnull (treatment);
  return treatment;
}

const SmtSource *
test_source (const SmtTreatment *treatment, SmtVoiceKind voice, guint nth)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == voice && nth-- == 0)
        return source;
    }
  return NULL;
}

gboolean
test_is_unread (SmtAnswer *answer, const char *words)
{
  return g_ptr_array_find_with_equal_func (smt_answer_get_list (answer)->unread, words, g_str_equal, NULL);
}

/* --- deciding ----------------------------------------------------------------------------------------------------- */

static void
change_free (gpointer data)
{
  SmtChange *change = data;
  SmtDecision *decision = (SmtDecision *)change->decision;

  smt_treatment_unref ((SmtTreatment *)change->treatment);
  g_clear_pointer (&decision, smt_decision_unref);
  g_free (change);
}

/* Every treatment of the answer, undecided. */
SmtChangeSet *
test_set_new (SmtAnswer *answer)
{
  SmtChangeSet *set = g_new0 (SmtChangeSet, 1);
  const SmtList *list = smt_answer_get_list (answer);

  g_atomic_ref_count_init (&set->ref_count);
  set->list = smt_list_ref (list);
  set->changes = g_ptr_array_new_with_free_func (change_free);
  set->create_pll = TRUE;
  for (guint i = 0; i < list->treatments->len; i++)
    {
      SmtChange *change = g_new0 (SmtChange, 1);
      change->treatment = smt_treatment_ref (g_ptr_array_index (list->treatments, i));
      g_ptr_array_add (set->changes, change);
    }
  return set;
}

/* The new decision, for the test to fill in. */
SmtDecision *
test_decide (SmtChangeSet *set, SmtDecisionKind kind, const char *key)
{
  SmtChange *change = (SmtChange *)smt_change_set_find (set, key);

  g_assert_nonnull (change);
  SmtDecision *decision = smt_decision_new (kind, key, change->treatment->digest);
  change->decision = decision;
  return decision;
}

SmtDecision *
test_decide_dose (SmtChangeSet *set, const char *key, SmtRhythm *rhythm, const char *first_day)
{
  SmtDecision *decision = test_decide (set, SMT_DECISION_CHANGE, key);
  const SmtChange *change = smt_change_set_find (set, key);

  decision->rhythm = rhythm;
  decision->first_day = test_date (first_day);
  if (smt_treatment_is_dispensable (change->treatment))
    decision->new_prescription_id = g_strdup ("aaaaaaaa-0000-4000-8000-00000000000a");
  if (smt_treatment_is_loose (change->treatment))
    decision->new_entry_id = g_strdup ("bbbbbbbb-0000-4000-8000-00000000000b");
  return decision;
}

/* --- encoding ----------------------------------------------------------------------------------------------------- */

SmtSigner *
test_signer (void)
{
  SmtSigner *signer = smt_signer_new ();

  signer->hpr = g_strdup ("0900000018");
  signer->family = g_strdup ("Fjord");
  signer->given = g_strdup ("Liv");
  signer->her_id = g_strdup ("8900011");
  signer->office = g_strdup ("Nordvik legekontor");
  return signer;
}

/* "cccccccc-…-000000000001" and so on; @data is the count. */
char *
test_count_uuid (gpointer data)
{
  guint *n = data;

  return g_strdup_printf ("cccccccc-0000-4000-8000-%012u", ++*n);
}

GBytes *
test_encode (SmtAnswer *answer, SmtChangeSet *set, GError **error)
{
  g_autoptr (SmtSigner) signer = test_signer ();
  guint n = 0;
  SmtInstant now = 0;

  g_assert_true (smt_instant_parse (TODAY "T10:30:00+01:00", &now));
  const SmtSendContext context = { signer, now, test_date (TODAY), test_count_uuid, &n };
  return smt_send_encode (answer, set, &context, error);
}

SmtJson *
test_must_encode (SmtAnswer *answer, SmtChangeSet *set)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = test_encode (answer, set, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  SmtJson *json = smt_json_read (bytes, &error);
  g_assert_no_error (error);
  return json;
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static SmtJsonCursor
step_to (SmtJsonCursor from, const char *step)
{
  const char *colon = strchr (step, ':');
  const char *hash = strchr (step, '#');

  if (colon != NULL)
    {
      g_autofree char *member = g_strndup (step, (gsize)(colon - step));
      SmtJsonIter iter;
      SmtJsonCursor extension;
      smt_json_iter_init (&iter, smt_json_member (from, member));
      return _smt_fhir_next_extension (&iter, colon + 1, &extension) ? extension : SMT_JSON_NOWHERE;
    }
  if (hash != NULL)
    {
      g_autofree char *member = g_strndup (step, (gsize)(hash - step));
      return smt_json_element (smt_json_member (from, member), (guint)g_ascii_strtoull (hash + 1, NULL, 10));
    }
  return smt_json_member (from, step);
}

SmtJsonCursor
test_at (SmtJsonCursor from, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    from = step_to (from, steps[i]);
  return from;
}

/* A string unescaped, anything else as its bytes. */
char *
test_string_at (SmtJsonCursor from, const char *path)
{
  SmtJsonCursor cursor = test_at (from, path);
  char *text = smt_json_dup_string (cursor);

  return text != NULL ? text : smt_json_dup_bytes (cursor);
}

void
test_assert_at (SmtJsonCursor from, const char *path, const char *expected)
{
  g_autofree char *found = test_string_at (from, path);

  g_assert_cmpstr (found, ==, expected);
}

void
test_assert_no (SmtJsonCursor from, const char *path)
{
  g_autofree char *found = test_string_at (from, path);

  g_assert_cmpstr (found, ==, NULL);
}

SmtJsonCursor
test_bundle (SmtJson *message)
{
  return test_at (smt_json_root (message), "parameter#0/resource");
}

/* The statement with that identifier ("PLL" or "ReseptId"), its resource. */
SmtJsonCursor
test_statement (SmtJsonCursor bundle, const char *type, const char *value)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    {
      SmtJsonCursor resource = smt_json_member (entry, "resource");
      g_autofree char *own = _smt_fhir_dup_typed_identifier (resource, type);
      if (g_strcmp0 (own, value) == 0)
        return resource;
    }
  return SMT_JSON_NOWHERE;
}

SmtJsonCursor
test_resource (SmtJsonCursor bundle, const char *type)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    if (smt_json_string_equals (test_at (entry, "resource/resourceType"), type))
      return smt_json_member (entry, "resource");
  return SMT_JSON_NOWHERE;
}

guint
test_count_extensions (SmtJsonCursor element, const char *url)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;
  guint count = 0;

  smt_json_iter_init (&iter, smt_json_member (element, "extension"));
  while (_smt_fhir_next_extension (&iter, url, &extension))
    count++;
  return count;
}

static void
append_intake (GString *out, SmtJsonCursor repeating)
{
  g_autofree char *value = test_string_at (repeating, "extension:amount/valueQuantity/value");
  g_autofree char *unit = test_string_at (repeating, "extension:amount/valueQuantity/unit");
  g_autofree char *n = test_string_at (repeating, "extension:interval/valueQuantity/value");
  g_autofree char *n_unit = test_string_at (repeating, "extension:interval/valueQuantity/unit");
  g_autofree char *accurate = test_string_at (repeating, "extension:accurate/valueBoolean");
  g_autofree char *part = test_string_at (repeating, "extension:timerange/valueCodeableConcept/coding#0/code");

  g_string_append_printf (out, " | %s %s / %s %s", value, unit, n, n_unit);
  if (part != NULL)
    g_string_append_printf (out, " @%s", part);
  if (g_strcmp0 (accurate, "false") != 0)
    g_string_append_printf (out, " accurate %s", accurate);
}

/* The nth ereseptdosing in short: "2026-11-23.. | 3 tablett / 7 Døgn @1"; NULL when there is none. */
char *
test_period (SmtJsonCursor statement, guint nth)
{
  SmtJsonCursor amendment = test_at (statement, "extension:sfm-reseptamendment");
  SmtJsonIter iter;
  SmtJsonCursor period, repeating;

  smt_json_iter_init (&iter, smt_json_member (amendment, "extension"));
  while (_smt_fhir_next_extension (&iter, "ereseptdosing", &period))
    {
      if (nth-- > 0)
        continue;
      g_autofree char *start = test_string_at (period, "extension:starttime/valueDate");
      g_autofree char *end = test_string_at (period, "extension:endtime/valueDate");
      GString *out = g_string_new (NULL);
      g_string_append_printf (out, "%s..%s", start != NULL ? start : "", end != NULL ? end : "");
      smt_json_iter_init (&iter, smt_json_member (period, "extension"));
      while (_smt_fhir_next_extension (&iter, "repeatingdosage", &repeating))
        append_intake (out, repeating);
      return g_string_free (out, FALSE);
    }
  return NULL;
}

SmtRhythm *
test_tablets (gint64 amount, guint every_days, const char *phase)
{
  SmtDate date = phase != NULL ? test_date (phase) : SMT_DATE_UNSET;

  if (every_days == 1)
    return smt_rhythm_new_daily (smt_range_exact_int (amount), "tablett", SMT_PART_MORNING, 0);
  return smt_rhythm_new_every_n (smt_range_exact_int (amount), "tablett", every_days, SMT_TIME_UNIT_DAY, date);
}
