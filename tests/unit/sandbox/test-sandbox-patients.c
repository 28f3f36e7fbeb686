/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/smt-text.h"
#include "sandbox/smt-sandbox-statement.h"
#include "sandbox/smt-sandbox-template.h"

/* Friday 20 November 2026, 12:00 in Norway. */
static SmtSandboxClock
a_friday (void)
{
  SmtSandboxClock clock = { 0 };

  g_assert_true (smt_sandbox_clock_set (&clock, "2026-11-20T12:00:00+01:00"));
  return clock;
}

static void
assert_fill (const char *template, const char *expected)
{
  SmtSandboxClock clock = a_friday ();
  g_autoptr (GError) error = NULL;
  g_autofree char *filled = smt_sandbox_template_fill (template, &clock, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (filled, ==, expected);
}

static void
test_placeholders (void)
{
  assert_fill ("none", "none");
  assert_fill ("a {{today}} b", "a 2026-11-20 b");
  assert_fill ("{{today-30}}/{{today+14}}", "2026-10-21/2026-12-04");
  assert_fill ("{{friday}}", "2026-11-20");
  assert_fill ("{{saturday}}", "2026-11-14");
  assert_fill ("{{monday-4w}}", "2026-10-19");
  assert_fill ("{{monday+1w}}", "2026-11-23");
  assert_fill ("{{expiry-1}}", "2027-11-18");
  assert_fill ("{{expiry:monday-4w}}", "2027-10-18");
  assert_fill ("{{instant-60}}", "2026-09-21T09:00:00+02:00");
  assert_fill ("{{instant:monday}}", "2026-11-16T09:00:00+01:00");
}

static void
test_wrong_placeholders (void)
{
  static const char *const wrong[] = { "{{yesterday}}", "{{today-x}}", "{{today-3w}}",
                                       "{{monday-4}}",  "{{today",     "{{}}x{{" };
  SmtSandboxClock clock = a_friday ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *filled = smt_sandbox_template_fill (wrong[i], &clock, &error);

      g_assert_null (filled);
      g_assert_error (error, SMT_SANDBOX_TEMPLATE_ERROR, SMT_SANDBOX_TEMPLATE_ERROR_PLACEHOLDER);
    }
}

static GPtrArray *
patient_files (void)
{
  const char *folder = g_getenv ("SMT_SANDBOX_PATIENTS");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && g_ascii_isdigit (*name))
      g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  return files;
}

static SmtSandboxRecord *
load (const char *path)
{
  SmtSandboxClock clock = a_friday ();
  g_autoptr (GError) error = NULL;
  SmtSandboxRecord *record = smt_sandbox_template_load (path, &clock, &error);

  g_assert_no_error (error);
  return record;
}

/* The templates are strict JSON as they stand, placeholders and all. */
static void
test_strict_json (void)
{
  g_autoptr (GPtrArray) files = patient_files ();

  g_assert_cmpuint (files->len, ==, 40);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SmtJson) json = NULL;

      g_assert_true (g_file_get_contents (g_ptr_array_index (files, i), &text, NULL, NULL));
      json = smt_sandbox_json_read (text, -1, &error);
      g_assert_no_error (error);
    }
}

static gboolean
is_number_of_person (SmtJsonCursor identifier)
{
  SmtJsonCursor system = smt_json_member (identifier, "system");

  return smt_json_string_equals (system, "urn:oid:2.16.578.1.12.4.1.4.1")
         || smt_json_string_equals (system, "urn:oid:2.16.578.1.12.4.1.4.2");
}

static void
assert_synthetic (const char *number)
{
  g_assert_cmpint (smt_national_number_check (number), ==, SMT_NATIONAL_NUMBER_OK);
  g_assert_true (smt_national_number_is_synthetic (number));
  g_assert_cmpint (number[2], >=, '8'); /* month + 80 */
}

/* Every national number in the files is synthetic, with right check digits: patients and practitioners. */
static void
test_national_numbers (void)
{
  g_autoptr (GPtrArray) files = patient_files ();
  guint seen = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (SmtSandboxRecord) record = load (g_ptr_array_index (files, i));

      for (guint k = 0; k < record->entries->len; k++)
        {
          SmtSandboxEntry *entry = g_ptr_array_index (record->entries, k);
          SmtJsonIter iter;
          SmtJsonCursor identifier;

          smt_json_iter_init (&iter, smt_json_member (smt_sandbox_entry_resource (entry), "identifier"));
          while (smt_json_iter_next (&iter, NULL, &identifier))
            if (is_number_of_person (identifier))
              {
                g_autofree char *number = smt_sandbox_json_text (identifier, "value");

                assert_synthetic (number);
                seen++;
              }
        }
    }
  g_assert_cmpuint (seen, >=, 67);
}

/* The birth date of a patient is the one the number says: month + 80, and day + 40 in a D-number. */
static void
test_birth_dates (void)
{
  g_autoptr (GPtrArray) files = patient_files ();
  guint d_numbers = 0;
  guint without = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (SmtSandboxRecord) record = load (g_ptr_array_index (files, i));
      SmtSandboxEntry *patient = smt_sandbox_record_first (record, "Patient");
      g_autofree char *number = smt_sandbox_record_number (record);
      g_autofree char *born = smt_sandbox_json_text (smt_sandbox_entry_resource (patient), "birthDate");
      gboolean is_d = number != NULL && number[0] >= '4';

      d_numbers += is_d ? 1 : 0;
      without += number == NULL ? 1 : 0;
      if (number == NULL)
        continue;
      g_assert_cmpint (born[8], ==, number[0] - (is_d ? 4 : 0));
      g_assert_cmpint (born[9], ==, number[1]);
      g_assert_true (strncmp (born + 2, number + 4, 2) == 0);
      g_assert_cmpint (born[5], ==, number[2] - 8);
      g_assert_cmpint (born[6], ==, number[3]);
    }
  g_assert_cmpuint (d_numbers, ==, 1);
  g_assert_cmpuint (without, ==, 1);
}

/* Ada's field says daily and Bo's weekly, beginning on the weekday that the words say. */
static void
assert_methotrexate (const char *file, const char *medicine, const char *interval, SmtWeekday weekday)
{
  g_autofree char *path = g_build_filename (g_getenv ("SMT_SANDBOX_PATIENTS"), file, NULL);
  g_autoptr (SmtSandboxRecord) record = load (path);
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);

  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);
      SmtJsonCursor dosing = smt_sandbox_extension (statement->amendment, "ereseptdosing");
      SmtJsonCursor intake = smt_sandbox_extension (dosing, "repeatingdosage");
      g_autofree char *display = smt_sandbox_json_text (statement->resource, "medicationReference/display");
      g_autofree char *start = NULL;
      g_autofree char *days = NULL;
      SmtDate date;

      if (!statement->head || !g_str_has_prefix (display, medicine))
        continue;
      start = smt_sandbox_json_text (smt_sandbox_extension (dosing, "starttime"), "valueDate");
      days = smt_json_dup_bytes (smt_json_member (smt_sandbox_extension_value (intake, "interval"), "value"));
      g_assert_true (smt_date_parse (start, &date));
      g_assert_cmpint (smt_date_weekday (date), ==, weekday);
      g_assert_cmpstr (days, ==, interval);
      return;
    }
  g_assert_not_reached ();
}

static void
test_the_fault_and_its_twin (void)
{
  assert_methotrexate ("1-ada.json", "Methotrexate", "1", SMT_MONDAY);
  assert_methotrexate ("1-ada.json", "Metex", "1", SMT_FRIDAY);
  assert_methotrexate ("2-bo.json", "Methotrexate", "7", SMT_MONDAY);
  assert_methotrexate ("2-bo.json", "Metex", "7", SMT_FRIDAY);
}

static void
test_canonical (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean equal;
  } pairs[] = {
    { "{\"a\":1,\"b\":[2]}", "{ \"b\" : [2], \"a\" : 1 }", TRUE },
    { "{\"a\":1}", "{\"a\":1.0}", FALSE },
    { "[1,2]", "[2,1]", FALSE },
    { "\"\\u00e5\"", "\"å\"", TRUE },
    { "{\"a\":\"1\"}", "{\"a\":1}", FALSE },
    { "[{\"url\":\"rfstatus\"},1]", "[1]", TRUE },
    { "[\"a\",\"b\"]", "[\"a,1:b\"]", FALSE },
    { "{}", "[]", FALSE },
  };
  static const char *const ignored[] = { "rfstatus", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (SmtJson) a = smt_sandbox_json_read (pairs[i].a, -1, NULL);
      g_autoptr (SmtJson) b = smt_sandbox_json_read (pairs[i].b, -1, NULL);
      g_autofree char *text_a = smt_sandbox_canonical (smt_json_root (a), ignored);
      g_autofree char *text_b = smt_sandbox_canonical (smt_json_root (b), ignored);

      g_assert_cmpint (strcmp (text_a, text_b) == 0, ==, pairs[i].equal);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/patients/placeholders", test_placeholders);
  g_test_add_func ("/sandbox/patients/wrong-placeholders", test_wrong_placeholders);
  g_test_add_func ("/sandbox/patients/strict-json", test_strict_json);
  g_test_add_func ("/sandbox/patients/national-numbers", test_national_numbers);
  g_test_add_func ("/sandbox/patients/birth-dates", test_birth_dates);
  g_test_add_func ("/sandbox/patients/fault-and-twin", test_the_fault_and_its_twin);
  g_test_add_func ("/sandbox/patients/canonical", test_canonical);
  return g_test_run ();
}
