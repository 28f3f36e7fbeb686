/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* Of several beats, which "ved behov" speaks of. A beat that is as needed beside others that are not is one of which
 * nothing up to its whole amount is taken. */

/* "1 morgen fast og 1 kveld ved behov" */
static gboolean
has_fixed_dose (const SmtReader *reader)
{
  for (guint i = 0; i < reader->terms->len; i++)
    {
      const SmtTerm *term = _smt_reader_term (reader, i);
      if (term->cls == SMT_TERM_NOISE && term->b == SMT_NOISE_FIXED)
        return TRUE;
    }
  return FALSE;
}

/* "1+0+1 ved behov": one scheme, and as needed as a whole. */
static gboolean
is_chain (const SmtStepDraft *step)
{
  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      if (draft->parts == NULL || draft->amount == NULL || draft->parts->start != draft->amount->start)
        return FALSE;
    }
  return TRUE;
}

/* Each beat by itself says how much and when. */
static gboolean
beats_are_whole (const SmtStepDraft *step)
{
  for (guint i = 0; i < step->drafts->len; i++)
    {
      const SmtDraft *draft = _smt_step_draft_at (step, i);
      if (draft->amount == NULL || (draft->parts == NULL && draft->clock == NULL && draft->weekdays == NULL))
        return FALSE;
    }
  return TRUE;
}

static void
make_optional (SmtStepDraft *step, guint at)
{
  _smt_step_draft_at (step, at)->optional = TRUE;
  step->need = NULL;
}

/**
 * _smt_reader_settle_need:
 * @reader: the reader
 * @steps: its steps, as SmtStepDraft
 *
 * "1 morgen ved behov og 1 kveld" says it of the first beat. Behind the last beat it may speak of that one or of all,
 * and the text is read both ways, unless another is said to be fixed or the beats are one scheme. Anything else is left
 * as it is, and refused later.
 */
void
_smt_reader_settle_need (SmtReader *reader, GArray *steps)
{
  SmtStepDraft *step = &g_array_index (steps, SmtStepDraft, 0);
  guint before = step->n_amounts_before_need;

  if (steps->len > 1 || step->need == NULL || (step->need->flags & SMT_MARK_HINT) != 0 || step->need_is_added
      || step->need_is_set_apart || step->drafts->len < 2 || before == 0 || step->maximum != NULL
      || step->longer_maximum != NULL || !beats_are_whole (step))
    return;
  if (before == step->drafts->len && is_chain (step))
    step->need_is_set_apart = TRUE;
  else if (before == 1 && step->drafts->len == 2)
    make_optional (step, 0);
  else if (before == step->drafts->len && has_fixed_dose (reader))
    make_optional (step, before - 1);
  else if (before == step->drafts->len)
    {
      reader->met |= SMT_CHOICE_NEED;
      if ((reader->choices & SMT_CHOICE_NEED) != 0)
        make_optional (step, before - 1);
      else
        step->need_is_set_apart = TRUE;
    }
}
