/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

/* What a term means that no phrase took. */

#define LONGEST_ABBREVIATION 5 /* bytes */

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
opens_sentence (const SmtReader *reader, const SmtTerm *term)
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
  return dot[1].cls != SMT_TERM_END && !opens_sentence (reader, dot + 1);
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

/* "x 1 i", "hver morgen på": what it led to is gone, or is no word of ours behind a count that needs one. */
static gboolean
leads_nowhere (const SmtReader *reader, guint at)
{
  const SmtTerm *next = _smt_reader_term (reader, at + 1);
  const SmtMark *last = _smt_reader_last (reader);

  if (last == NULL || last->kind >= SMT_MARK_BREAK || last->kind == SMT_MARK_AMOUNT)
    return FALSE;
  switch ((guint)next->cls)
    {
    case SMT_TERM_END:
    case SMT_TERM_DOT:
    case SMT_TERM_COMMA:
    case SMT_TERM_BREAK:
    case SMT_TERM_OPEN:
    case SMT_TERM_CLOSE:
    case SMT_TERM_EVERY:
      return TRUE;
    case SMT_TERM_UNKNOWN:
      return last->kind == SMT_MARK_TIMES;
    default:
      return FALSE;
    }
}

/* A unit of weight with no figure, sign or other unit beside it. */
static gboolean
is_left_alone (const SmtReader *reader, guint at)
{
  SmtTermClass before = at > 0 ? _smt_reader_cls (reader, at - 1) : SMT_TERM_UNKNOWN;
  SmtTermClass after = _smt_reader_cls (reader, at + 1);

  return (before == SMT_TERM_UNKNOWN || before == SMT_TERM_SUBSTANCE || before == SMT_TERM_COMMA
          || before == SMT_TERM_AND || before == SMT_TERM_WEEKDAY)
         && (after == SMT_TERM_EVERY || after == SMT_TERM_X || after == SMT_TERM_WEEKDAY || after == SMT_TERM_PART
             || after == SMT_TERM_END);
}

/* Whether the word says something of the dose that was not understood, rather than nothing. */
static gboolean
is_stray (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  switch ((guint)term->cls)
    {
    case SMT_TERM_WITH:
      return is_lone_letter (reader, at);
    case SMT_TERM_UNIT: /* "tablettene"; "mg" has lost its figure */
      return term->a == SMT_UNIT_MASS && is_left_alone (reader, at);
    case SMT_TERM_A: /* "ukentlige injeksjoner à 50 mg" */
      return at == 0 || term[-1].cls != SMT_TERM_UNIT || term[1].cls != SMT_TERM_NUMBER;
    case SMT_TERM_CYCLE: /* "kuren"; "av en syklus" has lost its length */
      return term->b == 0 && at > 1 && term[-1].cls == SMT_TERM_NUMBER && term[-2].cls == SMT_TERM_OF;
    case SMT_TERM_IN:
    case SMT_TERM_ON:
    case SMT_TERM_ABOUT:
      return leads_nowhere (reader, at);
    case SMT_TERM_QUIET:
    case SMT_TERM_EQUALS:
      return FALSE;
    case SMT_TERM_MONTH_NAME:
      return is_season (reader, at);
    case SMT_TERM_INTERVAL: /* "mellom måltidene" */
      return term[1].cls != SMT_TERM_MEAL;
    case SMT_TERM_TIME_UNIT:
      return !ends_name (reader, at) && !is_form_letter (reader, at);
    case SMT_TERM_WEEKDAY:
      return !_smt_reader_is_pronoun (reader, at);
    case SMT_TERM_EACH: /* "før hvert måltid" */
      return term[1].cls != SMT_TERM_MEAL || !reader->amount_seen;
    case SMT_TERM_MEAL:
    case SMT_TERM_NOISE:
      return adds_to_part (reader, at);
    case SMT_TERM_NUMBER:
      return !is_article (reader, at);
    default:
      return _smt_lexicon_is_dose_class (term->cls);
    }
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
    case SMT_TERM_SAME_DAY: /* "ikke samme dag …": as what, must be known */
      return at > 0 && _smt_reader_cls (reader, at - 1) == SMT_TERM_NOT ? SMT_MARK_STRAY : SMT_MARK_KNOWN;
    case SMT_TERM_SILENT:
      return SMT_MARK_SILENT;
    case SMT_TERM_WARNING:
      return SMT_MARK_WARNING;
    case SMT_TERM_NOT:
      return SMT_MARK_NOT;
    default:
      return is_stray (reader, at) ? SMT_MARK_STRAY : SMT_MARK_KNOWN;
    }
}

void
_smt_reader_read_loose_term (SmtReader *reader, guint at)
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
  SmtTermClass next = _smt_reader_cls (reader, at + 1);
  gboolean errand =
      cls == SMT_TERM_ERRAND
      || (cls == SMT_TERM_ELSEWHERE && (next == SMT_TERM_EACH || next == SMT_TERM_EVERY)); /* "blodprøve" */
  mark.flags |= errand ? SMT_MARK_ERRAND | SMT_MARK_NOUN : 0;
  _smt_reader_note_application (reader, at, at + 1);
  mark.resembles = cls == SMT_TERM_UNKNOWN && _smt_reader_resembles (reader, at);
  _smt_reader_push (reader, &mark);
  if (cls == SMT_TERM_OPEN)
    reader->depth++;
}
