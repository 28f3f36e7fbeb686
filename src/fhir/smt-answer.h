/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decoder: the bytes of a $getMedication answer (or a bare document Bundle) → list, bytes kept.
 * Immutable and reference-counted; safe to build on a worker thread.
 */
#pragma once

#include "base/smt-json.h"
#include "fhir/smt-read-memory.h"
#include "list/smt-list.h"

G_BEGIN_DECLS

#define SMT_FHIR_ERROR (smt_fhir_error_quark ())
GQuark smt_fhir_error_quark (void);

typedef enum
{
  SMT_FHIR_ERROR_NOT_JSON,       /* the strict reader refused it */
  SMT_FHIR_ERROR_NOT_ANSWER,     /* JSON, but neither Parameters with a Bundle nor a Bundle */
  SMT_FHIR_ERROR_INCONSISTENT,   /* the same PLL id twice, a chain that bites its tail, a missing resource … */
  SMT_FHIR_ERROR_CANNOT_CARRY,   /* the field cannot express it, or the result would not read back the same */
  SMT_FHIR_ERROR_OUTCOME,        /* an OperationOutcome */
} SmtFhirError;

typedef struct _SmtAnswer SmtAnswer;

/**
 * SmtReadOptions: what a reader of answers is told besides the bytes.
 * @today: the day to judge planned stops and ended courses by
 * @languages: #SmtLanguage bits that dosing texts are read in where the resource does not say its own; 0 = bokmål and nynorsk
 * @catalogue: (nullable): FEST; the list keeps it
 * @memory: (nullable): for reading many answers one after another with the same catalogue. An answer read with it borrows
 *   from it: it must be let go of before the next one is read
 * @findings_only: leave out what no finding rests on: digests, the patient, what is only shown of a prescription or a
 *   dispensing, a structured dose in words, and which known kinds of element held something unknown. What makes a field
 *   unreadable still does. A document without a prescription is read in full, to say what it holds
 */
typedef struct
{
  SmtDate today;
  guint languages;
  SmtCatalogue *catalogue;
  SmtReadMemory *memory;
  gboolean findings_only;
} SmtReadOptions;

SmtAnswer    *smt_answer_read          (GBytes *bytes, SmtDate today, GError **error);
SmtAnswer    *smt_answer_read_with     (GBytes *bytes, const SmtReadOptions *options, GError **error);
SmtAnswer    *smt_answer_ref           (SmtAnswer *answer);
void          smt_answer_unref         (SmtAnswer *answer);
const SmtList *smt_answer_get_list     (const SmtAnswer *answer);
SmtJson      *smt_answer_get_json      (const SmtAnswer *answer);
SmtJsonCursor smt_answer_get_bundle    (const SmtAnswer *answer);
/* the Bundle entry (with fullUrl) of a treatment's head, and of an older link by ReseptId */
SmtJsonCursor smt_answer_get_entry     (const SmtAnswer *answer, const char *key);
SmtJsonCursor smt_answer_get_link      (const SmtAnswer *answer, const char *prescription_id);
/* 0-based index into Bundle.entry → treatment key, for leading an OperationOutcome back to its row; NULL when none */
const char   *smt_answer_key_of_entry  (const SmtAnswer *answer, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtAnswer, smt_answer_unref)

G_END_DECLS
