/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-decode-private.h"

/* Texts that are needed while an answer is read, and not behind it: they lie in one piece and go at once. */

static const char *
keep (SmtDecoder *decoder, const char *text, gsize length)
{
  return g_string_chunk_insert_len (decoder->texts, text, (gssize)length);
}

static const char *
keep_changed (SmtDecoder *decoder, SmtJsonCursor string)
{
  g_autofree char *text = _smt_fhir_dup_text (string);

  return text != NULL ? keep (decoder, text, strlen (text)) : NULL;
}

/* What _smt_fhir_dup_text() says; the decoder's. */
const char *
_smt_decoder_text (SmtDecoder *decoder, SmtJsonCursor string)
{
  gsize length;
  const char *text = smt_json_exists (string) ? _smt_fhir_peek_text (string, &length) : NULL;

  if (G_LIKELY (text != NULL))
    return keep (decoder, text, length);
  return smt_json_exists (string) ? keep_changed (decoder, string) : NULL;
}

/* What _smt_fhir_dup_code() says; the decoder's. */
const char *
_smt_decoder_code (SmtDecoder *decoder, SmtJsonCursor concept)
{
  return _smt_decoder_text (decoder, smt_json_member (_smt_fhir_first_coding (concept), "code"));
}

/* What _smt_fhir_dup_concept() says; the decoder's. */
const char *
_smt_decoder_concept (SmtDecoder *decoder, SmtJsonCursor concept)
{
  const char *text = _smt_decoder_text (decoder, smt_json_member (_smt_fhir_first_coding (concept), "display"));

  return text != NULL ? text : _smt_decoder_text (decoder, smt_json_member (concept, "text"));
}

static void
lower (char *text)
{
  for (; *text != '\0'; text++)
    if (*text >= 'A' && *text <= 'Z')
      *text = (char)(*text | 0x20);
}

/* The same with A to Z in lower case: ids and references are the same in either. */
const char *
_smt_decoder_lower_text (SmtDecoder *decoder, SmtJsonCursor string)
{
  char *text = (char *)_smt_decoder_text (decoder, string);

  if (text != NULL)
    lower (text);
  return text;
}

/* What a Reference names, in lower case; in @room when it fits there, else the decoder's. */
const char *
_smt_decoder_reference (SmtDecoder *decoder, SmtJsonCursor reference, char room[SMT_USUAL_REFERENCE])
{
  SmtJsonCursor string = smt_json_member (reference, "reference");
  gsize length;
  const char *text = _smt_fhir_peek_text (string, &length);

  if (text == NULL || length >= SMT_USUAL_REFERENCE)
    return _smt_decoder_lower_text (decoder, string);
  memcpy (room, text, length);
  room[length] = '\0';
  lower (room);
  return room;
}
