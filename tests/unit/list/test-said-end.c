/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last day that a dose text names: told with the dose only where the field, or a planned stop, has the same one.
 */
#include "list/smt-said-end.h"

#include <string.h>

#include "dosing/smt-words.h"
#include "make-treatment.h"

#define BEGINS (smt_date_new (2026, 12, 1))
#define ENDS (smt_date_new (2026, 12, 20)) /* the first day without it */

typedef struct
{
  const char *name;
  const char *text;
  gboolean field_ends;
  gboolean stops;
  gboolean said;
} Case;

static const Case cases[] = {
  { "as-it-is-written-here", "1 tablett morgen daglig til og med 19. desember 2026", TRUE, FALSE, TRUE },
  { "figures", "1 tablett morgen daglig til og med 19.12.2026", TRUE, FALSE, TRUE },
  { "lines-after-it", "1 tablett morgen daglig til og med 19. desember 2026\nSvelges hel", TRUE, FALSE, TRUE },
  { "the-exclusive-day", "1 tablett morgen daglig til og med 20. desember 2026", TRUE, FALSE, FALSE },
  { "another-year", "1 tablett morgen daglig til og med 19. desember 2027", TRUE, FALSE, FALSE },
  { "nothing-said", "1 tablett morgen daglig", TRUE, FALSE, FALSE },
  { "field-goes-on", "1 tablett morgen daglig til og med 19. desember 2026", FALSE, FALSE, FALSE },
  { "planned-stop", "1 tablett morgen daglig til og med 19. desember 2026", FALSE, TRUE, TRUE },
  { "a-length-of-its-own", "1 tablett morgen daglig i 19 dager", TRUE, FALSE, FALSE },
};

static SmtTreatment *
make_case (const Case *made)
{
  MadeUp made_up = { "pll:a", "a", { "rx-a" }, "C09CA01", "Losartan tab 50 mg", made->text, NULL };
  SmtTreatment *treatment;

  made_up.field = smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", SMT_PART_MORNING, 1);
  made_up.field->steps[0].start = BEGINS;
  made_up.field->steps[0].end = made->field_ends ? ENDS : SMT_DATE_UNSET;
  treatment = make_treatment (&made_up);
  if (made->stops)
    {
      treatment->state = SMT_TREATMENT_PLANNED_STOP;
      treatment->stop_date = ENDS;
    }
  return treatment;
}

static char *
words_of (const SmtTreatment *treatment, SmtVoiceKind voice)
{
  g_autoptr (SmtRhythm) said = smt_treatment_dup_said (treatment, voice);

  g_assert_nonnull (said);
  return smt_rhythm_to_words (said, SMT_LANGUAGE_NB);
}

static void
test_case (gconstpointer data)
{
  const Case *made = data;
  g_autoptr (SmtTreatment) treatment = make_case (made);
  g_autofree char *text = words_of (treatment, SMT_VOICE_TEXT);
  g_autofree char *field = words_of (treatment, SMT_VOICE_FIELD);

  g_assert_cmpint (smt_date_is_set (smt_treatment_find_said_end (treatment)), ==, made->said);
  if (made->said)
    {
      g_assert_cmpint (smt_date_compare (smt_treatment_find_said_end (treatment), ENDS), ==, 0);
      g_assert_cmpstr (text, ==, "1 tablett morgen daglig til og med 19. desember 2026");
    }
  else
    g_assert_null (strstr (text, "til og med"));
  if (made->said && made->field_ends)
    g_assert_cmpstr (field, ==, text);
  else
    g_assert_cmpstr (field, ==, made->field_ends ? "1 tablett morgen daglig i 19 dager" : "1 tablett morgen daglig");
}

/* What was heard stays as it was: the checks hear no date. */
static void
test_heard (void)
{
  g_autoptr (SmtTreatment) treatment = make_case (&cases[0]);
  g_autoptr (SmtRhythm) said = smt_treatment_dup_said (treatment, SMT_VOICE_TEXT);

  g_assert_true (smt_date_is_set (said->steps[0].end));
  g_assert_false (smt_date_is_set (smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT)->steps[0].end));
  g_assert_null (smt_treatment_dup_said (treatment, SMT_VOICE_HISTORY));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/list/said-end/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/list/said-end/heard", test_heard);
  return g_test_run ();
}
