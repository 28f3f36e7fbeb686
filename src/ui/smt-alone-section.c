/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-alone-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-alone-row.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-source-words.h"

#define GROUP_SPACE 18

/** smt_alone_member: Returns: (transfer none): of @row the first file that has it; the others are named in its row */
const SmtPairMember *
smt_alone_member (const SmtPairRow *row)
{
  for (guint i = 0; i < row->members->len; i++)
    if (g_str_has_prefix (g_array_index (row->members, SmtPairMember, i).list, SMT_LIST_FILE))
      return &g_array_index (row->members, SmtPairMember, i);
  return NULL;
}

static guint
count_rows (GPtrArray *alone, const char *file)
{
  guint n = 0;

  for (guint i = 0; i < alone->len; i++)
    n += g_str_equal (smt_alone_member (g_ptr_array_index (alone, i))->list, file);
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
        const SmtPairMember *shown = smt_alone_member (row);

        if (g_str_equal (shown->list, file) && (smt_treatment_is_in_use (shown->treatment) ? 1 : 0) == in_use)
          smt_quiet_section_append (section, smt_alone_row_new (context, row, shown));
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
          C_ ("list",
              "Nothing here comes onto the list by itself. Pair what is the same as a treatment of the list, and say "
              "what becomes of the rest: it is told in the record."));
      add_rows (context, section, file->id);
      gtk_box_append (GTK_BOX (box), section);
    }
  return box;
}

static void
update_list (GtkWidget *list, const char *key)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (SMT_IS_ALONE_ROW (row) && (key == NULL || g_str_equal (smt_alone_row_get_key (SMT_ALONE_ROW (row)), key)))
      smt_alone_row_update (SMT_ALONE_ROW (row));
}

/** smt_alone_section_update: shows anew what is said of the rows of @box; @key (nullable): only of this one */
void
smt_alone_section_update (GtkWidget *box, const char *key)
{
  g_return_if_fail (GTK_IS_BOX (box));

  for (GtkWidget *file = gtk_widget_get_first_child (box); file != NULL; file = gtk_widget_get_next_sibling (file))
    update_list (gtk_widget_get_last_child (file), key);
}
