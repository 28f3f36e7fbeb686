/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both sides of the line for every product of the survey behind the interval table, recognised by code and by name: the
 * cases stand in interval-cases.tsv.
 */
#include "check-support.h"

#include <stdlib.h>
#include <string.h>

#define N_SURVEY  188
#define N_COLUMNS 9

enum { NUMBER, SUBSTANCE, ATC, DISPLAY, ROW, SILENT, RAISES, CLASS, CHECK };

/* "7": every 7 days; "21/28": 21 days on of a cycle of 28. */
static SmtRhythm *
read_interval (const char *text)
{
  const char *slash = strchr (text, '/');
  SmtDays cycle = { .kind = SMT_DAYS_CYCLE };

  if (slash == NULL)
    return every (1, (guint)strtoul (text, NULL, 10), SMT_TIME_UNIT_DAY);
  cycle.cycle = (guint16)strtoul (slash + 1, NULL, 10);
  for (guint day = 1; day <= strtoul (text, NULL, 10); day++)
    smt_day_bits_set (&cycle.on, day);
  return with_days (cycle);
}

static GPtrArray *
check_case (char *const *fields, const char *atc, const char *interval)
{
  g_autoptr (SmtTreatment) treatment = make_treatment (fields[DISPLAY], atc);

  g_assert_nonnull (treatment->product->row);
  g_assert_cmpstr (treatment->product->row->id, ==, fields[ROW]);
  g_assert_cmpint (treatment->product->certainty, ==, atc != NULL ? SMT_CERTAINTY_ATC : SMT_CERTAINTY_NAME);
  say_field (treatment, in_unit (read_interval (interval), "dose"));
  say_text (treatment, in_unit (read_interval (interval), "dose"));
  return check (treatment);
}

/* The finding that a product rule raised; NULL when the product has nothing against the dose. */
static const SmtFinding *
find_product_rule (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      if ((finding->checks & (1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C11)) != 0)
        return finding;
    }
  return NULL;
}

static SmtClass
read_class (const char *text)
{
  if (strcmp (text, "stop") == 0)
    return SMT_CLASS_STOP;
  return strcmp (text, "check") == 0 ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
}

static void
test_case (char *const *fields, const char *atc)
{
  g_autoptr (GPtrArray) silent = check_case (fields, atc, fields[SILENT]);
  g_assert_null (find_product_rule (silent));
  g_assert_cmpuint (count_class (silent, SMT_CLASS_STOP) + count_class (silent, SMT_CLASS_CHECK), ==, 0);
  if (*fields[RAISES] == '\0')
    return;

  g_autoptr (GPtrArray) raised = check_case (fields, atc, fields[RAISES]);
  const SmtFinding *finding = find_product_rule (raised);
  SmtCheckId id = strcmp (fields[CHECK], "C11") == 0 ? SMT_CHECK_C11 : SMT_CHECK_C1;
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, read_class (fields[CLASS]));
  g_assert_cmpuint ((finding->checks >> id) & 1u, ==, 1);
  g_assert_cmpstr (finding->row->id, ==, fields[ROW]);
}

static void
test_by_code (gconstpointer data)
{
  char *const *fields = data;

  test_case (fields, fields[ATC]);
}

static void
test_by_name (gconstpointer data)
{
  test_case (data, NULL);
}

/* Each of the survey has a case. */
static void
test_all_are_there (gconstpointer data)
{
  const GPtrArray *cases = data;
  gboolean there[N_SURVEY + 1] = { FALSE };

  for (guint i = 0; i < cases->len; i++)
    there[strtoul (((char *const *)g_ptr_array_index (cases, i))[NUMBER], NULL, 10)] = TRUE;
  for (guint number = 1; number <= N_SURVEY; number++)
    g_assert_true (there[number]);
}

static void
free_fields (gpointer data)
{
  g_strfreev (data);
}

static GPtrArray *
read_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "check", "interval-cases.tsv", NULL);
  g_autofree char *text = NULL;
  GPtrArray *cases = g_ptr_array_new_with_free_func (free_fields);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0' || *lines[i] == '#' || g_str_has_prefix (lines[i], "number\t"))
        continue;
      char **fields = g_strsplit (lines[i], "\t", -1);
      g_assert_cmpuint (g_strv_length (fields), ==, N_COLUMNS);
      g_ptr_array_add (cases, fields);
    }
  return cases;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_autoptr (GPtrArray) cases = read_cases ();
  g_test_add_data_func ("/check/survey/all-are-there", cases, test_all_are_there);
  for (guint i = 0; i < cases->len; i++)
    {
      char *const *fields = g_ptr_array_index (cases, i);
      g_autofree char *by_name = g_strdup_printf ("/check/survey/%s/%s-%u-by-name", fields[NUMBER], fields[ROW], i);
      g_autofree char *by_code = g_strdup_printf ("/check/survey/%s/%s-%u-by-code", fields[NUMBER], fields[ROW], i);
      g_test_add_data_func (by_name, fields, test_by_name);
      if (*fields[ATC] != '\0')
        g_test_add_data_func (by_code, fields, test_by_code);
    }
  return g_test_run ();
}
