/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-send.h"

#include <string.h>

#include "base/smt-text.h"
#include "fhir/smt-fhir-tree.h"
#include "fhir/smt-sfm-names.h"

/* --- parameters --------------------------------------------------------------------------------------------------- */

static gboolean
next_named (SmtJsonIter *iter, const char *name, SmtJsonCursor *parameter)
{
  while (smt_json_iter_next (iter, NULL, parameter))
    {
      g_autofree char *own = smt_json_dup_string (smt_json_member (*parameter, "name"));
      if (own != NULL && smt_text_equal_ascii_case (own, name))
        return TRUE;
    }
  return FALSE;
}

static SmtJsonCursor
find_named (SmtJsonCursor parameters, const char *name)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, parameters);
  return next_named (&iter, name, &parameter) ? parameter : SMT_JSON_NOWHERE;
}

/** Result: a resultCode: whether it is OK, and the service's own words. */
typedef struct
{
  gboolean found;
  gboolean ok;
  char *text;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

/* Coding in the guide; a CodeableConcept is taken as well. */
static Result
read_result (SmtJsonCursor parts)
{
  SmtJsonCursor parameter = find_named (parts, "resultCode");
  SmtJsonCursor concept = smt_json_member (parameter, "valueCodeableConcept");
  SmtJsonCursor coding = smt_json_member (parameter, "valueCoding");
  Result result = { 0 };

  if (!smt_json_exists (coding))
    coding = _smt_fhir_first_coding (concept);
  result.found = smt_json_exists (smt_json_member (coding, "code"));
  result.ok = smt_json_string_equals (smt_json_member (coding, "code"), SMT_RESULT_OK);
  result.text = _smt_fhir_dup_text (smt_json_member (concept, "text"));
  if (result.text == NULL)
    result.text = _smt_fhir_dup_text (smt_json_member (coding, "display"));
  return result;
}

/* --- receipt ------------------------------------------------------------------------------------------------------ */

static SmtReceiptPart *
find_prescription (const SmtReceipt *receipt, const char *id)
{
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      if (part->kind == SMT_PART_PRESCRIPTION && part->prescription_id != NULL
          && smt_text_equal_ascii_case (part->prescription_id, id))
        return part;
    }
  return NULL;
}

static void
settle_part (SmtReceiptPart *part, const Result *result)
{
  if (!result->found)
    return; /* a result without a code says nothing: unknown */
  part->state = result->ok ? SMT_PART_RECEIVED : SMT_PART_FAILED;
  if (!result->ok)
    part->text = g_strdup (result->text);
}

/* Every result must be about a prescription of ours, and about each at most once: else nobody knows what was done. */
static gboolean
settle_prescriptions (SmtReceipt *receipt, SmtJsonCursor parameters, GError **error)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, parameters);
  while (next_named (&iter, "prescriptionOperationResult", &parameter))
    {
      SmtJsonCursor parts = smt_json_member (parameter, "part");
      g_autofree char *id = _smt_fhir_dup_text (smt_json_member (find_named (parts, "reseptID"), "valueString"));
      SmtReceiptPart *part = id != NULL ? find_prescription (receipt, id) : NULL;
      g_auto (Result) result = read_result (parts);
      if (part == NULL || part->state != SMT_PART_UNKNOWN)
        {
          g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT,
                               part == NULL ? "a result about a prescription that was not sent"
                                            : "two results about one prescription");
          return FALSE;
        }
      part->reference = _smt_fhir_dup_text (smt_json_member (find_named (parts, "refnum"), "valueString"));
      settle_part (part, &result);
    }
  return TRUE;
}

/* The list is one part with one result. It was asked for, so that no result is a failure. */
static void
settle_list (SmtReceipt *receipt, const SmtChangeSet *set, SmtJsonCursor parameters)
{
  SmtJsonCursor parameter = find_named (parameters, "PllResult");
  g_auto (Result) result = read_result (smt_json_member (parameter, "part"));

  if (!smt_json_exists (parameter) && set->create_pll)
    result.found = TRUE;
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      if (part->kind == SMT_PART_PLL || part->kind == SMT_PART_ENTRY)
        settle_part (part, &result);
    }
}

/* A recall has no receipt of its own, only a count, and the count does not say which: until a lookup has shown it, the
 * old prescription can be dispensed (contract 5). */
static void
settle_recalls (SmtReceipt *receipt)
{
  for (guint i = 0; i < receipt->parts->len; i++)
    {
      SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      if (part->kind == SMT_PART_RECALL)
        part->state = SMT_PART_UNCONFIRMED;
    }
}

static gboolean
read_count (SmtJsonCursor parameters, const char *name, gint64 *out)
{
  SmtDecimal value;

  return smt_json_get_decimal (smt_json_member (find_named (parameters, name), "valueInteger"), &value)
         && smt_decimal_is_integer (value, out);
}

static guint
count_kind (const SmtReceipt *receipt, SmtPartKind kind)
{
  guint count = 0;

  for (guint i = 0; i < receipt->parts->len; i++)
    {
      const SmtReceiptPart *part = g_ptr_array_index (receipt->parts, i);
      count += part->kind == kind;
    }
  return count;
}

/* More done than was asked for: the answer is not ours. */
static gboolean
check_counts (const SmtReceipt *receipt, SmtJsonCursor parameters, GError **error)
{
  gint64 recalls = 0;
  gint64 prescriptions = 0;

  read_count (parameters, "recallCount", &recalls);
  read_count (parameters, "prescriptionCount", &prescriptions);
  if (recalls <= (gint64)count_kind (receipt, SMT_PART_RECALL)
      && prescriptions <= (gint64)count_kind (receipt, SMT_PART_PRESCRIPTION))
    return TRUE;
  g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "more was done than was asked for");
  return FALSE;
}

/* --- outcome ------------------------------------------------------------------------------------------------------ */

static gboolean
is_error (SmtJsonCursor issue)
{
  SmtJsonCursor severity = smt_json_member (issue, "severity");

  return smt_json_string_equals (severity, "error") || smt_json_string_equals (severity, "fatal");
}

/* "…Entry[30]…" in any case; -1 when there is none. */
static int
find_entry_index (SmtJsonCursor place)
{
  g_autofree char *text = smt_json_dup_string (place);
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;
  const char *entry = folded != NULL ? strstr (folded, "entry[") : NULL;
  guint64 index;
  char *end;

  if (entry == NULL || !g_ascii_isdigit (entry[6]))
    return -1;
  index = g_ascii_strtoull (entry + 6, &end, 10);
  return *end == ']' && index <= G_MAXINT ? (int)index : -1;
}

static int
read_entry_index (SmtJsonCursor issue)
{
  static const char *const members[] = { "expression", "location" };
  int index = -1;

  for (guint i = 0; i < G_N_ELEMENTS (members) && index < 0; i++)
    {
      SmtJsonIter iter;
      SmtJsonCursor place;
      smt_json_iter_init (&iter, smt_json_member (issue, members[i]));
      while (index < 0 && smt_json_iter_next (&iter, NULL, &place))
        index = find_entry_index (place);
    }
  return index;
}

/* "TraceId: 5550… (Also include …)" */
static char *
dup_trace_id (const char *text)
{
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;
  const char *found = folded != NULL ? strstr (folded, "traceid:") : NULL;
  const char *begin;
  gsize length = 0;

  if (found == NULL)
    return NULL;
  begin = text + (found - folded) + strlen ("traceid:");
  while (*begin == ' ')
    begin++;
  while (g_ascii_isalnum (begin[length]) || begin[length] == '-')
    length++;
  return length > 0 ? g_strndup (begin, length) : NULL;
}

static void
read_issue (SmtOutcome *outcome, SmtJsonCursor issue)
{
  g_autofree char *details = _smt_fhir_dup_text (smt_json_member (smt_json_member (issue, "details"), "text"));
  g_autofree char *diagnostics = _smt_fhir_dup_text (smt_json_member (issue, "diagnostics"));
  int entry = read_entry_index (issue);

  if (outcome->trace_id == NULL)
    outcome->trace_id = dup_trace_id (details);
  if (outcome->trace_id == NULL)
    outcome->trace_id = dup_trace_id (diagnostics);
  if (!is_error (issue))
    return;
  if (outcome->code == NULL)
    outcome->code = _smt_fhir_dup_text (smt_json_member (issue, "code"));
  if (outcome->details == NULL)
    outcome->details = g_steal_pointer (&details);
  if (entry >= 0 && outcome->entry < 0)
    {
      /* the issue that points somewhere says more than the one that comes with every error */
      outcome->entry = entry;
      g_free (outcome->diagnostics);
      outcome->diagnostics = g_steal_pointer (&diagnostics);
    }
  else if (outcome->diagnostics == NULL)
    outcome->diagnostics = g_steal_pointer (&diagnostics);
}

static SmtJson *
read_json (GBytes *bytes, GError **error)
{
  g_autoptr (GError) json_error = NULL;
  SmtJson *json = smt_json_read (bytes, &json_error);

  if (json == NULL)
    g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_JSON, "not JSON: %s", json_error->message);
  return json;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_send_read_answer:
 * @bytes: the answer of $sendMedication
 * @set: what was sent
 * @at: when the answer came
 * @error: return location for an error of %SMT_FHIR_ERROR
 *
 * Success is per part: a new prescription is received when its own result says so, the list when PllResult does. What
 * the answer does not mention is unknown, or failed when it was asked for and always has a result. Recalls have none.
 *
 * Returns: (transfer full) (nullable): what became of each part; %NULL when the answer is none, or is about something
 *   else than what was sent
 */
SmtReceipt *
smt_send_read_answer (GBytes *bytes, const SmtChangeSet *set, SmtInstant at, GError **error)
{
  g_autoptr (SmtJson) json = NULL;
  g_autoptr (SmtReceipt) receipt = NULL;
  SmtJsonCursor root, type, parameters;

  g_return_val_if_fail (bytes != NULL && set != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  json = read_json (bytes, error);
  if (json == NULL)
    return NULL;
  root = smt_json_root (json);
  type = smt_json_member (root, "resourceType");
  parameters = smt_json_member (root, "parameter");
  if (smt_json_string_equals (type, "OperationOutcome"))
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_OUTCOME, "an OperationOutcome");
      return NULL;
    }
  if (!smt_json_string_equals (type, "Parameters") || smt_json_type (parameters) != SMT_JSON_ARRAY)
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER, "not the answer of a send");
      return NULL;
    }
  receipt = smt_receipt_new_expected (set, SMT_PART_UNKNOWN, at);
  if (!settle_prescriptions (receipt, parameters, error) || !check_counts (receipt, parameters, error))
    return NULL;
  settle_list (receipt, set, parameters);
  settle_recalls (receipt);
  return g_steal_pointer (&receipt);
}

/**
 * smt_outcome_read:
 * @bytes: the body of an error answer
 * @error: return location for an error of %SMT_FHIR_ERROR
 *
 * Returns: (transfer full) (nullable): the OperationOutcome, or %NULL when it is none
 */
SmtOutcome *
smt_outcome_read (GBytes *bytes, GError **error)
{
  g_autoptr (SmtJson) json = NULL;
  SmtOutcome *outcome;
  SmtJsonIter iter;
  SmtJsonCursor root, issue;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  json = read_json (bytes, error);
  if (json == NULL)
    return NULL;
  root = smt_json_root (json);
  if (!smt_json_string_equals (smt_json_member (root, "resourceType"), "OperationOutcome"))
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER, "not an OperationOutcome");
      return NULL;
    }
  outcome = g_new0 (SmtOutcome, 1);
  outcome->entry = -1;
  smt_json_iter_init (&iter, smt_json_member (root, "issue"));
  while (smt_json_iter_next (&iter, NULL, &issue))
    read_issue (outcome, issue);
  if (outcome->trace_id == NULL)
    outcome->trace_id = _smt_fhir_dup_text (smt_json_member (root, "id"));
  if (outcome->code == NULL)
    outcome->code = g_strdup ("unknown");
  return outcome;
}

/**
 * smt_outcome_free:
 * @outcome: (transfer full): an outcome
 */
void
smt_outcome_free (SmtOutcome *outcome)
{
  g_return_if_fail (outcome != NULL);

  g_free (outcome->code);
  g_free (outcome->diagnostics);
  g_free (outcome->details);
  g_free (outcome->trace_id);
  g_free (outcome);
}
