/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-control.h"

#include <string.h>

#include "sandbox/smt-sandbox-statement.h"

static guint
read_times (SmtJsonCursor request)
{
  SmtDecimal decimal;
  gint64 times = 0;

  if (!smt_json_get_decimal (smt_json_member (request, "times"), &decimal) || !smt_decimal_is_integer (decimal, &times)
      || times < 0 || times > 1000)
    return 0;
  return (guint)times;
}

/**
 * smt_sandbox_control_fault:
 * @faults: what is ordered
 * @request: `{"fault":NAME,"on":"send"|"lookup"|"all","times":N}`; all but the name may be left out
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_control_fault (SmtSandboxFaults *faults, SmtJsonCursor request)
{
  g_autofree char *name = smt_sandbox_json_text (request, "fault");
  g_autofree char *on = smt_sandbox_json_text (request, "on");

  if (!smt_sandbox_faults_set (faults, name, on, read_times (request)))
    return smt_sandbox_answer_refusal (400, "value", "There is no such fault");
  return smt_sandbox_answer_new (200, g_strdup_printf ("{\"fault\":\"%s\"}", smt_sandbox_fault_name (faults->fault)));
}

static SmtSandboxAnswer *
save_failed (GError *error)
{
  g_message ("The state could not be kept: %s", error->message);
  return smt_sandbox_answer_refusal (500, "exception", "The sandbox could not keep its state");
}

/**
 * smt_sandbox_control_clock:
 * @store: the store
 * @request: `{"now":ISO}`
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_control_clock (SmtSandboxStore *store, SmtJsonCursor request)
{
  g_autofree char *now = smt_sandbox_json_text (request, "now");
  g_autofree char *stamp = NULL;
  g_autoptr (GError) error = NULL;

  if (!smt_sandbox_clock_set (&store->clock, now))
    return smt_sandbox_answer_refusal (400, "value", "now must be an instant");
  if (!smt_sandbox_store_save (store, &error))
    return save_failed (error);
  stamp = smt_sandbox_clock_stamp (&store->clock);
  return smt_sandbox_answer_new (200, g_strdup_printf ("{\"now\":\"%s\"}", stamp));
}

static char *
quoted (const char *text)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_string (writer, text);
  return smt_json_writer_finish (writer);
}

/* The amendment's extension @url with another value[x]; added when it is not there. */
static SmtJson *
with_amendment (SmtJson *statement, const char *url, const char *type, const char *value)
{
  g_autofree char *json_value = quoted (value);
  g_autofree char *extension = g_strdup_printf ("{\"url\":\"%s\",\"%s\":%s}", url, type, json_value);
  g_autoptr (SmtJson) bare = smt_sandbox_without_extension (statement, SMT_SANDBOX_AMENDMENT, url);

  return smt_sandbox_with_extension (bare, SMT_SANDBOX_AMENDMENT, extension);
}

static SmtJson *
with_dose_text (SmtJson *statement, const char *text)
{
  g_autoptr (SmtJson) amended = with_amendment (statement, "dssn", "valueString", text);
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (amended);
  SmtJsonCursor dosage = smt_sandbox_json_at (smt_json_root (amended), "dosage/0");
  g_autofree char *value = quoted (text);

  if (smt_json_exists (dosage))
    smt_json_splice_set_member (splice, dosage, "text", value);
  return smt_sandbox_spliced (splice);
}

static SmtSandboxStatement *
pick_entry (GPtrArray *statements, const char *pll)
{
  g_autofree char *small = pll != NULL ? g_ascii_strdown (pll, -1) : NULL;

  if (small != NULL)
    return smt_sandbox_statement_by_pll (statements, small);
  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      if (statement->pll != NULL && g_strcmp0 (statement->status, "active") == 0)
        return statement;
    }
  return NULL;
}

/**
 * smt_sandbox_other_writer:
 * @store: the store
 * @patient: whose list
 * @entry: (nullable): the PLL id of the entry; the first active one by default
 * @dssn: (nullable): a new dose text; by default only a note is added
 * @error: set when the state could not be kept
 *
 * Another doctor changes the list: a send that rests on the lookup of before gets a conflict.
 *
 * Returns: whether the change is kept
 */
gboolean
smt_sandbox_other_writer (SmtSandboxStore *store,
                          SmtSandboxPatient *patient,
                          const char *entry,
                          const char *dssn,
                          GError **error)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (patient->record);
  SmtSandboxStatement *statement = pick_entry (statements, entry);
  g_autofree char *stamp = smt_sandbox_clock_stamp (&store->clock);

  if (statement != NULL)
    {
      g_autoptr (SmtJson) changed = with_amendment (statement->entry->json, "lastchanged", "valueDateTime", stamp);
      g_autoptr (SmtJson) noted = dssn != NULL
                                      ? with_dose_text (changed, dssn)
                                      : with_amendment (changed, "note", "valueString", "Endret av en annen lege");

      smt_sandbox_record_put (patient->record, smt_sandbox_entry_new (statement->entry->full_url, noted));
    }
  patient->other_writer = TRUE;
  return smt_sandbox_store_save (store, error);
}

/**
 * smt_sandbox_control_other_writer:
 * @store: the store
 * @request: `{"patient":NUMBER or key,"entry":PLL id,"dssn":TEXT}`; the last two may be left out
 *
 * Returns: (transfer full): the answer
 */
SmtSandboxAnswer *
smt_sandbox_control_other_writer (SmtSandboxStore *store, SmtJsonCursor request)
{
  g_autofree char *number = smt_sandbox_json_text (request, "patient");
  g_autofree char *entry = smt_sandbox_json_text (request, "entry");
  g_autofree char *dssn = smt_sandbox_json_text (request, "dssn");
  SmtSandboxPatient *patient = smt_sandbox_store_find (store, number);
  g_autoptr (GError) error = NULL;

  if (patient == NULL)
    return smt_sandbox_answer_refusal (404, "not-found", "The patient is not one of the sandbox");
  if (!smt_sandbox_other_writer (store, patient, entry, dssn, &error))
    return save_failed (error);
  return smt_sandbox_answer_new (200, g_strdup ("{\"changed\":true}"));
}

static void
write_raw_member (SmtJsonWriter *writer, const char *key, SmtJsonCursor value)
{
  g_autofree char *bytes = smt_json_dup_bytes (value);

  smt_json_writer_key (writer, key);
  smt_json_writer_raw (writer, bytes, -1);
}

static void
write_flag (SmtJsonWriter *writer, const char *key, gboolean value)
{
  smt_json_writer_key (writer, key);
  smt_json_writer_boolean (writer, value);
}

static void
write_count (SmtJsonWriter *writer, const char *key, gint64 value)
{
  smt_json_writer_key (writer, key);
  smt_json_writer_int (writer, value);
}

static void
write_doses (SmtJsonWriter *writer, SmtJsonCursor amendment)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_writer_key (writer, "ereseptdosing");
  smt_json_writer_begin_array (writer);
  smt_json_iter_init (&iter, smt_json_member (amendment, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "ereseptdosing"))
      {
        g_autofree char *bytes = smt_json_dup_bytes (extension);

        smt_json_writer_raw (writer, bytes, -1);
      }
  smt_json_writer_end_array (writer);
}

static void
write_statement (SmtJsonWriter *writer, const SmtSandboxStatement *statement, gboolean shown)
{
  g_autofree char *dssn = smt_sandbox_json_text (smt_sandbox_extension (statement->amendment, "dssn"), "valueString");
  g_autofree char *text = smt_sandbox_json_text (statement->resource, "dosage/0/text");
  g_autofree char *medicine = smt_sandbox_json_text (statement->resource, "medicationReference/display");
  g_autofree char *changed =
      smt_sandbox_json_text (smt_sandbox_extension (statement->amendment, "lastchanged"), "valueDateTime");
  g_autofree char *type = smt_sandbox_extension_code (statement->amendment, "typeresept");
  SmtJsonCursor stop = smt_sandbox_extension (statement->resource, SMT_SANDBOX_DISCONTINUATION);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "pll", statement->pll);
  smt_json_writer_member (writer, "reseptId", statement->resept);
  smt_json_writer_member (writer, "medicine", medicine);
  smt_json_writer_member (writer, "status", statement->status);
  smt_json_writer_member (writer, "rfstatus", statement->rfstatus);
  smt_json_writer_member (writer, "type", type);
  write_flag (writer, "head", statement->head);
  write_flag (writer, "shown", shown);
  smt_json_writer_member (writer, "dssn", dssn);
  smt_json_writer_member (writer, "text", text);
  smt_json_writer_member (writer, "lastchanged", changed);
  smt_json_writer_member (writer, "recallCode", statement->recall_code);
  smt_json_writer_member (writer, "recallId", statement->recall_id);
  if (smt_json_exists (stop))
    write_raw_member (writer, "discontinuation", stop);
  write_doses (writer, statement->amendment);
  smt_json_writer_end_object (writer);
}

static void
write_pll (SmtJsonWriter *writer, const SmtSandboxRecord *record)
{
  SmtSandboxEntry *info = smt_sandbox_record_message (record, "M25.1");
  SmtJsonCursor resource;
  g_autofree char *message = NULL;
  g_autofree char *date = NULL;

  smt_json_writer_key (writer, "pll");
  if (info == NULL)
    {
      smt_json_writer_null (writer);
      return;
    }
  resource = smt_sandbox_entry_resource (info);
  message = smt_sandbox_json_text (resource, "identifier/0/value");
  date = smt_sandbox_json_text (
      smt_sandbox_extension (smt_sandbox_extension (resource, SMT_SANDBOX_PLL_INFORMATION), "PLLdate"),
      "valueDateTime");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "messageId", message);
  smt_json_writer_member (writer, "date", date);
  smt_json_writer_end_object (writer);
}

static void
write_patient_state (SmtJsonWriter *writer, const SmtSandboxPatient *patient)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (patient->record);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "key", patient->key);
  smt_json_writer_member (writer, "number", patient->number);
  write_count (writer, "lookups", patient->lookups);
  write_count (writer, "sends", patient->sends);
  write_count (writer, "applied", patient->applied);
  write_count (writer, "refused", patient->refused);
  smt_json_writer_member (writer, "lookupId", patient->lookup_id);
  write_flag (writer, "otherWriter", patient->other_writer);
  write_pll (writer, patient->record);
  smt_json_writer_key (writer, "statements");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      write_statement (writer, statement, !g_hash_table_contains (patient->hidden, statement->entry->full_url));
    }
  smt_json_writer_end_array (writer);
  smt_json_writer_key (writer, "recalls");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < patient->recalls->len; i++)
    smt_json_writer_raw (writer, g_ptr_array_index (patient->recalls, i), -1);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

/**
 * smt_sandbox_control_state:
 * @store: the store
 * @faults: what is ordered
 *
 * Returns: (transfer full): everything a test may compare: per patient the statements, the recalls and the counts
 */
SmtSandboxAnswer *
smt_sandbox_control_state (SmtSandboxStore *store, const SmtSandboxFaults *faults)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *stamp = smt_sandbox_clock_stamp (&store->clock);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "now", stamp);
  smt_json_writer_member (writer, "fault", smt_sandbox_fault_name (faults->fault));
  write_count (writer, "lookupRequests", store->lookup_requests);
  write_count (writer, "sendRequests", store->send_requests);
  smt_json_writer_key (writer, "patients");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < store->patients->len; i++)
    write_patient_state (writer, g_ptr_array_index (store->patients, i));
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
  return smt_sandbox_answer_new (200, smt_json_writer_finish (writer));
}

static void
write_person (SmtJsonWriter *writer, const SmtSandboxPatient *patient)
{
  static const char *const paths[][2] = {
    { "given", "name/0/given/0" }, { "family", "name/0/family" }, { "birthDate", "birthDate" },
    { "gender", "gender" },        { "city", "address/0/city" },  { "postalCode", "address/0/postalCode" },
  };
  SmtJsonCursor person = smt_sandbox_entry_resource (smt_sandbox_record_first (patient->record, "Patient"));

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "key", patient->key);
  smt_json_writer_member (writer, "number", patient->number);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *text = smt_sandbox_json_text (person, paths[i][1]);

      smt_json_writer_member (writer, paths[i][0], text);
    }
  smt_json_writer_end_object (writer);
}

/**
 * smt_sandbox_control_patients:
 * @store: the store
 *
 * Returns: (transfer full): the work list: who the patients are, without looking anything up
 */
SmtSandboxAnswer *
smt_sandbox_control_patients (SmtSandboxStore *store)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "patients");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < store->patients->len; i++)
    write_person (writer, g_ptr_array_index (store->patients, i));
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
  return smt_sandbox_answer_new (200, smt_json_writer_finish (writer));
}
