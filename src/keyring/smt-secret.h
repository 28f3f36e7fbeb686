/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes that nobody else should see: keys and tokens. They lie in pages of their own, which are not swapped out, not in a
 * core dump and not in a child, and are wiped when the last reference goes.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *smt_secret_new        (gconstpointer data, gsize size);
GBytes *smt_secret_new_random (gsize size);
/* a string that held a secret: wiped, then freed; NULL is fine */
void    smt_secret_wipe       (char *text);

G_END_DECLS
