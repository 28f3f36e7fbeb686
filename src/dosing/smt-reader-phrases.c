/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

typedef guint (*ReadPhrase) (SmtReader *reader, guint at);

/* "2 tabletter straks, deretter 1 daglig": what is taken at once is one dose only beside those that come after it. */
static gboolean
is_before_then (SmtReader *reader, guint at)
{
  guint next = at + 1;
  SmtMark amount = { 0 };

  next += _smt_reader_cls (reader, next) == SMT_TERM_COLON ? 1 : 0;
  next += _smt_reader_take_amount (reader, next, &amount); /* "ladningsdose 300 mg, deretter …" */
  while (_smt_reader_cls (reader, next) == SMT_TERM_COMMA || _smt_reader_cls (reader, next) == SMT_TERM_DOT
         || _smt_reader_cls (reader, next) == SMT_TERM_BREAK || _smt_reader_cls (reader, next) == SMT_TERM_AND)
    next++;
  return _smt_reader_cls (reader, next) == SMT_TERM_THEN;
}

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

static guint
read_or (SmtReader *reader, guint at)
{
  SmtMark mark = _smt_reader_mark (reader, joins_quiet_words (reader, at) ? SMT_MARK_KNOWN : SMT_MARK_OR, at, 1);

  mark.flags |= _smt_reader_term (reader, at)->b != 0 ? SMT_MARK_RAISED : 0;
  _smt_reader_push (reader, &mark);
  return 1;
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
      return read_or (reader, at);
    default:
      return 0;
    }
}

/* Longer and more special phrases come first: each takes what a later one would misread. */
static const ReadPhrase phrases[] = {
  _smt_reader_read_open_raise,  _smt_reader_read_partner, _smt_reader_read_season,     _smt_reader_read_months,
  _smt_reader_read_instruction, _smt_reader_read_plus,    _smt_reader_read_pause,      _smt_reader_read_gap,
  _smt_reader_read_cycle,       _smt_reader_read_divided, _smt_reader_read_maximum,    _smt_reader_read_once_each,
  _smt_reader_read_frequency,   _smt_reader_read_length,  _smt_reader_read_amount,     _smt_reader_read_weekdays,
  _smt_reader_read_clock,       _smt_reader_read_parts,   _smt_reader_read_place,      _smt_reader_read_name,
  _smt_reader_read_occasion,    read_single_word,         _smt_reader_read_indication,
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
  g_array_set_size (reader->dates, 0);
  reader->depth = 0;
  reader->amount_seen = FALSE;
  reader->days_must_be_said = FALSE;
  reader->days_are_rare = FALSE;
  reader->applied = FALSE;
  reader->seasons = 0;
  reader->first_month = 0;
  reader->last_month = 0;
  reader->two_bounds = FALSE;
  for (guint at = 0; _smt_reader_cls (reader, at) != SMT_TERM_END;)
    {
      guint n = read_phrase (reader, at);
      if (n == 0)
        {
          _smt_reader_read_loose_term (reader, at);
          n = 1;
        }
      at += n;
    }
}
