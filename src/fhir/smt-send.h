/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The encoder: change set + the bytes of the lookup → the bytes of $sendMedication, and the reading of its answer.
 * Pure functions; any thread.
 */
#pragma once

#include "fhir/smt-answer.h"
#include "fhir/smt-lookup-request.h"
#include "reconcile/smt-receipt.h"

G_BEGIN_DECLS

/** SmtSigner: who signs. */
typedef struct
{
  char *hpr;
  char *family;
  char *given;
  char *national_number; /* (nullable) */
  char *her_id;          /* of the office */
  char *office;
} SmtSigner;

/**
 * SmtSendContext: all that is not in the change set; no clock and no randomness below this point.
 * @make_uuid: gives a fresh lower-case UUID (transfer full); tests pass a counter
 */
typedef struct
{
  const SmtSigner *signer;
  SmtInstant now;
  SmtDate today;
  char *(*make_uuid) (gpointer data);
  gpointer make_uuid_data;
} SmtSendContext;

/** SmtFieldFit: can SFM's structured field say this rhythm (contract 4)? */
typedef enum
{
  SMT_FIELD_CARRIES,
  SMT_FIELD_EMPTY, /* "Feltet kan ikke uttrykke dette og blir tomt": the text says it all */
} SmtFieldFit;

SmtFieldFit smt_send_field_fit      (const SmtRhythm *rhythm, SmtDate first_day);
char       *smt_send_dose_text      (const SmtRhythm *rhythm);
GBytes     *smt_send_encode         (SmtAnswer *answer, const SmtChangeSet *set, const SmtSendContext *context, GError **error);
SmtReceipt *smt_send_read_answer    (GBytes *bytes, const SmtChangeSet *set, SmtInstant at, GError **error);

/** SmtOutcome: an OperationOutcome. */
typedef struct
{
  char *code;        /* issue[].code of the first error: processing, invalid, conflict … */
  char *diagnostics; /* (nullable) for the log and for the support desk; never shown raw */
  char *details;     /* (nullable) */
  char *trace_id;    /* (nullable) */
  int entry;         /* 0-based Bundle entry it points at; -1 = none */
} SmtOutcome;

SmtOutcome *smt_outcome_read        (GBytes *bytes, GError **error);
void        smt_outcome_free        (SmtOutcome *outcome);

SmtSigner  *smt_signer_new  (void);
void        smt_signer_free (SmtSigner *signer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtOutcome, smt_outcome_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSigner, smt_signer_free)

G_END_DECLS
