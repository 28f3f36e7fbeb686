/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a prescription is recalled, in the words of code list 7500 and of whoever decided, for every way that leads to a
 * recall; and the ways that lead to none. The sources are the table of stops of E-2644574212 (stop now, and the four
 * kinds of stop later), "renew" and "withdraw prescription only" of SFM's own acts.
 */
#include "fhir-test.h"

#include "fhir/smt-sfm-names.h"
#include "reconcile/smt-own-dose.h"

#define NEW_ID "aaaaaaaa-0000-4000-8000-00000000000a"
#define STOP_DAY "2026-12-04"
#define AMENDMENT "extension:sfm-reseptamendment/"
#define RECALL AMENDMENT "extension:recallinfo"

/* of data/ordinary.json */
typedef struct
{
  const char *key;
  const char *prescription;
} Line;

static const Line quick = { "pll:1a000000-0000-4000-8000-000000000005", "2a000000-0000-4000-8000-000000000005" };
static const Line evening = { "pll:1a000000-0000-4000-8000-000000000002", "2a000000-0000-4000-8000-000000000002" };
static const Line loose = { "rx:2a000000-0000-4000-8000-000000000004", "2a000000-0000-4000-8000-000000000004" };

typedef struct
{
  const char *name;
  const Line *line;
  SmtDecisionKind kind;
  SmtStopSupply supply;
  SmtStopReason reason;
  const char *words; /* (nullable): typed */
  const char *code;  /* NULL: nothing is recalled */
  const char *display;
  const char *text;
  gboolean renews;    /* the new ReseptId goes along */
  const char *type;   /* typeresept of what was recalled, or of what it became */
  gboolean stop_told; /* sfm-discontinuation stands on the line */
} Row;

#define NOW SMT_DECISION_STOP
#define LATER SMT_DECISION_STOP_LATER
#define ENOUGH SMT_SUPPLY_ENOUGH
#define FETCH SMT_SUPPLY_MUST_FETCH
#define WITHOUT SMT_SUPPLY_WITHOUT_PRESCRIPTION

static const Row rows[] = {
  { "renew", &quick, SMT_DECISION_RENEW, 0, SMT_STOP_OTHER, NULL, "1", "Fornying", "Fornying", TRUE, "E", FALSE },
  { "change", &evening, SMT_DECISION_CHANGE, 0, SMT_STOP_OTHER, NULL, "3", "Fornying med endring",
    "Fornying med endring", TRUE, "E", FALSE },
  { "change/words", &evening, SMT_DECISION_CHANGE, 0, SMT_STOP_OTHER, "Avtalt med pasienten", "3",
    "Fornying med endring", "Avtalt med pasienten", TRUE, "E", FALSE },
  /* why it is paused is not told: the pharmacy is told the dose with its gap */
  { "pause", &evening, SMT_DECISION_PAUSE, 0, SMT_STOP_OTHER, "Operasjon", "3", "Fornying med endring",
    "Fornying med endring", TRUE, "E", FALSE },
  { "stop/finished", &evening, NOW, 0, SMT_STOP_FINISHED, NULL, "2", "Seponering", "Avsluttet behandling", FALSE, "E",
    TRUE },
  { "stop/no-effect", &evening, NOW, 0, SMT_STOP_NO_EFFECT, NULL, "2", "Seponering", "Manglende effekt", FALSE, "E",
    TRUE },
  { "stop/not-used", &evening, NOW, 0, SMT_STOP_NOT_USED, NULL, "2", "Seponering",
    "Pasienten har ikke brukt legemiddelet", FALSE, "E", TRUE },
  { "stop/other", &evening, NOW, 0, SMT_STOP_OTHER, "Bivirkning: hoste", "2", "Seponering", "Bivirkning: hoste", FALSE,
    "E", TRUE },
  { "later/enough", &evening, LATER, ENOUGH, SMT_STOP_FINISHED, NULL, "2", "Seponering",
    "Seponeres fra 04.12.2026: Avsluttet behandling", FALSE, "E", TRUE },
  { "later/enough/other", &evening, LATER, ENOUGH, SMT_STOP_OTHER, "Kuren er ferdig", "2", "Seponering",
    "Seponeres fra 04.12.2026: Kuren er ferdig", FALSE, "E", TRUE },
  { "later/fetch", &evening, LATER, FETCH, SMT_STOP_FINISHED, NULL, "3", "Fornying med endring",
    "Seponeres fra 04.12.2026: Avsluttet behandling", TRUE, "E", TRUE },
  { "later/without", &evening, LATER, WITHOUT, SMT_STOP_NO_EFFECT, NULL, "4", "Annen",
    "Seponeres fra 04.12.2026: Manglende effekt", FALSE, "U", TRUE },
  { "recall", &evening, SMT_DECISION_RECALL, 0, SMT_STOP_OTHER, "Feil i resepten", "4", "Annen", "Feil i resepten",
    FALSE, "U", FALSE },
  { "recall/no-words", &evening, SMT_DECISION_RECALL, 0, SMT_STOP_OTHER, NULL, "4", "Annen", "Annen", FALSE, "U",
    FALSE },
  { "recall/loose", &loose, SMT_DECISION_RECALL, 0, SMT_STOP_NOT_USED, NULL, "4", "Annen",
    "Pasienten har ikke brukt legemiddelet", FALSE, "U", FALSE },
  { "keep", &evening, SMT_DECISION_KEEP, 0, SMT_STOP_OTHER, NULL, NULL, NULL, NULL, FALSE, "E", FALSE },
  { "take-in", &loose, SMT_DECISION_TAKE_IN, 0, SMT_STOP_OTHER, NULL, NULL, NULL, NULL, FALSE, "E", FALSE },
};

static void
fill_in (SmtDecision *decision, const Row *row, const SmtTreatment *treatment)
{
  decision->new_prescription_id = g_strdup (NEW_ID);
  decision->new_entry_id = row->kind == SMT_DECISION_TAKE_IN ? g_strdup (NEW_ID) : NULL;
  decision->first_day = test_date (TODAY);
  decision->supply = row->supply;
  decision->stop_reason = row->reason;
  decision->reason = g_strdup (row->words);
  if (row->kind == LATER)
    decision->stop_date = test_date (STOP_DAY);
  if (row->kind == SMT_DECISION_PAUSE)
    decision->until = test_date (STOP_DAY);
  if (row->kind == SMT_DECISION_CHANGE)
    decision->rhythm = test_tablets (2, 1, NULL);
  else
    g_assert_true (smt_decision_plan_dose (decision, treatment, test_date (TODAY)));
}

static void
assert_recall (SmtJsonCursor old, const Row *row)
{
  if (row->code == NULL)
    {
      test_assert_no (old, RECALL);
      return;
    }
  test_assert_at (old, RECALL "/extension:recallcode/valueCodeableConcept/coding#0/system", SMT_LIST_RECALL);
  test_assert_at (old, RECALL "/extension:recallcode/valueCodeableConcept/coding#0/code", row->code);
  test_assert_at (old, RECALL "/extension:recallcode/valueCodeableConcept/coding#0/display", row->display);
  test_assert_at (old, RECALL "/extension:text/valueString", row->text);
  if (row->renews)
    test_assert_at (old, RECALL "/extension:recallId/valueString", NEW_ID);
  else
    test_assert_no (old, RECALL "/extension:recallId");
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SmtAnswer) answer = test_read ("ordinary.json");
  g_autoptr (SmtChangeSet) set = test_set_new (answer);
  g_autoptr (SmtJson) message = NULL;
  SmtJsonCursor bundle, old, line;

  fill_in (test_decide (set, row->kind, row->line->key), row, test_treatment (answer, row->line->key));
  message = test_must_encode (answer, set);
  bundle = test_bundle (message);
  old = test_statement (bundle, "ReseptId", row->line->prescription);
  line = row->renews ? test_statement (bundle, "ReseptId", NEW_ID) : old;

  assert_recall (old, row);
  g_assert_true (smt_json_exists (line));
  test_assert_at (line, AMENDMENT "extension:typeresept/valueCodeableConcept/coding#0/code", row->type);
  if (row->renews) /* what is new was never recalled */
    test_assert_no (line, RECALL);
  if (row->stop_told)
    test_assert_at (line, "extension:sfm-discontinuation/extension:reason/valueCodeableConcept/coding#0/code",
                    smt_stop_reason_code (row->reason));
  else
    test_assert_no (line, "extension:sfm-discontinuation");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/fhir/send-recalls/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
