/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In the header bar: who has signed in, in which role and where; or the button to do so.
 * Main thread.
 */
#pragma once

#include <adwaita.h>

#include "exchange/smt-helseid.h"

G_BEGIN_DECLS

#define SMT_TYPE_SIGN_IN (smt_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (SmtSignIn, smt_sign_in, SMT, SIGN_IN, AdwBin)

/* NULL: nobody has to sign in, and nothing is shown */
void smt_sign_in_show       (SmtSignIn *self, SmtHelseid *helseid);
void smt_sign_in_set_narrow (SmtSignIn *self, gboolean narrow);
const char *smt_sign_in_word_for_profession (const char *code);

G_END_DECLS
