/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of this room share about rhythms and nobody else needs.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

#define SMT_ALL_WEEKDAYS 0x7f

guint    _smt_bits_count         (guint bits);
gboolean _smt_range_known        (SmtRange range);
gboolean _smt_range_valid        (SmtRange range);
SmtRange _smt_range_normalize    (SmtRange range);
int      _smt_range_compare      (SmtRange a, SmtRange b);
gboolean _smt_range_exact_count  (SmtRange range, gint64 *out);
gboolean _smt_span_in_days       (SmtDecimal n, SmtTimeUnit unit, SmtRatio *out);
guint8   _smt_days_weekdays      (const SmtDays *days);
gboolean _smt_days_is_every_week (const SmtDays *days);
gboolean _smt_days_is_every_day  (const SmtDays *days);
int      _smt_days_compare       (const SmtDays *a, const SmtDays *b);
SmtDate  _smt_days_first         (const SmtDays *days, SmtDate step_start);
SmtDays  _smt_days_settle        (const SmtDays *days);
gboolean _smt_beat_is_once       (const SmtBeat *beat);
void     _smt_beat_clear         (SmtBeat *beat);

SmtRhythm *_smt_rhythm_lift_maximum (const SmtRhythm *rhythm);

G_END_DECLS
