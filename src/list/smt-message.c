/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list/smt-message.h"

#include <string.h>

#include "base/smt-text.h"

static void
free_question (gpointer data)
{
  SmtQuestion *question = data;

  g_free (question->key);
  g_free (question->text);
  g_free (question->dose_text);
  g_clear_pointer (&question->proposal, smt_treatment_unref);
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
  message->paused_from = SMT_DATE_UNSET;
  message->paused_until = SMT_DATE_UNSET;
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
  g_free (message->paused_by);
  g_free (message->pause_reason);
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

/**
 * smt_message_text_pauses:
 * @text: (nullable): the text of an M25.1
 *
 * A text has no code for it, so a word is enough: what it may mean is a clinician's to say, and until then nothing is
 * sent. "Ikke lenger på pause" is asked about as well.
 *
 * Returns: whether @text may say that the whole list is paused (satt på pause, suspendert, stilt i bero)
 */
gboolean
smt_message_text_pauses (const char *text)
{
  static const char *const words[] = { "pause", "pausa", "suspen", "i bero" };
  g_autofree char *folded = text != NULL ? smt_text_fold (text) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * smt_message_pauses:
 * @message: a message about a list
 * @today: the day it is looked at
 *
 * Returns: whether the whole list is paused today: days are half-open, and one without dates holds until it is lifted
 */
gboolean
smt_message_pauses (const SmtMessage *message, SmtDate today)
{
  g_return_val_if_fail (message != NULL, FALSE);

  if (!message->paused)
    return FALSE;
  if (smt_date_is_set (message->paused_from) && smt_date_compare (message->paused_from, today) > 0)
    return FALSE;
  return !smt_date_is_set (message->paused_until) || smt_date_compare (today, message->paused_until) < 0;
}

/**
 * smt_message_dup_pause_digest:
 * @message: a message that pauses a list
 *
 * Returns: (transfer full): what a decision about the pause rests on; another pause, or the same with other words, has
 *   another one
 */
char *
smt_message_dup_pause_digest (const SmtMessage *message)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *all = NULL;

  g_return_val_if_fail (message != NULL, NULL);

  from = smt_date_is_set (message->paused_from) ? smt_date_to_iso (message->paused_from) : g_strdup ("");
  until = smt_date_is_set (message->paused_until) ? smt_date_to_iso (message->paused_until) : g_strdup ("");
  all = g_strjoin ("\n", message->id != NULL ? message->id : "", from, until,
                   message->paused_by != NULL ? message->paused_by : "",
                   message->pause_reason != NULL ? message->pause_reason : "", NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}
