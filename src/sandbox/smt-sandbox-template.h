/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Patient templates: whole answers with placeholders for dates, so that the lists never grow old.
 */
#pragma once

#include "sandbox/smt-sandbox-clock.h"
#include "sandbox/smt-sandbox-record.h"

G_BEGIN_DECLS

#define SMT_SANDBOX_TEMPLATE_ERROR (smt_sandbox_template_error_quark ())
GQuark smt_sandbox_template_error_quark (void);

typedef enum
{
  SMT_SANDBOX_TEMPLATE_ERROR_PLACEHOLDER, /* a placeholder that means nothing */
  SMT_SANDBOX_TEMPLATE_ERROR_SHAPE,       /* not an answer with a medication bundle and a patient */
} SmtSandboxTemplateError;

char             *smt_sandbox_template_fill (const char *text, const SmtSandboxClock *clock, GError **error);
SmtSandboxRecord *smt_sandbox_template_load (const char *path, const SmtSandboxClock *clock, GError **error);

G_END_DECLS
