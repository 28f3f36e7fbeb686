/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service file: where it is looked for, and HelseID as it says.
 * Main thread.
 */
#pragma once

#include "app/smt-session.h"

G_BEGIN_DECLS

char       *smt_service_find       (const SmtOptions *options);
SmtHelseid *smt_service_open       (const char *path, const char *folder, GError **error);
void        smt_service_set_page   (SmtHelseid *helseid);
/* prints the public key of this installation; the exit status */
int         smt_service_export_key (const SmtOptions *options);

G_END_DECLS
