/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of the text reader: text → terms → marks → rhythm. Nobody outside smt-reading.c includes it.
 * Everything belongs to one SmtReader on the stack of one call; the lexicon is constant. Any thread.
 */
#pragma once

#include "base/smt-text.h"
#include "dosing/smt-reading.h"
#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/* --- terms: what a word or a sign is ------------------------------------------------------------------------------ */

/**
 * SmtTermClass: what a term is, whatever its language. The names in capitals after SMT_TERM_ are, in lower case, the
 * classes of data/tables/lexicon-*.tsv.
 */
typedef enum
{
  SMT_TERM_END,
  SMT_TERM_UNKNOWN, /* a word that is in no lexicon */
  SMT_TERM_FOREIGN, /* a dose word of a language that was not asked for */

  /* signs */
  SMT_TERM_COMMA,
  SMT_TERM_DOT,
  SMT_TERM_COLON,
  SMT_TERM_BREAK, /* line break (a = 1), semicolon, exclamation mark, question mark */
  SMT_TERM_DASH,
  SMT_TERM_SLASH,
  SMT_TERM_PLUS,
  SMT_TERM_EQUALS,
  SMT_TERM_OPEN,
  SMT_TERM_CLOSE,
  SMT_TERM_QUIET, /* quotation marks, bullets */
  SMT_TERM_ODD,   /* a sign or a number form that might change the meaning */
  SMT_TERM_DATE,
  SMT_TERM_CLOCK_TIME, /* "08:00"; a = minutes after midnight */

  /* words with a value */
  SMT_TERM_NUMBER,
  SMT_TERM_ORDINAL,    /* a */
  SMT_TERM_UNIT,       /* text = singular, a = SmtUnitKind, b = 1 for the dose itself, c = 1 for what stays in place for weeks */
  SMT_TERM_TIME_UNIT,  /* a = SmtTimeUnit, b = SmtTimeForm, c = how many of it ("halvår" is 6 months) */
  SMT_TERM_EVERY,      /* "ukentlig": c of unit a */
  SMT_TERM_EACH_OTHER, /* "annenhver": a = 2 */
  SMT_TERM_TIMES_WORD, /* "once": a = 1 */
  SMT_TERM_TIMES_DAILY, /* "bid": a = 2 */
  SMT_TERM_WEEKDAY,    /* a = bits, b = 1 when short, c = 1 when it is a month behind "per" */
  SMT_TERM_PART,       /* a = SmtDayPart bits, b = 1 when it only hints at the part (meals, bedtime), c = 1 for "am", 2 for "pm", 3: dinner beside lunch, 4: "kvelder" */
  SMT_TERM_REST_DAYS,   /* "øvrige dager"; b = 1 for "ellers", which only leads to an amount */
  SMT_TERM_PARTNER_DAY, /* "MTX-dagen": a = days */
  SMT_TERM_CYCLE_DAYS, /* "dagerssyklus": unit a */
  SMT_TERM_PAUSE_DAYS, /* "tablettfrie dager": unit a */
  SMT_TERM_WEEKDAY_LETTERS, /* "ma" in "ma/on/fr": a = bits; a word only beside its like */
  SMT_TERM_PART_LETTERS, /* "m" in "m + k": a = bits; a word only beside its like */
  SMT_TERM_MONTH_NAME, /* a = 1–12 */
  SMT_TERM_SEASON, /* "om vinteren": a = SmtSeason bits */

  /* words that build phrases */
  SMT_TERM_COUNT, /* "ganger"; b = 1 for "g", which may be grams */
  SMT_TERM_X,
  SMT_TERM_EACH, /* b = 1 when a number must follow before a time unit: the Swedish "var" */
  SMT_TERM_PER, /* b = 1 for the English article: "twice a week" */
  SMT_TERM_IN,
  SMT_TERM_ON,
  SMT_TERM_ABOUT, /* "om" */
  SMT_TERM_FOR,
  SMT_TERM_TO,
  SMT_TERM_WITH,
  SMT_TERM_OF, /* b = 1 for "fra", which may say from when on */
  SMT_TERM_AT,
  SMT_TERM_BEFORE,
  SMT_TERM_AFTER,
  SMT_TERM_FROM, /* b = 1 for "fra og med", 0 for "til og med" */
  SMT_TERM_OVER,
  SMT_TERM_WITHIN, /* "i løpet av" */
  SMT_TERM_A,      /* "à" */
  SMT_TERM_AND,
  SMT_TERM_OR, /* b = 1 for "kan økes til" */
  SMT_TERM_RAISE, /* "kan økes", without "til" */
  SMT_TERM_THEN,
  SMT_TERM_EXCEPT,
  SMT_TERM_ONSET,   /* "start": when it begins */
  SMT_TERM_WHEREAS, /* "da" in "unntatt onsdag, da 2 tabletter" */
  SMT_TERM_UP_TO, /* b = 1 for "maks", which names a bound and no dose */
  SMT_TERM_AT_LEAST,
  SMT_TERM_NEED,
  SMT_TERM_OCCASION, /* "ved smerter": as needed when nothing says how often, else what it is for */
  SMT_TERM_DIVIDED,
  SMT_TERM_SINGLE,
  SMT_TERM_NOW, /* "straks": once, when something else comes "deretter" */
  SMT_TERM_DAY_TOTAL, /* "døgndose" */
  SMT_TERM_INTERVAL,  /* "mellomrom" */
  SMT_TERM_SPACING,   /* "kurintervall" */
  SMT_TERM_DURATION,  /* "varighet" */
  SMT_TERM_PAUSE,
  SMT_TERM_NO_DOSE, /* "ingen dosering"; b = 1 for "så slutt" */
  SMT_TERM_OFF,     /* "7 av" */
  SMT_TERM_CYCLE,
  SMT_TERM_REPEAT, /* b = 1 when it may be left out: "kan gjentas" */
  SMT_TERM_NEXT,
  SMT_TERM_LAST, /* "siste", before a weekday of the month */
  SMT_TERM_CLOCK,
  SMT_TERM_REMOVE,  /* "fjernes": when it is taken off is no dose */
  SMT_TERM_REFILL,  /* "reit": how often it is handed out */
  SMT_TERM_PERCENT,
  SMT_TERM_KG,
  SMT_TERM_M2,
  SMT_TERM_BODY_WEIGHT,
  SMT_TERM_MINUTE,
  SMT_TERM_LIQUID,
  SMT_TERM_DEGREE,
  SMT_TERM_OPENING,
  SMT_TERM_SITE,
  SMT_TERM_WITHOUT, /* "1 uke uten" is a pause; anywhere else it is not read */
  SMT_TERM_MEAL,
  SMT_TERM_VESSEL,    /* "glass" */
  SMT_TERM_SEE,       /* "se", "ifølge": the dose stands … */
  SMT_TERM_ELSEWHERE, /* … in the "skjema" */

  /* words without a dose */
  SMT_TERM_NOISE,      /* instructions and fillers: "svelges hele"; b = SmtNoiseKind */
  SMT_TERM_NOUN,       /* "smerter": what it is for; "daglig" before it is said of it; b = 1 for what comes when it comes: "flyreise" */
  SMT_TERM_SUBSTANCE,  /* a medicine by name: before a second amount it begins a dose of its own, which is not read; b = 1 for folic acid, which goes with another */
  SMT_TERM_SAME_DAY,   /* "samme dag": which day that is must be said */
  SMT_TERM_EVENT_DAY,  /* "etter dialyse": on days that the text must say, and that are not all days */
  SMT_TERM_INDICATION, /* "mot": what follows is what it is for */
  SMT_TERM_ERRAND,     /* "kontroll", "utleveres": what comes round and is no dose */
  SMT_TERM_SILENT,     /* "etter avtale" */
  SMT_TERM_WARNING,
  SMT_TERM_NOT,
  SMT_TERM_BLOCK, /* changes the meaning in a way that is not read: "gradvis", "dersom" */
} SmtTermClass;

/** SmtNoiseKind: fillers that mean something beside others. */
typedef enum
{
  SMT_NOISE_PLAIN,
  SMT_NOISE_APPLY,       /* "smøres" */
  SMT_NOISE_CONSECUTIVE, /* "påfølgende" */
  SMT_NOISE_FIXED,       /* "fast": not as needed */
} SmtNoiseKind;

typedef enum
{
  SMT_UNIT_FORM, /* what is counted: tablets, doses */
  SMT_UNIT_MASS, /* what is weighed: mg, IE; also a strength */
  SMT_UNIT_VOLUME,
} SmtUnitKind;

/** SmtTimeForm: "uke", "uken", "uker", "ukers", abbreviations that may be any of them, and "døgn" and "år", one or many. */
typedef enum
{
  SMT_TIME_FORM_BARE,
  SMT_TIME_FORM_DEFINITE,
  SMT_TIME_FORM_PLURAL,
  SMT_TIME_FORM_GENITIVE,
  SMT_TIME_FORM_SHORT,
  SMT_TIME_FORM_EITHER,
} SmtTimeForm;

/** SmtLexeme: one line of the lexicon. */
typedef struct
{
  const char *words; /* folded, one space between */
  guint8 n_words;
  guint8 languages; /* SmtLanguage bits */
  SmtTermClass cls;
  gint16 a;
  gint16 b;
  gint16 c;
  const char *text;
  gboolean abbreviation; /* a dot after it does not end a sentence */
} SmtLexeme;

/** SmtLexemeGroup: the lexemes [from, to) that begin with one word, found by its hash. */
typedef struct
{
  guint16 from;
  guint16 to;
} SmtLexemeGroup;

/** SmtComparedWord: a word that says how often, by which misspelt words are told; sorted by length. */
typedef struct
{
  guint16 at; /* in the lexicon */
  guint8 n_letters;
  guint32 mask; /* its letters as bits, modulo 32 */
} SmtComparedWord;

typedef enum
{
  SMT_NOT_ASKED,
  SMT_NO,
  SMT_YES,
} SmtAnswer;

typedef struct
{
  SmtTermClass cls;
  guint start; /* bytes of the original text */
  guint end;
  gboolean tight; /* nothing stands between it and the term before */
  gint16 a;
  gint16 b;
  gint16 c;
  const char *text; /* UNIT: singular; words: the folded word */
  SmtDecimal value; /* NUMBER */
  gboolean grouped; /* NUMBER: "1.000", one or a thousand */
  gboolean article; /* NUMBER: written as a word */
  SmtAnswer resembles; /* UNKNOWN: may be a dose word, misspelt */
} SmtTerm;

/* --- marks: what a run of terms says ------------------------------------------------------------------------------ */

typedef enum
{
  /* dose-bearing */
  SMT_MARK_AMOUNT,       /* value, text, per */
  SMT_MARK_TIMES,        /* value: "x 3", "3 ganger", without a period */
  SMT_MARK_DOSES,        /* value: "2 doser à" */
  SMT_MARK_FREQUENCY,    /* [value] times in n of unit */
  SMT_MARK_WEEKDAYS,     /* bits; n = weeks apart */
  SMT_MARK_EXCEPT,       /* bits, or value = days a week */
  SMT_MARK_PARTS,        /* bits */
  SMT_MARK_CLOCK,        /* clock */
  SMT_MARK_LENGTH,       /* n of unit */
  SMT_MARK_NEED,
  SMT_MARK_MAX_AMOUNT,   /* value, text */
  SMT_MARK_MAX_TIMES,    /* value */
  SMT_MARK_GAP,          /* n of unit */
  SMT_MARK_DIVIDED,      /* value doses, or unknown */
  SMT_MARK_SINGLE,
  SMT_MARK_DAYS,         /* on, of unit days or weeks: "dag 1, 8 og 15" */
  SMT_MARK_CYCLE,        /* n of unit */
  SMT_MARK_PAUSE,        /* n of unit */
  SMT_MARK_REPEAT,
  SMT_MARK_REPEAT_AFTER, /* n of unit */
  SMT_MARK_THEN,
  SMT_MARK_OR,

  /* what holds sentences together */
  SMT_MARK_BREAK,
  SMT_MARK_COMMA,
  SMT_MARK_AND,

  /* words without a dose */
  SMT_MARK_FREE,    /* unknown word */
  SMT_MARK_SILENT,
  SMT_MARK_KNOWN,   /* instruction, indication */
  SMT_MARK_WARNING,
  SMT_MARK_NOT,
  SMT_MARK_STRAY,   /* a number, a time word or a dose word that no phrase took */
} SmtMarkKind;

typedef enum
{
  SMT_MARK_PAREN = 1 << 0,      /* stands in parentheses */
  SMT_MARK_BY_X = 1 << 1,       /* "x 3", daily by the national habit */
  SMT_MARK_COUNT_DAYS = 1 << 2, /* FREQUENCY counts dose days, not doses */
  SMT_MARK_EACH = 1 << 3,       /* FREQUENCY was said with "hver" */
  SMT_MARK_TOTAL = 1 << 4,      /* FREQUENCY was said with "per": the amount is that of the whole period */
  SMT_MARK_EVERY_DAY = 1 << 5,  /* PARTS: "hver kveld"; LENGTH: "21 dager på" */
  SMT_MARK_CHOICE = 1 << 6,     /* PARTS: one of these */
  SMT_MARK_HINT = 1 << 7,       /* PARTS: told by a meal or bedtime; NEED: told by an occasion */
  SMT_MARK_MINIMUM = 1 << 8,    /* GAP: at least */
  SMT_MARK_DEFAULTED = 1 << 9,  /* a maximum "a day" that did not say so */
  SMT_MARK_NO_DOSING = 1 << 10, /* PAUSE: "ingen dosering", which is a step, never the end of a cycle */
  SMT_MARK_STOP = 1 << 21,      /* PAUSE: "så slutt", the end of what has a length */
  SMT_MARK_WITHIN = 1 << 11,    /* FREQUENCY: "i løpet av" */
  SMT_MARK_UP_TO = 1 << 12,     /* AMOUNT or count: a limit */
  SMT_MARK_MOST = 1 << 25,      /* AMOUNT: said with "maks" */
  SMT_MARK_DAILY = 1 << 26,     /* FREQUENCY: "daglig", and not "om dagen" */
  SMT_MARK_REST = 1 << 14,      /* WEEKDAYS: those that no other beat names */
  SMT_MARK_LABEL = 1 << 13,     /* DAYS: "første dag", which only tells steps apart */
  SMT_MARK_DOSE = 1 << 15,      /* AMOUNT: "2 doser" */
  SMT_MARK_NOUN = 1 << 16,      /* KNOWN: an adjective before it is its own */
  SMT_MARK_ERRAND = 1 << 20,    /* KNOWN: how often it comes round is not how often the dose does */
  SMT_MARK_WORN = 1 << 17,      /* AMOUNT: of what stays in place for weeks */
  SMT_MARK_IN_WORDS = 1 << 19,  /* TIMES: "én gang" at the end of the text */
  SMT_MARK_ONCE = 1 << 18,      /* DAYS: counted from the first dose, once: "uke 0, 2 og 6" */
  SMT_MARK_RAISED = 1 << 23,    /* OR: "kan økes til" */
  SMT_MARK_APPLIED = 1 << 24,   /* PARTS: "smøres på kveld" */
  SMT_MARK_ONWARD = 1 << 22,    /* DAYS: "fra dag 2", where a step begins that has no end */
} SmtMarkFlags;

typedef struct
{
  SmtMarkKind kind;
  guint flags;
  guint start;  /* bytes of the original text */
  guint middle; /* AMOUNT: where the unit begins; FREQUENCY: where the period begins */
  guint end;
  SmtRange value;
  SmtRange n;
  SmtTimeUnit unit;
  const char *text;
  SmtPer per;
  SmtUnitKind unit_kind;
  guint8 bits;
  guint n_clock;
  guint16 clock[SMT_MAX_CLOCK];
  SmtDayBits on;
  gboolean resembles; /* FREE: may be a dose word, misspelt */
} SmtMark;

/* --- the reader --------------------------------------------------------------------------------------------------- */

/**
 * SmtChoice: a place where a text can be read in two ways. A text is read once for every combination that matters;
 * more than one outcome makes it ambiguous.
 */
typedef enum
{
  SMT_CHOICE_THOUSANDS = 1 << 0, /* "1.000" is a thousand */
  SMT_CHOICE_DAY_PAIR = 1 << 1,  /* "man-tor" is two days, not four */
  SMT_CHOICE_X_ORDER = 1 << 2,   /* in "2 x 1 tablett" the first number is the amount */
  SMT_CHOICE_GRAMS = 1 << 3,     /* in "2 g daglig" g is grams */
  SMT_CHOICE_NEED = 1 << 4,      /* in "1 morgen og 1 kveld ved behov" only the last is as needed */
  SMT_CHOICE_WEEKS = 1 << 5,     /* "morgen og kveld annenhver uke" is each day of these weeks */
  SMT_CHOICE_LAST_DAY = 1 << 6,  /* in "til 01.03.2027, deretter" that day belongs to what follows */
  SMT_CHOICE_ALL = (1 << 7) - 1,
} SmtChoice;

/** SmtSaidDate: a whole date that says from or until when, and where it stands. It only counts where a dose has several steps. */
typedef struct
{
  enum
  {
    SMT_DATE_SINCE, /* "fra 01.03.2027", "fra og med" */
    SMT_DATE_UNTIL, /* "til": whether that day belongs to it is not said */
    SMT_DATE_LAST,  /* "til og med" */
  } kind;
  SmtDate date;
  guint start; /* bytes of the original text */
  guint end;
} SmtSaidDate;

#define SMT_PART_MANY 4 /* c of a PART that is in the plural */
#define SMT_MAX_ALTERNATIVES 4

typedef struct
{
  const char *text;
  SmtLanguage languages;
  GStringChunk *words;
  GArray *terms; /* of SmtTerm; ends with two or more END */
  GArray *marks; /* of SmtMark */
  GArray *dates; /* of SmtSaidDate */
  guint choices; /* SmtChoice bits taken */
  guint met;     /* SmtChoice bits that mattered */
  guint alternative;
  guint n_alternatives;
  guint8 seasons;      /* that the dose is bound to */
  guint8 first_month;  /* as in SmtRhythm */
  guint8 last_month;
  gboolean two_bounds; /* seasons in two places: which dose is whose is not read */
  guint depth; /* parentheses open */
  gboolean amount_seen;
  gboolean applied;       /* "smøres" stands before: a time of the day behind it is that of every day */
  gboolean days_are_rare;     /* an event of its own days stands in the text: only days that are not daily may go with it */
  gboolean days_must_be_said; /* something stands in the text that no habit may be laid over */
} SmtReader;

/* Asked for more often than anything else. */
static inline const SmtTerm *
_smt_reader_term (const SmtReader *reader, guint at)
{
  return &g_array_index (reader->terms, SmtTerm, MIN (at, reader->terms->len - 1));
}

static inline SmtTermClass
_smt_reader_cls (const SmtReader *reader, guint at)
{
  return _smt_reader_term (reader, at)->cls;
}

/* smt-reader-fold.c */
const char *_smt_reader_fold (SmtReader *reader, const char *text, guint length);

/* smt-reader-tokens.c */
void _smt_reader_tokenize (SmtReader *reader);

/* smt-reader-lexicon.c */
SmtLexemeGroup   _smt_lexicon_find_group     (const char *word);
const SmtLexeme *_smt_reader_find_phrase     (const SmtReader *reader, guint at, guint languages, guint *n_terms);
SmtTerm          _smt_reader_make_term       (const SmtReader *reader, guint at, guint n_terms, const SmtLexeme *lexeme);
gboolean         _smt_reader_begins_sentence (const SmtReader *reader, const SmtTerm *term);
void     _smt_reader_look_up        (SmtReader *reader);
gboolean _smt_reader_has_foreign     (const SmtReader *reader);
gboolean _smt_lexicon_is_dose_class (SmtTermClass cls);
guint    _smt_lexicon_find_letter   (const char *word);

/* smt-reader-letters.c: both return the terms of the list, or 0 */
guint _smt_reader_count_weekday_letters (const SmtReader *reader, guint at);
guint _smt_reader_count_part_letters    (const SmtReader *reader, guint at);
void  _smt_reader_append_letters        (const SmtReader *reader, guint at, guint to, SmtTermClass cls, GArray *out);

/* smt-reader-unknown.c */
gboolean _smt_reader_is_letter_of_name (const SmtReader *reader, guint at);
guint    _smt_reader_append_unknown    (SmtReader *reader, guint at, GArray *out);

/* smt-reader-lines.c */
void _smt_reader_join_lines (SmtReader *reader);

/* smt-reader-spelling.c */
gboolean         _smt_reader_resembles (const SmtReader *reader, guint at);
const SmtLexeme *_smt_reader_correct   (const SmtReader *reader, const char *word);

/* smt-reader-numbers.c: each returns how many terms it took, 0 = none */
SmtMark        _smt_reader_mark         (const SmtReader *reader, SmtMarkKind kind, guint at, guint n_terms);
const SmtMark *_smt_reader_last         (const SmtReader *reader);
void           _smt_reader_push         (SmtReader *reader, const SmtMark *mark);
guint          _smt_reader_take_number  (SmtReader *reader, guint at, SmtDecimal *out);
guint          _smt_reader_take_range   (SmtReader *reader, guint at, SmtRange *out);
guint          _smt_reader_take_ordinal (SmtReader *reader, guint at, SmtRange *out);
gboolean       _smt_reader_is_letter_g  (const SmtTerm *term);
gboolean       _smt_reader_is_ordinal   (const SmtReader *reader, guint at);
guint          _smt_reader_take_span    (SmtReader *reader, guint at, SmtRange *n, SmtTimeUnit *unit);

/* smt-reader-amounts.c */
guint _smt_reader_take_amount (SmtReader *reader, guint at, SmtMark *out);
guint _smt_reader_read_amount (SmtReader *reader, guint at);

/* smt-reader-strengths.c */
gboolean _smt_reader_is_strength_unit       (const SmtTerm *term);
gboolean _smt_reader_is_strength_of_next    (SmtReader *reader, guint at, const SmtMark *amount);
guint    _smt_reader_take_strength          (SmtReader *reader, guint at);
guint _smt_reader_take_strengths (SmtReader *reader, guint at);
guint    _smt_reader_take_strength_in_front (SmtReader *reader, guint at);

/* smt-reader-bare.c */
const SmtTerm *_smt_reader_find_unit_in_front (const SmtReader *reader, guint at);
gboolean       _smt_reader_begins_when        (SmtReader *reader, guint at);
guint          _smt_reader_read_bare_amount   (SmtReader *reader, guint at);

/* smt-reader-chain.c: "2+0+0+1" */
#define SMT_MAX_CHAIN 4 /* numbers: day parts */
guint _smt_reader_take_chain (SmtReader *reader, guint at, SmtDecimal values[SMT_MAX_CHAIN], guint *n_values);
guint _smt_reader_read_plus  (SmtReader *reader, guint at);

/* smt-reader-periods.c */
void  _smt_reader_set_period (SmtMark *mark, SmtRange n, const SmtTerm *unit, guint flags);
guint _smt_reader_take_period (SmtReader *reader, guint at, SmtMark *out);

/* smt-reader-frequency.c */
guint _smt_reader_read_frequency (SmtReader *reader, guint at);
gboolean _smt_reader_limit_counts_by_g (SmtReader *reader, guint after);

/* smt-reader-limits.c */
guint _smt_reader_read_maximum (SmtReader *reader, guint at);
guint _smt_reader_read_gap     (SmtReader *reader, guint at);
guint _smt_reader_read_divided (SmtReader *reader, guint at);

/* smt-reader-days.c */
gboolean _smt_reader_is_pronoun (const SmtReader *reader, guint at);
guint _smt_reader_take_weekday_list (SmtReader *reader, guint at, guint8 *days);
guint _smt_reader_read_weekdays (SmtReader *reader, guint at);
void  _smt_reader_note_application (SmtReader *reader, guint from, guint to);
guint _smt_reader_read_once_each (SmtReader *reader, guint at);
guint _smt_reader_read_parts    (SmtReader *reader, guint at);

/* smt-reader-clock.c */
guint _smt_reader_read_clock (SmtReader *reader, guint at);

/* smt-reader-day-counts.c */
guint _smt_reader_read_day_count (SmtReader *reader, guint at);

/* smt-reader-courses.c */
guint _smt_reader_read_length   (SmtReader *reader, guint at);
guint _smt_reader_read_cycle    (SmtReader *reader, guint at);
guint _smt_reader_skip_classes  (const SmtReader *reader, guint at, SmtTermClass a, SmtTermClass b, SmtTermClass c);
void  _smt_reader_push_span     (SmtReader *reader, SmtMarkKind kind, guint at, guint n_terms, SmtRange n, SmtTimeUnit unit,
                                 guint flags);

/* smt-reader-repeats.c, smt-reader-pauses.c */
guint _smt_reader_read_repeat   (SmtReader *reader, guint at);
guint _smt_reader_read_pause    (SmtReader *reader, guint at);
gboolean _smt_reader_closes_cycle (const SmtReader *reader, const SmtDayBits *pause, SmtTimeUnit unit);

/* smt-reader-dates.c */
gboolean _smt_reader_is_short_date (const SmtReader *reader, guint at);
guint    _smt_reader_read_date     (SmtReader *reader, guint at);

/* smt-reader-patients.c */
gboolean _smt_reader_is_sign      (const SmtReader *reader, guint at, const char *signs);
guint    _smt_reader_read_patient (SmtReader *reader, guint at);

/* smt-reader-instructions.c */
guint _smt_reader_push_plain       (SmtReader *reader, SmtMarkKind kind, guint at, guint n_terms);
guint _smt_reader_skip_unknown     (const SmtReader *reader, guint at, guint most);
guint _smt_reader_read_instruction (SmtReader *reader, guint at);

/* smt-reader-seasons.c */
guint _smt_reader_read_season (SmtReader *reader, guint at);
guint _smt_reader_read_months (SmtReader *reader, guint at);

/* smt-reader-reasons.c */
guint _smt_reader_push_occasion   (SmtReader *reader, guint at, guint n_terms);
guint _smt_reader_read_place      (SmtReader *reader, guint at);
guint _smt_reader_read_indication (SmtReader *reader, guint at);
guint _smt_reader_read_occasion   (SmtReader *reader, guint at);
guint _smt_reader_read_name       (SmtReader *reader, guint at);

/* smt-reader-beside.c */
guint _smt_reader_read_open_raise (SmtReader *reader, guint at);
guint _smt_reader_read_partner    (SmtReader *reader, guint at);
gboolean _smt_reader_names_another (const SmtReader *reader);

/* smt-reader-loose.c */
void _smt_reader_read_loose_term (SmtReader *reader, guint at);

/* smt-reader-phrases.c */
void _smt_reader_find_marks (SmtReader *reader);

/* smt-reader-sentences.c */
SmtReadingState _smt_reader_weigh_sentences (SmtReader *reader);

/* smt-reader-restated.c */
void  _smt_reader_settle_restated_days (SmtReader *reader);
guint _smt_reader_read_bracket         (SmtReader *reader, guint at);

/* smt-reader-draft.c: one beat in the making; the marks belong to the reader */
typedef struct
{
  const SmtMark *amount;
  const SmtMark *times; /* without a period */
  const SmtMark *day;   /* frequency in a day */
  const SmtMark *rare;  /* frequency in a longer period, or in hours */
  const SmtMark *limit; /* "maks 4 ganger daglig" */
  const SmtMark *weekdays;
  const SmtMark *except;
  const SmtMark *parts;
  const SmtMark *clock;
  const SmtMark *gap;
  const SmtMark *divided;
  const SmtMark *single;
  const SmtMark *days;
  const SmtMark *cycle;
  const SmtMark *repeat;
  const SmtMark *length; /* of the step the beat stands in */
  gboolean optional;     /* as needed, where other beats are not */
  gboolean fills_weeks;  /* @rare is weeks that are filled, each day of one of them */
  gboolean days_once;    /* @days are counted from the first dose and do not come round */
  guint8 rest;           /* "øvrige dager": the weekdays that no other beat names */
} SmtDraft;

gboolean _smt_draft_add      (SmtDraft *draft, const SmtMark *mark);
gboolean _smt_draft_has_days (const SmtDraft *draft);
void     _smt_draft_inherit  (SmtDraft *draft, const SmtDraft *from);

/* smt-reader-beat.c */
gboolean _smt_draft_finish    (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat);
guint    _smt_span_whole_days (SmtRange n, SmtTimeUnit unit);
gboolean _smt_ranges_agree    (SmtRange *known, SmtRange more);

/* smt-reader-doses.c: what a beat holds */
gboolean _smt_draft_counts_doses    (const SmtDraft *draft);
void     _smt_draft_finish_amount   (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat);
gboolean _smt_draft_finish_division (const SmtDraft *draft, SmtBeat *beat, SmtRange *times);
gboolean _smt_draft_finish_total    (const SmtDraft *draft, SmtBeat *beat, SmtRange times);
void     _smt_assume_as_needed      (SmtRhythm *rhythm);
gboolean _smt_draft_finish_most     (const SmtDraft *draft, const SmtRhythm *rhythm);
gboolean _smt_draft_finish_limit    (const SmtDraft *draft, SmtRhythm *rhythm, SmtRange *times);
gboolean _smt_draft_finish_gap      (const SmtDraft *draft, SmtRhythm *rhythm, SmtBeat *beat, SmtRange times);

/* smt-reader-steps.c: one step in the making: the marks between "deretter" and "deretter", or one alternative of them */
typedef struct
{
  GArray *drafts; /* of SmtDraft */
  const SmtMark *length;
  const SmtMark *pause;
  const SmtMark *maximum;
  const SmtMark *longer_maximum; /* of a week or a month */
  const SmtMark *need;
  gboolean need_is_apart; /* in a sentence of its own */
  guint n_amounts_before_need;
  gboolean need_is_added;     /* "og ved behov": more than what was said before */
  gboolean need_is_set_apart; /* by a comma or a line from the beat before it */
  gboolean joined_by_and;     /* "og" stands between two of its marks */
  gboolean repeated;
  gboolean rest_days; /* one beat has the days that the other leaves */
  guint first_byte; /* of its marks */
  guint last_byte;
  SmtDate start; /* where dates part the steps; half-open */
  SmtDate end;
  guint label_length; /* of "dag 2-5" or "uke 1", in @label_unit; 0 = no label */
  SmtTimeUnit label_unit;
} SmtStepDraft;

gboolean  _smt_mark_is_sign     (const SmtMark *mark);
SmtDraft *_smt_step_draft_at    (const SmtStepDraft *step, guint i);
void      _smt_step_draft_clear (gpointer data);
gboolean  _smt_reader_cut_steps (SmtReader *reader, GArray *steps);

/* smt-reader-rest.c: "øvrige dager" */
void     _smt_reader_order_rest (const SmtReader *reader);
gboolean _smt_step_give_rest    (SmtStepDraft *step);

/* smt-reader-labels.c */
gboolean _smt_steps_lay_out_labels (GArray *steps);

/* smt-reader-need.c */
void _smt_reader_settle_need (SmtReader *reader, GArray *steps);

/* smt-reader-bounds.c */
void     _smt_reader_note_date    (SmtReader *reader, guint at, guint n_terms);
gboolean _smt_reader_dates_part   (const SmtReader *reader, guint from, guint to);
void     _smt_reader_settle_dates (SmtReader *reader, GArray *steps);

/* smt-reader-weeks.c */
void _smt_reader_settle_weeks (SmtReader *reader, GArray *steps);

/* smt-reader-chord.c */
gboolean _smt_step_draft_finish (SmtStepDraft *step, SmtRhythm *rhythm);

/* smt-reader-spans.c */
void _smt_reader_report_spans (const SmtReader *reader, const SmtRhythm *rhythm, GArray *spans);

/* smt-reader-assembly.c */
SmtRhythm *_smt_reader_assemble (SmtReader *reader, GArray *spans);

/* generated from data/tables/lexicon-*.tsv */
extern const SmtLexeme _smt_lexicon[];
extern const guint _smt_lexicon_size;
extern const SmtLexemeGroup _smt_lexicon_groups[];
extern const guint16 _smt_lexicon_slots[]; /* group + 1, or 0 */
extern const guint _smt_lexicon_n_slots;
extern const SmtComparedWord _smt_lexicon_compared[];
extern const guint _smt_lexicon_n_compared;
extern const char *const _smt_lexicon_stems[];
extern const guint _smt_lexicon_n_stems;

G_END_DECLS
