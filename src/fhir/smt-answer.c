/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-answer.h"

#include "base/smt-text.h"
#include "fhir/smt-decode-private.h"

/* clang-format off */
G_DEFINE_QUARK (smt-fhir-error-quark, smt_fhir_error)
/* clang-format on */

/* Room made for the resources of an answer at once; more are no fault. */
#define USUAL_RESOURCES 64

/* Texts that are needed while an answer is read are put into pieces of so many bytes. */
#define TEXT_BYTES 8192

struct _SmtAnswer
{
  SmtJson *json;
  gboolean json_is_borrowed; /* it is the memory's */
  SmtJsonCursor bundle;
  SmtList *list;
  GArray *found;            /* of SmtFound, by entry index */
  GHashTable *entries;      /* treatment key (borrowed from the list) → one more than the index of the head's entry */
  GHashTable *links;        /* ReseptId → the same of the link's entry; empty when only findings are asked for */
  GPtrArray *keys_of_entry; /* by entry index; NULL or a treatment key borrowed from the list */
  gatomicrefcount ref_count;
};

/* --- the document ------------------------------------------------------------------------------------------------- */

/* The parameter of that name; nowhere in a bare Bundle. */
SmtJsonCursor
_smt_decoder_parameter (const SmtDecoder *decoder, const char *name)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, decoder->parameters);
  while (smt_json_iter_next (&iter, NULL, &parameter))
    if (smt_json_string_equals (smt_json_member (parameter, "name"), name))
      return parameter;
  return SMT_JSON_NOWHERE;
}

/* The section of that code; nowhere when the Composition has none. */
SmtJsonCursor
_smt_decoder_section (const SmtDecoder *decoder, const char *code)
{
  SmtJsonIter iter;
  SmtJsonCursor section;

  smt_json_iter_init (&iter, smt_json_member (decoder->composition, "section"));
  while (smt_json_iter_next (&iter, NULL, &section))
    {
      SmtJsonCursor coding = _smt_fhir_first_coding (smt_json_member (section, "code"));
      if (smt_json_string_equals (smt_json_member (coding, "code"), code))
        return section;
    }
  return SMT_JSON_NOWHERE;
}

static void
check_sections (SmtDecoder *decoder)
{
  static const char *const known[] = { SMT_SECTION_MEDICATION, SMT_SECTION_PLL_INFO, SMT_SECTION_ALLERGIES,
                                       SMT_SECTION_DISPENSE, SMT_SECTION_OTHER };
  SmtJsonIter iter;
  SmtJsonCursor section;

  for (guint i = 0; i < G_N_ELEMENTS (known) && !decoder->is_sfm; i++)
    decoder->is_sfm = smt_json_exists (_smt_decoder_section (decoder, known[i]));
  smt_json_iter_init (&iter, smt_json_member (decoder->composition, "section"));
  while (decoder->is_sfm && smt_json_iter_next (&iter, NULL, &section))
    {
      SmtJsonCursor code = smt_json_member (_smt_fhir_first_coding (smt_json_member (section, "code")), "code");
      gboolean found = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (known) && !found; i++)
        found = smt_json_string_equals (code, known[i]);
      if (!found)
        _smt_decoder_say_unread_code (decoder, "Composition.section", code);
    }
}

/* --- treatments --------------------------------------------------------------------------------------------------- */

/* Which treatment a link belongs to, and where it stands. One that is also a head of its own leads to its own row. */
static void
map_links (SmtAnswer *answer, const char *key, const GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    {
      const SmtNode *link = g_ptr_array_index (chain, i);
      if (i == 0 || g_ptr_array_index (answer->keys_of_entry, link->index) == NULL)
        g_ptr_array_index (answer->keys_of_entry, link->index) = (char *)key;
      if (link->prescription_id != NULL && !g_hash_table_contains (answer->links, link->prescription_id))
        g_hash_table_insert (answer->links, g_strdup (link->prescription_id), GUINT_TO_POINTER (link->index + 1));
    }
}

static gboolean
add_treatment (SmtAnswer *answer, SmtDecoder *decoder, SmtNode *head, GPtrArray *chain, GError **error)
{
  SmtTreatment *treatment;

  if (!_smt_decoder_walk_chain (decoder, head, chain, error))
    return FALSE;
  treatment = _smt_decode_treatment (decoder, chain);
  if (g_str_has_prefix (treatment->key, "res:") && g_hash_table_contains (answer->entries, treatment->key))
    {
      /* ids of plain resources are only their own type's, and may be missing */
      char *key = g_strdup_printf ("%s#%u", treatment->key, head->index);
      g_free (treatment->key);
      treatment->key = key;
    }
  g_ptr_array_add (answer->list->treatments, treatment);
  head->treatment = treatment;
  if (!g_hash_table_insert (answer->entries, treatment->key, GUINT_TO_POINTER (head->index + 1)))
    {
      g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "entry %u: the same prescription twice",
                   head->index);
      return FALSE;
    }
  if (!decoder->findings_only)
    map_links (answer, treatment->key, chain);
  return TRUE;
}

/* Every statement ends up in a treatment: heads first, in document order; what no head reaches is either a head that
 * the section forgot, or bites its tail. */
static gboolean
add_treatments (SmtAnswer *answer, SmtDecoder *decoder, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      if (!node->is_statement || node->has_newer)
        continue;
      if (!node->listed && decoder->is_sfm)
        _smt_decoder_say_unread (decoder, "MedicationStatement: not listed by sectionMedication");
      if (!add_treatment (answer, decoder, node, chain, error))
        return FALSE;
    }
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      if (node->is_statement && !node->visited)
        {
          g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "entry %u: a chain that bites its tail", i);
          return FALSE;
        }
    }
  return TRUE;
}

/* A Medication belongs to the row that uses it, so that an error that points at it leads there; the first row wins. */
static void
map_medications (SmtAnswer *answer, SmtDecoder *decoder)
{
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      SmtNode *medication;
      if (!node->is_statement)
        continue;
      medication = _smt_decoder_resolve (decoder, node->parts->members.medication_reference);
      if (medication != NULL && g_ptr_array_index (answer->keys_of_entry, medication->index) == NULL)
        g_ptr_array_index (answer->keys_of_entry, medication->index) = g_ptr_array_index (answer->keys_of_entry, i);
    }
}

static gboolean
decode (SmtAnswer *answer, SmtDecoder *decoder, GError **error)
{
  if (!_smt_decoder_find_resources (decoder, smt_json_root (answer->json), error)
      || !_smt_decoder_read_entries (decoder, error) || !_smt_decoder_find_chains (decoder, error))
    return FALSE;

  answer->bundle = decoder->bundle;
  answer->found = g_array_ref (decoder->found);
  g_ptr_array_set_size (answer->keys_of_entry, (int)decoder->nodes->len);
  answer->list->lookup_id =
      _smt_fhir_dup_text (smt_json_member (smt_json_member (decoder->composition, "identifier"), "value"));
  answer->list->written = _smt_fhir_date (smt_json_member (decoder->composition, "date"));
  if (!smt_date_is_set (answer->list->written))
    answer->list->written = _smt_fhir_date (smt_json_member (decoder->bundle, "timestamp"));
  check_sections (decoder);
  if (!decoder->findings_only)
    _smt_decoder_check_types (decoder);
  _smt_decode_file_dispenses (decoder);
  if (!add_treatments (answer, decoder, error))
    return FALSE;
  if (!decoder->findings_only)
    {
      map_medications (answer, decoder);
      _smt_decode_patient (decoder);
    }
  _smt_decode_pll_info (decoder);
  _smt_decode_results (decoder);
  _smt_decode_reactions (decoder);
  if (!decoder->findings_only)
    _smt_decode_others (decoder);
  if (answer->list->unread->len > 0)
    answer->list->restrictions |= SMT_RESTRICTION_NOT_UNDERSTOOD;
  return TRUE;
}

static void
free_original (gpointer data)
{
  smt_m1_dosing_free (data);
}

static SmtAnswer *
new_answer (SmtJson *json)
{
  SmtAnswer *answer = g_new0 (SmtAnswer, 1);

  g_atomic_ref_count_init (&answer->ref_count);
  answer->json = json;
  answer->list = smt_list_new ();
  answer->entries = g_hash_table_new (smt_text_hash, g_str_equal);
  answer->links = g_hash_table_new_full (smt_text_hash, g_str_equal, g_free, NULL);
  answer->keys_of_entry = g_ptr_array_new ();
  return answer;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_answer_read:
 * @bytes: the answer of $getMedication, or a document Bundle by itself
 * @today: the day to judge planned stops and ended courses by
 * @error: return location for an error of %SMT_FHIR_ERROR
 *
 * smt_answer_read_with() for Norwegian texts and without a catalogue.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL on error
 */
SmtAnswer *
smt_answer_read (GBytes *bytes, SmtDate today, GError **error)
{
  const SmtReadOptions options = { .today = today };

  return smt_answer_read_with (bytes, &options, error);
}

static void
decoder_init (SmtDecoder *decoder, SmtList *list, const SmtReadOptions *options)
{
  *decoder = (SmtDecoder){ .list = list, .today = options->today };
  decoder->memory = options->memory;
  decoder->findings_only = options->findings_only;
  decoder->languages = options->languages != 0 ? (SmtLanguage)options->languages : SMT_LANGUAGE_NB | SMT_LANGUAGE_NN;
  decoder->found = g_array_sized_new (FALSE, FALSE, sizeof (SmtFound), USUAL_RESOURCES);
  decoder->by_reference = g_hash_table_new (smt_text_hash, g_str_equal);
  decoder->by_prescription = g_hash_table_new (smt_text_hash, g_str_equal);
  decoder->originals = g_hash_table_new_full (NULL, NULL, NULL, free_original);
  decoder->path = g_ptr_array_new ();
  decoder->texts = g_string_chunk_new (TEXT_BYTES);
  decoder->said = g_hash_table_new (smt_text_hash, g_str_equal);
}

static void
decoder_clear (SmtDecoder *decoder)
{
  g_array_unref (decoder->found);
  g_hash_table_unref (decoder->said);
  g_hash_table_unref (decoder->originals);
  g_hash_table_unref (decoder->by_prescription);
  g_hash_table_unref (decoder->by_reference);
  g_clear_pointer (&decoder->by_relative, g_hash_table_unref);
  _smt_decoder_free_nodes (decoder);
  g_ptr_array_unref (decoder->path);
  g_string_chunk_free (decoder->texts);
}

/**
 * smt_answer_read_with:
 * @bytes: the answer of $getMedication, or plain FHIR R4: a Bundle of any type, Parameters that wrap resources, or one
 *   MedicationRequest, MedicationStatement or MedicationDispense
 * @options: the day, the languages of dosing texts, and the catalogue
 * @error: return location for an error of %SMT_FHIR_ERROR
 *
 * Reads today's spelling and that of 2021 (SFM Basis API, versions of 2021 to 2025). Nothing is dropped: what is not
 * understood stays in the bytes and is named in the list's unread. What contradicts itself so that no list can be
 * shown from it is an error: a PLL id twice, a listed medicine that is missing, a chain that bites its tail.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL on error
 */
SmtAnswer *
smt_answer_read_with (GBytes *bytes, const SmtReadOptions *options, GError **error)
{
  g_autoptr (GError) json_error = NULL;
  g_autoptr (SmtAnswer) answer = NULL;
  SmtDecoder decoder;
  SmtJsonReader *reader;
  SmtJson *json;
  gboolean read;

  g_return_val_if_fail (bytes != NULL && options != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  reader = _smt_read_memory_json_reader (options->memory);
  json = reader != NULL ? (SmtJson *)smt_json_reader_read (reader, bytes, NULL, &json_error)
                        : smt_json_read (bytes, &json_error);
  if (json == NULL)
    {
      g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_JSON, "not JSON: %s", json_error->message);
      return NULL;
    }
  answer = new_answer (json);
  answer->json_is_borrowed = reader != NULL;
  if (options->catalogue != NULL)
    answer->list->catalogue = smt_catalogue_ref (options->catalogue);
  decoder_init (&decoder, answer->list, options);
  read = decode (answer, &decoder, error);
  decoder_clear (&decoder);
  return read ? g_steal_pointer (&answer) : NULL;
}

/**
 * smt_answer_ref:
 * @answer: an answer
 *
 * Returns: (transfer full): the same answer
 */
SmtAnswer *
smt_answer_ref (SmtAnswer *answer)
{
  g_return_val_if_fail (answer != NULL, NULL);

  g_atomic_ref_count_inc (&answer->ref_count);
  return answer;
}

/**
 * smt_answer_unref:
 * @answer: (transfer full): an answer
 */
void
smt_answer_unref (SmtAnswer *answer)
{
  g_return_if_fail (answer != NULL);

  if (!g_atomic_ref_count_dec (&answer->ref_count))
    return;
  g_hash_table_unref (answer->entries);
  g_hash_table_unref (answer->links);
  g_ptr_array_unref (answer->keys_of_entry);
  g_clear_pointer (&answer->found, g_array_unref);
  smt_list_unref (answer->list);
  if (!answer->json_is_borrowed)
    smt_json_unref (answer->json);
  g_free (answer);
}

/**
 * smt_answer_get_list:
 * @answer: an answer
 *
 * Returns: (transfer none): the list it holds
 */
const SmtList *
smt_answer_get_list (const SmtAnswer *answer)
{
  g_return_val_if_fail (answer != NULL, NULL);

  return answer->list;
}

/**
 * smt_answer_get_json:
 * @answer: an answer
 *
 * Returns: (transfer none): the document, with the very bytes that came
 */
SmtJson *
smt_answer_get_json (const SmtAnswer *answer)
{
  g_return_val_if_fail (answer != NULL, NULL);

  return answer->json;
}

/**
 * smt_answer_get_bundle:
 * @answer: an answer
 *
 * Returns: the Bundle in the document
 */
SmtJsonCursor
smt_answer_get_bundle (const SmtAnswer *answer)
{
  g_return_val_if_fail (answer != NULL, SMT_JSON_NOWHERE);

  return answer->bundle;
}

/* @place: one more than an index; %NULL of what is not there. */
static SmtJsonCursor
entry_of (const SmtAnswer *answer, gconstpointer place)
{
  guint n = GPOINTER_TO_UINT (place);

  return n > 0 ? g_array_index (answer->found, SmtFound, n - 1).entry : SMT_JSON_NOWHERE;
}

/**
 * smt_answer_get_entry:
 * @answer: an answer
 * @key: key of a treatment
 *
 * Returns: the Bundle entry (fullUrl and resource) of the head of that treatment's chain; nowhere when there is none
 */
SmtJsonCursor
smt_answer_get_entry (const SmtAnswer *answer, const char *key)
{
  g_return_val_if_fail (answer != NULL, SMT_JSON_NOWHERE);
  g_return_val_if_fail (key != NULL, SMT_JSON_NOWHERE);

  return entry_of (answer, g_hash_table_lookup (answer->entries, key));
}

/**
 * smt_answer_get_link:
 * @answer: an answer
 * @prescription_id: a ReseptId, in any case
 *
 * Returns: the Bundle entry of that prescription, head or older; nowhere when there is none
 */
SmtJsonCursor
smt_answer_get_link (const SmtAnswer *answer, const char *prescription_id)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (answer != NULL, SMT_JSON_NOWHERE);
  g_return_val_if_fail (prescription_id != NULL, SMT_JSON_NOWHERE);

  lower = g_ascii_strdown (prescription_id, -1);
  return entry_of (answer, g_hash_table_lookup (answer->links, lower));
}

/**
 * smt_answer_key_of_entry:
 * @answer: an answer
 * @index: 0-based index into Bundle.entry
 *
 * Returns: (transfer none) (nullable): key of the treatment that entry belongs to: as head, as older link, or as the
 *   product it is about; %NULL when it belongs to none
 */
const char *
smt_answer_key_of_entry (const SmtAnswer *answer, guint index)
{
  g_return_val_if_fail (answer != NULL, NULL);

  return index < answer->keys_of_entry->len ? g_ptr_array_index (answer->keys_of_entry, index) : NULL;
}
