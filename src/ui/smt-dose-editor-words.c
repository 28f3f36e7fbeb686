/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-dose-editor-words.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-phrases.h"

/** smt_dose_editor_part: Returns: (transfer none): the name of part @part of the day, from 0 */
const char *
smt_dose_editor_part (guint part)
{
  switch (part)
    {
    case 0:
      return C_ ("part of day", "Morning");
    case 1:
      return C_ ("part of day", "Forenoon");
    case 2:
      return C_ ("part of day", "Midday");
    case 3:
      return C_ ("part of day", "Afternoon");
    case 4:
      return C_ ("part of day", "Evening");
    default:
      return C_ ("part of day", "Night");
    }
}

/** smt_dose_editor_fault: Returns: (transfer none): what is missing */
const char *
smt_dose_editor_fault (SmtDraftFault fault)
{
  switch (fault)
    {
    case SMT_DRAFT_NO_AMOUNT:
      return C_ ("dose editor", "Write the amount of one dose as a number.");
    case SMT_DRAFT_AMBIGUOUS_AMOUNT:
      return C_ ("dose editor", "This number can be read in two ways. Write it without a thousands sign.");
    case SMT_DRAFT_NO_UNIT:
      return C_ ("dose editor", "Write the unit, for instance tablett.");
    case SMT_DRAFT_NO_PART:
      return C_ ("dose editor", "Choose at least one time of day, or write how many times a day.");
    case SMT_DRAFT_NO_TIMES:
      return C_ ("dose editor", "Write the number of times a day as a number from 1 to 24.");
    case SMT_DRAFT_NO_INTERVAL:
      return C_ ("dose editor", "Write how long it is from one dose to the next.");
    case SMT_DRAFT_NO_WEEKDAY:
      return C_ ("dose editor", "Choose the weekday.");
    case SMT_DRAFT_NO_CYCLE:
      return C_ ("dose editor", "Days with and without dose can be 384 together.");
    case SMT_DRAFT_NO_LIMIT:
      return C_ ("dose editor", "Write each limit as a number, or leave it empty.");
    case SMT_DRAFT_NO_LENGTH:
      return C_ ("dose editor", "Write for how long, as a number.");
    case SMT_DRAFT_NEEDED_PARTS:
      return C_ ("dose editor", "A dose as needed has one time of day at most.");
    case SMT_DRAFT_STEP_LIMITS:
      return C_ ("dose editor", "Limits and months are said of a whole dose. Leave them empty in a step, or write the "
                                "dose in words.");
    case SMT_DRAFT_NO_MONTHS:
      return C_ ("dose editor", "Choose both the first and the last month, or neither.");
    case SMT_DRAFT_NO_DOSE:
      return C_ ("dose editor", "Nothing is taken in any of the steps.");
    case SMT_DRAFT_NO_WORDS:
      return C_ ("dose editor", "The words for this dose would be read as something else. Choose another unit, "
                                "rhythm or length, or write the dose in words.");
    case SMT_DRAFT_WHOLE:
    default:
      return "";
    }
}

/**
 * smt_dose_editor_missing:
 * @fault: what is missing
 * @step: the number of the step it is missing in; 0 where there is but one
 *
 * Returns: (transfer full): it as a sentence
 */
char *
smt_dose_editor_missing (SmtDraftFault fault, guint step)
{
  if (step == 0)
    return g_strdup (smt_dose_editor_fault (fault));
  /* Translators: %1$u is the number of a step of a dose, %2$s a sentence */
  return g_strdup_printf (C_ ("dose editor", "Step %1$u: %2$s"), step, smt_dose_editor_fault (fault));
}

/** smt_dose_editor_step: Returns: (transfer full): one step in words, or that something is missing in it */
char *
smt_dose_editor_step (const SmtDraftStep *step)
{
  g_autoptr (SmtRhythm) alone = smt_rhythm_new ();

  if (smt_draft_step_write (step, alone, FALSE) != SMT_DRAFT_WHOLE)
    return g_strdup (C_ ("dose editor", "not whole yet"));
  if (step->days == SMT_DRAFT_PAUSE && alone->steps[0].length.kind == SMT_RANGE_UNKNOWN)
    return g_strdup (C_ ("dose editor", "no dose"));
  return smt_rhythm_to_words (alone, smt_phrase_language ());
}

/**
 * smt_dose_editor_finding:
 * @treatment: whose dose
 * @rhythm: the new dose
 * @today: today
 * @stop: (out): whether it is a Stopp
 *
 * Returns: (transfer full) (nullable): the gravest finding of the new dose itself
 */
char *
smt_dose_editor_finding (const SmtTreatment *treatment, const SmtRhythm *rhythm, SmtDate today, gboolean *stop)
{
  g_autoptr (GPtrArray) findings = smt_check_rhythm (treatment, rhythm, today);
  const SmtFinding *gravest = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity_class > SMT_CLASS_INFO
          && (gravest == NULL || finding->severity_class > gravest->severity_class))
        gravest = finding;
    }

  *stop = gravest != NULL && gravest->severity_class == SMT_CLASS_STOP;
  if (gravest == NULL)
    return NULL;

  {
    g_autofree char *headline = smt_finding_headline (gravest, smt_phrase_language ());

    return g_strdup_printf ("%s %s: %s", smt_class_shape (gravest->severity_class),
                            smt_class_name (gravest->severity_class, smt_phrase_language ()), headline);
  }
}

static char *
ambiguous_sentence (const SmtReading *reading)
{
  GString *readings = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < reading->rhythms->len; i++)
    {
      g_autofree char *words = smt_rhythm_to_words (g_ptr_array_index (reading->rhythms, i), smt_phrase_language ());

      g_string_append_printf (readings, "%s%s", i > 0 ? " / " : "", words);
    }
  all = g_string_free (readings, FALSE);
  /* Translators: %s are several doses in words */
  return g_strdup_printf (
      C_ ("dose editor", "This can be read in several ways: %s. Write it so that it has one meaning."), all);
}

/**
 * smt_dose_editor_read:
 * @text: a dose as a clinician writes it, in Norwegian
 * @missing: (out) (transfer full) (nullable): what is wrong with it, as a sentence
 *
 * Returns: (transfer full): how it is read; only a clear reading is taken
 */
SmtReading *
smt_dose_editor_read (const char *text, char **missing)
{
  SmtReading *reading = smt_dosing_read (text, SMT_LANGUAGE_NB | SMT_LANGUAGE_NN);

  switch (reading->state)
    {
    case SMT_READING_CLEAR:
      *missing = NULL;
      break;
    case SMT_READING_AMBIGUOUS:
      *missing = ambiguous_sentence (reading);
      break;
    case SMT_READING_SILENT:
      *missing = g_strdup (C_ ("dose editor", "Write the dose in words, in Norwegian."));
      break;
    case SMT_READING_UNREADABLE:
    default:
      *missing = g_strdup (C_ ("dose editor", "This cannot be read as a dose. Write it in other words."));
      break;
    }
  return reading;
}
