/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-finding-card.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-fact-grid.h"
#include "ui/smt-phrases.h"

struct _SmtFindingCard
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *headline_label;
  GtkLabel *explain_label;
  SmtFactGrid *facts;
  SmtFactGrid *rule;
  GtkLabel *remedy_label;
};

G_DEFINE_FINAL_TYPE (SmtFindingCard, smt_finding_card, GTK_TYPE_BOX)

static void
add_voice (SmtFindingCard *self, const SmtTreatment *treatment, SmtVoiceKind voice)
{
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      g_autofree char *quote = NULL;

      if (source->voice != voice)
        continue;
      quote = voice == SMT_VOICE_TEXT ? smt_phrase_quote (source->raw) : g_strdup (source->raw);
      smt_fact_grid_add (self->facts, smt_word_for_voice (voice), quote);
    }
}

static void
show_facts (SmtFindingCard *self, const SmtFinding *finding, const SmtTreatment *treatment)
{
  SmtLanguage language = smt_phrase_language ();
  g_autofree char *rule = smt_finding_rule (finding, language);

  add_voice (self, treatment, SMT_VOICE_FIELD);
  add_voice (self, treatment, SMT_VOICE_TEXT);
  if (finding->row != NULL)
    {
      g_autofree char *bound = smt_bound_to_words (&finding->row->bound, language);
      smt_fact_grid_add (self->facts, smt_word_for_voice (SMT_VOICE_PRODUCT), bound);
    }
  smt_fact_grid_add (self->rule, C_ ("finding", "Rule"), rule);
}

static void
smt_finding_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SMT_TYPE_FINDING_CARD);
  G_OBJECT_CLASS (smt_finding_card_parent_class)->dispose (object);
}

static void
smt_finding_card_class_init (SmtFindingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_finding_card_dispose;
  g_type_ensure (SMT_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-finding-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtFindingCard, headline_label);
  gtk_widget_class_bind_template_child (widget_class, SmtFindingCard, explain_label);
  gtk_widget_class_bind_template_child (widget_class, SmtFindingCard, facts);
  gtk_widget_class_bind_template_child (widget_class, SmtFindingCard, rule);
  gtk_widget_class_bind_template_child (widget_class, SmtFindingCard, remedy_label);
}

static void
smt_finding_card_init (SmtFindingCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** smt_finding_card_new: Returns: (transfer floating): a card about @finding of @treatment */
GtkWidget *
smt_finding_card_new (const SmtFinding *finding, const SmtTreatment *treatment)
{
  SmtFindingCard *self = g_object_new (SMT_TYPE_FINDING_CARD, NULL);
  SmtLanguage language = smt_phrase_language ();
  g_autofree char *headline = smt_finding_headline (finding, language);
  g_autofree char *explain = smt_finding_explain (finding, language);
  g_autofree char *remedy = smt_finding_remedy (finding, language);
  g_autofree char *title = g_strdup_printf ("%s %s: %s", smt_class_shape (finding->severity_class),
                                            smt_class_name (finding->severity_class, language), headline);

  gtk_widget_add_css_class (GTK_WIDGET (self), smt_class_css (finding->severity_class));
  gtk_label_set_label (self->headline_label, title);
  gtk_label_set_label (self->explain_label, explain);
  gtk_label_set_label (self->remedy_label, remedy);
  show_facts (self, finding, treatment);
  return GTK_WIDGET (self);
}
