/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-private.h"

#define STATE_OF(send) "(SELECT state FROM send_states WHERE send = " send " ORDER BY row DESC LIMIT 1)"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE, why);
  return FALSE;
}

/* --- states ------------------------------------------------------------------------------------------------------- */

static gboolean
read_state (SmtJournalDb *db, const char *send_id, SmtSendState *state, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, "SELECT " STATE_OF ("?1"), error);
  const char *word;
  gboolean row = FALSE;

  if (select == NULL)
    return FALSE;

  sqlite3_bind_text (select, 1, send_id, -1, SQLITE_STATIC);
  if (!smt_journal_db_next (db, select, &row, error))
    return FALSE;

  word = (const char *)sqlite3_column_text (select, 0);
  if (word == NULL)
    return refuse (error, "there is no such send");

  return smt_send_state_parse (word, state) || smt_journal_damaged (error, "a send in a state that does not exist");
}

static gboolean
read_patient (SmtJournalDb *db, const char *send_id, char **patient, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, "SELECT patient FROM sends WHERE id = ?", error);
  gboolean row = FALSE;

  if (select == NULL)
    return FALSE;

  sqlite3_bind_text (select, 1, send_id, -1, SQLITE_STATIC);
  if (!smt_journal_db_next (db, select, &row, error))
    return FALSE;

  *patient = row ? g_strdup ((const char *)sqlite3_column_text (select, 0)) : NULL;
  return row || refuse (error, "there is no such send");
}

static gboolean
audit_state (SmtJournalDb *db, gint64 entry, const char *send_id, SmtSendState state, GError **error)
{
  g_autofree char *patient = NULL;

  return read_patient (db, send_id, &patient, error)
         && smt_journal_write_audit (db, entry, "send", patient, smt_send_state_word (state), send_id, error);
}

static gboolean
append_state (SmtJournalDb *db, gint64 entry, const char *send_id, SmtSendState state, GError **error)
{
  g_autoptr (sqlite3_stmt) insert =
      smt_journal_db_prepare (db, "INSERT INTO send_states (entry, send, state) VALUES (?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, send_id, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, smt_send_state_word (state), -1, SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error) && audit_state (db, entry, send_id, state, error);
}

static gboolean
move_state (SmtJournalDb *db, gint64 entry, const char *send_id, SmtSendState to, GError **error)
{
  SmtSendState from;

  if (!read_state (db, send_id, &from, error))
    return FALSE;
  if (smt_send_state_leads (from, to))
    return append_state (db, entry, send_id, to, error);

  g_set_error (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_STATE, "a send that is %s cannot become %s",
               smt_send_state_word (from), smt_send_state_word (to));
  return FALSE;
}

static gboolean
append_receipt (SmtJournalDb *db,
                gint64 entry,
                const char *send_id,
                const SmtReceipt *receipt,
                GBytes *answer,
                GError **error)
{
  g_autofree char *json = receipt != NULL ? smt_receipt_to_json (receipt) : NULL;
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (receipt == NULL && answer == NULL)
    return TRUE;

  insert =
      smt_journal_db_prepare (db, "INSERT INTO receipts (entry, send, receipt, answer) VALUES (?, ?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, send_id, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, json, -1, SQLITE_STATIC);
  if (answer != NULL)
    sqlite3_bind_blob64 (insert, 4, g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), SQLITE_STATIC);

  return smt_journal_db_run (db, insert, error);
}

/* --- preparing ---------------------------------------------------------------------------------------------------- */

static gboolean
is_free (SmtJournalDb *db, const char *patient, GError **error)
{
  g_autoptr (sqlite3_stmt) select =
      smt_journal_db_prepare (db, "SELECT " STATE_OF ("s.id") " FROM sends AS s WHERE s.patient = ?", error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;

  sqlite3_bind_text (select, 1, patient, -1, SQLITE_STATIC);
  while (smt_journal_db_next (db, select, &row, error))
    {
      SmtSendState state;

      if (!row)
        return TRUE;
      if (!smt_send_state_parse ((const char *)sqlite3_column_text (select, 0), &state))
        return smt_journal_damaged (error, "a send in a state that does not exist");
      if (smt_send_state_blocks (state))
        return refuse (error, "an earlier send for this patient is not settled");
    }

  return FALSE;
}

static gboolean
append_send (SmtJournalDb *db, gint64 entry, const SmtSendRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) insert =
      smt_journal_db_prepare (db,
                              "INSERT INTO sends (entry, id, patient, lookup_id, bytes, sha256, decisions, created)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              error);

  if (insert == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, entry);
  sqlite3_bind_text (insert, 2, record->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 3, record->patient, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, record->lookup_id, -1, SQLITE_STATIC);
  sqlite3_bind_blob64 (insert, 5, g_bytes_get_data (record->bytes, NULL), g_bytes_get_size (record->bytes),
                       SQLITE_STATIC);
  sqlite3_bind_text (insert, 6, record->sha256, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 7, record->decisions, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 8, record->created);

  return smt_journal_db_run (db, insert, error);
}

gboolean
smt_journal_write_send (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const SmtSendRecord *record = input;
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, record->bytes);

  if (g_strcmp0 (record->sha256, sha256) != 0)
    return refuse (error, "the digest is not that of the bytes");
  if (!is_free (db, record->patient, error))
    return FALSE;

  return append_send (db, entry, record, error) && append_state (db, entry, record->id, SMT_SEND_READY, error)
         && append_receipt (db, entry, record->id, record->receipt, NULL, error);
}

gboolean
smt_journal_write_sending (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  return move_state (db, entry, input, SMT_SEND_SENDING, error);
}

/* --- settling ----------------------------------------------------------------------------------------------------- */

static gboolean
write_seen_of_send (SmtJournalDb *db, gint64 entry, const SmtJournalSettlement *settlement, GError **error)
{
  g_autofree char *patient = NULL;
  SmtJournalSeen seen = { NULL, settlement->seen };

  if (!read_patient (db, settlement->send_id, &patient, error))
    return FALSE;

  seen.patient = patient;
  return smt_journal_write_seen (db, entry, &seen, error);
}

gboolean
smt_journal_write_settlement (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const SmtJournalSettlement *settlement = input;
  SmtSendState state = settlement->state;

  if (!move_state (db, entry, settlement->send_id, state, error)
      || !append_receipt (db, entry, settlement->send_id, settlement->receipt, settlement->answer, error))
    return FALSE;

  if (state == SMT_SEND_DONE && !smt_journal_close_draft (db, entry, settlement->send_id, NULL, error))
    return FALSE;
  if (state == SMT_SEND_PARTIAL && settlement->receipt != NULL
      && !smt_journal_close_draft (db, entry, settlement->send_id, settlement->receipt, error))
    return FALSE;

  return settlement->seen == NULL || write_seen_of_send (db, entry, settlement, error);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static gboolean
read_receipt (SmtJournalDb *db, SmtSendRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (
      db, "SELECT receipt FROM receipts WHERE send = ? AND receipt IS NOT NULL ORDER BY row DESC LIMIT 1", error);
  gboolean row = FALSE;

  if (select == NULL)
    return FALSE;

  sqlite3_bind_text (select, 1, record->id, -1, SQLITE_STATIC);
  if (!smt_journal_db_next (db, select, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  record->receipt = smt_receipt_from_json ((const char *)sqlite3_column_text (select, 0), NULL);
  return record->receipt != NULL || smt_journal_damaged (error, "a receipt cannot be read");
}

/* The digest was taken before the bytes were stored: bytes that no longer match it are never sent and never shown. */
static gpointer
read_record (SmtJournalDb *db, sqlite3_stmt *select, GError **error)
{
  g_autoptr (SmtSendRecord) record = smt_send_record_new ();
  g_autofree char *sha256 = NULL;

  record->id = g_strdup ((const char *)sqlite3_column_text (select, 0));
  record->patient = g_strdup ((const char *)sqlite3_column_text (select, 1));
  record->lookup_id = g_strdup ((const char *)sqlite3_column_text (select, 2));
  record->bytes = smt_journal_db_bytes (db, select, 3, error);
  if (record->bytes == NULL)
    return NULL;
  record->sha256 = g_strdup ((const char *)sqlite3_column_text (select, 4));
  record->decisions = g_strdup ((const char *)sqlite3_column_text (select, 5));
  record->created = sqlite3_column_int64 (select, 6);
  if (!smt_send_state_parse ((const char *)sqlite3_column_text (select, 7), &record->state))
    {
      smt_journal_damaged (error, "a send in a state that does not exist");
      return NULL;
    }

  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, record->bytes);
  if (g_strcmp0 (sha256, record->sha256) != 0)
    {
      smt_journal_damaged (error, "the bytes of a send are not those that were stored");
      return NULL;
    }

  return read_receipt (db, record, error) ? g_steal_pointer (&record) : NULL;
}

/* A partial send is listed until a later one for the same patient is done: then its failed parts were sent again or
 * given up. */
GPtrArray *
smt_journal_read_open_sends (SmtJournalDb *db, const char *patient, GError **error)
{
  return smt_journal_db_list (
      db,
      "SELECT s.id, s.patient, s.lookup_id, s.bytes, s.sha256, s.decisions, s.created, " STATE_OF (
          "s.id") " AS now"
                  " FROM sends AS s WHERE (?1 IS NULL OR s.patient = ?1) AND now NOT IN ('done', 'rejected', "
                  "'not-applied')"
                  " AND NOT (now = 'partial' AND EXISTS (SELECT 1 FROM sends AS l WHERE l.patient = s.patient AND "
                  "l.row > s.row"
                  " AND " STATE_OF ("l.id") " = 'done')) ORDER BY s.row",
      (const char *[]){ patient }, read_record, (GDestroyNotify)smt_send_record_free, error);
}

/* --- at start ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  const GPtrArray *records;
  gboolean ready_too;
} Doubt;

static gboolean
is_doubtful (const Doubt *doubt, const SmtSendRecord *record)
{
  return record->state == SMT_SEND_SENDING || (doubt->ready_too && record->state == SMT_SEND_READY);
}

static gboolean
write_doubt (SmtJournalDb *db, gint64 entry, gpointer input, GError **error)
{
  const Doubt *doubt = input;

  for (guint i = 0; i < doubt->records->len; i++)
    {
      const SmtSendRecord *record = g_ptr_array_index (doubt->records, i);

      if (is_doubtful (doubt, record) && !append_state (db, entry, record->id, SMT_SEND_UNKNOWN, error))
        return FALSE;
    }

  return TRUE;
}

/* Whoever was sending is gone (the lock was free): what was on its way then is unknown now. With @ready_too records are
 * missing at the end of the journal, and what was ready may have gone in one of them. */
gboolean
smt_journal_doubt_sending (SmtJournalDb *db, gboolean ready_too, GError **error)
{
  g_autoptr (GPtrArray) records = smt_journal_read_open_sends (db, NULL, error);
  Doubt doubt = { records, ready_too };

  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (is_doubtful (&doubt, g_ptr_array_index (records, i)))
      return smt_journal_db_write (db, "doubt", write_doubt, &doubt, error);

  return TRUE;
}
