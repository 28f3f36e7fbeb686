/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-test.h"

static const char sample[] = "{\n"
                             "  \"resourceType\": \"MedicationStatement\",\n"
                             "  \"d\\u006fse\": 100.10,\n"
                             "  \"active\": true,\n"
                             "  \"stopped\": false,\n"
                             "  \"note\": null,\n"
                             "  \"text\": \"a\\u00e5\\ud83d\\udc8a\\\"\\\\\\/\\b\\f\\n\\r\\t\",\n"
                             "  \"list\": [1, [2, 3], {\"x\": 4}, \"five\"],\n"
                             "  \"empty\": [],\n"
                             "  \"none\": {}\n"
                             "}\n";

static void
test_types (void)
{
  g_autoptr (SmtJson) json = must_read (sample);

  g_assert_cmpint (smt_json_type (smt_json_root (json)), ==, SMT_JSON_OBJECT);
  g_assert_cmpint (smt_json_type (root_member (json, "resourceType")), ==, SMT_JSON_STRING);
  g_assert_cmpint (smt_json_type (root_member (json, "dose")), ==, SMT_JSON_NUMBER);
  g_assert_cmpint (smt_json_type (root_member (json, "active")), ==, SMT_JSON_BOOLEAN);
  g_assert_cmpint (smt_json_type (root_member (json, "note")), ==, SMT_JSON_NULL);
  g_assert_cmpint (smt_json_type (root_member (json, "list")), ==, SMT_JSON_ARRAY);
  g_assert_cmpint (smt_json_type (root_member (json, "absent")), ==, SMT_JSON_NONE);
  g_assert_true (smt_json_exists (root_member (json, "note")));
  g_assert_false (smt_json_exists (root_member (json, "absent")));
}

static void
test_nowhere_answers_nothing (void)
{
  SmtJsonCursor nowhere = SMT_JSON_NOWHERE;
  SmtJsonCursor key, value;
  SmtJsonIter iter;
  SmtDecimal decimal = { 7, 1 };
  gboolean truth = 7;
  gsize start = 7, end = 7;

  g_assert_cmpint (smt_json_type (nowhere), ==, SMT_JSON_NONE);
  g_assert_false (smt_json_exists (smt_json_member (nowhere, "a")));
  g_assert_false (smt_json_exists (smt_json_element (nowhere, 0)));
  g_assert_cmpuint (smt_json_length (nowhere), ==, 0);
  g_assert_false (smt_json_string_equals (nowhere, ""));
  g_assert_null (smt_json_dup_string (nowhere));
  g_assert_null (smt_json_dup_bytes (nowhere));
  g_assert_false (smt_json_get_decimal (nowhere, &decimal));
  g_assert_cmpint (decimal.mantissa, ==, 7);
  g_assert_false (smt_json_get_boolean (nowhere, &truth));
  g_assert_cmpint (truth, ==, 7);
  smt_json_get_span (nowhere, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 0);
  smt_json_iter_init (&iter, nowhere);
  g_assert_false (smt_json_iter_next (&iter, &key, &value));
  g_assert_false (smt_json_exists (key));
  g_assert_false (smt_json_exists (value));
}

static void
test_wrong_type_answers_nothing (void)
{
  g_autoptr (SmtJson) json = must_read ("{\"s\":\"1\",\"n\":1,\"a\":[1],\"o\":{\"a\":1},\"t\":true}");
  SmtDecimal decimal;
  gboolean truth;

  g_assert_false (smt_json_get_decimal (root_member (json, "s"), &decimal));
  g_assert_null (smt_json_dup_string (root_member (json, "n")));
  g_assert_false (smt_json_string_equals (root_member (json, "n"), "1"));
  g_assert_false (smt_json_get_boolean (root_member (json, "n"), &truth));
  g_assert_false (smt_json_exists (smt_json_member (root_member (json, "a"), "a")));
  g_assert_false (smt_json_exists (smt_json_element (root_member (json, "o"), 0)));
  g_assert_false (smt_json_exists (smt_json_element (root_member (json, "t"), 0)));
  g_assert_cmpuint (smt_json_length (root_member (json, "s")), ==, 0);
  g_assert_false (smt_json_exists (smt_json_member (root_member (json, "t"), "t")));
}

static void
test_member_and_element (void)
{
  g_autoptr (SmtJson) json = must_read (sample);
  SmtJsonCursor list = root_member (json, "list");
  g_autofree char *nested = smt_json_dup_bytes (smt_json_element (smt_json_element (list, 1), 1));
  g_autofree char *inner = smt_json_dup_bytes (smt_json_member (smt_json_element (list, 2), "x"));

  g_assert_cmpstr (nested, ==, "3");
  g_assert_cmpstr (inner, ==, "4");
  g_assert_true (smt_json_string_equals (smt_json_element (list, 3), "five"));
  g_assert_false (smt_json_exists (smt_json_element (list, 4)));
  g_assert_false (smt_json_exists (smt_json_element (list, G_MAXUINT)));
  g_assert_false (smt_json_exists (smt_json_element (root_member (json, "empty"), 0)));
  g_assert_false (smt_json_exists (smt_json_member (root_member (json, "none"), "")));
  g_assert_false (smt_json_exists (root_member (json, "x")));
  g_assert_false (smt_json_exists (root_member (json, "resource")));
  g_assert_false (smt_json_exists (root_member (json, "resourceTypeX")));
}

static void
test_length (void)
{
  g_autoptr (SmtJson) json = must_read (sample);

  g_assert_cmpuint (smt_json_length (smt_json_root (json)), ==, 9);
  g_assert_cmpuint (smt_json_length (root_member (json, "list")), ==, 4);
  g_assert_cmpuint (smt_json_length (root_member (json, "empty")), ==, 0);
  g_assert_cmpuint (smt_json_length (root_member (json, "none")), ==, 0);
}

static void
test_iter_object (void)
{
  static const char *const keys[] = { "resourceType", "dose", "active", "stopped", "note",
                                      "text",         "list", "empty",  "none" };
  g_autoptr (SmtJson) json = must_read (sample);
  SmtJsonIter iter;
  SmtJsonCursor key, value;
  guint n_members = 0;

  smt_json_iter_init (&iter, smt_json_root (json));
  while (smt_json_iter_next (&iter, &key, &value))
    {
      g_assert_true (smt_json_string_equals (key, keys[n_members]));
      g_assert_true (smt_json_same (value, root_member (json, keys[n_members])));
      n_members++;
    }
  g_assert_cmpuint (n_members, ==, G_N_ELEMENTS (keys));
  g_assert_false (smt_json_iter_next (&iter, NULL, NULL));
}

static void
test_iter_array (void)
{
  g_autoptr (SmtJson) json = must_read ("[[1],{\"a\":2},3]");
  SmtJsonIter iter;
  SmtJsonCursor key, value;
  guint n_elements = 0;

  smt_json_iter_init (&iter, smt_json_root (json));
  while (smt_json_iter_next (&iter, &key, &value))
    {
      g_assert_false (smt_json_exists (key));
      g_assert_true (smt_json_same (value, smt_json_element (smt_json_root (json), n_elements++)));
    }
  g_assert_cmpuint (n_elements, ==, 3);
}

static void
test_iter_scalar (void)
{
  g_autoptr (SmtJson) json = must_read ("\"text\"");
  SmtJsonIter iter;

  smt_json_iter_init (&iter, smt_json_root (json));
  g_assert_false (smt_json_iter_next (&iter, NULL, NULL));
}

static void
test_same (void)
{
  g_autoptr (SmtJson) json = must_read ("[1,1]");
  g_autoptr (SmtJson) other = must_read ("[1,1]");
  SmtJsonCursor first = smt_json_element (smt_json_root (json), 0);

  g_assert_true (smt_json_same (first, smt_json_element (smt_json_root (json), 0)));
  g_assert_false (smt_json_same (first, smt_json_element (smt_json_root (json), 1)));
  g_assert_false (smt_json_same (first, smt_json_element (smt_json_root (other), 0)));
  g_assert_false (smt_json_same (SMT_JSON_NOWHERE, SMT_JSON_NOWHERE));
}

static void
test_unescape (void)
{
  g_autoptr (SmtJson) json = must_read (sample);
  g_autofree char *text = smt_json_dup_string (root_member (json, "text"));
  g_autofree char *plain = smt_json_dup_string (root_member (json, "resourceType"));

  g_assert_cmpstr (text, ==, "aå💊\"\\/\b\f\n\r\t");
  g_assert_true (smt_json_string_equals (root_member (json, "text"), text));
  g_assert_cmpstr (plain, ==, "MedicationStatement");
}

static void
test_unescape_every_unit (void)
{
  for (guint unit = 1; unit <= 0xFFFF; unit++)
    {
      g_autofree char *text = g_strdup_printf ("[\"a\\u%04Xb\"]", unit);
      char expected[16] = "a";
      g_autoptr (SmtJson) json = NULL;
      g_autofree char *unescaped = NULL;

      if (unit >= 0xD800 && unit <= 0xDFFF)
        continue;
      g_strlcat (expected + 1 + g_unichar_to_utf8 (unit, expected + 1), "b", 4);
      json = must_read (text);
      unescaped = smt_json_dup_string (smt_json_element (smt_json_root (json), 0));
      g_assert_cmpstr (unescaped, ==, expected);
      g_assert_true (smt_json_string_equals (smt_json_element (smt_json_root (json), 0), expected));
    }
}

static void
test_unescape_pairs (void)
{
  for (gunichar c = 0x10000; c <= 0x10FFFF; c += 257)
    {
      guint offset = c - 0x10000;
      g_autofree char *text =
          g_strdup_printf ("\"\\u%04x\\u%04X\"", 0xD800 + (offset >> 10), 0xDC00 + (offset & 0x3FF));
      g_autoptr (SmtJson) json = must_read (text);
      g_autofree char *unescaped = smt_json_dup_string (smt_json_root (json));

      g_assert_cmpuint (g_utf8_get_char (unescaped), ==, c);
      g_assert_cmpint (g_utf8_strlen (unescaped, -1), ==, 1);
    }
}

static void
test_string_equals (void)
{
  g_autoptr (SmtJson) json = must_read ("[\"abc\",\"a\\u0062c\",\"\",\"å\"]");
  SmtJsonCursor plain = smt_json_element (smt_json_root (json), 0);
  SmtJsonCursor escaped = smt_json_element (smt_json_root (json), 1);
  SmtJsonCursor empty = smt_json_element (smt_json_root (json), 2);

  for (guint i = 0; i < 2; i++)
    {
      SmtJsonCursor string = i == 0 ? plain : escaped;

      g_assert_true (smt_json_string_equals (string, "abc"));
      g_assert_false (smt_json_string_equals (string, "ab"));
      g_assert_false (smt_json_string_equals (string, "abcd"));
      g_assert_false (smt_json_string_equals (string, "abd"));
      g_assert_false (smt_json_string_equals (string, ""));
      g_assert_false (smt_json_string_equals (string, NULL));
    }
  g_assert_true (smt_json_string_equals (empty, ""));
  g_assert_false (smt_json_string_equals (empty, "a"));
  g_assert_true (smt_json_string_equals (smt_json_element (smt_json_root (json), 3), "å"));
}

static void
test_key_lookup_unescapes (void)
{
  g_autoptr (SmtJson) json = must_read ("{\"b\\u00e5t\":1,\"\\\"\":2,\"\":3}");
  g_autofree char *boat = smt_json_dup_bytes (root_member (json, "båt"));
  g_autofree char *quote = smt_json_dup_bytes (root_member (json, "\""));
  g_autofree char *empty = smt_json_dup_bytes (root_member (json, ""));

  g_assert_cmpstr (boat, ==, "1");
  g_assert_cmpstr (quote, ==, "2");
  g_assert_cmpstr (empty, ==, "3");
}

/* What json-glib 1.6.6 makes of these: 100.09999999999999, a negative number, infinity. */
static void
test_numbers_keep_their_lexeme (void)
{
  static const char *const lexemes[] = { "100.10", "12345678901234567890", "1e400", "0.1",     "2.50",
                                         "-0",     "9223372036854775808",  "1E+2",  "0.000000" };

  for (guint i = 0; i < G_N_ELEMENTS (lexemes); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"value\": %s }", lexemes[i]);
      g_autoptr (SmtJson) json = must_read (text);
      g_autofree char *kept = smt_json_dup_bytes (root_member (json, "value"));

      g_assert_cmpstr (kept, ==, lexemes[i]);
    }
}

static void
test_get_decimal (void)
{
  g_autoptr (SmtJson) json = must_read ("[100.10,-2.5e1,12345678901234567890,1e400,0]");
  SmtDecimal value = SMT_DECIMAL_ZERO;

  g_assert_true (smt_json_get_decimal (smt_json_element (smt_json_root (json), 0), &value));
  g_assert_cmpint (value.mantissa, ==, 10010);
  g_assert_cmpuint (value.scale, ==, 2);
  g_assert_true (smt_json_get_decimal (smt_json_element (smt_json_root (json), 1), &value));
  g_assert_true (smt_decimal_equal (value, SMT_DECIMAL_INT (-25)));
  g_assert_false (smt_json_get_decimal (smt_json_element (smt_json_root (json), 2), &value));
  g_assert_false (smt_json_get_decimal (smt_json_element (smt_json_root (json), 3), &value));
  g_assert_true (smt_decimal_equal (value, SMT_DECIMAL_INT (-25)));
  g_assert_true (smt_json_get_decimal (smt_json_element (smt_json_root (json), 4), &value));
  g_assert_true (smt_decimal_equal (value, SMT_DECIMAL_ZERO));
}

static void
test_get_boolean (void)
{
  g_autoptr (SmtJson) json = must_read (sample);
  gboolean truth = FALSE;

  g_assert_true (smt_json_get_boolean (root_member (json, "active"), &truth));
  g_assert_true (truth);
  g_assert_true (smt_json_get_boolean (root_member (json, "stopped"), &truth));
  g_assert_false (truth);
  g_assert_false (smt_json_get_boolean (root_member (json, "note"), &truth));
}

static void
test_span (void)
{
  g_autoptr (SmtJson) json = must_read (" { \"a\" : [ 1 , \"x\" ] } ");
  gsize start, end;

  smt_json_get_span (smt_json_root (json), &start, &end);
  g_assert_cmpuint (start, ==, 1);
  g_assert_cmpuint (end, ==, 22);
  smt_json_get_span (root_member (json, "a"), &start, &end);
  g_assert_cmpuint (start, ==, 9);
  g_assert_cmpuint (end, ==, 20);
  smt_json_get_span (smt_json_element (root_member (json, "a"), 1), &start, NULL);
  g_assert_cmpuint (start, ==, 15);
  smt_json_get_span (smt_json_element (root_member (json, "a"), 1), NULL, &end);
  g_assert_cmpuint (end, ==, 18);
}

static void
test_bytes_are_the_very_bytes (void)
{
  g_autoptr (GBytes) bytes = bytes_of (sample);
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);

  g_assert_true (smt_json_get_bytes (json) == bytes);
}

static void
test_ref (void)
{
  SmtJson *json = must_read ("[1]");
  SmtJson *again = smt_json_ref (json);
  g_autofree char *text = NULL;

  g_assert_true (json == again);
  smt_json_unref (json);
  text = smt_json_dup_bytes (smt_json_root (again));
  g_assert_cmpstr (text, ==, "[1]");
  smt_json_unref (again);
}

static void
assert_fault (const char *text, SmtJsonError code, gsize offset, guint line, guint column)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;
  SmtJsonPlace place = { 0 };

  g_assert_null (smt_json_read_placed (bytes, &place, &error));
  g_assert_error (error, SMT_JSON_ERROR, (gint)code);
  g_assert_cmpuint (place.offset, ==, offset);
  g_assert_cmpuint (place.line, ==, line);
  g_assert_cmpuint (place.column, ==, column);
}

static void
test_error_place (void)
{
  assert_fault ("", SMT_JSON_ERROR_SYNTAX, 0, 1, 1);
  assert_fault ("x", SMT_JSON_ERROR_SYNTAX, 0, 1, 1);
  assert_fault ("[1,\n 2,\n 03]", SMT_JSON_ERROR_SYNTAX, 10, 3, 3);
  assert_fault ("{\"a\":1,\r\n\"a\":2}", SMT_JSON_ERROR_DUPLICATE, 9, 2, 1);
  assert_fault ("[\"å\", \"\xff\"]", SMT_JSON_ERROR_UTF8, 8, 1, 9);
  assert_fault ("[\n\n", SMT_JSON_ERROR_SYNTAX, 3, 3, 1);
  assert_fault ("\n\n x", SMT_JSON_ERROR_SYNTAX, 3, 3, 2);
}

/* A log may take the message: it must not hold what the document holds. */
static void
test_error_message_tells_nothing (void)
{
  g_autoptr (GBytes) bytes = bytes_of ("{\"name\":\"Kari\",\"name\":\"Nordmann\"} x");
  g_autoptr (GError) error = NULL;

  g_assert_null (smt_json_read (bytes, &error));
  g_assert_null (strstr (error->message, "ame"));
  g_assert_null (strstr (error->message, "Kari"));
  g_assert_nonnull (strstr (error->message, "byte 15"));
}

static GBytes *
nested (guint depth, const char *open, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);

  return g_string_free_to_bytes (text);
}

static void
test_depth (void)
{
  static const struct
  {
    const char *open;
    const char *close;
    guint levels;
  } kinds[] = { { "[", "]", 1 }, { "{\"a\":", "}", 1 }, { "[{\"a\":", "}]", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint most = SMT_JSON_MAX_DEPTH / kinds[i].levels;
      g_autoptr (GBytes) inner = nested (most, kinds[i].open, "");
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (inner, NULL), (gssize)g_bytes_get_size (inner));

      if (i > 0)
        g_string_append (text, "0");
      for (guint level = 0; level < most; level++)
        g_string_append (text, kinds[i].close);
      g_assert_true (is_read (text->str, text->len));

      g_string_prepend (text, kinds[i].open);
      g_string_append (text, kinds[i].close);
      g_assert_false (is_read (text->str, text->len));
    }
}

/* json-glib dies of 75 000 brackets on an 8 MB stack. */
static void
test_million_brackets (void)
{
  static const char *const openers[] = { "[", "{\"a\":", "[{\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    {
      g_autoptr (GBytes) bytes = nested (1000000, openers[i], "");
      g_autoptr (GError) error = NULL;
      SmtJsonPlace place;

      g_assert_null (smt_json_read_placed (bytes, &place, &error));
      g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_LIMIT);
      g_assert_cmpuint (place.offset, <, 64 * 8);
    }
}

static GBytes *
spaces_around_zero (gsize size)
{
  char *text = g_malloc (size);

  memset (text, ' ', size);
  text[size - 1] = '0';
  return g_bytes_new_take (text, size);
}

static void
test_size (void)
{
  g_autoptr (GBytes) most = spaces_around_zero (SMT_JSON_MAX_BYTES);
  g_autoptr (GBytes) more = spaces_around_zero (SMT_JSON_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtJson) json = smt_json_read (most, &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  g_assert_null (smt_json_read (more, &error));
  g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_LIMIT);
}

/* The densest documents: as many values as 8 MB can hold. */
static void
test_most_values (void)
{
  g_autoptr (GString) text = g_string_sized_new (SMT_JSON_MAX_BYTES);
  g_autoptr (SmtJson) json = NULL;
  guint n_values = SMT_JSON_MAX_BYTES / 2 - 1;

  g_string_append (text, "[1");
  for (guint i = 1; i < n_values; i++)
    g_string_append (text, ",1");
  g_string_append (text, "]");

  json = must_read (text->str);
  g_assert_cmpuint (smt_json_length (smt_json_root (json)), ==, n_values);
}

static void
append_member (GString *text, const char *prefix, guint number)
{
  g_string_append_printf (text, "%c\"%s%x\":1", text->len == 0 ? '{' : ',', prefix, number);
}

/* Both ways of looking for duplicates: few keys are compared, many are sorted. */
static void
test_duplicates_among_many (void)
{
  for (guint n_keys = 1; n_keys <= 100; n_keys++)
    for (guint twice = 0; twice < n_keys; twice += 1 + n_keys / 7)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GError) error = NULL;
        SmtJsonPlace place;
        gsize offset;

        for (guint i = 0; i < n_keys; i++)
          append_member (text, "key", i);
        g_string_append_c (text, '}');
        g_assert_true (is_read (text->str, text->len));

        g_string_truncate (text, text->len - 1);
        offset = text->len + 1;
        append_member (text, twice % 2 ? "key" : "k\\u0065y", twice);
        append_member (text, "key", twice);
        g_string_append_c (text, '}');
        bytes = g_bytes_new (text->str, text->len);
        g_assert_null (smt_json_read_placed (bytes, &place, &error));
        g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_DUPLICATE);
        g_assert_cmpuint (place.offset, ==, offset);
      }
}

/* Same length, same first and last eight bytes: whoever writes such keys must not make the reader slow or blind. */
static void
test_duplicates_among_alike (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint n_keys = 200000;

  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (text, "%c\"abcdefgh%08xabcdefgh\":1", text->len == 0 ? '{' : ',', i * 2654435761u);
  g_string_append_c (text, '}');
  g_assert_true (is_read (text->str, text->len));

  g_string_truncate (text, text->len - 1);
  g_string_append_printf (text, ",\"abcdefgh%08xabcdefgh\":1}", 777 * 2654435761u);
  g_assert_false (is_read (text->str, text->len));
}

static void
test_million_keys (void)
{
  g_autoptr (GString) text = g_string_sized_new (SMT_JSON_MAX_BYTES);
  guint number = 0;

  while (text->len < SMT_JSON_MAX_BYTES - 64)
    append_member (text, "", number++);
  g_string_append_c (text, '}');
  g_assert_true (is_read (text->str, text->len));
  g_assert_cmpuint (number, >, 700000);

  g_string_truncate (text, text->len - 1);
  append_member (text, "", 4711);
  g_string_append_c (text, '}');
  g_assert_false (is_read (text->str, text->len));
}

static void
test_reader (void)
{
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();
  g_autoptr (GBytes) first = bytes_of (sample);
  g_autoptr (GBytes) bad = bytes_of ("{\"a\":[1,2,3,}");
  g_autoptr (GBytes) second = bytes_of ("{\"a\":2}");
  g_autoptr (GError) error = NULL;
  SmtJsonPlace place = { 0 };
  const SmtJson *json = smt_json_reader_read (reader, first, NULL, NULL);
  g_autofree char *dose = smt_json_dup_bytes (smt_json_member (smt_json_root (json), "dose"));
  g_autofree char *a = NULL;

  g_assert_cmpstr (dose, ==, "100.10");
  g_assert_null (smt_json_reader_read (reader, bad, &place, &error));
  g_assert_error (error, SMT_JSON_ERROR, SMT_JSON_ERROR_SYNTAX);
  g_assert_cmpuint (place.offset, ==, 12);
  json = smt_json_reader_read (reader, second, NULL, NULL);
  g_assert_cmpuint (smt_json_length (smt_json_root (json)), ==, 1);
  a = smt_json_dup_bytes (smt_json_member (smt_json_root (json), "a"));
  g_assert_cmpstr (a, ==, "2");
  g_assert_true (smt_json_get_bytes (json) == second);
}

/*
 * The linker turns every allocation of the room under test into one of these (see meson.build), so that a passing one,
 * freed again at once, is counted as well.
 */
static guint n_allocations;

gpointer __real_g_malloc (gsize n_bytes);
gpointer __real_g_malloc0 (gsize n_bytes);
gpointer __real_g_malloc_n (gsize n_blocks, gsize block_size);
gpointer __real_g_realloc (gpointer block, gsize n_bytes);
gpointer __real_g_realloc_n (gpointer block, gsize n_blocks, gsize block_size);
gpointer __wrap_g_malloc (gsize n_bytes);
gpointer __wrap_g_malloc0 (gsize n_bytes);
gpointer __wrap_g_malloc_n (gsize n_blocks, gsize block_size);
gpointer __wrap_g_realloc (gpointer block, gsize n_bytes);
gpointer __wrap_g_realloc_n (gpointer block, gsize n_blocks, gsize block_size);

gpointer
__wrap_g_malloc (gsize n_bytes)
{
  n_allocations++;
  return __real_g_malloc (n_bytes);
}

gpointer
__wrap_g_malloc0 (gsize n_bytes)
{
  n_allocations++;
  return __real_g_malloc0 (n_bytes);
}

gpointer
__wrap_g_malloc_n (gsize n_blocks, gsize block_size)
{
  n_allocations++;
  return __real_g_malloc_n (n_blocks, block_size);
}

gpointer
__wrap_g_realloc (gpointer block, gsize n_bytes)
{
  n_allocations++;
  return __real_g_realloc (block, n_bytes);
}

gpointer
__wrap_g_realloc_n (gpointer block, gsize n_blocks, gsize block_size)
{
  n_allocations++;
  return __real_g_realloc_n (block, n_blocks, block_size);
}

static void
test_reader_allocates_nothing_once_warm (void)
{
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();
  g_autoptr (GBytes) bytes = bytes_of (sample);
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GBytes) large = NULL;

  for (guint i = 0; i < 1000; i++)
    append_member (many, "k\\u0065y", i);
  g_string_append_c (many, '}');
  large = g_bytes_new (many->str, many->len);

  n_allocations = 0;
  g_assert_nonnull (smt_json_reader_read (reader, large, NULL, NULL));
  g_assert_cmpuint (n_allocations, >, 0);

  n_allocations = 0;
  g_assert_nonnull (smt_json_reader_read (reader, bytes, NULL, NULL));
  g_assert_nonnull (smt_json_reader_read (reader, large, NULL, NULL));
  g_assert_cmpuint (n_allocations, ==, 0);
}

static gpointer
read_in_thread (gpointer data)
{
  SmtJson *json = data;
  guint n_found = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (SmtJson) held = smt_json_ref (json);

      n_found += smt_json_string_equals (root_member (held, "resourceType"), "MedicationStatement");
    }

  return GUINT_TO_POINTER (n_found);
}

static void
test_threads (void)
{
  g_autoptr (SmtJson) json = must_read (sample);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_in_thread, json);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/types", test_types);
  g_test_add_func ("/json/nowhere", test_nowhere_answers_nothing);
  g_test_add_func ("/json/wrong-type", test_wrong_type_answers_nothing);
  g_test_add_func ("/json/member-and-element", test_member_and_element);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/iter/object", test_iter_object);
  g_test_add_func ("/json/iter/array", test_iter_array);
  g_test_add_func ("/json/iter/scalar", test_iter_scalar);
  g_test_add_func ("/json/same", test_same);
  g_test_add_func ("/json/unescape/sample", test_unescape);
  g_test_add_func ("/json/unescape/every-unit", test_unescape_every_unit);
  g_test_add_func ("/json/unescape/pairs", test_unescape_pairs);
  g_test_add_func ("/json/string-equals", test_string_equals);
  g_test_add_func ("/json/key-lookup", test_key_lookup_unescapes);
  g_test_add_func ("/json/lexemes", test_numbers_keep_their_lexeme);
  g_test_add_func ("/json/decimal", test_get_decimal);
  g_test_add_func ("/json/boolean", test_get_boolean);
  g_test_add_func ("/json/span", test_span);
  g_test_add_func ("/json/bytes", test_bytes_are_the_very_bytes);
  g_test_add_func ("/json/ref", test_ref);
  g_test_add_func ("/json/error/place", test_error_place);
  g_test_add_func ("/json/error/message", test_error_message_tells_nothing);
  g_test_add_func ("/json/limit/depth", test_depth);
  g_test_add_func ("/json/limit/million-brackets", test_million_brackets);
  g_test_add_func ("/json/limit/size", test_size);
  g_test_add_func ("/json/limit/most-values", test_most_values);
  g_test_add_func ("/json/duplicates/many", test_duplicates_among_many);
  g_test_add_func ("/json/duplicates/alike", test_duplicates_among_alike);
  g_test_add_func ("/json/duplicates/million", test_million_keys);
  g_test_add_func ("/json/reader/reuse", test_reader);
  g_test_add_func ("/json/reader/warm", test_reader_allocates_nothing_once_warm);
  g_test_add_func ("/json/threads", test_threads);

  return g_test_run ();
}
