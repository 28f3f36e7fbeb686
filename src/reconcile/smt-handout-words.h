/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences of the patient's paper with a place in them. Private to the room. Constant data; any thread.
 */
#pragma once

#include "reconcile/smt-handout.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_HANDOUT_SAYS_ASK,           /* the dose is not certain */
  SMT_HANDOUT_SAYS_UNWRITTEN,     /* no dose is written */
  SMT_HANDOUT_SAYS_VACCINE,       /* and no dose: fields write one as daily */
  SMT_HANDOUT_SAYS_NEW_DOSE,      /* {date} */
  SMT_HANDOUT_SAYS_BEFORE,        /* {dose} */
  SMT_HANDOUT_SAYS_NEW,
  SMT_HANDOUT_SAYS_RENEWED,
  SMT_HANDOUT_SAYS_PAUSED,        /* {date} */
  SMT_HANDOUT_SAYS_PAUSED_UNTIL,  /* {date} */
  SMT_HANDOUT_SAYS_RESUMED,       /* {date} */
  SMT_HANDOUT_SAYS_STOPS,         /* {date}: the first day without it */
  SMT_HANDOUT_SAYS_STOPPED,
  SMT_HANDOUT_SAYS_STOPPED_ON,    /* {date} */
  SMT_HANDOUT_SAYS_UNCHANGED,
  SMT_HANDOUT_SAYS_NOT_ON_LIST,   /* a prescription beside the list */
  SMT_N_HANDOUT_SENTENCES,
} SmtHandoutSentence;

/* (transfer full): "{…}" replaced by @value (nullable) */
char *_smt_handout_say (SmtHandoutSentence sentence, SmtHandoutLanguage language, const char *value);

G_END_DECLS
