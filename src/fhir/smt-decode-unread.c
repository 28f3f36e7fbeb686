/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

#define LONGEST_NAME 60

/* --- what is known ------------------------------------------------------------------------------------------------ */

static const SmtFhirName statement_members[] = {
  SMT_FHIR_NAME ("resourceType"),
  SMT_FHIR_NAME ("id"),
  SMT_FHIR_NAME ("meta"),
  SMT_FHIR_NAME ("language"),
  SMT_FHIR_NAME ("text"),
  SMT_FHIR_NAME ("extension"),
  SMT_FHIR_NAME ("identifier"),
  SMT_FHIR_NAME ("basedOn"),
  SMT_FHIR_NAME ("partOf"),
  SMT_FHIR_NAME ("status"),
  SMT_FHIR_NAME ("medicationReference"),
  SMT_FHIR_NAME ("subject"),
  SMT_FHIR_NAME ("effectiveDateTime"),
  SMT_FHIR_NAME ("effectivePeriod"),
  SMT_FHIR_NAME ("dateAsserted"),
  SMT_FHIR_NAME ("informationSource"),
  SMT_FHIR_NAME ("derivedFrom"),
  SMT_FHIR_NAME ("dosage"),
  SMT_FHIR_NAME_END,
};
static const SmtFhirName statement_extensions[] = {
  SMT_FHIR_NAME ("sfm-reseptamendment"),
  SMT_FHIR_NAME ("sfm-regInfo"),
  SMT_FHIR_NAME ("sfm-generic-substitution"),
  SMT_FHIR_NAME ("sfm-discontinuation"),
  SMT_FHIR_NAME ("sfm-deliverysummary"),
  SMT_FHIR_NAME ("sfm-administration"),
  SMT_FHIR_NAME ("sfm-libitemcomment"),
  SMT_FHIR_NAME ("effectiveDateTime"),
  SMT_FHIR_NAME_END,
};
static const SmtShape statement_shape = { "MedicationStatement", statement_members, statement_extensions };

static const SmtFhirName amendment_extensions[] = {
  SMT_FHIR_NAME ("dssn"),
  SMT_FHIR_NAME ("itemgroup"),
  SMT_FHIR_NAME ("reit"),
  SMT_FHIR_NAME ("expirationdate"),
  SMT_FHIR_NAME ("reseptdate"),
  SMT_FHIR_NAME ("festUpdate"),
  SMT_FHIR_NAME ("rfstatus"),
  SMT_FHIR_NAME ("typeresept"),
  SMT_FHIR_NAME ("numberofpackages"),
  SMT_FHIR_NAME ("amount"),
  SMT_FHIR_NAME ("lastchanged"),
  SMT_FHIR_NAME ("ereseptdosing"),
  SMT_FHIR_NAME ("lockedresept"),
  SMT_FHIR_NAME ("indoctorsname"),
  SMT_FHIR_NAME ("guardiantransparencyreservation"),
  SMT_FHIR_NAME ("reimbursementparagraph"),
  SMT_FHIR_NAME ("reimbursementcode"),
  SMT_FHIR_NAME ("recallinfo"),
  SMT_FHIR_NAME ("freecard"),
  SMT_FHIR_NAME ("note"),
  SMT_FHIR_NAME ("speciality"),
  SMT_FHIR_NAME ("refnum"),
  SMT_FHIR_NAME ("createeresept"),
  SMT_FHIR_NAME ("createresept"),
  SMT_FHIR_NAME ("dispencesummary"),
  SMT_FHIR_NAME_END,
};
static const SmtShape amendment_shape = { "sfm-reseptamendment", NULL, amendment_extensions };

static const SmtFhirName reg_info_extensions[] = { SMT_FHIR_NAME ("status"), SMT_FHIR_NAME ("type"),
                                                   SMT_FHIR_NAME ("provider"), SMT_FHIR_NAME ("timestamp"),
                                                   SMT_FHIR_NAME_END };
static const SmtShape reg_info_shape = { "sfm-regInfo", NULL, reg_info_extensions };

static const SmtFhirName discontinuation_extensions[] = { SMT_FHIR_NAME ("timedate"), SMT_FHIR_NAME ("reason"),
                                                          SMT_FHIR_NAME ("note"), SMT_FHIR_NAME_END };
static const SmtShape discontinuation_shape = { "sfm-discontinuation", NULL, discontinuation_extensions };

static const SmtFhirName recall_extensions[] = { SMT_FHIR_NAME ("recallId"), SMT_FHIR_NAME ("recallcode"),
                                                 SMT_FHIR_NAME ("text"), SMT_FHIR_NAME ("performed"),
                                                 SMT_FHIR_NAME_END };
static const SmtShape recall_shape = { "recallinfo", NULL, recall_extensions };

static const SmtFhirName dosage_members[] = {
  SMT_FHIR_NAME ("id"),
  SMT_FHIR_NAME ("extension"),
  SMT_FHIR_NAME ("sequence"),
  SMT_FHIR_NAME ("text"),
  SMT_FHIR_NAME ("additionalInstruction"),
  SMT_FHIR_NAME ("patientInstruction"),
  SMT_FHIR_NAME ("timing"),
  SMT_FHIR_NAME ("asNeededBoolean"),
  SMT_FHIR_NAME ("asNeededCodeableConcept"),
  SMT_FHIR_NAME ("route"),
  SMT_FHIR_NAME ("method"),
  SMT_FHIR_NAME ("site"),
  SMT_FHIR_NAME ("doseAndRate"),
  SMT_FHIR_NAME ("maxDosePerPeriod"),
  SMT_FHIR_NAME ("asNeededFor"),
  SMT_FHIR_NAME_END,
};
static const SmtFhirName dosage_extensions[] = { SMT_FHIR_NAME ("sfm-use"), SMT_FHIR_NAME ("sfm-shortdosage"),
                                                 SMT_FHIR_NAME ("sfm-application-area"), SMT_FHIR_NAME_END };
static const SmtShape dosage_shape = { "Dosage", dosage_members, dosage_extensions };

static const SmtFhirName dosing_extensions[] = { SMT_FHIR_NAME ("starttime"), SMT_FHIR_NAME ("endtime"),
                                                 SMT_FHIR_NAME ("repeatingdosage"), SMT_FHIR_NAME_END };
static const SmtShape dosing_shape = { "ereseptdosing", NULL, dosing_extensions };

static const SmtFhirName repeating_extensions[] = { SMT_FHIR_NAME ("amount"), SMT_FHIR_NAME ("interval"),
                                                    SMT_FHIR_NAME ("accurate"), SMT_FHIR_NAME ("timerange"),
                                                    SMT_FHIR_NAME_END };
static const SmtShape repeating_shape = { "repeatingdosage", NULL, repeating_extensions };

static const SmtFhirName medication_members[] = {
  SMT_FHIR_NAME ("resourceType"), SMT_FHIR_NAME ("id"),   SMT_FHIR_NAME ("meta"),
  SMT_FHIR_NAME ("language"),     SMT_FHIR_NAME ("text"), SMT_FHIR_NAME ("extension"),
  SMT_FHIR_NAME ("identifier"),   SMT_FHIR_NAME ("code"), SMT_FHIR_NAME ("status"),
  SMT_FHIR_NAME ("manufacturer"), SMT_FHIR_NAME ("form"), SMT_FHIR_NAME ("amount"),
  SMT_FHIR_NAME ("ingredient"),   SMT_FHIR_NAME_END,
};
static const SmtFhirName medication_extensions[] = {
  SMT_FHIR_NAME ("no-basis-prescriptiongroup"),
  SMT_FHIR_NAME ("sfm-medicationdetails"),
  SMT_FHIR_NAME ("sfm-name"),
  SMT_FHIR_NAME ("sfm-recipe"),
  SMT_FHIR_NAME_END,
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
is_known_member (const SmtFhirName *known, SmtJsonCursor key)
{
  for (; known->text != NULL; known++)
    if (smt_json_string_says (key, known->text, known->length))
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
