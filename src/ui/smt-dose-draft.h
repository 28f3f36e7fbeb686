/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a dose editor's fields hold: the steps of a dose, and the way between them and a rhythm.
 * Plain values; pure functions.
 */
#pragma once

#include "ui/smt-draft-step.h"

G_BEGIN_DECLS

#define SMT_DRAFT_MAX_STEPS 12

GPtrArray *smt_dose_draft_new         (void);
GPtrArray *smt_dose_draft_from_rhythm (const SmtRhythm *rhythm);
SmtRhythm *smt_dose_draft_to_rhythm   (const GPtrArray *steps, guint *at, SmtDraftFault *fault);
SmtRhythm *smt_dose_draft_begin       (const SmtRhythm *rhythm, SmtDate first_day);
SmtDate    smt_dose_draft_first_day   (const GPtrArray *steps, SmtDate today);

G_END_DECLS
