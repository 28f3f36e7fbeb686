/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
today (int days)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Oslo");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);

  return g_date_time_format (day, "%Y-%m-%d");
}

static char *
now_stamp (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

static void
launch (Sandbox *sandbox, const char *option)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autofree char *state = g_strconcat ("--state=", sandbox->state, NULL);
  g_autofree char *patients = g_strconcat ("--patients=", g_getenv ("SMT_SANDBOX_PATIENTS"), NULL);

  /* With its standard input in our hands it never outlives a test that aborts. */
  sandbox->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        g_getenv ("SMT_SANDBOX"), "--with-stdin", "--port=0", state, patients, option, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (sandbox->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));
  g_free (sandbox->base);
  sandbox->base = g_strdup (line + strlen ("listening "));
}

void
sandbox_start (Sandbox *sandbox, const char *option)
{
  sandbox->folder = g_dir_make_tmp ("samstemt-sandbox-XXXXXX", NULL);
  sandbox->state = g_build_filename (sandbox->folder, "state.json", NULL);
  launch (sandbox, option);
}

void
sandbox_stop (Sandbox *sandbox)
{
  if (sandbox->process == NULL)
    return;
  g_subprocess_send_signal (sandbox->process, 15);
  g_assert_true (g_subprocess_wait_check (sandbox->process, NULL, NULL));
  g_clear_object (&sandbox->process);
}

void
sandbox_restart (Sandbox *sandbox, const char *option)
{
  sandbox_stop (sandbox);
  launch (sandbox, option);
}

void
sandbox_clear (Sandbox *sandbox)
{
  sandbox_stop (sandbox);
  g_unlink (sandbox->state);
  g_assert_cmpint (g_rmdir (sandbox->folder), ==, 0);
  g_free (sandbox->folder);
  g_free (sandbox->state);
  g_free (sandbox->base);
}

/* A connection of its own for each request, so that no fault reaches the next one. */
static GBytes *
exchange (Sandbox *sandbox,
          const char *method,
          const char *path,
          const char *body,
          SoupMessage **message,
          GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 2, "proxy-resolver", NULL, NULL);
  g_autofree char *url = g_strconcat (sandbox->base, path, NULL);

  *message = soup_message_new (method, url);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (*message, "application/fhir+json; charset=utf-8", bytes);
    }
  return soup_session_send_and_read (session, *message, NULL, error);
}

char *
sandbox_request (Sandbox *sandbox,
                 const char *method,
                 const char *path,
                 const char *body,
                 guint *status,
                 GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = exchange (sandbox, method, path, body, &message, error);

  if (status != NULL)
    *status = soup_message_get_status (message);
  if (bytes == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

char *
sandbox_header (Sandbox *sandbox, const char *path, const char *body, const char *header)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = exchange (sandbox, "POST", path, body, &message, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), header));
}

void
sandbox_control (Sandbox *sandbox, const char *path, const char *body)
{
  g_autoptr (GError) error = NULL;
  guint status;
  g_autofree char *answer = sandbox_request (sandbox, "POST", path, body, &status, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_cmpuint (status, ==, 200);
}

static SmtJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  SmtJson *json = smt_sandbox_json_read (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

/* What the sandbox holds about one patient. */
SmtJson *
sandbox_state (Sandbox *sandbox, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sandbox_request (sandbox, "GET", "/sandbox/state", NULL, NULL, &error);
  g_autoptr (SmtJson) json = NULL;
  SmtJsonIter iter;
  SmtJsonCursor patient;

  g_assert_no_error (error);
  json = parse (text);
  smt_json_iter_init (&iter, smt_json_member (smt_json_root (json), "patients"));
  while (smt_json_iter_next (&iter, NULL, &patient))
    if (smt_json_string_equals (smt_json_member (patient, "number"), number))
      {
        g_autofree char *bytes = smt_json_dup_bytes (patient);

        return parse (bytes);
      }
  g_assert_not_reached ();
}

char *
lookup_body (const char *number)
{
  return g_strdup_printf ("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\",\"resource\":{"
                          "\"resourceType\":\"Patient\",\"identifier\":[{\"use\":\"official\",\"system\":"
                          "\"urn:oid:2.16.578.1.12.4.1.4.1\",\"value\":\"%s\"}]}},"
                          "{\"name\":\"SamtykkeKjernejournal\",\"valueCode\":\"HPUNNTAK\"}]}",
                          number);
}

Draft *
draft_lookup (Sandbox *sandbox, const char *number)
{
  g_autofree char *body = lookup_body (number);
  g_autoptr (GError) error = NULL;
  guint status;
  g_autofree char *answer = sandbox_request (sandbox, "POST", "/Patient/$getMedication", body, &status, &error);
  g_autoptr (SmtJson) json = NULL;
  Draft *draft = g_new0 (Draft, 1);
  guint at;

  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 200);
  json = parse (answer);
  draft->record = smt_sandbox_record_read (smt_json_root (json), &at, NULL);
  g_assert_nonnull (draft->record);
  draft->lookup_id = smt_sandbox_json_text (smt_sandbox_entry_resource (g_ptr_array_index (draft->record->entries, 0)),
                                            "identifier/value");
  g_assert_nonnull (draft->lookup_id);
  return draft;
}

void
draft_free (Draft *draft)
{
  smt_sandbox_record_free (draft->record);
  g_free (draft->lookup_id);
  g_free (draft);
}

void
draft_put (Draft *draft, const char *full_url, SmtJson *taken)
{
  g_autofree char *url = g_strdup (full_url);

  smt_sandbox_record_put (draft->record, smt_sandbox_entry_new (url, taken));
  smt_json_unref (taken);
}

static SmtJson *
step (SmtJson *taken, SmtJson *next)
{
  smt_json_unref (taken);
  return next;
}

char *
draft_to_body (Draft *draft)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  SmtJsonCursor resource = smt_sandbox_entry_resource (composition);
  g_autofree char *author = smt_sandbox_json_text (resource, "author/0/reference");
  g_autofree char *stamp = now_stamp ();
  g_autofree char *relates = g_strdup_printf (
      "[{\"code\":\"replaces\",\"targetIdentifier\":{\"use\":\"official\",\"value\":\"%s\"}}]", draft->lookup_id);
  g_autofree char *attester =
      g_strdup_printf ("[{\"mode\":\"legal\",\"time\":\"%s\",\"party\":{\"reference\":\"%s\"}}]", stamp, author);
  SmtJson *json = smt_json_ref (composition->json);

  if (!smt_json_exists (smt_json_member (resource, "attester")))
    json = step (json, smt_sandbox_with_member (json, "attester", attester));
  if (!smt_json_exists (smt_json_member (resource, "relatesTo")))
    json = step (json, smt_sandbox_with_member (json, "relatesTo", relates));
  draft_put (draft, composition->full_url, json);
  g_ptr_array_set_size (draft->record->parameters, 0);
  return smt_sandbox_record_to_json (draft->record, stamp);
}

SmtJson *
draft_send (Sandbox *sandbox, Draft *draft, guint *status)
{
  g_autofree char *body = draft_to_body (draft);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = sandbox_request (sandbox, "POST", "/Patient/$sendMedication", body, status, &error);

  g_assert_no_error (error);
  return parse (answer);
}

/* The first statement of that medicine; a "+" before the name means an old link of a chain. */
SmtSandboxStatement *
draft_find (Draft *draft, GPtrArray *statements, const char *medicine)
{
  gboolean head = *medicine != '+';
  const char *name = head ? medicine : medicine + 1;

  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);
      g_autofree char *display = smt_sandbox_json_text (statement->resource, "medicationReference/display");

      if (g_str_has_prefix (display, name) && statement->head == head)
        return statement;
    }
  g_assert_not_reached ();
}

char *
replaced (const char *text, const char *from, const char *to)
{
  g_autoptr (GString) string = g_string_new (text);

  g_assert_cmpuint (g_string_replace (string, from, to, 0), >, 0);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* Every @from in the JSON of that statement becomes @to; nothing else changes. */
void
draft_edit (Draft *draft, const char *medicine, const char *from, const char *to)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, medicine);
  g_autofree char *bytes = smt_json_dup_bytes (statement->resource);
  g_autofree char *edited = replaced (bytes, from, to);

  draft_put (draft, statement->entry->full_url, parse (edited));
}

void
draft_list (Draft *draft, const char *old_url, const char *new_url)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  g_autofree char *bytes = smt_json_dup_bytes (smt_sandbox_entry_resource (composition));
  g_autofree char *edited = replaced (bytes, old_url, new_url);

  draft_put (draft, composition->full_url, parse (edited));
}

void
draft_create_pll (Draft *draft)
{
  SmtSandboxEntry *info = smt_sandbox_record_pll_info (draft->record);
  SmtJson *json = smt_sandbox_with_extension (info->json, SMT_SANDBOX_PLL_INFORMATION,
                                              "{\"url\":\"createPLL\",\"valueBoolean\":true}");

  draft_put (draft, info->full_url, json);
}

SmtJson *
with_amendment (SmtJson *taken, const char *url, const char *extension)
{
  taken = step (taken, smt_sandbox_without_extension (taken, SMT_SANDBOX_AMENDMENT, url));
  if (extension != NULL)
    taken = step (taken, smt_sandbox_with_extension (taken, SMT_SANDBOX_AMENDMENT, extension));
  return taken;
}

SmtJson *
with_updated (SmtJson *taken)
{
  g_autofree char *stamp = now_stamp ();
  g_autofree char *meta = g_strdup_printf (
      "{\"profile\":[\"" SMT_SANDBOX_EHELSE "sfm-MedicationStatement\"],\"lastUpdated\":\"%s\"}", stamp);

  return step (taken, smt_sandbox_with_member (taken, "meta", meta));
}

static SmtJson *
new_head (const SmtSandboxStatement *old, const char *resept, const char *dssn, int interval, const char *start)
{
  g_autofree char *stamp = now_stamp ();
  g_autofree char *from = today (0);
  g_autofree char *to = today (364);
  g_autofree char *bytes = smt_json_dup_bytes (old->resource);
  g_autofree char *renumbered = replaced (bytes, old->resept, resept);
  g_autofree char *text = g_strdup_printf ("{\"url\":\"dssn\",\"valueString\":\"%s\"}", dssn);
  g_autofree char *dated = g_strdup_printf ("{\"url\":\"reseptdate\",\"valueDate\":\"%s\"}", from);
  g_autofree char *expires = g_strdup_printf ("{\"url\":\"expirationdate\",\"valueDate\":\"%s\"}", to);
  g_autofree char *changed = g_strdup_printf ("{\"url\":\"lastchanged\",\"valueDateTime\":\"%s\"}", stamp);
  g_autofree char *field = g_strdup_printf (
      "{\"url\":\"ereseptdosing\",\"extension\":[{\"url\":\"starttime\",\"valueDate\":\"%s\"},{\"url\":"
      "\"repeatingdosage\",\"extension\":[{\"url\":\"amount\",\"valueQuantity\":{\"value\":3,\"unit\":\"tablett\"}},"
      "{\"url\":\"interval\",\"valueQuantity\":{\"value\":%d,\"unit\":\"Døgn\"}},{\"url\":\"accurate\","
      "\"valueBoolean\":false}]}]}",
      start != NULL ? start : from, interval);
  g_autofree char *based = g_strdup_printf ("[{\"reference\":\"%s\"}]", old->entry->full_url);
  SmtJson *json = smt_sandbox_json_read (renumbered, -1, NULL);

  json = with_amendment (json, "dssn", text);
  json = with_amendment (json, "reseptdate", dated);
  json = with_amendment (json, "expirationdate", expires);
  json = with_amendment (json, "lastchanged", changed);
  json = with_amendment (json, "ereseptdosing", field);
  json = with_amendment (json, "rfstatus", NULL);
  json = with_amendment (json, "recallinfo", NULL);
  json = with_amendment (json, "createeresept", "{\"url\":\"createeresept\",\"valueBoolean\":true}");
  json = step (json, smt_sandbox_without_extension (json, NULL, SMT_SANDBOX_DELIVERY));
  json = step (json, smt_sandbox_without_member (json, "basedOn"));
  json = step (json, smt_sandbox_with_member (json, "basedOn", based));
  return step (json, smt_sandbox_with_member (json, "id", "\"424242\""));
}

/* Withdraw and new (fornying med endring): returns the new ReseptId. */
char *
draft_correct (Draft *draft, const char *medicine, const char *dssn, int interval, const char *start)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *old = draft_find (draft, statements, medicine);
  char *resept = g_uuid_string_random ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *url = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *part = g_strdup_printf ("[{\"reference\":\"%s\"}]", url);
  g_autofree char *recall = g_strdup_printf (
      "{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"recallId\",\"valueString\":\"%s\"},{\"url\":\"text\","
      "\"valueString\":\"Årsak: Fornying med endring\"},{\"url\":\"recallcode\",\"valueCodeableConcept\":{\"coding\":"
      "[{\"system\":\"urn:oid:2.16.578.1.12.4.1.1.7500\",\"code\":\"3\"}]}}]}",
      resept);
  SmtJson *json = smt_sandbox_without_pll_id (old->entry->json);

  draft_put (draft, url, new_head (old, resept, dssn, interval, start));
  json = step (json, smt_sandbox_with_member (json, "status", "\"completed\""));
  json = step (json, smt_sandbox_with_member (json, "partOf", part));
  json = with_updated (with_amendment (json, "recallinfo", recall));
  draft_put (draft, old->entry->full_url, json);
  draft_list (draft, old->entry->full_url, url);
  return resept;
}

/* The n-th parameter of that name. */
SmtJsonCursor
result_named (SmtJson *answer, const char *name, guint number)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, smt_json_member (smt_json_root (answer), "parameter"));
  while (smt_json_iter_next (&iter, NULL, &parameter))
    if (smt_json_string_equals (smt_json_member (parameter, "name"), name) && number-- == 0)
      return parameter;
  return SMT_JSON_NOWHERE;
}

/* The first statement of the state whose @key is @value. */
SmtJsonCursor
state_entry (SmtJson *state, const char *key, const char *value)
{
  SmtJsonIter iter;
  SmtJsonCursor statement;

  smt_json_iter_init (&iter, smt_json_member (smt_json_root (state), "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    if (smt_json_string_equals (smt_json_member (statement, key), value))
      return statement;
  return SMT_JSON_NOWHERE;
}
