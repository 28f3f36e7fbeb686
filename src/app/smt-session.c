/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-app"

#include "app/smt-session.h"

#include <glib/gstdio.h>

#include "app/smt-demo-sign-in.h"
#include "app/smt-sandbox-process.h"
#include "app/smt-service.h"
#include "exchange/smt-sfm-client.h"
#include "fest/smt-fest.h"
#include "journal/smt-journal-audit.h"

struct _SmtSession
{
  GObject parent_instance;

  SmtSandboxProcess *sandbox; /* NULL: another server */
  SmtKeyring *keyring;
  SmtJournal *journal;     /* NULL: decisions live in memory only */
  SmtCatalogue *catalogue; /* NULL: FEST has not been imported */
  GFileMonitor *watch;     /* (nullable): tells when catalogue.db is another */
  gboolean is_loading;     /* catalogue.db, anew */
  gboolean load_again;     /* it changed meanwhile */
  SmtHelseid *helseid;     /* NULL: nobody has to sign in */
  SmtDesk *desk;
  GError *journal_error; /* (nullable): why there is none */
  char *folder;
  gboolean interrupted; /* the session before did not close */
  char *temporary;      /* removed at the end */
  char *base_url;
  SmtDate today;
  gboolean demands_sign_in; /* the demo */
};

G_DEFINE_FINAL_TYPE (SmtSession, smt_session, G_TYPE_OBJECT)

/* The demo keeps nothing: its folder holds the sandbox's state and the journal, and goes with the session. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
smt_session_dispose (GObject *object)
{
  SmtSession *self = SMT_SESSION (object);

  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  g_clear_object (&self->desk);
  g_clear_object (&self->helseid);
  g_clear_object (&self->journal);
  g_clear_object (&self->keyring);
  g_clear_object (&self->sandbox);
  g_clear_pointer (&self->catalogue, smt_catalogue_unref);
  if (self->temporary != NULL)
    remove_folder (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  G_OBJECT_CLASS (smt_session_parent_class)->dispose (object);
}

static void
smt_session_finalize (GObject *object)
{
  SmtSession *self = SMT_SESSION (object);

  g_free (self->folder);
  g_clear_error (&self->journal_error);
  g_free (self->base_url);
  G_OBJECT_CLASS (smt_session_parent_class)->finalize (object);
}

static void
smt_session_class_init (SmtSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smt_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = smt_session_finalize;
}

static void
smt_session_init (SmtSession *self)
{
}

/* --- the mark of a session at work -----------------------------------------------------------------------------------
 */

/* An empty file that lies beside the journal while it is open: found at a start, the last session was cut off. Only the
 * holder of the journal may look or lay it, so that a second copy takes nobody for dead. */
static char *
make_mark_path (SmtSession *self)
{
  return g_build_filename (self->folder, "at-work", NULL);
}

static void
lay_mark (SmtSession *self)
{
  g_autofree char *path = make_mark_path (self);

  self->interrupted = g_file_test (path, G_FILE_TEST_EXISTS);
  if (!g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_info ("the mark of a session at work could not be laid");
}

static void
take_mark_away (SmtSession *self)
{
  g_autofree char *path = make_mark_path (self);

  g_unlink (path);
}

/** smt_session_was_interrupted: Returns: whether the session before it on the same folder did not close */
gboolean
smt_session_was_interrupted (SmtSession *self)
{
  g_return_val_if_fail (SMT_IS_SESSION (self), FALSE);
  return self->interrupted;
}

/* --- the desk --------------------------------------------------------------------------------------------------------
 */

/* Who signs where nobody has to sign in: the sandbox's own doctor. make_desk() sees to it that only a loopback server
 * is spoken to. */
static SmtSigner *
make_synthetic_signer (void)
{
  SmtSigner *signer = smt_signer_new ();

  signer->hpr = g_strdup ("900100017");
  signer->given = g_strdup ("Lise");
  signer->family = g_strdup ("Fastlegesen");
  signer->her_id = g_strdup ("8900017");
  signer->office = g_strdup ("Prøvebyen legesenter");
  return signer;
}

static void
load_work_list (SmtSession *self)
{
  const char *given = g_getenv ("SMT_WORK_LIST");
  const char *path = given != NULL ? given : SMT_DATA_DIR "/demo/work-list.json";
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  if (!smt_work_list_load (smt_desk_get_work_list (self->desk), bytes, &error))
    g_warning ("the work list could not be read");
}

static void
make_desk (SmtSession *self, GTask *task)
{
  GError *error = NULL;
  g_autoptr (SmtSfmClient) client = smt_sfm_client_new (self->base_url, &error);
  g_autoptr (SmtSigner) signer = self->helseid != NULL ? smt_signer_new () : make_synthetic_signer ();

  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* real patients are seen by nobody who has not signed in */
  if (self->helseid == NULL && !smt_broker_is_synthetic (SMT_BROKER (client)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               "a service that is not on this machine needs a service file with HelseID");
      return;
    }
  smt_sfm_client_set_helseid (client, self->helseid);
  self->desk = smt_desk_new (SMT_BROKER (client), self->journal, signer);
  smt_desk_set_helseid (self->desk, self->helseid);
  if (smt_date_is_set (self->today))
    smt_desk_set_today (self->desk, self->today);
  smt_desk_set_catalogue (self->desk, self->catalogue);
  load_work_list (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/* --- what is kept ----------------------------------------------------------------------------------------------------
 */

static void
purged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (smt_journal_purge_finish (SMT_JOURNAL (source), result, &n, &error))
    g_info ("old records deleted for good: %u", n);
  else
    g_message ("old records could not be deleted (%s %d)", g_quark_to_string (error->domain), error->code);
}

static SmtInstant
days_ago (guint days)
{
  return days > 0 ? g_get_real_time () - (gint64)days * G_TIME_SPAN_DAY : SMT_INSTANT_UNSET;
}

/**
 * smt_session_purge:
 * @self: a session
 * @days: what is finished and older than this many days goes; 0: nothing
 * @log_days: … of the log of use
 *
 * Deletes it behind the work at hand.
 */
void
smt_session_purge (SmtSession *self, guint days, guint log_days)
{
  g_return_if_fail (SMT_IS_SESSION (self));

  if (self->journal != NULL && (days > 0 || log_days > 0))
    smt_journal_purge_async (self->journal, days_ago (days), days_ago (log_days), purged_cb, NULL);
}

/* --- the catalogue ---------------------------------------------------------------------------------------------------
 */

static void reload_catalogue (SmtSession *self);

static void
load_catalogue (GTask *loading, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SmtCatalogue *catalogue = smt_fest_load (data, &error);

  if (catalogue != NULL)
    g_task_return_pointer (loading, catalogue, (GDestroyNotify)smt_catalogue_unref);
  else
    g_task_return_error (loading, error);
}

/* A new extract was imported meanwhile: the next list is read with it. What cannot be loaded leaves the old one. */
static void
catalogue_reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SmtSession *self = SMT_SESSION (source);
  g_autoptr (GError) error = NULL;
  SmtCatalogue *catalogue = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_loading = FALSE;
  if (catalogue == NULL)
    g_message ("FEST could not be loaded anew (%s %d)", g_quark_to_string (error->domain), error->code);
  else
    {
      g_clear_pointer (&self->catalogue, smt_catalogue_unref);
      self->catalogue = catalogue;
      if (self->desk != NULL)
        smt_desk_set_catalogue (self->desk, catalogue);
    }
  if (self->load_again && self->watch != NULL)
    reload_catalogue (self);
}

static void
reload_catalogue (SmtSession *self)
{
  g_autoptr (GTask) loading = NULL;

  self->load_again = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  loading = g_task_new (self, NULL, catalogue_reloaded_cb, NULL);
  g_task_set_source_tag (loading, reload_catalogue);
  g_task_set_task_data (loading, smt_fest_make_path (self->folder), g_free);
  g_task_run_in_thread (loading, load_catalogue);
}

static void
catalogue_changed_cb (GFileMonitor *watch, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGED || event == G_FILE_MONITOR_EVENT_CREATED
      || event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    reload_catalogue (data);
}

/* Watched before the first load, so that no import falls between the two. Where nothing can be watched, an extract is
 * used from the next start on. */
static void
watch_catalogue (SmtSession *self)
{
  g_autofree char *path = smt_fest_make_path (self->folder);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->watch = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->watch != NULL)
    g_signal_connect (self->watch, "changed", G_CALLBACK (catalogue_changed_cb), self);
}

static void
catalogue_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtSession *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* without it the work goes on, and every list says what is not checked */
  self->is_loading = FALSE;
  self->catalogue = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, SMT_FEST_ERROR, SMT_FEST_ERROR_ABSENT))
    g_info ("FEST has not been imported");
  else if (self->catalogue == NULL)
    g_message ("FEST could not be loaded (%s %d)", g_quark_to_string (error->domain), error->code);
  make_desk (self, task);
  if (self->load_again)
    reload_catalogue (self);
}

/* Before the desk, so that no list is read without it. */
static void
open_catalogue (GTask *task)
{
  SmtSession *self = g_task_get_task_data (task);
  g_autoptr (GTask) loading = g_task_new (NULL, NULL, catalogue_loaded_cb, g_object_ref (task));

  watch_catalogue (self);
  self->is_loading = TRUE;
  g_task_set_source_tag (loading, open_catalogue);
  g_task_set_task_data (loading, smt_fest_make_path (self->folder), g_free);
  g_task_run_in_thread (loading, load_catalogue);
}

static void
journal_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtSession *self = g_task_get_task_data (task);
  /* without a journal the work goes on in memory, and the window says so */
  self->journal = smt_journal_open_finish (result, &self->journal_error);
  if (self->journal != NULL)
    lay_mark (self);
  else
    g_message ("the journal could not be opened (%s %d)", g_quark_to_string (self->journal_error->domain),
               self->journal_error->code);
  open_catalogue (task);
}

static void
open_journal (GTask *task)
{
  SmtSession *self = g_task_get_task_data (task);
  g_autofree char *path = g_build_filename (self->folder, "journal.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  smt_journal_open_async (file, self->keyring, NULL, journal_opened_cb, g_object_ref (task));
}

static void
demo_signed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->helseid = smt_demo_sign_in_finish (result, &error);
  if (self->helseid != NULL)
    open_journal (task);
  else
    g_task_return_error (task, error);
}

static void
sandbox_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->sandbox = smt_sandbox_process_start_finish (result, &error);
  if (self->sandbox == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->base_url = g_strdup (smt_sandbox_process_get_base_url (self->sandbox));
  if (self->demands_sign_in)
    smt_demo_sign_in_async (self->base_url, demo_signed_up_cb, g_steal_pointer (&task));
  else
    open_journal (task);
}

static gboolean
choose_folder (SmtSession *self, const SmtOptions *options, GError **error)
{
  if (options->profile != NULL)
    self->folder = g_strdup (options->profile);
  else if (options->demo)
    {
      self->temporary = g_dir_make_tmp ("samstemt-XXXXXX", error);
      self->folder = g_strdup (self->temporary);
    }
  else
    self->folder = g_build_filename (g_get_user_data_dir (), "samstemt", NULL);
  if (self->folder == NULL)
    return FALSE;
  /* what the demo keeps is gone with it, and so are its keys */
  self->keyring = self->temporary != NULL ? smt_keyring_new_in_memory () : smt_keyring_new (self->folder);
  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the profile folder could not be made");
  return FALSE;
}

/* Where SFM and HelseID are, from the service file. */
static gboolean
open_service (SmtSession *self, const SmtOptions *options, GError **error)
{
  g_autofree char *path = smt_service_find (options);

  if (path == NULL)
    return TRUE;
  self->helseid = smt_service_open (path, self->folder, error);
  if (self->helseid == NULL)
    return FALSE;
  self->base_url = g_strdup (smt_helseid_get_settings (self->helseid)->base_url);
  return TRUE;
}

/**
 * smt_session_open_async:
 *
 * Starts the sandbox when the demo was asked for, opens the journal and lays the desk.
 */
void
smt_session_open_async (const SmtOptions *options, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  SmtSession *self = g_object_new (SMT_TYPE_SESSION, NULL);
  g_autofree char *today = smt_date_is_set (options->today) ? smt_date_to_iso (options->today) : NULL;
  g_autofree char *now = today != NULL ? g_strconcat (today, "T10:00:00+01:00", NULL) : NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, smt_session_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->today = options->today;
  self->base_url = g_strdup (options->base_url);
  self->demands_sign_in = options->sign_in;
  if (!choose_folder (self, options, &error) || !open_service (self, options, &error))
    g_task_return_error (task, error);
  else if (self->base_url == NULL)
    smt_sandbox_process_start_async (self->folder, now, self->demands_sign_in, sandbox_started_cb,
                                     g_steal_pointer (&task));
  else
    open_journal (task);
}

/** smt_session_open_finish: Returns: (transfer full) (nullable): the session */
SmtSession *
smt_session_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** smt_session_get_journal_error: Returns: (transfer none) (nullable): why decisions live in memory only */
const GError *
smt_session_get_journal_error (SmtSession *self)
{
  g_return_val_if_fail (SMT_IS_SESSION (self), NULL);
  return self->journal_error;
}

/** smt_session_get_desk: Returns: (transfer none): its desk */
SmtDesk *
smt_session_get_desk (SmtSession *self)
{
  g_return_val_if_fail (SMT_IS_SESSION (self), NULL);
  return self->desk;
}

static void
journal_closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *closed = data;

  smt_journal_close_finish (SMT_JOURNAL (source), result, NULL);
  *closed = TRUE;
}

/** smt_session_close: waits until the journal is closed; what it has answered for is on disk in any case */
void
smt_session_close (SmtSession *self)
{
  gboolean closed = FALSE;

  g_return_if_fail (SMT_IS_SESSION (self));

  if (self->journal == NULL)
    return;
  smt_journal_close_async (self->journal, journal_closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  take_mark_away (self);
  g_clear_object (&self->journal);
}
