/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-past-page.h"

#include <glib/gi18n-lib.h>

#include "fhir/smt-answer.h"
#include "ui/smt-drop-down.h"
#include "ui/smt-field.h"
#include "ui/smt-identity-strip.h"
#include "ui/smt-journal-note.h"
#include "ui/smt-past-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

#define SPACE 12

struct _SmtPastPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  SmtIdentityStrip *identity;
  GtkLabel *said_label;
  GtkWidget *asks; /* a day, and two to compare: only where something is kept */
  SmtField *day_field;
  GtkDropDown *from_drop_down;
  GtkDropDown *to_drop_down;
  GtkBox *list_box;

  /* owned */
  SmtPatientContext *context; /* (nullable) */
  SmtPast *past;              /* (nullable) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SmtPastPage, smt_past_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- asking ----------------------------------------------------------------------------------------------------------
 */

static void
say (SmtPastPage *self, const char *words)
{
  gtk_label_set_label (self->said_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->said_label), words != NULL);
}

static void
open_list (SmtPastPage *self, gint64 entry, gint64 since)
{
  say (self, NULL);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, entry, since);
}

static const SmtReconciledRecord *
get_record (SmtPastPage *self, guint index)
{
  return g_ptr_array_index (self->past->records, index);
}

static void
show_day_cb (SmtPastPage *self)
{
  SmtDate day = SMT_DATE_UNSET;
  const SmtReconciledRecord *record;
  g_autofree char *words = NULL;

  if (self->past == NULL)
    return;
  if (!smt_phrase_parse_date (smt_field_get_text (self->day_field), &day))
    {
      say (self, C_ ("past", "That is no date. Write it as 24.12.2026."));
      return;
    }
  record = smt_past_find (self->past, day);
  if (record != NULL)
    {
      open_list (self, record->entry, SMT_PAST_ALONE);
      return;
    }
  words = smt_past_none_words (self->past, day);
  say (self, words);
}

/* The earlier one is always what the other is compared with, whichever was chosen where. */
static void
compare_cb (SmtPastPage *self)
{
  guint from = gtk_drop_down_get_selected (self->from_drop_down); /* of the records, the newest first */
  guint to = gtk_drop_down_get_selected (self->to_drop_down);     /* now, and then the same */

  if (self->past == NULL || from == GTK_INVALID_LIST_POSITION || to == GTK_INVALID_LIST_POSITION)
    return;
  if (to == 0)
    open_list (self, SMT_PAST_NOW, get_record (self, from)->entry);
  else if (to - 1 == from)
    say (self, C_ ("past", "These are the same list. Choose two that are not."));
  else
    open_list (self, get_record (self, MIN (from, to - 1))->entry, get_record (self, MAX (from, to - 1))->entry);
}

/* --- rows ------------------------------------------------------------------------------------------------------------
 */

static gint64
get_entry (GtkButton *button)
{
  return *(const gint64 *)g_object_get_data (G_OBJECT (button), "entry");
}

static void
open_cb (GtkButton *button, SmtPastPage *self)
{
  open_list (self, get_entry (button), SMT_PAST_ALONE);
}

static void
compare_with_now_cb (GtkButton *button, SmtPastPage *self)
{
  open_list (self, SMT_PAST_NOW, get_entry (button));
}

static void
add_button (SmtPastPage *self,
            GtkWidget *box,
            const char *words,
            const SmtReconciledRecord *record,
            const char *when,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (words);
  g_autofree char *name = g_strdup_printf ("%s: %s", words, when);
  gint64 entry = record->entry;

  g_object_set_data_full (G_OBJECT (button), "entry", g_memdup2 (&entry, sizeof entry), g_free);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_row (SmtPastPage *self, GtkWidget *section, const SmtReconciledRecord *record)
{
  g_autofree char *when = smt_past_moment (record->at);
  g_autofree char *note = smt_journal_note_of_record (record);
  GtkWidget *buttons = smt_wrapped_box_new (SPACE / 2);

  add_button (self, buttons, C_ ("past", "Open"), record, when, G_CALLBACK (open_cb));
  add_button (self, buttons, C_ ("past", "Compare with now"), record, when, G_CALLBACK (compare_with_now_cb));
  smt_quiet_section_add (section, when, note, NULL, buttons);
}

static void
clear_list (SmtPastPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list_box))) != NULL)
    gtk_box_remove (self->list_box, child);
}

static void
fill_drop_downs (SmtPastPage *self)
{
  g_autoptr (GtkStringList) from = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) to = gtk_string_list_new (NULL);

  gtk_string_list_append (to, C_ ("past", "The list now"));
  for (guint i = 0; i < self->past->records->len; i++)
    {
      g_autofree char *when = smt_past_moment (get_record (self, i)->at);

      gtk_string_list_append (from, when);
      gtk_string_list_append (to, when);
    }
  gtk_drop_down_set_model (self->from_drop_down, G_LIST_MODEL (from));
  gtk_drop_down_set_model (self->to_drop_down, G_LIST_MODEL (to));
}

static void
show_past (SmtPastPage *self)
{
  guint n = self->past->records->len;
  g_autofree char *nothing = n == 0 ? smt_past_none_words (self->past, SMT_DATE_UNSET) : NULL;
  GtkWidget *section;

  clear_list (self);
  gtk_widget_set_visible (self->asks, n > 0);
  say (self, nothing);
  if (n == 0)
    return;
  fill_drop_downs (self);
  section = smt_quiet_section_new (C_ ("past", "Kept here"), n);
  for (guint i = 0; i < n; i++)
    add_row (self, section, get_record (self, i));
  smt_wrap_buttons (section);
  gtk_box_append (self->list_box, section);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPastPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtPast) past = smt_patient_context_load_past_finish (SMT_PATIENT_CONTEXT (source), result, &error);

  if (self->context != SMT_PATIENT_CONTEXT (source) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* it is about somebody else now */
  if (past == NULL)
    {
      smt_past_page_fail (self, error);
      return;
    }
  g_clear_pointer (&self->past, smt_past_free);
  self->past = g_steal_pointer (&past);
  show_past (self);
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
smt_past_page_dispose (GObject *object)
{
  SmtPastPage *self = SMT_PAST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->past, smt_past_free);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (smt_past_page_parent_class)->dispose (object);
}

static gboolean
smt_past_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (SMT_PAST_PAGE (widget)->content, GTK_DIR_TAB_FORWARD);
}

static void
smt_past_page_class_init (SmtPastPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_past_page_dispose;
  widget_class->grab_focus = smt_past_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pastpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", SMT_TYPE_PAST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static GtkWidget *
make_label (const char *words, const char *css)
{
  GtkWidget *label = smt_wrapped_label_new (words, css);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
set_up_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, make_label ("", NULL));
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkStringObject *choice = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (choice));
}

/* What is chosen breaks into lines: that of GTK keeps a narrow window as wide as a date and a name. The list that opens
 * is GTK's. */
static GtkDropDown *
make_drop_down (GtkWidget *box, const char *words)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), gtk_drop_down_get_factory (GTK_DROP_DOWN (drop_down)));
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  gtk_box_append (GTK_BOX (box), make_label (words, "quiet"));
  gtk_box_append (GTK_BOX (box), drop_down);
  smt_drop_down_name (GTK_DROP_DOWN (drop_down), words);
  return GTK_DROP_DOWN (drop_down);
}

static GtkWidget *
make_asks (SmtPastPage *self)
{
  GtkWidget *asks = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *two = smt_wrapped_box_new (SPACE / 2);
  GtkWidget *show = smt_wrapped_button_new (C_ ("past", "Show the list as it was"), G_CALLBACK (show_day_cb), self);
  GtkWidget *compare = smt_wrapped_button_new (C_ ("past", "Compare"), G_CALLBACK (compare_cb), self);

  self->day_field =
      g_object_new (SMT_TYPE_FIELD, "label", C_ ("past", "The list as it was on this day (24.12.2026)"), NULL);
  g_signal_connect_object (self->day_field, "activate", G_CALLBACK (show_day_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_halign (show, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (asks), GTK_WIDGET (self->day_field));
  gtk_box_append (GTK_BOX (asks), show);
  self->from_drop_down = make_drop_down (two, C_ ("past", "What has changed since"));
  self->to_drop_down = make_drop_down (two, C_ ("past", "in"));
  gtk_box_append (GTK_BOX (two), compare);
  gtk_box_append (GTK_BOX (asks), two);
  return asks;
}

static void
smt_past_page_init (SmtPastPage *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *fixed = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0); /* who it is about never scrolls away */
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *heading = smt_wrapped_title_new (C_ ("past", "Earlier reconciliations"), "title-2");

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  self->identity = g_object_new (SMT_TYPE_IDENTITY_STRIP, NULL);
  gtk_widget_add_css_class (fixed, "patient-fixed");
  gtk_box_append (GTK_BOX (fixed), GTK_WIDGET (self->identity));
  self->said_label = GTK_LABEL (make_label ("", "notice"));
  self->asks = make_asks (self);
  self->list_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE));
  gtk_widget_add_css_class (page, "form-page");
  gtk_box_append (GTK_BOX (page), heading);
  gtk_box_append (GTK_BOX (page),
                  make_label (C_ ("past", "The lists as they were after they had been sent from here, kept on this "
                                          "machine. They are only shown; nothing in them can be decided or sent."),
                              "quiet"));
  gtk_box_append (GTK_BOX (page), self->asks);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->said_label));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->list_box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), page);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->content), fixed);
  gtk_box_append (GTK_BOX (self->content), scroller);
  gtk_widget_set_visible (self->asks, FALSE);
  say (self, NULL);
}

/** smt_past_page_set_context: @context (nullable): the patient whose earlier lists are asked for */
void
smt_past_page_set_context (SmtPastPage *self, SmtPatientContext *context)
{
  g_return_if_fail (SMT_IS_PAST_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (context != self->context)
    {
      g_clear_pointer (&self->past, smt_past_free);
      clear_list (self);
      smt_field_set_text (self->day_field, "");
      gtk_widget_set_visible (self->asks, FALSE);
      say (self, NULL);
    }
  g_set_object (&self->context, context);
  smt_identity_strip_set_context (self->identity, context);
  if (context == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  smt_patient_context_load_past_async (context, self->cancellable, loaded_cb, g_object_ref (self));
}

/** smt_past_page_fail: says why what was asked for cannot be shown */
void
smt_past_page_fail (SmtPastPage *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (SMT_IS_PAST_PAGE (self) && error != NULL);

  if (error->domain == SMT_FHIR_ERROR)
    sentence = g_strdup (C_ ("past", "This list is kept, but it cannot be read any more."));
  else
    sentence = smt_sentence_for_error (error);
  say (self, sentence);
}
