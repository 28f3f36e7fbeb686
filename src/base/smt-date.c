/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-date.h"

#include <string.h>

#define DATE_LENGTH 10 /* YYYY-MM-DD */
#define SECONDS_A_DAY G_GINT64_CONSTANT (86400)
#define JULIAN_1970 719163u /* 1970-01-01 in GDate's count */

/* The time of day and zone that may follow a date. */
typedef struct
{
  gint64 microseconds; /* since midnight */
  gboolean has_zone;
  gint64 offset; /* seconds east of Greenwich */
} TimeOfDay;

static gboolean
read_digits (const char *text, guint n_digits, guint *out)
{
  guint value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (guint)(text[i] - '0');
    }

  *out = value;
  return TRUE;
}

/* Every reader below stops at the first byte that does not fit, so a short text never is read past its NUL. */
static gboolean
read_date (const char *text, SmtDate *out)
{
  guint year, month, day;

  if (!read_digits (text, 4, &year) || text[4] != '-' || !read_digits (text + 5, 2, &month) || text[7] != '-'
      || !read_digits (text + 8, 2, &day))
    return FALSE;

  *out = smt_date_new (year, month, day);
  return smt_date_is_set (*out);
}

static gboolean
read_fraction (const char **text, gint64 *microseconds)
{
  const char *p = *text;
  gint64 unit = G_USEC_PER_SEC / 10;

  *microseconds = 0;
  if (*p != '.')
    return TRUE;
  if (!g_ascii_isdigit (*++p))
    return FALSE;

  /* finer than a microsecond is cut off */
  for (; g_ascii_isdigit (*p); p++)
    {
      *microseconds += unit * (*p - '0');
      unit /= 10;
    }

  *text = p;
  return TRUE;
}

static gboolean
read_zone (const char *text, TimeOfDay *time)
{
  guint hours, minutes;

  time->has_zone = *text != '\0';
  time->offset = 0;
  if (*text == '\0')
    return TRUE;
  if (*text == 'Z' || *text == 'z')
    return text[1] == '\0';
  if (*text != '+' && *text != '-')
    return FALSE;
  if (!read_digits (text + 1, 2, &hours) || text[3] != ':' || !read_digits (text + 4, 2, &minutes) || text[6] != '\0')
    return FALSE;

  time->offset = (gint64)hours * 3600 + minutes * 60;
  if (*text == '-')
    time->offset = -time->offset;
  return hours < 24 && minutes < 60;
}

/* RFC 3339 partial-time behind the T, then a zone or nothing. */
static gboolean
read_time (const char *text, TimeOfDay *time)
{
  guint hours, minutes, seconds;
  gint64 fraction;

  if ((*text != 'T' && *text != 't') || !read_digits (text + 1, 2, &hours) || text[3] != ':'
      || !read_digits (text + 4, 2, &minutes) || text[6] != ':' || !read_digits (text + 7, 2, &seconds))
    return FALSE;
  /* 60 is a leap second; it is counted as the second after */
  if (hours > 23 || minutes > 59 || seconds > 60)
    return FALSE;

  text += 9;
  if (!read_fraction (&text, &fraction))
    return FALSE;

  time->microseconds = ((gint64)hours * 3600 + minutes * 60 + seconds) * G_USEC_PER_SEC + fraction;
  return read_zone (text, time);
}

static gint64
days_since_1970 (SmtDate date)
{
  return (gint64)date.julian - JULIAN_1970;
}

static SmtDate
last_sunday (guint year, guint month)
{
  SmtDate last = smt_date_new (year, month, g_date_get_days_in_month ((GDateMonth)month, (GDateYear)year));

  return smt_date_add_days (last, -(((int)smt_date_weekday (last) + 1) % 7));
}

/*
 * Offset of Norwegian civil time from UTC in seconds, at a UTC second in @year. By hand, so that the answer does not
 * hang on the machine's zone files: summer time is from the last Sunday of March to the last Sunday of October at 01:00
 * UTC (directive 2000/84/EC); until 1995 it ended in September. Before 1981 the rules went to and fro, and no
 * prescription is that old: normal time.
 */
static gint64
oslo_offset (gint64 utc_seconds, guint year)
{
  gint64 begins, ends;

  if (year < 1981)
    return 3600;

  begins = days_since_1970 (last_sunday (year, 3)) * SECONDS_A_DAY + 3600;
  ends = days_since_1970 (last_sunday (year, year < 1996 ? 9 : 10)) * SECONDS_A_DAY + 3600;

  return utc_seconds >= begins && utc_seconds < ends ? 7200 : 3600;
}

static guint
year_of_day (gint64 days)
{
  guint year;

  smt_date_split ((SmtDate){ (guint32)(days + JULIAN_1970) }, &year, NULL, NULL);
  return year;
}

static gint64
floor_divide (gint64 value, gint64 by)
{
  gint64 quotient = value / by;

  return value % by < 0 ? quotient - 1 : quotient;
}

/* Splits an instant into Oslo's calendar day, microseconds of that day and offset. */
static gboolean
to_oslo (SmtInstant instant, SmtDate *date, gint64 *microseconds, gint64 *offset)
{
  gint64 seconds = floor_divide (instant, G_USEC_PER_SEC);
  gint64 days = floor_divide (seconds, SECONDS_A_DAY);

  if (instant == SMT_INSTANT_UNSET || days < days_since_1970 (smt_date_new (1, 1, 2))
      || days > days_since_1970 (smt_date_new (9999, 12, 30)))
    return FALSE;

  *offset = oslo_offset (seconds, year_of_day (days));
  days = floor_divide (seconds + *offset, SECONDS_A_DAY);
  *date = (SmtDate){ (guint32)(days + JULIAN_1970) };
  *microseconds = instant + *offset * G_USEC_PER_SEC - days * SECONDS_A_DAY * G_USEC_PER_SEC;
  return TRUE;
}

/**
 * smt_date_new:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to the length of the month
 *
 * Returns: the date, or %SMT_DATE_UNSET when the calendar has no such day
 */
SmtDate
smt_date_new (guint year, guint month, guint day)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return SMT_DATE_UNSET;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return (SmtDate){ g_date_get_julian (&date) };
}

/**
 * smt_date_parse:
 * @text: (nullable): "2025-03-01", or a FHIR dateTime or instant that begins so
 * @out: (out): the date as written
 *
 * Reads the calendar date as it is written; a time and zone behind it are checked and ignored, since the field means
 * the day the clinician wrote (contract 3). A partial date ("2025", "2025-03") names no day and is refused.
 *
 * Returns: %FALSE, with @out untouched, when @text is no such date
 */
gboolean
smt_date_parse (const char *text, SmtDate *out)
{
  SmtDate date;
  TimeOfDay time;

  g_return_val_if_fail (out != NULL, FALSE);

  if (text == NULL || !read_date (text, &date))
    return FALSE;
  if (text[DATE_LENGTH] != '\0' && !read_time (text + DATE_LENGTH, &time))
    return FALSE;

  *out = date;
  return TRUE;
}

/**
 * smt_date_is_set:
 * @date: a date
 *
 * Returns: whether @date is known
 */
gboolean
smt_date_is_set (SmtDate date)
{
  return date.julian != 0;
}

/**
 * smt_date_split:
 * @date: a date
 * @year: (out) (optional): 1 to 9999, or 0 when @date is unset
 * @month: (out) (optional): 1 to 12, or 0
 * @day: (out) (optional): 1 to 31, or 0
 */
void
smt_date_split (SmtDate date, guint *year, guint *month, guint *day)
{
  GDate parts;

  g_date_clear (&parts, 1);
  if (smt_date_is_set (date))
    g_date_set_julian (&parts, date.julian);

  if (year != NULL)
    *year = smt_date_is_set (date) ? g_date_get_year (&parts) : 0;
  if (month != NULL)
    *month = smt_date_is_set (date) ? (guint)g_date_get_month (&parts) : 0;
  if (day != NULL)
    *day = smt_date_is_set (date) ? g_date_get_day (&parts) : 0;
}

/**
 * smt_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full) (nullable): "2025-03-01", or %NULL when @date is unset
 */
char *
smt_date_to_iso (SmtDate date)
{
  guint year, month, day;

  if (!smt_date_is_set (date))
    return NULL;

  smt_date_split (date, &year, &month, &day);
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

/**
 * smt_date_compare:
 * @a: a date
 * @b: another date
 *
 * An unset date sorts before every other; that is an order for lists, not a statement about time.
 *
 * Returns: below, equal to or above 0 as @a is before, equal to or after @b
 */
int
smt_date_compare (SmtDate a, SmtDate b)
{
  return (a.julian > b.julian) - (a.julian < b.julian);
}

/**
 * smt_date_add_days:
 * @date: a date
 * @days: how many days to go forward; negative goes back
 *
 * Returns: the new date; unset when @date is unset or the result is outside years 1 to 9999
 */
SmtDate
smt_date_add_days (SmtDate date, int days)
{
  gint64 julian = (gint64)date.julian + days;

  if (!smt_date_is_set (date) || julian < 1 || julian > smt_date_new (9999, 12, 31).julian)
    return SMT_DATE_UNSET;

  return (SmtDate){ (guint32)julian };
}

/**
 * smt_date_add_years:
 * @date: a date
 * @years: how many years to go forward; negative goes back
 *
 * Returns: the same day and month @years later; 29 February becomes 28 February where there is none. Unset when @date
 *   is unset or the result is outside years 1 to 9999
 */
SmtDate
smt_date_add_years (SmtDate date, int years)
{
  guint year, month, day;
  gint64 target;
  SmtDate moved;

  if (!smt_date_is_set (date))
    return SMT_DATE_UNSET;

  smt_date_split (date, &year, &month, &day);
  target = (gint64)year + years;
  if (target < 1 || target > 9999)
    return SMT_DATE_UNSET;

  moved = smt_date_new ((guint)target, month, day);
  return smt_date_is_set (moved) ? moved : smt_date_new ((guint)target, month, day - 1);
}

/**
 * smt_date_days_between:
 * @from: a date, set
 * @to: another date, set
 *
 * Returns: the days from @from to @to; negative when @to is before @from
 */
int
smt_date_days_between (SmtDate from, SmtDate to)
{
  g_return_val_if_fail (smt_date_is_set (from) && smt_date_is_set (to), 0);

  return (int)((gint64)to.julian - from.julian);
}

/**
 * smt_date_weekday:
 * @date: a date, set
 *
 * Returns: the day of the week
 */
SmtWeekday
smt_date_weekday (SmtDate date)
{
  g_return_val_if_fail (smt_date_is_set (date), SMT_MONDAY);

  return (SmtWeekday)((date.julian - 1) % 7); /* day 1 of GDate's count is a Monday */
}

/**
 * smt_date_iso_week:
 * @date: a date, set
 *
 * Returns: the week number of ISO 8601, 1 to 53, as Norwegian calendars count
 */
guint
smt_date_iso_week (SmtDate date)
{
  GDate parts;

  g_return_val_if_fail (smt_date_is_set (date), 0);

  g_date_clear (&parts, 1);
  g_date_set_julian (&parts, date.julian);
  return g_date_get_iso8601_week_of_year (&parts);
}

/**
 * smt_instant_parse:
 * @text: (nullable): a date-time of RFC 3339; the zone may be missing
 * @out: (out): the instant
 *
 * Without a zone the time is Norwegian civil time (contract 3). In the hour that comes twice in October it is then the
 * first one; in the hour that is left out in March the clock is taken not to have been set forward yet.
 *
 * Returns: %FALSE, with @out untouched, when @text is no such date-time
 */
gboolean
smt_instant_parse (const char *text, SmtInstant *out)
{
  SmtDate date;
  TimeOfDay time;
  gint64 instant;

  g_return_val_if_fail (out != NULL, FALSE);

  if (text == NULL || !read_date (text, &date) || !read_time (text + DATE_LENGTH, &time))
    return FALSE;

  instant = days_since_1970 (date) * SECONDS_A_DAY * G_USEC_PER_SEC + time.microseconds;
  if (!time.has_zone)
    {
      guint year;
      gint64 as_summer = floor_divide (instant, G_USEC_PER_SEC) - 7200;

      smt_date_split (date, &year, NULL, NULL);
      time.offset = oslo_offset (as_summer, year);
    }

  *out = instant - time.offset * G_USEC_PER_SEC;
  return TRUE;
}

/**
 * smt_instant_to_rfc3339:
 * @instant: an instant
 *
 * Returns: (transfer full) (nullable): Norwegian civil time with its offset, "2025-03-01T08:30:00+01:00", with
 *   milliseconds when they are not zero (finer parts are cut off); %NULL when @instant is unset
 */
char *
smt_instant_to_rfc3339 (SmtInstant instant)
{
  SmtDate date;
  gint64 microseconds, offset;
  g_autofree char *day = NULL;
  guint seconds, milliseconds;
  char fraction[8] = "";

  if (!to_oslo (instant, &date, &microseconds, &offset))
    return NULL;

  day = smt_date_to_iso (date);
  seconds = (guint)(microseconds / G_USEC_PER_SEC);
  milliseconds = (guint)(microseconds % G_USEC_PER_SEC / 1000);
  if (milliseconds > 0)
    g_snprintf (fraction, sizeof fraction, ".%03u", milliseconds);

  return g_strdup_printf ("%sT%02u:%02u:%02u%s+%02d:00", day, seconds / 3600, seconds / 60 % 60, seconds % 60, fraction,
                          (int)(offset / 3600));
}

/**
 * smt_instant_to_date:
 * @instant: an instant
 *
 * Returns: the day Norwegian calendars show at @instant; unset when @instant is unset
 */
SmtDate
smt_instant_to_date (SmtInstant instant)
{
  SmtDate date;
  gint64 microseconds, offset;

  return to_oslo (instant, &date, &microseconds, &offset) ? date : SMT_DATE_UNSET;
}
