/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kinds of row stand in a group, counted, for the line beside its heading.
 * Owned by the section that shows them; main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

/** SmtGroupCounts: a row may be of several kinds. */
typedef struct
{
  guint n_loose;
  guint n_proposed;
  guint n_asked;
  guint n_new;
  guint n_double;
} SmtGroupCounts;

void  smt_group_counts_add (SmtGroupCounts *counts, SmtPatientContext *context, const SmtRow *row);
char *smt_group_counts_say (const SmtGroupCounts *counts);

G_END_DECLS
