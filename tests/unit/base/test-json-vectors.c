/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which documents are read and which are refused: RFC 8259, and what goes beyond it (smt_json_read()).
 * One test a vector, so that the report names the one that fails.
 */
#include "json-test.h"

/* clang-format off */
#define READ (-1)

typedef struct
{
  const char *label;
  const char *text;
  gsize length;
  int code; /* READ, or the error */
  gssize offset; /* where the error lies; -1 leaves it open */
} Vector;

#define ACCEPT(label, text) { label, text, sizeof (text) - 1, READ, -1 }
#define REFUSE(label, text, offset) { label, text, sizeof (text) - 1, SMT_JSON_ERROR_SYNTAX, offset }
#define BAD_UTF8(label, text, offset) { label, text, sizeof (text) - 1, SMT_JSON_ERROR_UTF8, offset }
#define TWICE(label, text, offset) { label, text, sizeof (text) - 1, SMT_JSON_ERROR_DUPLICATE, offset }

static const Vector vectors[] = {
  /* values alone */
  ACCEPT ("lonely-null", "null"),
  ACCEPT ("lonely-true", "true"),
  ACCEPT ("lonely-false", "false"),
  ACCEPT ("lonely-zero", "0"),
  ACCEPT ("lonely-negative", "-1"),
  ACCEPT ("lonely-string", "\"a\""),
  ACCEPT ("lonely-empty-string", "\"\""),
  ACCEPT ("lonely-array", "[]"),
  ACCEPT ("lonely-object", "{}"),
  REFUSE ("empty", "", 0),
  REFUSE ("space-only", " \n\t\r", 4),
  REFUSE ("bare-word", "a", 0),
  REFUSE ("nul-byte", "\0", 0),
  REFUSE ("nul-after", "1\0", 1),
  REFUSE ("nul-in-array", "[\0]", 1),
  REFUSE ("capital-true", "True", 0),
  REFUSE ("capital-null", "NULL", 0),
  REFUSE ("cut-true", "tru", 0),
  REFUSE ("cut-false", "[fals]", 1),
  REFUSE ("cut-null", "nul", 0),
  REFUSE ("long-true", "truee", 4),
  REFUSE ("undefined", "undefined", 0),
  REFUSE ("nan", "NaN", 0),
  REFUSE ("infinity", "[Infinity]", 1),
  REFUSE ("minus-infinity", "[-Infinity]", 2),

  /* white space: four bytes, no more */
  ACCEPT ("space-around", " \t\r\n1 \t\r\n"),
  ACCEPT ("space-everywhere", " { \"a\" : [ 1 , 2 ] , \"b\" : { } } "),
  ACCEPT ("space-in-empty", "[ \n ]"),
  ACCEPT ("pretty", "{\n  \"a\": [\n    1\n  ]\n}\n"),
  REFUSE ("form-feed", "[\f]", 1),
  REFUSE ("vertical-tab", "[\v]", 1),
  REFUSE ("delete", "[\x7f]", 1),
  REFUSE ("no-break-space", "[\xc2\xa0]", 1),
  REFUSE ("line-separator", "[\xe2\x80\xa8]", 1),
  REFUSE ("byte-order-mark", "\xef\xbb\xbf{}", 0),
  REFUSE ("byte-order-mark-only", "\xef\xbb\xbf", 0),
  REFUSE ("utf16", "{\0\"\0a\0", 1),
  REFUSE ("word-joiner", "[\xe2\x81\xa0]", 1),

  /* one document */
  REFUSE ("two-objects", "{} {}", 3),
  REFUSE ("two-arrays", "[][]", 2),
  REFUSE ("two-numbers", "1 2", 2),
  REFUSE ("comma-after", "{},", 2),
  REFUSE ("bracket-after", "[]]", 2),
  REFUSE ("brace-after", "{}}", 2),
  REFUSE ("hash-after", "{}#", 2),
  REFUSE ("word-after", "[] x", 3),
  REFUSE ("ndjson-as-one", "{\"a\":1}\n{\"a\":2}", 8),

  /* arrays */
  ACCEPT ("array-one", "[1]"),
  ACCEPT ("array-mixed", "[null,1,\"1\",{},[],true,false]"),
  ACCEPT ("array-nested", "[[[[]]],[[]],[]]"),
  ACCEPT ("array-empty-string", "[\"\"]"),
  REFUSE ("array-open", "[", 1),
  REFUSE ("array-open-value", "[1", 2),
  REFUSE ("array-open-comma", "[1,", 3),
  REFUSE ("array-open-string", "[\"a", 3),
  REFUSE ("array-trailing-comma", "[1,]", 3),
  REFUSE ("array-leading-comma", "[,1]", 1),
  REFUSE ("array-double-comma", "[1,,2]", 3),
  REFUSE ("array-just-comma", "[,]", 1),
  REFUSE ("array-no-comma", "[1 2]", 3),
  REFUSE ("array-no-comma-strings", "[\"a\" \"b\"]", 5),
  REFUSE ("array-inner-no-comma", "[3[4]]", 2),
  REFUSE ("array-colon", "[\"a\":1]", 4),
  REFUSE ("array-semicolon", "[1;2]", 2),
  REFUSE ("array-wrong-closer", "[1}", 2),
  REFUSE ("array-star", "[*]", 1),
  REFUSE ("array-unopened", "1]", 1),
  REFUSE ("array-closer-first", "]", 0),
  REFUSE ("array-member", "[{\"a\":1]", 7),

  /* objects */
  ACCEPT ("object-one", "{\"a\":1}"),
  ACCEPT ("object-empty-key", "{\"\":0}"),
  ACCEPT ("object-order", "{\"b\":1,\"a\":2}"),
  ACCEPT ("object-nested", "{\"a\":{\"a\":{\"a\":{}}}}"),
  ACCEPT ("object-key-case", "{\"dose\":1,\"Dose\":2}"),
  ACCEPT ("object-key-space", "{\"a\":1,\"a \":2,\" a\":3}"),
  ACCEPT ("object-key-unnormalized", "{\"\xc3\xa5\":1,\"a\xcc\x8a\":2}"),
  ACCEPT ("object-key-escape", "{\"\\n\":1,\"n\":2}"),
  ACCEPT ("object-key-not-cut", "{\"a\":1,\"aa\":2,\"aaa\":3}"),
  REFUSE ("object-open", "{", 1),
  REFUSE ("object-open-key", "{\"a\"", 4),
  REFUSE ("object-open-colon", "{\"a\":", 5),
  REFUSE ("object-open-value", "{\"a\":1", 6),
  REFUSE ("object-open-comma", "{\"a\":1,", 7),
  REFUSE ("object-trailing-comma", "{\"a\":1,}", 7),
  REFUSE ("object-leading-comma", "{,\"a\":1}", 1),
  REFUSE ("object-double-comma", "{\"a\":1,,\"b\":2}", 7),
  REFUSE ("object-no-colon", "{\"a\" 1}", 5),
  REFUSE ("object-double-colon", "{\"a\"::1}", 5),
  REFUSE ("object-equals", "{\"a\"=1}", 4),
  REFUSE ("object-no-value", "{\"a\":}", 5),
  REFUSE ("object-no-key", "{:1}", 1),
  REFUSE ("object-bare-key", "{a:1}", 1),
  REFUSE ("object-number-key", "{1:1}", 1),
  REFUSE ("object-null-key", "{null:1}", 1),
  REFUSE ("object-array-key", "{[]:1}", 1),
  REFUSE ("object-single-quotes", "{'a':1}", 1),
  REFUSE ("object-single-quoted-value", "{\"a\":'b'}", 5),
  REFUSE ("object-comma-for-colon", "{\"a\",1}", 4),
  REFUSE ("object-wrong-closer", "{\"a\":1]", 6),
  REFUSE ("object-no-comma", "{\"a\":1 \"b\":2}", 7),
  REFUSE ("object-two-values", "{\"a\":1 2}", 7),
  REFUSE ("object-key-only", "{\"a\"}", 4),
  REFUSE ("object-assignment", "var x = {\"a\":1};", 0),
  REFUSE ("object-line-comment", "{} // no", 3),
  REFUSE ("object-block-comment", "{/* no */}", 1),
  REFUSE ("object-comment-before", "/* no */{}", 0),
  REFUSE ("object-hash-comment", "# no\n{}", 0),

  /* keys that come twice */
  TWICE ("twice-plain", "{\"dose\":1,\"dose\":2}", 10),
  TWICE ("twice-same-value", "{\"a\":1,\"a\":1}", 7),
  TWICE ("twice-empty", "{\"\":1,\"\":2}", 6),
  TWICE ("twice-escaped", "{\"dose\":1,\"d\\u006fse\":2}", 10),
  TWICE ("twice-escaped-first", "{\"d\\u006fse\":1,\"dose\":2}", 15),
  TWICE ("twice-escaped-differently", "{\"\\u002f\":1,\"\\/\":2}", 12),
  TWICE ("twice-escape-case", "{\"\\u00e5\":1,\"\\u00E5\":2}", 12),
  TWICE ("twice-escaped-utf8", "{\"\xc3\xa5\":1,\"\\u00e5\":2}", 8),
  TWICE ("twice-pair", "{\"\xf0\x9f\x92\x8a\":1,\"\\ud83d\\udc8a\":2}", 10),
  TWICE ("twice-long", "{\"a-key-of-more-than-eight-bytes\":1,\"a-key-of-more-than-eight-bytes\":2}", 36),
  TWICE ("twice-long-escaped", "{\"medicationReference\":1,\"medic\\u0061tionReference\":2}", 25),
  TWICE ("twice-apart", "{\"a\":1,\"b\":2,\"c\":3,\"a\":4}", 19),
  TWICE ("twice-after-nested", "{\"a\":{\"a\":1},\"a\":2}", 13),
  TWICE ("twice-inner", "{\"x\":[{\"a\":1,\"a\":2}]}", 13),
  ACCEPT ("twice-in-different-objects", "[{\"a\":1},{\"a\":2},{\"b\":{\"a\":3}}]"),
  ACCEPT ("twice-parent-and-child", "{\"a\":{\"a\":{\"a\":1}}}"),
  ACCEPT ("alike-long", "{\"12345678-12345678\":1,\"12345678x12345678\":2}"),
  ACCEPT ("alike-escaped", "{\"\\\\u0061\":1,\"a\":2}"),

  /* numbers */
  ACCEPT ("number-minus-zero", "[-0]"),
  ACCEPT ("number-minus-zero-fraction", "[-0.0]"),
  ACCEPT ("number-fraction", "[100.10]"),
  ACCEPT ("number-exponent", "[1e5,1E5,1e+5,1e-5,1.5e05]"),
  ACCEPT ("number-zero-exponent", "[0e0,0E+1,0.0e-0]"),
  ACCEPT ("number-twenty-digits", "[12345678901234567890]"),
  ACCEPT ("number-beyond-int64", "[9223372036854775808]"),
  ACCEPT ("number-huge-exponent", "[1e400,-1e-400]"),
  ACCEPT ("number-many-digits", "[3.141592653589793238462643383279502884197169399375105820974944592307816406286]"),
  REFUSE ("number-octal", "010", 1),
  REFUSE ("number-octal-dose", "{\"dose\":012}", 9),
  REFUSE ("number-patient-id", "[01817012345]", 2),
  REFUSE ("number-double-zero", "[00]", 2),
  REFUSE ("number-minus-octal", "[-01]", 3),
  REFUSE ("number-zero-fraction-octal", "[00.1]", 2),
  REFUSE ("number-hex", "[0x1F]", 2),
  REFUSE ("number-binary", "[0b11]", 2),
  REFUSE ("number-plus", "[+1]", 1),
  REFUSE ("number-plus-plus", "[++1]", 1),
  REFUSE ("number-minus-minus", "[--1]", 2),
  REFUSE ("number-minus", "[-]", 2),
  REFUSE ("number-minus-end", "-", 1),
  REFUSE ("number-minus-space", "[- 1]", 2),
  REFUSE ("number-point-first", "[.5]", 1),
  REFUSE ("number-point-last", "[1.]", 3),
  REFUSE ("number-point-end", "1.", 2),
  REFUSE ("number-minus-point", "[-.5]", 2),
  REFUSE ("number-two-points", "[1.2.3]", 4),
  REFUSE ("number-comma", "{\"a\":2,5}", 7),
  REFUSE ("number-exponent-empty", "[1e]", 3),
  REFUSE ("number-exponent-end", "1e", 2),
  REFUSE ("number-exponent-sign", "[1e+]", 4),
  REFUSE ("number-exponent-fraction", "[1e1.5]", 4),
  REFUSE ("number-exponent-twice", "[1e1e1]", 4),
  REFUSE ("number-point-exponent", "[1.e1]", 3),
  REFUSE ("number-exponent-first", "[e1]", 1),
  REFUSE ("number-underscore", "[1_000]", 2),
  REFUSE ("number-space", "[1 000]", 3),
  REFUSE ("number-letter", "[1a]", 2),
  REFUSE ("number-suffix", "[1f]", 2),
  REFUSE ("number-currency", "[$1]", 1),
  REFUSE ("number-full-width", "[\xef\xbc\x91]", 1),
  REFUSE ("number-half", "[\xc2\xbd]", 1),
  REFUSE ("number-quote", "[1\"a\"]", 2),

  /* strings and escapes */
  ACCEPT ("string-all-escapes", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"),
  ACCEPT ("string-hex-case", "[\"\\u00e5\\u00E5\\uABCD\\uabcd\"]"),
  ACCEPT ("string-pair", "[\"\\ud83d\\udc8a\"]"),
  ACCEPT ("string-last-pair", "[\"\\uDBFF\\uDFFF\"]"),
  ACCEPT ("string-first-pair", "[\"\\uD800\\uDC00\"]"),
  ACCEPT ("string-around-surrogates", "[\"\\uD7FF\\uE000\"]"),
  ACCEPT ("string-noncharacter", "[\"\\uFFFF\\uFFFE\\uFDD0\"]"),
  ACCEPT ("string-slash", "[\"a/b\\/c\"]"),
  ACCEPT ("string-del", "[\"\x7f\"]"),
  ACCEPT ("string-separators", "[\"\xe2\x80\xa8\xe2\x80\xa9\"]"),
  ACCEPT ("string-brackets", "[\"[{]},:\"]"),
  ACCEPT ("string-backslash-last", "[\"\\\\\"]"),
  ACCEPT ("string-escaped-quote", "[\"\\\"\"]"),
  ACCEPT ("string-control-escape", "[\"\\u0001\\u001f\"]"),
  ACCEPT ("string-norwegian", "[\"\xc3\xa6\xc3\xb8\xc3\xa5\"]"),
  REFUSE ("string-open", "\"", 1),
  REFUSE ("string-open-escape", "\"\\", 2),
  REFUSE ("string-open-escaped-quote", "\"\\\"", 3),
  REFUSE ("string-open-unicode", "\"\\u00", 1),
  REFUSE ("string-newline", "[\"a\nb\"]", 3),
  REFUSE ("string-tab", "[\"a\tb\"]", 3),
  REFUSE ("string-nul", "[\"a\0b\"]", 3),
  REFUSE ("string-unit-separator", "[\"\x1f\"]", 2),
  REFUSE ("string-control-late", "[\"0123456789\x01\"]", 12),
  REFUSE ("string-escape-x", "[\"\\x41\"]", 2),
  REFUSE ("string-escape-a", "[\"\\a\"]", 2),
  REFUSE ("string-escape-v", "[\"\\v\"]", 2),
  REFUSE ("string-escape-zero", "[\"\\0\"]", 2),
  REFUSE ("string-escape-quote", "[\"\\'\"]", 2),
  REFUSE ("string-escape-newline", "[\"a\\\nb\"]", 3),
  REFUSE ("string-escape-capital", "[\"\\N\"]", 2),
  REFUSE ("string-escape-capital-u", "[\"\\U0041\"]", 2),
  REFUSE ("string-escape-utf8", "[\"\\\xc3\xa5\"]", 2),
  REFUSE ("string-unicode-short", "[\"\\u00e\"]", 2),
  REFUSE ("string-unicode-letter", "[\"\\u00g0\"]", 2),
  REFUSE ("string-unicode-sign", "[\"\\u+041\"]", 2),
  REFUSE ("string-unicode-space", "[\"\\u 041\"]", 2),
  REFUSE ("string-unicode-braces", "[\"\\u{41}\"]", 2),
  REFUSE ("string-single-quotes", "['a']", 1),
  REFUSE ("string-backquotes", "[`a`]", 1),
  REFUSE ("string-unquoted", "[a]", 1),
  REFUSE ("string-smart-quotes", "[\xe2\x80\x9c" "a\xe2\x80\x9d]", 1),
  REFUSE ("string-prefix", "[r\"a\"]", 1),

  /* \u0000 would be cut by every C string, and half a pair is no character */
  BAD_UTF8 ("escape-nul", "[\"a\\u0000b\"]", 3),
  BAD_UTF8 ("escape-nul-key", "{\"a\\u0000\":1}", 3),
  BAD_UTF8 ("half-high", "[\"\\ud800\"]", 2),
  BAD_UTF8 ("half-low", "[\"\\udc00x\"]", 2),
  BAD_UTF8 ("half-high-text", "[\"\\ud83dabcdefgh\"]", 2),
  BAD_UTF8 ("half-high-escape", "[\"\\ud83d\\n23456\"]", 2),
  BAD_UTF8 ("half-high-high", "[\"\\ud83d\\ud83d\"]", 2),
  BAD_UTF8 ("half-high-plain-escape", "[\"\\ud83d\\u0041\"]", 2),
  BAD_UTF8 ("half-low-low", "[\"\\udc8a\\udc8a\"]", 2),
  BAD_UTF8 ("half-high-no-backslash", "[\"\\ud83dXudc8a\"]", 2),
  BAD_UTF8 ("half-high-no-u", "[\"\\ud83d\\Xdc8a\"]", 2),
  REFUSE ("string-open-pair", "\"\\ud83d\\udc8a", 13),
  BAD_UTF8 ("half-swapped", "[\"\\udc8a\\ud83d\"]", 2),
  BAD_UTF8 ("half-high-broken", "[\"\\ud83d\\uzzzz\"]", 2),
  BAD_UTF8 ("half-high-backslash", "[\"\\ud83d\\\\dc8a\"]", 2),
  BAD_UTF8 ("half-after-pair", "[\"\\ud83d\\udc8a\\udc8a\"]", 14),
  BAD_UTF8 ("half-key", "{\"\\udfff\":1}", 2),

  /* UTF-8 */
  ACCEPT ("utf8-two", "[\"\xc2\x80\xdf\xbf\"]"),
  ACCEPT ("utf8-three", "[\"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\"]"),
  ACCEPT ("utf8-four", "[\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"]"),
  ACCEPT ("utf8-key", "{\"\xe2\x82\xac\":1}"),
  BAD_UTF8 ("utf8-continuation", "[\"\x80\"]", 2),
  BAD_UTF8 ("utf8-continuation-late", "[\"0123456789\xbf\"]", 12),
  BAD_UTF8 ("utf8-latin1", "[\"\xe5\"]", 2),
  BAD_UTF8 ("utf8-latin1-word", "[\"m\xe5ned\"]", 3),
  BAD_UTF8 ("utf8-overlong-nul", "[\"\xc0\x80\"]", 2),
  BAD_UTF8 ("utf8-overlong-slash", "[\"\xc0\xaf\"]", 2),
  BAD_UTF8 ("utf8-overlong-two", "[\"\xc1\xbf\"]", 2),
  BAD_UTF8 ("utf8-overlong-three", "[\"\xe0\x9f\xbf\"]", 2),
  BAD_UTF8 ("utf8-overlong-four", "[\"\xf0\x8f\xbf\xbf\"]", 2),
  BAD_UTF8 ("utf8-surrogate-first", "[\"\xed\xa0\x80\"]", 2),
  BAD_UTF8 ("utf8-surrogate-last", "[\"\xed\xbf\xbf\"]", 2),
  BAD_UTF8 ("utf8-cesu", "[\"\xed\xa0\xbd\xed\xb2\x8a\"]", 2),
  BAD_UTF8 ("utf8-beyond", "[\"\xf4\x90\x80\x80\"]", 2),
  BAD_UTF8 ("utf8-f5", "[\"\xf5\x80\x80\x80\"]", 2),
  BAD_UTF8 ("utf8-fe", "[\"\xfe\"]", 2),
  BAD_UTF8 ("utf8-ff", "[\"\xff\"]", 2),
  BAD_UTF8 ("utf8-five", "[\"\xf8\x88\x80\x80\x80\"]", 2),
  BAD_UTF8 ("utf8-cut-two", "[\"\xc3\"]", 2),
  BAD_UTF8 ("utf8-cut-three", "[\"\xe2\x82\"]", 2),
  BAD_UTF8 ("utf8-cut-four", "[\"\xf0\x9f\x92\"]", 2),
  BAD_UTF8 ("utf8-cut-end-two", "\"\xc3", 1),
  BAD_UTF8 ("utf8-cut-end-three", "\"\xe2\x82", 1),
  BAD_UTF8 ("utf8-cut-end-four", "\"\xf0\x9f\x92", 1),
  BAD_UTF8 ("utf8-key-bad", "{\"\xe5\":1}", 2),
  BAD_UTF8 ("utf8-third-bad", "[\"\xe2\x82\x28\"]", 2),
  BAD_UTF8 ("utf8-fourth-bad", "[\"\xf0\x9f\x92\x28\"]", 2),
};
/* clang-format on */

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autoptr (GBytes) bytes = g_bytes_new (vector->text, vector->length);
  g_autoptr (GError) error = NULL;
  SmtJsonPlace place = { 0 };
  g_autoptr (SmtJson) json = smt_json_read_placed (bytes, &place, &error);

  if (vector->code == READ)
    {
      g_assert_no_error (error);
      g_assert_nonnull (json);
      return;
    }

  g_assert_null (json);
  g_assert_error (error, SMT_JSON_ERROR, vector->code);
  if (vector->offset >= 0)
    g_assert_cmpuint (place.offset, ==, (gsize)vector->offset);
}

/* A sound document is no longer one when anything is cut off its end. */
static void
test_every_prefix (void)
{
  static const char text[] = "{\"a\":[1,-2.5e+3,true,false,null,\"\\u00e5\\n\xc3\xa5\",{}],\"b\":{\"c\":[[]]}}";

  for (gsize length = 0; length < sizeof text - 1; length++)
    g_assert_false (is_read (text, length));
  g_assert_true (is_read (text, sizeof text - 1));
}

/* Of single bytes only the ten digits are documents. */
static void
test_every_byte_alone (void)
{
  for (guint byte = 0; byte < 256; byte++)
    {
      char text = (char)byte;

      g_assert_cmpint (is_read (&text, 1), ==, byte >= '0' && byte <= '9');
    }
}

static void
test_every_byte_as_space (void)
{
  for (guint byte = 0; byte < 256; byte++)
    {
      char before[] = { (char)byte, '[', ']' };
      char within[] = { '[', (char)byte, ']' };
      char after[] = { '[', ']', (char)byte };
      gboolean is_space = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';

      g_assert_cmpint (is_read (before, 3), ==, is_space);
      g_assert_cmpint (is_read (within, 3), ==, is_space || (byte >= '0' && byte <= '9'));
      g_assert_cmpint (is_read (after, 3), ==, is_space);
    }
}

/* At every distance from the end of the string, since the scanner takes eight bytes at a time. */
static void
test_every_byte_in_string (void)
{
  for (guint byte = 0; byte < 256; byte++)
    for (gsize at = 1; at <= 20; at++)
      {
        char text[22];
        gboolean plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';

        memset (text, 'a', sizeof text);
        text[0] = text[21] = '"';
        text[at] = (char)byte;
        /* before an a, a backslash is no escape; before the last quote it hides it */
        g_assert_cmpint (is_read (text, sizeof text), ==, plain);
      }
}

static void
test_every_byte_as_escape (void)
{
  for (guint byte = 0; byte < 256; byte++)
    {
      char text[] = { '"', '\\', (char)byte, '"' };

      g_assert_cmpint (is_read (text, sizeof text), ==, byte != 0 && strchr ("\"\\/bfnrt", (int)byte) != NULL);
    }
}

static void
test_every_unicode_escape (void)
{
  for (guint unit = 0; unit <= 0xFFFF; unit++)
    {
      g_autofree char *text = g_strdup_printf ("\"\\u%04x\"", unit);
      gboolean expected = unit != 0 && (unit < 0xD800 || unit > 0xDFFF);

      g_assert_cmpint (is_read (text, 8), ==, expected);
    }
}

/* GLib's own check is the second opinion. */
static void
test_every_two_bytes (void)
{
  for (guint pair = 0x8000; pair <= 0xFFFF; pair++)
    {
      char text[] = { '"', (char)(pair >> 8), (char)(pair & 0xFF), '"' };
      guint8 second = (guint8)(pair & 0xFF);
      gboolean expected = g_utf8_validate_len (text + 1, 2, NULL) && second >= 0x20 && second != '"' && second != '\\';

      g_assert_cmpint (is_read (text, sizeof text), ==, expected);
    }
}

static void
test_lead_and_second_bytes (void)
{
  static const guint8 rest[] = { 0x7f, 0x80, 0x8f, 0xbf, 0xc0 };

  for (guint lead = 0xE0; lead <= 0xFF; lead++)
    for (guint second = 0x80; second <= 0xFF; second++)
      for (guint i = 0; i < G_N_ELEMENTS (rest) * G_N_ELEMENTS (rest); i++)
        {
          char text[] = {
            '"', (char)lead, (char)second, (char)rest[i % G_N_ELEMENTS (rest)], (char)rest[i / G_N_ELEMENTS (rest)], '"'
          };

          g_assert_cmpint (is_read (text, sizeof text), ==, g_utf8_validate_len (text + 1, 4, NULL));
        }
}

static void
test_every_character (void)
{
  for (gunichar c = 0x80; c <= 0x10FFFF; c = c < 0x3000 ? c + 1 : c + 7)
    {
      char text[10] = "\"";
      int length;

      if (c >= 0xD800 && c <= 0xDFFF)
        continue;
      length = g_unichar_to_utf8 (c, text + 1);
      text[length + 1] = '"';
      g_assert_true (is_read (text, (gsize)length + 2));
    }
}

/* Every text of up to six of these characters, judged by the grammar written as a regular expression. */
static void
test_number_grammar (void)
{
  static const char alphabet[] = "012-+.eE";
  const guint n_letters = sizeof alphabet - 1;
  g_autoptr (GRegex) grammar = g_regex_new ("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$", 0, 0, NULL);
  guint n_texts = 1, n_read = 0;

  for (guint length = 1; length <= 6; length++)
    {
      n_texts *= n_letters;
      for (guint which = 0; which < n_texts; which++)
        {
          char text[8] = "";

          for (guint i = 0, rest = which; i < length; i++, rest /= n_letters)
            text[i] = alphabet[rest % n_letters];
          g_assert_cmpint (is_read (text, length), ==, g_regex_match (grammar, text, 0, NULL));
          n_read += is_read (text, length);
        }
    }

  g_assert_cmpuint (n_read, >, 1000);
}

/*
 * Structure: every sequence of up to seven of these tokens, judged by a small grammar over tokens written for this
 * test. A key comes twice when an object has two members, since there is only one key.
 */
static const char *const tokens[] = { "[", "]", "{", "}", ",", ":", "1", "\"a\"" };

static gboolean
expect (const guint **at, guint token)
{
  if (**at != token)
    return FALSE;

  (*at)++;
  return TRUE;
}

static gboolean
is_value (const guint **at)
{
  if (expect (at, 6) || expect (at, 7))
    return TRUE;

  if (expect (at, 0))
    {
      if (expect (at, 1))
        return TRUE;
      do
        if (!is_value (at))
          return FALSE;
      while (expect (at, 4));
      return expect (at, 1);
    }

  if (!expect (at, 2))
    return FALSE;

  return expect (at, 3) || (expect (at, 7) && expect (at, 5) && is_value (at) && expect (at, 3));
}

static void
test_structure_grammar (void)
{
  const guint n_tokens = G_N_ELEMENTS (tokens);
  guint n_texts = 1, n_read = 0;

  for (guint length = 1; length <= 7; length++)
    {
      n_texts *= n_tokens;
      for (guint which = 0; which < n_texts; which++)
        {
          guint sequence[8];
          const guint *at = sequence;
          char text[32] = "";
          gboolean expected;

          for (guint i = 0, rest = which; i < length; i++, rest /= n_tokens)
            {
              sequence[i] = rest % n_tokens;
              g_strlcat (text, tokens[sequence[i]], sizeof text);
            }
          sequence[length] = n_tokens;
          /* two numbers side by side are one number */
          if (strstr (text, "11") != NULL)
            continue;

          expected = is_value (&at) && *at == n_tokens;
          g_assert_cmpint (is_read (text, strlen (text)), ==, expected);
          n_read += expected;
        }
    }

  /* by the recurrence of the grammar: 2 + 2 + 2 + 2 + 8 + 12 + 30 documents of 1 to 7 tokens */
  g_assert_cmpuint (n_read, ==, 58);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/vector/%s", vectors[i].label);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/json/every/prefix", test_every_prefix);
  g_test_add_func ("/json/every/byte-alone", test_every_byte_alone);
  g_test_add_func ("/json/every/byte-as-space", test_every_byte_as_space);
  g_test_add_func ("/json/every/byte-in-string", test_every_byte_in_string);
  g_test_add_func ("/json/every/byte-as-escape", test_every_byte_as_escape);
  g_test_add_func ("/json/every/unicode-escape", test_every_unicode_escape);
  g_test_add_func ("/json/every/two-bytes", test_every_two_bytes);
  g_test_add_func ("/json/every/lead-and-second-byte", test_lead_and_second_bytes);
  g_test_add_func ("/json/every/character", test_every_character);
  g_test_add_func ("/json/every/number", test_number_grammar);
  g_test_add_func ("/json/every/structure", test_structure_grammar);

  return g_test_run ();
}
