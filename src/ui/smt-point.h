/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One point of a list down a line: a mark, what it is, and a lesser line below.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *smt_point_new (const char *mark, const char *css, const char *headline, const char *about, gboolean stressed);

G_END_DECLS
