/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rhythm as JSON and back, for decisions that must survive the program. Nothing is lost on the way.
 * Pure functions; any thread.
 */
#pragma once

#include "base/smt-json-writer.h"
#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

void       smt_rhythm_write_json (const SmtRhythm *rhythm, SmtJsonWriter *writer);
SmtRhythm *smt_rhythm_read_json  (SmtJsonCursor object);

/* the same small pieces, for the other values that are stored */
gint64     smt_json_get_int      (SmtJsonCursor number, gint64 fallback);
SmtDate    smt_json_get_date     (SmtJsonCursor string);
void       smt_json_write_date   (SmtJsonWriter *writer, const char *key, SmtDate date);

G_END_DECLS
