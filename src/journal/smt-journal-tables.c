/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables, which live in memory only, and their rows as bytes. A new table is one entry in each of the two lists
 * below; a new column goes at the end of its table and may be NULL, since older records do not name it.
 */
#include "journal/smt-journal-private.h"

#include <string.h>

#define LARGE 4096 /* a blob from here on lies in the file on its own, and is fetched when it is asked for */
#define MOST_COLUMNS 16
#define RECORD_TYPE "a(sa{sv})"
#define BLOB_TYPE "(xxay)"

static const char schema[] =
    "CREATE TABLE entries (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL)"
    " STRICT;"
    "CREATE TABLE decisions (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, patient TEXT NOT NULL, key TEXT NOT NULL,"
    " decision TEXT, send TEXT) STRICT;"
    "CREATE INDEX decisions_of_patient ON decisions (patient, key, row);"
    "CREATE TABLE sends (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,"
    " patient TEXT NOT NULL, lookup_id TEXT NOT NULL, bytes BLOB NOT NULL, sha256 TEXT NOT NULL,"
    " decisions TEXT NOT NULL, created INTEGER NOT NULL) STRICT;"
    "CREATE INDEX sends_of_patient ON sends (patient);"
    "CREATE TABLE send_states (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, send TEXT NOT NULL,"
    " state TEXT NOT NULL) STRICT;"
    "CREATE INDEX states_of_send ON send_states (send, row);"
    "CREATE TABLE receipts (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, send TEXT NOT NULL, receipt TEXT,"
    " answer BLOB) STRICT;"
    "CREATE INDEX receipts_of_send ON receipts (send, row);"
    "CREATE TABLE seen (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, patient TEXT NOT NULL, key TEXT NOT NULL,"
    " digest TEXT NOT NULL) STRICT;"
    "CREATE INDEX seen_of_patient ON seen (patient, key, row);"
    "CREATE TABLE lookups (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, patient TEXT NOT NULL,"
    " lookup_id TEXT NOT NULL, purpose TEXT NOT NULL, consent TEXT, sperret TEXT, locked TEXT,"
    " n_references INTEGER NOT NULL, reason TEXT) STRICT;"
    "CREATE INDEX lookups_of_patient ON lookups (patient, row);"
    "CREATE TABLE reconciled (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, patient TEXT NOT NULL, send TEXT,"
    " bytes BLOB NOT NULL, sha256 TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL, sources INTEGER NOT NULL,"
    " conversation TEXT, due TEXT, at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX reconciled_of_patient ON reconciled (patient, row);"
    "CREATE TABLE people (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, patient TEXT NOT NULL,"
    " person TEXT NOT NULL) STRICT;"
    "CREATE INDEX people_by_patient ON people (patient, row);"
    "CREATE TABLE followed_up (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, patient TEXT NOT NULL,"
    " key TEXT NOT NULL) STRICT;"
    "CREATE INDEX followed_up_of_patient ON followed_up (patient, key, entry);"
    "CREATE TABLE notes (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, kind TEXT NOT NULL, patient TEXT NOT NULL,"
    " key TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE INDEX notes_of_kind ON notes (kind, patient, row);"
    "CREATE TABLE audit (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, act TEXT NOT NULL, patient TEXT, who TEXT,"
    " why TEXT, detail TEXT) STRICT;"
    "CREATE INDEX audit_of_patient ON audit (patient, row);"
    "CREATE TABLE purges (row INTEGER PRIMARY KEY, entry INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " before INTEGER NOT NULL, records TEXT NOT NULL) STRICT;";

#define OF_SEND "(SELECT patient FROM sends WHERE id = t.send)"

const SmtJournalTable smt_journal_tables[] = {
  { "entries", SMT_RECORD_CONTENT, NULL },       { "decisions", SMT_RECORD_CONTENT, "t.patient" },
  { "sends", SMT_RECORD_CONTENT, "t.patient" },  { "send_states", SMT_RECORD_CONTENT, OF_SEND },
  { "receipts", SMT_RECORD_CONTENT, OF_SEND },   { "seen", SMT_RECORD_CONTENT, "t.patient" },
  { "lookups", SMT_RECORD_AUDIT, NULL },         { "reconciled", SMT_RECORD_CONTENT, "t.patient" },
  { "people", SMT_RECORD_CONTENT, "t.patient" }, { "followed_up", SMT_RECORD_CONTENT, "t.patient" },
  { "notes", SMT_RECORD_CONTENT, "t.patient" },  { "audit", SMT_RECORD_AUDIT, NULL },
  { "purges", SMT_RECORD_AUDIT, NULL },
};
const guint smt_journal_n_tables = G_N_ELEMENTS (smt_journal_tables);

static const SmtJournalTable *
find_table (const char *name)
{
  for (guint i = 0; i < smt_journal_n_tables; i++)
    if (g_str_equal (smt_journal_tables[i].name, name))
      return &smt_journal_tables[i];

  return NULL;
}

/* What has happened stays as it was written: there is no way for an edit to reach the file, so it must not be tried. */
static void
row_written_cb (void *data, int what, const char *database, const char *table, sqlite3_int64 row)
{
  SmtJournalDb *db = data;
  const SmtJournalTable *known = find_table (table);
  SmtJournalRow touched = { known != NULL ? known->name : NULL, row };

  if (db->touched == NULL)
    return;
  if (what != SQLITE_INSERT || known == NULL)
    g_error ("the journal only ever grows: %s", table);

  g_array_append_val (db->touched, touched);
}

/* Makes the empty tables. */
gboolean
smt_journal_tables_make (SmtJournalDb *db, GError **error)
{
  int code = sqlite3_open_v2 (":memory:", &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_exec (db->handle, schema, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    {
      smt_journal_set_error (error, code, "tables");
      return FALSE;
    }

  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_update_hook (db->handle, row_written_cb, db);
  return TRUE;
}

/* Forgets all rows. */
void
smt_journal_tables_drop (SmtJournalDb *db)
{
  g_hash_table_remove_all (db->statements);
  g_clear_pointer (&db->handle, sqlite3_close_v2);
  db->seq = 0;
  db->blob = 0;
  memset (db->chain, 0, sizeof db->chain);
}

/* --- rows as bytes ------------------------------------------------------------------------------------------------ */

/* In memory a large blob is known by this, which no document begins with. */
static const char reference_magic[8] = { '\0', 's', 'm', 't', 'b', 'l', 'o', 'b' };

typedef struct
{
  char magic[8];
  gint64 id;
  gint64 seq; /* of the record it belongs to */
  guint8 digest[SMT_CHAIN_SIZE];
} Reference;

static void
blob_free (gpointer data)
{
  SmtJournalBlob *blob = data;

  g_bytes_unref (blob->bytes);
  g_free (blob);
}

static GVariant *
pack_blob (SmtJournalDb *db, sqlite3_stmt *row, int column, GPtrArray *blobs)
{
  gsize size = (gsize)sqlite3_column_bytes (row, column);
  const void *bytes = sqlite3_column_blob (row, column);
  SmtJournalBlob *blob;
  guint8 digest[SMT_CHAIN_SIZE];

  if (size < LARGE || blobs == NULL)
    return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1);

  blob = g_new0 (SmtJournalBlob, 1);
  blob->id = db->blob + (gint64)blobs->len + 1;
  blob->bytes = g_bytes_new (bytes, size);
  g_ptr_array_set_free_func (blobs, blob_free);
  g_ptr_array_add (blobs, blob);
  smt_seal_digest (bytes, size, digest);
  return g_variant_new ("(xx@ay)", blob->id, db->seq + 1,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, digest, SMT_CHAIN_SIZE, 1));
}

static GVariant *
pack_value (SmtJournalDb *db, sqlite3_stmt *row, int column, GPtrArray *blobs)
{
  switch (sqlite3_column_type (row, column))
    {
    case SQLITE_INTEGER:
      return g_variant_new_int64 (sqlite3_column_int64 (row, column));
    case SQLITE_TEXT:
      return g_variant_new_string ((const char *)sqlite3_column_text (row, column));
    case SQLITE_BLOB:
      return pack_blob (db, row, column, blobs);
    default:
      return NULL; /* SQL NULL is left out; no column holds a float */
    }
}

/* A row as (sa{sv}); built out of its parts, since a builder asks for the type of each anew. */
static GVariant *
pack_row (SmtJournalDb *db, const SmtJournalRow *touched, GPtrArray *blobs, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE rowid = ?", touched->table);
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, g_intern_string (sql), error);
  GVariant *columns[MOST_COLUMNS], *row[2];
  gsize n = 0;
  gboolean found = FALSE;

  if (select == NULL)
    return NULL;
  sqlite3_bind_int64 (select, 1, touched->row);
  if (!smt_journal_db_next (db, select, &found, error))
    return NULL;
  g_assert (found && sqlite3_column_count (select) <= MOST_COLUMNS);

  for (int i = 0; i < sqlite3_column_count (select); i++)
    {
      GVariant *value = pack_value (db, select, i, blobs);

      if (value != NULL)
        columns[n++] = g_variant_new_dict_entry (g_variant_new_string (sqlite3_column_name (select, i)),
                                                 g_variant_new_variant (value));
    }
  row[0] = g_variant_new_string (touched->table);
  row[1] = g_variant_new_array (G_VARIANT_TYPE ("{sv}"), columns, n);
  return g_variant_new_tuple (row, G_N_ELEMENTS (row));
}

static gboolean
is_of_kind (const SmtJournalRow *touched, SmtRecordKind kind)
{
  const SmtJournalTable *table = find_table (touched->table);

  return table != &smt_journal_tables[0] && table->kind == kind;
}

static gboolean
has_rows (const GArray *touched, SmtRecordKind kind)
{
  for (guint i = 0; i < touched->len; i++)
    if (is_of_kind (&g_array_index (touched, SmtJournalRow, i), kind))
      return TRUE;
  return FALSE;
}

static void
unref_variant (gpointer data)
{
  g_variant_unref (data);
}

/* The row of the entry itself goes with each kind: the audit log must stand when the content is purged. */
GBytes *
smt_journal_tables_pack (SmtJournalDb *db, SmtRecordKind kind, GPtrArray *blobs, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GVariant) record = NULL;

  if (!has_rows (db->touched, kind))
    return NULL;

  rows = g_ptr_array_new_with_free_func (unref_variant);
  for (guint i = 0; i < db->touched->len; i++)
    {
      const SmtJournalRow *touched = &g_array_index (db->touched, SmtJournalRow, i);
      GVariant *row;

      if (find_table (touched->table) != &smt_journal_tables[0] && !is_of_kind (touched, kind))
        continue;
      row = pack_row (db, touched, kind == SMT_RECORD_CONTENT ? blobs : NULL, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, g_variant_ref_sink (row));
    }
  record = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(sa{sv})"), (GVariant **)rows->pdata, rows->len));

#if G_BYTE_ORDER == G_BIG_ENDIAN
  {
    g_autoptr (GVariant) swapped = g_variant_byteswap (record);
    return g_variant_get_data_as_bytes (swapped);
  }
#else
  return g_variant_get_data_as_bytes (record);
#endif
}

/* --- bytes as rows ------------------------------------------------------------------------------------------------ */

static int
bind_reference (sqlite3_stmt *insert, int at, GVariant *value)
{
  Reference reference = { 0 };
  g_autoptr (GVariant) digest = g_variant_get_child_value (value, 2);
  gsize size = 0;
  const void *bytes = g_variant_get_fixed_array (digest, &size, 1);

  if (size != sizeof reference.digest)
    return SQLITE_CORRUPT;
  memcpy (reference.magic, reference_magic, sizeof reference_magic);
  g_variant_get_child (value, 0, "x", &reference.id);
  g_variant_get_child (value, 1, "x", &reference.seq);
  memcpy (reference.digest, bytes, size);
  return sqlite3_bind_blob (insert, at, &reference, sizeof reference, SQLITE_TRANSIENT);
}

static int
bind_value (sqlite3_stmt *insert, int at, GVariant *value)
{
  gsize size = 0;
  const void *bytes;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return sqlite3_bind_int64 (insert, at, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return sqlite3_bind_text (insert, at, g_variant_get_string (value, NULL), -1, SQLITE_TRANSIENT);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE (BLOB_TYPE)))
    return bind_reference (insert, at, value);
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    return SQLITE_CORRUPT;
  bytes = g_variant_get_fixed_array (value, &size, 1);
  return sqlite3_bind_blob64 (insert, at, size > 0 ? bytes : "", size, SQLITE_TRANSIENT);
}

/* An entry that both kinds name is there already when the second of them comes. */
static char *
make_insert (const char *table, GVariant *columns)
{
  GString *names = g_string_new (NULL);
  GString *marks = g_string_new (NULL);
  char *sql;

  for (gsize i = 0; i < g_variant_n_children (columns); i++)
    {
      g_autoptr (GVariant) pair = g_variant_get_child_value (columns, i);
      g_autoptr (GVariant) name = g_variant_get_child_value (pair, 0);

      g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", g_variant_get_string (name, NULL));
      g_string_append (marks, i > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("INSERT %sINTO %s (%s) VALUES (%s)", g_str_equal (table, "entries") ? "OR IGNORE " : "", table,
                         names->str, marks->str);
  g_string_free (names, TRUE);
  g_string_free (marks, TRUE);
  return sql;
}

static gboolean
unpack_row (SmtJournalDb *db, GVariant *row, GError **error)
{
  g_autoptr (GVariant) name = g_variant_get_child_value (row, 0);
  g_autoptr (GVariant) columns = g_variant_get_child_value (row, 1);
  const SmtJournalTable *table = find_table (g_variant_get_string (name, NULL));
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) insert = NULL;
  int code;

  if (table == NULL)
    return smt_journal_damaged (error, "a row of a table that does not exist");

  sql = make_insert (table->name, columns);
  insert = smt_journal_db_prepare (db, g_intern_string (sql), error);
  if (insert == NULL)
    return FALSE;

  for (gsize i = 0; i < g_variant_n_children (columns); i++)
    {
      g_autoptr (GVariant) pair = g_variant_get_child_value (columns, i);
      g_autoptr (GVariant) boxed = g_variant_get_child_value (pair, 1);
      g_autoptr (GVariant) value = g_variant_get_variant (boxed);

      code = bind_value (insert, (int)i + 1, value);
      if (code != SQLITE_OK)
        {
          smt_journal_set_error (error, code, "a value");
          return FALSE;
        }
    }
  return smt_journal_db_run (db, insert, error);
}

static GVariant *
read_record (GBytes *content)
{
  GVariant *record = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (RECORD_TYPE), content, FALSE));

#if G_BYTE_ORDER == G_BIG_ENDIAN
  GVariant *swapped = g_variant_byteswap (record);

  g_variant_unref (record);
  record = swapped;
#endif
  return record;
}

/* @content was sealed by us, so only its form is looked at. */
gboolean
smt_journal_tables_unpack (SmtJournalDb *db, GBytes *content, GError **error)
{
  g_autoptr (GVariant) record = read_record (content);

  if (!g_variant_is_normal_form (record))
    return smt_journal_damaged (error, "a record that is none");

  for (gsize i = 0; i < g_variant_n_children (record); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (record, i);

      if (!unpack_row (db, row, error))
        return FALSE;
    }

  return TRUE;
}

/* Its first row is that of its entry. */
gboolean
smt_journal_tables_entry (GBytes *content, gint64 *entry, gint64 *at)
{
  g_autoptr (GVariant) record = read_record (content);
  g_autoptr (GVariant) columns = NULL;
  const char *table = NULL;

  if (!g_variant_is_normal_form (record) || g_variant_n_children (record) == 0)
    return FALSE;

  g_variant_get_child (record, 0, "(&s@a{sv})", &table, &columns);
  return g_str_equal (table, "entries") && g_variant_lookup (columns, "seq", "x", entry)
         && g_variant_lookup (columns, "at", "x", at);
}

/* --- large blobs -------------------------------------------------------------------------------------------------- */

/* The bytes of a column, checked against the digest that its record holds. */
GBytes *
smt_journal_db_bytes (SmtJournalDb *db, sqlite3_stmt *row, int column, GError **error)
{
  gsize size = (gsize)sqlite3_column_bytes (row, column);
  const void *bytes = sqlite3_column_blob (row, column);
  Reference reference;
  guint8 digest[SMT_CHAIN_SIZE];
  g_autoptr (GBytes) blob = NULL;

  if (size != sizeof reference || memcmp (bytes, reference_magic, sizeof reference_magic) != 0)
    return g_bytes_new (bytes, size);

  memcpy (&reference, bytes, sizeof reference);
  blob = smt_journal_log_blob (db, reference.id, reference.seq, error);
  if (blob == NULL)
    return NULL;
  smt_seal_digest (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob), digest);
  if (memcmp (digest, reference.digest, sizeof digest) == 0)
    return g_steal_pointer (&blob);

  smt_journal_damaged (error, "a large record is not what was stored");
  return NULL;
}
