/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sandbox/smt-sandbox-rules.h"

/* --- recall ------------------------------------------------------------------------------------------------------- */

static const char *
recall_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  SmtSandboxStatement *new = smt_sandbox_statement_by_resept (self->came, came->recall_id);
  SmtJsonCursor info = smt_sandbox_extension (came->amendment, "recallinfo");
  g_autofree char *text = smt_sandbox_json_text (smt_sandbox_extension (info, "text"), "valueString");
  gboolean renews = strcmp (came->recall_code, "1") == 0 || strcmp (came->recall_code, "3") == 0;
  gboolean stops = strcmp (came->recall_code, "2") == 0;

  if (!smt_sandbox_statement_dispensable (held))
    return "The prescription cannot be recalled: it is not known as one that can be dispensed";
  if (!renews && !stops && strcmp (came->recall_code, "4") != 0)
    return "recallcode must be 1, 2, 3 or 4 (7500)";
  if (text == NULL || *text == '\0')
    return "recallinfo.text missing or invalid";
  if (renews && (new == NULL || !new->creates))
    return "recallId of a renewal must be the ReseptId of a new prescription in the bundle";
  if (!renews && came->recall_id != NULL)
    return "recallId is for renewals only";
  if (stops && !smt_json_exists (smt_sandbox_extension (came->resource, SMT_SANDBOX_DISCONTINUATION)))
    return "A recall because of discontinuation needs sfm-discontinuation";
  return NULL;
}

/**
 * smt_sandbox_rule_recall:
 * @self: the case
 * @outcome: gets the issues
 *
 * A recall (tilbakekalling, 7500 1 to 4) concerns a prescription that can still be dispensed and gives its reason.
 */
void
smt_sandbox_rule_recall (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      const char *fault = smt_sandbox_case_is_recall (self, came) ? recall_fault (self, came) : NULL;

      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Extension", fault);
    }
}

/* --- a stop later ------------------------------------------------------------------------------------------------- */

/* The exclusive end of the last dosing; unset when one of them is open or there is none. */
static SmtDate
dose_end (const SmtSandboxStatement *came)
{
  SmtDate last = SMT_DATE_UNSET;
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (came->amendment, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    {
      SmtJsonCursor value = smt_sandbox_extension_value (extension, "endtime");
      g_autofree char *text = NULL;
      SmtDate end;

      if (!smt_json_string_equals (smt_json_member (extension, "url"), "ereseptdosing"))
        continue;
      text = smt_json_type (value) == SMT_JSON_STRING ? smt_json_dup_string (value) : NULL;
      if (text == NULL || !smt_date_parse (text, &end))
        return SMT_DATE_UNSET;
      if (!smt_date_is_set (last) || smt_date_compare (end, last) > 0)
        last = end;
    }
  return last;
}

/* A dose that the field cannot carry says its end in words alone, which are not judged. */
static gboolean
dose_ends_on (const SmtSandboxStatement *came, SmtDate day)
{
  SmtDate end = dose_end (came);

  if (!smt_json_exists (smt_sandbox_extension (came->amendment, "ereseptdosing")))
    return TRUE;
  return smt_date_is_set (end) && smt_date_compare (end, day) == 0;
}

/* What an entry that is still to be fetched must say: the prescription lasts as long as the treatment. */
static const char *
renewed_until_fault (const SmtSandboxStatement *came, SmtDate day)
{
  g_autofree char *text = smt_sandbox_statement_text (came, "expirationdate");
  SmtDate expiry;

  if (text == NULL || !smt_date_parse (text, &expiry) || smt_date_compare (expiry, day) != 0)
    return "A prescription that stops later expires on the day of the stop";
  return dose_ends_on (came, day) ? NULL : "The dose of an entry that stops later ends on the day of the stop";
}

static const char *
recalled_until_fault (const SmtSandboxStatement *came, SmtDate day)
{
  g_autofree char *type = smt_sandbox_extension_code (came->amendment, "typeresept");

  if (strcmp (came->recall_code, "2") == 0)
    return NULL;
  if (strcmp (came->recall_code, "4") != 0)
    return "A prescription that stops later is recalled because of discontinuation (7500 2) or for another reason (4)";
  if (g_strcmp0 (type, "U") != 0)
    return "An entry that goes on without its prescription has typeresept U";
  return dose_ends_on (came, day) ? NULL : "The dose of an entry that stops later ends on the day of the stop";
}

/* Four ways of stopping later (E-2644574212): with enough supply the prescription is recalled (7500 2); when there is
 * still something to fetch it is renewed until the stop; it may go on without prescription (7500 4); or never had one.
 */
static const char *
stop_later_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came, SmtInstant instant)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  SmtDate day = smt_instant_to_date (instant);

  if (instant <= smt_sandbox_clock_now (&self->store->clock))
    return "An entry whose stop has come is stopped, not active";
  if (came->creates)
    return renewed_until_fault (came, day);
  if (smt_sandbox_case_is_recall (self, came))
    return recalled_until_fault (came, day);
  if (held != NULL && smt_sandbox_statement_dispensable (held))
    return "A stop later needs the prescription recalled, or renewed until the stop";
  return dose_ends_on (came, day) ? NULL : "The dose of an entry that stops later ends on the day of the stop";
}

/* Whether the entry has been stopping on that instant since before the send. */
static gboolean
stopped_already (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  g_autofree char *now = NULL;
  g_autofree char *before = NULL;

  if (held == NULL || g_strcmp0 (held->status, came->status) != 0)
    return FALSE;
  now = smt_sandbox_canonical (smt_sandbox_extension (came->resource, SMT_SANDBOX_DISCONTINUATION), NULL);
  before = smt_sandbox_canonical (smt_sandbox_extension (held->resource, SMT_SANDBOX_DISCONTINUATION), NULL);
  return strcmp (now, before) == 0;
}

/* --- status ------------------------------------------------------------------------------------------------------- */

static const char *
stop_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtJsonCursor stop = smt_sandbox_extension (came->resource, SMT_SANDBOX_DISCONTINUATION);
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  g_autofree char *time = smt_sandbox_json_text (smt_sandbox_extension (stop, "timedate"), "valueDateTime");
  g_autofree char *reason = smt_sandbox_extension_code (stop, "reason");
  SmtInstant instant;

  if (time == NULL || !smt_instant_parse (time, &instant) || reason == NULL)
    return "sfm-discontinuation needs timedate and reason (7494)";
  if (!smt_sandbox_statement_is_registered (came, "3"))
    return "A stopped entry needs a regInfo Seponert av";
  if (strcmp (came->status, "active") == 0)
    return stopped_already (self, came) ? NULL : stop_later_fault (self, came, instant);
  if (strcmp (came->status, "stopped") != 0)
    return NULL;
  if (instant > smt_sandbox_clock_now (&self->store->clock) + 5 * G_TIME_SPAN_MINUTE)
    return "An entry that stops later is still active";
  if (!stopped_already (self, came)
      && smt_date_compare (smt_instant_to_date (instant), smt_instant_to_date (self->patient->lookup_at)) < 0)
    return "An entry that is stopped now stops now";
  if (held != NULL && smt_sandbox_statement_dispensable (held) && g_strcmp0 (came->recall_code, "2") != 0)
    return "The prescription of a stopped entry must be recalled (7500 2)";
  return NULL;
}

/* What was registered in error may be deleted from the list (E-2827550723); how it is said is an assumption. */
static const char *
error_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);

  if (held == NULL || held->pll == NULL)
    return "Only an entry of the list can be deleted from it";
  if (smt_sandbox_statement_dispensable (held))
    return "An entry whose prescription can be dispensed is stopped, not deleted";
  return NULL;
}

static const char *
link_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);

  if (came->head)
    return "A completed prescription is part of the one that followed it";
  if (held != NULL && smt_sandbox_statement_dispensable (held) && came->recall_code == NULL)
    return "A completed prescription that can still be dispensed must be recalled";
  return NULL;
}

/**
 * smt_sandbox_rule_status:
 * @self: the case
 * @outcome: gets the issues
 *
 * Statuses are active, stopped, completed and, for what is deleted, entered-in-error (on-hold is not used); a stop says
 * when, why and who; a completed link hangs on the one that followed it.
 */
void
smt_sandbox_rule_status (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  static const char *const known[] = { "active", "stopped", "completed", "entered-in-error", NULL };

  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      gboolean discontinued = smt_json_exists (smt_sandbox_extension (came->resource, SMT_SANDBOX_DISCONTINUATION));
      const char *fault = NULL;

      if (came->status == NULL || !smt_sandbox_case_is_touched (self, came))
        continue;
      if (!g_strv_contains (known, came->status))
        fault = "status must be active, stopped or completed";
      else if (strcmp (came->status, "entered-in-error") == 0)
        fault = error_fault (self, came);
      else if (strcmp (came->status, "completed") == 0 && link_fault (self, came) != NULL)
        fault = link_fault (self, came);
      else if (strcmp (came->status, "stopped") == 0 || discontinued)
        fault = stop_fault (self, came);
      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Status", fault);
    }
}
