/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of one language, and how they are put together. Used inside this room only.
 * Constant data and pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"
#include "base/smt-text.h"

G_BEGIN_DECLS

/** SmtUnitOfTimeWords: {n} stands for a number or a range of numbers. */
typedef struct
{
  const char *once;     /* "én gang i uken": one dose, or nothing said about how many */
  const char *second;   /* "annenhver dag"; NULL = like any other number */
  const char *nth;      /* "hver {n}. uke" */
  const char *apart_one; /* "med 1 ukes mellomrom" */
  const char *apart;    /* "med {n} ukers mellomrom", for numbers that have no ordinal and for "2 ganger med …" */
  const char *in;       /* "i uken", after a count */
  const char *in_n;     /* "i løpet av {n} uker", after a count */
  const char *per;      /* "per uke", after an amount */
  const char *per_n;    /* "per {n} uker" */
  const char *one_long; /* "i 1 uke": a duration */
  const char *n_long;   /* "i {n} uker" */
  const char *adverb;   /* "ukentlig" */
} SmtUnitOfTimeWords;

/** SmtWordTable: everything that is said about doses in one language. */
typedef struct
{
  char point;
  const char *weekdays[7];
  const char *initials[7];
  const char *months[12];
  const char *date;     /* {day} {month} {year} */
  const char *parts[6]; /* in the order of SmtDayPart */
  const char *clock;    /* {time} */
  char minute_sign;     /* between the hours and the minutes of {time} */
  SmtUnitOfTimeWords time[5]; /* in the order of SmtTimeUnit */

  const char *and;           /* " og " */
  const char *then;          /* ", deretter " */
  const char *ordinal_dash;  /* between the numbers of "hver 2.–3. uke" */
  const char *at_most;       /* "inntil {n}" */
  const char *per_kg;        /* "per kilo" */
  const char *per_m2;
  const char *per_hour;

  const char *daily;         /* after a count: "3 ganger daglig" */
  const char *once;          /* "én gang" */
  const char *times;         /* "{n} ganger" */
  const char *same_day; /* "samme dag": before weeks that are apart, behind several doses of that day */
  const char *times_same_day; /* "{n} ganger samme dag": before a period, which a bare count would be taken for */
  const char *gap;           /* "med {n} timers mellomrom" */
  const char *gap_one;
  const char *per_day;       /* "per døgn" */
  const char *per_dose_day;  /* "per dosedag" */
  const char *in_all;        /* "i alt" */
  const char *split_doses;   /* "fordelt på {n} doser" */
  const char *supply;        /* "{amount} på {n} dager": what was dispensed, and how long it lasted */
  const char *supply_a_day;  /* ", i snitt {n} om dagen" */
  const char *supply_a_week; /* ", i snitt {n} i uken" */
  const char *supply_each;   /* ", i snitt {one} hver {n}. dag" */
  const char *about;         /* "omtrent {n}" */
  const char *split_days;    /* "fordelt på {n} dager" */
  const char *split_over;    /* "fordelt på {list}": parts of the day, weekdays */

  const char *weekday;       /* "hver {days}" for one */
  const char *weekdays_list; /* "{days}" for several */
  const char *weekdays_nth;  /* "{days} hver {n}. uke" */
  const char *except;        /* "alle dager unntatt {days}" */
  const char *cycle;         /* "{days} av hver {n}-dagers syklus" */
  const char *cycles;        /* ", {n} sykluser" */
  const char *per_cycle;     /* "per syklus" */
  const char *day;           /* "dag {list}", for one */
  const char *days;          /* for several */
  const char *days_in;       /* "{n} dager", of a week: "2 ganger om dagen 3 dager i uken" */
  const char *times_a_day;   /* "{n} ganger om dagen" */
  const char *single_dose;   /* "som engangsdose" */
  const char *single_doses;  /* "som engangsdose {days}" */
  const char *single_first;  /* "engangsdose:", before several doses, so that it holds for all of them */
  const char *single_doses_first; /* "engangsdose {days}:" */

  const char *season[SMT_N_SEASONS]; /* "om vinteren" … "i pollensesongen" */
  const char *as_needed;
  const char *max_times;     /* "inntil {n} ganger daglig" */
  const char *max_once;      /* "inntil én gang daglig" */
  const char *max_amount;    /* "maks {amount} per døgn" */
  const char *max_week;      /* "maks {amount} per uke" */
  const char *max_month;
  const char *from_month;    /* "fra {from} til {to}" */
  const char *in_month;      /* "i {month}" */
  const char *min_gap;       /* "minst {n} timer mellom dosene" */
  const char *min_gap_one;
  const char *pause;         /* "ingen dosering" */
  const char *until;         /* "til og med {date}" */
  const char *nothing_said;  /* a step with a beat that says nothing */

  const char *unknown_tempo; /* "ukjent intervall" */
  const char *single_tempo;  /* "engangsdose" */
  const char *bound_daily;   /* "kan tas daglig" */
  const char *bound_from_to; /* "fra {from} til {to}" */
  const char *bound_cycle;   /* ", daglig bare i perioder med pause mellom" */
  const char *bound_first;
  const char *bound_oncology;
  const char *weekly_max;    /* ", høyst {amount} i uken" */
  const char *count_one;     /* "én", neuter or common as it stands before "i uken" */
  const char *count_at_most; /* "høyst {n}" */
  const char *count_unknown; /* "ukjent antall" */
} SmtWordTable;

extern const SmtWordTable _smt_words_nb;
extern const SmtWordTable _smt_words_nn;
extern const SmtWordTable _smt_words_en;

const SmtWordTable *_smt_words_table       (SmtLanguage language);
void                _smt_words_fill        (GString *out, const char *form, ...) G_GNUC_NULL_TERMINATED;
void                _smt_words_space       (GString *out);
void                _smt_words_join        (GString *out, const SmtWordTable *table, GPtrArray *items);
char               *_smt_words_number      (const SmtWordTable *table, SmtRange range);
void                _smt_words_counted     (GString *out, const SmtWordTable *table, SmtRange n, const char *one, const char *many);
void                _smt_words_amount      (GString *out, SmtRange amount, const char *unit, SmtPer per, SmtLanguage language);
void                _smt_words_weekdays    (GString *out, const SmtWordTable *table, guint8 weekdays);
void                _smt_words_day_numbers (GString *out, const SmtWordTable *table, const SmtDayBits *bits);
void                _smt_words_every       (GString *out, const SmtWordTable *table, SmtRange n, SmtTimeUnit unit, const char *one);
void                _smt_words_days        (GString *out, const SmtWordTable *table, const SmtDays *days);
void                _smt_words_day_list    (GString *out, const SmtWordTable *table, const SmtDays *days, gboolean first,
                                             gboolean one_of_several);
void                _smt_words_beats       (GString *out, const SmtRhythm *rhythm, const SmtStep *step, SmtLanguage language);

G_END_DECLS
