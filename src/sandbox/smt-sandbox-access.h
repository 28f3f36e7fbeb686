/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a record one lookup may see. A template says in its parameter `sandbox` what is closed and what opens it;
 * how far back a lookup looks decides the rest.
 */
#pragma once

#include "sandbox/smt-sandbox-consent.h"
#include "sandbox/smt-sandbox-record.h"

G_BEGIN_DECLS

#define SMT_SANDBOX_OWN_PARAMETER "sandbox" /* never answered */

typedef enum
{
  SMT_SANDBOX_CLOSED_NOT,
  SMT_SANDBOX_CLOSED_SPERRET,  /* the patient has closed it all; consent or emergency opens */
  SMT_SANDBOX_CLOSED_BLOKKERT, /* nothing opens, not even an emergency */
} SmtSandboxClosed;

typedef struct
{
  SmtSandboxClosed closed;
  GHashTable      *hidden;           /* set of fullUrls that are left out */
  GHashTable      *from_kj;          /* set of fullUrls that kjernejournal holds and shows, whatever Reseptformidleren says */
  gboolean         rf_has_locked;    /* said as RFHarLaste */
  gboolean         kj_has_locked;    /* KJHarLaste */
  gboolean         kj_has_medicines; /* KJHarLegemidler */
} SmtSandboxAccess;

SmtSandboxAccess *smt_sandbox_access_new  (const SmtSandboxRecord *record, const SmtSandboxConsent *consent,
                                           SmtInstant now);
void              smt_sandbox_access_free (SmtSandboxAccess *access);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxAccess, smt_sandbox_access_free)

G_END_DECLS
