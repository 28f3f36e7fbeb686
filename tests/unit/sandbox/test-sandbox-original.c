/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * IncludeOriginal: one Binary for each prescription that is shown, no more, and only when it is asked for.
 */
#include "sandbox-fixture.h"

#include <string.h>

#define ODA "06916410024"
#define INCLUDE "{\"name\":\"IncludeOriginal\",\"valueCode\":\"include_reseptdok\"}"

static Draft *
look (Sandbox *sandbox, const char *number, const char *parameters)
{
  g_autofree char *body = lookup_body_with (number, parameters);

  return draft_lookup_body (sandbox, body);
}

/* The XML that the statement of @medicine is derived from. */
static char *
original_of (Draft *draft, const char *medicine)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, medicine);
  g_autofree char *url = smt_sandbox_json_text (statement->resource, "derivedFrom/0/reference");
  SmtSandboxEntry *binary = smt_sandbox_record_find (draft->record, url);
  g_autofree char *data = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;

  g_assert_nonnull (binary);
  g_assert_cmpstr (binary->type, ==, "Binary");
  data = smt_sandbox_json_text (smt_sandbox_entry_resource (binary), "data");
  bytes = g_base64_decode (data, &length);
  return g_strndup ((char *)bytes, length);
}

static void
test_three_spellings (void)
{
  static const char *const spellings[][2] = {
    { "Methotrexate Orifarm tab 2,5 mg", "<Intervall V=\"7\" U=\"Døgn\"/>" },
    { "Methotrexate Orifarm tab 10 mg", "<FastDose><FasteUkedager V=\"1\"/></FastDose>" },
    { "Metex", "<FastDose><DagerPa>1</DagerPa><DagerAv>6</DagerAv></FastDose>" },
    { "Folsyre", "<Intervall V=\"1\" U=\"Døgn\"/>" }, /* made of SFM's field */
  };
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;

  sandbox_start (&sandbox, NULL);
  draft = look (&sandbox, ODA, INCLUDE);
  g_assert_cmpuint (draft_count (draft, "Binary"), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *xml = original_of (draft, spellings[i][0]);

      g_assert_nonnull (strstr (xml, spellings[i][1]));
      g_assert_null (strstr (xml, "{{"));
    }
}

/* Locked, stopped too long ago or behind a register that is down: what is not shown has no original either. */
static void
test_only_what_is_shown (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) plain = NULL;
  g_autoptr (Draft) closed = NULL;
  g_autoptr (Draft) opened = NULL;
  g_autoptr (Draft) without = NULL;
  g_autoptr (Draft) sperret = NULL;

  sandbox_start (&sandbox, NULL);
  plain = look (&sandbox, LARS, "");
  g_assert_cmpuint (draft_count (plain, "Binary"), ==, 0);
  closed = look (&sandbox, LARS, INCLUDE);
  g_assert_cmpuint (draft_count (closed, "Binary"), ==, 2);
  opened = look (&sandbox, LARS, INCLUDE ",{\"name\":\"Referansenummer\",\"valueString\":\"73194\"}");
  g_assert_cmpuint (draft_count (opened, "Binary"), ==, 3);
  sperret = look (&sandbox, SIV, INCLUDE);
  g_assert_cmpuint (draft_count (sperret, "Binary"), ==, 0);
  sandbox_control (&sandbox, "/sandbox/fault", "{\"fault\":\"rf-failed\"}");
  without = look (&sandbox, LARS, INCLUDE);
  g_assert_cmpuint (draft_count (without, "Binary"), ==, 0);
}

static void
test_meaningless (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autofree char *body = lookup_body_with (ODA, "{\"name\":\"IncludeOriginal\",\"valueCode\":\"all\"}");
  g_autofree char *answer = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  answer = sandbox_request (&sandbox, "POST", "/Patient/$getMedication", body, &status, NULL);
  g_assert_cmpuint (status, ==, 400);
  g_assert_nonnull (strstr (answer, "IncludeOriginal"));
}

static void
test_goes_back (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) changed = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autofree char *text = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = look (&sandbox, ODA, INCLUDE);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);

  /* a new prescription that still names the old one's original */
  changed = look (&sandbox, ODA, INCLUDE);
  draft_create_pll (changed);
  g_free (draft_correct (changed, "Folsyre", "1 tablett kveld", 1, NULL));
  refusal = draft_send (&sandbox, changed, &status);
  g_assert_cmpuint (status, ==, 400);
  text = smt_json_dup_bytes (smt_json_root (refusal));
  g_assert_nonnull (strstr (text, "DerivedFrom"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/original/three-spellings", test_three_spellings);
  g_test_add_func ("/sandbox/original/only-what-is-shown", test_only_what_is_shown);
  g_test_add_func ("/sandbox/original/meaningless", test_meaningless);
  g_test_add_func ("/sandbox/original/goes-back", test_goes_back);
  return g_test_run ();
}
