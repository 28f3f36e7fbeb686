/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list (legemiddelliste) of one patient as one lookup gave it, and what is not shown in it.
 * Built by one owner (the decoder), then immutable and reference-counted. Any thread.
 */
#pragma once

#include "list/smt-message.h"
#include "list/smt-treatment.h"
#include "medicine/smt-catalogue.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_GENDER_UNKNOWN,
  SMT_GENDER_FEMALE,
  SMT_GENDER_MALE,
  SMT_GENDER_OTHER,
} SmtGender;

typedef struct
{
  char *national_number; /* (nullable) fødselsnummer or D-number */
  char *family;
  char *given;
  SmtDate birth_date;
  SmtGender gender;
  char *address_line;
  char *postal_code;
  char *city;
  gatomicrefcount ref_count;
} SmtPatient;

/** SmtKnowledge: four states that must never be mixed up (contract 9). */
typedef enum
{
  SMT_KNOWLEDGE_NOT_ASKED,   /* ikke spurt: no section */
  SMT_KNOWLEDGE_UNAVAILABLE, /* utilgjengelig */
  SMT_KNOWLEDGE_NONE_KNOWN,  /* ingen kjente registrert */
  SMT_KNOWLEDGE_KNOWN,       /* kjent */
} SmtKnowledge;

/** SmtReaction (legemiddelreaksjon). */
typedef struct
{
  char *display;       /* substance or product, as received */
  char *excipient;     /* (nullable) what in the product it is a reaction to (hjelpestoff), where that is no active substance */
  char *atc;           /* (nullable) 3 to 7 characters; compared by prefix */
  char *manifestation; /* (nullable) */
  char *source;        /* "KJ", "RF" or "lokal" */
  gboolean severe;     /* criticality high, or one that was severe */
  gboolean mild;       /* criticality low and none that was severe; neither = nobody has said */
  gboolean refuted;    /* avkreftet: shown apart, and marks nothing */
  gboolean over;       /* inactive or resolved: likewise */
} SmtReaction;

/** SmtOtherPrescription: a prescription of consumables or nutrition; not a medicine, and never checked. */
typedef struct
{
  char *display;         /* product group, as received */
  char *text;            /* (nullable) how to use it */
  char *prescription_id; /* (nullable) ReseptId, lower case */
  SmtPrescriptionStatus status;
} SmtOtherPrescription;

/**
 * SmtRestriction: one sentence each of what is NOT shown. A register that told nothing has one of the reasons: failed, not
 * available just now, sperret (consent or emergency opens) or blokkert (nothing opens).
 */
typedef enum
{
  SMT_RESTRICTION_NO_PLL             = 1 << 0, /* the patient has no PLL */
  SMT_RESTRICTION_PLL_FAILED         = 1 << 1, /* RFM912Feilkode that is not known: an unknown list, never an empty one */
  SMT_RESTRICTION_RF_FAILED          = 1 << 2,
  SMT_RESTRICTION_KJ_FAILED          = 1 << 3,
  SMT_RESTRICTION_KJ_NO_RIGHT        = 1 << 4, /* KJFeilkode 5 */
  SMT_RESTRICTION_KJ_NOT_ASKED       = 1 << 5,
  SMT_RESTRICTION_RF_LOCKED_EXIST    = 1 << 6, /* RFHarLaste: låste resepter finnes */
  SMT_RESTRICTION_KJ_LOCKED_EXIST    = 1 << 7, /* KJHarLaste */
  SMT_RESTRICTION_NOT_UNDERSTOOD     = 1 << 8, /* something in the answer was not understood; see @unread */
  SMT_RESTRICTION_PLL_DOWN           = 1 << 9,
  SMT_RESTRICTION_RF_DOWN            = 1 << 10,
  SMT_RESTRICTION_KJ_DOWN            = 1 << 11,
  SMT_RESTRICTION_PLL_SPERRET        = 1 << 12,
  SMT_RESTRICTION_RF_SPERRET         = 1 << 13,
  SMT_RESTRICTION_KJ_SPERRET         = 1 << 14,
  SMT_RESTRICTION_PLL_BLOKKERT       = 1 << 15,
  SMT_RESTRICTION_RF_BLOKKERT        = 1 << 16,
  SMT_RESTRICTION_KJ_BLOKKERT        = 1 << 17,
  SMT_RESTRICTION_KJ_RESERVED        = 1 << 18, /* reservasjon: the patient has opted out of kjernejournal */
  SMT_RESTRICTION_KJ_MEDICINES_EXIST = 1 << 19, /* KJHarLegemidler: medicines that are not shown */
} SmtRestriction;

/* What a register told nothing of: its part is unknown, never empty. */
#define SMT_RESTRICTIONS_PLL_UNKNOWN                                                                                   \
  (SMT_RESTRICTION_PLL_FAILED | SMT_RESTRICTION_PLL_DOWN | SMT_RESTRICTION_PLL_SPERRET | SMT_RESTRICTION_PLL_BLOKKERT)
#define SMT_RESTRICTIONS_RF_UNKNOWN                                                                                    \
  (SMT_RESTRICTION_RF_FAILED | SMT_RESTRICTION_RF_DOWN | SMT_RESTRICTION_RF_SPERRET | SMT_RESTRICTION_RF_BLOKKERT)
#define SMT_RESTRICTIONS_KJ_UNKNOWN                                                                                    \
  (SMT_RESTRICTION_KJ_FAILED | SMT_RESTRICTION_KJ_DOWN | SMT_RESTRICTION_KJ_SPERRET | SMT_RESTRICTION_KJ_BLOKKERT      \
   | SMT_RESTRICTION_KJ_NO_RIGHT | SMT_RESTRICTION_KJ_RESERVED | SMT_RESTRICTION_KJ_NOT_ASKED)

/**
 * SmtList:
 * @lookup_id: Composition.identifier; a send must name it
 * @unread: (element-type utf8): what was not understood, said without patient data ("MedicationStatement.extension sfm-x");
 *   it is kept in the bytes and goes back as it came
 */
typedef struct
{
  char *lookup_id;
  SmtPatient *patient;
  GPtrArray *treatments;  /* of SmtTreatment, in document order */
  SmtKnowledge reactions_knowledge;
  gboolean reactions_incomplete; /* entries shown beside a failed lookup: "kan være ufullstendig" */
  GPtrArray *reactions;   /* of SmtReaction, in the order of smt_list_sort_reactions() */
  GPtrArray *refuted;     /* of SmtReaction: no longer reactions; never checked against */
  GPtrArray *others;      /* of SmtOtherPrescription, in document order */
  guint32 restrictions;   /* SmtRestriction bits */
  gboolean has_pll;
  char *pll_author;       /* (nullable) who sent the list last, as displayed */
  SmtInstant pll_date;    /* when; SMT_INSTANT_UNSET */
  GPtrArray *messages;    /* of SmtMessage: what has been sent about the list, in document order */
  SmtDate written;        /* the day of the document, as it says itself; unset = it does not */
  SmtInstant rf_fetched;
  SmtInstant kj_fetched;
  GPtrArray *unread;      /* of char* */
  SmtCatalogue *catalogue; /* (nullable) FEST, as it was when the list was read: sources and findings rest on the same one */
  gatomicrefcount ref_count;
} SmtList;

SmtPatient         *smt_patient_new           (void);
SmtPatient         *smt_patient_ref           (const SmtPatient *patient);
void                smt_patient_unref         (SmtPatient *patient);
char               *smt_patient_dup_name      (const SmtPatient *patient);
guint               smt_patient_get_age       (const SmtPatient *patient, SmtDate today);

SmtReaction        *smt_reaction_new          (void);
SmtReaction        *smt_reaction_copy         (const SmtReaction *reaction);
void                smt_reaction_free         (SmtReaction *reaction);

SmtOtherPrescription *smt_other_prescription_new  (void);
void                  smt_other_prescription_free (SmtOtherPrescription *other);

SmtList            *smt_list_new              (void);
SmtList            *smt_list_ref              (const SmtList *list);
void                smt_list_unref            (SmtList *list);
const SmtTreatment *smt_list_find             (const SmtList *list, const char *key);
const SmtQuestion  *smt_list_find_open_question (const SmtList *list, const char *key);
const SmtTreatment *smt_list_find_proposal    (const SmtList *list, const char *key);
gboolean            smt_list_was_read         (const SmtList *list);
gboolean            smt_list_has_from_summary (const SmtList *list, const SmtTreatment *treatment);
void                smt_list_sort_reactions   (SmtList *list);
const SmtMessage   *smt_list_find_pause       (const SmtList *list, SmtDate today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtPatient, smt_patient_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtReaction, smt_reaction_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtOtherPrescription, smt_other_prescription_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtList, smt_list_unref)

G_END_DECLS
