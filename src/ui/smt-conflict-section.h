/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decisions whose data others have changed: what it was, what it is now and what was decided, side by side, and what to
 * do about each.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

GtkWidget *smt_conflict_section_new (SmtPatientContext *context);

G_END_DECLS
