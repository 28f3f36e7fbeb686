/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making findings. Private to the room.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

SmtFinding *_smt_finding_new             (SmtFindingCode code, const SmtTreatment *treatment, SmtDate on);
void        _smt_finding_set_voices      (SmtFinding *finding, const SmtRhythm *field, const SmtRhythm *text);

G_END_DECLS
