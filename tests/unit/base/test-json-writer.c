/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-test.h"

static void
assert_written (SmtJsonWriter *writer, const char *expected)
{
  g_autofree char *text = smt_json_writer_finish (writer);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_object (void)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "resourceType", "Bundle");
  smt_json_writer_member (writer, "absent", NULL);
  smt_json_writer_key (writer, "entry");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_end_object (writer);
  smt_json_writer_int (writer, -12);
  smt_json_writer_boolean (writer, TRUE);
  smt_json_writer_boolean (writer, FALSE);
  smt_json_writer_null (writer);
  smt_json_writer_string (writer, NULL);
  smt_json_writer_begin_array (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_key (writer, "total");
  smt_json_writer_int (writer, 1);
  smt_json_writer_end_object (writer);
  assert_written (writer, "{\"resourceType\":\"Bundle\",\"entry\":[{},-12,true,false,null,null,[]],\"total\":1}");
}

static void
test_numbers (void)
{
  static const struct
  {
    SmtDecimal value;
    const char *lexeme;
  } numbers[] = {
    { { 0, 0 }, "0" },
    { { 250, 2 }, "2.50" },
    { { 25, 1 }, "2.5" },
    { { -5, 1 }, "-0.5" },
    { { 1, 18 }, "0.000000000000000001" },
    { { 100, 0 }, "100" },
    { { 0, 2 }, "0.00" },
    { { G_MININT64, 0 }, "-9223372036854775808" },
    { { G_MAXINT64, 18 }, "9.223372036854775807" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

      smt_json_writer_decimal (writer, numbers[i].value);
      assert_written (writer, numbers[i].lexeme);
    }
}

static void
test_strings (void)
{
  static const struct
  {
    const char *text;
    const char *lexeme;
  } strings[] = {
    { "", "\"\"" },
    { "blåbær", "\"blåbær\"" },
    { " to ord ", "\" to ord \"" },
    { "\"\\/", "\"\\\"\\\\/\"" },
    { "a\nb\rc\td", "\"a\\nb\\rc\\td\"" },
    { "\b\f\x01\x1f\x7f", "\"\\u0008\\u000c\\u0001\\u001f\x7f\"" },
    { "💊", "\"💊\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

      smt_json_writer_string (writer, strings[i].text);
      assert_written (writer, strings[i].lexeme);
    }
}

static void
test_key_is_escaped (void)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "a\"b", "c");
  smt_json_writer_end_object (writer);
  assert_written (writer, "{\"a\\\"b\":\"c\"}");
}

static void
test_raw (void)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_array (writer);
  smt_json_writer_raw (writer, "1.00,2", 4);
  smt_json_writer_raw (writer, "{ \"a\" : 1e2 }", -1);
  smt_json_writer_end_array (writer);
  assert_written (writer, "[1.00,{ \"a\" : 1e2 }]");
}

static void
test_writer_is_empty_after (void)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_array (writer);
  assert_written (writer, NULL);
  smt_json_writer_int (writer, 1);
  assert_written (writer, "1");
  assert_written (writer, NULL);
}

/* One misuse each; whatever follows, nothing is given out. */
static void
misuse (SmtJsonWriter *writer, guint which)
{
  switch (which)
    {
    case 0: /* two documents */
      smt_json_writer_int (writer, 1);
      smt_json_writer_int (writer, 2);
      break;
    case 1: /* a value without its key */
      smt_json_writer_begin_object (writer);
      smt_json_writer_int (writer, 1);
      smt_json_writer_end_object (writer);
      break;
    case 2: /* a key without its value */
      smt_json_writer_begin_object (writer);
      smt_json_writer_key (writer, "a");
      smt_json_writer_end_object (writer);
      break;
    case 3: /* a key after a key */
      smt_json_writer_begin_object (writer);
      smt_json_writer_key (writer, "a");
      smt_json_writer_member (writer, "b", "c");
      smt_json_writer_end_object (writer);
      break;
    case 4: /* a key in an array */
      smt_json_writer_begin_array (writer);
      smt_json_writer_key (writer, "a");
      smt_json_writer_end_array (writer);
      break;
    case 5: /* the wrong bracket */
      smt_json_writer_begin_array (writer);
      smt_json_writer_end_object (writer);
      break;
    case 6: /* a bracket too much */
      smt_json_writer_begin_array (writer);
      smt_json_writer_end_array (writer);
      smt_json_writer_end_array (writer);
      break;
    case 7: /* a key twice */
      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "a", "1");
      smt_json_writer_member (writer, "a", "2");
      smt_json_writer_end_object (writer);
      break;
    case 8: /* a raw value that is two */
      smt_json_writer_begin_array (writer);
      smt_json_writer_raw (writer, "1,2", -1);
      smt_json_writer_end_array (writer);
      break;
    case 9: /* a raw value that is none */
      smt_json_writer_raw (writer, "010", -1);
      break;
    case 10:
      smt_json_writer_string (writer, "\xe5");
      break;
    case 11:
      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "\xe5", "a");
      smt_json_writer_end_object (writer);
      break;
    case 12: /* too deep */
    default:
      for (guint i = 0; i <= SMT_JSON_MAX_DEPTH; i++)
        smt_json_writer_begin_array (writer);
      for (guint i = 0; i <= SMT_JSON_MAX_DEPTH; i++)
        smt_json_writer_end_array (writer);
      break;
    }
}

static void
test_misuse (void)
{
  for (guint which = 0; which <= 12; which++)
    {
      g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

      misuse (writer, which);
      assert_written (writer, NULL);
      smt_json_writer_null (writer);
      assert_written (writer, "null");
    }
}

static void
test_deepest (void)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < SMT_JSON_MAX_DEPTH; i++)
    smt_json_writer_begin_array (writer);
  for (guint i = 0; i < SMT_JSON_MAX_DEPTH; i++)
    smt_json_writer_end_array (writer);
  text = smt_json_writer_finish (writer);
  g_assert_cmpuint (strlen (text), ==, 2 * SMT_JSON_MAX_DEPTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/object", test_object);
  g_test_add_func ("/json-writer/numbers", test_numbers);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/key", test_key_is_escaped);
  g_test_add_func ("/json-writer/raw", test_raw);
  g_test_add_func ("/json-writer/empty-after", test_writer_is_empty_after);
  g_test_add_func ("/json-writer/misuse", test_misuse);
  g_test_add_func ("/json-writer/deepest", test_deepest);

  return g_test_run ();
}
