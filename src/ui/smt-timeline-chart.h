/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The course of one treatment as a picture: a line of days with prescriptions, dispensings, stop and today where they lie.
 * Owned by the timeline; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_TIMELINE_CHART (smt_timeline_chart_get_type ())
G_DECLARE_FINAL_TYPE (SmtTimelineChart, smt_timeline_chart, SMT, TIMELINE_CHART, GtkWidget)

GtkWidget *smt_timeline_chart_new        (void);
void       smt_timeline_chart_set_course (SmtTimelineChart *self, GPtrArray *course);

G_END_DECLS
