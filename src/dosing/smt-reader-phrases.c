/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define MOST_NAME_WORDS 3
#define COLDEST 37 /* degrees: fever */
#define HOTTEST 42
#define LONGEST_ABBREVIATION 5 /* bytes */

typedef guint (*ReadPhrase) (SmtReader *reader, guint at);

/* --- places, names, indications ----------------------------------------------------------------------------------- */

/* "i hvert øye", "før hvert måltid" beside a dose */
static guint
read_place (SmtReader *reader, guint at)
{
  guint next = at;

  while (_smt_reader_cls (reader, next) == SMT_TERM_IN || _smt_reader_cls (reader, next) == SMT_TERM_ON
         || _smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_AND)
    next++;
  if (_smt_reader_cls (reader, next) == SMT_TERM_EACH)
    next++;
  if (_smt_reader_cls (reader, next) != SMT_TERM_SITE)
    return 0;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next + 1 - at);
}

static gboolean
is_name_of (SmtTermClass cls)
{
  return cls == SMT_TERM_UNKNOWN || cls == SMT_TERM_NOUN;
}

static guint
push_occasion (SmtReader *reader, guint at, guint n_terms)
{
  SmtMark mark = _smt_reader_mark (reader, SMT_MARK_NEED, at, n_terms);

  mark.flags = SMT_MARK_HINT;
  _smt_reader_push (reader, &mark);
  return n_terms;
}

/* "mot smerter", "for høyt blodtrykk", "ved kvalme": what it is for, up to the next word that is known */
static guint
read_indication (SmtReader *reader, guint at)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  guint next = at + 1;

  if (cls != SMT_TERM_INDICATION && cls != SMT_TERM_FOR && cls != SMT_TERM_AT && cls != SMT_TERM_TO)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_COLON)
    next++;
  SmtTermClass word = _smt_reader_cls (reader, next);
  SmtTermClass noun = _smt_reader_cls (reader, next + 1);
  if (cls == SMT_TERM_INDICATION && word == SMT_TERM_EVERY && is_name_of (noun))
    next++; /* "mot daglige smerter" */
  else if (!is_name_of (word))
    return 0;
  while (is_name_of (_smt_reader_cls (reader, next))
         || ((_smt_reader_cls (reader, next) == SMT_TERM_AND || _smt_reader_cls (reader, next) == SMT_TERM_OR
              || _smt_reader_cls (reader, next) == SMT_TERM_SLASH || _smt_reader_cls (reader, next) == SMT_TERM_DASH
              || _smt_reader_cls (reader, next) == SMT_TERM_IN || _smt_reader_cls (reader, next) == SMT_TERM_WITH)
             && is_name_of (_smt_reader_cls (reader, next + 1))))
    {
      const SmtTerm *term = _smt_reader_term (reader, next);
      if (term->cls == SMT_TERM_UNKNOWN && _smt_reader_resembles (reader, next))
        return 0;
      next++;
    }
  /* "ved eksamen" may be when, and not why */
  reader->days_must_be_said |= cls == SMT_TERM_AT && word == SMT_TERM_UNKNOWN;
  if (cls == SMT_TERM_AT && reader->amount_seen)
    return push_occasion (reader, at, next - at);
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* "1 tablett Metotreksat", "1 ml vitamin B12": a name behind an amount, written with a capital in a text that has small
 * letters. */
static guint
read_name (SmtReader *reader, guint at)
{
  const SmtMark *last = _smt_reader_last (reader);
  guint next = at;

  if (last == NULL || last->kind != SMT_MARK_AMOUNT || _smt_reader_term (reader, at)->start == last->end)
    return 0;
  for (guint i = 0; i + 1 < reader->marks->len; i++)
    if (g_array_index (reader->marks, SmtMark, i).kind == SMT_MARK_AMOUNT)
      return 0; /* the name behind a second amount may be that of another medicine */
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE || _smt_reader_cls (reader, next) == SMT_TERM_SUBSTANCE)
    next++;
  while (_smt_reader_skip_unknown (reader, next, 1) > 0 && next - at < MOST_NAME_WORDS)
    {
      const SmtTerm *term = _smt_reader_term (reader, next);
      const char *second = g_utf8_next_char (reader->text + term->start);
      if (!g_unichar_isupper (g_utf8_get_char (reader->text + term->start))
          || g_unichar_isupper (g_utf8_get_char (second)))
        break;
      next++;
    }
  return next > at ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at) : 0;
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static gboolean
is_quiet_word (SmtTermClass cls)
{
  return cls == SMT_TERM_UNKNOWN || (cls > SMT_TERM_CLOCK_TIME && !_smt_lexicon_is_dose_class (cls));
}

/* "knuses eller tygges" offers no other dose. */
static gboolean
joins_quiet_words (const SmtReader *reader, guint at)
{
  return at > 0 && is_quiet_word (_smt_reader_cls (reader, at - 1)) && is_quiet_word (_smt_reader_cls (reader, at + 1));
}

static gboolean
is_body_heat (const SmtReader *reader, guint at)
{
  const SmtTerm *number = _smt_reader_term (reader, at);
  SmtTermClass after = _smt_reader_cls (reader, at + 1);
  gboolean alone = after == SMT_TERM_COMMA || after == SMT_TERM_DOT || after == SMT_TERM_END || after == SMT_TERM_BREAK
                   || after == SMT_TERM_DEGREE || after == SMT_TERM_UP_TO || after == SMT_TERM_COLON;

  return number->cls == SMT_TERM_NUMBER && alone && smt_decimal_compare (number->value, SMT_DECIMAL_INT (COLDEST)) >= 0
         && smt_decimal_compare (number->value, SMT_DECIMAL_INT (HOTTEST)) <= 0;
}

/* "ved smerter", "ved kvalme eller oppkast": whether it is as needed or only what it is for depends on the rest. */
static guint
read_occasion (SmtReader *reader, guint at)
{
  guint next = at + 1;

  if (_smt_reader_cls (reader, at) != SMT_TERM_OCCASION)
    return 0;
  guint over = _smt_reader_cls (reader, next) == SMT_TERM_OVER ? 1 : 0;
  next += is_body_heat (reader, next + over) ? over + 1 : 0; /* "ved feber over 38,5" */
  for (;;)
    {
      SmtTermClass cls = _smt_reader_cls (reader, next);
      SmtTermClass after = _smt_reader_cls (reader, next + 1);
      gboolean joins = cls == SMT_TERM_AND || cls == SMT_TERM_OR || cls == SMT_TERM_SLASH || cls == SMT_TERM_IN;
      if (!joins || (after != SMT_TERM_NOISE && _smt_reader_skip_unknown (reader, next + 1, 1) == 0))
        break;
      next += 2;
    }
  return push_occasion (reader, at, next - at);
}

/* "2 tabletter straks, deretter 1 daglig": what is taken at once is one dose only beside those that come after it. */
static gboolean
is_before_then (const SmtReader *reader, guint at)
{
  guint next = at + 1;

  while (_smt_reader_cls (reader, next) == SMT_TERM_COMMA || _smt_reader_cls (reader, next) == SMT_TERM_DOT
         || _smt_reader_cls (reader, next) == SMT_TERM_BREAK || _smt_reader_cls (reader, next) == SMT_TERM_AND)
    next++;
  return _smt_reader_cls (reader, next) == SMT_TERM_THEN;
}

static guint
read_single_word (SmtReader *reader, guint at)
{
  switch ((guint)_smt_reader_cls (reader, at))
    {
    case SMT_TERM_NEED:
      return _smt_reader_push_plain (reader, SMT_MARK_NEED, at, 1);
    case SMT_TERM_SINGLE:
      return _smt_reader_push_plain (reader, SMT_MARK_SINGLE, at, 1);
    case SMT_TERM_NOW:
      return is_before_then (reader, at) ? _smt_reader_push_plain (reader, SMT_MARK_SINGLE, at, 1) : 0;
    case SMT_TERM_THEN:
      return _smt_reader_push_plain (reader, SMT_MARK_THEN, at, 1);
    case SMT_TERM_OR:
      return _smt_reader_push_plain (reader, joins_quiet_words (reader, at) ? SMT_MARK_KNOWN : SMT_MARK_OR, at, 1);
    default:
      return 0;
    }
}

/* "en" that counts nothing is an article: "med et glass". "1 engangsdose" says one as well. */
static gboolean
is_article (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  if (term->cls != SMT_TERM_NUMBER || !smt_decimal_equal (term->value, SMT_DECIMAL_INT (1)))
    return FALSE;
  if (term[1].cls == SMT_TERM_SINGLE)
    return TRUE;
  return term->article
         && (term[1].cls == SMT_TERM_UNKNOWN || term[1].cls == SMT_TERM_NOISE || term[1].cls == SMT_TERM_CYCLE);
}

/* "om vinteren", "vår og høst": the part of the year that bounds the dose. It says nothing of how often. */
static guint
read_season (SmtReader *reader, guint at)
{
  guint next = at;
  guint8 seasons = 0;

  while (_smt_reader_cls (reader, next) == SMT_TERM_SEASON)
    {
      SmtTermClass sign = _smt_reader_cls (reader, next + 1);
      seasons |= (guint8)_smt_reader_term (reader, next++)->a;
      if ((sign == SMT_TERM_AND || sign == SMT_TERM_SLASH || sign == SMT_TERM_COMMA)
          && _smt_reader_cls (reader, next + 1) == SMT_TERM_SEASON)
        next++;
    }
  if (next == at)
    return 0;
  reader->two_bounds |= (reader->seasons != 0 && reader->seasons != seasons) || reader->first_month != 0;
  reader->seasons |= seasons;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* The month at @at, without a year or a day of the month; 0 = none */
static guint8
month_at (const SmtReader *reader, guint at)
{
  const SmtTerm *month = _smt_reader_term (reader, at);
  gboolean dated = month->cls == SMT_TERM_MONTH_NAME && at > 0
                   && (month[-1].cls == SMT_TERM_NUMBER || month[-1].cls == SMT_TERM_DOT
                       || month[-1].cls == SMT_TERM_ORDINAL || month[1].cls == SMT_TERM_NUMBER);

  return month->cls == SMT_TERM_MONTH_NAME && !dated ? (guint8)month->a : 0;
}

/* "fra oktober til april", "okt.-april", "i november og desember": the months that bound the dose. */
static guint
read_months (SmtReader *reader, guint at)
{
  SmtTermClass lead = _smt_reader_cls (reader, at);
  gboolean in = lead == SMT_TERM_IN;
  guint next = at + (in || lead == SMT_TERM_OF || lead == SMT_TERM_FROM ? 1 : 0);
  guint8 first = month_at (reader, next);
  guint8 last = first;

  if (first == 0)
    return 0;
  next++;
  SmtTermClass sign = _smt_reader_cls (reader, next);
  guint through = next + 1;
  sign = sign == SMT_TERM_FROM ? SMT_TERM_TO : sign; /* "til og med" */
  while (sign == SMT_TERM_TO
         && (_smt_reader_cls (reader, through) == SMT_TERM_AND || _smt_reader_cls (reader, through) == SMT_TERM_WITH))
    through++;
  guint8 second = month_at (reader, through);
  gboolean from_to = (sign == SMT_TERM_TO || sign == SMT_TERM_DASH) && second != 0;
  gboolean both = in && sign == SMT_TERM_AND && second == first % 12 + 1;
  if (from_to || both)
    {
      last = second;
      next = through + 1;
    }
  if ((!in && !from_to) || month_at (reader, next + 1) != 0)
    return 0;
  reader->two_bounds |= reader->seasons != 0 || reader->first_month != 0 || last % 12 + 1 == first;
  reader->first_month = first;
  reader->last_month = last;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

/* A dash or slash that joins nothing read so far: harmless between words or with room around it. */
static gboolean
is_wordy (SmtTermClass cls)
{
  return cls == SMT_TERM_UNKNOWN || cls == SMT_TERM_NOISE || cls == SMT_TERM_NOUN || cls == SMT_TERM_SUBSTANCE;
}

static SmtMarkKind
loose_sign (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  gboolean with_room = !term->tight && (!term[1].tight || term[1].cls == SMT_TERM_END);
  gboolean beside_word = is_wordy (term[1].cls) || (at > 0 && is_wordy (term[-1].cls));
  gboolean first = at == 0 || term[-1].cls == SMT_TERM_BREAK;
  gboolean behind_count = at > 0 && (term[-1].cls == SMT_TERM_NUMBER || term[-1].cls == SMT_TERM_COUNT);

  if (term->cls == SMT_TERM_SLASH && at > 0 && term[-1].cls == SMT_TERM_PART && term[1].cls == SMT_TERM_NUMBER)
    return SMT_MARK_COMMA; /* "50 mg morgen/100 mg kveld" */
  if (term->cls == SMT_TERM_DASH && term->tight && term[1].tight && at > 0 && is_wordy (term[-1].cls)
      && is_wordy (term[1].cls))
    return SMT_MARK_KNOWN; /* "UVI-profylakse" */
  if (term->cls == SMT_TERM_SLASH && behind_count && term[1].tight && term[1].cls == SMT_TERM_UNKNOWN)
    return SMT_MARK_STRAY; /* "x 1/r" has lost a letter of its period */
  return with_room || beside_word || first ? SMT_MARK_COMMA : SMT_MARK_STRAY;
}

/* A number, a line break, or a capital letter before a small one. */
static gboolean
begins_sentence (const SmtReader *reader, const SmtTerm *term)
{
  const char *word = reader->text + term->start;
  gunichar first = g_utf8_get_char (word);

  if (!g_unichar_isalpha (first))
    return TRUE;
  return g_unichar_isupper (first) && g_unichar_islower (g_utf8_get_char (g_utf8_next_char (word)));
}

/* A dot behind a short unknown word with no new sentence behind it ends an abbreviation: what was not understood must
 * not be parted from the dose. */
static gboolean
ends_abbreviation (const SmtReader *reader, guint at)
{
  const SmtTerm *dot = _smt_reader_term (reader, at);

  if (at == 0 || !dot->tight || dot[-1].cls != SMT_TERM_UNKNOWN || dot[-1].end - dot[-1].start > LONGEST_ABBREVIATION)
    return FALSE;
  return dot[1].cls != SMT_TERM_END && !begins_sentence (reader, dot + 1);
}

/* The letter of a name: "Kalcipos-D". */
static gboolean
ends_name (const SmtReader *reader, guint at)
{
  const SmtTerm *letter = _smt_reader_term (reader, at);

  return at > 1 && letter->end - letter->start == 1 && letter->tight && letter[-1].cls == SMT_TERM_DASH
         && letter[-1].tight && letter[-2].cls == SMT_TERM_UNKNOWN;
}

/* "T. Furix", "K Omeprazol": the form as one letter before the name. */
static gboolean
is_form_letter (const SmtReader *reader, guint at)
{
  const SmtTerm *letter = _smt_reader_term (reader, at);
  const SmtTerm *name = letter[1].cls == SMT_TERM_DOT ? letter + 2 : letter + 1;

  return letter->end - letter->start == 1 && strchr ("TKI", reader->text[letter->start]) != NULL
         && (at == 0 || letter[-1].cls == SMT_TERM_BREAK)
         && (name->cls == SMT_TERM_UNKNOWN || name->cls == SMT_TERM_SUBSTANCE) && name->end - name->start > 3
         && g_unichar_isupper (g_utf8_get_char (reader->text + name->start));
}

/* Some of the year that was not read as such. */
static gboolean
is_season (const SmtReader *reader, guint at)
{
  const SmtTerm *month = _smt_reader_term (reader, at);
  gboolean in = at > 0 && month[-1].cls == SMT_TERM_IN;

  gboolean leads = month[1].cls == SMT_TERM_TO || month[1].cls == SMT_TERM_DASH || month[1].cls == SMT_TERM_FROM;
  return in || (leads && month[2].cls == SMT_TERM_MONTH_NAME);
}

/* An "m" that nothing follows may be short for a month, and in "m + e" for a part of the day. */
static gboolean
is_lone_letter (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);
  const SmtTerm *next = term + 1;

  if (next->cls == SMT_TERM_END || next->cls == SMT_TERM_BREAK || next->cls == SMT_TERM_CLOSE)
    return TRUE;
  gboolean joined = next->cls == SMT_TERM_PLUS || next->cls == SMT_TERM_SLASH || next->cls == SMT_TERM_COMMA;
  return term->end - term->start == 1 && joined && next[1].end - next[1].start == 1;
}

/* "etter måltid og ved leggetid": how often there are meals is not said, so the night alone is not how often. */
static gboolean
adds_to_part (const SmtReader *reader, guint at)
{
  guint next = at + 2;

  if (_smt_reader_cls (reader, at + 1) != SMT_TERM_AND && _smt_reader_cls (reader, at + 1) != SMT_TERM_PLUS)
    return FALSE;
  for (guint i = 0; i < reader->marks->len; i++)
    {
      SmtMarkKind kind = g_array_index (reader->marks, SmtMark, i).kind;
      if (kind == SMT_MARK_PARTS || kind == SMT_MARK_CLOCK || kind == SMT_MARK_TIMES || kind == SMT_MARK_FREQUENCY)
        return FALSE;
    }
  while (_smt_reader_cls (reader, next) == SMT_TERM_AT || _smt_reader_cls (reader, next) == SMT_TERM_TO
         || _smt_reader_cls (reader, next) == SMT_TERM_BEFORE || _smt_reader_cls (reader, next) == SMT_TERM_ABOUT)
    next++;
  return _smt_reader_cls (reader, next) == SMT_TERM_PART;
}

/* What a term means that no phrase took. */
static SmtMarkKind
kind_of_loose_term (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  switch ((guint)term->cls)
    {
    case SMT_TERM_COMMA:
    case SMT_TERM_COLON:
    case SMT_TERM_OPEN:
    case SMT_TERM_CLOSE:
      return SMT_MARK_COMMA;
    case SMT_TERM_DOT:
      return ends_abbreviation (reader, at) ? SMT_MARK_COMMA : SMT_MARK_BREAK;
    case SMT_TERM_BREAK:
      return SMT_MARK_BREAK;
    case SMT_TERM_DASH:
    case SMT_TERM_SLASH:
      return loose_sign (reader, at);
    case SMT_TERM_PLUS:
    case SMT_TERM_AND:
      return SMT_MARK_AND;
    case SMT_TERM_UNKNOWN:
      return is_form_letter (reader, at) ? SMT_MARK_KNOWN : SMT_MARK_FREE;
    case SMT_TERM_SUBSTANCE:
      return reader->amount_seen && term[1].cls == SMT_TERM_NUMBER ? SMT_MARK_FREE : SMT_MARK_KNOWN;
    case SMT_TERM_WITH:
      return is_lone_letter (reader, at) ? SMT_MARK_STRAY : SMT_MARK_KNOWN;
    case SMT_TERM_SILENT:
      return SMT_MARK_SILENT;
    case SMT_TERM_WARNING:
      return SMT_MARK_WARNING;
    case SMT_TERM_NOT:
      return SMT_MARK_NOT;
    case SMT_TERM_UNIT:  /* "tablettene" */
    case SMT_TERM_CYCLE: /* "kuren" */
    case SMT_TERM_QUIET:
    case SMT_TERM_EQUALS:
      return SMT_MARK_KNOWN;
    case SMT_TERM_MONTH_NAME:
      return is_season (reader, at) ? SMT_MARK_STRAY : SMT_MARK_KNOWN;
    case SMT_TERM_INTERVAL: /* "mellom måltidene" */
      return term[1].cls == SMT_TERM_MEAL ? SMT_MARK_KNOWN : SMT_MARK_STRAY;
    case SMT_TERM_TIME_UNIT:
      return ends_name (reader, at) || is_form_letter (reader, at) ? SMT_MARK_KNOWN : SMT_MARK_STRAY;
    case SMT_TERM_WEEKDAY:
      return _smt_reader_is_pronoun (reader, at) ? SMT_MARK_KNOWN : SMT_MARK_STRAY;
    case SMT_TERM_EACH: /* "før hvert måltid" */
      return term[1].cls == SMT_TERM_MEAL && reader->amount_seen ? SMT_MARK_KNOWN : SMT_MARK_STRAY;
    case SMT_TERM_MEAL:
    case SMT_TERM_NOISE:
      return adds_to_part (reader, at) ? SMT_MARK_STRAY : SMT_MARK_KNOWN;
    case SMT_TERM_NUMBER:
      return is_article (reader, at) ? SMT_MARK_KNOWN : SMT_MARK_STRAY;
    default:
      return _smt_lexicon_is_dose_class (term->cls) ? SMT_MARK_STRAY : SMT_MARK_KNOWN;
    }
}

static void
read_loose_term (SmtReader *reader, guint at)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  SmtMark mark = _smt_reader_mark (reader, kind_of_loose_term (reader, at), at, 1);

  reader->days_must_be_said |= cls == SMT_TERM_SAME_DAY;
  reader->days_are_rare |= cls == SMT_TERM_EVENT_DAY;
  if (cls == SMT_TERM_CLOSE && reader->depth > 0)
    reader->depth--;
  mark.flags |= cls == SMT_TERM_NOUN || cls == SMT_TERM_SUBSTANCE || cls == SMT_TERM_LIQUID || cls == SMT_TERM_ELSEWHERE
                    ? SMT_MARK_NOUN
                    : 0;
  mark.flags |= cls == SMT_TERM_ERRAND ? SMT_MARK_ERRAND | SMT_MARK_NOUN : 0;
  mark.resembles = cls == SMT_TERM_UNKNOWN && _smt_reader_resembles (reader, at);
  _smt_reader_push (reader, &mark);
  if (cls == SMT_TERM_OPEN)
    reader->depth++;
}

/* Longer and more special phrases come first: each takes what a later one would misread. */
static const ReadPhrase phrases[] = {
  read_season,
  read_months,
  _smt_reader_read_instruction,
  _smt_reader_read_plus,
  _smt_reader_read_pause,
  _smt_reader_read_gap,
  _smt_reader_read_cycle,
  _smt_reader_read_divided,
  _smt_reader_read_maximum,
  _smt_reader_read_frequency,
  _smt_reader_read_length,
  _smt_reader_read_amount,
  _smt_reader_read_weekdays,
  _smt_reader_read_clock,
  _smt_reader_read_parts,
  read_place,
  read_name,
  read_occasion,
  read_single_word,
  read_indication,
};

static guint
read_phrase (SmtReader *reader, guint at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      guint n = phrases[i](reader, at);
      if (n > 0)
        return n;
    }
  return 0;
}

/**
 * _smt_reader_find_marks:
 * @reader: a reader with its terms
 *
 * Turns runs of terms into marks, from left to right. Every term ends up in one mark: what no phrase takes becomes a
 * mark of its own, so that nothing is lost without being weighed.
 */
void
_smt_reader_find_marks (SmtReader *reader)
{
  g_array_set_size (reader->marks, 0);
  reader->depth = 0;
  reader->amount_seen = FALSE;
  reader->days_must_be_said = FALSE;
  reader->days_are_rare = FALSE;
  reader->seasons = 0;
  reader->first_month = 0;
  reader->last_month = 0;
  reader->two_bounds = FALSE;
  for (guint at = 0; _smt_reader_cls (reader, at) != SMT_TERM_END;)
    {
      guint n = read_phrase (reader, at);
      if (n == 0)
        {
          read_loose_term (reader, at);
          n = 1;
        }
      at += n;
    }
}
