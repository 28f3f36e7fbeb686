/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A drop-down that assistive technology can name.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void smt_drop_down_name (GtkDropDown *drop_down, const char *what);

G_END_DECLS
