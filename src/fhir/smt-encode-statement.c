/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

#include "base/smt-text.h"

/** PRESCRIPTION_YEARS: a new prescription is good for a year less a day (contract 3). */
#define PRESCRIPTION_YEARS 1

static const char *
stop_reason_display (SmtStopReason reason)
{
  switch (reason)
    {
    case SMT_STOP_FINISHED:
      return "Avsluttet behandling";
    case SMT_STOP_NO_EFFECT:
      return "Manglende effekt";
    case SMT_STOP_NOT_USED:
      return "Pasienten har ikke brukt legemiddelet";
    case SMT_STOP_OTHER:
    default:
      return "Annen årsak";
    }
}

static gboolean
cannot_carry (GError **error, const char *why)
{
  g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, why);
  return FALSE;
}

static char *
dup_full_url (SmtJsonCursor entry)
{
  return _smt_fhir_dup_text (smt_json_member (entry, "fullUrl"));
}

static char *
dup_medication_display (SmtJsonCursor resource)
{
  return _smt_fhir_dup_text (smt_json_member (smt_json_member (resource, "medicationReference"), "display"));
}

/* What a statement without prescription is: type U, and nothing of a prescription left on it. */
static void
set_type (SmtEdit *edit, const char *code, const char *display)
{
  g_autofree char *json = _smt_json_of_code_extension ("typeresept", SMT_LIST_PRESCRIPTION_TYPE, code, display);

  _smt_edit_set_extension (edit, edit->amendment, "typeresept", json);
}

/* --- change of a prescription: new and old (contract 5) ----------------------------------------------------------- */

static void
set_dates (SmtEdit *edit)
{
  SmtDate today = edit->encoder->context->today;
  SmtDate expires = smt_date_add_days (smt_date_add_years (today, PRESCRIPTION_YEARS), -1);
  g_autofree char *written = _smt_json_of_date_extension ("reseptdate", today);
  g_autofree char *expiration = _smt_json_of_date_extension ("expirationdate", expires);
  g_autofree char *now = _smt_json_of_string (edit->encoder->now);
  g_autofree char *changed = _smt_json_of_extension ("lastchanged", "valueDateTime", now);

  _smt_edit_set_extension (edit, edit->amendment, "reseptdate", written);
  _smt_edit_set_extension (edit, edit->amendment, "expirationdate", expiration);
  _smt_edit_set_extension (edit, edit->amendment, "lastchanged", changed);
}

/* A resource that nobody has stored yet: its own ids, and of the metadata only the profile. */
static void
make_new (SmtEdit *edit, const char *uuid)
{
  SmtJsonCursor profile = smt_json_member (smt_json_member (edit->resource, "meta"), "profile");
  g_autofree char *kept =
      smt_json_exists (profile) ? smt_json_dup_bytes (profile) : g_strdup ("[\"" SMT_PROFILE_STATEMENT "\"]");
  g_autofree char *meta = g_strdup_printf ("{\"profile\":%s}", kept);
  g_autofree char *url = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *url_json = _smt_json_of_string (url);
  g_autofree char *id_json = _smt_json_of_string (uuid);

  smt_json_splice_set_member (edit->splice, edit->entry, "fullUrl", url_json);
  smt_json_splice_set_member (edit->splice, edit->resource, "id", id_json);
  smt_json_splice_set_member (edit->splice, edit->resource, "meta", meta);
}

/* What the old prescription has and a new one must not have. */
static void
drop_traces (SmtEdit *edit)
{
  static const char *const traces[] = { "rfstatus", "recallinfo", "refnum", "dispencesummary", "createresept" };

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    _smt_edit_remove_extension (edit, edit->amendment, traces[i]);
  _smt_edit_remove_extension (edit, edit->resource, SMT_EXT_DELIVERY);
  smt_json_splice_remove_member (edit->splice, edit->resource, "partOf");
}

static void
follow_on (SmtEdit *edit, const char *old_url)
{
  g_autofree char *display = dup_medication_display (edit->resource);
  g_autofree char *reference = _smt_json_of_reference (old_url, SMT_PROFILE_STATEMENT, display);
  g_autofree char *based_on = g_strdup_printf ("[%s]", reference);
  g_autofree char *create = _smt_json_of_extension ("createeresept", "valueBoolean", "true");

  smt_json_splice_set_member (edit->splice, edit->resource, "basedOn", based_on);
  smt_json_splice_set_member (edit->splice, edit->resource, "status", "\"active\"");
  _smt_edit_set_extension (edit, edit->amendment, "createeresept", create);
}

/* The new head: the old one's bytes with another dose and another identity. */
static char *
build_new_head (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, const char *uuid, GError **error)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (smt_answer_get_json (encoder->answer));
  const SmtDecision *decision = change->decision;
  g_autofree char *old_url = dup_full_url (entry);
  g_autoptr (GBytes) bytes = NULL;
  SmtEdit edit;
  gsize size;

  if (!_smt_edit_init (&edit, encoder, splice, entry, error)
      || !_smt_edit_set_dose (&edit, decision->rhythm, decision->first_day, error))
    return NULL;
  make_new (&edit, uuid);
  drop_traces (&edit);
  set_dates (&edit);
  set_type (&edit, "E", "Eresept");
  follow_on (&edit, old_url);
  if (change->treatment->entry_id == NULL && decision->new_entry_id != NULL)
    _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, decision->new_entry_id);
  _smt_edit_set_identifier (&edit, SMT_ID_TYPE_PRESCRIPTION, decision->new_prescription_id);
  _smt_edit_set_reg_info (&edit, "1", "Forskrevet av");
  bytes = smt_json_splice_apply_to (splice, entry, error);
  if (bytes == NULL)
    return NULL;
  const char *data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/* The old head becomes a link: recalled because of the new one. */
static gboolean
retire (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, const char *new_url, GError **error)
{
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  g_autofree char *display = dup_medication_display (edit.resource);
  g_autofree char *reference = _smt_json_of_reference (new_url, SMT_PROFILE_STATEMENT, display);
  g_autofree char *part_of = g_strdup_printf ("[%s]", reference);
  g_autofree char *recall = _smt_json_of_recall ("3", "Fornying med endring", change->decision->new_prescription_id,
                                                 change->decision->reason);

  _smt_edit_remove_identifier (&edit, SMT_ID_TYPE_ENTRY);
  smt_json_splice_set_member (edit.splice, edit.resource, "status", "\"completed\"");
  smt_json_splice_set_member (edit.splice, edit.resource, "partOf", part_of);
  _smt_edit_set_extension (&edit, edit.amendment, "recallinfo", recall);
  _smt_edit_touch_meta (&edit);
  return TRUE;
}

/* sectionMedication lists heads: the new one takes the place of the old. */
static gboolean
point_section_at (SmtEncoder *encoder, const char *old_url, const char *new_url, GError **error)
{
  g_autofree char *json = _smt_json_of_string (new_url);
  SmtJsonIter sections, entries;
  SmtJsonCursor section, reference;

  smt_json_iter_init (&sections, smt_json_member (encoder->composition, "section"));
  while (smt_json_iter_next (&sections, NULL, &section))
    {
      g_autofree char *code = _smt_fhir_dup_code (smt_json_member (section, "code"));
      if (g_strcmp0 (code, SMT_SECTION_MEDICATION) != 0)
        continue;
      smt_json_iter_init (&entries, smt_json_member (section, "entry"));
      while (smt_json_iter_next (&entries, NULL, &reference))
        {
          g_autofree char *url = _smt_fhir_dup_reference (reference);
          if (!smt_text_equal_ascii_case (url, old_url))
            continue;
          smt_json_splice_set_member (encoder->splice, reference, "reference", json);
          return TRUE;
        }
    }
  return cannot_carry (error, "sectionMedication does not list the head that is changed");
}

static gboolean
change_prescription (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  g_autofree char *uuid = _smt_encode_dup_uuid (encoder);
  g_autofree char *new_url = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *old_url = dup_full_url (entry);
  g_autofree char *new_head = NULL;

  if (change->decision->new_prescription_id == NULL)
    return cannot_carry (error, "a changed prescription without a new ReseptId");
  if (old_url == NULL)
    return cannot_carry (error, "an entry without fullUrl");
  new_head = build_new_head (encoder, change, entry, uuid, error);
  if (new_head == NULL || !retire (encoder, change, entry, new_url, error)
      || !point_section_at (encoder, old_url, new_url, error))
    return FALSE;
  _smt_encode_add_entry (encoder, new_head);
  return TRUE;
}

/* --- in place ----------------------------------------------------------------------------------------------------- */

/* An entry without a prescription that can be dispensed is changed where it stands. A dead prescription does not say
 * the new dose, and what an entry says must equal its prescription (docs/fhir.md): so the entry goes on without one, of
 * type U as after a withdrawal. Its ReseptId stays, for all that was received must be returned (docs/fhir.md). */
static gboolean
change_entry (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  const SmtDecision *decision = change->decision;
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error)
      || !_smt_edit_set_dose (&edit, decision->rhythm, decision->first_day, error))
    return FALSE;
  if (smt_treatment_get_head (change->treatment) != NULL)
    set_type (&edit, "U", "Uten resept");
  if (change->treatment->entry_id == NULL && decision->new_entry_id != NULL)
    _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, decision->new_entry_id);
  _smt_edit_set_reg_info (&edit, "1", "Forskrevet av");
  _smt_edit_touch (&edit);
  return TRUE;
}

static gboolean
stop (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  const SmtDecision *decision = change->decision;
  const char *display = stop_reason_display (decision->stop_reason);
  g_autofree char *now = _smt_json_of_string (encoder->now);
  g_autofree char *time = _smt_json_of_extension ("timedate", "valueDateTime", now);
  g_autofree char *reason = _smt_json_of_code_extension ("reason", SMT_LIST_STOP_REASON,
                                                         smt_stop_reason_code (decision->stop_reason), display);
  g_autofree char *note = decision->reason != NULL ? _smt_json_of_text_extension ("note", decision->reason) : NULL;
  g_autofree char *json = _smt_json_of_parts (SMT_EXT_DISCONTINUATION, time, reason, note, NULL);
  g_autofree char *recall = _smt_json_of_recall ("2", "Seponering", NULL, decision->reason);
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  smt_json_splice_set_member (edit.splice, edit.resource, "status", "\"stopped\"");
  _smt_edit_set_extension (&edit, edit.resource, SMT_EXT_DISCONTINUATION, json);
  _smt_edit_set_reg_info (&edit, "3", "Seponert av");
  if (smt_treatment_is_dispensable (change->treatment))
    _smt_edit_set_extension (&edit, edit.amendment, "recallinfo", recall);
  _smt_edit_touch (&edit);
  return TRUE;
}

static gboolean
recall_prescription (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  g_autofree char *recall = _smt_json_of_recall ("4", "Annen", NULL, change->decision->reason);
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  _smt_edit_set_extension (&edit, edit.amendment, "recallinfo", recall);
  set_type (&edit, "U", "Uten resept");
  _smt_edit_touch (&edit);
  return TRUE;
}

static gboolean
take_in (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  SmtEdit edit;

  if (change->treatment->proposed)
    return TRUE; /* it has its PLL id from the pharmacy: included by coming back as it is */
  if (change->decision->new_entry_id == NULL)
    return cannot_carry (error, "a loose prescription is taken in without a PLL id");
  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, change->decision->new_entry_id);
  _smt_edit_touch (&edit);
  return TRUE;
}

/* Edits what one decision changes. What is kept, to be clarified or let through goes back as it came. */
gboolean
_smt_encode_change (SmtEncoder *encoder, const SmtChange *change, GError **error)
{
  SmtJsonCursor entry = smt_answer_get_entry (encoder->answer, change->treatment->key);

  if (!smt_json_exists (entry))
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "a decision about another lookup");
      return FALSE;
    }
  if (change->decision == NULL)
    return TRUE;
  switch (change->decision->kind)
    {
    case SMT_DECISION_CHANGE:
      if (change->decision->rhythm == NULL)
        return cannot_carry (error, "a change without a dose");
      if (smt_treatment_is_dispensable (change->treatment))
        return change_prescription (encoder, change, entry, error);
      return change_entry (encoder, change, entry, error);
    case SMT_DECISION_STOP:
      return stop (encoder, change, entry, error);
    case SMT_DECISION_RECALL:
      return recall_prescription (encoder, change, entry, error);
    case SMT_DECISION_TAKE_IN:
      return take_in (encoder, change, entry, error);
    case SMT_DECISION_STOP_LATER:
    case SMT_DECISION_PAUSE:
    case SMT_DECISION_RESUME:
    case SMT_DECISION_RENEW:
    case SMT_DECISION_DELETE:
    case SMT_DECISION_BELONGS_TO:
    case SMT_DECISION_DECLINE:
      return cannot_carry (error, "the message cannot say this decision yet");
    case SMT_DECISION_KEEP:
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_N_DECISIONS:
    default:
      return TRUE;
    }
}
