/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands where of one treatment, as facts.
 * Main thread.
 */
#pragma once

#include "list/smt-list.h"
#include "ui/smt-fact-grid.h"

G_BEGIN_DECLS

void smt_source_facts_show (SmtFactGrid *grid, const SmtTreatment *treatment, const SmtList *list, SmtDate today);

G_END_DECLS
