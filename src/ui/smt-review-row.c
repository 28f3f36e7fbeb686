/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-review-row.h"

#include <glib/gi18n-lib.h>

#include "fhir/smt-send.h"
#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-words.h"
#include "ui/smt-voices-strip.h"

#define STRIP_DAYS 7

struct _SmtReviewRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *medicine_label;
  GtkLabel *old_label;
  GtkLabel *old_text_label;
  GtkLabel *new_label;
  GtkLabel *about_label;
  GtkBox *strip_box;
};

G_DEFINE_FINAL_TYPE (SmtReviewRow, smt_review_row, GTK_TYPE_LIST_BOX_ROW)

static void
strike_out (GtkLabel *label)
{
  PangoAttrList *attributes = gtk_label_get_attributes (label);

  attributes = attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/* What a new dose does to the prescription of its line. */
static const char *
prescription_consequence (const SmtRow *row)
{
  SmtEffect effect = smt_decision_effect (row->decision, row->treatment);

  if (effect.recall != SMT_RECALL_NONE)
    return C_ ("review", "The old prescription is recalled, a new one is sent.");
  if (effect.prescribes)
    return C_ ("review", "A new prescription is sent; there is nothing to recall.");
  if (smt_treatment_has_spent_prescription (row->treatment))
    return C_ ("review", "The line is changed in place, without a prescription.");
  return C_ ("review", "The line is changed in place.");
}

static char *
change_consequence (const SmtRow *row)
{
  const SmtDecision *decision = row->decision;
  SmtDate start = smt_decision_get_dose_start (decision);
  g_autofree char *first = smt_phrase_date (start);
  gboolean carried = smt_send_field_fit (decision->rhythm, start) == SMT_FIELD_CARRIES;
  const char *where = carried ? C_ ("review", "Written in both field and text.")
                              : C_ ("review", "The field cannot express this and is left empty: the text says it all.");
  const char *what = prescription_consequence (row);
  /* Translators: %1$s is a date, %2$s and %3$s are sentences */
  g_autofree char *said = g_strdup_printf (C_ ("review", "First dose day: %1$s. %2$s %3$s"), first, where, what);

  if (!smt_decision_lifts_stop (decision, row->treatment))
    return g_steal_pointer (&said);
  return g_strdup_printf ("%s %s", said, C_ ("review", "It is not going to be stopped any more."));
}

static const char *
stop_later_consequence (const SmtRow *row)
{
  if (!smt_treatment_is_dispensable (row->treatment))
    return smt_decision_effect (row->decision, row->treatment).prescribes
               ? C_ ("review", "A new prescription that lasts until that day is sent.")
               : C_ ("review", "The dose ends that day.");
  switch (row->decision->supply)
    {
    case SMT_SUPPLY_MUST_FETCH:
      return C_ ("review", "The old prescription is recalled, a new one that lasts until that day is sent.");
    case SMT_SUPPLY_WITHOUT_PRESCRIPTION:
      return C_ ("review", "The dose ends that day; the prescription is recalled, and it goes on without one.");
    case SMT_SUPPLY_ENOUGH:
    default:
      return C_ ("review", "The prescription is recalled; the patient has enough.");
    }
}

static char *
consequence (const SmtRow *row)
{
  SmtEffect effect = smt_decision_effect (row->decision, row->treatment);

  switch (row->decision->kind)
    {
    case SMT_DECISION_CHANGE:
      return change_consequence (row);
    case SMT_DECISION_STOP:
      return g_strdup (smt_treatment_is_dispensable (row->treatment)
                           ? C_ ("review", "Stopped from today; the prescription is recalled.")
                           : C_ ("review", "Stopped from today."));
    case SMT_DECISION_RECALL:
      return g_strdup (row->treatment->entry_id != NULL
                           ? C_ ("review", "The prescription is recalled; the line stays on the list without one.")
                           : C_ ("review", "The prescription is recalled."));
    case SMT_DECISION_TAKE_IN:
      return g_strdup (row->treatment->proposed ? C_ ("review", "What the pharmacy proposed joins the list.")
                                                : C_ ("review", "The loose prescription joins the list."));
    case SMT_DECISION_STOP_LATER:
      return g_strdup (stop_later_consequence (row));
    case SMT_DECISION_PAUSE:
      return row->decision->rhythm != NULL ? change_consequence (row)
                                           : g_strdup (C_ ("review", "A note of ours: it is not sent."));
    case SMT_DECISION_RESUME:
      return change_consequence (row);
    case SMT_DECISION_RENEW:
      return g_strdup (effect.recall != SMT_RECALL_NONE
                           ? C_ ("review", "The old prescription is recalled, a new one with the same dose is sent.")
                           : C_ ("review", "A new prescription with the same dose is sent."));
    case SMT_DECISION_BELONGS_TO:
      return g_strdup (C_ ("review", "Becomes the newest prescription of its line."));
    case SMT_DECISION_DELETE:
    case SMT_DECISION_DECLINE:
      return g_strdup (effect.leaves_out || effect.edits ? C_ ("review", "Left out of the list.")
                                                         : C_ ("review", "Goes back unchanged."));
    case SMT_DECISION_CLARIFY:
    case SMT_DECISION_OVERRIDE:
    case SMT_DECISION_KEEP:
    case SMT_N_DECISIONS:
    default:
      return g_strdup (C_ ("review", "Goes back unchanged."));
    }
}

static void
show_new (SmtReviewRow *self, const SmtRow *row)
{
  g_autofree char *text = row->decision->kind == SMT_DECISION_CHANGE
                              ? smt_sentence_with_author (smt_phrase_dose (row->decision->rhythm), row->decision)
                              : smt_sentence_for_decision (row->decision);

  gtk_label_set_label (self->new_label, text);
}

static void
show_strip (SmtReviewRow *self, const SmtRow *row, SmtDate today)
{
  const SmtDecision *decision = row->decision;
  SmtDate start = smt_decision_get_dose_start (decision);
  SmtDate first = smt_date_is_set (start) ? start : today;
  GtkWidget *strip;

  if (decision->kind == SMT_DECISION_STOP || decision->kind == SMT_DECISION_RECALL)
    return;
  strip = smt_voices_strip_new ();
  smt_voices_strip_set_treatment (SMT_VOICES_STRIP (strip), row->treatment, decision->rhythm,
                                  smt_date_add_days (first, -(int)smt_date_weekday (first)), STRIP_DAYS, TRUE);
  gtk_box_append (self->strip_box, strip);
}

static void
name_row (SmtReviewRow *self, const SmtRow *row)
{
  g_autofree char *medicine = smt_row_medicine_line (row->treatment);
  g_autofree char *decision = smt_sentence_for_decision (row->decision);
  g_autofree char *name = g_strdup_printf ("%s. %s. %s", medicine, decision, gtk_label_get_label (self->about_label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
smt_review_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SMT_TYPE_REVIEW_ROW);
  G_OBJECT_CLASS (smt_review_row_parent_class)->dispose (object);
}

static void
smt_review_row_class_init (SmtReviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_review_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-review-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtReviewRow, medicine_label);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewRow, old_label);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewRow, old_text_label);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewRow, new_label);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewRow, about_label);
  gtk_widget_class_bind_template_child (widget_class, SmtReviewRow, strip_box);
}

static void
smt_review_row_init (SmtReviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** smt_review_row_new: @row has a decision. Returns: (transfer floating): what it leads to */
GtkWidget *
smt_review_row_new (const SmtRow *row, SmtDate today)
{
  SmtReviewRow *self;
  g_autofree char *about = NULL;

  g_return_val_if_fail (row != NULL && row->decision != NULL, NULL);

  self = g_object_new (SMT_TYPE_REVIEW_ROW, NULL);
  about = consequence (row);
  smt_row_show_medicine (row->treatment, self->medicine_label);
  smt_row_show_doses (row, today, self->old_label, self->old_text_label);
  if (row->decision->kind == SMT_DECISION_CHANGE)
    {
      strike_out (self->old_label);
      strike_out (self->old_text_label);
    }
  show_new (self, row);
  gtk_label_set_label (self->about_label, about);
  show_strip (self, row, today);
  name_row (self, row);
  return GTK_WIDGET (self);
}
