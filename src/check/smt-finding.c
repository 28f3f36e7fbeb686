/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/smt-finding-private.h"

/* Names of the codes, part of a finding's identity: stable from release to release. */
static const char *const code_names[SMT_N_FINDING_CODES] = {
  [SMT_FINDING_FIELD_AGAINST_PRODUCT] = "field-against-product",
  [SMT_FINDING_TEXT_AGAINST_PRODUCT] = "text-against-product",
  [SMT_FINDING_FIELD_AGAINST_TEXT] = "field-against-text",
  [SMT_FINDING_FIELD_DIFFERS_FROM_TEXT] = "field-differs-from-text",
  [SMT_FINDING_WEEKDAY_AGAINST_TEXT] = "weekday-against-text",
  [SMT_FINDING_FIELD_SILENT] = "field-silent",
  [SMT_FINDING_FIELD_UNKNOWN_INTERVAL] = "field-unknown-interval",
  [SMT_FINDING_FIELD_DEFECT] = "field-defect",
  [SMT_FINDING_PRODUCT_NOT_RECOGNISED] = "product-not-recognised",
  [SMT_FINDING_SOURCES_DIFFER] = "sources-differ",
  [SMT_FINDING_WEEKLY_MAXIMUM] = "weekly-maximum",
  [SMT_FINDING_TEXT_WITHOUT_INTERVAL] = "text-without-interval",
  [SMT_FINDING_NO_BREAK] = "no-break",
};

/*
 * _smt_finding_new:
 * @code: what was found
 * @treatment: where
 * @on: the day the voices were compared on
 *
 * Returns: (transfer full): a finding of the lowest class, for a check to fill
 */
SmtFinding *
_smt_finding_new (SmtFindingCode code, const SmtTreatment *treatment, SmtDate on)
{
  SmtFinding *finding = g_new0 (SmtFinding, 1);

  g_atomic_ref_count_init (&finding->ref_count);
  finding->code = code;
  finding->key = g_strdup (treatment->key);
  finding->digest = g_strdup (treatment->digest);
  finding->factor = SMT_RATIO_INT (0);
  finding->weekly = SMT_RATIO_INT (0);
  finding->on = on;
  return finding;
}

/*
 * _smt_finding_set_voices:
 * @finding: a finding being made
 * @field: (nullable): what the field said
 * @text: (nullable): what the text said
 */
void
_smt_finding_set_voices (SmtFinding *finding, const SmtRhythm *field, const SmtRhythm *text)
{
  g_clear_pointer (&finding->field, smt_rhythm_unref);
  g_clear_pointer (&finding->text, smt_rhythm_unref);
  if (field != NULL)
    finding->field = smt_rhythm_ref (field);
  if (text != NULL)
    finding->text = smt_rhythm_ref (text);
}

/**
 * smt_finding_ref:
 * @finding: a finding
 *
 * Returns: (transfer full): the same finding
 */
SmtFinding *
smt_finding_ref (const SmtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  SmtFinding *self = (SmtFinding *)finding;
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * smt_finding_unref:
 * @finding: (transfer full): a finding
 */
void
smt_finding_unref (SmtFinding *finding)
{
  g_return_if_fail (finding != NULL);

  if (!g_atomic_ref_count_dec (&finding->ref_count))
    return;
  g_free (finding->key);
  g_free (finding->digest);
  g_clear_pointer (&finding->field, smt_rhythm_unref);
  g_clear_pointer (&finding->text, smt_rhythm_unref);
  g_free (finding);
}

/**
 * smt_finding_dup_identity:
 * @finding: a finding
 *
 * Returns: (transfer full): the same for the same finding at every lookup, as long as the treatment's content stands
 */
char *
smt_finding_dup_identity (const SmtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  return g_strdup_printf ("%s|%s|%s", code_names[finding->code], finding->key != NULL ? finding->key : "",
                          finding->digest != NULL ? finding->digest : "");
}
