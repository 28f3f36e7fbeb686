/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the list is divided: by where rows stand, or by ATC, indication or time of day. What must be decided, has been
 * stopped or has expired always stands by itself.
 * Main thread.
 */
#pragma once

#include "desk/smt-patient-context.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_GROUPING_STATUS,
  SMT_GROUPING_ATC,
  SMT_GROUPING_INDICATION,
  SMT_GROUPING_TIME,
} SmtGrouping;

SmtGrouping smt_grouping_get      (void);
void        smt_grouping_set      (const char *name);
const char *smt_grouping_name     (SmtGrouping grouping);
/* (transfer full) (nullable): NULL for a row that stands by its status */
char       *smt_grouping_heading  (SmtGrouping grouping, const SmtRow *row);
/* (transfer full) (element-type utf8): each heading once, as they follow one another */
GPtrArray  *smt_grouping_headings (SmtGrouping grouping, const SmtReconciliation *reconciliation);

G_END_DECLS
