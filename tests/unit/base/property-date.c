/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates and instants against GLib's calendar and, where the machine has it, the zone database.
 */
#include "base/smt-date.h"

#include "../counts.h"

#define SEED 20240604

static guint
count (guint n)
{
  return test_is_long () ? n * 50 : n;
}

/* Every day of three centuries. */
static void
test_every_day (void)
{
  SmtDate date = smt_date_new (1899, 12, 31);
  g_autoptr (GDateTime) expected = g_date_time_new_utc (1899, 12, 31, 0, 0, 0.0);
  SmtDate first = date;

  for (int days = 0; days < 3 * 36525; days++)
    {
      guint year, month, day;
      g_autofree char *iso = smt_date_to_iso (date);
      g_autofree char *expected_iso = g_date_time_format (expected, "%F");
      GDateTime *next = g_date_time_add_days (expected, 1);
      SmtDate again;

      g_assert_cmpstr (iso, ==, expected_iso);
      g_assert_true (smt_date_parse (iso, &again));
      g_assert_cmpint (smt_date_compare (date, again), ==, 0);
      g_assert_cmpint ((int)smt_date_weekday (date) + 1, ==, g_date_time_get_day_of_week (expected));
      g_assert_cmpuint (smt_date_iso_week (date), ==, (guint)g_date_time_get_week_of_year (expected));
      g_assert_cmpint (smt_date_days_between (first, date), ==, days);
      smt_date_split (date, &year, &month, &day);
      g_assert_cmpint (smt_date_compare (smt_date_new (year, month, day), date), ==, 0);

      date = smt_date_add_days (date, 1);
      g_date_time_unref (expected);
      expected = next;
    }
}

static void
test_add_is_undone (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count (20000); i++)
    {
      SmtDate date = { (guint32)g_rand_int_range (random, 500000, 900000) };
      int days = g_rand_int_range (random, -100000, 100000);
      SmtDate moved = smt_date_add_days (date, days);

      g_assert_cmpint (smt_date_days_between (date, moved), ==, days);
      g_assert_cmpint (smt_date_compare (smt_date_add_days (moved, -days), date), ==, 0);
    }
}

/* What is written is read as the same instant, but for what is finer than a millisecond. */
static void
test_instants_go_round (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < count (20000); i++)
    {
      SmtInstant instant = (SmtInstant)(g_rand_double_range (random, -3e9, 8e9) * 1e6), again;
      g_autofree char *text = smt_instant_to_rfc3339 (instant);
      SmtDate date;

      g_assert_true (smt_instant_parse (text, &again));
      g_assert_cmpint (again, <=, instant);
      g_assert_cmpint (again, >, instant - 1000);
      g_assert_true (smt_date_parse (text, &date));
      g_assert_cmpint (smt_date_compare (date, smt_instant_to_date (instant)), ==, 0);
    }
}

/* Each instant of a zone-less time that is not in the hour left out or given twice is written back as that time. */
static void
test_bare_times_go_round (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 2);

  for (guint i = 0; i < count (20000); i++)
    {
      SmtDate date = { (guint32)g_rand_int_range (random, 723000, 760000) };
      g_autofree char *day = smt_date_to_iso (date);
      g_autofree char *bare = g_strdup_printf ("%sT%02d:%02d:%02d", day, g_rand_int_range (random, 3, 24),
                                               g_rand_int_range (random, 0, 60), g_rand_int_range (random, 0, 60));
      SmtInstant instant;
      g_autofree char *written = NULL;

      g_assert_true (smt_instant_parse (bare, &instant));
      written = smt_instant_to_rfc3339 (instant);
      g_assert_true (g_str_has_prefix (written, bare));
    }
}

/* The rule by hand says what the zone database says, from the year the rule is from. */
static void
test_zone_database (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Oslo");
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 3);

  if (zone == NULL)
    {
      g_test_skip ("no zone database on this machine");
      return;
    }

  for (guint i = 0; i < count (20000); i++)
    {
      /* 1981 to 2037 */
      gint64 seconds = g_rand_int_range (random, 347155200, G_MAXINT32);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
      g_autoptr (GDateTime) oslo = g_date_time_to_timezone (utc, zone);
      g_autofree char *expected = g_date_time_format (oslo, "%FT%T%:z");
      g_autofree char *text = smt_instant_to_rfc3339 (seconds * G_USEC_PER_SEC);

      g_assert_cmpstr (text, ==, expected);
    }
}

/* The first and the last second of every hour of those years. */
static void
test_zone_database_at_the_changes (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Oslo");

  if (zone == NULL)
    {
      g_test_skip ("no zone database on this machine");
      return;
    }

  for (gint64 seconds = 347155200; seconds < G_MAXINT32 - 3600; seconds += 3600)
    for (gint64 at = seconds - 1; at <= seconds; at++)
      {
        gint interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);
        g_autofree char *text = smt_instant_to_rfc3339 (at * G_USEC_PER_SEC);

        g_assert_true (g_str_has_suffix (text, g_time_zone_get_offset (zone, interval) == 7200 ? "+02:00" : "+01:00"));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/date/every-day", test_every_day);
  g_test_add_func ("/property/date/add-is-undone", test_add_is_undone);
  g_test_add_func ("/property/instant/go-round", test_instants_go_round);
  g_test_add_func ("/property/instant/bare-times", test_bare_times_go_round);
  g_test_add_func ("/property/instant/zone-database", test_zone_database);
  g_test_add_func ("/property/instant/zone-database-changes", test_zone_database_at_the_changes);

  return g_test_run ();
}
