/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring/smt-dumps.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/**
 * smt_forbid_dumps:
 *
 * For the whole process: no core dump, wherever it would go. A limit of 0 is not asked when dumps are piped into a
 * program (systemd-coredump, apport); a limit of 1 is, and stops both kinds: see do_coredump() in the kernel. Nothing
 * would be in a dump besides. PR_SET_DUMPABLE is left alone: the portals look at the caller through /proc, and so does
 * LeakSanitizer.
 */
void
smt_forbid_dumps (void)
{
  const struct rlimit none = { 1, 1 };
  int filter = open ("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);

  setrlimit (RLIMIT_CORE, &none);
  if (filter < 0)
    return;
  if (write (filter, "0", 1) != 1)
    g_info ("the kernel keeps its filter for core dumps");
  close (filter);
}
