/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-queue-page.h"

#include "journal/smt-journal-audit.h"
#include "ui/smt-sentences.h"
#include "ui/smt-setting.h"
#include "ui/smt-wrap.h"

#define SPACE 8

typedef struct
{
  GtkWidget *scroller;
  GtkLabel *title;
  GtkStack *places; /* "list", and what a page has in its place */
  GtkLabel *summary;
  GtkWidget *above; /* a box */
  GtkLabel *note;
  SmtQueueList *list;

  /* owned */
  SmtDesk *desk;
  char *opened; /* (nullable): name of where the user is, or was last */

  guint opened_index;   /* where that stood: the same name may stand twice */
  gboolean wants_focus; /* when the list has been read */
} SmtQueuePagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SmtQueuePage, smt_queue_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static SmtQueuePagePrivate *
priv_of (SmtQueuePage *self)
{
  return smt_queue_page_get_instance_private (self);
}

/* --- where the user is -----------------------------------------------------------------------------------------------
 */

static gboolean
is_named (SmtQueuePage *self, guint index, const char *name)
{
  g_autofree char *own = SMT_QUEUE_PAGE_GET_CLASS (self)->dup_name (self, index);

  return g_strcmp0 (own, name) == 0;
}

/* The queue was read anew: finds what was opened last again, or lets it be where it is there no more. */
static void
find_opened (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv = priv_of (self);
  guint n = SMT_QUEUE_PAGE_GET_CLASS (self)->get_n (self);

  if (priv->opened == NULL || (priv->opened_index < n && is_named (self, priv->opened_index, priv->opened)))
    return;
  for (guint i = 0; i < n; i++)
    if (is_named (self, i, priv->opened))
      {
        priv->opened_index = i;
        return;
      }
  g_clear_pointer (&priv->opened, g_free);
}

/**
 * smt_queue_page_begin:
 * @self: a page whose queue has been read
 * @summary: what it comes to
 *
 * Returns: (transfer none): the list that its parts are to be added to; then smt_queue_page_end()
 */
SmtQueueList *
smt_queue_page_begin (SmtQueuePage *self, const char *summary)
{
  SmtQueuePagePrivate *priv;

  g_return_val_if_fail (SMT_IS_QUEUE_PAGE (self) && summary != NULL, NULL);

  priv = priv_of (self);
  find_opened (self);
  gtk_label_set_label (priv->summary, summary);
  gtk_label_set_selectable (priv->summary, FALSE);
  smt_queue_list_begin (priv->list);
  return priv->list;
}

/** smt_queue_page_end: shows the parts; the row that was opened last has the focus where the page was asked for */
void
smt_queue_page_end (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv;

  g_return_if_fail (SMT_IS_QUEUE_PAGE (self));

  priv = priv_of (self);
  smt_queue_list_end (priv->list);
  if (priv->wants_focus && smt_queue_page_has_list (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    smt_queue_page_focus_list (self);
  priv->wants_focus = FALSE;
}

/** smt_queue_page_fail: the queue could not be read; what was read before stays */
void
smt_queue_page_fail (SmtQueuePage *self, const GError *error)
{
  g_autofree char *sentence = smt_sentence_for_error (error);

  gtk_label_set_label (priv_of (self)->summary, sentence);
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static GtkWidget *
make_row (gpointer data, guint index)
{
  return SMT_QUEUE_PAGE_GET_CLASS (data)->make_row (data, index);
}

static gboolean
contains (gpointer data, guint index, const char *folded)
{
  return SMT_QUEUE_PAGE_GET_CLASS (data)->contains (data, index, folded);
}

static void
opened_cb (SmtQueuePage *self, guint index)
{
  SMT_QUEUE_PAGE_GET_CLASS (self)->open (self, index);
}

static GtkWidget *
build_list (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv = priv_of (self);
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);

  priv->summary = GTK_LABEL (smt_wrapped_label_new ("", NULL));
  priv->above = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  priv->note = GTK_LABEL (smt_wrapped_label_new ("", "quiet"));
  priv->list = SMT_QUEUE_LIST (smt_queue_list_new (make_row, contains, self));
  g_signal_connect_object (priv->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (place), GTK_WIDGET (priv->summary));
  gtk_box_append (GTK_BOX (place), priv->above);
  gtk_box_append (GTK_BOX (place), GTK_WIDGET (priv->note));
  gtk_box_append (GTK_BOX (place), GTK_WIDGET (priv->list));
  return place;
}

static void
smt_queue_page_dispose (GObject *object)
{
  SmtQueuePagePrivate *priv = priv_of (SMT_QUEUE_PAGE (object));

  g_clear_pointer (&priv->scroller, gtk_widget_unparent);
  g_clear_object (&priv->desk);
  g_clear_pointer (&priv->opened, g_free);
  G_OBJECT_CLASS (smt_queue_page_parent_class)->dispose (object);
}

static void
smt_queue_page_class_init (SmtQueuePageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_queue_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         SMT_TYPE_WORK_ITEM, G_TYPE_STRING);
  signals[SIGNAL_SAID] =
      g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/* What may be done, and whose turn it is, hangs on the role. */
static void
role_changed_cb (SmtQueuePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    smt_queue_page_refresh (self);
}

static void
smt_queue_page_init (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv = priv_of (self);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);

  gtk_widget_add_css_class (page, "form-page");
  priv->title = GTK_LABEL (smt_wrapped_title_new ("", "patient-name"));
  priv->places = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (priv->places, FALSE);
  gtk_stack_set_hhomogeneous (priv->places,
                              FALSE); /* rows out of sight would keep a narrow window as wide as they are long */
  gtk_stack_add_named (priv->places, build_list (self), "list");
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (priv->title));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (priv->places));
  priv->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (priv->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (priv->scroller), page);
  gtk_widget_set_parent (priv->scroller, GTK_WIDGET (self));
  smt_setting_follow ("role", G_CALLBACK (role_changed_cb), G_OBJECT (self));
}

/* --- for the window --------------------------------------------------------------------------------------------------
 */

/** smt_queue_page_set_desk: @desk (nullable): whose queue it shows; of another nothing is left */
void
smt_queue_page_set_desk (SmtQueuePage *self, SmtDesk *desk)
{
  SmtQueuePagePrivate *priv;

  g_return_if_fail (SMT_IS_QUEUE_PAGE (self));

  priv = priv_of (self);
  g_set_object (&priv->desk, desk);
  g_clear_pointer (&priv->opened, g_free);
  gtk_label_set_label (priv->summary, "");
  gtk_stack_set_visible_child_name (priv->places, "list");
  SMT_QUEUE_PAGE_GET_CLASS (self)->forget (self);
  smt_queue_list_clear (priv->list);
}

/** smt_queue_page_show: reads the queue anew and goes to what was opened last; the log of use tells of it */
void
smt_queue_page_show (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv;

  g_return_if_fail (SMT_IS_QUEUE_PAGE (self));

  priv = priv_of (self);
  priv->wants_focus = TRUE;
  if (priv->desk != NULL)
    smt_journal_add_audit_async (smt_desk_get_store (priv->desk), "queue-read", NULL, NULL,
                                 SMT_QUEUE_PAGE_GET_CLASS (self)->name, NULL, NULL);
  smt_queue_page_refresh (self);
}

/**
 * smt_queue_page_open_next:
 * @self: the queue, as it was read last
 *
 * Opens what waits next below what was opened last, and after the end what was passed over; the first where nothing was
 * opened.
 *
 * Returns: whether there was something else that waits
 */
gboolean
smt_queue_page_open_next (SmtQueuePage *self)
{
  SmtQueuePageClass *klass;
  guint n, at;

  g_return_val_if_fail (SMT_IS_QUEUE_PAGE (self), FALSE);

  klass = SMT_QUEUE_PAGE_GET_CLASS (self);
  n = klass->get_n (self);
  at = smt_queue_page_get_remembered (self);
  for (guint i = 0; i < n; i++)
    {
      guint next = at != SMT_QUEUE_LIST_NONE ? (at + 1 + i) % n : i;

      if (next == at || !klass->waits (self, next))
        continue;
      klass->open (self, next);
      return TRUE;
    }
  return FALSE;
}

/** smt_queue_page_back: Returns: whether there was something to go back from within the page; it is gone then */
gboolean
smt_queue_page_back (SmtQueuePage *self)
{
  SmtQueuePageClass *klass;

  g_return_val_if_fail (SMT_IS_QUEUE_PAGE (self), FALSE);

  klass = SMT_QUEUE_PAGE_GET_CLASS (self);
  return klass->back != NULL && klass->back (self);
}

/** smt_queue_page_search: Returns: whether the list is there to look in; then the words that are typed are looked for
 */
gboolean
smt_queue_page_search (SmtQueuePage *self)
{
  g_return_val_if_fail (SMT_IS_QUEUE_PAGE (self), FALSE);

  return smt_queue_list_search (priv_of (self)->list);
}

/* --- for pages -------------------------------------------------------------------------------------------------------
 */

void
smt_queue_page_set_texts (SmtQueuePage *self, const char *title, const char *note)
{
  gtk_label_set_label (priv_of (self)->title, title);
  gtk_label_set_label (priv_of (self)->note, note);
}

void
smt_queue_page_add_above (SmtQueuePage *self, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (priv_of (self)->above), widget);
}

void
smt_queue_page_add_place (SmtQueuePage *self, const char *name, GtkWidget *widget)
{
  gtk_stack_add_named (priv_of (self)->places, widget, name);
}

void
smt_queue_page_show_place (SmtQueuePage *self, const char *name)
{
  gtk_stack_set_visible_child_name (priv_of (self)->places, name);
}

gboolean
smt_queue_page_has_list (SmtQueuePage *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (priv_of (self)->places), "list");
}

SmtDesk *
smt_queue_page_get_desk (SmtQueuePage *self)
{
  return priv_of (self)->desk;
}

/** smt_queue_page_refresh: reads the queue anew, where there is one; the focus stays where it is */
void
smt_queue_page_refresh (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv = priv_of (self);

  if (priv->desk != NULL)
    SMT_QUEUE_PAGE_GET_CLASS (self)->load (self, priv->desk);
}

/** smt_queue_page_focus_list: to what was opened last, in the list as it is shown; to the words that nothing is there,
 * where there is nothing else, so that a screen reader says them */
void
smt_queue_page_focus_list (SmtQueuePage *self)
{
  SmtQueuePagePrivate *priv = priv_of (self);

  if (smt_queue_list_focus (priv->list, smt_queue_page_get_remembered (self)))
    return;
  gtk_label_set_selectable (priv->summary, TRUE); /* no other label takes the focus */
  gtk_widget_grab_focus (GTK_WIDGET (priv->summary));
  gtk_label_select_region (priv->summary, 0, 0);
}

/** smt_queue_page_return: reads the queue anew and goes to what was opened last, unless the user has left the page */
void
smt_queue_page_return (SmtQueuePage *self)
{
  priv_of (self)->wants_focus = TRUE;
  smt_queue_page_refresh (self);
}

/** smt_queue_page_remember: what stands at @index is where the user is from now on */
void
smt_queue_page_remember (SmtQueuePage *self, guint index)
{
  SmtQueuePagePrivate *priv = priv_of (self);

  g_free (priv->opened);
  priv->opened = SMT_QUEUE_PAGE_GET_CLASS (self)->dup_name (self, index);
  priv->opened_index = index;
}

/** smt_queue_page_get_remembered: Returns: its index in the queue as it was read last, or %SMT_QUEUE_LIST_NONE */
guint
smt_queue_page_get_remembered (SmtQueuePage *self)
{
  return priv_of (self)->opened != NULL ? priv_of (self)->opened_index : SMT_QUEUE_LIST_NONE;
}

/** smt_queue_page_begin_anew: the next one is the first that waits */
void
smt_queue_page_begin_anew (SmtQueuePage *self)
{
  g_clear_pointer (&priv_of (self)->opened, g_free);
}

/** smt_queue_page_tell_opened: whose it is, @item (nullable), is to be opened, at the row @key (nullable) */
void
smt_queue_page_tell_opened (SmtQueuePage *self, SmtWorkItem *item, const char *key)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, item, key);
}

void
smt_queue_page_say (SmtQueuePage *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, words);
}
