/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What HelseID says of itself (discovery), strictly read.
 * Immutable; private to this room.
 */
#pragma once

#include "base/smt-json.h"

G_BEGIN_DECLS

typedef struct
{
  char *issuer;
  char *jwks_uri;
  char *par;
  char *authorize;
  char *token;
  char *end_session; /* (nullable) */
  char *revocation;  /* (nullable) */
} SmtHelseidMetadata;

SmtHelseidMetadata *smt_helseid_metadata_read (GBytes *bytes, const char *issuer, GError **error);
void                smt_helseid_metadata_free (SmtHelseidMetadata *metadata);
SmtJson            *smt_helseid_keys_read     (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHelseidMetadata, smt_helseid_metadata_free)

G_END_DECLS
