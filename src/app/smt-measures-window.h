/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of measures: the user's own time, acts and overrides, counted on this machine. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "journal/smt-journal.h"

G_BEGIN_DECLS

void smt_measures_window_show (GtkWindow *parent, SmtJournal *journal, gboolean synthetic);

G_END_DECLS
