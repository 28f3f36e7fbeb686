/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the decoder share while one answer is being read.
 * Owned by smt_answer_read(); one thread.
 */
#pragma once

#include "fhir/smt-answer.h"
#include "fhir/smt-fhir-tree.h"
#include "fhir/smt-m1-dosing.h"
#include "fhir/smt-sfm-names.h"

G_BEGIN_DECLS

/* What is asked of a resource that says doses is found in one walk over each of its objects. These hold cursors alone, in
 * the order of the tables of smt-decode-parts.c. */

/** SmtMembers: members of a statement, request or dispensing. */
typedef struct
{
  SmtJsonCursor extension;
  SmtJsonCursor identifier;
  SmtJsonCursor based_on;
  SmtJsonCursor part_of;
  SmtJsonCursor prior_prescription;
  SmtJsonCursor status;
  SmtJsonCursor language;
  SmtJsonCursor contained;
  SmtJsonCursor medication_reference;
  SmtJsonCursor medication_concept;
  SmtJsonCursor effective_date_time;
  SmtJsonCursor effective_period;
  SmtJsonCursor derived_from;
  SmtJsonCursor dosage;
  SmtJsonCursor dosage_instruction;
} SmtMembers;

/** SmtExtensions: its extensions. */
typedef struct
{
  SmtJsonCursor amendment;
  SmtJsonCursor administration;
  SmtJsonCursor discontinuation;
  SmtJsonCursor delivery;
  SmtJsonCursor comment;
  SmtJsonCursor effective;
  SmtJsonCursor substitution;
} SmtExtensions;

/** SmtAmendment: what its sfm-reseptamendment holds. */
typedef struct
{
  SmtJsonCursor dose_text; /* dssn */
  SmtJsonCursor written;
  SmtJsonCursor expires;
  SmtJsonCursor last_changed;
  SmtJsonCursor rf_status;
  SmtJsonCursor recall;
  SmtJsonCursor type;
  SmtJsonCursor dosing; /* the first ereseptdosing */
  SmtJsonCursor packages;
  SmtJsonCursor amount;
  SmtJsonCursor refills;
} SmtAmendment;

/** SmtParts: all three. */
typedef struct
{
  SmtMembers members;
  SmtExtensions extensions;
  SmtAmendment amendment;
  SmtJsonCursor dosages; /* of a statement, or of a request in plain FHIR; nowhere when they are no list */
  SmtJsonCursor bent;    /* what stands in their place and is no list */
} SmtParts;

/** SmtNode: one entry of the Bundle, and its place among the chains when it is a statement. */
typedef struct
{
  SmtJsonCursor entry;
  SmtJsonCursor resource;
  SmtJsonCursor type;    /* its resourceType */
  const SmtParts *parts; /* (nullable): of a statement; the decoder's */
  guint index;           /* into Bundle.entry */
  gboolean is_statement;
  gboolean superseded;   /* an older version of another entry */
  gboolean listed;       /* named by sectionMedication: head of its chain */
  gboolean has_newer;    /* some other statement replaces it */
  gboolean visited;      /* part of a treatment */
  gboolean on_path;      /* being walked right now: meeting it again is a cycle */
  guint stamp;           /* of the head whose chain it was last added to */
  guint next_older;      /* where the walk is in @older */
  SmtTreatment *treatment; /* (nullable) whose head it is; borrowed from the list */
  const char *entry_id;        /* PLL id, lower case; statements only; the decoder's */
  const char *prescription_id; /* ReseptId, lower case; statements only; the decoder's */
  SmtProduct *product;   /* (nullable) of a Medication that was recognised */
  char *human_name;      /* (nullable) of a practitioner that was asked for */
  GArray *older;         /* (nullable) of guint: nodes it replaces */
  GArray *dispenses;     /* (nullable) of guint: dispensings made on it */
} SmtNode;

/** SmtFound: a resource, and the entry or parameter that holds it; itself when nothing does. */
typedef struct
{
  SmtJsonCursor entry;
  SmtJsonCursor resource;
} SmtFound;

typedef struct
{
  SmtList *list;
  SmtDate today;
  SmtReadMemory *memory;     /* (nullable) */
  gboolean findings_only;    /* and there are treatments to find them in */
  SmtLanguage languages;     /* of dosing texts, where the resource does not say */
  SmtJsonCursor bundle;
  SmtJsonCursor parameters;  /* nowhere for a bare Bundle */
  SmtJsonCursor composition;
  gboolean is_sfm;           /* the Composition has sections of SFM */
  GArray *found;             /* of SmtFound, in document order */
  GPtrArray *nodes;          /* of SmtNode, by index, in one piece */
  SmtParts *parts;           /* room for those of each node */
  GHashTable *by_reference;  /* lower-case fullUrl → SmtNode */
  GHashTable *by_relative;   /* lower-case "type/id" → SmtNode; %NULL until one is asked for */
  GHashTable *by_prescription; /* ReseptId → SmtNode */
  GHashTable *originals;     /* SmtNode of a Binary → SmtM1Dosing */
  GPtrArray *path;           /* of SmtNode: room to walk a chain in */
  GStringChunk *texts;       /* what is needed until the answer has been read */
  guint n_links;             /* walked so far, over all chains */
  GHashTable *said;          /* what @list->unread already holds */
} SmtDecoder;

/** SmtShape: what is known of one kind of element; anything else in it is said in the list's unread. */
typedef struct
{
  const char *name;
  const SmtJsonName *members;    /* NULL = not looked at */
  const SmtJsonName *extensions;
} SmtShape;

/* smt-decode-unread.c */
void           _smt_decoder_say_unread    (SmtDecoder *decoder, const char *format, ...) G_GNUC_PRINTF (2, 3);
void           _smt_decoder_say_unread_code (SmtDecoder *decoder, const char *path, SmtJsonCursor code);
void           _smt_decoder_check_shape   (SmtDecoder *decoder, const SmtShape *shape, SmtJsonCursor element);
void           _smt_decoder_check_statement (SmtDecoder *decoder, SmtJsonCursor resource);
void           _smt_decoder_check_medication (SmtDecoder *decoder, SmtJsonCursor resource);
void           _smt_decoder_check_dosing  (SmtDecoder *decoder, SmtJsonCursor ereseptdosing);

/* smt-decode-document.c */
gboolean       _smt_decoder_find_resources (SmtDecoder *decoder, SmtJsonCursor root, GError **error);
gboolean       _smt_decoder_is_treatment  (SmtDecoder *decoder, const SmtNode *node);
gboolean       _smt_decoder_is_treatment_by_itself (SmtJsonCursor dispense);

/* smt-decode-text.c */
#define SMT_USUAL_REFERENCE 128 /* bytes, with the end of the text */
const char    *_smt_decoder_text          (SmtDecoder *decoder, SmtJsonCursor string);
const char    *_smt_decoder_code          (SmtDecoder *decoder, SmtJsonCursor concept);
const char    *_smt_decoder_concept       (SmtDecoder *decoder, SmtJsonCursor concept);
const char    *_smt_decoder_lower_text    (SmtDecoder *decoder, SmtJsonCursor string);
const char    *_smt_decoder_reference     (SmtDecoder *decoder, SmtJsonCursor reference, char room[SMT_USUAL_REFERENCE]);

/* smt-decode-parts.c */
void           _smt_decoder_read_parts    (SmtDecoder *decoder, SmtNode *node);

/* smt-decode-chain.c */
SmtNode       *_smt_decoder_resolve       (SmtDecoder *decoder, SmtJsonCursor reference);
void           _smt_decoder_check_types   (SmtDecoder *decoder);
gboolean       _smt_decoder_read_entries  (SmtDecoder *decoder, GError **error);
void           _smt_decoder_free_nodes    (SmtDecoder *decoder);
gboolean       _smt_decoder_find_chains   (SmtDecoder *decoder, GError **error);
gboolean       _smt_decoder_walk_chain    (SmtDecoder *decoder, SmtNode *head, GPtrArray *chain, GError **error);

/* smt-decode-statement.c */
SmtTreatment  *_smt_decode_treatment      (SmtDecoder *decoder, GPtrArray *chain);
/* says an unknown code; after the head of a statement, or of a prescription of something else */
SmtPrescriptionStatus _smt_decode_rf_status (SmtDecoder *decoder, SmtJsonCursor rf_status);

/* smt-decode-dosing.c */
void           _smt_decode_sources        (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *head);
SmtTreatment  *_smt_decode_proposal       (SmtDecoder *decoder, const SmtNode *head, SmtJsonCursor said, const char *dose_text);
void           _smt_decode_history        (SmtDecoder *decoder, SmtTreatment *treatment, SmtNode *link);
SmtReading    *_smt_decode_as_needed      (SmtReading *reading);
SmtSource     *_smt_decode_timing         (SmtDecoder *decoder, const SmtNode *node);
SmtSource     *_smt_decode_texts          (SmtDecoder *decoder, const SmtNode *node, SmtLanguage languages);
SmtSource     *_smt_decode_field          (SmtDecoder *decoder, const SmtNode *node, gboolean as_needed);
SmtSource     *_smt_decode_field_of       (SmtDecoder *decoder, SmtJsonCursor holder, gboolean as_needed);

/* smt-decode-original.c */
void           _smt_decode_originals      (SmtDecoder *decoder, const SmtNode *node, gboolean as_needed, GPtrArray *sources);

/* smt-decode-supply.c */
void           _smt_decode_file_dispenses (SmtDecoder *decoder);
void           _smt_decode_supply         (SmtDecoder *decoder, SmtTreatment *treatment, GPtrArray *chain);

/* smt-decode-medication.c */
SmtProduct    *_smt_decode_product        (SmtDecoder *decoder, const SmtNode *statement);

/* smt-decode-patient.c */
void           _smt_decode_patient        (SmtDecoder *decoder);
void           _smt_decode_results        (SmtDecoder *decoder);

/* smt-decode-pll-info.c */
void           _smt_decode_pll_info       (SmtDecoder *decoder);

/* smt-decode-reactions.c */
void           _smt_decode_reactions      (SmtDecoder *decoder);

/* smt-decode-others.c */
void           _smt_decode_others         (SmtDecoder *decoder);

/* smt-answer.c */
SmtJsonCursor  _smt_decoder_section       (const SmtDecoder *decoder, const char *code);
SmtJsonCursor  _smt_decoder_parameter     (const SmtDecoder *decoder, const char *name);

G_END_DECLS
