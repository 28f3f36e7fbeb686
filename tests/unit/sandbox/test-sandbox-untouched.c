/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every patient: the lookup works, all its references resolve, and what it gave goes back untouched without a change.
 */
#include "sandbox-fixture.h"

#include <string.h>

/* One for all of them: what is done to one patient is nothing to the others, which the last test makes sure of. */
static Sandbox sandbox;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The names of the patient files, such as "1-ada". */
static GPtrArray *
list_keys (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_getenv ("SMT_SANDBOX_PATIENTS"), 0, NULL);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && g_ascii_isdigit (*name))
      g_ptr_array_add (keys, g_strndup (name, strlen (name) - strlen (".json")));
  g_ptr_array_sort (keys, compare_names);
  return keys;
}

static void
check_references (const SmtSandboxRecord *record, SmtJsonCursor value)
{
  SmtJsonIter iter;
  SmtJsonCursor key;
  SmtJsonCursor child;

  if (smt_json_type (value) != SMT_JSON_OBJECT && smt_json_type (value) != SMT_JSON_ARRAY)
    return;
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    if (smt_json_string_equals (key, "reference"))
      {
        g_autofree char *url = smt_json_dup_string (child);

        g_assert_nonnull (smt_sandbox_record_find (record, url));
      }
    else
      check_references (record, child);
}

/* The statements without what only says which lookup showed them. */
static char *
statements_of (const char *key)
{
  g_autoptr (SmtJson) state = sandbox_state (&sandbox, key);

  return smt_sandbox_canonical (smt_json_member (smt_json_root (state), "statements"), NULL);
}

/* Prescriptions and list were both read: only then is there a lookup to send from. */
static gboolean
was_read (Draft *draft)
{
  g_autofree char *prescriptions = draft_result (draft, "RFM96Feilkode");
  g_autofree char *list = draft_result (draft, "RFM912Feilkode");

  return g_strcmp0 (prescriptions, "0") == 0 && g_strcmp0 (list, "0") == 0;
}

/* A list that is paused as a whole is not sent as it came. */
static gboolean
is_paused (Draft *draft)
{
  SmtSandboxEntry *list = smt_sandbox_record_message (draft->record, "M25.1");
  SmtJsonCursor information =
      list != NULL ? smt_sandbox_extension (smt_sandbox_entry_resource (list), SMT_SANDBOX_PLL_INFORMATION)
                   : SMT_JSON_NOWHERE;

  return smt_json_exists (smt_sandbox_extension (information, "pauseinformation"));
}

static void
assert_stored (SmtJson *receipt, gboolean with_pll)
{
  SmtJsonCursor result = result_named (receipt, "PllResult", 0);

  g_assert_true (smt_json_exists (result) == with_pll);
  if (with_pll)
    g_assert_true (smt_json_string_equals (smt_sandbox_json_at (result, "part/1/valueCoding/code"), "0"));
}

/* What a pharmacy would have on the list, and no list carries, must be declined. */
#define VILDE "40-vilde"

/* The next lookup gives as much as the first: nothing is lost on the way there and back. */
static void
test_untouched (gconstpointer key)
{
  g_autofree char *body = NULL;
  g_autoptr (Draft) draft = NULL;
  g_autoptr (Draft) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SmtJson) receipt = NULL;
  guint entries;
  gboolean taken;
  gboolean has_pll;
  guint status;

  body = person_body (&sandbox, key);
  draft = draft_lookup_body (&sandbox, body);
  for (guint i = 0; i < draft->record->entries->len; i++)
    check_references (draft->record, smt_sandbox_entry_resource (g_ptr_array_index (draft->record->entries, i)));
  g_assert_false (draft_has (draft, "sandbox"));

  before = statements_of (key);
  entries = draft->record->entries->len;
  taken = was_read (draft) && !is_paused (draft) && !g_str_equal (key, VILDE);
  has_pll = smt_sandbox_record_message (draft->record, "M25.1") != NULL;
  if (has_pll)
    draft_create_pll (draft);
  receipt = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, taken ? 200 : 400);
  if (taken)
    assert_stored (receipt, has_pll);
  after = statements_of (key);
  g_assert_cmpstr (before, ==, after);
  again = draft_lookup_body (&sandbox, body);
  g_assert_cmpuint (again->record->entries->len, ==, entries);
}

/* Whom the sandbox refuses to take a list from, because the lookup did not read it; everybody else may send. */
static void
test_who_may_send (void)
{
  static const char *const unread[] = { "20-siv", "21-bjoern", "24-rolf", "25-pia" };
  g_autoptr (GPtrArray) keys = list_keys ();
  guint seen = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      g_autofree char *body = person_body (&sandbox, key);
      g_autoptr (Draft) draft = draft_lookup_body (&sandbox, body);
      gboolean expected = TRUE;

      for (guint k = 0; k < G_N_ELEMENTS (unread); k++)
        expected = expected && strcmp (key, unread[k]) != 0;
      g_assert_true (was_read (draft) == expected);
      seen++;
    }
  g_assert_cmpuint (seen, ==, 40);
}

/* Each patient was sent for once, by its own test. */
static void
test_nobody_else (void)
{
  g_autoptr (GPtrArray) keys = list_keys ();

  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (SmtJson) state = sandbox_state (&sandbox, g_ptr_array_index (keys, i));
      SmtDecimal applied;
      SmtDecimal refused;

      g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (state), "applied"), &applied));
      g_assert_true (smt_json_get_decimal (smt_json_member (smt_json_root (state), "refused"), &refused));
      g_assert_cmpint (smt_decimal_compare (applied, SMT_DECIMAL_INT (1)), <=, 0);
      g_assert_cmpint (smt_decimal_compare (refused, SMT_DECIMAL_INT (1)), <=, 0);
      g_assert_false (smt_decimal_sign (applied) > 0 && smt_decimal_sign (refused) > 0);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) keys = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  sandbox_start (&sandbox, NULL);
  keys = list_keys ();
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      g_autofree char *name = g_strconcat ("/sandbox/untouched/", key, NULL);

      g_test_add_data_func (name, key, test_untouched);
    }
  g_test_add_func ("/sandbox/untouched/who-may-send", test_who_may_send);
  g_test_add_func ("/sandbox/untouched/nobody-else", test_nobody_else);
  result = g_test_run ();
  sandbox_clear (&sandbox);
  return result;
}
