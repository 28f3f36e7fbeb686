/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an entry was heard to say when it was flagged: its voices and the rule, so that who works on it later sees both
 * doses without looking the patient up.
 * Built by one owner, then immutable and reference-counted. Any thread.
 */
#pragma once

#include "base/smt-json-writer.h"
#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

/**
 * SmtEvidence:
 * @sources: of SmtSource: all that field and text said, and what is shown of earlier prescriptions and dispensings; empty
 *   of a findings file
 * @row: (nullable): id of the row of the interval table that speaks for the product
 * @nb/@nn/@en: (nullable): the rule; a file names the checks only
 * @field/@text/@product: (nullable): the voices in words, as a findings file has them
 * @prescription/@written/@prescriber: (nullable): of the newest prescription; a file does not say
 */
typedef struct
{
  GPtrArray *sources;
  char *row;
  char *nb;
  char *nn;
  char *en;
  char *field;
  char *text;
  char *product;
  char *prescription;
  char *prescriber;
  SmtDate written;
  gatomicrefcount ref_count;
} SmtEvidence;

SmtEvidence  *smt_evidence_new_for_row     (const SmtRow *row, const SmtFinding *finding);
SmtEvidence  *smt_evidence_new_from_report (SmtJsonCursor finding);
SmtEvidence  *smt_evidence_ref             (const SmtEvidence *evidence);
void          smt_evidence_unref           (SmtEvidence *evidence);
gboolean      smt_evidence_equal           (const SmtEvidence *a, const SmtEvidence *b);
const char   *smt_evidence_rule            (const SmtEvidence *evidence, SmtLanguage language);
/* (transfer full): the medicine with the voices alone, to be drawn */
SmtTreatment *smt_evidence_make_treatment  (const SmtEvidence *evidence, const char *medicine, const char *atc);

void          smt_evidence_write_json      (const SmtEvidence *evidence, SmtJsonWriter *writer);
/* (nullable): NULL where @object is none */
SmtEvidence  *smt_evidence_read_json       (SmtJsonCursor object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtEvidence, smt_evidence_unref)

G_END_DECLS
