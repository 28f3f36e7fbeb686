/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast JSON is read: this reader beside json-glib, in one run, on the same synthetic FHIR in memory.
 * Prints a table and asserts nothing about time, since a busy machine is not a fault.
 */
#include <json-glib/json-glib.h>

#include "base/smt-json.h"

#define TARGET_BYTES (SMT_JSON_MAX_BYTES - 64 * 1024)
#define ROUNDS 5

static const struct
{
  const char *atc;
  const char *name;
  const char *form;
  const char *text;
} medicines[] = {
  { "L04AX03", "Metotreksat", "tablett", "4 tabletter én gang i uken, på mandager" },
  { "B01AF01", "Rivaroksaban", "tablett, filmdrasjert", "1 tablett daglig sammen med mat" },
  { "H03AA01", "Levotyroksinnatrium", "tablett", "1 tablett om morgenen, ½ time før frokost" },
  { "R03AC02", "Salbutamol", "inhalasjonspulver", "1 til 2 inhalasjoner ved behov, høyst 8 i døgnet" },
  { "M05BA04", "Alendronsyre", "tablett", "1 tablett hver søndag.\\nSvelges hel med et glass vann." },
};

typedef struct
{
  GPtrArray *documents; /* (element-type GBytes) */
  gsize n_bytes;
} Load;

static void
append_uuid (GString *out, GRand *random)
{
  guint32 words[4];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = g_rand_int (random);
  g_string_append_printf (out, "%08x-%04x-4%03x-8%03x-%04x%08x", words[0], words[1] >> 16, words[1] & 0xfff,
                          words[2] & 0xfff, words[2] >> 16, words[3]);
}

/* One MedicationStatement in the shape of SFM's, about 1.7 kB. Nobody is meant: there is no patient in it. */
static void
append_statement (GString *out, GRand *random)
{
  guint which = (guint)g_rand_int_range (random, 0, G_N_ELEMENTS (medicines));
  guint month = (guint)g_rand_int_range (random, 1, 13), day = (guint)g_rand_int_range (random, 1, 29);

  g_string_append (out, "{\"resourceType\":\"MedicationStatement\",\"id\":\"");
  append_uuid (out, random);
  g_string_append (out, "\",\"meta\":{\"versionId\":\"3\",\"profile\":"
                        "[\"http://example.invalid/fhir/StructureDefinition/medication-statement\"]},\"extension\":[");
  g_string_append_printf (out,
                          "{\"url\":\"http://example.invalid/fhir/StructureDefinition/amendment\",\"extension\":["
                          "{\"url\":\"reseptdate\",\"valueDate\":\"2025-%02u-%02u\"},"
                          "{\"url\":\"dssn\",\"valueString\":\"%s\"},"
                          "{\"url\":\"lockedresept\",\"valueBoolean\":false},"
                          "{\"url\":\"numberofpackages\",\"valueDecimal\":%u.50},"
                          "{\"url\":\"lastchanged\",\"valueDateTime\":\"2025-%02u-%02uT05:51:13.3663152+01:00\"},"
                          "{\"url\":\"typeresept\",\"valueCodeableConcept\":{\"coding\":[{\"system\":"
                          "\"urn:oid:2.16.578.1.12.4.1.1.7491\",\"code\":\"E\",\"display\":\"Eresept\"}]}}]}],",
                          month, day, medicines[which].text, which, month, day);
  g_string_append (out, "\"identifier\":[{\"type\":{\"text\":\"PLL\"},\"use\":\"usual\",\"value\":\"");
  append_uuid (out, random);
  g_string_append_printf (
      out,
      "\"}],\"status\":\"active\",\"medicationCodeableConcept\":{\"coding\":[{\"system\":"
      "\"http://www.whocc.no/atc\",\"code\":\"%s\",\"display\":\"%s\"}],\"text\":\"%s %s\"},"
      "\"dosage\":[{\"sequence\":1,\"text\":\"%s\",\"patientInstruction\":\"M\\u00e5 ikke knuses\","
      "\"timing\":{\"repeat\":{\"frequency\":1,\"period\":7,\"periodUnit\":\"d\"}},"
      "\"asNeededBoolean\":false,\"doseAndRate\":[{\"doseQuantity\":{\"value\":%u.0,\"unit\":\"stk\","
      "\"system\":\"urn:oid:2.16.578.1.12.4.1.1.7452\",\"code\":\"stk\"}}]}]}",
      medicines[which].atc, medicines[which].name, medicines[which].name, medicines[which].form, medicines[which].text,
      which + 1);
}

static void
load_clear (Load *load)
{
  g_clear_pointer (&load->documents, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, load_clear)

static void
load_take (Load *load, GString *text)
{
  load->n_bytes += text->len;
  g_ptr_array_add (load->documents, g_string_free_to_bytes (text));
}

static void
make_lines (Load *load, GRand *random)
{
  *load = (Load){ g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref), 0 };
  while (load->n_bytes < TARGET_BYTES)
    {
      GString *line = g_string_new (NULL);

      append_statement (line, random);
      load_take (load, line);
    }
}

static void
make_bundle (Load *load, GRand *random)
{
  GString *bundle = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");

  *load = (Load){ g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref), 0 };
  while (bundle->len < TARGET_BYTES)
    {
      g_string_append (bundle, bundle->str[bundle->len - 1] == '[' ? "{\"resource\":" : ",{\"resource\":");
      append_statement (bundle, random);
      g_string_append_c (bundle, '}');
    }
  g_string_append (bundle, "]}");
  load_take (load, bundle);
}

static void
read_with_samstemt (GBytes *bytes, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (smt_json_reader_read (data, bytes, NULL, &error) == NULL)
    g_error ("the bench's own JSON is not read: %s", error->message);
}

static void
read_with_json_glib (GBytes *bytes, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (!json_parser_load_from_data (data, text, (gssize)size, &error))
    g_error ("the bench's own JSON is not read: %s", error->message);
}

/* Megabytes a second in the best of some rounds: the least disturbed one says most about the code. */
static double
measure (const Load *load, void (*read) (GBytes *bytes, gpointer data), gpointer data)
{
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < load->documents->len; i++)
        read (load->documents->pdata[i], data);
      best = MIN (best, g_get_monotonic_time () - start);
    }

  return (double)load->n_bytes / (double)MAX (best, 1);
}

static void
compare (const char *name, const Load *load)
{
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  double ours = measure (load, read_with_samstemt, reader);
  double theirs = measure (load, read_with_json_glib, parser);

  g_print ("%-8s %6.1f MB in %5u documents: samstemt %7.1f MB/s, json-glib %6.1f MB/s, ratio %.1f\n", name,
           (double)load->n_bytes / 1e6, load->documents->len, ours, theirs, ours / theirs);
}

int
main (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20240601);
  g_auto (Load) lines = { 0 };
  g_auto (Load) bundle = { 0 };

  make_lines (&lines, random);
  compare ("ndjson", &lines);
  make_bundle (&bundle, random);
  compare ("bundle", &bundle);

  return 0;
}
