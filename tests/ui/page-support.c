/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "page-support.h"

#include "desk/smt-patient-context-private.h"
#include "exchange/smt-sfm-client.h"

static SmtAnswer *
read_answer (const char *path, SmtDate today)
{
  const SmtReadOptions options = { .today = today };
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  SmtAnswer *answer;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s", error->message);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  answer = smt_answer_read_with (bytes, &options, &error);
  if (answer == NULL)
    g_error ("%s: %s", path, error->message);
  return answer;
}

SmtPatientContext *
page_test_open (const char *path, SmtDate today)
{
  SmtSigner signer = { .given = (char *)"Lise", .family = (char *)"Prøve" };
  g_autoptr (SmtSfmClient) broker = smt_sfm_client_new ("http://127.0.0.1:9/", NULL);
  g_autoptr (SmtDesk) desk = smt_desk_new (SMT_BROKER (broker), NULL, &signer);
  SmtAnswer *answer = read_answer (path, today);
  const SmtList *list = smt_answer_get_list (answer);
  SmtLook *look = g_new0 (SmtLook, 1);

  look->request = smt_lookup_request_new (smt_patient_ref (list->patient));
  look->reconciliation = smt_reconciliation_new (list, today);
  look->comparison = smt_comparison_new (list, NULL, NULL, NULL, NULL);
  look->answer = answer;
  look->patient_key = g_strdup ("bench");
  look->boot_time = _smt_desk_boot_now (desk);
  look->server_time = SMT_INSTANT_UNSET;
  look->fetched = list->rf_fetched;
  look->sends = g_ptr_array_new ();
  return _smt_patient_context_new (desk, look);
}

SmtBeside *
page_test_read_file (const char *path, SmtDate today)
{
  g_autoptr (SmtAnswer) answer = read_answer (path, today);

  return smt_beside_new ("file.json", answer);
}
