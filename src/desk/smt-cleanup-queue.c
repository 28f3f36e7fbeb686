/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-cleanup-queue.h"

#include "base/smt-json-writer.h"
#include "base/smt-text.h"
#include "desk/smt-cleanup-private.h"
#include "desk/smt-work-list.h"

#define MOST_DAYS 365
#define MANY 1000 /* entries: to free them takes about a millisecond */

/* --- notes ----------------------------------------------------------------------------------------------------------
 */

/* The words a stored sight is known by. */
static const char *const sights[] = {
  [SMT_CLEANUP_SAW_CLEAR] = "clear",
  [SMT_CLEANUP_SAW_STOPPED] = "stopped",
  [SMT_CLEANUP_SAW_GONE] = "gone",
  [SMT_CLEANUP_SAW_PATIENT] = "found",
};

/* @person: (nullable): JSON */
SmtNote *
_smt_cleanup_note_flag (const char *patient, const char *key, const SmtFlag *flag, const char *person)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *json = smt_flag_to_json (flag);
  g_autofree char *body = NULL;

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "flag");
  smt_json_writer_raw (writer, json, -1);
  if (person != NULL)
    {
      smt_json_writer_key (writer, "person");
      smt_json_writer_raw (writer, person, -1);
    }
  smt_json_writer_end_object (writer);
  body = smt_json_writer_finish (writer);
  return smt_note_new (SMT_NOTE_FLAGGED, patient, key, body);
}

static SmtNote *
note_sight (const SmtCleanupSight *sight, const char *person)
{
  g_autoptr (SmtJsonWriter) writer = NULL;
  g_autofree char *body = NULL;

  if (sight->event.kind == SMT_CLEANUP_SAW_FLAGGED)
    return _smt_cleanup_note_flag (sight->entry->patient, sight->entry->key, sight->flag, person);

  writer = smt_json_writer_new ();
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "saw", sights[sight->event.kind]);
  smt_json_writer_end_object (writer);
  body = smt_json_writer_finish (writer);
  return smt_note_new (SMT_NOTE_UNFLAGGED, sight->entry->patient, sight->entry->key, body);
}

/* --- folding --------------------------------------------------------------------------------------------------------
 */

/* The entry of that key; made where it is not known yet. */
SmtCleanup *
_smt_cleanup_fold_get (SmtCleanupFold *fold, const char *patient, const char *key)
{
  g_autofree char *known = g_strconcat (patient, "\n", key, NULL);
  SmtCleanup *entry = g_hash_table_lookup (fold->known, known);

  if (entry != NULL)
    return entry;
  entry = smt_cleanup_new (patient, key);
  g_ptr_array_add (fold->entries, entry);
  g_hash_table_insert (fold->known, g_steal_pointer (&known), entry);
  return entry;
}

static gboolean
read_sight (SmtJsonCursor word, SmtCleanupEventKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    if (sights[i] != NULL && smt_json_string_equals (word, sights[i]))
      {
        *kind = (SmtCleanupEventKind)i;
        return TRUE;
      }
  return FALSE;
}

/* A note that cannot be read is an error, never an entry less. */
static gboolean
take_note (SmtCleanupFold *fold, const SmtFlagRecord *record, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (record->body, strlen (record->body));
  g_autoptr (SmtJson) json = smt_json_read (bytes, NULL);
  SmtJsonCursor root = json != NULL ? smt_json_root (json) : SMT_JSON_NOWHERE;
  SmtJsonCursor person = smt_json_member (root, "person");
  g_autoptr (SmtFlag) flag = NULL;
  SmtCleanupEvent event = { .kind = SMT_CLEANUP_SAW_FLAGGED, .at = record->at };
  gboolean read;

  if (g_str_equal (record->note, SMT_NOTE_FLAGGED))
    {
      flag = smt_flag_from_json (smt_json_member (root, "flag"));
      event.flag = flag;
      read = flag != NULL;
    }
  else
    read = read_sight (smt_json_member (root, "saw"), &event.kind);
  if (!read)
    {
      g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a flagged entry cannot be read");
      return FALSE;
    }
  if (smt_json_exists (person))
    g_hash_table_replace (fold->people, g_strdup (record->patient), smt_json_dup_bytes (person));
  smt_cleanup_apply (_smt_cleanup_fold_get (fold, record->patient, record->key), &event);
  return TRUE;
}

static gboolean
take_message (SmtCleanupFold *fold, const SmtFlagRecord *record, GError **error)
{
  g_autofree char *name = g_strconcat (record->patient, "\n", record->key, NULL);
  SmtThreadMessage *message = smt_thread_message_from_json (record->body);
  GPtrArray *thread = g_hash_table_lookup (fold->threads, name);

  if (message == NULL)
    {
      g_set_error_literal (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "a message cannot be read");
      return FALSE;
    }
  message->at = record->at;
  if (thread == NULL)
    {
      thread = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_thread_message_free);
      g_hash_table_insert (fold->threads, g_steal_pointer (&name), thread);
    }
  g_ptr_array_add (thread, message);
  return TRUE;
}

static gboolean
take_record (SmtCleanupFold *fold, const SmtFlagRecord *record, GError **error)
{
  static const SmtCleanupEventKind kinds[] = {
    [SMT_FLAG_RECORD_DECIDED] = SMT_CLEANUP_WAS_DECIDED,
    [SMT_FLAG_RECORD_UNDONE] = SMT_CLEANUP_WAS_UNDONE,
    [SMT_FLAG_RECORD_SENT] = SMT_CLEANUP_WAS_SENT,
    [SMT_FLAG_RECORD_ENDED] = SMT_CLEANUP_WAS_ENDED,
  };
  SmtCleanupEvent event = { .decision = record->decision, .at = record->at };

  if (record->kind != SMT_FLAG_RECORD_NOTE)
    {
      event.kind = kinds[record->kind];
      smt_cleanup_apply (_smt_cleanup_fold_get (fold, record->patient, record->key), &event);
      return TRUE;
    }
  if (g_str_equal (record->note, SMT_NOTE_THREAD))
    return take_message (fold, record, error);
  return take_note (fold, record, error);
}

void
_smt_cleanup_fold_clear (SmtCleanupFold *fold)
{
  g_clear_pointer (&fold->entries, g_ptr_array_unref);
  g_clear_pointer (&fold->known, g_hash_table_unref);
  g_clear_pointer (&fold->people, g_hash_table_unref);
  g_clear_pointer (&fold->threads, g_hash_table_unref);
}

gboolean
_smt_cleanup_fold (SmtCleanupFold *fold, GPtrArray *records, GError **error)
{
  fold->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_cleanup_free);
  fold->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fold->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fold->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < records->len; i++)
    if (!take_record (fold, g_ptr_array_index (records, i), error))
      return FALSE;

  return TRUE;
}

/* --- the order ------------------------------------------------------------------------------------------------------
 */

static int
dispense_rank (SmtDispense dispense)
{
  return dispense == SMT_DISPENSE_POSSIBLE ? 0 : dispense == SMT_DISPENSE_UNKNOWN ? 1 : 2;
}

static int
compare_entries (gconstpointer left, gconstpointer right)
{
  const SmtCleanup *a = *(SmtCleanup *const *)left;
  const SmtCleanup *b = *(SmtCleanup *const *)right;
  gboolean a_remains = smt_cleanup_remains (a->state);
  gboolean b_remains = smt_cleanup_remains (b->state);
  int order = (int)b_remains - (int)a_remains;

  if (order == 0 && !a_remains) /* what was settled last stands first */
    return a->since == b->since ? g_strcmp0 (a->key, b->key) : a->since > b->since ? -1 : 1;
  if (order == 0)
    order = dispense_rank (a->flag->dispense) - dispense_rank (b->flag->dispense);
  if (order == 0)
    order = (int)b->flag->severity_class - (int)a->flag->severity_class;
  if (order == 0 && a->first != b->first)
    order = a->first < b->first ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (a->key, b->key);
}

static void
name_people (SmtCleanupQueue *self)
{
  GHashTableIter iter;
  gpointer patient, person;

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, &patient, &person))
    {
      g_autoptr (SmtWorkItem) item = smt_work_item_new_from_json (person, NULL);

      if (item != NULL)
        g_hash_table_insert (self->names, g_strdup (patient), smt_patient_dup_name (smt_work_item_get_patient (item)));
    }
}

/* What a search looks in; a line each, so that no words are found across two of them. */
static void
fold_words (SmtCleanupQueue *self)
{
  self->folded = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (self->entries, i);
      const SmtFlag *flag = entry->flag;
      const char *name = smt_cleanup_queue_get_name (self, entry);
      const char *prescription = flag->evidence != NULL ? flag->evidence->prescription : NULL;
      const char *const parts[] = { name,     flag->medicine, flag->atc, flag->entry,
                                    flag->nb, flag->nn,       flag->en,  prescription };
      g_autoptr (GString) words = g_string_new (NULL);

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        g_string_append_printf (words, "%s\n", parts[j] != NULL ? parts[j] : "");
      g_ptr_array_add (self->folded, smt_text_fold (words->str));
    }
}

/**
 * smt_cleanup_queue_new:
 * @records: (element-type SmtFlagRecord): what the journal keeps of everybody, in order
 * @today: the last day of the curve
 * @error: return location; %SMT_JOURNAL_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): the queue
 */
SmtCleanupQueue *
smt_cleanup_queue_new (GPtrArray *records, SmtDate today, GError **error)
{
  g_auto (SmtCleanupFold) fold = { 0 };
  SmtCleanupQueue *self;

  g_return_val_if_fail (records != NULL, NULL);

  if (!_smt_cleanup_fold (&fold, records, error))
    return NULL;

  self = g_new0 (SmtCleanupQueue, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_ptr_array_new ();
  for (guint i = 0; i < fold.entries->len; i++)
    {
      SmtCleanup *entry = g_ptr_array_index (fold.entries, i);

      if (entry->flag == NULL || entry->state == SMT_CLEANUP_FOUND)
        continue;
      g_ptr_array_add (self->entries, entry);
      self->n_remaining += smt_cleanup_remains (entry->state) ? 1 : 0;
    }
  g_ptr_array_sort (self->entries, compare_entries);
  self->all = g_steal_pointer (&fold.entries);
  self->people = g_steal_pointer (&fold.people);
  self->threads = g_steal_pointer (&fold.threads);
  self->curve = smt_cleanup_curve (self->all, today, MOST_DAYS);
  name_people (self);
  fold_words (self);
  return self;
}

/** smt_cleanup_queue_ref: Returns: (transfer full): @self */
SmtCleanupQueue *
smt_cleanup_queue_ref (SmtCleanupQueue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static gpointer
queue_free (gpointer data)
{
  SmtCleanupQueue *self = data;

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->folded);
  g_ptr_array_unref (self->all);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->threads);
  g_array_unref (self->curve);
  g_free (self);
  return NULL;
}

/** smt_cleanup_queue_unref: @self (transfer full). A large one is taken down by a thread of its own: nobody waits for
 * it */
void
smt_cleanup_queue_unref (SmtCleanupQueue *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->all->len < MANY)
    queue_free (self);
  else
    g_thread_unref (g_thread_new ("smt-cleanup-free", queue_free, self));
}

/**
 * smt_cleanup_queue_make_item:
 * @self: a queue
 * @entry: of it
 *
 * Returns: (transfer full) (nullable): whose entry it is; %NULL where nobody here knows
 */
SmtWorkItem *
smt_cleanup_queue_make_item (SmtCleanupQueue *self, const SmtCleanup *entry)
{
  const char *person;

  g_return_val_if_fail (self != NULL && entry != NULL, NULL);

  person = g_hash_table_lookup (self->people, entry->patient);
  return person != NULL ? smt_work_item_new_from_json (person, NULL) : NULL;
}

/** smt_cleanup_queue_get_name: Returns: (transfer none) (nullable): whose @entry is, in words; %NULL where nobody knows
 */
const char *
smt_cleanup_queue_get_name (SmtCleanupQueue *self, const SmtCleanup *entry)
{
  g_return_val_if_fail (self != NULL && entry != NULL, NULL);

  return g_hash_table_lookup (self->names, entry->patient);
}

/**
 * smt_cleanup_queue_contains:
 * @self: a queue
 * @index: of one of its entries
 * @folded: words of smt_text_fold()
 *
 * Returns: whether they stand in the name of the patient or of the medicine, in the id, or in what was found
 */
gboolean
smt_cleanup_queue_contains (SmtCleanupQueue *self, guint index, const char *folded)
{
  g_return_val_if_fail (self != NULL && index < self->entries->len && folded != NULL, FALSE);

  return strstr (g_ptr_array_index (self->folded, index), folded) != NULL;
}

/**
 * smt_cleanup_queue_get_thread:
 * @self: a queue
 * @entry: of it
 *
 * Returns: (transfer none) (nullable) (element-type SmtThreadMessage): what has been said of the entry, in order
 */
GPtrArray *
smt_cleanup_queue_get_thread (SmtCleanupQueue *self, const SmtCleanup *entry)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL && entry != NULL, NULL);

  name = g_strconcat (entry->patient, "\n", entry->key, NULL);
  return g_hash_table_lookup (self->threads, name);
}

/* --- what a look leaves ---------------------------------------------------------------------------------------------
 */

/**
 * smt_cleanup_look_notes:
 * @records: (element-type SmtFlagRecord): what the journal keeps of the patient
 * @patient: key
 * @reconciliation: the list as it was just looked up
 * @at: when
 * @error: return location; %SMT_JOURNAL_ERROR_DAMAGED
 *
 * Returns: (transfer full) (element-type SmtNote) (nullable): what is to be remembered; empty where nothing is news
 */
GPtrArray *
smt_cleanup_look_notes (GPtrArray *records,
                        const char *patient,
                        const SmtReconciliation *reconciliation,
                        SmtInstant at,
                        GError **error)
{
  g_auto (SmtCleanupFold) fold = { 0 };
  g_autoptr (GPtrArray) seen = NULL;
  g_autofree char *person = NULL;
  GPtrArray *notes;

  g_return_val_if_fail (records != NULL && patient != NULL && reconciliation != NULL, NULL);

  if (!_smt_cleanup_fold (&fold, records, error))
    return NULL;

  person = smt_work_item_person_to_json (smt_reconciliation_get_list (reconciliation)->patient);
  seen = smt_cleanup_look (fold.entries, patient, reconciliation, at);
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  for (guint i = 0; i < seen->len; i++)
    g_ptr_array_add (notes, note_sight (g_ptr_array_index (seen, i), person));

  return notes;
}
