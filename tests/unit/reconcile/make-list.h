/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made-up treatments and lists for the tests of this room.
 */
#pragma once

#include "reconcile/smt-reconciliation.h"

typedef struct
{
  const char *key;
  const char *display;  /* "Methotrexate Orifarm tab 2,5 mg" */
  const char *atc;
  SmtRhythm *field;     /* (transfer full) (nullable) */
  SmtRhythm *text;      /* (transfer full) (nullable) */
  const char *entry_id; /* NULL = loose */
  const char *prescription_id;
  SmtPrescriptionStatus status;
  SmtTreatmentState state;
} MadeUp;

SmtTreatment *make_treatment (const MadeUp *made_up);
SmtList      *make_list      (const MadeUp *made_up, guint n, gboolean has_pll);

/* "3 tablett" every day, every Monday, n days apart … */
SmtRhythm *daily  (int amount);
SmtRhythm *monday (int amount);
SmtRhythm *weekly (int amount);

#define TODAY (smt_date_new (2026, 11, 20))
