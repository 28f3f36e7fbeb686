/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dosing/smt-reader.h"

#define LONGEST_COMMON_WORD 60 /* bytes */

/* Accents that only mark stress, and the raised two of m², as the lexicon writes them. */
static gunichar
plain_letter (gunichar c)
{
  static const struct
  {
    gunichar from, to;
  } plain[] = {
    { 0xe0, 'a' }, { 0xe1, 'a' }, { 0xe2, 'a' }, { 0xe8, 'e' }, { 0xe9, 'e' },
    { 0xea, 'e' }, { 0xf2, 'o' }, { 0xf3, 'o' }, { 0xf4, 'o' }, { 0xb2, '2' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (plain[i].from == c)
      return plain[i].to;
  return c;
}

/* Folds a word of the letters that nearly all words have: ASCII and those of Latin-1. FALSE when it has others. */
static gboolean
fold_common (const char *text, guint length, char *out)
{
  for (guint i = 0; i < length; i++)
    {
      guint8 c = (guint8)text[i];
      if (c < 0x80)
        {
          *out++ = g_ascii_tolower ((char)c);
          continue;
        }
      if (c != 0xc3 || i + 1 == length)
        return FALSE;
      gunichar letter = 0x40u + (guint8)text[++i];
      letter = plain_letter (letter >= 0xc0 && letter <= 0xde && letter != 0xd7 ? letter + 0x20 : letter);
      out += g_unichar_to_utf8 (letter, out);
    }
  *out = '\0';
  return TRUE;
}

/* A word as the lexicon writes it; it belongs to the reader. */
const char *
_smt_reader_fold (SmtReader *reader, const char *text, guint length)
{
  char common[LONGEST_COMMON_WORD + 1];

  if (length <= LONGEST_COMMON_WORD && fold_common (text, length, common))
    return g_string_chunk_insert (reader->words, common);
  g_autofree char *word = g_strndup (text, length);
  g_autofree char *folded = smt_text_fold (word);
  g_autoptr (GString) plain = g_string_sized_new (length + 1);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, plain_letter (g_utf8_get_char (p)));
  return g_string_chunk_insert_const (reader->words, plain->str);
}
