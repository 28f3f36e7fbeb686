/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-pane-layout.h"

struct _SmtPaneLayout
{
  GtkLayoutManager parent_instance;

  guint minimum_chars;
  guint natural_chars;
};

G_DEFINE_FINAL_TYPE (SmtPaneLayout, smt_pane_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_MINIMUM_CHARS,
  PROP_NATURAL_CHARS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
smt_pane_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
width_of_chars (GtkWidget *widget, guint chars)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS (width * (int)chars);
}

static void
smt_pane_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      SmtPaneLayout *self = SMT_PANE_LAYOUT (manager);
      *minimum = MAX (*minimum, width_of_chars (widget, self->minimum_chars));
      *natural = MAX (*minimum, width_of_chars (widget, self->natural_chars));
    }
}

static void
smt_pane_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static guint *
property_place (SmtPaneLayout *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_MINIMUM_CHARS:
      return &self->minimum_chars;
    case PROP_NATURAL_CHARS:
      return &self->natural_chars;
    default:
      return NULL;
    }
}

static void
smt_pane_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  guint *place = property_place (SMT_PANE_LAYOUT (object), prop_id);

  if (place != NULL)
    g_value_set_uint (value, *place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
smt_pane_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  guint *place = property_place (SMT_PANE_LAYOUT (object), prop_id);

  if (place == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (*place != g_value_get_uint (value))
    {
      *place = g_value_get_uint (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
smt_pane_layout_class_init (SmtPaneLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smt_pane_layout_get_property;
  object_class->set_property = smt_pane_layout_set_property;
  layout_class->get_request_mode = smt_pane_layout_get_request_mode;
  layout_class->measure = smt_pane_layout_measure;
  layout_class->allocate = smt_pane_layout_allocate;

  properties[PROP_MINIMUM_CHARS] = g_param_spec_uint ("minimum-chars", NULL, NULL, 0, 400, 0, flags);
  properties[PROP_NATURAL_CHARS] = g_param_spec_uint ("natural-chars", NULL, NULL, 1, 400, 40, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smt_pane_layout_init (SmtPaneLayout *self)
{
  self->natural_chars = 40;
}
