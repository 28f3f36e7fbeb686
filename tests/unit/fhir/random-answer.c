/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-answer.h"

#define BASE "http://ehelse.no/fhir/StructureDefinition/"
#define CODES "http://ehelse.no/fhir/CodeSystem/"
#define LIST "urn:oid:2.16.578.1.12.4.1.1."

/** Maker: one answer being written. */
typedef struct
{
  GRand *rand;
  GString *entries;
  GString *heads;
  guint n_entries;
  guint n_heads;
  guint n_statements;
  gboolean spaced; /* white space between the parts */
  gboolean old;    /* spelling of 2021 */
} Maker;

static gboolean
chance (Maker *maker, double probability)
{
  return g_rand_double (maker->rand) < probability;
}

static guint
number (Maker *maker, guint below)
{
  return (guint)g_rand_int_range (maker->rand, 0, (gint32)below);
}

static const char *
pick (Maker *maker, const char *const *of, guint n)
{
  return of[number (maker, n)];
}
#define PICK(maker, of) pick (maker, of, G_N_ELEMENTS (of))

static char *
make_uuid (Maker *maker)
{
  char *uuid = g_strdup_printf ("%08x-%04x-4%03x-8%03x-%08x%04x", g_rand_int (maker->rand), number (maker, 0x10000),
                                number (maker, 0x1000), number (maker, 0x1000), g_rand_int (maker->rand),
                                number (maker, 0x10000));

  for (char *p = uuid; chance (maker, 0.99) && *p != '\0'; p++)
    if (chance (maker, 0.02))
      *p = g_ascii_toupper (*p);
  return uuid;
}

static const char *
gap (Maker *maker)
{
  static const char *const gaps[] = { "", " ", "\n  ", "\r\n", "\t" };

  return maker->spaced ? PICK (maker, gaps) : "";
}

/* --- the structured dose ------------------------------------------------------------------------------------------ */

static void
append_code (GString *out, const char *url, const char *list, const char *code)
{
  g_string_append_printf (
      out, "{\"url\":\"%s\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"" LIST "%s\",\"code\":\"%s\"}]}}", url,
      list, code);
}

static void
append_interval (Maker *maker, GString *out)
{
  static const char *const values[] = { "1", "1.0", "7", "2", "1.000", "7.0", "10e-1" };

  if (maker->old)
    g_string_append (out, "{\"url\":\"interval\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"" LIST
                          "9088\",\"code\":\"1\",\"display\":\"Døgn\"}]}}");
  else
    g_string_append_printf (out, "{\"url\":\"interval\",\"valueQuantity\":{\"value\":%s,%s\"unit\":\"D\\u00f8gn\"}}",
                            PICK (maker, values), gap (maker));
}

static void
append_repeating (Maker *maker, GString *out, guint part)
{
  static const char *const amounts[] = { "1", "1.0", "0.5", "2.50", "3", "12.125", "100" };
  static const char *const units[] = { "tablett", "mg", "ml", "kapsel", "dr\\u00e5pe" };
  char code[8];

  g_string_append_printf (out,
                          "{\"extension\":[{\"url\":\"amount\",\"valueQuantity\":{\"value\":%s,\"unit\":\"%s\"}},%s",
                          PICK (maker, amounts), PICK (maker, units), gap (maker));
  append_interval (maker, out);
  g_string_append (out, ",{\"url\":\"accurate\",\"valueBoolean\":false}");
  if (part > 0)
    {
      g_snprintf (code, sizeof code, "%u", part);
      g_string_append_c (out, ',');
      append_code (out, "timerange", "8325", code);
    }
  g_string_append_printf (out, "],%s\"url\":\"repeatingdosage\"}", gap (maker));
}

static void
append_period (Maker *maker, GString *out, guint month)
{
  g_string_append (out, "{\"extension\":[{\"url\":\"starttime\",");
  if (maker->old)
    g_string_append_printf (out, "\"valueDateTime\":\"2026-%02u-03T00:00:00+01:00\"}", month);
  else
    g_string_append_printf (out, "\"valueDate\":\"2026-%02u-03\"}", month);
  if (month < 3 || chance (maker, 0.5))
    g_string_append_printf (out, ",%s{\"url\":\"endtime\",\"valueDate\":\"2026-%02u-%02u\"}", gap (maker), month,
                            chance (maker, 0.2) ? 4 : 20);
  g_string_append_c (out, ',');
  append_repeating (maker, out, number (maker, 4));
  if (chance (maker, 0.4))
    {
      g_string_append_c (out, ',');
      append_repeating (maker, out, 5);
    }
  g_string_append_printf (out, "],%s\"url\":\"ereseptdosing\"}", gap (maker));
}

/* --- statements --------------------------------------------------------------------------------------------------- */

/** Link: what one statement of a chain is made from; NULL where it has none. */
typedef struct
{
  const char *entry_id;
  const char *prescription_id;
  const char *status;
  const char *rf_status;
  const char *newer_url;
  const char *older_url;
  const char *newer_id;
  const char *stop;
} Link;

static void
append_amendment (Maker *maker, GString *out, const Link *link)
{
  static const char *const texts[] = { "1 tablett morgen",
                                       "3 tabletter hver mandag",
                                       "etter avtale",
                                       "1x2",
                                       "test",
                                       "1 kapsel hver 2. dag\\nSvelges hel",
                                       "\\\"1\\\" tablett \\u00e9n gang" };
  const char *text = PICK (maker, texts);
  guint periods = number (maker, 4);

  g_string_append_printf (out, "{\"extension\":[{\"url\":\"%s\",\"valueDate\":\"2026-0%u-11\"},",
                          maker->old ? "reseptDate" : "reseptdate", 1 + number (maker, 9));
  g_string_append_printf (
      out, "{\"url\":\"expirationdate\",\"valueDate\":\"2027-05-01\"},%s{\"url\":\"dssn\",\"valueString\":\"%s\"}",
      gap (maker), text);
  for (guint i = 1; i <= periods; i++)
    {
      g_string_append_c (out, ',');
      append_period (maker, out, i);
    }
  if (chance (maker, 0.1))
    g_string_append (out, ",{\"url\":\"nobodyknows\",\"valueDecimal\":10.50}");
  if (link->newer_id != NULL)
    {
      g_string_append_printf (out,
                              ",{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"recallId\",\"valueString\":\"%s\"},",
                              link->newer_id);
      append_code (out, "recallcode", "7500", "3");
      g_string_append (out, "]}");
    }
  if (link->rf_status != NULL)
    {
      g_string_append (out, ",{\"url\":\"rfstatus\",\"extension\":[");
      append_code (out, "status", "7408", link->rf_status);
      g_string_append (out, "]}");
    }
  if (chance (maker, 0.6))
    g_string_append (out, ",{\"url\":\"lastchanged\",\"valueDateTime\":\"2026-09-01T09:15:00.1234567+02:00\"}");
  g_string_append_c (out, ',');
  append_code (out, "typeresept", "7491", link->prescription_id != NULL ? "E" : "U");
  g_string_append_printf (out, "],%s\"url\":\"" BASE "sfm-reseptamendment\"}", gap (maker));
}

static void
append_identifiers (Maker *maker, GString *out, const Link *link)
{
  g_string_append (out, "\"identifier\":[");
  if (link->entry_id != NULL)
    g_string_append_printf (out, "{\"use\":\"usual\",\"type\":{\"text\":\"PLL\"},\"value\":\"%s\"}", link->entry_id);
  if (link->entry_id != NULL && link->prescription_id != NULL)
    g_string_append_c (out, ',');
  if (link->prescription_id != NULL)
    g_string_append_printf (out, "{\"use\":\"usual\",\"type\":{\"text\":\"%s\"},\"value\":\"%s\"}",
                            maker->old ? "reseptId" : "ReseptId", link->prescription_id);
  g_string_append (out, "],");
}

static void
append_dosage (Maker *maker, GString *out)
{
  static const char *const uses[] = { "1", "1", "2", "3" };
  static const char *const short_doses[] = { "1+0+0+0", "1x2", "1 inntil x3", "5 dr\\u00e5per" };

  g_string_append (out, "\"dosage\":[{\"sequence\":1,\"text\":\"1 tablett morgen\",\"extension\":[");
  if (chance (maker, 0.3))
    g_string_append_printf (out,
                            "{\"url\":\"" BASE
                            "sfm-shortdosage\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"" LIST
                            "7478\",\"code\":\"1\",\"display\":\"%s\"}]}},",
                            PICK (maker, short_doses));
  append_code (out, BASE "sfm-use", "9101", PICK (maker, uses));
  g_string_append (out, ",{\"url\":\"" BASE
                        "sfm-application-area\",\"extension\":[{\"url\":\"text\",\"valueString\":\"MOT VONDT\"}]}]");
  if (chance (maker, 0.2))
    g_string_append (out, ",\"additionalInstruction\":[{\"coding\":[{\"system\":\"" LIST
                          "7479\",\"code\":\"49\",\"display\":\"Svelges hel\"}]}]");
  if (chance (maker, 0.1))
    g_string_append (out, ",\"patientInstruction\":\"Husk hatt \\ud83c\\udfa9\"");
  g_string_append (out, "}]");
}

static void
append_relatives (GString *out, const Link *link)
{
  if (link->older_url != NULL)
    g_string_append_printf (out, "\"basedOn\":[{\"reference\":\"urn:uuid:%s\"}],", link->older_url);
  if (link->newer_url != NULL)
    g_string_append_printf (out, "\"partOf\":[{\"reference\":\"urn:uuid:%s\"}],", link->newer_url);
}

static char *
make_statement (Maker *maker, const Link *link, const char *medication)
{
  GString *out = g_string_new ("{\"resourceType\":\"MedicationStatement\",");

  g_string_append_printf (out, "%s\"id\":\"%u\",\"meta\":{\"profile\":[\"" BASE "sfm-MedicationStatement\"]",
                          gap (maker), g_rand_int (maker->rand));
  if (chance (maker, 0.5))
    g_string_append (out, ",\"versionId\":\"7\",\"lastUpdated\":\"2026-09-01T09:15:00.1234567+02:00\"");
  g_string_append (out, "},");
  append_relatives (out, link);
  g_string_append (out, "\"extension\":[");
  append_amendment (maker, out, link);
  if (chance (maker, 0.1))
    g_string_append (out, ",{\"url\":\"" BASE "sfm-nobody-knows\",\"valueString\":\"\\u0001\\\\ \\/\"}");
  if (link->stop != NULL)
    g_string_append_printf (out,
                            ",{\"url\":\"" BASE
                            "sfm-discontinuation\",\"extension\":[{\"url\":\"timedate\",\"valueDateTime\":\"%s\"}]}",
                            link->stop);
  g_string_append_printf (out, "],%s", gap (maker));
  append_identifiers (maker, out, link);
  g_string_append_printf (
      out, "\"status\":\"%s\",\"medicationReference\":{\"reference\":\"urn:uuid:%s\",\"display\":\"Prøvin tab 5 mg\"},",
      link->status, medication);
  append_dosage (maker, out);
  g_string_append_printf (out, "%s}", gap (maker));
  return g_string_free (out, FALSE);
}

static void
add_entry (Maker *maker, const char *uuid, const char *resource)
{
  if (maker->n_entries++ > 0)
    g_string_append_printf (maker->entries, ",%s", gap (maker));
  if (chance (maker, 0.5))
    g_string_append_printf (maker->entries, "{%s\"fullUrl\":\"urn:uuid:%s\",\"resource\":%s}", gap (maker), uuid,
                            resource);
  else
    g_string_append_printf (maker->entries, "{\"resource\":%s%s,\"fullUrl\":\"urn:uuid:%s\"}", resource, gap (maker),
                            uuid);
}

static void
choose_state (Maker *maker, Link *link)
{
  static const char *const rf[] = { "E", "E", "E", "U", "T", "R", "F" };

  link->status = "active";
  link->rf_status = chance (maker, 0.9) ? PICK (maker, rf) : NULL;
  if (chance (maker, 0.15))
    {
      link->status = "stopped";
      link->stop = "2026-10-20T12:00:00+02:00";
    }
  else if (chance (maker, 0.1))
    link->stop = "2026-12-24T00:00:00+01:00";
}

/* A chain of up to five, in any order of entries among themselves. */
static void
add_chain (Maker *maker, const char *medication)
{
  guint length = chance (maker, 0.6) ? 1 : 1 + number (maker, 5);
  gboolean on_list = chance (maker, 0.8);
  gboolean prescription = !on_list || length > 1 || chance (maker, 0.8);
  g_autofree char *entry_id = on_list ? make_uuid (maker) : NULL;
  g_autoptr (GPtrArray) urls = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= length; i++)
    {
      g_ptr_array_add (urls, make_uuid (maker));
      g_ptr_array_add (ids, make_uuid (maker));
    }
  for (guint i = 0; i < length; i++)
    {
      Link link = { .prescription_id = prescription ? ids->pdata[i] : NULL, .status = "completed", .rf_status = "T" };
      if (i == 0)
        {
          link.entry_id = entry_id;
          choose_state (maker, &link);
        }
      else
        {
          link.newer_url = chance (maker, 0.8) ? urls->pdata[i - 1] : NULL;
          link.newer_id = ids->pdata[i - 1];
        }
      link.older_url = i + 1 < length && chance (maker, 0.8) ? urls->pdata[i + 1] : NULL;
      g_autofree char *resource = make_statement (maker, &link, medication);
      add_entry (maker, urls->pdata[i], resource);
      maker->n_statements++;
    }
  if (maker->n_heads++ > 0)
    g_string_append_c (maker->heads, ',');
  g_string_append_printf (maker->heads, "{%s\"reference\":\"urn:uuid:%s\"}", gap (maker), (char *)urls->pdata[0]);
}

/* --- document ----------------------------------------------------------------------------------------------------- */

static char *
make_composition (Maker *maker, const char *patient, const char *practitioner, const char *pll)
{
  g_autofree char *id = make_uuid (maker);

  return g_strdup_printf (
      "{\"resourceType\":\"Composition\",\"identifier\":{\"use\":\"official\",\"value\":\"%s\"},\"status\":\"final\","
      "\"subject\":{\"reference\":\"urn:uuid:%s\"},%s\"date\":\"2026-11-20\","
      "\"author\":[{\"type\":\"" BASE "sfm-Practitioner\",\"reference\":\"urn:uuid:%s\"}],\"section\":["
      "{\"code\":{\"coding\":[{\"system\":\"" CODES
      "sfm-section-types\",\"code\":\"sectionMedication\"}]},\"entry\":[%s]},"
      "{\"code\":{\"coding\":[{\"system\":\"" CODES
      "sfm-section-types\",\"code\":\"sectionPLLinfo\"}]},\"entry\":[{\"reference\":\"urn:uuid:%s\"}]}]}",
      id, patient, gap (maker), practitioner, maker->heads->str, pll);
}

/* An answer to decode, edit and send back. */
RandomAnswer *
random_answer_new (GRand *rand)
{
  Maker maker = { .rand = rand, .entries = g_string_new (NULL), .heads = g_string_new (NULL) };
  RandomAnswer *answer = g_new0 (RandomAnswer, 1);
  maker.spaced = chance (&maker, 0.5);
  maker.old = chance (&maker, 0.2);
  g_autofree char *medication = make_uuid (&maker);
  g_autofree char *patient = make_uuid (&maker);
  g_autofree char *practitioner = make_uuid (&maker);
  g_autofree char *pll = make_uuid (&maker);
  g_autofree char *url = make_uuid (&maker);
  guint chains = 1 + number (&maker, 6);

  add_entry (&maker, patient, "{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"Prøve\"}]}");
  add_entry (
      &maker, practitioner,
      "{\"resourceType\":\"Practitioner\",\"id\":\"d\",\"identifier\":[{\"system\":\"urn:oid:2.16.578.1.12.4.1.4.4\","
      "\"value\":\"900000018\"}]}");
  add_entry (&maker, medication,
             "{\"resourceType\":\"Medication\",\"id\":\"m\",\"code\":{\"coding\":[{\"system\":\"" CODES
             "FEST\",\"code\":\"ID_1\",\"display\":\"Prøvin tab 5 mg\"}]}}");
  add_entry (
      &maker, pll,
      "{\"resourceType\":\"Basic\",\"id\":\"b\",\"code\":{\"coding\":[{\"code\":\"M25.1\"}]},\"extension\":[{\"url\":"
      "\"" BASE
      "sfm-pllInformation\",\"extension\":[{\"url\":\"PLLdate\",\"valueDateTime\":\"2026-10-01T08:00:00+02:00\"}]}]}");
  for (guint i = 0; i < chains; i++)
    add_chain (&maker, medication);

  g_autofree char *composition = make_composition (&maker, patient, practitioner, pll);
  answer->text = g_strdup_printf (
      "{\"resourceType\":\"Parameters\",%s\"parameter\":[{\"name\":\"medication\",\"resource\":{\"resourceType\":"
      "\"Bundle\","
      "\"type\":\"document\",\"total\":%u,\"entry\":[{\"fullUrl\":\"urn:uuid:%s\",\"resource\":%s},%s]}},"
      "{\"name\":\"RFHentetTidspunkt\",\"valueDateTime\":\"2026-11-20T09:00:00.298+01:00\"}]}",
      gap (&maker), maker.n_entries + 1, url, composition, maker.entries->str);
  answer->n_heads = maker.n_heads;
  answer->n_statements = maker.n_statements;
  g_string_free (maker.entries, TRUE);
  g_string_free (maker.heads, TRUE);
  return answer;
}

void
random_answer_free (RandomAnswer *answer)
{
  g_free (answer->text);
  g_free (answer);
}

/* --- doses -------------------------------------------------------------------------------------------------------- */

static void
add_second_step (GRand *rand, SmtRhythm *rhythm)
{
  SmtStep *step;
  SmtBeat *beat;

  rhythm->steps[0].length = smt_range_exact_int (g_rand_int_range (rand, 1, 30));
  rhythm->steps[0].length_unit = SMT_TIME_UNIT_DAY;
  if (g_rand_boolean (rand))
    {
      step = smt_rhythm_add_step (rhythm);
      step->length = smt_range_exact_int (g_rand_int_range (rand, 1, 10));
      step->length_unit = SMT_TIME_UNIT_DAY;
    }
  smt_rhythm_add_step (rhythm);
  beat = smt_rhythm_add_beat (rhythm, rhythm->n_steps - 1);
  beat->amount = smt_range_exact_int (g_rand_int_range (rand, 1, 4));
  smt_beat_set_unit (beat, "tablett");
  beat->parts = SMT_PART_EVENING;
  beat->times = smt_range_exact_int (1);
  beat->days.kind = SMT_DAYS_EVERY_N;
  beat->days.n = smt_range_exact_int (1);
  beat->days.unit = SMT_TIME_UNIT_DAY;
}

/* A dose as an editor would make it: some that the field can carry, some that it cannot. */
SmtRhythm *
random_dose (GRand *rand)
{
  SmtDecimal amounts[] = { { 1, 0 }, { 5, 1 }, { 25, 1 }, { 3, 0 }, { 1250, 2 } };
  SmtRange amount = smt_range_exact (amounts[g_rand_int_range (rand, 0, G_N_ELEMENTS (amounts))]);
  SmtRhythm *rhythm;

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      return smt_rhythm_new_daily (amount, "tablett", (guint8)g_rand_int_range (rand, 1, 64), 0);
    case 1:
      return smt_rhythm_new_every_n (amount, "tablett", (guint)g_rand_int_range (rand, 2, 15), SMT_TIME_UNIT_DAY,
                                     SMT_DATE_UNSET);
    case 2:
      return smt_rhythm_new_weekdays (amount, "tablett", (guint8)g_rand_int_range (rand, 1, 128));
    case 3:
      rhythm = smt_rhythm_new_daily (amount, "tablett", SMT_PART_MORNING, 0);
      add_second_step (rand, rhythm);
      return rhythm;
    default:
      return smt_rhythm_new_daily (amount, "tablett", 0, (guint)g_rand_int_range (rand, 1, 5));
    }
}
