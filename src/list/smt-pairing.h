/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pairing: which treatments of several lists of one patient are the same. Exact keys only; what merely looks alike is a
 * question for the clinician, never an answer.
 * Immutable once made; owned by one. Any thread.
 */
#pragma once

#include "list/smt-list.h"

G_BEGIN_DECLS

/* Lists are told apart by an id that means the same at the next lookup, since what is said by hand is remembered by it. */
#define SMT_LIST_CURRENT "current"   /* as looked up: PLL and RF */
#define SMT_LIST_PROPOSED "proposed" /* of the pharmacy (M25.2), as looked up */
#define SMT_LIST_PREVIOUS "previous" /* as last reconciled, kept by the program */
#define SMT_LIST_FILE "file:"        /* opened from a file: followed by the SHA-256 of its bytes, in hex */

/** SmtPairReason: by what two treatments are one, strongest first. */
typedef enum
{
  SMT_PAIR_BY_HAND,
  SMT_PAIR_ENTRY_ID,        /* the same PLL id */
  SMT_PAIR_PRESCRIPTION_ID, /* the same newest prescription */
  SMT_PAIR_CHAIN,           /* a prescription in common, in either chain */
  SMT_PAIR_PRODUCT,         /* the same ATC code, form and strength, and nothing else like it */
  SMT_N_PAIR_REASONS,
} SmtPairReason;

/** SmtPairList: one of the lists; borrowed while it is paired. */
typedef struct
{
  const char *list;
  GPtrArray *treatments; /* of SmtTreatment */
} SmtPairList;

/** SmtPairLink: what a clinician said of two treatments. */
typedef struct
{
  char *list;
  char *key;
  char *other_list;
  char *other_key;
  gboolean apart; /* @other is not paired with anything by its keys; else both are one */
} SmtPairLink;

typedef struct
{
  const char *list; /* of the pairing */
  SmtTreatment *treatment;
  SmtPairReason reason; /* by which it is the same as the first of its row; of the first itself without meaning */
} SmtPairMember;

/** SmtPairRow: one treatment as the lists have it, at most once for each list; never empty. */
typedef struct
{
  GArray *members; /* of SmtPairMember, in the order of the lists */
} SmtPairRow;

/** SmtPairDoubt: why a question is asked of two rows. */
typedef enum
{
  SMT_DOUBT_SEVERAL,   /* the keys fit, but more than one in a list has them */
  SMT_DOUBT_SUBSTANCE, /* the same substance in another form, strength or brand */
} SmtPairDoubt;

/** SmtPairQuestion: are these two rows one? @both_current: both stand on the current list, or are
 * proposed for it, and are in use: a possible double (mulig dobbelt). */
typedef struct
{
  guint row;
  guint other; /* above @row */
  SmtPairDoubt doubt;
  gboolean both_current;
} SmtPairQuestion;

typedef struct
{
  GPtrArray *rows;   /* of SmtPairRow: in the order of the first list, then of the next */
  GArray *questions; /* of SmtPairQuestion */
  char **lists;      /* their ids */
  GPtrArray *links;  /* of SmtPairLink: what was said by hand */
  GHashTable *index; /* of borrowed SmtPairRow by SmtPairMember, for smt_pairing_find() */
} SmtPairing;

SmtPairing          *smt_pairing_new        (const SmtPairList *lists, guint n_lists, GPtrArray *links);
void                 smt_pairing_free       (SmtPairing *pairing);
const SmtPairRow    *smt_pairing_find       (const SmtPairing *pairing, const char *list, const char *key);
const SmtPairMember *smt_pair_row_get       (const SmtPairRow *row, const char *list);
gboolean             smt_pairing_may_pair   (const SmtPairing *pairing, const char *list, const char *key, const char *other_list, const char *other_key);

/* links as values: each gives a new array (element-type SmtPairLink) (transfer full); @links (nullable) = none so far */
GPtrArray           *smt_pair_links_pair    (GPtrArray *links, const char *list, const char *key, const char *other_list, const char *other_key);
GPtrArray           *smt_pair_links_unpair  (GPtrArray *links, const char *list, const char *key, const char *other_list, const char *other_key);
GPtrArray           *smt_pair_links_copy    (GPtrArray *links);
gboolean             smt_pair_links_equal   (GPtrArray *a, GPtrArray *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtPairing, smt_pairing_free)

G_END_DECLS
