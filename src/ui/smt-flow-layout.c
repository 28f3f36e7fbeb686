/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-flow-layout.h"

#define MAX_CHILDREN 64

struct _SmtFlowLayout
{
  GtkLayoutManager parent_instance;

  guint spacing;
  guint line_spacing;
  guint flex_chars;
  guint most_chars;
  gboolean pack_end;
  gboolean center;
  gboolean keep_last;
  gboolean fill;
};

G_DEFINE_FINAL_TYPE (SmtFlowLayout, smt_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_LINE_SPACING,
  PROP_FLEX_CHARS,
  PROP_MOST_CHARS,
  PROP_PACK_END,
  PROP_CENTER,
  PROP_KEEP_LAST,
  PROP_FILL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* One child in the flow: what it asks for, and where it ends up. */
typedef struct
{
  GtkWidget *widget;
  int minimum;
  int wish;
  gboolean flexible;
  guint line;
  GdkRectangle at;
} FlowItem;

typedef struct
{
  FlowItem items[MAX_CHILDREN];
  guint n_items;
} Flow;

static int
char_width (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));
  pango_font_metrics_unref (metrics);
  return width;
}

static void
collect_items (SmtFlowLayout *self, GtkWidget *widget, Flow *flow)
{
  int flex_width = (int)self->flex_chars * char_width (widget);

  flow->n_items = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      FlowItem *item;
      int natural;

      if (!gtk_widget_should_layout (child) || flow->n_items == MAX_CHILDREN)
        continue;
      item = &flow->items[flow->n_items++];
      *item = (FlowItem){ .widget = child };
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &item->minimum, &natural, NULL, NULL);
      item->flexible = gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      item->wish = item->flexible ? MAX (item->minimum, MIN (natural, flex_width)) : natural;
    }
}

/* The spare width of a line goes to its flexible children, in equal shares. Returns what nobody took. */
static int
widen_line (FlowItem *items, guint n_items, int spare)
{
  guint n_flexible = 0;

  for (guint i = 0; i < n_items; i++)
    n_flexible += items[i].flexible ? 1 : 0;
  for (guint i = 0; i < n_items && n_flexible > 0; i++)
    if (items[i].flexible)
      {
        int share = spare / (int)n_flexible;
        items[i].at.width += share;
        spare -= share;
        n_flexible--;
      }
  return spare;
}

static int
place_line (SmtFlowLayout *self, FlowItem *items, guint n_items, int width, int y)
{
  int used = (int)(self->spacing * (n_items - 1));
  int height = 0;
  int spare, x;

  for (guint i = 0; i < n_items; i++)
    {
      items[i].at.width = MAX (items[i].minimum, MIN (items[i].wish, width));
      used += items[i].at.width;
    }
  spare = widen_line (items, n_items, MAX (0, width - used));
  if (self->fill && n_items == 1 && y > 0)
    {
      items[0].at.width += spare;
      spare = 0;
    }
  x = self->pack_end ? spare : 0;
  for (guint i = 0; i < n_items; i++)
    {
      gtk_widget_measure (items[i].widget, GTK_ORIENTATION_VERTICAL, items[i].at.width, &items[i].at.height, NULL, NULL,
                          NULL);
      height = MAX (height, items[i].at.height);
    }
  for (guint i = 0; i < n_items; i++)
    {
      items[i].at.x = x;
      items[i].at.y = self->center ? y + (height - items[i].at.height) / 2 : y;
      items[i].at.height = self->center ? items[i].at.height : height;
      x += items[i].at.width + (int)self->spacing;
    }
  return height;
}

/* The number of the child that begins the next line after the one that @first begins. */
static guint
end_line (SmtFlowLayout *self, const Flow *flow, guint first, int width)
{
  int used = flow->items[first].wish;
  guint next = first + 1;

  while (next < flow->n_items && used + (int)self->spacing + flow->items[next].wish <= width)
    used += (int)self->spacing + flow->items[next++].wish;
  if (self->keep_last && next == flow->n_items - 1 && next - first > 1)
    next--;
  return next;
}

/* Returns the height of the whole flow at @width. */
static int
place_items (SmtFlowLayout *self, Flow *flow, int width)
{
  guint first = 0;
  int y = 0;

  while (first < flow->n_items)
    {
      guint next = end_line (self, flow, first, width);

      if (first > 0)
        y += (int)self->line_spacing;
      y += place_line (self, &flow->items[first], next - first, width, y);
      first = next;
    }
  return y;
}

static GtkSizeRequestMode
smt_flow_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
smt_flow_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  SmtFlowLayout *self = SMT_FLOW_LAYOUT (manager);
  Flow flow;
  int widest = 0;
  int all = 0;

  collect_items (self, widget, &flow);
  for (guint i = 0; i < flow.n_items; i++)
    {
      widest = MAX (widest, flow.items[i].minimum);
      all += flow.items[i].wish + (i > 0 ? (int)self->spacing : 0);
    }
  if (self->most_chars > 0)
    all = MIN (all, (int)self->most_chars * char_width (widget));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, all);
    }
  else
    *minimum = *natural = place_items (self, &flow, for_size < 0 ? all : for_size);
}

static void
smt_flow_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  SmtFlowLayout *self = SMT_FLOW_LAYOUT (manager);
  Flow flow;

  collect_items (self, widget, &flow);
  place_items (self, &flow, width);
  for (guint i = 0; i < flow.n_items; i++)
    gtk_widget_size_allocate (flow.items[i].widget, &flow.items[i].at, -1);
}

static gboolean *
flag_place (SmtFlowLayout *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_PACK_END:
      return &self->pack_end;
    case PROP_CENTER:
      return &self->center;
    case PROP_KEEP_LAST:
      return &self->keep_last;
    case PROP_FILL:
      return &self->fill;
    default:
      return NULL;
    }
}

static guint *
property_place (SmtFlowLayout *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_SPACING:
      return &self->spacing;
    case PROP_LINE_SPACING:
      return &self->line_spacing;
    case PROP_FLEX_CHARS:
      return &self->flex_chars;
    case PROP_MOST_CHARS:
      return &self->most_chars;
    default:
      return NULL;
    }
}

static void
smt_flow_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SmtFlowLayout *self = SMT_FLOW_LAYOUT (object);
  guint *place = property_place (self, prop_id);
  gboolean *flag = flag_place (self, prop_id);

  if (flag != NULL)
    g_value_set_boolean (value, *flag);
  else if (place != NULL)
    g_value_set_uint (value, *place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
smt_flow_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SmtFlowLayout *self = SMT_FLOW_LAYOUT (object);
  guint *place = property_place (self, prop_id);
  gboolean *flag = flag_place (self, prop_id);

  if (flag != NULL && *flag != g_value_get_boolean (value))
    *flag = g_value_get_boolean (value);
  else if (place != NULL && *place != g_value_get_uint (value))
    *place = g_value_get_uint (value);
  else
    {
      if (flag == NULL && place == NULL)
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
  g_object_notify_by_pspec (object, pspec);
}

static void
smt_flow_layout_class_init (SmtFlowLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smt_flow_layout_get_property;
  object_class->set_property = smt_flow_layout_set_property;
  layout_class->get_request_mode = smt_flow_layout_get_request_mode;
  layout_class->measure = smt_flow_layout_measure;
  layout_class->allocate = smt_flow_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_uint ("spacing", NULL, NULL, 0, 200, 6, flags);
  properties[PROP_LINE_SPACING] = g_param_spec_uint ("line-spacing", NULL, NULL, 0, 200, 6, flags);
  /* the width in characters below which a flexible child takes a line of its own */
  properties[PROP_FLEX_CHARS] = g_param_spec_uint ("flex-chars", NULL, NULL, 1, 400, 26, flags);
  /* the width in characters beyond which lines break even where there is room; 0 = none */
  properties[PROP_MOST_CHARS] = g_param_spec_uint ("most-chars", NULL, NULL, 0, 400, 0, flags);
  /* whether a line that is not full stands at the end of its room rather than at the start */
  properties[PROP_PACK_END] = g_param_spec_boolean ("pack-end", NULL, NULL, FALSE, flags);
  /* whether the children of a line stand in its middle, each as high as it is: GTK's own alignment would look for the
   * width of each by its height, which measures every word many times over */
  properties[PROP_CENTER] = g_param_spec_boolean ("center", NULL, NULL, FALSE, flags);
  /* whether the last child is never alone on a line: it takes the one before it along */
  properties[PROP_KEEP_LAST] = g_param_spec_boolean ("keep-last", NULL, NULL, FALSE, flags);
  /* whether a child that stands below the first line, and alone there, takes all of its line */
  properties[PROP_FILL] = g_param_spec_boolean ("fill", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smt_flow_layout_init (SmtFlowLayout *self)
{
  self->spacing = 6;
  self->line_spacing = 6;
  self->flex_chars = 26;
}

/**
 * smt_flow_layout_new:
 *
 * A child that expands takes what is left of its line; every other child gets its natural width. Lines break where the
 * next child does not fit.
 *
 * Returns: (transfer full): a new layout manager
 */
GtkLayoutManager *
smt_flow_layout_new (void)
{
  return g_object_new (SMT_TYPE_FLOW_LAYOUT, NULL);
}
