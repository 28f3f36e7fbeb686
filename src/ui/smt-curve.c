/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-curve.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-drawing.h"
#include "ui/smt-phrases.h"

#define LINES 5 /* of text: the height of the curve itself */
#define GAP 4
#define LEAST_WIDTH 8 /* lines of text */

struct _SmtCurve
{
  GtkWidget parent_instance;

  GArray *days; /* of SmtCleanupDay */
};

G_DEFINE_FINAL_TYPE (SmtCurve, smt_curve, GTK_TYPE_WIDGET)

static guint
find_most (GArray *days)
{
  guint most = 0;

  for (guint i = 0; i < days->len; i++)
    most = MAX (most, g_array_index (days, SmtCleanupDay, i).n);
  return most;
}

/**
 * smt_curve_describe:
 * @days: (element-type SmtCleanupDay): at least one
 *
 * Returns: (transfer full): what the curve shows, in a sentence
 */
char *
smt_curve_describe (GArray *days)
{
  const SmtCleanupDay *first = &g_array_index (days, SmtCleanupDay, 0);
  const SmtCleanupDay *last = &g_array_index (days, SmtCleanupDay, days->len - 1);
  g_autofree char *from = smt_phrase_date (first->day);

  if (days->len == 1)
    /* Translators: %u entries */
    return g_strdup_printf (C_ ("clean-up", "Remaining today: %u"), last->n);
  /* Translators: %1$u entries on the date %2$s, at most %3$u, %4$u today */
  return g_strdup_printf (C_ ("clean-up", "Remaining: %1$u on %2$s, at most %3$u, %4$u today"), first->n, from,
                          find_most (days), last->n);
}

/* --- drawing ---------------------------------------------------------------------------------------------------------
 */

static void
draw_box (GtkSnapshot *snapshot, float x, float y, float width, float height, const GdkRGBA *colour)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
draw_dates (SmtCurve *self, GtkSnapshot *snapshot, float left, float top, float width, const GdkRGBA *ink)
{
  const SmtCleanupDay *first = &g_array_index (self->days, SmtCleanupDay, 0);
  const SmtCleanupDay *last = &g_array_index (self->days, SmtCleanupDay, self->days->len - 1);
  g_autofree char *from = smt_phrase_date (first->day);
  g_autofree char *to = smt_phrase_date (last->day);
  float line = (float)smt_drawing_text_height (GTK_WIDGET (self));
  float to_width = (float)smt_drawing_text_width (GTK_WIDGET (self), to) + 1;

  smt_drawing_text (GTK_WIDGET (self), snapshot, to, &GRAPHENE_RECT_INIT (left + width - to_width, top, to_width, line),
                    ink, FALSE);
  if (self->days->len > 1 && width > 2 * to_width + GAP)
    smt_drawing_text (GTK_WIDGET (self), snapshot, from, &GRAPHENE_RECT_INIT (left, top, width - to_width, line), ink,
                      FALSE);
}

/* One column a day: what remained stands under the line. */
static void
smt_curve_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SmtCurve *self = SMT_CURVE (widget);
  guint most = find_most (self->days);
  g_autofree char *top_number = g_strdup_printf ("%u", most);
  float line = (float)smt_drawing_text_height (widget);
  float left = (float)smt_drawing_text_width (widget, top_number) + GAP;
  float width = (float)gtk_widget_get_width (widget) - left;
  float height = LINES * line;
  float step = width / (float)MAX (self->days->len, 1);
  GdkRGBA ink, accent, area;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  accent = smt_drawing_colour (widget, "accent_color", &ink);
  area = accent;
  area.alpha *= 0.25f;
  smt_drawing_text (widget, snapshot, top_number, &GRAPHENE_RECT_INIT (0, 0, left, line), &ink, FALSE);
  for (guint i = 0; i < self->days->len && most > 0; i++)
    {
      float n = (float)g_array_index (self->days, SmtCleanupDay, i).n * height / (float)most;
      /* whole pixels: no seam between two days */
      float x = (float)(int)(left + (float)i * step);
      float next = (float)(int)(left + (float)(i + 1) * step);

      draw_box (snapshot, x, height - n, next - x, n, &area);
      draw_box (snapshot, x, height - n, next - x, 2, &accent);
    }
  draw_box (snapshot, left, height, width, 1, &ink);
  draw_dates (self, snapshot, left, height + GAP, width, &ink);
}

static void
smt_curve_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  int line = smt_drawing_text_height (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH * line;
  else
    *minimum = *natural = (LINES + 1) * line + GAP;
}

/* --- the widget ------------------------------------------------------------------------------------------------------
 */

static void
smt_curve_finalize (GObject *object)
{
  g_array_unref (SMT_CURVE (object)->days);
  G_OBJECT_CLASS (smt_curve_parent_class)->finalize (object);
}

static void
smt_curve_class_init (SmtCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = smt_curve_finalize;
  widget_class->measure = smt_curve_measure;
  widget_class->snapshot = smt_curve_snapshot;
  gtk_widget_class_set_css_name (widget_class, "curve");
  /* without a role it would be nameless on the accessibility bus */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
smt_curve_init (SmtCurve *self)
{
  self->days = g_array_new (FALSE, TRUE, sizeof (SmtCleanupDay));
}

/** smt_curve_new: Returns: (transfer floating): a curve of nothing yet */
GtkWidget *
smt_curve_new (void)
{
  return g_object_new (SMT_TYPE_CURVE, NULL);
}

/** smt_curve_set_days: @days (element-type SmtCleanupDay), at least one: what it shows from now on */
void
smt_curve_set_days (SmtCurve *self, GArray *days)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (SMT_IS_CURVE (self) && days != NULL && days->len > 0);

  g_array_ref (days);
  g_array_unref (self->days);
  self->days = days;
  sentence = smt_curve_describe (days);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
