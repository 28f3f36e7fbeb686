/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stop later, in each of its ways, and a pause with an end: what they must say, and that nothing less is taken.
 */
#include "base/smt-date.h"
#include "sandbox-rules.h"

#include <string.h>

#define DAYS 20 /* until the stop */
#define PRESCRIBED "Amlodipin"
#define WITHOUT "Calcigran" /* on the list without prescription */

/* How an entry that stops later is sent. */
typedef struct
{
  const char *name;
  const char *medicine;
  const char *recall; /* 7500, or NULL */
  gboolean without;   /* typeresept U */
  gboolean renews;    /* a new prescription in its place */
  int stop;           /* days from today */
  int dose_end;       /* days from today; 0: the dose is left as it is */
  int expiry;         /* of the new prescription, days from today */
  const char *reason; /* why it is refused; NULL when it is taken */
} Later;

static const Later laters[] = {
  { "enough-supply", PRESCRIBED, "2", FALSE, FALSE, DAYS, 0, 0, NULL },
  { "not-recalled", PRESCRIBED, NULL, FALSE, FALSE, DAYS, 0, 0, "recalled, or renewed until the stop" },
  { "still-to-fetch", PRESCRIBED, NULL, FALSE, TRUE, DAYS, DAYS, DAYS, NULL },
  { "expires-later", PRESCRIBED, NULL, FALSE, TRUE, DAYS, DAYS, 364, "expires on the day of the stop" },
  { "new-dose-goes-on", PRESCRIBED, NULL, FALSE, TRUE, DAYS, 0, DAYS, "ends on the day of the stop" },
  { "goes-on-without", PRESCRIBED, "4", TRUE, FALSE, DAYS, DAYS, 0, NULL },
  { "still-called-prescription", PRESCRIBED, "4", FALSE, FALSE, DAYS, DAYS, 0, "typeresept U" },
  { "without-goes-on", PRESCRIBED, "4", TRUE, FALSE, DAYS, DAYS + 1, 0, "ends on the day of the stop" },
  { "never-had-one", WITHOUT, NULL, FALSE, FALSE, DAYS, DAYS, 0, NULL },
  { "never-had-one-goes-on", WITHOUT, NULL, FALSE, FALSE, DAYS, 0, 0, "ends on the day of the stop" },
  { "stop-has-come", WITHOUT, NULL, FALSE, FALSE, -1, 0, 0, "is stopped, not active" },
};

static char *
day (int days)
{
  return smt_date_to_iso (smt_date_add_days (smt_instant_to_date (g_get_real_time ()), days));
}

static SmtJson *
step (SmtJson *taken, SmtJson *next)
{
  smt_json_unref (taken);
  return next;
}

static SmtJson *
with_stop (SmtJson *taken, const char *provider, int days)
{
  g_autofree char *date = day (days);
  g_autofree char *stop =
      g_strdup_printf ("{\"url\":\"" SMT_SANDBOX_DISCONTINUATION "\",\"extension\":[{\"url\":\"timedate\","
                       "\"valueDateTime\":\"%sT09:00:00+01:00\"},{\"url\":\"reason\",\"valueCodeableConcept\":"
                       "{\"coding\":[{\"code\":\"A\"}]}}]}",
                       date);
  g_autofree char *registration =
      g_strdup_printf ("{\"url\":\"" SMT_SANDBOX_REGINFO "\",\"extension\":[{\"url\":\"type\",\"valueCodeableConcept\":"
                       "{\"coding\":[{\"code\":\"3\"}]}},{\"url\":\"provider\",\"valueReference\":{\"reference\":"
                       "\"%s\"}}]}",
                       provider);

  taken = step (taken, smt_sandbox_with_extension (taken, NULL, stop));
  return step (taken, smt_sandbox_with_extension (taken, NULL, registration));
}

/* One dosing of one tablet in the morning; an end of 0 leaves it open. */
static char *
dosing (int start, int end)
{
  g_autofree char *from = day (start);
  g_autofree char *to = day (end);
  g_autofree char *ends =
      end != 0 ? g_strdup_printf ("{\"url\":\"endtime\",\"valueDate\":\"%s\"},", to) : g_strdup ("");

  return g_strdup_printf (
      "{\"url\":\"ereseptdosing\",\"extension\":[{\"url\":\"starttime\",\"valueDate\":\"%s\"},%s{\"url\":"
      "\"repeatingdosage\",\"extension\":[{\"url\":\"amount\",\"valueQuantity\":{\"value\":1,\"unit\":\"tablett\"}},"
      "{\"url\":\"interval\",\"valueQuantity\":{\"value\":1,\"unit\":\"Døgn\"}},{\"url\":\"accurate\","
      "\"valueBoolean\":false}]}]}",
      from, ends);
}

static SmtJson *
with_recall (SmtJson *taken, const char *code)
{
  g_autofree char *recall =
      g_strdup_printf ("{\"url\":\"recallinfo\",\"extension\":[{\"url\":\"text\",\"valueString\":\"Avsluttes\"},"
                       "{\"url\":\"recallcode\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"%s\"}]}}]}",
                       code);

  return with_amendment (taken, "recallinfo", recall);
}

static void
stop_later (Draft *draft, const Later *later)
{
  g_autofree char *resept = later->renews ? draft_correct (draft, later->medicine, "1 tablett morgen", 1, NULL) : NULL;
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (draft->record);
  SmtSandboxStatement *statement = resept != NULL ? smt_sandbox_statement_by_resept (statements, resept)
                                                  : draft_find (draft, statements, later->medicine);
  g_autofree char *expires = day (later->expiry);
  g_autofree char *expiry = g_strdup_printf ("{\"url\":\"expirationdate\",\"valueDate\":\"%s\"}", expires);
  g_autofree char *dose = dosing (-1, later->dose_end);
  SmtJson *json = with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED);

  json = with_stop (json, smt_sandbox_record_first (draft->record, "Practitioner")->full_url, later->stop);
  if (later->dose_end != 0)
    json = with_amendment (json, "ereseptdosing", dose);
  if (later->renews)
    json = with_amendment (json, "expirationdate", expiry);
  if (later->without)
    json = with_amendment (json, "typeresept",
                           "{\"url\":\"typeresept\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"U\"}]}}");
  if (later->recall != NULL)
    json = with_recall (json, later->recall);
  draft_put (draft, statement->entry->full_url, with_updated (json));
  draft_create_pll (draft);
}

static void
test_later (gconstpointer data)
{
  const Later *later = data;
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) answer = NULL;
  g_autofree char *text = NULL;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, BO);
  stop_later (draft, later);
  answer = draft_send (&sandbox, draft, &status);
  text = smt_json_dup_bytes (smt_json_root (answer));
  g_test_message ("%s", text);
  g_assert_cmpuint (status, ==, later->reason != NULL ? 400 : 200);
  if (later->reason != NULL)
    rules_assert_refused (answer, later->reason);
}

/* A planned stop that stands already goes back with any other change. */
static void
test_stands_already (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) answer = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  SmtSandboxStatement *statement;
  SmtJson *json;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, JON);
  draft_edit (draft, "Sertralin", "Depresjon", "Angst");
  statements = smt_sandbox_statements (draft->record);
  statement = draft_find (draft, statements, "Sertralin");
  json = with_amendment (smt_json_ref (statement->entry->json), "lastchanged", CHANGED);
  draft_put (draft, statement->entry->full_url, with_updated (json));
  draft_create_pll (draft);
  answer = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

/* A pause with an end: two steps with a gap between them, as a new prescription (contract 8). */
static void
test_pause (void)
{
  g_auto (Sandbox) sandbox = { 0 };
  g_autoptr (Draft) draft = NULL;
  g_autoptr (SmtJson) answer = NULL;
  g_autoptr (GPtrArray) statements = NULL;
  g_autofree char *resept = NULL;
  g_autofree char *until = dosing (0, 7);
  g_autofree char *again = dosing (14, 0);
  SmtSandboxStatement *new;
  SmtJson *json;
  guint status;

  sandbox_start (&sandbox, NULL);
  draft = draft_lookup (&sandbox, BO);
  resept = draft_correct (draft, PRESCRIBED, "1 tablett morgen i 7 dager, pause i 7 dager", 1, NULL);
  statements = smt_sandbox_statements (draft->record);
  new = smt_sandbox_statement_by_resept (statements, resept);
  json = with_amendment (smt_json_ref (new->entry->json), "ereseptdosing", until);
  json = step (json, smt_sandbox_with_extension (json, SMT_SANDBOX_AMENDMENT, again));
  draft_put (draft, new->entry->full_url, json);
  draft_create_pll (draft);
  answer = draft_send (&sandbox, draft, &status);
  g_assert_cmpuint (status, ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (laters); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/rules-stop/later/", laters[i].name, NULL);

      g_test_add_data_func (path, &laters[i], test_later);
    }
  g_test_add_func ("/sandbox/rules-stop/stands-already", test_stands_already);
  g_test_add_func ("/sandbox/rules-stop/pause", test_pause);
  return g_test_run ();
}
