/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The drawer with the history of one treatment: closed until it is asked for.
 * Owned by the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_HISTORY_SECTION (smt_history_section_get_type ())
G_DECLARE_FINAL_TYPE (SmtHistorySection, smt_history_section, SMT, HISTORY_SECTION, GtkBox)

void     smt_history_section_set  (SmtHistorySection *self, SmtPatientContext *context, const char *key);
void     smt_history_section_open (SmtHistorySection *self, gboolean open);
gboolean smt_history_section_is_open (SmtHistorySection *self);

G_END_DECLS
