/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-gone-section.h"

#include <glib/gi18n-lib.h>

#include "desk/smt-past.h"
#include "ui/smt-changed-words.h"
#include "ui/smt-decide.h"
#include "ui/smt-pair-menu.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-row-words.h"
#include "ui/smt-wrap.h"

static void
add_row (SmtPatientContext *context, GtkWidget *section, const SmtTreatment *gone)
{
  g_autofree char *medicine = smt_row_medicine_line (gone);
  g_autofree char *words = smt_gone_words (context, gone);
  const char *dose = gone->dose_text != NULL ? gone->dose_text : "";

  const SmtPairRow *row = smt_pairing_find (smt_patient_context_get_pairing (context), SMT_LIST_PREVIOUS, gone->key);

  smt_quiet_section_add (section, medicine, dose, words,
                         smt_context_is_open (context) ? smt_pair_menu_new (context, row) : NULL);
}

/** smt_gone_section_new: Returns: (transfer floating) (nullable): what is only in the previous list, NULL for nothing
 */
GtkWidget *
smt_gone_section_new (SmtPatientContext *context)
{
  GPtrArray *gone = smt_patient_context_get_gone (context);
  GtkWidget *section;

  if (gone->len == 0)
    return NULL;
  section =
      smt_quiet_section_new (smt_patient_context_get_past (context) != NULL ? C_ ("group", "Only in the earlier list")
                                                                            : C_ ("group", "Only in the previous list"),
                             gone->len);
  if (!smt_list_was_read (smt_patient_context_get_list (context)))
    smt_quiet_section_add_note (section, C_ ("gone", "Something could not be fetched now: it may still be there."));
  for (guint i = 0; i < gone->len; i++)
    add_row (context, section, g_ptr_array_index (gone, i));
  smt_wrap_buttons (section);
  return section;
}
