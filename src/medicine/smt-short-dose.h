/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What FEST says a short dose (Kortdose, 7478) means, as a rhythm: consumption by period, and doses at set times.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtDuration: a stretch of time in one unit, as it was said. */
typedef struct
{
  guint n; /* above 0 */
  SmtTimeUnit unit;
} SmtDuration;

#define SMT_CLOCK_UNSAID G_MAXUINT16

/** SmtShortDoseTime: one DoseFastTidspunkt; what is not said is 0 (@clock: %SMT_CLOCK_UNSAID). */
typedef struct
{
  SmtDecimal amount;
  const char *unit; /* (nullable) */
  guint interval;   /* Intervall in Døgn */
  guint part;       /* Tidsomrade, 8325: 1 to 6 */
  guint16 clock;    /* Klokkeslett, minutes after midnight */
  guint8 weekdays;  /* FasteUkedager; bit 0 = Monday */
  guint days_on;    /* DagerPa */
  guint days_off;   /* DagerAv */
} SmtShortDoseTime;

/** SmtShortDoseUse: one Legemiddelforbruk: @amount in each @period, @iterations times. Several follow one another. */
typedef struct
{
  SmtDecimal amount; /* Mengde, counted in the unit the product is dosed in */
  const char *period; /* (nullable) Periode: an xs:duration */
  guint iterations;   /* Iterasjoner; 0 = not said */
  const SmtShortDoseTime *times; /* Dosering */
  guint n_times;
} SmtShortDoseUse;

gboolean   smt_duration_parse    (const char *text, SmtDuration *out);
SmtRhythm *smt_short_dose_listen (const SmtShortDoseUse *uses, guint n_uses);

G_END_DECLS
