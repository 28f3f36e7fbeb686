/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-receipt-list.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-phrases.h"
#include "ui/smt-sentences.h"

struct _SmtReceiptList
{
  GtkBox parent_instance;

  GtkLabel *headline;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (SmtReceiptList, smt_receipt_list, GTK_TYPE_BOX)

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

static char *
state_words (const SmtReceiptPart *part, SmtInstant at)
{
  g_autofree char *time = smt_phrase_time (at);
  const char *word = smt_word_for_part_state (part->state);

  if (part->state == SMT_PART_RECEIVED || part->state == SMT_PART_CONFIRMED)
    return g_strdup_printf ("%s %s", word, time);
  return g_strdup (word);
}

static GtkWidget *
make_row (const SmtReceiptPart *part, const SmtList *list, SmtInstant at)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *headline = smt_headline_for_part (part, list);
  g_autofree char *sentence = smt_sentence_for_part (part);
  g_autofree char *state = state_words (part, at);
  g_autofree char *name = g_strdup_printf ("%s: %s. %s", headline, state, sentence);
  GtkWidget *state_label = make_label (state, "part-state");

  gtk_widget_set_layout_manager (flow, g_object_new (SMT_TYPE_FLOW_LAYOUT, "spacing", 12, "flex-chars", 28, NULL));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_add_css_class (state_label, smt_part_state_css (part->state));
  gtk_box_append (GTK_BOX (lines), make_label (headline, NULL));
  if (*sentence != '\0')
    gtk_box_append (GTK_BOX (lines), make_label (sentence, "quiet"));
  gtk_box_append (GTK_BOX (flow), lines);
  gtk_box_append (GTK_BOX (flow), state_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), flow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "treatment-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
smt_receipt_list_class_init (SmtReceiptListClass *klass)
{
}

static void
smt_receipt_list_init (SmtReceiptList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->headline = GTK_LABEL (make_label (NULL, "heading"));
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("receipt", "Receipt"),
                                  -1);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->headline));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->rows));
}

/** smt_receipt_list_headline: Returns: (transfer full): where the send stands, in one or two sentences */
char *
smt_receipt_list_headline (SmtPatientContext *context)
{
  const GError *error = smt_patient_context_get_send_error (context);

  switch (smt_patient_context_get_state (context))
    {
    case SMT_CONTEXT_SENDING:
      return g_strdup (C_ ("receipt", "Sending. Wait for the receipt."));
    case SMT_CONTEXT_SENT:
      return g_strdup (C_ ("receipt", "Everything has been received."));
    case SMT_CONTEXT_PARTIAL:
      return g_strdup (
          C_ ("receipt",
              "Some parts were not received or are not confirmed. Only these are open; look the patient up again."));
    case SMT_CONTEXT_UNKNOWN:
      return g_strdup (C_ (
          "receipt", "No certain answer came. Nothing is sent twice: look the patient up again to see what arrived."));
    case SMT_CONTEXT_REJECTED:
    case SMT_CONTEXT_CONFLICT:
    case SMT_CONTEXT_WORKING:
    case SMT_CONTEXT_FILE:
    default:
      return error != NULL ? smt_sentence_for_error (error) : g_strdup ("");
    }
}

/**
 * smt_receipt_list_set_context:
 * @sent: (nullable): the list that was sent, for the names of what may be gone from the new one
 */
void
smt_receipt_list_set_context (SmtReceiptList *self, SmtPatientContext *context, const SmtList *sent)
{
  SmtReceipt *receipt;
  GtkListBoxRow *row;
  g_autofree char *headline = NULL;

  g_return_if_fail (SMT_IS_RECEIPT_LIST (self));

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  headline = smt_receipt_list_headline (context);
  receipt = smt_patient_context_get_receipt (context);
  for (guint i = 0; receipt != NULL && i < receipt->parts->len; i++)
    gtk_list_box_append (self->rows, make_row (g_ptr_array_index (receipt->parts, i), sent, receipt->at));
  gtk_label_set_label (self->headline, headline);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), receipt != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), *headline != '\0' || receipt != NULL);
}
