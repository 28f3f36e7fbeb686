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
  [SMT_FINDING_RARER_THAN_PRODUCT] = "rarer-than-product",
  [SMT_FINDING_DAILY_MAXIMUM] = "daily-maximum",
  [SMT_FINDING_EARLIER_INTERVAL] = "earlier-interval",
  [SMT_FINDING_SUPPLY] = "supply",
  [SMT_FINDING_DUPLICATE] = "duplicate",
  [SMT_FINDING_NO_FOLIC_ACID] = "no-folic-acid",
  [SMT_FINDING_FOLIC_ACID_SAME_DAY] = "folic-acid-same-day",
  [SMT_FINDING_INTERVALS_SWAPPED] = "intervals-swapped",
  [SMT_FINDING_AMOUNT_AGAINST_DDD] = "amount-against-ddd",
  [SMT_FINDING_TWO_STRENGTHS] = "two-strengths",
  [SMT_FINDING_RENEWED_FAULT] = "renewed-fault",
  [SMT_FINDING_UNIT_AGAINST_FORM] = "unit-against-form",
  [SMT_FINDING_UNITS_DIFFER] = "units-differ",
  [SMT_FINDING_UNIT_SIZE] = "unit-size",
  [SMT_FINDING_REACTION] = "reaction",
  [SMT_FINDING_INTERACTION] = "interaction",
  [SMT_FINDING_PRODUCT_OPEN] = "product-open",
  [SMT_FINDING_READINGS_AGAINST_PRODUCT] = "readings-against-product",
  [SMT_FINDING_READING_AGAINST_PRODUCT] = "reading-against-product",
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
  finding->other_date = SMT_DATE_UNSET;
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

/*
 * _smt_finding_set_other:
 * @finding: a finding being made
 * @other: the other treatment it is about
 *
 * The finding rests on both: when either changes, it is another finding.
 */
void
_smt_finding_set_other (SmtFinding *finding, const SmtTreatment *other)
{
  g_free (finding->other_key);
  g_free (finding->other_name);
  g_free (finding->basis);
  finding->other_key = g_strdup (other->key);
  finding->other_name = g_strdup (other->product != NULL ? other->product->display : NULL);
  finding->basis =
      g_strdup_printf ("%s|%s", other->key != NULL ? other->key : "", other->digest != NULL ? other->digest : "");
}

/*
 * _smt_finding_add_basis:
 * @finding: a finding being made
 * @basis: (nullable): what else it rests on
 */
void
_smt_finding_add_basis (SmtFinding *finding, const char *basis)
{
  g_autofree char *before = finding->basis;

  finding->basis =
      g_strdup_printf ("%s%s%s", before != NULL ? before : "", before != NULL ? "|" : "", basis != NULL ? basis : "");
}

/*
 * _smt_finding_set_heard:
 * @finding: a finding being made
 * @source: what was heard beside the head of the chain: an earlier prescription, or the dispensings
 */
void
_smt_finding_set_heard (SmtFinding *finding, const SmtSource *source)
{
  const SmtRhythm *rhythm = smt_reading_get_rhythm (source->reading);

  g_clear_pointer (&finding->other, smt_rhythm_unref);
  finding->other = rhythm != NULL ? smt_rhythm_ref (rhythm) : NULL;
  finding->other_date = source->date;
}

/*
 * _smt_finding_set_readings:
 * @finding: a finding being made
 * @readings: an ambiguous reading of the voice it is about
 */
void
_smt_finding_set_readings (SmtFinding *finding, const SmtReading *readings)
{
  g_clear_pointer (&finding->readings, smt_reading_unref);
  finding->readings = smt_reading_ref (readings);
}

/*
 * _smt_finding_about:
 * @code: what was found
 * @treatment: where
 * @on: the day the voices were heard on
 * @voice: the voice it was heard in
 *
 * Returns: (transfer full): a finding with what both voices clearly say
 */
SmtFinding *
_smt_finding_about (SmtFindingCode code, const SmtTreatment *treatment, SmtDate on, SmtVoiceKind voice)
{
  SmtFinding *finding = _smt_finding_new (code, treatment, on);

  _smt_finding_set_voices (finding, smt_treatment_get_rhythm (treatment, SMT_VOICE_FIELD),
                           smt_treatment_get_rhythm (treatment, SMT_VOICE_TEXT));
  finding->voice = voice;
  return finding;
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
  g_free (finding->other_key);
  g_free (finding->other_name);
  g_clear_pointer (&finding->other, smt_rhythm_unref);
  g_free (finding->basis);
  g_clear_pointer (&finding->readings, smt_reading_unref);
  g_free (finding->unit);
  g_free (finding->form);
  g_clear_pointer (&finding->reaction, smt_reaction_free);
  g_clear_pointer (&finding->catalogue, smt_catalogue_unref);
  g_free (finding);
}

/**
 * smt_finding_dup_checks:
 * @finding: a finding
 *
 * Returns: (transfer full) (nullable): the checks it rests on, "C1+C2"; %NULL where it is of no check
 */
char *
smt_finding_dup_checks (const SmtFinding *finding)
{
  GString *names;

  g_return_val_if_fail (finding != NULL, NULL);

  names = g_string_new (NULL);
  for (guint id = SMT_CHECK_C1; id < SMT_N_CHECKS; id++)
    if ((finding->checks >> id) & 1)
      g_string_append_printf (names, "%sC%u", names->len > 0 ? "+" : "", id);

  return g_string_free (names, names->len == 0);
}

/**
 * smt_finding_dup_identity:
 * @finding: a finding
 *
 * Returns: (transfer full): the same for the same finding at every lookup, as long as the content it rests on stands:
 * of the treatment, and of the other one where it is about two
 */
char *
smt_finding_dup_identity (const SmtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  return g_strdup_printf ("%s|%s|%s%s%s", code_names[finding->code], finding->key != NULL ? finding->key : "",
                          finding->digest != NULL ? finding->digest : "", finding->basis != NULL ? "|" : "",
                          finding->basis != NULL ? finding->basis : "");
}
