/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of $getMedication: whom, what for, and what the patient lets be opened.
 * Pure functions; any thread.
 */
#pragma once

#include "list/smt-list.h"

G_BEGIN_DECLS

/** SmtConsent: the basis (grunnlag) a register is opened on. */
typedef enum
{
  SMT_CONSENT_NONE,      /* is not opened */
  SMT_CONSENT_EXCEPTION, /* HPUNNTAK: kjernejournal only */
  SMT_CONSENT_GIVEN,     /* HPMOTTATTSAMTYKKE */
  SMT_CONSENT_EMERGENCY, /* HPAKUTT */
} SmtConsent;

/** SmtPurpose: what the information is needed for (tjenstlig behov); noted here, SFM does not ask for it. */
typedef enum
{
  SMT_PURPOSE_RECONCILIATION,
  SMT_PURPOSE_TREATMENT,
  SMT_PURPOSE_RENEWAL,
} SmtPurpose;

/** SmtLookupRequest: what the clinician fills in before a patient is looked up. */
typedef struct
{
  SmtPatient *patient;       /* number + name + postal code and city, or name + birth date + gender */
  SmtPurpose purpose;
  SmtConsent consent;        /* SamtykkeKjernejournal */
  SmtConsent sperret;        /* SamtykkeSperretLegemidler: what the patient has closed; given or emergency */
  SmtConsent locked;         /* SamtykkeLasteResepter; given or emergency */
  char *reason;              /* (nullable) why it is an emergency; noted here, SFM does not ask for it */
  char **reference_numbers;  /* (nullable) of locked prescriptions */
  SmtDate since;             /* historyTimestamp: how far back; unset: as the service does */
  gboolean include_original; /* the XML of each prescription as well; off unless asked for */
} SmtLookupRequest;

SmtLookupRequest *smt_lookup_request_new    (SmtPatient *patient);
SmtLookupRequest *smt_lookup_request_copy   (const SmtLookupRequest *request);
void              smt_lookup_request_free   (SmtLookupRequest *request);
gboolean          smt_lookup_request_widen  (SmtLookupRequest *request, const SmtLookupRequest *other);
/* whether anything is opened as an emergency, which asks for a reason */
gboolean          smt_lookup_request_is_emergency (const SmtLookupRequest *request);
GBytes           *smt_lookup_request_encode (const SmtLookupRequest *request);

const char       *smt_consent_code          (SmtConsent consent);
SmtConsent        smt_consent_from_code     (const char *code);
const char       *smt_purpose_token         (SmtPurpose purpose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtLookupRequest, smt_lookup_request_free)

G_END_DECLS
