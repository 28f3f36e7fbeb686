/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small table of facts: a quiet word to the left, what is so to the right.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_FACT_GRID (smt_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (SmtFactGrid, smt_fact_grid, SMT, FACT_GRID, GtkWidget)

GtkWidget *smt_fact_grid_new   (void);
void       smt_fact_grid_add   (SmtFactGrid *self, const char *word, const char *fact);
void       smt_fact_grid_clear (SmtFactGrid *self);

G_END_DECLS
