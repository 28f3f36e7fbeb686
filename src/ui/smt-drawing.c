/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-drawing.h"

#define MOST_TEXTS 64

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

/* (transfer none): as smt_drawing_small_text(), kept with @widget: a week of one tablet a day has one "1", and not
 * fourteen that are measured and drawn. A layout follows the font of its widget by itself. */
static PangoLayout *
kept_text (GtkWidget *widget, const char *text)
{
  static const char texts_data[] = "smt-small-texts";
  GHashTable *texts = g_object_get_data (G_OBJECT (widget), texts_data);
  PangoLayout *layout;

  if (texts == NULL)
    {
      texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_data_full (G_OBJECT (widget), texts_data, texts, (GDestroyNotify)g_hash_table_unref);
    }
  layout = g_hash_table_lookup (texts, text);
  if (layout == NULL)
    {
      if (g_hash_table_size (texts) == MOST_TEXTS) /* it shows one treatment after another */
        g_hash_table_remove_all (texts);
      layout = smt_drawing_small_text (widget, text);
      g_hash_table_insert (texts, g_strdup (text), layout);
    }
  return layout;
}

/** smt_drawing_text_width: Returns: the width of @text in small text, in pixels */
int
smt_drawing_text_width (GtkWidget *widget, const char *text)
{
  int width;

  pango_layout_get_pixel_size (kept_text (widget, text), &width, NULL);
  return width;
}

/** smt_drawing_text_height: Returns: the height of a line of small text, in pixels */
int
smt_drawing_text_height (GtkWidget *widget)
{
  int height;

  pango_layout_get_pixel_size (kept_text (widget, "0"), NULL, &height);
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
  g_autoptr (PangoLayout) layout = g_object_ref (kept_text (widget, text));
  int width, height;
  float left;

  pango_layout_get_pixel_size (layout, &width, &height);
  if ((float)width > box->size.width)
    {
      g_object_unref (layout);
      layout = smt_drawing_small_text (widget, text);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int)(box->size.width * PANGO_SCALE));
      pango_layout_get_pixel_size (layout, &width, &height);
    }
  left = centred ? (float)MAX (0, ((int)box->size.width - width) / 2) : 0;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (box->origin.x + left, box->origin.y + (box->size.height - (float)height) / 2));
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
