/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-dose-draft.h"

static SmtRhythm *
write_dose (const char *amount, SmtDraftDays days, guint every, guint8 weekdays, guint8 parts, SmtDraftFault *fault)
{
  const SmtDoseDraft draft = { (char *) amount, (char *) "tablett", days, every, weekdays, parts };

  return smt_dose_draft_to_rhythm (&draft, fault);
}

static void
test_amounts (void)
{
  static const struct
  {
    const char *typed;
    SmtDraftFault fault;
    SmtDecimal value;
  } cases[] = {
    { "3", SMT_DRAFT_WHOLE, { 3, 0 } },         { "2,5", SMT_DRAFT_WHOLE, { 25, 1 } },
    { "2.5", SMT_DRAFT_WHOLE, { 25, 1 } },      { " 1 ", SMT_DRAFT_WHOLE, { 1, 0 } },
    { "0,125", SMT_DRAFT_WHOLE, { 125, 3 } },   { "1.000", SMT_DRAFT_AMBIGUOUS_AMOUNT, { 0, 0 } },
    { "2,500", SMT_DRAFT_AMBIGUOUS_AMOUNT, { 0, 0 } }, { "", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },
    { "0", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },     { "-1", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },
    { "1e2", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },   { "1-2", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },
    { "to", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },    { "1,2,3", SMT_DRAFT_NO_AMOUNT, { 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SmtDraftFault fault;
      g_autoptr (SmtRhythm) rhythm = write_dose (cases[i].typed, SMT_DRAFT_DAILY, 2, 0, SMT_PART_MORNING, &fault);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpint (fault, ==, cases[i].fault);
      g_assert_true ((rhythm != NULL) == (fault == SMT_DRAFT_WHOLE));
      if (rhythm != NULL)
        g_assert_true (smt_decimal_equal (rhythm->steps[0].beats[0].amount.lo, cases[i].value));
    }
}

static void
test_what_is_missing (void)
{
  SmtDraftFault fault;

  g_assert_null (write_dose ("1", SMT_DRAFT_DAILY, 2, 0, 0, &fault));
  g_assert_cmpint (fault, ==, SMT_DRAFT_NO_PART);
  g_assert_null (write_dose ("1", SMT_DRAFT_EVERY_N, 1, 0, 0, &fault));
  g_assert_cmpint (fault, ==, SMT_DRAFT_NO_INTERVAL);
  g_assert_null (write_dose ("1", SMT_DRAFT_WEEKDAYS, 2, 0, 0, &fault));
  g_assert_cmpint (fault, ==, SMT_DRAFT_NO_WEEKDAY);
}

/* Everything the editor can write, it can open again. */
static void
test_round_trip (void)
{
  for (guint days = SMT_DRAFT_DAILY; days <= SMT_DRAFT_WEEKDAYS; days++)
    for (guint bits = 1; bits < 64; bits++)
      {
        SmtDraftFault fault;
        SmtDoseDraft draft = { .every = 2 };
        g_autoptr (SmtRhythm) rhythm = write_dose ("1,5", (SmtDraftDays) days, bits + 1, (guint8) bits, (guint8) bits, &fault);

        g_assert_true (smt_rhythm_validate (rhythm));
        if (days == SMT_DRAFT_EVERY_N && bits + 1 == 7)
          continue; /* every seventh day opens as "fixed weekdays" with the weekday to be named */
        g_assert_true (smt_dose_draft_from_rhythm (rhythm, &draft));
        g_assert_cmpint (draft.days, ==, days);
        g_assert_cmpint (draft.parts, ==, bits);
        g_assert_cmpstr (draft.amount, ==, "1,5");
        g_assert_cmpstr (draft.unit, ==, "tablett");
        if (days == SMT_DRAFT_EVERY_N)
          g_assert_cmpuint (draft.every, ==, bits + 1);
        if (days == SMT_DRAFT_WEEKDAYS)
          g_assert_cmpint (draft.weekdays, ==, bits);
        smt_dose_draft_clear (&draft);
      }
}

/* A weekly dose without weekday opens with the weekday open: the program never names one. */
static void
test_weekly_names_no_day (void)
{
  g_autoptr (SmtRhythm) weekly = smt_rhythm_new_every_n (smt_range_exact_int (3), "tablett", 1, SMT_TIME_UNIT_WEEK, SMT_DATE_UNSET);
  SmtDoseDraft draft = { .every = 2 };

  g_assert_true (smt_dose_draft_from_rhythm (weekly, &draft));
  g_assert_cmpint (draft.days, ==, SMT_DRAFT_WEEKDAYS);
  g_assert_cmpint (draft.weekdays, ==, 0);
  smt_dose_draft_clear (&draft);
}

static void
test_not_nearly_right (void)
{
  g_autoptr (SmtRhythm) range = smt_rhythm_new_daily (smt_range_between (SMT_DECIMAL_INT (1), SMT_DECIMAL_INT (2)), "tablett", SMT_PART_MORNING, 1);
  g_autoptr (SmtRhythm) monthly = smt_rhythm_new_every_n (smt_range_exact_int (1), "tablett", 1, SMT_TIME_UNIT_MONTH, SMT_DATE_UNSET);
  g_autoptr (SmtRhythm) needed = smt_rhythm_new_daily (smt_range_exact_int (1), "tablett", SMT_PART_MORNING, 1);
  SmtDoseDraft draft = { .every = 2 };

  needed->as_needed = TRUE;
  g_assert_false (smt_dose_draft_from_rhythm (range, &draft));
  g_assert_false (smt_dose_draft_from_rhythm (monthly, &draft));
  g_assert_false (smt_dose_draft_from_rhythm (needed, &draft));
  g_assert_null (draft.amount);
}

static void
test_first_day (void)
{
  const SmtDate friday = smt_date_new (2026, 11, 20);
  const SmtDoseDraft monday = { .days = SMT_DRAFT_WEEKDAYS, .weekdays = 1 << SMT_MONDAY };
  const SmtDoseDraft fridays = { .days = SMT_DRAFT_WEEKDAYS, .weekdays = 1 << SMT_FRIDAY };
  const SmtDoseDraft daily = { .days = SMT_DRAFT_DAILY };

  g_assert_cmpint (smt_date_days_between (friday, smt_dose_draft_first_day (&monday, friday)), ==, 3);
  g_assert_cmpint (smt_date_days_between (friday, smt_dose_draft_first_day (&fridays, friday)), ==, 0);
  g_assert_cmpint (smt_date_days_between (friday, smt_dose_draft_first_day (&daily, friday)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/dose-draft/amounts", test_amounts);
  g_test_add_func ("/ui/dose-draft/what-is-missing", test_what_is_missing);
  g_test_add_func ("/ui/dose-draft/round-trip", test_round_trip);
  g_test_add_func ("/ui/dose-draft/weekly-names-no-day", test_weekly_names_no_day);
  g_test_add_func ("/ui/dose-draft/not-nearly-right", test_not_nearly_right);
  g_test_add_func ("/ui/dose-draft/first-day", test_first_day);
  return g_test_run ();
}
