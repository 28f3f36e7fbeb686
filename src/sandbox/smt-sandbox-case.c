/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-case.h"

#include <string.h>

/**
 * smt_sandbox_case_new:
 * @store: the store
 * @request: the Parameters that came
 * @problem: (out) (transfer full): why there is no case
 *
 * Returns: (transfer full) (nullable): the case
 */
SmtSandboxCase *
smt_sandbox_case_new (SmtSandboxStore *store, SmtJsonCursor request, char **problem)
{
  guint parameter = 0;
  g_autoptr (SmtSandboxRecord) sent = smt_sandbox_record_read (request, &parameter, problem);
  SmtSandboxEntry *person = sent != NULL ? smt_sandbox_record_first (sent, "Patient") : NULL;
  SmtSandboxPatient *patient = NULL;
  SmtSandboxCase *self;

  if (sent == NULL)
    return NULL;
  if (person != NULL)
    patient = smt_sandbox_store_find_person (store, smt_sandbox_entry_resource (person));
  if (patient == NULL)
    {
      *problem = g_strdup ("The patient is not one of the sandbox");
      return NULL;
    }
  self = g_new0 (SmtSandboxCase, 1);
  self->store = store;
  self->patient = patient;
  self->parameter = parameter;
  self->held = smt_sandbox_patient_shown (patient);
  self->came = smt_sandbox_statements (sent);
  self->sent = g_steal_pointer (&sent);
  return self;
}

/**
 * smt_sandbox_case_free:
 * @self: (transfer full) (nullable): the case
 */
void
smt_sandbox_case_free (SmtSandboxCase *self)
{
  if (self == NULL)
    return;
  smt_sandbox_record_free (self->sent);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->came);
  g_free (self);
}

/**
 * smt_sandbox_case_wants_pll:
 * @self: the case
 *
 * Returns: whether the PLL is to be written: createPLL is true in the M25.1
 */
gboolean
smt_sandbox_case_wants_pll (const SmtSandboxCase *self)
{
  SmtSandboxEntry *info = smt_sandbox_record_message (self->sent, "M25.1");
  SmtJsonCursor information;

  if (info == NULL)
    return FALSE;
  information = smt_sandbox_extension (smt_sandbox_entry_resource (info), SMT_SANDBOX_PLL_INFORMATION);
  return smt_sandbox_json_true (smt_sandbox_extension (information, "createPLL"), "valueBoolean");
}

/**
 * smt_sandbox_case_signer:
 * @self: the case
 *
 * Returns: (transfer none) (nullable): the Practitioner of the bundle who attests the Composition
 */
SmtSandboxEntry *
smt_sandbox_case_signer (const SmtSandboxCase *self)
{
  SmtJsonCursor composition = smt_sandbox_entry_resource (g_ptr_array_index (self->sent->entries, 0));
  g_autofree char *party = smt_sandbox_json_text (composition, "attester/0/party/reference");
  SmtSandboxEntry *entry = smt_sandbox_record_find (self->sent, party);

  return entry != NULL && strcmp (entry->type, "Practitioner") == 0 ? entry : NULL;
}

/**
 * smt_sandbox_case_held:
 * @self: the case
 * @came: a statement that came
 *
 * Returns: (transfer none) (nullable): the same as held; %NULL when it is new
 */
SmtSandboxStatement *
smt_sandbox_case_held (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  return smt_sandbox_statement_same (self->held, came);
}

/**
 * smt_sandbox_case_is_touched:
 * @self: the case
 * @came: a statement that came
 *
 * Returns: whether it is new or changed, so that it has to be whole
 */
gboolean
smt_sandbox_case_is_touched (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);

  return held == NULL || !smt_sandbox_statement_equal (held, came) || smt_sandbox_case_is_recall (self, came);
}

/**
 * smt_sandbox_case_is_recall:
 * @self: the case
 * @came: a statement that came
 *
 * Returns: whether it asks for a recall that has not been carried out yet
 */
gboolean
smt_sandbox_case_is_recall (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);

  return held != NULL && came->recall_code != NULL && held->recall_code == NULL;
}

/**
 * smt_sandbox_case_referred:
 * @self: the case
 * @references: an array of references, such as basedOn
 *
 * Returns: (transfer none) (nullable): the statement that the first one names
 */
SmtSandboxStatement *
smt_sandbox_case_referred (const SmtSandboxCase *self, SmtJsonCursor references)
{
  g_autofree char *url = smt_sandbox_json_text (references, "0/reference");

  for (guint i = 0; url != NULL && i < self->came->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (self->came, i);

      if (g_str_equal (statement->entry->full_url, url))
        return statement;
    }
  return NULL;
}

/**
 * smt_sandbox_case_refuse:
 * @self: the case
 * @outcome: where the issue goes
 * @came: (nullable): the statement it is about; %NULL for the Composition
 * @path: what is wrong in it, as in an expression; "" for all of it
 * @reason: what is wrong
 */
void
smt_sandbox_case_refuse (const SmtSandboxCase *self,
                         SmtSandboxOutcome *outcome,
                         const SmtSandboxStatement *came,
                         const char *path,
                         const char *reason)
{
  g_autofree char *where = g_strdup_printf ("Parameters.Parameter[%u].Resource.Entry[%u].Resource%s%s", self->parameter,
                                            came != NULL ? came->at : 0, *path != '\0' ? "." : "", path);

  smt_sandbox_outcome_add (outcome, "invalid", where, "%s", reason);
}
