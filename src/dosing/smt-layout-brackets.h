/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brackets of a layout: periods cut into the days that are laid out. Used inside this room only.
 * The array belongs to the caller; any thread.
 */
#pragma once

#include "dosing/smt-layout.h"

G_BEGIN_DECLS

/** SmtWindow: the days [from, to) of a layout that begins on @first; @cut_* = the rhythm goes on beyond it. */
typedef struct
{
  SmtDate first;
  guint from;
  guint to;
  gboolean cut_before;
  gboolean cut_after;
} SmtWindow;

void _smt_brackets_add      (GArray *brackets, const SmtWindow *window, SmtRange count, SmtRange period, SmtTimeUnit unit);
void _smt_brackets_add_one  (GArray *brackets, const SmtWindow *window, SmtRange count, SmtRange period, SmtTimeUnit unit, gboolean cut);

G_END_DECLS
