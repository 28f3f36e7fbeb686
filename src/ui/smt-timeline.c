/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-timeline.h"

#include "ui/smt-course.h"
#include "ui/smt-point.h"
#include "ui/smt-timeline-chart.h"

struct _SmtTimeline
{
  GtkBox parent_instance;

  /* borrowed: children */
  SmtTimelineChart *chart;
  GtkWidget *points;
};

G_DEFINE_FINAL_TYPE (SmtTimeline, smt_timeline, GTK_TYPE_BOX)

static void
add_point (SmtTimeline *self, const SmtCourseEvent *event)
{
  g_autofree char *headline = smt_course_line (event);

  gtk_box_append (GTK_BOX (self->points), smt_point_new (smt_course_mark (event), event->alarming ? "stop" : NULL,
                                                         headline, event->about, event->kind == SMT_COURSE_TODAY));
}

static void
smt_timeline_class_init (SmtTimelineClass *klass)
{
}

static void
smt_timeline_init (SmtTimeline *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "timeline");
  self->chart = SMT_TIMELINE_CHART (smt_timeline_chart_new ());
  self->points = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->chart));
  gtk_box_append (GTK_BOX (self), self->points);
}

/**
 * smt_timeline_set_row:
 * @self: a timeline
 * @row: whose course to show
 * @today: today
 *
 * Draws the course along a line of days, and tells it below in words: the picture shows how the days lie, the words
 * what happened on them.
 */
void
smt_timeline_set_row (SmtTimeline *self, const SmtRow *row, SmtDate today)
{
  g_autoptr (GPtrArray) course = NULL;
  GtkWidget *child;

  g_return_if_fail (SMT_IS_TIMELINE (self));

  while ((child = gtk_widget_get_first_child (self->points)) != NULL)
    gtk_box_remove (GTK_BOX (self->points), child);
  course = smt_course_new (row, today);
  smt_timeline_chart_set_course (self->chart, course);
  for (guint i = 0; i < course->len; i++)
    add_point (self, g_ptr_array_index (course, i));
  gtk_widget_set_visible (GTK_WIDGET (self), course->len > 0);
}
