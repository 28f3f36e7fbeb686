/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

static const SmtJsonName member_names[] = {
  SMT_JSON_NAME ("extension"),
  SMT_JSON_NAME ("identifier"),
  SMT_JSON_NAME ("basedOn"),
  SMT_JSON_NAME ("partOf"),
  SMT_JSON_NAME ("priorPrescription"),
  SMT_JSON_NAME ("status"),
  SMT_JSON_NAME ("language"),
  SMT_JSON_NAME ("contained"),
  SMT_JSON_NAME ("medicationReference"),
  SMT_JSON_NAME ("medicationCodeableConcept"),
  SMT_JSON_NAME ("effectiveDateTime"),
  SMT_JSON_NAME ("effectivePeriod"),
  SMT_JSON_NAME ("derivedFrom"),
  SMT_JSON_NAME ("dosage"),
  SMT_JSON_NAME ("dosageInstruction"),
};

static const SmtJsonName extension_names[] = {
  SMT_JSON_NAME ("sfm-reseptamendment"),      SMT_JSON_NAME ("sfm-administration"),
  SMT_JSON_NAME ("sfm-discontinuation"),      SMT_JSON_NAME ("sfm-deliverysummary"),
  SMT_JSON_NAME ("sfm-libitemcomment"),       SMT_JSON_NAME ("effectiveDateTime"),
  SMT_JSON_NAME ("sfm-generic-substitution"),
};

static const SmtJsonName amendment_names[] = {
  SMT_JSON_NAME ("dssn"),        SMT_JSON_NAME ("reseptdate"),    SMT_JSON_NAME ("expirationdate"),
  SMT_JSON_NAME ("lastchanged"), SMT_JSON_NAME ("rfstatus"),      SMT_JSON_NAME ("recallinfo"),
  SMT_JSON_NAME ("typeresept"),  SMT_JSON_NAME ("ereseptdosing"), SMT_JSON_NAME ("numberofpackages"),
  SMT_JSON_NAME ("amount"),      SMT_JSON_NAME ("reit"),
};

G_STATIC_ASSERT (sizeof (SmtMembers) == G_N_ELEMENTS (member_names) * sizeof (SmtJsonCursor));
G_STATIC_ASSERT (sizeof (SmtExtensions) == G_N_ELEMENTS (extension_names) * sizeof (SmtJsonCursor));
G_STATIC_ASSERT (sizeof (SmtAmendment) == G_N_ELEMENTS (amendment_names) * sizeof (SmtJsonCursor));

/* R5 has one member for both: {"concept": …} or {"reference": …}. */
static void
find_medication_of_r5 (SmtMembers *members, SmtJsonCursor resource)
{
  SmtJsonCursor medication = smt_json_member (resource, "medication");

  members->medication_concept = smt_json_member (medication, "concept");
  members->medication_reference = smt_json_member (medication, "reference");
}

/* Doses are a list, whatever they are called; what is none is not taken apart, and said not to be understood. */
static void
find_dosages (SmtDecoder *decoder, SmtParts *parts)
{
  gboolean by_statement = smt_json_exists (parts->members.dosage);
  SmtJsonCursor dosages = by_statement ? parts->members.dosage : parts->members.dosage_instruction;
  gboolean is_list = !smt_json_exists (dosages) || smt_json_type (dosages) == SMT_JSON_ARRAY;

  parts->dosages = is_list ? dosages : SMT_JSON_NOWHERE;
  parts->bent = is_list ? SMT_JSON_NOWHERE : dosages;
  if (!is_list)
    _smt_decoder_say_unread (decoder, "%s", by_statement ? "dosage" : "dosageInstruction");
}

/* Finds the parts of a resource that says doses. */
void
_smt_decoder_read_parts (SmtDecoder *decoder, SmtNode *node)
{
  static const SmtJsonName url = SMT_JSON_NAME ("url");
  SmtParts *parts = &decoder->parts[node->index];

  node->parts = parts;
  smt_json_pick (node->resource, member_names, G_N_ELEMENTS (member_names), &parts->members.extension);
  smt_json_pick_tails (parts->members.extension, &url, extension_names, G_N_ELEMENTS (extension_names),
                       &parts->extensions.amendment);
  _smt_fhir_pick_extensions (parts->extensions.amendment, amendment_names, G_N_ELEMENTS (amendment_names),
                             &parts->amendment.dose_text);
  if (!smt_json_exists (parts->members.medication_concept) && !smt_json_exists (parts->members.medication_reference))
    find_medication_of_r5 (&parts->members, node->resource);
  find_dosages (decoder, parts);
}
