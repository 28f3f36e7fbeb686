/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

#include "base/smt-text.h"

/* Shorter than this, two dispensings are one that was split, and say nothing of how fast it is used. */
#define SHORTEST_SPAN 14

/** Handover: one dispensing as far as it can be counted. */
typedef struct
{
  SmtDate date;
  SmtDecimal packages; /* mantissa 0: not said */
  SmtDecimal size;     /* of one package; mantissa 0: not said */
  char *size_unit;
  char *name;
} Handover;

static void
handover_clear (gpointer data)
{
  Handover *handover = data;

  g_free (handover->size_unit);
  g_free (handover->name);
}

/* --- one dispensing ----------------------------------------------------------------------------------------------- */

/* "30 x 3" is no size that can be counted with; "100" is. */
static void
read_package (SmtDecoder *decoder, SmtJsonCursor reference, Handover *out)
{
  SmtNode *node = _smt_decoder_resolve (decoder, reference);
  SmtJsonCursor details, package;
  g_autofree char *size = NULL;

  if (node == NULL)
    return;
  details = _smt_fhir_extension (node->resource, SMT_EXT_MEDICATION_DETAILS);
  package = _smt_fhir_extension (details, "packinginfoprescription");
  size = _smt_fhir_dup_text (_smt_fhir_extension_value (package, "packingsize", "valueString"));
  if (size == NULL || !smt_decimal_parse (size, -1, &out->size))
    out->size = SMT_DECIMAL_ZERO;
  out->size_unit = _smt_fhir_dup_code (_smt_fhir_extension_value (package, "packingunit", "valueCodeableConcept"));
}

static gboolean
is_countable (SmtJsonCursor dispense)
{
  SmtJsonCursor info = _smt_fhir_extension (dispense, "sfm-dispenseinfo");

  return smt_json_string_equals (smt_json_member (dispense, "status"), "completed")
         && !_smt_fhir_is_true (_smt_fhir_extension_value (info, "cancellation", "valueBoolean"));
}

/* A quantity without a unit, beside a package, counts packages (contract 7). */
static void
read_handover (SmtDecoder *decoder, SmtJsonCursor dispense, Handover *out)
{
  SmtJsonCursor medication = smt_json_member (dispense, "medicationReference");
  g_auto (SmtFhirQuantity) quantity = { 0 };

  *out = (Handover){ 0 };
  out->date = _smt_fhir_date (smt_json_member (dispense, "whenHandedOver"));
  out->name = _smt_fhir_dup_text (smt_json_member (medication, "display"));
  _smt_fhir_quantity (smt_json_member (dispense, "quantity"), &quantity);
  if (quantity.has_value && quantity.unit == NULL && smt_decimal_sign (quantity.value) > 0)
    out->packages = quantity.value;
  read_package (decoder, medication, out);
}

static void
append_packages (GString *raw, SmtDecimal packages)
{
  g_autofree char *number = smt_decimal_format (smt_decimal_normalize (packages), ',');

  g_string_append_printf (raw, " %s %s", number,
                          smt_decimal_equal (packages, SMT_DECIMAL_INT (1)) ? "pakning" : "pakninger");
}

static void
append_size (GString *raw, SmtDecimal size, const char *unit)
{
  g_autofree char *number = smt_decimal_format (smt_decimal_normalize (size), ',');

  g_string_append_printf (raw, " à %s%s%s", number, unit != NULL ? " " : "", unit != NULL ? unit : "");
}

/* " 1 pakning à 100 stk Metotreksat tab 2,5 mg" */
static char *
describe_goods (const Handover *handover)
{
  g_autoptr (GString) goods = g_string_new (NULL);

  if (handover->packages.mantissa > 0)
    append_packages (goods, handover->packages);
  if (handover->packages.mantissa > 0 && handover->size.mantissa > 0)
    append_size (goods, handover->size, handover->size_unit);
  if (handover->name != NULL)
    g_string_append_printf (goods, " %s", handover->name);
  return g_string_free (g_steal_pointer (&goods), FALSE);
}

static char *
describe_handover (const Handover *handover, const char *goods)
{
  g_autofree char *date = smt_date_is_set (handover->date) ? smt_date_to_iso (handover->date) : NULL;

  return g_strconcat ("Utlevert", goods, date != NULL ? ", " : NULL, date, NULL);
}

/* @goods: as describe_goods() tells it */
static SmtSource *
show (const char *raw, const char *goods, SmtDate date, const char *prescription_id)
{
  SmtSource *source = smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, raw, smt_reading_new (SMT_READING_SILENT));

  source->date = date;
  source->prescription_id = g_strdup (prescription_id);
  source->handed_out = *goods != '\0' ? g_strdup (goods + 1) : NULL;
  return source;
}

/* --- how fast ----------------------------------------------------------------------------------------------------- */

static int
compare_handovers (const void *first, const void *second)
{
  return smt_date_compare (((const Handover *)first)->date, ((const Handover *)second)->date);
}

/* What all but the last hand out, when they can be added: the same kind of package each time. */
static gboolean
add_up (const GArray *handovers, SmtDecimal *out)
{
  const Handover *last = &g_array_index (handovers, Handover, handovers->len - 1);
  SmtDecimal packages = SMT_DECIMAL_ZERO;

  for (guint i = 0; i < handovers->len; i++)
    {
      const Handover *handover = &g_array_index (handovers, Handover, i);
      if (!smt_date_is_set (handover->date) || handover->packages.mantissa <= 0 || handover->size.mantissa <= 0
          || !smt_decimal_equal (handover->size, last->size) || g_strcmp0 (handover->size_unit, last->size_unit) != 0)
        return FALSE;
      if (handover != last && !smt_decimal_add (packages, handover->packages, &packages))
        return FALSE;
    }
  return smt_decimal_multiply (packages, last->size, out);
}

/* A package counted in pieces is counted in what the pieces are, when the product says so. */
static const char *
unit_of_pieces (const SmtProduct *product, const char *size_unit)
{
  g_autofree char *form = product->form_text != NULL ? smt_text_fold (product->form_text) : NULL;

  if (size_unit == NULL || !smt_text_equal_ascii_case (size_unit, "stk"))
    return size_unit;
  if (form != NULL && strstr (form, "tablett") != NULL)
    return "tablett";
  return form != NULL && strstr (form, "kapsel") != NULL ? "kapsel" : NULL;
}

/* So much in so many days; on which of them is not known. */
static SmtRhythm *
make_rhythm (SmtDecimal amount, const char *unit, int days)
{
  SmtRhythm *rhythm = smt_rhythm_new ();
  SmtBeat *beat;

  smt_rhythm_add_step (rhythm);
  beat = smt_rhythm_add_beat (rhythm, 0);
  beat->amount = smt_range_exact (amount);
  smt_beat_set_unit (beat, unit);
  beat->basis = SMT_BASIS_PER_PERIOD;
  beat->days.kind = SMT_DAYS_K_OF_N;
  beat->days.k = smt_range_between (SMT_DECIMAL_INT (1), SMT_DECIMAL_INT (days));
  beat->days.n = smt_range_exact_int (days);
  beat->days.unit = SMT_TIME_UNIT_DAY;
  rhythm->stated = SMT_ATTRIBUTE_AMOUNT | SMT_ATTRIBUTE_DAYS;
  return rhythm;
}

/* Two dispensings or more: what the earlier ones handed out lasted until the last one. A single one says nothing. */
static SmtSource *
estimate (const SmtTreatment *treatment, GArray *handovers)
{
  const Handover *last;
  SmtDecimal amount;
  int days;

  if (handovers->len < 2)
    return NULL;
  g_array_sort (handovers, compare_handovers);
  last = &g_array_index (handovers, Handover, handovers->len - 1);
  if (!add_up (handovers, &amount)) /* which also knows that each has a date */
    return NULL;
  days = smt_date_days_between (g_array_index (handovers, Handover, 0).date, last->date);
  if (days < SHORTEST_SPAN)
    return NULL;

  SmtRhythm *rhythm = make_rhythm (amount, unit_of_pieces (treatment->product, last->size_unit), days);
  if (!smt_rhythm_validate (rhythm))
    {
      smt_rhythm_unref (rhythm);
      return NULL;
    }
  g_autofree char *number = smt_decimal_format (smt_decimal_normalize (amount), ',');
  g_autofree char *raw =
      g_strdup_printf ("%s%s%s på %d dager, %u utleveringer", number, last->size_unit != NULL ? " " : "",
                       last->size_unit != NULL ? last->size_unit : "", days, handovers->len);
  return smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, raw, smt_reading_new_clear (rhythm));
}

/* --- summary ------------------------------------------------------------------------------------------------------ */

/* How much in all and when last, never since when: no rhythm can honestly be made of it, so it is only shown. */
static void
add_summary (SmtTreatment *treatment, SmtJsonCursor summary)
{
  SmtDate last = _smt_fhir_extension_date (_smt_fhir_extension (summary, "sistutlevert"));
  g_autofree char *name = _smt_fhir_dup_text (_smt_fhir_extension_value (summary, "varenavn", "valueString"));
  g_auto (SmtFhirQuantity) size = { 0 };
  g_autoptr (GString) goods = g_string_new (NULL);
  g_autoptr (GString) raw = g_string_new ("Utlevert");
  SmtSource *source;
  SmtDecimal packages;

  _smt_fhir_quantity (_smt_fhir_extension_value (summary, "pakningsstr", "valueQuantity"), &size);
  if (smt_json_get_decimal (_smt_fhir_extension_value (summary, "antallpkntotalt", "valueDecimal"), &packages))
    append_packages (goods, packages);
  if (size.has_value)
    append_size (goods, size.value, size.unit);
  if (name != NULL)
    g_string_append_printf (goods, " %s", name);
  g_string_append (raw, goods->str);
  if (smt_date_is_set (last))
    {
      guint year, month, day;
      smt_date_split (last, &year, &month, &day);
      g_string_append_printf (raw, ", sist %02u.%02u.%u", day, month, year);
    }
  source = show (raw->str, goods->str, last, NULL);
  source->in_all = TRUE;
  g_ptr_array_add (treatment->sources, source);
}

/* --- sources ------------------------------------------------------------------------------------------------------ */

/* Files every dispensing under the statement it was made on: by reference, else by ReseptId. */
void
_smt_decode_file_dispenses (SmtDecoder *decoder)
{
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      SmtJsonCursor info;
      const char *key;
      SmtNode *statement;
      if (!smt_json_string_equals (node->type, "MedicationDispense"))
        continue;
      info = _smt_fhir_extension (node->resource, "sfm-dispenseinfo");
      statement = _smt_decoder_resolve (
          decoder, smt_json_element (smt_json_member (node->resource, "authorizingPrescription"), 0));
      key = _smt_decoder_lower_text (decoder, _smt_fhir_extension_value (info, "prescriptionid", "valueString"));
      if (statement == NULL && key != NULL)
        statement = g_hash_table_lookup (decoder->by_prescription, key);
      if (statement == NULL || !statement->is_statement)
        {
          /* on a prescription that is not in the answer any more */
          node->is_statement = _smt_decoder_is_treatment_by_itself (node->resource);
          if (node->is_statement)
            _smt_decoder_read_parts (decoder, node);
          continue;
        }
      if (statement->dispenses == NULL)
        statement->dispenses = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (statement->dispenses, node->index);
    }
}

static void
gather (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *link, GArray *handovers)
{
  for (guint i = 0; link->dispenses != NULL && i < link->dispenses->len; i++)
    {
      const SmtNode *node = g_ptr_array_index (decoder->nodes, g_array_index (link->dispenses, guint, i));
      Handover handover;
      if (!is_countable (node->resource))
        continue;
      read_handover (decoder, node->resource, &handover);
      g_array_append_val (handovers, handover);
      if (decoder->findings_only)
        continue;
      g_autofree char *goods = describe_goods (&handover);
      g_autofree char *raw = describe_handover (&handover, goods);
      g_ptr_array_add (treatment->sources, show (raw, goods, handover.date, link->prescription_id));
    }
}

static gboolean
has_dispenses (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    if (((const SmtNode *)g_ptr_array_index (chain, i))->dispenses != NULL)
      return TRUE;
  return FALSE;
}

/* Adds what was dispensed on any link of the chain: an estimate when there is one, each dispensing, else the summary.
 */
void
_smt_decode_supply (SmtDecoder *decoder, SmtTreatment *treatment, GPtrArray *chain)
{
  const SmtNode *head = g_ptr_array_index (chain, 0);
  SmtJsonCursor summary = head->parts->extensions.delivery;
  g_autoptr (GArray) handovers = NULL;
  guint first = treatment->sources->len;
  SmtSource *estimated;

  if (!has_dispenses (chain) && (decoder->findings_only || !smt_json_exists (summary)))
    return;
  handovers = g_array_new (FALSE, FALSE, sizeof (Handover));
  g_array_set_clear_func (handovers, handover_clear);
  for (guint i = 0; i < chain->len; i++)
    gather (decoder, treatment, g_ptr_array_index (chain, i), handovers);
  estimated = estimate (treatment, handovers);
  if (estimated != NULL)
    g_ptr_array_insert (treatment->sources, (int)first, estimated);
  if (handovers->len == 0 && smt_json_exists (summary) && !decoder->findings_only)
    add_summary (treatment, summary);
}
