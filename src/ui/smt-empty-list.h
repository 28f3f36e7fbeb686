/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands where a list without rows would stand: why there are none, and what opens or fetches it.
 * Owned by its parent; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "list/smt-list.h"

G_BEGIN_DECLS

#define SMT_TYPE_EMPTY_LIST (smt_empty_list_get_type ())
G_DECLARE_FINAL_TYPE (SmtEmptyList, smt_empty_list, SMT, EMPTY_LIST, GtkBox)

void smt_empty_list_set_list (SmtEmptyList *self, const SmtList *list);

G_END_DECLS
