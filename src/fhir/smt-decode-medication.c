/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/** Clues: the owned strings behind SmtProductClues. */
typedef struct
{
  char *atc;
  char *atc_display;
  char *fest_id;
  char *display;
  char *name;
  char *form_code;
  char *form_text;
  gboolean is_substance;
} Clues;

static void
clues_clear (Clues *clues)
{
  g_free (clues->atc);
  g_free (clues->atc_display);
  g_free (clues->fest_id);
  g_free (clues->display);
  g_free (clues->name);
  g_free (clues->form_code);
  g_free (clues->form_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clues, clues_clear)

static SmtProduct *
recognise (SmtDecoder *decoder, const Clues *clues)
{
  const SmtCatalogue *catalogue = decoder->list->catalogue;
  const SmtProductClues borrowed = {
    .atc = clues->atc,
    .atc_display = clues->atc_display,
    .fest_id = clues->fest_id,
    .display = clues->display,
    .name = clues->name,
    .form_code = clues->form_code,
    .form_text = clues->form_text,
    .is_substance = clues->is_substance,
    .fest = catalogue != NULL ? smt_catalogue_find_product (catalogue, clues->fest_id) : NULL,
  };

  return _smt_read_memory_recognise (decoder->memory, &borrowed);
}

/* FEST's own address, or one of those that Legemiddelregisteret has for its parts of FEST. */
static SmtJsonCursor
find_fest (SmtJsonCursor code)
{
  static const char *const plain[] = { SMT_SYSTEM_DMP "festLegemiddelDose", SMT_SYSTEM_DMP "festLegemiddelMerkevare",
                                       SMT_SYSTEM_DMP "festLegemiddelPakning",
                                       SMT_SYSTEM_DMP "festLegemiddelVirkestoff" };
  SmtJsonCursor coding = _smt_fhir_coding (code, SMT_SYSTEM_FEST);

  for (guint i = 0; i < G_N_ELEMENTS (plain) && !smt_json_exists (coding); i++)
    coding = _smt_fhir_coding (code, plain[i]);
  return coding;
}

/* The code of a local medicine is missing, and that of a magistral one (7424/10) names no product: only FEST's counts.
 */
static void
read_code (Clues *clues, SmtJsonCursor code)
{
  SmtJsonCursor fest = find_fest (code);
  SmtJsonCursor atc = _smt_fhir_coding (code, SMT_SYSTEM_ATC);

  if (!smt_json_exists (atc))
    atc = _smt_fhir_coding (code, SMT_SYSTEM_ATC_OID);

  clues->fest_id = _smt_fhir_dup_text (smt_json_member (fest, "code"));
  clues->display = _smt_fhir_dup_text (smt_json_member (fest, "display"));
  clues->atc = _smt_fhir_dup_text (smt_json_member (atc, "code"));
  clues->atc_display = _smt_fhir_dup_text (smt_json_member (atc, "display"));
}

static void
read_details (Clues *clues, SmtJsonCursor medication)
{
  SmtJsonCursor details = _smt_fhir_extension (medication, SMT_EXT_MEDICATION_DETAILS);
  SmtJsonCursor package = _smt_fhir_extension (details, "packinginfoprescription");
  g_autofree char *type =
      _smt_fhir_dup_code (_smt_fhir_extension_value (details, "registreringstype", "valueCodeableConcept"));

  clues->is_substance = g_strcmp0 (type, "1") == 0;
  clues->name = _smt_fhir_dup_text (_smt_fhir_extension_value (package, "name", "valueString"));
  if (clues->name == NULL)
    clues->name = _smt_fhir_dup_text (_smt_fhir_extension_value (details, "name", "valueString"));
}

/* Plain FHIR may name what is in it instead; one substance names the medicine, several are not put in an order of ours.
 */
static SmtJsonCursor
find_substance (SmtJsonCursor medication)
{
  SmtJsonCursor ingredients = smt_json_member (medication, "ingredient");

  return smt_json_length (ingredients) == 1 ? smt_json_member (smt_json_element (ingredients, 0), "itemCodeableConcept")
                                            : SMT_JSON_NOWHERE;
}

/* The name as shown: FEST's, else the name of a magistral medicine, else what the code says in words. */
static void
complete_display (Clues *clues, SmtJsonCursor medication)
{
  if (clues->display == NULL)
    clues->display = _smt_fhir_dup_text (_smt_fhir_extension_value (medication, SMT_EXT_MAGISTRAL_NAME, "valueString"));
  if (clues->display == NULL)
    clues->display = _smt_fhir_dup_text (smt_json_member (smt_json_member (medication, "code"), "text"));
  if (clues->display == NULL && clues->atc == NULL)
    clues->display = _smt_fhir_dup_concept (smt_json_member (medication, "code"));
}

static SmtProduct *
read_medication (SmtDecoder *decoder, SmtJsonCursor medication, SmtJsonCursor reference)
{
  g_auto (Clues) clues = { 0 };
  SmtJsonCursor form = smt_json_member (medication, "form");

  read_code (&clues, smt_json_exists (smt_json_member (medication, "code")) ? smt_json_member (medication, "code")
                                                                            : find_substance (medication));
  read_details (&clues, medication);
  complete_display (&clues, medication);
  clues.form_code = _smt_fhir_dup_code (form);
  clues.form_text = _smt_fhir_dup_concept (form);
  if (clues.display == NULL)
    clues.display = _smt_fhir_dup_text (smt_json_member (reference, "display"));
  if (clues.display == NULL && clues.atc_display != NULL)
    clues.display = g_strdup (clues.atc_display);
  return recognise (decoder, &clues);
}

/* "#id" names a resource inside the statement itself. */
static SmtJsonCursor
find_contained (SmtJsonCursor contained, SmtJsonCursor reference)
{
  g_autofree char *text = smt_json_exists (contained) ? _smt_fhir_dup_reference (reference) : NULL;
  SmtJsonIter iter;
  SmtJsonCursor resource;

  smt_json_iter_init (&iter, contained);
  while (text != NULL && text[0] == '#' && smt_json_iter_next (&iter, NULL, &resource))
    if (smt_json_string_equals (smt_json_member (resource, "id"), text + 1))
      return resource;
  return SMT_JSON_NOWHERE;
}

/* Plain FHIR may say the product by its codes alone. */
static SmtProduct *
read_concept (SmtDecoder *decoder, SmtJsonCursor concept)
{
  g_auto (Clues) clues = { 0 };

  read_code (&clues, concept);
  if (clues.display == NULL)
    clues.display = _smt_fhir_dup_text (smt_json_member (concept, "text"));
  if (clues.display == NULL)
    clues.display = clues.atc_display != NULL ? g_strdup (clues.atc_display) : _smt_fhir_dup_concept (concept);
  return recognise (decoder, &clues);
}

/* Recognises the product of a statement, once for each Medication of the Bundle. Without the Medication, what the
 * reference displays is all there is. */
SmtProduct *
_smt_decode_product (SmtDecoder *decoder, const SmtNode *statement)
{
  const SmtMembers *members = &statement->parts->members;
  SmtJsonCursor reference = members->medication_reference;
  SmtNode *node = _smt_decoder_resolve (decoder, reference);
  SmtJsonCursor contained = find_contained (members->contained, reference);
  SmtProduct *product;
  gboolean has_display;

  if (smt_json_exists (members->medication_concept))
    return read_concept (decoder, members->medication_concept);
  if (smt_json_exists (contained))
    return read_medication (decoder, contained, reference);
  if (node == NULL)
    {
      _smt_decoder_say_unread (decoder, "MedicationStatement.medicationReference: the Bundle does not hold it");
      return read_medication (decoder, SMT_JSON_NOWHERE, reference);
    }
  product = g_hash_table_lookup (decoder->products, node);
  if (product != NULL)
    return smt_product_ref (product);

  if (!decoder->findings_only)
    _smt_decoder_check_medication (decoder, node->resource);
  product = read_medication (decoder, node->resource, reference);
  has_display = smt_json_exists (
      smt_json_member (_smt_fhir_coding (smt_json_member (node->resource, "code"), SMT_SYSTEM_FEST), "display"));
  if (has_display) /* else the name hangs on the reference, and the next one may say another */
    g_hash_table_insert (decoder->products, node, smt_product_ref (product));
  return product;
}
