/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What widgets that draw themselves share: small text that grows with the font, and the colours of the theme.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

PangoLayout *smt_drawing_small_text  (GtkWidget *widget, const char *text);
int          smt_drawing_text_width  (GtkWidget *widget, const char *text);
int          smt_drawing_text_height (GtkWidget *widget);
void         smt_drawing_text        (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, const graphene_rect_t *box, const GdkRGBA *colour,
                                      gboolean centred);
GdkRGBA      smt_drawing_colour      (GtkWidget *widget, const char *name, const GdkRGBA *fallback);

G_END_DECLS
