/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-fest-words.h"

/** Words: one text in each language the program writes. */
typedef struct
{
  const char *nb;
  const char *nn;
  const char *en;
} Words;

static const char *
choose (Words words, SmtLanguage language)
{
  if (language == SMT_LANGUAGE_NN)
    return words.nn;
  return language == SMT_LANGUAGE_EN ? words.en : words.nb;
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

static const Words error_words[] = {
  [SMT_FEST_ERROR_READ] = { "Filen kan ikke leses", "Fila kan ikkje lesast", "The file cannot be read" },
  [SMT_FEST_ERROR_ZIPPED] = { "Filen er pakket. Pakk den ut først, eller: unzip -p FIL | samstemt-fest import -",
                              "Fila er pakka. Pakk henne ut først, eller: unzip -p FIL | samstemt-fest import -",
                              "The file is packed. Unpack it first, or: unzip -p FILE | samstemt-fest import -" },
  [SMT_FEST_ERROR_NOT_FEST] = { "Dette er ikke et FEST-uttrekk (M30, 2014-12-01)",
                                "Dette er ikkje eit FEST-uttrekk (M30, 2014-12-01)",
                                "This is no extract of FEST (M30, 2014-12-01)" },
  [SMT_FEST_ERROR_BROKEN] = { "Filen er skadet eller avkuttet", "Fila er skadd eller avkutta",
                              "The file is broken or cut off" },
  [SMT_FEST_ERROR_REFUSED] = { "Filen inneholder noe et FEST-uttrekk ikke har",
                               "Fila inneheld noko eit FEST-uttrekk ikkje har",
                               "The file holds something that an extract of FEST does not have" },
  [SMT_FEST_ERROR_DUPLICATE] = { "To oppføringer har samme id", "To oppføringar har same id",
                                 "Two entries have one id" },
  [SMT_FEST_ERROR_EMPTY] = { "Uttrekket har ingen dato eller ingen legemidler",
                             "Uttrekket har ingen dato eller ingen legemiddel",
                             "The extract has no date or no medicines" },
  [SMT_FEST_ERROR_SHRUNK] = { "Uttrekket har langt færre legemidler enn katalogen; det kan være et inkrement og ikke "
                              "et fullt uttrekk (--allow-smaller leser det inn likevel)",
                              "Uttrekket har langt færre legemiddel enn katalogen; det kan vere eit inkrement og ikkje "
                              "eit fullt uttrekk (--allow-smaller les det inn likevel)",
                              "The extract has far fewer medicines than the catalogue; it may be an increment and no "
                              "whole extract (--allow-smaller imports it all the same)" },
  [SMT_FEST_ERROR_BUSY] = { "En annen innlesing pågår", "Ei anna innlesing pågår", "Another import is under way" },
  [SMT_FEST_ERROR_STORE] = { "Katalogen kan ikke skrives", "Katalogen kan ikkje skrivast",
                             "The catalogue cannot be written" },
  [SMT_FEST_ERROR_CANCELLED] = { "Avbrutt", "Avbrote", "Cancelled" },
  [SMT_FEST_ERROR_ABSENT] = { "FEST er ikke lest inn: interaksjoner kontrolleres ikke",
                              "FEST er ikkje lese inn: interaksjonar blir ikkje kontrollerte",
                              "FEST has not been imported: interactions are not checked" },
  [SMT_FEST_ERROR_DAMAGED] = { "Katalogen er skadet. Les inn FEST på nytt", "Katalogen er skadd. Les inn FEST på nytt",
                               "The catalogue is broken. Import FEST again" },
  [SMT_FEST_ERROR_VERSION] = { "Katalogen er laget av en annen versjon. Les inn FEST på nytt",
                               "Katalogen er laga av ein annan versjon. Les inn FEST på nytt",
                               "The catalogue was made by another version. Import FEST again" },
};

static gboolean
needs_reason (int code)
{
  return code != SMT_FEST_ERROR_ZIPPED && code != SMT_FEST_ERROR_CANCELLED && code != SMT_FEST_ERROR_ABSENT
         && code != SMT_FEST_ERROR_BUSY;
}

/**
 * smt_fest_words_of_error:
 * @error: an error of #SmtFestError
 * @language: nb, nn or en
 *
 * Returns: (transfer full): what went wrong, and where
 */
char *
smt_fest_words_of_error (const GError *error, SmtLanguage language)
{
  g_return_val_if_fail (error != NULL && error->domain == SMT_FEST_ERROR, NULL);
  g_return_val_if_fail (error->code >= 0 && error->code < (int)G_N_ELEMENTS (error_words), NULL);

  const char *words = choose (error_words[error->code], language);

  return needs_reason (error->code) ? g_strdup_printf ("%s (%s)", words, error->message) : g_strdup (words);
}

/* --- what there is ------------------------------------------------------------------------------------------------ */

static void
append (GString *out, Words name, guint n, SmtLanguage language)
{
  g_string_append_printf (out, "\n  %-40s %u", choose (name, language), n);
}

/**
 * smt_fest_words_of_summary:
 * @summary: what was imported
 * @language: nb, nn or en
 *
 * Returns: (transfer full): a line for each kind
 */
char *
smt_fest_words_of_summary (const SmtFestSummary *summary, SmtLanguage language)
{
  g_return_val_if_fail (summary != NULL, NULL);

  g_autofree char *date = smt_date_to_iso (summary->date);
  GString *out = g_string_new (NULL);

  g_string_printf (out, "FEST %s", date);
  append (out, (Words){ "merkevarer", "merkevarer", "brands" }, summary->n_brands, language);
  append (out, (Words){ "pakninger", "pakningar", "packages" }, summary->n_packages, language);
  append (out, (Words){ "virkestoff til forskrivning", "verkestoff til forskriving", "generics" }, summary->n_generics,
          language);
  append (out, (Words){ "legemiddeldoser", "legemiddeldosar", "single doses" }, summary->n_doses, language);
  append (out, (Words){ "virkestoff", "verkestoff", "substances" }, summary->n_substances, language);
  append (out, (Words){ "kortdoser", "kortdosar", "short doses" }, summary->n_short_doses, language);
  append (out, (Words){ "  med kjent periode", "  med kjend periode", "  with a known period" },
          summary->n_short_doses_known, language);
  append (out, (Words){ "interaksjoner", "interaksjonar", "interactions" }, summary->n_interactions, language);
  append (out,
          (Words){ "ATC-koder uten interaksjonsvurdering", "ATC-kodar utan interaksjonsvurdering",
                   "ATC codes not assessed for interactions" },
          summary->n_not_assessed, language);
  append (out,
          (Words){ "utgåtte oppføringer blant disse", "utgåtte oppføringar blant desse",
                   "discontinued entries among these" },
          summary->n_discontinued, language);
  return g_string_free (out, FALSE);
}

/**
 * smt_fest_words_of_age:
 * @date: the day of the extract
 * @today: the day to count to
 * @old: whether it is too old
 * @language: nb, nn or en
 *
 * Returns: (transfer full): how old it is
 */
char *
smt_fest_words_of_age (SmtDate date, SmtDate today, gboolean old, SmtLanguage language)
{
  g_autoptr (GString) out = g_string_new (NULL);
  int days = smt_date_days_between (date, today);

  g_string_printf (out, "%d %s", days,
                   days == 1 ? choose ((Words){ "dag gammel", "dag gammal", "day old" }, language)
                             : choose ((Words){ "dager gammel", "dagar gammal", "days old" }, language));
  if (old)
    g_string_append (out, choose ((Words){ ": for gammel. Last ned og les inn et nytt uttrekk",
                                           ": for gammal. Last ned og les inn eit nytt uttrekk",
                                           ": too old. Download and import a new extract" },
                                  language));
  return g_strdup (out->str);
}

/**
 * smt_fest_words_of_catalogue:
 * @catalogue: (nullable): the catalogue that was used
 * @path: where it is
 * @today: the day to count its age to
 * @language: nb, nn or en
 *
 * Returns: (transfer full): which one it was and how old, or that there was none
 */
char *
smt_fest_words_of_catalogue (const SmtCatalogue *catalogue, const char *path, SmtDate today, SmtLanguage language)
{
  g_return_val_if_fail (path != NULL, NULL);

  if (catalogue == NULL)
    return g_strdup (choose (error_words[SMT_FEST_ERROR_ABSENT], language));

  const SmtDate date = smt_catalogue_get_date (catalogue);
  g_autofree char *iso = smt_date_to_iso (date);
  g_autofree char *age = smt_fest_words_of_age (date, today, smt_catalogue_is_old (catalogue, today), language);
  return g_strdup_printf ("FEST %s (%s): %s", iso, path, age);
}
