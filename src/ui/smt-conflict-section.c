/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-conflict-section.h"

#include <glib/gi18n-lib.h>

#include "list/smt-difference.h"
#include "ui/smt-decide.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-phrases.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-row-words.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

#define VIEW_CHARS 24

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

/* --- words ----------------------------------------------------------------------------------------------------------
 */

static char *
dose_of (const SmtTreatment *treatment)
{
  const char *text = treatment->dose_text != NULL && *treatment->dose_text != '\0' ? treatment->dose_text
                                                                                   : C_ ("conflict", "no dose text");

  if (treatment->state == SMT_TREATMENT_STOPPED)
    return g_strdup_printf ("%s · %s", smt_word_for_group (SMT_GROUP_STOPPED), text);
  if (treatment->state == SMT_TREATMENT_PAUSED)
    return g_strdup_printf ("%s · %s", smt_word_for_group (SMT_GROUP_PAUSED), text);
  return g_strdup (text);
}

static char *
base_words (const SmtConflict *conflict)
{
  return conflict->base != NULL
             ? dose_of (conflict->base)
             : g_strdup (C_ ("conflict", "Not known any more: the program has been started again since"));
}

/* What others have done, and who; in whole words where only a lesser thing has changed. */
static char *
their_words (SmtPatientContext *context, const SmtConflict *conflict)
{
  GString *out;
  g_autofree char *dose = NULL;
  g_autoptr (GPtrArray) differences = NULL;

  if (conflict->theirs == NULL)
    return g_strdup (C_ ("conflict", "No longer on the list"));

  dose = dose_of (conflict->theirs);
  out = g_string_new (dose);
  if (conflict->base != NULL)
    differences = smt_treatment_differences (conflict->base, conflict->theirs, smt_phrase_language ());
  for (guint i = 0; differences != NULL && i < differences->len; i++)
    {
      g_autofree char *words = smt_treatment_difference_to_words (g_ptr_array_index (differences, i));

      g_string_append_printf (out, "\n%s", words);
    }
  if (conflict->theirs->author != NULL && conflict->theirs->last_changed != SMT_INSTANT_UNSET)
    {
      g_autofree char *when =
          smt_phrase_moment (conflict->theirs->last_changed, smt_patient_context_get_today (context));

      /* Translators: %1$s is a person, %2$s a date or a time */
      g_string_append_printf (out, C_ ("conflict", "\nLast changed by %1$s %2$s"), conflict->theirs->author, when);
    }
  return g_string_free (out, FALSE);
}

static char *
medicine_of (const SmtConflict *conflict)
{
  if (conflict->theirs != NULL)
    return smt_row_medicine_line (conflict->theirs);
  return conflict->base != NULL ? smt_row_medicine_line (conflict->base)
                                : g_strdup (C_ ("patient", "a row that is gone"));
}

/* --- what to do about it --------------------------------------------------------------------------------------------
 */

typedef enum
{
  TAKE_MINE,
  TAKE_THEIRS,
  LET_GO,
  N_WAYS,
} Way;

static void
settle_cb (GtkWidget *button, SmtPatientContext *context)
{
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (button), "key"));
  GtkLabel *label = g_object_get_data (G_OBJECT (button), "error-label");
  Way way = (Way)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "way"));
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (way == TAKE_MINE)
    smt_patient_context_take_mine (context, key, &error);
  else if (way == TAKE_THEIRS)
    smt_patient_context_take_theirs (context, key, &error);
  else
    {
      GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (button)); /* the button goes with its conflict */

      smt_patient_context_let_go (context, key);
      gtk_widget_activate_action (root, "win.show-row", "s", key);
    }
  if (error == NULL)
    return;

  sentence = smt_sentence_for_error (error);
  gtk_label_set_label (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

static GtkWidget *
make_button (SmtPatientContext *context, const SmtConflict *conflict, Way way, GtkWidget *error_label)
{
  const char *words[N_WAYS] = { C_ ("conflict", "Use my decision"), C_ ("conflict", "Keep it as it is now"),
                                C_ ("conflict", "Decide anew") };
  const char *word = conflict->theirs == NULL ? C_ ("conflict", "Seen") : words[way];
  GtkWidget *button = gtk_button_new_with_label (word);
  g_autofree char *medicine = medicine_of (conflict);
  g_autofree char *name = g_strdup_printf ("%s: %s", word, medicine);

  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (conflict->mine->key), g_free);
  g_object_set_data (G_OBJECT (button), "way", GUINT_TO_POINTER (way));
  g_object_set_data (G_OBJECT (button), "error-label", error_label);
  gtk_widget_set_sensitive (button, smt_context_is_open (context));
  g_signal_connect_object (button, "clicked", G_CALLBACK (settle_cb), context, 0);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_buttons (SmtPatientContext *context, const SmtConflict *conflict, GtkWidget *error_label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, smt_flow_layout_new ());
  gtk_widget_add_css_class (box, "row-buttons");
  if (conflict->theirs == NULL) /* nothing is left to decide about */
    gtk_box_append (GTK_BOX (box), make_button (context, conflict, TAKE_THEIRS, error_label));
  else
    for (Way way = TAKE_MINE; way < N_WAYS; way++)
      gtk_box_append (GTK_BOX (box), make_button (context, conflict, way, error_label));
  return box;
}

/* --- three views ----------------------------------------------------------------------------------------------------
 */

static GtkWidget *
make_view (const char *heading, const char *words)
{
  GtkWidget *view = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (view, TRUE);
  gtk_widget_set_valign (view, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (view), make_label (heading, "quiet"));
  gtk_box_append (GTK_BOX (view), make_label (words, NULL));
  return view;
}

static GtkWidget *
make_row (SmtPatientContext *context, const SmtConflict *conflict)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *views = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *error_label = make_label ("", "error");
  g_autofree char *medicine = medicine_of (conflict);
  g_autofree char *base = base_words (conflict);
  g_autofree char *theirs = their_words (context, conflict);
  g_autofree char *mine = smt_sentence_for_decision (conflict->mine);
  const char *headings[] = { C_ ("conflict", "It was, when you decided"), C_ ("conflict", "It is now, by others"),
                             C_ ("conflict", "You decided") };
  g_autofree char *said = g_strdup_printf ("%s. %s: %s. %s: %s. %s: %s", medicine, headings[0], base, headings[1],
                                           theirs, headings[2], mine);

  gtk_widget_set_layout_manager (views,
                                 g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 18, "flex-chars", VIEW_CHARS, NULL));
  gtk_box_append (GTK_BOX (views), make_view (headings[0], base));
  gtk_box_append (GTK_BOX (views), make_view (headings[1], theirs));
  gtk_box_append (GTK_BOX (views), make_view (headings[2], mine));
  gtk_widget_set_visible (error_label, FALSE);
  gtk_box_append (GTK_BOX (box), make_label (medicine, "medicine"));
  gtk_box_append (GTK_BOX (box), views);
  gtk_box_append (GTK_BOX (box), make_buttons (context, conflict, error_label));
  gtk_box_append (GTK_BOX (box), error_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE); /* its buttons are what can be met */
  gtk_widget_add_css_class (row, "treatment-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

/**
 * smt_conflict_section_new:
 * @context: a patient at work
 *
 * Returns: (transfer floating) (nullable): what others have changed after it was decided; NULL for nothing
 */
GtkWidget *
smt_conflict_section_new (SmtPatientContext *context)
{
  GPtrArray *conflicts = smt_patient_context_get_conflicts (context);
  GtkWidget *section;

  if (conflicts->len == 0)
    return NULL;
  section = smt_quiet_section_new (C_ ("group", "Changed by others after you decided"), conflicts->len);
  smt_quiet_section_add_note (section, C_ ("conflict", "Say what is to stand before you send."));
  for (guint i = 0; i < conflicts->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (gtk_widget_get_last_child (section)),
                         make_row (context, g_ptr_array_index (conflicts, i)));
  smt_wrap_buttons (section);
  return section;
}
