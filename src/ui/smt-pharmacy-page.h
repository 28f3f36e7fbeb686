/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pharmacist's queue (farmasøyt): one thread for each flagged prescription, with ready answers; closed only when its entry
 * is settled.
 * Owned by the window; main thread.
 */
#pragma once

#include "ui/smt-entry-page.h"

G_BEGIN_DECLS

#define SMT_TYPE_PHARMACY_PAGE (smt_pharmacy_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtPharmacyPage, smt_pharmacy_page, SMT, PHARMACY_PAGE, SmtEntryPage)

G_END_DECLS
