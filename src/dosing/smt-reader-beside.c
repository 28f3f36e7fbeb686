/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands beside a dose and changes nothing of it: that it may be raised, without a word of to what, and what
 * another medicine is taken with it. The dose of another medicine is told from this one, so that it never becomes a
 * part.
 */
#include "dosing/smt-reader.h"

static gboolean
ends_clause (SmtTermClass cls)
{
  return cls == SMT_TERM_END || cls == SMT_TERM_DOT || cls == SMT_TERM_COMMA || cls == SMT_TERM_BREAK
         || cls == SMT_TERM_CLOSE;
}

/* "ved forverring", "ved behov", "ved manglende effekt" */
static guint
skip_reason (const SmtReader *reader, guint at)
{
  SmtTermClass cls = _smt_reader_cls (reader, at);
  guint most = 3;

  if (cls == SMT_TERM_NEED)
    return 1;
  if (cls == SMT_TERM_OCCASION)
    return 1 + _smt_reader_skip_unknown (reader, at + 1, most);
  guint n = cls == SMT_TERM_AT ? _smt_reader_skip_unknown (reader, at + 1, most) : 0;
  return n > 0 ? n + 1 : 0;
}

/* "1 sug x 2, kan økes ved forverring": the dose is the one that was said, and no other is. With an amount behind it
 * ("… til 2 sug") it is another dose, which is read elsewhere or makes the text unreadable. */
guint
_smt_reader_read_open_raise (SmtReader *reader, guint at)
{
  guint next = at + 1;

  if (_smt_reader_cls (reader, at) != SMT_TERM_RAISE || !reader->amount_seen)
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  guint reason = skip_reason (reader, next);
  next += reason;
  if (reason == 0)
    return 0; /* "kan økes" alone has lost to what */
  return ends_clause (_smt_reader_cls (reader, next)) ? _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at)
                                                      : 0;
}

static gboolean
begins_clause (const SmtReader *reader, guint at)
{
  SmtTermClass before = at > 0 ? _smt_reader_cls (reader, at - 1) : SMT_TERM_BREAK;

  return before == SMT_TERM_DOT || before == SMT_TERM_BREAK;
}

/* "4 tabletter hver torsdag. Folsyre dagen etter.": a sentence about the medicine that goes with a weekly one. When
 * that one is taken must then be said in days that are not every day, so that nothing of it can be lost here. */
guint
_smt_reader_read_partner (SmtReader *reader, guint at)
{
  guint next = at + 1;
  const SmtTerm *name = _smt_reader_term (reader, at);

  if (name->cls != SMT_TERM_SUBSTANCE || name->b == 0 || !reader->amount_seen || !begins_clause (reader, at))
    return 0;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  const SmtTerm *day = _smt_reader_term (reader, next);
  if (day->cls != SMT_TERM_TIME_UNIT || day->a != SMT_TIME_UNIT_DAY || day->b != SMT_TIME_FORM_DEFINITE)
    return 0;
  next++;
  if (_smt_reader_cls (reader, next) != SMT_TERM_AFTER && _smt_reader_cls (reader, next) != SMT_TERM_BEFORE)
    return 0;
  next++;
  while (_smt_reader_cls (reader, next) == SMT_TERM_NOISE)
    next++;
  SmtTermClass end = _smt_reader_cls (reader, next);
  if (end != SMT_TERM_END && end != SMT_TERM_DOT && end != SMT_TERM_BREAK)
    return 0;
  reader->days_are_rare = TRUE;
  return _smt_reader_push_plain (reader, SMT_MARK_KNOWN, at, next - at);
}

static gboolean
is_amount_outside (const SmtMark *mark)
{
  return mark->kind == SMT_MARK_AMOUNT && (mark->flags & SMT_MARK_PAREN) == 0;
}

/* The amounts that end before the byte @start, outside of parentheses. */
static gboolean
has_amount_before (const SmtReader *reader, guint start)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (mark->end <= start && is_amount_outside (mark))
        return TRUE;
    }
  return FALSE;
}

/* Whether an amount follows the byte @end in its sentence; with @at_once nothing may stand between. */
static gboolean
has_amount_behind (const SmtReader *reader, guint end, gboolean at_once)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (mark->start < end)
        continue;
      if (is_amount_outside (mark))
        return TRUE;
      if (at_once || mark->kind == SMT_MARK_BREAK)
        return FALSE;
    }
  return FALSE;
}

static gboolean
is_capital_word (const SmtReader *reader, const SmtTerm *term)
{
  return term->cls == SMT_TERM_UNKNOWN && g_unichar_isupper (g_utf8_get_char (reader->text + term->start));
}

/* "15 mg mandag, 5 mg folsyre tirsdag": the partner right behind the second of two amounts. */
static gboolean
is_partner_of_later_amount (const SmtReader *reader, const SmtTerm *term)
{
  const SmtMark *own = NULL;

  if (term->cls != SMT_TERM_SUBSTANCE || term->b == 0)
    return FALSE;
  for (guint i = 0; i < reader->marks->len; i++)
    {
      const SmtMark *mark = &g_array_index (reader->marks, SmtMark, i);
      if (mark->end <= term->start)
        own = mark;
    }
  return own != NULL && is_amount_outside (own) && has_amount_before (reader, own->start);
}

/**
 * _smt_reader_names_another:
 * @reader: a reader with all its marks
 *
 * "15 mg mandag. Folsyre 5 mg tirsdag.": behind an amount, a name that begins a clause and has an amount of its own.
 * What this medicine's dose is may be plain, but which of the two is this medicine is not.
 *
 * Returns: %TRUE when the text tells the dose of another medicine too
 */
gboolean
_smt_reader_names_another (const SmtReader *reader)
{
  for (guint i = 1; i < reader->terms->len; i++)
    {
      const SmtTerm *term = _smt_reader_term (reader, i);
      SmtTermClass before = term[-1].cls;
      gboolean begins_sentence = before == SMT_TERM_DOT || before == SMT_TERM_BREAK;
      gboolean begins =
          begins_sentence || before == SMT_TERM_COMMA || before == SMT_TERM_AND || before == SMT_TERM_PLUS;
      gboolean named =
          (term->cls == SMT_TERM_SUBSTANCE && begins) || (begins_sentence && is_capital_word (reader, term));

      if (named && has_amount_before (reader, term->start)
          && has_amount_behind (reader, term->end, term->cls == SMT_TERM_UNKNOWN))
        return TRUE;
      if (is_partner_of_later_amount (reader, term))
        return TRUE;
    }
  return FALSE;
}
