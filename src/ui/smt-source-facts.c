/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-source-facts.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-lane.h"
#include "ui/smt-phrases.h"

/**
 * smt_source_facts_show:
 * @grid: shows it
 * @treatment: of @list
 * @list: the list
 * @today: today
 *
 * Shows what stands where: each place that says a dose with its own words, the indication, and who changed it last.
 */
void
smt_source_facts_show (SmtFactGrid *grid, const SmtTreatment *treatment, const SmtList *list, SmtDate today)
{
  g_return_if_fail (SMT_IS_FACT_GRID (grid) && treatment != NULL);

  smt_fact_grid_clear (grid);
  for (guint i = 0; i < treatment->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (treatment->sources, i);
      g_autofree char *word = smt_phrase_capitalize (smt_word_for_origin (source->origin));
      g_autofree char *quote = smt_phrase_quote (source->raw);
      smt_fact_grid_add (grid, word, quote);
    }
  smt_fact_grid_add (grid, C_ ("detail", "Indication"), treatment->indication);
  smt_fact_grid_add (grid, C_ ("detail", "Instruction"), treatment->instruction);
  if (treatment->multidose)
    {
      g_autofree char *heading = smt_lane_heading (SMT_LANE_MULTIDOSE, list, today);

      smt_fact_grid_add (grid, C_ ("detail", "Multidose"), heading);
    }
  if (treatment->author != NULL)
    {
      g_autofree char *when = smt_phrase_moment (treatment->last_changed, today);
      g_autofree char *who = g_strdup_printf ("%s, %s", treatment->author, when);
      smt_fact_grid_add (grid, C_ ("detail", "Last changed by"), who);
    }
}
