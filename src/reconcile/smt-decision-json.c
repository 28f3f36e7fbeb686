/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-decision.h"
#include "reconcile/smt-reconciliation.h"
#include "reconcile/smt-rhythm-json.h"

/* The words a stored decision is known by; they outlive the order of the enumerations. */
static const char *const kinds[] = {
  [SMT_DECISION_KEEP] = "keep",
  [SMT_DECISION_CHANGE] = "change",
  [SMT_DECISION_STOP] = "stop",
  [SMT_DECISION_TAKE_IN] = "take-in",
  [SMT_DECISION_RECALL] = "recall",
  [SMT_DECISION_CLARIFY] = "clarify",
  [SMT_DECISION_OVERRIDE] = "override",
  [SMT_DECISION_STOP_LATER] = "stop-later",
  [SMT_DECISION_PAUSE] = "pause",
  [SMT_DECISION_RESUME] = "resume",
  [SMT_DECISION_RENEW] = "renew",
  [SMT_DECISION_DELETE] = "delete",
  [SMT_DECISION_BELONGS_TO] = "belongs-to",
  [SMT_DECISION_DECLINE] = "decline",
};

static const char *const supplies[] = {
  [SMT_SUPPLY_ENOUGH] = "enough",
  [SMT_SUPPLY_MUST_FETCH] = "must-fetch",
  [SMT_SUPPLY_WITHOUT_PRESCRIPTION] = "without-prescription",
};

static const char *const roles[] = {
  [SMT_ROLE_DOCTOR] = "doctor",
  [SMT_ROLE_NURSE] = "nurse",
  [SMT_ROLE_PHARMACIST] = "pharmacist",
};

static const SmtStopReason stop_reasons[] = {
  SMT_STOP_FINISHED,
  SMT_STOP_NO_EFFECT,
  SMT_STOP_NOT_USED,
  SMT_STOP_OTHER,
};

static gboolean
is_stop (SmtDecisionKind kind)
{
  return kind == SMT_DECISION_STOP || kind == SMT_DECISION_STOP_LATER;
}

/**
 * smt_decision_to_json:
 * @decision: a decision
 *
 * Returns: (transfer full): one JSON object that smt_decision_from_json() reads back to an equal decision
 */
char *
smt_decision_to_json (const SmtDecision *decision)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  g_return_val_if_fail (decision != NULL, NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "kind", kinds[decision->kind]);
  smt_json_writer_member (writer, "key", decision->key);
  smt_json_writer_member (writer, "digest", decision->digest);
  if (decision->rhythm != NULL)
    {
      smt_json_writer_key (writer, "rhythm");
      smt_rhythm_write_json (decision->rhythm, writer);
    }
  smt_json_write_date (writer, "firstDay", decision->first_day);
  smt_json_write_date (writer, "until", decision->until);
  smt_json_write_date (writer, "stopDate", decision->stop_date);
  if (decision->kind == SMT_DECISION_STOP_LATER)
    smt_json_writer_member (writer, "supply", supplies[decision->supply]);
  smt_json_writer_member (writer, "otherKey", decision->other_key);
  smt_json_writer_member (writer, "newPrescriptionId", decision->new_prescription_id);
  smt_json_writer_member (writer, "newEntryId", decision->new_entry_id);
  if (is_stop (decision->kind))
    smt_json_writer_member (writer, "stopReason", smt_stop_reason_code (decision->stop_reason));
  smt_json_writer_member (writer, "reason", decision->reason);
  smt_json_writer_member (writer, "recipient", decision->recipient);
  smt_json_write_date (writer, "due", decision->due);
  smt_json_writer_member (writer, "author", decision->author);
  if (decision->role != SMT_ROLE_DOCTOR)
    smt_json_writer_member (writer, "role", roles[decision->role]);
  smt_json_writer_member (writer, "approver", decision->approver);
  smt_json_writer_member (writer, "about", decision->about);
  if (decision->overridden != NULL)
    {
      smt_json_writer_key (writer, "overridden");
      smt_json_writer_begin_array (writer);
      for (guint i = 0; decision->overridden[i] != NULL; i++)
        smt_json_writer_string (writer, decision->overridden[i]);
      smt_json_writer_end_array (writer);
    }
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

static int
find_word (const char *const *words, guint n, SmtJsonCursor word)
{
  for (guint i = 0; i < n; i++)
    if (smt_json_string_equals (word, words[i]))
      return (int)i;

  return -1;
}

/* A decision of before findings were kept has none, and lets nothing through for good. */
static char **
read_overridden (SmtJsonCursor list)
{
  g_autoptr (GPtrArray) identities = g_ptr_array_new_with_free_func (g_free);
  SmtJsonIter iter;
  SmtJsonCursor identity;

  if (!smt_json_exists (list))
    return NULL;
  smt_json_iter_init (&iter, list);
  while (smt_json_iter_next (&iter, NULL, &identity))
    {
      char *text = smt_json_dup_string (identity);
      if (text != NULL)
        g_ptr_array_add (identities, text);
    }
  g_ptr_array_add (identities, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&identities), FALSE);
}

/* Words that nobody knows make it no decision: a draft that is read as a doctor's would be sent. */
static gboolean
read_words (SmtJsonCursor root, SmtDecision *decision)
{
  SmtJsonCursor role_word = smt_json_member (root, "role");
  SmtJsonCursor supply_word = smt_json_member (root, "supply");
  int role = smt_json_exists (role_word) ? find_word (roles, G_N_ELEMENTS (roles), role_word) : SMT_ROLE_DOCTOR;
  int supply =
      smt_json_exists (supply_word) ? find_word (supplies, G_N_ELEMENTS (supplies), supply_word) : SMT_SUPPLY_ENOUGH;

  if (role < 0 || supply < 0)
    return FALSE;

  decision->role = (SmtRole)role;
  decision->supply = (SmtStopSupply)supply;
  return TRUE;
}

static gboolean
read_details (SmtJsonCursor root, SmtDecision *decision)
{
  SmtJsonCursor rhythm = smt_json_member (root, "rhythm");
  SmtJsonCursor code = smt_json_member (root, "stopReason");

  if (smt_json_exists (rhythm))
    {
      decision->rhythm = smt_rhythm_read_json (rhythm);
      if (decision->rhythm == NULL)
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (stop_reasons); i++)
    if (smt_json_string_equals (code, smt_stop_reason_code (stop_reasons[i])))
      decision->stop_reason = stop_reasons[i];

  decision->first_day = smt_json_get_date (smt_json_member (root, "firstDay"));
  decision->until = smt_json_get_date (smt_json_member (root, "until"));
  decision->stop_date = smt_json_get_date (smt_json_member (root, "stopDate"));
  decision->other_key = smt_json_dup_string (smt_json_member (root, "otherKey"));
  decision->new_prescription_id = smt_json_dup_string (smt_json_member (root, "newPrescriptionId"));
  decision->new_entry_id = smt_json_dup_string (smt_json_member (root, "newEntryId"));
  decision->reason = smt_json_dup_string (smt_json_member (root, "reason"));
  decision->recipient = smt_json_dup_string (smt_json_member (root, "recipient"));
  decision->due = smt_json_get_date (smt_json_member (root, "due"));
  decision->author = smt_json_dup_string (smt_json_member (root, "author"));
  decision->approver = smt_json_dup_string (smt_json_member (root, "approver"));
  decision->about = smt_json_dup_string (smt_json_member (root, "about"));
  decision->overridden = read_overridden (smt_json_member (root, "overridden"));

  return read_words (root, decision);
}

/**
 * smt_decision_from_json:
 * @json: one JSON object
 * @error: return location
 *
 * Returns: (transfer full): the decision, or %NULL with an error of %SMT_JSON_ERROR, or of %SMT_RECONCILE_ERROR with
 *   code %SMT_RECONCILE_ERROR_INCOMPLETE when it is JSON but no decision
 */
SmtDecision *
smt_decision_from_json (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) document = NULL;
  g_autoptr (SmtDecision) decision = NULL;
  g_autofree char *key = NULL;
  g_autofree char *digest = NULL;
  SmtJsonCursor root;
  int kind;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new (json, strlen (json));
  document = smt_json_read (bytes, error);
  if (document == NULL)
    return NULL;

  root = smt_json_root (document);
  kind = find_word (kinds, G_N_ELEMENTS (kinds), smt_json_member (root, "kind"));
  key = smt_json_dup_string (smt_json_member (root, "key"));
  digest = smt_json_dup_string (smt_json_member (root, "digest"));
  if (kind >= 0 && key != NULL)
    {
      decision = smt_decision_new ((SmtDecisionKind)kind, key, digest);
      if (read_details (root, decision))
        return g_steal_pointer (&decision);
    }

  g_set_error_literal (error, SMT_RECONCILE_ERROR, SMT_RECONCILE_ERROR_INCOMPLETE, "not a stored decision");
  return NULL;
}
