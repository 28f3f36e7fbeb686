/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which rows of the interval table are about a product, and which one speaks for it.
 * Private to the room. Pure functions; any thread.
 */
#pragma once

#include "medicine/smt-product.h"

G_BEGIN_DECLS

gboolean              smt_row_names_word  (const char *text, const char *name);
GPtrArray            *smt_rows_by_atc     (const char *atc);
GPtrArray            *smt_rows_by_name    (const char *name);
void                  smt_rows_narrow     (GPtrArray *rows, const char *name);
const SmtIntervalRow *smt_rows_choose     (const GPtrArray *rows, const SmtProduct *product);
const SmtIntervalRow *smt_rows_find_open  (const GPtrArray *rows, const SmtProduct *product);

G_END_DECLS
