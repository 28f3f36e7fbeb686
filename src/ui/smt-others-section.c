/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-others-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decision-words.h"
#include "ui/smt-quiet-section.h"

/** smt_others_section_new: Returns: (transfer floating) (nullable): the other prescriptions of @list, NULL for none */
GtkWidget *
smt_others_section_new (const SmtList *list)
{
  GtkWidget *section;

  g_return_val_if_fail (list != NULL, NULL);

  if (list->others->len == 0)
    return NULL;
  section = smt_quiet_section_new (C_ ("group", "Other things on prescription"), list->others->len);
  smt_quiet_section_add_note (
      section, C_ ("group", "Consumables and nutrition never stand on the shared medication list (PLL)."));
  for (guint i = 0; i < list->others->len; i++)
    {
      const SmtOtherPrescription *other = g_ptr_array_index (list->others, i);
      smt_quiet_section_add (section, other->display, other->text, smt_word_for_status (other->status), NULL);
    }
  return section;
}
