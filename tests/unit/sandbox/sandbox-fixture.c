/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

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
  guint patience = sandbox->patience > 0 ? sandbox->patience : 60;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", patience, "proxy-resolver", NULL, NULL);
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

SmtJson *
read_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  SmtJson *json = smt_sandbox_json_read (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

/* The element of @array whose number or key is @wanted, alone. */
static SmtJson *
dup_patient (SmtJsonCursor array, const char *wanted)
{
  SmtJsonIter iter;
  SmtJsonCursor patient;

  smt_json_iter_init (&iter, array);
  while (smt_json_iter_next (&iter, NULL, &patient))
    if (smt_json_string_equals (smt_json_member (patient, "number"), wanted)
        || smt_json_string_equals (smt_json_member (patient, "key"), wanted))
      {
        g_autofree char *bytes = smt_json_dup_bytes (patient);

        return read_json (bytes);
      }
  g_assert_not_reached ();
}

static SmtJson *
ask_about (Sandbox *sandbox, const char *path, const char *number_or_key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sandbox_request (sandbox, "GET", path, NULL, NULL, &error);
  g_autoptr (SmtJson) json = NULL;

  g_assert_no_error (error);
  json = read_json (text);
  return dup_patient (smt_json_member (smt_json_root (json), "patients"), number_or_key);
}

/* What the sandbox holds about one patient. */
SmtJson *
sandbox_state (Sandbox *sandbox, const char *number_or_key)
{
  return ask_about (sandbox, "/sandbox/state", number_or_key);
}

/* @parameters: what the lookup brings besides the patient, as JSON with commas between; "" for nothing */
char *
lookup_body_with (const char *number, const char *parameters)
{
  return g_strdup_printf ("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\",\"resource\":{"
                          "\"resourceType\":\"Patient\",\"identifier\":[{\"use\":\"official\",\"system\":"
                          "\"urn:oid:2.16.578.1.12.4.1.4.1\",\"value\":\"%s\"}]}}%s%s]}",
                          number, *parameters != '\0' ? "," : "", parameters);
}

char *
lookup_body (const char *number)
{
  return lookup_body_with (number, ASKING_KJ);
}

/* A lookup of whoever the work list calls @key: by number, or by name, birth date and gender. */
char *
person_body (Sandbox *sandbox, const char *key)
{
  g_autoptr (SmtJson) listed = ask_about (sandbox, "/sandbox/patients", key);
  SmtJsonCursor person = smt_json_root (listed);
  g_autofree char *number = smt_sandbox_json_text (person, "number");
  g_autofree char *family = smt_sandbox_json_text (person, "family");
  g_autofree char *given = smt_sandbox_json_text (person, "given");
  g_autofree char *born = smt_sandbox_json_text (person, "birthDate");
  g_autofree char *gender = smt_sandbox_json_text (person, "gender");

  if (number != NULL)
    return lookup_body (number);
  return g_strdup_printf ("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\",\"resource\":{"
                          "\"resourceType\":\"Patient\",\"name\":[{\"family\":\"%s\",\"given\":[\"%s\"]}],"
                          "\"birthDate\":\"%s\",\"gender\":\"%s\"}}," ASKING_KJ "]}",
                          family, given, born, gender);
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
