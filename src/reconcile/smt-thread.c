/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reconcile/smt-thread.h"

#include <string.h>

#include "base/smt-json-writer.h"

/* The words a stored role is known by. */
static const char *const roles[] = {
  [SMT_ROLE_DOCTOR] = "doctor",
  [SMT_ROLE_NURSE] = "nurse",
  [SMT_ROLE_PHARMACIST] = "pharmacist",
};

/**
 * smt_thread_message_new:
 * @role: of @who
 * @who: (nullable): who says it; %NULL where the name is not known
 * @words: what is said
 *
 * Returns: (transfer full) (nullable): a message that is not stored yet; %NULL where nothing is said, or too much
 */
SmtThreadMessage *
smt_thread_message_new (SmtRole role, const char *who, const char *words)
{
  SmtThreadMessage *message;
  g_autofree char *stripped = g_strstrip (g_strdup (words));

  g_return_val_if_fail (words != NULL && (guint)role < G_N_ELEMENTS (roles), NULL);

  if (*stripped == '\0' || strlen (stripped) > SMT_THREAD_MOST_BYTES)
    return NULL;
  message = g_new0 (SmtThreadMessage, 1);
  message->role = role;
  message->who = g_strdup (who);
  message->words = g_steal_pointer (&stripped);
  message->at = SMT_INSTANT_UNSET;
  return message;
}

/** smt_thread_message_free: @message (transfer full) */
void
smt_thread_message_free (SmtThreadMessage *message)
{
  g_return_if_fail (message != NULL);

  g_free (message->who);
  g_free (message->words);
  g_free (message);
}

/** smt_thread_message_to_json: Returns: (transfer full): one JSON object that smt_thread_message_from_json() reads back
 */
char *
smt_thread_message_to_json (const SmtThreadMessage *message)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  g_return_val_if_fail (message != NULL, NULL);

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "role", roles[message->role]);
  smt_json_writer_member (writer, "who", message->who);
  smt_json_writer_member (writer, "words", message->words);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

/** smt_thread_message_from_json: Returns: (transfer full) (nullable): the message that @json says */
SmtThreadMessage *
smt_thread_message_from_json (const char *json)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SmtJson) document = NULL;
  g_autofree char *who = NULL;
  g_autofree char *words = NULL;
  SmtJsonCursor root;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new (json, strlen (json));
  document = smt_json_read (bytes, NULL);
  if (document == NULL)
    return NULL;
  root = smt_json_root (document);
  who = smt_json_dup_string (smt_json_member (root, "who"));
  words = smt_json_dup_string (smt_json_member (root, "words"));
  for (guint i = 0; words != NULL && i < G_N_ELEMENTS (roles); i++)
    if (smt_json_string_equals (smt_json_member (root, "role"), roles[i]))
      return smt_thread_message_new ((SmtRole)i, who, words);
  return NULL;
}

/**
 * smt_thread_state:
 * @entry: the flagged entry
 * @messages: (nullable) (element-type SmtThreadMessage): what has been said of it, in order
 *
 * Returns: whom the thread waits for; closed where @entry is settled, whatever was said
 */
SmtThreadState
smt_thread_state (const SmtCleanup *entry, GPtrArray *messages)
{
  const SmtThreadMessage *last;

  g_return_val_if_fail (entry != NULL, SMT_THREAD_SILENT);

  if (!smt_cleanup_remains (entry->state))
    return SMT_THREAD_CLOSED;
  if (messages == NULL || messages->len == 0)
    return SMT_THREAD_SILENT;
  last = g_ptr_array_index (messages, messages->len - 1);
  return last->role == SMT_ROLE_DOCTOR ? SMT_THREAD_ANSWERED : SMT_THREAD_ASKED;
}
