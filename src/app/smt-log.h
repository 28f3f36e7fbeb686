/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log file: one line for each message of level info and up, on this machine only. Never patient data: our own code
 * logs codes and counts, and the words of other libraries, which may quote what is on the screen, are left out.
 * Started once, before other threads; messages may then come from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* how large the file may grow before it is put aside as "log.1" */
#define SMT_LOG_MOST_BYTES (512 * 1024)

char *smt_log_make_path (const char *profile);
void  smt_log_start     (const char *path);
char *smt_log_read      (gsize most_bytes);
char *smt_log_format    (GDateTime *time, GLogLevelFlags level, const char *domain, const char *message);

G_END_DECLS
