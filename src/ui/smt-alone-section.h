/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands only in lists opened from files: a group for each file. Nothing of it comes onto the list from
 * here.
 * Owned by its parent; main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *smt_alone_section_sync   (GtkWidget *old, SmtPatientContext *context);
const SmtPairMember *smt_alone_member (const SmtPairRow *row);
guint      smt_alone_section_catch_up (GtkWidget *box, SmtPatientContext *context, guint most);
void       smt_alone_section_update (GtkWidget *box, const char *key);

G_END_DECLS
