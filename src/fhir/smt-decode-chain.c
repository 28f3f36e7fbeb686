/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#include <string.h>

/* Forks share their past, so that links can be more than entries; an answer with more than this is not one of SFM's. */
#define MAX_LINKS_PER_ENTRY 8

/* --- entries ------------------------------------------------------------------------------------------------------ */

static const char *const known_resources[] = {
  "Composition",
  "Patient",
  "Person",
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "Medication",
  "MedicationStatement",
  "MedicationRequest",
  "MedicationDispense",
  "Substance",
  "Basic",
  "AllergyIntolerance",
  "Binary",
  NULL,
};

/* What other Bundles hold besides: none of it says a dose. */
static const char *const resources_without_dose[] = {
  "CarePlan",          "CareTeam",  "Condition",    "Coverage",      "Device",   "DiagnosticReport",
  "DocumentReference", "Encounter", "Immunization", "List",          "Location", "Observation",
  "OperationOutcome",  "Procedure", "Provenance",   "RelatedPerson", "Specimen", NULL,
};

static void
clear_node (gpointer data)
{
  SmtNode *node = data;

  g_free (node->human_name);
  g_clear_pointer (&node->product, smt_product_unref);
  g_clear_pointer (&node->older, g_array_unref);
  g_clear_pointer (&node->dispenses, g_array_unref);
}

/* Frees all nodes, whose first is the piece that they lie in. */
void
_smt_decoder_free_nodes (SmtDecoder *decoder)
{
  g_autofree SmtNode *first = NULL;

  if (decoder->nodes == NULL)
    return;
  first = decoder->nodes->len > 0 ? g_ptr_array_index (decoder->nodes, 0) : NULL;
  g_clear_pointer (&decoder->nodes, g_ptr_array_unref);
  g_clear_pointer (&decoder->parts, g_free);
}

/* One node for each resource that was found. */
static void
make_nodes (SmtDecoder *decoder)
{
  guint n = decoder->found->len;
  SmtNode *nodes = g_new0 (SmtNode, n);

  decoder->parts = g_new (SmtParts, n);
  decoder->nodes = g_ptr_array_new_full (n, clear_node);
  for (guint i = 0; i < n; i++)
    {
      const SmtFound *found = &g_array_index (decoder->found, SmtFound, i);
      nodes[i].entry = found->entry;
      nodes[i].resource = found->resource;
      nodes[i].index = i;
      g_ptr_array_add (decoder->nodes, &nodes[i]);
    }
}

/* A Bundle may hold several versions of one resource: a history does, and in any other each says which it is. */
static gboolean
are_versions (const SmtDecoder *decoder, const SmtNode *one, const SmtNode *other)
{
  g_autofree char *version = NULL;

  if (smt_json_string_equals (smt_json_member (decoder->bundle, "type"), "history"))
    return TRUE;
  version = smt_json_dup_string (smt_json_member (smt_json_member (one->resource, "meta"), "versionId"));
  SmtJsonCursor its_version = smt_json_member (smt_json_member (other->resource, "meta"), "versionId");
  return version != NULL && smt_json_exists (its_version) && !smt_json_string_equals (its_version, version);
}

static SmtInstant
last_updated (const SmtNode *node)
{
  return _smt_fhir_instant (smt_json_member (smt_json_member (node->resource, "meta"), "lastUpdated"));
}

/* The version that counts is the newest; of those that do not say when they were made, the one that stands first, as a
 * history has them. The others are no treatments. Returns FALSE when another entry has the same fullUrl and is no other
 * version of it, for then nobody can tell which one a reference means. */
static gboolean
register_url (SmtDecoder *decoder, SmtNode *node)
{
  const char *full_url = _smt_decoder_lower_text (decoder, smt_json_member (node->entry, "fullUrl"));
  SmtNode *other = full_url != NULL ? g_hash_table_lookup (decoder->by_reference, full_url) : NULL;

  if (full_url == NULL)
    return TRUE;
  if (other != NULL && !are_versions (decoder, node, other))
    return FALSE;
  if (other != NULL && last_updated (node) <= last_updated (other))
    {
      node->superseded = TRUE;
      return TRUE;
    }
  if (other != NULL)
    other->superseded = TRUE;
  g_hash_table_insert (decoder->by_reference, (char *)full_url, node);
  return TRUE;
}

/* References are "urn:uuid:…" in SFM's answers; "Type/id" is what plain FHIR servers write. */
static GHashTable *
index_relatives (const SmtDecoder *decoder)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      g_autofree char *type = smt_json_dup_string (node->type);
      g_autofree char *id = smt_json_dup_string (smt_json_member (node->resource, "id"));
      g_autofree char *both = type != NULL && id != NULL ? g_strconcat (type, "/", id, NULL) : NULL;
      char *key;
      if (both == NULL)
        continue;
      key = g_ascii_strdown (both, -1);
      if (g_hash_table_contains (index, key))
        g_free (key);
      else
        g_hash_table_insert (index, key, node);
    }
  return index;
}

static void
read_statement_ids (SmtDecoder *decoder, SmtNode *node)
{
  static const char *const types[] = { SMT_ID_TYPE_ENTRY, SMT_ID_TYPE_PRESCRIPTION };
  SmtJsonCursor ids[G_N_ELEMENTS (types)];

  _smt_fhir_find_typed_identifiers (node->parts->members.identifier, types, G_N_ELEMENTS (types), ids);
  node->entry_id = _smt_decoder_lower_text (decoder, ids[0]);
  node->prescription_id = _smt_decoder_lower_text (decoder, ids[1]);
  if (node->prescription_id == NULL)
    return;
  if (g_hash_table_contains (decoder->by_prescription, node->prescription_id))
    _smt_decoder_say_unread (decoder, "MedicationStatement.identifier: the same ReseptId twice");
  else
    g_hash_table_insert (decoder->by_prescription, (char *)node->prescription_id, node);
}

static void
check_resource_type (SmtDecoder *decoder, SmtJsonCursor type)
{
  for (guint i = 0; known_resources[i] != NULL; i++)
    if (smt_json_string_equals (type, known_resources[i]))
      return;
  for (guint i = 0; resources_without_dose[i] != NULL && !decoder->is_sfm; i++)
    if (smt_json_string_equals (type, resources_without_dose[i]))
      return;
  _smt_decoder_say_unread_code (decoder, "Bundle.entry", type);
}

/* Says which resources nobody knows; that an answer is SFM's must be known by then. */
void
_smt_decoder_check_types (SmtDecoder *decoder)
{
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      const SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      check_resource_type (decoder, node->type);
    }
}

/* Finds the node that a Reference names; %NULL when the Bundle has no such entry. */
SmtNode *
_smt_decoder_resolve (SmtDecoder *decoder, SmtJsonCursor reference)
{
  char room[SMT_USUAL_REFERENCE];
  const char *key = _smt_decoder_reference (decoder, reference, room);
  const char *version = key != NULL ? strstr (key, "/_history/") : NULL;
  SmtNode *node;

  if (key == NULL)
    return NULL;
  if (version != NULL) /* the Bundle holds one, whichever it is */
    key = g_string_chunk_insert_len (decoder->texts, key, version - key);
  node = g_hash_table_lookup (decoder->by_reference, key);
  if (node != NULL || strchr (key, '/') == NULL)
    return node;
  if (decoder->by_relative == NULL)
    decoder->by_relative = index_relatives (decoder);
  return g_hash_table_lookup (decoder->by_relative, key);
}

static void
read_statement (SmtDecoder *decoder, SmtNode *node)
{
  _smt_decoder_read_parts (decoder, node);
  node->is_statement = _smt_decoder_is_treatment (decoder, node);
  if (node->is_statement)
    read_statement_ids (decoder, node);
}

/* What a List of plain FHIR took off is no treatment any more, and is named. */
static void
leave_out_deleted (SmtDecoder *decoder)
{
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      const SmtNode *list = g_ptr_array_index (decoder->nodes, i);
      SmtJsonIter iter;
      SmtJsonCursor entry;
      if (!smt_json_string_equals (list->type, "List"))
        continue;
      smt_json_iter_init (&iter, smt_json_member (list->resource, "entry"));
      while (smt_json_iter_next (&iter, NULL, &entry))
        {
          SmtNode *node = _smt_fhir_is_true (smt_json_member (entry, "deleted"))
                              ? _smt_decoder_resolve (decoder, smt_json_member (entry, "item"))
                              : NULL;
          if (node == NULL || !node->is_statement)
            continue;
          node->is_statement = FALSE;
          _smt_decoder_say_unread (decoder, "List.entry.deleted");
        }
    }
}

/* Reads what the chains are made of. Without a treatment there is nothing to find, and what was not understood is all
 * that can be said. */
gboolean
_smt_decoder_read_entries (SmtDecoder *decoder, GError **error)
{
  gboolean has_treatments = FALSE;

  make_nodes (decoder);
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      node->type = smt_json_member (node->resource, "resourceType");
      if (!register_url (decoder, node))
        {
          g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "entry %u: fullUrl occurs twice",
                       node->index);
          return FALSE;
        }
      if (smt_json_string_equals (node->type, "MedicationStatement")
          || smt_json_string_equals (node->type, "MedicationRequest"))
        read_statement (decoder, node);
      else if (smt_json_string_equals (node->type, "Composition") && !smt_json_exists (decoder->composition))
        decoder->composition = node->resource;
    }
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      node->is_statement &= !node->superseded;
      has_treatments |= node->is_statement;
    }
  leave_out_deleted (decoder);
  decoder->findings_only &= has_treatments;
  return TRUE;
}

/* --- chains ------------------------------------------------------------------------------------------------------- */

/* Marks the heads: what sectionMedication lists. A reference to nothing there is a medicine that is missing from the
 * answer, and a list that lacks one must not be shown as the list. */
static gboolean
mark_listed (SmtDecoder *decoder, GError **error)
{
  SmtJsonCursor section = _smt_decoder_section (decoder, SMT_SECTION_MEDICATION);
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, smt_json_member (section, "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtNode *node = _smt_decoder_resolve (decoder, reference);
      if (node == NULL)
        {
          g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT,
                               "sectionMedication names a resource that the Bundle does not hold");
          return FALSE;
        }
      if (node->is_statement)
        node->listed = TRUE;
      else
        _smt_decoder_say_unread_code (decoder, "sectionMedication", node->type);
    }
  return TRUE;
}

static gboolean
holds (const GArray *indices, guint index)
{
  for (guint i = 0; i < indices->len; i++)
    if (g_array_index (indices, guint, i) == index)
      return TRUE;
  return FALSE;
}

/* Over for good: completed or recalled, and without a line on the list. */
static gboolean
is_history (const SmtNode *node)
{
  SmtJsonCursor status = _smt_fhir_extension_value (node->parts->amendment.rf_status, "status", "valueCodeableConcept");
  SmtJsonCursor code = smt_json_member (_smt_fhir_first_coding (status), "code");

  return node->entry_id == NULL
         && (smt_json_string_equals (code, "T") || smt_json_string_equals (node->parts->members.status, "completed"));
}

/* A listed statement is a head and shown by itself, also when another one follows on it, unless it is history that the
 * section should not have listed. */
static void
link_nodes (SmtDecoder *decoder, SmtNode *newer, SmtNode *older)
{
  gboolean stays_head = older->listed && older != newer && !is_history (older);

  if (stays_head)
    _smt_decoder_say_unread (decoder, "MedicationStatement.basedOn: a head of a chain is also an older link");
  if (newer->older == NULL)
    newer->older = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!holds (newer->older, older->index))
    g_array_append_val (newer->older, older->index);
  older->has_newer |= !stays_head;
}

/* A statement follows on a statement, a request on a request; what is taken on a request (plain FHIR) is another thing.
 */
static gboolean
is_of_one_kind (const SmtNode *a, const SmtNode *b)
{
  g_autofree char *type = smt_json_dup_string (a->type);

  return smt_json_string_equals (b->type, type);
}

static void
follow_references (SmtDecoder *decoder, SmtNode *node, const char *member, SmtJsonCursor references, gboolean to_older)
{
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, references);
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtNode *other = _smt_decoder_resolve (decoder, reference);
      if (other == NULL)
        _smt_decoder_say_unread (decoder, "MedicationStatement.%s: the Bundle does not hold it", member);
      else if (!other->is_statement)
        _smt_decoder_say_unread (decoder, "MedicationStatement.%s: not a MedicationStatement", member);
      else if (is_of_one_kind (node, other))
        link_nodes (decoder, to_older ? node : other, to_older ? other : node);
    }
}

/* A request in plain FHIR names the one it replaces. */
static void
follow_prior (SmtDecoder *decoder, SmtNode *node)
{
  SmtNode *older = _smt_decoder_resolve (decoder, node->parts->members.prior_prescription);

  if (older != NULL && older->is_statement && is_of_one_kind (node, older))
    link_nodes (decoder, node, older);
}

/* recallinfo.recallId names the prescription that replaced this one; when the Bundle does not hold that, this is an
 * orphan of a renewal and stands by itself (docs/fhir.md). */
static void
follow_recall (SmtDecoder *decoder, SmtNode *node)
{
  SmtJsonCursor recall = node->parts->amendment.recall;
  const char *key = _smt_decoder_lower_text (decoder, _smt_fhir_extension_value (recall, "recallId", "valueString"));
  SmtNode *newer = key != NULL ? g_hash_table_lookup (decoder->by_prescription, key) : NULL;

  if (newer != NULL && !node->has_newer && !node->listed)
    link_nodes (decoder, newer, node);
}

static gboolean
check_entry_ids (SmtDecoder *decoder, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      if (node->entry_id == NULL || (!node->listed && node->has_newer))
        continue;
      if (!g_hash_table_add (seen, (char *)node->entry_id))
        {
          g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "entry %u: the same PLL id twice", i);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
_smt_decoder_find_chains (SmtDecoder *decoder, GError **error)
{
  if (!mark_listed (decoder, error))
    return FALSE;

  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      if (!node->is_statement)
        continue;
      follow_references (decoder, node, "basedOn", node->parts->members.based_on, TRUE);
      follow_references (decoder, node, "partOf", node->parts->members.part_of, FALSE);
      follow_prior (decoder, node);
    }
  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      if (node->is_statement)
        follow_recall (decoder, node);
    }
  return check_entry_ids (decoder, error);
}

static gboolean
enter_node (SmtDecoder *decoder, SmtNode *node, guint stamp, GPtrArray *path, GPtrArray *chain, GError **error)
{
  if (node->on_path || ++decoder->n_links > MAX_LINKS_PER_ENTRY * decoder->nodes->len)
    {
      g_set_error (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_INCONSISTENT, "entry %u: a chain that bites its tail",
                   node->index);
      return FALSE;
    }
  if (node->stamp == stamp)
    return TRUE;

  node->visited = TRUE;
  node->on_path = TRUE;
  node->stamp = stamp;
  node->next_older = 0;
  g_ptr_array_add (path, node);
  g_ptr_array_add (chain, node);
  return TRUE;
}

/* Fills @chain with @head and all it replaces, newest first. Without recursion, for a chain may have any length. */
gboolean
_smt_decoder_walk_chain (SmtDecoder *decoder, SmtNode *head, GPtrArray *chain, GError **error)
{
  GPtrArray *path = decoder->path;
  guint stamp = head->index + 1;

  g_ptr_array_set_size (path, 0);
  g_ptr_array_set_size (chain, 0);
  if (!enter_node (decoder, head, stamp, path, chain, error))
    return FALSE;
  while (path->len > 0)
    {
      SmtNode *node = g_ptr_array_index (path, path->len - 1);
      SmtNode *older;
      if (node->older == NULL || node->next_older == node->older->len)
        {
          node->on_path = FALSE;
          g_ptr_array_set_size (path, (int)path->len - 1);
          continue;
        }
      older = g_ptr_array_index (decoder->nodes, g_array_index (node->older, guint, node->next_older++));
      if (!enter_node (decoder, older, stamp, path, chain, error))
        return FALSE;
    }
  return TRUE;
}
