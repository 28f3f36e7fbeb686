/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-product.h"

#include <string.h>

#include "base/smt-text.h"
#include "medicine/smt-display.h"
#include "medicine/smt-form.h"
#include "medicine/smt-product-row.h"
#include "medicine/smt-spelling.h"

#define ATC_LENGTH 7
#define LONGEST_ACRONYM 4

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* A code of the fifth level names a substance; a shorter one names a group, from which no interval follows. */
static gboolean
is_atc_substance (const char *atc)
{
  if (atc == NULL || strlen (atc) != ATC_LENGTH)
    return FALSE;
  return g_ascii_isalpha (atc[0]) && g_ascii_isdigit (atc[1]) && g_ascii_isdigit (atc[2]) && g_ascii_isalpha (atc[3])
         && g_ascii_isalpha (atc[4]) && g_ascii_isdigit (atc[5]) && g_ascii_isdigit (atc[6]);
}

static char *
dup_if_said (const char *text)
{
  g_autofree char *plain = smt_text_squeeze (text);

  return plain != NULL && *plain != '\0' ? g_steal_pointer (&plain) : NULL;
}

static void
fill_strengths (SmtProduct *product, const char *said)
{
  g_autoptr (SmtDisplay) parts = smt_display_parse (said);

  g_array_unref (product->strengths);
  product->strengths = g_steal_pointer (&parts->strengths);
}

static void
fill_form_from_list (SmtProduct *product, const char *code, const char *text)
{
  g_autofree char *said = smt_text_fold (text);

  if (product->form_text == NULL && said != NULL && *said != '\0')
    {
      product->form = smt_form_from_text (said);
      product->form_text = smt_form_spell_out (said);
    }
  if (product->form == SMT_FORM_UNKNOWN)
    product->form = smt_form_from_code (code);
}

static void
fill_form (SmtProduct *product, const SmtProductClues *clues, const SmtDisplay *parts)
{
  fill_form_from_list (product, clues->form_code, clues->form_text);
  if (clues->fest != NULL)
    fill_form_from_list (product, clues->fest->form_code, clues->fest->form_text);
  if (product->form == SMT_FORM_UNKNOWN && *parts->form != '\0')
    {
      product->form = smt_form_from_text (parts->form);
      product->form_parsed = product->form != SMT_FORM_UNKNOWN;
    }
  if (product->form_text == NULL && *parts->form != '\0')
    {
      product->form_text = smt_form_spell_out (parts->form);
      product->form_parsed = TRUE;
    }
  product->route = smt_form_get_route (product->form);
}

/*
 * Where a name may stand: the brand of the package, and the display before form and strength. That it is a depot may
 * stand in the form alone ("Haloperidol depotinj"), and tells it from the quick one like a name does.
 */
static char *
level_names (const SmtProduct *product, const SmtProductClues *clues, const SmtDisplay *parts)
{
  const char *brand = clues->name != NULL ? clues->name : "";
  gboolean is_depot = product->form_text != NULL && strstr (product->form_text, "depotinj") != NULL;
  g_autofree char *joined = g_strdup_printf ("%s ; %s%s", brand, parts->name, is_depot ? " depot" : "");
  g_autofree char *folded = smt_text_fold (joined);

  return smt_spelling_level (folded);
}

static void
fill_row (SmtProduct *product, const SmtProductClues *clues, const SmtDisplay *parts)
{
  g_autofree char *names = level_names (product, clues, parts);
  g_autoptr (GPtrArray) rows = NULL;

  if (is_atc_substance (product->atc))
    {
      product->certainty = is_atc_substance (clues->atc) ? SMT_CERTAINTY_ATC : SMT_CERTAINTY_FEST;
      rows = smt_rows_by_atc (product->atc);
      smt_rows_narrow (rows, names);
    }
  else
    {
      rows = smt_rows_by_name (names);
      if (rows->len > 0)
        product->certainty = SMT_CERTAINTY_NAME;
    }

  product->row = smt_rows_choose (rows, product);
  if (product->row == NULL)
    product->open_row = smt_rows_find_open (rows, product);
  if (rows->len == 0)
    return;

  /* all rows of a name are of one substance; its code is only sure when form and strength fit a row */
  const SmtIntervalRow *first = g_ptr_array_index (rows, 0);
  if (product->generic == NULL)
    product->generic = g_strdup (first->substance);
  if (product->atc == NULL && product->row != NULL && strlen (product->row->atc[0]) == ATC_LENGTH)
    product->atc = g_strdup (product->row->atc[0]);
}

/* A word in capitals among others that are not is an acronym, a letter or a number: "vitamin D", "faktor VIII". */
static gboolean
is_acronym (const char *word, const char *end)
{
  guint n = 0;

  for (const char *at = word; at < end; at = g_utf8_next_char (at), n++)
    if (!g_unichar_isupper (g_utf8_get_char (at)) && !g_unichar_isdigit (g_utf8_get_char (at)))
      return FALSE;
  return n <= LONGEST_ACRONYM;
}

/* Returns: (transfer full) (nullable): @name in lower case but for its acronyms; NULL where it has none. Medicines are
 * named in lower case, capitals only in acronyms (features.md 6). */
static char *
dup_shown (const char *name, const char *generic)
{
  g_autoptr (GString) shown = NULL;
  gboolean some_lower = FALSE;

  if (name == NULL || generic == NULL || !g_utf8_validate (name, -1, NULL))
    return NULL;
  for (const char *at = name; *at != '\0' && !some_lower; at = g_utf8_next_char (at))
    some_lower = g_unichar_islower (g_utf8_get_char (at));
  if (!some_lower)
    return NULL;
  shown = g_string_new (NULL);
  for (const char *at = name; *at != '\0';)
    {
      const char *end = at;
      gboolean keep;

      while (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      if (end == at)
        end = g_utf8_next_char (end);
      keep = is_acronym (at, end);
      for (; at < end; at = g_utf8_next_char (at))
        g_string_append_unichar (shown, keep ? g_utf8_get_char (at) : g_unichar_tolower (g_utf8_get_char (at)));
    }
  return g_str_equal (shown->str, generic) ? NULL : g_string_free (g_steal_pointer (&shown), FALSE);
}

/* What FEST says of the id, where the answer says nothing itself (contract 6). A code of a group gives way to one of a
 * substance: it is the same product, said more closely. */
static void
fill_from_fest (SmtProduct *product, const SmtCatalogueProduct *fest)
{
  if (!is_atc_substance (product->atc) && is_atc_substance (fest->atc))
    {
      g_free (product->atc);
      product->atc = g_strdup (fest->atc);
    }
  if (product->generic == NULL && fest->substance != NULL)
    {
      g_autofree char *substance = smt_text_fold (fest->substance);
      product->generic = dup_if_said (substance);
      product->generic_shown = dup_shown (fest->substance, product->generic);
    }
}

static void
fill_names (SmtProduct *product, const SmtProductClues *clues, const SmtDisplay *parts)
{
  if (product->generic == NULL && clues->is_substance && *parts->name != '\0')
    {
      product->generic = smt_text_fold (parts->name);
      product->generic_shown = dup_shown (parts->name, product->generic);
    }
  if (clues->is_substance)
    return;

  product->brand = dup_if_said (clues->name);
  if (product->brand == NULL && clues->fest != NULL)
    product->brand = dup_if_said (clues->fest->brand);
  if (product->brand == NULL)
    product->brand = dup_if_said (parts->name);
  if (product->brand == NULL || product->generic == NULL)
    return;

  g_autofree char *folded = smt_text_fold (product->brand);
  if (strcmp (folded, product->generic) == 0)
    g_clear_pointer (&product->brand, g_free);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_product_recognise:
 * @clues: what an answer says about a product
 *
 * Recognises by ATC code, else by FEST id, else by name; form from list 7448, else from FEST, else from the display;
 * strengths from the display, else as they are said by themselves. Half of the products in real answers have no ATC
 * code (contract 6).
 *
 * Returns: (transfer full): the product; its certainty says by what it was recognised, if at all
 */
SmtProduct *
smt_product_recognise (const SmtProductClues *clues)
{
  g_return_val_if_fail (clues != NULL, NULL);

  const char *fest_name = clues->fest != NULL && clues->fest->name != NULL ? clues->fest->name : "";
  const char *display = clues->display != NULL ? clues->display : fest_name;
  g_autoptr (SmtDisplay) parts = smt_display_parse (display);
  g_autofree char *substance = smt_text_fold (clues->atc_display);
  SmtProduct *product = g_new0 (SmtProduct, 1);

  g_atomic_ref_count_init (&product->ref_count);
  product->atc = dup_if_said (clues->atc);
  product->fest_id = dup_if_said (clues->fest_id);
  product->display = g_strdup (display);
  product->generic = dup_if_said (substance);
  product->generic_shown = dup_shown (clues->atc_display, product->generic);
  if (clues->fest != NULL)
    fill_from_fest (product, clues->fest);
  product->strengths = g_steal_pointer (&parts->strengths);
  product->strength_parsed = product->strengths->len > 0;
  if (!product->strength_parsed && clues->strength != NULL)
    fill_strengths (product, clues->strength);
  fill_form (product, clues, parts);
  fill_row (product, clues, parts);
  fill_names (product, clues, parts);
  return product;
}

/**
 * smt_product_ref:
 * @product: a product
 *
 * Returns: (transfer full): the same product
 */
SmtProduct *
smt_product_ref (const SmtProduct *product)
{
  g_return_val_if_fail (product != NULL, NULL);

  SmtProduct *self = (SmtProduct *)product;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_product_unref:
 * @product: (transfer full): a product
 */
void
smt_product_unref (SmtProduct *product)
{
  g_return_if_fail (product != NULL);

  if (!g_atomic_ref_count_dec (&product->ref_count))
    return;
  g_free (product->atc);
  g_free (product->fest_id);
  g_free (product->display);
  g_free (product->generic);
  g_free (product->generic_shown);
  g_free (product->brand);
  g_free (product->form_text);
  g_array_unref (product->strengths);
  g_free (product);
}

static gboolean
row_has_atc (const SmtIntervalRow *row, const char *atc)
{
  for (guint i = 0; row->atc[i] != NULL; i++)
    if (smt_text_equal_ascii_case (row->atc[i], atc))
      return TRUE;
  return FALSE;
}

/**
 * smt_product_same_substance:
 * @a: a product
 * @b: another product
 *
 * Methotrexate has two ATC codes; codes that stand in one row of the interval table are one substance.
 *
 * Returns: %TRUE if both are known to hold the same substance; what is not recognised is never the same
 */
gboolean
smt_product_same_substance (const SmtProduct *a, const SmtProduct *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (is_atc_substance (a->atc) && is_atc_substance (b->atc))
    {
      if (smt_text_equal_ascii_case (a->atc, b->atc))
        return TRUE;
      return (a->row != NULL && row_has_atc (a->row, b->atc)) || (b->row != NULL && row_has_atc (b->row, a->atc));
    }
  return a->generic != NULL && g_strcmp0 (a->generic, b->generic) == 0;
}

static gboolean
same_strengths (const SmtProduct *a, const SmtProduct *b)
{
  if (a->strengths->len != b->strengths->len)
    return FALSE;
  for (guint i = 0; i < a->strengths->len; i++)
    {
      const SmtStrength *left = &g_array_index (a->strengths, SmtStrength, i);
      const SmtStrength *right = &g_array_index (b->strengths, SmtStrength, i);
      if (!smt_decimal_equal (left->value, right->value) || g_strcmp0 (left->unit, right->unit) != 0
          || g_strcmp0 (left->per_unit, right->per_unit) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * smt_product_same_article:
 * @a: a product
 * @b: another product
 *
 * Returns: %TRUE if both are known to hold the same substance in the same form and strength, of whatever brand; what is
 *   not said of them is never the same, unless all of both is said in the same words
 */
gboolean
smt_product_same_article (const SmtProduct *a, const SmtProduct *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (!smt_product_same_substance (a, b))
    return FALSE;
  if (a->form == b->form && a->display != NULL && g_strcmp0 (a->display, b->display) == 0)
    return TRUE;
  return a->form == b->form && a->form != SMT_FORM_UNKNOWN && a->strengths->len > 0 && same_strengths (a, b);
}

/**
 * smt_product_strength_to_text:
 * @product: a product
 *
 * Returns: (transfer full): its strengths in the order they stand, "2,5 mg" or "50 mikrog/100 mikrog"; empty when none
 *   was found
 */
char *
smt_product_strength_to_text (const SmtProduct *product)
{
  g_return_val_if_fail (product != NULL, NULL);

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < product->strengths->len; i++)
    {
      const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, i);
      g_autofree char *value = smt_decimal_format (strength->value, ',');

      g_string_append_printf (text, "%s%s %s", i > 0 ? "/" : "", value, strength->unit);
      if (strength->per_unit != NULL)
        g_string_append_printf (text, "/%s", strength->per_unit);
    }
  return g_string_free (text, FALSE);
}

/* What has been misread is written out (features.md 6): "mikrog" as mg, "IE" and "E" as digits. "mg", "g" and "ml" are
 * as FEST's own names have them. */
static const struct
{
  const char *unit;
  const char *nb[2], *nn[2], *en[2]; /* of one, of many */
} spelt_out[] = {
  { "mikrog", { "mikrogram", "mikrogram" }, { "mikrogram", "mikrogram" }, { "microgram", "micrograms" } },
  { "ng", { "nanogram", "nanogram" }, { "nanogram", "nanogram" }, { "nanogram", "nanograms" } },
  { "IE",
    { "internasjonal enhet", "internasjonale enheter" },
    { "internasjonal eining", "internasjonale einingar" },
    { "international unit", "international units" } },
  { "E", { "enhet", "enheter" }, { "eining", "einingar" }, { "unit", "units" } },
  { "mill. IE",
    { "million internasjonale enheter", "millioner internasjonale enheter" },
    { "million internasjonale einingar", "millionar internasjonale einingar" },
    { "million international units", "million international units" } },
  { "mill. E",
    { "million enheter", "millioner enheter" },
    { "million einingar", "millionar einingar" },
    { "million units", "million units" } },
};

static const char *
spell_unit (const char *unit, gboolean many, SmtLanguage language)
{
  for (guint i = 0; i < G_N_ELEMENTS (spelt_out); i++)
    if (g_strcmp0 (spelt_out[i].unit, unit) == 0)
      return language == SMT_LANGUAGE_EN   ? spelt_out[i].en[many]
             : language == SMT_LANGUAGE_NN ? spelt_out[i].nn[many]
                                           : spelt_out[i].nb[many];
  return unit;
}

/* Thousands are parted by a no-break space; the comma is the decimal mark (features.md 6). Returns: (transfer full) */
static char *
format_grouped (SmtDecimal value)
{
  g_autofree char *plain = smt_decimal_format (value, ',');
  gsize whole = strcspn (plain, ",");
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; plain[i] != '\0'; i++)
    {
      if (i > 0 && i < whole && (whole - i) % 3 == 0 && whole > 3 && g_ascii_isdigit (plain[i - 1]))
        g_string_append (grouped, "\u00a0");
      g_string_append_c (grouped, plain[i]);
    }
  return g_string_free (grouped, FALSE);
}

/* "400 mg/30 mg" as FEST's own names have it; "5 g/100 g og 10 g/100 g" where a stroke is said within a strength, or is
 * hidden in the unit. */
static const char *
between_strengths (const SmtProduct *product, SmtLanguage language)
{
  for (guint i = 0; i < product->strengths->len; i++)
    if (g_array_index (product->strengths, SmtStrength, i).per_unit != NULL)
      return language == SMT_LANGUAGE_EN ? " and " : " og ";
  return "/";
}

/**
 * smt_product_strength_to_words:
 * @product: a product
 * @language: one language
 *
 * Returns: (transfer full): its strengths as the program says them, "50 mikrogram"; empty when none was found
 */
char *
smt_product_strength_to_words (const SmtProduct *product, SmtLanguage language)
{
  GString *words = g_string_new (NULL);

  g_return_val_if_fail (product != NULL, g_string_free (words, FALSE));

  for (guint i = 0; i < product->strengths->len; i++)
    {
      const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, i);
      gboolean many = smt_decimal_compare (strength->value, SMT_DECIMAL_INT (1)) != 0;
      g_autofree char *value = format_grouped (strength->value);

      g_string_append_printf (words, "%s%s %s", i > 0 ? between_strengths (product, language) : "", value,
                              spell_unit (strength->unit, many, language));
      if (strength->per_unit != NULL)
        g_string_append_printf (words, "/%s", spell_unit (strength->per_unit, FALSE, language));
    }
  return g_string_free (words, FALSE);
}
