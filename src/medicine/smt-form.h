/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pharmaceutical forms: words and codes of list 7448 → SmtForm → route.
 * Private to the room. Pure functions; any thread.
 */
#pragma once

#include "medicine/smt-product.h"

G_BEGIN_DECLS

gboolean smt_form_is_word   (const char *folded, gsize length);
SmtForm  smt_form_from_text (const char *folded);
SmtForm  smt_form_from_code (const char *code);
char    *smt_form_spell_out (const char *folded);
SmtRoute smt_form_get_route (SmtForm form);

G_END_DECLS
