/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a locked window shows: whose work waits behind it, and how it goes on. Nothing about any patient.
 * Owned by the window; main thread.
 */
#pragma once

#include <adwaita.h>

#include "desk/smt-desk.h"

G_BEGIN_DECLS

#define SMT_TYPE_LOCK_PAGE (smt_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtLockPage, smt_lock_page, SMT, LOCK_PAGE, AdwBin)

GtkWidget *smt_lock_page_new  (void);
/* @desk: (nullable); call it again whenever somebody signs in or out */
void       smt_lock_page_show (SmtLockPage *self, SmtDesk *desk);
/* @sentence: (nullable): why it stays locked */
void       smt_lock_page_say  (SmtLockPage *self, const char *sentence);

G_END_DECLS
