/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who did what when with one treatment, and in which system: what the list and the prescriptions tell, and what was done
 * with this program. Owned by the widget that shows it; main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/**
 * SmtHistoryEntry:
 * @date: the day; may be unset
 * @at: the moment, where it is known
 * @what: what was done
 * @who: (nullable): person and role
 * @source: the system that tells it; static
 */
typedef struct
{
  SmtDate date;
  SmtInstant at;
  char *what;
  char *who;
  const char *source;
} SmtHistoryEntry;

/* (element-type SmtHistoryEntry) (transfer full): the newest first; @acts (nullable) (element-type SmtAct): what was done here */
GPtrArray *smt_history_new  (SmtPatientContext *context, const SmtTreatment *treatment, const GPtrArray *acts);
char      *smt_history_act_words  (const SmtAct *act);
char      *smt_history_act_person (const SmtAct *act);
char      *smt_history_when (const SmtHistoryEntry *entry, SmtDate today);

G_END_DECLS
