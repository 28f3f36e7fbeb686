/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An extract read entry by entry from its XML into a store; one entry is held at a time.
 * Used by the importer; one thread.
 */
#pragma once

#include <libxml/tree.h>

#include "fest/smt-fest-source.h"
#include "fest/smt-fest-store.h"

G_BEGIN_DECLS

gboolean _smt_fest_read (SmtFestSource *source, SmtFestStore *store, SmtDate *date, GError **error);

/* smt-fest-entries.c, smt-fest-short-dose.c: one entry (Oppf…) each; an entry without what it is about is left out */
gboolean _smt_fest_take_brand       (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_take_package     (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_take_generic     (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_take_dose        (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_take_substance   (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_take_interaction (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_take_short_dose  (SmtFestStore *store, const xmlNode *entry, GError **error);
gboolean _smt_fest_is_discontinued  (const xmlNode *entry);

G_END_DECLS
