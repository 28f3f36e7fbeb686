/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A button with the short doses that FEST lists for a product. None is chosen, none stands out.
 * Owned by the dose editor; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "check/smt-dose-suggestions.h"

G_BEGIN_DECLS

GtkWidget               *smt_short_dose_menu_new  (const GPtrArray *suggestions, const char *action);
const SmtDoseSuggestion *smt_short_dose_menu_find (const GPtrArray *suggestions, const char *code);

G_END_DECLS
