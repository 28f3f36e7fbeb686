/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a voices strip: what each voice of a treatment says, laid out over some days.
 * Owned by the strip that draws them; main thread.
 */
#pragma once

#include "check/smt-finding.h"
#include "dosing/smt-layout.h"

G_BEGIN_DECLS

/**
 * SmtStripRow:
 * @label: short name of the voice, as drawn
 * @layout: (nullable): its days; %NULL when it said nothing that can be drawn
 * @note: (nullable): drawn in place of days: "–", "?", "≈ …", "ved behov"
 * @marked: this row is out of tune with another: its dose days are drawn square
 */
typedef struct
{
  char *label;
  SmtLayout *layout;
  char *note;
  gboolean marked;
} SmtStripRow;

/** SmtStripScope: all voices, or only what a list row has place for. */
typedef enum
{
  SMT_STRIP_ALL,
  SMT_STRIP_SHORT,
} SmtStripScope;

GPtrArray *smt_strip_rows_new (const SmtTreatment *treatment, const SmtRhythm *proposed, SmtDate first, guint n_days,
                               SmtStripScope scope);
GPtrArray *smt_strip_rows_new_change (const SmtRhythm *before, const SmtRhythm *now, SmtDate first, guint n_days);
char      *smt_strip_describe_change (const SmtRhythm *before, const SmtRhythm *now, SmtLanguage language);
gboolean   smt_strip_voices_differ (const SmtTreatment *treatment, SmtDate today);
char      *smt_voices_strip_describe (const SmtTreatment *treatment, SmtLanguage language);
char      *smt_strip_describe_discord (const SmtTreatment *treatment, SmtDate today, SmtLanguage language);

G_END_DECLS
