/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

#include <stdarg.h>

#define DATE_TIME "valueDateTime"

static const char *const part_displays[] = { "Morgen", "Formiddag", "Midt på dagen", "Ettermiddag", "Kveld", "Natt" };

char *
_smt_json_of_string (const char *text)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_string (writer, text);
  return smt_json_writer_finish (writer);
}

/* {"url": url, value_key: value} */
char *
_smt_json_of_extension (const char *url, const char *value_key, const char *value_json)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "url", url);
  smt_json_writer_key (writer, value_key);
  smt_json_writer_raw (writer, value_json, -1);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

char *
_smt_json_of_text_extension (const char *url, const char *text)
{
  g_autofree char *json = _smt_json_of_string (text);

  return _smt_json_of_extension (url, "valueString", json);
}

char *
_smt_json_of_date_extension (const char *url, SmtDate date)
{
  g_autofree char *iso = smt_date_to_iso (date);
  g_autofree char *json = _smt_json_of_string (iso);

  return _smt_json_of_extension (url, "valueDate", json);
}

static void
write_concept (SmtJsonWriter *writer, const char *system, const char *code, const char *display)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "coding");
  smt_json_writer_begin_array (writer);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "system", system);
  smt_json_writer_member (writer, "code", code);
  smt_json_writer_member (writer, "display", display);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

char *
_smt_json_of_code_extension (const char *url, const char *system, const char *code, const char *display)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "url", url);
  smt_json_writer_key (writer, "valueCodeableConcept");
  write_concept (writer, system, code, display);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

/* A complex extension of the parts given as JSON until NULL; its own url comes last, as SFM writes it. */
char *
_smt_json_of_parts (const char *url, ...)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  const char *part;
  va_list parts;

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "extension");
  smt_json_writer_begin_array (writer);
  va_start (parts, url);
  while ((part = va_arg (parts, const char *)) != NULL)
    smt_json_writer_raw (writer, part, -1);
  va_end (parts);
  smt_json_writer_end_array (writer);
  smt_json_writer_member (writer, "url", url);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

char *
_smt_json_of_reference (const char *reference, const char *type, const char *display)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "reference", reference);
  smt_json_writer_member (writer, "type", type);
  smt_json_writer_member (writer, "display", display);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

char *
_smt_json_of_identifier (const char *type_text, const char *value)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "use", "usual");
  smt_json_writer_key (writer, "type");
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "text", type_text);
  smt_json_writer_end_object (writer);
  smt_json_writer_member (writer, "value", value);
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

/* --- the structured dose ------------------------------------------------------------------------------------------ */

static void
write_quantity_extension (SmtJsonWriter *writer, const char *url, SmtDecimal value, const char *unit)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "url", url);
  smt_json_writer_key (writer, "valueQuantity");
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "value");
  smt_json_writer_decimal (writer, value);
  smt_json_writer_member (writer, "unit", unit);
  smt_json_writer_end_object (writer);
  smt_json_writer_end_object (writer);
}

/* One intake; @part is an index into the parts of the day, or -1 when the dose names none. */
static void
write_repeating (SmtJsonWriter *writer, const SmtBeat *beat, guint interval, int part)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "extension");
  smt_json_writer_begin_array (writer);
  write_quantity_extension (writer, "amount", smt_decimal_normalize (beat->amount.lo), beat->unit);
  write_quantity_extension (writer, "interval", SMT_DECIMAL_INT (interval), SMT_UNIT_DAYS);
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "url", "accurate");
  smt_json_writer_key (writer, "valueBoolean");
  smt_json_writer_boolean (writer, FALSE);
  smt_json_writer_end_object (writer);
  if (part >= 0)
    {
      const char code[] = { (char)('1' + part), '\0' };
      smt_json_writer_begin_object (writer);
      smt_json_writer_member (writer, "url", "timerange");
      smt_json_writer_key (writer, "valueCodeableConcept");
      write_concept (writer, SMT_LIST_DAY_PART, code, part_displays[part]);
      smt_json_writer_end_object (writer);
    }
  smt_json_writer_end_array (writer);
  smt_json_writer_member (writer, "url", "repeatingdosage");
  smt_json_writer_end_object (writer);
}

static void
write_beat (SmtJsonWriter *writer, const SmtBeat *beat, guint interval)
{
  guint times = beat->parts == 0 ? _smt_field_count_intakes (beat) : 0;

  for (guint i = 0; i < times; i++)
    write_repeating (writer, beat, interval, -1);
  for (guint part = 0; part < G_N_ELEMENTS (part_displays); part++)
    if ((beat->parts >> part & 1) != 0)
      write_repeating (writer, beat, interval, (int)part);
}

/* One ereseptdosing. */
char *
_smt_json_of_period (const SmtFieldPlan *plan, const SmtFieldPeriod *period)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  const SmtStep *step = &plan->rhythm->steps[period->step];
  g_autofree char *start = _smt_json_of_date_extension ("starttime", period->start);

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "extension");
  smt_json_writer_begin_array (writer);
  smt_json_writer_raw (writer, start, -1);
  if (smt_date_is_set (period->end))
    {
      g_autofree char *end = _smt_json_of_date_extension ("endtime", period->end);
      smt_json_writer_raw (writer, end, -1);
    }
  for (guint i = 0; i < step->n_beats; i++)
    write_beat (writer, &step->beats[i], period->interval);
  smt_json_writer_end_array (writer);
  smt_json_writer_member (writer, "url", "ereseptdosing");
  smt_json_writer_end_object (writer);
  return smt_json_writer_finish (writer);
}

/* --- who and why -------------------------------------------------------------------------------------------------- */

/* sfm-regInfo: approved, in a role, by whom, when. */
char *
_smt_json_of_reg_info (const char *role, const char *role_display, const char *provider_json, const char *now)
{
  g_autofree char *status = _smt_json_of_code_extension ("status", SMT_SYSTEM_REG_STATUS, "3", "Godkjent");
  g_autofree char *type = _smt_json_of_code_extension ("type", SMT_SYSTEM_PERFORMER_ROLE, role, role_display);
  g_autofree char *provider = _smt_json_of_extension ("provider", "valueReference", provider_json);
  g_autofree char *now_json = _smt_json_of_string (now);
  g_autofree char *timestamp = _smt_json_of_extension ("timestamp", DATE_TIME, now_json);

  return _smt_json_of_parts (SMT_EXT_REG_INFO, status, type, provider, timestamp, NULL);
}

/* recallinfo as it is asked for: what it is replaced by (or NULL), why, and a note. */
char *
_smt_json_of_recall (const char *code, const char *display, const char *new_id, const char *note)
{
  g_autofree char *text = _smt_json_of_text_extension ("text", note != NULL ? note : display);
  g_autofree char *reason = _smt_json_of_code_extension ("recallcode", SMT_LIST_RECALL, code, display);
  g_autofree char *id = new_id != NULL ? _smt_json_of_text_extension ("recallId", new_id) : NULL;

  if (id == NULL)
    return _smt_json_of_parts ("recallinfo", text, reason, NULL);
  return _smt_json_of_parts ("recallinfo", id, text, reason, NULL);
}
