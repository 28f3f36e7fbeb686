/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-notice-strip.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-folding.h"
#include "ui/smt-message-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-restriction-words.h"
#include "ui/smt-sentences.h"
#include "ui/smt-source-words.h"
#include "ui/smt-wrap.h"

struct _SmtNoticeStrip
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SmtNoticeStrip, smt_notice_strip, GTK_TYPE_WIDGET)

static GtkWidget *
make_notice (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "notice");
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
add_notice (SmtNoticeStrip *self, const char *text, const char *css)
{
  gtk_widget_set_parent (make_notice (text, css), GTK_WIDGET (self));
}

static void
clear_notices (SmtNoticeStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static const char *
source_name (const char *source)
{
  if (g_strcmp0 (source, "KJ") == 0)
    return C_ ("source", "summary care record");
  if (g_strcmp0 (source, "RF") == 0)
    return C_ ("source", "prescription database");
  return C_ ("source", "local");
}

/* @source: who tells of it */
static char *
dup_reaction (const SmtReaction *reaction, const char *source)
{
  GString *text = g_string_new (reaction->display);

  if (reaction->excipient != NULL)
    /* Translators: %s is an excipient of the product just named, which the reaction is to */
    g_string_append_printf (text, C_ ("reactions", ", excipient %s"), reaction->excipient);
  if (reaction->manifestation != NULL && *reaction->manifestation != '\0')
    g_string_append_printf (text, " (%s)", reaction->manifestation);
  g_string_append_printf (text, " · %s", source);
  return g_string_free (text, FALSE);
}

static void
add_reaction (SmtNoticeStrip *self, const SmtReaction *reaction, const char *source)
{
  g_autofree char *words = dup_reaction (reaction, source);
  g_autofree char *said = g_strdup_printf (reaction->severe
                                               /* Translators: %s is a substance */
                                               ? C_ ("reactions", "Severe reaction: %s")
                                               /* Translators: %s is a substance */
                                               : C_ ("reactions", "Reaction: %s"),
                                           words);
  g_autofree char *line = g_strconcat (reaction->severe ? "■ " : "▲ ", said, NULL);

  add_notice (self, line, reaction->severe ? "stop" : "check");
}

/* Apart from those that stand, and told as what they are: they mark no treatment. */
static void
add_refuted (SmtNoticeStrip *self, const SmtReaction *reaction, const char *source)
{
  g_autofree char *words = dup_reaction (reaction, source);
  g_autofree char *said = g_strdup_printf (reaction->refuted
                                               /* Translators: %s is a substance, and who has registered it */
                                               ? C_ ("reactions", "Refuted, no reaction: %s")
                                               /* Translators: %s is a substance, and who has registered it */
                                               : C_ ("reactions", "No longer a reaction: %s"),
                                           words);

  add_notice (self, said, "info");
}

/* Each stands as its register tells it, none is merged; their order is that of the list. */
static void
show_reactions (SmtNoticeStrip *self, const SmtList *list)
{
  for (guint i = 0; i < list->reactions->len; i++)
    {
      const SmtReaction *reaction = g_ptr_array_index (list->reactions, i);
      add_reaction (self, reaction, source_name (reaction->source));
    }
  if (list->reactions_knowledge != SMT_KNOWLEDGE_KNOWN || list->reactions->len == 0)
    add_notice (self, smt_sentence_for_reactions (list->reactions_knowledge),
                list->reactions_knowledge == SMT_KNOWLEDGE_NONE_KNOWN ? "info" : "check");
  if (list->reactions_incomplete)
    add_notice (self, C_ ("reactions", "The drug reactions may be incomplete"), "check");
  for (guint i = 0; i < list->refuted->len; i++)
    {
      const SmtReaction *reaction = g_ptr_array_index (list->refuted, i);
      add_refuted (self, reaction, source_name (reaction->source));
    }
}

/* What a file beside the list tells of reactions stands by its name and is merged with none; what it says nothing of is
 * no knowledge, so nothing is said of that. */
static void
show_reactions_of_file (SmtNoticeStrip *self, SmtPatientContext *context, const SmtBeside *file)
{
  const SmtList *list = smt_answer_get_list (file->answer);
  g_autofree char *name = smt_source_name (context, file->id, FALSE);
  /* Translators: %s is the name of a file, and its date */
  g_autofree char *source = g_strdup_printf (C_ ("source", "from file: %s"), name);

  for (guint i = 0; i < list->reactions->len; i++)
    add_reaction (self, g_ptr_array_index (list->reactions, i), source);
  if (list->reactions_knowledge == SMT_KNOWLEDGE_NONE_KNOWN)
    {
      g_autofree char *text =
          g_strdup_printf ("%s · %s", smt_sentence_for_reactions (list->reactions_knowledge), source);
      add_notice (self, text, "info");
    }
  for (guint i = 0; i < list->refuted->len; i++)
    add_refuted (self, g_ptr_array_index (list->refuted, i), source);
}

static void
show_reactions_of_files (SmtNoticeStrip *self, SmtPatientContext *context)
{
  GPtrArray *files = smt_patient_context_get_files (context);

  for (guint i = 0; i < files->len; i++)
    show_reactions_of_file (self, context, g_ptr_array_index (files, i));
}

/* The button stands beside its sentence, and leads to the lookup with this patient filled in. */
static void
add_restriction (const SmtRestrictionSentence *sentence, gpointer data)
{
  SmtNoticeStrip *self = data;
  gboolean no_pll = sentence->restrictions == SMT_RESTRICTION_NO_PLL;
  g_autofree char *text =
      no_pll ? g_strdup (sentence->said) : g_strdup_printf (C_ ("not shown", "Not shown: %s"), sentence->said);
  GtkWidget *button;

  add_notice (self, text, no_pll ? "info" : "check");
  if (sentence->opens == NULL)
    return;
  button = gtk_button_new_with_label (sentence->button);
  smt_wrap_buttons (button);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "notice-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-closed");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sentence->opens);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
add_button (SmtNoticeStrip *self, const char *word, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (word);

  smt_wrap_buttons (button);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "notice-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

/* Who paused the whole list, when and why; what it stops, and what was decided about it. */
static void
show_pause (SmtNoticeStrip *self, SmtPatientContext *context)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (context);
  const SmtMessage *pause = smt_reconciliation_get_pause (reconciliation);
  const SmtDecision *decided = smt_reconciliation_get_on_list (reconciliation);
  g_autofree char *said = pause != NULL ? smt_message_pause (pause) : NULL;
  g_autofree char *decision = decided != NULL ? smt_sentence_for_decision (decided) : NULL;
  g_autofree char *text = NULL;

  if (pause == NULL)
    return;
  if (decision != NULL)
    text = g_strdup_printf ("▲ %s ✓ %s", said, decision);
  else
    text = g_strdup_printf (
        "■ %s %s", said,
        C_ ("pause", "What the patient takes now must be asked for. Nothing is sent before a doctor has taken the list "
                     "into use again."));
  add_notice (self, text, decision != NULL ? "check" : "stop");
  if (smt_patient_context_get_state (context) == SMT_CONTEXT_FILE)
    return;
  if (decision == NULL)
    add_button (self, C_ ("pause", "Take the list into use again…"), "win.resume-list");
  else
    add_button (self, C_ ("pause", "Let it stay paused"), "win.keep-paused");
}

static void
show_messages (SmtNoticeStrip *self, const SmtList *list)
{
  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);
      g_autofree char *sentence = smt_message_sentence (message);
      gboolean asks = message->kind == SMT_MESSAGE_PROPOSAL && !message->stale;

      if (sentence != NULL)
        add_notice (self, sentence, asks ? "check" : "info");
    }
}

/* The button stands beside its sentence: one act takes the file away again. */
static void
show_files (SmtNoticeStrip *self, SmtPatientContext *context)
{
  GPtrArray *files = smt_patient_context_get_files (context);

  for (guint i = 0; i < files->len; i++)
    {
      const SmtBeside *file = g_ptr_array_index (files, i);
      g_autofree char *name = smt_source_name (context, file->id, FALSE);
      /* Translators: %s is the name of a file, and its date */
      g_autofree char *text = g_strdup_printf (C_ ("file", "Compared with %s"), name);
      /* Translators: %s is the name of a file */
      g_autofree char *said = g_strdup_printf (C_ ("file", "Do not compare with %s any more"), file->name);
      GtkWidget *button = gtk_button_new_with_label (C_ ("file", "Remove"));

      add_notice (self, text, "info");
      gtk_widget_set_valign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "notice-button");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.remove-file");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", file->id);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
    }
}

/* Once for the whole list. */
static void
show_catalogue (SmtNoticeStrip *self, SmtPatientContext *context)
{
  const SmtCatalogue *catalogue = smt_patient_context_get_list (context)->catalogue;
  g_autofree char *sentence = smt_sentence_for_catalogue (catalogue, smt_patient_context_get_today (context));

  if (sentence != NULL)
    add_notice (self, sentence, catalogue != NULL ? "check" : "info");
}

/* What the role folds is counted here, and one act shows it. */
static void
show_folded (SmtNoticeStrip *self, SmtPatientContext *context)
{
  g_autofree char *words = smt_folding_words (context);

  if (words == NULL)
    return;
  add_notice (self, words, "info");
  add_button (self, smt_folding_are_shown (context) ? C_ ("profile", "Hide them again") : C_ ("profile", "Show them"),
              "win.show-folded");
}

static void
smt_notice_strip_dispose (GObject *object)
{
  clear_notices (SMT_NOTICE_STRIP (object));
  G_OBJECT_CLASS (smt_notice_strip_parent_class)->dispose (object);
}

static void
smt_notice_strip_class_init (SmtNoticeStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smt_notice_strip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), SMT_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
smt_notice_strip_init (SmtNoticeStrip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "notice-strip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("identity", "Drug reactions and what is not shown"), -1);
}

/** smt_notice_strip_new: Returns: (transfer floating): an empty strip */
GtkWidget *
smt_notice_strip_new (void)
{
  return g_object_new (SMT_TYPE_NOTICE_STRIP, NULL);
}

/** smt_notice_strip_set_context: shows what is known and what is not shown of @context's list */
void
smt_notice_strip_set_context (SmtNoticeStrip *self, SmtPatientContext *context)
{
  g_return_if_fail (SMT_IS_NOTICE_STRIP (self));

  clear_notices (self);
  if (context != NULL)
    {
      show_reactions (self, smt_patient_context_get_list (context));
      show_reactions_of_files (self, context);
      show_pause (self, context);
      smt_restriction_sentences (smt_patient_context_get_list (context)->restrictions, add_restriction, self);
      show_messages (self, smt_patient_context_get_list (context));
      show_files (self, context);
      show_folded (self, context);
      show_catalogue (self, context);
    }
}
