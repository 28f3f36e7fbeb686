/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-reader.h"

#include <string.h>

#include "base/smt-decimal.h"
#include "fest/smt-fest-xml.h"

#define DAYS_IN_WEEK 7
#define NOT_UNDERSTOOD (-1)

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* A whole number from 0 up; NOT_UNDERSTOOD for anything else. What is not there is 0. */
static gint64
count_of (const char *text)
{
  guint64 number;

  if (text == NULL)
    return 0;
  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL) ? (gint64)number : NOT_UNDERSTOOD;
}

static gint64
read_count (const xmlNode *parent, const char *name)
{
  g_autofree char *text = _smt_fest_dup_text (parent, name);

  return count_of (text);
}

/* Intervall: whole days ("1", "7.0") of the unit Døgn; 0 = not used. */
static gint64
read_interval (const xmlNode *time)
{
  const xmlNode *node = _smt_fest_first (time, "Intervall");
  g_autofree char *value = _smt_fest_dup_own (node, "V");
  g_autofree char *unit = _smt_fest_dup_own (node, "U");
  SmtDecimal number;
  gint64 days;

  if (node == NULL)
    return 0;
  if (value == NULL || g_strcmp0 (unit, "Døgn") != 0 || !smt_decimal_parse (value, -1, &number)
      || !smt_decimal_is_integer (number, &days) || days < 0 || days > G_MAXINT32)
    return NOT_UNDERSTOOD;
  return days;
}

/* Tidsomrade (8325). */
static gint64
read_part (const xmlNode *time)
{
  const xmlNode *node = _smt_fest_first (time, "Tidsomrade");
  g_autofree char *code = _smt_fest_dup_own (node, "V");

  if (node == NULL)
    return 0;
  return code != NULL && code[0] >= '1' && code[0] <= '6' && code[1] == '\0' ? code[0] - '0' : NOT_UNDERSTOOD;
}

/* Klokkeslett: "08:00:00"; minutes after midnight, -1 when not said. */
static gboolean
read_clock (const xmlNode *time, gint64 *minutes)
{
  g_autofree char *text = _smt_fest_dup_text (time, "Klokkeslett");

  *minutes = NOT_UNDERSTOOD;
  if (text == NULL)
    return _smt_fest_first (time, "Klokkeslett") == NULL;
  if (strlen (text) < 5 || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':'
      || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]) || (text[5] != '\0' && strcmp (text + 5, ":00") != 0))
    return FALSE;
  int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  *minutes = hour * 60 + minute;
  return hour < 24 && minute < 60;
}

/* FasteUkedager (9082): 1 Monday to 7 Sunday; several stand as "137" or as several elements. */
static gint64
read_weekdays (const xmlNode *fixed)
{
  gint64 weekdays = 0;

  for (const xmlNode *node = _smt_fest_first (fixed, "FasteUkedager"); node != NULL;
       node = _smt_fest_next (node, "FasteUkedager"))
    {
      g_autofree char *digits = _smt_fest_dup_own (node, "V");
      if (digits == NULL)
        return NOT_UNDERSTOOD;
      for (const char *at = digits; *at != '\0'; at++)
        {
          if (*at < '1' || *at > '0' + DAYS_IN_WEEK)
            return NOT_UNDERSTOOD;
          weekdays |= 1 << (*at - '1');
        }
    }
  return weekdays;
}

/* --- set times ---------------------------------------------------------------------------------------------------- */

static gboolean
has_only (const xmlNode *parent, const char *const *names)
{
  for (const xmlNode *node = _smt_fest_first (parent, NULL); node != NULL; node = _smt_fest_next (node, NULL))
    if (!g_strv_contains (names, (const char *)node->name))
      return FALSE;
  return TRUE;
}

static gboolean
take_time (SmtFestStore *store, gint64 use, const xmlNode *time, gboolean *understood, GError **error)
{
  static const char *const known[] = {
    "Mengde", "Intervall", "Klokkeslett", "Tidsomrade", "GisEksakt", "FastDose", NULL
  };
  static const char *const known_fixed[] = { "FasteUkedager", "DagerPa", "DagerAv", NULL };
  const xmlNode *fixed = _smt_fest_first (time, "FastDose");
  g_autofree char *amount = _smt_fest_dup_value (time, "Mengde", "V");
  g_autofree char *unit = _smt_fest_dup_value (time, "Mengde", "U");
  const gint64 interval = read_interval (time), part = read_part (time), weekdays = read_weekdays (fixed);
  const gint64 days_on = read_count (fixed, "DagerPa"), days_off = read_count (fixed, "DagerAv");
  gint64 clock;

  *understood = read_clock (time, &clock) && has_only (time, known) && (fixed == NULL || has_only (fixed, known_fixed))
                && amount != NULL && interval >= 0 && part >= 0 && weekdays >= 0 && days_on >= 0 && days_off >= 0;
  if (!*understood)
    return TRUE;
  return _smt_fest_store_add (store, SMT_FEST_ADD_TIME, error, "issiiiiii", use, amount, unit, interval, part, clock,
                              weekdays, days_on, days_off);
}

/* Doses as needed, rules, dates: none of them has a meaning in a short dose that is known, so nothing is. */
static gboolean
is_plain (const xmlNode *dosing)
{
  static const char *const known[] = { "DoseFastTidspunkt", NULL };

  return dosing == NULL || (_smt_fest_first (dosing, NULL) != NULL && has_only (dosing, known));
}

/* --- consumption -------------------------------------------------------------------------------------------------- */

static gboolean
note_not_understood (SmtFestStore *store, gint64 dose, GError **error)
{
  return _smt_fest_store_add (store, SMT_FEST_ADD_USE, error, "iissii", dose, (gint64)0, NULL, NULL, (gint64)0,
                              (gint64)0);
}

static gboolean
take_use (SmtFestStore *store, gint64 dose, const xmlNode *use, GError **error)
{
  const xmlNode *dosing = _smt_fest_first (use, "Dosering");
  g_autofree char *amount = _smt_fest_dup_text (use, "Mengde");
  g_autofree char *period = _smt_fest_dup_text (use, "Periode");
  const gint64 position = read_count (use, "Lopenr"), iterations = read_count (use, "Iterasjoner");
  gboolean understood = is_plain (dosing) && amount != NULL && position >= 0 && iterations >= 0;
  gint64 row;

  if (!understood)
    return note_not_understood (store, dose, error);
  if (!_smt_fest_store_add (store, SMT_FEST_ADD_USE, error, "iissii", dose, position, amount, period, iterations,
                            (gint64)1))
    return FALSE;
  row = _smt_fest_store_last (store);
  for (const xmlNode *time = _smt_fest_first (dosing, "DoseFastTidspunkt"); time != NULL && understood;
       time = _smt_fest_next (time, "DoseFastTidspunkt"))
    if (!take_time (store, row, time, &understood, error))
      return FALSE;
  return understood || note_not_understood (store, dose, error);
}

/* KatStrDosering: one Kortdose (7478) with its consumption. */
gboolean
_smt_fest_take_short_dose (SmtFestStore *store, const xmlNode *entry, GError **error)
{
  const xmlNode *subject = _smt_fest_first (entry, "Kortdose");
  g_autofree char *code = NULL, *name = NULL, *description = NULL;
  gint64 dose;

  if (subject == NULL || !_smt_fest_is (subject, SMT_FEST_NS_M30, "Kortdose"))
    return TRUE;
  code = _smt_fest_dup_value (subject, "Kortdose", "V");
  name = _smt_fest_dup_value (subject, "Kortdose", "DN");
  description = _smt_fest_dup_text (subject, "BeskrivelseTerm");
  if (code == NULL)
    return TRUE;
  if (!_smt_fest_store_add (store, SMT_FEST_ADD_SHORT_DOSE, error, "sssi", code, name, description,
                            (gint64)_smt_fest_is_discontinued (entry)))
    return FALSE;
  dose = _smt_fest_store_last (store);
  for (const xmlNode *use = _smt_fest_first (subject, "Legemiddelforbruk"); use != NULL;
       use = _smt_fest_next (use, "Legemiddelforbruk"))
    if (!take_use (store, dose, use, error))
      return FALSE;
  return TRUE;
}
