/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One treatment as every list has it, side by side: what each says, what differs, by what it is the same, and what may be.
 * Owned by its parent; main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating) (nullable): NULL where there is but the list, and nothing to pair the treatment with */
GtkWidget *smt_beside_section_new (SmtPatientContext *context, const SmtTreatment *treatment);

G_END_DECLS
