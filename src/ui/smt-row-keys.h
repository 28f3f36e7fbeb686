/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letters that act on a row of the list while it has the focus; with Alt, or not at all, where that is chosen
 * (WCAG 2.1.4: a letter alone may be spoken or struck by chance).
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** SmtRowKey: a letter and its act. */
typedef struct
{
  guint key;
  const char *action;
  const char *words; /* of the context "shortcuts", to be translated */
} SmtRowKey;

extern const SmtRowKey smt_row_keys[];
extern const guint     smt_n_row_keys;

/* @callback gets (sb): the action, and whether it came with Alt */
void            smt_row_keys_install (GtkWidgetClass *widget_class, const char *action, GtkShortcutFunc callback);
gboolean        smt_row_keys_apply   (gboolean with_alt);
/* FALSE: the letters are off; else what they are struck with */
gboolean        smt_row_keys_get     (GdkModifierType *modifiers);

G_END_DECLS
