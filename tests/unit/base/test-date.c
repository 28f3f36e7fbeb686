/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-date.h"

static SmtDate
date (const char *text)
{
  SmtDate value = SMT_DATE_UNSET;

  g_assert_true (smt_date_parse (text, &value));
  return value;
}

static SmtInstant
instant (const char *text)
{
  SmtInstant value = SMT_INSTANT_UNSET;

  g_assert_true (smt_instant_parse (text, &value));
  return value;
}

static void
assert_date (SmtDate value, const char *iso)
{
  g_autofree char *text = smt_date_to_iso (value);

  g_assert_cmpstr (text, ==, iso);
}

static void
test_parse (void)
{
  static const char *const texts[] = {
    "2025-03-01",
    "2025-03-01T00:00:00Z",
    "2025-03-01T23:59:59+14:00",
    "2025-03-01T00:00:00-12:00",
    "2025-03-01T12:30:15",
    "2025-03-01T05:51:13.3663152+01:00",
    "2025-03-01T12:30:15.1",
    "2025-03-01T23:59:60Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      assert_date (date (texts[i]), "2025-03-01");
    }
}

static void
test_refuse (void)
{
  static const char *const texts[] = {
    "",
    "2025",
    "2025-03",
    "2025-3-1",
    "2025-03-1",
    "25-03-01",
    "2025/03/01",
    "01.03.2025",
    "20250301",
    "2025-00-01",
    "2025-13-01",
    "2025-01-00",
    "2025-01-32",
    "2025-02-29",
    "2025-04-31",
    "1900-02-29",
    "0000-01-01",
    "2025-03-01 ",
    " 2025-03-01",
    "2025-03-01x",
    "2025-03-011",
    "+2025-03-01",
    "-2025-03-01",
    "2025-03-0a",
    "2025-03-01T",
    "2025-03-01T12",
    "2025-03-01T12:30",
    "2025-03-01T24:00:00",
    "2025-03-01T12:60:00",
    "2025-03-01T12:30:61",
    "2025-03-01T12:30:15.",
    "2025-03-01T12:30:15.Z",
    "2025-03-01T12:30:15+1:00",
    "2025-03-01T12:30:15+0100",
    "2025-03-01T12:30:15+24:00",
    "2025-03-01T12:30:15+01:60",
    "2025-03-01T12:30:15ZZ",
    "2025-03-01T12:30:15+01:00x",
    "2025-03-01 12:30:15",
    "2025-03-01T12:30:15 Z",
    "2025-03-01T1:30:15",
    "2025-03-01T12-30-15",
    "2025-03-01T12:30:15+01",
    "2025-03-01T12:30:15,5Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SmtDate value = { 42 };
      SmtInstant moment = 42;

      g_test_message ("%s", texts[i]);
      g_assert_false (smt_date_parse (texts[i], &value));
      g_assert_cmpuint (value.julian, ==, 42);
      g_assert_false (smt_instant_parse (texts[i], &moment));
      g_assert_cmpint (moment, ==, 42);
    }
}

static void
test_null (void)
{
  SmtDate value = { 42 };
  SmtInstant moment = 42;

  g_assert_false (smt_date_parse (NULL, &value));
  g_assert_false (smt_instant_parse (NULL, &moment));
}

static void
test_leap_days (void)
{
  g_assert_true (smt_date_is_set (smt_date_new (2024, 2, 29)));
  g_assert_true (smt_date_is_set (smt_date_new (2000, 2, 29)));
  g_assert_false (smt_date_is_set (smt_date_new (1900, 2, 29)));
  g_assert_false (smt_date_is_set (smt_date_new (2023, 2, 29)));
  g_assert_false (smt_date_is_set (smt_date_new (10000, 1, 1)));
  g_assert_false (smt_date_is_set (smt_date_new (0, 1, 1)));
  g_assert_false (smt_date_is_set (smt_date_new (G_MAXUINT, G_MAXUINT, G_MAXUINT)));
  g_assert_false (smt_date_is_set (smt_date_new (2024, 1, 256)));
}

static void
test_split (void)
{
  guint year, month, day;

  smt_date_split (date ("2025-12-31"), &year, &month, &day);
  g_assert_cmpuint (year, ==, 2025);
  g_assert_cmpuint (month, ==, 12);
  g_assert_cmpuint (day, ==, 31);
  smt_date_split (SMT_DATE_UNSET, &year, &month, &day);
  g_assert_cmpuint (year + month + day, ==, 0);
  smt_date_split (date ("2025-12-31"), NULL, NULL, NULL);
}

static void
test_unset (void)
{
  g_assert_false (smt_date_is_set (SMT_DATE_UNSET));
  g_assert_null (smt_date_to_iso (SMT_DATE_UNSET));
  g_assert_false (smt_date_is_set (smt_date_add_days (SMT_DATE_UNSET, 1)));
  g_assert_false (smt_date_is_set (smt_date_add_years (SMT_DATE_UNSET, 1)));
  g_assert_cmpint (smt_date_compare (SMT_DATE_UNSET, date ("0001-01-01")), <, 0);
  g_assert_null (smt_instant_to_rfc3339 (SMT_INSTANT_UNSET));
  g_assert_false (smt_date_is_set (smt_instant_to_date (SMT_INSTANT_UNSET)));
}

static void
test_compare_and_between (void)
{
  SmtDate earlier = date ("2024-02-28"), later = date ("2024-03-01");

  g_assert_cmpint (smt_date_compare (earlier, later), <, 0);
  g_assert_cmpint (smt_date_compare (later, earlier), >, 0);
  g_assert_cmpint (smt_date_compare (later, later), ==, 0);
  g_assert_cmpint (smt_date_days_between (earlier, later), ==, 2);
  g_assert_cmpint (smt_date_days_between (later, earlier), ==, -2);
  g_assert_cmpint (smt_date_days_between (date ("2023-01-01"), date ("2024-01-01")), ==, 365);
}

static void
test_add (void)
{
  assert_date (smt_date_add_days (date ("2024-02-28"), 1), "2024-02-29");
  assert_date (smt_date_add_days (date ("2025-01-01"), -1), "2024-12-31");
  assert_date (smt_date_add_days (date ("2025-01-01"), 0), "2025-01-01");
  assert_date (smt_date_add_days (date ("9999-12-31"), 1), NULL);
  assert_date (smt_date_add_days (date ("9999-12-30"), 1), "9999-12-31");
  assert_date (smt_date_add_days (date ("0001-01-02"), -1), "0001-01-01");
  assert_date (smt_date_add_days (date ("0001-01-01"), -1), NULL);
  assert_date (smt_date_add_days (date ("2025-01-01"), G_MAXINT), NULL);
  assert_date (smt_date_add_days (date ("2025-01-01"), G_MININT), NULL);
  assert_date (smt_date_add_years (date ("2024-02-29"), 1), "2025-02-28");
  assert_date (smt_date_add_years (date ("2024-02-29"), 4), "2028-02-29");
  assert_date (smt_date_add_years (date ("2024-02-29"), -124), "1900-02-28");
  assert_date (smt_date_add_years (date ("2024-06-30"), -1), "2023-06-30");
  assert_date (smt_date_add_years (date ("2024-06-30"), 7976), NULL);
  assert_date (smt_date_add_years (date ("2024-06-30"), G_MININT), NULL);
  /* a new prescription: reseptdate + 1 year - 1 day */
  assert_date (smt_date_add_days (smt_date_add_years (date ("2025-02-11"), 1), -1), "2026-02-10");
}

static void
test_weekday (void)
{
  g_assert_cmpint (smt_date_weekday (date ("2024-06-03")), ==, SMT_MONDAY);
  g_assert_cmpint (smt_date_weekday (date ("2024-06-09")), ==, SMT_SUNDAY);
  g_assert_cmpint (smt_date_weekday (date ("2024-02-29")), ==, SMT_THURSDAY);
  g_assert_cmpint (smt_date_weekday (date ("1970-01-01")), ==, SMT_THURSDAY);
  g_assert_cmpint (smt_date_weekday (date ("0001-01-01")), ==, SMT_MONDAY);
}

static void
test_iso_week (void)
{
  g_assert_cmpuint (smt_date_iso_week (date ("2024-12-30")), ==, 1);
  g_assert_cmpuint (smt_date_iso_week (date ("2021-01-03")), ==, 53);
  g_assert_cmpuint (smt_date_iso_week (date ("2020-12-31")), ==, 53);
  g_assert_cmpuint (smt_date_iso_week (date ("2024-06-03")), ==, 23);
}

static void
test_instants (void)
{
  static const struct
  {
    const char *text;
    SmtInstant value;
  } instants[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "1970-01-01T00:00:00-00:00", 0 },
    { "1970-01-01t00:00:00z", 0 },
    { "1970-01-01T01:00:00+01:00", 0 },
    { "1969-12-31T18:30:00-05:30", 0 },
    { "1970-01-01T00:00:00.000001Z", 1 },
    { "1970-01-01T00:00:00.0000019999Z", 1 },
    { "1970-01-01T00:00:00.5Z", 500000 },
    { "1970-01-01T00:00:00.123456789Z", 123456 },
    { "1969-12-31T23:59:59.5Z", -500000 },
    { "2025-02-11T05:51:13.3663152+01:00", G_GINT64_CONSTANT (1739249473366315) },
    { "2016-12-31T23:59:60Z", G_GINT64_CONSTANT (1483228800000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_test_message ("%s", instants[i].text);
      g_assert_cmpint (instant (instants[i].text), ==, instants[i].value);
    }
}

/* Without a zone it is Norwegian time. */
static void
test_instants_without_zone (void)
{
  static const struct
  {
    const char *bare;
    const char *zoned;
  } instants[] = {
    { "2025-01-15T12:00:00", "2025-01-15T11:00:00Z" },
    { "2025-07-15T12:00:00.25", "2025-07-15T10:00:00.25Z" },
    { "2025-03-30T01:59:59", "2025-03-30T00:59:59Z" },
    { "2025-03-30T02:30:00", "2025-03-30T01:30:00Z" }, /* no such hour: as if not set forward yet */
    { "2025-03-30T03:00:00", "2025-03-30T01:00:00Z" },
    { "2025-10-26T01:59:59", "2025-10-25T23:59:59Z" },
    { "2025-10-26T02:30:00", "2025-10-26T00:30:00Z" }, /* twice: the first */
    { "2025-10-26T03:00:00", "2025-10-26T02:00:00Z" },
    { "2025-12-31T23:30:00", "2025-12-31T22:30:00Z" },
    { "2026-01-01T00:30:00", "2025-12-31T23:30:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_test_message ("%s", instants[i].bare);
      g_assert_cmpint (instant (instants[i].bare), ==, instant (instants[i].zoned));
    }
}

static void
test_instants_refuse_dates (void)
{
  SmtInstant value;

  g_assert_false (smt_instant_parse ("2025-03-01", &value));
}

static void
test_write_instant (void)
{
  static const struct
  {
    const char *in;
    const char *out;
    const char *day;
  } instants[] = {
    { "2025-01-15T11:00:00Z", "2025-01-15T12:00:00+01:00", "2025-01-15" },
    { "2025-07-15T10:00:00Z", "2025-07-15T12:00:00+02:00", "2025-07-15" },
    { "2025-07-15T10:00:00.250Z", "2025-07-15T12:00:00.250+02:00", "2025-07-15" },
    { "2025-07-15T10:00:00.000999Z", "2025-07-15T12:00:00+02:00", "2025-07-15" },
    { "2025-06-30T22:00:00Z", "2025-07-01T00:00:00+02:00", "2025-07-01" },
    { "2025-12-31T22:59:59Z", "2025-12-31T23:59:59+01:00", "2025-12-31" },
    { "2025-12-31T23:00:00Z", "2026-01-01T00:00:00+01:00", "2026-01-01" },
    { "2025-03-30T00:59:59Z", "2025-03-30T01:59:59+01:00", "2025-03-30" },
    { "2025-03-30T01:00:00Z", "2025-03-30T03:00:00+02:00", "2025-03-30" },
    { "2025-10-26T00:59:59Z", "2025-10-26T02:59:59+02:00", "2025-10-26" },
    { "2025-10-26T01:00:00Z", "2025-10-26T02:00:00+01:00", "2025-10-26" },
    { "1969-12-31T22:59:59.999Z", "1969-12-31T23:59:59.999+01:00", "1969-12-31" },
    { "1995-10-15T00:00:00Z", "1995-10-15T01:00:00+01:00", "1995-10-15" },
    { "1996-10-15T00:00:00Z", "1996-10-15T02:00:00+02:00", "1996-10-15" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_autofree char *text = smt_instant_to_rfc3339 (instant (instants[i].in));

      g_assert_cmpstr (text, ==, instants[i].out);
      assert_date (smt_instant_to_date (instant (instants[i].in)), instants[i].day);
    }
}

/* The calendar ends with the years 1 and 9999; what is within a day of them is left out, for the sake of the zone. */
static void
test_extreme_instants (void)
{
  static const SmtInstant extremes[] = { G_MININT64 + 1, G_MAXINT64 };
  g_autofree char *last = smt_instant_to_rfc3339 (instant ("9999-12-30T12:00:00Z"));
  g_autofree char *first = smt_instant_to_rfc3339 (instant ("0001-01-02T12:00:00Z"));

  g_assert_cmpstr (last, ==, "9999-12-30T13:00:00+01:00");
  g_assert_cmpstr (first, ==, "0001-01-02T13:00:00+01:00");

  for (guint i = 0; i < G_N_ELEMENTS (extremes); i++)
    {
      g_assert_null (smt_instant_to_rfc3339 (extremes[i]));
      g_assert_false (smt_date_is_set (smt_instant_to_date (extremes[i])));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/parse/read", test_parse);
  g_test_add_func ("/date/parse/refuse", test_refuse);
  g_test_add_func ("/date/parse/null", test_null);
  g_test_add_func ("/date/leap-days", test_leap_days);
  g_test_add_func ("/date/split", test_split);
  g_test_add_func ("/date/unset", test_unset);
  g_test_add_func ("/date/compare-and-between", test_compare_and_between);
  g_test_add_func ("/date/add", test_add);
  g_test_add_func ("/date/weekday", test_weekday);
  g_test_add_func ("/date/iso-week", test_iso_week);
  g_test_add_func ("/instant/read", test_instants);
  g_test_add_func ("/instant/without-zone", test_instants_without_zone);
  g_test_add_func ("/instant/refuse-dates", test_instants_refuse_dates);
  g_test_add_func ("/instant/write", test_write_instant);
  g_test_add_func ("/instant/extremes", test_extreme_instants);

  return g_test_run ();
}
