/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The doses of an original prescription (M1 of Reseptformidleren, XML), as a source of the field voice.
 * Pure functions; any thread.
 */
#pragma once

#include "list/smt-voice.h"

G_BEGIN_DECLS

/**
 * SmtM1Dosing:
 * @reading: silent when the prescription has no structured dose; unreadable when something in it was not understood
 * @raw: the doses in words of the field; never empty
 * @defects: SmtFieldDefect bits
 * @unread: (element-type utf8): what was not understood, said without patient data
 */
typedef struct
{
  SmtReading *reading;
  char *raw;
  guint32 defects;
  GPtrArray *unread;
} SmtM1Dosing;

SmtM1Dosing *smt_m1_dosing_read (GBytes *bytes);
void         smt_m1_dosing_free (SmtM1Dosing *dosing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtM1Dosing, smt_m1_dosing_free)

G_END_DECLS
