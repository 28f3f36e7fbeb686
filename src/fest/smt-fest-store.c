/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-store.h"

#include "smt-config.h"

static const char schema[] =
    "CREATE TABLE extract (one INTEGER PRIMARY KEY CHECK (one = 1), date TEXT NOT NULL, program TEXT NOT NULL) STRICT;"
    "CREATE TABLE form (code TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE product (row INTEGER PRIMARY KEY, kind INTEGER NOT NULL, fest_id TEXT UNIQUE, number TEXT, atc TEXT,"
    " name TEXT, brand TEXT, substance TEXT, form TEXT, of_brand TEXT, discontinued INTEGER NOT NULL, unit TEXT,"
    " short_doses TEXT) STRICT;"
    "CREATE TABLE content (product INTEGER NOT NULL, position INTEGER NOT NULL, strength TEXT, substance TEXT) STRICT;"
    "CREATE TABLE substance (row INTEGER PRIMARY KEY, fest_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, atc TEXT,"
    " discontinued INTEGER NOT NULL) STRICT;"
    "CREATE TABLE strength (fest_id TEXT NOT NULL PRIMARY KEY, substance TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE short_dose (row INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT, description TEXT,"
    " discontinued INTEGER NOT NULL) STRICT;"
    "CREATE TABLE short_dose_use (row INTEGER PRIMARY KEY, dose INTEGER NOT NULL, position INTEGER NOT NULL,"
    " amount TEXT, period TEXT, iterations INTEGER NOT NULL, understood INTEGER NOT NULL) STRICT;"
    "CREATE TABLE short_dose_time (use INTEGER NOT NULL, amount TEXT, unit TEXT, interval INTEGER NOT NULL,"
    " part INTEGER NOT NULL, clock INTEGER NOT NULL, weekdays INTEGER NOT NULL, days_on INTEGER NOT NULL,"
    " days_off INTEGER NOT NULL) STRICT;"
    "CREATE INDEX use_of ON short_dose_use (dose);"
    "CREATE INDEX time_of ON short_dose_time (use);"
    "CREATE TABLE interaction (row INTEGER PRIMARY KEY, fest_id TEXT NOT NULL UNIQUE, relevance TEXT, consequence TEXT,"
    " mechanism TEXT, handling TEXT, situation TEXT, basis TEXT, discontinued INTEGER NOT NULL) STRICT;"
    "CREATE TABLE interaction_member (interaction INTEGER NOT NULL, grouping INTEGER NOT NULL, atc TEXT, name TEXT,"
    " substance TEXT) STRICT;"
    "CREATE TABLE not_assessed (atc TEXT NOT NULL, discontinued INTEGER NOT NULL) STRICT;";

/* In the order of the adds. */
static const char *const adds[SMT_FEST_N_ADDS] = {
  "INSERT INTO product (kind, fest_id, number, atc, name, brand, substance, form, of_brand, discontinued,"
  " unit, short_doses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  "INSERT OR IGNORE INTO form VALUES (?, ?)",
  "INSERT INTO content VALUES (?, ?, ?, ?)",
  "INSERT INTO substance (fest_id, name, discontinued) VALUES (?, ?, ?)",
  "INSERT INTO strength VALUES (?, ?)",
  "INSERT INTO short_dose (code, name, description, discontinued) VALUES (?, ?, ?, ?)",
  "INSERT INTO short_dose_use (dose, position, amount, period, iterations, understood) VALUES (?, ?, ?, ?, ?, ?)",
  "INSERT INTO short_dose_time VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  "INSERT INTO interaction (fest_id, relevance, consequence, mechanism, handling, situation, basis, discontinued)"
  " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  "INSERT INTO interaction_member VALUES (?, ?, ?, ?, ?)",
  "INSERT INTO not_assessed VALUES (?, ?)",
};

/* What the extract says by reference, which may point forwards: said in full once all is read.
 *
 * A product of one substance is named by it; one of several by the words of its ATC code, since the order of substances
 * is not that of strengths. A package is of the brand it refers to. A substance has the ATC code that every product of
 * it alone has: products of the same substance may have different ones, and then it has none. */
static const char completion[] =
    "CREATE INDEX content_of ON content (product);"
    "UPDATE product SET substance = one.name FROM"
    " (SELECT content.product AS row, min (substance.name) AS name FROM content"
    "  LEFT JOIN strength ON strength.fest_id = content.strength"
    "  LEFT JOIN substance ON substance.fest_id = coalesce (content.substance, strength.substance)"
    "  GROUP BY content.product HAVING count (*) = 1) AS one"
    " WHERE product.row = one.row AND one.name IS NOT NULL;"
    "UPDATE product SET brand = coalesce (product.brand, of.brand), substance = coalesce (of.substance,"
    " product.substance), atc = coalesce (product.atc, of.atc), form = coalesce (product.form, of.form),"
    " unit = coalesce (product.unit, of.unit), short_doses = coalesce (product.short_doses, of.short_doses)"
    " FROM product AS of WHERE of.fest_id = product.of_brand AND of.kind = 1;"
    "UPDATE substance SET atc = one.atc FROM"
    " (SELECT coalesce (content.substance, strength.substance) AS fest_id, min (product.atc) AS atc FROM content"
    "  LEFT JOIN strength ON strength.fest_id = content.strength"
    "  JOIN product ON product.row = content.product"
    "  WHERE product.atc IS NOT NULL AND NOT product.discontinued"
    "   AND (SELECT count (*) FROM content AS other WHERE other.product = content.product) = 1"
    "  GROUP BY 1 HAVING min (product.atc) = max (product.atc)) AS one"
    " WHERE substance.fest_id = one.fest_id;"
    "DROP INDEX content_of;";

/* Nobody looks at the file before it is whole, and a broken import is thrown away: no journal, no sync until the end.
 */
static const char settings[] = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
                               "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-8192;";

void
_smt_fest_set_error (GError **error, SmtFestError code, sqlite3 *handle)
{
  g_set_error_literal (error, SMT_FEST_ERROR, (int)code, handle != NULL ? sqlite3_errmsg (handle) : "no memory");
}

static gboolean
run (SmtFestStore *store, const char *sql, GError **error)
{
  if (sqlite3_exec (store->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  _smt_fest_set_error (error, SMT_FEST_ERROR_STORE, store->handle);
  return FALSE;
}

/*
 * _smt_fest_store_open:
 * @store: a store, all zero
 * @path: an empty file, or ":memory:"
 *
 * Returns: whether it is ready for entries
 */
gboolean
_smt_fest_store_open (SmtFestStore *store, const char *path, GError **error)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

  if (sqlite3_open_v2 (path, &store->handle, flags, NULL) != SQLITE_OK)
    {
      _smt_fest_set_error (error, SMT_FEST_ERROR_STORE, store->handle);
      return FALSE;
    }
  if (!run (store, settings, error) || !run (store, "BEGIN", error) || !run (store, schema, error))
    return FALSE;
  for (guint i = 0; i < SMT_FEST_N_ADDS; i++)
    if (sqlite3_prepare_v3 (store->handle, adds[i], -1, SQLITE_PREPARE_PERSISTENT, &store->adds[i], NULL) != SQLITE_OK)
      {
        _smt_fest_set_error (error, SMT_FEST_ERROR_STORE, store->handle);
        return FALSE;
      }
  return TRUE;
}

/*
 * _smt_fest_store_add:
 * @store: a store
 * @what: which kind of row
 * @types: a letter for each value that follows: 's' (const char *, %NULL = not said) or 'i' (gint64)
 *
 * Returns: whether the row was added
 */
gboolean
_smt_fest_store_add (SmtFestStore *store, guint what, GError **error, const char *types, ...)
{
  sqlite3_stmt *add = store->adds[what];
  va_list values;
  int code;

  va_start (values, types);
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        sqlite3_bind_text (add, i + 1, va_arg (values, const char *), -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (add, i + 1, va_arg (values, gint64));
    }
  va_end (values);

  code = sqlite3_step (add);
  if (code != SQLITE_DONE)
    {
      const gboolean twice = (code & 0xff) == SQLITE_CONSTRAINT;
      _smt_fest_set_error (error, twice ? SMT_FEST_ERROR_DUPLICATE : SMT_FEST_ERROR_STORE, store->handle);
    }
  sqlite3_reset (add);
  return code == SQLITE_DONE;
}

/* The number of the row that was added last. */
gint64
_smt_fest_store_last (SmtFestStore *store)
{
  return sqlite3_last_insert_rowid (store->handle);
}

static void
finalize_adds (SmtFestStore *store)
{
  for (guint i = 0; i < SMT_FEST_N_ADDS; i++)
    g_clear_pointer (&store->adds[i], sqlite3_finalize);
}

/*
 * _smt_fest_store_finish:
 * @store: a store with every entry
 * @date: day of the extract, as ISO 8601
 *
 * Returns: whether all is written. The store stays open, for reading in memory; nothing more can be added
 */
gboolean
_smt_fest_store_finish (SmtFestStore *store, const char *date, GError **error)
{
  char *sql = sqlite3_mprintf ("INSERT INTO extract VALUES (1, %Q, %Q);"
                               "PRAGMA application_id=%d; PRAGMA user_version=%d",
                               date, "samstemt-fest " SMT_VERSION, SMT_FEST_APPLICATION_ID, SMT_FEST_VERSION);
  gboolean done;

  finalize_adds (store);
  done = sql != NULL && run (store, completion, error) && run (store, sql, error) && run (store, "COMMIT", error);
  if (sql == NULL)
    _smt_fest_set_error (error, SMT_FEST_ERROR_STORE, NULL);
  sqlite3_free (sql);
  return done;
}

void
_smt_fest_store_close (SmtFestStore *store)
{
  finalize_adds (store);
  g_clear_pointer (&store->handle, sqlite3_close_v2);
}
