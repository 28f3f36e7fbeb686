/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One step of a dose as a dose editor's fields hold it, and the way between it and a step of a rhythm.
 * Plain value, owned by its draft; pure functions.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

#define SMT_DRAFT_N_PARTS 6

/** SmtDraftDays: the choice of days an editor offers. */
typedef enum
{
  SMT_DRAFT_DAILY,
  SMT_DRAFT_INTERVAL,  /* every @every @every_unit */
  SMT_DRAFT_WEEKDAYS,  /* on @weekdays, @weeks weeks apart */
  SMT_DRAFT_CYCLE,     /* @on with, @off without, over again */
  SMT_DRAFT_ONCE,      /* one dose day, and no more */
  SMT_DRAFT_AS_NEEDED, /* within limits */
  SMT_DRAFT_PAUSE,     /* no dose: a step between others */
  SMT_DRAFT_N_DAYS,
} SmtDraftDays;

typedef enum
{
  SMT_DRAFT_WHOLE,
  SMT_DRAFT_NO_AMOUNT,        /* no number above 0 */
  SMT_DRAFT_AMBIGUOUS_AMOUNT, /* "1.000": one, or a thousand */
  SMT_DRAFT_NO_UNIT,
  SMT_DRAFT_NO_PART,     /* on days, but neither at a time of day nor a number of times */
  SMT_DRAFT_NO_TIMES,    /* the number of times is no number */
  SMT_DRAFT_NO_INTERVAL, /* the interval is no more than what "every day" says */
  SMT_DRAFT_NO_WEEKDAY,
  SMT_DRAFT_NO_CYCLE,     /* a cycle longer than the engine holds */
  SMT_DRAFT_NO_LIMIT,     /* a limit that is no number */
  SMT_DRAFT_NO_LENGTH,    /* a length that is no number, or is missing before another step */
  SMT_DRAFT_NEEDED_PARTS, /* as needed at several times of day */
  SMT_DRAFT_STEP_LIMITS,  /* limits and months are said of a whole dose, not of a step */
  SMT_DRAFT_NO_MONTHS,    /* only one end of the months is chosen */
  SMT_DRAFT_NO_DOSE,      /* nothing but pauses */
  SMT_DRAFT_NO_WORDS,     /* words for it would be read as something else */
} SmtDraftFault;

/**
 * SmtDraftStep: numbers that may be left out are kept as they were typed; "" or %NULL is not said
 * @amount: "2", "2,5", "1–2"
 * @part_amount: what differs from @amount at a time of day, where @by_part
 * @times: doses a day, where no time of day is chosen
 * @most_times: as needed, at most so many times in a @most_unit
 * @most_amount: as needed, at most so much a day, in @unit
 * @most_long: … and so much in a @most_long_unit, week or month
 * @from_month: 1–12, of a whole dose: from this month to the end of @to_month; 0 = all the year
 * @gap: as needed, hours from one dose to the next
 * @length: how long, in @length_unit; empty until further notice
 */
typedef struct
{
  char *amount;
  char *unit;
  SmtDraftDays days;
  guint every;
  SmtTimeUnit every_unit;
  guint8 weekdays;
  guint weeks;
  guint on;
  guint off;
  SmtTimeUnit cycle_unit; /* days or weeks */
  guint8 parts;
  gboolean by_part;
  char *part_amount[SMT_DRAFT_N_PARTS];
  char *times;
  char *most_times;
  SmtTimeUnit most_unit;
  char *most_amount;
  char *most_long;
  SmtTimeUnit most_long_unit;
  guint from_month;
  guint to_month;
  char *gap;
  char *length;
  SmtTimeUnit length_unit;
} SmtDraftStep;

SmtDraftStep *smt_draft_step_new   (void);
SmtDraftStep *smt_draft_step_copy  (const SmtDraftStep *step);
void          smt_draft_step_free  (SmtDraftStep *step);
void          smt_draft_step_clear_limits (SmtDraftStep *step);
gboolean      smt_draft_step_read  (SmtDraftStep *step, const SmtRhythm *rhythm, guint index);
/* @among: it is one of several steps */
SmtDraftFault smt_draft_step_write (const SmtDraftStep *step, SmtRhythm *rhythm, gboolean among);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtDraftStep, smt_draft_step_free)

G_END_DECLS
