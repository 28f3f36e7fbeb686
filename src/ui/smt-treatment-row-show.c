/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-treatment-row-private.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-folding.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-sentences.h"
#include "ui/smt-source-words.h"
#include "ui/smt-voices-strip.h"
#include "ui/smt-wrap.h"

/* What a row shows. */

#define STRIP_DAYS 7

const SmtRowKind _smt_treatment_row_kinds[] = {
  { "row.keep", SMT_DECISION_KEEP },
  { "row.change", SMT_DECISION_CHANGE },
  { "row.stop", SMT_DECISION_STOP },
  { "row.take-in", SMT_DECISION_TAKE_IN },
  { "row.recall", SMT_DECISION_RECALL },
  { "row.decline", SMT_DECISION_DECLINE },
  { "row.resume", SMT_DECISION_RESUME },
  { "row.renew", SMT_DECISION_RENEW },
  { "row.clarify", SMT_DECISION_CLARIFY },
  { "row.stop-later", SMT_DECISION_STOP_LATER },
  { "row.pause", SMT_DECISION_PAUSE },
  { "row.delete", SMT_DECISION_DELETE },
  { "row.belongs-to", SMT_DECISION_BELONGS_TO },
};

const guint _smt_treatment_row_n_kinds = G_N_ELEMENTS (_smt_treatment_row_kinds);

const SmtRow *
_smt_treatment_row_find (SmtTreatmentRow *self)
{
  return smt_reconciliation_find_row (smt_patient_context_get_reconciliation (self->context), self->key);
}

void
_smt_treatment_row_show_error (SmtTreatmentRow *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? smt_sentence_for_error (error) : NULL;

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

static void
add_badge (SmtTreatmentRow *self, const char *text, const char *css)
{
  GtkWidget *label = smt_wrapped_label_new (text, "badge");

  gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (self->badges_box), label);
}

/* @words: (transfer full) (nullable) */
static void
add_words (SmtTreatmentRow *self, char *words)
{
  if (words != NULL)
    add_badge (self, words, "info");
  g_free (words);
}

static gboolean
is_refused (SmtTreatmentRow *self)
{
  return g_strcmp0 (smt_patient_context_get_refused (self->context), self->key) == 0;
}

static const char *
refused_words (void)
{
  return C_ ("badge", "■ Refused by the service when it was sent");
}

/* Which medicine it may double says all that the finding would: what is only for information stands once. */
static gboolean
is_said_of_double (const SmtFinding *finding, const char *doubled)
{
  return doubled != NULL && finding->code == SMT_FINDING_DUPLICATE && finding->severity_class == SMT_CLASS_INFO;
}

static void
show_badges (SmtTreatmentRow *self, const SmtRow *row)
{
  const char *marks[SMT_ROW_MAX_MARKS];
  guint n_marks = smt_row_marks (row->treatment, marks);
  g_autoptr (GPtrArray) chips = smt_source_chips (self->context, row->treatment);
  g_autofree char *doubled = smt_double_words (self->context, self->key);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->badges_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->badges_box), child);
  if (is_refused (self))
    add_badge (self, refused_words (), "stop");
  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);
      g_autofree char *badge = smt_phrase_badge (finding);

      if (!is_said_of_double (finding, doubled) && !smt_folding_folds (self->context, row, finding))
        add_badge (self, badge, smt_class_css (finding->severity_class));
    }
  if (smt_treatment_is_loose (row->treatment))
    {
      const char *words = smt_row_loose_words (row->treatment, smt_patient_context_get_list (self->context));
      gboolean may_join = smt_treatment_may_join_list (row->treatment);
      g_autofree char *text = may_join ? g_strconcat ("▲ ", words, NULL) : g_strdup (words);
      add_badge (self, text, may_join ? "check" : "info");
    }
  if (row->asked && !row->treatment->proposed)
    add_badge (self, C_ ("badge", "▲ The pharmacy asks"), "check");
  for (guint i = 0; i < n_marks; i++)
    add_badge (self, marks[i], "info");
  if (doubled != NULL)
    add_badge (self, doubled, "info");
  if (row->decision == NULL)
    add_words (self, smt_follow_up_words (self->context, self->key));
  for (guint i = 0; i < chips->len; i++)
    add_badge (self, g_ptr_array_index (chips, i), "source");
  gtk_widget_set_visible (self->badges_box, gtk_widget_get_first_child (self->badges_box) != NULL);
}

/* @line: (transfer full) (nullable) */
static void
append_line (GString *out, char *line)
{
  if (line != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", line);
  g_free (line);
}

/* What has changed since the list was reconciled, what the pharmacy proposes to change, and what the files say
 * otherwise, a line each. */
static char *
dup_changed (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *proposal = smt_source_proposal_words (self->context, row->treatment);
  g_autoptr (GString) out = g_string_new (NULL);

  append_line (out, smt_changed_words (self->context, row));
  if (proposal != NULL)
    /* Translators: %s is what would change: "Dose 1 tablet → 2 tablets" */
    append_line (out, g_strdup_printf (C_ ("list", "The pharmacy proposes: %s"), proposal));
  append_line (out, smt_source_other_words (self->context, row->treatment));
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
show_changed (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *words = dup_changed (self, row);

  gtk_label_set_label (self->changed_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->changed_label), words != NULL);
}

static SmtDate
monday_of (SmtDate date)
{
  return smt_date_add_days (date, -(int)smt_date_weekday (date));
}

static void
show_strip (SmtTreatmentRow *self, const SmtRow *row)
{
  gboolean in_use = smt_treatment_is_in_use (row->treatment);
  const SmtRhythm *proposed = row->decision != NULL ? row->decision->rhythm : NULL;

  gtk_widget_set_visible (self->strip_box, in_use);
  if (in_use)
    smt_voices_strip_set_treatment (SMT_VOICES_STRIP (self->strip), row->treatment, proposed,
                                    monday_of (smt_patient_context_get_today (self->context)), STRIP_DAYS, TRUE);
}

/* On hold, or in a gap of its dose; one that is to come stands in the menu. */
static gboolean
is_paused (const SmtRow *row)
{
  return row->treatment->state == SMT_TREATMENT_PAUSED || row->group == SMT_GROUP_PAUSED;
}

static const struct
{
  const char *action;
  const char *word;
} row_buttons[SMT_ROW_N_BUTTONS] = {
  [SMT_ROW_BUTTON_KEEP] = { "row.keep", NC_ ("row", "Keep") },
  [SMT_ROW_BUTTON_TAKE_IN] = { "row.take-in", NC_ ("row", "Onto the list") },
  [SMT_ROW_BUTTON_PHARMACY] = { "row.use-pharmacy", NC_ ("row", "Use the pharmacy's dose…") },
  [SMT_ROW_BUTTON_CHANGE] = { "row.change", NC_ ("row", "Change") },
  [SMT_ROW_BUTTON_STOP] = { "row.stop", NC_ ("row", "Stop") },
  [SMT_ROW_BUTTON_RECALL] = { "row.recall", NC_ ("row", "Recall") },
  [SMT_ROW_BUTTON_DECLINE] = { "row.decline", NC_ ("row", "Decline") },
  [SMT_ROW_BUTTON_APPROVE] = { "row.approve", NC_ ("row", "Approve") },
  [SMT_ROW_BUTTON_RESUME] = { "row.resume", NC_ ("row", "Resume") },
};

/* A button that says "Endre" on a page with twelve of them must say of what to a screen reader. Since GTK 4.10 the
 * label inside names a button whatever its accessible label says, unless that relation is taken away. */
static void
name_button (GtkWidget *button, const char *word, const char *medicine)
{
  g_autofree char *name = g_strdup_printf ("%s %s", word, medicine);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Of nine buttons a row shows three: the others are not made. */
static void
offer (SmtTreatmentRow *self, SmtRowButton which, gboolean offered)
{
  GtkWidget *before = GTK_WIDGET (self->decision_label);

  if (self->acts[which] == NULL && offered)
    {
      for (guint i = 0; i < which; i++)
        before = self->acts[i] != NULL ? self->acts[i] : before;
      self->acts[which] = gtk_button_new_with_label (g_dpgettext2 (GETTEXT_PACKAGE, "row", row_buttons[which].word));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->acts[which]), row_buttons[which].action);
      smt_wrap_buttons (self->acts[which]);
      gtk_box_insert_child_after (GTK_BOX (self->buttons_box), self->acts[which], before);
    }
  if (self->acts[which] != NULL)
    gtk_widget_set_visible (self->acts[which], offered);
}

static void
show_buttons (SmtTreatmentRow *self, const SmtRow *row)
{
  gboolean open = row->decision == NULL && smt_context_is_open (self->context);
  gboolean loose = smt_treatment_is_loose (row->treatment);
  gboolean may_join = smt_treatment_may_join_list (row->treatment);
  gboolean stop = smt_row_has_open_stop (row);
  gboolean may_approve = row->draft && smt_context_is_open (self->context) && smt_decide_get_role () == SMT_ROLE_DOCTOR;
  gboolean offered[G_N_ELEMENTS (_smt_treatment_row_kinds)];
  g_autoptr (SmtRhythm) pharmacy = NULL;

  for (guint i = 0; i < _smt_treatment_row_n_kinds; i++)
    {
      offered[i] = smt_decision_applies (self->context, _smt_treatment_row_kinds[i].kind, self->key);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), _smt_treatment_row_kinds[i].action, offered[i]);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.clear",
                                 row->decision != NULL && smt_context_is_open (self->context)
                                     && (row->draft || smt_decide_get_role () == SMT_ROLE_DOCTOR));
  offer (self, SMT_ROW_BUTTON_KEEP, open && offered[0] && !stop);
  offer (self, SMT_ROW_BUTTON_CHANGE, open && offered[1] && (!may_join || stop));
  offer (self, SMT_ROW_BUTTON_STOP, open && offered[2]);
  offer (self, SMT_ROW_BUTTON_TAKE_IN, open && offered[3] && !stop);
  offer (self, SMT_ROW_BUTTON_RECALL, open && offered[4] && loose);
  offer (self, SMT_ROW_BUTTON_DECLINE, open && offered[5] && !stop);
  offer (self, SMT_ROW_BUTTON_RESUME, open && offered[6] && is_paused (row));
  pharmacy = smt_decide_pharmacy_dose (self->context, self->key);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.use-pharmacy", pharmacy != NULL);
  offer (self, SMT_ROW_BUTTON_PHARMACY, open && pharmacy != NULL);
  offer (self, SMT_ROW_BUTTON_APPROVE, may_approve);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.approve", may_approve);
}

static void
show_decision (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *sentence = smt_row_dup_decision (row);
  g_autofree char *shown = sentence != NULL ? g_strconcat ("✓ ", sentence, NULL) : NULL;

  gtk_label_set_label (self->decision_label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->decision_label), shown != NULL);
}

static void
name_everything (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autofree char *described = smt_row_describe (row, self->context);
  g_autofree char *changed = dup_changed (self, row);
  g_autofree char *doubled = smt_double_words (self->context, self->key);
  g_autoptr (GString) sentence = g_string_new (NULL);
  g_autofree char *medicine = smt_phrase_treatment (row->treatment);

  smt_row_append_sentence (sentence, is_refused (self) ? refused_words () : NULL);
  smt_row_append_sentence (sentence, described);
  smt_row_append_sentence (sentence, changed);
  smt_row_append_sentence (sentence, doubled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence->str, -1);
  for (guint i = 0; i < SMT_ROW_N_BUTTONS; i++)
    if (self->acts[i] != NULL)
      name_button (self->acts[i], gtk_button_get_label (GTK_BUTTON (self->acts[i])), medicine);
  name_button (self->menu_button, C_ ("row", "More choices for"), medicine);
  /* the menu button's inner toggle is what assistive technology meets */
  name_button (gtk_widget_get_first_child (self->menu_button), C_ ("row", "More choices for"), medicine);
}

static char *
about_with_questions (SmtTreatmentRow *self, const SmtRow *row)
{
  const SmtList *list = smt_patient_context_get_list (self->context);
  const char *off_list = smt_sentence_for_off_list (row->treatment);
  g_autofree char *about = smt_row_about (row);
  g_autofree char *questions = smt_message_questions (list, row->treatment->key);

  return g_strconcat (about, questions != NULL ? "\n" : "", questions != NULL ? questions : "",
                      off_list != NULL ? "\n" : "", off_list != NULL ? off_list : "", NULL);
}

/* All that hangs on how the lists stand beside one another, in one string. */
static char *
dup_beside (SmtTreatmentRow *self, const SmtRow *row)
{
  g_autoptr (GPtrArray) chips = smt_source_chips (self->context, row->treatment);
  g_autofree char *changed = dup_changed (self, row);
  g_autofree char *doubled = smt_double_words (self->context, self->key);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < row->findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (row->findings, i);
      if (finding->code == SMT_FINDING_REACTION) /* a file may tell of one */
        g_ptr_array_add (chips, smt_finding_dup_identity (finding));
    }
  g_ptr_array_add (chips, NULL);
  joined = g_strjoinv ("|", (char **)chips->pdata);
  return g_strdup_printf ("%d\n%u\n%s\n%s\n%s", (int)row->group, smt_folding_count (self->context, row), joined,
                          changed != NULL ? changed : "", doubled != NULL ? doubled : "");
}

/** smt_treatment_row_refresh: puts the row off where pairs or files have changed what it says; else nothing is done */
void
smt_treatment_row_refresh (SmtTreatmentRow *self)
{
  const SmtRow *row;
  g_autofree char *beside = NULL;

  g_return_if_fail (SMT_IS_TREATMENT_ROW (self));

  if (self->late)
    return;
  row = _smt_treatment_row_find (self);
  beside = row != NULL ? dup_beside (self, row) : NULL;
  if (g_strcmp0 (beside, self->beside) != 0)
    smt_treatment_row_put_off (self);
}

/**
 * smt_treatment_row_put_off:
 *
 * Says that the row may look different. It is late until it catches up, and so is a new row, with nothing in it yet.
 */
void
smt_treatment_row_put_off (SmtTreatmentRow *self)
{
  g_return_if_fail (SMT_IS_TREATMENT_ROW (self));

  self->late = TRUE;
}

/** smt_treatment_row_catch_up: shows a late row as it is now. Returns: whether it was late */
gboolean
smt_treatment_row_catch_up (SmtTreatmentRow *self)
{
  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), FALSE);

  if (!self->late)
    return FALSE;
  smt_treatment_row_update (self);
  return TRUE;
}

/** smt_treatment_row_is_late: Returns: whether what it shows is of before, or nothing yet */
gboolean
smt_treatment_row_is_late (SmtTreatmentRow *self)
{
  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), FALSE);
  return self->late;
}

/** smt_treatment_row_is_made: Returns: whether there is anything in it, so that it can be seen */
gboolean
smt_treatment_row_is_made (SmtTreatmentRow *self)
{
  g_return_val_if_fail (SMT_IS_TREATMENT_ROW (self), FALSE);
  return self->strip != NULL;
}

/** smt_treatment_row_update: shows the row as the reconciliation has it now */
void
smt_treatment_row_update (SmtTreatmentRow *self)
{
  const SmtRow *row;
  g_autofree char *about = NULL;

  g_return_if_fail (SMT_IS_TREATMENT_ROW (self));

  self->late = FALSE;
  row = _smt_treatment_row_find (self);
  if (row == NULL)
    return;
  if (!smt_treatment_row_is_made (self))
    _smt_treatment_row_build (self);
  g_free (self->beside);
  self->beside = dup_beside (self, row);
  about = about_with_questions (self, row);
  smt_row_show_medicine (row->treatment, self->medicine_label);
  smt_row_show_doses (row, smt_patient_context_get_today (self->context), self->dose_label, self->text_label);
  smt_row_show_step (row, smt_patient_context_get_today (self->context), self->step_label);
  gtk_label_set_label (self->about_label, about);
  show_changed (self, row);
  show_badges (self, row);
  show_strip (self, row);
  show_buttons (self, row);
  show_decision (self, row);
  name_everything (self, row);
  if (row->decision != NULL)
    _smt_treatment_row_show_error (self, NULL);
}
