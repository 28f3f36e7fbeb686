/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-display.h"

#include <string.h>

#include "base/smt-text.h"
#include "medicine/smt-form.h"

/* Units of strength as they are written, and as we name them; longer ones before those they begin with. */
static const struct
{
  const char *written; /* folded */
  const char *unit;
} units[] = {
  { "mikrogram", "mikrog" },
  { "mikrog", "mikrog" },
  { "mcg", "mikrog" },
  { "µg", "mikrog" }, /* micro sign */
  { "μg", "mikrog" }, /* Greek mu */
  { "ug", "mikrog" },
  { "nanogram", "ng" },
  { "ng", "ng" },
  { "milligram", "mg" },
  { "mg", "mg" },
  { "gram", "g" },
  { "g", "g" },
  { "mill. ie", "mill. IE" },
  { "mill ie", "mill. IE" },
  { "mill. e", "mill. E" },
  { "mill e", "mill. E" },
  { "ie", "IE" },
  { "iu", "IE" },
  { "enheter", "E" },
  { "e", "E" },
  { "mmol", "mmol" },
};

/* What a strength may be per. A container ("/0,4 ml") keeps its number. */
static const struct
{
  const char *written; /* folded */
  const char *unit;
} per_units[] = {
  { "milliliter", "ml" }, { "ml", "ml" },      { "timer", "timer" }, { "time", "time" },
  { "t", "time" },        { "h", "time" },     { "døgn", "døgn" },   { "dag", "døgn" },
  { "dose", "dose" },     { "doser", "dose" }, { "dråpe", "dråpe" }, { "g", "g" },
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static gboolean
ends_word (const char *at)
{
  gunichar next = g_utf8_get_char (at);

  return !g_unichar_isalnum (next);
}

static const char *
skip_space (const char *at)
{
  return *at == ' ' ? at + 1 : at;
}

/* Digits with a decimal mark, or with spaces between groups of three: "2,5", "20 000". Answers what follows. */
static const char *
read_number (const char *at, SmtDecimal *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  while (g_ascii_isdigit (*at))
    g_string_append_c (digits, *at++);
  if (digits->len == 0)
    return NULL;

  while (digits->len <= 6 && *at == ' ' && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2]) && g_ascii_isdigit (at[3])
         && !g_ascii_isdigit (at[4]))
    {
      g_string_append_len (digits, at + 1, 3);
      at += 4;
    }

  if ((*at == ',' || *at == '.') && g_ascii_isdigit (at[1]))
    {
      g_string_append_c (digits, '.');
      for (at++; g_ascii_isdigit (*at); at++)
        g_string_append_c (digits, *at);
    }

  /* smt_decimal_parse() is as strict as JSON, and "07" is no number of doses anybody writes */
  return smt_decimal_parse (digits->str, (gssize)digits->len, value) ? at : NULL;
}

/* "20.000": digits in groups of three. Of units, which have no fractions, that is what it means. */
static const char *
read_groups (const char *at, SmtDecimal *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize n_groups = 0;

  while (g_ascii_isdigit (*at) && digits->len < 4)
    g_string_append_c (digits, *at++);
  if (digits->len == 0 || digits->len > 3 || digits->str[0] == '0')
    return NULL;

  while (n_groups < 3 && (*at == '.' || *at == ',') && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2])
         && g_ascii_isdigit (at[3]) && !g_ascii_isdigit (at[4]))
    {
      g_string_append_len (digits, at + 1, 3);
      n_groups++;
      at += 4;
    }
  return n_groups > 0 && smt_decimal_parse (digits->str, (gssize)digits->len, value) ? at : NULL;
}

static const char *
read_unit (const char *at, const char **unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (at, units[i].written) && ends_word (at + strlen (units[i].written)))
      {
        *unit = units[i].unit;
        return at + strlen (units[i].written);
      }
  return NULL;
}

static const char *
read_per_unit (const char *at, const char **unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (per_units); i++)
    if (g_str_has_prefix (at, per_units[i].written) && ends_word (at + strlen (per_units[i].written)))
      {
        *unit = per_units[i].unit;
        return at + strlen (per_units[i].written);
      }
  return NULL;
}

/*
 * "/ml", "/time", "/0,4 ml", "/24 timer" behind a strength. A slash before another strength ("50 mg/100 mg") is no
 * divisor: the second one is read for itself.
 */
static const char *
read_divisor (const char *at, char **per_unit)
{
  const char *unit = NULL;

  *per_unit = NULL;
  if (*at != '/')
    return at;

  const char *number = at + 1;
  SmtDecimal count;
  const char *behind_number = read_number (number, &count);
  const char *behind = read_per_unit (behind_number != NULL ? skip_space (behind_number) : number, &unit);
  if (behind == NULL)
    return at;
  /* grams behind a stroke are another strength, unless they are the hundred that salves are made by */
  if (behind_number != NULL && strcmp (unit, "g") == 0 && smt_decimal_compare (count, SMT_DECIMAL_INT (100)) != 0)
    return at;

  if (behind_number != NULL)
    {
      g_autofree char *digits = g_strndup (number, (gsize)(behind_number - number));
      *per_unit = g_strdup_printf ("%s %s", digits, unit);
    }
  else
    *per_unit = g_strdup (unit);
  return behind;
}

/* A number and a unit. Answers what follows, or NULL: also when it may be two numbers, "1.000 mg" (contract 2). */
static const char *
read_amount (const char *at, SmtDecimal *value, const char **unit)
{
  const char *behind = read_groups (at, value);

  if (behind != NULL)
    behind = read_unit (skip_space (behind), unit);
  if (behind != NULL && (strcmp (*unit, "IE") == 0 || strcmp (*unit, "E") == 0))
    return behind;
  if (behind != NULL && at[strspn (at, "0123456789")] == '.')
    return NULL;
  behind = read_number (at, value);
  return behind != NULL ? read_unit (skip_space (behind), unit) : NULL;
}

/* One strength at @at. Answers what follows, or NULL. */
static const char *
read_strength (const char *at, SmtStrength *strength)
{
  const char *unit = NULL;
  SmtDecimal value;
  const char *behind = read_amount (at, &value, &unit);

  if (behind == NULL)
    return NULL;

  strength->value = value;
  strength->unit = g_strdup (unit);
  return read_divisor (behind, &strength->per_unit);
}

static void
clear_strength (gpointer data)
{
  SmtStrength *strength = data;

  g_free (strength->unit);
  g_free (strength->per_unit);
}

/* All strengths in @folded; @first is where the first one begins, or the end. */
static GArray *
read_strengths (const char *folded, gsize *first)
{
  GArray *strengths = g_array_new (FALSE, TRUE, sizeof (SmtStrength));
  gboolean inside_word = FALSE;

  g_array_set_clear_func (strengths, clear_strength);
  *first = strlen (folded);

  for (const char *at = folded; *at != '\0';)
    {
      SmtStrength strength = { 0 };
      const char *behind = inside_word ? NULL : read_strength (at, &strength);

      if (behind != NULL)
        {
          if (strengths->len == 0)
            *first = (gsize)(at - folded);
          g_array_append_val (strengths, strength);
          at = behind;
          inside_word = FALSE;
          continue;
        }
      inside_word = g_unichar_isalnum (g_utf8_get_char (at)) || *at == ',' || *at == '.';
      at = g_utf8_next_char (at);
    }
  return strengths;
}

/* Where the first word of a form stands; the very first word is a name even if it looks like a form. */
static gsize
find_form (const char *folded, gsize limit)
{
  gsize at = strcspn (folded, " ");

  while (at < limit)
    {
      at += strspn (folded + at, " ,;(");
      gsize length = strcspn (folded + at, " ,;()");
      if (length == 0 || at >= limit)
        break;
      if (smt_form_is_word (folded + at, length))
        return at;
      at += length;
    }
  return limit;
}

static char *
trim_punctuation (const char *text, gsize length)
{
  while (length > 0 && strchr (" ,;:-(", text[length - 1]) != NULL)
    length--;
  return g_strndup (text, length);
}

/* --- for the room ------------------------------------------------------------------------------------------------- */

/*
 * smt_display_parse:
 * @display: the display of a product, as received
 *
 * Folding keeps the number of bytes for what Norwegian displays are written in; where it does not, the name is taken
 * from the folded text, since a wrong cut would be worse than a lost capital.
 *
 * Returns: (transfer full): its parts
 */
SmtDisplay *
smt_display_parse (const char *display)
{
  SmtDisplay *parts = g_new0 (SmtDisplay, 1);
  g_autofree char *plain = smt_text_squeeze (display);
  g_autofree char *folded = smt_text_fold (plain);
  const char *written = strlen (plain) == strlen (folded) ? plain : folded;
  gsize strength_at;

  parts->strengths = read_strengths (folded, &strength_at);
  gsize form_at = find_form (folded, strength_at);
  parts->name = trim_punctuation (written, form_at);
  parts->form = form_at < strength_at ? trim_punctuation (folded + form_at, strength_at - form_at) : g_strdup ("");

  /* "40 mg tabletter": the form may stand behind the strength */
  if (*parts->form == '\0' && strength_at < strlen (folded))
    {
      gsize behind = find_form (folded + strength_at, strlen (folded + strength_at));
      g_free (parts->form);
      parts->form = trim_punctuation (folded + strength_at + behind, strlen (folded + strength_at + behind));
    }
  return parts;
}

/*
 * smt_display_free:
 * @display: (transfer full): a display taken apart
 */
void
smt_display_free (SmtDisplay *display)
{
  g_free (display->name);
  g_free (display->form);
  if (display->strengths != NULL)
    g_array_unref (display->strengths);
  g_free (display);
}
