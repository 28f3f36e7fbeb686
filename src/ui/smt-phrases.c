/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-phrases.h"

#include <glib/gi18n-lib.h>

#include "dosing/smt-words.h"

/**
 * smt_phrase_language:
 *
 * Dose words and finding sentences come from tables with an explicit language; the screen uses the one its own text is
 * in.
 *
 * Returns: the language of the screen
 */
SmtLanguage
smt_phrase_language (void)
{
  const char *const *names = g_get_language_names ();

  if (names[0] != NULL && g_str_has_prefix (names[0], "en"))
    return SMT_LANGUAGE_EN;
  if (names[0] != NULL && g_str_has_prefix (names[0], "nn"))
    return SMT_LANGUAGE_NN;
  return SMT_LANGUAGE_NB;
}

/** smt_phrase_date: Returns: (transfer full): "1. juli 1950", or a word for an unset date */
char *
smt_phrase_date (SmtDate date)
{
  if (!smt_date_is_set (date))
    return g_strdup (C_ ("date", "unknown date"));
  return smt_date_to_words (date, smt_phrase_language ());
}

static GDateTime *
instant_in_oslo (SmtInstant instant)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Oslo");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);

  if (utc == NULL)
    return NULL;
  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_steal_pointer (&utc);
}

/** smt_phrase_time: Returns: (transfer full): "10:02" in Europe/Oslo; empty when unset */
char *
smt_phrase_time (SmtInstant instant)
{
  g_autoptr (GDateTime) local = NULL;

  if (instant == SMT_INSTANT_UNSET)
    return g_strdup ("");
  local = instant_in_oslo (instant);
  return local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");
}

/** smt_phrase_moment: Returns: (transfer full): the time when @instant is @today, else the date */
char *
smt_phrase_moment (SmtInstant instant, SmtDate today)
{
  if (instant == SMT_INSTANT_UNSET)
    return g_strdup (C_ ("date", "unknown time"));
  if (smt_date_compare (smt_instant_to_date (instant), today) == 0)
    return smt_phrase_time (instant);
  return smt_phrase_date (smt_instant_to_date (instant));
}

/**
 * smt_phrase_parse_date:
 * @text: as a person types a date: "3.4.2026", "03.04.2026" or "2026-04-03"
 * @out: (out): the date
 *
 * Returns: whether @text is a date
 */
gboolean
smt_phrase_parse_date (const char *text, SmtDate *out)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = NULL;
  guint64 number[3];

  if (smt_date_parse (trimmed, out))
    return TRUE;
  parts = g_strsplit (trimmed, ".", 4);
  if (g_strv_length (parts) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 1, 9999, &number[i], NULL))
      return FALSE;
  if (number[2] < 1000)
    return FALSE;
  *out = smt_date_new ((guint)number[2], (guint)number[1], (guint)number[0]);
  return smt_date_is_set (*out);
}

/** smt_phrase_date_for_entry: Returns: (transfer full): "03.04.2026", as smt_phrase_parse_date() reads it */
char *
smt_phrase_date_for_entry (SmtDate date)
{
  guint year;
  guint month;
  guint day;

  if (!smt_date_is_set (date))
    return g_strdup ("");
  smt_date_split (date, &year, &month, &day);
  return g_strdup_printf ("%02u.%02u.%04u", day, month, year);
}

/** smt_phrase_capitalize: Returns: (transfer full): @text with a capital first letter */
char *
smt_phrase_capitalize (const char *text)
{
  GString *out = g_string_new (NULL);

  if (*text != '\0')
    {
      g_string_append_unichar (out, g_unichar_toupper (g_utf8_get_char (text)));
      g_string_append (out, g_utf8_next_char (text));
    }
  return g_string_free (out, FALSE);
}

/* A product that nothing recognises is told as it was received, every word of it: a mixture would else lose all but its
 * first part, and what only an office knows by its own name the half of that name. */
static gboolean
is_told_whole (const SmtProduct *product)
{
  return product != NULL && product->certainty == SMT_CERTAINTY_NONE
         && (product->generic == NULL || *product->generic == '\0') && product->display != NULL
         && *product->display != '\0';
}

/** smt_phrase_medicine: Returns: (transfer full): the generic name in lower case, else the name as received */
char *
smt_phrase_medicine (const SmtTreatment *treatment)
{
  const SmtProduct *product = treatment->product;

  if (is_told_whole (product))
    return g_strdup (product->display);
  if (product != NULL && product->generic != NULL && *product->generic != '\0')
    return g_strdup (product->generic_shown != NULL ? product->generic_shown : product->generic);
  if (product != NULL && product->brand != NULL && *product->brand != '\0')
    return g_strdup (product->brand);
  if (product != NULL && product->display != NULL && *product->display != '\0')
    return g_strdup (product->display);
  return g_strdup (C_ ("medicine", "unnamed medicine"));
}

/** smt_phrase_brand: Returns: (transfer full) (nullable): the brand in capitals, when it says more than the generic
 * name */
char *
smt_phrase_brand (const SmtTreatment *treatment)
{
  const SmtProduct *product = treatment->product;
  g_autofree char *name = smt_phrase_medicine (treatment);

  if (product == NULL || is_told_whole (product) || product->brand == NULL || *product->brand == '\0'
      || g_utf8_collate (product->brand, name) == 0)
    return NULL;
  return g_utf8_strup (product->brand, -1);
}

/** smt_phrase_strength: Returns: (transfer full) (nullable): "2,5 mg", its number never parted from its unit by the end
 * of a line; nothing where it is not known or the name says it */
char *
smt_phrase_strength (const SmtTreatment *treatment)
{
  g_autofree char *strength = NULL;
  g_auto (GStrv) parts = NULL;

  if (treatment->product == NULL || is_told_whole (treatment->product))
    return NULL;
  strength = smt_product_strength_to_words (treatment->product, smt_phrase_language ());
  if (strength == NULL || *strength == '\0')
    return NULL;
  parts = g_strsplit (strength, " ", -1);
  return g_strjoinv ("\u00a0", parts);
}

/** smt_phrase_preparation: Returns: (transfer full): form and strength, "tablett 2,5 mg"; empty where the name says it
 */
char *
smt_phrase_preparation (const SmtTreatment *treatment)
{
  const SmtProduct *product = treatment->product;
  g_autofree char *strength = smt_phrase_strength (treatment);

  if (product == NULL || is_told_whole (product))
    return g_strdup ("");
  if (product->form_text == NULL)
    return strength != NULL ? g_steal_pointer (&strength) : g_strdup ("");
  return g_strconcat (product->form_text, strength != NULL ? " " : NULL, strength, NULL);
}

/** smt_phrase_treatment: Returns: (transfer full): "metotreksat tablett 2,5 mg": enough to tell two lines of one
 * medicine apart */
char *
smt_phrase_treatment (const SmtTreatment *treatment)
{
  g_autofree char *medicine = smt_phrase_medicine (treatment);
  g_autofree char *preparation = smt_phrase_preparation (treatment);

  return g_strconcat (medicine, *preparation != '\0' ? " " : "", preparation, NULL);
}

/** smt_phrase_dose: Returns: (transfer full): @rhythm in words of the screen's language, with its pattern behind when
 * it has one */
char *
smt_phrase_dose (const SmtRhythm *rhythm)
{
  g_autofree char *words = smt_rhythm_to_words (rhythm, smt_phrase_language ());
  g_autofree char *pattern = smt_rhythm_to_pattern (rhythm);

  if (pattern == NULL || *pattern == '\0')
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s (%s)", words, pattern);
}

/**
 * smt_phrase_unbroken:
 * @text: a line for the screen
 *
 * What is one attribute stays on one line (features.md 6): "1–0–0–1" broken would read as another dose, "5 mg/ml" as 5
 * mg.
 *
 * Returns: (transfer full): @text with a word joiner behind each dash or stroke that has no space beside it
 */
char *
smt_phrase_unbroken (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      gunichar next = g_utf8_get_char (g_utf8_next_char (at));

      g_string_append_unichar (out, letter);
      if (at > text && (letter == 0x2013 || letter == '/') && next != '\0' && !g_unichar_isspace (next)
          && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (at))))
        g_string_append (out, "\u2060");
    }
  return g_string_free (out, FALSE);
}

/** smt_phrase_quote: Returns: (transfer full): @text as a quotation, line breaks shown as " / " */
char *
smt_phrase_quote (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  joined = g_strjoinv (" / ", lines);
  return g_strdup_printf ("«%s»", joined);
}

/** smt_class_shape: Returns: a shape that tells the classes apart without colour */
const char *
smt_class_shape (SmtClass severity_class)
{
  switch (severity_class)
    {
    case SMT_CLASS_STOP:
      return "■";
    case SMT_CLASS_CHECK:
      return "▲";
    case SMT_CLASS_INFO:
    default:
      return "●";
    }
}

/** smt_class_css: Returns: the style class of badges and cards */
const char *
smt_class_css (SmtClass severity_class)
{
  switch (severity_class)
    {
    case SMT_CLASS_STOP:
      return "stop";
    case SMT_CLASS_CHECK:
      return "check";
    case SMT_CLASS_INFO:
    default:
      return "info";
    }
}

/** smt_phrase_badge: Returns: (transfer full): "■ Stopp: daglig ↔ ukentlig" */
char *
smt_phrase_badge (const SmtFinding *finding)
{
  SmtLanguage language = smt_phrase_language ();
  g_autofree char *words = smt_finding_badge (finding, language);

  return g_strdup_printf ("%s %s: %s", smt_class_shape (finding->severity_class),
                          smt_class_name (finding->severity_class, language), words);
}

/** smt_finding_is_between_voices: Returns: whether @finding says that field and text disagree, so that both must be
 * printed */
gboolean
smt_finding_is_between_voices (const SmtFinding *finding)
{
  return finding->field != NULL && finding->text != NULL
         && (finding->code == SMT_FINDING_FIELD_AGAINST_TEXT || finding->code == SMT_FINDING_FIELD_DIFFERS_FROM_TEXT
             || finding->code == SMT_FINDING_WEEKDAY_AGAINST_TEXT
             || finding->code == SMT_FINDING_FIELD_AGAINST_PRODUCT);
}
