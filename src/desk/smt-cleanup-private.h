/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two files of the clean-up queue share. Any thread.
 */
#pragma once

#include "desk/smt-cleanup-queue.h"

G_BEGIN_DECLS

/** SmtCleanupFold: the events of the journal gone through in their order. */
typedef struct
{
  GPtrArray *entries; /* of SmtCleanup */
  GHashTable *known;  /* "patient\nkey" → SmtCleanup */
  GHashTable *people;  /* patient key → JSON */
  GHashTable *threads; /* "patient\nkey" → GPtrArray of SmtThreadMessage */
} SmtCleanupFold;

gboolean    _smt_cleanup_fold       (SmtCleanupFold *fold, GPtrArray *records, GError **error);
SmtCleanup *_smt_cleanup_fold_get   (SmtCleanupFold *fold, const char *patient, const char *key);
void        _smt_cleanup_fold_clear (SmtCleanupFold *fold);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtCleanupFold, _smt_cleanup_fold_clear)

/* (transfer full): the note that an entry is flagged; @person (nullable): JSON */
SmtNote *_smt_cleanup_note_flag (const char *patient, const char *key, const SmtFlag *flag, const char *person);

G_END_DECLS
