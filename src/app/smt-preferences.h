/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: how the program looks. Nothing here changes a rule.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void smt_preferences_apply (void);
void smt_preferences_show  (GtkWindow *parent);

G_END_DECLS
