/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

/* Words and signs that no line can end with. */
static gboolean
wants_more (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_EACH:
    case SMT_TERM_EACH_OTHER:
    case SMT_TERM_PER:
    case SMT_TERM_IN:
    case SMT_TERM_ON:
    case SMT_TERM_ABOUT:
    case SMT_TERM_FOR:
    case SMT_TERM_TO:
    case SMT_TERM_WITH:
    case SMT_TERM_AT:
    case SMT_TERM_BEFORE:
    case SMT_TERM_AFTER:
    case SMT_TERM_FROM:
    case SMT_TERM_OVER:
    case SMT_TERM_WITHIN:
    case SMT_TERM_A:
    case SMT_TERM_AND:
    case SMT_TERM_OR:
    case SMT_TERM_EXCEPT:
    case SMT_TERM_UP_TO:
    case SMT_TERM_AT_LEAST:
    case SMT_TERM_CLOCK:
    case SMT_TERM_X:
    case SMT_TERM_SLASH:
    case SMT_TERM_PLUS:
    case SMT_TERM_COMMA:
    case SMT_TERM_ORDINAL:
    case SMT_TERM_DIVIDED:
    case SMT_TERM_INDICATION:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
begins_period (SmtTermClass cls)
{
  switch ((guint)cls)
    {
    case SMT_TERM_EACH:
    case SMT_TERM_EACH_OTHER:
    case SMT_TERM_EVERY:
    case SMT_TERM_PER:
    case SMT_TERM_SLASH:
    case SMT_TERM_IN:
    case SMT_TERM_ABOUT:
    case SMT_TERM_FOR:
    case SMT_TERM_WITHIN:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
ends_sentence (SmtTermClass cls)
{
  return cls == SMT_TERM_END || cls == SMT_TERM_BREAK || cls == SMT_TERM_DOT;
}

/* "Daglig bruk kan / gi forgiftning": a sentence that says how often, without a number, and then warns. */
static gboolean
warns (const SmtReader *reader, guint at)
{
  gboolean every = FALSE;

  for (guint i = at; i-- > 0 && !ends_sentence (_smt_reader_cls (reader, i));)
    {
      every |= _smt_reader_cls (reader, i) == SMT_TERM_EVERY;
      if (_smt_reader_cls (reader, i) == SMT_TERM_NUMBER)
        return FALSE;
    }
  if (!every)
    return FALSE;
  for (at++; !ends_sentence (_smt_reader_cls (reader, at)); at++)
    if (_smt_reader_cls (reader, at) == SMT_TERM_WARNING)
      return TRUE;
  return FALSE;
}

/* Whether a number before the break counts what begins behind it. */
static gboolean
is_counted (const SmtTerm *number, const SmtTerm *next)
{
  switch ((guint)next->cls)
    {
    case SMT_TERM_COUNT:
    case SMT_TERM_UNIT:
    case SMT_TERM_TIME_UNIT:
    case SMT_TERM_X:
    case SMT_TERM_VESSEL:
      return TRUE;
    case SMT_TERM_PER: /* the English "half / a tablet" */
      return next[1].cls == SMT_TERM_UNIT;
    case SMT_TERM_NUMBER: /* "en / halv tablett" */
      return number->article && next->article;
    default:
      return FALSE;
    }
}

/* Whether the line break at @at stands within a phrase, as where a form or a scanner has broken the line. */
static gboolean
is_within_phrase (const SmtReader *reader, guint at)
{
  const SmtTerm *term = _smt_reader_term (reader, at);

  if (at == 0 || at + 1 >= reader->terms->len || term->cls != SMT_TERM_BREAK || term->a == 0)
    return FALSE;
  SmtTermClass before = term[-1].cls;
  SmtTermClass next = term[1].cls;
  if (next == SMT_TERM_AND || next == SMT_TERM_OR || next == SMT_TERM_A || wants_more (before))
    return TRUE;
  switch ((guint)before)
    {
    case SMT_TERM_COUNT:
    case SMT_TERM_TIMES_WORD:
      return begins_period (next);
    case SMT_TERM_NUMBER:
      return is_counted (term - 1, term + 1);
    case SMT_TERM_DOT:
      return at > 1 && term[-2].cls == SMT_TERM_NUMBER && term[-1].tight && next == SMT_TERM_TIME_UNIT;
    case SMT_TERM_TIME_UNIT: /* "3 dager / i uken" */
      return next == SMT_TERM_IN && term[2].cls == SMT_TERM_TIME_UNIT && term[2].b == SMT_TIME_FORM_DEFINITE;
    case SMT_TERM_WEEKDAY:
      return next == SMT_TERM_TO;
    case SMT_TERM_OF:
      return next == SMT_TERM_LIQUID;
    case SMT_TERM_VESSEL:
      return next == SMT_TERM_OF;
    default:
      return warns (reader, at);
    }
}

/**
 * _smt_reader_join_lines:
 * @reader: a reader with its terms looked up
 *
 * Takes out the line breaks that stand within a phrase: "hver 3.\ndag".
 */
void
_smt_reader_join_lines (SmtReader *reader)
{
  for (guint at = reader->terms->len; at-- > 1;)
    if (is_within_phrase (reader, at))
      g_array_remove_index (reader->terms, at);
}
