/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is only in the list that was reconciled last (bare i forrige): nothing to decide, but nothing disappears unseen.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

GtkWidget *smt_gone_section_new (SmtPatientContext *context);

G_END_DECLS
