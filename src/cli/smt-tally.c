/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-tally.h"

typedef struct
{
  const char *one;
  const char *many;
} Noun;

typedef struct
{
  Noun document;
  Noun treatment;
  Noun finding;
  Noun unreadable;
} Nouns;

static const Nouns nouns_nb = {
  { "dokument", "dokumenter" },
  { "behandling i bruk", "behandlinger i bruk" },
  { "funn", "funn" },
  { "kunne ikke leses", "kunne ikke leses" },
};

static const Nouns nouns_nn = {
  { "dokument", "dokument" },
  { "behandling i bruk", "behandlingar i bruk" },
  { "funn", "funn" },
  { "kunne ikkje lesast", "kunne ikkje lesast" },
};

static const Nouns nouns_en = {
  { "document", "documents" },
  { "treatment in use", "treatments in use" },
  { "finding", "findings" },
  { "could not be read", "could not be read" },
};

static const Nouns *
nouns_of (SmtLanguage language)
{
  if (language == SMT_LANGUAGE_NN)
    return &nouns_nn;
  return language == SMT_LANGUAGE_EN ? &nouns_en : &nouns_nb;
}

static void
append_count (GString *out, const char *before, guint n, const Noun *noun)
{
  g_string_append_printf (out, "%s%u %s", before, n, n == 1 ? noun->one : noun->many);
}

/**
 * smt_tally_add:
 * @tally: what was counted so far
 * @other: what is counted besides
 */
void
smt_tally_add (SmtTally *tally, const SmtTally *other)
{
  g_return_if_fail (tally != NULL && other != NULL);

  tally->n_documents += other->n_documents;
  tally->n_unreadable += other->n_unreadable;
  tally->n_treatments += other->n_treatments;
  for (guint i = 0; i <= SMT_CLASS_STOP; i++)
    tally->n_findings[i] += other->n_findings[i];
}

/**
 * smt_tally_worst:
 * @tally: what was counted
 *
 * Returns: the highest #SmtClass among the findings; -1 when there is none
 */
int
smt_tally_worst (const SmtTally *tally)
{
  g_return_val_if_fail (tally != NULL, -1);

  for (int i = SMT_CLASS_STOP; i >= SMT_CLASS_INFO; i--)
    if (tally->n_findings[i] > 0)
      return i;

  return -1;
}

/**
 * smt_tally_to_words:
 * @tally: what was counted
 * @language: of the words
 *
 * Returns: (transfer full): "2 dokumenter, 9 behandlinger i bruk, 3 funn: 1 Stopp, 2 Sjekk"
 */
char *
smt_tally_to_words (const SmtTally *tally, SmtLanguage language)
{
  const Nouns *nouns = nouns_of (language);
  GString *out = g_string_new (NULL);
  const char *before = ": ";
  guint n_findings = 0;

  g_return_val_if_fail (tally != NULL, NULL);

  for (guint i = 0; i <= SMT_CLASS_STOP; i++)
    n_findings += tally->n_findings[i];

  append_count (out, "", tally->n_documents, &nouns->document);
  append_count (out, ", ", tally->n_treatments, &nouns->treatment);
  append_count (out, ", ", n_findings, &nouns->finding);
  for (int i = SMT_CLASS_STOP; i >= SMT_CLASS_INFO; i--)
    if (tally->n_findings[i] > 0)
      {
        g_string_append_printf (out, "%s%u %s", before, tally->n_findings[i], smt_class_name ((SmtClass)i, language));
        before = ", ";
      }
  if (tally->n_unreadable > 0)
    append_count (out, "; ", tally->n_unreadable, &nouns->unreadable);

  return g_string_free (out, FALSE);
}
