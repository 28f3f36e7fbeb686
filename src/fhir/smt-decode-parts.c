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
  SMT_JSON_NAME ("sfm-reseptamendment"), SMT_JSON_NAME ("sfm-administration"), SMT_JSON_NAME ("sfm-discontinuation"),
  SMT_JSON_NAME ("sfm-deliverysummary"), SMT_JSON_NAME ("sfm-libitemcomment"), SMT_JSON_NAME ("effectiveDateTime"),
};

static const SmtJsonName amendment_names[] = {
  SMT_JSON_NAME ("dssn"),        SMT_JSON_NAME ("reseptdate"),    SMT_JSON_NAME ("expirationdate"),
  SMT_JSON_NAME ("lastchanged"), SMT_JSON_NAME ("rfstatus"),      SMT_JSON_NAME ("recallinfo"),
  SMT_JSON_NAME ("typeresept"),  SMT_JSON_NAME ("ereseptdosing"),
};

G_STATIC_ASSERT (sizeof (SmtMembers) == G_N_ELEMENTS (member_names) * sizeof (SmtJsonCursor));
G_STATIC_ASSERT (sizeof (SmtExtensions) == G_N_ELEMENTS (extension_names) * sizeof (SmtJsonCursor));
G_STATIC_ASSERT (sizeof (SmtAmendment) == G_N_ELEMENTS (amendment_names) * sizeof (SmtJsonCursor));

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
  parts->dosages = smt_json_exists (parts->members.dosage) ? parts->members.dosage : parts->members.dosage_instruction;
}
