/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

#define LONGEST_NAME 60

/* --- what is known ------------------------------------------------------------------------------------------------ */

static const char *const statement_members[] = {
  "resourceType",
  "id",
  "meta",
  "language",
  "text",
  "extension",
  "identifier",
  "basedOn",
  "partOf",
  "status",
  "medicationReference",
  "subject",
  "effectiveDateTime",
  "effectivePeriod",
  "dateAsserted",
  "informationSource",
  "derivedFrom",
  "dosage",
  NULL,
};
static const char *const statement_extensions[] = {
  "sfm-reseptamendment", "sfm-regInfo",         "sfm-generic-substitution",
  "sfm-discontinuation", "sfm-deliverysummary", "sfm-administration",
  "sfm-libitemcomment",  "effectiveDateTime",   NULL,
};
static const SmtShape statement_shape = { "MedicationStatement", statement_members, statement_extensions };

static const char *const amendment_extensions[] = {
  "dssn",
  "itemgroup",
  "reit",
  "expirationdate",
  "reseptdate",
  "festUpdate",
  "rfstatus",
  "typeresept",
  "numberofpackages",
  "amount",
  "lastchanged",
  "ereseptdosing",
  "lockedresept",
  "indoctorsname",
  "guardiantransparencyreservation",
  "reimbursementparagraph",
  "reimbursementcode",
  "recallinfo",
  "freecard",
  "note",
  "speciality",
  "refnum",
  "createeresept",
  "createresept",
  "dispencesummary",
  NULL,
};
static const SmtShape amendment_shape = { "sfm-reseptamendment", NULL, amendment_extensions };

static const char *const reg_info_extensions[] = { "status", "type", "provider", "timestamp", NULL };
static const SmtShape reg_info_shape = { "sfm-regInfo", NULL, reg_info_extensions };

static const char *const discontinuation_extensions[] = { "timedate", "reason", "note", NULL };
static const SmtShape discontinuation_shape = { "sfm-discontinuation", NULL, discontinuation_extensions };

static const char *const recall_extensions[] = { "recallId", "recallcode", "text", "performed", NULL };
static const SmtShape recall_shape = { "recallinfo", NULL, recall_extensions };

static const char *const dosage_members[] = {
  "id",
  "extension",
  "sequence",
  "text",
  "additionalInstruction",
  "patientInstruction",
  "timing",
  "asNeededBoolean",
  "asNeededCodeableConcept",
  "route",
  "method",
  "site",
  "doseAndRate",
  NULL,
};
static const char *const dosage_extensions[] = { "sfm-use", "sfm-shortdosage", "sfm-application-area", NULL };
static const SmtShape dosage_shape = { "Dosage", dosage_members, dosage_extensions };

static const char *const dosing_extensions[] = { "starttime", "endtime", "repeatingdosage", NULL };
static const SmtShape dosing_shape = { "ereseptdosing", NULL, dosing_extensions };

static const char *const repeating_extensions[] = { "amount", "interval", "accurate", "timerange", NULL };
static const SmtShape repeating_shape = { "repeatingdosage", NULL, repeating_extensions };

static const char *const medication_members[] = {
  "resourceType", "id",     "meta",         "language", "text",   "extension",  "identifier",
  "code",         "status", "manufacturer", "form",     "amount", "ingredient", NULL,
};
static const char *const medication_extensions[] = {
  "no-basis-prescriptiongroup", "sfm-medicationdetails", "sfm-name", "sfm-recipe", NULL,
};
static const SmtShape medication_shape = { "Medication", medication_members, medication_extensions };

/* --- saying it ---------------------------------------------------------------------------------------------------- */

/* What stands in an answer may be anything, also a name; only short words of letters, digits and - . _ are repeated. */
static const char *
harmless (const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || length > LONGEST_NAME)
    return "?";
  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._", *p) == NULL)
      return "?";
  return word;
}

/* Says once that something was not understood; the words must hold no patient data. */
void
_smt_decoder_say_unread (SmtDecoder *decoder, const char *format, ...)
{
  va_list arguments;
  char *words;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (g_hash_table_contains (decoder->said, words))
    {
      g_free (words);
      return;
    }
  g_ptr_array_add (decoder->list->unread, words);
  g_hash_table_add (decoder->said, words);
}

void
_smt_decoder_say_unread_code (SmtDecoder *decoder, const char *path, SmtJsonCursor code)
{
  g_autofree char *text = smt_json_dup_string (code);

  _smt_decoder_say_unread (decoder, "%s %s", path, text != NULL ? harmless (text) : "?");
}

static gboolean
is_known_member (const char *const *known, SmtJsonCursor key)
{
  for (; *known != NULL; known++)
    if (smt_json_string_equals (key, *known))
      return TRUE;
  return FALSE;
}

static guint
check_members (SmtDecoder *decoder, const SmtShape *shape, SmtJsonCursor element)
{
  SmtJsonIter iter;
  SmtJsonCursor key;
  guint unknown = 0;

  smt_json_iter_init (&iter, element);
  while (smt_json_iter_next (&iter, &key, NULL))
    {
      g_autofree char *name = NULL;
      if (is_known_member (shape->members, key))
        continue;
      name = smt_json_dup_string (key);
      _smt_decoder_say_unread (decoder, "%s.%s", shape->name, harmless (name));
      unknown++;
    }
  return unknown;
}

/* Returns how many parts of @element were not known; each is said. */
guint
_smt_decoder_check_shape (SmtDecoder *decoder, const SmtShape *shape, SmtJsonCursor element)
{
  guint unknown = shape->members != NULL ? check_members (decoder, shape, element) : 0;
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (element, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    {
      g_autofree char *segment = NULL;
      if (_smt_fhir_url_in (extension, shape->extensions))
        continue;
      segment = _smt_fhir_dup_segment (smt_json_member (extension, "url"));
      _smt_decoder_say_unread (decoder, "%s.extension %s", shape->name, segment != NULL ? harmless (segment) : "?");
      unknown++;
    }
  return unknown;
}

static void
check_children (SmtDecoder *decoder, const SmtShape *shape, const char *url, SmtJsonCursor parent)
{
  SmtJsonIter iter;
  SmtJsonCursor child;

  smt_json_iter_init (&iter, smt_json_member (parent, "extension"));
  while (_smt_fhir_next_extension (&iter, url, &child))
    _smt_decoder_check_shape (decoder, shape, child);
}

/* A field that holds something unknown cannot be trusted to say what its known parts say: FastDose's weekdays beside an
 * interval would turn weekly into daily (docs/fhir.md). So the caller gets the count. */
guint
_smt_decoder_check_dosing (SmtDecoder *decoder, SmtJsonCursor ereseptdosing)
{
  guint unknown = _smt_decoder_check_shape (decoder, &dosing_shape, ereseptdosing);
  SmtJsonIter iter;
  SmtJsonCursor repeating;

  smt_json_iter_init (&iter, smt_json_member (ereseptdosing, "extension"));
  while (_smt_fhir_next_extension (&iter, "repeatingdosage", &repeating))
    unknown += _smt_decoder_check_shape (decoder, &repeating_shape, repeating);
  return unknown;
}

/* Plain FHIR has more members than can be listed here, most of them without meaning for the dose. A modifier extension
 * may turn round anything. */
static void
check_plain (SmtDecoder *decoder, SmtJsonCursor resource)
{
  if (smt_json_exists (smt_json_member (resource, "modifierExtension")))
    _smt_decoder_say_unread (decoder, "modifierExtension");
}

void
_smt_decoder_check_statement (SmtDecoder *decoder, SmtJsonCursor resource)
{
  SmtJsonCursor amendment = _smt_fhir_extension (resource, SMT_EXT_AMENDMENT);
  SmtJsonIter iter;
  SmtJsonCursor dosage;

  smt_json_iter_init (&iter, _smt_fhir_dosages (resource));
  while (smt_json_iter_next (&iter, NULL, &dosage))
    _smt_decoder_check_shape (decoder, &dosage_shape, dosage);
  if (!smt_json_exists (amendment))
    {
      check_plain (decoder, resource);
      return;
    }
  _smt_decoder_check_shape (decoder, &statement_shape, resource);
  _smt_decoder_check_shape (decoder, &amendment_shape, amendment);
  check_children (decoder, &recall_shape, "recallinfo", amendment);
  check_children (decoder, &reg_info_shape, SMT_EXT_REG_INFO, resource);
  check_children (decoder, &discontinuation_shape, SMT_EXT_DISCONTINUATION, resource);
}

void
_smt_decoder_check_medication (SmtDecoder *decoder, SmtJsonCursor resource)
{
  _smt_decoder_check_shape (decoder, &medication_shape, resource);
}
