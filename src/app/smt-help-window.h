/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The help (F1): what a clinician asks while working, answered in a few sentences each. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void smt_help_window_show (GtkWindow *parent, gboolean synthetic);

G_END_DECLS
