/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The voices strip: a small calendar with a row for each voice and a column for each day. A doctor must see in one second,
 * without reading, that one row is full of dots and the other holds a single one.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/smt-strip-rows.h"

G_BEGIN_DECLS

#define SMT_TYPE_VOICES_STRIP (smt_voices_strip_get_type ())
G_DECLARE_FINAL_TYPE (SmtVoicesStrip, smt_voices_strip, SMT, VOICES_STRIP, GtkWidget)

GtkWidget *smt_voices_strip_new           (void);
void       smt_voices_strip_set_treatment (SmtVoicesStrip *self, const SmtTreatment *treatment, const SmtRhythm *proposed,
                                           SmtDate first, guint n_days, gboolean in_row);
void       smt_voices_strip_set_rhythms   (SmtVoicesStrip *self, const SmtRhythm *before, const SmtRhythm *now, SmtDate first,
                                           guint n_days);

G_END_DECLS
