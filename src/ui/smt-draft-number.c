/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/smt-draft-number.h"

#include <string.h>

#define EN_DASH "–"

/* A point or comma before exactly three digits may be a thousands sign (contract 2). */
static gboolean
is_ambiguous (const char *amount)
{
  const char *mark = strpbrk (amount, ".,");

  return mark != NULL && mark > amount && strlen (mark + 1) == 3 && strspn (mark + 1, "0123456789") == 3
         && !(mark == amount + 1 && amount[0] == '0');
}

static SmtDraftNumber
parse_one (char *text, SmtDecimal *out)
{
  g_strstrip (text);
  if (*text == '\0')
    return SMT_DRAFT_NUMBER_EMPTY;
  if (is_ambiguous (text))
    return SMT_DRAFT_NUMBER_AMBIGUOUS;
  g_strdelimit (text, ",", '.');
  /* an exponent is a number to a computer, not to a pharmacist */
  if (strpbrk (text, "eE") != NULL || !smt_decimal_parse (text, -1, out) || smt_decimal_sign (*out) <= 0)
    return SMT_DRAFT_NUMBER_NONE;
  *out = smt_decimal_normalize (*out);
  return SMT_DRAFT_NUMBER_FINE;
}

/**
 * smt_draft_number_parse_amount:
 * @typed: (nullable): "2", "2,5", "1-2", "1–2"
 * @amount: (out): the amount, or the range of it
 *
 * Returns: what @typed is; @amount is set only when it is fine
 */
SmtDraftNumber
smt_draft_number_parse_amount (const char *typed, SmtRange *amount)
{
  g_auto (GStrv) dashes = g_strsplit (typed != NULL ? typed : "", EN_DASH, -1);
  g_autofree char *plain = g_strjoinv ("-", dashes);
  g_auto (GStrv) ends = g_strsplit (plain, "-", -1);
  SmtDecimal lo = { 0 }, hi = { 0 };
  SmtDraftNumber first, second;

  if (ends[0] == NULL)
    return SMT_DRAFT_NUMBER_EMPTY;
  first = parse_one (ends[0], &lo);
  if (ends[1] == NULL)
    {
      if (first == SMT_DRAFT_NUMBER_FINE)
        *amount = smt_range_exact (lo);
      return first;
    }
  second = parse_one (ends[1], &hi);
  if (ends[2] == NULL && (first == SMT_DRAFT_NUMBER_AMBIGUOUS || second == SMT_DRAFT_NUMBER_AMBIGUOUS))
    return SMT_DRAFT_NUMBER_AMBIGUOUS;
  if (ends[2] != NULL || first != SMT_DRAFT_NUMBER_FINE || second != SMT_DRAFT_NUMBER_FINE
      || smt_decimal_compare (lo, hi) >= 0)
    return SMT_DRAFT_NUMBER_NONE;
  *amount = smt_range_between (lo, hi);
  return SMT_DRAFT_NUMBER_FINE;
}

/**
 * smt_draft_number_parse_count:
 * @typed: (nullable): digits alone
 * @most: the greatest that is taken
 * @count: (out): the number, from 1 to @most; only when it is fine
 *
 * Returns: what @typed is
 */
SmtDraftNumber
smt_draft_number_parse_count (const char *typed, guint most, guint *count)
{
  g_autofree char *text = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  guint64 n;

  if (*text == '\0')
    return SMT_DRAFT_NUMBER_EMPTY;
  if (!g_ascii_string_to_unsigned (text, 10, 1, most, &n, NULL))
    return SMT_DRAFT_NUMBER_NONE;
  *count = (guint)n;
  return SMT_DRAFT_NUMBER_FINE;
}

/**
 * smt_draft_number_format:
 * @amount: an amount or a range
 *
 * Returns: (transfer full): as it would be typed in Norwegian
 */
char *
smt_draft_number_format (SmtRange amount)
{
  g_autofree char *lo = smt_decimal_format (amount.lo, ',');
  g_autofree char *hi = NULL;

  if (amount.kind == SMT_RANGE_EXACT)
    return g_steal_pointer (&lo);
  hi = smt_decimal_format (amount.hi, ',');
  return g_strconcat (lo, EN_DASH, hi, NULL);
}
