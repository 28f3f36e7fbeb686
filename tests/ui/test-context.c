/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands beside a dose on the screen, as values: the course of a treatment.
 */
#include "smt-config.h"

#include <locale.h>

#include "ui/smt-course.h"

#define TODAY "2026-11-30"

static SmtDate
date (const char *iso)
{
  SmtDate out;

  g_assert_true (smt_date_parse (iso, &out));
  return out;
}

static SmtPrescription *
add_link (SmtTreatment *treatment, const char *id, const char *written)
{
  SmtPrescription *link = smt_treatment_add_prescription (treatment);

  link->prescription_id = g_strdup (id);
  link->written = date (written);
  return link;
}

static void
add_supply (SmtTreatment *treatment, const char *raw, const char *day)
{
  SmtSource *source = smt_source_new (SMT_VOICE_SUPPLY, SMT_ORIGIN_DELIVERY, raw, smt_reading_new (SMT_READING_SILENT));

  if (day != NULL)
    source->date = date (day);
  g_ptr_array_add (treatment->sources, source);
}

static SmtTreatment *
new_treatment (void)
{
  SmtTreatment *treatment = smt_treatment_new ();

  treatment->key = g_strdup ("pll:1");
  treatment->entry_id = g_strdup ("1");
  return treatment;
}

static GPtrArray *
course_of (const SmtTreatment *treatment)
{
  SmtRow row = { .treatment = treatment };
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();

  row.findings = findings;
  return smt_course_new (&row, date (TODAY));
}

/* --- the course -------------------------------------------------------------------------------------------------- */

static void
test_course_order (void)
{
  const SmtCourseKind order[] = { SMT_COURSE_DISPENSING,   SMT_COURSE_PRESCRIPTION, SMT_COURSE_DISPENSING,
                                  SMT_COURSE_PRESCRIPTION, SMT_COURSE_TODAY,        SMT_COURSE_STOP,
                                  SMT_COURSE_EXPIRY };
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) course = NULL;
  g_autofree char *sentence = NULL;
  SmtPrescription *head = add_link (treatment, "b", "2026-11-02");

  head->status = SMT_PRESCRIPTION_DISPENSABLE;
  head->expires = date ("2027-11-01");
  add_link (treatment, "a", "2025-11-03")->status = SMT_PRESCRIPTION_RECALLED;
  add_supply (treatment, "Utlevert 2 pakninger", "2026-01-10");
  add_supply (treatment, "Utlevert 1 pakning", "2025-01-10");
  add_supply (treatment, "300 tabletter på 365 dager", NULL); /* an estimate is no dispensing */
  treatment->state = SMT_TREATMENT_PLANNED_STOP;
  treatment->stop_date = date ("2027-01-01");
  course = course_of (treatment);
  g_assert_cmpuint (course->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < course->len; i++)
    g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (course, i))->kind, ==, order[i]);
  g_assert_true (((const SmtCourseEvent *)g_ptr_array_index (course, 3))->in_force);
  g_assert_false (((const SmtCourseEvent *)g_ptr_array_index (course, 1))->in_force);
  sentence = smt_course_describe (course);
  g_assert_nonnull (strstr (sentence, "2027"));
  g_assert_nonnull (strstr (sentence, "Planned stop"));
}

/* Today alone is no course, and what was recalled does not expire. */
static void
test_course_without_days (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) empty = course_of (treatment);
  g_autoptr (GPtrArray) recalled = NULL;
  SmtPrescription *head;

  g_assert_cmpuint (empty->len, ==, 0);
  head = add_link (treatment, "a", "2025-11-03");
  head->status = SMT_PRESCRIPTION_RECALLED;
  head->expires = date ("2026-11-02");
  recalled = course_of (treatment);
  for (guint i = 0; i < recalled->len; i++)
    g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (recalled, i))->kind, !=, SMT_COURSE_EXPIRY);
}

/* One day, told twice, is told once; another one is told. */
static void
test_course_start (void)
{
  g_autoptr (SmtTreatment) treatment = new_treatment ();
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) other = NULL;

  add_link (treatment, "a", "2025-11-03");
  treatment->start_date = date ("2025-11-03");
  same = course_of (treatment);
  g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (same, 0))->kind, ==, SMT_COURSE_PRESCRIPTION);
  treatment->start_date = date ("2025-11-01");
  other = course_of (treatment);
  g_assert_cmpint (((const SmtCourseEvent *)g_ptr_array_index (other, 0))->kind, ==, SMT_COURSE_START);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/course/order", test_course_order);
  g_test_add_func ("/ui/course/without-days", test_course_without_days);
  g_test_add_func ("/ui/course/start", test_course_start);
  return g_test_run ();
}
