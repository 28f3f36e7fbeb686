/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/smt-text.h"
#include "fhir/smt-timing.h"

/*
 * The Dosages of plain FHIR R4 as one source. SFM does not use them; bulk exports, summaries and Legemiddelregisteret
 * do. What one of them says beyond the parts known here makes the whole source unreadable: a timing that is understood
 * by half is another dose.
 */

/** Part: one Dosage, and its place among the others. */
typedef struct
{
  SmtTiming timing;
  gint64 sequence; /* Dosage.sequence; 0 = not said */
  guint order;     /* as received */
} Part;

static void
part_clear (gpointer data)
{
  Part *part = data;

  _smt_timing_clear (&part->timing);
}

static gint64
read_sequence (SmtJsonCursor dosage)
{
  SmtDecimal value;
  gint64 number;

  return smt_json_get_decimal (smt_json_member (dosage, "sequence"), &value) && smt_decimal_is_integer (value, &number)
             ? number
             : 0;
}

/* A Dosage with a timing, or one that is as needed; amount and words alone are no field. */
static gboolean
has_timing (SmtJsonCursor dosage)
{
  SmtJsonCursor timing = smt_json_member (dosage, "timing");

  return smt_json_exists (smt_json_member (timing, "repeat")) || smt_json_exists (smt_json_member (timing, "code"))
         || smt_json_exists (smt_json_member (timing, "event"))
         || (smt_json_exists (smt_json_member (dosage, "doseAndRate")) && _smt_timing_is_as_needed (dosage));
}

static void
append_raw (GString *raw, SmtJsonCursor dosage)
{
  SmtJsonCursor timing = smt_json_member (dosage, "timing");
  g_autofree char *name = _smt_fhir_dup_concept (smt_json_member (timing, "code"));
  SmtJsonCursor repeat = smt_json_member (timing, "repeat");
  g_autofree char *bytes = smt_json_dup_bytes (smt_json_exists (repeat)   ? repeat
                                               : smt_json_exists (timing) ? timing
                                                                          : dosage);
  g_autofree char *words = smt_text_squeeze (bytes);

  if (name == NULL)
    name = _smt_fhir_dup_code (smt_json_member (timing, "code"));
  g_string_append_printf (raw, "%s%s", raw->len > 0 ? "; " : "",
                          name != NULL && !smt_json_exists (repeat) ? name : words);
}

static GArray *
gather_parts (SmtDecoder *decoder, const SmtNode *node, GString *raw)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  SmtJsonIter iter;
  SmtJsonCursor dosage;

  g_array_set_clear_func (parts, part_clear);
  smt_json_iter_init (&iter, node->parts->dosages);
  while (smt_json_iter_next (&iter, NULL, &dosage))
    {
      Part part = { .sequence = read_sequence (dosage), .order = parts->len };
      if (!has_timing (dosage))
        continue;
      _smt_timing_read (&part.timing, decoder, dosage);
      append_raw (raw, dosage);
      g_array_append_val (parts, part);
    }
  return parts;
}

/* --- together ----------------------------------------------------------------------------------------------------- */

static int
compare_parts (const void *first, const void *second)
{
  const Part *a = first, *b = second;

  if (a->sequence != b->sequence)
    return a->sequence < b->sequence ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* What is taken as needed besides a plan must not turn the plan into something that is as needed, nor be lost unsaid.
 */
static void
drop_as_needed (SmtDecoder *decoder, GArray *parts)
{
  guint n_plans = 0;

  for (guint i = 0; i < parts->len; i++)
    n_plans += !g_array_index (parts, Part, i).timing.rhythm->as_needed;
  if (n_plans == 0 || n_plans == parts->len)
    return;
  _smt_decoder_say_unread (decoder, "Dosage: as needed beside a plan");
  for (guint i = parts->len; i-- > 0;)
    if (g_array_index (parts, Part, i).timing.rhythm->as_needed)
      g_array_remove_index (parts, i);
}

static gboolean
is_same_time (const SmtStep *a, const SmtStep *b)
{
  return smt_date_compare (a->start, b->start) == 0 && smt_date_compare (a->end, b->end) == 0
         && smt_range_equal (a->length, b->length)
         && (a->length.kind == SMT_RANGE_UNKNOWN || a->length_unit == b->length_unit);
}

static void
copy_beats (SmtRhythm *into, guint step, const SmtStep *from)
{
  for (guint i = 0; i < from->n_beats; i++)
    {
      SmtBeat *beat = smt_rhythm_add_beat (into, step);
      *beat = from->beats[i];
      beat->unit = NULL;
      smt_beat_set_unit (beat, from->beats[i].unit);
    }
}

/* FHIR: Dosages of one sequence number are concurrent, of different ones they follow one another. Their dates, when
 * they differ, put them in order too. */
static void
add_part (SmtRhythm *into, const Part *part, gboolean concurrent)
{
  const SmtRhythm *rhythm = part->timing.rhythm;

  for (guint i = 0; i < rhythm->n_steps; i++)
    {
      const SmtStep *step = &rhythm->steps[i];
      SmtStep *last = into->n_steps > 0 ? &into->steps[into->n_steps - 1] : NULL;
      if (!concurrent || last == NULL || rhythm->n_steps > 1 || !is_same_time (last, step))
        {
          last = smt_rhythm_add_step (into);
          last->start = step->start;
          last->end = step->end;
          last->length = step->length;
          last->length_unit = step->length_unit;
        }
      copy_beats (into, into->n_steps - 1, step);
    }
  into->stated |= rhythm->stated;
  into->as_needed |= rhythm->as_needed;
}

/* A limit of one Dosage is not that of all. */
static gboolean
has_own_limits (const GArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const SmtRhythm *rhythm = g_array_index (parts, Part, i).timing.rhythm;
      if (smt_rhythm_is_bounded (rhythm))
        return TRUE;
    }
  return FALSE;
}

static SmtRhythm *
join_parts (SmtDecoder *decoder, GArray *parts)
{
  SmtRhythm *rhythm;

  if (parts->len == 1)
    return smt_rhythm_ref (g_array_index (parts, Part, 0).timing.rhythm);
  if (has_own_limits (parts))
    _smt_decoder_say_unread (decoder, "Dosage: limits of several");
  rhythm = smt_rhythm_new ();
  g_array_sort (parts, compare_parts);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      add_part (rhythm, part, i == 0 || part->sequence == g_array_index (parts, Part, i - 1).sequence);
    }
  return rhythm;
}

static gboolean
has_timings (const SmtNode *node)
{
  gboolean has = FALSE;
  SmtJsonIter iter;
  SmtJsonCursor dosage;

  smt_json_iter_init (&iter, node->parts->dosages);
  while (!has && smt_json_iter_next (&iter, NULL, &dosage))
    has = has_timing (dosage);
  return has;
}

/* Doses that are no list: a field that stands there and is not understood. */
static SmtSource *
hear_bent (const SmtNode *node)
{
  g_autofree char *bytes = smt_json_dup_bytes (node->parts->bent);
  g_autofree char *words = smt_text_squeeze (bytes);
  SmtSource *source =
      smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_TIMING, words, smt_reading_new (SMT_READING_UNREADABLE));

  source->defects = SMT_DEFECT_NOT_UNDERSTOOD;
  return source;
}

/* Hears the timings of all Dosages of a resource as one source; %NULL when none has one. */
SmtSource *
_smt_decode_timing (SmtDecoder *decoder, const SmtNode *node)
{
  g_autoptr (GString) raw = NULL;
  g_autoptr (GArray) parts = NULL;
  g_autoptr (SmtRhythm) rhythm = NULL;
  gboolean not_understood = FALSE;
  guint32 defects = 0;
  SmtSource *source;

  if (smt_json_exists (node->parts->bent))
    return hear_bent (node);
  if (!has_timings (node))
    return NULL;
  raw = g_string_new (NULL);
  parts = gather_parts (decoder, node, raw);
  drop_as_needed (decoder, parts);
  for (guint i = 0; i < parts->len; i++)
    {
      not_understood |= g_array_index (parts, Part, i).timing.not_understood;
      defects |= g_array_index (parts, Part, i).timing.defects;
    }
  rhythm = join_parts (decoder, parts);
  source = smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_TIMING, raw->str,
                           !not_understood && smt_rhythm_validate (rhythm)
                               ? smt_reading_new_clear (g_steal_pointer (&rhythm))
                               : smt_reading_new (SMT_READING_UNREADABLE));
  /* not silently: nothing is held against a field that is not understood */
  source->defects = source->reading->state == SMT_READING_CLEAR ? defects : SMT_DEFECT_NOT_UNDERSTOOD;
  return source;
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static gboolean
add_text (SmtDecoder *decoder, GArray *parts, SmtJsonCursor dosage, SmtLanguage languages, GString *raw)
{
  g_autofree char *text = _smt_fhir_dup_text (smt_json_member (dosage, "text"));
  g_autoptr (SmtReading) reading = NULL;
  Part part = { .sequence = read_sequence (dosage), .order = parts->len };

  if (text == NULL)
    return TRUE;
  g_string_append_printf (raw, "%s%s", raw->len > 0 ? "\n" : "", text);
  reading = _smt_read_memory_read_text (decoder->memory, text, languages);
  if (reading->state == SMT_READING_SILENT)
    return TRUE;
  if (reading->state != SMT_READING_CLEAR)
    return FALSE;
  part.timing.rhythm = smt_rhythm_ref (smt_reading_get_rhythm (reading));
  g_array_append_val (parts, part);
  return TRUE;
}

/* Hears the texts of several Dosages as one source: each says its part of the dose, as their timings do. %NULL when
 * none has a text. One that is not clear makes the whole unreadable. */
SmtSource *
_smt_decode_texts (SmtDecoder *decoder, const SmtNode *node, SmtLanguage languages)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (SmtRhythm) rhythm = NULL;
  gboolean clear = TRUE;
  SmtJsonIter iter;
  SmtJsonCursor dosage;

  g_array_set_clear_func (parts, part_clear);
  smt_json_iter_init (&iter, node->parts->dosages);
  while (smt_json_iter_next (&iter, NULL, &dosage))
    clear = add_text (decoder, parts, dosage, languages, raw) && clear;
  if (raw->len == 0)
    return NULL;
  if (clear && parts->len == 0)
    return smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DOSAGE_TEXT, raw->str, smt_reading_new (SMT_READING_SILENT));
  if (clear)
    {
      drop_as_needed (decoder, parts);
      rhythm = join_parts (decoder, parts);
    }
  return smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DOSAGE_TEXT, raw->str,
                         clear && smt_rhythm_validate (rhythm) ? smt_reading_new_clear (g_steal_pointer (&rhythm))
                                                               : smt_reading_new (SMT_READING_UNREADABLE));
}
