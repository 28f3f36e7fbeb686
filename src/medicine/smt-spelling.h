/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One spelling for the names of substances that are written in several: methotrexate, metotreksat.
 * Private to the room. Pure function; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *smt_spelling_level (const char *folded);

G_END_DECLS
