/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line that says that the data are synthetic; in every window while the sandbox is in use.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *smt_synthetic_banner_new (void);

G_END_DECLS
