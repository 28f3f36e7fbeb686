/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

#include "base/smt-text.h"

/** PRESCRIPTION_YEARS: a new prescription is good for a year less a day (contract 3). */
#define PRESCRIPTION_YEARS 1

char *
_smt_encode_dup_full_url (SmtJsonCursor entry)
{
  return _smt_fhir_dup_text (smt_json_member (entry, "fullUrl"));
}

static char *
dup_medication_display (SmtJsonCursor resource)
{
  return _smt_fhir_dup_text (smt_json_member (smt_json_member (resource, "medicationReference"), "display"));
}

/* --- change of a prescription: new and old (contract 5) ----------------------------------------------------------- */

/* The last day it can be dispensed: a year less a day, or the day of a stop that it is renewed for. */
static SmtDate
choose_expiry (const SmtDecision *decision, SmtDate today)
{
  if (decision->kind == SMT_DECISION_STOP_LATER)
    return decision->stop_date;

  return smt_date_add_days (smt_date_add_years (today, PRESCRIPTION_YEARS), -1);
}

static void
set_dates (SmtEdit *edit, const SmtDecision *decision)
{
  SmtDate today = edit->encoder->context->today;
  SmtDate expires = choose_expiry (decision, today);
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

/* The new head: the old one's bytes with another identity, and another dose unless it is renewed as it is. */
static char *
build_new_head (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, const char *uuid, GError **error)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (smt_answer_get_json (encoder->answer));
  const SmtDecision *decision = change->decision;
  g_autofree char *old_url = _smt_encode_dup_full_url (entry);
  g_autoptr (GBytes) bytes = NULL;
  SmtEdit edit;
  gsize size;

  if (!_smt_edit_init (&edit, encoder, splice, entry, error) || !_smt_edit_set_decided_dose (&edit, decision, error))
    return NULL;
  make_new (&edit, uuid);
  drop_traces (&edit);
  if (decision->kind == SMT_DECISION_RENEW) /* the original is the old one's; a new dose has lost it already */
    smt_json_splice_remove_member (splice, edit.resource, "derivedFrom");
  set_dates (&edit, decision);
  _smt_edit_set_type (&edit, "E", "Eresept");
  follow_on (&edit, old_url);
  if (change->treatment->entry_id == NULL && decision->new_entry_id != NULL)
    _smt_edit_set_identifier (&edit, SMT_ID_TYPE_ENTRY, decision->new_entry_id);
  _smt_edit_set_identifier (&edit, SMT_ID_TYPE_PRESCRIPTION, decision->new_prescription_id);
  _smt_edit_set_reg_info (&edit, "1", "Forskrevet av");
  if (decision->kind == SMT_DECISION_STOP_LATER)
    _smt_edit_set_stop (&edit, decision);
  if (smt_decision_lifts_stop (decision, change->treatment))
    _smt_edit_lift_stop (&edit);
  bytes = smt_json_splice_apply_to (splice, entry, error);
  if (bytes == NULL)
    return NULL;
  const char *data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/* Why the old one is withdrawn, in the words of code list 7500. */
static void
set_recall (SmtEdit *edit, const SmtDecision *decision, SmtRecallCode code)
{
  g_autofree char *number = g_strdup_printf ("%d", (int)code);
  /* why it is paused is ours to know: the pharmacy is told the dose with its gap */
  g_autofree char *why = decision->kind == SMT_DECISION_STOP_LATER ? _smt_encode_dup_why (decision) : NULL;
  const char *note =
      decision->kind == SMT_DECISION_STOP_LATER || decision->kind == SMT_DECISION_PAUSE ? why : decision->reason;
  g_autofree char *recall = _smt_json_of_recall (
      number, code == SMT_RECALL_RENEWED ? "Fornying" : "Fornying med endring", decision->new_prescription_id, note);

  _smt_edit_set_extension (edit, edit->amendment, "recallinfo", recall);
}

/* A head becomes a link of the one that follows it: off the list, completed, part of it. */
static void
hang_on (SmtEdit *edit, const char *new_url)
{
  g_autofree char *display = dup_medication_display (edit->resource);
  g_autofree char *reference = _smt_json_of_reference (new_url, SMT_PROFILE_STATEMENT, display);
  g_autofree char *part_of = g_strdup_printf ("[%s]", reference);

  _smt_edit_remove_identifier (edit, SMT_ID_TYPE_ENTRY);
  smt_json_splice_set_member (edit->splice, edit->resource, "status", "\"completed\"");
  smt_json_splice_set_member (edit->splice, edit->resource, "partOf", part_of);
  _smt_edit_touch_meta (edit);
}

/* The old prescription, recalled because of the new one where it could still be dispensed. */
static gboolean
retire (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, const char *new_url, GError **error)
{
  SmtEffect effect = smt_decision_effect (change->decision, change->treatment);
  SmtEdit edit;

  if (!_smt_edit_init (&edit, encoder, encoder->splice, entry, error))
    return FALSE;
  hang_on (&edit, new_url);
  if (effect.recall != SMT_RECALL_NONE)
    set_recall (&edit, change->decision, effect.recall);
  return TRUE;
}

/* sectionMedication lists heads: the new one takes the place of the old; without a new one (%NULL) the old one goes. */
gboolean
_smt_encode_relist (SmtEncoder *encoder, const char *old_url, const char *new_url, GError **error)
{
  g_autofree char *json = new_url != NULL ? _smt_json_of_string (new_url) : NULL;
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
          if (json != NULL)
            smt_json_splice_set_member (encoder->splice, reference, "reference", json);
          else
            smt_json_splice_remove_element (encoder->splice, smt_json_member (section, "entry"), reference);
          return TRUE;
        }
    }
  return _smt_cannot_carry (error, "sectionMedication does not list the head that is changed");
}

/* A new prescription in the place of the old one (contract 5). */
gboolean
_smt_encode_prescription (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error)
{
  g_autofree char *uuid = _smt_encode_dup_uuid (encoder);
  g_autofree char *new_url = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *old_url = _smt_encode_dup_full_url (entry);
  g_autofree char *new_head = NULL;

  if (change->decision->new_prescription_id == NULL)
    return _smt_cannot_carry (error, "a changed prescription without a new ReseptId");
  if (old_url == NULL)
    return _smt_cannot_carry (error, "an entry without fullUrl");
  new_head = build_new_head (encoder, change, entry, uuid, error);
  if (new_head == NULL || !retire (encoder, change, entry, new_url, error)
      || !_smt_encode_relist (encoder, old_url, new_url, error))
    return FALSE;
  _smt_encode_add_entry (encoder, new_head);
  return TRUE;
}

/* Makes @old, a head without a prescription that can be dispensed, the link before @head, whose fullUrl is @url. */
gboolean
_smt_encode_link (SmtEncoder *encoder, SmtEdit *head, SmtJsonCursor old, const char *url, GError **error)
{
  g_autofree char *old_url = _smt_encode_dup_full_url (old);
  g_autofree char *display = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *based_on = NULL;
  SmtEdit edit;

  if (old_url == NULL)
    return _smt_cannot_carry (error, "an entry without fullUrl");
  if (!_smt_edit_init (&edit, encoder, encoder->splice, old, error)
      || !_smt_encode_relist (encoder, old_url, NULL, error))
    return FALSE;
  hang_on (&edit, url);
  display = dup_medication_display (edit.resource);
  reference = _smt_json_of_reference (old_url, SMT_PROFILE_STATEMENT, display);
  based_on = g_strdup_printf ("[%s]", reference);
  smt_json_splice_set_member (head->splice, head->resource, "basedOn", based_on);
  return TRUE;
}
