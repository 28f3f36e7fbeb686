/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the clinician has chosen, remembered from one day to the next; the fallback where there is no schema.
 * Main thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *smt_setting_get (const char *key, const char *fallback);
void  smt_setting_set (const char *key, const char *value);

G_END_DECLS
