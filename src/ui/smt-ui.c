/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-ui.h"

#include "smt-resources.h"
#include "ui/smt-decision-form.h"
#include "ui/smt-fact-grid.h"
#include "ui/smt-field.h"
#include "ui/smt-flow-layout.h"
#include "ui/smt-pane-layout.h"

/**
 * smt_ui_init:
 *
 * To be called once after gtk_init() and before the first widget.
 */
void
smt_ui_init (void)
{
  g_resources_register (smt_resources_get_resource ());
  g_type_ensure (SMT_TYPE_FLOW_LAYOUT);
  g_type_ensure (SMT_TYPE_PANE_LAYOUT);
  g_type_ensure (SMT_TYPE_FACT_GRID);
  g_type_ensure (SMT_TYPE_FIELD);
  g_type_ensure (SMT_TYPE_DECISION_FORM);
}
