/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The generated rows behind the interval table. Const data; any thread.
 */
#pragma once

#include "medicine/smt-interval-table.h"

G_BEGIN_DECLS

extern const SmtIntervalRow smt_interval_rows[];
extern const guint          smt_interval_n_rows;

G_END_DECLS
