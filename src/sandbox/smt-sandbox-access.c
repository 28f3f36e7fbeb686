/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-access.h"

#include "sandbox/smt-sandbox-statement.h"

/* A stopped entry goes along for 90 days after its stop date (E-2827550723) when a lookup does not say how far back. */
#define HISTORY (90 * G_TIME_SPAN_DAY)

/* One part `hidden` of the parameter `sandbox`: a prescription, by its ReseptId, and what holds it back. */
typedef struct
{
  const char *name;
  gboolean (*opens) (const SmtSandboxConsent *consent, SmtJsonCursor part);
  gsize flag; /* of SmtSandboxAccess: what the answer says when it stays closed */
} Lock;

static char *
text_part (SmtJsonCursor part, const char *name)
{
  SmtJsonIter iter;
  SmtJsonCursor inner;

  smt_json_iter_init (&iter, smt_json_member (part, "part"));
  while (smt_json_iter_next (&iter, NULL, &inner))
    if (smt_json_string_equals (smt_json_member (inner, "name"), name))
      {
        char *text = smt_sandbox_json_text (inner, "valueString");

        return text != NULL ? text : smt_sandbox_json_text (inner, "valueCode");
      }
  return NULL;
}

/* A locked prescription opens by its own number, or by consent or emergency for locked prescriptions. */
static gboolean
opens_locked (const SmtSandboxConsent *consent, SmtJsonCursor part)
{
  g_autofree char *number = text_part (part, "Referansenummer");

  if (consent->locked)
    return TRUE;
  for (guint i = 0; number != NULL && i < consent->references->len; i++)
    if (g_str_equal (number, g_ptr_array_index (consent->references, i)))
      return TRUE;
  return FALSE;
}

static gboolean
opens_kj (const SmtSandboxConsent *consent, SmtJsonCursor part)
{
  return consent->asks_kj;
}

static gboolean
opens_kj_locked (const SmtSandboxConsent *consent, SmtJsonCursor part)
{
  return consent->asks_kj && consent->locked;
}

static gboolean
opens_kj_sperret (const SmtSandboxConsent *consent, SmtJsonCursor part)
{
  return consent->asks_kj && consent->sperret;
}

/* Kjernejournal can only say that it has more when it was asked: a lookup that does not ask gets no flag of it. */
static const Lock locks[] = {
  { "laast", opens_locked, G_STRUCT_OFFSET (SmtSandboxAccess, rf_has_locked) },
  { "kj", opens_kj, G_STRUCT_OFFSET (SmtSandboxAccess, kj_has_medicines) },
  { "kj-laast", opens_kj_locked, G_STRUCT_OFFSET (SmtSandboxAccess, kj_has_locked) },
  { "kj-sperret", opens_kj_sperret, G_STRUCT_OFFSET (SmtSandboxAccess, kj_has_medicines) },
};

static gboolean
is_hidden (const SmtSandboxAccess *access, const SmtSandboxEntry *entry)
{
  return g_hash_table_contains (access->hidden, entry->full_url);
}

static void
hide (SmtSandboxAccess *access, const SmtSandboxEntry *entry)
{
  g_hash_table_add (access->hidden, g_strdup (entry->full_url));
}

/* A medicine that kjernejournal knows of, with what it is: shown though Reseptformidleren may be down. */
static void
note_from_kj (SmtSandboxAccess *access, const SmtSandboxStatement *statement)
{
  char *medicine = smt_sandbox_json_text (statement->resource, "medicationReference/reference");

  g_hash_table_add (access->from_kj, g_strdup (statement->entry->full_url));
  if (medicine != NULL)
    g_hash_table_add (access->from_kj, medicine);
}

static void
close_one (SmtSandboxAccess *access, GPtrArray *statements, SmtJsonCursor part, const SmtSandboxConsent *consent)
{
  g_autofree char *by = text_part (part, "by");
  g_autofree char *resept = text_part (part, "reseptId");
  SmtSandboxStatement *statement = smt_sandbox_statement_by_resept (statements, resept);

  for (guint i = 0; statement != NULL && i < G_N_ELEMENTS (locks); i++)
    if (g_strcmp0 (by, locks[i].name) != 0)
      continue;
    else if (!locks[i].opens (consent, part))
      {
        hide (access, statement->entry);
        G_STRUCT_MEMBER (gboolean, access, locks[i].flag) = TRUE;
      }
    else if (g_str_has_prefix (locks[i].name, "kj"))
      note_from_kj (access, statement);
}

static void
read_closed (SmtSandboxAccess *access, SmtJsonCursor part, const SmtSandboxConsent *consent)
{
  g_autofree char *how = smt_sandbox_json_text (part, "valueCode");

  if (g_strcmp0 (how, "blokkert") == 0)
    access->closed = SMT_SANDBOX_CLOSED_BLOKKERT;
  else if (g_strcmp0 (how, "sperret") == 0 && !consent->sperret)
    access->closed = SMT_SANDBOX_CLOSED_SPERRET;
}

static void
close_by_consent (SmtSandboxAccess *access,
                  const SmtSandboxRecord *record,
                  GPtrArray *statements,
                  const SmtSandboxConsent *consent)
{
  g_autoptr (SmtJson) own = smt_sandbox_record_parameter (record, SMT_SANDBOX_OWN_PARAMETER);
  SmtJsonIter iter;
  SmtJsonCursor part;

  if (own == NULL)
    return;
  smt_json_iter_init (&iter, smt_json_member (smt_json_root (own), "part"));
  while (smt_json_iter_next (&iter, NULL, &part))
    if (smt_json_string_equals (smt_json_member (part, "name"), "closed"))
      read_closed (access, part, consent);
    else
      close_one (access, statements, part, consent);
}

/* Whatever the status says: a planned stop that has come is a stop. */
static gboolean
is_long_over (const SmtSandboxStatement *statement, SmtInstant since)
{
  SmtJsonCursor stop = smt_sandbox_extension (statement->resource, SMT_SANDBOX_DISCONTINUATION);
  g_autofree char *time = smt_sandbox_json_text (smt_sandbox_extension (stop, "timedate"), "valueDateTime");
  SmtInstant instant;

  return time != NULL && smt_instant_parse (time, &instant) && instant < since;
}

static gboolean
hangs_on_hidden (const SmtSandboxAccess *access, const SmtSandboxStatement *statement, const char *path)
{
  g_autofree char *url = smt_sandbox_json_text (statement->resource, path);

  return url != NULL && g_hash_table_contains (access->hidden, url);
}

/* Older links go with their newer one. @renewals: so does what renews a hidden one, which would give it away. */
static void
spread_over_chains (SmtSandboxAccess *access, GPtrArray *statements, gboolean renewals)
{
  guint before;

  do
    {
      before = g_hash_table_size (access->hidden);
      for (guint i = 0; i < statements->len; i++)
        {
          SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

          if (hangs_on_hidden (access, statement, "partOf/0/reference")
              || (renewals && hangs_on_hidden (access, statement, "basedOn/0/reference")))
            hide (access, statement->entry);
        }
    }
  while (g_hash_table_size (access->hidden) > before);
}

static void
collect_references (GHashTable *urls, SmtJsonCursor value)
{
  SmtJsonIter iter;
  SmtJsonCursor key;
  SmtJsonCursor child;

  if (smt_json_type (value) != SMT_JSON_OBJECT && smt_json_type (value) != SMT_JSON_ARRAY)
    return;
  smt_json_iter_init (&iter, value);
  while (smt_json_iter_next (&iter, &key, &child))
    if (smt_json_type (child) == SMT_JSON_STRING && smt_json_string_equals (key, "reference"))
      g_hash_table_add (urls, smt_json_dup_string (child));
    else
      collect_references (urls, child);
}

/* The dispensings of hidden prescriptions, and the medicines that only hidden entries name. Returns whether any was. */
static gboolean
hide_what_hangs_on (SmtSandboxAccess *access, const SmtSandboxRecord *record)
{
  g_autoptr (GHashTable) by_shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint before = g_hash_table_size (access->hidden);

  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      SmtJsonCursor resource = smt_sandbox_entry_resource (entry);
      g_autofree char *dispensed = smt_sandbox_json_text (resource, "authorizingPrescription/0/reference");

      if (dispensed != NULL && g_hash_table_contains (access->hidden, dispensed))
        hide (access, entry);
      if (i > 0) /* the Composition lists them all, and is written anew */
        collect_references (is_hidden (access, entry) ? by_hidden : by_shown, resource);
    }
  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      gboolean medicine = g_str_equal (entry->type, "Medication") || g_str_equal (entry->type, "Substance");

      if (medicine && g_hash_table_contains (by_hidden, entry->full_url)
          && !g_hash_table_contains (by_shown, entry->full_url))
        hide (access, entry);
    }
  return g_hash_table_size (access->hidden) > before;
}

/**
 * smt_sandbox_access_new:
 * @record: all that is held about a patient
 * @consent: what the lookup brings
 * @now: the instant of the lookup
 *
 * Locked prescriptions, what kjernejournal holds back and what stopped too long ago. Which consent opens what:
 * `sperret` by consent or emergency, `blokkert` by nothing, a locked prescription by its reference number or by
 * SamtykkeLasteResepter. That a whole chain opens and closes together is an assumption.
 *
 * Returns: (transfer full): what this lookup may see
 */
SmtSandboxAccess *
smt_sandbox_access_new (const SmtSandboxRecord *record, const SmtSandboxConsent *consent, SmtInstant now)
{
  SmtSandboxAccess *access = g_new0 (SmtSandboxAccess, 1);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);
  SmtInstant since = consent->history != SMT_INSTANT_UNSET ? consent->history : now - HISTORY;

  access->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  access->from_kj = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  close_by_consent (access, record, statements, consent);
  spread_over_chains (access, statements, TRUE);
  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      if (is_long_over (statement, since))
        hide (access, statement->entry);
    }
  spread_over_chains (access, statements, FALSE);
  while (g_hash_table_size (access->hidden) > 0 && hide_what_hangs_on (access, record))
    continue;
  return access;
}

/**
 * smt_sandbox_access_free:
 * @access: (transfer full) (nullable): what a lookup may see
 */
void
smt_sandbox_access_free (SmtSandboxAccess *access)
{
  if (access == NULL)
    return;
  g_hash_table_unref (access->hidden);
  g_hash_table_unref (access->from_kj);
  g_free (access);
}
