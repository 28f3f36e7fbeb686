/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The round (visitt): the patients of the day in their order, what each waits for, and how far it has come.
 * Owned by the window; main thread.
 */
#pragma once

#include "ui/smt-queue-page.h"

G_BEGIN_DECLS

#define SMT_TYPE_ROUND_PAGE (smt_round_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtRoundPage, smt_round_page, SMT, ROUND_PAGE, SmtQueuePage)

G_END_DECLS
