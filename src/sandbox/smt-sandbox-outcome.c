/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-outcome.h"

#include <string.h>

#include "base/smt-json-writer.h"

/**
 * smt_sandbox_outcome_new:
 *
 * Returns: (transfer full): an outcome without issues; HTTP 400 unless set otherwise
 */
SmtSandboxOutcome *
smt_sandbox_outcome_new (void)
{
  SmtSandboxOutcome *outcome = g_new0 (SmtSandboxOutcome, 1);

  outcome->status = 400;
  outcome->issues = g_ptr_array_new_with_free_func (g_free);
  return outcome;
}

/**
 * smt_sandbox_outcome_free:
 * @outcome: (transfer full) (nullable): an outcome
 */
void
smt_sandbox_outcome_free (SmtSandboxOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_ptr_array_unref (outcome->issues);
  g_free (outcome);
}

static char *
issue_to_json (const char *code, const char *severity, const char *diagnostics, const char *where, const char *details)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "code", code);
  if (details != NULL)
    {
      smt_json_writer_key (writer, "details");
      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "text", details);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_member (writer, "diagnostics", diagnostics);
  if (where != NULL)
    {
      smt_json_writer_key (writer, "expression");
      smt_json_writer_begin_array (writer);
      smt_json_writer_string (writer, where);
      smt_json_writer_end_array (writer);
    }
  smt_json_writer_member (writer, "severity", severity);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

/**
 * smt_sandbox_outcome_add:
 * @outcome: an outcome
 * @code: an issue code, such as `invalid`
 * @where: (nullable): the expression that points at the fault
 * @format: what is wrong, as printf
 * @...: arguments
 */
void
smt_sandbox_outcome_add (SmtSandboxOutcome *outcome, const char *code, const char *where, const char *format, ...)
{
  g_autofree char *diagnostics = NULL;
  va_list args;

  va_start (args, format);
  diagnostics = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (outcome->issues, issue_to_json (code, "error", diagnostics, where, NULL));
}

/**
 * smt_sandbox_outcome_is_empty:
 * @outcome: an outcome
 *
 * Returns: whether nothing was found wrong
 */
gboolean
smt_sandbox_outcome_is_empty (const SmtSandboxOutcome *outcome)
{
  return outcome->issues->len == 0;
}

/**
 * smt_sandbox_outcome_to_answer:
 * @outcome: an outcome with issues
 *
 * Returns: (transfer full): the OperationOutcome, with its id and trace id as SFM gives them
 */
SmtSandboxAnswer *
smt_sandbox_outcome_to_answer (const SmtSandboxOutcome *outcome)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *trace = g_compute_checksum_for_string (G_CHECKSUM_MD5, id, -1);
  g_autofree char *support =
      g_strdup_printf ("Please use the id '%s' and contact our support team if the problem persists.", id);
  g_autofree char *details = g_strdup_printf ("TraceId: %s (Also include this value in support requests)", trace);
  g_autofree char *head = issue_to_json ("processing", "error", support, NULL, NULL);
  g_autofree char *tail = issue_to_json ("informational", "information", NULL, NULL, details);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "id", id);
  smt_json_writer_key (writer, "issue");
  smt_json_writer_begin_array (writer);
  smt_json_writer_raw (writer, head, -1);
  for (guint i = 0; i < outcome->issues->len; i++)
    smt_json_writer_raw (writer, g_ptr_array_index (outcome->issues, i), -1);
  smt_json_writer_raw (writer, tail, -1);
  smt_json_writer_end_array (writer);
  smt_json_writer_member (writer, "resourceType", "OperationOutcome");
  smt_json_writer_end_object (writer);
  return smt_sandbox_answer_new (outcome->status, smt_json_writer_finish (writer));
}

/**
 * smt_sandbox_answer_new:
 * @status: HTTP status
 * @body: (transfer full): JSON
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_answer_new (guint status, char *body)
{
  SmtSandboxAnswer *answer = g_new0 (SmtSandboxAnswer, 1);

  answer->status = status;
  answer->body = body;
  return answer;
}

/**
 * smt_sandbox_answer_refusal:
 * @status: HTTP status
 * @code: an issue code
 * @diagnostics: what is wrong
 *
 * Returns: (transfer full): an OperationOutcome with one issue
 */
SmtSandboxAnswer *
smt_sandbox_answer_refusal (guint status, const char *code, const char *diagnostics)
{
  g_autoptr (SmtSandboxOutcome) outcome = smt_sandbox_outcome_new ();

  outcome->status = status;
  smt_sandbox_outcome_add (outcome, code, NULL, "%s", diagnostics);
  return smt_sandbox_outcome_to_answer (outcome);
}

/**
 * smt_sandbox_answer_free:
 * @answer: (transfer full) (nullable): an answer
 */
void
smt_sandbox_answer_free (SmtSandboxAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->body);
  g_free (answer);
}
