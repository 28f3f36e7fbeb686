/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-json.h"

#include <string.h>

#include "base/smt-date.h"

/**
 * smt_sandbox_json_read:
 * @text: one JSON document
 * @length: its bytes, or -1
 * @error: set from %SMT_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the document
 */
SmtJson *
smt_sandbox_json_read (const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize)length);

  return smt_json_read (bytes, error);
}

/**
 * smt_sandbox_json_at:
 * @from: where to begin
 * @path: members and element numbers with "/" between, for example "coding/0/code"
 *
 * Returns: the value there, or nowhere
 */
SmtJsonCursor
smt_sandbox_json_at (SmtJsonCursor from, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  SmtJsonCursor at = from;

  for (guint i = 0; steps[i] != NULL && smt_json_exists (at); i++)
    {
      if (g_ascii_isdigit (steps[i][0]))
        at = smt_json_element (at, (guint)g_ascii_strtoull (steps[i], NULL, 10));
      else
        at = smt_json_member (at, steps[i]);
    }
  return at;
}

/**
 * smt_sandbox_json_text:
 * @from: where to begin
 * @path: as in smt_sandbox_json_at()
 *
 * Returns: (transfer full) (nullable): the string there; %NULL when there is none
 */
char *
smt_sandbox_json_text (SmtJsonCursor from, const char *path)
{
  SmtJsonCursor at = smt_sandbox_json_at (from, path);

  return smt_json_type (at) == SMT_JSON_STRING ? smt_json_dup_string (at) : NULL;
}

/**
 * smt_sandbox_json_true:
 * @from: where to begin
 * @path: as in smt_sandbox_json_at()
 *
 * Returns: whether the value there is true
 */
gboolean
smt_sandbox_json_true (SmtJsonCursor from, const char *path)
{
  gboolean value = FALSE;

  return smt_json_get_boolean (smt_sandbox_json_at (from, path), &value) && value;
}

/**
 * smt_sandbox_extension:
 * @holder: a resource, an element or an extension
 * @url: the extension's url
 *
 * Returns: the first extension of that name, or nowhere
 */
SmtJsonCursor
smt_sandbox_extension (SmtJsonCursor holder, const char *url)
{
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, smt_json_member (holder, "extension"));
  while (smt_json_iter_next (&iter, NULL, &element))
    if (smt_json_string_equals (smt_json_member (element, "url"), url))
      return element;
  return SMT_JSON_NOWHERE;
}

/**
 * smt_sandbox_extension_value:
 * @holder: a resource, an element or an extension
 * @url: the extension's url
 *
 * Returns: its value[x], or nowhere
 */
SmtJsonCursor
smt_sandbox_extension_value (SmtJsonCursor holder, const char *url)
{
  SmtJsonIter iter;
  SmtJsonCursor key;
  SmtJsonCursor value;

  smt_json_iter_init (&iter, smt_sandbox_extension (holder, url));
  while (smt_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = smt_json_dup_string (key);

      if (g_str_has_prefix (name, "value"))
        return value;
    }
  return SMT_JSON_NOWHERE;
}

/**
 * smt_sandbox_extension_code:
 * @holder: a resource, an element or an extension
 * @url: an extension whose value is a CodeableConcept
 *
 * Returns: (transfer full) (nullable): its first code
 */
char *
smt_sandbox_extension_code (SmtJsonCursor holder, const char *url)
{
  return smt_sandbox_json_text (smt_sandbox_extension_value (holder, url), "coding/0/code");
}

/* what does not count when two values are compared */
typedef struct
{
  const char *const *ignored; /* extension urls */
  gboolean spelling;          /* how a date or time is written */
} Canon;

static void append_canonical (GString *out, SmtJsonCursor value, const Canon *canon);

static gboolean
is_ignored (SmtJsonCursor element, const Canon *canon)
{
  SmtJsonCursor url = smt_json_member (element, "url");

  for (guint i = 0; canon->ignored != NULL && canon->ignored[i] != NULL; i++)
    if (smt_json_string_equals (url, canon->ignored[i]))
      return TRUE;
  return FALSE;
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
append_members (GString *out, SmtJsonCursor object, const Canon *canon)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  SmtJsonIter iter;
  SmtJsonCursor key;
  SmtJsonCursor value;

  smt_json_iter_init (&iter, object);
  while (smt_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = smt_json_dup_string (key);
      GString *member = g_string_new (name);

      g_string_append_c (member, '=');
      append_canonical (member, value, canon);
      g_ptr_array_add (members, g_string_free (member, FALSE));
    }
  g_ptr_array_sort (members, compare_text);
  for (guint i = 0; i < members->len; i++)
    g_string_append_printf (out, "%s;", (const char *)g_ptr_array_index (members, i));
}

static void
append_elements (GString *out, SmtJsonCursor array, const Canon *canon)
{
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, array);
  while (smt_json_iter_next (&iter, NULL, &element))
    if (!is_ignored (element, canon))
      {
        append_canonical (out, element, canon);
        g_string_append_c (out, ',');
      }
}

/* A date, or a date with a time, as the instant it means; a day is its first moment. */
static gboolean
append_moment (GString *out, const char *text)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  SmtInstant instant;

  if (!smt_instant_parse (text, &instant) && !smt_instant_parse (midnight, &instant))
    return FALSE;
  g_string_append_printf (out, "@%" G_GINT64_FORMAT, instant);
  return TRUE;
}

static void
append_canonical (GString *out, SmtJsonCursor value, const Canon *canon)
{
  g_autofree char *text = NULL;

  switch (smt_json_type (value))
    {
    case SMT_JSON_OBJECT:
      g_string_append_c (out, '{');
      append_members (out, value, canon);
      g_string_append_c (out, '}');
      break;
    case SMT_JSON_ARRAY:
      g_string_append_c (out, '[');
      append_elements (out, value, canon);
      g_string_append_c (out, ']');
      break;
    case SMT_JSON_STRING:
      text = smt_json_dup_string (value);
      if (!canon->spelling || !append_moment (out, text))
        g_string_append_printf (out, "%" G_GSIZE_FORMAT ":%s", strlen (text), text);
      break;
    case SMT_JSON_NUMBER:
    case SMT_JSON_BOOLEAN:
    case SMT_JSON_NULL:
      text = smt_json_dup_bytes (value);
      g_string_append (out, text);
      break;
    case SMT_JSON_NONE:
    default:
      g_string_append_c (out, '-');
      break;
    }
}

/**
 * smt_sandbox_canonical:
 * @value: a value
 * @ignored: (nullable) (array zero-terminated=1): extension urls that do not count
 *
 * Two values are equal when their canonical texts are: the order of members and the escapes do not matter, the order of
 * elements and every digit of a number do (1.0 is not 1: a clinical decimal must come back as it was).
 *
 * Returns: (transfer full): the canonical text
 */
char *
smt_sandbox_canonical (SmtJsonCursor value, const char *const *ignored)
{
  Canon canon = { ignored, FALSE };
  GString *out = g_string_new (NULL);

  append_canonical (out, value, &canon);
  return g_string_free (out, FALSE);
}

/**
 * smt_sandbox_canonical_dates:
 * @value: a value
 * @ignored: (nullable) (array zero-terminated=1): extension urls that do not count
 *
 * As smt_sandbox_canonical(), and how a date or a time is spelt does not matter either: with or without a zone, a day
 * or its first moment.
 *
 * Returns: (transfer full): the canonical text
 */
char *
smt_sandbox_canonical_dates (SmtJsonCursor value, const char *const *ignored)
{
  Canon canon = { ignored, TRUE };
  GString *out = g_string_new (NULL);

  append_canonical (out, value, &canon);
  return g_string_free (out, FALSE);
}

/**
 * smt_sandbox_spliced:
 * @splice: edits
 *
 * Returns: (transfer full): the edited document; the sandbox's own edits always fit
 */
SmtJson *
smt_sandbox_spliced (SmtJsonSplice *splice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = smt_json_splice_apply (splice, &error);
  SmtJson *json = bytes != NULL ? smt_json_read (bytes, &error) : NULL;

  if (json == NULL)
    g_critical ("An edit of the sandbox gave no JSON: %s", error->message);
  return json;
}

/**
 * smt_sandbox_with_member:
 * @json: an object
 * @key: a member
 * @value: its new value, as JSON
 *
 * Returns: (transfer full): the object with that member set
 */
SmtJson *
smt_sandbox_with_member (SmtJson *json, const char *key, const char *value)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (json);

  smt_json_splice_set_member (splice, smt_json_root (json), key, value);
  return smt_sandbox_spliced (splice);
}

/**
 * smt_sandbox_without_member:
 * @json: an object
 * @key: a member
 *
 * Returns: (transfer full): the object without it
 */
SmtJson *
smt_sandbox_without_member (SmtJson *json, const char *key)
{
  g_autoptr (SmtJsonSplice) splice = NULL;

  if (!smt_json_exists (smt_json_member (smt_json_root (json), key)))
    return smt_json_ref (json);
  splice = smt_json_splice_new (json);
  smt_json_splice_remove_member (splice, smt_json_root (json), key);
  return smt_sandbox_spliced (splice);
}

/* The array that holds the extensions: of the resource itself, or of its extension @outer. */
static SmtJsonCursor
extensions_of (SmtJson *json, const char *outer)
{
  SmtJsonCursor holder = smt_json_root (json);

  if (outer != NULL)
    holder = smt_sandbox_extension (holder, outer);
  return smt_json_member (holder, "extension");
}

static SmtJson *
without_first_extension (SmtJson *json, const char *outer, const char *inner)
{
  SmtJsonCursor array = extensions_of (json, outer);
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, array);
  while (smt_json_iter_next (&iter, NULL, &element))
    if (smt_json_string_equals (smt_json_member (element, "url"), inner))
      {
        g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (json);

        smt_json_splice_remove_element (splice, array, element);
        return smt_sandbox_spliced (splice);
      }
  return NULL;
}

/**
 * smt_sandbox_without_extension:
 * @json: a resource
 * @outer: (nullable): the extension that holds it, or %NULL for the resource itself
 * @inner: the url to remove, however often it occurs
 *
 * Returns: (transfer full): the resource without it
 */
SmtJson *
smt_sandbox_without_extension (SmtJson *json, const char *outer, const char *inner)
{
  SmtJson *now = smt_json_ref (json);
  SmtJson *next;

  while ((next = without_first_extension (now, outer, inner)) != NULL)
    {
      smt_json_unref (now);
      now = next;
    }
  return now;
}

/**
 * smt_sandbox_with_extension:
 * @json: a resource
 * @outer: (nullable): the extension to add to, or %NULL for the resource itself
 * @extension: the new extension, as JSON
 *
 * Returns: (transfer full): the resource with it at the end
 */
SmtJson *
smt_sandbox_with_extension (SmtJson *json, const char *outer, const char *extension)
{
  SmtJsonCursor array = extensions_of (json, outer);
  g_autoptr (SmtJsonSplice) splice = NULL;

  if (!smt_json_exists (array))
    return smt_json_ref (json);
  splice = smt_json_splice_new (json);
  smt_json_splice_append (splice, array, extension);
  return smt_sandbox_spliced (splice);
}
