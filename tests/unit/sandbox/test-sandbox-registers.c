/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said when there is nothing to show, or when one register did not answer: each case unlike the others.
 */
#include "sandbox-fixture.h"

#include <string.h>

/* How the answer speaks of a part: "entries", the reason why it is empty, or "absent". */
static char *
section_state (Draft *draft, const char *section)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  SmtJsonIter iter;
  SmtJsonCursor at;

  smt_json_iter_init (&iter, smt_json_member (smt_sandbox_entry_resource (composition), "section"));
  while (smt_json_iter_next (&iter, NULL, &at))
    if (smt_json_string_equals (smt_sandbox_json_at (at, "code/coding/0/code"), section))
      {
        char *reason = smt_sandbox_json_text (at, "emptyReason/coding/0/code");

        g_assert_true ((reason != NULL) == (smt_json_length (smt_json_member (at, "entry")) == 0));
        return reason != NULL ? reason : g_strdup ("entries");
      }
  return g_strdup ("absent");
}

typedef struct
{
  const char *number;
  const char *kj; /* KJFeilkode; NULL: none */
  const char *prescriptions;
  const char *list;
  const char *medication; /* sectionMedication */
  const char *pll;
  const char *reactions;
} Expected;

static void
assert_answer (Draft *draft, const Expected *expected)
{
  g_autofree char *kj = draft_result (draft, "KJFeilkode");
  g_autofree char *prescriptions = draft_result (draft, "RFM96Feilkode");
  g_autofree char *list = draft_result (draft, "RFM912Feilkode");
  g_autofree char *medication = section_state (draft, "sectionMedication");
  g_autofree char *pll = section_state (draft, "sectionPLLinfo");
  g_autofree char *reactions = section_state (draft, "sectionAllergies");

  g_assert_cmpstr (kj, ==, expected->kj);
  g_assert_cmpstr (prescriptions, ==, expected->prescriptions);
  g_assert_cmpstr (list, ==, expected->list);
  g_assert_cmpstr (medication, ==, expected->medication);
  g_assert_cmpstr (pll, ==, expected->pll);
  g_assert_cmpstr (reactions, ==, expected->reactions);
}

static void
test_states (void)
{
  static const Expected table[] = {
    { ADA, "0", "0", "0", "entries", "entries", "entries" },
    { LIV, "0", "0", "0", "nilknown", "entries", "nilknown" },              /* an empty PLL */
    { PER, "5", "0", "0", "entries", "nilknown", "unavailable" },           /* no PLL, a prescription */
    { TOM, "0", "0", "0", "nilknown", "nilknown", "nilknown" },             /* no PLL, truly nothing */
    { ULF, "1", "0", "0", "entries", "entries", "unavailable" },            /* kjernejournal down alone */
    { KAIA, "8", "0", "0", "entries", "entries", "unavailable" },           /* reserved against it */
    { SARA, NULL, "0", "0", "entries", "entries", "absent" },               /* it is never asked */
    { DAG, "1", "0", "0", "entries", "entries", "entries" },                /* entries beside a failed lookup */
    { NILS, "0", "0", "0", "entries", "entries", "nilknown" },              /* no reactions known */
    { RITA, "0", "0", "0", "entries", "entries", "entries" },               /* reactions known */
    { ROLF, "0", "1", "1", "unavailable", "unavailable", "entries" },       /* Reseptformidleren down */
    { PIA, "0", "0", "1", "entries", "unavailable", "nilknown" },           /* only the list was not read */
    { SIV, "6", "6", "6", "unavailable", "unavailable", "unavailable" },    /* sperret */
    { BJOERN, "7", "7", "7", "unavailable", "unavailable", "unavailable" }, /* blokkert */
    { LARS, "0", "0", "0", "entries", "entries", "nilknown" },              /* locked prescriptions exist */
    { PAULA, "0", "0", "0", "entries", "entries", "nilknown" },             /* paused */
  };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Draft) draft = draft_lookup (&sandbox, table[i].number);

      g_test_message ("%s", table[i].number);
      assert_answer (draft, &table[i]);
    }
}

/* A register that did not answer has no instant; one that answered has. */
static void
test_instants (void)
{
  static const struct
  {
    const char *number;
    gboolean kj;
    gboolean rf;
  } table[] = { { ADA, TRUE, TRUE }, { ULF, FALSE, TRUE }, { SARA, FALSE, TRUE }, { ROLF, TRUE, FALSE },
                { PIA, TRUE, TRUE }, { SIV, TRUE, TRUE },  { KAIA, TRUE, TRUE } };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Draft) draft = draft_lookup (&sandbox, table[i].number);

      g_assert_true (draft_has (draft, "KJHentetTidspunkt") == table[i].kj);
      g_assert_true (draft_has (draft, "RFHentetTidspunkt") == table[i].rf);
    }
}

/* Kjernejournal fails alone: the list is whole, and can be sent. */
static void
test_kj_fails_alone (void)
{
  static const Expected expected = { ADA, "1", "0", "0", "entries", "entries", "unavailable" };
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"kj-failed\",\"times\":1}");
  draft = draft_lookup (&sandbox, ADA);
  assert_answer (draft, &expected);
  g_assert_cmpuint (draft_count (draft, "AllergyIntolerance"), ==, 0);
  g_assert_false (draft_has (draft, "KJHentetTidspunkt"));
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  after = draft_lookup (&sandbox, ADA);
  g_assert_cmpuint (draft_count (after, "AllergyIntolerance"), ==, 2);
}

/* Both at once: nothing is known, and nothing is said to be known. */
static void
test_kj_down_for_all (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) kim = NULL;

  sandbox_start (&sandbox, "--fault=kj-failed");
  kim = draft_lookup (&sandbox, KIM);
  g_assert_false (draft_flag (kim, "KJHarLegemidler"));
  g_assert_false (draft_flag (kim, "KJHarLaste"));
  g_assert_false (draft_shows (kim, "Prograf")); /* which kjernejournal alone holds */
  g_assert_true (draft_shows (kim, "Metoprolol"));
}

/* The reverse: Reseptformidleren is down, and what kjernejournal holds is shown beside its result code. */
static void
test_rf_down_kj_up (void)
{
  static const Expected expected = { KIM, "0", "1", "1", "entries", "unavailable", "nilknown" };
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) kim = NULL;
  g_autoptr (Draft) closed = NULL;

  sandbox_start (&sandbox, "--fault=rf-failed");
  kim = draft_lookup (&sandbox, KIM);
  assert_answer (kim, &expected);
  g_assert_true (draft_shows (kim, "Prograf"));
  g_assert_false (draft_shows (kim, "Metoprolol"));
  g_assert_false (draft_shows (kim, "CellCept")); /* sperret there */
  g_assert_cmpuint (draft_count (kim, "MedicationStatement"), ==, 1);
  g_assert_cmpuint (draft_count (kim, "Medication"), ==, 1);
  closed = draft_lookup (&sandbox, BJOERN);
  g_assert_cmpuint (draft_count (closed, "MedicationStatement"), ==, 0);
}

/* Only the list fails: prescriptions are shown loose, what stands on the list alone is not, and nothing can be sent. */
static void
test_list_fails_alone (void)
{
  static const Expected expected = { ADA, "0", "0", "1", "entries", "unavailable", "entries" };
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) before = NULL;
  g_autoptr (Draft) draft = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  before = draft_lookup (&sandbox, ADA);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"pll-failed\",\"on\":\"lookup\",\"times\":1}");
  draft = draft_lookup (&sandbox, ADA);
  assert_answer (draft, &expected);
  statements = smt_sandbox_statements (draft->record);
  g_assert_cmpuint (statements->len, ==, draft_count (before, "MedicationStatement") - 1); /* Calcigran Forte */
  for (guint i = 0; i < statements->len; i++)
    g_assert_null (((SmtSandboxStatement *)g_ptr_array_index (statements, i))->pll);
  refusal = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 400);
  receipt = draft_send (&sandbox, before, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* Nothing that comes from Reseptformidleren is shown without it, whatever kind of resource it is. */
static void
test_rf_fails (void)
{
  static const char *const types[] = { "MedicationStatement", "Medication", "Substance", "MedicationDispense",
                                       "Basic" };
  static const char *const keys[] = { "10-mia", "11-mons" };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, "--fault=rf-failed");
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      g_autofree char *body = person_body (&sandbox, keys[k]);
      g_autoptr (Draft) draft = draft_lookup_body (&sandbox, body);

      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        g_assert_cmpuint (draft_count (draft, types[i]), ==, 0);
    }
}

/* A patient without a number is told by name, birth date and gender together, and can be sent for. */
static void
test_without_number (void)
{
  static const char format[] =
      "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\",\"resource\":{\"resourceType\":"
      "\"Patient\",\"name\":[{\"family\":\"Utennummer\",\"given\":[\"Uno\"]}],\"birthDate\":\"%s\",\"gender\":\"%s\"}}]"
      "}";
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *right = g_strdup_printf (format, "1996-02-28", "male");
  g_autofree char *other_day = g_strdup_printf (format, "1996-02-29", "male");
  g_autofree char *other_gender = g_strdup_printf (format, "1996-02-28", "female");
  g_autofree char *numbered = lookup_body_with ("", "");
  const char *const wrong[] = { other_day, other_gender, numbered };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *missing = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", wrong[i], &status, NULL);

      g_assert_cmpuint (status, ==, 404);
      g_assert_nonnull (strstr (missing, "OperationOutcome"));
    }
  draft = draft_lookup_body (&sandbox, right);
  g_assert_null (smt_sandbox_record_number (draft->record));
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* The state is told by key where there is no number; so is the other writer. */
static void
test_other_writer_by_key (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *body = NULL;
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  body = person_body (&sandbox, "34-uno");
  draft = draft_lookup_body (&sandbox, body);
  sandbox_control (&sandbox, "/sandbox/other-writer", "{\"patient\":\"34-uno\"}");
  draft_create_pll (draft);
  refusal = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 409);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/registers/states", test_states);
  g_test_add_func ("/sandbox/registers/instants", test_instants);
  g_test_add_func ("/sandbox/registers/kj-fails-alone", test_kj_fails_alone);
  g_test_add_func ("/sandbox/registers/kj-down-for-all", test_kj_down_for_all);
  g_test_add_func ("/sandbox/registers/rf-down-kj-up", test_rf_down_kj_up);
  g_test_add_func ("/sandbox/registers/list-fails-alone", test_list_fails_alone);
  g_test_add_func ("/sandbox/registers/rf-fails", test_rf_fails);
  g_test_add_func ("/sandbox/registers/without-number", test_without_number);
  g_test_add_func ("/sandbox/registers/other-writer-by-key", test_other_writer_by_key);
  return g_test_run ();
}
