/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fault table, 61 to 63: certificates made at test time, protocols that are too old, and no TLS at all. Nothing of
 * a request may leave, of a lookup and of a send.
 */
#include <glib/gstdio.h>

#include "exchange/smt-sfm-client.h"
#include "fault-server.h"

static char *folder;

static gboolean
run_openssl (const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (builder, "openssl");
  for (guint i = 0; arguments[i] != NULL; i++)
    g_strv_builder_add (builder, arguments[i]);
  all = g_strv_builder_end (builder);
  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)all, NULL);
  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

static void
put (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static const char ca_config[] = "[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial\n"
                                "default_md=sha256\npolicy=p\nunique_subject=no\nrand_serial=yes\n"
                                "[p]\ncommonName=supplied\n"
                                "[here]\nsubjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"
                                "[elsewhere]\nsubjectAltName=DNS:other.invalid\nextendedKeyUsage=serverAuth\n";

/* A certificate of our own authority, for @names, valid from @start to @end, with a key of the @kind "ec" or "rsa". */
static GTlsCertificate *
make_certificate (const char *kind, const char *names, const char *start, const char *end)
{
  const char *option = g_str_equal (kind, "rsa") ? "rsa_keygen_bits:2048" : "ec_paramgen_curve:P-256";
  const char *const request[] = { "req",   "-newkey", kind,    "-pkeyopt", option,  "-nodes", "-keyout",
                                  "s.key", "-out",    "s.csr", "-subj",    "/CN=s", NULL };
  const char *const sign[] = { "ca",       "-batch", "-config",     "ca.conf", "-cert",   "ca.crt",     "-keyfile",
                               "ca.key",   "-in",    "s.csr",       "-out",    "s.crt",   "-startdate", start,
                               "-enddate", end,      "-extensions", names,     "-notext", NULL };
  g_autofree char *certificate = g_build_filename (folder, "s.crt", NULL);
  g_autofree char *key = g_build_filename (folder, "s.key", NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *made;

  g_assert_true (run_openssl (request));
  g_assert_true (run_openssl (sign));
  made = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  return made;
}

/* An authority that this process trusts, and nobody else. */
static gboolean
make_authority (void)
{
  const char *const authority[] = {
    "req",     "-x509",  "-newkey", "ec",     "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
    "-keyout", "ca.key", "-out",    "ca.crt", "-subj",    "/CN=Test authority",      "-days",
    "3650",    NULL
  };
  g_autofree char *path = g_build_filename (folder, "ca.crt", NULL);
  g_autoptr (GTlsDatabase) database = NULL;

  if (!run_openssl (authority))
    return FALSE;
  put ("ca.conf", ca_config);
  put ("index.txt", "");
  database = g_tls_file_database_new (path, NULL);
  if (database == NULL)
    return FALSE;
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  return TRUE;
}

static guint deadline_ms = 20000;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

static SmtBrokerReply *
call (const char *url, gboolean send, GError **error)
{
  g_autoptr (SmtSfmClient) client = smt_sfm_client_new (url, NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"resourceType\":\"Parameters\"}", 29);
  g_autoptr (GAsyncResult) result = NULL;
  SmtBroker *broker = SMT_BROKER (client);

  smt_sfm_client_set_deadlines (client, deadline_ms, deadline_ms);
  if (send)
    smt_broker_send_async (broker, body, NULL, keep_result, &result);
  else
    smt_broker_look_up_async (broker, body, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return send ? smt_broker_send_finish (broker, result, error) : smt_broker_look_up_finish (broker, result, error);
}

static void
assert_refused (const char *url, int expected)
{
  for (guint send = 0; send < 2; send++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (call (url, send == 1, &error));
      g_assert_error (error, SMT_BROKER_ERROR, expected);
    }
}

/* --- certificates ------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *names;
  const char *start;
  const char *end;
  int error; /* -1: none */
} certificates[] = {
  { "good", "here", "200101000000Z", "491231000000Z", -1 },
  { "expired", "here", "200101000000Z", "210101000000Z", SMT_BROKER_ERROR_CERT_EXPIRED },
  { "not-yet", "here", "480101000000Z", "491231000000Z", SMT_BROKER_ERROR_CERT_TOO_EARLY },
  { "wrong-host", "elsewhere", "200101000000Z", "491231000000Z", SMT_BROKER_ERROR_CERT_NAME },
};

static void
test_certificate (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GTlsCertificate) certificate =
      make_certificate ("ec", certificates[i].names, certificates[i].start, certificates[i].end);
  g_autoptr (FaultServer) server = fault_server_new_with (certificate);
  g_autofree char *url = fault_server_url (server, "ok");

  if (certificates[i].error >= 0)
    {
      assert_refused (url, certificates[i].error);
      g_assert_cmpuint (fault_server_requests (server), ==, 0);
    }
  else
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtBrokerReply) reply = call (url, TRUE, &error);

      g_assert_no_error (error); /* or the others would prove nothing */
      g_assert_nonnull (reply);
      g_assert_cmpuint (fault_server_requests (server), ==, 1);
    }
}

/* --- protocols ---------------------------------------------------------------------------------------------------- */

/* An openssl server: with what we take it answers, so that a refusal of the others is not for want of a server. */
static const struct
{
  const char *name;
  const char *kind; /* of its key */
  const char *protocol;
  const char *ciphers;
  int error; /* of a send; UNKNOWN: the request left, and this server never answers one */
} protocols[] = {
  { "tls-1.3", "ec", "-tls1_3", "DEFAULT", SMT_BROKER_ERROR_UNKNOWN },
  { "tls-1.2-forward-secret", "ec", "-tls1_2", "ECDHE-ECDSA-AES128-GCM-SHA256", SMT_BROKER_ERROR_UNKNOWN },
  { "tls-1.1", "ec", "-tls1_1", "ALL:@SECLEVEL=0", SMT_BROKER_ERROR_NOT_SENT },
  { "tls-1.0", "ec", "-tls1", "ALL:@SECLEVEL=0", SMT_BROKER_ERROR_NOT_SENT },
  { "tls-1.2-rsa-key-forward-secret", "rsa", "-tls1_2", "ECDHE-RSA-AES128-GCM-SHA256", SMT_BROKER_ERROR_UNKNOWN },
  { "rsa-key-exchange", "rsa", "-tls1_2", "AES128-GCM-SHA256:AES256-GCM-SHA384:@SECLEVEL=0",
    SMT_BROKER_ERROR_NOT_SENT },
  { "cbc", "ec", "-tls1_2", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0", SMT_BROKER_ERROR_NOT_SENT },
};

static void
wait_for_port (guint port)
{
  for (;;)
    {
      g_autoptr (GSocketClient) socket = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection = NULL;

      g_socket_client_set_enable_proxy (socket, FALSE);
      connection = g_socket_client_connect_to_host (socket, "127.0.0.1", (guint16)port, NULL, NULL);
      if (connection != NULL)
        return;
      g_thread_yield ();
    }
}

static void
test_protocol (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GTlsCertificate) certificate =
      make_certificate (protocols[i].kind, "here", "200101000000Z", "491231000000Z");
  guint port = fault_server_free_port ();
  g_autofree char *accept = g_strdup_printf ("%u", port);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autofree char *certificate_path = g_build_filename (folder, "s.crt", NULL);
  g_autofree char *key_path = g_build_filename (folder, "s.key", NULL);
  g_autoptr (GSubprocess) server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "openssl",
                        "s_server", "-quiet", "-www", "-accept", accept, "-cert", certificate_path, "-key", key_path,
                        protocols[i].protocol, "-cipher", protocols[i].ciphers, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (certificate);
  g_assert_nonnull (server);
  wait_for_port (port);
  deadline_ms = 2000;
  g_assert_null (call (url, TRUE, &error));
  deadline_ms = 20000;
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_assert_error (error, SMT_BROKER_ERROR, protocols[i].error);
}

/* Plain HTTP where TLS is spoken: no part of the request is written in clear. */
static void
test_plain (void)
{
  g_autoptr (FaultServer) server = fault_server_new (FALSE);
  g_autofree char *plain = fault_server_url (server, "ok");
  g_autofree char *url = g_strconcat ("https", plain + strlen ("http"), NULL);
  g_autoptr (GError) error = NULL;

  deadline_ms = 1500; /* it waits for a request that never comes */
  g_assert_null (call (url, TRUE, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_NOT_SENT);
  g_clear_error (&error);
  g_assert_null (call (url, FALSE, &error));
  g_assert_error (error, SMT_BROKER_ERROR, SMT_BROKER_ERROR_TIMEOUT);
  deadline_ms = 20000;
  g_assert_cmpuint (fault_server_requests (server), ==, 0);
}

static void
clean_up (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
test_skipped (void)
{
  g_test_skip ("openssl is not here");
}

int
main (int argc, char *argv[])
{
  gboolean able;
  int status;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("smt-tls-XXXXXX", NULL);
  able = make_authority ();

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/tls/certificate/", certificates[i].name, NULL);

      if (able)
        g_test_add_data_func (path, GUINT_TO_POINTER (i), test_certificate);
      else
        g_test_add_func (path, test_skipped);
    }
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/tls/protocol/", protocols[i].name, NULL);

      if (able)
        g_test_add_data_func (path, GUINT_TO_POINTER (i), test_protocol);
      else
        g_test_add_func (path, test_skipped);
    }
  g_test_add_func ("/faults/tls/plain", test_plain);
  status = g_test_run ();
  clean_up ();
  g_free (folder);
  return status;
}
