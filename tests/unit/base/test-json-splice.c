/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-test.h"

/* A document and a splice of it, since nearly every test needs both. */
typedef struct
{
  SmtJson *json;
  SmtJsonSplice *splice;
  SmtJsonCursor root;
} Work;

static void
work_clear (Work *work)
{
  smt_json_splice_free (work->splice);
  smt_json_unref (work->json);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static Work
begin (const char *text)
{
  Work work = { .json = must_read (text) };

  work.splice = smt_json_splice_new (work.json);
  work.root = smt_json_root (work.json);
  return work;
}

static SmtJsonCursor
element (Work *work, guint index)
{
  return smt_json_element (work->root, index);
}

static void
assert_result (Work *work, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = smt_json_splice_apply (work->splice, &error);

  g_assert_no_error (error);
  assert_bytes (bytes, expected);
}

static void
assert_refused (Work *work, SmtJsonError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (smt_json_splice_apply (work->splice, &error));
  g_assert_error (error, SMT_JSON_ERROR, (gint)code);
}

static void
test_no_edits (void)
{
  g_auto (Work) work = begin (" { \"a\" : 1.00 }\n");

  assert_result (&work, " { \"a\" : 1.00 }\n");
}

static void
test_replace (void)
{
  g_auto (Work) work = begin ("{ \"a\" : 1.00 , \"b\":[ 1,2 ] }\n");

  smt_json_splice_replace (work.splice, smt_json_member (work.root, "a"), "{\"x\":2.50}");
  smt_json_splice_replace (work.splice, smt_json_element (smt_json_member (work.root, "b"), 1), "\"to\"");
  assert_result (&work, "{ \"a\" : {\"x\":2.50} , \"b\":[ 1,\"to\" ] }\n");
}

static void
test_replace_root (void)
{
  g_auto (Work) work = begin (" [1] \n");

  smt_json_splice_replace (work.splice, work.root, "{}");
  assert_result (&work, " {} \n");
}

static void
test_set_existing (void)
{
  g_auto (Work) work = begin ("{\"a\":1,\"d\\u006fse\" : 2 ,\"c\":3}");

  smt_json_splice_set_member (work.splice, work.root, "dose", "5");
  assert_result (&work, "{\"a\":1,\"d\\u006fse\" : 5 ,\"c\":3}");
}

static void
test_set_new (void)
{
  g_auto (Work) work = begin ("{ \"a\":1 }");

  smt_json_splice_set_member (work.splice, work.root, "b", "[2]");
  smt_json_splice_set_member (work.splice, work.root, "\"\n\\", "3");
  assert_result (&work, "{ \"a\":1,\"b\":[2],\"\\\"\\n\\\\\":3 }");
}

static void
test_set_in_empty (void)
{
  g_auto (Work) work = begin ("[{ },{}]");

  smt_json_splice_set_member (work.splice, element (&work, 0), "a", "1");
  smt_json_splice_set_member (work.splice, element (&work, 1), "a", "1");
  smt_json_splice_set_member (work.splice, element (&work, 1), "b", "2");
  assert_result (&work, "[{\"a\":1 },{\"a\":1,\"b\":2}]");
}

static void
test_set_twice_last_holds (void)
{
  g_auto (Work) work = begin ("{\"a\":1}");

  smt_json_splice_set_member (work.splice, work.root, "a", "2");
  smt_json_splice_set_member (work.splice, work.root, "b", "3");
  smt_json_splice_set_member (work.splice, work.root, "a", "4");
  smt_json_splice_set_member (work.splice, work.root, "b", "5");
  assert_result (&work, "{\"a\":4,\"b\":5}");
}

static void
test_set_then_remove (void)
{
  g_auto (Work) work = begin ("{\"a\":1,\"c\":3}");

  smt_json_splice_set_member (work.splice, work.root, "a", "2");
  smt_json_splice_set_member (work.splice, work.root, "b", "3");
  smt_json_splice_remove_member (work.splice, work.root, "a");
  smt_json_splice_remove_member (work.splice, work.root, "b");
  assert_result (&work, "{\"c\":3}");
}

static void
test_remove_then_set (void)
{
  g_auto (Work) work = begin ("{\"a\":1,\"c\":3}");

  smt_json_splice_remove_member (work.splice, work.root, "a");
  smt_json_splice_set_member (work.splice, work.root, "a", "2");
  assert_result (&work, "{\"a\":2,\"c\":3}");
}

/* Every subset of the members goes in turn; in both orders of telling. */
static void
test_remove_every_subset (void)
{
  const guint n_members = 5;

  for (guint subset = 0; subset < 1u << n_members; subset++)
    for (guint backwards = 0; backwards < 2; backwards++)
      {
        g_auto (Work) work = begin ("{\"0\":0,\"1\":1,\"2\":2,\"3\":3,\"4\":4}");
        g_autoptr (GString) expected = g_string_new ("{");

        for (guint i = 0; i < n_members; i++)
          {
            guint which = backwards ? n_members - 1 - i : i;
            char key[] = { (char)('0' + which), '\0' };

            if (subset & 1u << which)
              smt_json_splice_remove_member (work.splice, work.root, key);
          }
        for (guint i = 0; i < n_members; i++)
          if (!(subset & 1u << i))
            g_string_append_printf (expected, "%s\"%u\":%u", expected->len > 1 ? "," : "", i, i);
        g_string_append_c (expected, '}');
        assert_result (&work, expected->str);

        smt_json_splice_set_member (work.splice, work.root, "new", "9");
        g_string_truncate (expected, expected->len - 1);
        g_string_append_printf (expected, "%s\"new\":9}", expected->len > 1 ? "," : "");
        assert_result (&work, expected->str);
      }
}

static void
test_remove_keeps_space (void)
{
  static const char text[] = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}";

  for (guint i = 0; i < 3; i++)
    {
      static const char *const keys[] = { "a", "b", "c" };
      static const char *const left[] = { "{\n  \"b\": 2,\n  \"c\": 3\n}", "{\n  \"a\": 1,\n  \"c\": 3\n}",
                                          "{\n  \"a\": 1,\n  \"b\": 2\n}" };
      g_auto (Work) work = begin (text);

      smt_json_splice_remove_member (work.splice, work.root, keys[i]);
      assert_result (&work, left[i]);
    }
}

static void
test_remove_absent (void)
{
  g_auto (Work) work = begin ("{\"a\":1}");

  smt_json_splice_remove_member (work.splice, work.root, "b");
  smt_json_splice_remove_member (work.splice, work.root, "");
  assert_result (&work, "{\"a\":1}");
}

static void
test_remove_all_elements_and_append (void)
{
  g_auto (Work) work = begin ("[ 1 , 2 , 3 ]");

  for (guint i = 0; i < 3; i++)
    smt_json_splice_remove_element (work.splice, work.root, element (&work, i));
  assert_result (&work, "[  ]");
  smt_json_splice_append (work.splice, work.root, "4");
  smt_json_splice_append (work.splice, work.root, "5");
  assert_result (&work, "[ 4,5 ]");
}

static void
test_append (void)
{
  g_auto (Work) work = begin ("[[],[ ],[1],[ 1 ]]");

  for (guint i = 0; i < 4; i++)
    smt_json_splice_append (work.splice, element (&work, i), "2");
  smt_json_splice_append (work.splice, work.root, "3");
  assert_result (&work, "[[2],[2 ],[1,2],[ 1,2 ],3]");
}

static void
test_insert_after (void)
{
  g_auto (Work) work = begin ("[ 1 , 2 ]");

  smt_json_splice_insert_after (work.splice, work.root, element (&work, 1), "4");
  smt_json_splice_insert_after (work.splice, work.root, element (&work, 0), "1.1");
  smt_json_splice_insert_after (work.splice, work.root, element (&work, 0), "1.2");
  smt_json_splice_append (work.splice, work.root, "5");
  assert_result (&work, "[ 1,1.1,1.2 , 2,4,5 ]");
}

static void
test_insert_after_removed (void)
{
  for (guint i = 0; i < 3; i++)
    {
      static const char *const expected[] = { "[ 9,8 , 2 , 3 ]", "[ 1 , 9,8 , 3 ]", "[ 1 , 2 , 9,8 ]" };
      g_auto (Work) work = begin ("[ 1 , 2 , 3 ]");

      smt_json_splice_insert_after (work.splice, work.root, element (&work, i), "9");
      smt_json_splice_remove_element (work.splice, work.root, element (&work, i));
      smt_json_splice_insert_after (work.splice, work.root, element (&work, i), "8");
      assert_result (&work, expected[i]);
    }
}

static void
test_insert_after_replaced (void)
{
  g_auto (Work) work = begin ("[1,2]");

  smt_json_splice_replace (work.splice, element (&work, 0), "7");
  smt_json_splice_insert_after (work.splice, work.root, element (&work, 0), "8");
  assert_result (&work, "[7,8,2]");
}

static void
test_remove_around_insert (void)
{
  g_auto (Work) work = begin ("[1,2,3,4,5]");

  smt_json_splice_remove_element (work.splice, work.root, element (&work, 0));
  smt_json_splice_insert_after (work.splice, work.root, element (&work, 1), "9");
  smt_json_splice_remove_element (work.splice, work.root, element (&work, 2));
  smt_json_splice_remove_element (work.splice, work.root, element (&work, 4));
  assert_result (&work, "[2,9,4]");
}

static void
test_nested_edits (void)
{
  g_auto (Work) work = begin ("{\"entry\":[{\"id\":\"1\",\"x\":[]},{\"id\":\"2\"}],\"total\":2}");
  SmtJsonCursor entry = smt_json_member (work.root, "entry");
  SmtJsonCursor first = smt_json_element (entry, 0);

  smt_json_splice_append (work.splice, smt_json_member (first, "x"), "true");
  smt_json_splice_remove_member (work.splice, first, "id");
  smt_json_splice_remove_element (work.splice, entry, smt_json_element (entry, 1));
  smt_json_splice_append (work.splice, entry, "{\"id\":\"3\"}");
  smt_json_splice_replace (work.splice, smt_json_member (work.root, "total"), "3");
  assert_result (&work, "{\"entry\":[{\"x\":[true]},{\"id\":\"3\"}],\"total\":3}");
}

static void
test_overlaps (void)
{
  for (guint i = 0; i < 7; i++)
    {
      g_auto (Work) work = begin ("{\"a\":{\"b\":[1,{\"c\":2}]},\"z\":0}");
      SmtJsonCursor a = smt_json_member (work.root, "a");
      SmtJsonCursor b = smt_json_member (a, "b");
      SmtJsonCursor inner = smt_json_element (b, 1);

      if (i == 0)
        smt_json_splice_replace (work.splice, a, "1");
      else if (i == 1)
        smt_json_splice_remove_member (work.splice, work.root, "a");
      else if (i == 2)
        smt_json_splice_replace (work.splice, work.root, "1");
      else if (i == 3)
        smt_json_splice_remove_element (work.splice, b, inner);
      else if (i == 4)
        smt_json_splice_set_member (work.splice, a, "b", "[]");
      else
        smt_json_splice_replace (work.splice, b, "[]");

      if (i == 5)
        smt_json_splice_append (work.splice, b, "3");
      else if (i == 6)
        smt_json_splice_insert_after (work.splice, b, inner, "3");
      else
        smt_json_splice_set_member (work.splice, inner, "c", "3");
      assert_refused (&work, SMT_JSON_ERROR_EDIT);
    }
}

static void
test_bad_values (void)
{
  static const struct
  {
    const char *text;
    SmtJsonError code;
  } values[] = {
    { "", SMT_JSON_ERROR_SYNTAX },       { "1,2", SMT_JSON_ERROR_SYNTAX },
    { "01", SMT_JSON_ERROR_SYNTAX },     { "1,\"b\":2", SMT_JSON_ERROR_SYNTAX },
    { "\"\xff\"", SMT_JSON_ERROR_UTF8 }, { "{\"a\":1,\"a\":2}", SMT_JSON_ERROR_DUPLICATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        g_auto (Work) work = begin ("{\"a\":[1]}");
        SmtJsonCursor array = smt_json_member (work.root, "a");

        if (kind == 0)
          smt_json_splice_replace (work.splice, array, values[i].text);
        else if (kind == 1)
          smt_json_splice_set_member (work.splice, work.root, "n", values[i].text);
        else if (kind == 2)
          smt_json_splice_append (work.splice, array, values[i].text);
        else
          smt_json_splice_insert_after (work.splice, array, smt_json_element (array, 0), values[i].text);
        assert_refused (&work, values[i].code);
      }
}

static void
test_bad_places (void)
{
  g_autoptr (SmtJson) other = must_read ("{\"a\":[1]}");

  for (guint i = 0; i < 9; i++)
    {
      g_auto (Work) work = begin ("{\"a\":[1,[2]],\"b\":{}}");
      SmtJsonCursor array = smt_json_member (work.root, "a");
      SmtJsonCursor deeper = smt_json_element (smt_json_element (array, 1), 0);

      if (i == 0)
        smt_json_splice_replace (work.splice, smt_json_member (work.root, "absent"), "1");
      else if (i == 1)
        smt_json_splice_replace (work.splice, smt_json_root (other), "1");
      else if (i == 2)
        smt_json_splice_set_member (work.splice, array, "a", "1");
      else if (i == 3)
        smt_json_splice_append (work.splice, work.root, "1");
      else if (i == 4)
        smt_json_splice_remove_element (work.splice, array, deeper);
      else if (i == 5)
        smt_json_splice_insert_after (work.splice, array, SMT_JSON_NOWHERE, "1");
      else if (i == 6)
        smt_json_splice_remove_member (work.splice, SMT_JSON_NOWHERE, "a");
      else if (i == 7)
        smt_json_splice_set_member (work.splice, work.root, "\xff", "1");
      else
        smt_json_splice_remove_element (work.splice, array, array);
      assert_refused (&work, SMT_JSON_ERROR_EDIT);
    }
}

/* An edit that could not be taken up is not forgotten when good ones follow. */
static void
test_fault_is_remembered (void)
{
  g_auto (Work) work = begin ("{\"a\":1}");

  smt_json_splice_replace (work.splice, smt_json_member (work.root, "dose"), "2");
  smt_json_splice_set_member (work.splice, work.root, "a", "2");
  assert_refused (&work, SMT_JSON_ERROR_EDIT);
  assert_refused (&work, SMT_JSON_ERROR_EDIT);
}

static void
test_result_is_read_again (void)
{
  g_auto (Work) work = begin ("[]");
  g_autofree char *long_text = g_strnfill (SMT_JSON_MAX_BYTES / 2, 'x');
  g_autofree char *value = g_strdup_printf ("\"%s\"", long_text);

  smt_json_splice_append (work.splice, work.root, value);
  smt_json_splice_append (work.splice, work.root, value);
  assert_refused (&work, SMT_JSON_ERROR_LIMIT);
}

static void
test_result_depth (void)
{
  g_autofree char *open = g_strnfill (SMT_JSON_MAX_DEPTH, '[');
  g_autofree char *close = g_strnfill (SMT_JSON_MAX_DEPTH, ']');
  g_autofree char *value = g_strconcat (open, close, NULL);
  g_auto (Work) work = begin ("[]");

  smt_json_splice_append (work.splice, work.root, value);
  assert_refused (&work, SMT_JSON_ERROR_LIMIT);
}

static const char bundle[] = "{ \"entry\" : [ {\"resource\": {\"id\" : \"1\", \"dose\": 1.00} },\n"
                             " {\"resource\": {\"id\" : \"2\"} } ] , \"total\" : 2 }\n";

static SmtJsonCursor
resource (Work *work, guint index)
{
  return smt_json_member (smt_json_element (smt_json_member (work->root, "entry"), index), "resource");
}

static void
assert_part (Work *work, SmtJsonCursor part, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = smt_json_splice_apply_to (work->splice, part, &error);

  g_assert_no_error (error);
  assert_bytes (bytes, expected);
}

static void
test_apply_to (void)
{
  g_auto (Work) work = begin (bundle);

  smt_json_splice_set_member (work.splice, resource (&work, 0), "dose", "2.50");
  smt_json_splice_remove_member (work.splice, resource (&work, 0), "id");
  smt_json_splice_remove_member (work.splice, resource (&work, 1), "id");
  smt_json_splice_append (work.splice, smt_json_member (work.root, "entry"), "{}");
  smt_json_splice_replace (work.splice, smt_json_member (work.root, "total"), "3");

  assert_part (&work, resource (&work, 0), "{\"dose\": 2.50}");
  assert_part (&work, resource (&work, 1), "{}");
  assert_part (&work, smt_json_member (work.root, "total"), "3");
  assert_part (&work, work.root,
               "{ \"entry\" : [ {\"resource\": {\"dose\": 2.50} },\n"
               " {\"resource\": {} },{} ] , \"total\" : 3 }");
}

static void
test_apply_to_untouched (void)
{
  g_auto (Work) work = begin (bundle);

  smt_json_splice_set_member (work.splice, resource (&work, 1), "dose", "2.50");
  assert_part (&work, resource (&work, 0), "{\"id\" : \"1\", \"dose\": 1.00}");
}

/* What is put behind a part, or beside it, is not in it. */
static void
test_apply_to_element (void)
{
  g_auto (Work) work = begin ("[ [1] , [2] ]");

  smt_json_splice_insert_after (work.splice, work.root, element (&work, 0), "9");
  smt_json_splice_append (work.splice, element (&work, 0), "1.5");
  assert_part (&work, element (&work, 0), "[1,1.5]");
  assert_part (&work, element (&work, 1), "[2]");
}

static void
test_apply_to_replaced (void)
{
  g_auto (Work) work = begin (bundle);

  smt_json_splice_replace (work.splice, resource (&work, 0), "{\"id\":\"9\"}");
  assert_part (&work, resource (&work, 0), "{\"id\":\"9\"}");
}

static void
test_apply_to_removed (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_auto (Work) work = begin (bundle);
      SmtJsonCursor entry = smt_json_member (work.root, "entry");
      g_autoptr (GError) error = NULL;

      if (i == 0)
        smt_json_splice_remove_member (work.splice, smt_json_element (entry, 0), "resource");
      else if (i == 1)
        smt_json_splice_remove_element (work.splice, entry, smt_json_element (entry, 0));
      else
        smt_json_splice_replace (work.splice, entry, "[]");
      g_assert_null (smt_json_splice_apply_to (work.splice, resource (&work, 0), &error));
      g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_EDIT);
    }
}

static void
test_document_stays_untouched (void)
{
  g_auto (Work) work = begin (bundle);

  smt_json_splice_remove_member (work.splice, work.root, "entry");
  assert_result (&work, "{ \"total\" : 2 }\n");
  assert_bytes (smt_json_get_bytes (work.json), bundle);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-splice/no-edits", test_no_edits);
  g_test_add_func ("/json-splice/replace", test_replace);
  g_test_add_func ("/json-splice/replace-root", test_replace_root);
  g_test_add_func ("/json-splice/set/existing", test_set_existing);
  g_test_add_func ("/json-splice/set/new", test_set_new);
  g_test_add_func ("/json-splice/set/in-empty", test_set_in_empty);
  g_test_add_func ("/json-splice/set/twice", test_set_twice_last_holds);
  g_test_add_func ("/json-splice/set/then-remove", test_set_then_remove);
  g_test_add_func ("/json-splice/set/after-remove", test_remove_then_set);
  g_test_add_func ("/json-splice/remove/every-subset", test_remove_every_subset);
  g_test_add_func ("/json-splice/remove/space", test_remove_keeps_space);
  g_test_add_func ("/json-splice/remove/absent", test_remove_absent);
  g_test_add_func ("/json-splice/remove/all-elements", test_remove_all_elements_and_append);
  g_test_add_func ("/json-splice/append", test_append);
  g_test_add_func ("/json-splice/insert/after", test_insert_after);
  g_test_add_func ("/json-splice/insert/after-removed", test_insert_after_removed);
  g_test_add_func ("/json-splice/insert/after-replaced", test_insert_after_replaced);
  g_test_add_func ("/json-splice/insert/between-removed", test_remove_around_insert);
  g_test_add_func ("/json-splice/nested", test_nested_edits);
  g_test_add_func ("/json-splice/refused/overlaps", test_overlaps);
  g_test_add_func ("/json-splice/refused/values", test_bad_values);
  g_test_add_func ("/json-splice/refused/places", test_bad_places);
  g_test_add_func ("/json-splice/refused/remembered", test_fault_is_remembered);
  g_test_add_func ("/json-splice/result/size", test_result_is_read_again);
  g_test_add_func ("/json-splice/result/depth", test_result_depth);
  g_test_add_func ("/json-splice/part/edits", test_apply_to);
  g_test_add_func ("/json-splice/part/untouched", test_apply_to_untouched);
  g_test_add_func ("/json-splice/part/element", test_apply_to_element);
  g_test_add_func ("/json-splice/part/replaced", test_apply_to_replaced);
  g_test_add_func ("/json-splice/part/removed", test_apply_to_removed);
  g_test_add_func ("/json-splice/old-document", test_document_stays_untouched);

  return g_test_run ();
}
