/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-message-words.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-phrases.h"

static char *
question_words (const SmtMessage *message, const SmtQuestion *question, const char *date)
{
  if (message->stale)
    /* Translators: %s is a date */
    return g_strdup_printf (C_ ("pharmacy", "The pharmacy asked on %s, before the list was sent; it no longer stands"),
                            date);
  switch (question->kind)
    {
    case SMT_QUESTION_NEW:
      return g_strdup_printf (C_ ("pharmacy", "Proposed by the pharmacy on %s"), date);
    case SMT_QUESTION_CHANGED:
      return g_strdup_printf (C_ ("pharmacy", "The pharmacy proposed another dose on %s"), date);
    case SMT_QUESTION_ASKED:
    default:
      return g_strdup_printf (C_ ("pharmacy", "The pharmacy asked on %s"), date);
    }
}

static void
append_quote (GString *out, const char *separator, const char *text)
{
  g_autofree char *quote = NULL;

  if (text == NULL || *text == '\0')
    return;
  quote = smt_phrase_quote (text);
  g_string_append_printf (out, "%s%s", separator, quote);
}

static char *
dup_date (SmtInstant instant)
{
  return instant != SMT_INSTANT_UNSET ? smt_phrase_date (smt_instant_to_date (instant))
                                      : g_strdup (C_ ("pharmacy", "an unknown day"));
}

/* @known (nullable): what is said elsewhere already */
static char *
whole_question (const SmtMessage *message, const SmtQuestion *question, const char *known)
{
  g_autofree char *date = dup_date (message->date);
  g_autofree char *words = question_words (message, question, date);
  GString *out = g_string_new (words);

  append_quote (out, ": ", question->dose_text);
  if (known == NULL || g_strcmp0 (known, question->text) != 0)
    append_quote (out, question->dose_text != NULL ? " " : ": ", question->text);
  return g_string_free (out, FALSE);
}

/** smt_message_question: Returns: (transfer full): what the sender of @message says in @question */
char *
smt_message_question (const SmtMessage *message, const SmtQuestion *question)
{
  return whole_question (message, question, NULL);
}

/**
 * smt_message_questions:
 * @list: a list
 * @key: of a treatment on it
 *
 * Returns: (transfer full) (nullable): what pharmacies say of the treatment, a line each
 */
char *
smt_message_questions (const SmtList *list, const char *key)
{
  const SmtTreatment *treatment = smt_list_find (list, key);
  const char *comment = treatment != NULL ? treatment->comment : NULL; /* which the row says already */
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < list->messages->len; i++)
    {
      const SmtMessage *message = g_ptr_array_index (list->messages, i);

      for (guint j = 0; j < message->questions->len; j++)
        {
          const SmtQuestion *question = g_ptr_array_index (message->questions, j);
          g_autofree char *words =
              g_strcmp0 (question->key, key) == 0 ? whole_question (message, question, comment) : NULL;

          if (words != NULL)
            g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", words);
        }
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static char *
proposal_sentence (const SmtMessage *message, const char *date)
{
  const char *author = message->author != NULL ? message->author : C_ ("pharmacy", "the pharmacy");
  guint n = message->questions->len;

  if (message->stale)
    /* Translators: %1$s is a pharmacy, %2$s a date */
    return g_strdup_printf (C_ ("pharmacy", "What %1$s proposed on %2$s is older than the list and no longer stands"),
                            author, date);
  if (n == 0)
    /* Translators: %1$s is a pharmacy, %2$s a date */
    return g_strdup_printf (C_ ("pharmacy", "%1$s asked on %2$s, after the list was sent"), author, date);
  /* Translators: %1$s is a pharmacy, %2$s a date, %3$u a number of rows */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s asked on %2$s, after the list was sent: %3$u row",
                                       "%1$s asked on %2$s, after the list was sent: %3$u rows", n),
                          author, date, n);
}

/** smt_message_pause: Returns: (transfer full): that the whole list is paused: since when, until when, by whom and why
 */
char *
smt_message_pause (const SmtMessage *message)
{
  SmtDate sent = message->date != SMT_INSTANT_UNSET ? smt_instant_to_date (message->date) : SMT_DATE_UNSET;
  SmtDate since = message->paused_in_words ? sent : message->paused_from;
  g_autofree char *from = smt_date_is_set (since) ? smt_phrase_date (since) : NULL;
  g_autofree char *until = smt_date_is_set (message->paused_until) ? smt_phrase_date (message->paused_until) : NULL;
  GString *out = g_string_new (message->paused_in_words
                                   ? C_ ("pause", "The message with the list says that it may be paused as a whole")
                                   : C_ ("pause", "The whole list is paused"));

  if (from != NULL && message->paused_in_words)
    /* Translators: %s is a date */
    g_string_append_printf (out, C_ ("pause", ", sent %s"), from);
  else if (from != NULL)
    /* Translators: %s is a date */
    g_string_append_printf (out, C_ ("pause", " from %s"), from);
  if (until != NULL)
    /* Translators: %s is the first day on which the list is in use again */
    g_string_append_printf (out, C_ ("pause", ", until %s"), until);
  if (message->paused_by != NULL)
    /* Translators: %s is a person and an office */
    g_string_append_printf (out, C_ ("pause", ", by %s"), message->paused_by);
  if (message->pause_reason != NULL && *message->pause_reason != '\0')
    append_quote (out, ": ", message->pause_reason);
  else
    g_string_append (out, C_ ("pause", ", no reason stated"));
  g_string_append_c (out, '.');
  return g_string_free (out, FALSE);
}

static char *
list_sentence (const SmtMessage *message)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *roll = smt_date_is_set (message->next_roll) ? smt_phrase_date (message->next_roll) : NULL;
  g_autofree char *deadline = smt_date_is_set (message->deadline) ? smt_phrase_date (message->deadline) : NULL;
  g_autofree char *until = smt_date_is_set (message->stand_in_until) ? smt_phrase_date (message->stand_in_until) : NULL;

  if (message->substitute)
    g_string_append (out, C_ ("pharmacy", "The list was sent by a stand-in"));
  if (!message->paused_in_words) /* else it stands where the pause is told */
    append_quote (out, out->len > 0 ? ": " : "", message->text);
  if (message->pharmacy != NULL)
    {
      if (out->len > 0)
        g_string_append (out, ". ");
      /* Translators: %s is a pharmacy */
      g_string_append_printf (out, C_ ("pharmacy", "Multidose is packed by %s"), message->pharmacy);
    }
  if (roll != NULL)
    g_string_append_printf (out, C_ ("pharmacy", ", next roll %s"), roll);
  if (deadline != NULL)
    g_string_append_printf (out, C_ ("pharmacy", ", changes by %s"), deadline);
  if (message->stand_in != NULL)
    {
      g_string_append_printf (out, C_ ("pharmacy", ", stand-in %s"), message->stand_in);
      if (until != NULL)
        g_string_append_printf (out, C_ ("pharmacy", " until and including %s"), until);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/**
 * smt_message_sentence:
 * @message: a message about a list
 *
 * Returns: (transfer full) (nullable): what there is to say of it beside the list
 */
char *
smt_message_sentence (const SmtMessage *message)
{
  g_autofree char *date = dup_date (message->date);

  switch (message->kind)
    {
    case SMT_MESSAGE_PROPOSAL:
      return proposal_sentence (message, date);
    case SMT_MESSAGE_DELIVERY:
      /* Translators: %s is a date */
      return g_strdup_printf (C_ ("pharmacy", "Multidose delivered %s"), date);
    case SMT_MESSAGE_PAPER:
      return g_strdup (C_ ("pharmacy", "Multidose is ordered on paper as well"));
    case SMT_MESSAGE_LIST:
      return list_sentence (message);
    case SMT_MESSAGE_OTHER:
    default:
      return NULL;
    }
}
