/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

#include "dosing/smt-words.h"

/* "no" is either of the two; und, mul and zxx say that nobody knows. */
static gboolean
says_nothing (const char *tag)
{
  static const char *const tags[] = { "no", "und", "mul", "zxx" };
  gsize length = strcspn (tag, "-_");

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i]) == length && g_ascii_strncasecmp (tag, tags[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* A resource may say its language, and a Bundle that of all in it; else it is what the reader was told to expect. 0 for
 * one that nobody here reads: words of another language must not be taken for ours. */
static SmtLanguage
languages_of (const SmtDecoder *decoder, const SmtNode *node)
{
  const SmtJsonCursor sayers[] = { node->parts->members.language, smt_json_member (decoder->bundle, "language") };

  for (guint i = 0; i < G_N_ELEMENTS (sayers); i++)
    {
      g_autofree char *tag = _smt_fhir_dup_text (sayers[i]);
      SmtLanguage language;
      if (tag != NULL && smt_language_parse (tag, &language))
        return language;
      if (tag != NULL && !says_nothing (tag))
        return 0;
    }
  return decoder->languages;
}

/* --- instructions ------------------------------------------------------------------------------------------------- */

static gboolean
strip_one (char *text, const GPtrArray *instructions)
{
  for (guint i = 0; i < instructions->len; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (g_ptr_array_index (instructions, i)));
      gsize rest;
      if (!g_str_has_suffix (text, line))
        continue;
      rest = strlen (text) - strlen (line);
      if (rest == 0 || text[rest - 1] != '\n')
        continue;
      text[rest] = '\0';
      g_strchomp (text);
      return TRUE;
    }
  return FALSE;
}

/* dssn is the dose words, then the instructions, a line each and in any order (contract 3). Only whole lines at the end
 * that are known to be instructions are cut, so that places in the text stay where they are. */
static char *
dup_without_instructions (const char *text, SmtJsonCursor dosage)
{
  char *left = g_strchomp (g_strdup (text));
  g_autoptr (GPtrArray) instructions = NULL;

  if (strchr (left, '\n') == NULL)
    return left;
  instructions = _smt_fhir_gather_instructions (dosage);
  while (strip_one (left, instructions))
    continue;
  return left;
}

/* --- sources ------------------------------------------------------------------------------------------------------ */

static gboolean
is_as_needed (const SmtNode *node)
{
  SmtJsonCursor dosage = smt_json_element (node->parts->dosages, 0);
  SmtJsonCursor use = _smt_fhir_extension_value (dosage, SMT_EXT_USE, "valueCodeableConcept");

  return smt_json_string_equals (smt_json_member (_smt_fhir_first_coding (use), "code"), "3");
}

/* "Ved behov" is said by sfm-use, beside the field; it belongs to what the field says (contract 3). */
SmtReading *
_smt_decode_as_needed (SmtReading *reading)
{
  const SmtRhythm *rhythm = smt_reading_get_rhythm (reading);
  SmtRhythm *copy;

  if (reading->state != SMT_READING_CLEAR || rhythm->as_needed)
    return smt_reading_ref (reading);
  copy = smt_rhythm_copy (rhythm);
  copy->as_needed = TRUE;
  return smt_reading_new_clear (copy);
}

/* What FEST says that the code of a short dose means; NULL when FEST gives it no period: that is unknown, never daily.
 */
static SmtSource *
read_short_dosage_by_fest (SmtDecoder *decoder, SmtJsonCursor dosage, gboolean as_needed)
{
  const SmtCatalogue *catalogue = decoder->list->catalogue;
  SmtJsonCursor concept = catalogue != NULL
                              ? _smt_fhir_extension_value (dosage, SMT_EXT_SHORT_DOSAGE, "valueCodeableConcept")
                              : SMT_JSON_NOWHERE;
  g_autofree char *code = _smt_fhir_dup_code (concept);
  const SmtShortDose *dose = code != NULL ? smt_catalogue_find_short_dose (catalogue, code) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *raw = NULL;
  g_autoptr (SmtReading) reading = NULL;

  if (dose == NULL || dose->rhythm == NULL)
    return NULL;
  words = smt_rhythm_to_words (dose->rhythm, SMT_LANGUAGE_NB);
  raw = g_strdup_printf ("%s (FEST: %s)", dose->name != NULL ? dose->name : code, words);
  reading = smt_reading_new_clear (smt_rhythm_ref (dose->rhythm));
  return smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_KORTDOSE_FEST, raw,
                         as_needed ? _smt_decode_as_needed (reading) : smt_reading_ref (reading));
}

/* A short dose (Kortdose, 7478) by its name; what FEST says of it is another source. */
static SmtSource *
read_short_dosage (SmtDecoder *decoder, SmtJsonCursor dosage, gboolean as_needed)
{
  SmtJsonCursor concept = _smt_fhir_extension_value (dosage, SMT_EXT_SHORT_DOSAGE, "valueCodeableConcept");
  g_autofree char *display = _smt_fhir_dup_concept (concept);
  g_autofree char *code = _smt_fhir_dup_code (concept);
  g_autofree char *raw = NULL;
  g_autoptr (SmtReading) reading = NULL;

  if (display == NULL && code == NULL)
    return NULL;
  raw = display != NULL ? g_strdup (display) : g_strdup_printf ("Kortdose %s", code);
  reading = display != NULL ? _smt_read_memory_read_text (decoder->memory, display, SMT_LANGUAGE_NB)
                            : smt_reading_new (SMT_READING_UNREADABLE);
  return smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_KORTDOSE, raw,
                         as_needed ? _smt_decode_as_needed (reading) : smt_reading_ref (reading));
}

/* @words: @text without its instructions. */
static SmtSource *
read_words (SmtDecoder *decoder, SmtOrigin origin, const char *text, const char *words, SmtLanguage languages)
{
  return smt_source_new (SMT_VOICE_TEXT, origin, text, _smt_read_memory_read_text (decoder->memory, words, languages));
}

static SmtSource *
read_text (SmtDecoder *decoder, SmtOrigin origin, const char *text, SmtJsonCursor dosage, SmtLanguage languages)
{
  g_autofree char *words = dup_without_instructions (text, dosage);

  return read_words (decoder, origin, text, words, languages);
}

static void
add_source (SmtTreatment *treatment, SmtSource *source)
{
  if (source != NULL)
    g_ptr_array_add (treatment->sources, source);
}

static void
add_fields (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *node)
{
  gboolean as_needed = is_as_needed (node);
  SmtJsonIter iter;
  SmtJsonCursor dosage;

  add_source (treatment, _smt_decode_field (decoder, node, as_needed));
  _smt_decode_originals (decoder, node, as_needed, treatment->sources);
  add_source (treatment, _smt_decode_timing (decoder, node));
  smt_json_iter_init (&iter, node->parts->dosages);
  while (smt_json_iter_next (&iter, NULL, &dosage))
    {
      add_source (treatment, read_short_dosage (decoder, dosage, as_needed));
      add_source (treatment, read_short_dosage_by_fest (decoder, dosage, as_needed));
    }
}

static void
add_texts (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *node)
{
  SmtJsonCursor dosages = node->parts->dosages;
  SmtJsonCursor first = smt_json_element (dosages, 0);
  g_autofree char *words = NULL;
  SmtJsonIter iter;
  SmtJsonCursor dosage;

  if (treatment->dose_text != NULL)
    {
      words = dup_without_instructions (treatment->dose_text, first);
      add_source (treatment,
                  read_words (decoder, SMT_ORIGIN_DSSN, treatment->dose_text, words, languages_of (decoder, node)));
    }
  else if (smt_json_length (dosages) > 1)
    {
      add_source (treatment, _smt_decode_texts (decoder, node, languages_of (decoder, node)));
      return;
    }
  smt_json_iter_init (&iter, dosages);
  while (smt_json_iter_next (&iter, NULL, &dosage))
    {
      const char *text = _smt_decoder_text (decoder, smt_json_member (dosage, "text"));
      /* the same words twice are one voice speaking once */
      if (text != NULL && g_strcmp0 (text, treatment->dose_text) != 0 && g_strcmp0 (text, words) != 0)
        add_source (treatment, read_text (decoder, SMT_ORIGIN_DOSAGE_TEXT, text, dosage, languages_of (decoder, node)));
    }
}

/* Hears everything the head of a chain says about the dose. */
void
_smt_decode_sources (SmtDecoder *decoder, SmtTreatment *treatment, const SmtNode *head)
{
  add_fields (decoder, treatment, head);
  add_texts (decoder, treatment, head);
}

/* The entry of @head with the dose that a pharmacy says instead: in the field of @said, in @dose_text (nullable), or
 * both. */
SmtTreatment *
_smt_decode_proposal (SmtDecoder *decoder, const SmtNode *head, SmtJsonCursor said, const char *dose_text)
{
  SmtTreatment *proposal = smt_treatment_copy_without_dose (head->treatment);

  proposal->dose_text = g_strdup (dose_text);
  add_source (proposal, _smt_decode_field_of (decoder, said, is_as_needed (head)));
  if (dose_text != NULL)
    add_source (proposal, read_text (decoder, SMT_ORIGIN_DSSN, dose_text, smt_json_element (head->parts->dosages, 0),
                                     languages_of (decoder, head)));
  return proposal;
}

/* --- history ------------------------------------------------------------------------------------------------------ */

/* The first original prescription that clearly says a dose; one that does not must not hide the text. */
static SmtSource *
hear_clear_original (SmtDecoder *decoder, const SmtNode *node, gboolean as_needed)
{
  g_autoptr (GPtrArray) originals = g_ptr_array_new ();
  SmtSource *clear = NULL;

  _smt_decode_originals (decoder, node, as_needed, originals);
  for (guint i = 0; i < originals->len; i++)
    {
      SmtSource *source = g_ptr_array_index (originals, i);
      if (clear == NULL && source->reading->state == SMT_READING_CLEAR)
        clear = source;
      else
        smt_source_unref (source);
    }
  return clear;
}

/* What an older link said: its field when it had one, else its text. */
static SmtSource *
hear_link (SmtDecoder *decoder, const SmtNode *node)
{
  SmtJsonCursor dosage = smt_json_element (node->parts->dosages, 0);
  gboolean as_needed = is_as_needed (node);
  SmtSource *source = _smt_decode_field (decoder, node, as_needed);
  g_autofree char *text = NULL;

  if (source == NULL)
    source = hear_clear_original (decoder, node, as_needed);
  if (source == NULL)
    source = _smt_decode_timing (decoder, node);
  if (source == NULL)
    source = read_short_dosage_by_fest (decoder, dosage, as_needed);
  if (source == NULL)
    source = read_short_dosage (decoder, dosage, as_needed);
  if (source != NULL)
    return source;
  text = _smt_fhir_dup_text (smt_json_member (node->parts->amendment.dose_text, "valueString"));
  if (text == NULL)
    text = _smt_fhir_dup_text (smt_json_member (dosage, "text"));
  return text != NULL ? read_text (decoder, SMT_ORIGIN_DSSN, text, dosage, languages_of (decoder, node)) : NULL;
}

/* Adds what an older link of the chain said, as a source of the history voice. */
void
_smt_decode_history (SmtDecoder *decoder, SmtTreatment *treatment, SmtNode *link)
{
  SmtSource *source = hear_link (decoder, link);

  if (source == NULL)
    return;
  if (source->origin != SMT_ORIGIN_DSSN) /* its field speaks; the text stands beside it for whoever reads the history */
    source->beside = _smt_fhir_dup_text (smt_json_member (link->parts->amendment.dose_text, "valueString"));
  source->voice = SMT_VOICE_HISTORY;
  source->origin = SMT_ORIGIN_CHAIN;
  source->product = _smt_decode_product (decoder, link);
  source->prescription_id = g_strdup (link->prescription_id);
  source->date = _smt_fhir_extension_date (link->parts->amendment.written);
  add_source (treatment, source);
}
