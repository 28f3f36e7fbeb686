/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every treatment: made up from a fixed seed, any row of the table, any dose.
 */
#include "check-support.h"

#include <string.h>

#define SEED 20261120
#define N_TREATMENTS 4000

/* --- making up ---------------------------------------------------------------------------------------------------- */

static const SmtIntervalRow *
any_row (GRand *rand)
{
  return smt_interval_table_get ((guint)g_rand_int_range (rand, 0, (gint32)smt_interval_table_length ()));
}

/* A rhythm whose dose days are never closer than @min_days, said in one of many ways. */
static SmtRhythm *
any_allowed (GRand *rand, guint min_days)
{
  gint64 amount = g_rand_int_range (rand, 1, 5);
  SmtDays once = { .kind = SMT_DAYS_DAY_LIST };

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      return every (amount, min_days + (guint)g_rand_int_range (rand, 0, 30), SMT_TIME_UNIT_DAY);
    case 1:
      return every (amount, (min_days + 6) / 7 + (guint)g_rand_int_range (rand, 0, 4), SMT_TIME_UNIT_WEEK);
    case 2:
      if (min_days <= 7)
        return on_weekdays (amount, (guint8)(1u << g_rand_int_range (rand, 0, 7)));
      return every (amount, min_days, SMT_TIME_UNIT_DAY);
    case 3:
      return for_days (every (amount, min_days, SMT_TIME_UNIT_DAY), (guint)g_rand_int_range (rand, 1, 100));
    default:
      smt_day_bits_set (&once.on, 1);
      return with_days (once);
    }
}

static SmtRhythm *
any_rhythm (GRand *rand)
{
  gint64 amount = g_rand_int_range (rand, 1, 9);
  SmtRhythm *rhythm;

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      return daily (amount);
    case 1:
      return on_weekdays (amount, (guint8)g_rand_int_range (rand, 1, 128));
    case 2:
      return for_days (daily (amount), (guint)g_rand_int_range (rand, 1, 60));
    case 3:
      rhythm = daily (amount);
      rhythm->as_needed = TRUE;
      return rhythm;
    case 4:
      return every (amount, (guint)g_rand_int_range (rand, 1, 7), SMT_TIME_UNIT_MONTH);
    default:
      return every (amount, (guint)g_rand_int_range (rand, 1, 40), SMT_TIME_UNIT_DAY);
    }
}

static SmtTreatment *
any_treatment (GRand *rand)
{
  SmtTreatment *treatment =
      g_rand_boolean (rand) ? make_treatment_of_row (any_row (rand)) : make_treatment ("Ukjent tab 5 mg", NULL);
  guint n_sources = (guint)g_rand_int_range (rand, 0, 5);

  treatment->use = (SmtUse)g_rand_int_range (rand, SMT_USE_UNKNOWN, SMT_USE_VACCINE + 1);
  for (guint i = 0; i < n_sources; i++)
    {
      SmtVoiceKind voice = g_rand_boolean (rand) ? SMT_VOICE_FIELD : SMT_VOICE_TEXT;
      int state = g_rand_int_range (rand, 0, 8);
      if (state <= SMT_READING_UNREADABLE && state != SMT_READING_CLEAR)
        say_state (treatment, voice, (SmtReadingState)state);
      else
        say (treatment, voice, SMT_ORIGIN_DSSN, any_rhythm (rand));
      SmtSource *source = g_ptr_array_index (treatment->sources, i);
      source->defects = g_rand_int_range (rand, 0, 4) == 0 ? (guint32)g_rand_int_range (rand, 0, 1 << 15) : 0;
    }
  return treatment;
}

/* --- properties --------------------------------------------------------------------------------------------------- */

/* Field and text that agree on what the product allows are never stopped. */
static void
test_allowed_is_never_stopped (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_TREATMENTS; i++)
    {
      const SmtIntervalRow *row = any_row (rand);
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      SmtRhythm *rhythm = any_allowed (rand, (guint)row->bound.min_days.num);

      say_field (treatment, smt_rhythm_ref (rhythm));
      say_text (treatment, rhythm);
      g_autoptr (GPtrArray) findings = check (treatment);
      if (count_class (findings, SMT_CLASS_STOP) != 0)
        g_test_message ("row %s, treatment %u", row->id, i);
      g_assert_cmpuint (count_class (findings, SMT_CLASS_STOP), ==, 0);
    }
}

/* Daily for ever is always found where the product is never taken so, whichever voice says it. */
static void
test_daily_is_always_found (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_TREATMENTS; i++)
    {
      const SmtIntervalRow *row = any_row (rand);
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (row);
      SmtRhythm *other = any_rhythm (rand);

      if (row->bound.daily == SMT_DAILY_ALLOWED || smt_ratio_compare (row->bound.min_days, SMT_RATIO_INT (1)) == 0)
        {
          smt_rhythm_unref (other);
          continue;
        }
      gboolean in_field = g_rand_boolean (rand);
      say_field (treatment, in_field ? daily (1) : smt_rhythm_ref (other));
      say_text (treatment, in_field ? smt_rhythm_ref (other) : daily (1));
      smt_rhythm_unref (other);
      g_autoptr (GPtrArray) findings = check (treatment);
      guint heard = 0;
      for (guint k = 0; k < findings->len; k++)
        heard += (((const SmtFinding *)g_ptr_array_index (findings, k))->checks >> SMT_CHECK_C1) & 1u;
      g_assert_cmpuint (heard, ==, 1);
    }
}

static char *
tell (const GPtrArray *findings)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *headline = smt_finding_headline (finding, SMT_LANGUAGE_NB);
      g_autofree char *explain = smt_finding_explain (finding, SMT_LANGUAGE_EN);
      g_autofree char *identity = smt_finding_dup_identity (finding);
      g_string_append_printf (all, "%d %u %s %s %s\n", finding->severity_class, finding->checks, headline, explain,
                              identity);
    }
  return g_string_free (all, FALSE);
}

/* The same input gives the same findings, in words and order. */
static void
test_deterministic (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < N_TREATMENTS; i++)
    {
      g_autoptr (SmtTreatment) treatment = any_treatment (rand);
      g_autoptr (GPtrArray) once = check (treatment);
      g_autoptr (GPtrArray) again = check (treatment);
      g_autofree char *first = tell (once);
      g_autofree char *second = tell (again);
      g_assert_cmpstr (first, ==, second);
    }
}

static void
assert_words_are_whole (const SmtFinding *finding, SmtLanguage language)
{
  g_autofree char *badge = smt_finding_badge (finding, language);
  g_autofree char *headline = smt_finding_headline (finding, language);
  g_autofree char *explain = smt_finding_explain (finding, language);
  g_autofree char *remedy = smt_finding_remedy (finding, language);
  g_autofree char *rule = smt_finding_rule (finding, language);
  const char *const sentences[] = { badge, headline, explain, remedy, rule };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_assert_cmpuint (strlen (sentences[i]), >, 0);
      g_assert_null (strpbrk (sentences[i], "{}"));
      g_assert_null (strstr (sentences[i], "  "));
      g_assert_true (g_utf8_validate (sentences[i], -1, NULL));
    }
  g_assert_false (g_str_has_suffix (headline, "."));
  g_assert_true (g_str_has_suffix (explain, "."));
  g_assert_true (g_str_has_suffix (remedy, "."));
}

/* Classes, causes and words of whatever is found. */
static void
test_findings_are_sound (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < N_TREATMENTS; i++)
    {
      g_autoptr (SmtTreatment) treatment = any_treatment (rand);
      g_autoptr (GPtrArray) findings = check (treatment);
      guint seen[SMT_N_CHECKS] = { 0 };
      SmtClass before = SMT_CLASS_STOP;

      for (guint k = 0; k < findings->len; k++)
        {
          const SmtFinding *finding = g_ptr_array_index (findings, k);
          g_assert_cmpint (finding->severity_class, <=, before);
          before = finding->severity_class;
          if (treatment->use == SMT_USE_VACCINE)
            g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_INFO);
          if ((finding->checks & (1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2)) == 0)
            g_assert_cmpint (finding->severity_class, <=, SMT_CLASS_CHECK);
          for (guint c = SMT_CHECK_C1; c < SMT_N_CHECKS; c++)
            seen[c] += (finding->checks >> c) & 1u;
          assert_words_are_whole (finding, SMT_LANGUAGE_NB);
          assert_words_are_whole (finding, SMT_LANGUAGE_NN);
          assert_words_are_whole (finding, SMT_LANGUAGE_EN);
        }
      g_assert_cmpuint (seen[SMT_CHECK_C1], <=, 1);
      g_assert_cmpuint (seen[SMT_CHECK_C2], <=, 2); /* two fields and two texts may differ, each pair once */
      g_assert_cmpuint (seen[SMT_CHECK_C3], <=, 1);
      g_assert_cmpuint (seen[SMT_CHECK_C12], <=, 1);
    }
}

/* What a proposed dose raises is what it raises once field and text say it. */
static void
test_proposed_is_what_follows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 2);

  for (guint i = 0; i < N_TREATMENTS; i++)
    {
      g_autoptr (SmtTreatment) treatment = make_treatment_of_row (any_row (rand));
      g_autoptr (SmtRhythm) rhythm = any_rhythm (rand);
      g_autoptr (GPtrArray) proposed = smt_check_rhythm (treatment, rhythm, TODAY);

      say_field (treatment, smt_rhythm_ref (rhythm));
      say_text (treatment, smt_rhythm_ref (rhythm));
      g_autoptr (GPtrArray) followed = check (treatment);
      g_autofree char *first = tell (proposed);
      g_autofree char *second = tell (followed);
      g_assert_cmpstr (first, ==, second);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/property/allowed-is-never-stopped", test_allowed_is_never_stopped);
  g_test_add_func ("/check/property/daily-is-always-found", test_daily_is_always_found);
  g_test_add_func ("/check/property/deterministic", test_deterministic);
  g_test_add_func ("/check/property/findings-are-sound", test_findings_are_sound);
  g_test_add_func ("/check/property/proposed-is-what-follows", test_proposed_is_what_follows);

  return g_test_run ();
}
