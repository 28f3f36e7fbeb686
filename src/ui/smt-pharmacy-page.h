/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pharmacist's queue: one thread for each flagged prescription, with ready answers; closed only when its entry is
 * settled.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-desk.h"

G_BEGIN_DECLS

#define SMT_TYPE_PHARMACY_PAGE (smt_pharmacy_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtPharmacyPage, smt_pharmacy_page, SMT, PHARMACY_PAGE, GtkWidget)

/* signals: "opened" (SmtWorkItem, key): whose entry it is; "said" (words) */
void     smt_pharmacy_page_set_desk  (SmtPharmacyPage *self, SmtDesk *desk);
void     smt_pharmacy_page_show      (SmtPharmacyPage *self);
/* the next thread that waits for whoever works here */
gboolean smt_pharmacy_page_open_next (SmtPharmacyPage *self);
/* Returns: whether a thread was shown and the list is shown now */
gboolean smt_pharmacy_page_back      (SmtPharmacyPage *self);

G_END_DECLS
