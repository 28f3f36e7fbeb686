/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of pairing share.
 */
#pragma once

#include "list/smt-pairing.h"

G_BEGIN_DECLS

gboolean _smt_pair_rows_fit   (const SmtPairRow *a, const SmtPairRow *b);
/* whether anything of one row was taken apart by hand from anything of the other */
gboolean _smt_pair_rows_apart (const SmtPairing *pairing, const SmtPairRow *a, const SmtPairRow *b);
/* rows by their members, once these are made */
void     _smt_pairing_index   (SmtPairing *pairing);
/* asks about rows; @several: pairs of numbers of rows that have a key in common */
void     _smt_pairing_ask     (SmtPairing *pairing, const GArray *several);

/* values by keys, whatever the case of these: each bucket is a GArray of guint; of @key NULL nothing is kept */
GHashTable *_smt_pair_buckets_new (void);
void        _smt_pair_buckets_put (GHashTable *buckets, const char *key, guint value);

G_END_DECLS
