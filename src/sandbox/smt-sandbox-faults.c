/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-faults.h"

#include <string.h>

/* @on: what the fault concerns when the test does not say. */
static const struct
{
  const char *name;
  SmtSandboxFault fault;
  SmtSandboxOn on;
} fault_table[] = {
  { "none", SMT_SANDBOX_FAULT_NONE, SMT_SANDBOX_ON_ALL },
  { "refused", SMT_SANDBOX_FAULT_REFUSED, SMT_SANDBOX_ON_ALL },
  { "reset", SMT_SANDBOX_FAULT_RESET, SMT_SANDBOX_ON_ALL },
  { "hang", SMT_SANDBOX_FAULT_HANG, SMT_SANDBOX_ON_ALL },
  { "slow", SMT_SANDBOX_FAULT_SLOW, SMT_SANDBOX_ON_ALL },
  { "short-body", SMT_SANDBOX_FAULT_SHORT_BODY, SMT_SANDBOX_ON_ALL },
  { "http-500", SMT_SANDBOX_FAULT_HTTP_500, SMT_SANDBOX_ON_ALL },
  { "bad-json", SMT_SANDBOX_FAULT_BAD_JSON, SMT_SANDBOX_ON_ALL },
  { "wrong-type", SMT_SANDBOX_FAULT_WRONG_TYPE, SMT_SANDBOX_ON_ALL },
  { "rf-failed", SMT_SANDBOX_FAULT_RF_FAILED, SMT_SANDBOX_ON_LOOKUP },
  { "kj-failed", SMT_SANDBOX_FAULT_KJ_FAILED, SMT_SANDBOX_ON_LOOKUP },
  { "wrong-patient", SMT_SANDBOX_FAULT_WRONG_PATIENT, SMT_SANDBOX_ON_LOOKUP },
  { "pll-failed", SMT_SANDBOX_FAULT_PLL_FAILED, SMT_SANDBOX_ON_SEND },
  { "pll-silent", SMT_SANDBOX_FAULT_PLL_SILENT, SMT_SANDBOX_ON_SEND },
  { "prescription-failed", SMT_SANDBOX_FAULT_PRESCRIPTION_FAILED, SMT_SANDBOX_ON_SEND },
  { "conflict", SMT_SANDBOX_FAULT_CONFLICT, SMT_SANDBOX_ON_SEND },
  { "applied-then-lost", SMT_SANDBOX_FAULT_APPLIED_THEN_LOST, SMT_SANDBOX_ON_SEND },
  { "delayed", SMT_SANDBOX_FAULT_DELAYED, SMT_SANDBOX_ON_SEND },
};

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
