/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-voices-strip.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"
#include "ui/smt-drawing.h"
#include "ui/smt-phrases.h"

/* From this many days on the columns are too narrow for numbers, and weeks are named instead of days. */
#define WIDE_DAYS 14

/* Everything is measured in the height of small text, so that the strip grows with the font. */
#define CELL_IN_ROW 0.9
#define CELL_IN_ROW_WISH 1.5
#define CELL_IN_CALENDAR 0.23
#define CELL_IN_CALENDAR_WISH 0.62
#define GAP 2

struct _SmtVoicesStrip
{
  GtkWidget parent_instance;

  GPtrArray *rows; /* owned; of SmtStripRow */
  SmtDate first;
  guint n_days;
};

G_DEFINE_FINAL_TYPE (SmtVoicesStrip, smt_voices_strip, GTK_TYPE_WIDGET)

/* What one drawing needs to know. */
typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA ink;   /* text */
  GdkRGBA faint; /* rings and brackets */
  GdkRGBA dose;
  GdkRGBA on_dose;
  GdkRGBA fault;
  GdkRGBA on_fault;
  int label_width;
  int line; /* height of small text */
  int row_height;
  double column; /* width of a day, gap included */
} Brush;

/* --- measures ---------------------------------------------------------------------------------------------------- */

static gboolean
is_calendar (SmtVoicesStrip *self)
{
  return self->n_days >= WIDE_DAYS;
}

static int
label_width (SmtVoicesStrip *self)
{
  int width = 0;

  /* One row needs no name: it is what the dose line beside it says. */
  if (self->rows->len < 2)
    return 0;
  for (guint i = 0; i < self->rows->len; i++)
    width = MAX (width,
                 smt_drawing_text_width (GTK_WIDGET (self), ((SmtStripRow *)g_ptr_array_index (self->rows, i))->label));

  return width + 3 * GAP;
}

static void
smt_voices_strip_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SmtVoicesStrip *self = SMT_VOICES_STRIP (widget);
  int line = smt_drawing_text_height (GTK_WIDGET (self));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      double least = is_calendar (self) ? CELL_IN_CALENDAR : CELL_IN_ROW;
      double wish = is_calendar (self) ? CELL_IN_CALENDAR_WISH : CELL_IN_ROW_WISH;

      *minimum = label_width (self) + (int)(self->n_days * (least * line));
      *natural = label_width (self) + (int)(self->n_days * (wish * line + (is_calendar (self) ? GAP : 0)));
    }
  else
    {
      *minimum = *natural = line + GAP + (int)self->rows->len * (line + 2 * GAP);
    }
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

static graphene_rect_t
cell_box (const Brush *brush, guint day, guint n_days, float top)
{
  float left = (float)(brush->label_width + day * brush->column) + 1;

  return GRAPHENE_RECT_INIT (left, top + GAP, (float)(n_days * brush->column) - GAP,
                             (float)brush->row_height - 2 * GAP);
}

static void
outline (Brush *brush, const graphene_rect_t *box, float radius, const GdkRGBA *colour)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, box, radius);
  gtk_snapshot_append_border (brush->snapshot, &shape, widths, colours);
}

static void
fill (Brush *brush, const graphene_rect_t *box, float radius, const GdkRGBA *colour)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, box, radius);
  gtk_snapshot_push_rounded_clip (brush->snapshot, &shape);
  gtk_snapshot_append_color (brush->snapshot, colour, box);
  gtk_snapshot_pop (brush->snapshot);
}

static char *
amount_label (const SmtDoseDay *day)
{
  if (day->amount.kind == SMT_RANGE_UNKNOWN)
    return NULL;

  return smt_range_to_words (day->amount, NULL, smt_phrase_language ());
}

/* A dose out of tune is square and a dose in tune is round: the shape tells, the colour only helps. */
static void
draw_day (SmtVoicesStrip *self, Brush *brush, const SmtStripRow *row, guint index, float top)
{
  const SmtDoseDay *day = &row->layout->days[index];
  graphene_rect_t box = cell_box (brush, index, 1, top);
  float round = MIN (box.size.width, box.size.height) / 2;

  if (day->kind == SMT_DAY_REST)
    outline (brush, &box, round, &brush->faint);
  if (day->kind != SMT_DAY_DOSE)
    return;

  fill (brush, &box, row->marked ? 2 : round, row->marked ? &brush->fault : &brush->dose);
  if (!is_calendar (self))
    {
      g_autofree char *amount = amount_label (day);

      /* the dose line says the amount too; a cut number would say another */
      if (amount != NULL && smt_drawing_text_width (GTK_WIDGET (self), amount) <= (int)box.size.width)
        smt_drawing_text (GTK_WIDGET (self), brush->snapshot, amount, &box,
                          row->marked ? &brush->on_fault : &brush->on_dose, TRUE);
    }
}

/* In words where there is room, else the bare number: "høyst én i uken", "≤ 1". Never a cut word. */
static char *
bracket_label (SmtVoicesStrip *self, const SmtBracket *bracket, int room)
{
  g_autofree char *words = smt_bracket_to_words (bracket, smt_phrase_language ());
  SmtRange count = bracket->count;
  g_autofree char *number = NULL;

  if (smt_drawing_text_width (GTK_WIDGET (self), words) <= room)
    return g_steal_pointer (&words);

  if (count.kind == SMT_RANGE_AT_MOST)
    count = smt_range_exact (count.hi);
  number = smt_range_to_words (count, NULL, smt_phrase_language ());
  return g_strconcat (bracket->count.kind == SMT_RANGE_AT_MOST ? "≤ " : "", number, NULL);
}

static void
draw_bracket (SmtVoicesStrip *self, Brush *brush, const SmtStripRow *row, const SmtBracket *bracket, float top)
{
  graphene_rect_t box = cell_box (brush, bracket->from, bracket->to - bracket->from, top);
  g_autofree char *words = bracket_label (self, bracket, (int)box.size.width - 4 * GAP);
  const GdkRGBA *colour = row->marked ? &brush->fault : &brush->dose;

  outline (brush, &box, row->marked ? 2 : box.size.height / 2, colour);
  smt_drawing_text (GTK_WIDGET (self), brush->snapshot, words, &box, &brush->ink, TRUE);
}

static void
draw_row (SmtVoicesStrip *self, Brush *brush, const SmtStripRow *row, float top)
{
  graphene_rect_t label = GRAPHENE_RECT_INIT (0, top, (float)brush->label_width, (float)brush->row_height);
  graphene_rect_t all = cell_box (brush, 0, self->n_days, top);

  if (brush->label_width > 0)
    smt_drawing_text (GTK_WIDGET (self), brush->snapshot, row->label, &label, &brush->ink, FALSE);
  if (row->layout == NULL)
    {
      smt_drawing_text (GTK_WIDGET (self), brush->snapshot, row->note, &all, &brush->ink, !is_calendar (self));
      return;
    }

  for (guint i = 0; i < row->layout->n_days; i++)
    draw_day (self, brush, row, i, top);
  for (guint i = 0; i < row->layout->n_brackets; i++)
    draw_bracket (self, brush, row, &row->layout->brackets[i], top);
}

/* Days are named by their initials, four weeks by their numbers. */
static void
draw_head (SmtVoicesStrip *self, Brush *brush)
{
  for (guint i = 0; i < self->n_days; i++)
    {
      SmtDate date = smt_date_add_days (self->first, (int)i);
      SmtWeekday weekday = smt_date_weekday (date);
      graphene_rect_t box = cell_box (brush, i, is_calendar (self) ? MIN (7, self->n_days - i) : 1, -(float)GAP);

      box.size.height = (float)brush->line;
      if (!is_calendar (self))
        smt_drawing_text (GTK_WIDGET (self), brush->snapshot, smt_weekday_initial (weekday, smt_phrase_language ()),
                          &box, &brush->ink, TRUE);
      else if (weekday == SMT_MONDAY)
        {
          g_autofree char *week = g_strdup_printf (C_ ("calendar", "week %u"), smt_date_iso_week (date));

          if (smt_drawing_text_width (GTK_WIDGET (self), week) > (int)box.size.width)
            {
              g_free (week);
              week = g_strdup_printf ("%u", smt_date_iso_week (date));
            }
          smt_drawing_text (GTK_WIDGET (self), brush->snapshot, week, &box, &brush->ink, FALSE);
        }
    }
}

static void
choose_colours (GtkWidget *widget, Brush *brush)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &brush->ink);
  brush->faint = brush->ink;
  brush->faint.alpha *= 0.45f;
  brush->dose = smt_drawing_colour (widget, "accent_bg_color", &brush->ink);
  brush->on_dose = smt_drawing_colour (widget, "accent_fg_color", &brush->ink);
  brush->fault = smt_drawing_colour (widget, "error_bg_color", &brush->ink);
  brush->on_fault = smt_drawing_colour (widget, "error_fg_color", &brush->ink);
}

static void
smt_voices_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SmtVoicesStrip *self = SMT_VOICES_STRIP (widget);
  Brush brush = { .snapshot = snapshot };
  float top;

  if (self->n_days == 0 || self->rows->len == 0)
    return;

  choose_colours (widget, &brush);
  brush.label_width = label_width (self);
  brush.line = smt_drawing_text_height (GTK_WIDGET (self));
  brush.row_height = brush.line + 2 * GAP;
  brush.column = (double)(gtk_widget_get_width (widget) - brush.label_width) / self->n_days;

  draw_head (self, &brush);
  top = (float)(brush.line + GAP);
  for (guint i = 0; i < self->rows->len; i++)
    {
      draw_row (self, &brush, g_ptr_array_index (self->rows, i), top);
      top += (float)brush.row_height;
    }
}

/* --- the widget -------------------------------------------------------------------------------------------------- */

static void
smt_voices_strip_finalize (GObject *object)
{
  SmtVoicesStrip *self = SMT_VOICES_STRIP (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (smt_voices_strip_parent_class)->finalize (object);
}

static void
smt_voices_strip_class_init (SmtVoicesStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = smt_voices_strip_finalize;
  widget_class->measure = smt_voices_strip_measure;
  widget_class->snapshot = smt_voices_strip_snapshot;

  gtk_widget_class_set_css_name (widget_class, "voicesstrip");
  /* Without a role it would be nameless on the accessibility bus. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
smt_voices_strip_init (SmtVoicesStrip *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * smt_voices_strip_new:
 *
 * Returns: (transfer floating): an empty strip
 */
GtkWidget *
smt_voices_strip_new (void)
{
  return g_object_new (SMT_TYPE_VOICES_STRIP, NULL);
}

static void
show_rows (SmtVoicesStrip *self, GPtrArray *rows, SmtDate first, guint n_days, const char *sentence)
{
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->first = first;
  self->n_days = n_days;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * smt_voices_strip_set_treatment:
 * @self: a strip
 * @treatment: the treatment to show
 * @proposed: (nullable): a new dose, shown as a row of its own
 * @first: first day
 * @n_days: 7 in a list row, 28 in the detail pane
 * @in_row: whether it stands in a list row: then it is not focusable, and its sentence is part of the row's label
 */
void
smt_voices_strip_set_treatment (SmtVoicesStrip *self,
                                const SmtTreatment *treatment,
                                const SmtRhythm *proposed,
                                SmtDate first,
                                guint n_days,
                                gboolean in_row)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (SMT_IS_VOICES_STRIP (self) && treatment != NULL);

  sentence = smt_strip_describe_discord (treatment, first, smt_phrase_language ());
  gtk_widget_set_focusable (GTK_WIDGET (self), !in_row);
  show_rows (self, smt_strip_rows_new (treatment, proposed, first, n_days, in_row ? SMT_STRIP_SHORT : SMT_STRIP_ALL),
             first, n_days, sentence);
}

/**
 * smt_voices_strip_set_rhythms:
 * @self: a strip
 * @before: (nullable): the dose as it was
 * @now: (nullable): the dose as it will be
 * @first: first day
 * @n_days: how many days
 *
 * The strip of the review page: before and after, no voices.
 */
void
smt_voices_strip_set_rhythms (SmtVoicesStrip *self,
                              const SmtRhythm *before,
                              const SmtRhythm *now,
                              SmtDate first,
                              guint n_days)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (SMT_IS_VOICES_STRIP (self));

  sentence = smt_strip_describe_change (before, now, smt_phrase_language ());
  show_rows (self, smt_strip_rows_new_change (before, now, first, n_days), first, n_days, sentence);
}
