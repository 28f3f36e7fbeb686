/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The display of a product taken apart: "Methotrexate Orifarm tab 2,5 mg" → name, form, strengths.
 * Private to the room. Owned by the caller.
 */
#pragma once

#include "medicine/smt-product.h"

G_BEGIN_DECLS

/**
 * SmtDisplay:
 * @name: what stands before form and strength, as written; may be empty
 * @form: the words of the form, folded; may be empty
 * @strengths: of SmtStrength, in the order they stand
 */
typedef struct
{
  char *name;
  char *form;
  GArray *strengths;
} SmtDisplay;

SmtDisplay *smt_display_parse (const char *display);
void        smt_display_free  (SmtDisplay *display);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtDisplay, smt_display_free)

G_END_DECLS
