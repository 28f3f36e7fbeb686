/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-finding-report.h"

#include <string.h>

#include "base/smt-json-writer.h"
#include "dosing/smt-words.h"

/* Two columns of a table: what stands beside something is held against it. */
#define COLUMN_WIDTH 44

/* --- what is said of a finding, whatever the format --------------------------------------------------------------- */

/**
 * Saying: the voices in words; each may be NULL. When two sources of one voice differ, both stand under that voice.
 */
typedef struct
{
  char *entry;
  char *checks;
  char *field;
  char *text;
  char *product;
  char *headline;
  SmtReadingState field_state;
  SmtReadingState text_state;
} Saying;

static void
saying_clear (Saying *saying)
{
  g_free (saying->entry);
  g_free (saying->checks);
  g_free (saying->field);
  g_free (saying->text);
  g_free (saying->product);
  g_free (saying->headline);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Saying, saying_clear)

static char *
rhythm_words (const SmtRhythm *rhythm, SmtWordsMemory *words)
{
  return rhythm != NULL ? smt_words_memory_dup (words, rhythm) : NULL;
}

/* What the finding rests on, else what the treatment's voice says. */
static char *
voice_words (const SmtRhythm *heard, const SmtTreatment *treatment, SmtVoiceKind voice, SmtWordsMemory *words)
{
  return rhythm_words (heard != NULL ? heard : smt_treatment_get_rhythm (treatment, voice), words);
}

static char *
both_words (const SmtFinding *finding, SmtWordsMemory *words)
{
  g_autofree char *one = rhythm_words (finding->field, words);
  g_autofree char *other = rhythm_words (finding->text, words);

  if (one == NULL || other == NULL)
    return g_strdup (one != NULL ? one : other);
  return g_strconcat (one, " / ", other, NULL);
}

/* By what the product was recognised, where that was not its own ATC code; NULL otherwise. */
static const char *
certainty_words (SmtCertainty certainty, SmtLanguage language)
{
  gboolean by_name = certainty == SMT_CERTAINTY_NAME;

  if (certainty != SMT_CERTAINTY_NAME && certainty != SMT_CERTAINTY_FEST)
    return NULL;
  if (language == SMT_LANGUAGE_EN)
    return by_name ? "recognised by its name" : "recognised by its FEST id";
  if (language == SMT_LANGUAGE_NN)
    return by_name ? "gjenkjent på namnet" : "attkjent på FEST-id";
  return by_name ? "gjenkjent på navnet" : "gjenkjent på FEST-id";
}

static char *
product_words (const SmtFinding *finding, const SmtTreatment *treatment, SmtLanguage language)
{
  const SmtIntervalRow *row = finding->row != NULL ? finding->row : treatment->product->row;
  const char *certainty = certainty_words (treatment->product->certainty, language);
  g_autofree char *bound = row != NULL ? smt_bound_to_words (&row->bound, language) : NULL;

  return bound != NULL && certainty != NULL ? g_strdup_printf ("%s (%s)", bound, certainty) : g_steal_pointer (&bound);
}

static void
saying_init (Saying *saying, const SmtFinding *finding, const SmtTreatment *treatment, SmtWordsMemory *words)
{
  SmtLanguage language = smt_words_memory_get_language (words);
  gboolean one_voice = finding->code == SMT_FINDING_SOURCES_DIFFER;
  gboolean fields = one_voice && finding->voice == SMT_VOICE_FIELD;
  gboolean texts = one_voice && finding->voice == SMT_VOICE_TEXT;

  saying->entry = smt_treatment_dup_name (treatment);
  saying->checks = smt_finding_dup_checks (finding);
  saying->headline = smt_finding_headline (finding, language);
  saying->product = product_words (finding, treatment, language);
  saying->field_state = smt_treatment_get_voice_state (treatment, SMT_VOICE_FIELD);
  saying->text_state = smt_treatment_get_voice_state (treatment, SMT_VOICE_TEXT);
  saying->field = fields ? both_words (finding, words)
                         : voice_words (one_voice ? NULL : finding->field, treatment, SMT_VOICE_FIELD, words);
  saying->text = texts ? both_words (finding, words)
                       : voice_words (one_voice ? NULL : finding->text, treatment, SMT_VOICE_TEXT, words);
}

static const char *
severity_word (SmtSeverity severity)
{
  static const char *const words[] = {
    [SMT_SEVERITY_NONE] = NULL, [SMT_SEVERITY_S1] = "S1", [SMT_SEVERITY_S2] = "S2",
    [SMT_SEVERITY_S3] = "S3",   [SMT_SEVERITY_S4] = "S4",
  };

  return words[severity];
}

/* --- JSON -------------------------------------------------------------------------------------------------------- */

/* @key comes with all that stands around it, so that nothing is left to go wrong. */
static void
append_member_sized (GString *out, const char *key, gsize length, const char *text)
{
  g_string_append_len (out, key, (gssize)length);
  if (text != NULL)
    smt_json_append_string (out, text);
  else
    g_string_append_len (out, "null", strlen ("null"));
}

#define append_member(out, key, text) append_member_sized (out, key, strlen (key), text)

static void
append_number (GString *out, guint number)
{
  char digits[16];
  char *first = digits + sizeof digits - 1;

  *first = '\0';
  do
    *--first = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append (out, first);
}

/* Written straight to the output: a national extract has findings by the million. A test reads it strictly. */
static void
report_json (GString *out,
             const SmtFinding *finding,
             const Saying *saying,
             const SmtProduct *product,
             const SmtPlace *place)
{
  static const char *const class_words[] = {
    [SMT_CLASS_INFO] = "info",
    [SMT_CLASS_CHECK] = "check",
    [SMT_CLASS_STOP] = "stop",
  };

  append_member (out, "{\"file\":", place->label);
  g_string_append (out, ",\"line\":");
  append_number (out, place->line);
  append_member (out, ",\"entry\":", saying->entry);
  append_member (out, ",\"medicine\":", product->display);
  append_member (out, ",\"atc\":", product->atc);
  append_member (out, ",\"check\":", saying->checks);
  append_member (out, ",\"class\":", class_words[finding->severity_class]);
  append_member (out, ",\"severity\":", severity_word (finding->severity));
  append_member (out, ",\"field\":", saying->field);
  append_member (out, ",\"text\":", saying->text);
  append_member (out, ",\"product\":", saying->product);
  append_member (out, ",\"message\":", saying->headline);
  g_string_append (out, "}\n");
}

/* --- table ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *field;
  const char *text;
  const char *product;
  const char *entry;
  const char *unnamed;
  const char *states[4]; /* by SmtReadingState, for a voice that says nothing clear */
} TableWords;

static const TableWords *
table_words (SmtLanguage language)
{
  static const TableWords nb = { "Felt",      "Tekst",       "Preparat",
                                 "oppføring", "(uten navn)", { "–", "–", "flertydig", "ikke lest" } };
  static const TableWords nn = { "Felt",      "Tekst",       "Preparat",
                                 "oppføring", "(utan namn)", { "–", "–", "fleirtydig", "ikkje lesen" } };
  static const TableWords en = {
    "Field", "Text", "Product", "entry", "(no name)", { "–", "–", "ambiguous", "not read" }
  };

  if (language == SMT_LANGUAGE_NN)
    return &nn;
  return language == SMT_LANGUAGE_EN ? &en : &nb;
}

static void
append_padding (GString *out, glong width, glong wanted)
{
  for (glong i = width; i < wanted; i++)
    g_string_append_c (out, ' ');
}

/* The class words of a language differ in length; the widest makes room for all. */
static glong
class_width (SmtLanguage language)
{
  glong width = 0;

  for (int i = SMT_CLASS_INFO; i <= SMT_CLASS_STOP; i++)
    width = MAX (width, g_utf8_strlen (smt_class_name ((SmtClass)i, language), -1));

  return width + 2;
}

/* "Felt: 3 tabletter daglig            Tekst: 3 tabletter hver mandag"; a cell too long for it takes the whole line. */
static void
append_pair (GString *out, glong indent, const char *left, const char *right)
{
  glong width = g_utf8_strlen (left, -1);

  append_padding (out, 0, indent);
  g_string_append (out, left);
  if (width + 2 > COLUMN_WIDTH)
    {
      g_string_append_c (out, '\n');
      append_padding (out, 0, indent);
    }
  else
    append_padding (out, width, COLUMN_WIDTH);
  g_string_append_printf (out, "%s\n", right);
}

/* A name comes from outside: it must not break the line, nor steer the terminal. */
static char *
plain_name (const char *name, const TableWords *words)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = name; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (plain, g_unichar_iscntrl (c) ? ' ' : c);
    }
  if (plain->len == 0)
    g_string_append (plain, words->unnamed);

  return g_string_free (plain, FALSE);
}

static char *
cell (const char *label, const char *said, const char *otherwise)
{
  return g_strdup_printf ("%s: %s", label, said != NULL ? said : otherwise);
}

/* The first line has all that a search is made for; the voices stand side by side under it. */
static void
report_table (GString *out,
              const SmtFinding *finding,
              const Saying *saying,
              const SmtProduct *product,
              const SmtPlace *place,
              SmtLanguage language)
{
  const TableWords *words = table_words (language);
  const char *name = smt_class_name (finding->severity_class, language);
  const char *severity = severity_word (finding->severity);
  glong indent = class_width (language);
  g_autofree char *medicine = plain_name (product->display, words);
  g_autofree char *field = cell (words->field, saying->field, words->states[saying->field_state]);
  g_autofree char *text = cell (words->text, saying->text, words->states[saying->text_state]);
  g_autofree char *bound = cell (words->product, saying->product, words->states[SMT_READING_SILENT]);
  g_autofree char *origin = g_strdup_printf ("%s%s%s%s%s %s", saying->checks != NULL ? saying->checks : "",
                                             saying->checks != NULL ? ", " : "", severity != NULL ? severity : "",
                                             severity != NULL ? ", " : "", words->entry, saying->entry);

  g_string_append (out, name);
  append_padding (out, g_utf8_strlen (name, -1), indent);
  g_string_append_printf (out, "%s: %s  [%s:%u]\n", medicine, saying->headline, place->label, place->line);
  append_pair (out, indent, field, text);
  append_pair (out, indent, bound, origin);
  g_string_append_c (out, '\n');
}

/**
 * smt_finding_report:
 * @out: where the report is appended
 * @finding: a finding
 * @treatment: the treatment it is about
 * @place: where the document stood
 * @format: how
 * @words: those of rhythms, and the language of all
 */
void
smt_finding_report (GString *out,
                    const SmtFinding *finding,
                    const SmtTreatment *treatment,
                    const SmtPlace *place,
                    SmtReportFormat format,
                    SmtWordsMemory *words)
{
  g_auto (Saying) saying = { 0 };

  g_return_if_fail (out != NULL && finding != NULL && treatment != NULL && place != NULL);

  saying_init (&saying, finding, treatment, words);
  if (format == SMT_REPORT_JSON)
    report_json (out, finding, &saying, treatment->product, place);
  else
    report_table (out, finding, &saying, treatment->product, place, smt_words_memory_get_language (words));
}
