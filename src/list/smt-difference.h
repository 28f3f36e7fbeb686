/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What differs between two versions of one treatment, attribute by attribute, in words of an explicit language.
 * Pure functions; any thread.
 */
#pragma once

#include "base/smt-text.h"
#include "list/smt-treatment.h"

G_BEGIN_DECLS

/** SmtTreatmentAttribute: in the order in which differences are told. */
typedef enum
{
  SMT_TREATMENT_PRODUCT,      /* another substance or brand */
  SMT_TREATMENT_STRENGTH,
  SMT_TREATMENT_FORM,
  SMT_TREATMENT_DOSE,         /* by the text; by the field where there is no text */
  SMT_TREATMENT_FIELD,        /* the structured dose, where it changed otherwise than the text */
  SMT_TREATMENT_USE,          /* fast, kur, ved behov */
  SMT_TREATMENT_INDICATION,
  SMT_TREATMENT_STATE,        /* i bruk, pauset, seponert */
  SMT_TREATMENT_STOP_DATE,
  SMT_TREATMENT_LAST_DAY,     /* of a dose that the field gives an end */
  SMT_TREATMENT_PRESCRIPTION, /* its status, and whether it is another one */
  SMT_TREATMENT_AMOUNT,       /* prescribed: packages, or pieces */
  SMT_TREATMENT_REFILLS,      /* reit */
  SMT_TREATMENT_SUBSTITUTION, /* generisk bytte */
  SMT_TREATMENT_INSTRUCTION,
  SMT_TREATMENT_MULTIDOSE,
  SMT_TREATMENT_ON_LIST,      /* a loose prescription joined the list, or the other way */
  SMT_TREATMENT_PRESCRIBER,   /* only of one prescription against the one before it */
  SMT_N_TREATMENT_ATTRIBUTES,
} SmtTreatmentAttribute;

/** SmtTreatmentDifference: @before and @after are never both the same and never %NULL ("ingen" where nothing is said). */
typedef struct
{
  SmtTreatmentAttribute attribute;
  const char *name; /* of the attribute: "Styrke"; static */
  char *before;
  char *after;
} SmtTreatmentDifference;

/* (element-type SmtTreatmentDifference) (transfer full): empty when nothing differs */
GPtrArray *smt_treatment_differences       (const SmtTreatment *before, const SmtTreatment *after, SmtLanguage language);
/* the same, of @other in a list from elsewhere: only of what that list speaks of */
GPtrArray *smt_treatment_contradictions    (const SmtTreatment *other, const SmtTreatment *ours, SmtLanguage language);
/* the newest prescription against the one before it: only of what both can say */
GPtrArray *smt_treatment_chain_differences (const SmtTreatment *treatment, SmtLanguage language);
char      *smt_treatment_difference_to_words (const SmtTreatmentDifference *difference);

/* one strength against another: exact decimals, units of the same measure */
gboolean   smt_strengths_equal             (const SmtProduct *a, const SmtProduct *b);

G_END_DECLS
