/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the patient has on prescription besides medicines (consumables, nutrition): shown, never decided on.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "list/smt-list.h"

G_BEGIN_DECLS

GtkWidget *smt_others_section_new (const SmtList *list);

G_END_DECLS
