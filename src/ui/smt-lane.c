/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-lane.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"

/** smt_lane_of: Returns: where in its group @row stands */
SmtLane
smt_lane_of (const SmtRow *row)
{
  if (smt_row_has_open_stop (row))
    return row->treatment->multidose ? SMT_LANE_ALARM_MULTIDOSE : SMT_LANE_ALARM;
  if (row->treatment->multidose)
    return SMT_LANE_MULTIDOSE;
  switch (row->treatment->use)
    {
    case SMT_USE_AS_NEEDED:
      return SMT_LANE_AS_NEEDED;
    case SMT_USE_COURSE:
      return SMT_LANE_COURSE;
    case SMT_USE_VACCINE:
      return SMT_LANE_VACCINE;
    case SMT_USE_REGULAR:
    case SMT_USE_UNKNOWN:
    default:
      return SMT_LANE_REGULAR;
    }
}

/** smt_list_has_multidose: Returns: whether a pharmacy packs something of @list */
gboolean
smt_list_has_multidose (const SmtList *list)
{
  for (guint i = 0; i < list->treatments->len; i++)
    if (((const SmtTreatment *)g_ptr_array_index (list->treatments, i))->multidose)
      return TRUE;
  return FALSE;
}

/* What the list says of who packs and when; (nullable). */
static const SmtMessage *
find_roll (const SmtList *list)
{
  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);

      if (message->kind == SMT_MESSAGE_LIST && (message->pharmacy != NULL || smt_date_is_set (message->next_roll)))
        return message;
    }
  return NULL;
}

/**
 * smt_multidose_bites:
 * @list: a list
 * @today: the day of the change
 *
 * The deadline is the last day for changes to the next roll.
 *
 * Returns: (transfer full) (nullable): when a change made @today reaches the patient in multidose; %NULL where no roll
 *   is known
 */
char *
smt_multidose_bites (const SmtList *list, SmtDate today)
{
  const SmtMessage *message = find_roll (list);
  g_autofree char *roll = NULL;
  g_autofree char *deadline = NULL;

  if (message == NULL || !smt_date_is_set (message->next_roll) || smt_date_compare (message->next_roll, today) < 0)
    return NULL;
  roll = smt_phrase_date (message->next_roll);
  if (!smt_date_is_set (message->deadline))
    /* Translators: %s is a date */
    return g_strdup_printf (C_ ("multidose", "next roll %s; ask the pharmacy whether a change reaches it"), roll);
  deadline = smt_phrase_date (message->deadline);
  if (smt_date_compare (today, message->deadline) > 0)
    /* Translators: %1$s and %2$s are dates */
    return g_strdup_printf (C_ ("multidose",
                                "too late for the roll of %1$s (deadline %2$s): a change made now comes with "
                                "the one after it"),
                            roll, deadline);
  /* Translators: %1$s and %2$s are dates */
  return g_strdup_printf (C_ ("multidose", "a change made now comes with the roll of %1$s (deadline %2$s)"), roll,
                          deadline);
}

/* @stop: of what must be decided before it is packed again */
static char *
multidose_heading (const SmtList *list, SmtDate today, gboolean stop)
{
  const SmtMessage *message = find_roll (list);
  g_autofree char *bites = smt_multidose_bites (list, today);
  GString *out = g_string_new (NULL);

  if (stop)
    g_string_append_printf (out, "%s · ", C_ ("lane", "Stop, to be decided first"));
  if (message != NULL && message->pharmacy != NULL)
    /* Translators: %s is a pharmacy */
    g_string_append_printf (out, C_ ("multidose", "Multidose: packed by %s"), message->pharmacy);
  else
    g_string_append (out, C_ ("multidose", "Multidose: packed by the pharmacy"));
  g_string_append_printf (
      out, " · %s",
      bites != NULL ? bites : C_ ("multidose", "when a change reaches the patient is not known: ask the pharmacy"));
  return g_string_free (out, FALSE);
}

static const char *
lane_word (SmtLane lane)
{
  switch (lane)
    {
    case SMT_LANE_AS_NEEDED:
      return C_ ("lane", "As needed");
    case SMT_LANE_COURSE:
      return C_ ("lane", "Courses");
    case SMT_LANE_VACCINE:
      return C_ ("lane", "Vaccines");
    case SMT_LANE_REGULAR:
      return C_ ("lane", "Regular");
    case SMT_LANE_ALARM:
      return C_ ("lane", "Stop, to be decided first");
    case SMT_LANE_ALARM_MULTIDOSE:
    case SMT_LANE_MULTIDOSE:
    case SMT_N_LANES:
    default:
      return NULL;
    }
}

/**
 * smt_lane_heading:
 * @lane: a lane
 * @list: the list it is in
 * @today: today
 *
 * Returns: (transfer full) (nullable): its heading; of what is packed who packs it and when a change bites, of the rest
 *   that it is outside, where the list has multidose at all. Elsewhere the alarms have none
 */
char *
smt_lane_heading (SmtLane lane, const SmtList *list, SmtDate today)
{
  const char *word = lane_word (lane);

  if (lane == SMT_LANE_MULTIDOSE || lane == SMT_LANE_ALARM_MULTIDOSE)
    return multidose_heading (list, today, lane == SMT_LANE_ALARM_MULTIDOSE);
  /* the alarms stand first without a word, unless it must be told which of them are packed */
  if (word == NULL || (lane == SMT_LANE_ALARM && !smt_list_has_multidose (list)))
    return NULL;
  if (!smt_list_has_multidose (list))
    return g_strdup (word);
  /* Translators: %s is a lane: regular medicines, as needed, courses */
  return g_strdup_printf (C_ ("lane", "%s, outside multidose"), word);
}
