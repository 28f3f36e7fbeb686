/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service file: where SFM and HelseID are, and as whom this installation is registered there. A key file, written by
 * whoever sets the program up; docs/helseid.md describes it.
 * Immutable; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *base_url; /* of SFM */
  char *issuer;
  char *client_id;
  char *scope;
  char *redirect_uri;        /* http://127.0.0.1:PORT/PATH or http://localhost:PORT/PATH, exactly as registered */
  guint redirect_port;
  char *redirect_path;
  char *parent;              /* organisation number of the legal entity (juridisk enhet) */
  char *child;               /* (nullable) of the unit below it (underenhet) */
  gboolean single_tenant;
  char *journal_id;          /* SFM's journal id */
  char *office;              /* what the office is called */
  char *her_id;              /* (nullable) of the office in Adresseregisteret */
  GHashTable *users;         /* local user name → HPR number; empty: whoever works here may sign in */
} SmtHelseidSettings;

SmtHelseidSettings *smt_helseid_settings_read (const char *text, gsize length, GError **error);
SmtHelseidSettings *smt_helseid_settings_load (const char *path, GError **error);
void                smt_helseid_settings_free (SmtHelseidSettings *settings);
char               *smt_helseid_settings_make_details (const SmtHelseidSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHelseidSettings, smt_helseid_settings_free)

G_END_DECLS
