/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

gboolean
_smt_cannot_carry (GError **error, const char *why)
{
  g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, why);
  return FALSE;
}

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

/* The first moment without it: now, or the beginning of the day that was decided. */
static char *
dup_stop_time (SmtEdit *edit, const SmtDecision *decision)
{
  g_autofree char *day = NULL;
  g_autofree char *midnight = NULL;
  SmtInstant instant;

  if (decision->kind != SMT_DECISION_STOP_LATER)
    return g_strdup (edit->encoder->now);
  day = smt_date_to_iso (decision->stop_date);
  midnight = g_strconcat (day, "T00:00:00", NULL);
  return smt_instant_parse (midnight, &instant) ? smt_instant_to_rfc3339 (instant) : NULL;
}

/* When, why and by whom it is stopped; the status is the caller's, for a stop later is still active. */
void
_smt_edit_set_stop (SmtEdit *edit, const SmtDecision *decision)
{
  const char *display = stop_reason_display (decision->stop_reason);
  g_autofree char *moment = dup_stop_time (edit, decision);
  g_autofree char *moment_json = _smt_json_of_string (moment);
  g_autofree char *time = _smt_json_of_extension ("timedate", "valueDateTime", moment_json);
  g_autofree char *reason = _smt_json_of_code_extension ("reason", SMT_LIST_STOP_REASON,
                                                         smt_stop_reason_code (decision->stop_reason), display);
  g_autofree char *note = decision->reason != NULL ? _smt_json_of_text_extension ("note", decision->reason) : NULL;
  g_autofree char *json = _smt_json_of_parts (SMT_EXT_DISCONTINUATION, time, reason, note, NULL);

  _smt_edit_set_extension (edit, edit->resource, SMT_EXT_DISCONTINUATION, json);
  _smt_edit_set_reg_info (edit, "3", "Seponert av");
}

/* (transfer full) (nullable): why a prescription is recalled by itself, in the words that go with the recall (M5): what
 * is said of a stop on the line is said there too (E-2644574212) */
char *
_smt_encode_dup_why (const SmtDecision *decision)
{
  const char *reason = decision->reason;
  guint year, month, day;

  if (reason == NULL && decision->stop_reason != SMT_STOP_OTHER)
    reason = stop_reason_display (decision->stop_reason);
  if (decision->kind != SMT_DECISION_STOP_LATER)
    return g_strdup (reason);
  smt_date_split (decision->stop_date, &year, &month, &day);
  return g_strdup_printf ("Seponeres fra %02u.%02u.%u: %s", day, month, year,
                          reason != NULL ? reason : stop_reason_display (decision->stop_reason));
}

/* Goes on after all: that it was going to be stopped is said nowhere any more. */
void
_smt_edit_lift_stop (SmtEdit *edit)
{
  _smt_edit_remove_extension (edit, edit->resource, SMT_EXT_DISCONTINUATION);
  _smt_edit_remove_reg_info (edit, "3");
}

/* What a statement without prescription is: type U, and nothing of a prescription left on it. */
void
_smt_edit_set_type (SmtEdit *edit, const char *code, const char *display)
{
  g_autofree char *json = _smt_json_of_code_extension ("typeresept", SMT_LIST_PRESCRIPTION_TYPE, code, display);

  _smt_edit_set_extension (edit, edit->amendment, "typeresept", json);
}

/* The dose that was decided, where one was: a renewal leaves every byte of it. */
gboolean
_smt_edit_set_decided_dose (SmtEdit *edit, const SmtDecision *decision, GError **error)
{
  if (decision->kind == SMT_DECISION_RENEW)
    return TRUE;
  if (decision->rhythm == NULL)
    return _smt_cannot_carry (error, "a change without a dose");
  return _smt_edit_set_dose (edit, decision->rhythm, smt_decision_get_dose_start (decision), error);
}
