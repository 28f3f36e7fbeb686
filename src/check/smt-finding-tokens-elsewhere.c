/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tokens about what stands beside a dose: an earlier prescription, dispensings, another treatment, a reaction, an
 * interaction, a unit.
 */
#include "check/smt-finding-tokens.h"

#include <string.h>

#include "check/smt-finding-words.h"
#include "dosing/smt-words.h"

/* --- one voice ---------------------------------------------------------------------------------------------------- */

static gboolean
is_of_text (const SmtFinding *finding)
{
  return finding->voice == SMT_VOICE_TEXT;
}

static const SmtRhythm *
said_by (const SmtFinding *finding)
{
  return is_of_text (finding) ? finding->text : finding->field;
}

static char *
token_voice (const SmtFinding *finding, SmtLanguage language)
{
  return g_strdup (_smt_finding_words_for (language)->voices[is_of_text (finding) ? 1 : 0]);
}

static char *
token_said (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_rhythm_words (said_by (finding), language);
}

static char *
token_said_tempo (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_tempo_words (said_by (finding), finding->on, language);
}

static char *
token_said_short (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_short_tempo_words (said_by (finding), language);
}

static char *
token_daily_maximum (const SmtFinding *finding, SmtLanguage language)
{
  g_autofree char *number = smt_decimal_format (finding->row->daily_max, _smt_finding_words_for (language)->point);

  return g_strdup_printf ("%s %s", number, finding->row->daily_max_unit);
}

/* All ways to read an ambiguous voice, each in quotation marks. */
static char *
token_readings (const SmtFinding *finding, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);
  GString *list = g_string_new (NULL);
  guint n = finding->readings != NULL ? finding->readings->rhythms->len : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = _smt_rhythm_words (g_ptr_array_index (finding->readings->rhythms, i), language);
      if (i > 0 && i + 1 == n)
        g_string_append_printf (list, " %s ", table->or);
      else if (i > 0)
        g_string_append (list, ", ");
      if (language == SMT_LANGUAGE_EN)
        g_string_append_printf (list, "“%s”", words);
      else
        g_string_append_printf (list, "«%s»", words);
    }
  return g_string_free (list, FALSE);
}

/* --- elsewhere ---------------------------------------------------------------------------------------------------- */

static char *
or_unknown (const char *text, SmtLanguage language)
{
  return g_strdup (text != NULL && *text != '\0' ? text : _smt_finding_words_for (language)->unknown);
}

static char *
token_other (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_rhythm_words (finding->other, language);
}

static char *
token_other_tempo (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_tempo_words (finding->other, finding->on, language);
}

static char *
token_other_short (const SmtFinding *finding, SmtLanguage language)
{
  return _smt_short_tempo_words (finding->other, language);
}

static char *
token_other_name (const SmtFinding *finding, SmtLanguage language)
{
  return or_unknown (finding->other_name, language);
}

/* What was dispensed, in the language of the sentence: "30 tabletter". */
static char *
token_dispensed (const SmtFinding *finding, SmtLanguage language)
{
  const SmtBeat *beat = &finding->other->steps[0].beats[0];
  g_autoptr (SmtRhythm) amount = smt_rhythm_new ();

  smt_rhythm_add_step (amount);
  SmtBeat *alone = smt_rhythm_add_beat (amount, 0);
  alone->amount = beat->amount;
  smt_beat_set_unit (alone, beat->unit);
  return smt_rhythm_to_words (amount, language);
}

/* The days that it lasted. */
static char *
token_dispensed_days (const SmtFinding *finding, SmtLanguage language)
{
  return smt_decimal_format (finding->other->steps[0].beats[0].days.n.lo, _smt_finding_words_for (language)->point);
}

static char *
token_earlier (const SmtFinding *finding, SmtLanguage language)
{
  const char *name = _smt_finding_words_for (language)->earlier[finding->other_key != NULL ? 1 : 0];

  if (!smt_date_is_set (finding->other_date))
    return g_strdup (name);
  g_autofree char *date = smt_date_to_words (finding->other_date, language);
  return g_strdup_printf ("%s (%s)", name, date);
}

/* --- units -------------------------------------------------------------------------------------------------------- */

static char *
token_unit (const SmtFinding *finding, SmtLanguage language)
{
  return or_unknown (finding->unit, language);
}

static char *
token_form (const SmtFinding *finding, SmtLanguage language)
{
  return or_unknown (finding->form, language);
}

/* --- reactions and interactions ----------------------------------------------------------------------------------- */

/* What others wrote, as a sentence of ours: with a full stop, or nothing. */
static char *
sentence (const char *text)
{
  g_autofree char *plain = smt_text_squeeze (text);

  if (plain == NULL || *plain == '\0')
    return g_strdup ("");
  if (strchr (".!?", plain[strlen (plain) - 1]) != NULL)
    return g_steal_pointer (&plain);
  return g_strconcat (plain, ".", NULL);
}

static char *
token_reaction (const SmtFinding *finding, SmtLanguage language)
{
  return or_unknown (finding->reaction->display, language);
}

static char *
token_manifestation (const SmtFinding *finding, SmtLanguage language)
{
  const SmtFindingWords *table = _smt_finding_words_for (language);
  g_autofree char *what = sentence (finding->reaction->manifestation);

  return g_strdup_printf ("%s%s%s %s", *what != '\0' ? table->manifestation : "", *what != '\0' ? " " : "", what,
                          finding->reaction->severe ? table->severe : "");
}

static char *
token_reaction_source (const SmtFinding *finding, SmtLanguage language)
{
  const char *source = finding->reaction->source;

  if (source == NULL || *source == '\0')
    return g_strdup ("");
  if (strcmp (source, "KJ") == 0)
    source = "Kjernejournal";
  else if (strcmp (source, "RF") == 0)
    source = "Reseptformidleren";
  return g_strdup_printf ("%s %s.", _smt_finding_words_for (language)->registered, source);
}

static char *
token_consequence (const SmtFinding *finding, SmtLanguage language)
{
  g_autofree char *said = sentence (finding->interaction->consequence);

  return *said != '\0' ? g_steal_pointer (&said) : g_strdup (_smt_finding_words_for (language)->no_consequence);
}

static char *
token_situation (const SmtFinding *finding, SmtLanguage language G_GNUC_UNUSED)
{
  return sentence (finding->interaction->situation);
}

static char *
token_handling (const SmtFinding *finding, SmtLanguage language G_GNUC_UNUSED)
{
  return sentence (finding->interaction->handling);
}

static const struct
{
  const char *name;
  SmtTokenFunc make;
} tokens[] = {
  { "Voice", token_voice },
  { "said", token_said },
  { "readings", token_readings },
  { "said-tempo", token_said_tempo },
  { "said-short", token_said_short },
  { "daily-maximum", token_daily_maximum },
  { "other", token_other },
  { "other-tempo", token_other_tempo },
  { "other-short", token_other_short },
  { "other-name", token_other_name },
  { "dispensed", token_dispensed },
  { "dispensed-days", token_dispensed_days },
  { "Earlier", token_earlier },
  { "unit", token_unit },
  { "form", token_form },
  { "reaction", token_reaction },
  { "manifestation", token_manifestation },
  { "reaction-source", token_reaction_source },
  { "consequence", token_consequence },
  { "situation", token_situation },
  { "handling", token_handling },
};

/*
 * _smt_token_elsewhere:
 * @name: (array length=length): a token's name
 * @length: its bytes
 *
 * Returns: (nullable): what makes it; %NULL when it is none of these
 */
SmtTokenFunc
_smt_token_elsewhere (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    if (strlen (tokens[i].name) == length && memcmp (tokens[i].name, name, length) == 0)
      return tokens[i].make;
  return NULL;
}
