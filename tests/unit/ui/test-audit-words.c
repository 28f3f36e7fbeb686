/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log of use in words: one line an act, a name only where it is known, and the chain whole or broken.
 */
#include <locale.h>

#include "ui/smt-audit-words.h"
#include "ui/smt-journal-words.h"

#define AT (G_GINT64_CONSTANT (1796029320) * G_USEC_PER_SEC) /* 30 November 2026 09:02 UTC */
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define ADA "0123456789abcdef"
#define WHO "900100017 nurse Lise Marie Fastlegesen"

static void
assert_words (SmtAuditEntry entry, const char *expected)
{
  SmtAuditNames names = { ADA, "Ada Testesen" };
  g_autofree char *words = NULL;

  entry.at = AT;
  words = smt_words_for_audit_entry (&entry, &names);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_entry (void)
{
  assert_words (
      (SmtAuditEntry){
          .act = (char *)"lookup", .patient = (char *)ADA, .who = (char *)WHO, .why = (char *)"treatment" },
      "10:02  Looked the list up · purpose: Treatment · Ada Testesen · Lise Marie Fastlegesen, nurse, HPR "
      "900100017");
  assert_words ((SmtAuditEntry){ .act = (char *)"lookup",
                                 .patient = (char *)"fedcba9876543210",
                                 .who = (char *)WHO,
                                 .why = (char *)"renewal",
                                 .detail = (char *)"HPAKUTT" },
                "10:02  Looked the list up: opened what the patient has closed: emergency · purpose: Renewal of a "
                "prescription · patient fedcba98 · Lise Marie Fastlegesen, nurse, HPR 900100017");
  assert_words (
      (SmtAuditEntry){
          .act = (char *)"send", .patient = (char *)ADA, .why = (char *)"partial", .detail = (char *)"an-id" },
      "10:02  Sending: a part was received · Ada Testesen · the program itself");
  /* what a person wrote cannot make a line of its own */
  assert_words ((SmtAuditEntry){ .act = (char *)"override",
                                 .patient = (char *)ADA,
                                 .who = (char *)"somebody",
                                 .why = (char *)"agreed\n10:03  Printed",
                                 .detail = (char *)"pll:1" },
                "10:02  Overrode a finding: agreed 10:03  Printed · Ada Testesen · somebody");
  assert_words ((SmtAuditEntry){ .act = (char *)"purged", .detail = (char *)"3 0" },
                "10:02  Old records were deleted for good · the program itself");
  assert_words ((SmtAuditEntry){ .act = (char *)"of-a-newer-version" },
                "10:02  of-a-newer-version · the program itself");
}

/* The newest first, under its day. */
static void
test_days (void)
{
  SmtAuditNames nobody = { NULL, NULL };
  SmtAuditEntry first = { .act = (char *)"mended", .at = AT - DAY, .why = (char *)"older" };
  SmtAuditEntry second = { .act = (char *)"log-read", .at = AT };
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *empty = smt_words_for_audit (entries, &nobody);
  g_autofree char *words = NULL;

  g_ptr_array_add (entries, &first);
  g_ptr_array_add (entries, &second);
  words = smt_words_for_audit (entries, &nobody);
  g_assert_cmpstr (
      words, ==,
      "30 November 2026\n10:02  Read this log · the program itself\n\n29 November 2026\n10:02  The journal "
      "was not as it was left: its last records are missing · the program itself\n");
  g_assert_cmpstr (empty, ==, "Nothing has been done yet.");
}

static void
test_chain (void)
{
  g_autoptr (GError) broken = smt_journal_error_new_bad_record ((SmtBadRecord){ 7, TRUE }, "7");
  g_autoptr (GError) unread = g_error_new (SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_NOT_READ, "read");
  g_autoptr (GError) changed = smt_journal_error_new_bad_record ((SmtBadRecord){ 12, FALSE }, "12 has lost a part");
  g_autoptr (GError) damaged = g_error_new (SMT_JOURNAL_ERROR, SMT_JOURNAL_ERROR_DAMAGED, "the file is damaged");
  g_autoptr (GError) copy = g_error_copy (broken);
  g_autofree char *whole = smt_words_for_chain (12, NULL);
  g_autofree char *named = smt_words_for_chain (0, copy);
  g_autofree char *other = smt_words_for_chain (0, changed);
  g_autofree char *file = smt_words_for_chain (0, damaged);
  g_autofree char *later = smt_words_for_chain (0, unread);

  g_assert_cmpstr (whole, ==, "The chain is whole: 12 records, each as it was written.");
  g_assert_cmpstr (named, ==, "The chain is broken. Record 7 is missing. Call the service desk before you go on.");
  g_assert_true (g_str_has_prefix (other, "The chain is broken. Record 12 is not as it was written. "));
  g_assert_true (g_str_has_prefix (file, "The chain is broken: the file itself is damaged. "));
  g_assert_true (g_str_has_prefix (later, "The chain could not be checked just now."));
}

static void
test_start (void)
{
  SmtJournalStart start = { .found = SMT_JOURNAL_RESTORED, .kept = (char *)"journal.db.damaged" };
  g_autofree char *plain = smt_words_for_journal_start (&start);
  g_autofree char *named = NULL;

  start.bad = (SmtBadRecord){ 3, TRUE };
  named = smt_words_for_journal_start (&start);
  g_assert_cmpstr (plain, ==,
                   "The decision journal was not as it was left. Its backup is in use, and nothing is missing. The "
                   "file that was found is kept beside it.");
  g_assert_true (g_str_has_suffix (named, "beside it. What is wrong with it: Record 3 is missing."));
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/audit-words/entry", test_entry);
  g_test_add_func ("/ui/audit-words/days", test_days);
  g_test_add_func ("/ui/audit-words/chain", test_chain);
  g_test_add_func ("/ui/audit-words/start", test_start);

  return g_test_run ();
}
