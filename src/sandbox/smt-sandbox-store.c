/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-store.h"

#include <string.h>

#include "sandbox/smt-sandbox-statement.h"
#include "sandbox/smt-sandbox-template.h"

G_DEFINE_QUARK (smt - sandbox - store - error - quark, smt_sandbox_store_error)

static void
patient_free (gpointer data)
{
  SmtSandboxPatient *patient = data;

  g_free (patient->number);
  smt_sandbox_record_free (patient->record);
  g_free (patient->lookup_id);
  g_ptr_array_unref (patient->recalls);
  g_free (patient);
}

/**
 * smt_sandbox_store_new:
 * @state_path: (nullable): the file that keeps the state; %NULL keeps it in memory only
 *
 * Returns: (transfer full): an empty store
 */
SmtSandboxStore *
smt_sandbox_store_new (const char *state_path)
{
  SmtSandboxStore *store = g_new0 (SmtSandboxStore, 1);

  store->state_path = g_strdup (state_path);
  store->patients = g_ptr_array_new_with_free_func (patient_free);
  store->doctors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return store;
}

/**
 * smt_sandbox_store_free:
 * @store: (transfer full) (nullable): the store
 */
void
smt_sandbox_store_free (SmtSandboxStore *store)
{
  if (store == NULL)
    return;
  g_free (store->state_path);
  g_ptr_array_unref (store->patients);
  g_hash_table_unref (store->doctors);
  g_free (store);
}

static SmtSandboxPatient *
add_patient (SmtSandboxStore *store, SmtSandboxRecord *record, const char *from, GError **error)
{
  g_autofree char *number = smt_sandbox_record_number (record);
  SmtSandboxPatient *patient;

  if (number == NULL || smt_sandbox_store_find (store, number) != NULL)
    {
      g_set_error (error, SMT_SANDBOX_STORE_ERROR, SMT_SANDBOX_STORE_ERROR_PATIENT,
                   "%s: no national number, or one that another patient has", from);
      smt_sandbox_record_free (record);
      return NULL;
    }
  patient = g_new0 (SmtSandboxPatient, 1);
  patient->number = g_steal_pointer (&number);
  patient->record = record;
  patient->recalls = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (store->patients, patient);
  return patient;
}

static gint64
read_int (SmtJsonCursor object, const char *key)
{
  SmtDecimal decimal;
  gint64 value = 0;

  if (smt_json_get_decimal (smt_json_member (object, key), &decimal) && smt_decimal_is_integer (decimal, &value))
    return value;
  return 0;
}

static gboolean
restore_patient (SmtSandboxStore *store, SmtJsonCursor kept, GError **error)
{
  guint at = 0;
  SmtSandboxRecord *record = smt_sandbox_record_read (smt_json_member (kept, "record"), &at, NULL);
  SmtSandboxPatient *patient;
  SmtJsonIter iter;
  SmtJsonCursor recall;

  if (record == NULL)
    {
      g_set_error (error, SMT_SANDBOX_STORE_ERROR, SMT_SANDBOX_STORE_ERROR_STATE, "%s: a patient without a record",
                   store->state_path);
      return FALSE;
    }
  patient = add_patient (store, record, store->state_path, error);
  if (patient == NULL)
    return FALSE;
  patient->lookup_id = smt_sandbox_json_text (kept, "lookupId");
  patient->lookup_at = read_int (kept, "lookupAt");
  patient->other_writer = smt_sandbox_json_true (kept, "otherWriter");
  patient->lookups = (guint)read_int (kept, "lookups");
  patient->sends = (guint)read_int (kept, "sends");
  patient->applied = (guint)read_int (kept, "applied");
  patient->refused = (guint)read_int (kept, "refused");
  smt_json_iter_init (&iter, smt_json_member (kept, "recalls"));
  while (smt_json_iter_next (&iter, NULL, &recall))
    g_ptr_array_add (patient->recalls, smt_json_dup_bytes (recall));
  return TRUE;
}

static gboolean
restore (SmtSandboxStore *store, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (SmtJson) json = NULL;
  SmtJsonIter iter;
  SmtJsonCursor kept;

  if (!g_file_get_contents (store->state_path, &text, &length, error))
    return FALSE;
  json = smt_sandbox_json_read (text, (gssize)length, error);
  if (json == NULL)
    return FALSE;
  store->clock.offset = read_int (smt_json_root (json), "clockOffset");
  smt_json_iter_init (&iter, smt_json_member (smt_json_root (json), "patients"));
  while (smt_json_iter_next (&iter, NULL, &kept))
    if (!restore_patient (store, kept, error))
      return FALSE;
  return TRUE;
}

static gboolean
load_practitioners (SmtSandboxStore *store, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (SmtJson) json = NULL;
  SmtJsonIter iter;
  SmtJsonCursor practitioner;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  json = smt_sandbox_json_read (text, -1, error);
  if (json == NULL)
    return FALSE;
  smt_json_iter_init (&iter, smt_json_member (smt_json_root (json), "practitioners"));
  while (smt_json_iter_next (&iter, NULL, &practitioner))
    {
      char *hpr = smt_sandbox_json_text (practitioner, "hpr");

      if (hpr != NULL && smt_json_string_equals (smt_json_member (practitioner, "category"), "LE"))
        g_hash_table_add (store->doctors, hpr);
      else
        g_free (hpr);
    }
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_templates (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && strcmp (name, "practitioners.json") != 0)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
load_template (SmtSandboxStore *store, const char *path, GError **error)
{
  SmtSandboxRecord *record = smt_sandbox_template_load (path, &store->clock, error);

  return record != NULL && add_patient (store, record, path, error) != NULL;
}

/**
 * smt_sandbox_store_load:
 * @store: an empty store
 * @folder: the folder with the patient templates and practitioners.json
 * @error: set when a file cannot be read or understood
 *
 * Reads the state file when there is one; the patients in it go on where they were. Without one, all templates are
 * filled with today's dates.
 *
 * Returns: whether the store is ready
 */
gboolean
smt_sandbox_store_load (SmtSandboxStore *store, const char *folder, GError **error)
{
  g_autofree char *practitioners = g_build_filename (folder, "practitioners.json", NULL);
  g_autoptr (GPtrArray) names = list_templates (folder, error);

  if (names == NULL || !load_practitioners (store, practitioners, error))
    return FALSE;
  if (store->state_path != NULL && g_file_test (store->state_path, G_FILE_TEST_EXISTS))
    return restore (store, error);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      if (!load_template (store, path, error))
        return FALSE;
    }
  return smt_sandbox_store_save (store, error);
}

static void
write_count (SmtJsonWriter *writer, const char *key, gint64 value)
{
  smt_json_writer_key (writer, key);
  smt_json_writer_int (writer, value);
}

static void
write_patient (SmtJsonWriter *writer, const SmtSandboxPatient *patient, const char *stamp)
{
  g_autofree char *record = smt_sandbox_record_to_json (patient->record, stamp);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "number", patient->number);
  smt_json_writer_member (writer, "lookupId", patient->lookup_id);
  write_count (writer, "lookupAt", patient->lookup_at);
  smt_json_writer_key (writer, "otherWriter");
  smt_json_writer_boolean (writer, patient->other_writer);
  write_count (writer, "lookups", patient->lookups);
  write_count (writer, "sends", patient->sends);
  write_count (writer, "applied", patient->applied);
  write_count (writer, "refused", patient->refused);
  smt_json_writer_key (writer, "recalls");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < patient->recalls->len; i++)
    smt_json_writer_raw (writer, g_ptr_array_index (patient->recalls, i), -1);
  smt_json_writer_end_array (writer);
  smt_json_writer_key (writer, "record");
  smt_json_writer_raw (writer, record, -1);
  smt_json_writer_end_object (writer);
}

/**
 * smt_sandbox_store_save:
 * @store: the store
 * @error: set when the file could not be written
 *
 * Rewrites the state file atomically and waits until it is on the disk.
 *
 * Returns: whether the state is kept
 */
gboolean
smt_sandbox_store_save (SmtSandboxStore *store, GError **error)
{
  g_autoptr (SmtJsonWriter) writer = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *text = NULL;

  if (store->state_path == NULL)
    return TRUE;
  writer = smt_json_writer_new ();
  stamp = smt_sandbox_clock_stamp (&store->clock);
  smt_json_writer_begin_object (writer);
  write_count (writer, "version", 1);
  write_count (writer, "clockOffset", store->clock.offset);
  smt_json_writer_key (writer, "patients");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < store->patients->len; i++)
    write_patient (writer, g_ptr_array_index (store->patients, i), stamp);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
  text = smt_json_writer_finish (writer);
  return g_file_set_contents_full (store->state_path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/**
 * smt_sandbox_store_find:
 * @store: the store
 * @number: (nullable): a national number
 *
 * Returns: (transfer none) (nullable): that patient
 */
SmtSandboxPatient *
smt_sandbox_store_find (SmtSandboxStore *store, const char *number)
{
  for (guint i = 0; number != NULL && i < store->patients->len; i++)
    {
      SmtSandboxPatient *patient = g_ptr_array_index (store->patients, i);

      if (strcmp (patient->number, number) == 0)
        return patient;
    }
  return NULL;
}

/**
 * smt_sandbox_store_knows:
 * @store: the store
 * @resept_id: a ReseptId in small letters
 *
 * Returns: whether any patient has a prescription with that id, whatever became of it
 */
gboolean
smt_sandbox_store_knows (SmtSandboxStore *store, const char *resept_id)
{
  for (guint i = 0; i < store->patients->len; i++)
    {
      SmtSandboxPatient *patient = g_ptr_array_index (store->patients, i);
      g_autoptr (GPtrArray) statements = smt_sandbox_statements (patient->record);

      if (smt_sandbox_statement_by_resept (statements, resept_id) != NULL)
        return TRUE;
    }
  return FALSE;
}
