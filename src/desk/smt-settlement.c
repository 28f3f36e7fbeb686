/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-settlement.h"

#include "base/smt-json-writer.h"
#include "reconcile/smt-rhythm-json.h"

/* --- remembering -------------------------------------------------------------------------------------------------- */

static void
write_change (SmtJsonWriter *writer, const SmtChange *change)
{
  g_autofree char *decision = smt_decision_to_json (change->decision);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "entryId", change->treatment->entry_id);
  smt_json_writer_key (writer, "decision");
  smt_json_writer_raw (writer, decision, -1);
  smt_json_writer_end_object (writer);
}

/* What the lookup was let to see: whoever settles must see as much. */
static void
write_access (SmtJsonWriter *writer, const SmtLookupRequest *request)
{
  g_autofree char *since = smt_date_is_set (request->since) ? smt_date_to_iso (request->since) : NULL;

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "consent", smt_consent_code (request->consent));
  smt_json_writer_member (writer, "sperret", smt_consent_code (request->sperret));
  smt_json_writer_member (writer, "locked", smt_consent_code (request->locked));
  smt_json_writer_member (writer, "since", since);
  smt_json_writer_member (writer, "reason", request->reason);
  smt_json_writer_key (writer, "references");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; request->reference_numbers != NULL && request->reference_numbers[i] != NULL; i++)
    smt_json_writer_string (writer, request->reference_numbers[i]);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

static void
write_record (SmtJsonWriter *writer, const SmtReconciledRecord *record)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "who", record->who);
  smt_json_writer_member (writer, "role", record->role);
  smt_json_writer_key (writer, "sources");
  smt_json_writer_int (writer, record->sources);
  smt_json_writer_member (writer, "conversation", record->conversation);
  smt_json_write_date (writer, "due", record->due);
  smt_json_writer_key (writer, "at");
  smt_json_writer_int (writer, record->at);
  smt_json_writer_end_object (writer);
}

/**
 * smt_settlement_to_json:
 * @set: what is sent
 * @request: the lookup that it rests on
 * @record: (nullable): who reconciles, from what, and until when
 *
 * Returns: (transfer full): all of it that is needed to find out later what arrived
 */
char *
smt_settlement_to_json (const SmtChangeSet *set, const SmtLookupRequest *request, const SmtReconciledRecord *record)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "createPll");
  smt_json_writer_boolean (writer, set->create_pll);
  if (set->list->pll_date != SMT_INSTANT_UNSET)
    {
      smt_json_writer_key (writer, "pllDate");
      smt_json_writer_int (writer, set->list->pll_date);
    }
  smt_json_writer_key (writer, "lookup");
  write_access (writer, request);
  if (record != NULL)
    {
      smt_json_writer_key (writer, "record");
      write_record (writer, record);
    }
  smt_json_writer_key (writer, "changes");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < set->changes->len; i++)
    {
      const SmtChange *change = g_ptr_array_index (set->changes, i);

      if (change->decision != NULL)
        write_change (writer, change);
    }
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

static void
change_free (gpointer data)
{
  SmtChange *change = data;

  smt_treatment_unref ((SmtTreatment *)change->treatment);
  smt_decision_unref ((SmtDecision *)change->decision);
  g_free (change);
}

/* A treatment with its identity only: settling asks for nothing else. */
static SmtChange *
read_change (SmtJsonCursor object, GError **error)
{
  g_autofree char *json = smt_json_dup_bytes (smt_json_member (object, "decision"));
  SmtDecision *decision = json != NULL ? smt_decision_from_json (json, error) : NULL;
  SmtTreatment *treatment;
  SmtChange *change;

  if (decision == NULL)
    return NULL;

  treatment = smt_treatment_new ();
  treatment->key = g_strdup (decision->key);
  treatment->digest = g_strdup (decision->digest);
  treatment->entry_id = smt_json_dup_string (smt_json_member (object, "entryId"));
  change = g_new0 (SmtChange, 1);
  change->treatment = treatment;
  change->decision = decision;

  return change;
}

static SmtChangeSet *
change_set_new (void)
{
  SmtChangeSet *set = g_new0 (SmtChangeSet, 1);

  g_atomic_ref_count_init (&set->ref_count);
  set->list = smt_list_new ();
  set->list->pll_date = SMT_INSTANT_UNSET;
  set->changes = g_ptr_array_new_with_free_func (change_free);

  return set;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "what was sent cannot be read");
  return FALSE;
}

static gboolean
read_set (SmtChangeSet *set, SmtJsonCursor root, GError **error)
{
  SmtJsonCursor date = smt_json_member (root, "pllDate");
  SmtDecimal number;
  SmtJsonIter iter;
  SmtJsonCursor element;

  if (!smt_json_get_boolean (smt_json_member (root, "createPll"), &set->create_pll)
      || smt_json_type (smt_json_member (root, "changes")) != SMT_JSON_ARRAY)
    return refuse (error);
  if (smt_json_exists (date)
      && (!smt_json_get_decimal (date, &number) || !smt_decimal_is_integer (number, &set->list->pll_date)))
    return refuse (error);

  smt_json_iter_init (&iter, smt_json_member (root, "changes"));
  while (smt_json_iter_next (&iter, NULL, &element))
    {
      SmtChange *change = read_change (element, NULL);

      if (change == NULL)
        return refuse (error);
      g_ptr_array_add (set->changes, change);
    }

  return TRUE;
}

/**
 * smt_settlement_from_json:
 * @json: of smt_settlement_to_json()
 * @error: return location; %SMT_JOURNAL_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): a change set that is good for settling and for nothing else
 */
SmtChangeSet *
smt_settlement_from_json (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);
  g_autoptr (SmtChangeSet) set = change_set_new ();

  if (document == NULL)
    {
      refuse (error);
      return NULL;
    }

  return read_set (set, smt_json_root (document), error) ? g_steal_pointer (&set) : NULL;
}

/**
 * smt_settlement_read_record:
 * @send: a send
 * @bytes: the answer of the lookup that showed what came of it
 *
 * Returns: (transfer full) (nullable): the reconciliation it was; %NULL when that was not said
 */
SmtReconciledRecord *
smt_settlement_read_record (const SmtSendRecord *send, GBytes *bytes)
{
  g_autoptr (GBytes) json = g_bytes_new (send->decisions, strlen (send->decisions));
  g_autoptr (SmtJson) document = smt_json_read (json, NULL);
  g_autoptr (SmtReconciledRecord) record = smt_reconciled_record_new ();
  SmtJsonCursor said;

  if (document == NULL)
    return NULL;

  said = smt_json_member (smt_json_root (document), "record");
  record->send_id = g_strdup (send->id);
  record->bytes = g_bytes_ref (bytes);
  record->who = smt_json_dup_string (smt_json_member (said, "who"));
  record->role = smt_json_dup_string (smt_json_member (said, "role"));
  record->sources = (guint)smt_json_get_int (smt_json_member (said, "sources"), 0);
  record->conversation = smt_json_dup_string (smt_json_member (said, "conversation"));
  record->due = smt_json_get_date (smt_json_member (said, "due"));
  record->at = smt_json_get_int (smt_json_member (said, "at"), send->created);

  return record->who != NULL && record->role != NULL ? g_steal_pointer (&record) : NULL;
}

static SmtConsent
read_consent (SmtJsonCursor access, const char *name)
{
  g_autofree char *code = smt_json_dup_string (smt_json_member (access, name));

  return smt_consent_from_code (code);
}

static char **
read_references (SmtJsonCursor access)
{
  g_autoptr (GStrvBuilder) numbers = g_strv_builder_new ();
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, smt_json_member (access, "references"));
  while (smt_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *number = smt_json_dup_string (element);
      if (number != NULL)
        g_strv_builder_add (numbers, number);
    }

  return g_strv_builder_end (numbers);
}

/**
 * smt_settlement_widen:
 * @json: of smt_settlement_to_json()
 * @request: the lookup that is to settle that send
 *
 * A prescription that only a reference number or a consent shows would else look as if it had never arrived.
 *
 * Returns: whether @request has to ask for more than it did
 */
gboolean
smt_settlement_widen (const char *json, SmtLookupRequest *request)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);
  g_autoptr (SmtLookupRequest) before = smt_lookup_request_new (smt_patient_ref (request->patient));
  g_autofree char *since = NULL;
  SmtJsonCursor access;

  if (document == NULL)
    return FALSE;

  access = smt_json_member (smt_json_root (document), "lookup");
  before->consent = read_consent (access, "consent");
  before->sperret = read_consent (access, "sperret");
  before->locked = read_consent (access, "locked");
  before->reason = smt_json_dup_string (smt_json_member (access, "reason"));
  before->reference_numbers = read_references (access);
  since = smt_json_dup_string (smt_json_member (access, "since"));
  if (since != NULL && !smt_date_parse (since, &before->since))
    before->since = SMT_DATE_UNSET;

  return smt_lookup_request_widen (request, before);
}

/* --- what a fresh list says --------------------------------------------------------------------------------------- */

/**
 * smt_settlement_can_tell:
 * @fresh: a list looked up after the send
 *
 * Returns: whether it shows everything a send could have changed; a lookup that itself half failed proves nothing
 */
gboolean
smt_settlement_can_tell (const SmtList *fresh)
{
  return smt_list_was_read (fresh) && fresh->rf_fetched != SMT_INSTANT_UNSET;
}

static gboolean
has_arrived (const SmtReceipt *receipt)
{
  return smt_receipt_has_state (receipt, SMT_PART_RECEIVED) || smt_receipt_has_state (receipt, SMT_PART_CONFIRMED);
}

/**
 * smt_settlement_state:
 * @before: the state the send was in
 * @settled: what the fresh list shows of it
 *
 * Returns: done, partial, or (only where nobody had answered) not applied
 */
SmtSendState
smt_settlement_state (SmtSendState before, const SmtReceipt *settled)
{
  if (before == SMT_SEND_PARTIAL)
    return smt_receipt_is_whole (settled) ? SMT_SEND_DONE : SMT_SEND_PARTIAL;
  if (!has_arrived (settled))
    return SMT_SEND_NOT_APPLIED;

  return smt_receipt_is_whole (settled) ? SMT_SEND_DONE : SMT_SEND_PARTIAL;
}

/**
 * smt_settlement_of_answer:
 * @receipt: what the answer of a send says, part by part
 *
 * Returns: the state of the send; a part that the answer leaves out makes it unknown until somebody looks
 */
SmtSendState
smt_settlement_of_answer (const SmtReceipt *receipt)
{
  if (smt_receipt_has_state (receipt, SMT_PART_UNKNOWN))
    return SMT_SEND_UNKNOWN;

  return smt_receipt_is_whole (receipt) ? SMT_SEND_DONE : SMT_SEND_PARTIAL;
}
