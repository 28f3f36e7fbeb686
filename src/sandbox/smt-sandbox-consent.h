/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lookup brings besides the patient: consents (samtykke), reference numbers and how far back it looks.
 */
#pragma once

#include "base/smt-date.h"
#include "base/smt-json.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean   asks_kj;    /* SamtykkeKjernejournal, whatever the basis: kjernejournal is asked */
  gboolean   sperret;    /* SamtykkeSperretLegemidler: consent or emergency opens what the patient has blocked */
  gboolean   originals;  /* IncludeOriginal include_reseptdok: the XML of each prescription as well */
  gboolean   locked;     /* SamtykkeLasteResepter: locked prescriptions (låste resepter) are shown */
  GPtrArray *references; /* of char*: Referansenummer, each of one locked prescription */
  SmtInstant history;    /* historyTimestamp: what stopped before is left out; SMT_INSTANT_UNSET when not said */
} SmtSandboxConsent;

gboolean smt_sandbox_consent_read  (SmtSandboxConsent *consent, SmtJsonCursor request, char **problem);
void     smt_sandbox_consent_clear (SmtSandboxConsent *consent);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtSandboxConsent, smt_sandbox_consent_clear)

G_END_DECLS
