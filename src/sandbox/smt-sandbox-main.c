/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "sandbox/smt-sandbox-server.h"
#include "smt-config.h"

typedef struct
{
  int port;
  char *state;
  char *patients;
  char *fault;
  char *now;
  char *pll_senders;
  gboolean helseid;
  gboolean with_stdin;
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->state);
  g_free (options->patients);
  g_free (options->fault);
  g_free (options->now);
  g_free (options->pll_senders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port on 127.0.0.1; 0 takes a free one", "PORT" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options->state, "Keep the state in this file", "FILE" },
    { "patients", 0, 0, G_OPTION_ARG_FILENAME, &options->patients, "Folder with the patients", "DIR" },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &options->fault, "Begin with this fault", "NAME" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &options->now, "The sandbox's clock begins here", "ISO" },
    { "pll-senders", 0, 0, G_OPTION_ARG_STRING, &options->pll_senders, "Who may send a PLL: doctors (default) or all",
      "WHO" },
    { "helseid", 0, 0, G_OPTION_ARG_NONE, &options->helseid, "Be HelseID too, and let only those in who have signed in",
      NULL },
    { "with-stdin", 0, 0, G_OPTION_ARG_NONE, &options->with_stdin, "End when standard input is closed", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a stand-in for SFM Basis with synthetic patients");
  g_autofree char *faults = smt_sandbox_faults_dup_help ();
  g_autofree char *about = g_strconcat ("Faults:\n", faults, "\nsamstemt-sandbox(1) has the rest.\n", NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, about);
  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
check_options (const Options *options, GError **error)
{
  static const char *const senders[] = { "doctors", "all", NULL };
  SmtSandboxClock clock = { 0 };
  SmtSandboxFault fault;
  const char *wrong = NULL;

  if (options->port < 0 || options->port > 65535)
    wrong = "--port";
  else if (!smt_sandbox_fault_parse (options->fault, &fault))
    wrong = "--fault";
  else if (options->now != NULL && !smt_sandbox_clock_set (&clock, options->now))
    wrong = "--now";
  else if (options->pll_senders != NULL && !g_strv_contains (senders, options->pll_senders))
    wrong = "--pll-senders";
  if (wrong != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s has a value that means nothing", wrong);
  return wrong == NULL;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* SIGUSR1 clears the fault: with nobody listening no request can. */
static gboolean
clear_fault_cb (gpointer server)
{
  smt_sandbox_server_set_fault (server, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer loop)
{
  char buffer[64];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static SmtSandboxStore *
open_store (const Options *options, GError **error)
{
  g_autoptr (SmtSandboxStore) store = smt_sandbox_store_new (options->state);
  SmtSandboxClock asked = { 0 };

  store->any_prescriber_sends_pll = g_strcmp0 (options->pll_senders, "all") == 0;
  if (options->now != NULL)
    smt_sandbox_clock_set (&asked, options->now);
  store->clock = asked;
  if (!smt_sandbox_store_load (store, options->patients != NULL ? options->patients : SMT_DATA_DIR "/sandbox", error))
    return NULL;
  /* A kept state brings its own clock; --now goes before it. */
  if (options->now != NULL)
    store->clock = asked;
  return g_steal_pointer (&store);
}

static void
serve (SmtSandboxServer *server, gboolean with_stdin)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGUSR1, clear_fault_cb, server);
  if (with_stdin)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, stdin_cb, loop);
  printf ("listening http://127.0.0.1:%u\n", smt_sandbox_server_get_port (server));
  fflush (stdout);
  g_main_loop_run (loop);
}

/* Returns the exit status: 0 after an orderly end, 1 when it could not begin, 2 for wrong arguments. */
static int
run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (SmtSandboxStore) store = NULL;
  g_autoptr (SmtSandboxServer) server = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_options (&options, argc, argv, &error) || !check_options (&options, &error))
    {
      fprintf (stderr, "samstemt-sandbox: %s\n", error->message);
      return 2;
    }
  if (options.version)
    {
      printf ("samstemt-sandbox %s\n", SMT_VERSION);
      return 0;
    }
  store = open_store (&options, &error);
  server = store != NULL ? smt_sandbox_server_new (store) : NULL;
  if (server != NULL)
    smt_sandbox_server_set_fault (server, options.fault);
  if (server == NULL || !smt_sandbox_server_listen (server, (guint)options.port, &error))
    {
      fprintf (stderr, "samstemt-sandbox: %s\n", error->message);
      return 1;
    }
  if (options.helseid)
    smt_sandbox_server_demand_sign_in (server);
  serve (server, options.with_stdin);
  return 0;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  return run (argc, argv);
}
