/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the clinician has chosen, remembered from one day to the next; the fallback where there is no schema.
 * Main thread.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

char *smt_setting_get (const char *key, const char *fallback);
void  smt_setting_set (const char *key, const char *value);
/* @changed (swapped) is called while @object lives, whenever @key is chosen anew */
void  smt_setting_follow (const char *key, GCallback changed, GObject *object);

G_END_DECLS
