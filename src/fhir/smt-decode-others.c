/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/* What it is: the product group, else what the section or the resource calls it. */
static char *
dup_display (SmtJsonCursor resource, SmtJsonCursor reference)
{
  SmtJsonCursor document = _smt_fhir_extension (resource, SMT_EXT_OTHER_PRODUCT);
  char *display = _smt_fhir_dup_concept (_smt_fhir_extension_value (document, "productgroup", "valueCodeableConcept"));

  if (display == NULL)
    display = _smt_fhir_dup_concept (smt_json_member (resource, "code"));
  if (display == NULL)
    display = _smt_fhir_dup_text (smt_json_member (reference, "display"));
  return display != NULL ? display : g_strdup ("Annet");
}

/* Consumables and nutrition (sectionOtherPrescriptions): no medicines, nothing to check, but part of what the patient
 * has. */
void
_smt_decode_others (SmtDecoder *decoder)
{
  SmtJsonCursor section = _smt_decoder_section (decoder, SMT_SECTION_OTHER);
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, smt_json_member (section, "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtNode *node = _smt_decoder_resolve (decoder, reference);
      SmtOtherPrescription *other;
      SmtJsonCursor amendment;
      if (node == NULL)
        {
          _smt_decoder_say_unread (decoder, "sectionOtherPrescriptions: the Bundle does not hold it");
          continue;
        }
      amendment = _smt_fhir_extension (node->resource, SMT_EXT_AMENDMENT);
      other = smt_other_prescription_new ();
      other->display = dup_display (node->resource, reference);
      other->text = _smt_fhir_dup_text (_smt_fhir_extension_value (amendment, "dssn", "valueString"));
      other->prescription_id = _smt_fhir_dup_typed_identifier (node->resource, SMT_ID_TYPE_PRESCRIPTION);
      other->status = _smt_decode_rf_status (decoder, _smt_fhir_extension (amendment, "rfstatus"));
      g_ptr_array_add (decoder->list->others, other);
    }
}
