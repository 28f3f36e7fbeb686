/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-round-page.h"

#include <glib/gi18n-lib.h>

#include "desk/smt-desk-round.h"
#include "journal/smt-journal-audit.h"
#include "ui/smt-decide.h"
#include "ui/smt-phrases.h"
#include "ui/smt-queue-row.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

#define SPACE 8

struct _SmtRoundPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *progress_words;
  GtkProgressBar *progress;
  GtkWidget *next_button;
  GtkWidget *section; /* a box */
  GtkListBox *list;   /* (nullable): in it */

  /* owned */
  SmtDesk *desk;
  SmtRound *round;     /* (nullable) */
  SmtWorkItem *opened; /* (nullable): who was opened last */
};

G_DEFINE_FINAL_TYPE (SmtRoundPage, smt_round_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void refresh (SmtRoundPage *self);

/* --- words -----------------------------------------------------------------------------------------------------------
 */

static const char *
state_word (SmtRoundState state)
{
  switch (state)
    {
    case SMT_ROUND_PREPARED:
      return C_ ("round", "Prepared, waits for the doctor");
    case SMT_ROUND_DONE:
      return C_ ("round", "Done");
    case SMT_ROUND_WAITING:
    case SMT_N_ROUND_STATES:
    default:
      return C_ ("round", "Not prepared");
    }
}

static const char *
state_shape (SmtRoundState state)
{
  return state == SMT_ROUND_DONE ? "✓" : state == SMT_ROUND_PREPARED ? "▲" : "○";
}

static void
append (GString *out, char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
  g_free (part);
}

/* What the patient waits for: what is drafted, decided, known since it was opened, and due. */
static char *
waits_for (const SmtRoundStop *stop)
{
  SmtDate due = smt_work_item_get_review_due (stop->item);
  g_autofree char *date = smt_date_is_set (due) ? smt_phrase_date (due) : NULL;
  GString *out = g_string_new (NULL);

  if (stop->n_drafts > 0)
    append (out, g_strdup_printf (
                     g_dngettext (GETTEXT_PACKAGE, "%u draft to approve", "%u drafts to approve", stop->n_drafts),
                     stop->n_drafts));
  if (stop->n_decided > 0)
    append (out, g_strdup_printf (
                     g_dngettext (GETTEXT_PACKAGE, "%u decision to send", "%u decisions to send", stop->n_decided),
                     stop->n_decided));
  append (out, g_strdup (smt_work_item_get_status (stop->item)));
  append (out, g_strdup (smt_work_item_get_note (stop->item)));
  if (date != NULL)
    append (out, g_strdup_printf (C_ ("work list", "Review by %s"), date));
  return g_string_free (out, FALSE);
}

/* --- rows ------------------------------------------------------------------------------------------------------------
 */

static const SmtRoundStop *
get_stop (SmtRoundPage *self, guint index)
{
  return g_ptr_array_index (self->round->stops, index);
}

static void
open_stop (SmtRoundPage *self, guint index)
{
  g_autoptr (SmtWorkItem) item = g_object_ref (get_stop (self, index)->item);

  g_set_object (&self->opened, item);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, item);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, SmtRoundPage *self)
{
  open_stop (self, (guint)smt_queue_row_get_index (SMT_QUEUE_ROW (row)));
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtRoundPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!smt_desk_say_round_finish (SMT_DESK (source), result, &error))
    {
      sentence = smt_sentence_for_error (error);
      g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence);
    }
  refresh (self);
}

static void
say_cb (GtkButton *button, SmtRoundPage *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  SmtRoundState state = (SmtRoundState)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "state"));

  g_set_object (&self->opened, get_stop (self, index)->item);
  smt_desk_say_round_async (self->desk, get_stop (self, index)->item, state, said_cb, g_object_ref (self));
}

/* A nurse or a pharmacist prepares, a doctor is done; each can take back what was said today. */
static SmtRoundState
offered_state (const SmtRoundStop *stop)
{
  SmtRoundState next = smt_decide_get_role () == SMT_ROLE_DOCTOR ? SMT_ROUND_DONE : SMT_ROUND_PREPARED;

  if (stop->n_drafts > 0)
    return SMT_N_ROUND_STATES; /* the drafts say so themselves, and are not passed over */
  return stop->state >= next ? SMT_ROUND_WAITING : next;
}

static void
add_button (SmtRoundPage *self, SmtQueueRow *row, guint index, const char *name)
{
  SmtRoundState state = offered_state (get_stop (self, index));
  const char *words = state == SMT_ROUND_DONE       ? C_ ("round", "Nothing to change")
                      : state == SMT_ROUND_PREPARED ? C_ ("round", "Prepared")
                                                    : C_ ("round", "See again");
  g_autofree char *label = g_strdup_printf ("%s: %s", words, name);
  GtkWidget *button;

  if (state == SMT_N_ROUND_STATES)
    return;
  button = gtk_button_new_with_label (words);
  smt_wrap_buttons (button);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (button), "state", GINT_TO_POINTER (state));
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (say_cb), self);
  smt_queue_row_add_button (row, button);
}

static GtkWidget *
make_row (SmtRoundPage *self, guint index)
{
  const SmtRoundStop *stop = get_stop (self, index);
  g_autofree char *name = smt_patient_dup_name (smt_work_item_get_patient (stop->item));
  g_autofree char *title = g_strdup_printf ("%u  %s", index + 1, name);
  g_autofree char *badge = g_strdup_printf ("%s %s", state_shape (stop->state), state_word (stop->state));
  g_autofree char *waits = waits_for (stop);
  /* Translators: %s is a person */
  g_autofree char *by = stop->who != NULL ? g_strdup_printf (C_ ("round", "Prepared by %s"), stop->who) : NULL;
  g_autofree char *label =
      g_strdup_printf ("%s, %s%s%s%s%s", name, state_word (stop->state), *waits != '\0' ? ". " : "", waits,
                       by != NULL ? ". " : "", by != NULL ? by : "");
  GtkWidget *row = smt_queue_row_new (title);

  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), badge, stop->state == SMT_ROUND_PREPARED ? "check" : NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), waits, NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), by, "quiet");
  smt_queue_row_set_index (SMT_QUEUE_ROW (row), (int)index);
  smt_queue_row_set_label (SMT_QUEUE_ROW (row), label);
  add_button (self, SMT_QUEUE_ROW (row), index, name);
  return row;
}

/* --- the round -------------------------------------------------------------------------------------------------------
 */

static void
show_progress (SmtRoundPage *self)
{
  guint n = self->round->stops->len;
  guint done = self->round->n_in_state[SMT_ROUND_DONE];
  /* Translators: %1$u of %2$u patients are done, %3$u are prepared */
  g_autofree char *words = g_strdup_printf (C_ ("round", "%1$u of %2$u patients done, %3$u prepared"), done, n,
                                            self->round->n_in_state[SMT_ROUND_PREPARED]);

  gtk_label_set_label (self->progress_words,
                       n > 0 ? words : C_ ("round", "Nobody is on the work list: the round has no patients."));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), n > 0);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double)done / n : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_sensitive (self->next_button, done < n);
}

/* To who was opened last, else the first that is not done. */
static void
focus_row (SmtRoundPage *self)
{
  GtkListBoxRow *found = NULL;

  for (guint i = 0; i < self->round->stops->len; i++)
    {
      const SmtRoundStop *stop = get_stop (self, i);

      if (stop->item == self->opened || (found == NULL && self->opened == NULL && stop->state != SMT_ROUND_DONE))
        found = gtk_list_box_get_row_at_index (self->list, (int)i);
    }
  if (found != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (found));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show_round (SmtRoundPage *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->section);
  GtkWidget *box;

  if (child != NULL)
    gtk_box_remove (GTK_BOX (self->section), child);
  box = smt_queue_section_new (C_ ("round", "Patients of the round"), &self->list);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  for (guint i = 0; i < self->round->stops->len; i++)
    gtk_list_box_append (self->list, make_row (self, i));
  gtk_box_append (GTK_BOX (self->section), box);
  show_progress (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_row (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtRoundPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtRound) round = smt_desk_load_round_finish (SMT_DESK (source), result, &error);
  g_autofree char *sentence = NULL;

  if (round != NULL && self->desk == SMT_DESK (source))
    {
      g_clear_pointer (&self->round, smt_round_free);
      self->round = g_steal_pointer (&round);
      show_round (self);
    }
  else if (error != NULL)
    {
      sentence = smt_sentence_for_error (error);
      gtk_label_set_label (self->progress_words, sentence);
    }
}

static void
refresh (SmtRoundPage *self)
{
  if (self->desk != NULL)
    smt_desk_load_round_async (self->desk, loaded_cb, g_object_ref (self));
}

/* --- building --------------------------------------------------------------------------------------------------------
 */

static void
build (SmtRoundPage *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", C_ ("round", "Round"), "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0f, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (page, "form-page");
  gtk_widget_add_css_class (title, "patient-name");
  self->progress_words = GTK_LABEL (smt_queue_label_new ("", NULL));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->next_button = gtk_button_new_with_label (C_ ("round", "Next patient"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), "win.next-patient");
  gtk_widget_set_halign (self->next_button, GTK_ALIGN_START);
  smt_wrap_buttons (self->next_button);
  self->section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (page), title);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->progress_words));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (page), self->next_button);
  gtk_box_append (
      GTK_BOX (page),
      smt_queue_label_new (C_ ("round", "In the order of the work list. What waits is known from this program "
                                        "alone: nothing is fetched before a patient is opened."),
                           "quiet"));
  gtk_box_append (GTK_BOX (page), self->section);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), page);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
smt_round_page_dispose (GObject *object)
{
  SmtRoundPage *self = SMT_ROUND_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_object (&self->opened);
  g_clear_pointer (&self->round, smt_round_free);
  G_OBJECT_CLASS (smt_round_page_parent_class)->dispose (object);
}

static void
smt_round_page_class_init (SmtRoundPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_round_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SMT_TYPE_WORK_ITEM);
  signals[SIGNAL_SAID] =
      g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
smt_round_page_init (SmtRoundPage *self)
{
  build (self);
}

/** smt_round_page_set_desk: @desk (nullable): whose round it shows */
void
smt_round_page_set_desk (SmtRoundPage *self, SmtDesk *desk)
{
  g_return_if_fail (SMT_IS_ROUND_PAGE (self));

  g_set_object (&self->desk, desk);
  g_clear_object (&self->opened);
  g_clear_pointer (&self->round, smt_round_free);
}

/** smt_round_page_show: reads the round anew and goes to who was opened last; the log of use tells of it */
void
smt_round_page_show (SmtRoundPage *self)
{
  g_return_if_fail (SMT_IS_ROUND_PAGE (self));

  if (self->desk != NULL)
    smt_journal_add_audit_async (smt_desk_get_store (self->desk), "queue-read", NULL, NULL, "round", NULL, NULL);
  refresh (self);
}

/**
 * smt_round_page_open_next:
 * @self: the round, as it was read last
 *
 * Returns: whether there was a patient after the one opened last that was not done
 */
gboolean
smt_round_page_open_next (SmtRoundPage *self)
{
  gboolean below;

  g_return_val_if_fail (SMT_IS_ROUND_PAGE (self), FALSE);

  below = self->opened == NULL;
  for (guint i = 0; self->round != NULL && i < self->round->stops->len; i++)
    {
      const SmtRoundStop *stop = get_stop (self, i);

      if (below && stop->state != SMT_ROUND_DONE)
        {
          open_stop (self, i);
          return TRUE;
        }
      below = below || stop->item == self->opened;
    }
  return FALSE;
}
