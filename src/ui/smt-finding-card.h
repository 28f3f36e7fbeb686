/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One finding in plain words: what was found where, what was expected, which rule, what makes it go away.
 * Owned by the detail pane; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "check/smt-finding.h"

G_BEGIN_DECLS

#define SMT_TYPE_FINDING_CARD (smt_finding_card_get_type ())
G_DECLARE_FINAL_TYPE (SmtFindingCard, smt_finding_card, SMT, FINDING_CARD, GtkBox)

GtkWidget *smt_finding_card_new (const SmtFinding *finding, const SmtTreatment *treatment);

G_END_DECLS
