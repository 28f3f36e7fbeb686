/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The record of the reconciliation: sources used, who was spoken with, and a note for the journal. The conversation is
 * never ticked beforehand.
 * Owned by the review page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_RECORD_CARD_KEY "<Alt>p" /* ticks the conversation with the patient */

#define SMT_TYPE_RECORD_CARD (smt_record_card_get_type ())
G_DECLARE_FINAL_TYPE (SmtRecordCard, smt_record_card, SMT, RECORD_CARD, GtkWidget)

void smt_record_card_set_context (SmtRecordCard *self, SmtPatientContext *context);
void smt_record_card_update      (SmtRecordCard *self);
void       smt_record_card_show_places (SmtRecordCard *self, gboolean sent);
void       smt_record_card_copy        (SmtRecordCard *self);

G_END_DECLS
