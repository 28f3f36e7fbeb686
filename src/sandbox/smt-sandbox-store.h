/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store: every patient the sandbox knows, and the file that keeps them from one run to the next.
 * One for the process; main thread.
 */
#pragma once

#include "sandbox/smt-sandbox-clock.h"
#include "sandbox/smt-sandbox-record.h"

G_BEGIN_DECLS

#define SMT_SANDBOX_STORE_ERROR (smt_sandbox_store_error_quark ())
GQuark smt_sandbox_store_error_quark (void);

typedef enum
{
  SMT_SANDBOX_STORE_ERROR_PATIENT, /* a patient file about nobody, or the same person twice */
  SMT_SANDBOX_STORE_ERROR_STATE,   /* a state file that is none */
} SmtSandboxStoreError;

/* What the sandbox holds about one patient (pasient). */
typedef struct
{
  char             *key;    /* the name of the template's file, such as "1-ada" */
  char             *number; /* national number (fødselsnummer) or D-number; NULL when the patient has none */
  SmtSandboxRecord *record;
  GHashTable       *hidden; /* set of fullUrls that the newest lookup did not show */
  char             *lookup_id;    /* Composition.identifier of the newest lookup with Reseptformidleren; or NULL */
  SmtInstant        lookup_at;
  gboolean          other_writer; /* somebody else wrote since that lookup */
  guint             lookups;      /* received */
  guint             sends;        /* received, whatever came of them */
  guint             applied;
  guint             refused;
  GPtrArray        *recalls;      /* of char*: JSON of each recall (M5) that was carried out */
} SmtSandboxPatient;

typedef struct
{
  SmtSandboxClock clock;
  char           *state_path; /* or NULL: memory only */
  GPtrArray      *patients;   /* of SmtSandboxPatient */
  GHashTable     *doctors;    /* HPR numbers of the practitioners who are doctors */
  gboolean        any_prescriber_sends_pll;
  const char     *caller;     /* HPR number of who has signed in, during one send; NULL: nobody has to */
  guint           lookup_requests; /* that reached this process, whatever fault they met */
  guint           send_requests;
} SmtSandboxStore;

SmtSandboxStore   *smt_sandbox_store_new         (const char *state_path);
void               smt_sandbox_store_free        (SmtSandboxStore *store);
gboolean           smt_sandbox_store_load        (SmtSandboxStore *store, const char *folder, GError **error);
gboolean           smt_sandbox_store_save        (SmtSandboxStore *store, GError **error);
SmtSandboxPatient *smt_sandbox_store_find        (SmtSandboxStore *store, const char *number_or_key);
SmtSandboxPatient *smt_sandbox_store_find_person (SmtSandboxStore *store, SmtJsonCursor person);
gboolean           smt_sandbox_store_knows       (SmtSandboxStore *store, const char *resept_id);
GPtrArray         *smt_sandbox_patient_shown     (const SmtSandboxPatient *patient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxStore, smt_sandbox_store_free)

G_END_DECLS
