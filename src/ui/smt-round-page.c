/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-round-page.h"

#include <glib/gi18n-lib.h>

#include "base/smt-text.h"
#include "desk/smt-desk-round.h"
#include "ui/smt-decide.h"
#include "ui/smt-phrases.h"
#include "ui/smt-queue-row.h"
#include "ui/smt-sentences.h"
#include "ui/smt-wrap.h"

struct _SmtRoundPage
{
  SmtQueuePage parent_instance;

  GtkProgressBar *progress;
  GtkWidget *next_button;

  /* owned */
  SmtRound *round; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SmtRoundPage, smt_round_page, SMT_TYPE_QUEUE_PAGE)

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

/* What has been known of the patient since it was opened; its drafts stand before it already. */
static void
append_status (GString *out, const SmtRoundStop *stop)
{
  const char *status = smt_work_item_get_status (stop->item);
  g_auto (GStrv) parts = status != NULL ? g_strsplit (status, " · ", -1) : NULL;
  g_autofree char *drafts =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u draft", "%u drafts", stop->n_drafts), stop->n_drafts);

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (stop->n_drafts == 0 || !g_str_equal (parts[i], drafts))
      append (out, g_strdup (parts[i]));
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
  append_status (out, stop);
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
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtQueuePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!smt_desk_say_round_finish (SMT_DESK (source), result, &error))
    {
      sentence = smt_sentence_for_error (error);
      smt_queue_page_say (self, sentence);
    }
  if (smt_queue_page_get_desk (self) == SMT_DESK (source))
    smt_queue_page_return (self);
}

/* The button is gone when the round has been read anew; the row of its patient has the focus then. */
static void
say_cb (GtkButton *button, SmtRoundPage *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  SmtRoundState state = (SmtRoundState)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "state"));

  smt_queue_page_remember (SMT_QUEUE_PAGE (self), index);
  smt_desk_say_round_async (smt_queue_page_get_desk (SMT_QUEUE_PAGE (self)), get_stop (self, index)->item, state,
                            said_cb, g_object_ref (self));
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
make_row (SmtQueuePage *page, guint index)
{
  SmtRoundPage *self = SMT_ROUND_PAGE (page);
  const SmtRoundStop *stop = get_stop (self, index);
  g_autofree char *name = smt_patient_dup_name (smt_work_item_get_patient (stop->item));
  g_autofree char *title = g_strdup_printf ("%u  %s", index + 1, name);
  g_autofree char *badge = g_strdup_printf ("%s %s", state_shape (stop->state), state_word (stop->state));
  g_autofree char *waits = waits_for (stop);
  /* Translators: %s is a person */
  g_autofree char *by = stop->who != NULL ? g_strdup_printf (C_ ("round", "Prepared by %s"), stop->who) : NULL;
  g_autofree char *label =
      g_strdup_printf ("%u %s, %s%s%s%s%s", index + 1, name, state_word (stop->state), *waits != '\0' ? ". " : "",
                       waits, by != NULL ? ". " : "", by != NULL ? by : "");
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

static char *
progress_words (const SmtRound *round)
{
  guint n = round->stops->len;

  if (n == 0)
    return g_strdup (C_ ("round", "Nobody is on the work list: the round has no patients."));
  /* Translators: %1$u of %2$u patients are done, %3$u are prepared */
  return g_strdup_printf (C_ ("round", "%1$u of %2$u patients done, %3$u prepared"), round->n_in_state[SMT_ROUND_DONE],
                          n, round->n_in_state[SMT_ROUND_PREPARED]);
}

static void
show_round (SmtRoundPage *self)
{
  guint n = self->round->stops->len;
  guint done = self->round->n_in_state[SMT_ROUND_DONE];
  g_autofree char *words = progress_words (self->round);
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  SmtQueueList *list = smt_queue_page_begin (SMT_QUEUE_PAGE (self), words);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), n > 0);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double)done / n : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_sensitive (self->next_button, done < n);
  for (guint i = 0; i < n; i++)
    g_array_append_val (indices, i);
  smt_queue_list_add_part (list, 0, C_ ("round", "Patients of the round"), indices);
  smt_queue_page_end (SMT_QUEUE_PAGE (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtRoundPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtRound) round = smt_desk_load_round_finish (SMT_DESK (source), result, &error);

  if (smt_queue_page_get_desk (SMT_QUEUE_PAGE (self)) != SMT_DESK (source))
    return; /* somebody else works here now */
  if (round == NULL)
    {
      smt_queue_page_fail (SMT_QUEUE_PAGE (self), error);
      return;
    }
  g_clear_pointer (&self->round, smt_round_free);
  self->round = g_steal_pointer (&round);
  show_round (self);
}

/* --- what the page is ------------------------------------------------------------------------------------------------
 */

static void
load (SmtQueuePage *self, SmtDesk *desk)
{
  smt_desk_load_round_async (desk, loaded_cb, g_object_ref (self));
}

static void
forget (SmtQueuePage *page)
{
  SmtRoundPage *self = SMT_ROUND_PAGE (page);

  g_clear_pointer (&self->round, smt_round_free);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_widget_set_sensitive (self->next_button, FALSE);
}

static guint
get_n (SmtQueuePage *self)
{
  return SMT_ROUND_PAGE (self)->round != NULL ? SMT_ROUND_PAGE (self)->round->stops->len : 0;
}

static char *
dup_name (SmtQueuePage *self, guint index)
{
  const SmtRoundStop *stop = get_stop (SMT_ROUND_PAGE (self), index);
  g_autofree char *person = smt_work_item_person_to_json (smt_work_item_get_patient (stop->item));

  return g_strdup_printf ("%s\n%u", person, stop->nth);
}

static gboolean
contains (SmtQueuePage *self, guint index, const char *words)
{
  const SmtRoundStop *stop = get_stop (SMT_ROUND_PAGE (self), index);
  g_autofree char *name = smt_patient_dup_name (smt_work_item_get_patient (stop->item));
  g_autofree char *waits = waits_for (stop);
  g_autofree char *all = g_strdup_printf ("%s\n%s\n%s", name, state_word (stop->state), waits);
  g_autofree char *folded = smt_text_fold (all);

  return strstr (folded, words) != NULL;
}

static void
open_stop (SmtQueuePage *self, guint index)
{
  g_autoptr (SmtWorkItem) item = g_object_ref (get_stop (SMT_ROUND_PAGE (self), index)->item);

  smt_queue_page_remember (self, index);
  smt_queue_page_tell_opened (self, item, NULL);
}

static gboolean
is_not_done (SmtQueuePage *self, guint index)
{
  return get_stop (SMT_ROUND_PAGE (self), index)->state != SMT_ROUND_DONE;
}

static void
smt_round_page_dispose (GObject *object)
{
  g_clear_pointer (&SMT_ROUND_PAGE (object)->round, smt_round_free);
  G_OBJECT_CLASS (smt_round_page_parent_class)->dispose (object);
}

static void
smt_round_page_class_init (SmtRoundPageClass *klass)
{
  SmtQueuePageClass *page_class = SMT_QUEUE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_round_page_dispose;
  page_class->name = "round";
  page_class->load = load;
  page_class->forget = forget;
  page_class->get_n = get_n;
  page_class->make_row = make_row;
  page_class->dup_name = dup_name;
  page_class->contains = contains;
  page_class->open = open_stop;
  page_class->waits = is_not_done;
}

static void
smt_round_page_init (SmtRoundPage *self)
{
  SmtQueuePage *page = SMT_QUEUE_PAGE (self);

  smt_queue_page_set_texts (page, C_ ("round", "Round"),
                            C_ ("round", "In the order of the work list. What waits is known from this program alone: "
                                         "nothing is fetched before a patient is opened."));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  self->next_button = gtk_button_new_with_label (C_ ("round", "Next patient"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next_button), "win.next-patient");
  gtk_widget_set_halign (self->next_button, GTK_ALIGN_START);
  smt_wrap_buttons (self->next_button);
  smt_queue_page_add_above (page, GTK_WIDGET (self->progress));
  smt_queue_page_add_above (page, self->next_button);
}
