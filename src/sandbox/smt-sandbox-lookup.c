/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-lookup.h"

#include <string.h>

#include "sandbox/smt-sandbox-answering.h"
#include "sandbox/smt-sandbox-composition.h"
#include "sandbox/smt-sandbox-original.h"

/* --- a new session ---------------------------------------------------------------------------------------------- */

static void
rename_references (SmtJsonSplice *splice, SmtJsonCursor value, GHashTable *names)
{
  gboolean is_object = smt_json_type (value) == SMT_JSON_OBJECT;
  SmtJsonIter iter;
  SmtJsonCursor key;
  SmtJsonCursor child;

  if (!is_object && smt_json_type (value) != SMT_JSON_ARRAY)
    return;
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    if (is_object && smt_json_string_equals (key, "reference") && smt_json_type (child) == SMT_JSON_STRING)
      {
        g_autofree char *old = smt_json_dup_string (child);
        const char *renamed = g_hash_table_lookup (names, old);

        if (renamed != NULL)
          {
            g_autofree char *quoted = g_strdup_printf ("\"%s\"", renamed);

            smt_json_splice_replace (splice, child, quoted);
          }
      }
    else
      rename_references (splice, child, names);
}

/* Only people and organizations persist in SFM; everything else gets another id at every lookup. */
static char *
fresh_id (const SmtSandboxEntry *entry)
{
  g_autofree char *old = smt_sandbox_json_text (smt_sandbox_entry_resource (entry), "id");
  g_autofree char *uuid = g_uuid_string_random ();

  if (old == NULL || g_strcmp0 (entry->type, "Practitioner") == 0 || g_strcmp0 (entry->type, "Organization") == 0)
    return NULL;
  if (strspn (old, "0123456789") == strlen (old))
    return g_strdup_printf ("\"%u\"", g_random_int_range (1000000, G_MAXINT32));
  return g_strdup_printf ("\"%s\"", uuid);
}

static SmtSandboxEntry *
renamed_entry (const SmtSandboxEntry *entry, GHashTable *names)
{
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (entry->json);
  SmtJsonCursor resource = smt_sandbox_entry_resource (entry);
  SmtJsonCursor meta = smt_json_member (resource, "meta");
  g_autoptr (SmtJson) renamed = NULL;
  g_autofree char *id = fresh_id (entry);

  rename_references (splice, resource, names);
  if (id != NULL)
    smt_json_splice_replace (splice, smt_json_member (resource, "id"), id);
  if (smt_json_exists (smt_json_member (meta, "lastUpdated")))
    smt_json_splice_remove_member (splice, meta, "lastUpdated");
  if (smt_json_exists (smt_json_member (meta, "versionId")))
    smt_json_splice_remove_member (splice, meta, "versionId");
  renamed = smt_sandbox_spliced (splice);
  return smt_sandbox_entry_new (g_hash_table_lookup (names, entry->full_url), renamed);
}

/* The same content under new resource ids and fullUrls, as each lookup gives it. */
static SmtSandboxRecord *
renamed_record (const SmtSandboxRecord *record)
{
  SmtSandboxRecord *renamed = smt_sandbox_record_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      g_autofree char *uuid = g_uuid_string_random ();

      g_hash_table_insert (names, entry->full_url, g_strconcat ("urn:uuid:", uuid, NULL));
    }
  for (guint i = 0; i < record->entries->len; i++)
    g_ptr_array_add (renamed->entries, renamed_entry (g_ptr_array_index (record->entries, i), names));
  for (guint i = 0; i < record->parameters->len; i++)
    g_ptr_array_add (renamed->parameters, g_strdup (g_ptr_array_index (record->parameters, i)));
  return renamed;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static SmtSandboxPatient *
find_patient (SmtSandboxStore *store, SmtJsonCursor request)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, smt_json_member (request, "parameter"));
  while (smt_json_iter_next (&iter, NULL, &parameter))
    if (smt_json_string_equals (smt_json_member (parameter, "name"), "patient"))
      return smt_sandbox_store_find_person (store, smt_json_member (parameter, "resource"));
  return NULL;
}

/* What this lookup showed is what the next send is judged by. */
static gboolean
remember (SmtSandboxStore *store,
          SmtSandboxPatient *patient,
          SmtSandboxRecord *record,
          GHashTable *hidden,
          const char *lookup_id)
{
  SmtSandboxPatient before = *patient;
  g_autoptr (GError) error = NULL;

  patient->record = record;
  patient->hidden = g_hash_table_ref (hidden);
  patient->lookup_id = g_strdup (lookup_id);
  patient->lookup_at = smt_sandbox_clock_now (&store->clock);
  patient->other_writer = FALSE;
  if (smt_sandbox_store_save (store, &error))
    {
      smt_sandbox_record_free (before.record);
      g_hash_table_unref (before.hidden);
      g_free (before.lookup_id);
      return TRUE;
    }
  g_message ("The state could not be kept: %s", error->message);
  smt_sandbox_record_free (patient->record);
  g_hash_table_unref (patient->hidden);
  g_free (patient->lookup_id);
  *patient = before;
  return FALSE;
}

/* The next in the list. */
static SmtSandboxPatient *
somebody_else (SmtSandboxStore *store, SmtSandboxPatient *patient)
{
  guint at = 0;

  g_ptr_array_find (store->patients, patient, &at);
  return g_ptr_array_index (store->patients, (at + 1) % store->patients->len);
}

/* Kjernejournal that does not answer shows nothing of what it holds. */
static SmtSandboxAccess *
access_of (SmtSandboxStore *store,
           const SmtSandboxRecord *record,
           const SmtSandboxConsent *consent,
           SmtSandboxFault fault)
{
  SmtSandboxConsent reached = *consent;

  reached.asks_kj = consent->asks_kj && fault != SMT_SANDBOX_FAULT_KJ_FAILED;
  return smt_sandbox_access_new (record, &reached, smt_sandbox_clock_now (&store->clock));
}

/* @consent: what the lookup brought */
static SmtSandboxAnswer *
answer (SmtSandboxStore *store, SmtSandboxPatient *patient, const SmtSandboxConsent *consent, SmtSandboxFault fault)
{
  g_autofree char *stamp = smt_sandbox_clock_stamp (&store->clock);
  g_autofree char *lookup_id = g_uuid_string_random ();
  g_autoptr (SmtSandboxRecord) renamed = renamed_record (patient->record);
  g_autoptr (SmtSandboxAccess) access = access_of (store, renamed, consent, fault);
  g_autoptr (SmtSandboxRecord) answered = NULL;
  g_autofree char *body = NULL;

  patient->lookups++;
  smt_sandbox_originals_put (renamed, access, consent->originals);
  answered = smt_sandbox_answering_record (renamed, access, consent->asks_kj, stamp, fault);
  smt_sandbox_composition_write (answered, lookup_id, stamp);
  body = smt_sandbox_record_to_json (answered, stamp);
  if (smt_sandbox_answering_is_whole (answered)
      && !remember (store, patient, g_steal_pointer (&renamed), access->hidden, lookup_id))
    return smt_sandbox_answer_refusal (500, "exception", "The sandbox could not keep its state");
  return smt_sandbox_answer_new (200, g_steal_pointer (&body));
}

/**
 * smt_sandbox_lookup:
 * @store: the store
 * @request: the Parameters that came
 * @fault: rf-failed, kj-failed, pll-failed and wrong-patient make a difference here
 *
 * Every lookup opens a new session: new resource ids and fullUrls, a new Composition.identifier; PLL ids and ReseptIds
 * stay. It replaces the newest lookup, so that a send that names an older one is refused; one that did not read
 * prescriptions and list leaves the newest one be.
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_lookup (SmtSandboxStore *store, SmtJsonCursor request, SmtSandboxFault fault)
{
  SmtSandboxPatient *patient = find_patient (store, request);
  g_auto (SmtSandboxConsent) consent = { 0 };
  g_autofree char *problem = NULL;

  if (!smt_sandbox_consent_read (&consent, request, &problem))
    return smt_sandbox_answer_refusal (400, "invalid", problem);
  if (patient == NULL)
    return smt_sandbox_answer_refusal (404, "processing", "The patient is not one of the sandbox");
  if (fault == SMT_SANDBOX_FAULT_WRONG_PATIENT)
    patient = somebody_else (store, patient);
  return answer (store, patient, &consent, fault);
}
