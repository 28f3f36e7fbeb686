/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking a patient up: who, for what purpose, on what basis. Check digits warn, they never block.
 * Owned by the window; main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "desk/smt-desk.h"

G_BEGIN_DECLS

#define SMT_TYPE_LOOKUP_PAGE (smt_lookup_page_get_type ())
G_DECLARE_FINAL_TYPE (SmtLookupPage, smt_lookup_page, SMT, LOOKUP_PAGE, GtkWidget)

/* signal "submitted": take the request with smt_lookup_page_make_request() */
/* as it was when the program started */
void              smt_lookup_page_reset        (SmtLookupPage *self);
void              smt_lookup_page_end_emergency (SmtLookupPage *self);
void              smt_lookup_page_start        (SmtLookupPage *self);
void              smt_lookup_page_fill         (SmtLookupPage *self, const SmtPatient *patient);
/* @ask: what is to be opened, gets the focus: "sperret", "locked" or "kj" */
void              smt_lookup_page_fill_request (SmtLookupPage *self, const SmtLookupRequest *request, const char *ask);
gboolean          smt_lookup_page_is_enough    (const SmtPatient *patient);
SmtLookupRequest *smt_lookup_page_make_request (SmtLookupPage *self);
SmtConsent        smt_lookup_page_get_consent  (SmtLookupPage *self);
SmtPurpose        smt_lookup_page_get_purpose  (SmtLookupPage *self);
gboolean          smt_lookup_page_get_original (SmtLookupPage *self);
void              smt_lookup_page_show_error   (SmtLookupPage *self, const char *sentence);

G_END_DECLS
