/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catalogue.db being written. Everything goes into one transaction of a file that nobody else looks at yet.
 * Owned by one importer; one thread.
 */
#pragma once

#include <sqlite3.h>

#include "fest/smt-fest.h"

G_BEGIN_DECLS

#define SMT_FEST_APPLICATION_ID 0x536d7446 /* "SmtF" */
#define SMT_FEST_VERSION 2                 /* of the schema; another one is imported anew, never migrated */

/** SmtFestKind: the catalogue of FEST a product stands in; the numbers stand in the database. */
typedef enum
{
  SMT_FEST_BRAND   = 1, /* LegemiddelMerkevare */
  SMT_FEST_PACKAGE = 2, /* Legemiddelpakning */
  SMT_FEST_GENERIC = 3, /* LegemiddelVirkestoff */
  SMT_FEST_DOSE    = 4, /* Legemiddeldose */
} SmtFestKind;

enum
{
  SMT_FEST_ADD_PRODUCT,
  SMT_FEST_ADD_FORM,
  SMT_FEST_ADD_CONTENT,
  SMT_FEST_ADD_SUBSTANCE,
  SMT_FEST_ADD_STRENGTH,
  SMT_FEST_ADD_SHORT_DOSE,
  SMT_FEST_ADD_USE,
  SMT_FEST_ADD_TIME,
  SMT_FEST_ADD_INTERACTION,
  SMT_FEST_ADD_MEMBER,
  SMT_FEST_ADD_NOT_ASSESSED,
  SMT_FEST_N_ADDS,
};

typedef struct
{
  sqlite3 *handle;
  sqlite3_stmt *adds[SMT_FEST_N_ADDS];
} SmtFestStore;

gboolean _smt_fest_store_open   (SmtFestStore *store, const char *path, GError **error);
gboolean _smt_fest_store_add    (SmtFestStore *store, guint what, GError **error, const char *types, ...);
gint64   _smt_fest_store_last   (SmtFestStore *store);
gboolean _smt_fest_store_finish (SmtFestStore *store, const char *date, GError **error);
void     _smt_fest_store_close  (SmtFestStore *store);
void     _smt_fest_set_error    (GError **error, SmtFestError code, sqlite3 *handle);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtFestStore, _smt_fest_store_close)

G_END_DECLS
