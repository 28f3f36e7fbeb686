/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-own-dose.h"

#include "reconcile/smt-decision-effect.h"

/* --- which dose --------------------------------------------------------------------------------------------------- */

static const SmtSource *
find_source (const SmtTreatment *treatment, SmtOrigin origin)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);

      if (source->origin == origin && source->prescription_id == NULL && source->reading->state != SMT_READING_SILENT)
        return source;
    }

  return NULL;
}

static const SmtRhythm *
clear_rhythm (const SmtSource *source)
{
  if (source == NULL || source->reading->state != SMT_READING_CLEAR || source->defects != 0)
    return NULL;

  return smt_reading_get_rhythm (source->reading);
}

/* What a text can say and SFM's field cannot: then the field alone is not the dose. */
static gboolean
says_more (const SmtRhythm *text)
{
  if (smt_rhythm_has_need (text) || smt_rhythm_is_bounded (text))
    return TRUE;

  for (guint s = 0; s < text->n_steps; s++)
    for (guint b = 0; b < text->steps[s].n_beats; b++)
      if (text->steps[s].beats[b].n_clock > 0 || text->steps[s].beats[b].gap_hours.kind != SMT_RANGE_UNKNOWN)
        return TRUE;

  return FALSE;
}

/* Every place that says the dose says this one. */
static gboolean
all_agree (const SmtTreatment *treatment, const SmtRhythm *dose, SmtDate today)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      const SmtRhythm *heard = clear_rhythm (source);

      if ((source->voice != SMT_VOICE_FIELD && source->voice != SMT_VOICE_TEXT)
          || source->reading->state == SMT_READING_SILENT)
        continue;
      if (heard == NULL || smt_rhythm_compare (heard, dose, today).flags != SMT_DIFFERENCE_NONE)
        return FALSE;
    }

  return TRUE;
}

/* The field where it speaks, for it knows days, parts and dates; the text where the field is silent. */
static const SmtRhythm *
find_dose (const SmtTreatment *treatment, SmtDate today)
{
  const SmtSource *field_source = find_source (treatment, SMT_ORIGIN_ERESEPTDOSING);
  const SmtSource *text_source = find_source (treatment, SMT_ORIGIN_DSSN);
  const SmtRhythm *field = clear_rhythm (field_source);
  const SmtRhythm *text;
  const SmtRhythm *dose;

  if (text_source == NULL)
    text_source = find_source (treatment, SMT_ORIGIN_DOSAGE_TEXT);
  text = clear_rhythm (text_source);
  if (text == NULL || (field_source != NULL && (field == NULL || says_more (text))))
    return NULL;

  dose = field != NULL ? field : text;
  return all_agree (treatment, dose, today) ? dose : NULL;
}

/**
 * smt_own_dose:
 * @treatment: a treatment
 * @today: the day it is worked on
 *
 * Returns: (transfer full) (nullable): the dose that all its places agree on; %NULL when one of them says another, is
 *   not clear, or says what the field beside it cannot
 */
SmtRhythm *
smt_own_dose (const SmtTreatment *treatment, SmtDate today)
{
  const SmtRhythm *dose;

  g_return_val_if_fail (treatment != NULL, NULL);

  dose = find_dose (treatment, today);
  return dose != NULL ? smt_rhythm_copy (dose) : NULL;
}

/**
 * smt_own_dose_is_over:
 * @treatment: a treatment
 * @today: the day it is worked on
 *
 * Returns: whether its structured dose has an end that has come: the same bytes would be a prescription of nothing
 */
gboolean
smt_own_dose_is_over (const SmtTreatment *treatment, SmtDate today)
{
  const SmtRhythm *field;

  g_return_val_if_fail (treatment != NULL, FALSE);

  field = clear_rhythm (find_source (treatment, SMT_ORIGIN_ERESEPTDOSING));
  if (field == NULL || field->n_steps == 0)
    return FALSE;
  for (guint i = 0; i < field->n_steps; i++)
    if (!smt_date_is_set (field->steps[i].end) || smt_date_compare (field->steps[i].end, today) > 0)
      return FALSE;

  return TRUE;
}

/* --- pieces of time ----------------------------------------------------------------------------------------------- */

/* Open ends as days that lie outside everything, so that pieces can be cut without asking each time. */
#define LONG_AGO (smt_date_new (1900, 1, 1))
#define FAR_AHEAD (smt_date_new (2900, 1, 1))

typedef struct
{
  SmtDate start;
  SmtDate end; /* exclusive */
  const SmtStep *step;
} Piece;

static SmtDate
later (SmtDate a, SmtDate b)
{
  return smt_date_compare (a, b) >= 0 ? a : b;
}

static SmtDate
earlier (SmtDate a, SmtDate b)
{
  return smt_date_compare (a, b) <= 0 ? a : b;
}

static void
add_piece (GArray *pieces, SmtDate start, SmtDate end, const SmtStep *step)
{
  Piece piece = { start, end, step };

  if (smt_date_compare (start, end) < 0)
    g_array_append_val (pieces, piece);
}

/* The stretches with a dose from @today on; %NULL where it is not said on which days a step begins or ends. */
static GArray *
cut_pieces (const SmtRhythm *dose, SmtDate today)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  SmtDate from = LONG_AGO;

  for (guint i = 0; i < dose->n_steps; i++)
    {
      const SmtStep *step = &dose->steps[i];
      SmtDate start = smt_date_is_set (step->start) ? step->start : from;
      SmtDate end = smt_date_is_set (step->end) ? step->end : FAR_AHEAD;

      if (step->length.kind != SMT_RANGE_UNKNOWN && !smt_date_is_set (step->end))
        return NULL;
      if (i + 1 < dose->n_steps && !smt_date_is_set (step->end))
        end = dose->steps[i + 1].start;
      if (!smt_date_is_set (end))
        return NULL;
      if (step->n_beats > 0)
        add_piece (pieces, later (start, today), end, step);
      from = end;
    }

  return g_steal_pointer (&pieces);
}

static void
copy_beats (SmtRhythm *to, const SmtStep *from)
{
  for (guint i = 0; i < from->n_beats; i++)
    {
      SmtBeat *beat = smt_rhythm_add_beat (to, to->n_steps - 1);

      *beat = from->beats[i];
      beat->unit = NULL;
      smt_beat_set_unit (beat, from->beats[i].unit);
    }
}

static void
add_step (SmtRhythm *to, SmtDate start, SmtDate end, const SmtStep *beats)
{
  SmtStep *step = smt_rhythm_add_step (to);

  step->start = start;
  step->end = smt_date_compare (end, FAR_AHEAD) < 0 ? end : SMT_DATE_UNSET;
  if (beats != NULL)
    copy_beats (to, beats);
}

/* What is said of the whole dose goes on with it. */
static SmtRhythm *
new_like (const SmtRhythm *dose)
{
  SmtRhythm *rhythm = smt_rhythm_new ();

  rhythm->as_needed = dose->as_needed;
  rhythm->max_amount_day = dose->max_amount_day;
  smt_rhythm_set_max_unit (rhythm, dose->max_unit);
  rhythm->max_times_day = dose->max_times_day;
  rhythm->min_gap_hours = dose->min_gap_hours;
  rhythm->max_amount_long = dose->max_amount_long;
  rhythm->max_long_unit = dose->max_long_unit;
  rhythm->seasons = dose->seasons;
  rhythm->first_month = dose->first_month;
  rhythm->last_month = dose->last_month;
  rhythm->stated = dose->stated;
  rhythm->defaulted = dose->defaulted;

  return rhythm;
}

/* Lays the pieces out from @from on; what lies between them is a pause. */
static SmtRhythm *
join_pieces (const SmtRhythm *dose, const GArray *pieces, SmtDate from)
{
  SmtRhythm *rhythm;

  if (pieces->len == 0)
    return NULL;

  rhythm = new_like (dose);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      if (smt_date_compare (from, piece->start) < 0)
        add_step (rhythm, from, piece->start, NULL);
      add_step (rhythm, piece->start, piece->end, piece->step);
      from = piece->end;
    }

  return rhythm;
}

/* --- pause, resume, end ------------------------------------------------------------------------------------------- */

static SmtRhythm *
pause_dose (const SmtRhythm *dose, const SmtDecision *decision, SmtDate today)
{
  g_autoptr (GArray) pieces = cut_pieces (dose, today);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Piece));

  if (pieces == NULL || pieces->len == 0)
    return NULL;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      add_piece (kept, piece->start, earlier (piece->end, decision->first_day), piece->step);
      add_piece (kept, later (piece->start, decision->until), piece->end, piece->step);
    }

  return join_pieces (dose, kept, earlier (today, decision->first_day));
}

/* The pieces around the first gap that is not over yet: index of the one after it, or −1. */
static int
find_gap (const GArray *pieces, SmtDate today)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      SmtDate before = i > 0 ? g_array_index (pieces, Piece, i - 1).end : today;

      if (smt_date_compare (before, piece->start) < 0)
        return (int)i;
    }

  return -1;
}

static gboolean
text_pauses (const SmtTreatment *treatment)
{
  const SmtRhythm *text = smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT);

  for (guint i = 0; text != NULL && i < text->n_steps; i++)
    if (text->steps[i].n_beats == 0)
      return TRUE;

  return FALSE;
}

/**
 * smt_own_dose_find_pause:
 * @treatment: a treatment
 * @today: the day it is worked on
 * @from: (out) (optional): first day of the pause; @today when it has begun
 * @until: (out) (optional): the day the dose is taken again
 *
 * A dose that has not begun is no pause: the text must say that there is one.
 *
 * Returns: whether the dose it has holds a pause that is not over
 */
gboolean
smt_own_dose_find_pause (const SmtTreatment *treatment, SmtDate today, SmtDate *from, SmtDate *until)
{
  const SmtRhythm *dose;
  g_autoptr (GArray) pieces = NULL;
  int after;

  g_return_val_if_fail (treatment != NULL, FALSE);

  dose = find_dose (treatment, today);
  pieces = dose != NULL && text_pauses (treatment) ? cut_pieces (dose, today) : NULL;
  after = pieces != NULL ? find_gap (pieces, today) : -1;
  if (after < 0)
    return FALSE;

  if (from != NULL)
    *from = after > 0 ? g_array_index (pieces, Piece, after - 1).end : today;
  if (until != NULL)
    *until = g_array_index (pieces, Piece, after).start;
  return TRUE;
}

static SmtRhythm *
resume_dose (const SmtRhythm *dose, SmtDate first_day, SmtDate today)
{
  g_autoptr (GArray) pieces = cut_pieces (dose, today);
  int after = pieces != NULL ? find_gap (pieces, today) : -1;

  if (pieces == NULL || pieces->len == 0)
    return NULL;
  if (after > 0)
    g_array_remove_range (pieces, 0, (guint)after);
  g_array_index (pieces, Piece, 0).start = first_day;

  return join_pieces (dose, pieces, first_day);
}

/* The end that a stop planned before gave the dose moves with the stop. */
static void
move_end (GArray *pieces, const SmtTreatment *treatment, SmtDate stop)
{
  Piece *last = pieces->len > 0 ? &g_array_index (pieces, Piece, pieces->len - 1) : NULL;

  if (last != NULL && treatment->state == SMT_TREATMENT_PLANNED_STOP
      && smt_date_compare (last->end, treatment->stop_date) == 0)
    last->end = later (last->end, stop);
}

/* (nullable): the dose until @stop; none where it has come to its end before, for it ends on the day of the stop */
static SmtRhythm *
end_dose (const SmtRhythm *dose, const SmtTreatment *treatment, SmtDate stop, SmtDate today)
{
  g_autoptr (GArray) pieces = cut_pieces (dose, today);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Piece));
  SmtRhythm *ended;

  if (pieces == NULL)
    return NULL;
  move_end (pieces, treatment, stop);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      add_piece (kept, piece->start, earlier (piece->end, stop), piece->step);
    }

  if (kept->len == 0 || smt_date_compare (g_array_index (kept, Piece, kept->len - 1).end, stop) < 0)
    return NULL;
  ended = join_pieces (dose, kept, today);
  /* one step without a beginning is said by the day it ends, which nobody has to count out */
  if (ended != NULL && ended->n_steps == 1)
    ended->steps[0].start = SMT_DATE_UNSET;
  return ended;
}

/**
 * smt_decision_plan_dose:
 * @decision: a decision in the making, with its dates
 * @treatment: what it is about
 * @today: the day it is worked on
 *
 * Makes the dose of a PAUSE with an end, a RESUME and a STOP_LATER that ends the dose out of the entry's own; other
 * decisions are left as they are.
 *
 * Returns: whether there is nothing to make, or it was made; %FALSE where the entry has no dose that can be cut
 */
gboolean
smt_decision_plan_dose (SmtDecision *decision, const SmtTreatment *treatment, SmtDate today)
{
  const SmtRhythm *own;
  SmtRhythm *planned = NULL;

  g_return_val_if_fail (decision != NULL && treatment != NULL, FALSE);

  if (!smt_decision_plans_dose (decision, treatment))
    return TRUE;

  g_clear_pointer (&decision->rhythm, smt_rhythm_unref);
  own = find_dose (treatment, today);
  if (own == NULL)
    return FALSE;
  if (decision->kind == SMT_DECISION_PAUSE)
    planned = pause_dose (own, decision, today);
  else if (decision->kind == SMT_DECISION_RESUME)
    planned = resume_dose (own, decision->first_day, today);
  else
    planned = end_dose (own, treatment, decision->stop_date, today);
  decision->rhythm = planned;
  if (decision->kind == SMT_DECISION_STOP_LATER)
    decision->first_day = today;

  return planned != NULL;
}

/**
 * smt_decision_get_dose_start:
 * @decision: a decision
 *
 * Returns: the first day of the dose it writes; unset when it writes none
 */
SmtDate
smt_decision_get_dose_start (const SmtDecision *decision)
{
  g_return_val_if_fail (decision != NULL, SMT_DATE_UNSET);

  if (decision->rhythm == NULL)
    return SMT_DATE_UNSET;
  if (decision->kind == SMT_DECISION_PAUSE && smt_date_is_set (decision->rhythm->steps[0].start))
    return decision->rhythm->steps[0].start;

  return decision->first_day;
}
