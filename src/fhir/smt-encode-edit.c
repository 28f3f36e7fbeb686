/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-encode-private.h"

#include "base/smt-text.h"

/* Begins the editing of an entry that holds a statement of a prescription or list entry. */
gboolean
_smt_edit_init (SmtEdit *edit, SmtEncoder *encoder, SmtJsonSplice *splice, SmtJsonCursor entry, GError **error)
{
  *edit = (SmtEdit){ encoder, splice, entry, smt_json_member (entry, "resource"), SMT_JSON_NOWHERE };
  edit->amendment = _smt_fhir_extension (edit->resource, SMT_EXT_AMENDMENT);
  if (smt_json_type (smt_json_member (edit->amendment, "extension")) == SMT_JSON_ARRAY
      && smt_json_type (smt_json_member (edit->resource, "extension")) == SMT_JSON_ARRAY)
    return TRUE;
  g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, "a statement without sfm-reseptamendment");
  return FALSE;
}

/* --- extensions --------------------------------------------------------------------------------------------------- */

static void
append_to_member (SmtEdit *edit, SmtJsonCursor element, const char *member, const char *json)
{
  SmtJsonCursor array = smt_json_member (element, member);
  g_autofree char *whole = NULL;

  if (smt_json_exists (array))
    {
      smt_json_splice_append (edit->splice, array, json);
      return;
    }
  whole = g_strdup_printf ("[%s]", json);
  smt_json_splice_set_member (edit->splice, element, member, whole);
}

/* Puts @json in the place of the first extension of that url in @element, takes further ones away, or adds it. */
void
_smt_edit_set_extension (SmtEdit *edit, SmtJsonCursor element, const char *url, const char *json)
{
  SmtJsonCursor array = smt_json_member (element, "extension");
  gboolean placed = FALSE;
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, array);
  while (_smt_fhir_next_extension (&iter, url, &extension))
    {
      if (placed)
        smt_json_splice_remove_element (edit->splice, array, extension);
      else
        smt_json_splice_replace (edit->splice, extension, json);
      placed = TRUE;
    }
  if (!placed)
    append_to_member (edit, element, "extension", json);
}

void
_smt_edit_remove_extension (SmtEdit *edit, SmtJsonCursor element, const char *url)
{
  SmtJsonCursor array = smt_json_member (element, "extension");
  SmtJsonIter iter;
  SmtJsonCursor extension;

  smt_json_iter_init (&iter, array);
  while (_smt_fhir_next_extension (&iter, url, &extension))
    smt_json_splice_remove_element (edit->splice, array, extension);
}

/* --- identifiers -------------------------------------------------------------------------------------------------- */

static SmtJsonCursor
find_identifier (SmtEdit *edit, const char *type)
{
  SmtJsonIter iter;
  SmtJsonCursor identifier;

  smt_json_iter_init (&iter, smt_json_member (edit->resource, "identifier"));
  while (smt_json_iter_next (&iter, NULL, &identifier))
    {
      g_autofree char *own = smt_json_dup_string (smt_json_member (smt_json_member (identifier, "type"), "text"));
      if (own != NULL && smt_text_equal_ascii_case (own, type))
        return identifier;
    }
  return SMT_JSON_NOWHERE;
}

void
_smt_edit_set_identifier (SmtEdit *edit, const char *type, const char *value)
{
  SmtJsonCursor identifier = find_identifier (edit, type);
  g_autofree char *json =
      smt_json_exists (identifier) ? _smt_json_of_string (value) : _smt_json_of_identifier (type, value);

  if (smt_json_exists (identifier))
    smt_json_splice_set_member (edit->splice, identifier, "value", json);
  else
    append_to_member (edit, edit->resource, "identifier", json);
}

void
_smt_edit_remove_identifier (SmtEdit *edit, const char *type)
{
  SmtJsonCursor identifier = find_identifier (edit, type);

  if (smt_json_exists (identifier))
    smt_json_splice_remove_element (edit->splice, smt_json_member (edit->resource, "identifier"), identifier);
}

/* --- who and when ------------------------------------------------------------------------------------------------- */

/* The signer in that role (1 Forskrevet av, 3 Seponert av), in the place of whoever had it. */
void
_smt_edit_set_reg_info (SmtEdit *edit, const char *role, const char *role_display)
{
  g_autofree char *json = _smt_json_of_reg_info (role, role_display, edit->encoder->signer, edit->encoder->now);
  SmtJsonCursor array = smt_json_member (edit->resource, "extension");
  gboolean placed = FALSE;
  SmtJsonIter iter;
  SmtJsonCursor reg_info;

  smt_json_iter_init (&iter, array);
  while (_smt_fhir_next_extension (&iter, SMT_EXT_REG_INFO, &reg_info))
    {
      g_autofree char *type = _smt_fhir_dup_code (_smt_fhir_extension_value (reg_info, "type", "valueCodeableConcept"));
      if (g_strcmp0 (type, role) != 0)
        continue;
      if (placed)
        smt_json_splice_remove_element (edit->splice, array, reg_info);
      else
        smt_json_splice_replace (edit->splice, reg_info, json);
      placed = TRUE;
    }
  if (!placed)
    smt_json_splice_append (edit->splice, array, json);
}

void
_smt_edit_remove_reg_info (SmtEdit *edit, const char *role)
{
  SmtJsonCursor array = smt_json_member (edit->resource, "extension");
  SmtJsonIter iter;
  SmtJsonCursor reg_info;

  smt_json_iter_init (&iter, array);
  while (_smt_fhir_next_extension (&iter, SMT_EXT_REG_INFO, &reg_info))
    {
      g_autofree char *type = _smt_fhir_dup_code (_smt_fhir_extension_value (reg_info, "type", "valueCodeableConcept"));
      if (g_strcmp0 (type, role) == 0)
        smt_json_splice_remove_element (edit->splice, array, reg_info);
    }
}

/* A changed resource keeps its id, loses its version and says when it was changed (docs/fhir.md). */
void
_smt_edit_touch_meta (SmtEdit *edit)
{
  SmtJsonCursor meta = smt_json_member (edit->resource, "meta");
  g_autofree char *now = _smt_json_of_string (edit->encoder->now);
  g_autofree char *whole = g_strdup_printf ("{\"lastUpdated\":%s}", now);

  if (!smt_json_exists (meta))
    {
      smt_json_splice_set_member (edit->splice, edit->resource, "meta", whole);
      return;
    }
  smt_json_splice_set_member (edit->splice, meta, "lastUpdated", now);
  smt_json_splice_remove_member (edit->splice, meta, "versionId");
}

/* The same, for a change of what the entry says: SistEndret too. */
void
_smt_edit_touch (SmtEdit *edit)
{
  g_autofree char *now = _smt_json_of_string (edit->encoder->now);
  g_autofree char *json = _smt_json_of_extension ("lastchanged", "valueDateTime", now);

  _smt_edit_touch_meta (edit);
  _smt_edit_set_extension (edit, edit->amendment, "lastchanged", json);
}

/* --- dose --------------------------------------------------------------------------------------------------------- */

/* What FEST says of the code, if anything, may not say otherwise. */
static gboolean
fest_agrees (const SmtCatalogue *catalogue, SmtJsonCursor concept, const SmtRhythm *rhythm)
{
  g_autofree char *code = catalogue != NULL ? _smt_fhir_dup_code (concept) : NULL;
  const SmtShortDose *dose = code != NULL ? smt_catalogue_find_short_dose (catalogue, code) : NULL;

  return dose == NULL || dose->rhythm == NULL
         || smt_rhythm_compare (dose->rhythm, rhythm, SMT_DATE_UNSET).flags == SMT_DIFFERENCE_NONE;
}

/* Does a short dose say exactly this rhythm? It names no unit and no dates. */
static gboolean
short_dosage_says (const SmtCatalogue *catalogue, SmtJsonCursor dosage, const SmtRhythm *rhythm)
{
  SmtJsonCursor concept = _smt_fhir_extension_value (dosage, SMT_EXT_SHORT_DOSAGE, "valueCodeableConcept");
  g_autofree char *display = _smt_fhir_dup_concept (concept);
  g_autoptr (SmtReading) reading = display != NULL ? smt_dosing_read (display, SMT_LANGUAGE_NB) : NULL;
  g_autoptr (SmtRhythm) bare = smt_rhythm_copy (rhythm);

  if (reading == NULL || reading->state != SMT_READING_CLEAR || !fest_agrees (catalogue, concept, rhythm))
    return FALSE;
  for (guint i = 0; i < bare->n_steps; i++)
    for (guint b = 0; b < bare->steps[i].n_beats; b++)
      smt_beat_set_unit (&bare->steps[i].beats[b], NULL);
  return smt_rhythm_equal (bare, smt_reading_get_rhythm (reading));
}

/* sfm-use 3 makes the field as needed, so that it is part of the dose: set when it must be, and lifted when the new
 * dose is a plan. Fast, Kur and Vaksine stay as they are. */
static void
set_use (SmtEdit *edit, SmtJsonCursor dosage, gboolean as_needed)
{
  g_autofree char *code = _smt_fhir_dup_code (_smt_fhir_extension_value (dosage, SMT_EXT_USE, "valueCodeableConcept"));
  gboolean was = g_strcmp0 (code, "3") == 0;
  g_autofree char *json = NULL;

  if (was == as_needed)
    return;
  json =
      _smt_json_of_code_extension (SMT_EXT_USE, SMT_LIST_USE, as_needed ? "3" : "1", as_needed ? "Ved behov" : "Fast");
  _smt_edit_set_extension (edit, dosage, SMT_EXT_USE, json);
}

static void
set_dosage (SmtEdit *edit, SmtJsonCursor dosage, const SmtRhythm *rhythm, const char *words)
{
  /* what plain FHIR would carry of the old dose; SFM has never sent it */
  static const char *const old_dose[] = {
    "timing",           "asNeededBoolean",          "asNeededCodeableConcept", "doseAndRate",
    "maxDosePerPeriod", "maxDosePerAdministration", "maxDosePerLifetime"
  };
  g_autofree char *json = _smt_json_of_string (words);

  smt_json_splice_set_member (edit->splice, dosage, "text", json);
  for (guint i = 0; i < G_N_ELEMENTS (old_dose); i++)
    smt_json_splice_remove_member (edit->splice, dosage, old_dose[i]);
  if (!short_dosage_says (edit->encoder->set->list->catalogue, dosage, rhythm))
    _smt_edit_remove_extension (edit, dosage, SMT_EXT_SHORT_DOSAGE);
  set_use (edit, dosage, rhythm->as_needed);
}

/* Every old ereseptdosing goes; the new ones come when the field can carry the rhythm, and else the text says it all.
 */
static void
set_field (SmtEdit *edit, const SmtRhythm *rhythm, SmtDate first_day)
{
  g_autoptr (SmtFieldPlan) plan = _smt_field_plan_new (rhythm, first_day);
  SmtJsonCursor array = smt_json_member (edit->amendment, "extension");

  _smt_edit_remove_extension (edit, edit->amendment, "ereseptdosing");
  for (guint i = 0; plan != NULL && i < plan->periods->len; i++)
    {
      g_autofree char *json = _smt_json_of_period (plan, &g_array_index (plan->periods, SmtFieldPeriod, i));
      smt_json_splice_append (edit->splice, array, json);
    }
}

/* dssn is the dose words and then the kept instructions, a line each (contract 3). */
static void
set_label (SmtEdit *edit, SmtJsonCursor dosage, const char *words)
{
  g_autofree char *instruction = _smt_fhir_dup_instruction (dosage);
  g_autofree char *label = g_strconcat (words, instruction != NULL ? "\n" : NULL, instruction, NULL);
  g_autofree char *json = _smt_json_of_text_extension ("dssn", label);

  _smt_edit_set_extension (edit, edit->amendment, "dssn", json);
}

/* Replaces the dose in every place that says it. */
gboolean
_smt_edit_set_dose (SmtEdit *edit, const SmtRhythm *rhythm, SmtDate first_day, GError **error)
{
  SmtJsonCursor dosages = smt_json_member (edit->resource, "dosage");
  SmtJsonCursor dosage = smt_json_element (dosages, 0);
  g_autofree char *words = smt_send_dose_text (rhythm);

  if (smt_json_length (dosages) != 1 || smt_json_type (dosage) != SMT_JSON_OBJECT)
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY,
                           "a statement with several dosages, or none");
      return FALSE;
    }
  if (words == NULL || *words == '\0')
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_CANNOT_CARRY, "a dose without words");
      return FALSE;
    }
  set_label (edit, dosage, words);
  set_dosage (edit, dosage, rhythm, words);
  set_field (edit, rhythm, first_day);
  smt_json_splice_remove_member (edit->splice, edit->resource, "text"); /* a narrative of the old dose */
  /* the original prescription says the old dose, and stays with the old one */
  smt_json_splice_remove_member (edit->splice, edit->resource, "derivedFrom");
  return TRUE;
}
