/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One Dosage of plain FHIR R4 as a rhythm: amount, Timing.repeat, Timing.code, Timing.event, limits.
 * Private to the room. Owned by the caller; one thread.
 */
#pragma once

#include "fhir/smt-decode-private.h"

G_BEGIN_DECLS

/**
 * SmtTiming: one Dosage being read.
 * @rhythm: one step of one beat
 * @not_understood: something in it was not, so that the whole is unreadable: understood by half it is another dose
 * @defects: SmtFieldDefect bits
 */
typedef struct
{
  SmtDecoder *decoder;
  SmtRhythm *rhythm;
  gboolean not_understood;
  guint32 defects;
} SmtTiming;

static inline SmtBeat *
_smt_timing_beat (const SmtTiming *timing)
{
  return &timing->rhythm->steps[0].beats[0];
}

/* smt-timing.c */
void     _smt_timing_read         (SmtTiming *timing, SmtDecoder *decoder, SmtJsonCursor dosage);
void     _smt_timing_clear        (SmtTiming *timing);
gboolean _smt_timing_is_as_needed (SmtJsonCursor dosage);

/* smt-timing-amount.c */
void     _smt_timing_read_amount  (SmtTiming *timing, SmtJsonCursor dosage);
void     _smt_timing_read_limits  (SmtTiming *timing, SmtJsonCursor dosage);

/* smt-timing-days.c */
gboolean _smt_timing_has_days     (SmtJsonCursor repeat);
void     _smt_timing_read_days    (SmtTiming *timing, SmtJsonCursor repeat);
gboolean _smt_timing_read_time_unit (SmtJsonCursor unit, SmtTimeUnit *out);
gboolean _smt_timing_read_quantity_unit (SmtJsonCursor quantity, SmtTimeUnit *out);
guint    _smt_timing_read_count   (SmtTiming *timing, SmtJsonCursor repeat, const char *member);

/* smt-timing-code.c */
void     _smt_timing_read_code    (SmtTiming *timing, SmtJsonCursor concept);
void     _smt_timing_read_events  (SmtTiming *timing, SmtJsonCursor events);

G_END_DECLS
