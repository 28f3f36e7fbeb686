/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * One message over the foot of the window, for a moment, with undo where there is something to undo.
 *
 * Not an AdwToast: libadwaita 1.2 frees what a toast that slides in still needs when the toast is dismissed meanwhile,
 * as a quick hand does that keeps and undoes; it cuts a long title off; and its close button has no name.
 */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* signal "left": it went while the focus was in it, which now needs another place */
#define SMT_TYPE_MESSAGE_BAR smt_message_bar_get_type ()
G_DECLARE_FINAL_TYPE (SmtMessageBar, smt_message_bar, SMT, MESSAGE_BAR, GtkWidget)

void smt_message_bar_say  (SmtMessageBar *self, const char *text, gboolean with_undo);
void smt_message_bar_hide (SmtMessageBar *self);

G_END_DECLS
