/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What became of each part of a send, in words, and the next step.
 * Owned by the review page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_RECEIPT_LIST (smt_receipt_list_get_type ())
G_DECLARE_FINAL_TYPE (SmtReceiptList, smt_receipt_list, SMT, RECEIPT_LIST, GtkBox)

void  smt_receipt_list_set_context (SmtReceiptList *self, SmtPatientContext *context, const SmtList *sent);
char *smt_receipt_list_headline    (SmtPatientContext *context);

G_END_DECLS
