/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-patient-context-private.h"
#include "journal/smt-journal-notes.h"

/* What stands beside the list: files, and what was said by hand of pairs. */

/** Step: what one undo takes back: what was said of pairs, or of a row that stands only in a file. */
typedef struct
{
  GPtrArray *acts;     /* (nullable) of SmtPairAct */
  char *aside;         /* (nullable): the key of what was said otherwise … */
  SmtDecision *before; /* (nullable): … than this */
  SmtDecision *after;  /* (nullable) */
  SmtRole role;        /* whose word it was */
  guint depth;         /* how many acts of deciding came before it */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->acts, g_ptr_array_unref);
  g_clear_pointer (&step->before, smt_decision_unref);
  g_clear_pointer (&step->after, smt_decision_unref);
  g_free (step->aside);
  g_free (step);
}

static GPtrArray *
acts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)smt_pair_act_free);
}

static gpointer
copy_act (gconstpointer act, gpointer data)
{
  return smt_pair_act_copy (act);
}

static gpointer
share_file (gconstpointer file, gpointer data)
{
  return smt_beside_ref (file);
}

void
_smt_patient_context_beside_init (SmtPatientContext *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_beside_unref);
  self->acts = acts_new ();
  self->unsaved_acts = acts_new ();
  self->steps_done = g_ptr_array_new_with_free_func (step_free);
  self->steps_undone = g_ptr_array_new_with_free_func (step_free);
}

void
_smt_patient_context_beside_clear (SmtPatientContext *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->unsaved_acts, g_ptr_array_unref);
  g_clear_pointer (&self->steps_done, g_ptr_array_unref);
  g_clear_pointer (&self->steps_undone, g_ptr_array_unref);
}

/* The reactions that the files tell of, each by the name of its file. */
static GPtrArray *
dup_reactions (SmtPatientContext *self)
{
  GPtrArray *reactions = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_reaction_free);

  for (guint i = 0; i < self->files->len; i++)
    {
      const SmtBeside *file = g_ptr_array_index (self->files, i);
      const GPtrArray *told = smt_answer_get_list (file->answer)->reactions;

      for (guint j = 0; j < told->len; j++)
        {
          SmtReaction *reaction = smt_reaction_copy (g_ptr_array_index (told, j));
          g_free (reaction->source);
          reaction->source = g_strdup (file->name);
          g_ptr_array_add (reactions, reaction);
        }
    }
  return reactions;
}

/* Makes the comparison of the look anew, with the files and what has been said; what is taken is held against the
 * reactions of the files too. */
static void
compare (SmtPatientContext *self)
{
  g_autoptr (GPtrArray) reactions = dup_reactions (self);
  SmtLook *look = self->look;
  g_autoptr (SmtComparison) old = look->comparison;
  g_autoptr (GPtrArray) links = smt_pair_acts_to_links (self->acts);

  look->comparison =
      smt_comparison_new (smt_answer_get_list (look->answer), old->record, old->answer, self->files, links);
  smt_reconciliation_set_reactions (look->reconciliation, reactions);
}

static void
group_anew (SmtPatientContext *self)
{
  if (self->look->comparison->seen != NULL)
    smt_reconciliation_set_seen (self->look->reconciliation, self->look->comparison->seen);
  _smt_patient_context_update (self);
  g_signal_emit_by_name (self, "sources-changed");
}

/* Called when a look was taken: its acts are those of the journal, and it knows of no file. */
void
_smt_patient_context_beside_take_look (SmtPatientContext *self)
{
  if (self->look->acts != NULL)
    {
      g_ptr_array_set_size (self->acts, 0);
      g_ptr_array_extend_and_steal (self->acts, g_steal_pointer (&self->look->acts));
      g_ptr_array_extend (self->acts, self->unsaved_acts, copy_act, NULL);
    }
  g_ptr_array_set_size (self->steps_done, 0);
  g_ptr_array_set_size (self->steps_undone, 0);
  if (self->files->len > 0 || self->unsaved_acts->len > 0)
    compare (self);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

/**
 * smt_patient_context_get_files:
 * @self: a patient at work
 *
 * Returns: (transfer none) (element-type SmtBeside): the lists opened from files, in the order in which they were
 * opened
 */
GPtrArray *
smt_patient_context_get_files (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->files;
}

/**
 * smt_patient_context_match_file:
 * @self: a patient at work
 * @file: a list that was opened
 *
 * Returns: whether it is about the same person
 */
SmtPersonMatch
smt_patient_context_match_file (SmtPatientContext *self, const SmtBeside *file)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && file != NULL, SMT_PERSON_OTHER);

  return smt_person_match (smt_patient_context_get_list (self)->patient, smt_answer_get_list (file->answer)->patient);
}

/**
 * smt_patient_context_add_file:
 * @self: a patient at work
 * @file: (transfer none): a list that was opened
 * @confirmed: whether the clinician has said that it is about this patient
 *
 * Puts the list beside the patient's until it is removed or the program ends; nothing of it is written down. A list of
 * somebody else is refused whatever is confirmed, and one that does not say whose it is asks for the word.
 *
 * Returns: whether it stands there now
 */
gboolean
smt_patient_context_add_file (SmtPatientContext *self, const SmtBeside *file, gboolean confirmed)
{
  SmtPersonMatch match;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && file != NULL, FALSE);

  match = smt_patient_context_match_file (self, file);
  if (self->state == SMT_CONTEXT_FILE || match == SMT_PERSON_OTHER || (match == SMT_PERSON_UNKNOWN && !confirmed))
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    if (g_str_equal (((const SmtBeside *)g_ptr_array_index (self->files, i))->id, file->id))
      return TRUE;

  g_ptr_array_add (self->files, smt_beside_ref (file));
  compare (self);
  group_anew (self);
  return TRUE;
}

/**
 * smt_patient_context_remove_file:
 * @self: a patient at work
 * @id: of a list beside it
 *
 * Returns: whether it stood there
 */
gboolean
smt_patient_context_remove_file (SmtPatientContext *self, const char *id)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && id != NULL, FALSE);

  for (guint i = 0; i < self->files->len; i++)
    {
      SmtBeside *file = g_ptr_array_index (self->files, i);

      if (!g_str_equal (file->id, id))
        continue;
      g_ptr_array_remove_index (self->files, i);
      compare (self);
      group_anew (self);
      return TRUE;
    }
  return FALSE;
}

/**
 * smt_patient_context_take_files:
 * @self: a patient that was looked up again
 * @from: the same patient as it was at work before
 *
 * Puts the lists that stood beside @from beside @self.
 */
void
smt_patient_context_take_files (SmtPatientContext *self, SmtPatientContext *from)
{
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && SMT_IS_PATIENT_CONTEXT (from));

  if (self == from || from->files->len == 0 || self->state == SMT_CONTEXT_FILE)
    return;
  g_ptr_array_extend (self->files, from->files, share_file, NULL);
  g_ptr_array_set_size (from->files, 0);
  compare (self);
  group_anew (self);
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  SmtPatientContext *self;
  SmtPairAct *act;
} Write;

static void
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Write *write = data;
  SmtPatientContext *self = write->self;
  g_autoptr (GError) error = NULL;

  self->pending--;
  if (!smt_journal_add_notes_finish (SMT_JOURNAL (source), result, &error))
    {
      g_ptr_array_add (self->unsaved_acts, g_steal_pointer (&write->act));
      _smt_patient_context_complain (self, error);
    }
  _smt_patient_context_update (self);
  g_clear_pointer (&write->act, smt_pair_act_free);
  g_object_unref (self);
  g_free (write);
}

/* @act: (transfer full) */
static void
save (SmtPatientContext *self, SmtPairAct *act)
{
  g_autofree char *body = smt_pair_act_to_json (act);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  Write *write = g_new0 (Write, 1);

  g_ptr_array_add (notes, smt_note_new (SMT_NOTE_PAIRING, self->look->patient_key, act->link.key, body));
  write->self = g_object_ref (self);
  write->act = act;
  self->pending++;
  smt_journal_add_notes_async (smt_desk_get_store (self->desk), notes, said_cb, write);
}

/* What the disk refused before goes first. */
static void
save_all (SmtPatientContext *self, GPtrArray *acts)
{
  g_autoptr (GPtrArray) again = g_steal_pointer (&self->unsaved_acts);

  self->unsaved_acts = acts_new ();
  for (guint i = 0; i < again->len; i++)
    save (self, smt_pair_act_copy (g_ptr_array_index (again, i)));
  for (guint i = 0; i < acts->len; i++)
    save (self, smt_pair_act_copy (g_ptr_array_index (acts, i)));
}

/* The acts of @step, or their opposites the last one first: each as an act of its own, by whoever works here now. */
static void
say (SmtPatientContext *self, const Step *step, gboolean back)
{
  g_autoptr (GPtrArray) said = acts_new ();

  for (guint i = 0; i < step->acts->len; i++)
    {
      SmtPairAct *act = smt_pair_act_copy (g_ptr_array_index (step->acts, back ? step->acts->len - 1 - i : i));

      if (back)
        {
          act->link.apart = !act->link.apart;
          act->why = SMT_PAIR_WHY_UNDONE;
        }
      g_free (act->who);
      g_free (act->role);
      act->who = smt_desk_dup_worker_name (self->desk);
      act->role = g_strdup (_smt_desk_role_token (smt_desk_get_role (self->desk)));
      act->at = _smt_desk_now (self->desk);
      g_ptr_array_add (said, act);
    }
  save_all (self, said);
  g_ptr_array_extend (self->acts, said, copy_act, NULL);
  compare (self);
  group_anew (self);
}

static gboolean
stand_together (SmtPatientContext *self, const SmtPairLink *link)
{
  const SmtPairing *pairing = self->look->comparison->pairing;
  const SmtPairRow *row = smt_pairing_find (pairing, link->list, link->key);

  return row != NULL && row == smt_pairing_find (pairing, link->other_list, link->other_key);
}

static gboolean
may_say (SmtPatientContext *self, const SmtPairLink *link)
{
  if (!_smt_patient_context_may_decide (self))
    return FALSE;
  if (link->apart)
    return stand_together (self, link);
  return smt_pairing_may_pair (self->look->comparison->pairing, link->list, link->key, link->other_list,
                               link->other_key);
}

static Step *
push_step (SmtPatientContext *self)
{
  Step *step = g_new0 (Step, 1);

  step->depth = smt_reconciliation_count_acts (self->look->reconciliation);
  step->role = smt_desk_get_role (self->desk);
  g_ptr_array_set_size (self->steps_undone, 0);
  g_ptr_array_add (self->steps_done, step);
  return step;
}

/* What undo is to know of a row of a file: both (nullable). */
void
_smt_patient_context_note_aside (SmtPatientContext *self,
                                 const char *key,
                                 const SmtDecision *before,
                                 const SmtDecision *after)
{
  Step *step = push_step (self);

  step->aside = g_strdup (key);
  step->before = before != NULL ? smt_decision_ref (before) : NULL;
  step->after = after != NULL ? smt_decision_ref (after) : NULL;
}

/**
 * smt_patient_context_say_pair:
 * @self: a patient at work
 * @act: (transfer full): that two treatments are one, or that they are not, with why and both in words; who, in what
 * role and when is filled in here
 *
 * The rows stand so at once, and the act is written to the journal at once. Two that a key still holds together once
 * the pair made by hand is taken back are taken apart as well: what is said must be seen.
 *
 * Returns: whether it could be said: two can be one only where no list would have both in one row
 */
gboolean
smt_patient_context_say_pair (SmtPatientContext *self, SmtPairAct *act)
{
  g_autoptr (SmtPairAct) said = act;
  Step *step;

  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && act != NULL, FALSE);

  if (!may_say (self, &said->link))
    return FALSE;

  step = push_step (self);
  step->acts = acts_new ();
  g_ptr_array_add (step->acts, smt_pair_act_copy (said));
  say (self, step, FALSE);
  if (said->link.apart && stand_together (self, &said->link))
    {
      g_autoptr (GPtrArray) once_more = acts_new ();
      const Step more = { .acts = once_more };

      g_ptr_array_add (once_more, smt_pair_act_copy (said));
      g_ptr_array_add (step->acts, smt_pair_act_copy (said));
      say (self, &more, FALSE);
    }
  return TRUE;
}

static Step *
last_step (GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
}

/* Whether the last thing done was said of what stands beside the list, and not decided on it. */
gboolean
_smt_patient_context_undoes_step (SmtPatientContext *self)
{
  const Step *step = last_step (self->steps_done);

  return step != NULL && step->depth == smt_reconciliation_count_acts (self->look->reconciliation);
}

gboolean
_smt_patient_context_redoes_step (SmtPatientContext *self)
{
  const Step *step = last_step (self->steps_undone);

  return step != NULL && step->depth == smt_reconciliation_count_acts (self->look->reconciliation);
}

/* Who says of a pair that it is none says so in their own name. What a doctor decided comes and goes by a doctor alone.
 */
static gboolean
may_replay (SmtPatientContext *self, const Step *step)
{
  return step->aside == NULL || step->role != SMT_ROLE_DOCTOR || smt_desk_get_role (self->desk) == SMT_ROLE_DOCTOR;
}

gboolean
_smt_patient_context_undo_step (SmtPatientContext *self)
{
  Step *step = last_step (self->steps_done);

  if (!may_replay (self, step))
    return FALSE;
  g_ptr_array_steal_index (self->steps_done, self->steps_done->len - 1);
  g_ptr_array_add (self->steps_undone, step);
  if (step->aside != NULL)
    _smt_patient_context_put_aside (self, step->aside, step->before);
  else
    say (self, step, TRUE);
  return TRUE;
}

gboolean
_smt_patient_context_redo_step (SmtPatientContext *self)
{
  Step *step = last_step (self->steps_undone);

  if (!may_replay (self, step))
    return FALSE;
  g_ptr_array_steal_index (self->steps_undone, self->steps_undone->len - 1);
  g_ptr_array_add (self->steps_done, step);
  if (step->aside != NULL)
    _smt_patient_context_put_aside (self, step->aside, step->after);
  else
    say (self, step, FALSE);
  return TRUE;
}

/* --- what stands beside what -------------------------------------------------------------------------------------- */

/**
 * smt_patient_context_get_pairing:
 * @self: a patient at work
 *
 * Returns: (transfer none): the list, what is proposed for it, the previous one and the files in pairs, with the
 *   questions and possible doubles; another one after "changed" and "sources-changed"
 */
const SmtPairing *
smt_patient_context_get_pairing (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->comparison->pairing;
}

/**
 * smt_patient_context_get_pair_acts:
 * @self: a patient at work
 *
 * Returns: (transfer none) (element-type SmtPairAct): what was said of pairs by hand, the earliest first; also of files
 * that are not beside the list now
 */
const GPtrArray *
smt_patient_context_get_pair_acts (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->acts;
}

/**
 * smt_patient_context_find_pair_row:
 * @self: a patient at work
 * @key: a treatment of the list
 *
 * Returns: (transfer none) (nullable): the row it stands in with the other lists
 */
const SmtPairRow *
smt_patient_context_find_pair_row (SmtPatientContext *self, const char *key)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self) && key != NULL, NULL);

  return smt_comparison_find (self->look->comparison, key);
}

/**
 * smt_patient_context_get_alone:
 * @self: a patient at work
 *
 * Returns: (transfer none) (element-type SmtPairRow): what is in a file, and neither on the list now nor gone from it
 */
GPtrArray *
smt_patient_context_get_alone (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->look->comparison->alone;
}
