/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/* sfm-PLL-info: M25.1 is the list, M25.2 what a pharmacy asks about multidose, M25.3 what it delivered. What M25.2 says
 * of an entry (entryinformation) and what M25.1 says of multidose (multidoseinformation) are assumed shapes. */

static const SmtJsonName information_parts[] = {
  SMT_JSON_NAME ("substitute"),
  SMT_JSON_NAME ("PLLdate"),
  SMT_JSON_NAME ("relatedparties"),
  SMT_JSON_NAME ("deliveryinformation"),
  SMT_JSON_NAME ("entryinformation"),
  SMT_JSON_NAME ("multidoseinformation"),
  SMT_JSON_NAME (SMT_PART_PAUSE),
  SMT_JSON_NAME ("createPLL"),
  SMT_JSON_NAME ("text"),
  SMT_JSON_NAME_END,
};
static const SmtShape information_shape = { "sfm-pllInformation", NULL, information_parts };

static const SmtJsonName question_parts[] = {
  SMT_JSON_NAME ("entry"), SMT_JSON_NAME ("kind"),          SMT_JSON_NAME ("text"),
  SMT_JSON_NAME ("dssn"),  SMT_JSON_NAME ("ereseptdosing"), SMT_JSON_NAME_END,
};
static const SmtShape question_shape = { "entryinformation", NULL, question_parts };

static const SmtJsonName pause_parts[] = {
  SMT_JSON_NAME ("start"), SMT_JSON_NAME ("end"), SMT_JSON_NAME ("by"), SMT_JSON_NAME ("reason"), SMT_JSON_NAME_END,
};
static const SmtShape pause_shape = { SMT_PART_PAUSE, NULL, pause_parts };

static SmtMessageKind
read_kind (SmtDecoder *decoder, SmtJsonCursor resource)
{
  static const struct
  {
    const char *code;
    SmtMessageKind kind;
  } known[] = {
    { SMT_MESSAGE_PLL, SMT_MESSAGE_LIST },
    { SMT_MESSAGE_QUESTIONS, SMT_MESSAGE_PROPOSAL },
    { SMT_MESSAGE_DELIVERED, SMT_MESSAGE_DELIVERY },
    { SMT_MESSAGE_ON_PAPER, SMT_MESSAGE_PAPER },
  };
  SmtJsonCursor code = smt_json_member (_smt_fhir_first_coding (smt_json_member (resource, "code")), "code");

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (smt_json_string_equals (code, known[i].code))
      return known[i].kind;
  _smt_decoder_say_unread_code (decoder, "sfm-PLL-info", code);
  return SMT_MESSAGE_OTHER;
}

static SmtQuestionKind
read_question_kind (SmtDecoder *decoder, SmtJsonCursor code)
{
  if (smt_json_string_equals (code, "new"))
    return SMT_QUESTION_NEW;
  if (smt_json_string_equals (code, "changed"))
    return SMT_QUESTION_CHANGED;
  if (smt_json_exists (code) && !smt_json_string_equals (code, "question"))
    _smt_decoder_say_unread_code (decoder, "entryinformation.kind", code);
  return SMT_QUESTION_ASKED;
}

static void
read_question (SmtDecoder *decoder, SmtMessage *message, SmtJsonCursor part)
{
  SmtNode *node = _smt_decoder_resolve (decoder, _smt_fhir_extension_value (part, "entry", "valueReference"));
  SmtQuestion *question = smt_message_add_question (message);

  _smt_decoder_check_shape (decoder, &question_shape, part);
  question->kind = read_question_kind (decoder, _smt_fhir_extension_value (part, "kind", "valueCode"));
  question->text = _smt_fhir_dup_text (_smt_fhir_extension_value (part, "text", "valueString"));
  question->dose_text = _smt_fhir_dup_text (_smt_fhir_extension_value (part, "dssn", "valueString"));
  if (node != NULL && node->treatment != NULL)
    question->key = g_strdup (node->treatment->key);
  else
    _smt_decoder_say_unread (decoder, "entryinformation: the Bundle does not hold the entry");
  if (question->key != NULL && question->kind == SMT_QUESTION_CHANGED && !decoder->findings_only)
    question->proposal = _smt_decode_proposal (decoder, node, part, question->dose_text);
}

static void
read_multidose (SmtMessage *message, SmtJsonCursor information)
{
  SmtJsonCursor multidose = _smt_fhir_extension (information, "multidoseinformation");

  message->pharmacy = _smt_fhir_dup_person (_smt_fhir_extension_value (multidose, "pharmacy", "valueReference"));
  message->next_roll = _smt_fhir_extension_date (_smt_fhir_extension (multidose, "nextroll"));
  message->deadline = _smt_fhir_extension_date (_smt_fhir_extension (multidose, "deadline"));
  message->stand_in = _smt_fhir_dup_person (_smt_fhir_extension_value (multidose, "standin", "valueReference"));
  message->stand_in_until = _smt_fhir_extension_date (_smt_fhir_extension (multidose, "standinuntil"));
}

/* No public source says how a list as a whole is paused, only that it happens: a part of its own is assumed, and else
 * the words of the message are listened to. */
static void
read_pause (SmtDecoder *decoder, SmtMessage *message, SmtJsonCursor information)
{
  SmtJsonCursor pause = _smt_fhir_extension (information, SMT_PART_PAUSE);

  if (smt_json_exists (pause))
    {
      _smt_decoder_check_shape (decoder, &pause_shape, pause);
      message->paused = TRUE;
      message->paused_from = _smt_fhir_extension_date (_smt_fhir_extension (pause, "start"));
      message->paused_until = _smt_fhir_extension_date (_smt_fhir_extension (pause, "end"));
      message->paused_by = _smt_fhir_dup_person (_smt_fhir_extension_value (pause, "by", "valueReference"));
      message->pause_reason = _smt_fhir_dup_text (_smt_fhir_extension_value (pause, "reason", "valueString"));
    }
  else if (smt_message_text_pauses (message->text))
    {
      message->paused = message->paused_in_words = TRUE;
      message->pause_reason = g_strdup (message->text);
    }
  if (message->paused && message->paused_by == NULL)
    message->paused_by = g_strdup (message->author);
}

static void
read_message (SmtDecoder *decoder, SmtJsonCursor resource)
{
  SmtMessage *message = smt_message_new ();
  SmtJsonCursor information = _smt_fhir_extension (resource, SMT_EXT_PLL_INFORMATION);
  SmtJsonCursor date = _smt_fhir_extension (information, "PLLdate");
  SmtJsonIter iter;
  SmtJsonCursor part;

  g_ptr_array_add (decoder->list->messages, message);
  _smt_decoder_check_shape (decoder, &information_shape, information);
  message->kind = read_kind (decoder, resource);
  message->id =
      _smt_fhir_dup_text (smt_json_member (smt_json_element (smt_json_member (resource, "identifier"), 0), "value"));
  message->author = _smt_fhir_dup_person (smt_json_member (resource, "author"));
  message->date = _smt_fhir_extension_instant (date);
  message->of_day = _smt_fhir_extension_is_day (date);
  message->substitute = _smt_fhir_is_true (_smt_fhir_extension_value (information, "substitute", "valueBoolean"));
  message->text = _smt_fhir_dup_text (_smt_fhir_extension_value (information, "text", "valueString"));
  read_multidose (message, information);
  if (message->kind == SMT_MESSAGE_LIST)
    read_pause (decoder, message, information);
  smt_json_iter_init (&iter, smt_json_member (information, "extension"));
  while (_smt_fhir_next_extension (&iter, "entryinformation", &part))
    read_question (decoder, message, part);
}

/* The first M25.1 is the list. */
static void
read_list_message (SmtList *list)
{
  for (guint i = 0; i < list->messages->len && !list->has_pll; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);

      if (message->kind != SMT_MESSAGE_LIST)
        continue;
      list->has_pll = TRUE;
      list->pll_author = g_strdup (message->author);
      list->pll_date = message->date;
    }
}

/* Whether whoever sent the list has seen the message. One that tells only its day may have come after the list of that
 * day; where it had not, it is asked about once too often. */
static gboolean
is_overtaken (const SmtList *list, const SmtMessage *message)
{
  if (list->pll_date == SMT_INSTANT_UNSET || message->date == SMT_INSTANT_UNSET)
    return FALSE;
  if (message->of_day)
    return smt_date_compare (smt_instant_to_date (message->date), smt_instant_to_date (list->pll_date)) < 0;
  return message->date <= list->pll_date;
}

/* A proposal stands while it is newer than the list: whoever sent the list later has answered it. Only what the message
 * says of an entry makes it the pharmacy's: its author is no proof, since published M25.2 bear the doctor's name. */
static void
judge_proposal (SmtList *list, SmtMessage *message)
{
  message->stale = is_overtaken (list, message);
  for (guint i = 0; i < list->treatments->len && !message->stale; i++)
    {
      SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      const SmtQuestion *question = smt_message_find_question (message, treatment->key);

      if (question != NULL && question->kind == SMT_QUESTION_NEW)
        treatment->proposed = TRUE;
    }
}

/* Reads what has been sent about the list: who sent it last and when, what a pharmacy proposes; after the treatments.
 */
void
_smt_decode_pll_info (SmtDecoder *decoder)
{
  SmtList *list = decoder->list;
  SmtJsonIter iter;
  SmtJsonCursor reference;

  smt_json_iter_init (&iter, smt_json_member (_smt_decoder_section (decoder, SMT_SECTION_PLL_INFO), "entry"));
  while (smt_json_iter_next (&iter, NULL, &reference))
    {
      SmtNode *node = _smt_decoder_resolve (decoder, reference);

      if (node != NULL)
        read_message (decoder, node->resource);
      else
        _smt_decoder_say_unread (decoder, "sectionPLLinfo: the Bundle does not hold it");
    }
  read_list_message (list);
  for (guint i = 0; i < list->messages->len; i++)
    {
      SmtMessage *message = g_ptr_array_index (list->messages, i);

      if (message->kind == SMT_MESSAGE_PROPOSAL)
        judge_proposal (list, message);
    }
  for (guint i = 0; i < list->treatments->len && !list->has_pll; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, i);
      list->has_pll = treatment->entry_id != NULL;
    }
}
