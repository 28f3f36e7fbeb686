/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-alone-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-pair-menu.h"
#include "ui/smt-phrases.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-row-words.h"
#include "ui/smt-source-words.h"
#include "ui/smt-wrap.h"

#define GROUP_SPACE 18

/* The first file that has it; the others are named in its row. */
static const SmtPairMember *
file_of (const SmtPairRow *row)
{
  for (guint i = 0; i < row->members->len; i++)
    if (g_str_has_prefix (g_array_index (row->members, SmtPairMember, i).list, SMT_LIST_FILE))
      return &g_array_index (row->members, SmtPairMember, i);
  return NULL;
}

static void
add_others (GString *out, SmtPatientContext *context, const SmtPairRow *row, const SmtPairMember *shown)
{
  for (guint i = 0; i < row->members->len; i++)
    {
      const SmtPairMember *member = &g_array_index (row->members, SmtPairMember, i);
      g_autofree char *name = smt_source_name (context, member->list, FALSE);
      g_autofree char *words = member != shown ? smt_source_member_words (member, shown->treatment) : NULL;

      if (member == shown)
        continue;
      /* Translators: %1$s is a list, %2$s what it says otherwise */
      g_string_append_printf (out, "%s", out->len > 0 ? "\n" : "");
      g_string_append_printf (out, C_ ("list", "Also in %1$s: %2$s"), name, words);
    }
}

static void
add_questions (GString *out, SmtPatientContext *context, const SmtPairRow *row)
{
  const SmtPairing *pairing = smt_patient_context_get_pairing (context);

  for (guint i = 0; i < pairing->questions->len; i++)
    {
      const SmtPairQuestion *question = &g_array_index (pairing->questions, SmtPairQuestion, i);
      const SmtPairRow *a = g_ptr_array_index (pairing->rows, question->row);
      const SmtPairRow *b = g_ptr_array_index (pairing->rows, question->other);
      const SmtPairRow *other = a == row ? b : a;
      g_autofree char *name = NULL;

      if (a != row && b != row)
        continue;
      name = smt_phrase_treatment (g_array_index (other->members, SmtPairMember, 0).treatment);
      g_string_append (out, out->len > 0 ? "\n" : "");
      /* Translators: %s is a medicine that is on the list now */
      g_string_append_printf (out, C_ ("gone", "May be the same as %s."), name);
    }
}

static void
add_row (SmtPatientContext *context, GtkWidget *section, const SmtPairRow *row)
{
  const SmtPairMember *shown = file_of (row);
  g_autofree char *medicine = smt_row_medicine_line (shown->treatment);
  g_autofree char *says = smt_source_says (shown->treatment);
  g_autoptr (GString) words = g_string_new (NULL);

  add_others (words, context, row, shown);
  add_questions (words, context, row);
  smt_quiet_section_add (section, medicine, says, words->str, smt_pair_menu_new (context, row));
}

static guint
count_rows (GPtrArray *alone, const char *file)
{
  guint n = 0;

  for (guint i = 0; i < alone->len; i++)
    n += g_str_equal (file_of (g_ptr_array_index (alone, i))->list, file);
  return n;
}

/* What is in use there first. */
static void
add_rows (SmtPatientContext *context, GtkWidget *section, const char *file)
{
  GPtrArray *alone = smt_patient_context_get_alone (context);

  for (int in_use = 1; in_use >= 0; in_use--)
    for (guint i = 0; i < alone->len; i++)
      {
        const SmtPairRow *row = g_ptr_array_index (alone, i);
        const SmtPairMember *shown = file_of (row);

        if (g_str_equal (shown->list, file) && (smt_treatment_is_in_use (shown->treatment) ? 1 : 0) == in_use)
          add_row (context, section, row);
      }
}

GtkWidget *
smt_alone_section_new (SmtPatientContext *context)
{
  GPtrArray *alone = smt_patient_context_get_alone (context);
  GPtrArray *files = smt_patient_context_get_files (context);
  GtkWidget *box;

  if (alone->len == 0)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, GROUP_SPACE);
  for (guint i = 0; i < files->len; i++)
    {
      const SmtBeside *file = g_ptr_array_index (files, i);
      guint n = count_rows (alone, file->id);
      g_autofree char *name = smt_source_name (context, file->id, FALSE);
      /* Translators: %s is the name of a file, and its date */
      g_autofree char *heading = g_strdup_printf (C_ ("group", "Only in %s"), name);
      GtkWidget *section;

      if (n == 0)
        continue;
      section = smt_quiet_section_new (heading, n);
      smt_quiet_section_add_note (
          section,
          C_ ("list", "Nothing here comes onto the list by itself. Pair what is the same as a treatment of the list."));
      add_rows (context, section, file->id);
      smt_wrap_buttons (section);
      gtk_box_append (GTK_BOX (box), section);
    }
  return box;
}
