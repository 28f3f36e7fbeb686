/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-thread-words.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-cleanup-words.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-entry-row.h"
#include "ui/smt-evidence-box.h"
#include "ui/smt-phrases.h"

/** smt_word_for_thread: Returns: (transfer none): whom a thread waits for */
const char *
smt_word_for_thread (SmtThreadState state)
{
  switch (state)
    {
    case SMT_THREAD_ASKED:
      return C_ ("thread", "Waits for the doctor");
    case SMT_THREAD_ANSWERED:
      return C_ ("thread", "Answered, waits for the new prescription to be checked");
    case SMT_THREAD_CLOSED:
      return C_ ("thread", "Closed");
    case SMT_THREAD_SILENT:
    case SMT_N_THREAD_STATES:
    default:
      return C_ ("thread", "Nothing said yet");
    }
}

/** smt_ready_answers: Returns: (transfer full) (array zero-terminated=1): what @role says most often, each equal */
char **
smt_ready_answers (SmtRole role)
{
  const char *const asked[] = {
    C_ ("thread", "Field and text disagree. Which dose is right?"),
    C_ ("thread", "It is not dispensed before this is clarified."),
    C_ ("thread", "The patient says that it is used as the text says."),
    C_ ("thread", "The patient says that it is used as the field says."),
    NULL,
  };
  const char *const answered[] = {
    C_ ("thread", "The text is right. A new prescription follows."),
    C_ ("thread", "The field is right. A new prescription follows."),
    C_ ("thread", "The dose is right as it stands. The reason stands in the override."),
    C_ ("thread", "The prescription is recalled. Do not dispense it."),
    C_ ("thread", "Call me."),
    NULL,
  };

  return g_strdupv ((char **)(role == SMT_ROLE_DOCTOR ? answered : asked));
}

/** smt_message_line: Returns: (transfer full): who said it, in what role, when, and what */
char *
smt_message_line (const SmtThreadMessage *message, SmtDate today)
{
  g_autofree char *at = smt_phrase_moment (message->at, today);
  g_autofree char *person = smt_words_for_person (message->who, message->role);
  g_autofree char *who = smt_phrase_capitalize (person);

  /* Translators: %1$s is a person and a role, %2$s a time, %3$s what was said */
  return g_strdup_printf (C_ ("thread", "%1$s, %2$s: %3$s"), who, at, message->words);
}

/**
 * smt_thread_to_text:
 * @entry: a flagged entry
 * @messages: (nullable) (element-type SmtThreadMessage): what was said of it
 * @today: the day it is copied
 *
 * Returns: (transfer full): the thread as plain text
 */
char *
smt_thread_to_text (const SmtCleanup *entry, GPtrArray *messages, SmtDate today)
{
  GString *text = g_string_new (smt_entry_medicine (entry));
  g_autofree char *evidence = smt_evidence_to_text (entry);
  g_autofree char *state = smt_cleanup_state_sentence (entry);

  g_string_append_printf (text, "\n%s: %s\n%s%s\n", C_ ("clean-up", "Entry id"), entry->flag->entry, evidence, state);
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      g_autofree char *line = smt_message_line (g_ptr_array_index (messages, i), today);

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}
