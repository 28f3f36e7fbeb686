/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which rows of a list stand under which heading of a patient's page, and in what order.
 * Main thread.
 */
#pragma once

#include "ui/smt-group-section.h"
#include "ui/smt-grouping.h"

G_BEGIN_DECLS

/** SmtPlace: one section of the page, as it is to be. */
typedef struct
{
  SmtGroup group;
  char *heading;            /* (nullable): it stands under this one, and not by its group */
  GPtrArray *keys;          /* (element-type utf8): its rows, lane by lane */
  GArray *lanes;            /* (element-type SmtLane): of each of them */
  SmtGroupSection *section; /* (nullable): borrowed, a child of the page */
  guint n_taken;            /* of its rows: so many are in the section */
} SmtPlace;

/* (transfer full) (element-type SmtPlace): those that have rows, as they follow one another */
GPtrArray *smt_places_new (const SmtReconciliation *reconciliation, SmtGrouping grouping);

G_END_DECLS
