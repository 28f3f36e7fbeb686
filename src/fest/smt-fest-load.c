/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-load.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "fest/smt-fest-store.h"
#include "medicine/smt-catalogue-builder.h"

/* FEST has some ten kilobytes in its longest text. */
#define LARGEST_VALUE (1024 * 1024)

/* --- statements --------------------------------------------------------------------------------------------------- */

SmtFestRows *
_smt_fest_ask (sqlite3 *handle, const char *sql, GError **error)
{
  SmtFestRows *rows = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &rows, NULL) != SQLITE_OK)
    _smt_fest_set_error (error, SMT_FEST_ERROR_DAMAGED, handle);
  return rows;
}

/* Whether asking went well; @found says whether there was one more row. */
gboolean
_smt_fest_next_row (SmtFestRows *rows, gboolean *found, GError **error)
{
  int code = sqlite3_step (rows);

  *found = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  _smt_fest_set_error (error, SMT_FEST_ERROR_DAMAGED, sqlite3_db_handle (rows));
  return FALSE;
}

const char *
_smt_fest_text (SmtFestRows *rows, int column)
{
  return (const char *)sqlite3_column_text (rows, column);
}

guint
_smt_fest_count (SmtFestRows *rows, int column)
{
  gint64 value = sqlite3_column_int64 (rows, column);

  return (guint)CLAMP (value, 0, G_MAXINT32);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static gboolean
ask_number (sqlite3 *handle, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (SmtFestRows) statement = _smt_fest_ask (handle, sql, error);
  gboolean found = FALSE;

  if (statement == NULL || !_smt_fest_next_row (statement, &found, error))
    return FALSE;
  *number = found ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

static gboolean
is_ours (sqlite3 *handle, GError **error)
{
  gint64 application, version;

  if (!ask_number (handle, "PRAGMA application_id", &application, error)
      || !ask_number (handle, "PRAGMA user_version", &version, error))
    return FALSE;
  if (application != SMT_FEST_APPLICATION_ID)
    {
      g_set_error_literal (error, SMT_FEST_ERROR, SMT_FEST_ERROR_DAMAGED, "no catalogue of this program");
      return FALSE;
    }
  if (version != SMT_FEST_VERSION)
    {
      g_set_error (error, SMT_FEST_ERROR, SMT_FEST_ERROR_VERSION, "version %" G_GINT64_FORMAT, version);
      return FALSE;
    }
  return TRUE;
}

static void
set_limits (sqlite3 *handle)
{
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, LARGEST_VALUE);
  sqlite3_limit (handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_exec (handle, "PRAGMA cell_size_check=ON; PRAGMA query_only=ON", NULL, NULL, NULL);
}

static sqlite3 *
open_catalogue (const char *path, GError **error)
{
  sqlite3 *handle = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    {
      g_set_error_literal (error, SMT_FEST_ERROR, errno == ENOENT ? SMT_FEST_ERROR_ABSENT : SMT_FEST_ERROR_DAMAGED,
                           g_strerror (errno));
      return NULL;
    }
  if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
    {
      set_limits (handle);
      if (is_ours (handle, error))
        return handle;
    }
  else
    _smt_fest_set_error (error, SMT_FEST_ERROR_DAMAGED, handle);
  sqlite3_close_v2 (handle);
  return NULL;
}

/* --- products ----------------------------------------------------------------------------------------------------- */

static GHashTable *
load_forms (sqlite3 *handle, GError **error)
{
  g_autoptr (GHashTable) forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (SmtFestRows) rows = _smt_fest_ask (handle, "SELECT code, text FROM form", error);
  gboolean found;

  if (rows == NULL)
    return NULL;
  while (_smt_fest_next_row (rows, &found, error))
    {
      if (!found)
        return g_steal_pointer (&forms);
      g_hash_table_insert (forms, g_strdup (_smt_fest_text (rows, 0)), g_strdup (_smt_fest_text (rows, 1)));
    }
  return NULL;
}

/* Discontinued ones too: a patient may still have them on the list, and what they are has not changed. One that is
 * still in FEST is found before one that is not. */
static gboolean
load_products (sqlite3 *handle, SmtCatalogueBuilder *builder, GError **error)
{
  g_autoptr (GHashTable) forms = load_forms (handle, error);
  g_autoptr (SmtFestRows) rows = NULL;
  gboolean found = TRUE;

  if (forms == NULL)
    return FALSE;
  for (int discontinued = 0; discontinued <= 1; discontinued++)
    {
      g_clear_pointer (&rows, sqlite3_finalize);
      rows = _smt_fest_ask (
          handle, "SELECT fest_id, number, atc, name, brand, substance, form, unit, short_doses FROM product"
          " WHERE discontinued = ?",
          error);
      if (rows == NULL)
        return FALSE;
      sqlite3_bind_int (rows, 1, discontinued);
      while (_smt_fest_next_row (rows, &found, error) && found)
        {
          const char *form = _smt_fest_text (rows, 6);
          const SmtCatalogueProduct product = { _smt_fest_text (rows, 0),
                                                _smt_fest_text (rows, 1),
                                                _smt_fest_text (rows, 2),
                                                _smt_fest_text (rows, 3),
                                                _smt_fest_text (rows, 4),
                                                _smt_fest_text (rows, 5),
                                                form,
                                                form ? g_hash_table_lookup (forms, form) : NULL,
                                                _smt_fest_text (rows, 7),
                                                _smt_fest_text (rows, 8) };
          smt_catalogue_builder_add_product (builder, &product);
        }
      if (found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_substances (sqlite3 *handle, SmtCatalogueBuilder *builder, GError **error)
{
  g_autoptr (SmtFestRows) rows = _smt_fest_ask (handle, "SELECT fest_id, name, atc FROM substance", error);
  gboolean found;

  while (rows != NULL && _smt_fest_next_row (rows, &found, error))
    {
      if (!found)
        return TRUE;
      const char *name = _smt_fest_text (rows, 1);
      const SmtCatalogueProduct substance = {
        .fest_id = _smt_fest_text (rows, 0), .name = name, .substance = name, .atc = _smt_fest_text (rows, 2)
      };
      smt_catalogue_builder_add_product (builder, &substance);
    }
  return FALSE;
}

/* --- interactions ------------------------------------------------------------------------------------------------- */

static SmtInteractionRelevance
relevance_of (const char *code)
{
  static const struct
  {
    const char *code;
    SmtInteractionRelevance relevance;
  } steps[] = { { "1", SMT_INTERACTION_AVOID },
                { "2", SMT_INTERACTION_PRECAUTIONS },
                { "3", SMT_INTERACTION_NO_ACTION } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (code, steps[i].code) == 0)
      return steps[i].relevance;
  return SMT_INTERACTION_UNKNOWN;
}

/* The members of one interaction, which stand in the order of interactions; @members stands at the first of them, or of
 * a later one. */
static gboolean
load_members (SmtFestRows *members, gint64 interaction, gboolean *found, SmtCatalogueBuilder *builder, GError **error)
{
  while (*found && sqlite3_column_int64 (members, 0) <= interaction)
    {
      if (sqlite3_column_int64 (members, 0) == interaction)
        smt_catalogue_builder_add_substance (builder, _smt_fest_count (members, 1), _smt_fest_text (members, 2));
      if (!_smt_fest_next_row (members, found, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_interactions (sqlite3 *handle, SmtCatalogueBuilder *builder, GError **error)
{
  g_autoptr (SmtFestRows) rows = _smt_fest_ask (handle,
                                                "SELECT row, fest_id, relevance, consequence, handling, situation"
                                                " FROM interaction WHERE NOT discontinued ORDER BY row",
                                                error);
  g_autoptr (SmtFestRows) members = NULL;
  gboolean found, member;

  if (rows == NULL)
    return FALSE;
  members = _smt_fest_ask (handle,
                           "SELECT interaction, grouping, atc FROM interaction_member"
                           " WHERE atc IS NOT NULL ORDER BY rowid",
                           error);
  if (members == NULL || !_smt_fest_next_row (members, &member, error))
    return FALSE;
  while (_smt_fest_next_row (rows, &found, error))
    {
      if (!found)
        return TRUE;
      const SmtInteraction interaction = { _smt_fest_text (rows, 1), relevance_of (_smt_fest_text (rows, 2)),
                                           _smt_fest_text (rows, 3), _smt_fest_text (rows, 4),
                                           _smt_fest_text (rows, 5) };
      smt_catalogue_builder_add_interaction (builder, &interaction);
      if (!load_members (members, sqlite3_column_int64 (rows, 0), &member, builder, error))
        return FALSE;
    }
  return FALSE;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static gboolean
load_date (sqlite3 *handle, SmtDate *date, GError **error)
{
  g_autoptr (SmtFestRows) rows = _smt_fest_ask (handle, "SELECT date FROM extract", error);
  gboolean found;

  if (rows == NULL || !_smt_fest_next_row (rows, &found, error))
    return FALSE;
  if (found && smt_date_parse (_smt_fest_text (rows, 0), date))
    return TRUE;
  g_set_error_literal (error, SMT_FEST_ERROR, SMT_FEST_ERROR_DAMAGED, "no date");
  return FALSE;
}

/*
 * _smt_fest_load_from:
 * @handle: an open catalogue.db
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
SmtCatalogue *
_smt_fest_load_from (sqlite3 *handle, GError **error)
{
  g_autoptr (SmtCatalogueBuilder) builder = smt_catalogue_builder_new ();
  SmtDate date;
  guint n_known;

  if (!load_date (handle, &date, error) || !load_products (handle, builder, error)
      || !load_substances (handle, builder, error) || !_smt_fest_load_short_doses (handle, builder, &n_known, error)
      || !load_interactions (handle, builder, error))
    return NULL;
  smt_catalogue_builder_set_date (builder, date);
  return smt_catalogue_builder_finish (g_steal_pointer (&builder));
}

/*
 * _smt_fest_summarise_from:
 * @handle: an open catalogue.db
 * @summary: (out): what is in it
 *
 * Returns: whether it could be counted
 */
gboolean
_smt_fest_summarise_from (sqlite3 *handle, SmtFestSummary *summary, GError **error)
{
  static const char counts[] =
      "SELECT (SELECT count (*) FROM product WHERE kind = 1), (SELECT count (*) FROM product WHERE kind = 2),"
      " (SELECT count (*) FROM product WHERE kind = 3), (SELECT count (*) FROM product WHERE kind = 4),"
      " (SELECT count (*) FROM substance), (SELECT count (*) FROM short_dose), (SELECT count (*) FROM interaction),"
      " (SELECT count (*) FROM not_assessed),"
      " (SELECT count (*) FROM product WHERE discontinued) + (SELECT count (*) FROM substance WHERE discontinued)"
      " + (SELECT count (*) FROM short_dose WHERE discontinued) + (SELECT count (*) FROM interaction WHERE "
      "discontinued)"
      " + (SELECT count (*) FROM not_assessed WHERE discontinued)";
  guint *const numbers[] = { &summary->n_brands,       &summary->n_packages,     &summary->n_generics,
                             &summary->n_doses,        &summary->n_substances,   &summary->n_short_doses,
                             &summary->n_interactions, &summary->n_not_assessed, &summary->n_discontinued };
  g_autoptr (SmtCatalogueBuilder) builder = smt_catalogue_builder_new ();
  g_autoptr (SmtFestRows) rows = _smt_fest_ask (handle, counts, error);
  gboolean found;

  *summary = (SmtFestSummary){ 0 };
  if (rows == NULL || !_smt_fest_next_row (rows, &found, error))
    return FALSE;
  for (guint i = 0; found && i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = _smt_fest_count (rows, (int)i);
  return load_date (handle, &summary->date, error)
         && _smt_fest_load_short_doses (handle, builder, &summary->n_short_doses_known, error);
}

/**
 * smt_fest_load:
 * @path: where catalogue.db is
 * @error: return location for a #SmtFestError: ABSENT, VERSION or DAMAGED
 *
 * Takes some tens of milliseconds for a whole FEST; not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
SmtCatalogue *
smt_fest_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  sqlite3 *handle = open_catalogue (path, error);
  SmtCatalogue *catalogue = handle != NULL ? _smt_fest_load_from (handle, error) : NULL;

  sqlite3_close_v2 (handle);
  return catalogue;
}

/**
 * smt_fest_summarise:
 * @path: where catalogue.db is
 * @summary: (out): what is in it
 * @error: return location for a #SmtFestError: ABSENT, VERSION or DAMAGED
 *
 * Returns: whether it could be counted
 */
gboolean
smt_fest_summarise (const char *path, SmtFestSummary *summary, GError **error)
{
  g_return_val_if_fail (path != NULL && summary != NULL, FALSE);

  sqlite3 *handle = open_catalogue (path, error);
  gboolean done = handle != NULL && _smt_fest_summarise_from (handle, summary, error);

  sqlite3_close_v2 (handle);
  return done;
}
