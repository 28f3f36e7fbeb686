/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Amounts: what the units of a dose count, and how much of a strength they are. Private to the room.
 * Pure functions; any thread.
 */
#pragma once

#include "dosing/smt-rhythm.h"
#include "medicine/smt-product.h"

G_BEGIN_DECLS

/** SmtUnitKind: what a unit of a dose measures or counts; what the table does not know decides nothing. */
typedef enum
{
  SMT_UNIT_UNKNOWN,
  SMT_UNIT_MASS,
  SMT_UNIT_VOLUME,
  SMT_UNIT_TABLET,
  SMT_UNIT_CAPSULE,
  SMT_UNIT_SYRINGE,
  SMT_UNIT_PEN,
  SMT_UNIT_AMPOULE, /* and vials */
  SMT_UNIT_PATCH,
  SMT_UNIT_DROP,
  SMT_UNIT_PUFF,
  SMT_UNIT_SUPPOSITORY,
  SMT_UNIT_PIECE, /* stk */
} SmtUnitKind;

SmtUnitKind _smt_unit_kind       (const char *unit);
gboolean    _smt_unit_fits_form  (SmtUnitKind kind, const SmtProduct *product);
gboolean    _smt_mass_ratio      (const char *unit, const char *other, SmtRatio *out);
gboolean    _smt_amount_of_one   (const SmtProduct *product, const char *unit, const char *wanted, SmtRatio *out);

G_END_DECLS
