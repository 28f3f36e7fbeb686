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

G_END_DECLS
