/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-handout-words.h"

#include <string.h>

#define N SMT_N_HANDOUT_LANGUAGES

/* NULL in the column of Northern Sámi: no word that is certain; bokmål stands there. A clinical term in Sámi needs a
 * named reviewer, so only everyday words are filled in. */

/* clang-format off */
static const char *const words[SMT_N_HANDOUT_WORDS][N] = {
  [SMT_HANDOUT_WORD_TITLE] = { "Mine legemidler", "Legemidla mine", "Dálkkasat", "My medicines" },
  [SMT_HANDOUT_WORD_NAME] = { "Navn", "Namn", "Namma", "Name" },
  [SMT_HANDOUT_WORD_BORN] = { "Født", "Fødd", "Riegádan", "Born" },
  [SMT_HANDOUT_WORD_VALID_FROM] = { "Gjelder fra", "Gjeld frå", NULL, "Valid from" },
  [SMT_HANDOUT_WORD_WHO] = { "Gjennomgått av", "Gjennomgått av", NULL, "Gone through by" },
  [SMT_HANDOUT_WORD_PRINTED_BY] = { "Skrevet ut av", "Skrive ut av", NULL, "Printed by" },
  [SMT_HANDOUT_WORD_WHY] = { "Hvorfor", "Kvifor", "Manne", "Why" },
  [SMT_HANDOUT_WORD_HOW] = { "Hvordan", "Korleis", "Mo", "How" },
  [SMT_HANDOUT_WORD_WHEN] = { "Når", "Når", "Goas", "When" },
  [SMT_HANDOUT_WORD_CHANGED] = { "Endret", "Endra", NULL, "Changed" },
  [SMT_HANDOUT_WORD_PATTERN] = { "1–0–0–1 betyr morgen – midt på dagen – kveld – natt",
                                 "1–0–0–1 tyder morgon – midt på dagen – kveld – natt", NULL,
                                 "1–0–0–1 means morning – midday – evening – night" },
  [SMT_HANDOUT_WORD_NOTHING] = { "Ingen legemidler står på listen.", "Ingen legemiddel står på lista.", NULL,
                                 "There are no medicines on the list." },
  [SMT_HANDOUT_WORD_ADVICE] = {
    "Er noe uklart, eller bruker du noe som ikke står her: spør legen eller apoteket. Ta med listen når du skal til lege eller sykehus.",
    "Er noko uklart, eller bruker du noko som ikkje står her: spør legen eller apoteket. Ta med lista når du skal til lege eller sjukehus.",
    NULL,
    "If something is unclear, or you use something that is not listed here: ask your doctor or pharmacy. Bring this list when you see a doctor or go to hospital." },
  [SMT_HANDOUT_WORD_LANGUAGE] = { NULL, NULL, "Doseringen står på norsk.", NULL },
  [SMT_HANDOUT_WORD_PAGE] = { "Side", "Side", "Siidu", "Page" },
};

static const char *const groups[SMT_N_HANDOUT_GROUPS][N] = {
  [SMT_HANDOUT_REGULAR] = { "Fast", "Fast", NULL, "Regular" },
  [SMT_HANDOUT_COURSE] = { "Kur", "Kur", NULL, "For a time" },
  [SMT_HANDOUT_AS_NEEDED] = { "Ved behov", "Ved behov", NULL, "When needed" },
  [SMT_HANDOUT_VACCINE] = { "Vaksiner", "Vaksinar", NULL, "Vaccines" },
  [SMT_HANDOUT_PAUSED] = { "Pause: skal ikke tas nå", "Pause: skal ikkje takast no", NULL, "Paused: not to be taken now" },
  [SMT_HANDOUT_STOPPED] = { "Sluttet: skal ikke tas lenger", "Slutta: skal ikkje takast lenger", NULL,
                            "Stopped: not to be taken any more" },
};

static const char *const sentences[SMT_N_HANDOUT_SENTENCES][N] = {
  [SMT_HANDOUT_SAYS_ASK] = { "Dosen avklares. Spør legen eller apoteket før du tar dette legemidlet.",
                             "Dosen blir avklart. Spør legen eller apoteket før du tek dette legemidlet.", NULL,
                             "The dose is being clarified. Ask your doctor or pharmacy before you take this medicine." },
  [SMT_HANDOUT_SAYS_UNWRITTEN] = { "Ingen dose er skrevet. Spør legen eller apoteket.",
                                   "Ingen dose er skriven. Spør legen eller apoteket.", NULL,
                                   "No dose is written. Ask your doctor or pharmacy." },
  [SMT_HANDOUT_SAYS_VACCINE] = { "Dette er en vaksine, ikke noe du tar hver dag. Spør legen når den skal settes.",
                                 "Dette er ein vaksine, ikkje noko du tek kvar dag. Spør legen når han skal setjast.", NULL,
                                 "This is a vaccine, not something you take every day. Ask your doctor when it is given." },
  [SMT_HANDOUT_SAYS_NEW_DOSE] = { "Ny dose fra {}.", "Ny dose frå {}.", NULL, "New dose from {}." },
  [SMT_HANDOUT_SAYS_BEFORE] = { "Før: {}.", "Før: {}.", NULL, "Before: {}." },
  [SMT_HANDOUT_SAYS_NEW] = { "Nytt på listen.", "Nytt på lista.", NULL, "New on the list." },
  [SMT_HANDOUT_SAYS_RENEWED] = { "Ny resept, samme dose.", "Ny resept, same dose.", NULL, "New prescription, same dose." },
  [SMT_HANDOUT_SAYS_PAUSED] = { "Pause fra {}.", "Pause frå {}.", NULL, "Paused from {}." },
  [SMT_HANDOUT_SAYS_PAUSED_UNTIL] = { "Tas igjen fra {}.", "Skal takast igjen frå {}.", NULL, "To be taken again from {}." },
  [SMT_HANDOUT_SAYS_RESUMED] = { "Tas igjen fra {}.", "Skal takast igjen frå {}.", NULL, "To be taken again from {}." },
  [SMT_HANDOUT_SAYS_STOPS] = { "Skal ikke tas fra og med {}.", "Skal ikkje takast frå og med {}.", NULL,
                               "Not to be taken from {} on." },
  [SMT_HANDOUT_SAYS_STOPPED] = { "Sluttet nå.", "Slutta no.", NULL, "Stopped now." },
  [SMT_HANDOUT_SAYS_STOPPED_ON] = { "Sluttet {}.", "Slutta {}.", NULL, "Stopped {}." },
  [SMT_HANDOUT_SAYS_UNCHANGED] = { "Ingen endring.", "Inga endring.", NULL, "No change." },
  [SMT_HANDOUT_SAYS_NOT_ON_LIST] = { "Resept som ikke står på legemiddellisten ennå.",
                                     "Resept som ikkje står på legemiddellista enno.", NULL,
                                     "A prescription that is not on the medication list yet." },
};
/* clang-format on */

static const char *
pick (const char *const row[N], SmtHandoutLanguage language)
{
  return row[language] != NULL ? row[language] : row[SMT_HANDOUT_NB];
}

/** smt_handout_word: Returns: (transfer none) (nullable): a word of the paper; only the one about the language can be
 * %NULL */
const char *
smt_handout_word (SmtHandoutWord word, SmtHandoutLanguage language)
{
  g_return_val_if_fail (word < SMT_N_HANDOUT_WORDS && language < N, NULL);

  return pick (words[word], language);
}

/** smt_handout_group_name: Returns: (transfer none): the heading of @group */
const char *
smt_handout_group_name (SmtHandoutGroup group, SmtHandoutLanguage language)
{
  g_return_val_if_fail (group < SMT_N_HANDOUT_GROUPS && language < N, NULL);

  return pick (groups[group], language);
}

char *
_smt_handout_say (SmtHandoutSentence sentence, SmtHandoutLanguage language, const char *value)
{
  const char *form = pick (sentences[sentence], language);
  const char *place = strstr (form, "{}");

  if (place == NULL)
    return g_strdup (form);
  return g_strdup_printf ("%.*s%s%s", (int)(place - form), form, value != NULL ? value : "", place + 2);
}

/** smt_handout_dose_language: Returns: the language doses and dates are written in; there are no Sámi words for them
 * yet */
SmtLanguage
smt_handout_dose_language (SmtHandoutLanguage language)
{
  static const SmtLanguage languages[N] = { SMT_LANGUAGE_NB, SMT_LANGUAGE_NN, SMT_LANGUAGE_NB, SMT_LANGUAGE_EN };

  g_return_val_if_fail (language < N, SMT_LANGUAGE_NB);

  return languages[language];
}

/** smt_handout_language_tag: Returns: (transfer none): "nb", "nn", "se" or "en" */
const char *
smt_handout_language_tag (SmtHandoutLanguage language)
{
  static const char *const tags[N] = { "nb", "nn", "se", "en" };

  g_return_val_if_fail (language < N, NULL);

  return tags[language];
}
