/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The course of one treatment: a picture along the days, and below it a line each in words.
 * Owned by the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_TIMELINE (smt_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SmtTimeline, smt_timeline, SMT, TIMELINE, GtkBox)

void smt_timeline_set_row (SmtTimeline *self, const SmtRow *row, SmtDate today);

G_END_DECLS
