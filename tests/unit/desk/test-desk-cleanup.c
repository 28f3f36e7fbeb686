/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clean-up queue against the sandbox process: what looks and sends make of it, and a findings file opened into it.
 */
#include "desk-helpers.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "desk/smt-cleanup-private.h"
#include "desk/smt-desk-round.h"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static SmtCleanupQueue *
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 lookups = sandbox_lookups (fixture);
  SmtCleanupQueue *queue;

  smt_desk_load_cleanup_async (fixture->desk, keep_cb, &result);
  await (&result);
  queue = smt_desk_load_cleanup_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sandbox_lookups (fixture), ==, lookups); /* nothing is fetched about anyone */
  return queue;
}

static const SmtCleanup *
find (SmtCleanupQueue *queue, const char *medicine)
{
  for (guint i = 0; i < queue->entries->len; i++)
    {
      const SmtCleanup *entry = g_ptr_array_index (queue->entries, i);

      if (entry->flag->medicine != NULL && strstr (entry->flag->medicine, medicine) != NULL)
        return entry;
    }
  return NULL;
}

static void
test_looked_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtCleanupQueue) empty = load (fixture);
  g_autoptr (SmtCleanupQueue) queue = NULL;
  g_autoptr (SmtWorkItem) item = NULL;
  const SmtCleanup *first;

  g_assert_cmpuint (empty->entries->len, ==, 0);
  context = look_up_well (fixture->desk, ADA);
  queue = load (fixture);
  g_assert_cmpuint (queue->n_remaining, ==, queue->entries->len);
  first = g_ptr_array_index (queue->entries, 0);
  g_assert_cmpint (first->state, ==, SMT_CLEANUP_OPEN);
  g_assert_cmpint (first->flag->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpint (first->flag->dispense, ==, SMT_DISPENSE_POSSIBLE);
  item = smt_cleanup_queue_make_item (queue, first);
  g_assert_cmpstr (smt_work_item_get_patient (item)->national_number, ==, ADA);
  g_assert_cmpuint (g_array_index (queue->curve, SmtCleanupDay, queue->curve->len - 1).n, ==, queue->n_remaining);
}

/* Nothing is closed by a decision, nor by a send: only by the look that follows it. */
static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtReceipt) receipt = NULL;
  g_autoptr (SmtCleanupQueue) drafted = NULL;
  g_autoptr (SmtCleanupQueue) sent = NULL;
  g_autoptr (SmtCleanupQueue) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  settle_ada (context);
  wait_until_saved (context);
  drafted = load (fixture);
  g_assert_cmpint (find (drafted, "Methotrexate")->state, ==, SMT_CLEANUP_DECIDED);
  n = drafted->n_remaining;
  receipt = sign_and_send (context, &error);
  g_assert_no_error (error);
  sent = load (fixture);
  g_assert_cmpint (find (sent, "Methotrexate")->state, ==, SMT_CLEANUP_CORRECTED);
  g_assert_cmpuint (sent->n_remaining, <, n);

  g_clear_object (&context);
  fixture_restart (fixture);
  again = load (fixture);
  g_assert_cmpint (find (again, "Methotrexate")->state, ==, SMT_CLEANUP_CORRECTED);
  g_assert_cmpuint (again->n_remaining, ==, sent->n_remaining);
}

static void
decide (SmtPatientContext *context, SmtDecisionKind kind)
{
  const SmtRow *row = find_row (context, "Methotrexate");
  g_autoptr (SmtDecision) decision = smt_patient_context_new_decision (context, kind, row->treatment->key);
  g_autoptr (GError) error = NULL;

  decision->reason = g_strdup ("avtalt med reumatologen");
  decision->recipient = g_strdup ("reumatologen");
  decision->due = smt_date_add_days (smt_patient_context_get_today (context), 7);
  smt_patient_context_decide (context, decision, &error);
  g_assert_no_error (error);
  wait_until_saved (context);
}

static void
test_clarified (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtCleanupQueue) queue = NULL;
  g_autoptr (SmtCleanupQueue) undone = NULL;

  decide (context, SMT_DECISION_CLARIFY);
  queue = load (fixture);
  g_assert_cmpint (find (queue, "Methotrexate")->state, ==, SMT_CLEANUP_CLARIFYING);
  g_assert_cmpstr (find (queue, "Methotrexate")->decision->recipient, ==, "reumatologen");
  g_assert_true (smt_patient_context_undo (context));
  wait_until_saved (context);
  undone = load (fixture);
  g_assert_cmpint (find (undone, "Methotrexate")->state, ==, SMT_CLEANUP_OPEN);
}

static void
add_note (Fixture *fixture, SmtNote *note)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (notes, note);
  smt_journal_add_notes_async (smt_desk_get_store (fixture->desk), notes, keep_cb, &result);
  await (&result);
  g_assert_true (smt_journal_add_notes_finish (smt_desk_get_store (fixture->desk), result, NULL));
}

/* The journal of an older program keeps the headline alone; the next look keeps what field and text say beside it, and the
 * entry is as it was but for that. */
static void
test_older_journal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autoptr (SmtPatientContext) again = NULL;
  g_autoptr (SmtCleanupQueue) queue = load (fixture);
  g_autoptr (SmtCleanupQueue) older = NULL;
  g_autoptr (SmtCleanupQueue) newer = NULL;
  const SmtCleanup *entry = find (queue, "Methotrexate");
  g_autoptr (SmtFlag) old = smt_flag_join (entry->flag, entry->flag);

  g_assert_cmpuint (entry->flag->evidence->sources->len, >=, 2);
  g_clear_pointer (&old->evidence, smt_evidence_unref);
  add_note (fixture, _smt_cleanup_note_flag (entry->patient, entry->key, old, NULL));
  older = load (fixture);
  g_assert_null (find (older, "Methotrexate")->flag->evidence);
  g_assert_cmpstr (find (older, "Methotrexate")->flag->nb, ==, entry->flag->nb);

  g_clear_object (&context);
  again = look_up_well (fixture->desk, ADA);
  newer = load (fixture);
  g_assert_true (smt_evidence_equal (find (newer, "Methotrexate")->flag->evidence, entry->flag->evidence));
  g_assert_cmpint (find (newer, "Methotrexate")->state, ==, SMT_CLEANUP_OPEN);
  g_assert_cmpint (find (newer, "Methotrexate")->first, ==, entry->first);
  g_assert_cmpuint (newer->n_remaining, ==, queue->n_remaining);
}

/* --- findings files -------------------------------------------------------------------------------------------------
 */

static GFile *
write_findings (Fixture *fixture, const char *lines)
{
  g_autofree char *path = g_build_filename (fixture->folder, "findings.ndjson", NULL);

  g_assert_true (g_file_set_contents (path, lines, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
open_findings (Fixture *fixture, const char *lines, SmtFindingsTally *tally, GError **error)
{
  g_autoptr (GFile) file = write_findings (fixture, lines);
  g_autoptr (GAsyncResult) result = NULL;

  smt_desk_open_findings_async (fixture->desk, file, NULL, keep_cb, &result);
  await (&result);
  return smt_desk_open_findings_finish (fixture->desk, result, tally, error);
}

static char *
finding_line (const char *entry, const char *medicine, const char *severity_class)
{
  return g_strdup_printf (
      "{\"file\":\"x\",\"line\":1,\"entry\":\"%s\",\"medicine\":\"%s\",\"atc\":null,\"check\":\"C2\","
      "\"class\":\"%s\",\"severity\":\"S4\",\"field\":null,\"text\":null,\"product\":null,"
      "\"message\":\"Feltet og teksten er uenige\"}\n",
      entry, medicine, severity_class);
}

/* What is only in the file stands there without a patient; at the look it is found at its patient, and stands once. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = look_up_well (fixture->desk, ADA);
  g_autofree char *entry = smt_treatment_dup_name (find_row (context, "Methotrexate")->treatment);
  g_autofree char *name = g_ascii_strup (entry, -1);
  g_autofree char *of_ada = finding_line (name, "Methotrexate", "stop");
  g_autofree char *other = finding_line ("nobodys", "Ukjentin", "check");
  g_autofree char *told = finding_line ("told", "Fortalt", "info");
  g_autofree char *lines = g_strconcat (of_ada, other, other, told, NULL);
  g_autoptr (SmtCleanupQueue) queue = NULL;
  SmtFindingsTally tally = { 0 };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (open_findings (fixture, lines, &tally, &error));
  g_assert_cmpuint (tally.n_findings, ==, 4);
  g_assert_cmpuint (tally.n_entries, ==, 2);
  g_assert_cmpuint (tally.n_new, ==, 1); /* Ada's was seen by a look */
  g_assert_true (open_findings (fixture, lines, &tally, &error));
  g_assert_cmpuint (tally.n_new, ==, 0); /* once more says nothing new */
  queue = load (fixture);
  g_assert_cmpint (find (queue, "Ukjentin")->state, ==, SMT_CLEANUP_OPEN);
  g_assert_null (smt_cleanup_queue_make_item (queue, find (queue, "Ukjentin")));
  g_assert_null (find (queue, "Fortalt"));
  for (guint i = 0; i < queue->entries->len; i++)
    n += g_ascii_strcasecmp (((const SmtCleanup *)g_ptr_array_index (queue->entries, i))->flag->entry, entry) == 0;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_file_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtPatientContext) context = NULL;
  g_autoptr (SmtPatientContext) probe = look_up_well (fixture->desk, ADA);
  g_autofree char *entry = smt_treatment_dup_name (find_row (probe, "Methotrexate")->treatment);
  g_autofree char *line = finding_line (entry, "Fra filen", "stop");
  g_autofree char *path = NULL;
  g_autoptr (SmtCleanupQueue) before = NULL;
  g_autoptr (SmtCleanupQueue) after = NULL;
  g_autoptr (GError) error = NULL;

  /* another journal, which has not seen her yet */
  g_clear_object (&probe);
  fixture_clear_desk (fixture);
  path = g_strconcat (fixture->journal_path, "-2", NULL);
  g_free (fixture->journal_path);
  fixture->journal_path = g_steal_pointer (&path);
  fixture_lay_desk (fixture);

  g_assert_true (open_findings (fixture, line, NULL, &error));
  before = load (fixture);
  g_assert_cmpuint (before->n_remaining, ==, 1);
  context = look_up_well (fixture->desk, ADA);
  after = load (fixture);
  g_assert_null (find (after, "Fra filen"));
  g_assert_cmpstr (find (after, "Methotrexate")->flag->entry, ==, entry);
}

/* One line that is no finding: nothing of the file is taken. */
static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = { "not json\n", "{\"resourceType\":\"Bundle\"}\n", "{\"entry\":\"a\"}\n" };
  g_autofree char *line = finding_line ("one", "En", "stop");
  g_autoptr (SmtCleanupQueue) queue = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *lines = g_strconcat (line, others[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (open_findings (fixture, lines, NULL, &error));
      g_assert_error (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_NOT_FINDINGS);
    }
  queue = load (fixture);
  g_assert_cmpuint (queue->entries->len, ==, 0);
}

/* A pipe that nobody writes to is refused, and not waited for. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  smt_desk_open_findings_async (fixture->desk, file, NULL, keep_cb, &result);
  await (&result);
  g_assert_false (smt_desk_open_findings_finish (fixture->desk, result, NULL, &error));
  g_assert_error (error, SMT_FINDINGS_ERROR, SMT_FINDINGS_ERROR_NOT_FINDINGS);
  g_unlink (path);
}

/* --- the round ------------------------------------------------------------------------------------------------------
 */

static SmtRound *
load_round (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 lookups = sandbox_lookups (fixture);
  SmtRound *round;

  smt_desk_load_round_async (fixture->desk, keep_cb, &result);
  await (&result);
  round = smt_desk_load_round_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sandbox_lookups (fixture), ==, lookups);
  return round;
}

static void
say (Fixture *fixture, SmtRound *round, guint index, SmtRoundState state)
{
  const SmtRoundStop *stop = g_ptr_array_index (round->stops, index);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smt_desk_say_round_async (fixture->desk, stop->item, state, keep_cb, &result);
  await (&result);
  g_assert_true (smt_desk_say_round_finish (fixture->desk, result, &error));
  g_assert_no_error (error);
}

static const SmtRoundStop *
stop_of (SmtRound *round, guint index)
{
  return g_ptr_array_index (round->stops, index);
}

static void
lay_work_list (Fixture *fixture)
{
  static const char json[] = "{\"items\":[{\"nationalNumber\":\"" ADA "\",\"family\":\"Testesen\"},"
                             "{\"nationalNumber\":\"" BO "\",\"family\":\"Prøve\"}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);

  g_assert_true (smt_work_list_load (smt_desk_get_work_list (fixture->desk), bytes, NULL));
}

/* What was drafted, said and sent stands in the order of the list, also after a restart. */
static void
test_round (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SmtRound) fresh = NULL;
  g_autoptr (SmtRound) drafted = NULL;
  g_autoptr (SmtRound) said = NULL;
  g_autoptr (SmtRound) again = NULL;
  g_autoptr (SmtPatientContext) context = NULL;
  const SmtRow *row;
  g_autoptr (SmtDecision) decision = NULL;

  smt_desk_set_today (fixture->desk, SMT_DATE_UNSET); /* what is said is said now */
  lay_work_list (fixture);
  fresh = load_round (fixture);
  g_assert_cmpuint (fresh->stops->len, ==, 2);
  g_assert_cmpuint (fresh->n_in_state[SMT_ROUND_WAITING], ==, 2);

  context = look_up_well (fixture->desk, ADA);
  row = find_row (context, "Pantoprazol");
  decision = smt_patient_context_new_decision (context, SMT_DECISION_KEEP, row->treatment->key);
  decision->role = SMT_ROLE_NURSE;
  decision->author = g_strdup ("Nina Sykepleier");
  g_assert_true (smt_patient_context_decide (context, decision, NULL));
  wait_until_saved (context);
  say (fixture, fresh, 1, SMT_ROUND_PREPARED);
  drafted = load_round (fixture);
  g_assert_cmpint (stop_of (drafted, 0)->state, ==, SMT_ROUND_PREPARED);
  g_assert_cmpuint (stop_of (drafted, 0)->n_drafts, ==, 1);
  g_assert_cmpstr (stop_of (drafted, 0)->who, ==, "Nina Sykepleier");
  g_assert_cmpint (stop_of (drafted, 1)->state, ==, SMT_ROUND_PREPARED);

  g_clear_object (&context);
  fixture_restart (fixture);
  smt_desk_set_today (fixture->desk, SMT_DATE_UNSET);
  lay_work_list (fixture);
  said = load_round (fixture);
  g_assert_cmpuint (said->n_in_state[SMT_ROUND_PREPARED], ==, 2);
  say (fixture, said, 1, SMT_ROUND_DONE);
  g_clear_pointer (&said, smt_round_free);
  said = load_round (fixture);
  g_assert_cmpint (stop_of (said, 1)->state, ==, SMT_ROUND_DONE);
  say (fixture, said, 1, SMT_ROUND_WAITING);
  again = load_round (fixture);
  g_assert_cmpint (stop_of (again, 1)->state, ==, SMT_ROUND_WAITING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                            \
  g_test_add ("/desk/cleanup/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("looked-up", test_looked_up);
  ADD ("corrected", test_corrected);
  ADD ("clarified", test_clarified);
  ADD ("older-journal", test_older_journal);
  ADD ("file", test_file);
  ADD ("file-first", test_file_first);
  ADD ("other-file", test_other_file);
  ADD ("file/no-file", test_no_file);
  ADD ("round", test_round);
#undef ADD

  return g_test_run ();
}
