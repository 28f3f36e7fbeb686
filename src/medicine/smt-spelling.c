/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-spelling.h"

#include <string.h>

/*
 * What is written in one way in Norwegian and in another in English, Latin or a brand; longer ones before those they
 * begin with. "c" stands below, since it hangs on what follows. build-aux/make-interval-table.py does the same to the
 * names of the table, and a test holds the two together.
 */
static const struct
{
  const char *written;
  const char *level;
} spellings[] = {
  { " and ", "/" }, { " og ", "/" }, { " & ", "/" }, { " + ", "/" }, { " / ", "/" }, { "&", "/" },
  { "+", "/" },     { "ph", "f" },   { "th", "t" },  { "ch", "k" },  { "ck", "k" },  { "qu", "k" },
  { "kv", "k" },    { "x", "ks" },   { "ae", "e" },  { "oe", "e" },  { "æ", "e" },   { "ø", "e" },
  { "ä", "e" },     { "ö", "e" },    { "y", "i" },   { "z", "s" },   { "w", "v" },
};

/* "c" is said as s before these. */
static gboolean
softens (const char *at)
{
  return strchr ("eiy", *at) != NULL ? *at != '\0' : g_str_has_prefix (at, "æ") || g_str_has_prefix (at, "ø");
}

/* What stands at @at, levelled; @behind is what follows it. */
static const char *
level_at (const char *at, const char **behind)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (*at == spellings[i].written[0] && g_str_has_prefix (at, spellings[i].written)) /* few letters begin one */
      {
        *behind = at + strlen (spellings[i].written);
        return spellings[i].level;
      }
  if (*at != 'c')
    return NULL;
  *behind = at + 1;
  return softens (at + 1) ? "s" : "k";
}

/* Letters once where they stand twice: "metoprolol" is not touched, "tretinoinn" is. */
static void
append (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (out->len == 0 || out->str[out->len - 1] != text[i] || !g_ascii_isalpha (text[i]))
      g_string_append_c (out, text[i]);
}

/* An "e" at the end of a word is English: semaglutide. */
static void
drop_last_e (GString *out, const char *behind)
{
  if (out->len > 2 && out->str[out->len - 1] == 'e' && g_ascii_isalpha (out->str[out->len - 2])
      && g_ascii_isalpha (out->str[out->len - 3]) && !g_unichar_isalnum (g_utf8_get_char (behind)))
    g_string_truncate (out, out->len - 1);
}

/*
 * smt_spelling_level:
 * @folded: a name or a text with names, folded
 *
 * Substances have Norwegian and English names that differ by rule (methotrexate, metotreksat; semaglutide, semaglutid),
 * and people mix the rules (methotrexat). The two halves of a combination are joined by a slash, however they were.
 *
 * Returns: (transfer full): the same in one spelling, for comparing with a name that was levelled too, never for
 * showing
 */
char *
smt_spelling_level (const char *folded)
{
  GString *out = g_string_sized_new (strlen (folded));

  for (const char *at = folded, *behind; *at != '\0'; at = behind)
    {
      const char *level = level_at (at, &behind);
      if (level != NULL)
        append (out, level, strlen (level));
      else
        {
          behind = g_utf8_next_char (at);
          append (out, at, (gsize)(behind - at));
        }
      drop_last_e (out, behind);
    }
  return g_string_free (out, FALSE);
}
