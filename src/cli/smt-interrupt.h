/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ctrl-C and a request to end: a run stops between two documents, so that it leaves whole lines. Asked for twice, the
 * program ends at once.
 * Process-wide, as signals are. Any thread may ask.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     smt_interrupt_catch (void);
gboolean smt_interrupt_came  (void);
void     smt_interrupt_obey  (void);

G_END_DECLS
