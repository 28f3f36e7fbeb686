/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A finding: two voices out of tune, as a code with typed arguments; words come from per-language tables.
 * Immutable and reference-counted. Any thread.
 */
#pragma once

#include "base/smt-text.h"
#include "dosing/smt-compare.h"
#include "list/smt-list.h"

G_BEGIN_DECLS

/** SmtClass: Stopp blocks sending (not work), Sjekk asks for a look, Til orientering informs. Lowest first. */
typedef enum
{
  SMT_CLASS_INFO,
  SMT_CLASS_CHECK,
  SMT_CLASS_STOP,
} SmtClass;

/** SmtCheckId: the checks by their ids in docs; a finding may rest on several. */
typedef enum
{
  SMT_CHECK_C1 = 1,
  SMT_CHECK_C2,
  SMT_CHECK_C3,
  SMT_CHECK_C4,
  SMT_CHECK_C5,
  SMT_CHECK_C6,
  SMT_CHECK_C7,
  SMT_CHECK_C8,
  SMT_CHECK_C9,
  SMT_CHECK_C10,
  SMT_CHECK_C11,
  SMT_CHECK_C12,
  SMT_CHECK_C13,
  SMT_CHECK_C14,
  SMT_CHECK_C15,
  SMT_CHECK_C16,
  SMT_N_CHECKS,
} SmtCheckId;

/** SmtFindingCode: what was found; each has a headline, an explanation and a remedy in every language. */
typedef enum
{
  SMT_FINDING_FIELD_AGAINST_PRODUCT,  /* C1 */
  SMT_FINDING_TEXT_AGAINST_PRODUCT,   /* C1, heard in the text */
  SMT_FINDING_FIELD_AGAINST_TEXT,     /* C2: dose days or amount off by a factor of 2 or more */
  SMT_FINDING_FIELD_DIFFERS_FROM_TEXT, /* C2: any other difference */
  SMT_FINDING_WEEKDAY_AGAINST_TEXT,   /* C2: the weekday against the phase */
  SMT_FINDING_FIELD_SILENT,           /* C3 */
  SMT_FINDING_FIELD_UNKNOWN_INTERVAL, /* C3: a field without a number */
  SMT_FINDING_FIELD_DEFECT,           /* C12 */
  SMT_FINDING_PRODUCT_NOT_RECOGNISED, /* not a check: "intervallet er ikke kontrollert mot preparat" */
  SMT_FINDING_SOURCES_DIFFER,         /* C2: two sources of one voice, e.g. Kortdose and the structured dose */
  SMT_FINDING_WEEKLY_MAXIMUM,         /* C1: more in a week than the product allows */
  SMT_FINDING_TEXT_WITHOUT_INTERVAL,  /* C4: a text without an interval for a product where that may do serious harm */
  SMT_FINDING_NO_BREAK,               /* C11: daily without end for a product that is taken in cycles */
  SMT_FINDING_RARER_THAN_PRODUCT,     /* C1: the reverse error, a daily product less often than daily */
  SMT_FINDING_DAILY_MAXIMUM,          /* C1: a rare dose taken daily, told by its size */
  SMT_FINDING_EARLIER_INTERVAL,       /* C5: much more often, or less, than it was prescribed before */
  SMT_FINDING_SUPPLY,                 /* C6: used at another pace than prescribed, by what was dispensed */
  SMT_FINDING_DUPLICATE,              /* C7: the same substance twice */
  SMT_FINDING_NO_FOLIC_ACID,          /* C8: methotrexate without it */
  SMT_FINDING_FOLIC_ACID_SAME_DAY,    /* C8: on the day of methotrexate */
  SMT_FINDING_INTERVALS_SWAPPED,      /* C8: methotrexate daily and folic acid weekly */
  SMT_FINDING_AMOUNT_AGAINST_DDD,     /* C9 */
  SMT_FINDING_TWO_STRENGTHS,          /* C10: methotrexate tablets of two strengths */
  SMT_FINDING_RENEWED_FAULT,          /* C13: an older link went against the product, and the renewal says no dose */
  SMT_FINDING_UNIT_AGAINST_FORM,      /* C14: a unit that the form is not counted in */
  SMT_FINDING_UNITS_DIFFER,           /* C14: the same number with another unit in field and text */
  SMT_FINDING_UNIT_SIZE,              /* C14: an amount that is no likely part of a strength */
  SMT_FINDING_REACTION,               /* C15: a registered reaction to what is taken */
  SMT_FINDING_INTERACTION,            /* C16: an interaction in FEST */
  SMT_FINDING_PRODUCT_OPEN,           /* not a check: strength or form is not said, and some are not taken as often as is said */
  SMT_FINDING_READINGS_AGAINST_PRODUCT, /* C1: an ambiguous voice, and every way to read it is too often */
  SMT_FINDING_READING_AGAINST_PRODUCT, /* C4: an ambiguous voice, and some way to read it is too often */
  SMT_N_FINDING_CODES,
} SmtFindingCode;

/**
 * SmtFinding:
 * @checks: bits (1 << SmtCheckId), all that agree on this cause
 * @key: the treatment it is about
 * @digest: of the treatment it rests on; an override holds as long as this does
 * @field/@text: (nullable): what each voice said, for words and strips; for SOURCES_DIFFER the two sources, both of
 *   @voice
 * @row: (nullable): the row of the interval table it rests on, or that graded it
 * @factor: field against text (or against the product's shortest interval); {0,1} when none
 * @difference: SmtDifferenceFlags that were found between @field and @text
 * @on: the day the voices were compared on
 * @weekly: for WEEKLY_MAXIMUM, the amount of a week, and for DAILY_MAXIMUM of a day, in the row's unit; {0,1} when none
 * @other_key/@other_name: (nullable): the other treatment, where a finding is about two
 * @other: (nullable): what was said elsewhere: by an earlier prescription, the dispensings or the other treatment
 * @other_date: of the earlier prescription; may be unset
 * @basis: (nullable): what it rests on beside the treatment's own content (another treatment's digest, a reaction, an
 *   interaction), so that an override does not outlive it
 * @readings: (nullable): the ways in which an ambiguous voice can be read, none of which is chosen
 * @unit/@form: (nullable): for C14, the unit as it stands and the form, or the unit that was to be expected
 * @reaction: (nullable): for REACTION
 * @interaction: (nullable): for INTERACTION; belongs to @catalogue, which the finding keeps
 */
typedef struct
{
  SmtFindingCode code;
  guint32 checks;
  SmtClass severity_class;
  SmtSeverity severity;
  char *key;
  char *digest;
  SmtRhythm *field;
  SmtRhythm *text;
  const SmtIntervalRow *row;
  SmtRatio factor;
  guint32 defects;
  guint32 difference;
  SmtVoiceKind voice;
  SmtDate on;
  SmtRatio weekly;
  char *other_key;
  char *other_name;
  SmtRhythm *other;
  SmtDate other_date;
  char *basis;
  SmtReading *readings;
  char *unit;
  char *form;
  SmtReaction *reaction;
  SmtCatalogue *catalogue;
  const SmtInteraction *interaction;
  gatomicrefcount ref_count;
} SmtFinding;

SmtFinding *smt_finding_ref          (const SmtFinding *finding);
void        smt_finding_unref        (SmtFinding *finding);

/* identity of a finding across lookups: code, treatment key and digest, and what else it rests on */
char       *smt_finding_dup_identity (const SmtFinding *finding);
/* (nullable): "C1+C2"; NULL for what is no check */
char       *smt_finding_dup_checks   (const SmtFinding *finding);

/* words, from per-language tables (nb, en; others fall back to nb) */
char       *smt_finding_badge        (const SmtFinding *finding, SmtLanguage language);   /* "daglig ↔ ukentlig" */
char       *smt_finding_headline     (const SmtFinding *finding, SmtLanguage language);   /* "Feltet sier hver dag, teksten én gang i uken" */
char       *smt_finding_explain      (const SmtFinding *finding, SmtLanguage language);   /* why it matters */
char       *smt_finding_remedy       (const SmtFinding *finding, SmtLanguage language);   /* what makes it go away */
char       *smt_finding_rule         (const SmtFinding *finding, SmtLanguage language);   /* "C1 og C2, regelsett 2026.11 · kilde" */
const char *smt_class_name           (SmtClass severity_class, SmtLanguage language);     /* "Stopp" */

/* running; the list hears what no treatment can tell by itself, and says all its treatments' findings, too */
GPtrArray  *smt_check_treatment      (const SmtTreatment *treatment, SmtDate today);
GPtrArray  *smt_check_list           (const SmtList *list, SmtDate today);

/* C15 for reactions from elsewhere, which are no part of the list */
GPtrArray  *smt_check_reactions      (const SmtList *list, const GPtrArray *reactions, SmtDate today);

/* would this dose, for this product, raise a finding? The dose editor and the encoder ask before anything is signed */
GPtrArray  *smt_check_rhythm         (const SmtTreatment *treatment, const SmtRhythm *rhythm, SmtDate today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFinding, smt_finding_unref)

G_END_DECLS
