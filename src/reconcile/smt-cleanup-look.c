/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a look at a patient says of the entries that were flagged before, and which it flags now.
 */
#include "reconcile/smt-cleanup.h"

#include <string.h>

#define OF_FILE "entry:"
#define OF_PRESCRIPTION "rx:"

/** Looking: one look. */
typedef struct
{
  GPtrArray *entries; /* of SmtCleanup; borrowed */
  GHashTable *known;  /* "patient\nkey" → SmtCleanup */
  const char *patient;
  const SmtReconciliation *reconciliation;
  SmtInstant at;
  GPtrArray *sights; /* of SmtCleanupSight */
} Looking;

/** smt_cleanup_sight_free: @sight (transfer full) */
void
smt_cleanup_sight_free (SmtCleanupSight *sight)
{
  g_return_if_fail (sight != NULL);

  g_clear_pointer (&sight->flag, smt_flag_unref);
  g_free (sight);
}

static char *
known_key (const char *patient, const char *key)
{
  return g_strconcat (patient, "\n", key, NULL);
}

/**
 * smt_cleanup_dup_file_key:
 * @entry: what a findings file calls an entry; PLL ids and ReseptIds are UUIDs, which may be written in capitals
 *
 * Returns: (transfer full): the key of such an entry whose patient nobody knows yet
 */
char *
smt_cleanup_dup_file_key (const char *entry)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (entry != NULL, NULL);

  lower = g_ascii_strdown (entry, -1);
  return g_strconcat (OF_FILE, lower, NULL);
}

static SmtCleanup *
find_entry (const Looking *looking, const char *patient, const char *key)
{
  g_autofree char *known = known_key (patient, key);

  return g_hash_table_lookup (looking->known, known);
}

static void
see (Looking *looking, SmtCleanup *entry, SmtCleanupEventKind kind, const SmtFlag *flag)
{
  const SmtCleanupEvent event = { .kind = kind, .flag = flag, .at = looking->at };
  SmtCleanupSight *sight;

  if (!smt_cleanup_apply (entry, &event))
    return;

  sight = g_new0 (SmtCleanupSight, 1);
  sight->entry = entry;
  sight->event = event;
  sight->flag = flag != NULL ? smt_flag_ref (flag) : NULL;
  g_ptr_array_add (looking->sights, sight);
}

/* What a row without a flag says of its entry; SMT_N_CLEANUP_EVENTS where it says nothing: what is paused is not
 * checked. */
static SmtCleanupEventKind
event_of_quiet (const SmtTreatment *treatment)
{
  switch (treatment->state)
    {
    case SMT_TREATMENT_ACTIVE:
    case SMT_TREATMENT_PLANNED_STOP:
      return SMT_CLEANUP_SAW_CLEAR;
    case SMT_TREATMENT_STOPPED:
    case SMT_TREATMENT_EXPIRED:
    case SMT_TREATMENT_ORPHAN:
      return SMT_CLEANUP_SAW_STOPPED;
    case SMT_TREATMENT_PAUSED:
    default:
      return SMT_N_CLEANUP_EVENTS;
    }
}

/* --- entries of findings files --------------------------------------------------------------------------------------
 */

static void
see_in_file (Looking *looking, const char *name, SmtCleanupEventKind kind)
{
  g_autofree char *key = name != NULL ? smt_cleanup_dup_file_key (name) : NULL;
  SmtCleanup *entry = key != NULL ? find_entry (looking, "", key) : NULL;

  if (entry != NULL)
    see (looking, entry, kind, NULL);
}

/* A file may name the entry, or any prescription that it has had. */
static void
see_in_files (Looking *looking, const SmtTreatment *treatment, SmtCleanupEventKind kind)
{
  g_autofree char *name = smt_treatment_dup_name (treatment);

  if (kind == SMT_N_CLEANUP_EVENTS)
    return;
  see_in_file (looking, name, kind);
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    see_in_file (looking, ((const SmtPrescription *)g_ptr_array_index (treatment->prescriptions, i))->prescription_id,
                 kind);
}

/* --- rows -----------------------------------------------------------------------------------------------------------
 */

static void
see_row (Looking *looking, const SmtRow *row)
{
  g_autoptr (SmtFlag) flag = smt_flag_new_for_row (row);
  SmtCleanup *entry = find_entry (looking, looking->patient, row->treatment->key);
  SmtCleanupEventKind quiet = event_of_quiet (row->treatment);

  see_in_files (looking, row->treatment, flag != NULL ? SMT_CLEANUP_SAW_PATIENT : quiet);
  if (flag == NULL)
    {
      if (entry != NULL && quiet != SMT_N_CLEANUP_EVENTS)
        see (looking, entry, quiet, NULL);
      return;
    }
  if (entry == NULL)
    {
      entry = smt_cleanup_new (looking->patient, row->treatment->key);
      g_ptr_array_add (looking->entries, entry);
      g_hash_table_insert (looking->known, known_key (entry->patient, entry->key), entry);
    }
  see (looking, entry, SMT_CLEANUP_SAW_FLAGGED, flag);
}

/* --- what is on the list no more ------------------------------------------------------------------------------------
 */

/* (nullable): the row that a loose prescription has gone into. */
static const SmtRow *
find_successor (const Looking *looking, const char *key)
{
  if (!g_str_has_prefix (key, OF_PRESCRIPTION))
    return NULL;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (looking->reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (looking->reconciliation, i);

      for (guint j = 0; j < row->treatment->prescriptions->len; j++)
        if (g_strcmp0 (((const SmtPrescription *)g_ptr_array_index (row->treatment->prescriptions, j))->prescription_id,
                       key + strlen (OF_PRESCRIPTION))
            == 0)
          return row;
    }
  return NULL;
}

/* Only a list that was read whole, with nothing locked away, says that something is not on it. */
static gboolean
shows_everything (const SmtList *list)
{
  return smt_list_was_read (list) && (list->restrictions & SMT_RESTRICTION_RF_LOCKED_EXIST) == 0;
}

static void
see_missing (Looking *looking, SmtCleanup *entry)
{
  const SmtRow *successor = find_successor (looking, entry->key);
  g_autoptr (SmtFlag) flag = successor != NULL ? smt_flag_new_for_row (successor) : NULL;
  SmtCleanupEventKind quiet = successor != NULL ? event_of_quiet (successor->treatment) : SMT_CLEANUP_SAW_GONE;

  if (successor == NULL && !shows_everything (smt_reconciliation_get_list (looking->reconciliation)))
    return;
  /* flagged, it stands in the queue as what it has become */
  if (flag != NULL)
    see (looking, entry, SMT_CLEANUP_SAW_GONE, NULL);
  else if (quiet != SMT_N_CLEANUP_EVENTS)
    see (looking, entry, quiet, NULL);
}

/**
 * smt_cleanup_look:
 * @entries: (element-type SmtCleanup): those of the patient, and of findings files; what is flagged for the first time
 *   is added
 * @patient: key in the journal
 * @reconciliation: the list as it was just looked up
 * @at: when
 *
 * Applies what the look says to every entry it speaks of.
 *
 * Returns: (element-type SmtCleanupSight) (transfer full): what is news in it, to be remembered
 */
GPtrArray *
smt_cleanup_look (GPtrArray *entries, const char *patient, const SmtReconciliation *reconciliation, SmtInstant at)
{
  Looking looking = { .entries = entries, .patient = patient, .reconciliation = reconciliation, .at = at };
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint before = entries->len;

  looking.known = known;
  looking.sights = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_cleanup_sight_free);
  for (guint i = 0; i < before; i++)
    {
      SmtCleanup *entry = g_ptr_array_index (entries, i);

      g_hash_table_insert (known, known_key (entry->patient, entry->key), entry);
    }
  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    see_row (&looking, smt_reconciliation_get_row (reconciliation, i));
  for (guint i = 0; i < before; i++)
    {
      SmtCleanup *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->patient, patient) && entry->flag != NULL
          && smt_reconciliation_find_row (reconciliation, entry->key) == NULL)
        see_missing (&looking, entry);
    }

  return looking.sights;
}
