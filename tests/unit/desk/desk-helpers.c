/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-helpers.h"

#include "../test-keyrings.h"

#include <signal.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#define DEADLINE_MS 20000

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static void
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the sandbox -------------------------------------------------------------------------------------------------- */

static void
start_sandbox (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autofree char *patients = g_strconcat ("--patients=", g_getenv ("SMT_SANDBOX_PATIENTS"), NULL);

  /* with its standard input in our hands it never outlives a test that aborts */
  fixture->sandbox = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                       g_getenv ("SMT_SANDBOX"), "--with-stdin", "--port=0", patients, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->sandbox));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));
  fixture->url = g_strdup (line + strlen ("listening "));
}

static GBytes *
ask_sandbox (Fixture *fixture, const char *path, const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *url = g_strconcat (fixture->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", url);
  g_autoptr (GError) error = NULL;
  GBytes *answer;

  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);

  return answer;
}

void
sandbox_fault (Fixture *fixture, const char *fault, const char *on, guint times)
{
  g_autofree char *body = g_strdup_printf ("{\"fault\":\"%s\",\"on\":\"%s\",\"times\":%u}", fault, on, times);

  g_bytes_unref (ask_sandbox (fixture, "/sandbox/fault", body));
}

/* For the fault "refused", where no request can clear it; the answer to the next lookup says that it has. */
void
sandbox_listen_again (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->sandbox, SIGUSR1);
  for (;;)
    {
      g_autoptr (GSocketClient) socket = g_socket_client_new ();
      g_autoptr (GUri) uri = g_uri_parse (fixture->url, G_URI_FLAGS_NONE, NULL);
      g_autoptr (GSocketConnection) connection = NULL;

      g_socket_client_set_enable_proxy (socket, FALSE);
      connection = g_socket_client_connect_to_host (socket, "127.0.0.1", (guint16)g_uri_get_port (uri), NULL, NULL);
      if (connection != NULL)
        return;
      g_thread_yield ();
    }
}

void
sandbox_forward (Fixture *fixture, int minutes)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);
  g_autofree char *now = smt_json_dup_string (smt_json_member (smt_json_root (state), "now"));
  g_autofree char *later = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GBytes) answer = NULL;
  SmtInstant instant;

  g_assert_true (smt_instant_parse (now, &instant));
  later = smt_instant_to_rfc3339 (instant + (gint64)minutes * 60 * G_USEC_PER_SEC);
  body = g_strdup_printf ("{\"now\":\"%s\"}", later);
  answer = ask_sandbox (fixture, "/sandbox/clock", body);
}

/* @key: (nullable): a treatment key of the list ("pll:…") */
void
sandbox_other_writer (Fixture *fixture, const char *number, const char *key, const char *dssn)
{
  g_autofree char *body =
      g_strdup_printf ("{\"patient\":\"%s\",\"entry\":\"%s\",\"dssn\":\"%s\"}", number, key + strlen ("pll:"), dssn);

  g_bytes_unref (ask_sandbox (fixture, "/sandbox/other-writer", body));
}

SmtJson *
sandbox_state (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = ask_sandbox (fixture, "/sandbox/state", NULL);
  g_autoptr (GError) error = NULL;
  SmtJson *state = smt_json_read (bytes, &error);

  g_assert_no_error (error);
  return state;
}

SmtJsonCursor
sandbox_patient (SmtJson *state, const char *number)
{
  SmtJsonIter iter;
  SmtJsonCursor patient;

  smt_json_iter_init (&iter, smt_json_member (smt_json_root (state), "patients"));
  while (smt_json_iter_next (&iter, NULL, &patient))
    if (smt_json_string_equals (smt_json_member (patient, "number"), number))
      return patient;
  g_assert_not_reached ();
}

static gint64
read_count (SmtJsonCursor patient, const char *key)
{
  SmtDecimal decimal;
  gint64 count = -1;

  g_assert_true (smt_json_get_decimal (smt_json_member (patient, key), &decimal));
  g_assert_true (smt_decimal_is_integer (decimal, &count));
  return count;
}

gint64
sandbox_lookups (Fixture *fixture)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);

  return read_count (smt_json_root (state), "lookupRequests");
}

Counts
sandbox_counts (Fixture *fixture, const char *number)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);
  SmtJsonCursor patient = sandbox_patient (state, number);

  return (Counts){
    .requests = read_count (smt_json_root (state), "sendRequests"),
    .received = read_count (patient, "sends"),
    .applied = read_count (patient, "applied"),
    .refused = read_count (patient, "refused"),
  };
}

void
held_clear (Held *held)
{
  smt_json_unref (held->state);
}

Held
held_by (Fixture *fixture, const char *number, const char *id_name, const char *id)
{
  Held held = { sandbox_state (fixture), SMT_JSON_NOWHERE };
  SmtJsonIter iter;
  SmtJsonCursor statement;

  smt_json_iter_init (&iter, smt_json_member (sandbox_patient (held.state, number), "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    if (smt_json_string_equals (smt_json_member (statement, id_name), id))
      held.statement = statement;
  return held;
}

void
assert_held (const Held *held, const char *member, const char *expected)
{
  g_autofree char *text = smt_json_dup_string (smt_json_member (held->statement, member));

  g_assert_cmpstr (text, ==, expected);
}

/* --- the desk ----------------------------------------------------------------------------------------------------- */

SmtSigner *
signer_new (void)
{
  SmtSigner *signer = smt_signer_new ();

  signer->hpr = g_strdup ("900100017");
  signer->given = g_strdup ("Lise");
  signer->family = g_strdup ("Fastlegesen");
  signer->her_id = g_strdup ("8900017");
  signer->office = g_strdup ("Prøvebyen legesenter");

  return signer;
}

SmtJournal *
journal_open (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmtJournal *journal;

  smt_journal_open_async (file, test_keyring (path), NULL, keep_result, &result);
  await (&result);
  journal = smt_journal_open_finish (result, &error);
  g_assert_no_error (error);

  return journal;
}

void
journal_close (SmtJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_journal_close_async (journal, keep_result, &result);
  await (&result);
  g_assert_true (smt_journal_close_finish (journal, result, NULL));
}

void
fixture_lay_desk (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtSigner) signer = signer_new ();

  fixture->journal = journal_open (fixture->journal_path);
  fixture->client = smt_sfm_client_new (fixture->url, &error);
  g_assert_no_error (error);
  smt_sfm_client_set_deadlines (fixture->client, DEADLINE_MS, DEADLINE_MS);
  fixture->desk = smt_desk_new (SMT_BROKER (fixture->client), fixture->journal, signer);
}

void
fixture_clear_desk (Fixture *fixture)
{
  if (fixture->journal != NULL)
    journal_close (fixture->journal);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->journal);
}

/* The program ends and starts again; the sandbox goes on. */
void
fixture_restart (Fixture *fixture)
{
  fixture_clear_desk (fixture);
  fixture_lay_desk (fixture);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("smt-desk-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->journal_path = g_build_filename (fixture->folder, "journal.db", NULL);
  start_sandbox (fixture);
  fixture_lay_desk (fixture);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  fixture_clear_desk (fixture);
  g_subprocess_send_signal (fixture->sandbox, SIGTERM);
  g_assert_true (g_subprocess_wait (fixture->sandbox, NULL, NULL));
  g_clear_object (&fixture->sandbox);

  dir = g_dir_open (fixture->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->journal_path);
  g_free (fixture->url);
}

static SmtLookupRequest *
request_new (const char *number)
{
  SmtPatient *patient = smt_patient_new ();

  patient->national_number = g_strdup (number);
  patient->family = g_strdup ("Testesen");
  patient->given = g_strdup ("Ada");
  patient->postal_code = g_strdup ("9999");
  patient->city = g_strdup ("Prøvebyen");
  return smt_lookup_request_new (patient);
}

static SmtPatientContext *
look_up_by (SmtDesk *desk, SmtLookupRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_desk_look_up_async (desk, request, NULL, keep_result, &result);
  await (&result);

  return smt_desk_look_up_finish (desk, result, error);
}

SmtPatientContext *
look_up (SmtDesk *desk, const char *number, GError **error)
{
  return look_up_by (desk, request_new (number), error);
}

SmtPatientContext *
look_up_with_originals (SmtDesk *desk, const char *number)
{
  SmtLookupRequest *request = request_new (number);
  g_autoptr (GError) error = NULL;
  SmtPatientContext *context;

  request->include_original = TRUE;
  context = look_up_by (desk, request, &error);
  g_assert_no_error (error);
  return context;
}

/* With the reference number of a locked prescription. */
SmtPatientContext *
look_up_with_reference (SmtDesk *desk, const char *number, const char *reference)
{
  SmtLookupRequest *request = request_new (number);
  const char *const references[] = { reference, NULL };
  g_autoptr (GError) error = NULL;
  SmtPatientContext *context;

  request->reference_numbers = g_strdupv ((char **)references);
  context = look_up_by (desk, request, &error);
  g_assert_no_error (error);
  return context;
}

SmtPatientContext *
look_up_well (SmtDesk *desk, const char *number)
{
  g_autoptr (GError) error = NULL;
  SmtPatientContext *context = look_up (desk, number, &error);

  g_assert_no_error (error);
  g_assert_nonnull (context);
  return context;
}

SmtReceipt *
sign_and_send (SmtPatientContext *context, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smt_patient_context_send_async (context, NULL, keep_result, &result);
  await (&result);

  return smt_patient_context_send_finish (context, result, error);
}

GPtrArray *
open_sends (SmtDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *sends;

  smt_desk_open_sends_async (desk, keep_result, &result);
  await (&result);
  sends = smt_desk_open_sends_finish (desk, result, &error);
  g_assert_no_error (error);

  return sends;
}

void
wait_until_saved (SmtPatientContext *context)
{
  while (!get_flag (context, "saved"))
    g_main_context_iteration (NULL, TRUE);
}

gboolean
desk_get_flag (GObject *object, const char *name)
{
  gboolean value = FALSE;

  g_object_get (object, name, &value, NULL);
  return value;
}

guint
desk_get_count (GObject *object, const char *name)
{
  guint value = 0;

  g_object_get (object, name, &value, NULL);
  return value;
}

/* --- deciding ----------------------------------------------------------------------------------------------------- */

/* The row in use whose product is displayed with @name. */
const SmtRow *
find_row (SmtPatientContext *context, const char *name)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);

      if (row->treatment->product != NULL && row->treatment->product->display != NULL
          && strstr (row->treatment->product->display, name) != NULL && smt_treatment_is_in_use (row->treatment))
        return row;
    }
  g_error ("no row with %s", name);
}

static SmtDate
next_weekday (SmtDate from, SmtWeekday weekday)
{
  while (smt_date_weekday (from) != weekday)
    from = smt_date_add_days (from, 1);

  return from;
}

const SmtMessage *
find_message (SmtPatientContext *context, SmtMessageKind kind)
{
  const SmtList *list = smt_patient_context_get_list (context);

  for (guint i = 0; i < list->messages->len; i++)
    if (((SmtMessage *)g_ptr_array_index (list->messages, i))->kind == kind)
      return g_ptr_array_index (list->messages, i);
  return NULL;
}

SmtDecision *
decision_on (SmtPatientContext *context, SmtDecisionKind kind, const char *name)
{
  return smt_patient_context_new_decision (context, kind, find_row (context, name)->treatment->key);
}

void
decide_well (SmtPatientContext *context, SmtDecision *decision)
{
  g_autoptr (GError) error = NULL;

  smt_patient_context_decide (context, decision, &error);
  g_assert_no_error (error);
}

void
change_weekly (SmtPatientContext *context, const char *name, int amount, const char *unit, SmtWeekday weekday)
{
  const SmtRow *row = find_row (context, name);
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, SMT_DECISION_CHANGE, row->treatment->key);

  decision->rhythm = smt_rhythm_new_weekdays (smt_range_exact_int (amount), unit, (guint8)(1 << weekday));
  decision->first_day = next_weekday (smt_patient_context_get_today (context), weekday);
  decide_well (context, decision);
}

void
stop_row (SmtPatientContext *context, const char *name)
{
  const SmtRow *row = find_row (context, name);
  g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (context, SMT_DECISION_STOP, row->treatment->key);

  decision->stop_reason = SMT_STOP_FINISHED;
  decide_well (context, decision);
}

void
take_in (SmtPatientContext *context, const char *name)
{
  const SmtRow *row = find_row (context, name);
  g_autoptr (SmtDecision) decision =
      smt_patient_context_new_decision (context, SMT_DECISION_TAKE_IN, row->treatment->key);

  decide_well (context, decision);
}

/* Everything that blocks Ada's list is settled, one entry is stopped, the rest is kept. */
void
settle_ada (SmtPatientContext *context)
{
  change_weekly (context, "Methotrexate", 3, "tablett", SMT_MONDAY);
  change_weekly (context, "Metex", 1, "penn", SMT_FRIDAY);
  take_in (context, "Paralgin");
  stop_row (context, "Pantoprazol");
  smt_patient_context_keep_unchanged (context, SMT_ROLE_DOCTOR);
}

/* What else blocks is asked about, and goes back as it came. */
void
clarify_rest (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    {
      const SmtRow *row = smt_reconciliation_get_row (reconciliation, i);
      g_autoptr (SmtDecision) clarify = NULL;

      if (!row->blocks)
        continue;
      clarify = smt_patient_context_new_decision (context, SMT_DECISION_CLARIFY, row->treatment->key);
      clarify->recipient = g_strdup ("pasienten");
      clarify->due = smt_date_add_days (smt_patient_context_get_today (context), 1);
      decide_well (context, clarify);
    }
}

guint
count_decided (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint count = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    if (smt_reconciliation_get_row (reconciliation, i)->decision != NULL)
      count++;

  return count;
}

/* --- the whole of what the sandbox holds -------------------------------------------------------------------------- */

/* Of each statement its bytes, by what it is known by; whether a lookup showed it is of the lookup, not of the
 * statement. */
GHashTable *
hold_all (Fixture *fixture, const char *number)
{
  g_autoptr (SmtJson) state = sandbox_state (fixture);
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SmtJsonIter iter;
  SmtJsonCursor statement;

  smt_json_iter_init (&iter, smt_json_member (sandbox_patient (state, number), "statements"));
  while (smt_json_iter_next (&iter, NULL, &statement))
    {
      char *id = smt_json_dup_string (smt_json_member (statement, "reseptId"));

      if (id == NULL)
        id = smt_json_dup_string (smt_json_member (statement, "pll"));
      g_assert_nonnull (id);
      g_assert_true (g_hash_table_replace (all, id, smt_json_dup_bytes (statement)));
    }
  g_assert_cmpuint (g_hash_table_size (all), >, 0);
  return all;
}

/* Of what was held @before, @touched (NULL-terminated names) and no other has changed or gone; @n_new came to it. */
void
assert_touched (Fixture *fixture, const char *number, GHashTable *before, const char *const *touched, guint n_new)
{
  g_autoptr (GHashTable) after = hold_all (fixture, number);
  GHashTableIter iter;
  gpointer id, bytes;
  guint n_touched = 0, added = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, &bytes))
    {
      const char *now = g_hash_table_lookup (after, id);
      gboolean expected = FALSE;

      if (g_strcmp0 (now, bytes) == 0)
        continue;
      for (guint i = 0; touched[i] != NULL; i++)
        expected = expected || strstr (bytes, touched[i]) != NULL;
      if (!expected)
        g_error ("changed without a decision: %s\nis now %s", (char *)bytes, now);
      n_touched++;
    }
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    added += g_hash_table_contains (before, id) ? 0 : 1;
  g_assert_cmpuint (n_touched, ==, g_strv_length ((char **)touched));
  g_assert_cmpuint (added, ==, n_new);
}

/* Everything arrives, in one send. */
void
send_whole (Fixture *fixture, SmtPatientContext *context, const char *number)
{
  gint64 before = sandbox_counts (fixture, number).applied;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtReceipt) receipt = sign_and_send (context, &error);

  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));
  g_assert_cmpint (smt_patient_context_get_state (context), ==, SMT_CONTEXT_SENT);
  g_assert_cmpint (sandbox_counts (fixture, number).applied, ==, before + 1);
}

SmtDate
in_days (SmtPatientContext *context, int days)
{
  return smt_date_add_days (smt_patient_context_get_today (context), days);
}

void
assert_refused (SmtPatientContext *context, SmtDecision *decision, SmtReconcileError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (smt_patient_context_decide (context, decision, &error));
  g_assert_error (error, SMT_RECONCILE_ERROR, (int)code);
}
