/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be followed up of a patient (følges opp), and a button that says it is done.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

GtkWidget *smt_follow_up_section_new (SmtPatientContext *context);

G_END_DECLS
