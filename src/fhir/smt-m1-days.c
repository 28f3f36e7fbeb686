/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-m1-days.h"

#include <string.h>

#define LONGEST_NAME 60
#define DAYS_IN_WEEK 7

/* --- saying it ---------------------------------------------------------------------------------------------------- */

/* Says that something was not understood, and that the whole field is not. @what (%NULL = nothing) comes from the
 * document and is only repeated when it is a short word of letters and digits. */
void
_smt_m1_say_unread (SmtM1Reader *reader, const char *path, const char *what)
{
  gboolean harmless = what != NULL && *what != '\0' && strlen (what) <= LONGEST_NAME;
  char *words;

  for (const char *p = what; harmless && *p != '\0'; p++)
    harmless = g_ascii_isalnum (*p);
  words = what != NULL ? g_strdup_printf ("M1 %s %s", path, harmless ? what : "?") : g_strdup_printf ("M1 %s", path);
  if (g_ptr_array_find_with_equal_func (reader->unread, words, g_str_equal, NULL))
    g_free (words);
  else
    g_ptr_array_add (reader->unread, words);
  reader->hearing.not_understood = TRUE;
}

/* --- elements ----------------------------------------------------------------------------------------------------- */

/* Finds the children called @names (to %NULL), each of which may stand once. Anything else is said, for what it would
 * change nobody knows. Names that begin with '*' may stand many times and are not gathered. */
gboolean
_smt_m1_take_children (SmtM1Reader *reader, xmlNode *parent, const char *const *names, xmlNode **found)
{
  const char *path = (const char *)parent->name;
  gboolean understood = TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    found[i] = NULL;
  for (xmlNode *child = _smt_m1_next (parent->children); child != NULL; child = _smt_m1_next (child->next))
    {
      guint i = 0;
      while (names[i] != NULL && !_smt_m1_is_element (child, names[i] + (names[i][0] == '*' ? 1 : 0)))
        i++;
      if (names[i] != NULL && _smt_m1_is_dosing (child) && (names[i][0] == '*' || found[i] == NULL))
        {
          found[i] = child;
          continue;
        }
      _smt_m1_say_unread (reader, path, (const char *)child->name);
      understood = FALSE;
    }
  return understood;
}

/* Reads a PQ; an element that is not there (%NULL) has nothing. */
void
_smt_m1_quantity_read (SmtM1Reader *reader, xmlNode *element, SmtM1Quantity *out)
{
  g_autofree char *value = element != NULL ? _smt_m1_dup_value (element, "V") : NULL;

  *out = (SmtM1Quantity){ 0 };
  if (element == NULL)
    return;
  out->unit = _smt_m1_dup_value (element, "U");
  out->has_value = value != NULL && smt_decimal_parse (value, -1, &out->value) && smt_decimal_sign (out->value) >= 0;
  if (value != NULL && !out->has_value)
    _smt_m1_say_unread (reader, (const char *)element->name, NULL);
}

void
_smt_m1_quantity_clear (SmtM1Quantity *quantity)
{
  g_clear_pointer (&quantity->unit, g_free);
}

/* --- fixed days --------------------------------------------------------------------------------------------------- */

/** FixedDays: a FastDose. */
typedef struct
{
  guint8 weekdays; /* bit 0 = Monday; 0 = none said */
  gboolean has_on;
  gboolean has_off;
  guint on;  /* DagerPa */
  guint off; /* DagerAv */
} FixedDays;

enum
{
  WEEKDAYS,
  DAYS_ON,
  DAYS_OFF,
  N_FIXED_PARTS,
};

/* Code list 9082: 1 Monday to 7 Sunday; several stand as "137" or as several elements (the official style sheet takes
 * both). */
static void
read_weekdays (SmtM1Reader *reader, xmlNode *fixed, FixedDays *out)
{
  for (xmlNode *child = _smt_m1_next (fixed->children); child != NULL; child = _smt_m1_next (child->next))
    {
      g_autofree char *digits = NULL;
      if (!_smt_m1_is_element (child, "FasteUkedager"))
        continue;
      digits = _smt_m1_dup_value (child, "V");
      if (digits == NULL)
        _smt_m1_say_unread (reader, "FasteUkedager", NULL);
      for (const char *p = digits; p != NULL && *p != '\0'; p++)
        if (*p >= '1' && *p <= '7')
          out->weekdays |= (guint8)(1u << (*p - '1'));
        else
          _smt_m1_say_unread (reader, "FasteUkedager", NULL);
    }
}

static gboolean
read_count (SmtM1Reader *reader, xmlNode *element, guint *out)
{
  g_autofree char *digits = element != NULL ? _smt_m1_dup_value (element, "V") : NULL;
  guint64 count;

  if (element == NULL)
    return FALSE;
  if (digits == NULL || !g_ascii_string_to_unsigned (digits, 10, 0, SMT_MAX_CYCLE, &count, NULL))
    {
      _smt_m1_say_unread (reader, (const char *)element->name, NULL);
      return FALSE;
    }
  *out = (guint)count;
  return TRUE;
}

static FixedDays
read_fixed (SmtM1Reader *reader, xmlNode *element)
{
  static const char *const names[] = { "*FasteUkedager", "DagerPa", "DagerAv", NULL };
  xmlNode *parts[N_FIXED_PARTS];
  FixedDays fixed = { 0 };

  _smt_m1_take_children (reader, element, names, parts);
  read_weekdays (reader, element, &fixed);
  fixed.has_on = read_count (reader, parts[DAYS_ON], &fixed.on);
  fixed.has_off = read_count (reader, parts[DAYS_OFF], &fixed.off);
  return fixed;
}

static char *
dup_fixed_words (const FixedDays *fixed)
{
  static const char *const names[] = { "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag" };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < DAYS_IN_WEEK; i++)
    if ((fixed->weekdays >> i & 1) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", names[i]);
  if (fixed->has_on)
    g_string_append_printf (words, "%s%u %s på", words->len > 0 ? ", " : "", fixed->on,
                            fixed->on == 1 ? "dag" : "dager");
  if (fixed->has_off)
    g_string_append_printf (words, "%s%u %s av", words->len > 0 ? ", " : "", fixed->off,
                            fixed->off == 1 ? "dag" : "dager");
  return g_string_free (words, FALSE);
}

/* Days on and off: "1 on, 6 off" is every seventh day, "n on, 0 off" every day. */
static gboolean
set_cycle (const FixedDays *fixed, SmtDate start, SmtDays *days)
{
  if (!fixed->has_on || !fixed->has_off || fixed->on == 0 || fixed->on + fixed->off > SMT_MAX_CYCLE)
    return FALSE;
  if (fixed->on == 1 || fixed->off == 0)
    {
      days->kind = SMT_DAYS_EVERY_N;
      days->unit = SMT_TIME_UNIT_DAY;
      days->n = smt_range_exact_int (fixed->off == 0 ? 1 : 1 + (gint64)fixed->off);
      days->phase = fixed->off == 0 ? SMT_DATE_UNSET : start;
      return TRUE;
    }
  days->kind = SMT_DAYS_CYCLE;
  days->unit = SMT_TIME_UNIT_DAY;
  days->cycle = (guint16)(fixed->on + fixed->off);
  days->phase = start;
  for (guint day = 1; day <= fixed->on; day++)
    smt_day_bits_set (&days->on, day);
  return TRUE;
}

/* Weekdays in the weeks that are on: the cycle is counted from the start. */
static gboolean
set_weeks (const FixedDays *fixed, SmtDate start, SmtDays *days)
{
  guint first = smt_date_weekday (start);
  guint first_on = 0;

  days->kind = SMT_DAYS_CYCLE;
  days->unit = SMT_TIME_UNIT_DAY;
  days->cycle = (guint16)(fixed->on + fixed->off);
  for (guint day = 1; day <= fixed->on; day++)
    if ((fixed->weekdays >> (first + day - 1) % DAYS_IN_WEEK & 1) != 0)
      {
        smt_day_bits_set (&days->on, day);
        first_on = first_on == 0 ? day : first_on;
      }
  days->phase = smt_date_add_days (start, (int)first_on - 1);
  return first_on > 0;
}

static gboolean
set_fixed (SmtM1Reader *reader, const FixedDays *fixed, SmtDays *days)
{
  SmtDate start = reader->period->start;

  if (fixed->weekdays == 0)
    return set_cycle (fixed, start, days);
  if (!fixed->has_on && !fixed->has_off)
    {
      days->kind = SMT_DAYS_WEEKDAYS;
      days->weekdays = fixed->weekdays;
      return TRUE;
    }
  if (fixed->on % DAYS_IN_WEEK != 0 || fixed->off % DAYS_IN_WEEK != 0)
    {
      reader->hearing.defects |= SMT_DEFECT_BROKEN_WEEKS;
      return FALSE;
    }
  return fixed->has_on && fixed->has_off && fixed->on > 0 && fixed->on + fixed->off <= SMT_MAX_CYCLE
         && smt_date_is_set (start) && set_weeks (fixed, start, days);
}

/* --- days --------------------------------------------------------------------------------------------------------- */

/* Reads on which days an intake is: from Intervall, from FastDose, or from neither. 0 means that Intervall is not used
 * (the official style sheet); both in use contradict one another, and neither is believed. */
void
_smt_m1_read_days (SmtM1Reader *reader, xmlNode *interval, xmlNode *fixed, SmtFieldInterval *out)
{
  g_auto (SmtM1Quantity) quantity = { 0 };
  gboolean uses_fixed = fixed != NULL && _smt_m1_next (fixed->children) != NULL;
  FixedDays days;

  _smt_m1_quantity_read (reader, interval, &quantity);
  reader->has_interval |= quantity.has_value && smt_decimal_sign (quantity.value) > 0;
  reader->has_fixed_days |= uses_fixed;
  if (interval != NULL && quantity.unit != NULL && (!uses_fixed || quantity.has_value))
    {
      if (reader->interval_unit != NULL && g_strcmp0 (reader->interval_unit, quantity.unit) != 0)
        reader->hearing.defects |= SMT_DEFECT_UNITS_DIFFER;
      else if (reader->interval_unit == NULL)
        reader->interval_unit = g_strdup (quantity.unit);
    }
  _smt_field_interval_read (out, quantity.has_value ? &quantity.value : NULL, quantity.unit, reader->period->start);
  out->words = _smt_field_interval_dup_words (quantity.has_value ? &quantity.value : NULL, quantity.unit);
  if (interval != NULL && quantity.unit == NULL)
    out->defects |= SMT_DEFECT_UNIT_NOT_DAYS;
  if (!uses_fixed)
    return;

  days = read_fixed (reader, fixed);
  if (interval != NULL && (!quantity.has_value || smt_decimal_sign (quantity.value) > 0))
    {
      reader->hearing.defects |= SMT_DEFECT_FIXED_WITH_INTERVAL;
      reader->hearing.not_understood = TRUE;
    }
  _smt_field_interval_clear (out);
  *out = (SmtFieldInterval){ .words = dup_fixed_words (&days) };
  if (!set_fixed (reader, &days, &out->days))
    {
      out->days = (SmtDays){ 0 };
      _smt_m1_say_unread (reader, "FastDose", NULL);
    }
}

/* --- typeDose ----------------------------------------------------------------------------------------------------- */

/* Amount and unit of an intake. */
void
_smt_m1_read_amount (SmtM1Reader *reader, xmlNode *element, SmtBeat *beat)
{
  g_auto (SmtM1Quantity) amount = { 0 };

  _smt_m1_quantity_read (reader, element, &amount);
  if (amount.has_value)
    beat->amount = smt_range_exact (amount.value);
  smt_beat_set_unit (beat, amount.unit);
  beat->basis = SMT_BASIS_EACH;
  if (amount.unit == NULL)
    return;
  if (reader->amount_unit != NULL && g_strcmp0 (reader->amount_unit, amount.unit) != 0)
    reader->hearing.defects |= SMT_DEFECT_UNITS_DIFFER;
  else if (reader->amount_unit == NULL)
    reader->amount_unit = g_strdup (amount.unit);
}

/* An infusion runs on; it is no intake, and is not turned into one. Volume 0 is not used. */
void
_smt_m1_read_infusion (SmtM1Reader *reader, xmlNode *element)
{
  static const char *const names[] = { "Volum", "Tidsenhet", NULL };
  xmlNode *parts[G_N_ELEMENTS (names)];
  g_auto (SmtM1Quantity) volume = { 0 };

  if (element == NULL || _smt_m1_next (element->children) == NULL)
    return;
  _smt_m1_take_children (reader, element, names, parts);
  _smt_m1_quantity_read (reader, parts[0], &volume);
  if (volume.has_value && smt_decimal_sign (volume.value) == 0)
    return;
  reader->hearing.defects |= SMT_DEFECT_INFUSION;
  reader->hearing.not_understood = TRUE;
}

/* Says the interval of an intake: once for the period, again where it differs. */
void
_smt_m1_note_interval (SmtM1Reader *reader, const SmtFieldInterval *interval, gboolean by_number)
{
  if (reader->interval_words == NULL)
    reader->interval_words = g_strdup (interval->words);
  else if (g_strcmp0 (reader->interval_words, interval->words) != 0)
    {
      /* other weekdays in the same period are no other interval */
      reader->hearing.defects |= by_number ? SMT_DEFECT_INTERVALS_DIFFER : 0;
      g_string_append_printf (reader->hearing.raw, " (%s)", interval->words);
    }
}
