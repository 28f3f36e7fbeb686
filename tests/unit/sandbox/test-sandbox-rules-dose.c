/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Doses that Reseptformidleren cannot display are refused.
 */
#include "sandbox-rules.h"

/* ereseptdosing that Reseptformidleren cannot display. @inner: starttime and the rest of one dosing, or several. */
static void
spoil_dose (Draft *draft, const char *dosings)
{
  g_autofree char *resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *new = smt_sandbox_statement_by_resept (statements, resept);
  g_auto (GStrv) each = g_strsplit (dosings, "|", -1);
  SmtJson *json = with_amendment (smt_json_ref (new->entry->json), "ereseptdosing", NULL);

  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *dosing = g_strdup_printf ("{\"url\":\"ereseptdosing\",\"extension\":[%s]}", each[i]);
      SmtJson *next = smt_sandbox_with_extension (json, SMT_SANDBOX_AMENDMENT, dosing);

      smt_json_unref (json);
      json = next;
    }
  draft_put (draft, new->entry->full_url, json);
}

#define START(day) "{\"url\":\"starttime\",\"valueDate\":\"" day "\"}"
#define END(day) "{\"url\":\"endtime\",\"valueDate\":\"" day "\"}"
#define INTAKE(interval, unit, accurate, part)                                                                         \
  "{\"url\":\"repeatingdosage\",\"extension\":[{\"url\":\"amount\",\"valueQuantity\":{\"value\":1,\"unit\":"           \
  "\"tablett\"}"                                                                                                       \
  "},{\"url\":\"interval\",\"valueQuantity\":{\"value\":" interval ",\"unit\":\"" unit "\"}},{\"url\":\"accurate\","   \
  "\"valueBoolean\":" accurate "},{\"url\":\"timerange\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"" part      \
  "\"}]}}]}"

static void
dose_without_start (Draft *draft)
{
  spoil_dose (draft, INTAKE ("7", "Døgn", "false", "1"));
}

static void
dose_in_weeks (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," INTAKE ("1", "Uke", "false", "1"));
}

static void
dose_with_two_intervals (Draft *draft)
{
  spoil_dose (draft,
              START ("2026-01-05") "," INTAKE ("7", "Døgn", "false", "1") "," INTAKE ("14", "Døgn", "false", "5"));
}

static void
dose_with_part_twice (Draft *draft)
{
  spoil_dose (draft,
              START ("2026-01-05") "," INTAKE ("7", "Døgn", "false", "1") "," INTAKE ("7", "Døgn", "false", "1"));
}

static void
dose_accurate_with_part (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," INTAKE ("7", "Døgn", "true", "1"));
}

static void
dose_of_zero_days (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," INTAKE ("0", "Døgn", "false", "1"));
}

static void
dose_that_overlaps (Draft *draft)
{
  spoil_dose (draft, START ("2026-01-05") "," END ("2026-02-05") "," INTAKE ("7", "Døgn", "false", "1") "|" START (
                         "2026-02-04") "," INTAKE ("7", "Døgn", "false", "1"));
}

static const RuleCase cases[] = {
  { "dose-without-start", dose_without_start, "without starttime" },
  { "dose-in-weeks", dose_in_weeks, "Only intervals in Døgn" },
  { "dose-with-two-intervals", dose_with_two_intervals, "Different intervals" },
  { "dose-with-part-twice", dose_with_part_twice, "same part of the day" },
  { "dose-accurate-with-part", dose_accurate_with_part, "together with accurate" },
  { "dose-of-zero-days", dose_of_zero_days, "no whole number of days" },
  { "dose-that-overlaps", dose_that_overlaps, "overlap" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  return rules_run_cases ("rules-dose", cases, G_N_ELEMENTS (cases));
}
