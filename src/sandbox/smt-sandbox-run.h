/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program samstemt-sandbox: its options, its main loop and its end.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int smt_sandbox_run (int argc, char **argv);

G_END_DECLS
