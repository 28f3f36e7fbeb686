/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-rules.h"

#include <string.h>

#define LOOKUP_AGE_MAX (4 * G_TIME_SPAN_HOUR)

static const SmtSandboxRule rules[] = {
  smt_sandbox_rule_lookup,   smt_sandbox_rule_signature, smt_sandbox_rule_caller,        smt_sandbox_rule_pll_sender,
  smt_sandbox_rule_pll_info, smt_sandbox_rule_pause,     smt_sandbox_rule_complete,      smt_sandbox_rule_sections,
  smt_sandbox_rule_others,   smt_sandbox_rule_listed,    smt_sandbox_rule_pll_ids,       smt_sandbox_rule_resept_ids,
  smt_sandbox_rule_stand_in, smt_sandbox_rule_received,  smt_sandbox_rule_unchanged,     smt_sandbox_rule_references,
  smt_sandbox_rule_required, smt_sandbox_rule_new,       smt_sandbox_rule_renewal,       smt_sandbox_rule_recall,
  smt_sandbox_rule_status,   smt_sandbox_rule_dose,      smt_sandbox_rule_as_prescribed,
};

/**
 * smt_sandbox_rules_run:
 * @self: the case
 * @outcome: gets an issue for each fault
 *
 * When the lookup itself is not the one to send from, nothing else is looked at: every id would look wrong.
 */
void
smt_sandbox_rules_run (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      rules[i](self, outcome);
      if (i == 0 && !smt_sandbox_outcome_is_empty (outcome))
        return;
    }
}

static SmtJsonCursor
composition_of (const SmtSandboxCase *self)
{
  return smt_sandbox_entry_resource (g_ptr_array_index (self->sent->entries, 0));
}

/**
 * smt_sandbox_rule_lookup:
 * @self: the case
 * @outcome: gets the issues
 *
 * A send names the newest lookup with Reseptformidleren, and that is at most 4 hours old (G/PopulatingsendMedication).
 */
void
smt_sandbox_rule_lookup (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtJsonCursor relates = smt_sandbox_json_at (composition_of (self), "relatesTo/0");
  g_autofree char *named = smt_sandbox_json_text (relates, "targetIdentifier/value");
  SmtInstant now = smt_sandbox_clock_now (&self->store->clock);

  if (!smt_json_string_equals (smt_json_member (relates, "code"), "replaces") || named == NULL)
    smt_sandbox_case_refuse (self, outcome, NULL, "RelatesTo",
                             "Composition.relatesTo must say which lookup is replaced");
  else if (g_strcmp0 (named, self->patient->lookup_id) != 0)
    smt_sandbox_case_refuse (self, outcome, NULL, "RelatesTo[0].Target",
                             "Composition.relatesTo does not name the newest lookup that included Reseptformidleren");
  else if (now - self->patient->lookup_at > LOOKUP_AGE_MAX)
    smt_sandbox_case_refuse (self, outcome, NULL, "RelatesTo[0].Target", "The lookup is more than 4 hours old");
}

/**
 * smt_sandbox_rule_signature:
 * @self: the case
 * @outcome: gets the issues
 *
 * Sending is signing: the Composition is attested with mode legal, a time and a practitioner of the bundle.
 */
void
smt_sandbox_rule_signature (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtJsonCursor attester = smt_sandbox_json_at (composition_of (self), "attester/0");
  g_autofree char *time = smt_sandbox_json_text (attester, "time");
  SmtInstant instant;

  if (!smt_json_string_equals (smt_json_member (attester, "mode"), "legal") || time == NULL
      || !smt_instant_parse (time, &instant))
    smt_sandbox_case_refuse (self, outcome, NULL, "Attester",
                             "Composition.attester with mode legal and time is missing");
  else if (smt_sandbox_case_signer (self) == NULL)
    smt_sandbox_case_refuse (self, outcome, NULL, "Attester[0].Party", "The attester is no Practitioner of the bundle");
}

static const char *
medicine_of (const SmtSandboxStatement *statement, char **kept)
{
  *kept = smt_sandbox_json_text (statement->resource, "medicationReference/display");
  return *kept != NULL ? *kept : "?";
}

static gboolean
is_back (const SmtSandboxCase *self, const SmtSandboxStatement *held)
{
  if (held->pll != NULL && smt_sandbox_statement_by_pll (self->came, held->pll) == NULL)
    return FALSE;
  return held->resept == NULL || smt_sandbox_statement_by_resept (self->came, held->resept) != NULL;
}

/**
 * smt_sandbox_rule_complete:
 * @self: the case
 * @outcome: gets the issues
 *
 * Every head of chain and every PLL statement of the lookup comes back, changed or not (G/sendMedication); but for what
 * a pharmacy asks to have on the list, which may be declined.
 */
void
smt_sandbox_rule_complete (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      SmtSandboxStatement *held = g_ptr_array_index (self->held, i);
      g_autofree char *kept = NULL;
      g_autofree char *reason = NULL;

      if ((!held->head && held->pll == NULL) || is_back (self, held) || smt_sandbox_case_declines (self, held))
        continue;
      reason = g_strdup_printf ("Missing from the bundle: %s (PLL %s, ReseptId %s)", medicine_of (held, &kept),
                                held->pll != NULL ? held->pll : "-", held->resept != NULL ? held->resept : "-");
      smt_sandbox_case_refuse (self, outcome, NULL, "Section", reason);
    }
}

static SmtJsonCursor
section_of (SmtJsonCursor composition, const char *code)
{
  SmtJsonIter iter;
  SmtJsonCursor section;

  smt_json_iter_init (&iter, smt_json_member (composition, "section"));
  while (smt_json_iter_next (&iter, NULL, &section))
    if (smt_json_string_equals (smt_sandbox_json_at (section, "code/coding/0/code"), code))
      return section;
  return SMT_JSON_NOWHERE;
}

/**
 * smt_sandbox_rule_sections:
 * @self: the case
 * @outcome: gets the issues
 *
 * sectionMedication lists each head of chain once, and only what is in the bundle.
 */
void
smt_sandbox_rule_sections (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, smt_json_member (section_of (composition_of (self), "sectionMedication"), "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      char *url = smt_sandbox_json_text (reference, "reference");

      if (url == NULL || smt_sandbox_record_find (self->sent, url) == NULL)
        smt_sandbox_case_refuse (self, outcome, NULL, "Section", "sectionMedication names what is not in the bundle");
      else if (g_hash_table_contains (listed, url))
        smt_sandbox_case_refuse (self, outcome, NULL, "Section", "sectionMedication names a statement twice");
      if (url != NULL)
        g_hash_table_add (listed, url);
    }
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);

      if (came->head && !g_hash_table_contains (listed, came->entry->full_url))
        smt_sandbox_case_refuse (self, outcome, came, "", "The head of a chain is not listed in sectionMedication");
    }
}

static gboolean
may_change (const SmtSandboxCase *self, const SmtSandboxEntry *entry)
{
  return strcmp (entry->type, "Composition") == 0 || strcmp (entry->type, "MedicationStatement") == 0
         || entry == smt_sandbox_record_message (self->sent, "M25.1");
}

/**
 * smt_sandbox_rule_others:
 * @self: the case
 * @outcome: gets the issues
 *
 * Resources that a send is not about go back as they came, with their id and meta.
 */
void
smt_sandbox_rule_others (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->sent->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (self->sent->entries, i);
      SmtSandboxEntry *held = smt_sandbox_record_find (self->patient->record, entry->full_url);
      g_autofree char *came_text = NULL;
      g_autofree char *held_text = NULL;

      if (held == NULL || may_change (self, entry))
        continue;
      came_text = smt_sandbox_canonical (smt_sandbox_entry_resource (entry), NULL);
      held_text = smt_sandbox_canonical (smt_sandbox_entry_resource (held), NULL);
      if (strcmp (came_text, held_text) != 0)
        {
          SmtSandboxStatement place = { .at = i };

          smt_sandbox_case_refuse (self, outcome, &place, "", "The resource is not as it was in the lookup");
        }
    }
}

static gboolean
is_active_twice (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *other = g_ptr_array_index (self->came, i);

      if (other != came && g_strcmp0 (other->resept, came->resept) == 0 && g_strcmp0 (other->status, "active") == 0
          && g_strcmp0 (came->status, "active") == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * smt_sandbox_rule_resept_ids:
 * @self: the case
 * @outcome: gets the issues
 *
 * The same ReseptId never stands in two active entries; a new prescription brings one that nobody has seen, and one
 * that is not new brings one that is known. A prescription sent a second time is therefore refused, not made twice.
 */
void
smt_sandbox_rule_resept_ids (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);

      if (came->resept == NULL)
        {
          if (came->creates)
            smt_sandbox_case_refuse (self, outcome, came, "Identifier", "A new prescription needs a ReseptId");
          continue;
        }
      if (is_active_twice (self, came))
        smt_sandbox_case_refuse (self, outcome, came, "Identifier", "The same ReseptId stands in two active entries");
      if (came->creates && !g_uuid_string_is_valid (came->resept))
        smt_sandbox_case_refuse (self, outcome, came, "Identifier",
                                 "The ReseptId of a new prescription must be a uuid");
      if (came->creates && smt_sandbox_store_knows (self->store, came->resept))
        smt_sandbox_case_refuse (self, outcome, came, "Identifier", "Duplicate: the ReseptId is already known");
      if (!came->creates && smt_sandbox_case_held (self, came) == NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Identifier",
                                 "The ReseptId is not known, and createeresept not set");
    }
}
