/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-course.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-compare.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"

static void
event_free (gpointer data)
{
  SmtCourseEvent *event = data;

  g_free (event->headline);
  g_free (event->about);
  g_free (event);
}

/* @headline: (transfer full) */
static SmtCourseEvent *
add (GPtrArray *course, SmtCourseKind kind, SmtDate date, char *headline, const char *about)
{
  SmtCourseEvent *event = g_new0 (SmtCourseEvent, 1);

  event->kind = kind;
  event->date = date;
  event->headline = headline;
  event->about = about != NULL && *about != '\0' ? g_strdup (about) : NULL;
  g_ptr_array_add (course, event);
  return event;
}

/* What one place of a link says: heard, or as it stood there. */
typedef struct
{
  SmtReading *reading; /* (nullable) */
  const char *raw;     /* (nullable) */
} Said;

static void
said_clear (Said *said)
{
  g_clear_pointer (&said->reading, smt_reading_unref);
}

/* The head speaks with its field and text; an older link with its field, and its text beside it. */
static void
find_said (const SmtTreatment *treatment, guint index, Said *field, Said *text)
{
  const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, index);

  *field = *text = (Said){ NULL, NULL };
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      gboolean older = source->voice == SMT_VOICE_HISTORY && source->prescription_id != NULL
                       && g_strcmp0 (source->prescription_id, link->prescription_id) == 0;
      Said *said = source->voice == SMT_VOICE_TEXT ? text : field;

      if (index == 0 ? source->voice != SMT_VOICE_FIELD && source->voice != SMT_VOICE_TEXT : !older)
        continue;
      if (said->reading == NULL)
        *said = (Said){ smt_reading_ref (source->reading), source->raw };
      if (older && source->beside != NULL && text->reading == NULL)
        *text = (Said){ smt_dosing_read (source->beside, SMT_LANGUAGE_NB | SMT_LANGUAGE_NN), source->beside };
    }
}

/* (nullable) (transfer full) */
static char *
said_words (const Said *said)
{
  const SmtRhythm *rhythm = said->reading != NULL ? smt_reading_get_rhythm (said->reading) : NULL;

  if (rhythm != NULL)
    return smt_phrase_dose (rhythm);
  return said->raw != NULL && *said->raw != '\0' ? smt_phrase_quote (said->raw) : NULL;
}

/* Two that cannot be compared are two. */
static gboolean
say_the_same (const Said *field, const Said *text, SmtDate on)
{
  const SmtRhythm *a = smt_reading_get_rhythm (field->reading);
  const SmtRhythm *b = smt_reading_get_rhythm (text->reading);

  return a != NULL && b != NULL && smt_rhythm_compare (a, b, on).flags == SMT_DIFFERENCE_NONE;
}

/**
 * smt_course_dup_dose:
 * @treatment: a treatment
 * @index: a link of its chain, 0 the head
 *
 * Where field and text of the link say two doses both are told: either alone would be the fault repeated.
 *
 * Returns: (transfer full): what the link says
 */
char *
smt_course_dup_dose (const SmtTreatment *treatment, guint index)
{
  const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, index);
  Said field, text;
  g_autofree char *by_field = NULL;
  g_autofree char *by_text = NULL;
  gboolean two;

  find_said (treatment, index, &field, &text);
  by_field = said_words (&field);
  by_text = said_words (&text);
  two = by_field != NULL && by_text != NULL && !say_the_same (&field, &text, link->written);
  said_clear (&field);
  said_clear (&text);
  if (two)
    /* Translators: %1$s is what the structured field says, %2$s what the text says */
    return g_strdup_printf (C_ ("timeline", "Field: %1$s / Text: %2$s"), by_field, by_text);
  if (by_field != NULL)
    return g_steal_pointer (&by_field);
  return by_text != NULL ? g_steal_pointer (&by_text) : g_strdup (C_ ("timeline", "Prescription"));
}

static void
add_links (GPtrArray *course, const SmtRow *row)
{
  const SmtTreatment *treatment = row->treatment;

  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, i);
      g_autofree char *about =
          g_strdup_printf ("%s%s%s", smt_word_for_status (link->status), link->prescriber != NULL ? " · " : "",
                           link->prescriber != NULL ? link->prescriber : "");
      SmtCourseEvent *event =
          add (course, SMT_COURSE_PRESCRIPTION, link->written, smt_course_dup_dose (treatment, i), about);

      event->in_force = i == 0;
      event->alarming = i == 0 && smt_row_has_open_stop (row);
    }
}

/**
 * smt_course_dup_handed_out:
 * @source: a dispensing that has a day
 *
 * Returns: (transfer full) (nullable): what was handed out, without the word for that and its day, which stand beside
 * it
 */
char *
smt_course_dup_handed_out (const SmtSource *source)
{
  if (source->handed_out == NULL || !source->in_all)
    return g_strdup (source->handed_out);
  /* Translators: %s is what a pharmacy has handed out until a day that stands before it */
  return g_strdup_printf (C_ ("timeline", "%s, in all until then"), source->handed_out);
}

static void
add_dispensings (GPtrArray *course, const SmtTreatment *treatment)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      g_autofree char *handed_out = smt_course_dup_handed_out (source);

      /* how fast it is used is reckoned from several dispensings, and is none itself */
      if (source->voice == SMT_VOICE_SUPPLY && smt_date_is_set (source->date))
        add (course, SMT_COURSE_DISPENSING, source->date, g_strdup (C_ ("timeline", "Dispensed")), handed_out);
    }
}

/* When it was begun is told where that is not the day of a prescription. */
static void
add_start (GPtrArray *course, const SmtTreatment *treatment)
{
  if (!smt_date_is_set (treatment->start_date))
    return;
  for (guint i = 0; i < treatment->prescriptions->len; i++)
    {
      const SmtPrescription *link = g_ptr_array_index (treatment->prescriptions, i);

      if (smt_date_compare (link->written, treatment->start_date) == 0)
        return;
    }
  add (course, SMT_COURSE_START, treatment->start_date, g_strdup (C_ ("timeline", "Begun")), NULL);
}

static void
add_ends (GPtrArray *course, const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  gboolean stopped = treatment->state == SMT_TREATMENT_STOPPED;

  if (head != NULL && smt_date_is_set (head->expires) && smt_treatment_is_dispensable (treatment))
    add (course, SMT_COURSE_EXPIRY, head->expires, g_strdup (C_ ("timeline", "The prescription expires")), NULL);
  if (smt_date_is_set (treatment->stop_date))
    add (course, SMT_COURSE_STOP, treatment->stop_date,
         g_strdup (stopped ? C_ ("timeline", "Stopped") : C_ ("timeline", "Planned stop")), treatment->stop_reason);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const SmtCourseEvent *first = *(const SmtCourseEvent *const *)a;
  const SmtCourseEvent *second = *(const SmtCourseEvent *const *)b;
  int order = smt_date_compare (first->date, second->date);

  return order != 0 ? order : (int)first->kind - (int)second->kind;
}

/**
 * smt_course_new:
 * @row: a row of the reconciliation
 * @today: stands among what happened and what is planned
 *
 * Returns: (transfer full) (element-type SmtCourseEvent): chain, dispensings, stop and today, the earliest first; empty
 *   where nothing but today is known
 */
GPtrArray *
smt_course_new (const SmtRow *row, SmtDate today)
{
  GPtrArray *course = g_ptr_array_new_with_free_func (event_free);

  g_return_val_if_fail (row != NULL, course);

  add_start (course, row->treatment);
  add_links (course, row);
  add_dispensings (course, row->treatment);
  add_ends (course, row->treatment);
  if (course->len > 0)
    add (course, SMT_COURSE_TODAY, today, g_strdup (C_ ("timeline", "Today")), NULL);
  g_ptr_array_sort (course, compare_events);
  return course;
}

/** smt_course_mark: Returns: (transfer none): the shape @event has in the list and in the picture */
const char *
smt_course_mark (const SmtCourseEvent *event)
{
  switch (event->kind)
    {
    case SMT_COURSE_PRESCRIPTION:
      return event->alarming ? "■" : "●";
    case SMT_COURSE_DISPENSING:
      return "○";
    case SMT_COURSE_TODAY:
      return "▶";
    case SMT_COURSE_EXPIRY:
      return "◇";
    case SMT_COURSE_STOP:
      return "✕";
    case SMT_COURSE_START:
    default:
      return "|";
    }
}

/** smt_course_line: Returns: (transfer full): "3. april 2026: Planned stop" */
char *
smt_course_line (const SmtCourseEvent *event)
{
  g_autofree char *date = smt_phrase_date (event->date);

  return g_strdup_printf ("%s: %s", date, event->headline);
}

/** smt_course_describe: Returns: (transfer full): the whole course in sentences */
char *
smt_course_describe (const GPtrArray *course)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < course->len; i++)
    {
      g_autofree char *line = smt_course_line (g_ptr_array_index (course, i));

      g_string_append_printf (out, "%s%s.", i > 0 ? " " : "", line);
    }
  return g_string_free (out, FALSE);
}
