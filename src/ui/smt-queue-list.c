/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-queue-list.h"

#include <glib/gi18n-lib.h>

#include "base/smt-text.h"
#include "ui/smt-scroll.h"
#include "ui/smt-wrap.h"

#define SPACE 8
/* Rows made in one frame. GTK lays each out for some milliseconds; more only while the focus waits for one further
 * down. */
#define ROWS_A_FRAME 2u
#define ROWS_TO_AIM 10u

/** Part: what was said of one of the parts; a search shows some of it. */
typedef struct
{
  guint id;
  char *heading;
  GArray *indices;
} Part;

struct _SmtQueueList
{
  GtkBox parent_instance;

  GtkWidget *search_entry;
  GtkWidget *nothing; /* that nothing was found */
  GtkWidget *parts;   /* a box of SmtQueuePart */

  /* owned */
  GPtrArray *told; /* of Part */
  char *folded;    /* (nullable): what is looked for */

  SmtQueueMakeRow make_row;
  SmtQueueContains contains;
  gpointer data;                           /* borrowed: for both */
  guint wanted[SMT_QUEUE_LIST_MOST_PARTS]; /* rows of each part that were asked for */
  SmtQueuePart *aim;                       /* (nullable) borrowed: whose row takes the focus when it is made */
  guint aim_place;
  guint tick; /* makes rows, a few in each frame */
};

G_DEFINE_FINAL_TYPE (SmtQueueList, smt_queue_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->heading);
  g_array_unref (part->indices);
  g_free (part);
}

/* --- rows, a few at a time -------------------------------------------------------------------------------------------
 */

static SmtQueuePart *
first_part (SmtQueueList *self)
{
  return (SmtQueuePart *)gtk_widget_get_first_child (self->parts);
}

static SmtQueuePart *
part_after (SmtQueuePart *part)
{
  return (SmtQueuePart *)gtk_widget_get_next_sibling (GTK_WIDGET (part));
}

static gboolean
make_next_row (SmtQueueList *self)
{
  for (SmtQueuePart *part = first_part (self); part != NULL; part = part_after (part))
    if (smt_queue_part_make_next (part))
      return TRUE;
  return FALSE;
}

static void
focus_aim (SmtQueueList *self)
{
  GtkWidget *row = self->aim != NULL ? smt_queue_part_get_row (self->aim, self->aim_place) : NULL;

  if (row == NULL)
    return;
  self->aim = NULL;
  if (gtk_widget_get_mapped (row)) /* nobody has gone elsewhere in the meantime */
    {
      gtk_widget_grab_focus (row);
      smt_scroll_to (row);
    }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SmtQueueList *self = SMT_QUEUE_LIST (widget);
  guint n = self->aim != NULL && self->aim_place > ROWS_TO_AIM ? ROWS_TO_AIM : ROWS_A_FRAME;
  gboolean made = TRUE;

  for (guint i = 0; made && i < n; i++)
    made = make_next_row (self);
  focus_aim (self);
  if (made)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
make_rows (SmtQueueList *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* The row at @index, where it is shown; else the first. Returns: FALSE where there is no row at all */
static gboolean
take_aim (SmtQueueList *self, guint index)
{
  self->aim = first_part (self);
  self->aim_place = 0;
  for (SmtQueuePart *part = first_part (self); part != NULL; part = part_after (part))
    {
      int place = smt_queue_part_get_place (part, index);

      if (place < 0)
        continue;
      smt_queue_part_want (part, (guint)place + 1);
      self->aim = part;
      self->aim_place = (guint)place;
    }
  return self->aim != NULL;
}

/* --- parts -----------------------------------------------------------------------------------------------------------
 */

static void
part_opened_cb (SmtQueueList *self, guint index)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, index);
}

/* Returns: (transfer full): those of @indices that are looked for */
static GArray *
filter (SmtQueueList *self, GArray *indices)
{
  GArray *found;

  if (self->folded == NULL)
    return g_array_ref (indices);
  found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < indices->len; i++)
    {
      guint index = g_array_index (indices, guint, i);

      if (self->contains (self->data, index, self->folded))
        g_array_append_val (found, index);
    }
  return found;
}

static void
drop_parts (SmtQueueList *self)
{
  GtkWidget *part;

  self->aim = NULL;
  while ((part = gtk_widget_get_first_child (self->parts)) != NULL)
    gtk_box_remove (GTK_BOX (self->parts), part);
}

static void
more_cb (SmtQueueList *self, SmtQueuePart *part)
{
  guint id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (part), "id"));

  self->wanted[id] = smt_queue_part_get_wanted (part);
  make_rows (self);
}

static void
add_part (SmtQueueList *self, const Part *told, GArray *indices)
{
  GtkWidget *part = smt_queue_part_new (told->heading, indices, self->make_row, self->data);

  g_object_set_data (G_OBJECT (part), "id", GUINT_TO_POINTER (told->id));
  g_signal_connect_object (part, "opened", G_CALLBACK (part_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (part, "more", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  smt_queue_part_want (SMT_QUEUE_PART (part), self->wanted[told->id]);
  gtk_box_append (GTK_BOX (self->parts), part);
}

static void
show_parts (SmtQueueList *self)
{
  drop_parts (self);
  for (guint i = 0; i < self->told->len; i++)
    {
      const Part *told = g_ptr_array_index (self->told, i);
      g_autoptr (GArray) indices = filter (self, told->indices);

      if (indices->len > 0)
        add_part (self, told, indices);
    }
  gtk_widget_set_visible (self->nothing, self->told->len > 0 && first_part (self) == NULL);
  make_rows (self);
}

/** smt_queue_list_begin: the parts of a queue that was read anew follow, then smt_queue_list_end() */
void
smt_queue_list_begin (SmtQueueList *self)
{
  g_return_if_fail (SMT_IS_QUEUE_LIST (self));

  g_ptr_array_set_size (self->told, 0);
}

/**
 * smt_queue_list_add_part:
 * @self: a list that was begun
 * @id: the same for the same part each time, below %SMT_QUEUE_LIST_MOST_PARTS
 * @heading: what stands above it; the count is added to it
 * @indices: (element-type guint): what stands in it; nothing is shown where nothing does
 */
void
smt_queue_list_add_part (SmtQueueList *self, guint id, const char *heading, GArray *indices)
{
  Part *part;

  g_return_if_fail (SMT_IS_QUEUE_LIST (self) && id < SMT_QUEUE_LIST_MOST_PARTS);

  if (indices->len == 0)
    return;
  part = g_new0 (Part, 1);
  part->id = id;
  part->heading = g_strdup (heading);
  part->indices = g_array_ref (indices);
  g_ptr_array_add (self->told, part);
}

/** smt_queue_list_end: shows the parts, and of each as many rows as were asked for before */
void
smt_queue_list_end (SmtQueueList *self)
{
  g_return_if_fail (SMT_IS_QUEUE_LIST (self));

  gtk_widget_set_visible (self->search_entry, self->told->len > 0);
  show_parts (self);
}

/** smt_queue_list_clear: nothing is shown, looked for, or asked to be shown more of */
void
smt_queue_list_clear (SmtQueueList *self)
{
  g_return_if_fail (SMT_IS_QUEUE_LIST (self));

  memset (self->wanted, 0, sizeof self->wanted);
  g_ptr_array_set_size (self->told, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_clear_pointer (&self->folded, g_free);
  smt_queue_list_end (self);
}

/**
 * smt_queue_list_focus:
 * @self: a list
 * @index: of what stands in the queue; %SMT_QUEUE_LIST_NONE for none of it
 *
 * Gives its row the focus, when that is made; where it is not shown, the first row; where there is no row, the first
 * thing of the window's page.
 *
 * Returns: whether there was anything to take it
 */
gboolean
smt_queue_list_focus (SmtQueueList *self, guint index)
{
  GtkWidget *place;

  g_return_val_if_fail (SMT_IS_QUEUE_LIST (self), FALSE);

  place = gtk_widget_get_parent (GTK_WIDGET (self));
  if (!take_aim (self, index))
    return place != NULL && gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
  make_rows (self);
  focus_aim (self);
  return TRUE;
}

/* --- looking for words -----------------------------------------------------------------------------------------------
 */

static void
search_changed_cb (SmtQueueList *self)
{
  g_autofree char *folded = smt_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  if (g_str_equal (folded, self->folded != NULL ? self->folded : ""))
    return;
  g_clear_pointer (&self->folded, g_free);
  if (*folded != '\0')
    self->folded = g_steal_pointer (&folded);
  show_parts (self);
}

/* Escape shows everything again; once more it leads back, like anywhere on the page. */
static void
stop_search_cb (SmtQueueList *self)
{
  if (self->folded == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  search_changed_cb (self); /* at once */
  smt_queue_list_focus (self, SMT_QUEUE_LIST_NONE);
}

/* From the field to the first row that was found. */
static void
search_activated_cb (SmtQueueList *self)
{
  self->aim = first_part (self);
  self->aim_place = 0;
  focus_aim (self);
}

/** smt_queue_list_search: Returns: whether there is something to look in; then the words that are typed are looked for
 */
gboolean
smt_queue_list_search (SmtQueueList *self)
{
  g_return_val_if_fail (SMT_IS_QUEUE_LIST (self), FALSE);

  if (!gtk_widget_get_mapped (self->search_entry) || !gtk_widget_grab_focus (self->search_entry))
    return FALSE;
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1); /* other words take the place of these */
  return TRUE;
}

static GtkWidget *
make_search_entry (SmtQueueList *self)
{
  GtkWidget *entry = gtk_search_entry_new ();

  g_object_set (entry, "placeholder-text", C_ ("queue", "Find in the queue"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("queue", "Find in the queue"), -1);
  gtk_widget_set_visible (entry, FALSE);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (search_activated_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

/* --- class -----------------------------------------------------------------------------------------------------------
 */

static void
smt_queue_list_dispose (GObject *object)
{
  SmtQueueList *self = SMT_QUEUE_LIST (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  self->aim = NULL;
  G_OBJECT_CLASS (smt_queue_list_parent_class)->dispose (object);
}

static void
smt_queue_list_finalize (GObject *object)
{
  SmtQueueList *self = SMT_QUEUE_LIST (object);

  g_ptr_array_unref (self->told);
  g_free (self->folded);
  G_OBJECT_CLASS (smt_queue_list_parent_class)->finalize (object);
}

static void
smt_queue_list_class_init (SmtQueueListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_queue_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = smt_queue_list_finalize;
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
smt_queue_list_init (SmtQueueList *self)
{
  self->told = g_ptr_array_new_with_free_func (part_free);
  self->search_entry = make_search_entry (self);
  self->nothing = smt_wrapped_label_new (C_ ("queue", "Nothing in the queue has these words."), NULL);
  self->parts = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACE);
  gtk_box_append (GTK_BOX (self), self->search_entry);
  gtk_box_append (GTK_BOX (self), self->nothing);
  gtk_box_append (GTK_BOX (self), self->parts);
}

/**
 * smt_queue_list_new:
 * @make_row: makes the SmtQueueRow of what stands at an index
 * @contains: what a search finds
 * @data: for both; outlives the list
 *
 * Returns: (transfer floating): a list of nothing yet
 */
GtkWidget *
smt_queue_list_new (SmtQueueMakeRow make_row, SmtQueueContains contains, gpointer data)
{
  SmtQueueList *self = g_object_new (SMT_TYPE_QUEUE_LIST, NULL);

  self->make_row = make_row;
  self->contains = contains;
  self->data = data;
  return GTK_WIDGET (self);
}
