/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/* A Bundle in a Bundle is a batch of searches; deeper ones are no answer of anybody's. */
#define DEEPEST_BUNDLE 2

/* --- what is in it ------------------------------------------------------------------------------------------------ */

static gboolean
is_type (SmtJsonCursor resource, const char *type)
{
  return smt_json_string_equals (smt_json_member (resource, "resourceType"), type);
}

static gboolean
says_doses (SmtJsonCursor resource)
{
  return is_type (resource, "MedicationStatement") || is_type (resource, "MedicationRequest")
         || is_type (resource, "MedicationDispense");
}

static void
add_resource (SmtDecoder *decoder, SmtJsonCursor entry, SmtJsonCursor resource)
{
  const SmtFound found = { entry, resource };
  SmtJsonIter iter;
  SmtJsonCursor contained;

  g_array_append_val (decoder->found, found);
  if (!is_type (resource, "List"))
    return;
  /* a List may carry what it lists inside it */
  smt_json_iter_init (&iter, smt_json_member (resource, "contained"));
  while (smt_json_iter_next (&iter, NULL, &contained))
    {
      const SmtFound inside = { contained, contained };
      if (says_doses (contained))
        g_array_append_val (decoder->found, inside);
    }
}

static void
add_entries (SmtDecoder *decoder, SmtJsonCursor bundle, guint depth)
{
  SmtJsonIter iter;
  SmtJsonCursor entry;

  smt_json_iter_init (&iter, smt_json_member (bundle, "entry"));
  while (smt_json_iter_next (&iter, NULL, &entry))
    {
      SmtJsonCursor resource = smt_json_member (entry, "resource");
      if (is_type (resource, "Bundle") && depth < DEEPEST_BUNDLE)
        add_entries (decoder, resource, depth + 1);
      else
        add_resource (decoder, entry, resource);
    }
}

/* --- Parameters --------------------------------------------------------------------------------------------------- */

/* The Parameters of $getMedication: the Bundle of "medication", and results beside it. */
static gboolean
find_medication (SmtDecoder *decoder, SmtJsonCursor root)
{
  SmtJsonCursor bundle;

  decoder->parameters = smt_json_member (root, "parameter");
  bundle = smt_json_member (_smt_decoder_parameter (decoder, "medication"), "resource");
  if (!is_type (bundle, "Bundle"))
    {
      decoder->parameters = SMT_JSON_NOWHERE;
      return FALSE;
    }
  decoder->bundle = bundle;
  return TRUE;
}

/* Any other Parameters: the resources they wrap, whatever they are called. Returns whether a dose may be among them. */
static gboolean
add_parameters (SmtDecoder *decoder, SmtJsonCursor parameters, guint depth)
{
  gboolean met = FALSE;
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  smt_json_iter_init (&iter, parameters);
  while (smt_json_iter_next (&iter, NULL, &parameter))
    {
      SmtJsonCursor resource = smt_json_member (parameter, "resource");
      met |= is_type (resource, "Bundle") || says_doses (resource);
      if (is_type (resource, "Bundle"))
        add_entries (decoder, resource, 1);
      else if (smt_json_exists (resource))
        add_resource (decoder, parameter, resource);
      if (depth < DEEPEST_BUNDLE)
        met |= add_parameters (decoder, smt_json_member (parameter, "part"), depth + 1);
    }
  return met;
}

/* Finds the resources: in a Bundle of any type, in Parameters that wrap them, or one resource with doses by itself. */
gboolean
_smt_decoder_find_resources (SmtDecoder *decoder, SmtJsonCursor root, GError **error)
{
  if (is_type (root, "OperationOutcome"))
    {
      g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_OUTCOME, "an OperationOutcome instead of an answer");
      return FALSE;
    }
  if (is_type (root, "Bundle"))
    decoder->bundle = root;
  if (is_type (root, "Bundle") || (is_type (root, "Parameters") && find_medication (decoder, root)))
    {
      add_entries (decoder, decoder->bundle, 1);
      return TRUE;
    }
  if (is_type (root, "Parameters") && add_parameters (decoder, smt_json_member (root, "parameter"), 1))
    return TRUE;
  if (says_doses (root) || (is_type (root, "List") && smt_json_exists (smt_json_member (root, "contained"))))
    {
      add_resource (decoder, root, root);
      return TRUE;
    }
  g_set_error_literal (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER,
                       "neither Parameters with a Bundle, a Bundle, nor a resource with a dose");
  return FALSE;
}

/* --- what is left out --------------------------------------------------------------------------------------------- */

/* In plain FHIR an entry that was made in error was never a treatment, and a request not to give one is none; a summary
 * says that nothing is taken, or that nobody knows, as a statement with a code of its own. What SFM lists is shown
 * whatever its status. */
gboolean
_smt_decoder_is_treatment (SmtDecoder *decoder, const SmtNode *node)
{
  if (smt_json_exists (node->parts->extensions.amendment))
    return TRUE;
  if (_smt_fhir_is_true (smt_json_member (node->resource, "doNotPerform")))
    {
      _smt_decoder_say_unread (decoder, "MedicationRequest.doNotPerform");
      return FALSE;
    }
  return !smt_json_string_equals (node->parts->members.status, "entered-in-error")
         && !smt_json_exists (_smt_fhir_coding (node->parts->members.medication_concept, SMT_SYSTEM_ABSENT_UNKNOWN));
}

/* A dispensing that nothing here prescribes says by itself how it is taken, when it says so. */
gboolean
_smt_decoder_is_treatment_by_itself (SmtJsonCursor dispense)
{
  return smt_json_length (smt_json_member (dispense, "dosageInstruction")) > 0
         && !smt_json_exists (_smt_fhir_extension (dispense, "sfm-dispenseinfo"))
         && !smt_json_string_equals (smt_json_member (dispense, "status"), "entered-in-error");
}
