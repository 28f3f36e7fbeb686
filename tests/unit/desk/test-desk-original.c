/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original prescriptions on their whole way: asked for over HTTP, heard beside SFM's field, and sent back as they
 * came. The patients are Oda and Odin of the sandbox.
 */
#include "check/smt-finding.h"
#include "desk-helpers.h"
#include "dosing/smt-layout.h"

#define ODA "06916410024"
#define ODIN "18885910102"

static const char *const weeklies[] = { "Methotrexate Orifarm tab 2,5 mg", "Methotrexate Orifarm tab 10 mg", "Metex" };

static const SmtSource *
original_of (const SmtRow *row)
{
  for (guint i = 0; i < row->treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (row->treatment->sources, i);

      if (source->origin == SMT_ORIGIN_M1)
        return source;
    }
  return NULL;
}

static const SmtFinding *
find_check (const SmtRow *row, SmtFindingCode code)
{
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      if (finding->code == code)
        return finding;
    }
  return NULL;
}

static guint
count_originals (SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  guint count = 0;

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    count += original_of (smt_reconciliation_get_row (reconciliation, i)) != NULL;
  return count;
}

static void
test_only_when_asked_for (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) plain = look_up_well (fixture->desk, ODA);
  g_autoptr (SmtPatientContext) asked = look_up_with_originals (fixture->desk, ODA);
  g_autoptr (SmtPatientContext) again = look_up_well (fixture->desk, ODA);

  g_assert_cmpuint (count_originals (plain), ==, 0);
  g_assert_cmpuint (count_originals (asked), ==, 4);
  g_assert_cmpuint (count_originals (again), ==, 0);
}

/* Interval, agreement and form of the field; that the list lacks folic acid is another matter (C8). */
static void
assert_in_tune (const SmtRow *row)
{
  const guint32 tuning = 1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C2 | 1u << SMT_CHECK_C3 | 1u << SMT_CHECK_C12;

  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);

      g_assert_cmphex (finding->checks & tuning, ==, 0);
    }
}

/* Intervall 7, FasteUkedager and DagerPa 1 + DagerAv 6 are one rhythm: four dose days in 28, and nothing out of tune. */
static void
test_three_spellings_one_verdict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_with_originals (fixture->desk, ODA);
  SmtDate today = smt_patient_context_get_today (context);
  SmtDate monday = smt_date_add_days (today, -(int)smt_date_weekday (today));

  for (guint i = 0; i < G_N_ELEMENTS (weeklies); i++)
    {
      const SmtRow *row = find_row (context, weeklies[i]);
      const SmtSource *source = original_of (row);
      g_autoptr (SmtLayout) layout = NULL;
      guint dots = 0;

      g_assert_nonnull (source);
      g_assert_cmpint (source->voice, ==, SMT_VOICE_FIELD);
      g_assert_cmpint (source->reading->state, ==, SMT_READING_CLEAR);
      g_assert_cmpuint (source->defects, ==, 0);
      layout = smt_rhythm_lay_out (g_ptr_array_index (source->reading->rhythms, 0), monday, 28);
      for (guint day = 0; day < 28; day++)
        if (layout->days[day].kind == SMT_DAY_DOSE)
          {
            g_assert_cmpuint (day % 7, ==, 0);
            dots++;
          }
      g_assert_cmpuint (dots, ==, 4);
      assert_in_tune (row);
    }
}

/* The field says every day, the original every seventh: the field is what pharmacies and nurses read, so it is a Stopp.
 */
static void
test_field_against_original (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_with_originals (fixture->desk, ODIN);
  const SmtRow *row = find_row (context, "Methotrexate");
  const SmtFinding *finding = find_check (row, SMT_FINDING_FIELD_AGAINST_TEXT);

  g_assert_nonnull (original_of (row));
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity_class, ==, SMT_CLASS_STOP);
}

static void
test_defect_of_the_original (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) plain = look_up_well (fixture->desk, ODIN);
  g_autoptr (SmtPatientContext) context = look_up_with_originals (fixture->desk, ODIN);

  g_assert_null (find_check (find_row (plain, "Levaxin"), SMT_FINDING_FIELD_DEFECT));
  g_assert_nonnull (find_check (find_row (context, "Levaxin"), SMT_FINDING_FIELD_DEFECT));
  g_assert_null (find_check (find_row (context, "Amlodipin"), SMT_FINDING_FIELD_DEFECT));
}

/* What came with the originals goes back with them; the new prescription has none of the old one's. */
static void
test_sent_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_with_originals (fixture->desk, ODIN);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  change_weekly (context, "Methotrexate", 3, "tablett", SMT_MONDAY);
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  g_assert_true (smt_receipt_is_whole (receipt));

  g_clear_object (&context);
  context = look_up_with_originals (fixture->desk, ODIN);
  assert_in_tune (find_row (context, "Methotrexate"));
  /* Reseptformidleren has the new one's original as well */
  g_assert_cmpint (original_of (find_row (context, "Methotrexate"))->reading->state, ==, SMT_READING_CLEAR);
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/desk/original/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("only-when-asked-for", test_only_when_asked_for);
  ADD ("three-spellings-one-verdict", test_three_spellings_one_verdict);
  ADD ("field-against-original", test_field_against_original);
  ADD ("defect-of-the-original", test_defect_of_the_original);
  ADD ("sent-back", test_sent_back);
  return g_test_run ();
}
