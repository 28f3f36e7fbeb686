/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-amounts.h"

#include <string.h>

#include "base/smt-text.h"

/* --- tables ------------------------------------------------------------------------------------------------------- */

#define WORD(word) word, sizeof word - 1

/* How units of a dose are written, folded; a compound ends in its kind: "depottablett", "ferdigfylt sprøyte". */
static const struct
{
  const char *word;
  gsize length;
  gboolean whole;
  SmtUnitKind kind;
} unit_words[] = {
  { WORD ("g"), TRUE, SMT_UNIT_MASS },
  { WORD ("gram"), TRUE, SMT_UNIT_MASS },
  { WORD ("mg"), TRUE, SMT_UNIT_MASS },
  { WORD ("milligram"), TRUE, SMT_UNIT_MASS },
  { WORD ("mikrog"), TRUE, SMT_UNIT_MASS },
  { WORD ("mikrogram"), TRUE, SMT_UNIT_MASS },
  { WORD ("mcg"), TRUE, SMT_UNIT_MASS },
  { WORD ("µg"), TRUE, SMT_UNIT_MASS },
  { WORD ("μg"), TRUE, SMT_UNIT_MASS },
  { WORD ("ml"), TRUE, SMT_UNIT_VOLUME },
  { WORD ("milliliter"), TRUE, SMT_UNIT_VOLUME },
  { WORD ("tabl"), TRUE, SMT_UNIT_TABLET },
  { WORD ("tab"), TRUE, SMT_UNIT_TABLET },
  { WORD ("tbl"), TRUE, SMT_UNIT_TABLET },
  { WORD ("tablett"), FALSE, SMT_UNIT_TABLET },
  { WORD ("tabletter"), FALSE, SMT_UNIT_TABLET },
  { WORD ("resoriblett"), TRUE, SMT_UNIT_TABLET },
  { WORD ("kaps"), TRUE, SMT_UNIT_CAPSULE },
  { WORD ("kapsel"), FALSE, SMT_UNIT_CAPSULE },
  { WORD ("kapsler"), FALSE, SMT_UNIT_CAPSULE },
  { WORD ("sprøyte"), FALSE, SMT_UNIT_SYRINGE },
  { WORD ("sprøyter"), FALSE, SMT_UNIT_SYRINGE },
  { WORD ("penn"), FALSE, SMT_UNIT_PEN },
  { WORD ("penner"), FALSE, SMT_UNIT_PEN },
  { WORD ("ampulle"), FALSE, SMT_UNIT_AMPOULE },
  { WORD ("ampuller"), FALSE, SMT_UNIT_AMPOULE },
  { WORD ("hetteglass"), TRUE, SMT_UNIT_AMPOULE },
  { WORD ("plaster"), FALSE, SMT_UNIT_PATCH },
  { WORD ("plastre"), FALSE, SMT_UNIT_PATCH },
  { WORD ("dråpe"), TRUE, SMT_UNIT_DROP },
  { WORD ("dråper"), TRUE, SMT_UNIT_DROP },
  { WORD ("inhalasjon"), TRUE, SMT_UNIT_PUFF },
  { WORD ("inhalasjoner"), TRUE, SMT_UNIT_PUFF },
  { WORD ("sug"), TRUE, SMT_UNIT_PUFF },
  { WORD ("puff"), TRUE, SMT_UNIT_PUFF },
  { WORD ("stikkpille"), TRUE, SMT_UNIT_SUPPOSITORY },
  { WORD ("stikkpiller"), TRUE, SMT_UNIT_SUPPOSITORY },
  { WORD ("stk"), TRUE, SMT_UNIT_PIECE },
};

#define KIND(kind) (1u << SMT_UNIT_##kind)
#define PIECES (KIND (TABLET) | KIND (CAPSULE) | KIND (SYRINGE) | KIND (PEN) | KIND (PATCH) | KIND (PIECE))

/*
 * Units that a form is surely not counted in. Only what cannot be meant: an oral syringe measures a mixture, a capsule
 * is inhaled, a tablet is put into the vagina, and an injection may be measured in drops of an infusion.
 */
static const guint32 foreign_units[] = {
  [SMT_FORM_UNKNOWN] = 0,
  [SMT_FORM_ORAL_SOLID] = KIND (VOLUME) | KIND (SYRINGE) | KIND (PEN) | KIND (AMPOULE) | KIND (PATCH) | KIND (DROP)
                          | KIND (PUFF) | KIND (SUPPOSITORY),
  [SMT_FORM_ORAL_LIQUID] =
      KIND (TABLET) | KIND (CAPSULE) | KIND (PEN) | KIND (PATCH) | KIND (PUFF) | KIND (SUPPOSITORY),
  [SMT_FORM_INJECTION] = KIND (TABLET) | KIND (CAPSULE) | KIND (PATCH) | KIND (PUFF) | KIND (SUPPOSITORY),
  [SMT_FORM_PATCH] = KIND (VOLUME) | KIND (TABLET) | KIND (CAPSULE) | KIND (SYRINGE) | KIND (PEN) | KIND (AMPOULE)
                     | KIND (DROP) | KIND (PUFF) | KIND (SUPPOSITORY),
  [SMT_FORM_SUBLINGUAL] = KIND (SYRINGE) | KIND (PEN) | KIND (PATCH) | KIND (PUFF) | KIND (SUPPOSITORY),
  [SMT_FORM_VAGINAL] = KIND (SYRINGE) | KIND (PEN) | KIND (PATCH) | KIND (DROP) | KIND (PUFF),
  [SMT_FORM_TOPICAL] = KIND (TABLET) | KIND (CAPSULE) | KIND (PEN) | KIND (PUFF) | KIND (SUPPOSITORY),
  [SMT_FORM_EYE_EAR_NOSE] = KIND (TABLET) | KIND (CAPSULE) | KIND (PEN) | KIND (PATCH) | KIND (SUPPOSITORY),
  [SMT_FORM_INHALED] = KIND (TABLET) | KIND (SYRINGE) | KIND (PEN) | KIND (PATCH) | KIND (SUPPOSITORY),
  [SMT_FORM_RECTAL] = KIND (SYRINGE) | KIND (PEN) | KIND (PATCH) | KIND (DROP) | KIND (PUFF),
  [SMT_FORM_IMPLANT] = KIND (TABLET) | KIND (CAPSULE) | KIND (PATCH) | KIND (DROP) | KIND (PUFF),
  [SMT_FORM_OTHER] = 0,
};

/* --- for the room ------------------------------------------------------------------------------------------------- */

static inline gboolean
says_unit (const char *folded, gsize length, guint i)
{
  gsize wanted = unit_words[i].length;

  if (unit_words[i].whole ? length != wanted : length < wanted)
    return FALSE;
  folded += length - wanted;
  return folded[0] == unit_words[i].word[0] && memcmp (folded, unit_words[i].word, wanted) == 0;
}

/*
 * _smt_unit_kind:
 * @unit: (nullable): a unit as a dose says it
 *
 * Returns: what it measures or counts
 */
SmtUnitKind
_smt_unit_kind (const char *unit)
{
  g_autofree char *owned = NULL;
  const char *folded = smt_text_peek_folded (unit, &owned);
  gsize length = folded != NULL ? strlen (folded) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (unit_words); i++)
    if (says_unit (folded, length, i))
      return unit_words[i].kind;
  return SMT_UNIT_UNKNOWN;
}

/* Granules and powders are solid, too, and are measured in many ways. */
static gboolean
is_counted (const SmtProduct *product)
{
  g_autofree char *owned = NULL;
  const char *form = smt_text_peek_folded (product->form_text, &owned);

  return form != NULL && (strstr (form, "tab") != NULL || strstr (form, "kaps") != NULL);
}

/*
 * _smt_unit_fits_form:
 * @kind: what a unit counts
 * @product: a product
 *
 * Returns: %FALSE if a dose of @product can surely not be counted so
 */
gboolean
_smt_unit_fits_form (SmtUnitKind kind, const SmtProduct *product)
{
  if (product->form == SMT_FORM_ORAL_SOLID && !is_counted (product))
    return TRUE;
  return (foreign_units[product->form] & (1u << kind)) == 0;
}

static gint64
nanograms (const char *unit)
{
  g_autofree char *owned = NULL;
  const char *folded = smt_text_peek_folded (unit, &owned);

  if (folded == NULL)
    return 0;
  if (strcmp (folded, "g") == 0 || strcmp (folded, "gram") == 0)
    return 1000000000;
  if (strcmp (folded, "mg") == 0 || strcmp (folded, "milligram") == 0)
    return 1000000;
  return _smt_unit_kind (unit) == SMT_UNIT_MASS ? 1000 : 0;
}

/*
 * _smt_mass_ratio:
 * @unit: a unit
 * @other: another one
 * @out: how many of @other one of @unit is
 *
 * Returns: whether both are masses
 */
gboolean
_smt_mass_ratio (const char *unit, const char *other, SmtRatio *out)
{
  gint64 size = nanograms (unit), other_size = nanograms (other);

  return size > 0 && other_size > 0 && smt_ratio_make (size, other_size, out);
}

/* A strength that is in one piece: "2,5 mg", or in one container, "40 mg/0,4 ml"; never a concentration. */
static const SmtStrength *
strength_of_piece (const SmtProduct *product, SmtUnitKind kind)
{
  if (product->strengths->len != 1 || (PIECES & (1u << kind)) == 0)
    return NULL;

  const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, 0);
  if (strength->per_unit == NULL)
    return strength;
  gboolean container = g_ascii_isdigit (strength->per_unit[0]) && g_str_has_suffix (strength->per_unit, " ml");
  return container && (kind == SMT_UNIT_SYRINGE || kind == SMT_UNIT_PEN) ? strength : NULL;
}

/*
 * _smt_amount_of_one:
 * @product: a product
 * @unit: the unit of a dose of it
 * @wanted: a unit of its strength
 * @out: how much of @wanted one @unit is
 *
 * Returns: whether that is exactly known
 */
gboolean
_smt_amount_of_one (const SmtProduct *product, const char *unit, const char *wanted, SmtRatio *out)
{
  SmtRatio amount, factor;

  if (smt_text_equal_ascii_case (unit, wanted))
    {
      *out = SMT_RATIO_INT (1);
      return TRUE;
    }
  if (_smt_mass_ratio (unit, wanted, out))
    return TRUE;

  const SmtStrength *strength = strength_of_piece (product, _smt_unit_kind (unit));
  if (strength == NULL || !smt_decimal_to_ratio (strength->value, &amount))
    return FALSE;
  if (strcmp (strength->unit, wanted) == 0)
    factor = SMT_RATIO_INT (1);
  else if (!_smt_mass_ratio (strength->unit, wanted, &factor))
    return FALSE;
  return smt_ratio_multiply (amount, factor, out);
}
