/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The seal: AES-256-GCM by GnuTLS over one record, bound to the place the record lies at; and the chain that binds each
 * record to all before it. Neither knows SQLite. A seal belongs to one thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SMT_CHAIN_SIZE 32

typedef struct _SmtSeal SmtSeal;

/* where a record lies: what is sealed for one place opens at no other */
typedef struct
{
  const char *table;
  gint64 row;
  gint64 bound; /* a number of the table's own: the kind, the entry */
  const guint8 *before; /* (nullable) (array fixed-size=32): the chain before it */
} SmtPlace;

SmtSeal *smt_seal_new        (GBytes *key, const char *store_id, guint32 version);
void     smt_seal_free       (SmtSeal *seal);
/* nonce, ciphertext and tag */
GBytes  *smt_seal_close      (SmtSeal *seal, const SmtPlace *place, gconstpointer data, gsize size);
/* (nullable): NULL when it was not sealed so, for this place, with this key */
GBytes  *smt_seal_open       (SmtSeal *seal, const SmtPlace *place, gconstpointer sealed, gsize size);

void     smt_seal_digest     (gconstpointer data, gsize size, guint8 *digest);
void     smt_seal_next_link  (const guint8 *before, gint64 seq, gint64 kind, const guint8 *digest, guint8 *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSeal, smt_seal_free)

G_END_DECLS
