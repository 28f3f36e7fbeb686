/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-alone-row.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-pair-menu.h"
#include "ui/smt-phrases.h"
#include "ui/smt-row-keys.h"
#include "ui/smt-row-words.h"
#include "ui/smt-source-words.h"
#include "ui/smt-wrap.h"

#define COLUMN_SPACE 12
#define BUTTON_SPACE 5
#define WORDS_CHARS 30
#define BUTTONS_CHARS 62

struct _SmtAloneRow
{
  GtkListBoxRow parent_instance;

  /* borrowed: children */
  GtkWidget *decision_label;
  GtkWidget *clarify_button;
  GtkWidget *decline_button;
  GtkWidget *clear_button;
  SmtDecisionForm *form; /* (nullable): made when something is asked */

  /* owned */
  SmtPatientContext *context;
  char *key;      /* of smt_aside_key() */
  char *medicine; /* for names of buttons */
  char *about;    /* what it is and in which file, for whoever reads what was said of it later */
  char *beside;   /* what it says of the other lists */
  char *sentence; /* all that it says of itself */
};

G_DEFINE_FINAL_TYPE (SmtAloneRow, smt_alone_row, GTK_TYPE_LIST_BOX_ROW)

/* --- acts --------------------------------------------------------------------------------------------------------- */

static void
form_closed_cb (SmtAloneRow *self, gboolean decided)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static SmtDecisionForm *
get_form (SmtAloneRow *self)
{
  if (self->form == NULL)
    {
      self->form = SMT_DECISION_FORM (smt_decision_form_new ());
      g_signal_connect_object (self->form, "closed", G_CALLBACK (form_closed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), GTK_WIDGET (self->form));
    }
  return self->form;
}

static void
ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtAloneRow *self = SMT_ALONE_ROW (widget);
  gboolean clarify = g_str_equal (action, "row.clarify");

  smt_decision_form_open_aside (get_form (self), self->context, self->key,
                                clarify ? SMT_DECISION_CLARIFY : SMT_DECISION_DECLINE, self->about);
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SmtAloneRow *self = SMT_ALONE_ROW (widget);

  gtk_widget_grab_focus (widget); /* the button goes */
  smt_patient_context_clear (self->context, self->key);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  const char *action;
  gboolean with_alt;

  g_variant_get (arguments, "(&sb)", &action, &with_alt);
  return smt_row_keys_apply (with_alt) && gtk_widget_activate_action (widget, action, NULL);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
smt_alone_row_dispose (GObject *object)
{
  SmtAloneRow *self = SMT_ALONE_ROW (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (smt_alone_row_parent_class)->dispose (object);
}

static void
smt_alone_row_finalize (GObject *object)
{
  SmtAloneRow *self = SMT_ALONE_ROW (object);

  g_free (self->key);
  g_free (self->medicine);
  g_free (self->about);
  g_free (self->beside);
  g_free (self->sentence);
  G_OBJECT_CLASS (smt_alone_row_parent_class)->finalize (object);
}

static void
smt_alone_row_class_init (SmtAloneRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_alone_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = smt_alone_row_finalize;
  gtk_widget_class_install_action (widget_class, "row.clarify", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "row.decline", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "row.clear", NULL, clear_cb);
  smt_row_keys_install (widget_class, "row.clarify", key_cb);
}

static void
smt_alone_row_init (SmtAloneRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *css)
{
  GtkWidget *label = smt_wrapped_label_new (text, css);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* A button that says "Avklar…" in a list of them must say of what to a screen reader. */
static GtkWidget *
add_button (SmtAloneRow *self, GtkWidget *box, const char *word, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (word);
  g_autofree char *name = g_strdup_printf ("%s %s", word, self->medicine);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* @layout: (transfer full) */
static GtkWidget *
flow (GObject *layout)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, GTK_LAYOUT_MANAGER (layout));
  return box;
}

static void
add_buttons (SmtAloneRow *self, GtkWidget *columns, const SmtPairRow *row)
{
  GtkWidget *box = flow (g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", BUTTON_SPACE, "line-spacing", BUTTON_SPACE,
                                       "most-chars", BUTTONS_CHARS, NULL));
  GtkWidget *pair = smt_pair_menu_new (self->context, row);

  self->clarify_button = add_button (self, box, C_ ("alone", "Clarify…"), "row.clarify");
  self->decline_button = add_button (self, box, C_ ("alone", "Not for the list…"), "row.decline");
  self->clear_button = add_button (self, box, C_ ("alone", "Remove the decision"), "row.clear");
  if (pair != NULL)
    gtk_box_append (GTK_BOX (box), pair);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  smt_wrap_buttons (box);
  gtk_box_append (GTK_BOX (columns), box);
}

/* @lines: (transfer none): what it says, its parts a line each; empty ones are left out */
static GtkWidget *
make_words (SmtAloneRow *self, const char *const *lines)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0')
        continue;
      add_label (words, lines[i], i > 0 ? "quiet" : NULL);
      g_string_append_printf (said, "%s%s", said->len > 0 ? ". " : "", lines[i]);
    }
  self->sentence = g_strdup (said->str);
  self->decision_label = add_label (words, "", "decision");
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static void
build (SmtAloneRow *self, const SmtPairRow *row, const char *const *lines)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, BUTTON_SPACE);
  GtkWidget *columns = flow (g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", COLUMN_SPACE, "line-spacing", BUTTON_SPACE,
                                           "flex-chars", WORDS_CHARS, NULL));

  gtk_box_append (GTK_BOX (columns), make_words (self, lines));
  add_buttons (self, columns, row);
  gtk_widget_add_css_class (all, "quiet-row");
  gtk_box_append (GTK_BOX (all), columns);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), all);
}

static void
add_others (GString *out, SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *shown)
{
  for (guint i = 0; i < row->members->len; i++)
    {
      const SmtPairMember *member = &g_array_index (row->members, SmtPairMember, i);
      g_autofree char *name = NULL;
      g_autofree char *words = NULL;

      if (member == shown)
        continue;
      name = smt_source_name (context, member->list, FALSE);
      words = smt_source_member_words (member, shown->treatment);
      /* Translators: %1$s is a list, %2$s what it says otherwise */
      g_string_append_printf (out, "%s", out->len > 0 ? "\n" : "");
      g_string_append_printf (out, C_ ("list", "Also in %1$s: %2$s"), name, words);
    }
}

static void
add_questions (GString *out, SmtPatientContext *context, const SmtPairRow *row)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);

  for (guint i = 0; i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);
      const SmtPairRow *a = g_ptr_array_index (pairing->rows, question->row);
      const SmtPairRow *b = g_ptr_array_index (pairing->rows, question->other);
      const SmtPairRow *other = a == row ? b : a;
      g_autofree char *name = NULL;

      if (a != row && b != row)
        continue;
      name = smt_phrase_treatment (g_array_index (other->members, SmtPairMember, 0).treatment);
      g_string_append (out, out->len > 0 ? "\n" : "");
      /* Translators: %s is a medicine that is on the list now */
      g_string_append_printf (out, C_ ("gone", "May be the same as %s."), name);
    }
}

/* Where else it stands, and what it may be the same as, a line each. */
static char *
dup_beside (SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *shown)
{
  g_autoptr (GString) words = g_string_new (NULL);

  add_others (words, context, row, shown);
  add_questions (words, context, row);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * smt_alone_row_new:
 * @context: the patient at work
 * @row: a row of its pairing that stands only in files
 * @shown: the one of its members that is shown
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
smt_alone_row_new (SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *shown)
{
  SmtAloneRow *self = g_object_new (SMT_TYPE_ALONE_ROW, NULL);
  g_autofree char *medicine = smt_row_medicine_line (shown->treatment);
  g_autofree char *says = smt_source_says (shown->treatment);
  g_autofree char *file = smt_source_name (context, shown->list, FALSE);

  self->context = g_object_ref (context);
  self->key = smt_aside_key (shown->list, shown->treatment->key);
  self->medicine = smt_phrase_treatment (shown->treatment);
  self->about = g_strdup_printf ("%s (%s)", self->medicine, file);
  self->beside = dup_beside (context, row, shown);
  build (self, row, (const char *const[]){ medicine, says, self->beside, NULL });
  smt_alone_row_update (self);
  return GTK_WIDGET (self);
}

/** smt_alone_row_says: Returns: whether a new row of @row and @shown, which is the same treatment, would say the same
 */
gboolean
smt_alone_row_says (SmtAloneRow *self, const SmtPairRow *row, const SmtPairMember *shown)
{
  g_autofree char *beside = NULL;

  g_return_val_if_fail (SMT_IS_ALONE_ROW (self), FALSE);

  beside = dup_beside (self->context, row, shown);
  return g_str_equal (beside, self->beside);
}

/** smt_alone_row_get_key: Returns: (transfer none): what a decision about it is known by */
const char *
smt_alone_row_get_key (SmtAloneRow *self)
{
  g_return_val_if_fail (SMT_IS_ALONE_ROW (self), NULL);

  return self->key;
}

/* What is said of it now; of an earlier send, where it is still to be followed up that stands there, by when. */
static char *
dup_decision (SmtAloneRow *self, const SmtDecision *decision, gboolean sent)
{
  g_autofree char *sentence = decision != NULL ? smt_sentence_for_decision (decision) : NULL;
  g_autofree char *due = sent && decision != NULL ? smt_follow_up_words (self->context, self->key) : NULL;

  if (sentence == NULL || !sent)
    return sentence != NULL ? g_strconcat ("✓ ", sentence, NULL) : NULL;
  /* Translators: %s is what was decided when the list was sent last */
  return g_strdup_printf (due != NULL || decision->kind == SMT_DECISION_DECLINE
                              ? C_ ("alone", "At the previous reconciliation: %s")
                              : C_ ("alone", "At the previous reconciliation: %s (done)"),
                          sentence);
}

/** smt_alone_row_update: shows what is said of it now */
void
smt_alone_row_update (SmtAloneRow *self)
{
  gboolean open, sent = FALSE;
  const SmtDecision *decision;
  g_autofree char *words = NULL;
  g_autofree char *sentence = NULL;

  g_return_if_fail (SMT_IS_ALONE_ROW (self));

  decision = smt_patient_context_find_aside (self->context, self->key, &sent);
  open = smt_context_is_open (self->context);
  words = dup_decision (self, decision, sent);
  gtk_label_set_label (GTK_LABEL (self->decision_label), words != NULL ? words : "");
  gtk_widget_set_visible (self->decision_label, words != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.clarify", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.decline", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.clear", open && decision != NULL && !sent);
  gtk_widget_set_visible (self->clarify_button, decision == NULL || sent);
  gtk_widget_set_visible (self->decline_button, decision == NULL || sent);
  gtk_widget_set_visible (self->clear_button, decision != NULL && !sent);
  sentence = words != NULL ? g_strconcat (self->sentence, ". ", words, NULL) : g_strdup (self->sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
