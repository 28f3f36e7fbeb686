/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writer for new JSON: keys and values in the order they are given, numbers as lexemes.
 * Owned by one caller; smt_json_writer_finish() gives the text and leaves an empty writer, still to be freed.
 */
#pragma once

#include "base/smt-json.h"

G_BEGIN_DECLS

typedef struct _SmtJsonWriter SmtJsonWriter;

SmtJsonWriter *smt_json_writer_new          (void);
void           smt_json_writer_free         (SmtJsonWriter *writer);
void           smt_json_writer_begin_object (SmtJsonWriter *writer);
void           smt_json_writer_end_object   (SmtJsonWriter *writer);
void           smt_json_writer_begin_array  (SmtJsonWriter *writer);
void           smt_json_writer_end_array    (SmtJsonWriter *writer);
void           smt_json_writer_key          (SmtJsonWriter *writer, const char *key);
void           smt_json_writer_string       (SmtJsonWriter *writer, const char *text);
void           smt_json_writer_decimal      (SmtJsonWriter *writer, SmtDecimal value);
void           smt_json_writer_int          (SmtJsonWriter *writer, gint64 value);
void           smt_json_writer_boolean      (SmtJsonWriter *writer, gboolean value);
void           smt_json_writer_null         (SmtJsonWriter *writer);
void           smt_json_writer_raw          (SmtJsonWriter *writer, const char *json, gssize length);
/* key + value at once, the usual case; a NULL text writes nothing */
void           smt_json_writer_member       (SmtJsonWriter *writer, const char *key, const char *text);
char          *smt_json_writer_finish       (SmtJsonWriter *writer);
void           smt_json_append_string       (GString *out, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJsonWriter, smt_json_writer_free)

G_END_DECLS
