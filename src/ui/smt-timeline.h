/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chain of prescriptions of one treatment, oldest first, with the dispensings and the planned stop.
 * Owned by the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

#define SMT_TYPE_TIMELINE (smt_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SmtTimeline, smt_timeline, SMT, TIMELINE, GtkBox)

void smt_timeline_set_row (SmtTimeline *self, const SmtRow *row);

G_END_DECLS
