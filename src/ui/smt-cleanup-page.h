/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up queue (opprydding): what was flagged here, what has become of it, and how much remains.
 * Owned by the window; main thread.
 */
#pragma once

#include "ui/smt-entry-page.h"

G_BEGIN_DECLS

#define SMT_TYPE_CLEANUP_PAGE (smt_cleanup_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtCleanupPage, smt_cleanup_page, SMT, CLEANUP_PAGE, SmtEntryPage)

G_END_DECLS
