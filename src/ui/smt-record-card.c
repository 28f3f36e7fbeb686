/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-record-card.h"

#include <glib/gi18n-lib.h>

#include "reconcile/smt-decision-effect.h"
#include "ui/smt-clipboard.h"
#include "ui/smt-drop-down.h"
#include "ui/smt-journal-note.h"
#include "ui/smt-setting.h"
#include "ui/smt-wrap.h"

#define AGAIN "reconcile-again"

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
  GtkWidget *why_box;
  GtkCheckButton *unable_check;
  GtkCheckButton *unreached_check;
  GtkCheckButton *other_check;
  GtkEditable *why_entry;
  GtkDropDown *again_drop_down;
  GtkLabel *note_label;
  GtkWidget *places_box;
  GtkCheckButton *pharmacy_check;
  GtkCheckButton *hospital_check;
  GtkCheckButton *nursing_check;

  /* owned */
  SmtPatientContext *context;
  char *note;         /* as it stands now, without who has been told */
  char *arrived_note; /* … and once everything was received */

  gboolean arrived;
  gboolean corrected; /* a dose was changed: others may still hold the old one */
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

/* How many months may pass until the next reconciliation; 0 = no limit. As the drop-down has them, and the settings. */
static const struct
{
  guint months;
  const char *name;
} limits[] = { { 3, "3" }, { 6, "6" }, { 12, "12" }, { 0, "never" } };

static guint
remembered_limit (void)
{
  g_autofree char *name = smt_setting_get (AGAIN, limits[2].name);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_str_equal (limits[i].name, name))
      return i;
  return 2;
}

/* The same day of a later month, or the last one where that has fewer. */
static SmtDate
months_later (SmtDate date, guint months)
{
  SmtDate later = SMT_DATE_UNSET;
  guint year, month, day;

  smt_date_split (date, &year, &month, &day);
  month += months - 1;
  for (; !smt_date_is_set (later) && day > 0; day--)
    later = smt_date_new (year + month / 12, month % 12 + 1, day);
  return later;
}

static SmtWhyNot
chosen_why_not (SmtRecordCard *self)
{
  if (gtk_check_button_get_active (self->unable_check))
    return SMT_WHY_NOT_ABLE;
  if (gtk_check_button_get_active (self->unreached_check))
    return SMT_WHY_NOT_REACHED;
  return gtk_check_button_get_active (self->other_check) ? SMT_WHY_NOT_OTHER : SMT_WHY_NOT_STATED;
}

/* What is said now; borrows from the widgets. */
static SmtRecordSaid
said_now (SmtRecordCard *self)
{
  guint limit = gtk_drop_down_get_selected (self->again_drop_down);
  guint months = limit < G_N_ELEMENTS (limits) ? limits[limit].months : 0;

  return (SmtRecordSaid){
    .sources = ticked_sources (self),
    .why_not = chosen_why_not (self),
    .text = gtk_editable_get_text (self->why_entry),
    .due = months > 0 ? months_later (smt_patient_context_get_today (self->context), months) : SMT_DATE_UNSET,
  };
}

/* Said anew at each change, so that whatever is sent carries it. */
static void
tell_record (SmtRecordCard *self)
{
  SmtRecordSaid said = said_now (self);
  g_autofree char *with_whom = smt_journal_note_with_whom (&said);

  smt_patient_context_set_record (self->context, said.sources, with_whom, said.due);
}

/* The reason is asked for only while there was no conversation. */
static void
show_why (SmtRecordCard *self)
{
  gboolean spoken = (ticked_sources (self) & (SMT_RECORD_PATIENT | SMT_RECORD_KIN)) != 0;

  gtk_widget_set_visible (self->why_box, !spoken);
  gtk_widget_set_visible (GTK_WIDGET (self->why_entry), chosen_why_not (self) == SMT_WHY_NOT_OTHER);
}

static void
name_limit (SmtRecordCard *self)
{
  smt_drop_down_name (self->again_drop_down, C_ ("record", "Reconcile again within"));
}

static void
again_cb (SmtRecordCard *self)
{
  guint limit = gtk_drop_down_get_selected (self->again_drop_down);

  name_limit (self);
  if (self->context == NULL || limit >= G_N_ELEMENTS (limits))
    return;
  smt_setting_set (AGAIN, limits[limit].name);
  smt_record_card_update (self);
}

static void
changed_cb (SmtRecordCard *self)
{
  smt_record_card_update (self);
}

/* --- who may still hold the old dose --------------------------------------------------------------------------------
 */

static gboolean
has_corrections (SmtRecordCard *self)
{
  const SmtReconciliation *reconciliation = smt_patient_context_get_reconciliation (self->context);

  for (guint i = 0; i < smt_reconciliation_get_n_rows (reconciliation); i++)
    if (smt_decision_alters_dose (smt_reconciliation_get_row (reconciliation, i)->decision))
      return TRUE;
  return FALSE;
}

/* Who packs, where the list says it. */
static void
name_pharmacy (SmtRecordCard *self)
{
  const SmtList *list = smt_patient_context_get_list (self->context);
  gboolean multidose = FALSE;
  const char *pharmacy = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < list->messages->len; i++)
    if (((const SmtMessage *)g_ptr_array_index (list->messages, i))->pharmacy != NULL)
      pharmacy = ((const SmtMessage *)g_ptr_array_index (list->messages, i))->pharmacy;
  for (guint i = 0; i < list->treatments->len; i++)
    multidose = multidose || ((const SmtTreatment *)g_ptr_array_index (list->treatments, i))->multidose;
  /* Translators: %s is the pharmacy that packs */
  words = pharmacy != NULL ? g_strdup_printf (C_ ("record", "Multidose pharmacy: %s"), pharmacy)
                           : g_strdup (C_ ("record", "Multidose pharmacy"));
  gtk_check_button_set_label (self->pharmacy_check, words);
  smt_wrap_buttons (GTK_WIDGET (self->pharmacy_check));
  gtk_widget_set_visible (GTK_WIDGET (self->pharmacy_check), multidose || pharmacy != NULL);
}

static void
show_note (SmtRecordCard *self)
{
  GtkCheckButton *places[] = { self->pharmacy_check, self->hospital_check, self->nursing_check };
  g_autoptr (GPtrArray) told = g_ptr_array_new ();
  g_autofree char *names = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (gtk_check_button_get_active (places[i]) && gtk_widget_get_visible (GTK_WIDGET (places[i])))
      g_ptr_array_add (told, (char *)gtk_check_button_get_label (places[i]));
  g_ptr_array_add (told, NULL);
  names = g_strjoinv (", ", (char **)told->pdata);
  /* Translators: %s is a list of places */
  sentence = told->len > 1 ? g_strdup_printf (C_ ("note", "Told of the change: %s."), names) : NULL;
  shown = g_strconcat (self->arrived ? self->arrived_note : self->note, sentence != NULL ? " " : "",
                       sentence != NULL ? sentence : "", NULL);
  gtk_label_set_label (self->note_label, shown);
}

static void
told_cb (SmtRecordCard *self)
{
  if (self->note != NULL)
    show_note (self);
}

/* One key from anywhere on the page: it is the one thing that must be answered by hand each time. */
static gboolean
toggle_patient_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkCheckButton *check = SMT_RECORD_CARD (widget)->patient_check;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (GTK_WIDGET (check)))
    return GDK_EVENT_PROPAGATE;
  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
  return GDK_EVENT_STOP;
}

static void
add_key (SmtRecordCard *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (SMT_RECORD_CARD_KEY),
                                                          gtk_callback_action_new (toggle_patient_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
smt_record_card_dispose (GObject *object)
{
  SmtRecordCard *self = SMT_RECORD_CARD (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->arrived_note, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, why_box);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, unable_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, unreached_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, other_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, why_entry);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, again_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, places_box);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, pharmacy_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, hospital_check);
  gtk_widget_class_bind_template_child (widget_class, SmtRecordCard, nursing_check);
  gtk_widget_class_bind_template_callback (widget_class, told_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
smt_record_card_init (SmtRecordCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_selected (self->again_drop_down, remembered_limit ());
  add_key (self);
  name_limit (self);
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
  gtk_check_button_set_active (self->unable_check, FALSE);
  gtk_check_button_set_active (self->unreached_check, FALSE);
  gtk_check_button_set_active (self->other_check, FALSE);
  gtk_editable_set_text (self->why_entry, "");
  gtk_check_button_set_active (self->pharmacy_check, FALSE);
  gtk_check_button_set_active (self->hospital_check, FALSE);
  gtk_check_button_set_active (self->nursing_check, FALSE);
  gtk_widget_set_visible (self->places_box, FALSE);
  smt_record_card_update (self);
}

/** smt_record_card_update: writes the note anew */
void
smt_record_card_update (SmtRecordCard *self)
{
  SmtRecordSaid said;

  g_return_if_fail (SMT_IS_RECORD_CARD (self));

  show_why (self);
  if (self->context == NULL)
    return;
  tell_record (self);
  said = said_now (self);
  g_free (self->note);
  g_free (self->arrived_note);
  self->note = smt_journal_note (self->context, &said, FALSE);
  self->arrived_note = smt_journal_note (self->context, &said, TRUE);
  self->corrected = has_corrections (self);
  name_pharmacy (self);
  show_note (self);
}

/**
 * smt_record_card_show_places:
 * @sent: whether it has been sent
 *
 * After a correction has been sent others may still hold the old dose; the clinician tells them.
 */
void
smt_record_card_show_places (SmtRecordCard *self, gboolean sent)
{
  GtkCheckButton *sources[] = { self->list_check, self->summary_check, self->letter_check, self->patient_check,
                                self->kin_check };

  g_return_if_fail (SMT_IS_RECORD_CARD (self));

  self->arrived = sent;
  if (self->note != NULL)
    show_note (self);
  gtk_widget_set_visible (self->places_box, sent && self->corrected);
  /* the record went with what was sent, and the note tells of that: neither is written anew from the list fetched since
   */
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    gtk_widget_set_sensitive (GTK_WIDGET (sources[i]), !sent);
  gtk_widget_set_sensitive (self->why_box, !sent);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again_drop_down), !sent);
}

/** smt_record_card_copy: puts the journal note on the clipboard */
void
smt_record_card_copy (SmtRecordCard *self)
{
  g_return_if_fail (SMT_IS_RECORD_CARD (self));

  smt_clipboard_copy (GTK_WIDGET (self), gtk_label_get_label (self->note_label));
  smt_patient_context_note_act (self->context, "copied", "note");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s",
                              C_ ("record", "The journal note is copied. It leaves the clipboard in two minutes."));
}
