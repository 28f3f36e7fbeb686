/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drug reactions with their source, and one sentence for each thing that is NOT shown.
 * Owned by its page; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_NOTICE_STRIP (smt_notice_strip_get_type ())
G_DECLARE_FINAL_TYPE (SmtNoticeStrip, smt_notice_strip, SMT, NOTICE_STRIP, GtkWidget)

GtkWidget *smt_notice_strip_new         (void);
void       smt_notice_strip_set_context (SmtNoticeStrip *self, SmtPatientContext *context);

G_END_DECLS
