/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-beside-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-pair-menu.h"
#include "ui/smt-phrases.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-row-words.h"
#include "ui/smt-source-words.h"
#include "ui/smt-wrap.h"

static void
add_line (GtkWidget *section,
          SmtPatientContext *context,
          const char *list,
          const SmtTreatment *treatment,
          const char *words,
          GtkWidget *button)
{
  g_autofree char *name = smt_source_name (context, list, FALSE);
  g_autofree char *title = g_str_has_prefix (list, SMT_LIST_FILE)
                               ? g_strdup (name)
                               : smt_phrase_capitalize (name); /* a file is named as it is */
  g_autofree char *medicine = smt_phrase_medicine (treatment);
  g_autofree char *says = smt_source_says (treatment);
  g_autofree char *line = g_strdup_printf ("%s %s", medicine, says);

  smt_quiet_section_add (section, title, line, words, button);
}

static void
add_members (GtkWidget *section, SmtPatientContext *context, const SmtPairRow *row, const SmtTreatment *ours)
{
  for (guint i = 0; i < row->members->len; i++)
    {
      const SmtPairMember *member = &g_array_index (row->members, SmtPairMember, i);
      gboolean own = member->treatment == ours;
      g_autofree char *words = own ? NULL : smt_source_member_words (member, ours);
      gboolean apart = i > 0 && smt_context_is_open (context);

      add_line (section, context, member->list, member->treatment, words,
                apart ? smt_pair_apart_new (context, row, member) : NULL);
    }
}

/* Another dose that a pharmacy proposes for the entry, with what it would change. */
static void
add_proposal (GtkWidget *section, SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtTreatment *proposal = smt_list_find_proposal (smt_patient_context_get_list (context), treatment->key);
  g_autofree char *words = proposal != NULL ? smt_source_proposal_words (context, treatment) : NULL;

  if (proposal != NULL)
    add_line (section, context, SMT_LIST_PROPOSED, proposal,
              words != NULL ? words : C_ ("list", "The same dose as on the list"), NULL);
}

static guint
count_questions (SmtPatientContext *context, const SmtPairRow *row)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);
  guint n = 0;

  for (guint i = 0; i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);

      n += !question->both_current
           && (g_ptr_array_index (pairing->rows, question->row) == row
               || g_ptr_array_index (pairing->rows, question->other) == row);
    }
  return n;
}

static void
add_questions (GtkWidget *section, SmtPatientContext *context, const SmtPairRow *row)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);

  for (guint i = 0; i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);
      const SmtPairRow *a = g_ptr_array_index (pairing->rows, question->row);
      const SmtPairRow *b = g_ptr_array_index (pairing->rows, question->other);
      const SmtPairMember *other = &g_array_index ((a == row ? b : a)->members, SmtPairMember, 0);

      if ((a != row && b != row) || question->both_current)
        continue;
      add_line (section, context, other->list, other->treatment, smt_source_doubt (question->doubt), NULL);
    }
}

GtkWidget *
smt_beside_section_new (SmtPatientContext *context, const SmtTreatment *treatment)
{
  const SmtPairRow *row = smt_patient_context_find_pair_row (context, treatment->key);
  GtkWidget *section;
  GtkWidget *menu;
  gboolean proposed, alone;
  guint n;

  if (row == NULL)
    return NULL;
  n = count_questions (context, row);
  proposed = smt_list_find_proposal (smt_patient_context_get_list (context), treatment->key) != NULL;
  alone = row->members->len < 2 && n == 0 && !proposed;
  menu = smt_context_is_open (context) ? smt_pair_menu_new (context, row) : NULL;
  if (alone && menu == NULL)
    return NULL;
  section = alone ? gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)
                  : smt_quiet_section_new (C_ ("group", "Side by side"), row->members->len + n + proposed);
  if (!alone)
    {
      add_members (section, context, row, treatment);
      add_proposal (section, context, treatment);
      add_questions (section, context, row);
    }
  if (menu != NULL)
    {
      gtk_widget_set_halign (menu, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (section), menu);
    }
  smt_wrap_buttons (section);
  return section;
}
