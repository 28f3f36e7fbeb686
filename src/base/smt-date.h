/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calendar dates and instants as the field writes them.
 * Plain values; no clock is read here: "today" and "now" are always arguments. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmtDate:
 * @julian: days as in #GDate's julian day; 0 means unset
 *
 * A calendar date as written; a zone behind it is ignored (contract 3). An unset date is unknown, never today.
 */
typedef struct
{
  guint32 julian;
} SmtDate;

#define SMT_DATE_UNSET ((SmtDate){ 0 })

/** SmtInstant: microseconds since 1970-01-01T00:00Z; %SMT_INSTANT_UNSET when unknown. */
typedef gint64 SmtInstant;
#define SMT_INSTANT_UNSET G_MININT64

typedef enum
{
  SMT_MONDAY, SMT_TUESDAY, SMT_WEDNESDAY, SMT_THURSDAY, SMT_FRIDAY, SMT_SATURDAY, SMT_SUNDAY,
} SmtWeekday;

SmtDate    smt_date_new           (guint year, guint month, guint day);
gboolean   smt_date_parse         (const char *text, SmtDate *out);
gboolean   smt_date_is_set        (SmtDate date);
void       smt_date_split         (SmtDate date, guint *year, guint *month, guint *day);
char      *smt_date_to_iso        (SmtDate date);
int        smt_date_compare       (SmtDate a, SmtDate b);
SmtDate    smt_date_add_days      (SmtDate date, int days);
SmtDate    smt_date_add_years     (SmtDate date, int years);
int        smt_date_days_between  (SmtDate from, SmtDate to);
SmtWeekday smt_date_weekday       (SmtDate date);
guint      smt_date_iso_week      (SmtDate date);

gboolean   smt_instant_parse      (const char *text, SmtInstant *out);
char      *smt_instant_to_rfc3339 (SmtInstant instant);
SmtDate    smt_instant_to_date    (SmtInstant instant);

G_END_DECLS
