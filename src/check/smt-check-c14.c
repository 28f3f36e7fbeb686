/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C14, the unit of an amount: one that the form is not counted in, the same number with another unit in field and text
 * (three tablets read as 3 mg), or an amount that is no likely part of the strength.
 */
#include "check/smt-check.h"

#include "check/smt-amounts.h"
#include "check/smt-finding-private.h"

/* Nobody takes less than an eighth of a tablet, nor fifty of them at a time. */
#define SMALLEST_PART 8
#define LARGEST_DOSE 50
/* From here on, as many tablets as one of them has milligrams are milligrams. */
#define MANY_PIECES 20

/* --- helpers ------------------------------------------------------------------------------------------------------ */

static const SmtBeat *
first_beat (const SmtRhythm *rhythm)
{
  for (guint i = 0; i < rhythm->n_steps; i++)
    if (rhythm->steps[i].n_beats > 0)
      return &rhythm->steps[i].beats[0];
  return NULL;
}

static SmtFinding *
report (const SmtHearing *hearing,
        SmtFindingCode code,
        const SmtRhythm *field,
        const SmtRhythm *text,
        GPtrArray *findings)
{
  SmtFinding *finding = _smt_finding_new (code, hearing->treatment, hearing->today);

  _smt_finding_set_voices (finding, field, text);
  finding->checks = 1u << SMT_CHECK_C14;
  finding->severity_class = SMT_CLASS_CHECK;
  finding->severity = SMT_SEVERITY_S3;
  finding->voice = field != NULL ? SMT_VOICE_FIELD : SMT_VOICE_TEXT;
  g_ptr_array_add (findings, finding);
  return finding;
}

/* --- unit against form -------------------------------------------------------------------------------------------- */

static gboolean
check_form (const SmtHearing *hearing, const GPtrArray *rhythms, gboolean in_field, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;

  for (guint i = 0; i < rhythms->len; i++)
    {
      const SmtRhythm *rhythm = g_ptr_array_index (rhythms, i);
      const SmtBeat *beat = first_beat (rhythm);
      if (beat == NULL || beat->unit == NULL || _smt_unit_fits_form (_smt_unit_kind (beat->unit), product))
        continue;
      SmtFinding *finding =
          report (hearing, SMT_FINDING_UNIT_AGAINST_FORM, in_field ? rhythm : NULL, in_field ? NULL : rhythm, findings);
      finding->unit = g_strdup (beat->unit);
      finding->form = g_strdup (product->form_text);
      return TRUE;
    }
  return FALSE;
}

/* --- the same number, another unit -------------------------------------------------------------------------------- */

/* A syringe or an ampoule may well hold one millilitre. */
static gboolean
holds_volume (SmtUnitKind kind)
{
  return kind == SMT_UNIT_SYRINGE || kind == SMT_UNIT_PEN || kind == SMT_UNIT_AMPOULE || kind == SMT_UNIT_PIECE;
}

static gboolean
is_mistaken (SmtUnitKind a, SmtUnitKind b)
{
  if (a == SMT_UNIT_UNKNOWN || b == SMT_UNIT_UNKNOWN || a == b)
    return FALSE;
  if (a == SMT_UNIT_MASS || b == SMT_UNIT_MASS)
    return TRUE;
  return (a == SMT_UNIT_VOLUME && !holds_volume (b)) || (b == SMT_UNIT_VOLUME && !holds_volume (a));
}

/* A tablet of 1 mg, or a mixture of 1 mg/ml: then the number is the same, and right. */
static gboolean
has_strength_of_one (const SmtProduct *product)
{
  for (guint i = 0; i < product->strengths->len; i++)
    if (smt_decimal_equal (g_array_index (product->strengths, SmtStrength, i).value, SMT_DECIMAL_INT (1)))
      return TRUE;
  return FALSE;
}

static gboolean
is_same_number (const SmtRhythm *field, const SmtRhythm *text)
{
  const SmtBeat *a = first_beat (field);
  const SmtBeat *b = first_beat (text);

  if (a == NULL || b == NULL || a->amount.kind != SMT_RANGE_EXACT || b->amount.kind != SMT_RANGE_EXACT
      || a->basis != b->basis || !smt_decimal_equal (a->amount.lo, b->amount.lo))
    return FALSE;
  return is_mistaken (_smt_unit_kind (a->unit), _smt_unit_kind (b->unit));
}

static gboolean
check_number (const SmtHearing *hearing, GPtrArray *findings)
{
  if (has_strength_of_one (hearing->treatment->product))
    return FALSE;
  for (guint i = 0; i < hearing->fields->len; i++)
    for (guint k = 0; k < hearing->texts->len; k++)
      {
        const SmtRhythm *field = g_ptr_array_index (hearing->fields, i);
        const SmtRhythm *text = g_ptr_array_index (hearing->texts, k);
        if (!is_same_number (field, text))
          continue;
        report (hearing, SMT_FINDING_UNITS_DIFFER, field, text, findings);
        return TRUE;
      }
  return FALSE;
}

/* --- amount against strength -------------------------------------------------------------------------------------- */

/* "40 tabletter" of 40 mg, or a hundred of anything. */
static gboolean
is_too_many (const SmtBeat *beat, const SmtProduct *product)
{
  const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, 0);
  SmtUnitKind kind = _smt_unit_kind (beat->unit);

  if ((kind != SMT_UNIT_TABLET && kind != SMT_UNIT_CAPSULE && kind != SMT_UNIT_PIECE)
      || beat->amount.kind != SMT_RANGE_EXACT)
    return FALSE;
  return smt_decimal_compare (beat->amount.lo, SMT_DECIMAL_INT (LARGEST_DOSE)) > 0
         || (smt_decimal_compare (beat->amount.lo, SMT_DECIMAL_INT (MANY_PIECES)) >= 0
             && smt_decimal_equal (beat->amount.lo, strength->value));
}

static gboolean
is_unlikely (const SmtBeat *beat, const SmtProduct *product)
{
  const SmtStrength *strength = &g_array_index (product->strengths, SmtStrength, 0);
  SmtRatio unit, amount, pieces, of_strength;

  if (beat->per != SMT_PER_WHOLE || beat->basis == SMT_BASIS_PER_PERIOD
      || (beat->amount.kind != SMT_RANGE_EXACT && beat->amount.kind != SMT_RANGE_BETWEEN)
      || smt_decimal_sign (beat->amount.hi) <= 0 || !_smt_mass_ratio (beat->unit, strength->unit, &unit)
      || !smt_decimal_to_ratio (strength->value, &of_strength) || of_strength.num <= 0)
    return FALSE;
  if (!smt_decimal_to_ratio (beat->amount.hi, &amount) || !smt_ratio_multiply (amount, unit, &amount)
      || !smt_ratio_divide (amount, of_strength, &pieces))
    return FALSE;
  if (smt_ratio_compare (pieces, (SmtRatio){ 1, SMALLEST_PART }) < 0)
    return TRUE;
  return smt_decimal_to_ratio (beat->amount.lo, &amount) && smt_ratio_multiply (amount, unit, &amount)
         && smt_ratio_divide (amount, of_strength, &pieces)
         && smt_ratio_compare (pieces, SMT_RATIO_INT (LARGEST_DOSE)) > 0;
}

/* Only what is counted in whole pieces has parts that are unlikely; a mixture is measured as it is wanted. */
static void
check_size (const SmtHearing *hearing, const GPtrArray *rhythms, gboolean in_field, GPtrArray *findings)
{
  const SmtProduct *product = hearing->treatment->product;

  if (product->form != SMT_FORM_ORAL_SOLID || product->strengths->len != 1
      || g_array_index (product->strengths, SmtStrength, 0).per_unit != NULL)
    return;
  for (guint i = 0; i < rhythms->len; i++)
    {
      const SmtRhythm *rhythm = g_ptr_array_index (rhythms, i);
      const SmtBeat *beat = first_beat (rhythm);
      if (beat == NULL || beat->unit == NULL || (!is_too_many (beat, product) && !is_unlikely (beat, product)))
        continue;
      SmtFinding *finding =
          report (hearing, SMT_FINDING_UNIT_SIZE, in_field ? rhythm : NULL, in_field ? NULL : rhythm, findings);
      finding->form = smt_product_strength_to_text (product);
      return;
    }
}

/*
 * _smt_check_c14:
 * @hearing: what was heard
 * @findings: (element-type SmtFinding): where to report
 *
 * One cause, one finding: the first of the three that holds.
 */
void
_smt_check_c14 (const SmtHearing *hearing, GPtrArray *findings)
{
  guint before = findings->len;

  if (hearing->treatment->product == NULL || check_form (hearing, hearing->fields, TRUE, findings)
      || check_form (hearing, hearing->texts, FALSE, findings) || check_number (hearing, findings))
    return;
  check_size (hearing, hearing->fields, TRUE, findings);
  if (findings->len == before)
    check_size (hearing, hearing->texts, FALSE, findings);
}
