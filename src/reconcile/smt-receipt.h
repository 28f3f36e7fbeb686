/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A receipt: what became of each part of a send. Success is per part; "sent" is said only of what was confirmed.
 * Built by one owner, then immutable and reference-counted. Any thread.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_PART_PRESCRIPTION, /* a new prescription (M1) */
  SMT_PART_RECALL,       /* an old one withdrawn (M5); has no receipt of its own */
  SMT_PART_ENTRY,        /* one changed line of the list (M25.1) */
  SMT_PART_PLL,          /* the list as a whole (M25.1) */
} SmtPartKind;

typedef enum
{
  SMT_PART_RECEIVED,    /* mottatt: the answer says so */
  SMT_PART_CONFIRMED,   /* bekreftet: a lookup after the send shows it */
  SMT_PART_UNCONFIRMED, /* ikke bekreftet: the old prescription can still be dispensed */
  SMT_PART_FAILED,      /* feilet, with the service's own words in @text */
  SMT_PART_UNKNOWN,     /* ukjent: no answer; only a new lookup can tell */
} SmtPartState;

typedef struct
{
  SmtPartKind kind;
  SmtPartState state;
  char *key;             /* (nullable) the treatment; NULL for the list as a whole */
  char *prescription_id; /* (nullable) */
  char *reference;       /* (nullable) reference number of a new prescription */
  char *text;            /* (nullable) the service's text, shown verbatim */
} SmtReceiptPart;

typedef struct
{
  GPtrArray *parts; /* of SmtReceiptPart */
  SmtInstant at;
  gatomicrefcount ref_count;
} SmtReceipt;

SmtReceipt     *smt_receipt_new          (SmtInstant at);
SmtReceipt     *smt_receipt_new_expected (const SmtChangeSet *set, SmtPartState state, SmtInstant at);
SmtReceiptPart *smt_receipt_add          (SmtReceipt *receipt, SmtPartKind kind, SmtPartState state, const char *key);
SmtReceipt     *smt_receipt_ref          (const SmtReceipt *receipt);
void            smt_receipt_unref        (SmtReceipt *receipt);
gboolean        smt_receipt_is_whole     (const SmtReceipt *receipt);
gboolean        smt_receipt_has_state    (const SmtReceipt *receipt, SmtPartState state);
char           *smt_receipt_to_json      (const SmtReceipt *receipt);
SmtReceipt     *smt_receipt_from_json    (const char *json, GError **error);

/* what a fresh lookup shows of a change set: the only way to settle an unknown outcome or a recall */
SmtReceipt     *smt_receipt_settle       (const SmtReceipt *receipt, const SmtChangeSet *set, const SmtList *fresh, SmtInstant at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtReceipt, smt_receipt_unref)

G_END_DECLS
