/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A treatment (behandling): one line of the list, with its chain of prescriptions and its sources.
 * Built by one owner (the decoder), then immutable and reference-counted. Any thread.
 */
#pragma once

#include "list/smt-voice.h"
#include "medicine/smt-product.h"

G_BEGIN_DECLS

/** SmtPrescriptionStatus: RF status, code list 7408. */
typedef enum
{
  SMT_PRESCRIPTION_UNKNOWN,   /* no rfstatus: no longer known in RF, not dispensable */
  SMT_PRESCRIPTION_DISPENSABLE, /* E ekspederbar */
  SMT_PRESCRIPTION_IN_DISPENSING, /* U under ekspedering */
  SMT_PRESCRIPTION_RECALLED,  /* T tilbakekalt */
  SMT_PRESCRIPTION_FINISHED,  /* R avsluttet */
  SMT_PRESCRIPTION_EXPIRED,   /* F foreldet */
} SmtPrescriptionStatus;

/** SmtSubstitution: generisk bytte: whether the pharmacy may dispense another brand. */
typedef enum
{
  SMT_SUBSTITUTION_UNKNOWN,
  SMT_SUBSTITUTION_ACCEPTED,
  SMT_SUBSTITUTION_REFUSED,
} SmtSubstitution;

/** SmtPrescription (resept): one link of a chain. */
typedef struct
{
  char *prescription_id; /* ReseptId, lower case; (nullable): an entry without prescription */
  SmtPrescriptionStatus status;
  gboolean registered;    /* Reseptformidleren says a status of it, also one that is not understood */
  SmtDate written;
  SmtDate expires;
  SmtInstant last_changed;
  int recall_code;        /* 7500: 1 renewal, 2 stop, 3 renewal with change, 4 other; 0 = not recalled */
  char *recall_id;        /* (nullable) ReseptId of the one that replaces it */
  SmtInstant recalled_at; /* when the recall was carried out; unset = not said */
  char *prescriber;       /* (nullable) as displayed */
  SmtInstant prescribed_at;
  SmtDecimal packages;    /* 0 = not said; else there is mostly no amount */
  SmtDecimal amount;      /* 0 = not said */
  char *amount_unit;      /* (nullable) as received: "tablett" */
  char *refills;          /* (nullable) reit, as received */
  SmtSubstitution substitution; 
} SmtPrescription;

/** SmtTreatmentState: read from status, discontinuation date, RF status and chain together; status alone never decides. */
typedef enum
{
  SMT_TREATMENT_ACTIVE,
  SMT_TREATMENT_PLANNED_STOP, /* still in use; stop_date lies ahead */
  SMT_TREATMENT_PAUSED,
  SMT_TREATMENT_STOPPED,      /* seponert; shown for 90 days */
  SMT_TREATMENT_EXPIRED,
  SMT_TREATMENT_ORPHAN,       /* recalled prescription that is not on the list */
} SmtTreatmentState;

/** SmtUse: legemiddelbruk, code list 9101. */
typedef enum
{
  SMT_USE_UNKNOWN,
  SMT_USE_REGULAR,   /* 1 Fast */
  SMT_USE_COURSE,    /* 2 Kur */
  SMT_USE_AS_NEEDED, /* 3 Ved behov */
  SMT_USE_VACCINE,   /* 4 Vaksine */
} SmtUse;

/** SmtOffList: why something never comes onto the list: M25 carries medicines only, no vaccines and nothing locked
 * (E-2827550723). */
typedef enum
{
  SMT_OFF_LIST_NOT,     /* it may stand on the list */
  SMT_OFF_LIST_VACCINE, /* 9101 = 4 */
  SMT_OFF_LIST_LOCKED,  /* lockedresept: opened for whoever asked, not for all who see the list */
  SMT_OFF_LIST_GOODS,   /* varegruppe (7402) A: nutrition and consumables */
} SmtOffList;

/**
 * SmtTreatment:
 * @key: business identity, stable from lookup to lookup: "pll:UUID", else "rx:UUID", else "res:ID"; decisions hang on it
 * @entry_id: (nullable): PLL id ("libid"); NULL = a loose prescription (løs resept), not on the list
 * @prescriptions: the chain, head first; may be empty (an entry without prescription)
 * @before: (nullable): the prescription before the head as it stands itself: product, dose, words and one link, to compare
 *   with; never a row, and never decided on
 * @sources: what was heard, of SmtSource, grouped by voice; the product voice is product->row
 * @digest: SHA-256 (hex) of the content that findings and overrides rest on (not of ids that change at each lookup)
 */
typedef struct _SmtTreatment SmtTreatment;
struct _SmtTreatment
{
  char *key;
  char *entry_id;
  GPtrArray *prescriptions;
  SmtTreatment *before;
  SmtProduct *product;
  SmtTreatmentState state;
  SmtUse use;
  gboolean without_prescription; /* typeresept U */
  gboolean multidose;
  gboolean proposed;            /* of a pharmacy, newer than the list: nobody has decided on it */
  gboolean goods;               /* varegruppe A (7402): nutrition or a consumable, no medicine */
  gboolean locked;              /* lockedresept: opened for this lookup */
  gboolean guardian_reserved;   /* guardiantransparencyreservation: guardians are not to see it */
  gboolean in_doctors_name;     /* indoctorsname */
  SmtDate start_date;
  SmtDate stop_date;
  char *stop_reason;   /* (nullable) display of 7494 */
  char *stopped_by;    /* (nullable) who stopped it, or planned that, as displayed */
  char *indication;    /* (nullable) bruksområde */
  char *dose_text;     /* (nullable) dssn as received */
  char *instruction;   /* (nullable) additionalInstruction and patientInstruction, a line each */
  char *comment;       /* (nullable) sfm-libitemcomment */
  char *author;        /* (nullable) who prescribed or changed last, as displayed */
  SmtInstant last_changed;
  GPtrArray *sources;
  char *digest;
  gatomicrefcount ref_count;
};

SmtTreatment          *smt_treatment_new          (void);
SmtTreatment          *smt_treatment_copy_without_dose (const SmtTreatment *treatment);
SmtTreatment          *smt_treatment_ref          (const SmtTreatment *treatment);
void                   smt_treatment_unref        (SmtTreatment *treatment);
SmtPrescription       *smt_treatment_add_prescription (SmtTreatment *treatment);
const SmtPrescription *smt_treatment_get_head     (const SmtTreatment *treatment);
gboolean               smt_treatment_is_loose     (const SmtTreatment *treatment);
SmtOffList             smt_treatment_get_off_list (const SmtTreatment *treatment);
gboolean               smt_treatment_is_vaccine (const SmtTreatment *treatment);
gboolean               smt_treatment_may_join_list (const SmtTreatment *treatment);
gboolean               smt_treatment_is_in_use    (const SmtTreatment *treatment);
gboolean               smt_treatment_is_dispensable (const SmtTreatment *treatment);
gboolean               smt_treatment_has_spent_prescription (const SmtTreatment *treatment);
const SmtRhythm       *smt_treatment_get_rhythm   (const SmtTreatment *treatment, SmtVoiceKind voice);
SmtReadingState        smt_treatment_get_voice_state (const SmtTreatment *treatment, SmtVoiceKind voice);
const SmtSource       *smt_treatment_get_source   (const SmtTreatment *treatment, SmtVoiceKind voice);
char                  *smt_treatment_dup_name     (const SmtTreatment *treatment);
const char            *smt_prescription_status_code (SmtPrescriptionStatus status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtTreatment, smt_treatment_unref)

G_END_DECLS
