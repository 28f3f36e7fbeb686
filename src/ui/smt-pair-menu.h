/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A menu of what a treatment may be one with: what the program asks about first, then all that fits.
 * Owned by its parent; main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating) (nullable): NULL where there is nothing to pair it with */
GtkWidget *smt_pair_menu_new (SmtPatientContext *context, const SmtPairRow *row);
/* (transfer floating): the button that says that @other of @row is not the same */
GtkWidget *smt_pair_apart_new (SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *other);

G_END_DECLS
