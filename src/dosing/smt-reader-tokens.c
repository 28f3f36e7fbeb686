/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#include <string.h>

#define MAX_DIGITS 15
#define MAX_HOUR 24
#define DAYS_IN_LONGEST_MONTH 31
#define MONTHS_IN_YEAR 12

/* --- characters --------------------------------------------------------------------------------------------------- */

static const char *const dashes[] = {
  "-", "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x88\x92"
};

static const struct
{
  const char *sign;
  SmtTermClass cls;
} signs[] = {
  { ",", SMT_TERM_COMMA },   { ".", SMT_TERM_DOT },    { ":", SMT_TERM_COLON }, { ";", SMT_TERM_BREAK },
  { "!", SMT_TERM_BREAK },   { "?", SMT_TERM_BREAK },  { "/", SMT_TERM_SLASH }, { "+", SMT_TERM_PLUS },
  { "=", SMT_TERM_EQUALS },  { "(", SMT_TERM_OPEN },   { "[", SMT_TERM_OPEN },  { ")", SMT_TERM_CLOSE },
  { "]", SMT_TERM_CLOSE },   { "\"", SMT_TERM_QUIET }, { "'", SMT_TERM_QUIET }, { "«", SMT_TERM_QUIET },
  { "»", SMT_TERM_QUIET },   { "“", SMT_TERM_QUIET },  { "”", SMT_TERM_QUIET }, { "„", SMT_TERM_QUIET },
  { "’", SMT_TERM_QUIET },   { "´", SMT_TERM_QUIET },  { "`", SMT_TERM_QUIET }, { "•", SMT_TERM_QUIET },
  { "·", SMT_TERM_QUIET },   { "…", SMT_TERM_BREAK },  { "®", SMT_TERM_QUIET }, { "™", SMT_TERM_QUIET },
  { "%", SMT_TERM_PERCENT },
};

/* Quarters and halves stand in one character; thirds are no decimals and are left odd. */
static const struct
{
  const char *sign;
  SmtDecimal value;
} fractions[] = {
  { "½", { 5, 1 } },
  { "¼", { 25, 2 } },
  { "¾", { 75, 2 } },
};

static const struct
{
  guint denominator;
  SmtDecimal unit;
} denominators[] = {
  { 2, { 5, 1 } },
  { 4, { 25, 2 } },
  { 5, { 2, 1 } },
  { 8, { 125, 3 } },
};

static gboolean
is_letter (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalpha ((char)c);
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || c == 0xb2 /* ² */ || c == 0xb0 /* ° */;
}

/* The length of @sign if @text begins with it, else 0. */
static guint
begins_with (const char *text, const char *sign)
{
  return g_str_has_prefix (text, sign) ? (guint)strlen (sign) : 0;
}

static guint
take_dash (const char *text)
{
  if ((guint8)*text < 0x80)
    return *text == '-' ? 1 : 0;
  for (gsize i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (begins_with (text, dashes[i]) > 0)
      return begins_with (text, dashes[i]);
  return 0;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  return n;
}

static guint
small_number (const char *digits, guint n)
{
  guint value = 0;

  for (guint i = 0; i < n && i < 9; i++)
    value = value * 10 + (guint)(digits[i] - '0');
  return value;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static guint
take_word (SmtReader *reader, const char *text, SmtTerm *term)
{
  const char *p = text;

  while (*p != '\0' && is_letter (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (p == text)
    return 0;
  if (p == text + 1 && (*text == 'm' || *text == 'M') && *p == '2' && !g_ascii_isalnum (p[1]))
    p++;

  term->cls = SMT_TERM_UNKNOWN;
  term->text = _smt_reader_fold (reader, text, (guint)(p - text));
  if (strcmp (term->text, "x") == 0)
    term->cls = SMT_TERM_X;
  return (guint)(p - text);
}

/* --- dates and clock times ---------------------------------------------------------------------------------------- */

static gboolean
is_day_and_month (const char *day, guint n_day, const char *month, guint n_month)
{
  guint d = small_number (day, n_day);
  guint m = small_number (month, n_month);

  return n_day >= 1 && n_day <= 2 && n_month >= 1 && n_month <= 2 && d >= 1 && d <= DAYS_IN_LONGEST_MONTH && m >= 1
         && m <= MONTHS_IN_YEAR;
}

/* "12.03.2024", "12/3-24", "2024-03-12". A half written "1/2-10" is no date. */
static guint
take_date (const char *text)
{
  guint n1 = count_digits (text);
  char s1 = text[n1];

  if (n1 == 0 || n1 > 4 || (s1 != '.' && s1 != '/' && s1 != '-'))
    return 0;
  const char *second = text + n1 + 1;
  guint n2 = count_digits (second);
  char s2 = second[n2];
  const char *third = second + n2 + 1;
  guint n3 = n2 > 0 && s2 != '\0' ? count_digits (third) : 0;

  if (n1 == 4 && s1 == '-' && s2 == '-' && n2 == 2 && n3 == 2)
    return is_day_and_month (third, n3, second, n2) ? n1 + n2 + n3 + 2 : 0;
  if (!is_day_and_month (text, n1, second, n2) || (n3 != 2 && n3 != 4))
    return 0;
  if (s1 == '.' && s2 == '.')
    return n1 + n2 + n3 + 2;
  gboolean fraction = small_number (text, n1) < small_number (second, n2) && n3 == 2
                      && (second[0] == '2' || second[0] == '4') && n2 == 1;
  return s1 == '/' && (s2 == '-' || s2 == '/') && !fraction ? n1 + n2 + n3 + 2 : 0;
}

static guint
take_clock_time (const char *text, SmtTerm *term)
{
  guint n_hour = count_digits (text);

  if (n_hour == 0 || n_hour > 2 || text[n_hour] != ':' || count_digits (text + n_hour + 1) != 2)
    return 0;
  guint hour = small_number (text, n_hour);
  guint minute = small_number (text + n_hour + 1, 2);
  if (hour > MAX_HOUR || minute > 59)
    return 0;
  term->cls = SMT_TERM_CLOCK_TIME;
  term->a = (gint16)(hour % MAX_HOUR * 60 + minute);
  return n_hour + 3;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static gboolean
set_number (SmtTerm *term, const char *digits)
{
  if (strlen (digits) > MAX_DIGITS || !smt_decimal_parse (digits, -1, &term->value))
    {
      term->cls = SMT_TERM_ODD;
      return FALSE;
    }
  term->cls = SMT_TERM_NUMBER;
  return TRUE;
}

static guint
take_fraction_sign (const char *text, SmtDecimal *out)
{
  if ((guint8)*text < 0x80)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (fractions); i++)
    if (begins_with (text, fractions[i].sign) > 0)
      {
        *out = fractions[i].value;
        return begins_with (text, fractions[i].sign);
      }
  return 0;
}

/* "1/2"; the slash and two-digit halves as in "3⁄4" are not met. */
static guint
take_slash_fraction (const char *text, SmtDecimal *out)
{
  guint n_over = count_digits (text);

  if (n_over == 0 || n_over > 2 || text[n_over] != '/')
    return 0;
  guint n_under = count_digits (text + n_over + 1);
  guint over = small_number (text, n_over);
  guint under = small_number (text + n_over + 1, n_under);
  const char *after = text + n_over + 1 + n_under;
  if (n_under == 0 || over == 0 || over >= under || *after == '/'
      || ((*after == ',' || *after == '.') && g_ascii_isdigit (after[1])))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (denominators); i++)
    if (denominators[i].denominator == under)
      return smt_decimal_multiply (SMT_DECIMAL_INT (over), denominators[i].unit, out) ? n_over + 1 + n_under : 0;
  return 0;
}

/* The blank between groups of three digits: "10 000". Returns its length when a group follows. */
static guint
take_group_gap (const char *text)
{
  static const char *const gaps[] = { " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89" };

  for (gsize i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      guint n = begins_with (text, gaps[i]);
      if (n > 0 && count_digits (text + n) == 3)
        return n;
    }
  return 0;
}

/* Whole digits, with groups set apart by blanks or, from two groups on, by dots or commas. */
static guint
take_whole (const char *text, GString *digits)
{
  guint n = count_digits (text);
  guint gap;

  g_string_append_len (digits, text, n);
  if (n == 0 || n > 3 || text[0] == '0')
    return n;
  if ((text[n] == '.' || text[n] == ',') && count_digits (text + n + 1) == 3 && text[n + 4] == text[n]
      && count_digits (text + n + 5) == 3)
    {
      char sign = text[n];
      while (text[n] == sign && count_digits (text + n + 1) == 3)
        {
          g_string_append_len (digits, text + n + 1, 3);
          n += 4;
        }
      return n;
    }
  while ((gap = take_group_gap (text + n)) > 0)
    {
      g_string_append_len (digits, text + n + gap, 3);
      n += gap + 3;
    }
  return n;
}

/* "1,2,8" is a list of days, not a decimal. */
static gboolean
is_comma_list (const char *text, guint n_whole)
{
  guint n_second = count_digits (text + n_whole + 1);
  const char *after = text + n_whole + 1 + n_second;

  return text[n_whole] == ',' && *after == ',' && count_digits (after + 1) > 0;
}

static guint
take_decimal (const char *text, SmtTerm *term)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  guint n_groups = take_whole (text, digits);
  guint n = n_groups;

  if (n == 0)
    return 0;
  if ((text[n] == '.' || text[n] == ',') && g_ascii_isdigit (text[n + 1]) && !is_comma_list (text, n))
    {
      guint n_fraction = count_digits (text + n + 1);
      term->grouped = n_fraction == 3 && n <= 3 && text[0] != '0' && n == digits->len;
      g_string_append_c (digits, '.');
      g_string_append_len (digits, text + n + 1, n_fraction);
      n += n_fraction + 1;
      if (text[n] == ',' && g_ascii_isdigit (text[n + 1]) && term->grouped)
        term->cls = SMT_TERM_ODD; /* "1.000,5": nobody writes a dose so */
    }
  if (term->cls == SMT_TERM_ODD)
    return n;
  while (digits->len > 1 && digits->str[0] == '0' && digits->str[1] != '.')
    g_string_erase (digits, 0, 1);
  set_number (term, digits->str);
  return n;
}

/* Behind a whole number: the half of "1½" and "1 1/2". */
static guint
take_half_behind (const char *text, SmtTerm *term)
{
  guint gap = *text == ' ' ? 1 : 0;
  SmtDecimal half;
  guint n = take_fraction_sign (text + gap, &half);
  gint64 whole;

  if (n == 0 && gap == 1)
    n = take_slash_fraction (text + gap, &half);
  if (n == 0 || term->cls != SMT_TERM_NUMBER || !smt_decimal_is_integer (term->value, &whole)
      || !smt_decimal_add (term->value, half, &term->value))
    return 0;
  return gap + n;
}

/* "3dje", "2dre", "1st": the letters that make a number an ordinal. */
static guint
take_ordinal_ending (const char *text, SmtTerm *term)
{
  static const char *const endings[] = { "dre", "dje", "ende", "ande", "de", "te", "nd", "rd", "th", "st", ":e", ":a" };
  const char *p = *text == '.' && g_ascii_isalpha (text[1]) ? text + 1 : text;
  gint64 whole;

  if (term->cls != SMT_TERM_NUMBER || !smt_decimal_is_integer (term->value, &whole) || whole < 1 || whole > 999)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      guint n = (guint)strlen (endings[i]);
      if (g_ascii_strncasecmp (p, endings[i], n) == 0 && !is_letter (g_utf8_get_char (p + n)))
        {
          term->cls = SMT_TERM_ORDINAL;
          term->a = (gint16)whole;
          return n + (guint)(p - text);
        }
    }
  return 0;
}

static guint
take_number (const char *text, SmtTerm *term)
{
  if (!g_ascii_isdigit (*text))
    {
      guint n_sign = take_fraction_sign (text, &term->value);
      term->cls = n_sign > 0 ? SMT_TERM_NUMBER : term->cls;
      return n_sign;
    }
  guint n = take_date (text);

  if (n > 0)
    {
      term->cls = SMT_TERM_DATE;
      return n;
    }
  if ((n = take_clock_time (text, term)) > 0)
    return n;
  n = take_slash_fraction (text, &term->value);
  if (n > 0)
    {
      term->cls = SMT_TERM_NUMBER;
      return n;
    }
  n = take_decimal (text, term);
  if (n == 0)
    return 0;
  n += take_half_behind (text + n, term);
  return n + take_ordinal_ending (text + n, term);
}

/* --- signs -------------------------------------------------------------------------------------------------------- */

static guint
take_sign (const char *text, gboolean tight, SmtTerm *term)
{
  guint n = take_dash (text);

  term->cls = SMT_TERM_ODD;
  if (n > 0)
    {
      term->cls = SMT_TERM_DASH;
      return n;
    }
  if (*text == '*' || g_str_has_prefix (text, "×"))
    {
      term->cls = *text == '*' && !tight && !g_ascii_isdigit (text[1]) ? SMT_TERM_QUIET : SMT_TERM_X;
      return *text == '*' ? 1 : (guint)strlen ("×");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if ((n = begins_with (text, signs[i].sign)) > 0)
      {
        term->cls = signs[i].cls;
        /* ".5" has lost its zero or stands for something else */
        if ((*text == '.' || *text == ',') && !tight && g_ascii_isdigit (text[1]))
          term->cls = SMT_TERM_ODD;
        return n;
      }
  return (guint)(g_utf8_next_char (text) - text);
}

static guint
take_term (SmtReader *reader, const char *text, gboolean tight, SmtTerm *term)
{
  guint n = take_number (text, term);

  if (n == 0 && (guint8)*text >= 0x80 && g_unichar_isdigit (g_utf8_get_char (text)))
    {
      term->cls = SMT_TERM_ODD; /* digits of another script */
      return (guint)(g_utf8_next_char (text) - text);
    }
  if (n == 0)
    n = take_word (reader, text, term);
  return n > 0 ? n : take_sign (text, tight, term);
}

/**
 * _smt_reader_tokenize:
 * @reader: a reader with its text, which is valid UTF-8
 *
 * Cuts the text into numbers, words and signs with their bytes. Words are folded, not looked up.
 */
void
_smt_reader_tokenize (SmtReader *reader)
{
  const char *p = reader->text;
  gboolean tight = FALSE;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      SmtTerm term = { 0 };
      guint n = 1;

      if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
        {
          term.cls = SMT_TERM_BREAK;
          term.a = 1;
          n = (guint)(g_utf8_next_char (p) - p);
        }
      else if (g_unichar_isspace (c) || c == '\v' || c == 0xfeff || c == 0x200b || c == 0xad)
        {
          p = g_utf8_next_char (p);
          tight = FALSE;
          continue;
        }
      else
        n = take_term (reader, p, tight, &term);

      term.start = (guint)(p - reader->text);
      term.end = term.start + n;
      term.tight = tight;
      g_array_append_val (reader->terms, term);
      p += n;
      tight = term.cls != SMT_TERM_BREAK;
    }
  for (guint i = 0; i < 2; i++)
    {
      SmtTerm end = { .cls = SMT_TERM_END, .start = (guint)(p - reader->text), .end = (guint)(p - reader->text) };
      g_array_append_val (reader->terms, end);
    }
}
