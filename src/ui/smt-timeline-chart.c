/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-timeline-chart.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-course.h"
#include "ui/smt-drawing.h"
#include "ui/smt-phrases.h"

/* Measured in the height of small text, so that the picture grows with the font. */
#define LEAST_WIDTH 6
#define WISHED_WIDTH 20
#define LABEL_ROWS 2
#define GAP 4

struct _SmtTimelineChart
{
  GtkWidget parent_instance;

  GPtrArray *course; /* owned; of SmtCourseEvent */
};

G_DEFINE_FINAL_TYPE (SmtTimelineChart, smt_timeline_chart, GTK_TYPE_WIDGET)

/** Lane: one height of the picture, with its name before it. */
typedef enum
{
  LANE_PRESCRIPTIONS,
  LANE_DISPENSINGS,
  N_LANES,
} Lane;

/** Axis: what one drawing needs to know. */
typedef struct
{
  GtkWidget *widget;
  GtkSnapshot *snapshot;
  GdkRGBA ink;
  GdkRGBA faint;
  GdkRGBA accent;
  GdkRGBA fault;
  int line;
  float left;  /* x of the first day */
  float right; /* x of the last day */
  SmtDate first;
  int n_days;
  gboolean dispensed;
} Axis;

/** Dates: where the dates under the line stand already. */
typedef struct
{
  float until[LABEL_ROWS * 64];
  float from[LABEL_ROWS * 64];
  guint8 row[LABEL_ROWS * 64];
  guint n;
} Dates;

static const char *
lane_name (Lane lane)
{
  return lane == LANE_PRESCRIPTIONS ? C_ ("timeline", "Prescription") : C_ ("timeline", "Dispensed");
}

static Lane
lane_of (const SmtCourseEvent *event)
{
  return event->kind == SMT_COURSE_DISPENSING ? LANE_DISPENSINGS : LANE_PRESCRIPTIONS;
}

static gboolean
has_dispensings (SmtTimelineChart *self)
{
  for (guint i = 0; i < self->course->len; i++)
    if (lane_of (g_ptr_array_index (self->course, i)) == LANE_DISPENSINGS)
      return TRUE;
  return FALSE;
}

static int
names_width (SmtTimelineChart *self)
{
  int width = smt_drawing_text_width (GTK_WIDGET (self), lane_name (LANE_PRESCRIPTIONS));

  if (has_dispensings (self))
    width = MAX (width, smt_drawing_text_width (GTK_WIDGET (self), lane_name (LANE_DISPENSINGS)));
  return width + 2 * GAP;
}

/* --- the axis ---------------------------------------------------------------------------------------------------- */

static float
x_of (const Axis *axis, SmtDate date)
{
  int day = smt_date_days_between (axis->first, date);

  return axis->left + (axis->right - axis->left) * (float)day / (float)MAX (axis->n_days, 1);
}

/* The middle of a lane; the word "today" stands above the first one. */
static float
y_of (const Axis *axis, Lane lane)
{
  return (float)axis->line * (1.0f + 0.6f + 1.3f * (float)lane);
}

static float
y_of_dates (const Axis *axis)
{
  return y_of (axis, axis->dispensed ? LANE_DISPENSINGS : LANE_PRESCRIPTIONS) + (float)axis->line * 0.7f;
}

/* Events whose day is not known are told in words only. */
static gboolean
find_days (SmtTimelineChart *self, Axis *axis)
{
  SmtDate last = SMT_DATE_UNSET;

  axis->first = SMT_DATE_UNSET;
  for (guint i = 0; i < self->course->len; i++)
    {
      const SmtCourseEvent *event = g_ptr_array_index (self->course, i);

      if (!smt_date_is_set (event->date))
        continue;
      if (!smt_date_is_set (axis->first))
        axis->first = event->date;
      last = event->date;
    }
  if (!smt_date_is_set (axis->first))
    return FALSE;
  axis->n_days = smt_date_days_between (axis->first, last);
  return TRUE;
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

static void
draw_box (const Axis *axis, float x, float y, float width, float height, const GdkRGBA *colour)
{
  gtk_snapshot_append_color (axis->snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
draw_names (SmtTimelineChart *self, const Axis *axis)
{
  for (int lane = 0; lane < (axis->dispensed ? N_LANES : LANE_DISPENSINGS); lane++)
    {
      graphene_rect_t box = GRAPHENE_RECT_INIT (0, y_of (axis, (Lane)lane) - (float)axis->line / 2,
                                                (float)names_width (self), (float)axis->line);

      smt_drawing_text (axis->widget, axis->snapshot, lane_name ((Lane)lane), &box, &axis->ink, FALSE);
    }
}

/* From the first prescription to the end that is known; what lies ahead is thinner. */
static void
draw_line (SmtTimelineChart *self, const Axis *axis)
{
  float y = y_of (axis, LANE_PRESCRIPTIONS);
  float from = -1;
  float today = axis->right;
  float to = axis->left;

  for (guint i = 0; i < self->course->len; i++)
    {
      const SmtCourseEvent *event = g_ptr_array_index (self->course, i);
      float x;

      if (!smt_date_is_set (event->date) || event->kind == SMT_COURSE_DISPENSING)
        continue;
      x = x_of (axis, event->date);
      if (event->kind == SMT_COURSE_TODAY)
        today = x;
      else if (from < 0)
        from = x;
      to = MAX (to, x);
    }
  if (from < 0)
    return;
  draw_box (axis, from, y - 1.5f, MAX (MIN (today, to) - from, 0), 3, &axis->ink);
  if (to > today)
    draw_box (axis, MAX (from, today), y - 0.5f, to - MAX (from, today), 1, &axis->ink);
}

/* The mark of an event stands on the line like the one before its words in the list below. */
static void
draw_mark (const Axis *axis, const SmtCourseEvent *event)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (axis->widget, smt_course_mark (event));
  const GdkRGBA *colour = event->alarming ? &axis->fault : event->in_force ? &axis->accent : &axis->ink;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (axis->snapshot);
  gtk_snapshot_translate (axis->snapshot, &GRAPHENE_POINT_INIT (x_of (axis, event->date) - (float)width / 2,
                                                                y_of (axis, lane_of (event)) - (float)height / 2));
  gtk_snapshot_append_layout (axis->snapshot, layout, colour);
  gtk_snapshot_restore (axis->snapshot);
}

static void
draw_today (const Axis *axis, SmtDate today)
{
  const char *word = C_ ("timeline", "today");
  float width = (float)smt_drawing_text_width (axis->widget, word);
  float x = x_of (axis, today);
  float left = CLAMP (x - width / 2, 0, (float)gtk_widget_get_width (axis->widget) - width);
  graphene_rect_t box = GRAPHENE_RECT_INIT (left, 0, width + 1, (float)axis->line);

  smt_drawing_text (axis->widget, axis->snapshot, word, &box, &axis->ink, FALSE);
  draw_box (axis, x - 1, (float)axis->line, 2, y_of_dates (axis) - (float)axis->line, &axis->accent);
}

static gboolean
is_free (const Dates *dates, guint row, float from, float until)
{
  for (guint i = 0; i < dates->n; i++)
    if (dates->row[i] == row && from < dates->until[i] + 2 * GAP && until + 2 * GAP > dates->from[i])
      return FALSE;
  return TRUE;
}

/* A date that finds no free place is left to the list below: never one upon another. */
static void
draw_date (const Axis *axis, Dates *dates, SmtDate date)
{
  g_autofree char *text = smt_phrase_date_for_entry (date);
  float width = (float)smt_drawing_text_width (axis->widget, text);
  float x = x_of (axis, date);
  float from = CLAMP (x - width / 2, 0, (float)gtk_widget_get_width (axis->widget) - width);
  float top = y_of_dates (axis);
  guint row = 0;

  while (row < LABEL_ROWS && !is_free (dates, row, from, from + width))
    row++;
  if (row == LABEL_ROWS || dates->n == G_N_ELEMENTS (dates->from))
    return;
  dates->from[dates->n] = from;
  dates->until[dates->n] = from + width;
  dates->row[dates->n++] = (guint8)row;
  draw_box (axis, x - 0.5f, top - GAP, 1, GAP, &axis->faint);
  smt_drawing_text (axis->widget, axis->snapshot, text,
                    &GRAPHENE_RECT_INIT (from, top + (float)(row * (guint)axis->line), width + 1, (float)axis->line),
                    &axis->ink, FALSE);
}

/* The dates that are asked for most come first to the free places. */
static guint
weight (SmtTimelineChart *self, guint index)
{
  const SmtCourseEvent *event = g_ptr_array_index (self->course, index);

  if (event->kind == SMT_COURSE_STOP)
    return 0;
  if (event->in_force)
    return 1;
  if (index == 0 || index == self->course->len - 1)
    return 2;
  return event->kind == SMT_COURSE_TODAY ? 4 : 3;
}

static void
draw_dates (SmtTimelineChart *self, const Axis *axis)
{
  Dates dates = { .n = 0 };

  for (guint heavy = 0; heavy < 4; heavy++)
    for (guint i = self->course->len; i > 0; i--)
      {
        const SmtCourseEvent *event = g_ptr_array_index (self->course, i - 1);

        if (smt_date_is_set (event->date) && weight (self, i - 1) == heavy)
          draw_date (axis, &dates, event->date);
      }
}

static void
prepare (SmtTimelineChart *self, GtkSnapshot *snapshot, Axis *axis)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  axis->widget = widget;
  axis->snapshot = snapshot;
  gtk_style_context_get_color (style, &axis->ink);
  axis->faint = axis->ink;
  axis->faint.alpha *= 0.6f;
  axis->accent = smt_drawing_colour (widget, "accent_color", &axis->ink);
  axis->fault = smt_drawing_colour (widget, "error_color", &axis->ink);
  axis->line = smt_drawing_text_height (widget);
  axis->dispensed = has_dispensings (self);
  axis->left = (float)(names_width (self) + axis->line / 2);
  axis->right = (float)(gtk_widget_get_width (widget) - axis->line / 2);
}

static void
smt_timeline_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SmtTimelineChart *self = SMT_TIMELINE_CHART (widget);
  Axis axis = { 0 };

  if (!find_days (self, &axis))
    return;
  prepare (self, snapshot, &axis);
  draw_names (self, &axis);
  draw_line (self, &axis);
  for (guint i = 0; i < self->course->len; i++)
    {
      const SmtCourseEvent *event = g_ptr_array_index (self->course, i);

      if (!smt_date_is_set (event->date))
        continue;
      if (event->kind == SMT_COURSE_TODAY)
        draw_today (&axis, event->date);
      else
        draw_mark (&axis, event);
    }
  draw_dates (self, &axis);
}

static void
smt_timeline_chart_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  SmtTimelineChart *self = SMT_TIMELINE_CHART (widget);
  Axis axis = { .line = smt_drawing_text_height (widget), .dispensed = has_dispensings (self) };

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = names_width (self) + LEAST_WIDTH * axis.line;
      *natural = names_width (self) + WISHED_WIDTH * axis.line;
    }
  else
    *minimum = *natural = (int)y_of_dates (&axis) + LABEL_ROWS * axis.line;
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

static void
smt_timeline_chart_finalize (GObject *object)
{
  g_ptr_array_unref (SMT_TIMELINE_CHART (object)->course);
  G_OBJECT_CLASS (smt_timeline_chart_parent_class)->finalize (object);
}

static void
smt_timeline_chart_class_init (SmtTimelineChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = smt_timeline_chart_finalize;
  widget_class->measure = smt_timeline_chart_measure;
  widget_class->snapshot = smt_timeline_chart_snapshot;
  gtk_widget_class_set_css_name (widget_class, "timelinechart");
  /* without a role it would be nameless on the accessibility bus */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
smt_timeline_chart_init (SmtTimelineChart *self)
{
  self->course = g_ptr_array_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/** smt_timeline_chart_new: Returns: (transfer floating): a picture of nothing yet */
GtkWidget *
smt_timeline_chart_new (void)
{
  return g_object_new (SMT_TYPE_TIMELINE_CHART, NULL);
}

/**
 * smt_timeline_chart_set_course:
 * @self: a picture
 * @course: (element-type SmtCourseEvent): what to draw, the earliest first
 *
 * What cannot be drawn, since its day is not known, is in the accessible label all the same.
 */
void
smt_timeline_chart_set_course (SmtTimelineChart *self, GPtrArray *course)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (SMT_IS_TIMELINE_CHART (self) && course != NULL);

  g_ptr_array_unref (self->course);
  self->course = g_ptr_array_ref (course);
  sentence = smt_course_describe (course);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
