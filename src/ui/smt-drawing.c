/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-drawing.h"

/**
 * smt_drawing_small_text:
 * @widget: whose font it takes
 * @text: what to write
 *
 * Returns: (transfer full): @text in the small size of @widget's font
 */
PangoLayout *
smt_drawing_small_text (GtkWidget *widget, const char *text)
{
  PangoLayout *layout;
  PangoAttrList *attributes;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  layout = gtk_widget_create_pango_layout (widget, text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

/** smt_drawing_text_width: Returns: the width of @text in small text, in pixels */
int
smt_drawing_text_width (GtkWidget *widget, const char *text)
{
  g_autoptr (PangoLayout) layout = smt_drawing_small_text (widget, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/** smt_drawing_text_height: Returns: the height of a line of small text, in pixels */
int
smt_drawing_text_height (GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = smt_drawing_small_text (widget, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/**
 * smt_drawing_text:
 * @widget: whose font it takes
 * @snapshot: what is drawn on
 * @text: what to write
 * @box: where, in the middle of its height
 * @colour: of the text
 * @centred: whether in the middle of its width; else it begins at the left
 *
 * Small text; ends in an ellipsis rather than run into its neighbour.
 */
void
smt_drawing_text (GtkWidget *widget,
                  GtkSnapshot *snapshot,
                  const char *text,
                  const graphene_rect_t *box,
                  const GdkRGBA *colour,
                  gboolean centred)
{
  g_autoptr (PangoLayout) layout = smt_drawing_small_text (widget, text);
  int width, height;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int)(box->size.width * PANGO_SCALE));
  pango_layout_set_alignment (layout, centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, &width, &height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (box->origin.x, box->origin.y + (box->size.height - (float)height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/** smt_drawing_colour: Returns: the theme's colour @name, or @fallback where it has none */
GdkRGBA
smt_drawing_colour (GtkWidget *widget, const char *name, const GdkRGBA *fallback)
{
  GdkRGBA colour;

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour))
    return colour;

  return *fallback;
}
