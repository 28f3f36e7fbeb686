/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reading: what one source was heard to say – clear, ambiguous, unreadable or silent – and the text reader.
 * Immutable and reference-counted. Any thread.
 */
#pragma once

#include "base/smt-text.h"
#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtReadingState: only "clear" has a rhythm to act on; none of the other three ever means "daily". */
typedef enum
{
  SMT_READING_SILENT,     /* nothing is said about a dose: no field, an empty text, "dssn", "etter avtale" */
  SMT_READING_CLEAR,      /* one rhythm */
  SMT_READING_AMBIGUOUS,  /* two or more, kept as they are */
  SMT_READING_UNREADABLE, /* something is said that was not understood */
} SmtReadingState;

/** SmtSpan: the UTF-8 bytes [start, end) of a text that said @attribute. */
typedef struct
{
  guint start;
  guint end;
  SmtAttribute attribute;
} SmtSpan;

typedef struct
{
  SmtReadingState state;
  GPtrArray *rhythms; /* of SmtRhythm; one when clear, several when ambiguous, else empty */
  GArray *spans;      /* of SmtSpan, sorted, for the first rhythm */
  gatomicrefcount ref_count;
} SmtReading;

SmtReading      *smt_reading_new        (SmtReadingState state);
SmtReading      *smt_reading_new_clear  (SmtRhythm *rhythm);
SmtReading      *smt_reading_ref        (const SmtReading *reading);
void             smt_reading_unref      (SmtReading *reading);
const SmtRhythm *smt_reading_get_rhythm (const SmtReading *reading);

/* text → rhythm */
SmtReading      *smt_dosing_read        (const char *text, SmtLanguage languages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtReading, smt_reading_unref)

G_END_DECLS
