/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-faults.h"

#include <string.h>

/* @on: what the fault concerns when the test does not say. @about: as the manual page and --help have it. */
static const struct
{
  const char *name;
  SmtSandboxFault fault;
  SmtSandboxOn on;
  const char *about;
} fault_table[] = {
  { "none", SMT_SANDBOX_FAULT_NONE, SMT_SANDBOX_ON_ALL, "no fault" },
  { "refused", SMT_SANDBOX_FAULT_REFUSED, SMT_SANDBOX_ON_ALL,
    "nobody listens; ends with SIGUSR1 or after the seconds that were asked for" },
  { "reset", SMT_SANDBOX_FAULT_RESET, SMT_SANDBOX_ON_ALL, "the connection is reset; not carried out" },
  { "hang", SMT_SANDBOX_FAULT_HANG, SMT_SANDBOX_ON_ALL, "no answer, ever; not carried out" },
  { "slow", SMT_SANDBOX_FAULT_SLOW, SMT_SANDBOX_ON_ALL, "the answer drips for about a second and a half" },
  { "short-body", SMT_SANDBOX_FAULT_SHORT_BODY, SMT_SANDBOX_ON_ALL,
    "half the bytes come that Content-Length promises" },
  { "http-500", SMT_SANDBOX_FAULT_HTTP_500, SMT_SANDBOX_ON_ALL,
    "status 500 with an OperationOutcome; not carried out" },
  { "bad-json", SMT_SANDBOX_FAULT_BAD_JSON, SMT_SANDBOX_ON_ALL, "the answer has a key twice" },
  { "wrong-type", SMT_SANDBOX_FAULT_WRONG_TYPE, SMT_SANDBOX_ON_ALL, "status 200 with a page of HTML; not carried out" },
  { "rf-failed", SMT_SANDBOX_FAULT_RF_FAILED, SMT_SANDBOX_ON_LOOKUP,
    "lookup: Reseptformidleren did not answer; no prescriptions, no list" },
  { "kj-failed", SMT_SANDBOX_FAULT_KJ_FAILED, SMT_SANDBOX_ON_LOOKUP,
    "lookup: kjernejournal did not answer; no reactions" },
  { "wrong-patient", SMT_SANDBOX_FAULT_WRONG_PATIENT, SMT_SANDBOX_ON_LOOKUP,
    "lookup: the answer is about somebody else" },
  { "pll-failed", SMT_SANDBOX_FAULT_PLL_FAILED, SMT_SANDBOX_ON_SEND,
    "send: prescriptions go, the list does not; on lookup: the list was not read" },
  { "pll-silent", SMT_SANDBOX_FAULT_PLL_SILENT, SMT_SANDBOX_ON_SEND,
    "send: as pll-failed, and the answer does not speak of the list" },
  { "prescription-failed", SMT_SANDBOX_FAULT_PRESCRIPTION_FAILED, SMT_SANDBOX_ON_SEND,
    "send: the first new prescription is not taken, nor the list" },
  { "conflict", SMT_SANDBOX_FAULT_CONFLICT, SMT_SANDBOX_ON_SEND,
    "send: another writer changed the list; status 409, nothing carried out" },
  { "applied-then-lost", SMT_SANDBOX_FAULT_APPLIED_THEN_LOST, SMT_SANDBOX_ON_SEND,
    "send: carried out, and the connection is closed without an answer" },
  { "row-refused", SMT_SANDBOX_FAULT_ROW_REFUSED, SMT_SANDBOX_ON_SEND,
    "send: status 422, pointing at the first statement that was changed; nothing carried out" },
  { "signed-out", SMT_SANDBOX_FAULT_SIGNED_OUT, SMT_SANDBOX_ON_ALL, "status 401; not carried out" },
  { "forbidden", SMT_SANDBOX_FAULT_FORBIDDEN, SMT_SANDBOX_ON_ALL,
    "status 403 with an OperationOutcome; not carried out" },
  { "precondition", SMT_SANDBOX_FAULT_PRECONDITION, SMT_SANDBOX_ON_SEND,
    "status 412 with an OperationOutcome; not carried out" },
  { "busy", SMT_SANDBOX_FAULT_BUSY, SMT_SANDBOX_ON_ALL,
    "status 429, to be asked again after a second; not carried out" },
  { "down", SMT_SANDBOX_FAULT_DOWN, SMT_SANDBOX_ON_ALL,
    "status 503, to be asked again after five minutes; not carried out" },
  { "delayed", SMT_SANDBOX_FAULT_DELAYED, SMT_SANDBOX_ON_SEND,
    "send: no answer, and worked on only after the next lookup" },
};

/**
 * smt_sandbox_faults_dup_help:
 *
 * Returns: (transfer full): each fault on a line of its own: two blanks, its name, blanks, what it does
 */
char *
smt_sandbox_faults_dup_help (void)
{
  GString *help = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fault_table); i++)
    g_string_append_printf (help, "  %-20s %s\n", fault_table[i].name, fault_table[i].about);
  return g_string_free (help, FALSE);
}

/**
 * smt_sandbox_fault_parse:
 * @name: (nullable): a fault; nothing and "" mean none
 * @out: (out): the fault
 *
 * Returns: whether there is such a fault
 */
gboolean
smt_sandbox_fault_parse (const char *name, SmtSandboxFault *out)
{
  if (name == NULL || *name == '\0')
    name = "none";
  for (guint i = 0; i < G_N_ELEMENTS (fault_table); i++)
    if (strcmp (fault_table[i].name, name) == 0)
      {
        *out = fault_table[i].fault;
        return TRUE;
      }
  return FALSE;
}

/**
 * smt_sandbox_fault_name:
 * @fault: a fault
 *
 * Returns: its name
 */
const char *
smt_sandbox_fault_name (SmtSandboxFault fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_table); i++)
    if (fault_table[i].fault == fault)
      return fault_table[i].name;
  return "none";
}

static SmtSandboxOn
usual_on (SmtSandboxFault fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_table); i++)
    if (fault_table[i].fault == fault)
      return fault_table[i].on;
  return SMT_SANDBOX_ON_ALL;
}

/**
 * smt_sandbox_faults_set:
 * @faults: what is ordered
 * @name: (nullable): a fault
 * @on: (nullable): "send", "lookup" or "all"; by default what the fault is about
 * @times: for how many requests; 0 until it is cleared
 *
 * Returns: whether it was understood
 */
gboolean
smt_sandbox_faults_set (SmtSandboxFaults *faults, const char *name, const char *on, guint times)
{
  SmtSandboxFault fault;
  SmtSandboxOn where;

  if (!smt_sandbox_fault_parse (name, &fault))
    return FALSE;
  where = usual_on (fault);
  if (on != NULL)
    {
      if (strcmp (on, "send") == 0)
        where = SMT_SANDBOX_ON_SEND;
      else if (strcmp (on, "lookup") == 0)
        where = SMT_SANDBOX_ON_LOOKUP;
      else if (strcmp (on, "all") == 0)
        where = SMT_SANDBOX_ON_ALL;
      else
        return FALSE;
    }
  *faults = (SmtSandboxFaults){ fault, where, times };
  return TRUE;
}

/**
 * smt_sandbox_faults_take:
 * @faults: what is ordered
 * @operation: what the request asks for
 *
 * Returns: the fault this request gets; counts it
 */
SmtSandboxFault
smt_sandbox_faults_take (SmtSandboxFaults *faults, SmtSandboxOn operation)
{
  SmtSandboxFault fault = faults->fault;

  if ((faults->on & operation) == 0)
    return SMT_SANDBOX_FAULT_NONE;
  if (faults->times > 0 && --faults->times == 0)
    faults->fault = SMT_SANDBOX_FAULT_NONE;
  return fault;
}
