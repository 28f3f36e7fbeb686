/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The curve of what remains, day by day; an image whose sentence says the same.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "reconcile/smt-cleanup.h"

G_BEGIN_DECLS

#define SMT_TYPE_CURVE (smt_curve_get_type ())
G_DECLARE_FINAL_TYPE (SmtCurve, smt_curve, SMT, CURVE, GtkWidget)

GtkWidget *smt_curve_new      (void);
/* @days (element-type SmtCleanupDay): at least one */
void       smt_curve_set_days (SmtCurve *self, GArray *days);
char      *smt_curve_describe (GArray *days);

G_END_DECLS
