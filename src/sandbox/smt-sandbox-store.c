/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-store.h"

#include <string.h>

#include "sandbox/smt-sandbox-statement.h"
#include "sandbox/smt-sandbox-template.h"

/* clang-format off */
G_DEFINE_QUARK (smt-sandbox-store-error-quark, smt_sandbox_store_error)
/* clang-format on */

static void
patient_free (gpointer data)
{
  SmtSandboxPatient *patient = data;

  g_free (patient->key);
  g_free (patient->number);
  smt_sandbox_record_free (patient->record);
  g_hash_table_unref (patient->hidden);
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

static SmtJsonCursor
person_of (const SmtSandboxRecord *record)
{
  SmtSandboxEntry *person = smt_sandbox_record_first (record, "Patient");

  return person != NULL ? smt_sandbox_entry_resource (person) : SMT_JSON_NOWHERE;
}

static SmtSandboxPatient *
add_patient (SmtSandboxStore *store, SmtSandboxRecord *record, const char *key, GError **error)
{
  SmtJsonCursor person = person_of (record);
  SmtSandboxPatient *patient;

  if (!smt_json_exists (person) || smt_sandbox_store_find_person (store, person) != NULL)
    {
      g_set_error (error, SMT_SANDBOX_STORE_ERROR, SMT_SANDBOX_STORE_ERROR_PATIENT,
                   "%s: no patient, or one that stands in another file", key);
      smt_sandbox_record_free (record);
      return NULL;
    }
  patient = g_new0 (SmtSandboxPatient, 1);
  patient->key = g_strdup (key);
  patient->number = smt_sandbox_record_number (record);
  patient->record = record;
  patient->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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

static void
restore_hidden (SmtSandboxPatient *patient, SmtJsonCursor kept)
{
  SmtJsonIter iter;
  SmtJsonCursor url;

  smt_json_iter_init (&iter, kept);
  while (smt_json_iter_next (&iter, NULL, &url))
    if (smt_json_type (url) == SMT_JSON_STRING)
      g_hash_table_add (patient->hidden, smt_json_dup_string (url));
}

static gboolean
restore_patient (SmtSandboxStore *store, SmtJsonCursor kept, GError **error)
{
  guint at = 0;
  SmtSandboxRecord *record = smt_sandbox_record_read (smt_json_member (kept, "record"), &at, NULL);
  g_autofree char *key = smt_sandbox_json_text (kept, "key");
  SmtSandboxPatient *patient;
  SmtJsonIter iter;
  SmtJsonCursor recall;

  if (record == NULL)
    {
      g_set_error (error, SMT_SANDBOX_STORE_ERROR, SMT_SANDBOX_STORE_ERROR_STATE, "%s: a patient without a record",
                   store->state_path);
      return FALSE;
    }
  if (key == NULL) /* a state of before templates had names */
    key = smt_sandbox_record_number (record);
  patient = add_patient (store, record, key != NULL ? key : "", error);
  if (patient == NULL)
    return FALSE;
  patient->lookup_id = smt_sandbox_json_text (kept, "lookupId");
  patient->lookup_at = read_int (kept, "lookupAt");
  patient->other_writer = smt_sandbox_json_true (kept, "otherWriter");
  patient->lookups = (guint)read_int (kept, "lookups");
  patient->sends = (guint)read_int (kept, "sends");
  patient->applied = (guint)read_int (kept, "applied");
  patient->refused = (guint)read_int (kept, "refused");
  restore_hidden (patient, smt_json_member (kept, "hidden"));
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

/* By the number that a name begins with, so that 10 comes after 9. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *)a;
  const char *two = *(const char *const *)b;
  guint64 number_one = g_ascii_strtoull (one, NULL, 10);
  guint64 number_two = g_ascii_strtoull (two, NULL, 10);

  if (number_one != number_two)
    return number_one < number_two ? -1 : 1;
  return strcmp (one, two);
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

/* A patient of the kept state goes on as there; a template that is new since then is added. */
static gboolean
load_template (SmtSandboxStore *store, const char *folder, const char *name, gboolean restored, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *key = g_strndup (name, strlen (name) - strlen (".json"));
  SmtSandboxRecord *record;

  if (smt_sandbox_store_find (store, key) != NULL)
    return TRUE;
  record = smt_sandbox_template_load (path, &store->clock, error);
  if (record != NULL && restored && smt_sandbox_store_find_person (store, person_of (record)) != NULL)
    {
      smt_sandbox_record_free (record);
      return TRUE;
    }
  return record != NULL && add_patient (store, record, key, error) != NULL;
}

/**
 * smt_sandbox_store_load:
 * @store: an empty store
 * @folder: the folder with the patient templates and practitioners.json
 * @error: set when a file cannot be read or understood
 *
 * Reads the state file when there is one; the patients in it go on where they were. All other templates are filled with
 * today's dates.
 *
 * Returns: whether the store is ready
 */
gboolean
smt_sandbox_store_load (SmtSandboxStore *store, const char *folder, GError **error)
{
  g_autofree char *practitioners = g_build_filename (folder, "practitioners.json", NULL);
  g_autoptr (GPtrArray) names = list_templates (folder, error);
  gboolean restored;

  if (names == NULL || !load_practitioners (store, practitioners, error))
    return FALSE;
  restored = store->state_path != NULL && g_file_test (store->state_path, G_FILE_TEST_EXISTS);
  if (restored && !restore (store, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!load_template (store, folder, g_ptr_array_index (names, i), restored, error))
      return FALSE;
  return smt_sandbox_store_save (store, error);
}

static void
write_count (SmtJsonWriter *writer, const char *key, gint64 value)
{
  smt_json_writer_key (writer, key);
  smt_json_writer_int (writer, value);
}

static void
write_hidden (SmtJsonWriter *writer, const SmtSandboxPatient *patient)
{
  GHashTableIter iter;
  gpointer url;

  smt_json_writer_key (writer, "hidden");
  smt_json_writer_begin_array (writer);
  g_hash_table_iter_init (&iter, patient->hidden);
  while (g_hash_table_iter_next (&iter, &url, NULL))
    smt_json_writer_string (writer, url);
  smt_json_writer_end_array (writer);
}

static void
write_patient (SmtJsonWriter *writer, const SmtSandboxPatient *patient, const char *stamp)
{
  g_autofree char *record = smt_sandbox_record_to_json (patient->record, stamp);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "key", patient->key);
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
  write_hidden (writer, patient);
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
 * @number_or_key: (nullable): a national number, or the name of a template such as "1-ada"
 *
 * Returns: (transfer none) (nullable): that patient
 */
SmtSandboxPatient *
smt_sandbox_store_find (SmtSandboxStore *store, const char *number_or_key)
{
  for (guint i = 0; number_or_key != NULL && i < store->patients->len; i++)
    {
      SmtSandboxPatient *patient = g_ptr_array_index (store->patients, i);

      if (g_strcmp0 (patient->number, number_or_key) == 0 || strcmp (patient->key, number_or_key) == 0)
        return patient;
    }
  return NULL;
}

static gboolean
has_identifier (SmtJsonCursor person, const char *number)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, smt_json_member (person, "identifier"));
  while (number != NULL && smt_json_iter_next (&iter, NULL, &identifier))
    if (smt_json_string_equals (smt_json_member (identifier, "value"), number))
      return TRUE;
  return FALSE;
}

static gboolean
same_text (SmtJsonCursor a, SmtJsonCursor b, const char *path)
{
  g_autofree char *text_a = smt_sandbox_json_text (a, path);
  g_autofree char *text_b = smt_sandbox_json_text (b, path);

  return text_a != NULL && g_strcmp0 (text_a, text_b) == 0;
}

/**
 * smt_sandbox_store_find_person:
 * @store: the store
 * @person: a Patient resource
 *
 * Without a number SFM finds the patient by name, birth date and gender together (G/getMedication).
 *
 * Returns: (transfer none) (nullable): that patient
 */
SmtSandboxPatient *
smt_sandbox_store_find_person (SmtSandboxStore *store, SmtJsonCursor person)
{
  static const char *const paths[] = { "name/0/family", "name/0/given/0", "birthDate", "gender" };
  gboolean numbered = smt_json_length (smt_json_member (person, "identifier")) > 0;

  for (guint i = 0; i < store->patients->len; i++)
    {
      SmtSandboxPatient *patient = g_ptr_array_index (store->patients, i);
      gboolean same = numbered ? has_identifier (person, patient->number) : TRUE;

      for (guint k = 0; k < G_N_ELEMENTS (paths) && !numbered && same; k++)
        same = same_text (person, person_of (patient->record), paths[k]);
      if (same)
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

/**
 * smt_sandbox_patient_shown:
 * @patient: a patient
 *
 * Returns: (transfer full) (element-type SmtSandboxStatement): the statements that the newest lookup showed
 */
GPtrArray *
smt_sandbox_patient_shown (const SmtSandboxPatient *patient)
{
  GPtrArray *statements = smt_sandbox_statements (patient->record);

  for (guint i = statements->len; i > 0; i--)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i - 1);

      if (g_hash_table_contains (patient->hidden, statement->entry->full_url))
        g_ptr_array_remove_index (statements, i - 1);
    }
  return statements;
}
