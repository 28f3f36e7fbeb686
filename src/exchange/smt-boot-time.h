/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The boot-time clock: goes on while the machine sleeps and is not set by anyone. For deadlines and ages. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 smt_boot_time_now (void);

G_END_DECLS
