/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as they are typed into a dose editor.
 * Pure functions.
 */
#pragma once

#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

/** SmtDraftNumber: what a typed number is. */
typedef enum
{
  SMT_DRAFT_NUMBER_FINE,
  SMT_DRAFT_NUMBER_EMPTY,
  SMT_DRAFT_NUMBER_AMBIGUOUS, /* "1.000": one, or a thousand */
  SMT_DRAFT_NUMBER_NONE,
} SmtDraftNumber;

SmtDraftNumber smt_draft_number_parse_amount (const char *typed, SmtRange *amount);
SmtDraftNumber smt_draft_number_parse_count  (const char *typed, guint most, guint *count);
char          *smt_draft_number_format       (SmtRange amount);

G_END_DECLS
