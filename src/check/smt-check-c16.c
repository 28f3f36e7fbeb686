/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C16, interactions between the treatments in use, as FEST has them. FEST grades them itself: what should be avoided is
 * for a look, what needs precautions only informs, and what needs no action is not told.
 */
#include "check/smt-check.h"

#include "check/smt-finding-private.h"

static const char *
atc_of (const SmtTreatment *treatment)
{
  return treatment != NULL && treatment->product != NULL ? treatment->product->atc : NULL;
}

static void
report (const SmtListHearing *hearing, guint index, const SmtTreatment *other, const SmtInteraction *interaction)
{
  const SmtTreatment *treatment = g_ptr_array_index (hearing->list->treatments, index);
  SmtFinding *finding = _smt_finding_new (SMT_FINDING_INTERACTION, treatment, hearing->today);

  _smt_finding_set_other (finding, other);
  finding->catalogue = smt_catalogue_ref (hearing->list->catalogue);
  finding->interaction = interaction;
  finding->checks = 1u << SMT_CHECK_C16;
  finding->severity_class = interaction->relevance == SMT_INTERACTION_AVOID ? SMT_CLASS_CHECK : SMT_CLASS_INFO;
  _smt_finding_add_basis (finding, interaction->id);
  _smt_report_at (hearing, index, finding);
}

static gboolean
is_told (const SmtInteraction *interaction)
{
  return interaction != NULL
         && (interaction->relevance == SMT_INTERACTION_AVOID || interaction->relevance == SMT_INTERACTION_PRECAUTIONS);
}

/*
 * _smt_check_list_c16:
 * @hearing: the list
 *
 * Without a catalogue nothing is known, and nothing is said.
 */
void
_smt_check_list_c16 (const SmtListHearing *hearing)
{
  const SmtCatalogue *catalogue = hearing->list->catalogue;
  guint n = hearing->list->treatments->len;

  for (guint i = 0; catalogue != NULL && i < n; i++)
    {
      const SmtTreatment *a = _smt_nth_in_use (hearing, i);
      for (guint k = i + 1; atc_of (a) != NULL && k < n; k++)
        {
          const SmtTreatment *b = _smt_nth_in_use (hearing, k);
          const SmtInteraction *interaction =
              atc_of (b) != NULL ? smt_catalogue_find_interaction (catalogue, atc_of (a), atc_of (b)) : NULL;
          if (!is_told (interaction))
            continue;
          report (hearing, i, b, interaction);
          report (hearing, k, a, interaction);
        }
    }
}
