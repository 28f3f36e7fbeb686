/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tokens of finding sentences, and their filling in.
 */
#include "check/smt-finding-tokens.h"

#include <string.h>

#include "base/smt-text.h"
#include "check/smt-finding-words.h"
#include "dosing/smt-words.h"

#define WINDOW 28
#define TENTHS 10

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* A ratio as it is read: exact where a decimal of one place can say it, else rounded and said to be about that. */
char *
_smt_ratio_words (SmtRatio ratio, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);
  SmtRatio scaled;

  if (ratio.den == 1)
    return g_strdup_printf ("%" G_GINT64_FORMAT, ratio.num);
  if (!smt_ratio_multiply (ratio, SMT_RATIO_INT (TENTHS), &scaled))
    return g_strdup (table->unknown);

  gint64 tenths = (2 * scaled.num + scaled.den) / (2 * scaled.den);
  SmtDecimal rounded = smt_decimal_normalize ((SmtDecimal){ tenths, 1 });
  g_autofree char *number = smt_decimal_format (rounded, table->point);
  return scaled.den == 1 ? g_steal_pointer (&number) : g_strdup_printf ("%s %s", table->about, number);
}

/* How many times, whichever way round the two stand: the sentence says which is the greater. */
static char *
token_factor (const SmtFinding *finding, SmtLanguage language)
{
  SmtRatio factor = finding->factor;

  if (factor.num > 0 && factor.num < factor.den)
    factor = (SmtRatio){ finding->factor.den, finding->factor.num };
  return _smt_ratio_words (factor, language);
}

static char *
token_often (const SmtFinding *finding, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);

  if (finding->factor.num <= 0)
    return g_strdup (table->closer);
  return _smt_finding_expand (table->times_as_often, finding, language);
}

static char *
token_weekly (const SmtFinding *finding, SmtLanguage language)
{
  g_autofree char *number = _smt_ratio_words (finding->weekly, language);
  const char *unit =
      finding->code == SMT_FINDING_DAILY_MAXIMUM ? finding->row->daily_max_unit : finding->row->bound.weekly_max_unit;

  return g_strdup_printf ("%s %s", number, unit);
}

static char *
token_maximum (const SmtFinding *finding, SmtLanguage language)
{
  g_autofree char *number =
      smt_decimal_format (finding->row->bound.weekly_max, _smt_finding_words_for (language)->point);

  return g_strdup_printf ("%s %s", number, finding->row->bound.weekly_max_unit);
}

/* --- voices ------------------------------------------------------------------------------------------------------- */

char *
_smt_rhythm_words (const SmtRhythm *rhythm, SmtLanguage language)
{
  return rhythm != NULL ? smt_rhythm_to_words (rhythm, language)
                        : g_strdup (_smt_finding_words_for (language)->unknown);
}

/* An interval as a product's would be said: "én gang i uken". */
static char *
interval_words (SmtRatio shortest, SmtRatio longest, SmtLanguage language)
{
  SmtBound plain = { .min_days = shortest, .max_days = longest, .daily = SMT_DAILY_ALLOWED };

  /* of a product, "every day" would be said as what is allowed */
  if (smt_ratio_compare (shortest, SMT_RATIO_INT (1)) == 0 && longest.num > 0
      && smt_ratio_compare (longest, shortest) == 0)
    return g_strdup (_smt_finding_words_for (language)->every_day);
  return smt_bound_to_words (&plain, language);
}

/* Doses evenly spread, however that was said, so that two voices are told in the same words. */
static gboolean
is_even (const SmtRhythm *rhythm)
{
  if (rhythm->as_needed || rhythm->n_steps != 1)
    return FALSE;
  for (guint i = 0; i < rhythm->steps[0].n_beats; i++)
    {
      const SmtDays *days = &rhythm->steps[0].beats[i].days;
      gboolean one_weekday =
          days->kind == SMT_DAYS_WEEKDAYS && !days->except && (days->weekdays & (guint8)(days->weekdays - 1)) == 0;
      if (days->repeats != 0 || (days->kind != SMT_DAYS_EVERY_N && !one_weekday))
        return FALSE;
    }
  return TRUE;
}

/* How often, for a sentence: "hver dag", "én gang i uken". */
char *
_smt_tempo_words (const SmtRhythm *rhythm, SmtDate on, SmtLanguage language)
{
  SmtMeasure measure;
  SmtRatio days;

  if (rhythm == NULL)
    return g_strdup (_smt_finding_words_for (language)->unknown);
  smt_rhythm_measure (rhythm, on, &measure);
  if (is_even (rhythm) && measure.dose_days.kind == SMT_RANGE_EXACT && measure.dose_days.lo.num > 0
      && smt_ratio_divide (SMT_RATIO_INT (WINDOW), measure.dose_days.lo, &days))
    return interval_words (days, days, language);
  return smt_rhythm_tempo_words (rhythm, language);
}

/* How often, for a badge: "daglig", "ukentlig". */
char *
_smt_short_tempo_words (const SmtRhythm *rhythm, SmtLanguage language)
{
  if (rhythm == NULL)
    return g_strdup (_smt_finding_words_for (language)->unknown);
  return smt_rhythm_tempo_words (rhythm, language);
}

static char *
weekdays_to_words (const SmtRhythm *rhythm, SmtDate on, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);
  GString *words = g_string_new (NULL);
  SmtMeasure measure = { .weekdays = 0 };
  guint left = 0;

  if (rhythm != NULL)
    smt_rhythm_measure (rhythm, on, &measure);
  for (guint day = SMT_MONDAY; day <= SMT_SUNDAY; day++)
    left += (measure.weekdays >> day) & 1u;
  for (guint day = SMT_MONDAY; day <= SMT_SUNDAY; day++)
    {
      if (((measure.weekdays >> day) & 1u) == 0)
        continue;
      g_string_append (words, smt_weekday_name ((SmtWeekday)day, language));
      left--;
      if (left == 1)
        g_string_append_printf (words, " %s ", table->and);
      else if (left > 1)
        g_string_append (words, ", ");
    }
  if (words->len == 0)
    g_string_append (words, table->unknown);
  return g_string_free (words, FALSE);
}

static char *
token_field (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_rhythm_words (finding->field, language);
}

static char *
token_text (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_rhythm_words (finding->text, language);
}

static char *
token_field_tempo (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_tempo_words (finding->field, finding->on, language);
}

static char *
token_text_tempo (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_tempo_words (finding->text, finding->on, language);
}

static char *
token_field_short (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_short_tempo_words (finding->field, language);
}

static char *
token_text_short (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_short_tempo_words (finding->text, language);
}

static char *
token_field_weekdays (const SmtFinding *finding, SmtLanguage language)
{
  return weekdays_to_words (finding->field, finding->on, language);
}

static char *
token_text_weekdays (const SmtFinding *finding, SmtLanguage language)
{
  return weekdays_to_words (finding->text, finding->on, language);
}

/* The interval alone: what else bounds the product is no part of the sentence. */
static char *
token_product (const SmtFinding *finding, SmtLanguage language)
{
  return interval_words (finding->row->bound.min_days, finding->row->bound.max_days, language);
}

static char *
token_product_short (const SmtFinding *finding, SmtLanguage language)
{
  SmtRatio days = finding->row->bound.min_days;

  if (days.den != 1)
    return interval_words (days, days, language);
  g_autoptr (SmtRhythm) rhythm =
      smt_rhythm_new_every_n (SMT_RANGE_NONE, NULL, (guint)days.num, SMT_TIME_UNIT_DAY, SMT_DATE_UNSET);
  return smt_rhythm_tempo_words (rhythm, language);
}

/* --- lists and sentences ------------------------------------------------------------------------------------------ */

/* Why daily use is harmful is only to the point when a voice goes against the product. */
static char *
token_harm (const SmtFinding *finding, SmtLanguage language)
{
  const char *harm = NULL;

  gboolean against = (finding->checks & (1u << SMT_CHECK_C1 | 1u << SMT_CHECK_C11)) != 0
                     || finding->code == SMT_FINDING_READING_AGAINST_PRODUCT;
  if (finding->row != NULL && against)
    {
      harm = finding->row->harm_nb;
      if (language == SMT_LANGUAGE_EN)
        harm = finding->row->harm_en;
      else if (language == SMT_LANGUAGE_NN)
        harm = finding->row->harm_nn;
    }
  return g_strdup (harm != NULL ? harm : "");
}

static char *
token_differences (const SmtFinding *finding, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *list = g_string_new (NULL);

  for (guint bit = 0; bit < SMT_N_DIFFERENCES; bit++)
    if ((finding->difference & (1u << bit)) != 0)
      g_ptr_array_add (names, (gpointer)table->differences[bit]);
  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0 && i + 1 == names->len)
        g_string_append_printf (list, " %s ", table->and);
      else if (i > 0)
        g_string_append (list, ", ");
      g_string_append (list, g_ptr_array_index (names, i));
    }
  return g_string_free (list, FALSE);
}

static char *
token_defects (const SmtFinding *finding, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);
  GString *sentences = g_string_new (NULL);

  for (guint bit = 0; bit < SMT_N_DEFECTS; bit++)
    if ((finding->defects & (1u << bit)) != 0)
      g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? " " : "", table->defects[bit]);
  return g_string_free (sentences, FALSE);
}

static const struct
{
  const char *name;
  SmtTokenFunc make;
} tokens[] = {
  { "factor", token_factor },
  { "often", token_often },
  { "weekly", token_weekly },
  { "maximum", token_maximum },
  { "field", token_field },
  { "text", token_text },
  { "field-tempo", token_field_tempo },
  { "text-tempo", token_text_tempo },
  { "field-short", token_field_short },
  { "text-short", token_text_short },
  { "field-weekdays", token_field_weekdays },
  { "text-weekdays", token_text_weekdays },
  { "product", token_product },
  { "product-short", token_product_short },
  { "harm", token_harm },
  { "differences", token_differences },
  { "defects", token_defects },
};

static char *
make_token (const char *name, gsize length, const SmtFinding *finding, SmtLanguage language)
{
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    if (strlen (tokens[i].name) == length && memcmp (tokens[i].name, name, length) == 0)
      return tokens[i].make (finding, language);

  SmtTokenFunc make = _smt_token_elsewhere (name, length);
  g_assert (make != NULL);
  return make (finding, language);
}

/*
 * _smt_finding_expand:
 * @pattern: a template of a word table
 * @finding: what it is about
 * @language: the language of the template
 *
 * Returns: (transfer full): the template with its tokens filled in, without spaces where a token had nothing to say
 */
char *
_smt_finding_expand (const char *pattern, const SmtFinding *finding, SmtLanguage language)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (*pattern != '\0')
    {
      gsize plain = strcspn (pattern, "{");
      g_string_append_len (text, pattern, (gssize)plain);
      pattern += plain;
      if (*pattern == '\0')
        break;

      gsize length = strcspn (pattern + 1, "}");
      g_autofree char *word = make_token (pattern + 1, length, finding, language);
      g_string_append (text, word);
      pattern += length + 2;
    }
  return smt_text_squeeze (text->str);
}
