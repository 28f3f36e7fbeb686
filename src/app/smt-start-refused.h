/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program could not begin: a window that is gone again would say nothing.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwMessageDialog *smt_start_refused_show (GtkWindow *parent, const GError *error);

G_END_DECLS
