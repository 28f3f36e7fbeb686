/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

#define KJ_ADDRESS "http://nhn.no/kj/"
#define SFM_ADDRESS "http://ehelse.no/fhir/"

/* What was refuted (avkreftet) is no reaction to warn of, but is told: somebody may remember it otherwise. */
static gboolean
is_refuted (SmtJsonCursor resource)
{
  g_autofree char *verification = _smt_fhir_dup_code (smt_json_member (resource, "verificationStatus"));

  return g_strcmp0 (verification, "refuted") == 0;
}

/* What is over is no reaction to warn of either, and is told for the same reason. */
static gboolean
is_over (SmtJsonCursor resource)
{
  g_autofree char *clinical = _smt_fhir_dup_code (smt_json_member (resource, "clinicalStatus"));

  return g_strcmp0 (clinical, "resolved") == 0 || g_strcmp0 (clinical, "inactive") == 0;
}

/* What was entered by mistake never was one. */
static gboolean
was_meant (SmtJsonCursor resource)
{
  g_autofree char *verification = _smt_fhir_dup_code (smt_json_member (resource, "verificationStatus"));

  return g_strcmp0 (verification, "entered-in-error") != 0;
}

/* By its profile: kjernejournal's own; what SFM has of Reseptformidleren [I]; any other is the journal's own. */
static const char *
find_source (SmtJsonCursor resource)
{
  const char *source = "lokal";
  SmtJsonCursor profiles = smt_json_member (smt_json_member (resource, "meta"), "profile");
  SmtJsonIter iter;
  SmtJsonCursor profile;

  smt_json_iter_init (&iter, profiles);
  while (smt_json_iter_next (&iter, NULL, &profile))
    {
      g_autofree char *text = smt_json_dup_string (profile);
      if (text != NULL && g_str_has_prefix (text, KJ_ADDRESS))
        return "KJ";
      if (text != NULL && g_str_has_prefix (text, SFM_ADDRESS))
        source = "RF";
    }
  return source;
}

/* The ATC code, of whichever list: kjernejournal has its own address for it. */
static char *
dup_atc (SmtJsonCursor code)
{
  char *atc = _smt_fhir_dup_text (smt_json_member (_smt_fhir_coding (code, SMT_SYSTEM_KJ_ATC), "code"));

  if (atc == NULL)
    atc = _smt_fhir_dup_text (smt_json_member (_smt_fhir_coding (code, SMT_SYSTEM_ATC), "code"));
  return atc != NULL ? atc : _smt_fhir_dup_text (smt_json_member (_smt_fhir_coding (code, SMT_SYSTEM_ATC_OID), "code"));
}

/* Several codings of one reaction: the one the recorder chose is the one to show. */
static char *
dup_chosen_display (SmtJsonCursor code)
{
  SmtJsonIter iter;
  SmtJsonCursor coding;

  smt_json_iter_init (&iter, smt_json_member (code, "coding"));
  while (smt_json_iter_next (&iter, NULL, &coding))
    if (_smt_fhir_is_true (smt_json_member (coding, "userSelected")))
      {
        char *display = _smt_fhir_dup_text (smt_json_member (coding, "display"));
        if (display != NULL)
          return display;
      }
  return _smt_fhir_dup_concept (code);
}

/* An excipient (hjelpestoff) stands in an extension, on the code or on the resource. */
static char *
dup_excipient (SmtJsonCursor resource)
{
  SmtJsonCursor extension = _smt_fhir_extension (smt_json_member (resource, "code"), "inactiveIngredient");
  char *text;

  if (!smt_json_exists (extension))
    extension = _smt_fhir_extension (resource, "inactiveIngredient");
  text = _smt_fhir_dup_concept (smt_json_member (extension, "valueCodeableConcept"));
  if (text == NULL)
    text = _smt_fhir_dup_text (smt_json_member (smt_json_member (extension, "valueCoding"), "display"));
  return text != NULL ? text : _smt_fhir_dup_text (smt_json_member (extension, "valueString"));
}

static char *
join_manifestations (SmtJsonCursor resource)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SmtJsonIter reactions, manifestations;
  SmtJsonCursor reaction, manifestation;

  smt_json_iter_init (&reactions, smt_json_member (resource, "reaction"));
  while (smt_json_iter_next (&reactions, NULL, &reaction))
    {
      smt_json_iter_init (&manifestations, smt_json_member (reaction, "manifestation"));
      while (smt_json_iter_next (&manifestations, NULL, &manifestation))
        {
          g_autofree char *text = _smt_fhir_dup_concept (manifestation);
          if (text != NULL)
            g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
        }
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* By how dangerous the next one may be, or by how bad one was. */
static gboolean
is_severe (SmtJsonCursor resource)
{
  SmtJsonIter iter;
  SmtJsonCursor reaction;

  if (smt_json_string_equals (smt_json_member (resource, "criticality"), "high"))
    return TRUE;
  smt_json_iter_init (&iter, smt_json_member (resource, "reaction"));
  while (smt_json_iter_next (&iter, NULL, &reaction))
    if (smt_json_string_equals (smt_json_member (reaction, "severity"), "severe"))
      return TRUE;
  return FALSE;
}

static void
add_reaction (SmtDecoder *decoder, SmtJsonCursor resource)
{
  SmtJsonCursor code = smt_json_member (resource, "code");
  SmtReaction *reaction = smt_reaction_new ();

  reaction->display = dup_chosen_display (code);
  reaction->excipient = dup_excipient (resource);
  if (reaction->display == NULL)
    reaction->display = g_steal_pointer (&reaction->excipient);
  reaction->atc = dup_atc (code);
  if (reaction->display == NULL)
    {
      /* not coded at all: a reaction is never dropped for lack of a name */
      reaction->display = g_strdup (reaction->atc != NULL ? reaction->atc : "?");
      _smt_decoder_say_unread (decoder, "AllergyIntolerance.code");
    }
  reaction->manifestation = join_manifestations (resource);
  reaction->source = g_strdup (find_source (resource));
  reaction->severe = is_severe (resource);
  reaction->mild = !reaction->severe && smt_json_string_equals (smt_json_member (resource, "criticality"), "low");
  reaction->refuted = is_refuted (resource);
  reaction->over = is_over (resource);
  g_ptr_array_add (reaction->refuted || reaction->over ? decoder->list->refuted : decoder->list->reactions, reaction);
}

static void
read_section (SmtDecoder *decoder, SmtJsonCursor section)
{
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, smt_json_member (section, "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtNode *node = _smt_decoder_resolve (decoder, reference);
      SmtJsonCursor type = node != NULL ? smt_json_member (node->resource, "resourceType") : SMT_JSON_NOWHERE;
      if (smt_json_string_equals (type, "AllergyIntolerance"))
        {
          if (was_meant (node->resource))
            add_reaction (decoder, node->resource);
          continue;
        }
      decoder->list->reactions_incomplete = TRUE;
      if (node == NULL)
        _smt_decoder_say_unread (decoder, "sectionAllergies: the Bundle does not hold it");
      else
        _smt_decoder_say_unread_code (decoder, "sectionAllergies", type);
    }
}

/* That there are none, or none of a medicine, is said as a reaction with a code of its own. */
static gboolean
says_none (SmtJsonCursor code)
{
  SmtJsonCursor absent = smt_json_member (_smt_fhir_coding (code, SMT_SYSTEM_ABSENT_UNKNOWN), "code");
  SmtJsonCursor snomed = smt_json_member (_smt_fhir_coding (code, SMT_SYSTEM_SNOMED), "code");

  return smt_json_string_equals (absent, "no-known-allergies")
         || smt_json_string_equals (absent, "no-known-medication-allergies")
         || smt_json_string_equals (snomed, "716186003") || smt_json_string_equals (snomed, "409137002");
}

/* Plain FHIR has them among its resources, with or without a section that lists them. */
static void
read_plain (SmtDecoder *decoder)
{
  SmtList *list = decoder->list;
  gboolean none = FALSE;

  for (guint i = 0; i < decoder->nodes->len; i++)
    {
      const SmtNode *node = g_ptr_array_index (decoder->nodes, i);
      SmtJsonCursor code = smt_json_member (node->resource, "code");
      if (!smt_json_string_equals (node->type, "AllergyIntolerance") || !was_meant (node->resource))
        continue;
      if (says_none (code))
        none = none || (!is_refuted (node->resource) && !is_over (node->resource));
      else if (!smt_json_exists (_smt_fhir_coding (code, SMT_SYSTEM_ABSENT_UNKNOWN)))
        add_reaction (decoder, node->resource);
    }
  if (list->reactions->len > 0)
    list->reactions_knowledge = SMT_KNOWLEDGE_KNOWN;
  else
    list->reactions_knowledge = none ? SMT_KNOWLEDGE_NONE_KNOWN : SMT_KNOWLEDGE_NOT_ASKED;
}

/* What an empty section means: its reason AND whether kjernejournal answered (contract 9). Without a reason nobody has
 * said that there are none. */
static SmtKnowledge
knowledge_of_empty (SmtDecoder *decoder, SmtJsonCursor section, gboolean had_entries)
{
  g_autofree char *reason = _smt_fhir_dup_code (smt_json_member (section, "emptyReason"));
  guint32 restrictions = decoder->list->restrictions;

  if ((restrictions & SMT_RESTRICTION_KJ_NOT_ASKED) != 0)
    return SMT_KNOWLEDGE_NOT_ASKED;
  if ((restrictions & SMT_RESTRICTIONS_KJ_UNKNOWN) != 0 || decoder->list->reactions_incomplete)
    return SMT_KNOWLEDGE_UNAVAILABLE;
  return had_entries || g_strcmp0 (reason, "nilknown") == 0 ? SMT_KNOWLEDGE_NONE_KNOWN : SMT_KNOWLEDGE_UNAVAILABLE;
}

static void
read_reactions (SmtDecoder *decoder)
{
  SmtList *list = decoder->list;
  SmtJsonCursor section = _smt_decoder_section (decoder, SMT_SECTION_ALLERGIES);

  if (!smt_json_exists (section))
    {
      if (decoder->is_sfm || smt_json_exists (decoder->parameters))
        list->reactions_knowledge = SMT_KNOWLEDGE_NOT_ASKED;
      else
        read_plain (decoder);
      return;
    }
  read_section (decoder, section);
  if (list->reactions->len > 0)
    {
      list->reactions_knowledge = SMT_KNOWLEDGE_KNOWN;
      list->reactions_incomplete |= (list->restrictions & SMT_RESTRICTIONS_KJ_UNKNOWN) != 0;
    }
  else
    list->reactions_knowledge =
        knowledge_of_empty (decoder, section, smt_json_length (smt_json_member (section, "entry")) > 0);
}

/* Reads the reactions and how much is known about them; after _smt_decode_results(). */
void
_smt_decode_reactions (SmtDecoder *decoder)
{
  read_reactions (decoder);
  smt_list_sort_reactions (decoder->list);
}
