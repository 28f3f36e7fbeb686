/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-fixture.h"

#include <signal.h>
#include <string.h>

#define MTX "Methotrexate Orifarm"

static char *
lookup (Sandbox *sandbox, guint *status, GError **error)
{
  g_autofree char *body = lookup_body (ADA);

  return sandbox_request (sandbox, "POST", "/Patient/$getMedication", body, status, error);
}

static void
order (Sandbox *sandbox, const char *fault)
{
  g_autofree char *body = g_strdup_printf ("{\"fault\":\"%s\",\"times\":1}", fault);

  sandbox_control (sandbox, "/sandbox/fault", body);
}

static void
assert_works_again (Sandbox *sandbox)
{
  g_autoptr (Draft) draft = draft_lookup (sandbox, ADA);

  g_assert_nonnull (draft);
}

/* Nobody listens, really: the client can prove that nothing was sent. SIGUSR1 brings the sandbox back. */
static void
test_refused (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  guint tries = 0;

  sandbox_start (&sandbox, NULL);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"refused\"}");
  answer = lookup (&sandbox, NULL, &error);
  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_subprocess_send_signal (sandbox.process, SIGUSR1);
  while (answer == NULL && tries++ < 10000)
    {
      g_clear_error (&error);
      answer = lookup (&sandbox, NULL, &error);
    }
  g_assert_no_error (error);
}

static void
test_refused_from_the_start (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  sandbox_start (&sandbox, "--fault=refused");
  answer = lookup (&sandbox, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static void
test_reset (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "reset");
  answer = lookup (&sandbox, NULL, &error);
  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  assert_works_again (&sandbox);
}

static void
test_hang (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "hang");
  sandbox.patience = 1;
  answer = lookup (&sandbox, NULL, &error);
  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  sandbox.patience = 0;
  assert_works_again (&sandbox);
}

/* The whole answer arrives in the end, in chunks. */
static void
test_slow (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *body = lookup_body (ADA);
  g_autofree char *encoding = NULL;
  g_autoptr (Draft) draft = NULL;

  sandbox_start (&sandbox, NULL);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"slow\",\"times\":2}");
  encoding = sandbox_header (&sandbox, "/Patient/$getMedication", body, "Transfer-Encoding");
  g_assert_cmpstr (encoding, ==, "chunked");
  draft = draft_lookup (&sandbox, ADA);
  g_assert_cmpuint (draft->record->parameters->len, ==, 8);
}

static void
test_short_body (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *whole = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "short-body");
  answer = lookup (&sandbox, &status, &error);
  whole = lookup (&sandbox, &status, NULL);
  g_assert_true (answer == NULL || strlen (answer) < strlen (whole));
}

static void
test_http_500 (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *answer = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "http-500");
  answer = lookup (&sandbox, &status, NULL);
  g_assert_cmpuint (status, ==, 500);
  g_assert_nonnull (strstr (answer, "OperationOutcome"));
}

static void
test_bad_json (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) json = NULL;
  g_autofree char *answer = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "bad-json");
  answer = lookup (&sandbox, &status, NULL);
  g_assert_cmpuint (status, ==, 200);
  json = smt_sandbox_json_read (answer, -1, &error);
  g_assert_null (json);
  g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_DUPLICATE);
}

static void
test_wrong_type (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *body = lookup_body (ADA);
  g_autofree char *type = NULL;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "wrong-type");
  type = sandbox_header (&sandbox, "/Patient/$getMedication", body, "Content-Type");
  g_assert_true (g_str_has_prefix (type, "text/html"));
}

/* A fault concerns what it is about, as often as was ordered, and then no more. */
static void
test_where_and_how_often (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (SmtJson) sent = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  unknown = sandbox_request (&sandbox, "POST", "/sandbox/fault", "{\"fault\":\"flood\"}", &status, NULL);
  g_assert_cmpuint (status, ==, 400);
  draft = draft_lookup (&sandbox, ADA);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"http-500\",\"on\":\"lookup\",\"times\":2}");
  sent = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  first = lookup (&sandbox, &status, NULL);
  g_assert_cmpuint (status, ==, 500);
  second = lookup (&sandbox, &status, NULL);
  g_assert_cmpuint (status, ==, 500);
  third = lookup (&sandbox, &status, NULL);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_cleared (void)
{
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, "--fault=http-500");
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"\"}");
  assert_works_again (&sandbox);
}

static void
assert_text (SmtJsonCursor object, const char *key, const char *expected)
{
  g_autofree char *text = smt_sandbox_json_text (object, key);

  g_assert_cmpstr (text, ==, expected);
}

/* The prescription went and the list did not: the answer says so part by part. */
static void
test_pll_failed (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *code = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) before = NULL;
  g_autoptr (SmtJson) after = NULL;
  g_autofree char *message = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  before = sandbox_state (&sandbox, ADA);
  message = smt_sandbox_json_text (smt_json_root (before), "pll/messageId");
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  draft_create_pll (draft);
  order (&sandbox, "pll-failed");
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  code = smt_sandbox_json_text (result_named (receipt, "PllResult", 0), "part/1/valueCoding/code");
  g_assert_cmpstr (code, !=, "0");
  after = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (after, "reseptId", resept), "rfstatus", "E");
  assert_text (state_entry (after, "reseptId", resept), "pll", NULL);
  assert_text (smt_json_member (smt_json_root (after), "pll"), "messageId", message);
}

/* As pll-failed, but the answer is silent: success cannot be read from its absence. */
static void
test_pll_silent (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) before = NULL;
  g_autoptr (SmtJson) after = NULL;
  g_autofree char *message = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  before = sandbox_state (&sandbox, ADA);
  message = smt_sandbox_json_text (smt_json_root (before), "pll/messageId");
  draft = draft_lookup (&sandbox, ADA);
  draft_create_pll (draft);
  order (&sandbox, "pll-silent");
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_false (smt_json_exists (result_named (receipt, "PllResult", 0)));
  after = sandbox_state (&sandbox, ADA);
  assert_text (smt_json_member (smt_json_root (after), "pll"), "messageId", message);
}

static void
test_wrong_patient (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *number = NULL;

  sandbox_start (&sandbox, NULL);
  order (&sandbox, "wrong-patient");
  draft = draft_lookup (&sandbox, ADA);
  number = smt_sandbox_record_number (draft->record);
  g_assert_cmpstr (number, !=, ADA);
}

/* A send that is worked on after the next lookup is fenced by it: refused, and nothing is done twice. */
static void
test_delayed (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) again = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtDecimal refused;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  body = draft_to_body (draft);
  order (&sandbox, "delayed");
  answer = sandbox_request (&sandbox, "POST", "/Patient/$sendMedication", body, NULL, NULL);
  g_assert_null (answer);
  again = draft_lookup (&sandbox, ADA);
  state = sandbox_state (&sandbox, ADA);
  g_assert_false (smt_json_exists (state_entry (state, "reseptId", resept)));
  g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (state), "refused"), &refused));
  g_assert_true (smt_decimal_equal (refused, SMT_DECIMAL_INT (1)));
  receipt = draft_send (&sandbox, again, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* The first prescription failed: its predecessor lives on, and the other one went. */
static void
test_prescription_failed (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) state = NULL;
  SmtDecimal count;
  guint taken = 0;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  one = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  two = draft_correct (draft, "Folsyre", "1 tablett kveld", 1, NULL);
  draft_edit (draft, "Folsyre", "\"424242\"", "\"424243\"");
  order (&sandbox, "prescription-failed");
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_true (
      smt_json_get_decimal (smt_json_member (result_named (receipt, "recallCount", 0), "valueInteger"), &count));
  g_assert_true (smt_decimal_equal (count, SMT_DECIMAL_INT (1)));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *code =
          smt_sandbox_json_text (result_named (receipt, "prescriptionOperationResult", i), "part/1/valueCoding/code");

      if (strcmp (code, "0") == 0)
        taken++;
    }
  g_assert_cmpuint (taken, ==, 1);
  state = sandbox_state (&sandbox, ADA);
  g_assert_false (smt_json_exists (state_entry (state, "reseptId", one)));
  assert_text (state_entry (state, "reseptId", two), "rfstatus", "E");
  assert_text (state_entry (state, "medicine", "Methotrexate Orifarm tab 2,5 mg"), "rfstatus", "E");
}

static void
test_conflict (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) again = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  order (&sandbox, "conflict");
  refusal = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 409);
  g_assert_true (smt_json_string_equals (smt_sandbox_json_at (smt_json_root (refusal), "issue/1/code"), "conflict"));
  again = draft_lookup (&sandbox, ADA);
  receipt = draft_send (&sandbox, again, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* The send was applied once, and the client never heard of it. */
static void
test_applied_then_lost (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) state = NULL;
  g_autofree char *all = NULL;
  SmtDecimal sends;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  body = draft_to_body (draft);
  order (&sandbox, "applied-then-lost");
  answer = sandbox_request (&sandbox, "POST", "/Patient/$sendMedication", body, NULL, &error);
  g_assert_null (answer);
  g_assert_nonnull (error);
  state = sandbox_state (&sandbox, ADA);
  assert_text (state_entry (state, "reseptId", resept), "rfstatus", "E");
  g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (state), "sends"), &sends));
  g_assert_true (smt_decimal_equal (sends, SMT_DECIMAL_INT (1)));
  all = sandbox_request (&sandbox, "GET", "/sandbox/state", NULL, NULL, NULL);
  g_assert_nonnull (strstr (all, "\"sendRequests\":1"));
}

/* A fault that takes the operation's place leaves everything as it was. */
static void
test_not_applied (void)
{
  static const char *const faults[] = { "reset", "http-500", "wrong-type" };
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *body = NULL;
  g_autoptr (SmtJson) state = NULL;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, ADA);
  resept = draft_correct (draft, MTX, "3 tabletter hver mandag", 7, NULL);
  body = draft_to_body (draft);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *answer = NULL;

      order (&sandbox, faults[i]);
      answer = sandbox_request (&sandbox, "POST", "/Patient/$sendMedication", body, NULL, NULL);
    }
  state = sandbox_state (&sandbox, ADA);
  g_assert_false (smt_json_exists (state_entry (state, "reseptId", resept)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/faults/refused", test_refused);
  g_test_add_func ("/sandbox/faults/refused-from-the-start", test_refused_from_the_start);
  g_test_add_func ("/sandbox/faults/reset", test_reset);
  g_test_add_func ("/sandbox/faults/hang", test_hang);
  g_test_add_func ("/sandbox/faults/slow", test_slow);
  g_test_add_func ("/sandbox/faults/short-body", test_short_body);
  g_test_add_func ("/sandbox/faults/http-500", test_http_500);
  g_test_add_func ("/sandbox/faults/bad-json", test_bad_json);
  g_test_add_func ("/sandbox/faults/wrong-type", test_wrong_type);
  g_test_add_func ("/sandbox/faults/where-and-how-often", test_where_and_how_often);
  g_test_add_func ("/sandbox/faults/cleared", test_cleared);
  g_test_add_func ("/sandbox/faults/pll-failed", test_pll_failed);
  g_test_add_func ("/sandbox/faults/pll-silent", test_pll_silent);
  g_test_add_func ("/sandbox/faults/wrong-patient", test_wrong_patient);
  g_test_add_func ("/sandbox/faults/delayed", test_delayed);
  g_test_add_func ("/sandbox/faults/prescription-failed", test_prescription_failed);
  g_test_add_func ("/sandbox/faults/conflict", test_conflict);
  g_test_add_func ("/sandbox/faults/applied-then-lost", test_applied_then_lost);
  g_test_add_func ("/sandbox/faults/not-applied", test_not_applied);
  return g_test_run ();
}
