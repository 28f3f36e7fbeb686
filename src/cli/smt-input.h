/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Input of the commands: a file, a pipe or standard input, read forwards in pieces so that its length does not matter.
 * Owned by one caller; one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SmtInput SmtInput;

SmtInput   *smt_input_open      (const char *name, GError **error);
void        smt_input_free      (SmtInput *input);
const char *smt_input_get_label (const SmtInput *input);
goffset     smt_input_get_size  (const SmtInput *input);
goffset     smt_input_get_taken (const SmtInput *input);
const char *smt_input_peek      (SmtInput *input, gsize wanted, gsize *length);
const char *smt_input_peek_line (SmtInput *input, gsize most, gsize *length);
GBytes     *smt_input_take_line (SmtInput *input, gsize most, guint *number);
gboolean    smt_input_take_lines (SmtInput *input, GByteArray *lines, gsize wanted, gsize most, guint *first);
GBytes     *smt_input_take_rest (SmtInput *input, gsize most);
gboolean    smt_input_failed    (const SmtInput *input, GError **error);
gboolean    smt_text_is_blank   (const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtInput, smt_input_free)

G_END_DECLS
