/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One changed treatment at review: before and after in words and strip, and what follows from it.
 * Owned by its list; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_REVIEW_ROW (smt_review_row_get_type ())
G_DECLARE_FINAL_TYPE (SmtReviewRow, smt_review_row, SMT, REVIEW_ROW, GtkListBoxRow)

GtkWidget *smt_review_row_new (const SmtRow *row, SmtDate today);

G_END_DECLS
