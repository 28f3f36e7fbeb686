/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line of samstemt-check, read and judged as a whole before anything is done.
 * Owned by main; one thread.
 */
#pragma once

#include "cli/smt-bulk.h"

G_BEGIN_DECLS

typedef enum
{
  SMT_TASK_CHECK,
  SMT_TASK_READ_DOSING,
  SMT_TASK_VALIDATE,
  SMT_TASK_VERSION,
} SmtTask;

/**
 * SmtArguments:
 * @fail_on: lowest #SmtClass that makes the exit status 1; above all of them for "never"
 * @catalogue: (nullable): file of the catalogue that was asked for, or "none"; else that of the user, if there is one.
 *   The one that is used is in @bulk
 * @dosing: (nullable): the text of --read-dosing, "-" for standard input
 * @files: (nullable): inputs by name, "-" for standard input
 */
typedef struct
{
  SmtTask task;
  SmtBulkOptions bulk;
  int fail_on;
  char *catalogue;
  char *dosing;
  char **files;
} SmtArguments;

SmtArguments *smt_arguments_parse (int argc, char **argv, char **complaint);
void          smt_arguments_free  (SmtArguments *arguments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtArguments, smt_arguments_free)

G_END_DECLS
