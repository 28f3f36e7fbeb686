/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-source-words.h"

#include <glib/gi18n-lib.h>

#include "list/smt-difference.h"
#include "ui/smt-past-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"

/* --- names -------------------------------------------------------------------------------------------------------- */

static const SmtBeside *
find_file (SmtPatientContext *context, const char *list)
{
  GPtrArray *files = smt_patient_context_get_files (context);

  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((const SmtBeside *)g_ptr_array_index (files, i))->id, list))
      return g_ptr_array_index (files, i);
  return NULL;
}

static char *
previous_name (SmtPatientContext *context, gboolean brief)
{
  const SmtReconciledRecord *record = smt_patient_context_get_last_reconciled (context);
  g_autofree char *when = NULL;

  if (brief || record == NULL)
    return g_strdup (C_ ("list", "previous reconciliation"));
  when = smt_phrase_moment (record->at, smt_patient_context_get_today (context));
  /* Translators: %s is a date or a time */
  return g_strdup_printf (C_ ("list", "previous reconciliation, %s"), when);
}

char *
smt_source_name (SmtPatientContext *context, const char *list, gboolean brief)
{
  const SmtBeside *file = find_file (context, list);
  const SmtPastView *past = smt_patient_context_get_past (context);
  g_autofree char *date = NULL;

  if (g_str_equal (list, SMT_LIST_PREVIOUS))
    return previous_name (context, brief);
  if (g_str_equal (list, SMT_LIST_PROPOSED))
    return g_strdup (C_ ("list", "the pharmacy's proposal"));
  if (file == NULL && past != NULL && past->shown != NULL)
    return smt_past_moment (past->shown->at);
  if (file == NULL)
    return g_strdup (C_ ("list", "the list now"));
  if (brief)
    return g_strdup (file->name);
  if (!smt_date_is_set (file->date))
    /* Translators: %s is the name of a file */
    return g_strdup_printf (C_ ("list", "%s, date unknown"), file->name);
  date = smt_phrase_date (file->date);
  return g_strdup_printf ("%s, %s", file->name, date);
}

/* --- which of them have it ---------------------------------------------------------------------------------------- */

static void
add (GPtrArray *chips, const char *word)
{
  g_ptr_array_add (chips, g_strdup (word));
}

static gboolean
has_other_lists (SmtPatientContext *context)
{
  return smt_patient_context_has_previous (context) || smt_patient_context_get_files (context)->len > 0;
}

/* What the lookup itself brought together in one treatment. */
static void
add_registers (GPtrArray *chips, const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);

  if (treatment->entry_id != NULL && !treatment->proposed)
    add (chips, C_ ("chip", "list"));
  if (head != NULL && head->status != SMT_PRESCRIPTION_UNKNOWN)
    add (chips, C_ ("chip", "prescription"));
  if (smt_treatment_get_source (treatment, SMT_VOICE_SUPPLY) != NULL)
    add (chips, C_ ("chip", "dispensed"));
}

GPtrArray *
smt_source_chips (SmtPatientContext *context, const SmtTreatment *treatment)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func (g_free);
  const SmtPairRow *row = smt_patient_context_find_pair_row (context, treatment->key);

  if (row == NULL || (!has_other_lists (context) && row->members->len < 2))
    return chips;
  add_registers (chips, treatment);
  for (guint i = 0; i < row->members->len; i++)
    {
      const SmtPairMember *member = &g_array_index (row->members, SmtPairMember, i);

      if (member->treatment != treatment && g_str_equal (member->list, SMT_LIST_CURRENT))
        add (chips, C_ ("chip", "list"));
      else if (g_str_equal (member->list, SMT_LIST_PROPOSED))
        add (chips, C_ ("chip", "pharmacy"));
      else if (g_str_equal (member->list, SMT_LIST_PREVIOUS))
        add (chips, C_ ("chip", "previous"));
      else if (!g_str_equal (member->list, SMT_LIST_CURRENT))
        g_ptr_array_add (chips, smt_source_name (context, member->list, TRUE));
    }
  return chips;
}

/* --- what each says ----------------------------------------------------------------------------------------------- */

static const char *
state_word (const SmtTreatment *treatment)
{
  switch (treatment->state)
    {
    case SMT_TREATMENT_PAUSED:
      return C_ ("list", "paused");
    case SMT_TREATMENT_STOPPED:
      return C_ ("list", "stopped");
    case SMT_TREATMENT_EXPIRED:
    case SMT_TREATMENT_ORPHAN:
      return C_ ("list", "no longer valid");
    case SMT_TREATMENT_ACTIVE:
    case SMT_TREATMENT_PLANNED_STOP:
    default:
      return NULL;
    }
}

char *
smt_source_says (const SmtTreatment *treatment)
{
  const SmtSource *field = smt_treatment_get_source (treatment, SMT_VOICE_FIELD);
  const SmtSource *text = smt_treatment_get_source (treatment, SMT_VOICE_TEXT);
  g_autofree char *preparation = smt_phrase_preparation (treatment);
  g_autofree char *dose = NULL;
  const char *parts[4] = { preparation, NULL, treatment->indication, state_word (treatment) };
  g_autoptr (GString) out = g_string_new (NULL);

  if (text != NULL && text->raw != NULL && *text->raw != '\0')
    dose = smt_text_squeeze (text->raw);
  else if (field != NULL && field->reading->state == SMT_READING_CLEAR)
    dose = smt_phrase_dose (smt_reading_get_rhythm (field->reading));
  parts[1] = dose != NULL && *dose != '\0' ? dose : C_ ("list", "no dose stated");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
join_differences (GPtrArray *differences)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      g_autofree char *words = smt_treatment_difference_to_words (g_ptr_array_index (differences, i));
      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", words);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
is_file (const char *list)
{
  return g_str_has_prefix (list, SMT_LIST_FILE);
}

/* The previous list and the pharmacy speak of all that the list speaks of; a file of what it holds. */
static GPtrArray *
differences_of (const SmtPairMember *member, const SmtTreatment *ours)
{
  if (is_file (member->list))
    return smt_treatment_contradictions (member->treatment, ours, smt_phrase_language ());
  return smt_treatment_differences (member->treatment, ours, smt_phrase_language ());
}

char *
smt_source_other_words (SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtPairRow *row = smt_patient_context_find_pair_row (context, treatment->key);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; row != NULL && i < row->members->len; i++)
    {
      const SmtPairMember *member = &g_array_index (row->members, SmtPairMember, i);
      g_autoptr (GPtrArray) differences = is_file (member->list) ? differences_of (member, treatment) : NULL;
      g_autofree char *name = smt_source_name (context, member->list, TRUE);
      g_autofree char *words = NULL;

      if (differences == NULL || differences->len == 0)
        continue;
      words = join_differences (differences);
      if (out->len > 0)
        g_string_append_c (out, '\n');
      /* Translators: %1$s is the name of a file, %2$s what it says → what the list says */
      g_string_append_printf (out, C_ ("list", "Otherwise in %1$s: %2$s"), name, words);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

char *
smt_source_proposal_words (SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtTreatment *proposal = smt_list_find_proposal (smt_patient_context_get_list (context), treatment->key);
  g_autoptr (GPtrArray) differences =
      proposal != NULL ? smt_treatment_differences (treatment, proposal, smt_phrase_language ()) : NULL;

  return differences != NULL && differences->len > 0 ? join_differences (differences) : NULL;
}

const char *
smt_source_reason (SmtPairReason reason)
{
  switch (reason)
    {
    case SMT_PAIR_BY_HAND:
      return C_ ("pair", "paired by hand");
    case SMT_PAIR_ENTRY_ID:
      return C_ ("pair", "the same line of the list (PLL id)");
    case SMT_PAIR_PRESCRIPTION_ID:
      return C_ ("pair", "the same prescription");
    case SMT_PAIR_CHAIN:
      return C_ ("pair", "a prescription of the same chain");
    case SMT_PAIR_PRODUCT:
    case SMT_N_PAIR_REASONS:
    default:
      return C_ ("pair", "the same ATC code, form and strength");
    }
}

const char *
smt_source_doubt (SmtPairDoubt doubt)
{
  return doubt == SMT_DOUBT_SEVERAL ? C_ ("pair", "The keys fit, but not only here. Is it the same treatment?")
                                    : C_ ("pair", "The same substance otherwise. Is it the same treatment?");
}

char *
smt_source_member_words (const SmtPairMember *member, const SmtTreatment *ours)
{
  g_autoptr (GPtrArray) differences = differences_of (member, ours);
  g_autofree char *words = differences->len > 0 ? join_differences (differences) : NULL;

  if (words != NULL)
    /* Translators: %1$s is what differs, %2$s by what two treatments are the same */
    return g_strdup_printf (C_ ("pair", "%1$s (%2$s)"), words, smt_source_reason (member->reason));
  /* Translators: %s is by what two treatments are the same */
  return g_strdup_printf (C_ ("pair", "Says the same (%s)"), smt_source_reason (member->reason));
}

char *
smt_source_pair_words (SmtPatientContext *context,
                       const char *list,
                       const SmtTreatment *treatment,
                       const char *other_list,
                       const SmtTreatment *other)
{
  g_autofree char *left = smt_row_medicine_line (treatment);
  g_autofree char *right = smt_row_medicine_line (other);
  g_autofree char *left_list = smt_source_name (context, list, FALSE);
  g_autofree char *right_list = smt_source_name (context, other_list, FALSE);

  return g_strdup_printf ("%s (%s) / %s (%s)", left, left_list, right, right_list);
}
