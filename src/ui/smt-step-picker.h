/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps of a dose being written, each in words: one is chosen and written on; they are moved and removed here.
 * Owned by the dose editor; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_STEP_PICKER (smt_step_picker_get_type ())
G_DECLARE_FINAL_TYPE (SmtStepPicker, smt_step_picker, SMT, STEP_PICKER, GtkWidget)

/* signals: "chosen" (index), "moved" (index, −1 up or 1 down), "removed" (index) */
void smt_step_picker_show    (SmtStepPicker *self, const GPtrArray *words, guint chosen);
void smt_step_picker_relabel (SmtStepPicker *self, guint index, const char *words);
void smt_step_picker_focus   (SmtStepPicker *self);

G_END_DECLS
