/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A journal system hands over who works and with whom: one JSON document through a file descriptor, given at the start or
 * over D-Bus. Nothing of it is on a command line or in a message of the bus.
 * Main thread.
 */
#pragma once

#include "desk/smt-work-list.h"

G_BEGIN_DECLS

/** SmtHandoverCallback: @hpr: of the user that the journal system names; @item: the patient */
typedef void (*SmtHandoverCallback) (const char *hpr, SmtWorkItem *item, gpointer data);

/* pure */
SmtWorkItem *smt_handover_read   (GBytes *bytes, char **hpr, GError **error);

/* the interface no.samstemt.Samstemt.Context at @path; 0: it could not be exported */
guint        smt_handover_export (GDBusConnection *connection, const char *path, SmtHandoverCallback callback, gpointer data,
                                  GError **error);
/* reads from @fd, which is closed then */
void         smt_handover_take   (int fd, SmtHandoverCallback callback, gpointer data);
/* gives @fd to the copy of the program that is running */
gboolean     smt_handover_pass   (GDBusConnection *connection, const char *name, const char *path, int fd, GError **error);

G_END_DECLS
