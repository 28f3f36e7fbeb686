/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/* --- patient ------------------------------------------------------------------------------------------------------ */

static SmtNode *
find_patient (SmtDecoder *decoder)
{
  SmtNode *node = _smt_decoder_resolve (decoder, smt_json_member (decoder->composition, "subject"));

  for (guint i = 0; node == NULL && i < decoder->nodes->len; i++)
    {
      SmtNode *candidate = g_ptr_array_index (decoder->nodes, i);
      if (smt_json_string_equals (smt_json_member (candidate->resource, "resourceType"), "Patient"))
        node = candidate;
    }
  return node;
}

static SmtGender
read_gender (SmtJsonCursor gender)
{
  if (smt_json_string_equals (gender, "female"))
    return SMT_GENDER_FEMALE;
  if (smt_json_string_equals (gender, "male"))
    return SMT_GENDER_MALE;
  return smt_json_string_equals (gender, "other") ? SMT_GENDER_OTHER : SMT_GENDER_UNKNOWN;
}

static char *
join_given (SmtJsonCursor name)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SmtJsonIter iter;
  SmtJsonCursor given;

  smt_json_iter_init (&iter, smt_json_member (name, "given"));
  while (smt_json_iter_next (&iter, NULL, &given))
    {
      g_autofree char *text = _smt_fhir_dup_text (given);
      if (text != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", text);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
read_address (SmtPatient *patient, SmtJsonCursor address)
{
  patient->address_line = _smt_fhir_dup_text (smt_json_element (smt_json_member (address, "line"), 0));
  if (patient->address_line == NULL)
    patient->address_line = _smt_fhir_dup_text (smt_json_member (address, "text"));
  patient->postal_code = _smt_fhir_dup_text (smt_json_member (address, "postalCode"));
  patient->city = _smt_fhir_dup_text (smt_json_member (address, "city"));
}

/* Reads the patient the Composition is about. */
void
_smt_decode_patient (SmtDecoder *decoder)
{
  SmtNode *node = find_patient (decoder);
  SmtPatient *patient = smt_patient_new ();
  SmtJsonCursor name;

  decoder->list->patient = patient;
  if (node == NULL)
    {
      if (smt_json_exists (decoder->bundle))
        _smt_decoder_say_unread (decoder, "Patient: the Bundle does not hold it");
      return;
    }
  name = smt_json_element (smt_json_member (node->resource, "name"), 0);
  patient->national_number = _smt_fhir_dup_identifier (node->resource, SMT_ID_FNR);
  if (patient->national_number == NULL)
    patient->national_number = _smt_fhir_dup_identifier (node->resource, SMT_ID_DNR);
  patient->family = _smt_fhir_dup_text (smt_json_member (name, "family"));
  patient->given = join_given (name);
  patient->birth_date = _smt_fhir_date (smt_json_member (node->resource, "birthDate"));
  patient->gender = read_gender (smt_json_member (node->resource, "gender"));
  read_address (patient, smt_json_element (smt_json_member (node->resource, "address"), 0));
}

/* --- what is not shown -------------------------------------------------------------------------------------------- */

/* What the result code of a register means there; 0: it answered. A code that is not known is a failure. */
typedef struct
{
  const char *name;
  guint32 failed;
  guint32 down;
  guint32 sperret;
  guint32 blokkert;
  guint32 no_right;
  guint32 reserved;
} Register;

static const Register prescriptions = {
  .name = "RFM96Feilkode",
  .failed = SMT_RESTRICTION_RF_FAILED,
  .down = SMT_RESTRICTION_RF_DOWN,
  .sperret = SMT_RESTRICTION_RF_SPERRET,
  .blokkert = SMT_RESTRICTION_RF_BLOKKERT,
  .no_right = SMT_RESTRICTION_RF_FAILED,
  .reserved = SMT_RESTRICTION_RF_FAILED,
};
static const Register pll = {
  .name = "RFM912Feilkode",
  .failed = SMT_RESTRICTION_PLL_FAILED,
  .down = SMT_RESTRICTION_PLL_DOWN,
  .sperret = SMT_RESTRICTION_PLL_SPERRET,
  .blokkert = SMT_RESTRICTION_PLL_BLOKKERT,
  .no_right = SMT_RESTRICTION_PLL_FAILED,
  .reserved = SMT_RESTRICTION_PLL_FAILED,
};
static const Register kjernejournal = {
  .name = "KJFeilkode",
  .failed = SMT_RESTRICTION_KJ_FAILED,
  .down = SMT_RESTRICTION_KJ_DOWN,
  .sperret = SMT_RESTRICTION_KJ_SPERRET,
  .blokkert = SMT_RESTRICTION_KJ_BLOKKERT,
  .no_right = SMT_RESTRICTION_KJ_NO_RIGHT,
  .reserved = SMT_RESTRICTION_KJ_RESERVED,
};

static guint32
read_result (SmtDecoder *decoder, const Register *reg)
{
  SmtJsonCursor parameter = _smt_decoder_parameter (decoder, reg->name);
  const struct
  {
    const char *code;
    guint32 meaning;
  } known[] = {
    { SMT_RESULT_OK, 0 },
    { SMT_RESULT_DOWN, reg->down },
    { SMT_RESULT_SPERRET, reg->sperret },
    { SMT_RESULT_BLOKKERT, reg->blokkert },
    { SMT_RESULT_KJ_NO_RIGHT, reg->no_right },
    { SMT_RESULT_KJ_RESERVED, reg->reserved },
  };
  g_autofree char *code = NULL;

  if (!smt_json_exists (parameter))
    return 0;
  code = _smt_fhir_dup_code (smt_json_member (parameter, "valueCodeableConcept"));
  if (code == NULL)
    code = _smt_fhir_dup_text (smt_json_member (smt_json_member (parameter, "valueCoding"), "code"));
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (code, known[i].code) == 0)
      return known[i].meaning;
  return reg->failed;
}

static gboolean
is_flagged (SmtDecoder *decoder, const char *name)
{
  return _smt_fhir_is_true (smt_json_member (_smt_decoder_parameter (decoder, name), "valueBoolean"));
}

/* The list from Reseptformidleren: a failed lookup is an unknown list, never an empty one. */
static guint32
rf_restrictions (SmtDecoder *decoder)
{
  gboolean silent = decoder->list->rf_fetched == SMT_INSTANT_UNSET;
  guint32 of_prescriptions = read_result (decoder, &prescriptions);
  guint32 of_list = read_result (decoder, &pll);

  if (of_prescriptions == 0 && silent)
    of_prescriptions = SMT_RESTRICTION_RF_FAILED;
  if (of_list == 0 && silent && !decoder->list->has_pll)
    of_list = SMT_RESTRICTION_PLL_FAILED;
  return of_prescriptions | of_list | (is_flagged (decoder, "RFHarLaste") ? SMT_RESTRICTION_RF_LOCKED_EXIST : 0);
}

static guint32
kj_restrictions (SmtDecoder *decoder)
{
  guint32 bits = read_result (decoder, &kjernejournal);

  if (bits == 0 && decoder->list->kj_fetched == SMT_INSTANT_UNSET)
    bits = SMT_RESTRICTION_KJ_NOT_ASKED;
  if (is_flagged (decoder, "KJHarLaste"))
    bits |= SMT_RESTRICTION_KJ_LOCKED_EXIST;
  if (is_flagged (decoder, "KJHarLegemidler"))
    bits |= SMT_RESTRICTION_KJ_MEDICINES_EXIST;
  return bits;
}

/* Reads the result codes into what must be said beside the list. A bare Bundle came without them. */
void
_smt_decode_results (SmtDecoder *decoder)
{
  SmtList *list = decoder->list;

  if (smt_json_exists (decoder->parameters))
    {
      list->rf_fetched =
          _smt_fhir_instant (smt_json_member (_smt_decoder_parameter (decoder, "RFHentetTidspunkt"), "valueDateTime"));
      list->kj_fetched =
          _smt_fhir_instant (smt_json_member (_smt_decoder_parameter (decoder, "KJHentetTidspunkt"), "valueDateTime"));
      list->restrictions |= rf_restrictions (decoder) | kj_restrictions (decoder);
    }
  /* plain FHIR knows of no PLL */
  if (!list->has_pll && (smt_json_exists (decoder->parameters) || decoder->is_sfm)
      && (list->restrictions & SMT_RESTRICTIONS_PLL_UNKNOWN) == 0)
    list->restrictions |= SMT_RESTRICTION_NO_PLL;
}
