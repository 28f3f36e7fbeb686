/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-composition.h"

#include <string.h>

#include "sandbox/smt-sandbox-statement.h"

#define PLL_INFO SMT_SANDBOX_EHELSE "sfm-PLL-info"

typedef struct
{
  const char *title;
  const char *code;
  const char *display;
  const char *text;
} Section;

static const Section medication = { "Medication", "sectionMedication", "List of Medication statements",
                                    "List of medications" };
static const Section pll_info = { "PllInfo", "sectionPLLinfo", "PLL Info", "Info read from M25" };
static const Section allergies = { "Allergies", "sectionAllergies", "Section allergies", "List of allergies" };
static const Section dispense = { "Dispense", "sectionDispense", "List of dispenses", "List of dispenses" };
static const Section others = { "Other Prescriptions", "sectionOtherPrescriptions", "List of non medical prescriptions",
                                "List of non medical prescriptions" };

static void
write_concept (SmtJsonWriter *writer, const char *system, const char *code, const char *display)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "coding");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "system", system);
  smt_json_writer_member (writer, "code", code);
  smt_json_writer_member (writer, "display", display);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

static char *
profile_of (const SmtSandboxEntry *entry)
{
  return smt_sandbox_json_text (smt_sandbox_entry_resource (entry), "meta/profile/0");
}

/* A statement is called by its medicine, a list by its message, all else by its profile. */
static char *
display_of (const SmtSandboxEntry *entry)
{
  SmtJsonCursor resource = smt_sandbox_entry_resource (entry);
  g_autofree char *profile = profile_of (entry);
  const char *slash = profile != NULL ? strrchr (profile, '/') : NULL;
  char *display = NULL;

  if (strcmp (entry->type, "MedicationStatement") == 0)
    display = smt_sandbox_json_text (resource, "medicationReference/display");
  else if (g_strcmp0 (profile, PLL_INFO) == 0)
    display = smt_sandbox_json_text (resource, "code/coding/0/code");
  return display != NULL ? display : g_strdup (slash != NULL ? slash + 1 : entry->type);
}

static void
write_references (SmtJsonWriter *writer, GPtrArray *entries)
{
  smt_json_writer_key (writer, "entry");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *profile = profile_of (entry);
      g_autofree char *display = display_of (entry);

      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "reference", entry->full_url);
      smt_json_writer_member (writer, "type", profile);
      smt_json_writer_member (writer, "display", display);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
}

/* @empty: why there is nothing, as list-empty-reason: `nilknown` or `unavailable`. */
static void
write_section (SmtJsonWriter *writer, const Section *section, GPtrArray *entries, const char *empty)
{
  g_autofree char *div = g_strdup_printf ("<xhtml:div xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">%s</xhtml:div>",
                                          entries->len > 0 ? section->text : "");

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "title", section->title);
  smt_json_writer_key (writer, "code");
  write_concept (writer, "http://ehelse.no/fhir/CodeSystem/sfm-section-types", section->code, section->display);
  smt_json_writer_key (writer, "text");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "status", "generated");
  smt_json_writer_member (writer, "div", div);
  smt_json_writer_end_object (writer);
  if (entries->len > 0)
    write_references (writer, entries);
  else
    {
      smt_json_writer_key (writer, "emptyReason");
      write_concept (writer, "http://terminology.hl7.org/CodeSystem/list-empty-reason", empty,
                     strcmp (empty, "nilknown") == 0 ? "Nil Known" : "Unavailable");
    }
  smt_json_writer_end_object (writer);
}

static GPtrArray *
heads_of (const SmtSandboxRecord *record)
{
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);
  GPtrArray *heads = g_ptr_array_new ();

  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      if (statement->head)
        g_ptr_array_add (heads, statement->entry);
    }
  return heads;
}

static GPtrArray *
entries_of (const SmtSandboxRecord *record, const char *type, const char *profile, gboolean with_profile)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtSandboxEntry *entry = g_ptr_array_index (record->entries, i);
      g_autofree char *own = profile_of (entry);

      if (strcmp (entry->type, type) == 0 && (profile == NULL || (g_strcmp0 (own, profile) == 0) == with_profile))
        g_ptr_array_add (entries, entry);
    }
  return entries;
}

/* Why a part of the answer is empty, when it is: there is nothing, or nobody knows. */
static const char *
reason_of (const SmtSandboxRecord *record, const char *result)
{
  return smt_sandbox_record_succeeded (record, result) ? "nilknown" : "unavailable";
}

static char *
sections_of (const SmtSandboxRecord *record)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autoptr (GPtrArray) heads = heads_of (record);
  g_autoptr (GPtrArray) lists = entries_of (record, "Basic", PLL_INFO, TRUE);
  g_autoptr (GPtrArray) reactions = entries_of (record, "AllergyIntolerance", NULL, TRUE);
  g_autoptr (GPtrArray) dispenses = entries_of (record, "MedicationDispense", NULL, TRUE);
  g_autoptr (GPtrArray) consumables = entries_of (record, "Basic", PLL_INFO, FALSE);
  g_autoptr (SmtJson) kj = smt_sandbox_record_parameter (record, "KJFeilkode");
  const char *rf = reason_of (record, "RFM96Feilkode");

  smt_json_writer_begin_array (writer);
  write_section (writer, &medication, heads, rf);
  write_section (writer, &pll_info, lists, reason_of (record, "RFM912Feilkode"));
  if (kj != NULL) /* nothing is said about reactions that nobody asked for */
    write_section (writer, &allergies, reactions, reason_of (record, "KJFeilkode"));
  if (dispenses->len > 0)
    write_section (writer, &dispense, dispenses, rf);
  write_section (writer, &others, consumables, rf);
  smt_json_writer_end_array (writer);
  return smt_json_writer_finish (writer);
}

/**
 * smt_sandbox_composition_write:
 * @record: the record that is about to be answered; its first entry is the old Composition
 * @lookup_id: the new Composition.identifier
 * @stamp: the instant of the answer
 *
 * Gives the Composition a new identifier and date, and sections that list the heads of chain and the rest as they are.
 */
void
smt_sandbox_composition_write (SmtSandboxRecord *record, const char *lookup_id, const char *stamp)
{
  SmtSandboxEntry *old = g_ptr_array_index (record->entries, 0);
  g_autoptr (SmtJson) bare = smt_sandbox_without_member (old->json, "relatesTo");
  g_autoptr (SmtJsonSplice) splice = smt_json_splice_new (bare);
  SmtJsonCursor composition = smt_json_root (bare);
  g_autofree char *identifier = g_strdup_printf ("{\"use\":\"official\",\"value\":\"%s\"}", lookup_id);
  g_autofree char *date = g_strdup_printf ("\"%.10s\"", stamp);
  g_autofree char *sections = sections_of (record);
  g_autoptr (SmtJson) written = NULL;

  smt_json_splice_set_member (splice, composition, "identifier", identifier);
  smt_json_splice_set_member (splice, composition, "date", date);
  smt_json_splice_set_member (splice, composition, "section", sections);
  written = smt_sandbox_spliced (splice);
  smt_sandbox_record_put (record, smt_sandbox_entry_new (old->full_url, written));
}
