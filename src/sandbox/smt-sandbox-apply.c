/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-apply.h"

#include <string.h>

#include "sandbox/smt-sandbox-rules.h"

static void
result_free (gpointer data)
{
  SmtSandboxResult *result = data;

  if (result == NULL)
    return;
  g_free (result->id);
  g_free (result->code);
  g_free (result->display);
  g_free (result);
}

static SmtSandboxResult *
result_new (const char *id, const char *code, const char *display)
{
  SmtSandboxResult *result = g_new0 (SmtSandboxResult, 1);

  result->id = g_strdup (id);
  result->code = g_strdup (code);
  result->display = g_strdup (display);
  return result;
}

/**
 * smt_sandbox_result_is_ok:
 * @result: (nullable): a result
 *
 * Returns: whether it was taken
 */
gboolean
smt_sandbox_result_is_ok (const SmtSandboxResult *result)
{
  return result != NULL && strcmp (result->code, "0") == 0;
}

/**
 * smt_sandbox_applied_free:
 * @applied: (transfer full) (nullable): what was done
 */
void
smt_sandbox_applied_free (SmtSandboxApplied *applied)
{
  if (applied == NULL)
    return;
  smt_sandbox_record_free (applied->record);
  g_ptr_array_unref (applied->prescriptions);
  g_ptr_array_unref (applied->recalls);
  result_free (applied->pll);
  g_free (applied);
}

static const SmtSandboxResult *
result_of (const SmtSandboxApplied *applied, const char *resept)
{
  for (guint i = 0; resept != NULL && i < applied->prescriptions->len; i++)
    {
      SmtSandboxResult *result = g_ptr_array_index (applied->prescriptions, i);

      if (strcmp (result->id, resept) == 0)
        return result;
    }
  return NULL;
}

static void
judge_prescriptions (const SmtSandboxCase *self, SmtSandboxFault fault, SmtSandboxApplied *applied)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      const char *filter;

      if (!came->creates)
        continue;
      filter = smt_sandbox_national_filter (self, came);
      if (filter != NULL)
        g_ptr_array_add (applied->prescriptions, result_new (came->resept, "99", filter));
      else if (fault == SMT_SANDBOX_FAULT_PRESCRIPTION_FAILED && applied->prescriptions->len == 0)
        g_ptr_array_add (applied->prescriptions,
                         result_new (came->resept, "2", "Reseptformidleren tok ikke imot resepten"));
      else
        g_ptr_array_add (applied->prescriptions, result_new (came->resept, "0", "OK"));
    }
}

/* Without its successor an old prescription is not recalled: the patient would have none. */
static gboolean
is_carried_out (const SmtSandboxCase *self, const SmtSandboxApplied *applied, const SmtSandboxStatement *came)
{
  const SmtSandboxResult *next = result_of (applied, came->recall_id);

  return smt_sandbox_case_is_recall (self, came) && (next == NULL || smt_sandbox_result_is_ok (next));
}

static void
note_recall (SmtSandboxApplied *applied, const SmtSandboxStatement *came, const char *stamp)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "reseptId", came->resept);
  smt_json_writer_member (writer, "code", came->recall_code);
  smt_json_writer_member (writer, "newReseptId", came->recall_id);
  smt_json_writer_member (writer, "performed", stamp);
  smt_json_writer_end_object (writer);
  g_ptr_array_add (applied->recalls, smt_json_writer_finish (writer));
}

static void
judge_pll (const SmtSandboxCase *self, SmtSandboxFault fault, SmtSandboxApplied *applied)
{
  g_autofree char *id = g_uuid_string_random ();

  if (!smt_sandbox_case_wants_pll (self) || fault == SMT_SANDBOX_FAULT_PLL_SILENT)
    return;
  for (guint i = 0; i < applied->prescriptions->len; i++)
    if (!smt_sandbox_result_is_ok (g_ptr_array_index (applied->prescriptions, i)))
      {
        applied->pll = result_new (id, "99", "PLL er ikke sendt, fordi en resept ble avvist");
        return;
      }
  if (fault == SMT_SANDBOX_FAULT_PLL_FAILED)
    applied->pll = result_new (id, "2", "Reseptformidleren tok ikke imot PLL");
  else
    applied->pll = result_new (id, "0", "OK");
}

/* The steps of one statement; each gives a new document and lets the old one go. */
static void
step (SmtJson **json, SmtJson *next)
{
  smt_json_unref (*json);
  *json = next;
}

static SmtSandboxEntry *
entry_of_step (const SmtSandboxStatement *came, SmtJson *json)
{
  SmtSandboxEntry *entry = smt_sandbox_entry_new (came->entry->full_url, json);

  smt_json_unref (json);
  return entry;
}

/* A new prescription as Reseptformidleren has it: dispensable, and on the PLL only when the PLL was written. */
static SmtSandboxEntry *
new_prescription (const SmtSandboxCase *self, const SmtSandboxStatement *came, gboolean with_pll)
{
  SmtJson *json = smt_sandbox_with_received (came->entry->json, NULL);
  SmtSandboxStatement *old = smt_sandbox_case_referred (self, smt_json_member (came->resource, "basedOn"));
  SmtSandboxStatement *held = old != NULL ? smt_sandbox_case_held (self, old) : NULL;

  step (&json, smt_sandbox_with_rf_status (json, "E"));
  if (!with_pll)
    {
      step (&json, smt_sandbox_without_pll_id (json));
      if (held != NULL && held->pll != NULL)
        step (&json, smt_sandbox_without_member (json, "basedOn"));
    }
  return entry_of_step (came, json);
}

/* An old prescription that was recalled. Where the PLL was not written, its entry there stays as it was. */
static SmtSandboxEntry *
recalled_prescription (const SmtSandboxCase *self,
                       const SmtSandboxStatement *came,
                       gboolean with_pll,
                       const char *stamp)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  gboolean as_sent = with_pll || held->pll == NULL;
  SmtJson *json = as_sent ? smt_sandbox_with_received (came->entry->json, held) : smt_json_ref (held->entry->json);

  step (&json, smt_sandbox_with_recall (json, came, stamp));
  step (&json, smt_sandbox_with_rf_status (json, "T"));
  return entry_of_step (as_sent ? came : held, json);
}

static void
put_statement (const SmtSandboxCase *self,
               SmtSandboxApplied *applied,
               const SmtSandboxStatement *came,
               const char *stamp)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  gboolean with_pll = smt_sandbox_result_is_ok (applied->pll);

  if (came->creates)
    {
      if (smt_sandbox_result_is_ok (result_of (applied, came->resept)))
        smt_sandbox_record_put (applied->record, new_prescription (self, came, with_pll));
    }
  else if (is_carried_out (self, applied, came))
    {
      smt_sandbox_record_put (applied->record, recalled_prescription (self, came, with_pll, stamp));
      note_recall (applied, came, stamp);
    }
  else if (with_pll && (held == NULL || !smt_sandbox_statement_equal (held, came)))
    smt_sandbox_record_put (applied->record, entry_of_step (came, smt_sandbox_with_received (came->entry->json, held)));
}

/* Medicines and people that the new statements refer to. */
static void
put_others (const SmtSandboxCase *self, SmtSandboxApplied *applied)
{
  for (guint i = 0; i < self->sent->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (self->sent->entries, i);

      if (strcmp (entry->type, "Composition") != 0 && strcmp (entry->type, "MedicationStatement") != 0
          && strcmp (entry->type, "Basic") != 0 && smt_sandbox_record_find (applied->record, entry->full_url) == NULL)
        smt_sandbox_record_put (applied->record, smt_sandbox_entry_ref (entry));
    }
}

/* The M25.1 as it comes back: dated, with its message id, and no longer asking to be made. */
static void
put_pll_info (const SmtSandboxCase *self, SmtSandboxApplied *applied, const char *stamp)
{
  SmtSandboxEntry *sent = smt_sandbox_record_message (self->sent, "M25.1");
  SmtSandboxEntry *held = smt_sandbox_record_message (self->patient->record, "M25.1");
  g_autofree char *date = g_strdup_printf ("{\"url\":\"PLLdate\",\"valueDateTime\":\"%s\"}", stamp);
  g_autofree char *identifier = g_strdup_printf ("[{\"use\":\"usual\",\"value\":\"%s\"}]", applied->pll->id);
  SmtJson *json = smt_json_ref (sent->json);
  SmtSandboxEntry *entry;

  step (&json, smt_sandbox_without_extension (json, SMT_SANDBOX_PLL_INFORMATION, "createPLL"));
  step (&json, smt_sandbox_without_extension (json, SMT_SANDBOX_PLL_INFORMATION, "PLLdate"));
  step (&json, smt_sandbox_with_extension (json, SMT_SANDBOX_PLL_INFORMATION, date));
  step (&json, smt_sandbox_with_member (json, "identifier", identifier));
  entry = smt_sandbox_entry_new (held != NULL ? held->full_url : sent->full_url, json);
  smt_json_unref (json);
  smt_sandbox_record_put (applied->record, entry);
}

/* The question without what it says of an entry that is no more. */
static void
forget_asked (SmtSandboxRecord *record, const char *full_url)
{
  SmtSandboxEntry *question = smt_sandbox_record_message (record, "M25.2");
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (question->json);
  g_autoptr (SmtJson) json = NULL;
  SmtJsonCursor resource = smt_sandbox_entry_resource (question);
  SmtJsonCursor parts = smt_json_member (smt_sandbox_extension (resource, SMT_SANDBOX_PLL_INFORMATION), "extension");
  SmtJsonIter iter;
  SmtJsonCursor part;

  smt_json_iter_init (&iter, parts);
  while (smt_json_iter_next (&iter, NULL, &part))
    {
      SmtJsonCursor entry = smt_sandbox_extension_value (part, "entry");

      if (smt_json_string_equals (smt_json_member (entry, "reference"), full_url))
        smt_json_splice_remove_element (splice, parts, part);
    }
  json = smt_sandbox_spliced (splice);
  smt_sandbox_record_put (record, smt_sandbox_entry_new (question->full_url, json));
}

/* What a pharmacy asked to have on the list, and the list was sent without. */
static void
remove_declined (const SmtSandboxCase *self, SmtSandboxApplied *applied)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      SmtSandboxStatement *held = g_ptr_array_index (self->held, i);
      guint at;

      if (smt_sandbox_case_declines (self, held) && g_ptr_array_find (applied->record->entries, held->entry, &at))
        {
          g_ptr_array_remove_index (applied->record->entries, at);
          forget_asked (applied->record, held->entry->full_url);
        }
    }
}

static void
remove_entry (SmtSandboxApplied *applied, const char *full_url)
{
  SmtSandboxEntry *entry = smt_sandbox_record_find (applied->record, full_url);

  if (entry != NULL)
    g_ptr_array_remove (applied->record->entries, entry);
}

/* What was registered in error, and entries whose PLL id a prescription took over. */
static void
remove_gone (const SmtSandboxCase *self, SmtSandboxApplied *applied)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);

      if (g_strcmp0 (came->status, "entered-in-error") == 0)
        remove_entry (applied, came->entry->full_url);
    }
  for (guint i = 0; i < self->held->len; i++)
    {
      SmtSandboxStatement *held = g_ptr_array_index (self->held, i);

      if (smt_sandbox_case_takes_over (self, held))
        remove_entry (applied, held->entry->full_url);
    }
}

/**
 * smt_sandbox_apply:
 * @self: a case that passed the rules
 * @fault: pll-failed, pll-silent and prescription-failed make a difference here
 *
 * SFM sends the prescriptions, then the recalls, then the PLL. A prescription that is rejected keeps its predecessor
 * alive and stops the PLL, which would name it; a PLL that fails leaves new prescriptions loose and the list as it was.
 *
 * Returns: (transfer full): what was done
 */
SmtSandboxApplied *
smt_sandbox_apply (const SmtSandboxCase *self, SmtSandboxFault fault)
{
  SmtSandboxApplied *applied = g_new0 (SmtSandboxApplied, 1);
  g_autofree char *stamp = smt_sandbox_clock_stamp (&self->store->clock);

  applied->record = smt_sandbox_record_copy (self->patient->record);
  applied->prescriptions = g_ptr_array_new_with_free_func (result_free);
  applied->recalls = g_ptr_array_new_with_free_func (g_free);
  judge_prescriptions (self, fault, applied);
  judge_pll (self, fault, applied);
  for (guint i = 0; i < self->came->len; i++)
    put_statement (self, applied, g_ptr_array_index (self->came, i), stamp);
  put_others (self, applied);
  if (smt_sandbox_result_is_ok (applied->pll))
    {
      remove_declined (self, applied);
      remove_gone (self, applied);
      put_pll_info (self, applied, stamp);
    }
  return applied;
}
