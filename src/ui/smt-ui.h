/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the widgets of this room ready: resources registered, types known to templates.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void smt_ui_init (void);

G_END_DECLS
