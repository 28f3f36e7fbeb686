/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The faults a test may order, and when the next request gets one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SMT_SANDBOX_FAULT_NONE,
  SMT_SANDBOX_FAULT_REFUSED,             /* nobody listens */
  SMT_SANDBOX_FAULT_RESET,               /* the connection is reset after the request */
  SMT_SANDBOX_FAULT_HANG,                /* never an answer */
  SMT_SANDBOX_FAULT_SLOW,                /* the answer drips for about 1.5 s */
  SMT_SANDBOX_FAULT_SHORT_BODY,          /* fewer bytes than Content-Length says */
  SMT_SANDBOX_FAULT_HTTP_500,
  SMT_SANDBOX_FAULT_BAD_JSON,            /* a key twice */
  SMT_SANDBOX_FAULT_WRONG_TYPE,          /* 200 with a page of HTML, as a captive portal gives */
  SMT_SANDBOX_FAULT_RF_FAILED,           /* lookup: Reseptformidleren did not answer */
  SMT_SANDBOX_FAULT_KJ_FAILED,           /* lookup: kjernejournal did not answer */
  SMT_SANDBOX_FAULT_WRONG_PATIENT,       /* lookup: the answer is about somebody else */
  SMT_SANDBOX_FAULT_PLL_FAILED,          /* send: prescriptions go, the PLL does not */
  SMT_SANDBOX_FAULT_PLL_SILENT,          /* send: as pll-failed, and the answer does not speak of it */
  SMT_SANDBOX_FAULT_PRESCRIPTION_FAILED, /* send: the first new prescription is not taken */
  SMT_SANDBOX_FAULT_CONFLICT,            /* send: somebody else wrote since the lookup */
  SMT_SANDBOX_FAULT_APPLIED_THEN_LOST,   /* send: applied, and the connection closed without an answer */
  SMT_SANDBOX_FAULT_ROW_REFUSED,         /* send: 422, pointing at a statement that was touched */
  SMT_SANDBOX_FAULT_SIGNED_OUT,          /* 401 */
  SMT_SANDBOX_FAULT_FORBIDDEN,           /* 403 */
  SMT_SANDBOX_FAULT_PRECONDITION,        /* 412 */
  SMT_SANDBOX_FAULT_BUSY,                /* 429, with Retry-After: 1 */
  SMT_SANDBOX_FAULT_DOWN,                /* 503, with Retry-After: 300 */
  SMT_SANDBOX_FAULT_DELAYED,             /* send: no answer, and it is worked on only after the next lookup */
} SmtSandboxFault;

typedef enum
{
  SMT_SANDBOX_ON_LOOKUP = 1 << 0,
  SMT_SANDBOX_ON_SEND = 1 << 1,
  SMT_SANDBOX_ON_ALL = SMT_SANDBOX_ON_LOOKUP | SMT_SANDBOX_ON_SEND,
} SmtSandboxOn;

typedef struct
{
  SmtSandboxFault fault;
  SmtSandboxOn    on;
  guint           times; /* requests left; 0 until it is cleared */
} SmtSandboxFaults;

char           *smt_sandbox_faults_dup_help (void);
gboolean        smt_sandbox_fault_parse (const char *name, SmtSandboxFault *out);
const char     *smt_sandbox_fault_name  (SmtSandboxFault fault);
gboolean        smt_sandbox_faults_set  (SmtSandboxFaults *faults, const char *name, const char *on, guint times);
SmtSandboxFault smt_sandbox_faults_take (SmtSandboxFaults *faults, SmtSandboxOn operation);

G_END_DECLS
