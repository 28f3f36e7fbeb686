/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-finding-words.h"

#include "base/smt-text.h"

/* --- choosing ----------------------------------------------------------------------------------------------------- */

/*
 * _smt_finding_words_for:
 * @language: a language
 *
 * Returns: its table; bokmål for a language that has none
 */
const SmtFindingWords *
_smt_finding_words_for (SmtLanguage language)
{
  if (language == SMT_LANGUAGE_EN)
    return &_smt_finding_words_en;
  return language == SMT_LANGUAGE_NN ? &_smt_finding_words_nn : &_smt_finding_words_nb;
}

static gboolean
same_tempo (const SmtFinding *finding)
{
  if (finding->field == NULL || finding->text == NULL)
    return FALSE;

  SmtDifference difference = smt_rhythm_compare (finding->field, finding->text, finding->on);
  return (difference.known & SMT_DIFFERENCE_DOSE_DAYS) != 0 && (difference.flags & SMT_DIFFERENCE_DOSE_DAYS) == 0;
}

static SmtFindingSaying
phrase_against_text (const SmtFinding *finding)
{
  gboolean field_more = finding->factor.num >= finding->factor.den;
  SmtDifference difference = smt_rhythm_compare (finding->field, finding->text, finding->on);

  /* the factor is of dose days when those are far apart, else of the amount */
  if (smt_ratio_compare (difference.days_factor, finding->factor) == 0)
    return field_more ? SMT_PHRASE_FIELD_MORE_OFTEN : SMT_PHRASE_TEXT_MORE_OFTEN;
  return field_more ? SMT_PHRASE_FIELD_MORE : SMT_PHRASE_TEXT_MORE;
}

/*
 * _smt_finding_phrase:
 * @finding: a finding
 *
 * Returns: how it is said
 */
SmtFindingSaying
_smt_finding_phrase (const SmtFinding *finding)
{
  switch (finding->code)
    {
    case SMT_FINDING_FIELD_AGAINST_PRODUCT:
      return same_tempo (finding) ? SMT_PHRASE_BOTH_AGAINST_PRODUCT : SMT_PHRASE_FIELD_AGAINST_PRODUCT;
    case SMT_FINDING_TEXT_AGAINST_PRODUCT:
      return SMT_PHRASE_TEXT_AGAINST_PRODUCT;
    case SMT_FINDING_FIELD_AGAINST_TEXT:
      return phrase_against_text (finding);
    case SMT_FINDING_FIELD_DIFFERS_FROM_TEXT:
      return SMT_PHRASE_DIFFERS;
    case SMT_FINDING_WEEKDAY_AGAINST_TEXT:
      return SMT_PHRASE_WEEKDAY;
    case SMT_FINDING_FIELD_SILENT:
      return finding->text != NULL ? SMT_PHRASE_FIELD_SILENT : SMT_PHRASE_NOTHING_CLEAR;
    case SMT_FINDING_FIELD_UNKNOWN_INTERVAL:
      return (finding->defects & SMT_DEFECT_PERIOD_UNSAID) != 0 ? SMT_PHRASE_PERIOD_UNSAID
                                                                : SMT_PHRASE_UNKNOWN_INTERVAL;
    case SMT_FINDING_FIELD_DEFECT:
      return SMT_PHRASE_DEFECT;
    case SMT_FINDING_SOURCES_DIFFER:
      return finding->voice == SMT_VOICE_TEXT ? SMT_PHRASE_TEXTS_DIFFER : SMT_PHRASE_FIELDS_DIFFER;
    case SMT_FINDING_WEEKLY_MAXIMUM:
      return finding->voice == SMT_VOICE_TEXT ? SMT_PHRASE_TEXT_ABOVE_MAXIMUM : SMT_PHRASE_FIELD_ABOVE_MAXIMUM;
    case SMT_FINDING_TEXT_WITHOUT_INTERVAL:
      return SMT_PHRASE_TEXT_WITHOUT_INTERVAL;
    case SMT_FINDING_NO_BREAK:
      return finding->voice == SMT_VOICE_TEXT ? SMT_PHRASE_TEXT_WITHOUT_BREAK : SMT_PHRASE_FIELD_WITHOUT_BREAK;
    case SMT_FINDING_RARER_THAN_PRODUCT:
      return SMT_PHRASE_RARER_THAN_PRODUCT;
    case SMT_FINDING_DAILY_MAXIMUM:
      return SMT_PHRASE_DAILY_MAXIMUM;
    case SMT_FINDING_EARLIER_INTERVAL:
      return SMT_PHRASE_EARLIER_INTERVAL;
    case SMT_FINDING_SUPPLY:
      return finding->factor.num >= finding->factor.den ? SMT_PHRASE_SUPPLY_LASTS : SMT_PHRASE_SUPPLY_RUNS_OUT;
    case SMT_FINDING_DUPLICATE:
      return SMT_PHRASE_DUPLICATE;
    case SMT_FINDING_NO_FOLIC_ACID:
      return SMT_PHRASE_NO_FOLIC_ACID;
    case SMT_FINDING_FOLIC_ACID_SAME_DAY:
      return SMT_PHRASE_FOLIC_ACID_SAME_DAY;
    case SMT_FINDING_INTERVALS_SWAPPED:
      return SMT_PHRASE_INTERVALS_SWAPPED;
    case SMT_FINDING_AMOUNT_AGAINST_DDD:
      return SMT_PHRASE_AMOUNT_AGAINST_DDD;
    case SMT_FINDING_TWO_STRENGTHS:
      return SMT_PHRASE_TWO_STRENGTHS;
    case SMT_FINDING_RENEWED_FAULT:
      return SMT_PHRASE_RENEWED_FAULT;
    case SMT_FINDING_UNIT_AGAINST_FORM:
      return SMT_PHRASE_UNIT_AGAINST_FORM;
    case SMT_FINDING_UNITS_DIFFER:
      return SMT_PHRASE_UNITS_DIFFER;
    case SMT_FINDING_UNIT_SIZE:
      return SMT_PHRASE_UNIT_SIZE;
    case SMT_FINDING_REACTION:
      return SMT_PHRASE_REACTION;
    case SMT_FINDING_INTERACTION:
      return finding->interaction != NULL && finding->interaction->relevance == SMT_INTERACTION_AVOID
                 ? SMT_PHRASE_INTERACTION_AVOID
                 : SMT_PHRASE_INTERACTION;
    case SMT_FINDING_READINGS_AGAINST_PRODUCT:
      return SMT_PHRASE_READINGS_AGAINST_PRODUCT;
    case SMT_FINDING_READING_AGAINST_PRODUCT:
      return SMT_PHRASE_READING_AGAINST_PRODUCT;
    case SMT_FINDING_PRODUCT_OPEN:
      return SMT_PHRASE_PRODUCT_OPEN;
    case SMT_FINDING_PRODUCT_NOT_RECOGNISED:
    case SMT_N_FINDING_CODES:
    default:
      return SMT_PHRASE_NOT_RECOGNISED;
    }
}

/* The words for @finding, and the language they are in: a sentence is never half in one and half in another. */
static const SmtFindingPhrase *
words_of (const SmtFinding *finding, SmtLanguage *language)
{
  if (*language != SMT_LANGUAGE_EN && *language != SMT_LANGUAGE_NN)
    *language = SMT_LANGUAGE_NB;
  return &_smt_finding_words_for (*language)->phrases[_smt_finding_phrase (finding)];
}

/* --- rule --------------------------------------------------------------------------------------------------------- */

/* Where a check comes from that rests on no row of the interval table; a finding of none of them is about recognition.
 */
static const char *const check_sources[SMT_N_CHECKS] = {
  [0] = "interval.tsv",
  [SMT_CHECK_C1] = "interval.tsv",
  [SMT_CHECK_C2] = "Helsedirektoratet June 2024",
  [SMT_CHECK_C3] = "e-resept M1, Dosering",
  [SMT_CHECK_C4] = "ISMP Best Practice 2",
  [SMT_CHECK_C5] = "Helsedirektoratet June 2024",
  [SMT_CHECK_C6] = "unsourced",
  [SMT_CHECK_C7] = "Helsedirektoratet, legemiddelsamstemming",
  [SMT_CHECK_C8] = "nevrologi.legehandboka.no",
  [SMT_CHECK_C9] = "WHO ATC/DDD index",
  [SMT_CHECK_C10] = "OpenPrescribing; BJGP 2020",
  [SMT_CHECK_C11] = "interval.tsv",
  [SMT_CHECK_C12] = "e-resept M1, Dosering",
  [SMT_CHECK_C13] = "NTB 31.10.2024",
  [SMT_CHECK_C14] = "unsourced",
  [SMT_CHECK_C15] = "AllergyIntolerance",
  [SMT_CHECK_C16] = "FEST",
};

/* The first of the checks a finding rests on. */
static const char *
source_of (const SmtFinding *finding)
{
  for (guint check = SMT_CHECK_C1; check < SMT_N_CHECKS; check++)
    if ((finding->checks & (1u << check)) != 0)
      return check_sources[check];
  return check_sources[0];
}

static char *
name_checks (const SmtFinding *finding, const SmtFindingWords *table)
{
  GString *names = g_string_new (NULL);
  guint left = 0;

  for (guint check = SMT_CHECK_C1; check < SMT_N_CHECKS; check++)
    left += (finding->checks >> check) & 1u;
  for (guint check = SMT_CHECK_C1; check < SMT_N_CHECKS; check++)
    {
      if ((finding->checks & (1u << check)) == 0)
        continue;
      g_string_append_printf (names, "C%u", check);
      left--;
      if (left == 1)
        g_string_append_printf (names, " %s ", table->and);
      else if (left > 1)
        g_string_append (names, ", ");
    }
  if (names->len == 0)
    g_string_append (names, table->recognition);
  return g_string_free (names, FALSE);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_finding_badge:
 * @finding: a finding
 * @language: nb, nn or en; others fall back to nb
 *
 * Returns: (transfer full): a few words for a row of the list: "daglig ↔ ukentlig"
 */
char *
smt_finding_badge (const SmtFinding *finding, SmtLanguage language)
{
  g_return_val_if_fail (finding != NULL, NULL);

  const SmtFindingPhrase *words = words_of (finding, &language);
  return _smt_finding_expand (words->badge, finding, language);
}

/**
 * smt_finding_headline:
 * @finding: a finding
 * @language: nb, nn or en; others fall back to nb
 *
 * Returns: (transfer full): what each voice says, without full stop: "Feltet sier hver dag, teksten én gang i uken"
 */
char *
smt_finding_headline (const SmtFinding *finding, SmtLanguage language)
{
  g_return_val_if_fail (finding != NULL, NULL);

  const SmtFindingPhrase *words = words_of (finding, &language);
  return _smt_finding_expand (words->headline, finding, language);
}

/**
 * smt_finding_explain:
 * @finding: a finding
 * @language: nb, nn or en; others fall back to nb
 *
 * Returns: (transfer full): why it matters, in one or two sentences
 */
char *
smt_finding_explain (const SmtFinding *finding, SmtLanguage language)
{
  g_return_val_if_fail (finding != NULL, NULL);

  const SmtFindingPhrase *words = words_of (finding, &language);
  return _smt_finding_expand (words->explain, finding, language);
}

/**
 * smt_finding_remedy:
 * @finding: a finding
 * @language: nb, nn or en; others fall back to nb
 *
 * Returns: (transfer full): what would make it go away; never a dose
 */
char *
smt_finding_remedy (const SmtFinding *finding, SmtLanguage language)
{
  g_return_val_if_fail (finding != NULL, NULL);

  const SmtFindingPhrase *words = words_of (finding, &language);
  return _smt_finding_expand (words->remedy, finding, language);
}

/**
 * smt_finding_rule:
 * @finding: a finding
 * @language: nb, nn or en; others fall back to nb
 *
 * Returns: (transfer full): checks, rule set, and the row of the interval table with its source, which no clinician has
 *   reviewed; without a row, where the check comes from
 */
char *
smt_finding_rule (const SmtFinding *finding, SmtLanguage language)
{
  g_return_val_if_fail (finding != NULL, NULL);

  const SmtFindingWords *table = _smt_finding_words_for (language);
  g_autofree char *checks = name_checks (finding, table);
  if (finding->row == NULL)
    return g_strdup_printf ("%s · %s %s · %s %s%s%s", checks, table->rule_set, SMT_RULE_SET_VERSION, table->source,
                            source_of (finding), finding->interaction != NULL ? " " : "",
                            finding->interaction != NULL ? finding->interaction->id : "");
  return g_strdup_printf ("%s · %s %s · %s %s · %s %s · %s", checks, table->rule_set, SMT_RULE_SET_VERSION, table->row,
                          finding->row->id, table->source, finding->row->source, table->unreviewed);
}

/**
 * smt_class_name:
 * @severity_class: a class
 * @language: nb, nn or en; others fall back to nb
 *
 * Returns: (transfer none): "Stopp", "Sjekk" or "Til orientering"
 */
const char *
smt_class_name (SmtClass severity_class, SmtLanguage language)
{
  g_return_val_if_fail (severity_class <= SMT_CLASS_STOP, NULL);

  return _smt_finding_words_for (language)->classes[severity_class];
}
