/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sandbox/smt-sandbox-rules.h"

/* What does not count as a change: what Reseptformidleren knows, and the date of the last one. */
static const char *const only_dated[] = { "lastchanged",  "rfstatus",           "recallinfo", "createeresept",
                                          "createresept", SMT_SANDBOX_DELIVERY, NULL };

/* Whether the two differ in nothing but how dates and times are spelt: one with a zone, one as the instant it is. */
static gboolean
same_but_for_spelling (const SmtSandboxStatement *held, const SmtSandboxStatement *came)
{
  g_autoptr (SmtJson) bare_held = smt_sandbox_without_member (held->entry->json, "meta");
  g_autoptr (SmtJson) bare_came = smt_sandbox_without_member (came->entry->json, "meta");
  g_autofree char *text_held = smt_sandbox_canonical_dates (smt_json_root (bare_held), only_dated);
  g_autofree char *text_came = smt_sandbox_canonical_dates (smt_json_root (bare_came), only_dated);

  return strcmp (text_held, text_came) == 0;
}

/* What is wrong with how @came differs from @held; NULL when nothing is. */
static const char *
change_fault (const SmtSandboxCase *self, const SmtSandboxStatement *held, const SmtSandboxStatement *came)
{
  g_autoptr (SmtJson) bare_held = smt_sandbox_without_member (held->entry->json, "meta");
  g_autoptr (SmtJson) bare_came = smt_sandbox_without_member (came->entry->json, "meta");
  g_autofree char *text_held = smt_sandbox_canonical (smt_json_root (bare_held), only_dated);
  g_autofree char *text_came = smt_sandbox_canonical (smt_json_root (bare_came), only_dated);
  g_autofree char *changed_held = smt_sandbox_statement_text (held, "lastchanged");
  g_autofree char *changed_came = smt_sandbox_statement_text (came, "lastchanged");
  gboolean redated = g_strcmp0 (changed_held, changed_came) != 0;
  gboolean other = strcmp (text_held, text_came) != 0;
  g_autofree char *updated = smt_sandbox_json_text (came->resource, "meta/lastUpdated");
  SmtInstant instant;

  if (g_strcmp0 (held->id, came->id) != 0 || strcmp (held->entry->full_url, came->entry->full_url) != 0)
    return "A resource of the lookup goes back with its own id and fullUrl";
  if (!other && redated)
    return "lastchanged may change only when something else does";
  if (other && redated && same_but_for_spelling (held, came))
    return "A date that is only spelt otherwise is no change: lastchanged stays";
  if (!other && !smt_sandbox_case_is_recall (self, came))
    {
      g_autofree char *meta_held = smt_sandbox_canonical (smt_json_member (held->resource, "meta"), NULL);
      g_autofree char *meta_came = smt_sandbox_canonical (smt_json_member (came->resource, "meta"), NULL);

      return strcmp (meta_held, meta_came) == 0 ? NULL : "An unchanged resource goes back with its own meta";
    }
  if (updated == NULL || !smt_instant_parse (updated, &instant))
    return "A changed resource must set meta.lastUpdated";
  if (other && came->pll != NULL && !redated)
    return "A changed PLL entry must set lastchanged";
  return NULL;
}

/**
 * smt_sandbox_rule_unchanged:
 * @self: the case
 * @outcome: gets the issues
 *
 * Unchanged resources go back with their original id and meta; changed ones keep the id and set lastUpdated; SistEndret
 * changes only on a real change (G/Resources, E-2827550723).
 */
void
smt_sandbox_rule_unchanged (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      SmtSandboxStatement *held = smt_sandbox_case_held (self, came);
      const char *fault = held != NULL ? change_fault (self, held, came) : NULL;

      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "", fault);
    }
}

/* What the client may take off: what Reseptformidleren knows, the dose, and a short dose that no longer says it. */
static gboolean
may_go (const char *url)
{
  static const char *const names[] = {
    "rfstatus",   "recallinfo",  "createeresept", "createresept",          "dispencesummary",    "ereseptdosing",
    "reseptDate", "helseperson", "lockedResept",  "reimbursmentparagraph", SMT_SANDBOX_DELIVERY, NULL
  };

  return url == NULL || g_strv_contains (names, url);
}

/* A stop that has not come can still be thought better of (assumed): what is planned is no history. */
static gboolean
is_planned_stop (const SmtSandboxCase *self, const SmtSandboxStatement *held, const char *url)
{
  SmtJsonCursor stop = smt_sandbox_extension (held->resource, SMT_SANDBOX_DISCONTINUATION);
  g_autofree char *time = smt_sandbox_json_text (smt_sandbox_extension (stop, "timedate"), "valueDateTime");
  SmtInstant instant;

  return g_strcmp0 (url, SMT_SANDBOX_DISCONTINUATION) == 0 && g_strcmp0 (held->status, "active") == 0 && time != NULL
         && smt_instant_parse (time, &instant) && instant > smt_sandbox_clock_now (&self->store->clock);
}

/* The first extension of @held that @came lacks; NULL when all of them are there. */
static char *
lost_extension (const SmtSandboxCase *self, const SmtSandboxStatement *of, SmtJsonCursor held, SmtJsonCursor came)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (held, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    {
      g_autofree char *url = smt_sandbox_json_text (extension, "url");

      if (!may_go (url) && !is_planned_stop (self, of, url) && !smt_json_exists (smt_sandbox_extension (came, url)))
        return g_steal_pointer (&url);
    }
  return NULL;
}

/**
 * smt_sandbox_rule_received:
 * @self: the case
 * @outcome: gets the issues
 *
 * All received attributes are returned (G/Populatingsfm-MedicationStatement), also where the statement is changed and
 * in what follows on it; but for those that SFM itself lists, for the dose, and for a stop to come that is lifted.
 */
void
smt_sandbox_rule_received (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      SmtSandboxStatement *old = smt_sandbox_case_referred (self, smt_json_member (came->resource, "basedOn"));
      SmtSandboxStatement *held =
          came->creates ? old != NULL ? smt_sandbox_case_held (self, old) : NULL : smt_sandbox_case_held (self, came);
      g_autofree char *lost = NULL;
      g_autofree char *reason = NULL;

      if (held == NULL)
        continue;
      lost = lost_extension (self, held, held->resource, came->resource);
      if (lost == NULL)
        lost = lost_extension (self, held, held->amendment, came->amendment);
      reason = lost != NULL ? g_strdup_printf ("What was received is returned, but for %s", lost) : NULL;
      if (reason != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Extension", reason);
    }
}

/**
 * smt_sandbox_rule_references:
 * @self: the case
 * @outcome: gets the issues
 *
 * What a statement refers to is in the bundle, and it is about the patient of the bundle.
 */
void
smt_sandbox_rule_references (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  static const char *const paths[] = { "medicationReference/reference", "basedOn/0/reference", "partOf/0/reference" };
  SmtSandboxEntry *patient = smt_sandbox_record_first (self->sent, "Patient");

  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      g_autofree char *subject = smt_sandbox_json_text (came->resource, "subject/reference");

      for (guint k = 0; k < G_N_ELEMENTS (paths); k++)
        {
          g_autofree char *url = smt_sandbox_json_text (came->resource, paths[k]);

          /* Older links of an unchanged chain need not come back. */
          if (k > 0 && !smt_sandbox_case_is_touched (self, came))
            continue;
          if (url != NULL && smt_sandbox_record_find (self->sent, url) == NULL)
            smt_sandbox_case_refuse (self, outcome, came, "", "The statement refers to what is not in the bundle");
        }
      if (g_strcmp0 (subject, patient->full_url) != 0)
        smt_sandbox_case_refuse (self, outcome, came, "Subject",
                                 "The statement is not about the patient of the bundle");
    }
}

static gboolean
has_amendment (const SmtSandboxStatement *came, const char *url)
{
  return smt_json_exists (smt_sandbox_extension_value (came->amendment, url));
}

static void
require (const SmtSandboxCase *self,
         SmtSandboxOutcome *outcome,
         const SmtSandboxStatement *came,
         gboolean there,
         const char *name)
{
  g_autofree char *reason = NULL;

  if (there)
    return;
  reason = g_strdup_printf ("%s missing or invalid", name);
  smt_sandbox_case_refuse (self, outcome, came, "Extension", reason);
}

static void
require_always (const SmtSandboxCase *self, SmtSandboxOutcome *outcome, const SmtSandboxStatement *came)
{
  static const char *const amendments[] = { "itemgroup", "dssn", "typeresept" };
  SmtJsonCursor dosage = smt_sandbox_json_at (came->resource, "dosage/0");
  SmtJsonCursor area = smt_sandbox_extension (dosage, SMT_SANDBOX_AREA);
  g_autofree char *use = smt_sandbox_extension_code (dosage, SMT_SANDBOX_USE);
  g_autofree char *area_text = smt_sandbox_json_text (smt_sandbox_extension (area, "text"), "valueString");

  require (self, outcome, came, came->pll != NULL || came->resept != NULL, "MedicationStatement.identifier");
  require (self, outcome, came, came->status != NULL, "MedicationStatement.status");
  require (self, outcome, came, smt_json_exists (smt_json_member (came->resource, "medicationReference")),
           "MedicationStatement.medicationReference");
  require (self, outcome, came, smt_json_type (smt_json_member (dosage, "sequence")) == SMT_JSON_NUMBER,
           "MedicationStatement.dosage.sequence");
  require (self, outcome, came, use != NULL, "MedicationStatement.dosage.extension:use");
  require (self, outcome, came, area_text != NULL && *area_text != '\0',
           "MedicationStatement.dosage.extension:application-area");
  require (self, outcome, came, smt_sandbox_statement_is_registered (came, "1"),
           "MedicationStatement.extension:regInfo (Forskrevet av)");
  for (guint i = 0; i < G_N_ELEMENTS (amendments); i++)
    require (self, outcome, came, has_amendment (came, amendments[i]), amendments[i]);
  require (self, outcome, came, came->pll == NULL || has_amendment (came, "lastchanged"), "lastchanged");
}

static void
require_with_prescription (const SmtSandboxCase *self, SmtSandboxOutcome *outcome, const SmtSandboxStatement *came)
{
  static const char *const amendments[] = { "expirationdate", "festUpdate", "reit" };
  SmtJsonCursor substitution = smt_sandbox_extension (came->resource, SMT_SANDBOX_SUBSTITUTION);

  for (guint i = 0; i < G_N_ELEMENTS (amendments); i++)
    require (self, outcome, came, has_amendment (came, amendments[i]), amendments[i]);
  require (self, outcome, came, has_amendment (came, "reseptdate") || has_amendment (came, "reseptDate"), "reseptdate");
  require (self, outcome, came, has_amendment (came, "numberofpackages") || has_amendment (came, "amount"),
           "numberofpackages or amount");
  require (self, outcome, came, smt_json_exists (smt_sandbox_extension (substitution, "genericSubstitutionAccepted")),
           "MedicationStatement.extension:generic-substitution");
}

/**
 * smt_sandbox_rule_required:
 * @self: the case
 * @outcome: gets the issues
 *
 * The required attributes (G/Populatingsfm-MedicationStatement) of what is new or changed. The servers' own answers
 * lack some of them, so unchanged statements are let pass. The spelling of 2021 (reseptDate, helseperson) is accepted
 * where it came from the server; a new prescription is judged by today's.
 */
void
smt_sandbox_rule_required (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);

      if (!smt_sandbox_case_is_touched (self, came))
        continue;
      require_always (self, outcome, came);
      if (came->resept != NULL)
        require_with_prescription (self, outcome, came);
    }
}

static const char *
dates_fault (const SmtSandboxCase *self, const SmtSandboxStatement *came)
{
  SmtDate today = smt_sandbox_clock_today (&self->store->clock);
  g_autofree char *from_text = smt_sandbox_statement_text (came, "reseptdate");
  g_autofree char *to_text = smt_sandbox_statement_text (came, "expirationdate");
  SmtDate from;
  SmtDate to;
  int age;

  if (from_text == NULL || to_text == NULL || !smt_date_parse (from_text, &from) || !smt_date_parse (to_text, &to))
    return "reseptdate and expirationdate must be dates";
  age = smt_date_days_between (from, today);
  if (age < -1 || age > 1)
    return "reseptdate must be the day of sending";
  if (smt_date_compare (to, from) <= 0 || smt_date_compare (to, smt_date_add_years (from, 1)) > 0)
    return "expirationdate must be after reseptdate and at most a year later";
  return NULL;
}

/**
 * smt_sandbox_rule_new:
 * @self: the case
 * @outcome: gets the issues
 *
 * A new prescription (createeresept) is dated today, active, an e-prescription, and carries nothing that only
 * Reseptformidleren can know.
 */
void
smt_sandbox_rule_new (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      g_autofree char *type = NULL;
      const char *fault;

      if (!came->creates)
        continue;
      type = smt_sandbox_extension_code (came->amendment, "typeresept");
      fault = dates_fault (self, came);
      if (fault != NULL)
        smt_sandbox_case_refuse (self, outcome, came, "Extension", fault);
      if (came->rfstatus != NULL || came->recall_code != NULL
          || smt_json_exists (smt_sandbox_extension (came->resource, SMT_SANDBOX_DELIVERY)))
        smt_sandbox_case_refuse (self, outcome, came, "Extension",
                                 "A new prescription carries no rfstatus, recallinfo or deliverysummary");
      if (g_strcmp0 (came->status, "active") != 0 || !came->head)
        smt_sandbox_case_refuse (self, outcome, came, "Status", "A new prescription is active and part of nothing");
      if (smt_json_exists (smt_json_member (came->resource, "derivedFrom")))
        smt_sandbox_case_refuse (self, outcome, came, "DerivedFrom",
                                 "A new prescription has no original yet: what it names is the old one's");
      if (g_strcmp0 (type, "E") != 0)
        smt_sandbox_case_refuse (self, outcome, came, "Extension", "typeresept of a new prescription must be E");
    }
}

/**
 * smt_sandbox_rule_renewal:
 * @self: the case
 * @outcome: gets the issues
 *
 * A prescription that is based on another recalls it in the same send, unless that one cannot be dispensed any more:
 * otherwise the patient could fetch both.
 */
void
smt_sandbox_rule_renewal (const SmtSandboxCase *self, SmtSandboxOutcome *outcome)
{
  for (guint i = 0; i < self->came->len; i++)
    {
      SmtSandboxStatement *came = g_ptr_array_index (self->came, i);
      SmtSandboxStatement *old = smt_sandbox_case_referred (self, smt_json_member (came->resource, "basedOn"));
      SmtSandboxStatement *held = old != NULL ? smt_sandbox_case_held (self, old) : NULL;

      if (!came->creates || held == NULL || !smt_sandbox_statement_dispensable (held))
        continue;
      if (g_strcmp0 (old->recall_id, came->resept) != 0
          || (g_strcmp0 (old->recall_code, "1") != 0 && g_strcmp0 (old->recall_code, "3") != 0))
        smt_sandbox_case_refuse (self, outcome, old, "Extension",
                                 "The renewed prescription is not recalled (7500 1 or 3) with the new ReseptId");
    }
}
