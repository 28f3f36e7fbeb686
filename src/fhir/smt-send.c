/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-send.h"

#include "dosing/smt-words.h"
#include "fhir/smt-encode-private.h"

#define MESSAGE_HEAD "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"medication\",\"resource\":"
#define MESSAGE_TAIL "}]}"

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static void
encoder_clear (SmtEncoder *encoder)
{
  g_clear_pointer (&encoder->splice, smt_json_splice_free);
  g_clear_pointer (&encoder->now, g_free);
  g_clear_pointer (&encoder->signer, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtEncoder, encoder_clear)

static gboolean
refuse (GError **error, SmtFhirError code, const char *why)
{
  g_set_error_literal (error, SMT_FHIR_ERROR, (int)code, why);
  return FALSE;
}

static gboolean
begin (SmtEncoder *encoder, GError **error)
{
  SmtJsonCursor bundle = smt_answer_get_bundle (encoder->answer);
  SmtJsonCursor first;

  encoder->splice = smt_json_splice_new (smt_answer_get_json (encoder->answer));
  encoder->entries = smt_json_member (bundle, "entry");
  encoder->now = smt_instant_to_rfc3339 (encoder->context->now);
  first = smt_json_member (smt_json_element (encoder->entries, 0), "resource");
  if (!smt_json_string_equals (smt_json_member (first, "resourceType"), "Composition"))
    return refuse (error, SMT_FHIR_ERROR_CANNOT_CARRY, "a Bundle without a Composition is no document to send back");
  encoder->composition = first;
  if (encoder->now == NULL || !smt_date_is_set (encoder->context->today))
    return refuse (error, SMT_FHIR_ERROR_CANNOT_CARRY, "no time to sign at");
  return TRUE;
}

/* A lookup that failed in part is no base for a list (the rest would be sent as if it were all). */
static gboolean
check_base (SmtEncoder *encoder, GError **error)
{
  const SmtList *list = smt_answer_get_list (encoder->answer);

  if (!smt_list_was_read (list))
    return refuse (error, SMT_FHIR_ERROR_INCONSISTENT, "the lookup in Reseptformidleren failed");
  if (encoder->set->changes->len != list->treatments->len)
    return refuse (error, SMT_FHIR_ERROR_INCONSISTENT, "the decisions are about another lookup");
  for (guint i = 0; i < encoder->set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (encoder->set->changes, i);
      const SmtTreatment *own = smt_list_find (list, change->treatment->key);
      if (own == NULL || g_strcmp0 (own->digest, change->treatment->digest) != 0)
        return refuse (error, SMT_FHIR_ERROR_INCONSISTENT, "the decisions are about another lookup");
    }
  return TRUE;
}

/* SFM counts the entries of the document in Bundle.total. */
static void
count_entries (SmtEncoder *encoder)
{
  SmtJsonCursor bundle = smt_answer_get_bundle (encoder->answer);
  g_autofree char *total = g_strdup_printf ("%u", smt_json_length (encoder->entries) + encoder->n_added - encoder->n_removed);

  if (encoder->n_added != encoder->n_removed && smt_json_exists (smt_json_member (bundle, "total")))
    smt_json_splice_set_member (encoder->splice, bundle, "total", total);
}

static gboolean
edit_all (SmtEncoder *encoder, GError **error)
{
  if (!begin (encoder, error) || !check_base (encoder, error) || !_smt_encode_signer (encoder, error))
    return FALSE;
  for (guint i = 0; i < encoder->set->changes->len; i++)
    if (!_smt_encode_change (encoder, g_ptr_array_index (encoder->set->changes, i), error))
      return FALSE;
  if (!_smt_encode_composition (encoder, error) || !_smt_encode_pll_info (encoder, error))
    return FALSE;
  count_entries (encoder);
  return TRUE;
}

static GBytes *
wrap (GBytes *bundle)
{
  GByteArray *out = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bundle, &size);

  g_byte_array_append (out, (const guint8 *)MESSAGE_HEAD, sizeof MESSAGE_HEAD - 1);
  g_byte_array_append (out, data, (guint)size);
  g_byte_array_append (out, (const guint8 *)MESSAGE_TAIL, sizeof MESSAGE_TAIL - 1);
  return g_byte_array_free_to_bytes (out);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_send_field_fit:
 * @rhythm: a dose
 * @first_day: its first day
 *
 * Asks whether SFM's structured field can say @rhythm: daily by parts of the day, every n days, one weekday, steps that
 * follow one another, one dose; each with one amount of one unit (contract 4). Anything else would have to be said as
 * something near it, and is not said there at all.
 *
 * Returns: what becomes of the field
 */
SmtFieldFit
smt_send_field_fit (const SmtRhythm *rhythm, SmtDate first_day)
{
  g_autoptr (SmtFieldPlan) plan = NULL;

  g_return_val_if_fail (rhythm != NULL, SMT_FIELD_EMPTY);

  plan = _smt_field_plan_new (rhythm, first_day);
  return plan != NULL ? SMT_FIELD_CARRIES : SMT_FIELD_EMPTY;
}

/**
 * smt_send_dose_text:
 * @rhythm: a dose
 *
 * Returns: (transfer full): the words that are sent, always bokmål, whatever the language of the screen (contract 3)
 */
char *
smt_send_dose_text (const SmtRhythm *rhythm)
{
  g_return_val_if_fail (rhythm != NULL, NULL);

  return smt_rhythm_to_words (rhythm, SMT_LANGUAGE_NB);
}

/**
 * smt_send_encode:
 * @answer: the latest lookup
 * @set: what was decided about it
 * @context: who signs, when, and where new ids come from
 * @error: return location for an error of %SMT_FHIR_ERROR
 *
 * Makes the message of $sendMedication: the Bundle of the lookup, edited. A resource that no decision touches goes out
 * as the very bytes that came in. The message is read again and compared with the decisions before it is given out, so
 * that what cannot be carried is an error here and not a wrong dose there.
 *
 * Returns: (transfer full) (nullable): the bytes to send, or %NULL on error
 */
GBytes *
smt_send_encode (SmtAnswer *answer, const SmtChangeSet *set, const SmtSendContext *context, GError **error)
{
  g_auto (SmtEncoder) encoder = { 0 };
  g_autoptr (GError) splice_error = NULL;
  g_autoptr (GBytes) bundle = NULL;

  g_return_val_if_fail (answer != NULL && set != NULL, NULL);
  g_return_val_if_fail (context != NULL && context->signer != NULL && context->make_uuid != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  encoder.answer = answer;
  encoder.set = set;
  encoder.context = context;
  if (!edit_all (&encoder, error))
    return NULL;
  bundle = smt_json_splice_apply_to (encoder.splice, smt_answer_get_bundle (answer), &splice_error);
  if (bundle == NULL)
    {
      g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, "the edits do not fit: %s",
                   splice_error->message);
      return NULL;
    }
  return _smt_encode_check (&encoder, bundle, error) ? wrap (bundle) : NULL;
}

/**
 * smt_signer_new:
 *
 * Returns: (transfer full): a signer for its maker to fill
 */
SmtSigner *
smt_signer_new (void)
{
  return g_new0 (SmtSigner, 1);
}

/**
 * smt_signer_free:
 * @signer: (transfer full): a signer
 */
void
smt_signer_free (SmtSigner *signer)
{
  g_return_if_fail (signer != NULL);

  g_free (signer->hpr);
  g_free (signer->family);
  g_free (signer->given);
  g_free (signer->national_number);
  g_free (signer->her_id);
  g_free (signer->office);
  g_free (signer);
}
