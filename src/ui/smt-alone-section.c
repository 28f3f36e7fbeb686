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

/* The rows of @file, what is in use there first. */
static GPtrArray *
rows_of (GPtrArray *alone, const char *file)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (int in_use = 1; in_use >= 0; in_use--)
    for (guint i = 0; i < alone->len; i++)
      {
        SmtPairRow *row = g_ptr_array_index (alone, i);
        const SmtPairMember *shown = smt_alone_member (row);

        if (g_str_equal (shown->list, file) && (smt_treatment_is_in_use (shown->treatment) ? 1 : 0) == in_use)
          g_ptr_array_add (rows, row);
      }
  return rows;
}

/* A row that is not among @rows, or says something else now, goes. */
static void
drop_rows (GtkListBox *list, GPtrArray *rows)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkListBoxRow *row;

  for (guint i = 0; i < rows->len; i++)
    {
      const SmtPairMember *shown = smt_alone_member (g_ptr_array_index (rows, i));

      g_hash_table_insert (wanted, smt_aside_key (shown->list, shown->treatment->key), g_ptr_array_index (rows, i));
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL;)
    {
      const SmtPairRow *now = g_hash_table_lookup (wanted, smt_alone_row_get_key (SMT_ALONE_ROW (row)));

      if (now != NULL && smt_alone_row_says (SMT_ALONE_ROW (row), now, smt_alone_member (now)))
        i++;
      else
        gtk_list_box_remove (list, GTK_WIDGET (row));
    }
}

/* Those that stay are in the order of @rows; of those that are missing @most are put in their places. Returns: how many
 */
static guint
add_missing (GtkListBox *list, SmtPatientContext *context, GPtrArray *rows, guint most)
{
  guint n = 0;

  for (guint i = 0; i < rows->len && n < most; i++)
    {
      const SmtPairRow *row = g_ptr_array_index (rows, i);
      const SmtPairMember *shown = smt_alone_member (row);
      g_autofree char *key = smt_aside_key (shown->list, shown->treatment->key);
      GtkListBoxRow *at = gtk_list_box_get_row_at_index (list, (int)i);

      if (at == NULL || !g_str_equal (smt_alone_row_get_key (SMT_ALONE_ROW (at)), key))
        {
          gtk_list_box_insert (list, smt_alone_row_new (context, row, shown), (int)i);
          n++;
        }
    }
  return n;
}

static const char file_data[] = "smt-file";

static GtkWidget *
new_section (const SmtBeside *file)
{
  GtkWidget *section = smt_quiet_section_new ("", 0);

  smt_quiet_section_add_note (
      section,
      C_ ("list",
          "Nothing here comes onto the list by itself. Pair what is the same as a treatment of the list, and say "
          "what becomes of the rest: it is told in the record."));
  g_object_set_data_full (G_OBJECT (section), file_data, g_strdup (file->id), g_free);
  return section;
}

static GtkWidget *
find_section (GtkWidget *box, const char *file)
{
  for (GtkWidget *at = gtk_widget_get_first_child (box); at != NULL; at = gtk_widget_get_next_sibling (at))
    if (g_str_equal (g_object_get_data (G_OBJECT (at), file_data), file))
      return at;
  return NULL;
}

/* Returns: (nullable): the section of @file behind @last, or @last where it has no rows */
static GtkWidget *
sync_file (GtkWidget *box, SmtPatientContext *context, const SmtBeside *file, GtkWidget *last)
{
  g_autoptr (GPtrArray) rows = rows_of (smt_patient_context_get_alone (context), file->id);
  g_autofree char *name = smt_source_name (context, file->id, FALSE);
  /* Translators: %s is the name of a file, and its date */
  g_autofree char *heading = g_strdup_printf (C_ ("group", "Only in %s"), name);
  GtkWidget *section = find_section (box, file->id);
  GtkListBox *list;

  if (rows->len == 0)
    {
      if (section != NULL)
        gtk_box_remove (GTK_BOX (box), section);
      return last;
    }
  if (section == NULL)
    {
      section = new_section (file);
      gtk_box_insert_child_after (GTK_BOX (box), section, last);
    }
  list = GTK_LIST_BOX (gtk_widget_get_last_child (section));
  drop_rows (list, rows);
  smt_quiet_section_set_heading (section, heading, rows->len);
  return section;
}

/* A file that was removed takes its section along. */
static void
drop_files (GtkWidget *box, GPtrArray *files)
{
  GtkWidget *next;

  for (GtkWidget *at = gtk_widget_get_first_child (box); at != NULL; at = next)
    {
      gboolean there = FALSE;

      next = gtk_widget_get_next_sibling (at);
      for (guint i = 0; i < files->len; i++)
        there = there
                || g_str_equal (((const SmtBeside *)g_ptr_array_index (files, i))->id,
                                g_object_get_data (G_OBJECT (at), file_data));
      if (!there)
        gtk_box_remove (GTK_BOX (box), at);
    }
}

/**
 * smt_alone_section_sync:
 * @old: (nullable): what was shown before of the same patient
 * @context: the patient at work
 *
 * Rows that say the same stay as they are; those that are missing come with smt_alone_section_catch_up().
 *
 * Returns: (nullable): @old as it is to be now, or (transfer floating) a new one; %NULL for nothing
 */
GtkWidget *
smt_alone_section_sync (GtkWidget *old, SmtPatientContext *context)
{
  GPtrArray *files = smt_patient_context_get_files (context);
  GtkWidget *box = old;
  GtkWidget *last = NULL;

  if (smt_patient_context_get_alone (context)->len == 0)
    return NULL;
  if (box == NULL)
    box = gtk_box_new (GTK_ORIENTATION_VERTICAL, GROUP_SPACE);
  drop_files (box, files);
  for (guint i = 0; i < files->len; i++)
    last = sync_file (box, context, g_ptr_array_index (files, i), last);
  return box;
}

/**
 * smt_alone_section_catch_up:
 * @box: the section of @context
 * @most: how many rows
 *
 * Returns: how many rows were made that were missing
 */
guint
smt_alone_section_catch_up (GtkWidget *box, SmtPatientContext *context, guint most)
{
  GPtrArray *files = smt_patient_context_get_files (context);
  guint n = 0;

  g_return_val_if_fail (GTK_IS_BOX (box), 0);

  for (guint i = 0; i < files->len && n < most; i++)
    {
      const SmtBeside *file = g_ptr_array_index (files, i);
      g_autoptr (GPtrArray) rows = rows_of (smt_patient_context_get_alone (context), file->id);
      GtkWidget *section = find_section (box, file->id);

      if (section != NULL)
        n += add_missing (GTK_LIST_BOX (gtk_widget_get_last_child (section)), context, rows, most - n);
    }
  return n;
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
