/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

static SmtProduct *
recognise (SmtDecoder *decoder, SmtProductClues *clues)
{
  const SmtCatalogue *catalogue = decoder->list->catalogue;

  if (catalogue != NULL)
    clues->fest = smt_catalogue_find_product (catalogue, clues->fest_id);
  return _smt_read_memory_recognise (decoder->memory, clues);
}

/* The coding of the system that stands first in @systems; of several of it, the first. */
static SmtJsonCursor
find_coding (SmtJsonCursor code, const SmtJsonName *systems, guint n)
{
  SmtJsonCursor found = SMT_JSON_NOWHERE;
  SmtJsonIter iter;
  SmtJsonCursor coding;

  smt_json_iter_init (&iter, smt_json_member (code, "coding"));
  while (smt_json_iter_next (&iter, NULL, &coding))
    {
      SmtJsonCursor system = smt_json_member (coding, "system");
      for (guint i = 0; i < n; i++)
        if (smt_json_string_says (system, systems[i].text, systems[i].length))
          {
            found = coding;
            n = i; /* only one that stands before it is better */
          }
    }
  return found;
}

/* The code of a local medicine is missing, and that of a magistral one (7424/10) names no product: only FEST's counts,
 * by FEST's own address or one of those that Legemiddelregisteret has for its parts of FEST. */
static void
read_code (SmtDecoder *decoder, SmtProductClues *clues, SmtJsonCursor code)
{
  static const SmtJsonName fest_systems[] = { SMT_JSON_NAME (SMT_SYSTEM_FEST),
                                              SMT_JSON_NAME (SMT_SYSTEM_DMP "festLegemiddelDose"),
                                              SMT_JSON_NAME (SMT_SYSTEM_DMP "festLegemiddelMerkevare"),
                                              SMT_JSON_NAME (SMT_SYSTEM_DMP "festLegemiddelPakning"),
                                              SMT_JSON_NAME (SMT_SYSTEM_DMP "festLegemiddelVirkestoff") };
  static const SmtJsonName atc_systems[] = { SMT_JSON_NAME (SMT_SYSTEM_ATC), SMT_JSON_NAME (SMT_SYSTEM_ATC_OID) };
  SmtJsonCursor fest = find_coding (code, fest_systems, G_N_ELEMENTS (fest_systems));
  SmtJsonCursor atc = find_coding (code, atc_systems, G_N_ELEMENTS (atc_systems));

  clues->fest_id = _smt_decoder_text (decoder, smt_json_member (fest, "code"));
  clues->display = _smt_decoder_text (decoder, smt_json_member (fest, "display"));
  clues->atc = _smt_decoder_text (decoder, smt_json_member (atc, "code"));
  clues->atc_display = _smt_decoder_text (decoder, smt_json_member (atc, "display"));
}

static void
read_details (SmtDecoder *decoder, SmtProductClues *clues, SmtJsonCursor medication)
{
  SmtJsonCursor details = _smt_fhir_extension (medication, SMT_EXT_MEDICATION_DETAILS);
  SmtJsonCursor package = _smt_fhir_extension (details, "packinginfoprescription");
  SmtJsonCursor type = _smt_fhir_extension_value (details, "registreringstype", "valueCodeableConcept");

  clues->is_substance = g_strcmp0 (_smt_decoder_code (decoder, type), "1") == 0;
  clues->name = _smt_decoder_text (decoder, _smt_fhir_extension_value (package, "name", "valueString"));
  if (clues->name == NULL)
    clues->name = _smt_decoder_text (decoder, _smt_fhir_extension_value (details, "name", "valueString"));
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

/* A unit of UCUM as displays write it; what is counted (a tablet) is no unit of a strength. */
static const char *
strength_unit (const char *code)
{
  static const char *const units[][2] = { { "ug", "mikrog" }, { "mcg", "mikrog" }, { "[iU]", "IE" }, { "[IU]", "IE" },
                                          { "[USP'U]", "E" }, { "U", "E" },        { "mL", "ml" },   { "h", "time" } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (code, units[i][0]) == 0)
      return units[i][1];
  return code;
}

static gboolean
is_measured (const char *unit)
{
  return g_strcmp0 (unit, "ml") == 0 || g_strcmp0 (unit, "time") == 0 || g_strcmp0 (unit, "g") == 0;
}

/* "70 mg", "50 mg/ml", "40 mg/0,4 ml"; nothing when a part of it is missing. */
static void
append_strength (GString *out, SmtJsonCursor ratio)
{
  g_auto (SmtFhirQuantity) much = { 0 };
  g_auto (SmtFhirQuantity) per = { 0 };
  g_autofree char *code = _smt_fhir_dup_text (smt_json_member (smt_json_member (ratio, "numerator"), "code"));
  g_autofree char *per_code = _smt_fhir_dup_text (smt_json_member (smt_json_member (ratio, "denominator"), "code"));
  g_autofree char *value = NULL;

  _smt_fhir_quantity (smt_json_member (ratio, "numerator"), &much);
  _smt_fhir_quantity (smt_json_member (ratio, "denominator"), &per);
  if (!much.has_value || (code == NULL && much.unit == NULL))
    return;
  value = smt_decimal_format (much.value, ',');
  g_string_append_printf (out, "%s%s %s", out->len > 0 ? "/" : "", value,
                          strength_unit (code != NULL ? code : much.unit));

  const char *unit = strength_unit (per_code != NULL ? per_code : per.unit);
  if (!per.has_value || !is_measured (unit))
    return;
  g_autofree char *count = smt_decimal_format (per.value, ',');
  gboolean one = smt_decimal_equal (per.value, SMT_DECIMAL_INT (1));
  g_string_append_printf (out, "/%s%s%s", one ? "" : count, one ? "" : " ", unit);
}

/* Plain FHIR says the strength of what is in it, where SFM has it in the display alone. */
static const char *
read_strength (SmtDecoder *decoder, SmtJsonCursor medication)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SmtJsonIter iter;
  SmtJsonCursor ingredient;

  smt_json_iter_init (&iter, smt_json_member (medication, "ingredient"));
  while (smt_json_iter_next (&iter, NULL, &ingredient))
    append_strength (out, smt_json_member (ingredient, "strength"));
  return out->len > 0 ? g_string_chunk_insert (decoder->texts, out->str) : NULL;
}

/* The name as shown: FEST's, else the name of a magistral medicine, else what the code says in words, else what the
 * reference displays. */
static void
complete_display (SmtDecoder *decoder, SmtProductClues *clues, SmtJsonCursor medication, SmtJsonCursor reference)
{
  SmtJsonCursor code = smt_json_member (medication, "code");

  clues->display =
      _smt_decoder_text (decoder, _smt_fhir_extension_value (medication, SMT_EXT_MAGISTRAL_NAME, "valueString"));
  if (clues->display == NULL)
    clues->display = _smt_decoder_text (decoder, smt_json_member (code, "text"));
  if (clues->display == NULL && clues->atc == NULL)
    clues->display = _smt_decoder_concept (decoder, code);
  if (clues->display == NULL)
    clues->display = _smt_decoder_text (decoder, smt_json_member (reference, "display"));
  if (clues->display == NULL)
    clues->display = clues->atc_display;
}

static SmtProduct *
read_medication (SmtDecoder *decoder, SmtJsonCursor medication, SmtJsonCursor reference)
{
  SmtProductClues clues = { 0 };
  SmtJsonCursor form = smt_json_member (medication, "form");
  SmtJsonCursor code = smt_json_member (medication, "code");

  read_code (decoder, &clues, smt_json_exists (code) ? code : find_substance (medication));
  read_details (decoder, &clues, medication);
  if (clues.display == NULL)
    complete_display (decoder, &clues, medication, reference);
  clues.strength = read_strength (decoder, medication);
  clues.form_code = _smt_decoder_code (decoder, form);
  clues.form_text = _smt_decoder_concept (decoder, form);
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
  SmtProductClues clues = { 0 };

  read_code (decoder, &clues, concept);
  if (clues.display == NULL)
    clues.display = _smt_decoder_text (decoder, smt_json_member (concept, "text"));
  if (clues.display == NULL)
    clues.display = clues.atc_display != NULL ? clues.atc_display : _smt_decoder_concept (decoder, concept);
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
  if (node->product != NULL)
    return smt_product_ref (node->product);

  if (!decoder->findings_only)
    _smt_decoder_check_medication (decoder, node->resource);
  product = read_medication (decoder, node->resource, reference);
  has_display = smt_json_exists (
      smt_json_member (_smt_fhir_coding (smt_json_member (node->resource, "code"), SMT_SYSTEM_FEST), "display"));
  if (has_display) /* else the name hangs on the reference, and the next one may say another */
    node->product = smt_product_ref (product);
  return product;
}
