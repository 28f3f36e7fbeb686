/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-message.h"

static void
free_question (gpointer data)
{
  SmtQuestion *question = data;

  g_free (question->key);
  g_free (question->text);
  g_free (question->dose_text);
  g_free (question);
}

/**
 * smt_message_new:
 *
 * Returns: (transfer full): a message that says nothing yet, for its maker to fill
 */
SmtMessage *
smt_message_new (void)
{
  SmtMessage *message = g_new0 (SmtMessage, 1);

  message->kind = SMT_MESSAGE_OTHER;
  message->date = SMT_INSTANT_UNSET;
  message->next_roll = SMT_DATE_UNSET;
  message->deadline = SMT_DATE_UNSET;
  message->stand_in_until = SMT_DATE_UNSET;
  message->questions = g_ptr_array_new_with_free_func (free_question);
  return message;
}

/**
 * smt_message_free:
 * @message: (transfer full): a message
 */
void
smt_message_free (SmtMessage *message)
{
  g_return_if_fail (message != NULL);

  g_free (message->id);
  g_free (message->author);
  g_free (message->text);
  g_free (message->pharmacy);
  g_free (message->stand_in);
  g_ptr_array_unref (message->questions);
  g_free (message);
}

/**
 * smt_message_add_question:
 * @message: a message that is being made
 *
 * Returns: (transfer none): a new question at the end, for its maker to fill
 */
SmtQuestion *
smt_message_add_question (SmtMessage *message)
{
  SmtQuestion *question;

  g_return_val_if_fail (message != NULL, NULL);

  question = g_new0 (SmtQuestion, 1);
  g_ptr_array_add (message->questions, question);
  return question;
}

/**
 * smt_message_find_question:
 * @message: a message
 * @key: of a treatment
 *
 * Returns: (transfer none) (nullable): what @message says of the treatment
 */
const SmtQuestion *
smt_message_find_question (const SmtMessage *message, const char *key)
{
  g_return_val_if_fail (message != NULL && key != NULL, NULL);

  for (guint i = 0; i < message->questions->len; i++)
    {
      const SmtQuestion *question = g_ptr_array_index (message->questions, i);

      if (g_strcmp0 (question->key, key) == 0)
        return question;
    }
  return NULL;
}
