/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No core dump of a program that has read about patients. Called once, first thing in main().
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void smt_forbid_dumps (void);

G_END_DECLS
