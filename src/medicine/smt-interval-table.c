/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-interval-table-private.h"

#include <string.h>

/**
 * smt_interval_table_length:
 *
 * Returns: the number of rows of the interval table
 */
guint
smt_interval_table_length (void)
{
  return smt_interval_n_rows;
}

/**
 * smt_interval_table_get:
 * @index: below smt_interval_table_length()
 *
 * Returns: (transfer none): the row, static
 */
const SmtIntervalRow *
smt_interval_table_get (guint index)
{
  g_return_val_if_fail (index < smt_interval_n_rows, NULL);

  return &smt_interval_rows[index];
}

/**
 * smt_interval_table_find:
 * @id: a row's stable id
 *
 * Returns: (transfer none) (nullable): the row, static; %NULL when this rule set has none with @id
 */
const SmtIntervalRow *
smt_interval_table_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < smt_interval_n_rows; i++)
    if (strcmp (smt_interval_rows[i].id, id) == 0)
      return &smt_interval_rows[i];
  return NULL;
}
