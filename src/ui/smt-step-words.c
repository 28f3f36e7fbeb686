/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-step-words.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-phrases.h"

/**
 * smt_step_plan_for:
 * @treatment: a treatment
 * @today: today
 *
 * The voice that tells which step is today's speaks: the field has dates, the text most often only lengths.
 *
 * Returns: (transfer full) (nullable): its steps; %NULL where there is one dose only, or it is no longer taken
 */
SmtStepPlan *
smt_step_plan_for (const SmtTreatment *treatment, SmtDate today)
{
  static const SmtVoiceKind voices[] = { SMT_VOICE_FIELD, SMT_VOICE_TEXT };
  SmtStepPlan *found = NULL;

  if (!smt_treatment_is_in_use (treatment))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (voices) && (found == NULL || !found->place_known); i++)
    {
      const SmtRhythm *rhythm = smt_treatment_get_rhythm (treatment, voices[i]);
      SmtStepPlan *plan = rhythm != NULL ? smt_step_plan_new (rhythm, today) : NULL;

      if (plan == NULL)
        continue;
      smt_step_plan_free (found);
      found = plan;
    }
  return found;
}

/** smt_step_words: Returns: (transfer full): the dose of @step alone */
char *
smt_step_words (const SmtPlannedStep *step)
{
  return step->dose != NULL ? smt_rhythm_to_words (step->dose, smt_phrase_language ())
                            : g_strdup (C_ ("steps", "no doses (pause)"));
}

/** smt_step_days: Returns: (transfer full): from when until when, or how long, as far as it was said */
char *
smt_step_days (const SmtPlannedStep *step)
{
  g_autofree char *from = smt_date_is_set (step->from) ? smt_phrase_date (step->from) : NULL;
  g_autofree char *last = smt_date_is_set (step->to) ? smt_phrase_date (smt_date_add_days (step->to, -1)) : NULL;

  if (from != NULL && last != NULL)
    return g_strdup_printf ("%s – %s", from, last);
  if (from != NULL)
    /* Translators: %s is a date */
    return g_strdup_printf (C_ ("steps", "from %s"), from);
  if (last != NULL)
    /* Translators: %s is a date */
    return g_strdup_printf (C_ ("steps", "until and including %s"), last);
  return g_strdup (C_ ("steps", "days not said"));
}

/* A plan whose dates are known, on a day that lies in none of its steps. */
static char *
outside (const SmtStepPlan *plan, SmtDate today)
{
  SmtDate from = plan->steps[0].from;
  SmtDate to = plan->steps[plan->n_steps - 1].to;
  g_autofree char *date = NULL;

  if (smt_date_is_set (from) && smt_date_compare (today, from) < 0)
    {
      date = smt_phrase_date (from);
      /* Translators: %s is a date */
      return g_strdup_printf (C_ ("steps", "The first step begins on %s"), date);
    }
  if (!smt_date_is_set (to))
    return NULL;
  date = smt_phrase_date (smt_date_add_days (to, -1));
  /* Translators: %s is a date */
  return g_strdup_printf (C_ ("steps", "The last step ended on %s"), date);
}

/**
 * smt_step_today:
 * @plan: the steps of a dose
 * @today: the day the plan was made for
 *
 * Returns: (transfer full) (nullable): today's step and the next one in one line
 */
char *
smt_step_today (const SmtStepPlan *plan, SmtDate today)
{
  guint index = 0;
  const SmtPlannedStep *now = smt_step_plan_now (plan, &index);
  GString *out;
  g_autofree char *words = NULL;

  if (!plan->place_known)
    /* Translators: %u is a number of steps */
    return g_strdup_printf (C_ ("steps", "%u steps; which one is today's is not said"), plan->n_steps);
  if (now == NULL)
    return outside (plan, today);
  words = smt_step_words (now);
  out = g_string_new (NULL);
  /* Translators: %1$u and %2$u are numbers, %3$s a dose */
  g_string_append_printf (out, C_ ("steps", "Today, step %1$u of %2$u: %3$s"), index + 1, plan->n_steps, words);
  if (smt_date_is_set (now->to))
    {
      g_autofree char *last = smt_phrase_date (smt_date_add_days (now->to, -1));

      /* Translators: %s is a date */
      g_string_append (out, ", ");
      g_string_append_printf (out, C_ ("steps", "until and including %s"), last);
    }
  if (index + 1 < plan->n_steps)
    {
      g_autofree char *next = smt_step_words (&plan->steps[index + 1]);

      /* Translators: %s is the dose that follows */
      g_string_append (out, "; ");
      g_string_append_printf (out, C_ ("steps", "then %s"), next);
    }
  return g_string_free (out, FALSE);
}
