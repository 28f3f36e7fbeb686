/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue of flagged entries: what Opprydding and Farmasøyt have in common. It reads them; a page of its own divides them.
 * Owned by the window; main thread.
 */
#pragma once

#include "desk/smt-cleanup-queue.h"
#include "ui/smt-queue-page.h"

G_BEGIN_DECLS

#define SMT_TYPE_ENTRY_PAGE (smt_entry_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SmtEntryPage, smt_entry_page, SMT, ENTRY_PAGE, SmtQueuePage)

/** SmtEntryPageClass: @divide: shows the entries that have been read: smt_queue_page_begin() … smt_queue_page_end() */
struct _SmtEntryPageClass
{
  SmtQueuePageClass parent_class;

  void (*divide) (SmtEntryPage *self, SmtCleanupQueue *queue);
};

/* (nullable) (transfer none): as it was read last */
SmtCleanupQueue *smt_entry_page_get_queue    (SmtEntryPage *self);
/* asks the window to open the patient of an entry at its row */
void             smt_entry_page_open_patient (SmtEntryPage *self, const SmtCleanup *entry);

G_END_DECLS
