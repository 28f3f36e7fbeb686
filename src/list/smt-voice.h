/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Voices: the places where one treatment says how often it is taken.
 * Immutable and reference-counted. Any thread.
 */
#pragma once

#include "dosing/smt-reading.h"
#include "medicine/smt-product.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_VOICE_FIELD,   /* Strukturert felt */
  SMT_VOICE_TEXT,    /* Dosetekst */
  SMT_VOICE_PRODUCT, /* Preparat: a bound, from the interval table */
  SMT_VOICE_HISTORY, /* Tidligere */
  SMT_VOICE_SUPPLY,  /* Utlevert */
  SMT_N_VOICES,
} SmtVoiceKind;

/** SmtOrigin: the very place a source was read from, for "found in which field". */
typedef enum
{
  SMT_ORIGIN_ERESEPTDOSING, /* sfm-reseptamendment/ereseptdosing */
  SMT_ORIGIN_TIMING,        /* generic FHIR Dosage.timing */
  SMT_ORIGIN_KORTDOSE,      /* sfm-shortdosage, read by its display */
  SMT_ORIGIN_DSSN,          /* sfm-reseptamendment/dssn */
  SMT_ORIGIN_DOSAGE_TEXT,   /* dosage.text */
  SMT_ORIGIN_CHAIN,         /* an older link of the chain */
  SMT_ORIGIN_DELIVERY,      /* dispensings */
  SMT_ORIGIN_M1,            /* Dosering of the original prescription (XML) */
  SMT_ORIGIN_KORTDOSE_FEST, /* sfm-shortdosage, by the period that FEST gives its code */
} SmtOrigin;

/**
 * SmtSource: one thing heard.
 * @raw: what stood there, as received (a text), or in words of the field ("3 tablett, intervall 1 Døgn"); never empty
 * @prescription_id: (nullable): the link it comes from when it is not the head
 * @date: prescribing date of that link; may be unset
 * @product: (nullable): of an older link, the product it was of; %NULL = not known to be another than the treatment's
 * @defects: SmtFieldDefect bits of a structured dose that cannot be shown as it stands (C12)
 * @handed_out: (nullable): of a dispensing, what was handed out as @raw has it, without the word for it and the day
 * @in_all: of a dispensing: @handed_out was handed out until @date, not on it
 */
typedef struct
{
  SmtVoiceKind voice;
  SmtOrigin origin;
  char *raw;
  char *prescription_id;
  SmtDate date;
  SmtReading *reading;
  SmtProduct *product;
  guint32 defects;
  char *beside; /* (nullable): of an older link whose field speaks, its dose text, as received; nobody has read it */
  char *handed_out;
  gboolean in_all;
  gatomicrefcount ref_count;
} SmtSource;

/** SmtFieldDefect: why Reseptformidleren could not display a structured dose (docs/check.md, C12). */
typedef enum
{
  SMT_DEFECT_INTERVALS_DIFFER    = 1 << 0,
  SMT_DEFECT_NO_START            = 1 << 1,
  SMT_DEFECT_UNIT_NOT_DAYS       = 1 << 2,
  SMT_DEFECT_OVERLAP             = 1 << 3,
  SMT_DEFECT_ACCURATE_WITH_RANGE = 1 << 4,
  SMT_DEFECT_RANGE_TWICE         = 1 << 5,
  SMT_DEFECT_NO_INTERVAL_NUMBER  = 1 << 6, /* unit only (2021), or 0: unknown, not 1 */
  /* from here on only the original prescription can have them */
  SMT_DEFECT_FIXED_WITH_INTERVAL = 1 << 7,  /* FastDose and Intervall */
  SMT_DEFECT_INFUSION            = 1 << 8,  /* Infusjonshastighet */
  SMT_DEFECT_CLOCK_WITH_RANGE    = 1 << 9,  /* Klokkeslett and Tidsomrade */
  SMT_DEFECT_CLOCK_NOT_EXACT     = 1 << 10, /* Klokkeslett with GisEksakt false */
  SMT_DEFECT_AS_NEEDED           = 1 << 11, /* DoseEtterBehov */
  SMT_DEFECT_RULE                = 1 << 12, /* Doseringsregel */
  SMT_DEFECT_BROKEN_WEEKS        = 1 << 13, /* fixed weekdays with days on and off that are no whole weeks */
  SMT_DEFECT_UNITS_DIFFER        = 1 << 14, /* of Mengde or of Intervall */
  /* and these only ereseptdosing */
  SMT_DEFECT_NO_DOSE             = 1 << 15, /* a period without a repeatingdosage */
  SMT_DEFECT_NO_AMOUNT           = 1 << 16,
  SMT_DEFECT_ENDS_BEFORE_START   = 1 << 17,
  SMT_DEFECT_NOT_UNDERSTOOD      = 1 << 18, /* a part or a code that nobody knows */
  /* only plain FHIR can have it */
  SMT_DEFECT_PERIOD_UNSAID       = 1 << 19, /* weekdays without a period in weeks: C3, no fault of the display */
} SmtFieldDefect;

SmtSource *smt_source_new   (SmtVoiceKind voice, SmtOrigin origin, const char *raw, SmtReading *reading);
SmtSource *smt_source_ref   (const SmtSource *source);
void       smt_source_unref (SmtSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSource, smt_source_unref)

G_END_DECLS
