/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-entry-row.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-phrases.h"
#include "ui/smt-queue-row.h"

/** smt_entry_at: Returns: (transfer none): the entry at @index of @queue */
const SmtCleanup *
smt_entry_at (SmtCleanupQueue *queue, guint index)
{
  g_return_val_if_fail (queue != NULL && index < queue->entries->len, NULL);

  return g_ptr_array_index (queue->entries, index);
}

/**
 * smt_entry_dup_name:
 * @entry: an entry
 *
 * Returns: (transfer full): by which the entry is known again in a queue that was read anew. An entry of a findings
 * file goes on under its patient once that is looked up: PLL ids and ReseptIds are the same there, a resource's own id
 * is a Bundle's.
 */
char *
smt_entry_dup_name (const SmtCleanup *entry)
{
  if (entry->flag->entry != NULL && !g_str_has_prefix (entry->key, "res:"))
    return smt_cleanup_dup_file_key (entry->flag->entry);
  return g_strconcat (entry->patient, "\n", entry->key, NULL);
}

/** smt_entry_medicine: Returns: (transfer none): what the entry is of, or that it says no name */
const char *
smt_entry_medicine (const SmtCleanup *entry)
{
  return entry->flag->medicine != NULL ? entry->flag->medicine : C_ ("clean-up", "Medicine without a name");
}

/** smt_entry_dup_person: Returns: (transfer full): whose the entry is; its id where nobody here knows */
char *
smt_entry_dup_person (SmtCleanupQueue *queue, const SmtCleanup *entry)
{
  const char *name = smt_cleanup_queue_get_name (queue, entry);

  if (name != NULL)
    return g_strdup (name);
  /* Translators: %s is the id of an entry */
  return g_strdup_printf (C_ ("clean-up", "Patient not known · entry %s"), entry->flag->entry);
}

/** smt_entry_dup_person_born: Returns: (transfer full): whose the entry is, and when they were born */
char *
smt_entry_dup_person_born (SmtCleanupQueue *queue, const SmtCleanup *entry)
{
  g_autofree char *person = smt_entry_dup_person (queue, entry);
  g_autoptr (SmtWorkItem) item = smt_cleanup_queue_make_item (queue, entry);
  SmtDate born = item != NULL ? smt_work_item_get_patient (item)->birth_date : SMT_DATE_UNSET;
  g_autofree char *day = smt_date_is_set (born) ? smt_phrase_date (born) : NULL;

  if (day == NULL)
    return g_steal_pointer (&person);
  /* Translators: %1$s is a person, %2$s a date of birth */
  return g_strdup_printf (C_ ("clean-up", "%1$s, born %2$s"), person, day);
}

/**
 * smt_entry_row_new:
 * @queue: a queue
 * @index: of one of its entries
 * @state: what has become of it, in words
 * @waits: whether somebody has to do something: then its class is in colour, too
 * @last: (nullable): one line more; an empty one is left out
 *
 * Returns: (transfer floating): its row, whose label says all of it
 */
GtkWidget *
smt_entry_row_new (SmtCleanupQueue *queue, guint index, const char *state, gboolean waits, const char *last)
{
  const SmtCleanup *entry = smt_entry_at (queue, index);
  SmtClass severity_class = entry->flag->severity_class;
  const char *headline = smt_flag_headline (entry->flag, smt_phrase_language ());
  const char *class_name = smt_class_name (severity_class, smt_phrase_language ());
  g_autofree char *badge = g_strdup_printf ("%s %s", smt_class_shape (severity_class), class_name);
  g_autofree char *person = smt_entry_dup_person (queue, entry);
  g_autofree char *day = smt_phrase_date (smt_instant_to_date (entry->first));
  /* Translators: %s is a date */
  g_autofree char *since = g_strdup_printf (C_ ("clean-up", "Flagged %s"), day);
  g_autofree char *whose = g_strdup_printf ("%s · %s", person, since);
  g_autofree char *label =
      g_strdup_printf ("%s, %s. %s. %s. %s. %s%s%s", smt_entry_medicine (entry), person, class_name, state,
                       headline != NULL ? headline : "", since, last != NULL ? ". " : "", last != NULL ? last : "");
  GtkWidget *row = smt_queue_row_new (smt_entry_medicine (entry));

  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), badge, waits ? smt_class_css (severity_class) : NULL);
  smt_queue_row_add_badge (SMT_QUEUE_ROW (row), state, NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), headline, NULL);
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), whose, "quiet");
  smt_queue_row_add_line (SMT_QUEUE_ROW (row), last, NULL);
  smt_queue_row_set_index (SMT_QUEUE_ROW (row), (int)index);
  smt_queue_row_set_label (SMT_QUEUE_ROW (row), label);
  return row;
}
