/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/smt-journal-measures.h"

#include <string.h>

#include "journal/smt-journal-flags.h"
#include "journal/smt-journal-private.h"
#include "reconcile/smt-flag.h"

/* fewer say nothing of a rule */
#define FEWEST_OVERRIDES 3

static void
tally_free (gpointer data)
{
  SmtTally *tally = data;

  g_free (tally->name);
  g_free (tally);
}

/** smt_measures_free: @measures (transfer full) */
void
smt_measures_free (SmtMeasures *measures)
{
  g_return_if_fail (measures != NULL);

  g_ptr_array_unref (measures->overridden);
  g_free (measures);
}

/**
 * smt_tally_is_mostly_overridden:
 * @tally: of one rule
 *
 * Returns: whether more than half of the findings that were met were overridden, and not just one or two
 */
gboolean
smt_tally_is_mostly_overridden (const SmtTally *tally)
{
  g_return_val_if_fail (tally != NULL, FALSE);

  return tally->n >= FEWEST_OVERRIDES && tally->n > tally->n_seen - tally->n;
}

/* --- on the worker thread ----------------------------------------------------------------------------------------- */

typedef gboolean (*RowReader) (SmtMeasures *measures, sqlite3_stmt *row, gpointer data);

/* Hands every row of a query to @reader. */
static gboolean
read_rows (SmtJournalDb *db, const char *sql, RowReader reader, SmtMeasures *measures, gpointer data, GError **error)
{
  g_autoptr (sqlite3_stmt) select = smt_journal_db_prepare (db, sql, error);
  gboolean row = TRUE;

  while (select != NULL && smt_journal_db_next (db, select, &row, error))
    {
      if (!row)
        return TRUE;
      if (!reader (measures, select, data))
        {
          return smt_journal_damaged (error, "a decision cannot be read");
        }
    }

  return FALSE;
}

static gboolean
read_state (SmtMeasures *measures, sqlite3_stmt *row, gpointer data)
{
  SmtSendState state;

  if (!smt_send_state_parse ((const char *)sqlite3_column_text (row, 0), &state))
    return TRUE;
  if (state == SMT_SEND_DONE)
    measures->n_whole++;
  else if (state == SMT_SEND_PARTIAL)
    measures->n_partial++;
  else if (state == SMT_SEND_UNKNOWN)
    measures->n_unknown++;
  return TRUE;
}

typedef struct
{
  GArray *times; /* of gint64 */
  GArray *acts;  /* of gint64 */
} Spans;

static gboolean
read_span (SmtMeasures *measures, sqlite3_stmt *row, gpointer data)
{
  Spans *spans = data;
  gint64 time = sqlite3_column_int64 (row, 0);
  gint64 acts = sqlite3_column_int64 (row, 1);

  /* a clock that was put back in between measures nothing */
  if (time >= 0)
    {
      g_array_append_val (spans->times, time);
      g_array_append_val (spans->acts, acts);
    }
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

/* The lower one of two in the middle; 0 of nothing. */
static gint64
median (GArray *numbers)
{
  if (numbers->len == 0)
    return 0;
  g_array_sort (numbers, compare_numbers);
  return g_array_index (numbers, gint64, (numbers->len - 1) / 2);
}

static gboolean
measure_spans (SmtJournalDb *db, SmtMeasures *measures, GError **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) acts = g_array_new (FALSE, FALSE, sizeof (gint64));
  Spans spans = { times, acts };

  if (!read_rows (db,
                  "SELECT ended.at - asked.at, (SELECT count (*) FROM decisions AS d"
                  " WHERE d.patient = s.patient AND d.send IS NULL AND d.entry > asked.seq AND d.entry < s.entry)"
                  " FROM sends AS s JOIN send_states AS t ON t.send = s.id AND t.state = 'done'"
                  " JOIN entries AS ended ON ended.seq = t.entry JOIN entries AS asked ON asked.seq ="
                  " (SELECT max (entry) FROM lookups WHERE patient = s.patient AND entry < s.entry)",
                  read_span, measures, &spans, error))
    return FALSE;

  measures->n_timed = times->len;
  measures->median_time = median (times);
  measures->median_decisions = (guint)median (acts);
  return TRUE;
}

/** Met: findings by their identities, each once however often it was looked at. */
typedef struct
{
  GHashTable *seen;
  GHashTable *overridden;
} Met;

static void
add_identities (GHashTable *set, char **identities)
{
  for (guint i = 0; identities != NULL && identities[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (identities[i]));
}

static gboolean
read_sent (SmtMeasures *measures, sqlite3_stmt *row, gpointer data)
{
  Met *met = data;
  g_autoptr (SmtDecision) decision = smt_decision_from_json ((const char *)sqlite3_column_text (row, 0), NULL);

  if (decision == NULL)
    return FALSE;
  measures->n_sent[decision->kind]++;
  add_identities (met->seen, decision->overridden);
  add_identities (met->overridden, decision->overridden);
  return TRUE;
}

/* The note of an entry that was seen with findings holds a flag; one that cannot be read tells of none. */
static gboolean
read_flagged (SmtMeasures *measures, sqlite3_stmt *row, gpointer data)
{
  Met *met = data;
  const char *body = (const char *)sqlite3_column_text (row, 0);
  g_autoptr (GBytes) bytes = g_bytes_new (body, body != NULL ? strlen (body) : 0);
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);
  g_autoptr (SmtFlag) flag = json != NULL ? smt_flag_from_json (smt_json_member (smt_json_root (json), "flag")) : NULL;

  if (flag != NULL)
    add_identities (met->seen, flag->findings);
  return TRUE;
}

/* An identity begins with the name of its code (smt_finding_dup_identity()). */
static SmtTally *
find_tally (SmtMeasures *measures, GHashTable *by_name, const char *identity)
{
  g_autofree char *name = g_strndup (identity, strcspn (identity, "|"));
  SmtTally *tally = g_hash_table_lookup (by_name, name);

  if (tally != NULL)
    return tally;
  tally = g_new0 (SmtTally, 1);
  tally->name = g_steal_pointer (&name);
  g_ptr_array_add (measures->overridden, tally);
  g_hash_table_insert (by_name, tally->name, tally);
  return tally;
}

/* Rules of which something was overridden, with how many of their findings were met. */
static void
tally_up (SmtMeasures *measures, const Met *met)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer identity;

  g_hash_table_iter_init (&iter, met->overridden);
  while (g_hash_table_iter_next (&iter, &identity, NULL))
    find_tally (measures, by_name, identity)->n++;
  g_hash_table_iter_init (&iter, met->seen);
  while (g_hash_table_iter_next (&iter, &identity, NULL))
    {
      g_autofree char *name = g_strndup (identity, strcspn (identity, "|"));
      SmtTally *tally = g_hash_table_lookup (by_name, name);

      if (tally != NULL)
        tally->n_seen++;
    }
}

static int
compare_tallies (gconstpointer a, gconstpointer b)
{
  const SmtTally *first = *(const SmtTally *const *)a;
  const SmtTally *second = *(const SmtTally *const *)b;

  return first->n != second->n ? (first->n < second->n ? 1 : -1) : strcmp (first->name, second->name);
}

static gboolean
measure_decisions (SmtJournalDb *db, SmtMeasures *measures, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) overridden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Met met = { seen, overridden };

  /* what closes a draft has no decision of its own: it is the one before */
  if (!read_rows (db,
                  "SELECT d.decision FROM decisions AS c JOIN decisions AS d ON d.row ="
                  " (SELECT max (row) FROM decisions WHERE patient = c.patient AND key = c.key AND row < c.row)"
                  " WHERE c.decision IS NULL AND c.send IS NOT NULL AND d.decision IS NOT NULL",
                  read_sent, measures, &met, error)
      || !read_rows (db, "SELECT body FROM notes WHERE kind = '" SMT_NOTE_FLAGGED "'", read_flagged, measures, &met,
                     error))
    return FALSE;

  tally_up (measures, &met);
  g_ptr_array_sort (measures->overridden, compare_tallies);
  return TRUE;
}

static gpointer
load_measures (SmtJournalDb *db, gpointer input, GError **error)
{
  g_autoptr (SmtMeasures) measures = g_new0 (SmtMeasures, 1);

  measures->overridden = g_ptr_array_new_with_free_func (tally_free);
  if (!smt_journal_db_ready (db, error)
      || !read_rows (db,
                     "SELECT (SELECT state FROM send_states WHERE send = s.id ORDER BY row DESC LIMIT 1)"
                     " FROM sends AS s",
                     read_state, measures, NULL, error)
      || !measure_spans (db, measures, error) || !measure_decisions (db, measures, error))
    return NULL;
  return g_steal_pointer (&measures);
}

/* --- public API --------------------------------------------------------------------------------------------------- */

static void
free_measures (gpointer data)
{
  smt_measures_free (data);
}

/**
 * smt_journal_load_measures_async:
 * @self: a journal
 * @cancellable: (nullable): stops the waiting
 * @callback: called with the result
 * @data: for @callback
 *
 * Counts over everything that is kept; what was purged is not counted.
 */
void
smt_journal_load_measures_async (SmtJournal *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_return_if_fail (SMT_IS_JOURNAL (self));

  _smt_journal_ask (self, G_STRFUNC, NULL, NULL, load_measures, free_measures, cancellable, callback, data);
}

/**
 * smt_journal_load_measures_finish:
 * @self: a journal
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the measures
 */
SmtMeasures *
smt_journal_load_measures_finish (SmtJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
