/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lookup does not show, one sentence each, and where it can be opened.
 * Main thread.
 */
#pragma once

#include "list/smt-list.h"

G_BEGIN_DECLS

/** SmtRestrictionSentence: @opens: (nullable) target of the action win.open-closed; @button: (nullable) its label */
typedef struct
{
  guint32 restrictions; /* said where the list has all of them */
  const char *said;
  const char *opens;
  const char *button;
} SmtRestrictionSentence;

typedef void (*SmtRestrictionFunc) (const SmtRestrictionSentence *sentence, gpointer data);

void smt_restriction_sentences (guint32 restrictions, SmtRestrictionFunc func, gpointer data);

G_END_DECLS
