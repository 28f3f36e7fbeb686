/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-record-card.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-journal-note.h"

struct _SmtRecordCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *content;
  GtkCheckButton *list_check;
  GtkCheckButton *summary_check;
  GtkCheckButton *letter_check;
  GtkCheckButton *patient_check;
  GtkCheckButton *kin_check;
  GtkLabel *note_label;

  /* owned */
  SmtPatientContext *context;
};

G_DEFINE_FINAL_TYPE (SmtRecordCard, smt_record_card, GTK_TYPE_WIDGET)

static guint
ticked_sources (SmtRecordCard *self)
{
  guint sources = 0;

  if (gtk_check_button_get_active (self->list_check))
    sources |= SMT_RECORD_LIST;
  if (gtk_check_button_get_active (self->summary_check))
    sources |= SMT_RECORD_SUMMARY;
  if (gtk_check_button_get_active (self->letter_check))
    sources |= SMT_RECORD_LETTER;
  if (gtk_check_button_get_active (self->patient_check))
    sources |= SMT_RECORD_PATIENT;
  if (gtk_check_button_get_active (self->kin_check))
    sources |= SMT_RECORD_KIN;
  return sources;
}

static void
changed_cb (SmtRecordCard *self)
{
  smt_record_card_update (self);
}

static void
copy_cb (SmtRecordCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->note_label));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", C_ ("record", "The journal note is copied"));
}

static void
smt_record_card_dispose (GObject *object)
{
  SmtRecordCard *self = SMT_RECORD_CARD (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), SMT_TYPE_RECORD_CARD);
  G_OBJECT_CLASS (smt_record_card_parent_class)->dispose (object);
}

static void
smt_record_card_class_init (SmtRecordCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_record_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-record-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, content);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, list_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, summary_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, letter_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, patient_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, kin_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, note_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
smt_record_card_init (SmtRecordCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** smt_record_card_set_context: starts a record for the patient of @context (nullable) */
void
smt_record_card_set_context (SmtRecordCard *self, SmtPatientContext *context)
{
  g_return_if_fail (SMT_IS_RECORD_CARD (self));

  if (!g_set_object (&self->context, context) || context == NULL)
    return;
  gtk_check_button_set_active (self->list_check, TRUE);
  gtk_check_button_set_active (self->summary_check,
                               smt_patient_context_get_list (context)->kj_fetched != SMT_INSTANT_UNSET);
  gtk_check_button_set_active (self->letter_check, FALSE);
  gtk_check_button_set_active (self->patient_check, FALSE);
  gtk_check_button_set_active (self->kin_check, FALSE);
  smt_record_card_update (self);
}

/** smt_record_card_update: writes the note anew */
void
smt_record_card_update (SmtRecordCard *self)
{
  g_autofree char *note = NULL;

  g_return_if_fail (SMT_IS_RECORD_CARD (self));

  if (self->context == NULL)
    return;
  note = smt_journal_note (self->context, ticked_sources (self));
  gtk_label_set_label (self->note_label, note);
}
