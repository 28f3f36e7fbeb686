/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record: the resources of one patient as raw JSON, as they stood in the newest answer or came in a send.
 * Entries are immutable and shared; a record is owned by one holder.
 */
#pragma once

#include "sandbox/smt-sandbox-json.h"

G_BEGIN_DECLS

typedef struct
{
  char    *full_url;
  char    *type; /* resourceType */
  SmtJson *json; /* the resource alone */
} SmtSandboxEntry;

typedef struct
{
  GPtrArray *entries;    /* of SmtSandboxEntry, the Composition first */
  GPtrArray *parameters; /* of char*: the answer's other parameters, raw */
} SmtSandboxRecord;

SmtSandboxEntry  *smt_sandbox_entry_new        (const char *full_url, SmtJson *resource);
SmtSandboxEntry  *smt_sandbox_entry_ref        (SmtSandboxEntry *entry);
void              smt_sandbox_entry_unref      (SmtSandboxEntry *entry);
SmtJsonCursor     smt_sandbox_entry_resource   (const SmtSandboxEntry *entry);

SmtSandboxRecord *smt_sandbox_record_new       (void);
SmtSandboxRecord *smt_sandbox_record_copy      (const SmtSandboxRecord *record);
void              smt_sandbox_record_free      (SmtSandboxRecord *record);
SmtSandboxRecord *smt_sandbox_record_read      (SmtJsonCursor parameters, guint *at, char **problem);
SmtSandboxEntry  *smt_sandbox_record_find      (const SmtSandboxRecord *record, const char *full_url);
SmtSandboxEntry  *smt_sandbox_record_first     (const SmtSandboxRecord *record, const char *type);
void              smt_sandbox_record_put       (SmtSandboxRecord *record, SmtSandboxEntry *entry);
SmtSandboxEntry  *smt_sandbox_record_message   (const SmtSandboxRecord *record, const char *message);
char             *smt_sandbox_record_number    (const SmtSandboxRecord *record);
SmtJson          *smt_sandbox_record_parameter (const SmtSandboxRecord *record, const char *name);
gboolean          smt_sandbox_record_succeeded (const SmtSandboxRecord *record, const char *name);
char             *smt_sandbox_record_to_json   (const SmtSandboxRecord *record, const char *stamp);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxEntry, smt_sandbox_entry_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxRecord, smt_sandbox_record_free)

G_END_DECLS
