/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-original.h"

#include <string.h>

#include "sandbox/smt-sandbox-statement.h"

#define NAMESPACES "http://www.kith.no/xmlstds/"
#define BINARY "Binary"

/* <name V="…" [U="…"]/>; nothing when there is no @value. */
static void
write_value (GString *xml, const char *name, SmtJsonCursor value, const char *unit)
{
  g_autofree char *text = NULL;

  if (smt_json_type (value) == SMT_JSON_STRING)
    text = smt_json_dup_string (value);
  else if (smt_json_exists (value))
    text = smt_json_dup_bytes (value);
  if (text == NULL)
    return;
  g_autofree char *attribute = g_markup_printf_escaped (" V=\"%s\"", text);
  g_autofree char *unit_attribute = unit != NULL ? g_markup_printf_escaped (" U=\"%s\"", unit) : g_strdup ("");
  g_string_append_printf (xml, "<%s%s%s/>", name, attribute, unit_attribute);
}

static void
write_quantity (GString *xml, const char *name, SmtJsonCursor quantity)
{
  g_autofree char *unit = smt_sandbox_json_text (quantity, "unit");

  write_value (xml, name, smt_json_member (quantity, "value"), unit);
}

/* One intake of the day: DoseFastTidspunkt. */
static void
write_intake (GString *xml, SmtJsonCursor intake)
{
  SmtJsonCursor part = smt_sandbox_extension_value (intake, "timerange");
  gboolean exact = smt_sandbox_json_true (smt_sandbox_extension (intake, "accurate"), "valueBoolean");

  g_string_append (xml, "<DoseFastTidspunkt>");
  write_quantity (xml, "Mengde", smt_sandbox_extension_value (intake, "amount"));
  write_quantity (xml, "Intervall", smt_sandbox_extension_value (intake, "interval"));
  write_value (xml, "Tidsomrade", smt_sandbox_json_at (part, "coding/0/code"), NULL);
  g_string_append_printf (xml, "<GisEksakt>%s</GisEksakt></DoseFastTidspunkt>", exact ? "true" : "false");
}

static void
write_dosing (GString *xml, SmtJsonCursor dosing)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  g_string_append (xml, "<Dosering>");
  write_value (xml, "Starttidspunkt", smt_sandbox_extension_value (dosing, "starttime"), NULL);
  write_value (xml, "Sluttidspunkt", smt_sandbox_extension_value (dosing, "endtime"), NULL);
  smt_json_iter_init (&iter, smt_json_member (dosing, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "repeatingdosage"))
      write_intake (xml, extension);
  g_string_append (xml, "</Dosering>");
}

static void
write_dosings (GString *xml, SmtJsonCursor amendment)
{
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, smt_json_member (amendment, "extension"));
  while (smt_json_iter_next (&iter, NULL, &extension))
    if (smt_json_string_equals (smt_json_member (extension, "url"), "ereseptdosing"))
      write_dosing (xml, extension);
}

static void
write_text (GString *xml, const char *name, SmtJsonCursor value)
{
  g_autofree char *text = smt_json_type (value) == SMT_JSON_STRING ? smt_json_dup_string (value) : NULL;
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (escaped != NULL)
    g_string_append_printf (xml, "<%s>%s</%s>", name, escaped, name);
}

/**
 * smt_sandbox_original_write:
 * @statement: a MedicationStatement with a prescription
 * @message_id: its ReseptId, the id of the message
 * @dosing: (nullable): the `Dosering` elements, where the prescription says more than SFM's field; %NULL: as the field
 *
 * The message as Reseptformidleren keeps it, as far as a dose goes; product, reimbursement and signature are left out.
 * The elements are those of the official style sheet of the prescription, forskrivning 2013-10-08.
 *
 * Returns: (transfer full): M1 in its envelope
 */
char *
smt_sandbox_original_write (SmtJsonCursor statement, const char *message_id, const char *dosing)
{
  SmtJsonCursor amendment = smt_sandbox_extension (statement, SMT_SANDBOX_AMENDMENT);
  SmtJsonCursor dosage = smt_sandbox_json_at (statement, "dosage/0");
  SmtJsonCursor area = smt_sandbox_extension (smt_sandbox_extension (dosage, SMT_SANDBOX_AREA), "text");
  SmtJsonCursor use = smt_sandbox_extension_value (dosage, SMT_SANDBOX_USE);
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

  g_string_append_printf (xml,
                          "<MsgHead xmlns=\"" NAMESPACES "msghead/2006-05-24\"><MsgInfo><Type V=\"ERM1\"/>"
                          "<MsgId>%s</MsgId></MsgInfo><Document><RefDoc><Content>"
                          "<Resept xmlns=\"" NAMESPACES "eresept/m1/2013-10-08\">",
                          message_id);
  write_text (xml, "Forskrivningsdato", smt_sandbox_extension_value (amendment, "reseptdate"));
  g_string_append (xml, "<ReseptDokLegemiddel><Varegruppekode V=\"L\"/>"
                        "<Forskrivning xmlns=\"" NAMESPACES "eresept/forskrivning/2013-10-08\">");
  write_text (xml, "DosVeiledEnkel", smt_sandbox_extension_value (amendment, "dssn"));
  if (dosing != NULL)
    g_string_append (xml, dosing);
  else
    write_dosings (xml, amendment);
  write_value (xml, "Bruk", smt_sandbox_json_at (use, "coding/0/code"), NULL);
  write_text (xml, "Bruksomrade", smt_json_member (area, "valueString"));
  g_string_append (xml, "</Forskrivning></ReseptDokLegemiddel></Resept></Content></RefDoc></Document></MsgHead>\n");
  return g_string_free (xml, FALSE);
}

/* What a template says of a prescription's own doses: a part `original` of the parameter `sandbox`. */
static char *
dosing_of (const SmtJson *own, const char *resept)
{
  SmtJsonIter iter;
  SmtJsonCursor part;

  if (own == NULL)
    return NULL;
  smt_json_iter_init (&iter, smt_json_member (smt_json_root (own), "part"));
  while (smt_json_iter_next (&iter, NULL, &part))
    {
      g_autofree char *id = smt_sandbox_json_text (part, "part/0/valueString");

      if (smt_json_string_equals (smt_json_member (part, "name"), "original") && g_strcmp0 (id, resept) == 0)
        return smt_sandbox_json_text (part, "part/1/valueString");
    }
  return NULL;
}

static SmtSandboxEntry *
binary_new (const char *xml)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *full_url = g_strconcat ("urn:uuid:", uuid, NULL);
  g_autofree char *data = g_base64_encode ((const guchar *)xml, strlen (xml));
  g_autofree char *text = g_strdup_printf ("{\"resourceType\":\"" BINARY
                                           "\",\"id\":\"%s\",\"contentType\":\"application/xml\",\"data\":\"%s\"}",
                                           uuid, data);
  g_autoptr (SmtJson) json = smt_sandbox_json_read (text, -1, NULL);

  return smt_sandbox_entry_new (full_url, json);
}

static void
put_one (SmtSandboxRecord *record, const SmtSandboxStatement *statement, const SmtJson *own)
{
  g_autofree char *dosing = dosing_of (own, statement->resept);
  g_autofree char *xml = smt_sandbox_original_write (statement->resource, statement->resept, dosing);
  SmtSandboxEntry *binary = binary_new (xml);
  g_autofree char *derived =
      g_strdup_printf ("[{\"reference\":\"%s\",\"type\":\"" BINARY "\",\"display\":\"M1\"}]", binary->full_url);
  g_autoptr (SmtJson) json = smt_sandbox_with_member (statement->entry->json, "derivedFrom", derived);

  smt_sandbox_record_put (record, smt_sandbox_entry_new (statement->entry->full_url, json));
  smt_sandbox_record_put (record, binary);
}

/* The originals of the lookup before. */
static void
remove_all (SmtSandboxRecord *record)
{
  for (guint i = record->entries->len; i-- > 0;)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);

      if (g_str_equal (entry->type, BINARY))
        g_ptr_array_remove_index (record->entries, i);
      else if (smt_json_exists (smt_json_member (smt_sandbox_entry_resource (entry), "derivedFrom")))
        {
          g_autoptr (SmtJson) bare = smt_sandbox_without_member (entry->json, "derivedFrom");

          smt_sandbox_record_put (record, smt_sandbox_entry_new (entry->full_url, bare));
        }
    }
}

/**
 * smt_sandbox_originals_put:
 * @record: a record that a lookup is about to answer from
 * @access: what the lookup may see of it
 * @wanted: whether it brings IncludeOriginal `include_reseptdok`
 *
 * Whatever the lookup before asked for, @record has the originals of this one: none, or one for each prescription that
 * is shown. The record of the lookup is what a send is held against, so that they must come back as they went out.
 */
void
smt_sandbox_originals_put (SmtSandboxRecord *record, const SmtSandboxAccess *access, gboolean wanted)
{
  g_autoptr (SmtJson) own = smt_sandbox_record_parameter (record, SMT_SANDBOX_OWN_PARAMETER);
  g_autoptr (GPtrArray) statements = NULL;

  remove_all (record);
  if (!wanted)
    return;
  statements = smt_sandbox_statements (record);
  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      if (statement->resept != NULL && !g_hash_table_contains (access->hidden, statement->entry->full_url))
        put_one (record, statement, own);
    }
}
