/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a store is kept outside its file, in the keyring: its identity and keys, and how far it had come. A file that
 * does not fit is another one, or an old copy. May be used from the journal's worker thread only.
 */
#pragma once

#include "journal/smt-journal-seal.h"
#include "keyring/smt-keyring.h"

G_BEGIN_DECLS

typedef struct
{
  char *store_id;
  GBytes *data;  /* 32 bytes: seals what is stored */
  GBytes *index; /* 32 bytes: patients are known by an HMAC with it */
} SmtJournalKeys;

typedef struct
{
  char *store_id;
  gint64 seq;
  guint8 chain[SMT_CHAIN_SIZE];
} SmtJournalHead;

SmtJournalKeys *smt_journal_keys_new   (const char *store_id, gconstpointer index);
void            smt_journal_keys_free  (SmtJournalKeys *keys);
/* FALSE with an error when the keyring does not answer; *keys is NULL when it holds none */
gboolean        smt_journal_keys_load  (SmtKeyring *keyring, SmtJournalKeys **keys, GError **error);
gboolean        smt_journal_keys_store (SmtKeyring *keyring, const SmtJournalKeys *keys, GError **error);

/* under another name, for a file that was put aside */
gboolean        smt_journal_keys_keep  (SmtKeyring *keyring, const SmtJournalKeys *keys, GError **error);

SmtJournalHead *smt_journal_head_new   (const char *store_id, gint64 seq, const guint8 *chain);
void            smt_journal_head_free  (SmtJournalHead *head);
gboolean        smt_journal_head_load  (SmtKeyring *keyring, SmtJournalHead **head, GError **error);

/* Stores the newest head behind the back of the worker: a keyring may take its time */
typedef struct _SmtHeadKeeper SmtHeadKeeper;
SmtHeadKeeper  *smt_head_keeper_new    (SmtKeyring *keyring);
void            smt_head_keeper_keep   (SmtHeadKeeper *keeper, SmtJournalHead *head);
/* waits, but not for ever, until the last one is stored */
void            smt_head_keeper_free   (SmtHeadKeeper *keeper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJournalKeys, smt_journal_keys_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJournalHead, smt_journal_head_free)

G_END_DECLS
