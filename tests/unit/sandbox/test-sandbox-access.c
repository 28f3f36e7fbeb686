/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lookup shows: each consent and reference number opens what it is for, and nothing else.
 */
#include "sandbox-fixture.h"

#include <string.h>

#define GIVEN(name, code) "{\"name\":\"" name "\",\"valueCode\":\"" code "\"}"
#define REFERENCE(number) "{\"name\":\"Referansenummer\",\"valueString\":\"" number "\"}"
#define ALL_CONSENTS                                                                                                   \
  GIVEN ("SamtykkeKjernejournal", "HPAKUTT")                                                                           \
  "," GIVEN ("SamtykkeSperretLegemidler", "HPAKUTT") "," GIVEN ("SamtykkeLasteResepter", "HPAKUTT")

static Draft *
look (Sandbox *sandbox, const char *number, const char *parameters)
{
  g_autofree char *body = lookup_body_with (number, parameters);

  return draft_lookup_body (sandbox, body);
}

/* Lars has two locked prescriptions; "Q" is shown by the one number, "L" by the other. */
static void
assert_locked (Sandbox *sandbox, const char *parameters, const char *shown, gboolean more)
{
  g_autoptr (Draft) draft = look (sandbox, LARS, parameters);
  gboolean quetiapine = strchr (shown, 'Q') != NULL;
  gboolean lithium = strchr (shown, 'L') != NULL;

  g_assert_true (draft_shows (draft, "Quetiapin") == quetiapine);
  g_assert_true (draft_shows (draft, "Lithionit") == lithium);
  g_assert_true (draft_shows (draft, "N05AN01") == lithium);
  g_assert_cmpuint (draft_count (draft, "MedicationDispense"), ==, lithium ? 1 : 0);
  g_assert_cmpuint (draft_count (draft, "MedicationStatement"), ==, 2 + strlen (shown));
  g_assert_true (draft_flag (draft, "RFHarLaste") == more);
}

static void
test_locked (void)
{
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  assert_locked (&sandbox, "", "", TRUE);
  assert_locked (&sandbox, REFERENCE ("73194"), "Q", TRUE);
  assert_locked (&sandbox, REFERENCE ("55027"), "L", TRUE);
  assert_locked (&sandbox, REFERENCE ("73195"), "", TRUE);
  assert_locked (&sandbox, REFERENCE (""), "", TRUE);
  assert_locked (&sandbox, REFERENCE ("73194") "," REFERENCE ("55027"), "QL", FALSE);
  assert_locked (&sandbox, GIVEN ("SamtykkeLasteResepter", "HPAKUTT"), "QL", FALSE);
  assert_locked (&sandbox, GIVEN ("SamtykkeLasteResepter", "HPMOTTATTSAMTYKKE"), "QL", FALSE);
  assert_locked (&sandbox, GIVEN ("SamtykkeSperretLegemidler", "HPAKUTT"), "", TRUE);
  assert_locked (&sandbox, GIVEN ("SamtykkeKjernejournal", "HPAKUTT"), "", TRUE);
}

/* What was not shown need not come back; what was shown must. */
static void
test_sends_follow_the_lookup (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) opened = NULL;
  g_autoptr (Draft) closed = NULL;
  g_autoptr (SmtJson) accepted = NULL;
  g_autoptr (SmtJson) state = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  closed = look (&sandbox, LARS, ASKING_KJ);
  draft_create_pll (closed);
  accepted = draft_send (&sandbox, closed, &status);
  g_assert_cmpuint (status, ==, 200);
  state = sandbox_state (&sandbox, LARS);
  g_assert_true (smt_json_exists (state_entry (state, "medicine", "Lithionit depottab 42 mg")));
  opened = look (&sandbox, LARS, REFERENCE ("55027"));
  g_assert_true (draft_shows (opened, "Lithionit"));
}

static void
remove_statement (Draft *draft, const char *medicine)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, medicine);
  g_autofree char *old_url = g_strdup (statement->entry->full_url);

  g_ptr_array_remove (draft->record->entries, statement->entry);
  draft_list (draft, old_url, "urn:uuid:gone");
}

static void
test_opened_must_come_back (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autofree char *text = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = look (&sandbox, LARS, REFERENCE ("55027"));
  remove_statement (draft, "Lithionit");
  refusal = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 400);
  text = smt_json_dup_bytes (smt_json_root (refusal));
  g_assert_nonnull (strstr (text, "Missing from the bundle: Lithionit"));
}

/* An entry that a newer lookup did not show is not known to the one who sends. */
static void
test_closed_again (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) opened = NULL;
  g_autoptr (Draft) closed = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autofree char *text = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  opened = look (&sandbox, LARS, REFERENCE ("55027"));
  closed = look (&sandbox, LARS, "");
  g_clear_pointer (&opened->lookup_id, g_free);
  opened->lookup_id = g_strdup (closed->lookup_id);
  refusal = draft_send (&sandbox, opened, &status);
  g_assert_cmpuint (status, ==, 400);
  text = smt_json_dup_bytes (smt_json_root (refusal));
  g_assert_nonnull (strstr (text, "The ReseptId is not known"));
}

/* A renewal of a locked prescription opens and closes with it. */
static void
test_renewed_locked (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) closed = NULL;
  g_autoptr (Draft) opened = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *resept = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = look (&sandbox, LARS, REFERENCE ("73194"));
  resept = draft_correct (draft, "Quetiapin", "1 tablett kveld", 1, NULL);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  closed = look (&sandbox, LARS, "");
  g_assert_false (draft_shows (closed, resept));
  g_assert_false (draft_shows (closed, "Quetiapin"));
  opened = look (&sandbox, LARS, REFERENCE ("73194"));
  g_assert_true (draft_shows (opened, resept));
  g_assert_cmpuint (draft_count (opened, "MedicationStatement"), ==, 4);
}

/* What a lookup hid stays hidden from its sends when the sandbox is stopped and goes on. */
static void
test_hidden_is_kept (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = look (&sandbox, LARS, REFERENCE ("73194"));
  sandbox_restart (&sandbox, NULL);
  state = sandbox_state (&sandbox, LARS);
  g_assert_true (smt_sandbox_json_true (state_entry (state, "medicine", "Quetiapin Prøvefarm tab 25 mg"), "shown"));
  g_assert_false (smt_sandbox_json_true (state_entry (state, "medicine", "Lithionit depottab 42 mg"), "shown"));
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* Kim: tacrolimus is shown to who asks kjernejournal, mycophenolate is closed by her, olanzapine is locked. */
static void
assert_kj (Sandbox *sandbox, const char *parameters, const char *shown, gboolean medicines, gboolean locked)
{
  g_autoptr (Draft) draft = look (sandbox, KIM, parameters);

  g_assert_true (draft_shows (draft, "Prograf") == (strchr (shown, 'T') != NULL));
  g_assert_true (draft_shows (draft, "CellCept") == (strchr (shown, 'M') != NULL));
  g_assert_true (draft_shows (draft, "Olanzapin") == (strchr (shown, 'O') != NULL));
  g_assert_true (draft_flag (draft, "KJHarLegemidler") == medicines);
  g_assert_true (draft_flag (draft, "KJHarLaste") == locked);
}

static void
test_kj (void)
{
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  assert_kj (&sandbox, "", "", FALSE, FALSE);
  assert_kj (&sandbox, ASKING_KJ, "T", TRUE, TRUE);
  assert_kj (&sandbox, GIVEN ("SamtykkeKjernejournal", "HPAKUTT"), "T", TRUE, TRUE);
  assert_kj (&sandbox, ASKING_KJ "," GIVEN ("SamtykkeSperretLegemidler", "HPMOTTATTSAMTYKKE"), "TM", FALSE, TRUE);
  assert_kj (&sandbox, ASKING_KJ "," GIVEN ("SamtykkeLasteResepter", "HPAKUTT"), "TO", TRUE, FALSE);
  assert_kj (&sandbox, ALL_CONSENTS, "TMO", FALSE, FALSE);
  assert_kj (&sandbox, GIVEN ("SamtykkeSperretLegemidler", "HPAKUTT"), "", FALSE, FALSE);
  assert_kj (&sandbox, GIVEN ("SamtykkeLasteResepter", "HPAKUTT"), "", FALSE, FALSE);
}

/* Nothing about kjernejournal is answered to who did not ask: no instant, no result, no section. */
static void
test_kj_not_asked (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) asked = NULL;
  g_autoptr (Draft) not_asked = NULL;

  sandbox_start (&sandbox, NULL);
  asked = look (&sandbox, ADA, ASKING_KJ);
  not_asked = look (&sandbox, ADA, "");
  g_assert_cmpuint (draft_count (asked, "AllergyIntolerance"), ==, 2);
  g_assert_true (draft_shows (asked, "sectionAllergies"));
  g_assert_cmpuint (draft_count (not_asked, "AllergyIntolerance"), ==, 0);
  g_assert_false (draft_shows (not_asked, "sectionAllergies"));
  g_assert_false (draft_has (not_asked, "KJHentetTidspunkt"));
  g_assert_false (draft_has (not_asked, "KJFeilkode"));
  g_assert_cmpuint (draft_count (not_asked, "MedicationStatement"), ==, draft_count (asked, "MedicationStatement"));
}

static void
assert_closed (Sandbox *sandbox, const char *number, const char *parameters, const char *code)
{
  static const char *const results[] = { "KJFeilkode", "RFM96Feilkode", "RFM912Feilkode" };
  g_autoptr (Draft) draft = look (sandbox, number, parameters);
  gboolean opened = strcmp (code, "0") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *result = draft_result (draft, results[i]);

      g_assert_cmpstr (result, ==, code);
    }
  g_assert_true ((draft_count (draft, "MedicationStatement") > 0) == opened);
  g_assert_true ((draft_count (draft, "Medication") > 0) == opened);
  g_assert_true ((draft_count (draft, "AllergyIntolerance") > 0) == opened);
  g_assert_true ((smt_sandbox_record_message (draft->record, "M25.1") != NULL) == opened);
  g_assert_true (draft_has (draft, "RFHentetTidspunkt"));
}

static void
test_sperret (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  static const char opens[] = GIVEN ("SamtykkeSperretLegemidler", "HPMOTTATTSAMTYKKE");
  static const char emergency[] = GIVEN ("SamtykkeSperretLegemidler", "HPAKUTT");
  g_autofree char *with_consent = g_strconcat (ASKING_KJ ",", opens, NULL);
  g_autofree char *with_emergency = g_strconcat (ASKING_KJ ",", emergency, NULL);

  sandbox_start (&sandbox, NULL);
  assert_closed (&sandbox, SIV, ASKING_KJ, "6");
  assert_closed (&sandbox, SIV, GIVEN ("SamtykkeKjernejournal", "HPAKUTT"), "6");
  assert_closed (&sandbox, SIV, ASKING_KJ "," GIVEN ("SamtykkeLasteResepter", "HPAKUTT"), "6");
  assert_closed (&sandbox, SIV, with_consent, "0");
  assert_closed (&sandbox, SIV, with_emergency, "0");
  assert_closed (&sandbox, SIV, ASKING_KJ, "6");
}

/* Opened by consent, it can be sent like any list. */
static void
test_sperret_is_sent (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = look (&sandbox, SIV, ALL_CONSENTS);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_blokkert (void)
{
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  assert_closed (&sandbox, BJOERN, ASKING_KJ, "7");
  assert_closed (&sandbox, BJOERN, ALL_CONSENTS, "7");
}

/* @links: older links of stopped entries, which come and go with them */
static void
assert_history (Sandbox *sandbox, const char *since, guint stopped, guint links)
{
  g_autofree char *parameters =
      since != NULL ? g_strdup_printf ("{\"name\":\"historyTimestamp\",\"valueDateTime\":\"%s\"}", since)
                    : g_strdup ("");
  g_autoptr (Draft) draft = look (sandbox, PAAL, parameters);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  guint seen = 0;

  for (guint i = 0; i < statements->len; i++)
    if (g_strcmp0 (((SmtSandboxStatement *)g_ptr_array_index (statements, i))->status, "stopped") == 0)
      seen++;
  g_assert_cmpuint (seen, ==, stopped);
  g_assert_cmpuint (statements->len, ==, 9 + stopped + links);
}

/* Pål's stopped entries ended 5, 88, 120 and 400 days before 20 November 2026. */
static void
test_history (void)
{
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, "--now=2026-11-20T12:00:00+01:00");
  assert_history (&sandbox, NULL, 2, 0);
  assert_history (&sandbox, "2026-11-19T00:00:00+01:00", 0, 0);
  assert_history (&sandbox, "2026-11-15T09:00:01+01:00", 0, 0);
  assert_history (&sandbox, "2026-11-15T09:00:00.0000000+01:00", 1, 0);
  assert_history (&sandbox, "2026-07-01", 3, 0);
  assert_history (&sandbox, "2025-01-01T00:00:00Z", 4, 1);
}

/* A planned stop, an old link and an expired prescription are no stopped entries: no timestamp takes them away. */
static void
test_history_takes_nothing_else (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) usual = NULL;
  g_autoptr (Draft) short_one = NULL;

  sandbox_start (&sandbox, "--now=2026-11-20T12:00:00+01:00");
  usual = look (&sandbox, TORA, "");
  short_one = look (&sandbox, TORA, "{\"name\":\"historyTimestamp\",\"valueDateTime\":\"2026-11-20T00:00:00+01:00\"}");
  g_assert_cmpuint (draft_count (usual, "MedicationStatement"), ==, draft_count (short_one, "MedicationStatement"));
}

static void
test_meaningless (void)
{
  static const char *const wrong[] = {
    GIVEN ("SamtykkeKjernejournal", "JA"),
    GIVEN ("SamtykkeSperretLegemidler", "HPUNNTAK"),
    GIVEN ("SamtykkeLasteResepter", "HPUNNTAK"),
    "{\"name\":\"SamtykkeLasteResepter\",\"valueBoolean\":true}",
    "{\"name\":\"Referansenummer\",\"valueInteger\":73194}",
    "{\"name\":\"historyTimestamp\",\"valueDateTime\":\"i fjor\"}",
  };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *body = lookup_body_with (LARS, wrong[i]);
      g_autofree char *answer = NULL;
      guint status;

      answer = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", body, &status, NULL);
      g_assert_cmpuint (status, ==, 400);
      g_assert_nonnull (strstr (answer, "OperationOutcome"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/access/locked", test_locked);
  g_test_add_func ("/sandbox/access/sends-follow-the-lookup", test_sends_follow_the_lookup);
  g_test_add_func ("/sandbox/access/opened-must-come-back", test_opened_must_come_back);
  g_test_add_func ("/sandbox/access/closed-again", test_closed_again);
  g_test_add_func ("/sandbox/access/renewed-locked", test_renewed_locked);
  g_test_add_func ("/sandbox/access/hidden-is-kept", test_hidden_is_kept);
  g_test_add_func ("/sandbox/access/kj", test_kj);
  g_test_add_func ("/sandbox/access/kj-not-asked", test_kj_not_asked);
  g_test_add_func ("/sandbox/access/sperret", test_sperret);
  g_test_add_func ("/sandbox/access/sperret-is-sent", test_sperret_is_sent);
  g_test_add_func ("/sandbox/access/blokkert", test_blokkert);
  g_test_add_func ("/sandbox/access/history", test_history);
  g_test_add_func ("/sandbox/access/history-takes-nothing-else", test_history_takes_nothing_else);
  g_test_add_func ("/sandbox/access/meaningless", test_meaningless);
  return g_test_run ();
}
