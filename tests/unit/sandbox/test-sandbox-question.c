/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pharmacy's question (M25.2) newer than the list: what it brings is included, stopped or left out; what is on the
 * list already never is, and the list keeps who packs.
 */
#include "base/smt-date.h"
#include "sandbox-rules.h"

#include <string.h>

#define FRIDA "14844010029"
#define MOA "29814210047"
#define VILDE "19904610421"

static void
leave_out (Draft *draft, const char *medicine)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, medicine);
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  SmtJsonCursor section = smt_sandbox_json_at (smt_sandbox_entry_resource (composition), "section/0/entry");
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (composition->json);
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, section);
  while (smt_json_iter_next (&iter, NULL, &reference))
    if (smt_json_string_equals (smt_json_member (reference, "reference"), statement->entry->full_url))
      smt_json_splice_remove_element (splice, section, reference);
  g_ptr_array_remove_index (draft->record->entries, statement->at);
  draft_put (draft, composition->full_url, smt_sandbox_spliced (splice));
}

static char *
list_date (Draft *draft, const char *message)
{
  SmtSandboxEntry *entry = smt_sandbox_record_message (draft->record, message);
  SmtJsonCursor information = smt_sandbox_extension (smt_sandbox_entry_resource (entry), SMT_SANDBOX_PLL_INFORMATION);

  return smt_sandbox_json_text (smt_sandbox_extension (information, "PLLdate"), "valueDateTime");
}

static guint
count_asked (Draft *draft)
{
  SmtSandboxEntry *question = smt_sandbox_record_message (draft->record, "M25.2");
  g_autofree char *text = smt_json_dup_bytes (smt_sandbox_entry_resource (question));
  guint count = 0;

  for (const char *at = text; (at = strstr (at, "\"entryinformation\"")) != NULL; at++)
    count++;
  return count;
}

/* Frida's question as a lookup gives it: one new entry, another dose, one thing to ask; and newer than her list. */
static void
test_asked (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *listed = NULL;
  SmtInstant asked_at;
  SmtInstant listed_at;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, FRIDA);
  asked = list_date (draft, "M25.2");
  listed = list_date (draft, "M25.1");
  g_assert_true (smt_instant_parse (asked, &asked_at));
  g_assert_true (smt_instant_parse (listed, &listed_at));
  g_assert_cmpint (asked_at, >, listed_at);
  g_assert_cmpuint (count_asked (draft), ==, 3);
  g_assert_true (draft_shows (draft, "nextroll") && draft_shows (draft, "deadline"));
  g_assert_cmpuint (draft_count (draft, "MedicationStatement"), ==, 5);
}

/* Back as they came, the new entries are on the list, and the list is newer than the question. */
static void
test_included (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *listed = NULL;
  SmtInstant asked_at;
  SmtInstant listed_at;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, FRIDA);
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  after = draft_lookup (&sandbox, FRIDA);
  g_assert_true (draft_shows (after, "Divisun"));
  asked = list_date (after, "M25.2");
  listed = list_date (after, "M25.1");
  g_assert_true (smt_instant_parse (asked, &asked_at));
  g_assert_true (smt_instant_parse (listed, &listed_at));
  g_assert_cmpint (listed_at, >, asked_at);
  g_assert_true (draft_shows (after, "nextroll"));

  /* on the list now, it is no longer just left out */
  leave_out (after, "Divisun");
  draft_create_pll (after);
  g_clear_pointer (&receipt, smt_json_unref);
  receipt = draft_send (&sandbox, after, &status);
  g_assert_cmpuint (status, ==, 400);
  rules_assert_refused (receipt, "Missing from the bundle: Divisun");
}

static void
test_declined (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, FRIDA);
  leave_out (draft, "Divisun");
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  after = draft_lookup (&sandbox, FRIDA);
  g_assert_cmpuint (draft_count (after, "MedicationStatement"), ==, 4);
  g_assert_cmpuint (count_asked (after), ==, 2);
}

/* Without a list there is nothing to decline from; and nothing else is declined that way. */
static void
test_not_declined (void)
{
  static const struct
  {
    const char *number;
    const char *medicine;
    gboolean with_list;
  } cases[] = { { FRIDA, "Divisun", FALSE }, { FRIDA, "Furosemid", TRUE }, { MOA, "Calcigran", TRUE } };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Draft) draft = draft_lookup (&sandbox, cases[i].number);
      g_autoptr (SmtJson) refusal = NULL;
      guint status;

      leave_out (draft, cases[i].medicine);
      if (cases[i].with_list)
        draft_create_pll (draft);
      refusal = draft_send (&sandbox, draft, &status);
      g_assert_cmpuint (status, ==, 400);
      rules_assert_refused (refusal, "Missing from the bundle");
    }
}

/* A vaccine that a pharmacy would have on the list is never on it: neither as it came, nor stopped; and where no list
 * is sent it stays what it is. */
static void
test_off_list_is_refused (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) untouched = NULL;
  g_autoptr (Draft) stopped = NULL;
  g_autoptr (Draft) beside = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  g_autoptr (SmtJson) again = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  untouched = draft_lookup (&sandbox, VILDE);
  draft_create_pll (untouched);
  refusal = draft_send (&sandbox, untouched, &status);
  g_assert_cmpuint (status, ==, 400);
  rules_assert_refused (refusal, "Vaccines are not in M25.1");

  stopped = draft_lookup (&sandbox, VILDE);
  draft_edit (stopped, "Influensa", "\"status\": \"active\"", "\"status\": \"stopped\"");
  draft_create_pll (stopped);
  again = draft_send (&sandbox, stopped, &status);
  g_assert_cmpuint (status, ==, 400);
  rules_assert_refused (again, "Vaccines are not in M25.1");

  beside = draft_lookup (&sandbox, VILDE);
  receipt = draft_send (&sandbox, beside, &status);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_off_list_is_declined (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, VILDE);
  leave_out (draft, "Influensa");
  draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
  after = draft_lookup (&sandbox, VILDE);
  g_assert_false (draft_shows (after, "Influensavaksine Prøvefarm inj\", \"reference"));
  g_assert_cmpuint (count_asked (after), ==, 0);
}

/* Goods and what is locked, as they would come from a pharmacy, are as little on a list. */
static void
test_other_off_list_is_refused (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *reason;
  } cases[] = { { "\"code\": \"L\"", "\"code\": \"A\"", "Only medicines are in M25.1" },
                { "{\"url\": \"dssn\"", "{\"url\": \"lockedresept\", \"valueBoolean\": true}, {\"url\": \"dssn\"",
                  "Locked prescriptions are not in M25.1" } };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Draft) draft = draft_lookup (&sandbox, FRIDA);
      g_autoptr (SmtJson) refusal = NULL;
      guint status;

      draft_edit (draft, "Divisun", cases[i].from, cases[i].to);
      draft_create_pll (draft);
      refusal = draft_send (&sandbox, draft, &status);
      g_assert_cmpuint (status, ==, 400);
      rules_assert_refused (refusal, cases[i].reason);
    }
}

static void
test_arrangement_is_kept (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) refusal = NULL;
  SmtSandboxEntry *list;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, FRIDA);
  list = smt_sandbox_record_message (draft->record, "M25.1");
  draft_put (draft, list->full_url,
             smt_sandbox_without_extension (list->json, SMT_SANDBOX_PLL_INFORMATION, "multidoseinformation"));
  draft_create_pll (draft);
  refusal = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 400);
  rules_assert_refused (refusal, "multidose information");
}

#define MULTIDOSE_DOCTOR "900100017"
#define COLLEAGUE "900100066"

/* Who acts for the multidose doctor says so, and she herself does not. */
static void
test_stand_in (void)
{
  static const struct
  {
    const char *hpr;
    gboolean says_so;
    const char *reason; /* NULL: it is taken */
  } cases[] = {
    { MULTIDOSE_DOCTOR, TRUE, "no stand-in of her own" },
    { COLLEAGUE, FALSE, "must say so" },
    { COLLEAGUE, TRUE, NULL },
    { MULTIDOSE_DOCTOR, FALSE, NULL },
  };
  g_auto (Sandbox) sandbox = { 0 };

  sandbox_start (&sandbox, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Draft) draft = draft_lookup (&sandbox, FRIDA);
      g_autoptr (SmtJson) answer = NULL;
      guint status;

      if (strcmp (cases[i].hpr, MULTIDOSE_DOCTOR) != 0)
        draft_sign_as (draft, cases[i].hpr);
      draft_create_pll_as (draft, cases[i].says_so);
      answer = draft_send (&sandbox, draft, &status);
      g_assert_cmpuint (status, ==, cases[i].reason != NULL ? 400 : 200);
      if (cases[i].reason != NULL)
        rules_assert_refused (answer, cases[i].reason);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/question/asked", test_asked);
  g_test_add_func ("/sandbox/question/included", test_included);
  g_test_add_func ("/sandbox/question/declined", test_declined);
  g_test_add_func ("/sandbox/question/not-declined", test_not_declined);
  g_test_add_func ("/sandbox/question/off-list-is-refused", test_off_list_is_refused);
  g_test_add_func ("/sandbox/question/off-list-is-declined", test_off_list_is_declined);
  g_test_add_func ("/sandbox/question/other-off-list-is-refused", test_other_off_list_is_refused);
  g_test_add_func ("/sandbox/question/arrangement-is-kept", test_arrangement_is_kept);
  g_test_add_func ("/sandbox/question/stand-in", test_stand_in);
  return g_test_run ();
}
