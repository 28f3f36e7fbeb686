/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-sandbox-process.h"

#include <signal.h>
#include <sys/prctl.h>

#define LISTENING "listening "

struct _SmtSandboxProcess
{
  GObject parent_instance;

  GSubprocess *process;
  GDataInputStream *output;
  char *base_url;
};

G_DEFINE_FINAL_TYPE (SmtSandboxProcess, smt_sandbox_process, G_TYPE_OBJECT)

static void
smt_sandbox_process_dispose (GObject *object)
{
  SmtSandboxProcess *self = SMT_SANDBOX_PROCESS (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_clear_pointer (&self->base_url, g_free);
  G_OBJECT_CLASS (smt_sandbox_process_parent_class)->dispose (object);
}

static void
smt_sandbox_process_class_init (SmtSandboxProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smt_sandbox_process_dispose;
}

static void
smt_sandbox_process_init (SmtSandboxProcess *self)
{
}

/* Installed, or beside us in a build folder; SMT_SANDBOX and SMT_SANDBOX_PATIENTS win. */
static char *
find_program (void)
{
  const char *given = g_getenv ("SMT_SANDBOX");

  if (given != NULL)
    return g_strdup (given);
  if (g_file_test (SMT_BIN_DIR "/samstemt-sandbox", G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (SMT_BIN_DIR "/samstemt-sandbox");
  return g_find_program_in_path ("samstemt-sandbox");
}

static char *
find_patients (void)
{
  const char *given = g_getenv ("SMT_SANDBOX_PATIENTS");

  return g_strdup (given != NULL ? given : SMT_DATA_DIR "/sandbox");
}

/* If we are killed, the child must not go on listening. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static void
first_line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SmtSandboxProcess *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (line == NULL || !g_str_has_prefix (line, LISTENING))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the sandbox did not say where it listens");
      return;
    }
  self->base_url = g_strstrip (g_strdup (line + strlen (LISTENING)));
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/**
 * smt_sandbox_process_start_async:
 * @folder: where its state lives
 * @now: (nullable): its clock
 * @helseid: whether it demands a sign-in, which it then is the issuer of
 *
 * Starts the sandbox on a free port and waits until it listens.
 */
void
smt_sandbox_process_start_async (const char *folder,
                                 const char *now,
                                 gboolean helseid,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (SmtSandboxProcess) self = g_object_new (SMT_TYPE_SANDBOX_PROCESS, NULL);
  g_autofree char *program = find_program ();
  g_autofree char *patients = find_patients ();
  g_autofree char *patients_option = g_strconcat ("--patients=", patients, NULL);
  g_autofree char *state = g_build_filename (folder, "sandbox-state.json", NULL);
  g_autofree char *state_option = g_strconcat ("--state=", state, NULL);
  g_autofree char *now_option = now != NULL ? g_strconcat ("--now=", now, NULL) : NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  GError *error = NULL;

  g_task_set_source_tag (task, smt_sandbox_process_start_async);
  if (program == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "samstemt-sandbox was not found");
      return;
    }
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) "--port=0");
  g_ptr_array_add (arguments, state_option);
  g_ptr_array_add (arguments, patients_option);
  if (now_option != NULL)
    g_ptr_array_add (arguments, now_option);
  if (helseid)
    g_ptr_array_add (arguments, (gpointer) "--helseid");
  g_ptr_array_add (arguments, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *)arguments->pdata, &error);
  if (self->process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, first_line_cb, g_steal_pointer (&task));
}

/** smt_sandbox_process_start_finish: Returns: (transfer full) (nullable): the running sandbox; it ends when this is let
 * go */
SmtSandboxProcess *
smt_sandbox_process_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** smt_sandbox_process_get_base_url: Returns: (transfer none): "http://127.0.0.1:PORT" */
const char *
smt_sandbox_process_get_base_url (SmtSandboxProcess *self)
{
  g_return_val_if_fail (SMT_IS_SANDBOX_PROCESS (self), NULL);
  return self->base_url;
}
