/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making findings. Private to the room.
 */
#pragma once

#include "check/smt-finding.h"

G_BEGIN_DECLS

SmtFinding *_smt_finding_new             (SmtFindingCode code, const SmtTreatment *treatment, SmtDate on);
SmtFinding *_smt_finding_about           (SmtFindingCode code, const SmtTreatment *treatment, SmtDate on,
                                          SmtVoiceKind voice);
void        _smt_finding_set_voices      (SmtFinding *finding, const SmtRhythm *field, const SmtRhythm *text);
void        _smt_finding_set_other       (SmtFinding *finding, const SmtTreatment *other);
void        _smt_finding_add_basis       (SmtFinding *finding, const char *basis);
void        _smt_finding_set_heard       (SmtFinding *finding, const SmtSource *source);
void        _smt_finding_set_readings    (SmtFinding *finding, const SmtReading *readings);

G_END_DECLS
