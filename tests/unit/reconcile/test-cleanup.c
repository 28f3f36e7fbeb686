/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "make-list.h"

#include "reconcile/smt-thread.h"

#define MTX "Methotrexate Orifarm tab 2,5 mg"
#define ADA "patient-ada"
#define RX SMT_PRESCRIPTION_DISPENSABLE
#define DAY ((gint64)24 * 60 * 60 * G_USEC_PER_SEC)
#define NOON(day) (smt_noon () + (day)*DAY)

static SmtInstant
smt_noon (void)
{
  SmtInstant at = SMT_INSTANT_UNSET;

  g_assert_true (smt_instant_parse ("2026-11-20T12:00:00+01:00", &at));
  return at;
}

static SmtReconciliation *
new_list (const MadeUp *rows, guint n, guint32 restrictions)
{
  g_autoptr (SmtList) list = make_list (rows, n, TRUE);

  list->restrictions = restrictions;
  list->patient = smt_patient_new ();
  return smt_reconciliation_new (list, TODAY);
}

/* One entry whose field says every day and whose text says @text. */
static SmtReconciliation *
new_look (const char *key, SmtRhythm *text, SmtPrescriptionStatus status, SmtTreatmentState state)
{
  const MadeUp row = { key, MTX, "L04AX03", daily (3), text, "mtx", "rx-mtx", status, state };

  return new_list (&row, 1, 0);
}

static SmtFlag *
flag_of_mtx (void)
{
  g_autoptr (SmtReconciliation) look = new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_ACTIVE);

  return smt_flag_new_for_row (smt_reconciliation_get_row (look, 0));
}

static SmtFlag *
flag_of_report (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);
  gboolean is_finding = FALSE;
  SmtFlag *flag = smt_flag_new_from_report (smt_json_root (document), &is_finding);

  g_assert_true (is_finding);
  return flag;
}

static gboolean
happen (SmtCleanup *entry, SmtCleanupEventKind kind, const SmtFlag *flag, const SmtDecision *decision, int day)
{
  const SmtCleanupEvent event = { .kind = kind, .flag = flag, .decision = decision, .at = NOON (day) };

  return smt_cleanup_apply (entry, &event);
}

static void
decide (SmtCleanup *entry, SmtDecisionKind kind, gboolean sent, int day)
{
  g_autoptr (SmtDecision) decision = smt_decision_new (kind, entry->key, "digest");

  happen (entry, SMT_CLEANUP_WAS_DECIDED, NULL, decision, day);
  if (sent)
    happen (entry, SMT_CLEANUP_WAS_SENT, NULL, NULL, day);
}

/* --- flags ----------------------------------------------------------------------------------------------------------
 */

static void
test_flag (void)
{
  g_autoptr (SmtFlag) flag = flag_of_mtx ();
  g_autofree char *json = smt_flag_to_json (flag);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);
  g_autoptr (SmtFlag) again = smt_flag_from_json (smt_json_root (document));

  g_assert_cmpstr (flag->entry, ==, "mtx");
  g_assert_cmpint (flag->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpint (flag->dispense, ==, SMT_DISPENSE_POSSIBLE);
  g_assert_nonnull (strstr (flag->checks, "C2"));
  g_assert_true (smt_flag_equal (flag, again));
  g_assert_cmpstr (smt_flag_headline (again, SMT_LANGUAGE_NN), ==, flag->nn);
  g_assert_cmpstr (smt_flag_headline (again, SMT_LANGUAGE_SV), ==, flag->nb);
  g_assert_true (smt_flag_is_within (flag, (const char *const *)again->findings));
  g_assert_false (smt_flag_is_within (flag, NULL));
}

static SmtFlag *
read_flag (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);

  return smt_flag_from_json (smt_json_root (document));
}

static const SmtSource *
find_source (const SmtFlag *flag, SmtVoiceKind voice)
{
  for (guint i = 0; i < flag->evidence->sources->len; i++)
    {
      const SmtSource *source = g_ptr_array_index (flag->evidence->sources, i);

      if (source->voice == voice)
        return source;
    }
  return NULL;
}

/* Both doses, the rule and the prescription are there again, and can be drawn as on the day. */
static void
test_evidence (void)
{
  static const SmtVoiceKind both[] = { SMT_VOICE_FIELD, SMT_VOICE_TEXT };
  g_autoptr (SmtFlag) flag = flag_of_mtx ();
  g_autofree char *json = smt_flag_to_json (flag);
  g_autoptr (SmtFlag) again = read_flag (json);
  g_autofree char *once_more = smt_flag_to_json (again);
  g_autoptr (SmtTreatment) treatment = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_cmpstr (json, ==, once_more);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      const SmtSource *before = find_source (flag, both[i]);
      const SmtSource *after = find_source (again, both[i]);

      g_assert_cmpstr (before->raw, ==, after->raw);
      g_assert_true (
          smt_rhythm_equal (smt_reading_get_rhythm (before->reading), smt_reading_get_rhythm (after->reading)));
    }
  g_assert_cmpstr (again->evidence->prescription, ==, "rx-mtx");
  g_assert_nonnull (strstr (smt_evidence_rule (again->evidence, SMT_LANGUAGE_NB), "methotrexate-oral"));
  g_assert_cmpstr (smt_evidence_rule (again->evidence, SMT_LANGUAGE_EN), ==, flag->evidence->en);

  treatment = smt_evidence_make_treatment (again->evidence, again->medicine, again->atc);
  findings = smt_check_treatment (treatment, TODAY);
  g_assert_cmpint (((const SmtFinding *)g_ptr_array_index (findings, 0))->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpstr (treatment->product->row->id, ==, "methotrexate-oral");
}

/* What an older program kept has none: the flag is there, a look that says the same has news, and then it is kept. */
static void
test_flag_without_evidence (void)
{
  g_autoptr (SmtFlag) flag = flag_of_mtx ();
  g_autofree char *json = smt_flag_to_json (flag);
  char *at = strstr (json, ",\"evidence\":");
  const char *end = strstr (at, ",\"findings\":");
  g_autofree char *old_json = g_strdup_printf ("%.*s%s", (int)(at - json), json, end);
  g_autoptr (SmtFlag) old = read_flag (old_json);
  g_autoptr (SmtCleanup) entry = smt_cleanup_new (ADA, "pll:mtx");

  g_assert_null (old->evidence);
  g_assert_cmpstr (old->nb, ==, flag->nb);
  g_assert_false (smt_flag_equal (old, flag));
  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, old, NULL, 0));
  g_assert_false (happen (entry, SMT_CLEANUP_SAW_FLAGGED, old, NULL, 1));
  g_assert_cmpint (entry->told, ==, NOON (0));
  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 2));
  g_assert_cmpint (entry->told, ==, NOON (2));
  g_assert_cmpint (entry->first, ==, NOON (0));
  g_assert_cmpint (entry->since, ==, NOON (0)); /* nothing else has happened to it */
  g_assert_false (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 3));
}

/* Half of what was said would be shown as all of it: a voice that cannot be read leaves the headline alone. */
static void
test_broken_evidence (void)
{
  static const char *const broken[] = {
    "{}",
    "{\"sources\":7}",
    "{\"sources\":[7]}",
    "{\"sources\":[{\"voice\":\"field\",\"origin\":\"dssn\",\"raw\":\"x\",\"state\":\"clear\",\"rhythms\":[]}]}",
    "{\"sources\":[{\"voice\":\"field\",\"origin\":\"dssn\",\"raw\":\"x\",\"state\":\"ambiguous\",\"rhythms\":[]}]}",
    "{\"sources\":[{\"voice\":\"choir\",\"origin\":\"dssn\",\"raw\":\"x\",\"state\":\"silent\",\"rhythms\":[]}]}",
    "{\"sources\":[{\"voice\":\"text\",\"origin\":\"dssn\",\"state\":\"silent\",\"rhythms\":[]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"entry\":\"e\",\"class\":\"stop\",\"dispense\":\"possible\",\"evidence\":%s,\"findings\":[]}", broken[i]);
      g_autoptr (SmtFlag) flag = read_flag (json);

      g_assert_nonnull (flag);
      g_assert_null (flag->evidence);
    }
}

static void
test_no_flag (void)
{
  g_autoptr (SmtReconciliation) look = new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_STOPPED);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"flag\":1,\"findings\":[]}", 24);
  g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);

  g_assert_null (smt_flag_new_for_row (smt_reconciliation_get_row (look, 0)));
  g_assert_null (smt_flag_from_json (smt_json_root (document)));
  g_assert_null (smt_flag_from_json (SMT_JSON_NOWHERE));
}

static void
test_report (void)
{
  g_autoptr (SmtFlag) check =
      flag_of_report ("{\"file\":\"a\",\"line\":1,\"entry\":\"E1\",\"medicine\":\"M\",\"atc\":null,"
                      "\"check\":\"C3\",\"class\":\"check\",\"severity\":null,\"field\":null,"
                      "\"text\":null,\"product\":null,\"message\":\"noe\"}");
  g_autoptr (SmtFlag) stop =
      flag_of_report ("{\"entry\":\"E1\",\"medicine\":\"M\",\"check\":\"C1+C2\",\"class\":\"stop\","
                      "\"message\":\"verre\"}");
  g_autoptr (SmtFlag) told =
      flag_of_report ("{\"entry\":\"E1\",\"medicine\":\"M\",\"check\":\"C3\",\"class\":\"check\",\"field\":"
                      "\"3 tabletter hver dag\",\"text\":null,\"product\":\"en gang i uken\",\"message\":\"noe\"}");
  g_autoptr (SmtFlag) info = flag_of_report ("{\"entry\":\"E1\",\"check\":null,\"class\":\"info\",\"message\":\"x\"}");
  g_autoptr (SmtFlag) joined = smt_flag_join (check, stop);

  g_assert_null (info);
  g_assert_cmpint (check->dispense, ==, SMT_DISPENSE_UNKNOWN);
  g_assert_cmpint (joined->severity_class, ==, SMT_CLASS_STOP);
  g_assert_cmpstr (joined->nb, ==, "verre");
  g_assert_true (smt_evidence_equal (joined->evidence, stop->evidence));
  g_assert_cmpstr (told->evidence->field, ==, "3 tabletter hver dag");
  g_assert_cmpstr (told->evidence->product, ==, "en gang i uken");
  g_assert_null (told->evidence->text);
  g_assert_cmpuint (told->evidence->sources->len, ==, 0);
  g_assert_false (smt_flag_equal (told, check));
  g_assert_cmpuint (g_strv_length (joined->findings), ==, 2);
}

/* Words of another kind, a class that nobody knows, no entry: no finding, and not one that only informs. */
static void
test_no_report (void)
{
  static const char *const others[] = { "{}",
                                        "[]",
                                        "7",
                                        "{\"entry\":\"E\",\"class\":\"fatal\",\"message\":\"m\"}",
                                        "{\"class\":\"stop\",\"message\":\"m\"}",
                                        "{\"entry\":\"\",\"class\":\"stop\",\"message\":\"m\"}",
                                        "{\"entry\":\"E\",\"class\":\"stop\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (others[i], strlen (others[i]));
      g_autoptr (SmtJson) document = smt_json_read (bytes, NULL);
      gboolean is_finding = TRUE;

      g_assert_null (smt_flag_new_from_report (smt_json_root (document), &is_finding));
      g_assert_false (is_finding);
    }
}

/* --- states ---------------------------------------------------------------------------------------------------------
 */

static SmtCleanup *
new_flagged (void)
{
  g_autoptr (SmtFlag) flag = flag_of_mtx ();
  SmtCleanup *entry = smt_cleanup_new (ADA, "pll:mtx");

  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 0));
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
  return entry;
}

static void
test_corrected (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();
  g_autoptr (SmtFlag) flag = flag_of_mtx ();

  decide (entry, SMT_DECISION_CHANGE, FALSE, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_DECIDED);
  happen (entry, SMT_CLEANUP_WAS_SENT, NULL, NULL, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_SENT);
  g_assert_true (smt_cleanup_remains (entry->state)); /* sent is not looked at */
  happen (entry, SMT_CLEANUP_SAW_CLEAR, NULL, NULL, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_CORRECTED);
  g_assert_cmpint (entry->since, ==, NOON (1));
  /* it comes back: what was sent then is no answer */
  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 5));
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
  g_assert_cmpint (entry->first, ==, NOON (0));
}

/* A correction that did not help leaves the entry open. */
static void
test_did_not_help (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();
  g_autoptr (SmtFlag) flag = flag_of_mtx ();

  decide (entry, SMT_DECISION_CHANGE, TRUE, 1);
  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 1));
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
  g_assert_false (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 2)); /* no news */
}

static void
test_undone (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();

  decide (entry, SMT_DECISION_STOP, FALSE, 1);
  happen (entry, SMT_CLEANUP_WAS_UNDONE, NULL, NULL, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
  g_assert_null (entry->decision);
}

static void
test_clarified (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();
  g_autoptr (SmtFlag) flag = flag_of_mtx ();

  decide (entry, SMT_DECISION_CLARIFY, FALSE, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_CLARIFYING);
  happen (entry, SMT_CLEANUP_WAS_SENT, NULL, NULL, 1);
  happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_CLARIFYING);
  happen (entry, SMT_CLEANUP_WAS_ENDED, NULL, NULL, 3);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
}

static void
test_clarified_draft_ended (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();

  decide (entry, SMT_DECISION_CLARIFY, FALSE, 1);
  happen (entry, SMT_CLEANUP_WAS_ENDED, NULL, NULL, 2);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
  decide (entry, SMT_DECISION_CLARIFY, FALSE, 3);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_CLARIFYING);
}

/* Quiet until the data change: then it asks anew. */
static void
test_overridden (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();
  g_autoptr (SmtFlag) same = flag_of_mtx ();
  g_autoptr (SmtFlag) other =
      flag_of_report ("{\"entry\":\"mtx\",\"check\":\"C9\",\"class\":\"stop\",\"message\":\"annet\"}");

  decide (entry, SMT_DECISION_OVERRIDE, TRUE, 1);
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OVERRIDDEN);
  g_assert_false (smt_cleanup_remains (entry->state));
  g_assert_false (happen (entry, SMT_CLEANUP_SAW_FLAGGED, same, NULL, 2));
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OVERRIDDEN);
  decide (entry, SMT_DECISION_KEEP, TRUE, 2); /* the line, as it was let through */
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OVERRIDDEN);
  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, other, NULL, 3));
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
}

/* A Sjekk may be seen and kept; a Stopp never. */
static void
test_kept (void)
{
  g_autoptr (SmtCleanup) stop = new_flagged ();
  g_autoptr (SmtCleanup) check = smt_cleanup_new (ADA, "pll:x");
  g_autoptr (SmtFlag) flag =
      flag_of_report ("{\"entry\":\"x\",\"check\":\"C7\",\"class\":\"check\",\"message\":\"to\"}");

  happen (check, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 0);
  decide (check, SMT_DECISION_KEEP, TRUE, 1);
  g_assert_cmpint (check->state, ==, SMT_CLEANUP_KEPT);
  decide (stop, SMT_DECISION_KEEP, TRUE, 1);
  g_assert_cmpint (stop->state, ==, SMT_CLEANUP_OPEN);
}

/* What was decided and sent before the flag is no answer to it. */
static void
test_decided_before (void)
{
  g_autoptr (SmtCleanup) entry = smt_cleanup_new (ADA, "pll:mtx");
  g_autoptr (SmtFlag) flag = flag_of_mtx ();

  decide (entry, SMT_DECISION_OVERRIDE, TRUE, 0);
  g_assert_false (happen (entry, SMT_CLEANUP_SAW_CLEAR, NULL, NULL, 0));
  g_assert_null (entry->flag);
  g_assert_true (happen (entry, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 1));
  g_assert_cmpint (entry->state, ==, SMT_CLEANUP_OPEN);
}

/* --- looks ----------------------------------------------------------------------------------------------------------
 */

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)smt_cleanup_free);
}

/* Returns: how many news the look brought */
static guint
look (GPtrArray *entries, SmtReconciliation *reconciliation, int day)
{
  g_autoptr (SmtReconciliation) owned = reconciliation;
  g_autoptr (GPtrArray) sights = smt_cleanup_look (entries, ADA, owned, NOON (day));

  return sights->len;
}

static SmtCleanupState
state_of (GPtrArray *entries, guint index)
{
  return ((SmtCleanup *)g_ptr_array_index (entries, index))->state;
}

static void
test_look (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  g_assert_cmpuint (look (entries, new_look ("pll:mtx", daily (3), RX, SMT_TREATMENT_STOPPED), 0), ==, 0);
  g_assert_cmpuint (entries->len, ==, 0); /* what was never flagged is nothing to clean up */
  g_assert_cmpuint (look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 0), ==, 1);
  g_assert_cmpuint (look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 1), ==, 0);
  g_assert_cmpint (state_of (entries, 0), ==, SMT_CLEANUP_OPEN);
  /* used up meanwhile: historic, and still flagged */
  g_assert_cmpuint (
      look (entries, new_look ("pll:mtx", monday (3), SMT_PRESCRIPTION_FINISHED, SMT_TREATMENT_ACTIVE), 2), ==, 1);
  g_assert_cmpint (((SmtCleanup *)g_ptr_array_index (entries, 0))->flag->dispense, ==, SMT_DISPENSE_HISTORIC);
  g_assert_cmpuint (look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_PAUSED), 2), ==, 0);
  g_assert_cmpuint (look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_STOPPED), 3), ==, 1);
  g_assert_cmpint (state_of (entries, 0), ==, SMT_CLEANUP_STOPPED);
}

static void
test_gone (void)
{
  const guint32 silent[] = { SMT_RESTRICTION_PLL_FAILED, SMT_RESTRICTION_RF_SPERRET, SMT_RESTRICTION_RF_LOCKED_EXIST };
  g_autoptr (GPtrArray) entries = new_entries ();

  look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 0);
  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    g_assert_cmpuint (look (entries, new_list (NULL, 0, silent[i]), 1), ==, 0);
  g_assert_cmpint (state_of (entries, 0), ==, SMT_CLEANUP_OPEN);
  g_assert_cmpuint (look (entries, new_list (NULL, 0, SMT_RESTRICTION_KJ_FAILED), 1), ==, 1);
  g_assert_cmpint (state_of (entries, 0), ==, SMT_CLEANUP_GONE);
}

/* A loose prescription that was corrected is the older link of an entry now. */
static void
test_taken_in (void)
{
  g_autoptr (GPtrArray) entries = new_entries ();

  look (entries, new_look ("rx:rx-mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 0);
  g_assert_cmpuint (look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 1), ==, 2);
  g_assert_cmpint (state_of (entries, 0), ==, SMT_CLEANUP_GONE);
  g_assert_cmpint (state_of (entries, 1), ==, SMT_CLEANUP_OPEN);

  g_ptr_array_set_size (entries, 0);
  look (entries, new_look ("rx:rx-mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 0);
  {
    const MadeUp row = { "pll:mtx", MTX, "L04AX03", monday (3), monday (3), "mtx", "rx-mtx", RX, SMT_TREATMENT_ACTIVE };

    g_assert_cmpuint (look (entries, new_list (&row, 1, 0), 1), ==, 1);
  }
  g_assert_cmpint (state_of (entries, 0), ==, SMT_CLEANUP_CORRECTED);
}

/* An entry of a findings file, named by its entry id in capitals or by a prescription, is found at its patient. */
static void
test_found (void)
{
  static const char *const names[] = { "MTX", "rx-mtx" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) entries = new_entries ();
      g_autoptr (SmtFlag) flag =
          flag_of_report ("{\"entry\":\"mtx\",\"check\":\"C2\",\"class\":\"stop\",\"message\":\"m\"}");
      g_autofree char *key = smt_cleanup_dup_file_key (names[i]);
      SmtCleanup *of_file = smt_cleanup_new ("", key);

      g_ptr_array_add (entries, of_file);
      happen (of_file, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 0);
      g_assert_cmpuint (look (entries, new_look ("pll:other", monday (3), RX, SMT_TREATMENT_PAUSED), 1), ==, 0);
      g_assert_cmpuint (look (entries, new_look ("pll:mtx", monday (3), RX, SMT_TREATMENT_ACTIVE), 1), ==, 2);
      g_assert_cmpint (of_file->state, ==, SMT_CLEANUP_FOUND);
      g_assert_cmpint (state_of (entries, 1), ==, SMT_CLEANUP_OPEN);
    }
}

/* --- threads --------------------------------------------------------------------------------------------------------
 */

static void
test_message (void)
{
  static const char *const others[] = { "", "[]", "{\"who\":\"a\",\"words\":\"b\"}",
                                        "{\"role\":\"king\",\"who\":\"a\",\"words\":\"b\"}",
                                        "{\"role\":\"doctor\",\"who\":\"a\",\"words\":\" \"}" };
  g_autoptr (SmtThreadMessage) message = smt_thread_message_new (SMT_ROLE_PHARMACIST, "Fia", "  Hvilken dose?\n");
  g_autofree char *json = smt_thread_message_to_json (message);
  g_autoptr (SmtThreadMessage) again = smt_thread_message_from_json (json);
  g_autofree char *long_words = g_strnfill (SMT_THREAD_MOST_BYTES + 1, 'a');

  g_assert_cmpstr (again->words, ==, "Hvilken dose?");
  g_assert_cmpint (again->role, ==, SMT_ROLE_PHARMACIST);
  g_assert_null (smt_thread_message_new (SMT_ROLE_DOCTOR, "x", "   "));
  g_assert_null (smt_thread_message_new (SMT_ROLE_DOCTOR, "x", long_words));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (smt_thread_message_from_json (others[i]));
}

static void
test_thread (void)
{
  g_autoptr (SmtCleanup) entry = new_flagged ();
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_thread_message_free);

  g_assert_cmpint (smt_thread_state (entry, NULL), ==, SMT_THREAD_SILENT);
  g_ptr_array_add (said, smt_thread_message_new (SMT_ROLE_PHARMACIST, "Fia", "Hvilken dose?"));
  g_assert_cmpint (smt_thread_state (entry, said), ==, SMT_THREAD_ASKED);
  g_ptr_array_add (said, smt_thread_message_new (SMT_ROLE_DOCTOR, "Lise", "Teksten er riktig."));
  g_assert_cmpint (smt_thread_state (entry, said), ==, SMT_THREAD_ANSWERED);
  decide (entry, SMT_DECISION_CHANGE, TRUE, 1); /* sent is not checked */
  g_assert_cmpint (smt_thread_state (entry, said), ==, SMT_THREAD_ANSWERED);
  happen (entry, SMT_CLEANUP_SAW_CLEAR, NULL, NULL, 1);
  g_assert_cmpint (smt_thread_state (entry, said), ==, SMT_THREAD_CLOSED);
}

/* --- the curve ------------------------------------------------------------------------------------------------------
 */

static void
assert_days (GArray *days, SmtDate first, const guint *expected, guint n)
{
  g_assert_cmpuint (days->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const SmtCleanupDay *day = &g_array_index (days, SmtCleanupDay, i);

      g_assert_cmpint (smt_date_compare (day->day, smt_date_add_days (first, (int)i)), ==, 0);
      g_assert_cmpuint (day->n, ==, expected[i]);
    }
}

static void
test_curve (void)
{
  static const guint expected[] = { 1, 2, 1, 1, 2, 2 };
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (SmtFlag) flag = flag_of_mtx ();
  SmtCleanup *a = new_flagged ();
  SmtCleanup *b = smt_cleanup_new (ADA, "pll:b");
  g_autoptr (GArray) days = NULL;
  g_autoptr (GArray) few = NULL;

  g_ptr_array_add (entries, a);
  g_ptr_array_add (entries, b);
  happen (b, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 1);
  happen (a, SMT_CLEANUP_SAW_CLEAR, NULL, NULL, 2);
  happen (a, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 4);
  happen (b, SMT_CLEANUP_SAW_CLEAR, NULL, NULL, 3); /* flagged and corrected on one day: the end of the day counts */
  happen (b, SMT_CLEANUP_SAW_FLAGGED, flag, NULL, 3);

  days = smt_cleanup_curve (entries, smt_date_add_days (TODAY, 5), 100);
  assert_days (days, TODAY, expected, G_N_ELEMENTS (expected));
  few = smt_cleanup_curve (entries, smt_date_add_days (TODAY, 5), 2);
  assert_days (few, smt_date_add_days (TODAY, 4), expected + 4, 2);
}

static void
test_empty_curve (void)
{
  static const guint expected[] = { 0 };
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GArray) days = smt_cleanup_curve (entries, TODAY, 10);

  assert_days (days, TODAY, expected, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add_func ("/reconcile/cleanup/" path, function)
  ADD ("flag", test_flag);
  ADD ("evidence", test_evidence);
  ADD ("flag-without-evidence", test_flag_without_evidence);
  ADD ("broken-evidence", test_broken_evidence);
  ADD ("no-flag", test_no_flag);
  ADD ("report", test_report);
  ADD ("no-report", test_no_report);
  ADD ("corrected", test_corrected);
  ADD ("did-not-help", test_did_not_help);
  ADD ("undone", test_undone);
  ADD ("clarified", test_clarified);
  ADD ("clarified-draft-ended", test_clarified_draft_ended);
  ADD ("overridden", test_overridden);
  ADD ("kept", test_kept);
  ADD ("decided-before", test_decided_before);
  ADD ("look", test_look);
  ADD ("gone", test_gone);
  ADD ("taken-in", test_taken_in);
  ADD ("found", test_found);
  ADD ("curve", test_curve);
  ADD ("message", test_message);
  ADD ("thread", test_thread);
  ADD ("empty-curve", test_empty_curve);
#undef ADD

  return g_test_run ();
}
