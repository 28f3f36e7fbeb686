/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

/* --- links -------------------------------------------------------------------------------------------------------- */

SmtPrescriptionStatus
_smt_decode_rf_status (SmtDecoder *decoder, SmtJsonCursor rf_status)
{
  static const SmtPrescriptionStatus all[] = { SMT_PRESCRIPTION_DISPENSABLE, SMT_PRESCRIPTION_IN_DISPENSING,
                                               SMT_PRESCRIPTION_RECALLED, SMT_PRESCRIPTION_FINISHED,
                                               SMT_PRESCRIPTION_EXPIRED };
  SmtJsonCursor coding =
      _smt_fhir_first_coding (_smt_fhir_extension_value (rf_status, "status", "valueCodeableConcept"));
  SmtJsonCursor code = smt_json_member (coding, "code");

  if (!smt_json_exists (code))
    return SMT_PRESCRIPTION_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (smt_json_string_equals (code, smt_prescription_status_code (all[i])))
      return all[i];
  _smt_decoder_say_unread_code (decoder, "rfstatus", code);
  return SMT_PRESCRIPTION_UNKNOWN;
}

static void
read_recall (SmtDecoder *decoder, SmtJsonCursor recall, SmtPrescription *link)
{
  g_autofree char *id = _smt_fhir_dup_text (_smt_fhir_extension_value (recall, "recallId", "valueString"));
  SmtJsonCursor code = smt_json_member (
      _smt_fhir_first_coding (_smt_fhir_extension_value (recall, "recallcode", "valueCodeableConcept")), "code");
  g_autofree char *text = smt_json_dup_string (code);

  if (id != NULL)
    link->recall_id = g_ascii_strdown (id, -1);
  link->recalled_at = _smt_fhir_extension_instant (_smt_fhir_extension (recall, "performed"));
  if (text == NULL)
    return;
  if (text[0] >= '1' && text[0] <= '4' && text[1] == '\0')
    link->recall_code = text[0] - '0';
  else
    _smt_decoder_say_unread_code (decoder, "recallcode", code);
}

/* The name of a practitioner: of the resource when the Bundle holds it, else what the reference displays. One doctor
 * wrote most of a list. */
static char *
dup_practitioner (SmtDecoder *decoder, SmtJsonCursor reference)
{
  SmtNode *node = _smt_decoder_resolve (decoder, reference);

  if (node != NULL && node->human_name == NULL)
    node->human_name = _smt_fhir_dup_human_name (smt_json_element (smt_json_member (node->resource, "name"), 0));
  return node != NULL && node->human_name != NULL ? g_strdup (node->human_name) : _smt_fhir_dup_person (reference);
}

/** RegInfo: one sfm-regInfo: who did what when. */
typedef struct
{
  SmtJsonCursor provider;
  SmtInstant at;
} RegInfo;

static RegInfo
read_reg_info (SmtJsonCursor reg_info)
{
  return (RegInfo){ _smt_fhir_extension_value (reg_info, "provider", "valueReference"),
                    _smt_fhir_extension_instant (_smt_fhir_extension (reg_info, "timestamp")) };
}

/* The newest registration of @role; %NULL stands for any. */
static gboolean
find_reg_info (SmtJsonCursor resource, const char *role, RegInfo *out)
{
  SmtJsonIter iter;
  SmtJsonCursor reg_info;
  gboolean found = FALSE;

  smt_json_iter_init (&iter, smt_json_member (resource, "extension"));
  while (_smt_fhir_next_extension (&iter, SMT_EXT_REG_INFO, &reg_info))
    {
      SmtJsonCursor type =
          _smt_fhir_first_coding (_smt_fhir_extension_value (reg_info, "type", "valueCodeableConcept"));
      RegInfo info;
      if (role != NULL && !smt_json_string_equals (smt_json_member (type, "code"), role))
        continue;
      info = read_reg_info (reg_info);
      if (!found || info.at > out->at)
        *out = info;
      found = TRUE;
    }
  return found;
}

/* How much may be dispensed, how often, and whether as another brand; whatever is no positive number is not said. */
static void
read_amount (const SmtParts *parts, SmtPrescription *link)
{
  const SmtAmendment *amendment = &parts->amendment;
  SmtJsonCursor substitution =
      _smt_fhir_extension_value (parts->extensions.substitution, "genericSubstitutionAccepted", "valueBoolean");
  g_auto (SmtFhirQuantity) quantity = { 0 };
  SmtDecimal packages;

  if (smt_json_get_decimal (smt_json_member (amendment->packages, "valueDecimal"), &packages)
      && smt_decimal_sign (packages) > 0)
    link->packages = packages;
  _smt_fhir_quantity (smt_json_member (amendment->amount, "valueQuantity"), &quantity);
  if (quantity.has_value && smt_decimal_sign (quantity.value) > 0)
    {
      link->amount = quantity.value;
      link->amount_unit = g_strdup (quantity.unit);
    }
  link->refills = _smt_fhir_dup_text (smt_json_member (amendment->refills, "valueString"));
  if (smt_json_exists (substitution))
    link->substitution = _smt_fhir_is_true (substitution) ? SMT_SUBSTITUTION_ACCEPTED : SMT_SUBSTITUTION_REFUSED;
}

static void
read_link (SmtDecoder *decoder, SmtTreatment *treatment, SmtNode *node)
{
  const SmtAmendment *amendment = &node->parts->amendment;
  SmtPrescription *link = smt_treatment_add_prescription (treatment);
  RegInfo prescribed;

  link->prescription_id = g_strdup (node->prescription_id);
  link->status = _smt_decode_rf_status (decoder, amendment->rf_status);
  link->registered = smt_json_exists (amendment->rf_status);
  link->written = _smt_fhir_extension_date (amendment->written);
  link->expires = _smt_fhir_extension_date (amendment->expires);
  if (decoder->findings_only)
    return;
  link->last_changed = _smt_fhir_extension_instant (amendment->last_changed);
  read_recall (decoder, amendment->recall, link);
  read_amount (node->parts, link);
  if (!find_reg_info (node->resource, "1", &prescribed))
    return;
  link->prescriber = dup_practitioner (decoder, prescribed.provider);
  link->prescribed_at = prescribed.at;
}

/* --- the head ----------------------------------------------------------------------------------------------------- */

static void
read_identity (SmtTreatment *treatment, SmtNode *head)
{
  treatment->entry_id = g_strdup (head->entry_id);
  if (head->entry_id != NULL)
    treatment->key = g_strconcat ("pll:", head->entry_id, NULL);
  else if (head->prescription_id != NULL)
    treatment->key = g_strconcat ("rx:", head->prescription_id, NULL);
  else
    {
      g_autofree char *id = _smt_fhir_dup_text (smt_json_member (head->resource, "id"));
      treatment->key = id != NULL ? g_strconcat ("res:", id, NULL) : g_strdup_printf ("res:%u", head->index);
    }
}

static SmtUse
read_use (SmtDecoder *decoder, SmtJsonCursor dosage)
{
  SmtJsonCursor use = _smt_fhir_extension_value (dosage, SMT_EXT_USE, "valueCodeableConcept");
  SmtJsonCursor code = smt_json_member (_smt_fhir_first_coding (use), "code");
  static const char *const codes[] = { "1", "2", "3", "4" };

  if (!smt_json_exists (code))
    return SMT_USE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (smt_json_string_equals (code, codes[i]))
      return (SmtUse)(SMT_USE_REGULAR + i);
  _smt_decoder_say_unread_code (decoder, "sfm-use", code);
  return SMT_USE_UNKNOWN;
}

/* Adds what a text extension says, with its parts ("text") or in one piece (valueString). */
static char *
dup_extension_text (SmtJsonCursor extension)
{
  char *text = _smt_fhir_dup_text (_smt_fhir_extension_value (extension, "text", "valueString"));

  return text != NULL ? text : _smt_fhir_dup_text (smt_json_member (extension, "valueString"));
}

static SmtDate
read_start (const SmtParts *parts)
{
  SmtDate date = _smt_fhir_extension_date (parts->extensions.effective);

  if (!smt_date_is_set (date))
    date = _smt_fhir_date (parts->members.effective_date_time);
  if (!smt_date_is_set (date))
    date = _smt_fhir_date (smt_json_member (parts->members.effective_period, "start"));
  return date;
}

static void
read_stop_reason (SmtTreatment *treatment, SmtJsonCursor stop)
{
  treatment->stop_reason = _smt_fhir_dup_concept (_smt_fhir_extension_value (stop, "reason", "valueCodeableConcept"));
  if (treatment->stop_reason == NULL)
    treatment->stop_reason = _smt_fhir_dup_text (_smt_fhir_extension_value (stop, "note", "valueString"));
}

static gboolean
is_without_prescription (SmtDecoder *decoder, SmtJsonCursor type)
{
  SmtJsonCursor concept = smt_json_member (type, "valueCodeableConcept");
  SmtJsonCursor code = smt_json_member (_smt_fhir_first_coding (concept), "code");

  if (smt_json_exists (code) && !smt_json_string_equals (code, "E") && !smt_json_string_equals (code, "U"))
    _smt_decoder_say_unread_code (decoder, "typeresept", code);
  return smt_json_string_equals (code, "U");
}

/* Varegruppe (7402): L is a medicine, A anything else. */
static gboolean
is_goods (SmtDecoder *decoder, SmtJsonCursor amendment)
{
  SmtJsonCursor concept = _smt_fhir_extension_value (amendment, "itemgroup", "valueCodeableConcept");
  SmtJsonCursor code = smt_json_member (_smt_fhir_first_coding (concept), "code");

  if (smt_json_exists (code) && !smt_json_string_equals (code, "L") && !smt_json_string_equals (code, "A"))
    _smt_decoder_say_unread_code (decoder, "itemgroup", code);
  return smt_json_string_equals (code, "A");
}

/* Who may see the prescription, and in whose name it is. */
static void
read_reservations (SmtTreatment *treatment, SmtJsonCursor amendment)
{
  treatment->locked = _smt_fhir_is_true (_smt_fhir_extension_value (amendment, "lockedresept", "valueBoolean"));
  treatment->guardian_reserved =
      _smt_fhir_is_true (_smt_fhir_extension_value (amendment, "guardiantransparencyreservation", "valueBoolean"));
  treatment->in_doctors_name =
      _smt_fhir_is_true (_smt_fhir_extension_value (amendment, "indoctorsname", "valueBoolean"));
}

/* What is shown of it besides; no finding rests on it. */
static void
read_details (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *head, SmtJsonCursor dosage)
{
  const SmtExtensions *extensions = &head->parts->extensions;
  SmtJsonCursor multidose = _smt_fhir_extension_value (extensions->administration, "mddispensed", "valueBoolean");
  RegInfo latest, stopped;

  if (treatment->prescriptions->len == 0)
    _smt_decode_rf_status (decoder,
                           head->parts->amendment.rf_status); /* none to keep it in, but an unknown code must be said */
  treatment->without_prescription = is_without_prescription (decoder, head->parts->amendment.type);
  treatment->multidose = _smt_fhir_is_true (multidose);
  treatment->goods = is_goods (decoder, extensions->amendment);
  read_reservations (treatment, extensions->amendment);
  treatment->comment = dup_extension_text (extensions->comment);
  read_stop_reason (treatment, extensions->discontinuation);
  if (smt_json_exists (extensions->discontinuation) && find_reg_info (head->resource, "3", &stopped))
    treatment->stopped_by = dup_practitioner (decoder, stopped.provider);
  treatment->indication = dup_extension_text (_smt_fhir_extension (dosage, SMT_EXT_APPLICATION_AREA));
  treatment->instruction = _smt_fhir_dup_instruction (dosage);
  treatment->last_changed = _smt_fhir_extension_instant (head->parts->amendment.last_changed);
  if (!find_reg_info (head->resource, NULL, &latest))
    return;
  treatment->author = dup_practitioner (decoder, latest.provider);
  if (treatment->last_changed == SMT_INSTANT_UNSET)
    treatment->last_changed = latest.at;
}

static void
read_head (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *head)
{
  const SmtParts *parts = head->parts;
  SmtJsonCursor dosage = smt_json_element (parts->dosages, 0);

  treatment->product = _smt_decode_product (decoder, head);
  treatment->use = read_use (decoder, dosage);
  treatment->start_date = read_start (parts);
  treatment->stop_date = _smt_fhir_extension_date (_smt_fhir_extension (parts->extensions.discontinuation, "timedate"));
  treatment->dose_text = _smt_fhir_dup_text (smt_json_member (parts->amendment.dose_text, "valueString"));
  if (!decoder->findings_only)
    read_details (decoder, treatment, head, dosage);
}

/* --- state -------------------------------------------------------------------------------------------------------- */

/* A course is over when every step of its field ends by today, and nothing can be dispensed for it any more. */
static gboolean
course_is_over (const SmtTreatment *treatment, SmtDate today)
{
  const SmtRhythm *field = smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD);

  if (treatment->use != SMT_USE_COURSE || field == NULL || smt_treatment_is_dispensable (treatment))
    return FALSE;
  for (guint i = 0; i < field->n_steps; i++)
    if (!smt_date_is_set (field->steps[i].end) || smt_date_compare (field->steps[i].end, today) > 0)
      return FALSE;
  return field->n_steps > 0;
}

static gboolean
prescription_is_over (const SmtPrescription *head, SmtDate today)
{
  return head->status == SMT_PRESCRIPTION_FINISHED || head->status == SMT_PRESCRIPTION_EXPIRED
         || (smt_date_is_set (head->expires) && smt_date_compare (head->expires, today) < 0);
}

/* A request that is being written, a statement of what will be taken, and what was handed out are looked at like what
 * is active: that is when a fault can still be mended. */
static gboolean
is_in_use_in_plain_fhir (const SmtNode *node)
{
  SmtJsonCursor status = node->parts->members.status;

  if (smt_json_exists (node->parts->extensions.amendment))
    return FALSE;
  if (smt_json_string_equals (node->type, "MedicationDispense"))
    return smt_json_string_equals (status, "completed") || smt_json_string_equals (status, "preparation")
           || smt_json_string_equals (status, "in-progress");
  return smt_json_string_equals (status, "draft") || smt_json_string_equals (status, "intended");
}

/* What the status and the stop date say about an entry that nothing else speaks of. */
static SmtTreatmentState
state_by_status (SmtDecoder *decoder, const SmtTreatment *treatment, const SmtNode *node)
{
  SmtJsonCursor status = node->parts->members.status;
  /* the last two are of plain FHIR */
  static const char *const over[] = {
    "stopped", "completed", "entered-in-error", "cancelled", "not-taken", "declined"
  };
  gboolean has_stop = smt_date_is_set (treatment->stop_date);

  if (has_stop && smt_date_compare (treatment->stop_date, decoder->today) > 0)
    return SMT_TREATMENT_PLANNED_STOP; /* whatever the status: the patient takes it until then */
  if (has_stop)
    return SMT_TREATMENT_STOPPED;
  if (smt_json_string_equals (status, "active") || is_in_use_in_plain_fhir (node))
    return SMT_TREATMENT_ACTIVE;
  for (guint i = 0; i < G_N_ELEMENTS (over); i++)
    if (smt_json_string_equals (status, over[i]))
      return SMT_TREATMENT_STOPPED;
  if (smt_json_string_equals (status, "on-hold"))
    return SMT_TREATMENT_PAUSED;
  _smt_decoder_say_unread_code (decoder, "MedicationStatement.status", status);
  return SMT_TREATMENT_ACTIVE; /* to be looked at rather than to be out of sight */
}

/* Status alone never decides (docs/fhir.md): stop date, status of the prescription and chain speak too. */
static SmtTreatmentState
read_state (SmtDecoder *decoder, const SmtTreatment *treatment, const SmtNode *node)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  gboolean loose = treatment->entry_id == NULL && head != NULL;
  SmtTreatmentState state;

  if (loose && head->status == SMT_PRESCRIPTION_RECALLED && !smt_date_is_set (treatment->stop_date)
      && !smt_json_string_equals (node->parts->members.status, "stopped"))
    return SMT_TREATMENT_ORPHAN;

  state = state_by_status (decoder, treatment, node);
  if (state != SMT_TREATMENT_ACTIVE)
    return state;
  if ((loose && prescription_is_over (head, decoder->today)) || course_is_over (treatment, decoder->today))
    return SMT_TREATMENT_EXPIRED;
  return SMT_TREATMENT_ACTIVE;
}

/* --- digest ------------------------------------------------------------------------------------------------------- */

/* Name and value, each with the zero byte that ends it: no text holds one, so that no two contents read the same. */
static void
add_line (GString *content, const char *name, const char *value)
{
  g_string_append_len (content, name, (gssize)strlen (name) + 1);
  if (value != NULL)
    g_string_append (content, value);
  g_string_append_c (content, '\0');
}

static void
add_number (GString *content, const char *name, int number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%d", number);
  add_line (content, name, text);
}

static void
add_date (GString *content, const char *name, SmtDate date)
{
  add_number (content, name, (int)date.julian);
}

/* What findings and overrides rest on: product, doses, statuses, dates, words. Left out is what changes by itself: ids
 * of resources, metadata, lastchanged (a re-read time is no change), dispensings, and the day it is. */
static char *
digest_treatment (const SmtTreatment *treatment, SmtJsonCursor resource)
{
  g_autoptr (GString) content = g_string_sized_new (1024);
  g_autofree char *status = smt_json_dup_string (smt_json_member (resource, "status"));

  add_line (content, "entry", treatment->entry_id);
  add_line (content, "status", status);
  add_line (content, "atc", treatment->product->atc);
  add_line (content, "fest", treatment->product->fest_id);
  add_line (content, "product", treatment->product->display);
  add_number (content, "use", (int)treatment->use);
  add_number (content, "without", treatment->without_prescription);
  add_number (content, "multidose", treatment->multidose);
  add_date (content, "start", treatment->start_date);
  add_date (content, "stop", treatment->stop_date);
  add_line (content, "reason", treatment->stop_reason);
  add_line (content, "indication", treatment->indication);
  add_line (content, "instruction", treatment->instruction);
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, i);
      add_line (content, "prescription", link->prescription_id);
      add_number (content, "rf", (int)link->status);
      add_number (content, "recall", link->recall_code);
      add_date (content, "written", link->written);
      add_date (content, "expires", link->expires);
    }
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      if (source->voice == SMT_VOICE_SUPPLY)
        continue;
      add_number (content, "origin", (int)source->origin);
      add_number (content, "defects", (int)source->defects);
      add_line (content, "raw", source->raw);
    }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)content->str, content->len);
}

/* --- treatment ---------------------------------------------------------------------------------------------------- */

/* The prescription before the head, as it stands itself: for whoever asks what the newest one has changed. */
static SmtTreatment *
decode_before (SmtDecoder *decoder, const SmtTreatment *treatment, SmtNode *node)
{
  SmtTreatment *before = smt_treatment_new ();

  before->key = g_strdup (treatment->key);
  if (node->prescription_id != NULL)
    read_link (decoder, before, node);
  read_head (decoder, before, node);
  _smt_decode_sources (decoder, before, node);
  return before;
}

/* Makes a treatment of a chain of nodes, head first. */
SmtTreatment *
_smt_decode_treatment (SmtDecoder *decoder, GPtrArray *chain)
{
  SmtNode *head = g_ptr_array_index (chain, 0);
  SmtTreatment *treatment = smt_treatment_new ();

  read_identity (treatment, head);
  for (guint i = 0; i < chain->len; i++)
    {
      SmtNode *node = g_ptr_array_index (chain, i);
      if (!decoder->findings_only)
        _smt_decoder_check_statement (decoder, node->resource);
      /* an entry without prescription has no links, unless it follows on one: then it stands before that with no id */
      if (node->prescription_id != NULL || (i == 0 && chain->len > 1))
        read_link (decoder, treatment, node);
    }
  read_head (decoder, treatment, head);
  _smt_decode_sources (decoder, treatment, head);
  for (guint i = 1; i < chain->len; i++)
    _smt_decode_history (decoder, treatment, g_ptr_array_index (chain, i));
  _smt_decode_supply (decoder, treatment, chain);
  if (chain->len > 1 && !decoder->findings_only)
    treatment->before = decode_before (decoder, treatment, g_ptr_array_index (chain, 1));
  treatment->state = read_state (decoder, treatment, head);
  if (!decoder->findings_only)
    treatment->digest = digest_treatment (treatment, head->resource);
  return treatment;
}
