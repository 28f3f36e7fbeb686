/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The generated rows behind the interval table. Const data; any thread.
 */
#pragma once

#include "medicine/smt-interval-table.h"

G_BEGIN_DECLS

/** SmtIntervalKey: a name or an ATC code, and the index of a row it stands in. */
typedef struct
{
  const char *text;
  guint16 row;
} SmtIntervalKey;

extern const SmtIntervalRow smt_interval_rows[];
extern const guint          smt_interval_n_rows;

/* both in the order of strcmp() */
extern const SmtIntervalKey smt_interval_names[];
extern const guint          smt_interval_n_names;
extern const SmtIntervalKey smt_interval_codes[];
extern const guint          smt_interval_n_codes;

G_END_DECLS
