/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A flag: that an entry had a finding of class Stopp or Sjekk, as it was at one look or in a findings file of
 * samstemt-check; enough to say it again without the list.
 * Built by one owner, then immutable and reference-counted. Any thread.
 */
#pragma once

#include "base/smt-json.h"
#include "reconcile/smt-evidence.h"

G_BEGIN_DECLS

/** SmtDispense: whether a pharmacy could dispense the entry when it was flagged. */
typedef enum
{
  SMT_DISPENSE_UNKNOWN,  /* a findings file does not say */
  SMT_DISPENSE_POSSIBLE, /* ekspederbar */
  SMT_DISPENSE_HISTORIC, /* historisk: expired, used up, or without prescription */
} SmtDispense;

/**
 * SmtFlag:
 * @entry: what the entry is called outside: smt_treatment_dup_name()
 * @medicine: as received
 * @atc: (nullable)
 * @checks: (nullable): of the worst finding, "C1+C2"
 * @nb/@nn/@en: (nullable): its headline; a file has one language only
 * @evidence: (nullable): what the voices said; %NULL of a flag that an older program kept
 * @findings: identities of every finding of these classes, sorted, each once: what an answer to them covers
 */
typedef struct
{
  char *entry;
  char *medicine;
  char *atc;
  char *checks;
  SmtClass severity_class;
  SmtDispense dispense;
  char *nb;
  char *nn;
  char *en;
  SmtEvidence *evidence;
  char **findings;
  gatomicrefcount ref_count;
} SmtFlag;

/* (nullable): NULL where the row has no such finding */
SmtFlag    *smt_flag_new_for_row (const SmtRow *row);
/* (nullable): NULL where @finding is none of samstemt-check's, or of a class that flags nothing; @is_finding tells which */
SmtFlag    *smt_flag_new_from_report (SmtJsonCursor finding, gboolean *is_finding);
/* one entry told of twice: the worse of both, with the findings of both (transfer full) */
SmtFlag    *smt_flag_join        (const SmtFlag *a, const SmtFlag *b);
SmtFlag    *smt_flag_ref         (const SmtFlag *flag);
void        smt_flag_unref       (SmtFlag *flag);
gboolean    smt_flag_equal       (const SmtFlag *a, const SmtFlag *b);
gboolean    smt_flag_is_within   (const SmtFlag *flag, const char *const *findings);
const char *smt_flag_headline    (const SmtFlag *flag, SmtLanguage language);
char       *smt_flag_to_json     (const SmtFlag *flag);
SmtFlag    *smt_flag_from_json   (SmtJsonCursor object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFlag, smt_flag_unref)

G_END_DECLS
