/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A flagged entry as a row of a queue: the medicine, how grave, what has become of it, what was found, whose it is.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-cleanup-queue.h"

G_BEGIN_DECLS

const SmtCleanup *smt_entry_at   (SmtCleanupQueue *queue, guint index);
/* by which it is known again when the queue is read anew */
char       *smt_entry_dup_name   (const SmtCleanup *entry);
const char *smt_entry_medicine   (const SmtCleanup *entry);
/* (transfer full): whose it is, or that nobody knows */
char       *smt_entry_dup_person (SmtCleanupQueue *queue, const SmtCleanup *entry);
/* (transfer full): the same with the date of birth, where that is known: of two with one name */
char       *smt_entry_dup_person_born (SmtCleanupQueue *queue, const SmtCleanup *entry);
/* (transfer floating): @state in words; @waits: it is to be seen from afar; @last (nullable): a line more */
GtkWidget  *smt_entry_row_new    (SmtCleanupQueue *queue, guint index, const char *state, gboolean waits, const char *last);

G_END_DECLS
