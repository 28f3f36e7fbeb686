/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-record.h"

#include <string.h>

#define NATIONAL_NUMBER "urn:oid:2.16.578.1.12.4.1.4.1"
#define D_NUMBER "urn:oid:2.16.578.1.12.4.1.4.2"
#define MESSAGE_TYPE "http://ehelse.no/fhir/CodeSystem/sfm-message-type"

static void
entry_clear (gpointer data)
{
  SmtSandboxEntry *entry = data;

  g_free (entry->full_url);
  g_free (entry->type);
  smt_json_unref (entry->json);
}

/**
 * smt_sandbox_entry_new:
 * @full_url: the entry's fullUrl
 * @resource: (transfer none): the resource alone
 *
 * Returns: (transfer full): the entry
 */
SmtSandboxEntry *
smt_sandbox_entry_new (const char *full_url, SmtJson *resource)
{
  SmtSandboxEntry *entry = g_atomic_rc_box_new0 (SmtSandboxEntry);

  entry->full_url = g_strdup (full_url);
  entry->json = smt_json_ref (resource);
  entry->type = smt_sandbox_json_text (smt_json_root (resource), "resourceType");
  return entry;
}

/**
 * smt_sandbox_entry_ref:
 * @entry: an entry
 *
 * Returns: (transfer full): @entry
 */
SmtSandboxEntry *
smt_sandbox_entry_ref (SmtSandboxEntry *entry)
{
  return g_atomic_rc_box_acquire (entry);
}

/**
 * smt_sandbox_entry_unref:
 * @entry: (transfer full): an entry
 */
void
smt_sandbox_entry_unref (SmtSandboxEntry *entry)
{
  g_atomic_rc_box_release_full (entry, entry_clear);
}

/**
 * smt_sandbox_entry_resource:
 * @entry: an entry
 *
 * Returns: its resource
 */
SmtJsonCursor
smt_sandbox_entry_resource (const SmtSandboxEntry *entry)
{
  return smt_json_root (entry->json);
}

/**
 * smt_sandbox_record_new:
 *
 * Returns: (transfer full): a record without entries
 */
SmtSandboxRecord *
smt_sandbox_record_new (void)
{
  SmtSandboxRecord *record = g_new0 (SmtSandboxRecord, 1);

  record->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_sandbox_entry_unref);
  record->parameters = g_ptr_array_new_with_free_func (g_free);
  return record;
}

/**
 * smt_sandbox_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): another with the same entries
 */
SmtSandboxRecord *
smt_sandbox_record_copy (const SmtSandboxRecord *record)
{
  SmtSandboxRecord *copy = smt_sandbox_record_new ();

  for (guint i = 0; i < record->entries->len; i++)
    g_ptr_array_add (copy->entries, smt_sandbox_entry_ref (g_ptr_array_index (record->entries, i)));
  for (guint i = 0; i < record->parameters->len; i++)
    g_ptr_array_add (copy->parameters, g_strdup (g_ptr_array_index (record->parameters, i)));
  return copy;
}

/**
 * smt_sandbox_record_free:
 * @record: (transfer full) (nullable): a record
 */
void
smt_sandbox_record_free (SmtSandboxRecord *record)
{
  if (record == NULL)
    return;
  g_ptr_array_unref (record->entries);
  g_ptr_array_unref (record->parameters);
  g_free (record);
}

static gboolean
read_entry (SmtSandboxRecord *record, SmtJsonCursor element)
{
  g_autofree char *full_url = smt_sandbox_json_text (element, "fullUrl");
  SmtJsonCursor resource = smt_json_member (element, "resource");
  g_autofree char *bytes = NULL;
  g_autoptr (SmtJson) json = NULL;

  if (full_url == NULL || smt_json_type (smt_json_member (resource, "resourceType")) != SMT_JSON_STRING)
    return FALSE;
  bytes = smt_json_dup_bytes (resource);
  json = smt_sandbox_json_read (bytes, -1, NULL);
  if (json == NULL || smt_sandbox_record_find (record, full_url) != NULL)
    return FALSE;
  g_ptr_array_add (record->entries, smt_sandbox_entry_new (full_url, json));
  return TRUE;
}

static gboolean
read_bundle (SmtSandboxRecord *record, SmtJsonCursor bundle, char **problem)
{
  SmtJsonIter iter;
  SmtJsonCursor element;
  SmtSandboxEntry *first;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &element))
    if (!read_entry (record, element))
      {
        *problem = g_strdup ("Bundle.entry.fullUrl or resource missing, or the same fullUrl twice");
        return FALSE;
      }
  first = record->entries->len > 0 ? g_ptr_array_index (record->entries, 0) : NULL;
  if (first == NULL || g_strcmp0 (first->type, "Composition") != 0)
    {
      *problem = g_strdup ("Bundle.entry[0] must be the Composition");
      return FALSE;
    }
  return TRUE;
}

/**
 * smt_sandbox_record_read:
 * @parameters: a Parameters resource
 * @at: (out): the number of the parameter `medication`
 * @problem: (out) (transfer full) (optional): why it was not understood
 *
 * Returns: (transfer full) (nullable): the document Bundle in the parameter `medication` as a record
 */
SmtSandboxRecord *
smt_sandbox_record_read (SmtJsonCursor parameters, guint *at, char **problem)
{
  g_autoptr (SmtSandboxRecord) record = smt_sandbox_record_new ();
  g_autofree char *why = NULL;
  gboolean found = FALSE;
  SmtJsonIter iter;
  SmtJsonCursor parameter;
  guint number = 0;

  *at = 0;
  smt_json_iter_init (&iter, smt_json_member (parameters, "parameter"));
  for (; smt_json_iter_next (&iter, NULL, &parameter); number++)
    if (!smt_json_string_equals (smt_json_member (parameter, "name"), "medication"))
      g_ptr_array_add (record->parameters, smt_json_dup_bytes (parameter));
    else if (!found)
      {
        SmtJsonCursor bundle = smt_json_member (parameter, "resource");

        found = smt_json_string_equals (smt_json_member (bundle, "resourceType"), "Bundle")
                && smt_json_string_equals (smt_json_member (bundle, "type"), "document")
                && read_bundle (record, bundle, &why);
        *at = number;
        if (!found)
          break;
      }
  if (found)
    return g_steal_pointer (&record);
  if (problem != NULL)
    *problem = why != NULL ? g_steal_pointer (&why) : g_strdup ("Parameter medication must hold a document Bundle");
  return NULL;
}

/**
 * smt_sandbox_record_find:
 * @record: a record
 * @full_url: (nullable): a fullUrl
 *
 * Returns: (transfer none) (nullable): that entry
 */
SmtSandboxEntry *
smt_sandbox_record_find (const SmtSandboxRecord *record, const char *full_url)
{
  for (guint i = 0; full_url != NULL && i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);

      if (strcmp (entry->full_url, full_url) == 0)
        return entry;
    }
  return NULL;
}

/**
 * smt_sandbox_record_first:
 * @record: a record
 * @type: a resource type
 *
 * Returns: (transfer none) (nullable): the first entry of that type
 */
SmtSandboxEntry *
smt_sandbox_record_first (const SmtSandboxRecord *record, const char *type)
{
  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);

      if (g_strcmp0 (entry->type, type) == 0)
        return entry;
    }
  return NULL;
}

/**
 * smt_sandbox_record_put:
 * @record: a record
 * @entry: (transfer full): takes the place of the entry with the same fullUrl, or comes last
 */
void
smt_sandbox_record_put (SmtSandboxRecord *record, SmtSandboxEntry *entry)
{
  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *old = g_ptr_array_index (record->entries, i);

      if (strcmp (old->full_url, entry->full_url) == 0)
        {
          record->entries->pdata[i] = entry;
          smt_sandbox_entry_unref (old);
          return;
        }
    }
  g_ptr_array_add (record->entries, entry);
}

static gboolean
is_message (const SmtSandboxEntry *entry, const char *message)
{
  SmtJsonCursor coding = smt_sandbox_json_at (smt_sandbox_entry_resource (entry), "code/coding/0");

  return g_strcmp0 (entry->type, "Basic") == 0
         && smt_json_string_equals (smt_json_member (coding, "system"), MESSAGE_TYPE)
         && smt_json_string_equals (smt_json_member (coding, "code"), message);
}

/**
 * smt_sandbox_record_message:
 * @record: a record
 * @message: M25.1, M25.2 or M25.3
 *
 * Returns: (transfer none) (nullable): the sfm-PLL-info of that message; none of M25.1 means that there is no PLL
 */
SmtSandboxEntry *
smt_sandbox_record_message (const SmtSandboxRecord *record, const char *message)
{
  for (guint i = 0; i < record->entries->len; i++)
    if (is_message (g_ptr_array_index (record->entries, i), message))
      return g_ptr_array_index (record->entries, i);
  return NULL;
}

/**
 * smt_sandbox_record_number:
 * @record: a record
 *
 * Returns: (transfer full) (nullable): the patient's national number or D-number
 */
char *
smt_sandbox_record_number (const SmtSandboxRecord *record)
{
  SmtSandboxEntry *patient = smt_sandbox_record_first (record, "Patient");
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  if (patient == NULL)
    return NULL;
  smt_json_iter_init (&iter, smt_json_member (smt_sandbox_entry_resource (patient), "identifier"));
  while (smt_json_iter_next (&iter, NULL, &identifier))
    {
      SmtJsonCursor system = smt_json_member (identifier, "system");

      if (smt_json_string_equals (system, NATIONAL_NUMBER) || smt_json_string_equals (system, D_NUMBER))
        return smt_sandbox_json_text (identifier, "value");
    }
  return NULL;
}

/**
 * smt_sandbox_record_parameter:
 * @record: a record
 * @name: a parameter's name
 *
 * Returns: (transfer full) (nullable): the answer's other parameter of that name
 */
SmtJson *
smt_sandbox_record_parameter (const SmtSandboxRecord *record, const char *name)
{
  for (guint i = 0; i < record->parameters->len; i++)
    {
      g_autoptr (SmtJson) json = smt_sandbox_json_read (g_ptr_array_index (record->parameters, i), -1, NULL);

      if (smt_json_string_equals (smt_json_member (smt_json_root (json), "name"), name))
        return g_steal_pointer (&json);
    }
  return NULL;
}

/**
 * smt_sandbox_record_succeeded:
 * @record: a record
 * @name: a parameter with a result code
 *
 * Returns: whether it is there and says that the lookup succeeded (code 0)
 */
gboolean
smt_sandbox_record_succeeded (const SmtSandboxRecord *record, const char *name)
{
  g_autoptr (SmtJson) json = smt_sandbox_record_parameter (record, name);

  return json != NULL
         && smt_json_string_equals (smt_sandbox_json_at (smt_json_root (json), "valueCodeableConcept/coding/0/code"),
                                    "0");
}

static void
write_bundle (SmtJsonWriter *writer, const SmtSandboxRecord *record, const char *stamp)
{
  g_autofree char *id = g_uuid_string_random ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "resourceType", "Bundle");
  smt_json_writer_member (writer, "id", id);
  smt_json_writer_key (writer, "meta");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "lastUpdated", stamp);
  smt_json_writer_member (writer, "source", "http://127.0.0.1/Patient/$getMedication");
  smt_json_writer_key (writer, "profile");
  smt_json_writer_raw (writer, "[\"" SMT_SANDBOX_EHELSE "sfm-MedicationBundle\"]", -1);
  smt_json_writer_end_object (writer);
  smt_json_writer_member (writer, "type", "document");
  smt_json_writer_member (writer, "timestamp", stamp);
  smt_json_writer_key (writer, "total");
  smt_json_writer_int (writer, record->entries->len);
  smt_json_writer_key (writer, "link");
  smt_json_writer_raw (writer, "[{\"relation\":\"self\",\"url\":\"http://127.0.0.1/patient/$getMedication\"}]", -1);
  smt_json_writer_key (writer, "entry");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      g_autofree char *bytes = smt_json_dup_bytes (smt_sandbox_entry_resource (entry));

      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "fullUrl", entry->full_url);
      smt_json_writer_key (writer, "resource");
      smt_json_writer_raw (writer, bytes, -1);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

/**
 * smt_sandbox_record_to_json:
 * @record: a record
 * @stamp: the instant of the answer
 *
 * Returns: (transfer full): the Parameters resource that carries it
 */
char *
smt_sandbox_record_to_json (const SmtSandboxRecord *record, const char *stamp)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "resourceType", "Parameters");
  smt_json_writer_key (writer, "parameter");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "name", "medication");
  smt_json_writer_key (writer, "resource");
  write_bundle (writer, record, stamp);
  smt_json_writer_end_object (writer);
  for (guint i = 0; i < record->parameters->len; i++)
    smt_json_writer_raw (writer, g_ptr_array_index (record->parameters, i), -1);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}
