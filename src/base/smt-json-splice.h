/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Splice: old bytes with a sorted list of edits; what is not edited goes out as it came in.
 * Owned by one caller while edits are gathered; the document it edits stays untouched.
 */
#pragma once

#include "base/smt-json.h"

G_BEGIN_DECLS

typedef struct _SmtJsonSplice SmtJsonSplice;

SmtJsonSplice *smt_json_splice_new            (SmtJson *json);
void           smt_json_splice_free           (SmtJsonSplice *splice);
void           smt_json_splice_replace        (SmtJsonSplice *splice, SmtJsonCursor value, const char *new_json);
void           smt_json_splice_set_member     (SmtJsonSplice *splice, SmtJsonCursor object, const char *key, const char *new_json);
void           smt_json_splice_remove_member  (SmtJsonSplice *splice, SmtJsonCursor object, const char *key);
void           smt_json_splice_remove_element (SmtJsonSplice *splice, SmtJsonCursor array, SmtJsonCursor element);
void           smt_json_splice_append         (SmtJsonSplice *splice, SmtJsonCursor array, const char *new_json);
void           smt_json_splice_insert_after   (SmtJsonSplice *splice, SmtJsonCursor array, SmtJsonCursor element, const char *new_json);
GBytes        *smt_json_splice_apply          (SmtJsonSplice *splice, GError **error);
GBytes        *smt_json_splice_apply_to       (SmtJsonSplice *splice, SmtJsonCursor part, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJsonSplice, smt_json_splice_free)

G_END_DECLS
