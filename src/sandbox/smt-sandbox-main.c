/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "sandbox/smt-sandbox-run.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  return smt_sandbox_run (argc, argv);
}
