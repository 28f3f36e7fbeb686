/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What two spellings of the structured dose have in common: ereseptdosing of SFM and Dosering of the original
 * prescription both come as periods with intakes, and are heard by the same rules.
 * Owned by whoever reads one field; one thread.
 */
#pragma once

#include "list/smt-voice.h"

G_BEGIN_DECLS

/** SmtFieldPeriod: one ereseptdosing or Dosering. @end is the day after the last (docs/fhir.md). */
typedef struct
{
  SmtDate start;
  SmtDate end;
  guint order; /* as received */
} SmtFieldPeriod;

/** SmtFieldInterval: what one intake says about the days between. */
typedef struct
{
  SmtDays days;
  char *words; /* (nullable) */
  guint32 defects;
} SmtFieldInterval;

/** SmtFieldHearing: what is gathered while the periods are read. */
typedef struct
{
  SmtRhythm *rhythm;
  GString *raw;
  guint32 defects;
  gboolean not_understood;
  gboolean wordless; /* nobody is going to read @raw: it may be left empty */
} SmtFieldHearing;

void _smt_field_hearing_init  (SmtFieldHearing *hearing);
void _smt_field_hearing_clear (SmtFieldHearing *hearing);

void _smt_field_interval_read  (SmtFieldInterval *interval, const SmtDecimal *number, const char *unit, SmtDate start);
void _smt_field_interval_clear (SmtFieldInterval *interval);
char *_smt_field_interval_dup_words (const SmtDecimal *number, const char *unit);

void        _smt_field_sort_periods (GArray *periods);
guint       _smt_field_begin_period (SmtFieldHearing *hearing, const SmtFieldPeriod *before, const SmtFieldPeriod *period);
void        _smt_field_note_part    (SmtFieldHearing *hearing, guint step, int part, gboolean accurate);
void        _smt_field_note_beat    (SmtFieldHearing *hearing, const SmtBeat *beat, int part);
void        _smt_field_end_period   (SmtFieldHearing *hearing, const SmtFieldPeriod *period, const char *interval_words);
SmtReading *_smt_field_finish       (SmtFieldHearing *hearing, gboolean as_needed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtFieldHearing, _smt_field_hearing_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtFieldInterval, _smt_field_interval_clear)

G_END_DECLS
