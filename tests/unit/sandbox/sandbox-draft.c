/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sandbox-fixture.h"

#define OTHER_SIGNER "urn:uuid:7f3b2a10-0000-4000-8000-000000000001"

static char *
today (int days)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Oslo");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);

  return g_date_time_format (day, "%Y-%m-%d");
}

char *
draft_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

Draft *
draft_lookup (Sandbox *sandbox, const char *number)
{
  g_autofree char *body = lookup_body (number);

  return draft_lookup_body (sandbox, body);
}

Draft *
draft_lookup_body (Sandbox *sandbox, const char *body)
{
  g_autoptr (GError) error = NULL;
  guint status;
  g_autofree char *answer = sandbox_request (sandbox, "POST", "/Patient/$getMedication", body, &status, &error);
  g_autoptr (SmtJson) json = NULL;
  Draft *draft = g_new0 (Draft, 1);
  guint at;

  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 200);
  json = read_json (answer);
  draft->record = smt_sandbox_record_read (smt_json_root (json), &at, NULL);
  g_assert_nonnull (draft->record);
  draft->lookup_id = smt_sandbox_json_text (smt_sandbox_entry_resource (g_ptr_array_index (draft->record->entries, 0)),
                                            "identifier/value");
  g_assert_nonnull (draft->lookup_id);
  return draft;
}

void
draft_free (Draft *draft)
{
  smt_sandbox_record_free (draft->record);
  g_free (draft->lookup_id);
  g_free (draft);
}

void
draft_put (Draft *draft, const char *full_url, SmtJson *taken)
{
  g_autofree char *url = g_strdup (full_url);

  smt_sandbox_record_put (draft->record, smt_sandbox_entry_new (url, taken));
  smt_json_unref (taken);
}

static SmtJson *
step (SmtJson *taken, SmtJson *next)
{
  smt_json_unref (taken);
  return next;
}

char *
draft_to_body (Draft *draft)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  SmtJsonCursor resource = smt_sandbox_entry_resource (composition);
  g_autofree char *author = smt_sandbox_json_text (resource, "author/0/reference");
  g_autofree char *stamp = draft_now ();
  g_autofree char *relates = g_strdup_printf (
      "[{\"code\":\"replaces\",\"targetIdentifier\":{\"use\":\"official\",\"value\":\"%s\"}}]", draft->lookup_id);
  g_autofree char *attester =
      g_strdup_printf ("[{\"mode\":\"legal\",\"time\":\"%s\",\"party\":{\"reference\":\"%s\"}}]", stamp, author);
  SmtJson *json = smt_json_ref (composition->json);

  if (!smt_json_exists (smt_json_member (resource, "attester")))
    json = step (json, smt_sandbox_with_member (json, "attester", attester));
  if (!smt_json_exists (smt_json_member (resource, "relatesTo")))
    json = step (json, smt_sandbox_with_member (json, "relatesTo", relates));
  draft_put (draft, composition->full_url, json);
  g_ptr_array_set_size (draft->record->parameters, 0);
  return smt_sandbox_record_to_json (draft->record, stamp);
}

SmtJson *
draft_send (Sandbox *sandbox, Draft *draft, guint *status)
{
  g_autofree char *body = draft_to_body (draft);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = sandbox_request (sandbox, "POST", "/Patient/$sendMedication", body, status, &error);

  g_assert_no_error (error);
  return read_json (answer);
}

/* The first statement of that medicine; a "+" before the name means an old link of a chain. */
SmtSandboxStatement *
draft_find (Draft *draft, GPtrArray *statements, const char *medicine)
{
  gboolean head = *medicine != '+';
  const char *name = head ? medicine : medicine + 1;

  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);
      g_autofree char *display = smt_sandbox_json_text (statement->resource, "medicationReference/display");

      if (g_str_has_prefix (display, name) && statement->head == head)
        return statement;
    }
  g_assert_not_reached ();
}

char *
replaced (const char *text, const char *from, const char *to)
{
  g_autoptr (GString) string = g_string_new (text);

  g_assert_cmpuint (g_string_replace (string, from, to, 0), >, 0);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* Every @from in the JSON of that statement becomes @to; nothing else changes. */
void
draft_edit (Draft *draft, const char *medicine, const char *from, const char *to)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = draft_find (draft, statements, medicine);
  g_autofree char *bytes = smt_json_dup_bytes (statement->resource);
  g_autofree char *edited = replaced (bytes, from, to);

  draft_put (draft, statement->entry->full_url, read_json (edited));
}

void
draft_list (Draft *draft, const char *old_url, const char *new_url)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  g_autofree char *bytes = smt_json_dup_bytes (smt_sandbox_entry_resource (composition));
  g_autofree char *edited = replaced (bytes, old_url, new_url);

  draft_put (draft, composition->full_url, read_json (edited));
}

/* A list by the doctor who signs the drafts: who is responsible for multidose where anybody is, and no stand-in. */
void
draft_create_pll (Draft *draft)
{
  draft_create_pll_as (draft, FALSE);
}

void
draft_create_pll_as (Draft *draft, gboolean stand_in)
{
  SmtSandboxEntry *info = smt_sandbox_record_message (draft->record, "M25.1");
  g_autoptr (SmtJson) bare = smt_sandbox_without_extension (info->json, SMT_SANDBOX_PLL_INFORMATION, "substitute");
  SmtJson *json =
      smt_sandbox_with_extension (bare, SMT_SANDBOX_PLL_INFORMATION, "{\"url\":\"createPLL\",\"valueBoolean\":true}");

  json = step (json, smt_sandbox_with_extension (json, SMT_SANDBOX_PLL_INFORMATION,
                                                 stand_in ? "{\"url\":\"substitute\",\"valueBoolean\":true}"
                                                          : "{\"url\":\"substitute\",\"valueBoolean\":false}"));
  draft_put (draft, info->full_url, json);
}

/* Somebody else of the practice signs in the doctor's place. */
void
draft_sign_as (Draft *draft, const char *hpr)
{
  SmtSandboxEntry *composition = g_ptr_array_index (draft->record->entries, 0);
  SmtSandboxEntry *doctor = smt_sandbox_record_first (draft->record, "Practitioner");
  g_autofree char *bytes = smt_json_dup_bytes (smt_sandbox_entry_resource (doctor));
  g_autofree char *other = replaced (bytes, "900100017", hpr);
  g_autofree char *attester = g_strdup_printf (
      "[{\"mode\":\"legal\",\"time\":\"2026-01-01T00:00:00Z\",\"party\":{\"reference\":\"%s\"}}]", OTHER_SIGNER);

  draft_put (draft, OTHER_SIGNER, smt_sandbox_json_read (other, -1, NULL));
  draft_put (draft, composition->full_url, smt_sandbox_with_member (composition->json, "attester", attester));
}

/* Whether @text stands anywhere in what was answered. */
gboolean
draft_shows (Draft *draft, const char *text)
{
  for (guint i = 0; i < draft->record->entries->len; i++)
    {
      g_autofree char *bytes =
          smt_json_dup_bytes (smt_sandbox_entry_resource (g_ptr_array_index (draft->record->entries, i)));

      if (strstr (bytes, text) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The code of a result parameter; NULL when the answer has none. */
char *
draft_result (Draft *draft, const char *parameter)
{
  g_autoptr (SmtJson) json = smt_sandbox_record_parameter (draft->record, parameter);

  return json != NULL ? smt_sandbox_json_text (smt_json_root (json), "valueCodeableConcept/coding/0/code") : NULL;
}

gboolean
draft_has (Draft *draft, const char *parameter)
{
  g_autoptr (SmtJson) json = smt_sandbox_record_parameter (draft->record, parameter);

  return json != NULL;
}

gboolean
draft_flag (Draft *draft, const char *parameter)
{
  g_autoptr (SmtJson) json = smt_sandbox_record_parameter (draft->record, parameter);

  g_assert_nonnull (json);
  return smt_sandbox_json_true (smt_json_root (json), "valueBoolean");
}

guint
draft_count (Draft *draft, const char *type)
{
  guint count = 0;

  for (guint i = 0; i < draft->record->entries->len; i++)
    if (g_strcmp0 (((SmtSandboxEntry *)g_ptr_array_index (draft->record->entries, i))->type, type) == 0)
      count++;
  return count;
}

SmtJson *
with_amendment (SmtJson *taken, const char *url, const char *extension)
{
  taken = step (taken, smt_sandbox_without_extension (taken, SMT_SANDBOX_AMENDMENT, url));
  if (extension != NULL)
    taken = step (taken, smt_sandbox_with_extension (taken, SMT_SANDBOX_AMENDMENT, extension));
  return taken;
}

SmtJson *
with_updated (SmtJson *taken)
{
  g_autofree char *stamp = draft_now ();
  g_autofree char *meta = g_strdup_printf (
      "{\"profile\":[\"" SMT_SANDBOX_EHELSE "sfm-MedicationStatement\"],\"lastUpdated\":\"%s\"}", stamp);

  return step (taken, smt_sandbox_with_member (taken, "meta", meta));
}

static SmtJson *
new_head (const SmtSandboxStatement *old, const char *resept, const char *dssn, int interval, const char *start)
{
  g_autofree char *stamp = draft_now ();
  g_autofree char *from = today (0);
  g_autofree char *to = today (364);
  g_autofree char *bytes = smt_json_dup_bytes (old->resource);
  g_autofree char *renumbered = replaced (bytes, old->resept, resept);
  g_autofree char *text = g_strdup_printf ("{\"url\":\"dssn\",\"valueString\":\"%s\"}", dssn);
  g_autofree char *dated = g_strdup_printf ("{\"url\":\"reseptdate\",\"valueDate\":\"%s\"}", from);
  g_autofree char *expires = g_strdup_printf ("{\"url\":\"expirationdate\",\"valueDate\":\"%s\"}", to);
  g_autofree char *changed = g_strdup_printf ("{\"url\":\"lastchanged\",\"valueDateTime\":\"%s\"}", stamp);
  g_autofree char *field = g_strdup_printf (
      "{\"url\":\"ereseptdosing\",\"extension\":[{\"url\":\"starttime\",\"valueDate\":\"%s\"},{\"url\":"
      "\"repeatingdosage\",\"extension\":[{\"url\":\"amount\",\"valueQuantity\":{\"value\":3,\"unit\":\"tablett\"}},"
      "{\"url\":\"interval\",\"valueQuantity\":{\"value\":%d,\"unit\":\"Døgn\"}},{\"url\":\"accurate\","
      "\"valueBoolean\":false}]}]}",
      start != NULL ? start : from, interval);
  g_autofree char *based = g_strdup_printf ("[{\"reference\":\"%s\"}]", old->entry->full_url);
  SmtJson *json = smt_sandbox_json_read (renumbered, -1, NULL);

  json = with_amendment (json, "dssn", text);
  json = with_amendment (json, "reseptdate", dated);
  json = with_amendment (json, "expirationdate", expires);
  json = with_amendment (json, "lastchanged", changed);
  json = with_amendment (json, "ereseptdosing", field);
  json = with_amendment (json, "rfstatus", NULL);
  json = with_amendment (json, "recallinfo", NULL);
  json = with_amendment (json, "createeresept", "{\"url\":\"createeresept\",\"valueBoolean\":true}");
  json = step (json, smt_sandbox_without_extension (json, NULL, SMT_SANDBOX_DELIVERY));
  json = step (json, smt_sandbox_without_member (json, "basedOn"));
  json = step (json, smt_sandbox_with_member (json, "basedOn", based));
  return step (json, smt_sandbox_with_member (json, "id", "\"424242\""));
}

/* Withdraw and new (fornying med endring): returns the new ReseptId. */
char *
draft_correct (Draft *draft, const char *medicine, const char *dssn, int interval, const char *start)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *old = draft_find (draft, statements, medicine);
  char *resept = g_uuid_string_random ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *url = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *part = g_strdup_printf ("[{\"reference\":\"%s\"}]", url);
  g_autofree char *recall = g_strdup_printf (
      "{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"recallId\",\"valueString\":\"%s\"},{\"url\":\"text\","
      "\"valueString\":\"Årsak: Fornying med endring\"},{\"url\":\"recallcode\",\"valueCodeableConcept\":{\"coding\":"
      "[{\"system\":\"urn:oid:2.16.578.1.12.4.1.1.7500\",\"code\":\"3\"}]}}]}",
      resept);
  SmtJson *json = smt_sandbox_without_pll_id (old->entry->json);

  draft_put (draft, url, new_head (old, resept, dssn, interval, start));
  json = step (json, smt_sandbox_with_member (json, "status", "\"completed\""));
  json = step (json, smt_sandbox_with_member (json, "partOf", part));
  json = with_updated (with_amendment (json, "recallinfo", recall));
  draft_put (draft, old->entry->full_url, json);
  draft_list (draft, old->entry->full_url, url);
  return resept;
}

/* As a stop now is sent, but for when it says to have been and the reason of its recall (7500). */
SmtJson *
draft_stopped (const SmtSandboxStatement *statement, const char *when, const char *recall_code)
{
  g_autofree char *stop = g_strdup_printf (
      "{\"url\":\"" SMT_SANDBOX_DISCONTINUATION "\",\"extension\":[{\"url\":\"timedate\",\"valueDateTime\":\"%s\"},"
      "{\"url\":\"reason\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"A\"}]}}]}",
      when);
  static const char by[] = "{\"url\":\"" SMT_SANDBOX_REGINFO "\",\"extension\":[{\"url\":\"type\","
                           "\"valueCodeableConcept\":{\"coding\":[{\"code\":\"3\"}]}},{\"url\":\"provider\","
                           "\"valueReference\":{\"display\":\"Lise Fastlegesen\"}}]}";
  g_autofree char *recall = g_strdup_printf (
      "{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"text\",\"valueString\":\"Seponert\"},{\"url\":"
      "\"recallcode\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"%s\"}]}}]}",
      recall_code);
  SmtJson *json = smt_sandbox_with_extension (statement->entry->json, NULL, stop);

  json = step (json, smt_sandbox_with_extension (json, NULL, by));
  json = step (json, smt_sandbox_with_member (json, "status", "\"stopped\""));
  json = with_amendment (json, "recallinfo", recall);
  json =
      with_amendment (json, "lastchanged", "{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-01-01T00:00:00+01:00\"}");
  return with_updated (json);
}
