/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout for one pane of the window: its minimum and natural width are numbers of characters, whatever its content would like,
 * so that the window folds at the same place for every patient and follows the size of the text.
 * Owned by its widget; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_PANE_LAYOUT (smt_pane_layout_get_type ())
G_DECLARE_FINAL_TYPE (SmtPaneLayout, smt_pane_layout, SMT, PANE_LAYOUT, GtkLayoutManager)

G_END_DECLS
