/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-form.h"

#include <stdlib.h>
#include <string.h>

/* --- tables ------------------------------------------------------------------------------------------------------- */

/* How a word of a form is told: the whole word, or how it begins or ends. */
typedef enum
{
  WHOLE,
  BEGINS,
  ENDS,
} Match;

/*
 * Words by which a form is told, the telling ones first: "pulver til injeksjonsvæske" is an injection, "vag tab" is
 * vaginal, "brusetab" is swallowed. FEST writes the short ones, list 7448 the long ones.
 */
static const struct
{
  const char *word;
  Match match;
  SmtForm form;
} form_words[] = {
  { "vag", WHOLE, SMT_FORM_VAGINAL },
  { "vagi", BEGINS, SMT_FORM_VAGINAL },
  { "sublingv", BEGINS, SMT_FORM_SUBLINGUAL },
  { "resoribl", BEGINS, SMT_FORM_SUBLINGUAL },
  { "bukkal", BEGINS, SMT_FORM_SUBLINGUAL },
  { "øyedr", BEGINS, SMT_FORM_EYE_EAR_NOSE },
  { "øyesalve", WHOLE, SMT_FORM_EYE_EAR_NOSE },
  { "øyegel", WHOLE, SMT_FORM_EYE_EAR_NOSE },
  { "øredr", BEGINS, SMT_FORM_EYE_EAR_NOSE },
  { "øre", BEGINS, SMT_FORM_EYE_EAR_NOSE },
  { "nesespray", WHOLE, SMT_FORM_EYE_EAR_NOSE },
  { "nesedr", BEGINS, SMT_FORM_EYE_EAR_NOSE },
  { "nesesalve", WHOLE, SMT_FORM_EYE_EAR_NOSE },
  { "inh", WHOLE, SMT_FORM_INHALED },
  { "inhal", BEGINS, SMT_FORM_INHALED },
  { "rekt", BEGINS, SMT_FORM_RECTAL },
  { "stikkpille", BEGINS, SMT_FORM_RECTAL },
  { "supp", WHOLE, SMT_FORM_RECTAL },
  { "klyster", WHOLE, SMT_FORM_RECTAL },
  { "klysma", WHOLE, SMT_FORM_RECTAL },
  { "implant", BEGINS, SMT_FORM_IMPLANT },
  { "inj", WHOLE, SMT_FORM_INJECTION },
  { "inj/inf", WHOLE, SMT_FORM_INJECTION },
  { "injeksjon", BEGINS, SMT_FORM_INJECTION },
  { "depotinj", BEGINS, SMT_FORM_INJECTION },
  { "inf", WHOLE, SMT_FORM_INJECTION },
  { "infusjon", BEGINS, SMT_FORM_INJECTION },
  { "infusjonsvæske", ENDS, SMT_FORM_INJECTION },
  { "injeksjonsvæske", ENDS, SMT_FORM_INJECTION },
  { "ferdigfylt", BEGINS, SMT_FORM_INJECTION },
  { "penn", WHOLE, SMT_FORM_INJECTION },
  { "ferdigpenn", WHOLE, SMT_FORM_INJECTION },
  { "injeksjonspenn", WHOLE, SMT_FORM_INJECTION },
  { "sprøyte", WHOLE, SMT_FORM_INJECTION },
  { "sylinderamp", BEGINS, SMT_FORM_INJECTION },
  { "hetteglass", WHOLE, SMT_FORM_INJECTION },
  { "depotplast", BEGINS, SMT_FORM_PATCH },
  { "plaster", ENDS, SMT_FORM_PATCH },
  { "plastre", ENDS, SMT_FORM_PATCH },
  { "tab", WHOLE, SMT_FORM_ORAL_SOLID },
  { "tab.", WHOLE, SMT_FORM_ORAL_SOLID },
  { "tabl", WHOLE, SMT_FORM_ORAL_SOLID },
  { "tabl.", WHOLE, SMT_FORM_ORAL_SOLID },
  { "tablett", BEGINS, SMT_FORM_ORAL_SOLID },
  { "tablett", ENDS, SMT_FORM_ORAL_SOLID },
  { "tabletter", ENDS, SMT_FORM_ORAL_SOLID },
  { "enterotab", BEGINS, SMT_FORM_ORAL_SOLID },
  { "depottab", BEGINS, SMT_FORM_ORAL_SOLID },
  { "brusetab", BEGINS, SMT_FORM_ORAL_SOLID },
  { "smeltetab", BEGINS, SMT_FORM_ORAL_SOLID },
  { "tyggetab", BEGINS, SMT_FORM_ORAL_SOLID },
  { "sugetab", BEGINS, SMT_FORM_ORAL_SOLID },
  { "kaps", WHOLE, SMT_FORM_ORAL_SOLID },
  { "kaps.", WHOLE, SMT_FORM_ORAL_SOLID },
  { "kapsel", BEGINS, SMT_FORM_ORAL_SOLID },
  { "kapsler", WHOLE, SMT_FORM_ORAL_SOLID },
  { "enterokaps", BEGINS, SMT_FORM_ORAL_SOLID },
  { "depotkaps", BEGINS, SMT_FORM_ORAL_SOLID },
  { "drasje", BEGINS, SMT_FORM_ORAL_SOLID },
  { "lyofilisat", WHOLE, SMT_FORM_ORAL_SOLID },
  { "granulat", WHOLE, SMT_FORM_ORAL_SOLID },
  { "enterogran", BEGINS, SMT_FORM_ORAL_SOLID },
  { "depotgran", BEGINS, SMT_FORM_ORAL_SOLID },
  { "dosepulv", BEGINS, SMT_FORM_ORAL_SOLID },
  { "mikst", BEGINS, SMT_FORM_ORAL_LIQUID },
  { "sirup", WHOLE, SMT_FORM_ORAL_LIQUID },
  { "dråper", WHOLE, SMT_FORM_ORAL_LIQUID },
  { "oral", WHOLE, SMT_FORM_ORAL_LIQUID },
  { "krem", WHOLE, SMT_FORM_TOPICAL },
  { "salve", WHOLE, SMT_FORM_TOPICAL },
  { "gel", WHOLE, SMT_FORM_TOPICAL },
  { "transdermal", BEGINS, SMT_FORM_TOPICAL },
  { "liniment", WHOLE, SMT_FORM_TOPICAL },
  { "sjampo", WHOLE, SMT_FORM_TOPICAL },
  { "neglelakk", ENDS, SMT_FORM_TOPICAL },
  { "kutan", BEGINS, SMT_FORM_TOPICAL },
  { "kutant", WHOLE, SMT_FORM_TOPICAL },
  { "pasta", WHOLE, SMT_FORM_TOPICAL },
  { "bad", WHOLE, SMT_FORM_TOPICAL },
  /* these begin a form, and do not tell which */
  { "pulv", WHOLE, SMT_FORM_UNKNOWN },
  { "pulver", WHOLE, SMT_FORM_UNKNOWN },
  { "kons", WHOLE, SMT_FORM_UNKNOWN },
  { "konsentrat", WHOLE, SMT_FORM_UNKNOWN },
  { "oppl", WHOLE, SMT_FORM_UNKNOWN },
  { "susp", WHOLE, SMT_FORM_UNKNOWN },
  { "væske", WHOLE, SMT_FORM_UNKNOWN },
  { "endosinusial", WHOLE, SMT_FORM_OTHER },
  { "dentalgel", WHOLE, SMT_FORM_OTHER },
  { "munnvann", WHOLE, SMT_FORM_OTHER },
  { "kombinasjonspakning", WHOLE, SMT_FORM_OTHER },
};

/* Codes of list 7448, as far as they were seen, for when no display came with them. */
static const struct
{
  guint16 code;
  SmtForm form;
} form_codes[] = {
  { 6, SMT_FORM_ORAL_LIQUID },    { 9, SMT_FORM_ORAL_LIQUID },  { 16, SMT_FORM_ORAL_SOLID },
  { 25, SMT_FORM_ORAL_SOLID },    { 26, SMT_FORM_ORAL_SOLID },  { 28, SMT_FORM_ORAL_SOLID },
  { 29, SMT_FORM_TOPICAL },       { 34, SMT_FORM_TOPICAL },     { 48, SMT_FORM_ORAL_SOLID },
  { 50, SMT_FORM_SUBLINGUAL },    { 51, SMT_FORM_ORAL_LIQUID }, { 52, SMT_FORM_ORAL_SOLID },
  { 53, SMT_FORM_ORAL_SOLID },    { 99, SMT_FORM_INHALED },     { 103, SMT_FORM_INJECTION },
  { 112, SMT_FORM_RECTAL },       { 159, SMT_FORM_OTHER },      { 171, SMT_FORM_ORAL_LIQUID },
  { 180, SMT_FORM_INJECTION },    { 320, SMT_FORM_INJECTION },  { 426, SMT_FORM_INJECTION },
  { 431, SMT_FORM_INJECTION },    { 435, SMT_FORM_INJECTION },  { 708, SMT_FORM_TOPICAL },
  { 721, SMT_FORM_EYE_EAR_NOSE }, { 789, SMT_FORM_INJECTION },  { 840, SMT_FORM_ORAL_LIQUID },
  { 842, SMT_FORM_ORAL_LIQUID },  { 858, SMT_FORM_INJECTION },  { 863, SMT_FORM_INHALED },
  { 880, SMT_FORM_INJECTION },    { 891, SMT_FORM_ORAL_SOLID },
};

/* What FEST shortens, written out for the screen. */
static const struct
{
  const char *brief;
  const char *full;
} spellings[] = {
  { "tab", "tablett" },
  { "tabl", "tablett" },
  { "tabletter", "tablett" },
  { "enterotab", "enterotablett" },
  { "depottab", "depottablett" },
  { "brusetab", "brusetablett" },
  { "smeltetab", "smeltetablett" },
  { "tyggetab", "tyggetablett" },
  { "sugetab", "sugetablett" },
  { "sublingvaltab", "sublingvaltablett" },
  { "kaps", "kapsel" },
  { "kapsler", "kapsel" },
  { "enterokaps", "enterokapsel" },
  { "depotkaps", "depotkapsel" },
  { "inj", "injeksjonsvæske" },
  { "depotinj", "depotinjeksjonsvæske" },
  { "inf", "infusjonsvæske" },
  { "inj/inf", "injeksjons-/infusjonsvæske" },
  { "oppl", "oppløsning" },
  { "susp", "suspensjon" },
  { "emul", "emulsjon" },
  { "pulv", "pulver" },
  { "kons", "konsentrat" },
  { "mikst", "mikstur" },
  { "inh", "inhalasjon" },
  { "disp", "dosedispensert" },
  { "øyedr", "øyedråper" },
  { "øredr", "øredråper" },
  { "supp", "stikkpille" },
  { "vag", "vaginal" },
};

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static gboolean
matches_word (const char *word, gsize length, const char *pattern, Match match)
{
  gsize pattern_length = strlen (pattern);

  if (length < pattern_length || (match == WHOLE && length != pattern_length))
    return FALSE;
  if (match == ENDS)
    word += length - pattern_length;
  return word[0] == pattern[0] && memcmp (word, pattern, pattern_length) == 0;
}

/* The next word of a form at or after @text: what stands between spaces and commas. */
static const char *
next_word (const char *text, gsize *length)
{
  text += strspn (text, " ,;()");
  *length = strcspn (text, " ,;()");
  return *length > 0 ? text : NULL;
}

static gboolean
has_word (const char *folded, const char *pattern, Match match)
{
  gsize length;

  for (const char *word = next_word (folded, &length); word != NULL; word = next_word (word + length, &length))
    if (matches_word (word, length, pattern, match))
      return TRUE;
  return FALSE;
}

static const char *
find_spelling (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (matches_word (word, length, spellings[i].brief, WHOLE))
      return spellings[i].full;
  return NULL;
}

/* --- for the room ------------------------------------------------------------------------------------------------- */

/*
 * smt_form_is_word:
 * @folded: (array length=length): a folded word, without punctuation behind it
 * @length: its bytes
 *
 * Returns: %TRUE if a form begins with it, so that the name of a product ends before it
 */
gboolean
smt_form_is_word (const char *folded, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (form_words); i++)
    if (matches_word (folded, length, form_words[i].word, form_words[i].match))
      return TRUE;
  return FALSE;
}

/*
 * smt_form_from_text:
 * @folded: words of a form, folded: "inj, oppl i ferdigfylt penn"
 *
 * Returns: the form they tell; unknown when they tell none
 */
SmtForm
smt_form_from_text (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (form_words); i++)
    if (has_word (folded, form_words[i].word, form_words[i].match))
      return form_words[i].form;
  return SMT_FORM_UNKNOWN;
}

/*
 * smt_form_from_code:
 * @code: (nullable): a code of list 7448
 *
 * Returns: the form it stands for; unknown when it is not among those known here
 */
SmtForm
smt_form_from_code (const char *code)
{
  guint64 number;

  if (code == NULL || !g_ascii_string_to_unsigned (code, 10, 0, G_MAXUINT16, &number, NULL))
    return SMT_FORM_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (form_codes); i++)
    if (form_codes[i].code == number)
      return form_codes[i].form;
  return SMT_FORM_UNKNOWN;
}

/*
 * smt_form_spell_out:
 * @folded: words of a form, folded: "inj, oppl i ferdigfylt penn"
 *
 * Returns: (transfer full): the same without abbreviations: "injeksjonsvæske, oppløsning i ferdigfylt penn"
 */
char *
smt_form_spell_out (const char *folded)
{
  GString *out = g_string_new (NULL);

  while (*folded != '\0')
    {
      gsize gap = strspn (folded, " ,;()");
      g_string_append_len (out, folded, (gssize)gap);
      folded += gap;

      gsize length = strcspn (folded, " ,;()");
      gsize bare = length > 0 && folded[length - 1] == '.' ? length - 1 : length;
      const char *full = find_spelling (folded, bare);
      if (full != NULL)
        g_string_append (out, full);
      else
        g_string_append_len (out, folded, (gssize)length);
      folded += length;
    }
  return g_strstrip (g_string_free (out, FALSE));
}

/*
 * smt_form_get_route:
 * @form: a form
 *
 * Returns: by which route it is taken; the form is all that answers tell about it
 */
SmtRoute
smt_form_get_route (SmtForm form)
{
  switch (form)
    {
    case SMT_FORM_ORAL_SOLID:
    case SMT_FORM_ORAL_LIQUID:
      return SMT_ROUTE_ORAL;
    case SMT_FORM_INJECTION:
    case SMT_FORM_IMPLANT:
      return SMT_ROUTE_PARENTERAL;
    case SMT_FORM_PATCH:
      return SMT_ROUTE_TRANSDERMAL;
    case SMT_FORM_SUBLINGUAL:
    case SMT_FORM_VAGINAL:
    case SMT_FORM_TOPICAL:
    case SMT_FORM_EYE_EAR_NOSE:
    case SMT_FORM_INHALED:
    case SMT_FORM_RECTAL:
    case SMT_FORM_OTHER:
      return SMT_ROUTE_OTHER;
    case SMT_FORM_UNKNOWN:
    default:
      return SMT_ROUTE_UNKNOWN;
    }
}
