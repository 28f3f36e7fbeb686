/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

#include "base/smt-text.h"

/* --- small things ------------------------------------------------------------------------------------------------- */

char *
_smt_encode_dup_uuid (SmtEncoder *encoder)
{
  return encoder->context->make_uuid (encoder->context->make_uuid_data);
}

/* New entries stand behind all that came, so that an error that points at an entry by its place still finds it. */
void
_smt_encode_add_entry (SmtEncoder *encoder, const char *entry_json)
{
  smt_json_splice_append (encoder->splice, encoder->entries, entry_json);
  encoder->n_added++;
}

/* --- Composition -------------------------------------------------------------------------------------------------- */

/* The signer, then whoever of the old authors is no person: the organisation stays. */
static char *
build_authors (SmtEncoder *encoder)
{
  g_autoptr (GString) out = g_string_new ("[");
  SmtJsonIter iter;
  SmtJsonCursor author;

  g_string_append (out, encoder->signer);
  smt_json_iter_init (&iter, smt_json_member (encoder->composition, "author"));
  while (smt_json_iter_next (&iter, NULL, &author))
    {
      g_autofree char *type = _smt_fhir_dup_text (smt_json_member (author, "type"));
      g_autofree char *bytes = NULL;
      if (type == NULL || !g_str_has_suffix (type, "Organization"))
        continue;
      bytes = smt_json_dup_bytes (author);
      g_string_append_printf (out, ",%s", bytes);
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
build_attester (SmtEncoder *encoder)
{
  g_autofree char *now = _smt_json_of_string (encoder->now);

  return g_strdup_printf ("[{\"mode\":\"legal\",\"time\":%s,\"party\":%s}]", now, encoder->signer);
}

static char *
build_official_identifier (const char *value)
{
  g_autofree char *json = _smt_json_of_string (value);

  return g_strdup_printf ("{\"use\":\"official\",\"value\":%s}", json);
}

/* A document of its own that replaces the lookup it rests on, signed now. */
gboolean
_smt_encode_composition (SmtEncoder *encoder, GError **error)
{
  const char *lookup_id = smt_answer_get_list (encoder->answer)->lookup_id;
  g_autofree char *id = NULL;
  g_autofree char *identifier = NULL;
  g_autofree char *lookup = NULL;
  g_autofree char *relates_to = NULL;
  g_autofree char *attester = build_attester (encoder);
  g_autofree char *authors = build_authors (encoder);
  g_autofree char *today = smt_date_to_iso (encoder->context->today);
  g_autofree char *date = _smt_json_of_string (today);

  if (lookup_id == NULL)
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, "a lookup without an identifier");
      return FALSE;
    }
  id = _smt_encode_dup_uuid (encoder);
  identifier = build_official_identifier (id);
  lookup = build_official_identifier (lookup_id);
  relates_to = g_strdup_printf ("[{\"code\":\"replaces\",\"targetIdentifier\":%s}]", lookup);
  smt_json_splice_set_member (encoder->splice, encoder->composition, "identifier", identifier);
  smt_json_splice_set_member (encoder->splice, encoder->composition, "date", date);
  smt_json_splice_set_member (encoder->splice, encoder->composition, "author", authors);
  smt_json_splice_set_member (encoder->splice, encoder->composition, "attester", attester);
  smt_json_splice_set_member (encoder->splice, encoder->composition, "relatesTo", relates_to);
  return TRUE;
}

/* --- list information (M25.1) ------------------------------------------------------------------------------------- */

/* _smt_encode_find_entry: the entry that @reference names, or nowhere */
SmtJsonCursor
_smt_encode_find_entry (SmtEncoder *encoder, SmtJsonCursor reference)
{
  g_autofree char *url = _smt_fhir_dup_reference (reference);
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, encoder->entries);
  while (url != NULL && smt_json_iter_next (&iter, NULL, &entry))
    {
      g_autofree char *own = _smt_fhir_dup_text (smt_json_member (entry, "fullUrl"));
      if (own != NULL && smt_text_equal_ascii_case (own, url))
        return entry;
    }
  return SMT_JSON_NOWHERE;
}

static SmtJsonCursor
find_section (SmtEncoder *encoder, const char *wanted)
{
  SmtJsonIter iter;
  SmtJsonCursor section;

  smt_json_iter_init (&iter, smt_json_member (encoder->composition, "section"));
  while (smt_json_iter_next (&iter, NULL, &section))
    {
      g_autofree char *code = _smt_fhir_dup_code (smt_json_member (section, "code"));
      if (g_strcmp0 (code, wanted) == 0)
        return section;
    }
  return SMT_JSON_NOWHERE;
}

/* Only the M25.1 is read on send (docs/fhir.md); M25.2 and M25.3 go back as they came. */
static SmtJsonCursor
find_pll_info (SmtEncoder *encoder, SmtJsonCursor section)
{
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, smt_json_member (section, "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtJsonCursor resource = smt_json_member (_smt_encode_find_entry (encoder, reference), "resource");
      g_autofree char *code = _smt_fhir_dup_code (smt_json_member (resource, "code"));
      if (g_strcmp0 (code, SMT_MESSAGE_PLL) == 0)
        return resource;
    }
  return SMT_JSON_NOWHERE;
}

/* _smt_encode_is_signer: whether the PractitionerRole that @author names is the signer's */
gboolean
_smt_encode_is_signer (SmtEncoder *encoder, SmtJsonCursor author)
{
  SmtJsonCursor role = smt_json_member (_smt_encode_find_entry (encoder, author), "resource");
  SmtJsonCursor practitioner = smt_json_member (role, "practitioner");
  SmtJsonCursor person = smt_json_member (_smt_encode_find_entry (encoder, practitioner), "resource");
  g_autofree char *hpr = _smt_fhir_dup_identifier (person, SMT_ID_HPR);

  return _smt_encode_same_number (hpr, encoder->context->signer->hpr);
}

/* A list that is in use again says neither by a code nor in words that it is paused; what else the words say is about
 * the pause, and goes with it. */
static void
lift_pause (SmtEdit *edit, SmtJsonCursor information)
{
  g_autofree char *text = _smt_fhir_dup_text (_smt_fhir_extension_value (information, "text", "valueString"));

  _smt_edit_remove_extension (edit, information, SMT_PART_PAUSE);
  if (smt_message_text_pauses (text))
    _smt_edit_remove_extension (edit, information, "text");
}

static void
edit_pll_info (SmtEncoder *encoder, SmtJsonCursor resource)
{
  SmtEdit edit = { encoder, encoder->splice, SMT_JSON_NOWHERE, resource, SMT_JSON_NOWHERE };
  SmtJsonCursor information = _smt_fhir_extension (resource, SMT_EXT_PLL_INFORMATION);
  g_autofree char *create = _smt_json_of_extension ("createPLL", "valueBoolean", "true");
  g_autofree char *whole = _smt_json_of_parts (SMT_EXT_PLL_INFORMATION, create, NULL);

  if (smt_json_exists (information))
    _smt_edit_set_extension (&edit, information, "createPLL", create);
  else
    _smt_edit_set_extension (&edit, resource, SMT_EXT_PLL_INFORMATION, whole);
  _smt_encode_stand_in (&edit, information);
  if (encoder->set->on_list != NULL)
    lift_pause (&edit, information);
  if (!_smt_encode_is_signer (encoder, smt_json_member (resource, "author"))) /* else its author stands */
    {
      g_autofree char *author = _smt_encode_add_author (encoder);
      smt_json_splice_set_member (encoder->splice, resource, "author", author);
    }
  _smt_edit_touch_meta (&edit);
}

static char *
build_pll_info (SmtEncoder *encoder, const char *full_url, const char *id, const char *author)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *message_id = _smt_encode_dup_uuid (encoder);
  g_autofree char *now = _smt_json_of_string (encoder->now);
  g_autofree char *date = _smt_json_of_extension ("PLLdate", "valueDateTime", now);
  g_autofree char *create = _smt_json_of_extension ("createPLL", "valueBoolean", "true");
  g_autofree char *information = _smt_json_of_parts (SMT_EXT_PLL_INFORMATION, date, create, NULL);
  g_autofree char *subject = smt_json_dup_bytes (smt_json_member (encoder->composition, "subject"));

  _smt_encode_begin_resource (writer, full_url, "Basic", id, SMT_PROFILE_PLL_INFO);
  smt_json_writer_key (writer, "extension");
  smt_json_writer_begin_array (writer);
  smt_json_writer_raw (writer, information, -1);
  smt_json_writer_end_array (writer);
  smt_json_writer_key (writer, "identifier");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "use", "usual");
  smt_json_writer_member (writer, "value", message_id);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_key (writer, "code");
  smt_json_writer_raw (
      writer, "{\"coding\":[{\"system\":\"" SMT_SYSTEM_MESSAGE "\",\"code\":\"M25.1\",\"display\":\"PLL\"}]}", -1);
  if (subject != NULL)
    {
      smt_json_writer_key (writer, "subject");
      smt_json_writer_raw (writer, subject, -1);
    }
  smt_json_writer_key (writer, "author");
  smt_json_writer_raw (writer, author, -1);
  _smt_encode_end_resource (writer);
  return smt_json_writer_finish (writer);
}

/* The section says nothing yet, or why it is empty: now it has an entry. */
static void
list_pll_info (SmtEncoder *encoder, SmtJsonCursor section, const char *reference)
{
  g_autofree char *entries = g_strdup_printf ("[%s]", reference);
  g_autofree char *whole = NULL;
  SmtJsonCursor sections = smt_json_member (encoder->composition, "section");

  if (smt_json_exists (section))
    {
      if (smt_json_length (smt_json_member (section, "entry")) > 0)
        smt_json_splice_append (encoder->splice, smt_json_member (section, "entry"), reference);
      else
        smt_json_splice_set_member (encoder->splice, section, "entry", entries);
      smt_json_splice_remove_member (encoder->splice, section, "emptyReason");
      return;
    }
  whole = g_strdup_printf ("{\"title\":\"PllInfo\",\"code\":{\"coding\":[{\"system\":\"" SMT_SYSTEM_SECTION
                           "\",\"code\":\"" SMT_SECTION_PLL_INFO "\",\"display\":\"PLL Info\"}]},\"entry\":%s}",
                           entries);
  smt_json_splice_append (encoder->splice, sections, whole);
}

/* Asks for the list to be sent: on the M25.1 that came, or on a new one for the first list of a patient. */
gboolean
_smt_encode_pll_info (SmtEncoder *encoder, GError **error)
{
  SmtJsonCursor section = find_section (encoder, SMT_SECTION_PLL_INFO);
  SmtJsonCursor resource = find_pll_info (encoder, section);
  g_autofree char *id = NULL;
  g_autofree char *full_url = NULL;
  g_autofree char *author = NULL;
  g_autofree char *json = NULL;
  g_autofree char *reference = NULL;

  if (!encoder->set->create_pll)
    return TRUE;
  if (smt_json_exists (resource))
    {
      edit_pll_info (encoder, resource);
      return TRUE;
    }
  if (smt_json_type (smt_json_member (encoder->composition, "section")) != SMT_JSON_ARRAY)
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, "a Composition without sections");
      return FALSE;
    }
  id = _smt_encode_dup_uuid (encoder);
  full_url = g_strconcat ("urn:uuid:", id, NULL);
  author = _smt_encode_add_author (encoder);
  json = build_pll_info (encoder, full_url, id, author);
  _smt_encode_add_entry (encoder, json);
  reference = _smt_json_of_reference (full_url, SMT_PROFILE_PLL_INFO, "M25.1");
  list_pll_info (encoder, section, reference);
  return TRUE;
}
