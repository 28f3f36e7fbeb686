/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was found about a flagged entry, without its list: both voices side by side as they were heard, the product, the
 * rule and the prescription; to be seen, and as text to be sent by other means.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "reconcile/smt-cleanup.h"

G_BEGIN_DECLS

/* (transfer floating) */
GtkWidget *smt_evidence_box_new (const SmtCleanup *entry);
/* (transfer full): a line a fact; names no patient */
char      *smt_evidence_to_text (const SmtCleanup *entry);

G_END_DECLS
