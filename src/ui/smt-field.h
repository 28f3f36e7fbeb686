/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A labelled entry: the label stands above, and is the entry's name for assistive technology.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_TYPE_FIELD (smt_field_get_type ())
G_DECLARE_FINAL_TYPE (SmtField, smt_field, SMT, FIELD, GtkWidget)

/* property "label"; signals "changed" and "activate" */
const char *smt_field_get_text (SmtField *self);
char       *smt_field_dup_text (SmtField *self);
void        smt_field_set_text (SmtField *self, const char *text);

G_END_DECLS
