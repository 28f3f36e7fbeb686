/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a dose editor's fields hold, and the way between it and a rhythm.
 * Plain value; pure functions.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtDraftDays: the choice of days an editor offers. */
typedef enum
{
  SMT_DRAFT_DAILY,
  SMT_DRAFT_EVERY_N,
  SMT_DRAFT_WEEKDAYS,
} SmtDraftDays;

typedef enum
{
  SMT_DRAFT_WHOLE,
  SMT_DRAFT_NO_AMOUNT,        /* no number above 0 */
  SMT_DRAFT_AMBIGUOUS_AMOUNT, /* "1.000": one, or a thousand */
  SMT_DRAFT_NO_UNIT,
  SMT_DRAFT_NO_PART,          /* daily, but at no time of day */
  SMT_DRAFT_NO_INTERVAL,      /* every n days, but n is not 2 or more */
  SMT_DRAFT_NO_WEEKDAY,
} SmtDraftFault;

typedef struct
{
  char *amount; /* as typed */
  char *unit;
  SmtDraftDays days;
  guint every;
  guint8 weekdays;
  guint8 parts;
} SmtDoseDraft;

void          smt_dose_draft_clear       (SmtDoseDraft *draft);
gboolean      smt_dose_draft_from_rhythm (const SmtRhythm *rhythm, SmtDoseDraft *draft);
SmtRhythm    *smt_dose_draft_to_rhythm   (const SmtDoseDraft *draft, SmtDraftFault *fault);
SmtDate       smt_dose_draft_first_day   (const SmtDoseDraft *draft, SmtDate today);

G_END_DECLS
