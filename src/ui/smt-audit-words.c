/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-audit-words.h"

#include <glib/gi18n-lib.h>

#include "desk/smt-desk.h"
#include "ui/smt-decision-words.h"
#include "ui/smt-journal-words.h"
#include "ui/smt-phrases.h"

#define KEY_SHOWN 8 /* characters of a key: enough to tell patients apart */

typedef struct
{
  const char *token;
  const char *context; /* of the translation */
  const char *words;
} Word;

static const Word acts[] = {
  { "lookup", "audit", NC_ ("audit", "Looked the list up") },
  { "emergency", "audit", NC_ ("audit", "Opened in an emergency") },
  { "opened", "audit", NC_ ("audit", "Opened the list again") },
  { "past", "audit", NC_ ("audit", "Opened the list as it was") },
  { "send", "audit", NC_ ("audit", "Sending") },
  { "override", "audit", NC_ ("audit", "Overrode a finding") },
  { "printed", "audit", NC_ ("audit", "Printed") },
  { "exported", "audit", NC_ ("audit", "Saved as PDF") },
  { "copied", "audit", NC_ ("audit", "Copied") },
  { "mended", "audit", NC_ ("audit", "The journal was not as it was left") },
  { "purged", "audit", NC_ ("audit", "Old records were deleted for good") },
  { "queue-read", "audit", NC_ ("audit", "Opened a queue of the practice") },
  { "queue-exported", "audit", NC_ ("audit", "Saved the clean-up queue as a file") },
  { "findings-opened", "audit", NC_ ("audit", "Opened a findings file into the clean-up queue") },
  { "log-read", "audit", NC_ ("audit", "Read this log") },
  { "log-exported", "audit", NC_ ("audit", "Saved this log as a file") },
};

static const Word purposes[] = {
  { "reconciliation", "purpose", NC_ ("purpose", "Medication reconciliation") },
  { "treatment", "purpose", NC_ ("purpose", "Treatment") },
  { "renewal", "purpose", NC_ ("purpose", "Renewal of a prescription") },
};

static const Word outcomes[] = {
  { "ready", "audit", NC_ ("audit", "made ready") },
  { "sending", "audit", NC_ ("audit", "begun") },
  { "done", "audit", NC_ ("audit", "everything was received") },
  { "partial", "audit", NC_ ("audit", "a part was received") },
  { "rejected", "audit", NC_ ("audit", "refused by the service") },
  { "unknown", "audit", NC_ ("audit", "no certain answer") },
  { "not-applied", "audit", NC_ ("audit", "nothing arrived") },
};

static const Word starts[] = {
  { "restored", "audit", NC_ ("audit", "its backup was put in its place") },
  { "older", "audit", NC_ ("audit", "its last records are missing") },
  { "started-anew", "audit", NC_ ("audit", "a new one was started") },
};

static const Word details[] = {
  { "handout", "audit", NC_ ("audit", "list for the patient") },
  { "handover", "audit", NC_ ("audit", "summary for those who take over") },
  { "note", "audit", NC_ ("audit", "journal note") },
  { "cleanup", "audit", NC_ ("audit", "clean-up") },
  { "round", "audit", NC_ ("audit", "round") },
  { "pharmacy", "audit", NC_ ("audit", "pharmacist's threads") },
  { "HPUNNTAK", "audit", NC_ ("audit", "opened what the patient has closed: exception from consent") },
  { "HPMOTTATTSAMTYKKE", "audit", NC_ ("audit", "opened what the patient has closed: consent") },
  { "HPAKUTT", "audit", NC_ ("audit", "opened what the patient has closed: emergency") },
};

/* A word that a newer version wrote is shown as it is. */
static const char *
find_word (const Word *words, guint n, const char *token)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].token, token) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, words[i].context, words[i].words);
  return token;
}

#define FIND(words, token) find_word (words, G_N_ELEMENTS (words), token)

static void
append_after (GString *text, const char *before, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", before, words);
}

/* What was done, and what became of it. */
static void
append_act (GString *text, const SmtAuditEntry *entry)
{
  g_string_append (text, FIND (acts, entry->act));
  if (g_str_equal (entry->act, "send"))
    append_after (text, ": ", FIND (outcomes, entry->why));
  else if (g_str_equal (entry->act, "override") || g_str_equal (entry->act, "emergency"))
    append_after (text, ": ", entry->why);
  else if (g_str_equal (entry->act, "mended"))
    append_after (text, ": ", FIND (starts, entry->why));
  else if (!g_str_equal (entry->act, "purged") && !g_str_equal (entry->act, "findings-opened"))
    append_after (text, ": ", FIND (details, entry->detail));
}

static gboolean
has_purpose (const SmtAuditEntry *entry)
{
  return entry->why != NULL && !g_str_equal (entry->act, "send") && !g_str_equal (entry->act, "override")
         && !g_str_equal (entry->act, "emergency") && !g_str_equal (entry->act, "mended");
}

static void
append_patient (GString *text, const char *key, const SmtAuditNames *names)
{
  g_autofree char *shown = NULL;

  if (key == NULL)
    return;
  if (names->name != NULL && g_strcmp0 (key, names->key) == 0)
    {
      append_after (text, " · ", names->name);
      return;
    }
  shown = g_strndup (key, KEY_SHOWN);
  g_string_append (text, " · ");
  /* Translators: %s is a number that stands for a patient */
  g_string_append_printf (text, C_ ("audit", "patient %s"), shown);
}

static void
append_who (GString *text, const char *who)
{
  g_autofree char *hpr = NULL;
  g_autofree char *name = NULL;
  g_autofree char *person = NULL;
  SmtRole role = SMT_ROLE_DOCTOR;
  gboolean read = smt_desk_read_who (who, &hpr, &role, &name);

  g_string_append (text, " · ");
  person = read ? smt_words_for_person (name, role) : NULL;
  if (who == NULL)
    g_string_append (text, C_ ("audit", "the program itself"));
  else if (person == NULL || hpr == NULL)
    g_string_append (text, person != NULL ? person : who);
  else
    /* Translators: a person with a role, and a number */
    g_string_append_printf (text, C_ ("audit", "%1$s, HPR %2$s"), person, hpr);
}

/** smt_words_for_audit_entry: Returns: (transfer full): when, what, why, whom and who, on one line */
char *
smt_words_for_audit_entry (const SmtAuditEntry *entry, const SmtAuditNames *names)
{
  g_autofree char *time = NULL;
  GString *text;

  g_return_val_if_fail (entry != NULL && names != NULL, NULL);

  time = smt_phrase_time (entry->at);
  text = g_string_new (time);
  g_string_append (text, "  ");
  append_act (text, entry);
  if (has_purpose (entry))
    {
      g_string_append (text, " · ");
      /* Translators: %s is a purpose, as "Treatment" */
      g_string_append_printf (text, C_ ("audit", "purpose: %s"), FIND (purposes, entry->why));
    }
  append_patient (text, entry->patient, names);
  append_who (text, entry->who);
  /* a reason of several lines must not look like several entries */
  g_strdelimit (text->str, "\r\n", ' ');
  return g_string_free (text, FALSE);
}

/**
 * smt_words_for_audit:
 * @entries: (element-type SmtAuditEntry): oldest first
 * @names: the patient whose name is known
 *
 * Returns: (transfer full): the entries under the days they were made on, the newest first
 */
char *
smt_words_for_audit (GPtrArray *entries, const SmtAuditNames *names)
{
  GString *text = g_string_new (NULL);
  g_autofree char *last = NULL;

  g_return_val_if_fail (entries != NULL, NULL);

  for (guint i = entries->len; i > 0; i--)
    {
      const SmtAuditEntry *entry = g_ptr_array_index (entries, i - 1);
      g_autofree char *words = smt_words_for_audit_entry (entry, names);
      g_autofree char *day = smt_phrase_date (smt_instant_to_date (entry->at));

      if (g_strcmp0 (day, last) != 0)
        g_string_append_printf (text, "%s%s\n", last != NULL ? "\n" : "", day);
      g_free (last);
      last = g_steal_pointer (&day);
      g_string_append_printf (text, "%s\n", words);
    }
  if (text->len == 0)
    g_string_append (text, C_ ("audit", "Nothing has been done yet."));
  return g_string_free (text, FALSE);
}

/**
 * smt_words_for_chain:
 * @n_records: how many were checked
 * @error: (nullable): of smt_journal_check_finish()
 *
 * Returns: (transfer full): whether every record is as it was written, and which is the first that is not
 */
char *
smt_words_for_chain (guint64 n_records, const GError *error)
{
  g_autofree char *bad = NULL;
  g_autofree char *number = NULL;

  if (error != NULL)
    bad = smt_words_for_bad_record (smt_journal_error_get_bad_record (error));
  if (bad != NULL)
    /* Translators: %s is a sentence: "Record 7 is missing." */
    return g_strdup_printf (C_ ("audit", "The chain is broken. %s Call the service desk before you go on."), bad);
  if (error != NULL && g_error_matches (error, SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED))
    return g_strdup (
        C_ ("audit", "The chain is broken: the file itself is damaged. Call the service desk before you go on."));
  if (error != NULL)
    return g_strdup (C_ ("audit", "The chain could not be checked just now. Open this window again."));

  number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_records);
  /* Translators: %s is a number */
  return g_strdup_printf (C_ ("audit", "The chain is whole: %s records, each as it was written."), number);
}
