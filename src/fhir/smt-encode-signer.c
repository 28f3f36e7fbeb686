/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who signs: the practitioner, the office and the role, found among what the lookup brought or added.
 */
#include "fhir/smt-encode-private.h"

/* --- resources ---------------------------------------------------------------------------------------------------- */

void
_smt_encode_begin_resource (SmtJsonWriter *writer,
                            const char *full_url,
                            const char *type,
                            const char *id,
                            const char *profile)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "fullUrl", full_url);
  smt_json_writer_key (writer, "resource");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "resourceType", type);
  smt_json_writer_member (writer, "id", id);
  smt_json_writer_key (writer, "meta");
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "profile");
  smt_json_writer_begin_array (writer);
  smt_json_writer_string (writer, profile);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

void
_smt_encode_end_resource (SmtJsonWriter *writer)
{
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
}

static void
write_identifier (SmtJsonWriter *writer,
                  const char *system,
                  const char *type_system,
                  const char *type_code,
                  const char *value)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "use", "official");
  if (type_code != NULL)
    {
      smt_json_writer_key (writer, "type");
      smt_json_writer_begin_object (writer);
      smt_json_writer_key (writer, "coding");
      smt_json_writer_begin_array (writer);
      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "system", type_system);
      smt_json_writer_member (writer, "code", type_code);
      smt_json_writer_end_object (writer);
      smt_json_writer_end_array (writer);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_member (writer, "system", system);
  smt_json_writer_member (writer, "value", value);
  smt_json_writer_end_object (writer);
}

/* --- signer ------------------------------------------------------------------------------------------------------- */

/* HPR numbers come with and without leading zeros: they are numbers, not texts (docs/fhir.md). */
gboolean
_smt_encode_same_number (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return FALSE;
  while (*a == '0')
    a++;
  while (*b == '0')
    b++;
  return *a != '\0' && g_str_equal (a, b);
}

static gboolean
is_type (SmtJsonCursor entry, const char *type)
{
  return smt_json_string_equals (smt_json_member (smt_json_member (entry, "resource"), "resourceType"), type);
}

/* The fullUrl of the resource of that type whose identifier in @system is that number. */
static char *
find_by_number (SmtEncoder *encoder, const char *type, const char *system, const char *number)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, encoder->entries);
  while (smt_json_iter_next (&iter, NULL, &entry))
    {
      g_autofree char *own = NULL;
      if (!is_type (entry, type))
        continue;
      own = _smt_fhir_dup_identifier (smt_json_member (entry, "resource"), system);
      if (_smt_encode_same_number (own, number))
        return _smt_fhir_dup_text (smt_json_member (entry, "fullUrl"));
    }
  return NULL;
}

static char *
add_practitioner (SmtEncoder *encoder)
{
  const SmtSigner *signer = encoder->context->signer;
  g_autofree char *id = _smt_encode_dup_uuid (encoder);
  char *full_url = g_strconcat ("urn:uuid:", id, NULL);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *json = NULL;

  _smt_encode_begin_resource (writer, full_url, "Practitioner", id, SMT_PROFILE_PRACTITIONER);
  smt_json_writer_key (writer, "identifier");
  smt_json_writer_begin_array (writer);
  write_identifier (writer, SMT_ID_HPR, SMT_SYSTEM_HPR_TYPE, "HPR-nummer", signer->hpr);
  if (signer->national_number != NULL)
    write_identifier (writer, SMT_ID_FNR, SMT_SYSTEM_FNR_TYPE, "FNR-nummer", signer->national_number);
  smt_json_writer_end_array (writer);
  smt_json_writer_key (writer, "active");
  smt_json_writer_boolean (writer, TRUE);
  smt_json_writer_key (writer, "name");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "use", "official");
  smt_json_writer_member (writer, "family", signer->family);
  if (signer->given != NULL)
    {
      smt_json_writer_key (writer, "given");
      smt_json_writer_begin_array (writer);
      smt_json_writer_string (writer, signer->given);
      smt_json_writer_end_array (writer);
    }
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
  _smt_encode_end_resource (writer);
  json = smt_json_writer_finish (writer);
  _smt_encode_add_entry (encoder, json);
  return full_url;
}

static char *
dup_signer_display (const SmtSigner *signer)
{
  return g_strdup_printf ("%s%s%s, HPR: %s", signer->given != NULL ? signer->given : "",
                          signer->given != NULL && signer->family != NULL ? " " : "",
                          signer->family != NULL ? signer->family : "", signer->hpr);
}

/* Finds the signer among the practitioners of the lookup, or adds them. */
gboolean
_smt_encode_signer (SmtEncoder *encoder, GError **error)
{
  const SmtSigner *signer = encoder->context->signer;
  g_autofree char *url = NULL;
  g_autofree char *display = NULL;

  if (signer->hpr == NULL || !_smt_encode_same_number (signer->hpr, signer->hpr))
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, "a signer without HPR number");
      return FALSE;
    }
  url = find_by_number (encoder, "Practitioner", SMT_ID_HPR, signer->hpr);
  if (url == NULL)
    url = add_practitioner (encoder);
  display = dup_signer_display (signer);
  encoder->signer = _smt_json_of_reference (url, SMT_PROFILE_PRACTITIONER, display);
  return TRUE;
}

/* --- author of the list ------------------------------------------------------------------------------------------- */

static char *
add_organization (SmtEncoder *encoder)
{
  const SmtSigner *signer = encoder->context->signer;
  g_autofree char *id = _smt_encode_dup_uuid (encoder);
  char *full_url = g_strconcat ("urn:uuid:", id, NULL);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *json = NULL;

  _smt_encode_begin_resource (writer, full_url, "Organization", id, SMT_PROFILE_ORGANIZATION);
  smt_json_writer_key (writer, "identifier");
  smt_json_writer_begin_array (writer);
  write_identifier (writer, SMT_ID_HER, NULL, NULL, signer->her_id);
  smt_json_writer_end_array (writer);
  smt_json_writer_member (writer, "name", signer->office);
  _smt_encode_end_resource (writer);
  json = smt_json_writer_finish (writer);
  _smt_encode_add_entry (encoder, json);
  return full_url;
}

static void
write_organization (SmtEncoder *encoder, SmtJsonWriter *writer)
{
  const SmtSigner *signer = encoder->context->signer;
  g_autofree char *url = NULL;
  g_autofree char *display = NULL;
  g_autofree char *reference = NULL;

  if (signer->her_id == NULL)
    return;
  url = find_by_number (encoder, "Organization", SMT_ID_HER, signer->her_id);
  if (url == NULL)
    url = add_organization (encoder);
  display = g_strdup_printf ("%s%sHER: %s", signer->office != NULL ? signer->office : "",
                             signer->office != NULL ? ", " : "", signer->her_id);
  reference = _smt_json_of_reference (url, SMT_PROFILE_ORGANIZATION, display);
  smt_json_writer_key (writer, "organization");
  smt_json_writer_raw (writer, reference, -1);
}

/* The signer in the role of the list's author; returns the Reference to it. */
char *
_smt_encode_add_author (SmtEncoder *encoder)
{
  const SmtSigner *signer = encoder->context->signer;
  g_autofree char *id = _smt_encode_dup_uuid (encoder);
  g_autofree char *full_url = g_strconcat ("urn:uuid:", id, NULL);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *name = dup_signer_display (signer);
  g_autofree char *display = NULL;
  g_autofree char *json = NULL;

  _smt_encode_begin_resource (writer, full_url, "PractitionerRole", id, SMT_PROFILE_PRACTITIONER_ROLE);
  smt_json_writer_key (writer, "practitioner");
  smt_json_writer_raw (writer, encoder->signer, -1);
  write_organization (encoder, writer);
  smt_json_writer_key (writer, "code");
  smt_json_writer_raw (writer, "[{\"coding\":[{\"system\":\"" SMT_LIST_ROLE "\"}],\"text\":\"PLL author\"}]", -1);
  _smt_encode_end_resource (writer);
  json = smt_json_writer_finish (writer);
  _smt_encode_add_entry (encoder, json);
  display = signer->office != NULL ? g_strconcat (name, ", ", signer->office, NULL) : g_strdup (name);
  return _smt_json_of_reference (full_url, SMT_PROFILE_PRACTITIONER_ROLE, display);
}
