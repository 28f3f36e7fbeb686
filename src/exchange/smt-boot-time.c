/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-boot-time.h"

#include <time.h>

/**
 * smt_boot_time_now:
 *
 * Returns: microseconds since the machine was started, its sleep included
 */
gint64
smt_boot_time_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
