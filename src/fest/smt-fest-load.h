/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catalogue.db being read. Used inside this room only; one connection, one thread.
 */
#pragma once

#include <sqlite3.h>

#include "fest/smt-fest.h"
#include "medicine/smt-catalogue-builder.h"

G_BEGIN_DECLS

typedef sqlite3_stmt SmtFestRows;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtFestRows, sqlite3_finalize)

SmtFestRows *_smt_fest_ask      (sqlite3 *handle, const char *sql, GError **error);
gboolean     _smt_fest_next_row (SmtFestRows *rows, gboolean *found, GError **error);
const char  *_smt_fest_text     (SmtFestRows *rows, int column);
guint        _smt_fest_count    (SmtFestRows *rows, int column);

gboolean      _smt_fest_load_short_doses (sqlite3 *handle, SmtCatalogueBuilder *builder, guint *n_known, GError **error);
SmtCatalogue *_smt_fest_load_from        (sqlite3 *handle, GError **error);
gboolean      _smt_fest_summarise_from   (sqlite3 *handle, SmtFestSummary *summary, GError **error);

G_END_DECLS
