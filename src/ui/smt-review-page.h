/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Review and send: what is changed, new, stopped and unchanged; what blocks; and after sending the receipts.
 * Always open to look at. Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_REVIEW_PAGE (smt_review_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtReviewPage, smt_review_page, SMT, REVIEW_PAGE, GtkWidget)

void smt_review_page_set_context (SmtReviewPage *self, SmtPatientContext *context);
void smt_review_page_update      (SmtReviewPage *self);
void       smt_review_page_copy_note   (SmtReviewPage *self);
void smt_review_page_set_narrow  (SmtReviewPage *self, gboolean narrow);

G_END_DECLS
