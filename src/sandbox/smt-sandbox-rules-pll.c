/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sandbox/smt-sandbox-rules.h"

#define HPR "urn:oid:2.16.578.1.12.4.1.4.4"

static char *
hpr_of (const SmtSandboxEntry *practitioner)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, smt_json_member (smt_sandbox_entry_resource (practitioner), "identifier"));
  while (smt_json_iter_next (&iter, NULL, &identifier))
    if (smt_json_string_equals (smt_json_member (identifier, "system"), HPR))
      return smt_sandbox_json_text (identifier, "value");
  return NULL;
}

/**
 * smt_sandbox_rule_caller:
 * @self: the case
 * @outcome: gets the issues
 *
 * Nobody signs for another: the signer is who signed in with HelseID. [I]
 */
void
smt_sandbox_rule_caller (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtSandboxEntry *signer = smt_sandbox_case_signer (self);
  g_autofree char *hpr = signer != NULL ? hpr_of (signer) : NULL;
  const char *caller = self->store->caller;

  if (caller == NULL || signer == NULL)
    return;
  if (hpr == NULL || strcmp (hpr + strspn (hpr, "0"), caller + strspn (caller, "0")) != 0)
    smt_sandbox_case_refuse (self, outcome, NULL, "Attester[0].Party", "Signed by somebody else than who signed in");
}

/**
 * smt_sandbox_rule_pll_sender:
 * @self: the case
 * @outcome: gets the issues
 *
 * A PLL is sent by doctors only (E-2511536184); other sources let all prescribers, hence `--pll-senders=all`.
 * Who is a doctor stands in practitioners.json. HPR numbers are compared without leading zeros.
 */
void
smt_sandbox_rule_pll_sender (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtSandboxEntry *signer = smt_sandbox_case_signer (self);
  g_autofree char *hpr = signer != NULL ? hpr_of (signer) : NULL;

  if (!smt_sandbox_case_wants_pll (self) || self->store->any_prescriber_sends_pll || signer == NULL)
    return;
  if (hpr == NULL || !g_hash_table_contains (self->store->doctors, hpr + strspn (hpr, "0")))
    smt_sandbox_case_refuse (self, outcome, NULL, "Attester[0].Party", "Only a doctor may send a PLL");
}

/* What is wrong with the PLL id of @came; NULL when nothing is. */
static const char *
pll_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
  SmtSandboxStatement *owner = smt_sandbox_statement_by_pll (self->held, came->pll);
  SmtSandboxStatement *same_id = smt_sandbox_statement_by_id (self->held, came->id);

  if (came->pll != NULL && smt_sandbox_statement_by_pll (self->came, came->pll) != came)
    return "The same PLL id stands in two entries";
  if (held != NULL && held->pll != NULL && came->pll != NULL && strcmp (held->pll, came->pll) != 0)
    return "The PLL id of an entry never changes";
  if (held == NULL && same_id != NULL)
    return "The resource id belongs to another entry of the lookup";
  if (came->pll != NULL && owner == NULL && !g_uuid_string_is_valid (came->pll))
    return "A new PLL id must be a uuid";
  if (owner != NULL && owner->resept != NULL && held != owner
      && smt_sandbox_case_referred (self, smt_json_member (came->resource, "basedOn"))
             != smt_sandbox_statement_by_resept (self->came, owner->resept))
    return "The PLL id belongs to another entry; only its renewal may carry it on";
  return NULL;
}

/* Why @came can be no entry of a list; NULL when it can. */
static const char *
never_listed (const SmtSandboxStatement *came)
{
  g_autofree char *use = smt_sandbox_extension_code (smt_sandbox_json_at (came->resource, "dosage/0"), SMT_SANDBOX_USE);
  g_autofree char *group = smt_sandbox_extension_code (came->amendment, "itemgroup");

  if (g_strcmp0 (use, "4") == 0)
    return "Vaccines are not in M25.1";
  if (g_strcmp0 (group, "A") == 0)
    return "Only medicines are in M25.1";
  if (smt_sandbox_json_true (smt_sandbox_extension (came->amendment, "lockedresept"), "valueBoolean"))
    return "Locked prescriptions are not in M25.1";
  return NULL;
}

/**
 * smt_sandbox_rule_pll_ids:
 * @self: the case
 * @outcome: gets the issues
 *
 * A PLL id never changes and stands once (E-2827550723); one that is not known is allowed as a new entry only.
 */
void
smt_sandbox_rule_pll_ids (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      const char *fault = pll_fault (self, came);

      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Identifier", fault);
    }
}

/**
 * smt_sandbox_case_takes_over:
 * @self: the case
 * @held: a statement of the lookup
 *
 * A prescription that turns out to belong to an entry without one carries that entry's PLL id on; the entry's own
 * statement, which has no other id, does not come back (an assumption).
 *
 * Returns: whether @held is such an entry
 */
gboolean
smt_sandbox_case_takes_over (const SmtSandboxCase *self, const SmtSandboxStatement *held)
{
  SmtSandboxStatement *owner = smt_sandbox_statement_by_pll (self->came, held->pll);

  return held->pll != NULL && held->resept == NULL && owner != NULL
         && strcmp (owner->entry->full_url, held->entry->full_url) != 0;
}

static SmtJsonCursor
information_of (const SmtSandboxEntry *message)
{
  SmtJsonCursor resource = message != NULL ? smt_sandbox_entry_resource (message) : SMT_JSON_NOWHERE;

  return smt_sandbox_extension (resource, SMT_SANDBOX_PLL_INFORMATION);
}

/* What the list says of who has to do with it: the parties, and how multidose is arranged. */
static char *
arrangement_of (const SmtSandboxEntry *message)
{
  GString *text = g_string_new (NULL);
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (information_of (message), "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "relatedparties")
        || smt_json_string_equals (smt_json_member (extension, "url"), "multidoseinformation"))
      {
        g_autofree char *part = smt_sandbox_canonical (extension, NULL);

        g_string_append (text, part);
      }
  return g_string_free (text, FALSE);
}

/**
 * smt_sandbox_rule_pll_info:
 * @self: the case
 * @outcome: gets the issues
 *
 * A list that is sent keeps its parties and its multidose arrangement (all received attributes are returned,
 * G/Populatingsfm-MedicationStatement); M27.1, not a list, changes them.
 */
void
smt_sandbox_rule_pll_info (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtSandboxEntry *held = smt_sandbox_record_message (self->patient->record, "M25.1");
  SmtSandboxEntry *sent = smt_sandbox_record_message (self->sent, "M25.1");
  SmtSandboxStatement place = { 0 };
  g_autofree char *before = arrangement_of (held);
  g_autofree char *after = arrangement_of (sent);

  if (held == NULL || !smt_sandbox_case_wants_pll (self) || strcmp (before, after) == 0)
    return;
  g_ptr_array_find (self->sent->entries, sent, &place.at);
  smt_sandbox_case_refuse (self, outcome, &place, "Extension",
                           "The list loses parties or multidose information that came with it");
}

/* Of the list's parties the one with that role (7490), or nowhere. */
static SmtJsonCursor
party_of (const SmtSandboxCase *self, const SmtSandboxEntry *message, const char *role)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (information_of (message), "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    {
      g_autofree char *url = NULL;
      SmtSandboxEntry *party;

      if (!smt_json_string_equals (smt_json_member (extension, "url"), "relatedparties"))
        continue;
      url = smt_sandbox_json_text (extension, "valueReference/reference");
      party = smt_sandbox_record_find (self->sent, url);
      if (party != NULL
          && smt_json_string_equals (smt_sandbox_json_at (smt_sandbox_entry_resource (party), "code/0/coding/0/code"),
                                     role))
        return smt_sandbox_entry_resource (party);
    }
  return SMT_JSON_NOWHERE;
}

/**
 * smt_sandbox_rule_stand_in:
 * @self: the case
 * @outcome: gets the issues
 *
 * Doctors of the same office act for the multidose doctor as stand-ins (vikar): the flag is set by the stand-in, and
 * not by the multidose doctor (E-2827550723).
 */
void
smt_sandbox_rule_stand_in (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtSandboxEntry *sent = smt_sandbox_record_message (self->sent, "M25.1");
  SmtSandboxEntry *signer = smt_sandbox_case_signer (self);
  SmtJsonCursor doctor = sent != NULL ? party_of (self, sent, "M") : SMT_JSON_NOWHERE;
  g_autofree char *url = smt_sandbox_json_text (doctor, "practitioner/reference");
  SmtSandboxStatement place = { 0 };
  gboolean own, flagged;

  if (!smt_sandbox_case_wants_pll (self) || signer == NULL || url == NULL)
    return;
  own = strcmp (url, signer->full_url) == 0;
  flagged = smt_sandbox_json_true (smt_sandbox_extension (information_of (sent), "substitute"), "valueBoolean");
  if (own != flagged)
    return;
  g_ptr_array_find (self->sent->entries, sent, &place.at);
  smt_sandbox_case_refuse (self, outcome, &place, "Extension",
                           own ? "The multidose doctor is no stand-in of her own" : "A stand-in must say so");
}

/**
 * smt_sandbox_rule_pause:
 * @self: the case
 * @outcome: gets the issues
 *
 * A list that is paused as a whole is sent only by lifting the pause; FMK has the same (features.md 3.3), RF's rule is
 * not public. [I]
 */
void
smt_sandbox_rule_pause (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  SmtSandboxEntry *sent = smt_sandbox_record_message (self->sent, "M25.1");
  SmtSandboxStatement place = { 0 };

  if (!smt_sandbox_case_wants_pll (self)
      || !smt_json_exists (smt_sandbox_extension (information_of (sent), "pauseinformation")))
    return;
  g_ptr_array_find (self->sent->entries, sent, &place.at);
  smt_sandbox_case_refuse (self, outcome, &place, "Extension", "The list is paused; nothing is sent while it is");
}

/* --- what a pharmacy asks (M25.2) ----------------------------------------------------------------------------------
 */

static SmtInstant
date_of (const SmtSandboxEntry *message)
{
  g_autofree char *text =
      smt_sandbox_json_text (smt_sandbox_extension (information_of (message), "PLLdate"), "valueDateTime");
  SmtInstant instant;

  return text != NULL && smt_instant_parse (text, &instant) ? instant : SMT_INSTANT_UNSET;
}

/* Whether the M25.2 has an entryinformation of the kind `new` for the entry. */
static gboolean
brings (const SmtSandboxEntry *question, const char *full_url)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (information_of (question), "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    {
      SmtJsonCursor entry = smt_sandbox_extension_value (extension, "entry");

      if (smt_json_string_equals (smt_json_member (extension, "url"), "entryinformation")
          && smt_json_string_equals (smt_sandbox_extension_value (extension, "kind"), "new")
          && smt_json_string_equals (smt_json_member (entry, "reference"), full_url))
        return TRUE;
    }
  return FALSE;
}

/* Whether the entry is one that an M25.2 newer than the list brings. */
static gboolean
is_brought (const SmtSandboxCase *self, const SmtSandboxStatement *held)
{
  SmtSandboxEntry *list = smt_sandbox_record_message (self->patient->record, "M25.1");
  SmtSandboxEntry *question = smt_sandbox_record_message (self->patient->record, "M25.2");

  return question != NULL && (list == NULL || date_of (question) > date_of (list))
         && brings (question, held->entry->full_url);
}

/**
 * smt_sandbox_case_declines:
 * @self: the case
 * @held: a statement of the lookup
 *
 * An M25.2 that is newer than the M25.1 may bring entries of its own; whoever sends the next list includes them (they
 * come back active), stops them, or leaves them out (E-2827550723 has the first two). How an entry is declined is an
 * assumption; one that is on the list, or has a prescription, is never just left out.
 *
 * Returns: whether @held is one of them, and a list is sent without it
 */
gboolean
smt_sandbox_case_declines (const SmtSandboxCase *self, const SmtSandboxStatement *held)
{
  return held->resept == NULL && smt_sandbox_case_wants_pll (self) && is_brought (self, held)
         && smt_sandbox_statement_by_pll (self->came, held->pll) == NULL;
}

/* Whether it would be new on the list: it has a PLL id of the sender's, or only a newer M25.2 brings it so far, which
 * it goes on doing where no list is sent. */
static gboolean
joins_list (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtSandboxStatement *held = came->pll != NULL ? smt_sandbox_statement_by_pll (self->held, came->pll) : NULL;

  if (held == NULL)
    return came->pll != NULL;
  return smt_sandbox_case_wants_pll (self) && is_brought (self, held);
}

/**
 * smt_sandbox_rule_listed:
 * @self: the case
 * @outcome: gets the issues
 *
 * Vaccines, nutrition and consumables are not in M25 (E-2827550723), nor are locked prescriptions, whoever would have
 * them there: the sender, or a pharmacy whose proposal is taken in or stopped. What stands on the list already came
 * that way.
 */
void
smt_sandbox_rule_listed (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      const char *fault = joins_list (self, came) ? never_listed (came) : NULL;

      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Identifier", fault);
    }
}
