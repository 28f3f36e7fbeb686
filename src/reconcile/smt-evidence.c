/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-evidence.h"

#include "reconcile/smt-rhythm-json.h"

/* The words that what is stored is known by; they outlive the order of the enumerations. */
static const char *const voices[SMT_N_VOICES] = {
  [SMT_VOICE_FIELD] = "field",     [SMT_VOICE_TEXT] = "text",     [SMT_VOICE_PRODUCT] = "product",
  [SMT_VOICE_HISTORY] = "history", [SMT_VOICE_SUPPLY] = "supply",
};

static const char *const origins[] = {
  [SMT_ORIGIN_ERESEPTDOSING] = "ereseptdosing", [SMT_ORIGIN_TIMING] = "timing",
  [SMT_ORIGIN_KORTDOSE] = "kortdose",           [SMT_ORIGIN_DSSN] = "dssn",
  [SMT_ORIGIN_DOSAGE_TEXT] = "dosage-text",     [SMT_ORIGIN_CHAIN] = "chain",
  [SMT_ORIGIN_DELIVERY] = "delivery",           [SMT_ORIGIN_M1] = "m1",
  [SMT_ORIGIN_KORTDOSE_FEST] = "kortdose-fest",
};

static const char *const states[] = {
  [SMT_READING_SILENT] = "silent",
  [SMT_READING_CLEAR] = "clear",
  [SMT_READING_AMBIGUOUS] = "ambiguous",
  [SMT_READING_UNREADABLE] = "unreadable",
};

static SmtEvidence *
evidence_new (void)
{
  SmtEvidence *evidence = g_new0 (SmtEvidence, 1);

  evidence->sources = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_source_unref);
  evidence->written = SMT_DATE_UNSET;
  g_atomic_ref_count_init (&evidence->ref_count);
  return evidence;
}

/** smt_evidence_ref: Returns: (transfer full): @evidence */
SmtEvidence *
smt_evidence_ref (const SmtEvidence *evidence)
{
  g_return_val_if_fail (evidence != NULL, NULL);

  g_atomic_ref_count_inc (&((SmtEvidence *)evidence)->ref_count);
  return (SmtEvidence *)evidence;
}

/** smt_evidence_unref: @evidence (transfer full) */
void
smt_evidence_unref (SmtEvidence *evidence)
{
  g_return_if_fail (evidence != NULL);

  if (!g_atomic_ref_count_dec (&evidence->ref_count))
    return;
  g_ptr_array_unref (evidence->sources);
  g_free (evidence->row);
  g_free (evidence->nb);
  g_free (evidence->nn);
  g_free (evidence->en);
  g_free (evidence->field);
  g_free (evidence->text);
  g_free (evidence->product);
  g_free (evidence->prescription);
  g_free (evidence->prescriber);
  g_free (evidence);
}

/* --- making ---------------------------------------------------------------------------------------------------------
 */

/* Of field and text everything: two of them may be what is at odds. Of the others what is shown first. */
static void
take_sources (SmtEvidence *evidence, const SmtTreatment *treatment)
{
  static const SmtVoiceKind shown[] = { SMT_VOICE_HISTORY, SMT_VOICE_SUPPLY };

  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);

      if (source->voice == SMT_VOICE_FIELD || source->voice == SMT_VOICE_TEXT)
        g_ptr_array_add (evidence->sources, smt_source_ref (source));
    }
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const SmtSource *source = smt_treatment_get_source (treatment, shown[i]);

      if (source != NULL && source->reading->state != SMT_READING_SILENT)
        g_ptr_array_add (evidence->sources, smt_source_ref (source));
    }
}

/**
 * smt_evidence_new_for_row:
 * @row: a row of a reconciliation
 * @finding: what it is flagged for
 *
 * Returns: (transfer full): what its voices say, and which rule it is
 */
SmtEvidence *
smt_evidence_new_for_row (const SmtRow *row, const SmtFinding *finding)
{
  SmtEvidence *evidence;
  const SmtPrescription *head;
  const SmtProduct *product;
  const SmtIntervalRow *speaks;

  g_return_val_if_fail (row != NULL && finding != NULL, NULL);

  evidence = evidence_new ();
  take_sources (evidence, row->treatment);
  product = row->treatment->product;
  speaks = finding->row == NULL && product != NULL ? product->row : finding->row;
  evidence->row = speaks != NULL ? g_strdup (speaks->id) : NULL;
  evidence->nb = smt_finding_rule (finding, SMT_LANGUAGE_NB);
  evidence->nn = smt_finding_rule (finding, SMT_LANGUAGE_NN);
  evidence->en = smt_finding_rule (finding, SMT_LANGUAGE_EN);
  head = smt_treatment_get_head (row->treatment);
  if (head != NULL)
    {
      evidence->prescription = g_strdup (head->prescription_id);
      evidence->prescriber = g_strdup (head->prescriber);
      evidence->written = head->written;
    }
  return evidence;
}

/** smt_evidence_new_from_report: @finding: one object of `samstemt-check --format=json` (contract 2). Returns:
 * (transfer full): its voices in words */
SmtEvidence *
smt_evidence_new_from_report (SmtJsonCursor finding)
{
  SmtEvidence *evidence = evidence_new ();

  evidence->field = smt_json_dup_string (smt_json_member (finding, "field"));
  evidence->text = smt_json_dup_string (smt_json_member (finding, "text"));
  evidence->product = smt_json_dup_string (smt_json_member (finding, "product"));
  return evidence;
}

/* --- asking ---------------------------------------------------------------------------------------------------------
 */

static gboolean
same_source (const SmtSource *a, const SmtSource *b)
{
  return a->voice == b->voice && a->origin == b->origin && g_str_equal (a->raw, b->raw);
}

/**
 * smt_evidence_equal:
 * @a/@b: (nullable): %NULL where nothing was kept
 *
 * Returns: whether the same was said in the same places; how a new program reads it, and its words, do not count
 */
gboolean
smt_evidence_equal (const SmtEvidence *a, const SmtEvidence *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->sources->len != b->sources->len || g_strcmp0 (a->field, b->field) != 0 || g_strcmp0 (a->text, b->text) != 0
      || g_strcmp0 (a->product, b->product) != 0 || g_strcmp0 (a->prescription, b->prescription) != 0)
    return FALSE;
  for (guint i = 0; i < a->sources->len; i++)
    if (!same_source (g_ptr_array_index (a->sources, i), g_ptr_array_index (b->sources, i)))
      return FALSE;
  return TRUE;
}

/** smt_evidence_rule: Returns: (transfer none) (nullable): the rule, in @language where it is known in it */
const char *
smt_evidence_rule (const SmtEvidence *evidence, SmtLanguage language)
{
  g_return_val_if_fail (evidence != NULL, NULL);

  if (language == SMT_LANGUAGE_NN && evidence->nn != NULL)
    return evidence->nn;
  if (language == SMT_LANGUAGE_EN && evidence->en != NULL)
    return evidence->en;
  return evidence->nb;
}

/**
 * smt_evidence_make_treatment:
 * @evidence: what was kept
 * @medicine: (nullable): as received
 * @atc: (nullable)
 *
 * Returns: (transfer full): the medicine with the voices as they were heard, and nothing else: no list has it
 */
SmtTreatment *
smt_evidence_make_treatment (const SmtEvidence *evidence, const char *medicine, const char *atc)
{
  SmtTreatment *treatment = smt_treatment_new ();
  const SmtProductClues clues = { .atc = atc, .display = medicine };

  g_return_val_if_fail (evidence != NULL, treatment);

  treatment->key = g_strdup ("");
  treatment->digest = g_strdup ("");
  treatment->product = smt_product_recognise (&clues);
  treatment->product->row = evidence->row != NULL ? smt_interval_table_find (evidence->row) : NULL;
  for (guint i = 0; i < evidence->sources->len; i++)
    g_ptr_array_add (treatment->sources, smt_source_ref (g_ptr_array_index (evidence->sources, i)));
  return treatment;
}

/* --- JSON -----------------------------------------------------------------------------------------------------------
 */

static void
write_source (const SmtSource *source, SmtJsonWriter *writer)
{
  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "voice", voices[source->voice]);
  smt_json_writer_member (writer, "origin", origins[source->origin]);
  smt_json_writer_member (writer, "raw", source->raw);
  smt_json_writer_member (writer, "state", states[source->reading->state]);
  if (source->defects != 0)
    {
      smt_json_writer_key (writer, "defects");
      smt_json_writer_int (writer, source->defects);
    }
  smt_json_writer_key (writer, "rhythms");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < source->reading->rhythms->len; i++)
    smt_rhythm_write_json (g_ptr_array_index (source->reading->rhythms, i), writer);
  smt_json_writer_end_array (writer);
  smt_json_writer_end_object (writer);
}

static void
write_word (SmtJsonWriter *writer, const char *key, const char *word)
{
  if (word != NULL)
    smt_json_writer_member (writer, key, word);
}

/** smt_evidence_write_json: @evidence as one JSON object that smt_evidence_read_json() reads back to an equal one */
void
smt_evidence_write_json (const SmtEvidence *evidence, SmtJsonWriter *writer)
{
  g_return_if_fail (evidence != NULL && writer != NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_key (writer, "sources");
  smt_json_writer_begin_array (writer);
  for (guint i = 0; i < evidence->sources->len; i++)
    write_source (g_ptr_array_index (evidence->sources, i), writer);
  smt_json_writer_end_array (writer);
  write_word (writer, "row", evidence->row);
  write_word (writer, "nb", evidence->nb);
  write_word (writer, "nn", evidence->nn);
  write_word (writer, "en", evidence->en);
  write_word (writer, "field", evidence->field);
  write_word (writer, "text", evidence->text);
  write_word (writer, "product", evidence->product);
  write_word (writer, "prescription", evidence->prescription);
  write_word (writer, "prescriber", evidence->prescriber);
  smt_json_write_date (writer, "written", evidence->written);
  smt_json_writer_end_object (writer);
}

static int
find_word (SmtJsonCursor word, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (smt_json_string_equals (word, words[i]))
      return (int)i;
  return -1;
}

/* (nullable): NULL where the rhythms are not what the state says, or cannot be read whole */
static SmtReading *
read_reading (SmtJsonCursor object, SmtReadingState state)
{
  g_autoptr (SmtReading) reading = smt_reading_new (state);
  SmtJsonIter iter;
  SmtJsonCursor element;

  smt_json_iter_init (&iter, smt_json_member (object, "rhythms"));
  while (smt_json_iter_next (&iter, NULL, &element))
    {
      SmtRhythm *rhythm = smt_rhythm_read_json (element);

      if (rhythm == NULL)
        return NULL;
      g_ptr_array_add (reading->rhythms, rhythm);
    }
  if ((state == SMT_READING_CLEAR) != (reading->rhythms->len == 1)
      || (state == SMT_READING_AMBIGUOUS) != (reading->rhythms->len > 1))
    return NULL;
  return g_steal_pointer (&reading);
}

static SmtSource *
read_source (SmtJsonCursor object)
{
  int voice = find_word (smt_json_member (object, "voice"), voices, G_N_ELEMENTS (voices));
  int origin = find_word (smt_json_member (object, "origin"), origins, G_N_ELEMENTS (origins));
  int state = find_word (smt_json_member (object, "state"), states, G_N_ELEMENTS (states));
  g_autofree char *raw = smt_json_dup_string (smt_json_member (object, "raw"));
  SmtReading *reading = state >= 0 ? read_reading (object, (SmtReadingState)state) : NULL;
  SmtSource *source;

  if (reading == NULL || voice < 0 || origin < 0 || raw == NULL)
    {
      g_clear_pointer (&reading, smt_reading_unref);
      return NULL;
    }
  source = smt_source_new ((SmtVoiceKind)voice, (SmtOrigin)origin, raw, reading);
  source->defects = (guint32)smt_json_get_int (smt_json_member (object, "defects"), 0);
  return source;
}

/**
 * smt_evidence_read_json:
 * @object: of smt_evidence_write_json()
 *
 * Returns: (transfer full) (nullable): the evidence; %NULL where @object is none, or one of its voices cannot be read:
 *   half of what was said would be shown as all of it
 */
SmtEvidence *
smt_evidence_read_json (SmtJsonCursor object)
{
  g_autoptr (SmtEvidence) evidence = evidence_new ();
  SmtJsonCursor sources = smt_json_member (object, "sources");
  SmtJsonIter iter;
  SmtJsonCursor element;

  if (smt_json_type (sources) != SMT_JSON_ARRAY)
    return NULL;
  smt_json_iter_init (&iter, sources);
  while (smt_json_iter_next (&iter, NULL, &element))
    {
      SmtSource *source = read_source (element);

      if (source == NULL)
        return NULL;
      g_ptr_array_add (evidence->sources, source);
    }
  evidence->row = smt_json_dup_string (smt_json_member (object, "row"));
  evidence->nb = smt_json_dup_string (smt_json_member (object, "nb"));
  evidence->nn = smt_json_dup_string (smt_json_member (object, "nn"));
  evidence->en = smt_json_dup_string (smt_json_member (object, "en"));
  evidence->field = smt_json_dup_string (smt_json_member (object, "field"));
  evidence->text = smt_json_dup_string (smt_json_member (object, "text"));
  evidence->product = smt_json_dup_string (smt_json_member (object, "product"));
  evidence->prescription = smt_json_dup_string (smt_json_member (object, "prescription"));
  evidence->prescriber = smt_json_dup_string (smt_json_member (object, "prescriber"));
  evidence->written = smt_json_get_date (smt_json_member (object, "written"));
  return g_steal_pointer (&evidence);
}
