/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row that stands only in a list from a file: what it says, what it may be the same as, and what is said of it (to be
 * clarified, or not for the list).
 * Owned by its list box; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_ALONE_ROW (smt_alone_row_get_type ())
G_DECLARE_FINAL_TYPE (SmtAloneRow, smt_alone_row, SMT, ALONE_ROW, GtkListBoxRow)

/* @shown: of @row, which is read now only */
GtkWidget *smt_alone_row_new     (SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *shown);
const char *smt_alone_row_get_key (SmtAloneRow *self);
gboolean   smt_alone_row_says    (SmtAloneRow *self, const SmtPairRow *row, const SmtPairMember *shown);
void       smt_alone_row_update  (SmtAloneRow *self);

G_END_DECLS
