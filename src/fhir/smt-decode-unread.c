/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

#define LONGEST_NAME 60

/* --- what is known ------------------------------------------------------------------------------------------------ */

static const SmtJsonName statement_members[] = {
  SMT_JSON_NAME ("resourceType"),
  SMT_JSON_NAME ("id"),
  SMT_JSON_NAME ("meta"),
  SMT_JSON_NAME ("language"),
  SMT_JSON_NAME ("text"),
  SMT_JSON_NAME ("extension"),
  SMT_JSON_NAME ("identifier"),
  SMT_JSON_NAME ("basedOn"),
  SMT_JSON_NAME ("partOf"),
  SMT_JSON_NAME ("status"),
  SMT_JSON_NAME ("medicationReference"),
  SMT_JSON_NAME ("subject"),
  SMT_JSON_NAME ("effectiveDateTime"),
  SMT_JSON_NAME ("effectivePeriod"),
  SMT_JSON_NAME ("dateAsserted"),
  SMT_JSON_NAME ("informationSource"),
  SMT_JSON_NAME ("derivedFrom"),
  SMT_JSON_NAME ("dosage"),
  SMT_JSON_NAME_END,
};
static const SmtJsonName statement_extensions[] = {
  SMT_JSON_NAME ("sfm-reseptamendment"),
  SMT_JSON_NAME ("sfm-regInfo"),
  SMT_JSON_NAME ("sfm-generic-substitution"),
  SMT_JSON_NAME ("sfm-discontinuation"),
  SMT_JSON_NAME ("sfm-deliverysummary"),
  SMT_JSON_NAME ("sfm-administration"),
  SMT_JSON_NAME ("sfm-libitemcomment"),
  SMT_JSON_NAME ("effectiveDateTime"),
  SMT_JSON_NAME_END,
};
static const SmtShape statement_shape = { "MedicationStatement", statement_members, statement_extensions };

static const SmtJsonName amendment_extensions[] = {
  SMT_JSON_NAME ("dssn"),
  SMT_JSON_NAME ("itemgroup"),
  SMT_JSON_NAME ("reit"),
  SMT_JSON_NAME ("expirationdate"),
  SMT_JSON_NAME ("reseptdate"),
  SMT_JSON_NAME ("festUpdate"),
  SMT_JSON_NAME ("rfstatus"),
  SMT_JSON_NAME ("typeresept"),
  SMT_JSON_NAME ("numberofpackages"),
  SMT_JSON_NAME ("amount"),
  SMT_JSON_NAME ("lastchanged"),
  SMT_JSON_NAME ("ereseptdosing"),
  SMT_JSON_NAME ("lockedresept"),
  SMT_JSON_NAME ("indoctorsname"),
  SMT_JSON_NAME ("guardiantransparencyreservation"),
  SMT_JSON_NAME ("reimbursementparagraph"),
  SMT_JSON_NAME ("reimbursementcode"),
  SMT_JSON_NAME ("recallinfo"),
  SMT_JSON_NAME ("freecard"),
  SMT_JSON_NAME ("note"),
  SMT_JSON_NAME ("speciality"),
  SMT_JSON_NAME ("refnum"),
  SMT_JSON_NAME ("createeresept"),
  SMT_JSON_NAME ("createresept"),
  SMT_JSON_NAME ("dispencesummary"),
  SMT_JSON_NAME_END,
};
static const SmtShape amendment_shape = { "sfm-reseptamendment", NULL, amendment_extensions };

static const SmtJsonName reg_info_extensions[] = { SMT_JSON_NAME ("status"), SMT_JSON_NAME ("type"),
                                                   SMT_JSON_NAME ("provider"), SMT_JSON_NAME ("timestamp"),
                                                   SMT_JSON_NAME_END };
static const SmtShape reg_info_shape = { "sfm-regInfo", NULL, reg_info_extensions };

static const SmtJsonName discontinuation_extensions[] = { SMT_JSON_NAME ("timedate"), SMT_JSON_NAME ("reason"),
                                                          SMT_JSON_NAME ("note"), SMT_JSON_NAME_END };
static const SmtShape discontinuation_shape = { "sfm-discontinuation", NULL, discontinuation_extensions };

static const SmtJsonName recall_extensions[] = { SMT_JSON_NAME ("recallId"), SMT_JSON_NAME ("recallcode"),
                                                 SMT_JSON_NAME ("text"), SMT_JSON_NAME ("performed"),
                                                 SMT_JSON_NAME_END };
static const SmtShape recall_shape = { "recallinfo", NULL, recall_extensions };

static const SmtJsonName dosage_members[] = {
  SMT_JSON_NAME ("id"),
  SMT_JSON_NAME ("extension"),
  SMT_JSON_NAME ("sequence"),
  SMT_JSON_NAME ("text"),
  SMT_JSON_NAME ("additionalInstruction"),
  SMT_JSON_NAME ("patientInstruction"),
  SMT_JSON_NAME ("timing"),
  SMT_JSON_NAME ("asNeededBoolean"),
  SMT_JSON_NAME ("asNeededCodeableConcept"),
  SMT_JSON_NAME ("route"),
  SMT_JSON_NAME ("method"),
  SMT_JSON_NAME ("site"),
  SMT_JSON_NAME ("doseAndRate"),
  SMT_JSON_NAME ("maxDosePerPeriod"),
  SMT_JSON_NAME ("asNeededFor"),
  SMT_JSON_NAME_END,
};
static const SmtJsonName dosage_extensions[] = { SMT_JSON_NAME ("sfm-use"), SMT_JSON_NAME ("sfm-shortdosage"),
                                                 SMT_JSON_NAME ("sfm-application-area"), SMT_JSON_NAME_END };
static const SmtShape dosage_shape = { "Dosage", dosage_members, dosage_extensions };

static const SmtJsonName dosing_extensions[] = { SMT_JSON_NAME ("starttime"), SMT_JSON_NAME ("endtime"),
                                                 SMT_JSON_NAME ("repeatingdosage"), SMT_JSON_NAME_END };
static const SmtShape dosing_shape = { "ereseptdosing", NULL, dosing_extensions };

static const SmtJsonName repeating_extensions[] = { SMT_JSON_NAME ("amount"), SMT_JSON_NAME ("interval"),
                                                    SMT_JSON_NAME ("accurate"), SMT_JSON_NAME ("timerange"),
                                                    SMT_JSON_NAME_END };
static const SmtShape repeating_shape = { "repeatingdosage", NULL, repeating_extensions };

static const SmtJsonName medication_members[] = {
  SMT_JSON_NAME ("resourceType"), SMT_JSON_NAME ("id"),   SMT_JSON_NAME ("meta"),
  SMT_JSON_NAME ("language"),     SMT_JSON_NAME ("text"), SMT_JSON_NAME ("extension"),
  SMT_JSON_NAME ("identifier"),   SMT_JSON_NAME ("code"), SMT_JSON_NAME ("status"),
  SMT_JSON_NAME ("manufacturer"), SMT_JSON_NAME ("form"), SMT_JSON_NAME ("amount"),
  SMT_JSON_NAME ("ingredient"),   SMT_JSON_NAME_END,
};
static const SmtJsonName medication_extensions[] = {
  SMT_JSON_NAME ("no-basis-prescriptiongroup"),
  SMT_JSON_NAME ("sfm-medicationdetails"),
  SMT_JSON_NAME ("sfm-name"),
  SMT_JSON_NAME ("sfm-recipe"),
  SMT_JSON_NAME_END,
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
is_known_member (const SmtJsonName *known, SmtJsonCursor key)
{
  for (; known->text != NULL; known++)
    if (smt_json_string_says (key, known->text, known->length))
      return TRUE;
  return FALSE;
}

static void
check_members (SmtDecoder *decoder, const SmtShape *shape, SmtJsonCursor element)
{
  SmtJsonIter iter;
  SmtJsonCursor key;

  smt_json_iter_init (&iter, element);
  while (smt_json_iter_next (&iter, &key, NULL))
    {
      g_autofree char *name = NULL;
      if (is_known_member (shape->members, key))
        continue;
      name = smt_json_dup_string (key);
      _smt_decoder_say_unread (decoder, "%s.%s", shape->name, harmless (name));
    }
}

/* Says which parts of @element are not known. */
void
_smt_decoder_check_shape (SmtDecoder *decoder, const SmtShape *shape, SmtJsonCursor element)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  if (shape->members != NULL)
    check_members (decoder, shape, element);
  smt_json_iter_init (&iter, smt_json_member (element, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    {
      g_autofree char *segment = NULL;
      if (_smt_fhir_url_in (extension, shape->extensions))
        continue;
      segment = _smt_fhir_dup_segment (smt_json_member (extension, "url"));
      _smt_decoder_say_unread (decoder, "%s.extension %s", shape->name, segment != NULL ? harmless (segment) : "?");
    }
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
 * interval would turn weekly into daily (docs/fhir.md). The field is not heard then; here it is said why. */
void
_smt_decoder_check_dosing (SmtDecoder *decoder, SmtJsonCursor ereseptdosing)
{
  _smt_decoder_check_shape (decoder, &dosing_shape, ereseptdosing);
  check_children (decoder, &repeating_shape, "repeatingdosage", ereseptdosing);
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
