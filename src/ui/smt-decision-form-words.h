/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the inline form asks for, by kind of decision.
 * Main thread.
 */
#pragma once

#include "reconcile/smt-decision.h"

G_BEGIN_DECLS

/** SmtFormWords: static words, in the language of the screen. */
typedef struct
{
  const char *question;
  const char *text;   /* label of the words that are typed */
  const char *accept; /* label of the button */
  const char *date;   /* label of the day */
} SmtFormWords;

SmtFormWords smt_form_words           (SmtDecisionKind kind, gboolean aside);
const char  *smt_form_recall_question (void);

G_END_DECLS
