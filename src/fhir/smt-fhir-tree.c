/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-fhir-tree.h"

#include <string.h>

#include "base/smt-text.h"
#include "fhir/smt-sfm-names.h"

/* The spellings of 2021 differ from today's in case or by a letter (docs/fhir.md); left is what was, right what is. */
static const struct
{
  const char *then;
  gsize then_length;
  const char *now;
  gsize now_length;
} drift[] = {
  { "reimbursmentparagraph", sizeof "reimbursmentparagraph" - 1, "reimbursementparagraph",
    sizeof "reimbursementparagraph" - 1 },
  { "helseperson", sizeof "helseperson" - 1, "provider", sizeof "provider" - 1 },
};

char *
_smt_fhir_dup_segment (SmtJsonCursor url)
{
  g_autofree char *text = smt_json_dup_string (url);

  return text != NULL ? g_strdup (_smt_fhir_last_segment (text)) : NULL;
}

/* Is @wanted the last segment of the url? Most are not the one that is looked for, so what is cheap comes first. */
static inline gboolean
ends_in (const char *url, gsize length, const char *wanted, gsize wanted_length)
{
  const char *segment = url + length - wanted_length;

  return length >= wanted_length && wanted_length > 0 && ((segment[0] ^ wanted[0]) & ~0x20) == 0
         && (length == wanted_length || segment[-1] == '/')
         && (memcmp (segment, wanted, wanted_length) == 0 || g_ascii_strncasecmp (segment, wanted, wanted_length) == 0);
}

/* What a name was in 2021, when it was another. */
static const char *
name_then (const char *segment, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (drift); i++)
    if (length == drift[i].now_length && memcmp (segment, drift[i].now, length) == 0)
      return drift[i].then;
  return NULL;
}

static inline gboolean
url_is (const char *url, gsize length, const char *wanted, gsize wanted_length)
{
  const char *then;

  if (ends_in (url, length, wanted, wanted_length))
    return TRUE;
  then = name_then (wanted, wanted_length);
  return then != NULL && ends_in (url, length, then, strlen (then));
}

/* An extension's url; @owned holds it when it had to be copied. An answer has tens of thousands of them. */
static inline const char *
peek_url (SmtJsonCursor extension, gsize *length, char **owned)
{
  SmtJsonCursor url = smt_json_member (extension, "url");
  const char *text = smt_json_peek_string (url, length);

  if (text != NULL)
    return text;
  *owned = smt_json_dup_string (url);
  *length = *owned != NULL ? strlen (*owned) : 0;
  return *owned;
}

/* Extensions are told apart by the last segment of their url, without case: the part before it has moved between
 * versions, and no two of SFM's extensions share a last segment within one element. */
gboolean
_smt_fhir_segment_is (SmtJsonCursor extension, const char *segment, gsize length)
{
  g_autofree char *owned = NULL;
  gsize own_length;
  const char *own = peek_url (extension, &own_length, &owned);

  return own != NULL && url_is (own, own_length, segment, length);
}

/* The last segment of a url, by the name it has now. */
static const char *
cut_segment (const char *url, gsize *length)
{
  gsize start = *length;

  while (start > 0 && url[start - 1] != '/')
    start--;
  url += start;
  *length -= start;
  for (guint i = 0; i < G_N_ELEMENTS (drift); i++)
    if (*length == drift[i].then_length && g_ascii_strncasecmp (url, drift[i].then, *length) == 0)
      {
        *length = drift[i].now_length;
        return drift[i].now;
      }
  return url;
}

/* Is it one of these (last segments, none at the end)? */
gboolean
_smt_fhir_url_in (SmtJsonCursor extension, const SmtJsonName *known)
{
  g_autofree char *owned = NULL;
  gsize length;
  const char *own = peek_url (extension, &length, &owned);

  if (own == NULL)
    return FALSE;
  own = cut_segment (own, &length);
  for (; known->text != NULL; known++)
    if (known->length == length && ((own[0] ^ known->text[0]) & ~0x20) == 0
        && (memcmp (own, known->text, length) == 0 || g_ascii_strncasecmp (own, known->text, length) == 0))
      return TRUE;
  return FALSE;
}

gboolean
_smt_fhir_next_segment (SmtJsonIter *iter, const char *segment, gsize length, SmtJsonCursor *extension)
{
  const char *then = name_then (segment, length);
  const SmtJsonTail tail = { "url", strlen ("url"), segment, length };

  if (G_LIKELY (then == NULL))
    return smt_json_iter_next_tail (iter, &tail, extension);
  while (smt_json_iter_next (iter, NULL, extension))
    if (_smt_fhir_segment_is (*extension, segment, length))
      return TRUE;
  return FALSE;
}

SmtJsonCursor
_smt_fhir_extension_segment (SmtJsonCursor element, const char *segment, gsize length)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (element, "extension"));
  return _smt_fhir_next_segment (&iter, segment, length, &extension) ? extension : SMT_JSON_NOWHERE;
}

/* The first extension of each name, in one walk; for names that no version spelt otherwise. Returns how many extensions
 * have none of them. */
guint
_smt_fhir_pick_extensions (SmtJsonCursor element, const SmtJsonName *names, guint n, SmtJsonCursor *found)
{
  static const SmtJsonName url = SMT_JSON_NAME ("url");

  return smt_json_pick_tails (smt_json_member (element, "extension"), &url, names, n, found);
}

SmtJsonCursor
_smt_fhir_coding (SmtJsonCursor concept, const char *system)
{
  SmtJsonIter iter;
  SmtJsonCursor coding;

  smt_json_iter_init (&iter, smt_json_member (concept, "coding"));
  while (smt_json_iter_next (&iter, NULL, &coding))
    if (smt_json_string_equals (smt_json_member (coding, "system"), system))
      return coding;
  return SMT_JSON_NOWHERE;
}

SmtJsonCursor
_smt_fhir_first_coding (SmtJsonCursor concept)
{
  return smt_json_element (smt_json_member (concept, "coding"), 0);
}

char *
_smt_fhir_dup_code (SmtJsonCursor concept)
{
  return _smt_fhir_dup_text (smt_json_member (_smt_fhir_first_coding (concept), "code"));
}

/* What a concept says in words: its own text, else the first display. */
char *
_smt_fhir_dup_concept (SmtJsonCursor concept)
{
  char *text = _smt_fhir_dup_text (smt_json_member (_smt_fhir_first_coding (concept), "display"));

  return text != NULL ? text : _smt_fhir_dup_text (smt_json_member (concept, "text"));
}

gboolean
_smt_fhir_is_true (SmtJsonCursor boolean)
{
  gboolean value;

  return smt_json_get_boolean (boolean, &value) && value;
}

/* No date and no instant is longer; there are hundreds in an answer. */
#define LONGEST_TIME 63

static gboolean
copy_time (SmtJsonCursor string, char text[LONGEST_TIME + 1])
{
  g_autofree char *owned = NULL;
  gsize length;
  const char *own = smt_json_peek_string (string, &length);

  if (own == NULL)
    {
      own = owned = smt_json_dup_string (string);
      length = own != NULL ? strlen (own) : 0;
    }
  if (own == NULL || length > LONGEST_TIME)
    return FALSE;
  memcpy (text, own, length);
  text[length] = '\0';
  return TRUE;
}

SmtDate
_smt_fhir_date (SmtJsonCursor string)
{
  char text[LONGEST_TIME + 1];
  SmtDate date;

  if (!copy_time (string, text))
    return SMT_DATE_UNSET;
  if (smt_date_parse (text, &date))
    return date;
  /* "2022-01-28+01:00": a date with a zone, as Reseptformidleren's XML has it */
  if (strlen (text) > 10 && (text[10] == '+' || text[10] == '-' || text[10] == 'Z'))
    {
      text[10] = '\0';
      if (smt_date_parse (text, &date))
        return date;
    }
  return SMT_DATE_UNSET;
}

SmtInstant
_smt_fhir_instant (SmtJsonCursor string)
{
  char text[LONGEST_TIME + 1];
  g_autofree char *midnight = NULL;
  SmtInstant instant;

  if (!copy_time (string, text))
    return SMT_INSTANT_UNSET;
  if (smt_instant_parse (text, &instant))
    return instant;
  if (strlen (text) != 10)
    return SMT_INSTANT_UNSET;
  midnight = g_strconcat (text, "T00:00:00", NULL);
  return smt_instant_parse (midnight, &instant) ? instant : SMT_INSTANT_UNSET;
}

/* valueDate today, valueDateTime in 2021. */
SmtDate
_smt_fhir_extension_date (SmtJsonCursor extension)
{
  SmtDate date = _smt_fhir_date (smt_json_member (extension, "valueDate"));

  return smt_date_is_set (date) ? date : _smt_fhir_date (smt_json_member (extension, "valueDateTime"));
}

SmtInstant
_smt_fhir_extension_instant (SmtJsonCursor extension)
{
  SmtInstant instant = _smt_fhir_instant (smt_json_member (extension, "valueDateTime"));

  return instant != SMT_INSTANT_UNSET ? instant : _smt_fhir_instant (smt_json_member (extension, "valueDate"));
}

gboolean
_smt_fhir_extension_is_day (SmtJsonCursor extension)
{
  SmtJsonCursor time = smt_json_member (extension, "valueDateTime");
  char text[LONGEST_TIME + 1];

  return copy_time (smt_json_exists (time) ? time : smt_json_member (extension, "valueDate"), text)
         && strlen (text) == 10;
}

void
_smt_fhir_quantity (SmtJsonCursor quantity, SmtFhirQuantity *out)
{
  *out = (SmtFhirQuantity){ 0 };
  out->has_value = smt_json_get_decimal (smt_json_member (quantity, "value"), &out->value);
  out->unit = _smt_fhir_dup_text (smt_json_member (quantity, "unit"));
}

void
_smt_fhir_quantity_clear (SmtFhirQuantity *quantity)
{
  g_clear_pointer (&quantity->unit, g_free);
}

char *
_smt_fhir_dup_reference (SmtJsonCursor reference)
{
  return _smt_fhir_dup_text (smt_json_member (reference, "reference"));
}

char *
_smt_fhir_dup_identifier (SmtJsonCursor resource, const char *system)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, smt_json_member (resource, "identifier"));
  while (smt_json_iter_next (&iter, NULL, &identifier))
    if (smt_json_string_equals (smt_json_member (identifier, "system"), system))
      return _smt_fhir_dup_text (smt_json_member (identifier, "value"));
  return NULL;
}

static gboolean
says_ascii_case (SmtJsonCursor string, const char *text)
{
  g_autofree char *owned = NULL;
  gsize length;
  const char *own = smt_json_peek_string (string, &length);

  if (own != NULL)
    return length == strlen (text) && g_ascii_strncasecmp (own, text, length) == 0;
  owned = smt_json_dup_string (string);
  return smt_text_equal_ascii_case (owned, text);
}

/* A statement's identifiers are told apart by type.text alone: "PLL", "ReseptId", and "reseptId" occurs. The value of
 * the first of each type; nowhere when there is none. */
void
_smt_fhir_find_typed_identifiers (SmtJsonCursor identifiers, const char *const *types, guint n, SmtJsonCursor *values)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;
  guint met = 0;

  memset (values, 0, n * sizeof *values);
  smt_json_iter_init (&iter, identifiers);
  while (smt_json_iter_next (&iter, NULL, &identifier))
    {
      SmtJsonCursor own = smt_json_member (smt_json_member (identifier, "type"), "text");
      for (guint i = 0; i < n; i++)
        {
          if ((met >> i & 1) != 0 || !says_ascii_case (own, types[i]))
            continue;
          met |= 1u << i;
          values[i] = smt_json_member (identifier, "value");
        }
    }
}

/* That of one type, in lower case. */
char *
_smt_fhir_dup_typed_identifier (SmtJsonCursor resource, const char *type)
{
  g_autofree char *text = NULL;
  SmtJsonCursor value;

  _smt_fhir_find_typed_identifiers (smt_json_member (resource, "identifier"), &type, 1, &value);
  text = _smt_fhir_dup_text (value);
  return text != NULL ? g_ascii_strdown (text, -1) : NULL;
}

/* "given middle family" of a HumanName. */
char *
_smt_fhir_dup_human_name (SmtJsonCursor name)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  SmtJsonIter iter;
  SmtJsonCursor given;
  char *part;

  smt_json_iter_init (&iter, smt_json_member (name, "given"));
  while (smt_json_iter_next (&iter, NULL, &given))
    if ((part = _smt_fhir_dup_text (given)) != NULL)
      g_ptr_array_add (parts, part);
  if ((part = _smt_fhir_dup_text (_smt_fhir_extension_value (name, SMT_EXT_MIDDLE_NAME, "valueString"))) != NULL)
    g_ptr_array_add (parts, part);
  if ((part = _smt_fhir_dup_text (smt_json_member (name, "family"))) != NULL)
    g_ptr_array_add (parts, part);
  if (parts->len == 0)
    return _smt_fhir_dup_text (smt_json_member (name, "text"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}

/* The display of a reference to a person or role without the numbers in it: "Bo Testesen, HPR: 900000002, Legekontoret,
 * HER: 8093556" is for people "Bo Testesen, Legekontoret". */
char *
_smt_fhir_dup_person (SmtJsonCursor reference)
{
  g_autofree char *display = _smt_fhir_dup_text (smt_json_member (reference, "display"));
  g_auto (GStrv) pieces = display != NULL ? g_strsplit (display, ", ", -1) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; pieces != NULL && pieces[i] != NULL; i++)
    {
      const char *piece = pieces[i];
      if (g_str_has_prefix (piece, "HPR:") || g_str_has_prefix (piece, "HER:") || piece[0] == '+'
          || (piece[0] != '\0' && (piece[1] == ':' || g_str_has_suffix (piece, ":"))))
        continue;
      if (out->len > 0)
        g_string_append (out, ", ");
      g_string_append (out, piece);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : g_steal_pointer (&display);
}

/* The Dosages of a statement, or of a request in plain FHIR. */
SmtJsonCursor
_smt_fhir_dosages (SmtJsonCursor resource)
{
  SmtJsonCursor dosages = smt_json_member (resource, "dosage");

  return smt_json_exists (dosages) ? dosages : smt_json_member (resource, "dosageInstruction");
}

/* The lines behind the dose, in the order of the resource. */
GPtrArray *
_smt_fhir_gather_instructions (SmtJsonCursor dosage)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  SmtJsonIter iter;
  SmtJsonCursor concept;
  char *text;

  smt_json_iter_init (&iter, smt_json_member (dosage, "additionalInstruction"));
  while (smt_json_iter_next (&iter, NULL, &concept))
    if ((text = _smt_fhir_dup_concept (concept)) != NULL)
      g_ptr_array_add (lines, text);
  if ((text = _smt_fhir_dup_text (smt_json_member (dosage, "patientInstruction"))) != NULL)
    g_ptr_array_add (lines, text);
  return lines;
}

/* What a dose text carries behind the dose, a line each: forholdsregler (7479), then the prescriber's own words. */
char *
_smt_fhir_dup_instruction (SmtJsonCursor dosage)
{
  g_autoptr (GPtrArray) lines = _smt_fhir_gather_instructions (dosage);

  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}
