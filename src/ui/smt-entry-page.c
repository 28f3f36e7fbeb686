/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-entry-page.h"

#include "ui/smt-entry-row.h"

typedef struct
{
  SmtCleanupQueue *queue; /* (nullable) owned */
} SmtEntryPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SmtEntryPage, smt_entry_page, SMT_TYPE_QUEUE_PAGE)

static SmtEntryPagePrivate *
priv_of (gpointer self)
{
  return smt_entry_page_get_instance_private (SMT_ENTRY_PAGE (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtEntryPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtCleanupQueue) queue = smt_desk_load_cleanup_finish (SMT_DESK (source), result, &error);
  SmtEntryPagePrivate *priv = priv_of (self);

  if (smt_queue_page_get_desk (SMT_QUEUE_PAGE (self)) != SMT_DESK (source))
    return; /* somebody else works here now */
  if (queue == NULL)
    {
      smt_queue_page_fail (SMT_QUEUE_PAGE (self), error);
      return;
    }
  g_clear_pointer (&priv->queue, smt_cleanup_queue_unref);
  priv->queue = g_steal_pointer (&queue);
  SMT_ENTRY_PAGE_GET_CLASS (self)->divide (self, priv->queue);
}

static void
load (SmtQueuePage *self, SmtDesk *desk)
{
  smt_desk_load_cleanup_async (desk, loaded_cb, g_object_ref (self));
}

static void
forget (SmtQueuePage *self)
{
  g_clear_pointer (&priv_of (self)->queue, smt_cleanup_queue_unref);
}

static guint
get_n (SmtQueuePage *self)
{
  return priv_of (self)->queue != NULL ? priv_of (self)->queue->entries->len : 0;
}

static char *
dup_name (SmtQueuePage *self, guint index)
{
  return smt_entry_dup_name (smt_entry_at (priv_of (self)->queue, index));
}

static gboolean
contains (SmtQueuePage *self, guint index, const char *folded)
{
  return smt_cleanup_queue_contains (priv_of (self)->queue, index, folded);
}

static void
smt_entry_page_dispose (GObject *object)
{
  g_clear_pointer (&priv_of (object)->queue, smt_cleanup_queue_unref);
  G_OBJECT_CLASS (smt_entry_page_parent_class)->dispose (object);
}

static void
smt_entry_page_class_init (SmtEntryPageClass *klass)
{
  SmtQueuePageClass *page_class = SMT_QUEUE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_entry_page_dispose;
  page_class->load = load;
  page_class->forget = forget;
  page_class->get_n = get_n;
  page_class->dup_name = dup_name;
  page_class->contains = contains;
}

static void
smt_entry_page_init (SmtEntryPage *self)
{
}

SmtCleanupQueue *
smt_entry_page_get_queue (SmtEntryPage *self)
{
  return priv_of (self)->queue;
}

/** smt_entry_page_open_patient: where nobody knows whose @entry is, the window says how it is found */
void
smt_entry_page_open_patient (SmtEntryPage *self, const SmtCleanup *entry)
{
  g_autoptr (SmtWorkItem) item = smt_cleanup_queue_make_item (priv_of (self)->queue, entry);

  smt_queue_page_tell_opened (SMT_QUEUE_PAGE (self), item, entry->key);
}
