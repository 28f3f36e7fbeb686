/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the details show of a row, and which choices they offer.
 */
#include "smt-config.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-beside-section.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-detail-pane-private.h"
#include "ui/smt-finding-card.h"
#include "ui/smt-folding.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-sentences.h"
#include "ui/smt-source-facts.h"
#include "ui/smt-voices-strip.h"

#define STRIP_DAYS 28

/* Returns: (nullable): the row that is shown */
const SmtRow *
_smt_detail_pane_find_row (SmtDetailPane *self)
{
  if (self->context == NULL || self->key == NULL)
    return NULL;
  return smt_reconciliation_find_row (smt_patient_context_get_reconciliation (self->context), self->key);
}

/* The sure way to recognise a product, its own ATC code, needs no words. */
static const char *
certainty_words (const SmtProduct *product)
{
  switch (product->certainty)
    {
    case SMT_CERTAINTY_NAME:
      return C_ ("detail", "recognised by its name");
    case SMT_CERTAINTY_FEST:
      return C_ ("detail", "recognised by its FEST id");
    case SMT_CERTAINTY_NONE:
    case SMT_CERTAINTY_ATC:
    default:
      return NULL;
    }
}

static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

static void
show_title (SmtDetailPane *self, const SmtRow *row)
{
  const SmtProduct *product = row->treatment->product;
  g_autofree char *name = smt_phrase_medicine (row->treatment);
  g_autofree char *strength = smt_phrase_strength (row->treatment);
  g_autofree char *title = g_strconcat (name, strength != NULL ? " " : NULL, strength, NULL);
  g_autofree char *brand = smt_phrase_brand (row->treatment);
  GString *subtitle = g_string_new (NULL);
  g_autofree char *shown = NULL;

  append_fact (subtitle, brand);
  if (product != NULL)
    append_fact (subtitle, product->atc);
  if (product != NULL && product->row != NULL && product->row->severity >= SMT_SEVERITY_S3)
    append_fact (subtitle, C_ ("detail", "high-risk medicine"));
  if (product != NULL)
    append_fact (subtitle, certainty_words (product));
  if (product != NULL && product->strength_parsed && strength != NULL)
    append_fact (subtitle, C_ ("detail", "strength read from the name"));
  shown = g_string_free (subtitle, FALSE);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->where_label, title);
  gtk_label_set_label (self->subtitle_label, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), *shown != '\0');
}

static void
show_strip (SmtDetailPane *self, const SmtRow *row)
{
  SmtDate today = smt_patient_context_get_today (self->context);
  const SmtRhythm *proposed = row->decision != NULL ? row->decision->rhythm : NULL;

  /* of what is no longer taken there are no dose days */
  gtk_widget_set_visible (GTK_WIDGET (self->strip_box), smt_treatment_is_in_use (row->treatment));
  smt_voices_strip_set_treatment (SMT_VOICES_STRIP (self->strip), row->treatment, proposed,
                                  smt_date_add_days (today, -(int)smt_date_weekday (today)), STRIP_DAYS, FALSE);
}

static void
show_cards (SmtDetailPane *self, const SmtRow *row)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box))) != NULL)
    gtk_box_remove (self->cards_box, child);
  for (guint i = 0; i < row->findings->len; i++)
    if (!smt_folding_folds (self->context, row, g_ptr_array_index (row->findings, i)))
      gtk_box_append (self->cards_box, smt_finding_card_new (g_ptr_array_index (row->findings, i), row->treatment));
}

/* Returns: (nullable): the finding that two voices disagree */
const SmtFinding *
_smt_detail_pane_find_disagreement (const SmtRow *row)
{
  for (guint i = 0; i < row->findings->len; i++)
    if (smt_finding_is_between_voices (g_ptr_array_index (row->findings, i)))
      return g_ptr_array_index (row->findings, i);
  return NULL;
}

/* An interval that the product forbids is not offered, whichever voice said it. */
static gboolean
may_offer (SmtDetailPane *self, const SmtRow *row, const SmtRhythm *rhythm)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (rhythm == NULL)
    return FALSE;
  findings = smt_check_rhythm (row->treatment, rhythm, smt_patient_context_get_today (self->context));
  for (guint i = 0; i < findings->len; i++)
    if (((const SmtFinding *)g_ptr_array_index (findings, i))->severity_class == SMT_CLASS_STOP)
      return FALSE;
  return TRUE;
}

static void
offer (SmtDetailPane *self, GtkWidget *button, const char *action, gboolean offered)
{
  gtk_widget_set_visible (button, offered);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, offered);
}

/* Behind a decision too: a row with a Stopp is never kept as it is. */
static gboolean
has_stop (const SmtRow *row)
{
  return row->override == NULL && row->findings->len > 0
         && ((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class == SMT_CLASS_STOP;
}

/* A faulty dose is not renewed as it is; its key and menu item say so. */
static gboolean
is_flagged (const SmtRow *row)
{
  return row->findings->len > 0
         && ((const SmtFinding *)g_ptr_array_index (row->findings, 0))->severity_class >= SMT_CLASS_CHECK;
}

static void
show_choices (SmtDetailPane *self, const SmtRow *row)
{
  const SmtFinding *disagreement = _smt_detail_pane_find_disagreement (row);
  gboolean stop = has_stop (row);
  gboolean change = smt_decision_applies (self->context, SMT_DECISION_CHANGE, self->key);
  g_autoptr (SmtRhythm) pharmacy = NULL;

  offer (self, self->use_text_button, "detail.use-text",
         change && disagreement != NULL && may_offer (self, row, disagreement->text));
  offer (self, self->use_field_button, "detail.use-field",
         change && disagreement != NULL && may_offer (self, row, disagreement->field));
  pharmacy = smt_decide_pharmacy_dose (self->context, self->key);
  offer (self, self->use_pharmacy_button, "detail.use-pharmacy", pharmacy != NULL);
  offer (self, self->keep_button, "detail.keep",
         !stop && smt_decision_applies (self->context, SMT_DECISION_KEEP, self->key));
  offer (self, self->take_in_button, "detail.take-in",
         !stop && smt_decision_applies (self->context, SMT_DECISION_TAKE_IN, self->key));
  offer (self, GTK_WIDGET (self->edit_button), "detail.edit", change);
  gtk_button_set_label (self->edit_button,
                        disagreement != NULL ? C_ ("detail", "Something else…") : C_ ("row", "Change…"));
  offer (self, self->stop_button, "detail.stop", smt_decision_applies (self->context, SMT_DECISION_STOP, self->key));
  offer (self, self->pause_button, "detail.pause",
         !stop && smt_decision_applies (self->context, SMT_DECISION_PAUSE, self->key));
  offer (self, self->renew_button, "detail.renew",
         !is_flagged (row) && smt_decision_applies (self->context, SMT_DECISION_RENEW, self->key));
  offer (self, self->belongs_button, "detail.belongs-to",
         !stop && smt_decision_applies (self->context, SMT_DECISION_BELONGS_TO, self->key));
  offer (self, self->recall_button, "detail.recall",
         smt_decision_applies (self->context, SMT_DECISION_RECALL, self->key));
  offer (self, self->decline_button, "detail.decline",
         !stop && smt_decision_applies (self->context, SMT_DECISION_DECLINE, self->key));
  offer (self, self->resume_button, "detail.resume",
         smt_decision_applies (self->context, SMT_DECISION_RESUME, self->key));
  offer (self, self->clarify_button, "detail.clarify",
         smt_decision_applies (self->context, SMT_DECISION_CLARIFY, self->key));
  offer (self, self->override_button, "detail.override",
         smt_decision_applies (self->context, SMT_DECISION_OVERRIDE, self->key));
}

/* Why it cannot be taken onto the list, beside the choices it leaves. */
static void
show_off_list (SmtDetailPane *self, const SmtRow *row)
{
  const char *sentence = smt_sentence_for_off_list (row->treatment);

  gtk_label_set_label (self->off_list_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->off_list_label), sentence != NULL);
}

static void
show_beside (SmtDetailPane *self, const SmtRow *row)
{
  GtkWidget *section = smt_beside_section_new (self->context, row->treatment);
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->beside_box));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->beside_box));

  if (focused) /* it will be gone, and focus must not go with it */
    gtk_widget_grab_focus (self->strip);
  if (old != NULL)
    gtk_box_remove (self->beside_box, old);
  if (section != NULL)
    gtk_box_append (self->beside_box, section);
  gtk_widget_set_visible (GTK_WIDGET (self->beside_box), section != NULL);
  if (focused && section != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->beside_box), GTK_DIR_TAB_FORWARD);
}

/* Shows the row as it is now. */
void
_smt_detail_pane_update (SmtDetailPane *self)
{
  const SmtRow *row = _smt_detail_pane_find_row (self);
  g_autofree char *decision = NULL;
  g_autofree char *shown = NULL;
  SmtDate today;

  smt_history_section_set (self->history, self->context, row != NULL ? self->key : NULL);
  gtk_stack_set_visible_child (self->pages, row != NULL ? self->detail_box : self->empty_label);
  if (row == NULL)
    {
      gtk_label_set_label (self->where_label, "");
      return;
    }
  today = smt_patient_context_get_today (self->context);
  show_title (self, row);
  show_strip (self, row);
  smt_step_list_set_treatment (self->steps, row->treatment, today);
  show_cards (self, row);
  show_off_list (self, row);
  show_choices (self, row);
  show_beside (self, row);
  smt_source_facts_show (self->sources, row->treatment, smt_patient_context_get_list (self->context), today);
  smt_timeline_set_row (self->timeline, row, today);
  gtk_widget_set_visible (self->timeline_heading, gtk_widget_get_visible (GTK_WIDGET (self->timeline)));
  decision = smt_row_dup_decision (row);
  shown = decision != NULL ? g_strconcat ("✓ ", decision, NULL) : NULL;
  gtk_label_set_label (self->decision_label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->decision_label), shown != NULL);
}
