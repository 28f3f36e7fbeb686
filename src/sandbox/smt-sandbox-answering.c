/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-answering.h"

#include <string.h>

#include "sandbox/smt-sandbox-statement.h"

#define SAYS_UNAVAILABLE "1"

/* A result code that stands instead of the template's. */
typedef struct
{
  const char *code;
  const char *display;
} Result;

/* 1 is SFM's; no public list has codes for what the patient has closed, so 6 and 7 are assumptions. */
static const Result rf_unavailable = { SAYS_UNAVAILABLE, "Reseptformidleren er ikke tilgjengelig" };
static const Result kj_unavailable = { SAYS_UNAVAILABLE, "Kjernejournal er ikke tilgjengelig" };
static const Result sperret = { "6", "Pasienten har sperret legemiddelopplysningene" };
static const Result blokkert = { "7", "Pasienten har blokkert innsyn i legemiddelopplysningene" };

typedef struct
{
  const SmtSandboxAccess *access;
  const char *stamp;
  gboolean asks_kj;
  const Result *kj; /* NULL: as the template says */
  const Result *prescriptions;
  const Result *list;
} Answering;

static void
close_all (Answering *self, const Result *result)
{
  self->kj = result;
  self->prescriptions = result;
  self->list = result;
}

static void
judge_registers (Answering *self, SmtSandboxFault fault)
{
  if (self->access->closed == SMT_SANDBOX_CLOSED_SPERRET)
    close_all (self, &sperret);
  if (self->access->closed == SMT_SANDBOX_CLOSED_BLOKKERT)
    close_all (self, &blokkert);
  if (fault == SMT_SANDBOX_FAULT_KJ_FAILED)
    self->kj = &kj_unavailable;
  if (fault == SMT_SANDBOX_FAULT_RF_FAILED)
    self->prescriptions = &rf_unavailable;
  if (fault == SMT_SANDBOX_FAULT_RF_FAILED || fault == SMT_SANDBOX_FAULT_PLL_FAILED)
    self->list = &rf_unavailable;
}

/* --- parameters --------------------------------------------------------------------------------------------------- */

static char *
fetched (const Answering *self, const char *name, const Result *result)
{
  if (result != NULL && strcmp (result->code, SAYS_UNAVAILABLE) == 0)
    return NULL;
  return g_strdup_printf ("{\"name\":\"%s\",\"valueDateTime\":\"%s\"}", name, self->stamp);
}

static char *
result_of (const char *name, const Result *result, const char *parameter)
{
  if (result == NULL)
    return g_strdup (parameter);
  return g_strdup_printf (
      "{\"name\":\"%s\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"" SMT_SANDBOX_ERROR_CODES
      "\",\"code\":\"%s\",\"display\":\"%s\"}]}}",
      name, result->code, result->display);
}

/* A register that was not asked, or did not answer, does not say that it has more. */
static char *
flag_of (const char *name, const Result *result, gboolean hidden, const char *parameter)
{
  if (result == NULL && !hidden)
    return g_strdup (parameter);
  return g_strdup_printf ("{\"name\":\"%s\",\"valueBoolean\":%s}", name, result == NULL ? "true" : "false");
}

static char *
answer_kj (const Answering *self, const char *name, const char *parameter)
{
  const SmtSandboxAccess *access = self->access;
  const Result *silent = self->asks_kj ? self->kj : &kj_unavailable;

  if (strcmp (name, "KJHarLaste") == 0)
    return flag_of (name, silent, access->kj_has_locked, parameter);
  if (strcmp (name, "KJHarLegemidler") == 0)
    return flag_of (name, silent, access->kj_has_medicines, parameter);
  if (!self->asks_kj)
    return NULL;
  if (strcmp (name, "KJHentetTidspunkt") == 0)
    return fetched (self, name, self->kj);
  return result_of (name, self->kj, parameter);
}

/* The parameter as this answer says it; NULL leaves it out. */
static char *
answer_parameter (const Answering *self, const char *parameter)
{
  g_autoptr (SmtJson) json = smt_sandbox_json_read (parameter, -1, NULL);
  g_autofree char *name = smt_sandbox_json_text (smt_json_root (json), "name");

  if (name == NULL || strcmp (name, SMT_SANDBOX_OWN_PARAMETER) == 0)
    return NULL;
  if (g_str_has_prefix (name, "KJ"))
    return answer_kj (self, name, parameter);
  if (strcmp (name, "RFHentetTidspunkt") == 0)
    return fetched (self, name, self->prescriptions);
  if (strcmp (name, "RFM96Feilkode") == 0)
    return result_of (name, self->prescriptions, parameter);
  if (strcmp (name, "RFM912Feilkode") == 0)
    return result_of (name, self->list, parameter);
  if (strcmp (name, "RFHarLaste") == 0)
    return flag_of (name, self->prescriptions, self->access->rf_has_locked, parameter);
  return g_strdup (parameter);
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

static gboolean
is_left_out (const Answering *self, const SmtSandboxEntry *entry)
{
  static const char *const from_rf[] = {
    "MedicationStatement", "Medication", "Substance", "MedicationDispense", "Basic", "Binary", NULL
  };

  if (g_hash_table_contains (self->access->hidden, entry->full_url))
    return TRUE;
  if (self->prescriptions != NULL && g_strv_contains (from_rf, entry->type))
    return self->access->closed != SMT_SANDBOX_CLOSED_NOT
           || !g_hash_table_contains (self->access->from_kj, entry->full_url);
  return (self->kj != NULL || !self->asks_kj) && strcmp (entry->type, "AllergyIntolerance") == 0;
}

/* Without the list (M9.12) a prescription is not known to stand on it, and what stands only there is not known at all.
 */
static SmtSandboxEntry *
without_list (SmtSandboxEntry *entry)
{
  SmtSandboxRecord alone = { 0 };
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) statements = NULL;
  g_autoptr (SmtJson) loose = NULL;
  SmtSandboxStatement *statement;

  g_ptr_array_add (entries, entry);
  alone.entries = entries;
  if (smt_sandbox_record_message (&alone, "M25.1") != NULL)
    return NULL;
  statements = smt_sandbox_statements (&alone);
  if (statements->len == 0)
    return smt_sandbox_entry_ref (entry);
  statement = g_ptr_array_index (statements, 0);
  if (statement->pll != NULL && statement->resept == NULL)
    return NULL;
  loose = smt_sandbox_without_pll_id (entry->json);
  return smt_sandbox_entry_new (entry->full_url, loose);
}

/**
 * smt_sandbox_answering_record:
 * @record: all that is held about the patient
 * @access: what the lookup may see of it
 * @asks_kj: whether it asks kjernejournal
 * @stamp: the instant of the answer
 * @fault: rf-failed, kj-failed and pll-failed make a difference here
 *
 * Returns: (transfer full): what is answered, the Composition as it was
 */
SmtSandboxRecord *
smt_sandbox_answering_record (const SmtSandboxRecord *record,
                              const SmtSandboxAccess *access,
                              gboolean asks_kj,
                              const char *stamp,
                              SmtSandboxFault fault)
{
  SmtSandboxRecord *answered = smt_sandbox_record_new ();
  Answering self = { .access = access, .stamp = stamp, .asks_kj = asks_kj };

  judge_registers (&self, fault);
  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      SmtSandboxEntry *shown = NULL;

      if (!is_left_out (&self, entry))
        shown = self.list != NULL ? without_list (entry) : smt_sandbox_entry_ref (entry);
      if (shown != NULL)
        g_ptr_array_add (answered->entries, shown);
    }
  for (guint i = 0; i < record->parameters->len; i++)
    {
      char *parameter = answer_parameter (&self, g_ptr_array_index (record->parameters, i));

      if (parameter != NULL)
        g_ptr_array_add (answered->parameters, parameter);
    }
  return answered;
}

/**
 * smt_sandbox_answering_is_whole:
 * @answered: what is answered
 *
 * A lookup without Reseptformidleren is none to send from (G/PopulatingsendMedication). That one without the list is
 * none either is an assumption: it would write over a list that nobody has seen.
 *
 * Returns: whether prescriptions and list were both read
 */
gboolean
smt_sandbox_answering_is_whole (const SmtSandboxRecord *answered)
{
  static const char *const needed[] = { "RFM96Feilkode", "RFM912Feilkode" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!smt_sandbox_record_succeeded (answered, needed[i]))
      return FALSE;
  return TRUE;
}
