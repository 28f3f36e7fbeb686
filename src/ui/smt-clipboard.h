/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text about a patient on the clipboard: it is there to be pasted into a journal, and then it goes.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMT_CLIPBOARD_SECONDS 120

void smt_clipboard_copy  (GtkWidget *from, const char *text);
/* tests make it shorter */
void smt_clipboard_copy_for (GtkWidget *from, const char *text, guint milliseconds);
/* takes away whatever of this program is on the clipboard or selected; what others have put there stays */
void smt_clipboard_clear (GdkDisplay *display);

G_END_DECLS
