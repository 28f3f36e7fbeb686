/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout that fills lines from left to right and breaks them when they are full, so that nothing is ever cut off.
 * Owned by its widget; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_FLOW_LAYOUT (smt_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (SmtFlowLayout, smt_flow_layout, SMT, FLOW_LAYOUT, GtkLayoutManager)

GtkLayoutManager *smt_flow_layout_new (void);

G_END_DECLS
