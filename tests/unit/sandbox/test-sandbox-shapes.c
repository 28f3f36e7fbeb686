/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each patient shows what the table in data/sandbox/README.md says: the shapes that real answers have.
 */
#include <string.h>

#include "sandbox/smt-sandbox-statement.h"
#include "sandbox/smt-sandbox-template.h"

static char *
read_filled (const char *key, SmtSandboxClock *clock)
{
  g_autofree char *name = g_strconcat (key, ".json", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("SMT_SANDBOX_PATIENTS"), name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char *filled;

  g_assert_true (smt_sandbox_clock_set (clock, "2026-11-20T12:00:00+01:00"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  filled = smt_sandbox_template_fill (text, clock, &error);
  g_assert_no_error (error);
  return filled;
}

static SmtSandboxRecord *
load (const char *key)
{
  SmtSandboxClock clock = { 0 };
  g_autofree char *filled = read_filled (key, &clock);
  g_autoptr (SmtJson) json = smt_sandbox_json_read (filled, -1, NULL);
  SmtSandboxRecord *record;
  guint at;

  record = smt_sandbox_record_read (smt_json_root (json), &at, NULL);
  g_assert_nonnull (record);
  return record;
}

/* --- words that must or must not stand in an answer ----------------------------------------------------------------
 */

static guint
count (const char *text, const char *word)
{
  guint seen = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    seen++;
  return seen;
}

static const struct
{
  const char *key;
  const char *word;
  guint least;
  guint most;
} words[] = {
  /* the spelling of 2021, whole */
  { "7-gro", "\"reseptDate\"", 7, 7 },
  { "7-gro", "\"reseptdate\"", 0, 0 },
  { "7-gro", "\"lockedResept\"", 7, 7 },
  { "7-gro", "\"lockedresept\"", 0, 0 },
  { "7-gro", "\"reimbursmentparagraph\"", 1, 1 },
  { "7-gro", "\"helseperson\"", 8, 8 },
  { "7-gro", "\"provider\"", 0, 0 },
  { "7-gro", "\"reseptId\"", 7, 7 },
  { "7-gro", "1.1.9088\"", 8, 8 },
  { "7-gro", "\"starttime\", \"valueDateTime\"", 7, 7 },
  { "7-gro", "\"starttime\", \"valueDate\"", 0, 0 },
  { "7-gro", "\"value\": 1.0", 5, 5 },
  { "7-gro", "\"value\": 1,", 0, 0 },
  { "7-gro", "sectionDispense", 0, 0 },
  { "7-gro", "no-basis-prescriptiongroup\", \"valueCodeableConcept\"", 6, 99 },
  /* mixtures, consumables, a local drug */
  { "10-mia", "sfm-Magistrell-Medication\"]", 2, 2 },
  { "10-mia", "\"ingredient\"", 2, 2 },
  { "10-mia", "sfm-adqs", 2, 2 },
  { "10-mia", "\"denominator\"", 2, 2 },
  { "10-mia", "sfm-BandaPrescription\"]", 3, 3 },
  { "10-mia", "\"productgroup\"", 3, 3 },
  /* multidose */
  { "11-mons", "\"code\": \"M25.1\"", 1, 1 },
  { "11-mons", "\"code\": \"M25.2\"", 1, 1 },
  { "11-mons", "\"code\": \"M25.3\"", 1, 1 },
  { "11-mons", "\"deliveryinformation\"", 2, 2 },
  { "11-mons", "\"mddispensed\", \"valueBoolean\": true", 14, 99 },
  { "11-mons", "\"resourceType\": \"MedicationDispense\"", 2, 2 },
  { "11-mons", "\"entryinformation\"", 3, 3 },
  { "11-mons", "\"multidoseinformation\"", 1, 1 },
  { "11-mons", "\"standinuntil\", \"valueDate\"", 1, 1 },
  { "12-moa", "\"substitute\", \"valueBoolean\": true", 1, 1 },
  { "12-moa", "\"entryinformation\"", 2, 2 },
  { "37-frida", "\"kind\", \"valueCode\": \"new\"", 1, 1 },
  { "37-frida", "\"kind\", \"valueCode\": \"changed\"", 1, 1 },
  { "37-frida", "\"kind\", \"valueCode\": \"question\"", 1, 1 },
  { "37-frida", "\"nextroll\", \"valueDate\"", 1, 1 },
  { "37-frida", "\"deadline\", \"valueDate\"", 1, 1 },
  { "12-moa", "sfm-Intervention", 1, 1 },
  /* reactions by every kind of code, and what no longer counts */
  { "13-rita", "CodeSystem/ATC\"", 9, 9 },
  { "13-rita", "CodeSystem/DrugTradeName\"", 2, 2 },
  { "13-rita", "CodeSystem/ActiveSubstance\"", 2, 2 },
  { "13-rita", "\"userSelected\": true", 1, 1 },
  { "13-rita", "inactiveIngredient", 1, 1 },
  { "13-rita", "\"code\": \"V08\"", 1, 1 },
  { "13-rita", "\"code\": \"refuted\"", 1, 1 },
  { "13-rita", "\"code\": \"inactive\"", 1, 1 },
  /* short dose only, words only */
  { "14-nils", "sfm-shortdosage", 6, 6 },
  { "14-nils", "ereseptdosing", 0, 0 },
  { "14-nils", "additionalInstruction", 1, 1 },
  /* reservations */
  { "22-vera", "\"guardiantransparencyreservation\", \"valueBoolean\": true", 2, 2 },
  { "22-vera", "\"indoctorsname\", \"valueBoolean\": true", 1, 1 },
  { "18-lars", "\"lockedresept\", \"valueBoolean\": true", 2, 2 },
  /* a paused list */
  { "27-paula", "\"status\": \"on-hold\"", 2, 2 },
  { "27-paula", "satt på pause", 1, 1 },
  /* letters */
  { "32-aanjel", "\u200f", 2, 99 },
  { "32-aanjel", "\u00ad", 1, 99 },
  { "32-aanjel", "Áŋŋel", 1, 99 },
  { "32-aanjel", "e\u0301", 1, 99 },
  { "33-dinara", "2.16.578.1.12.4.1.4.2\"", 1, 1 },
  { "34-uno", "\"resourceType\": \"Patient\"", 1, 1 },
  /* original prescriptions that the field does not say */
  { "35-oda", "Intervall V=\\\"7\\\"", 1, 1 },
  { "35-oda", "FasteUkedager V=\\\"1\\\"", 1, 1 },
  { "35-oda", "<DagerPa>1</DagerPa><DagerAv>6</DagerAv>", 1, 1 },
  { "36-odin", "Klokkeslett", 2, 2 },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      SmtSandboxClock clock = { 0 };
      g_autofree char *filled = read_filled (words[i].key, &clock);
      guint seen = count (filled, words[i].word);

      g_test_message ("%s: %s %u times", words[i].key, words[i].word, seen);
      g_assert_cmpuint (seen, >=, words[i].least);
      g_assert_cmpuint (seen, <=, words[i].most);
    }
}

/* --- chains --------------------------------------------------------------------------------------------------------
 */

static SmtSandboxStatement *
head_of (GPtrArray *statements, const char *medicine)
{
  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);
      g_autofree char *display = smt_sandbox_json_text (statement->resource, "medicationReference/display");

      if (statement->head && g_str_has_prefix (display, medicine))
        return statement;
    }
  g_assert_not_reached ();
}

static SmtSandboxStatement *
older (GPtrArray *statements, const SmtSandboxStatement *newer)
{
  g_autofree char *url = smt_sandbox_json_text (newer->resource, "basedOn/0/reference");

  for (guint i = 0; url != NULL && i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);

      if (strcmp (statement->entry->full_url, url) == 0)
        return statement;
    }
  return NULL;
}

/* Five links each way: every older one says which replaced it, and only the newest is on the list. */
static void
assert_chain (GPtrArray *statements, const char *medicine, guint links)
{
  SmtSandboxStatement *newer = head_of (statements, medicine);
  SmtSandboxStatement *link;
  guint seen = 1;

  g_assert_nonnull (newer->pll);
  for (link = older (statements, newer); link != NULL; newer = link, link = older (statements, link))
    {
      g_autofree char *part_of = smt_sandbox_json_text (link->resource, "partOf/0/reference");

      seen++;
      g_assert_cmpstr (part_of, ==, newer->entry->full_url);
      g_assert_cmpstr (link->recall_id, ==, newer->resept);
      g_assert_cmpstr (link->status, ==, "completed");
      g_assert_null (link->pll);
    }
  g_assert_cmpuint (seen, ==, links);
}

static void
test_chains (void)
{
  g_autoptr (SmtSandboxRecord) record = load ("8-tora");
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);

  assert_chain (statements, "Levaxin tab 50", 5);
  assert_chain (statements, "Methotrexate", 5);
}

static SmtInstant
stop_of (const SmtSandboxStatement *statement)
{
  SmtJsonCursor stop = smt_sandbox_extension (statement->resource, SMT_SANDBOX_DISCONTINUATION);
  g_autofree char *time = smt_sandbox_json_text (smt_sandbox_extension (stop, "timedate"), "valueDateTime");
  SmtInstant instant = SMT_INSTANT_UNSET;

  if (time != NULL)
    g_assert_true (smt_instant_parse (time, &instant));
  return instant;
}

/* Status alone never decides: six entries of Tora that are active, each in its own way. */
static void
test_active_in_many_ways (void)
{
  g_autoptr (SmtSandboxRecord) record = load ("8-tora");
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);
  SmtSandboxStatement *orphan = head_of (statements, "Candesartan");
  SmtSandboxStatement *planned = head_of (statements, "Sertralin");
  SmtSandboxStatement *recalled = head_of (statements, "Pantoprazol");
  SmtSandboxStatement *unknown = head_of (statements, "Amlodipin");
  SmtSandboxStatement *finished = head_of (statements, "Metformin");
  SmtInstant now;

  g_assert_true (smt_instant_parse ("2026-11-20T12:00:00+01:00", &now));
  g_assert_null (orphan->pll);
  g_assert_cmpstr (orphan->rfstatus, ==, "T");
  g_assert_null (smt_sandbox_statement_by_resept (statements, orphan->recall_id));
  g_assert_nonnull (orphan->recall_id);
  g_assert_cmpstr (planned->rfstatus, ==, "T");
  g_assert_cmpint (stop_of (planned), >, now);
  g_assert_cmpstr (recalled->recall_code, ==, "4");
  g_assert_nonnull (recalled->pll);
  g_assert_null (unknown->rfstatus);
  g_assert_nonnull (unknown->resept);
  g_assert_cmpstr (finished->rfstatus, ==, "R");
  for (guint i = 0; i < statements->len; i++)
    if (((SmtSandboxStatement *)g_ptr_array_index (statements, i))->head)
      g_assert_cmpstr (((SmtSandboxStatement *)g_ptr_array_index (statements, i))->status, ==, "active");
}

static char *
amendment_code (const SmtSandboxStatement *statement, const char *url)
{
  return smt_sandbox_extension_code (statement->amendment, url);
}

/* Entries without prescription, a vaccine, and what is over: long ago, lately, by date. */
static void
test_without_prescription_and_over (void)
{
  g_autoptr (SmtSandboxRecord) record = load ("9-paal");
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);
  SmtSandboxStatement *vaccine = head_of (statements, "Hepatitt");
  g_autofree char *use =
      smt_sandbox_extension_code (smt_sandbox_json_at (vaccine->resource, "dosage/0"), SMT_SANDBOX_USE);
  SmtInstant now;
  guint alone = 0;
  guint lately = 0;
  guint long_ago = 0;

  g_assert_true (smt_instant_parse ("2026-11-20T12:00:00+01:00", &now));
  g_assert_cmpstr (use, ==, "4");
  for (guint i = 0; i < statements->len; i++)
    {
      SmtSandboxStatement *statement = g_ptr_array_index (statements, i);
      g_autofree char *type = amendment_code (statement, "typeresept");
      SmtInstant stop = stop_of (statement);

      g_assert_true ((g_strcmp0 (type, "U") == 0) == (statement->resept == NULL));
      alone += statement->resept == NULL ? 1 : 0;
      if (stop == SMT_INSTANT_UNSET)
        continue;
      g_assert_cmpstr (statement->status, ==, "stopped");
      if (now - stop <= 90 * G_TIME_SPAN_DAY)
        lately++;
      else
        long_ago++;
    }
  g_assert_cmpuint (alone, ==, 4);
  g_assert_cmpuint (lately, ==, 2);
  g_assert_cmpuint (long_ago, ==, 2);
  g_assert_cmpstr (head_of (statements, "Losartan")->rfstatus, ==, "F");
  g_assert_null (head_of (statements, "Cetirizin")->pll);
  g_assert_cmpstr (head_of (statements, "Cetirizin")->rfstatus, ==, "F");
}

/* --- multidose ------------------------------------------------------------------------------------------------------
 */

static SmtInstant
message_date (const SmtSandboxRecord *record, const char *message)
{
  for (guint i = 0; i < record->entries->len; i++)
    {
      SmtJsonCursor resource = smt_sandbox_entry_resource (g_ptr_array_index (record->entries, i));
      SmtJsonCursor information = smt_sandbox_extension (resource, SMT_SANDBOX_PLL_INFORMATION);
      g_autofree char *date = smt_sandbox_json_text (smt_sandbox_extension (information, "PLLdate"), "valueDateTime");
      SmtInstant instant;

      if (smt_json_string_equals (smt_sandbox_json_at (resource, "code/coding/0/code"), message))
        {
          g_assert_true (smt_instant_parse (date, &instant));
          return instant;
        }
    }
  g_assert_not_reached ();
}

static void
test_question_newer_and_older (void)
{
  g_autoptr (SmtSandboxRecord) newer = load ("11-mons");
  g_autoptr (SmtSandboxRecord) asked = load ("37-frida");
  g_autoptr (SmtSandboxRecord) past = load ("12-moa");

  g_assert_cmpint (message_date (newer, "M25.2"), >, message_date (newer, "M25.1"));
  g_assert_cmpint (message_date (asked, "M25.2"), >, message_date (asked, "M25.1"));
  g_assert_cmpint (message_date (past, "M25.2"), <, message_date (past, "M25.1"));
}

/* --- doses ----------------------------------------------------------------------------------------------------------
 */

static char *
interval_of (const SmtSandboxStatement *statement)
{
  SmtJsonCursor intake =
      smt_sandbox_extension (smt_sandbox_extension (statement->amendment, "ereseptdosing"), "repeatingdosage");
  SmtJsonCursor value = smt_json_member (smt_sandbox_extension_value (intake, "interval"), "value");

  return smt_json_exists (value) ? smt_json_dup_bytes (value) : NULL;
}

static void
test_intervals (void)
{
  static const struct
  {
    const char *key;
    const char *medicine;
    const char *interval;
  } table[] = {
    { "28-inge", "Erelzi", "1" },      { "28-inge", "Wegovy", "1" },       { "28-inge", "Rybelsus", "1" },
    { "28-inge", "Durogesic", "1" },   { "28-inge", "Alendronat", "1" },   { "28-inge", "Metformin", "7" },
    { "29-felix", "Cetirizin", NULL }, { "29-felix", "Bisoprolol", NULL }, { "29-felix", "Sertralin", "0" },
    { "29-felix", "Allopur", "1.5" },  { "30-una", "Erelzi", "7" },        { "30-una", "Wegovy", "7" },
    { "30-una", "Rybelsus", "1" },     { "30-una", "Durogesic", "3" },     { "30-una", "Imraldi", "14" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (SmtSandboxRecord) record = load (table[i].key);
      g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);
      g_autofree char *interval = interval_of (head_of (statements, table[i].medicine));

      g_assert_cmpstr (interval, ==, table[i].interval);
    }
}

/* "hver mandag" in the words, a Tuesday in the field. */
static void
test_weekday_against_phase (void)
{
  g_autoptr (SmtSandboxRecord) record = load ("28-inge");
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (record);
  SmtSandboxStatement *statement = head_of (statements, "Methotrexate Orifarm tab 2,5");
  SmtJsonCursor dosing = smt_sandbox_extension (statement->amendment, "ereseptdosing");
  g_autofree char *start = smt_sandbox_json_text (smt_sandbox_extension (dosing, "starttime"), "valueDate");
  g_autofree char *text = smt_sandbox_json_text (statement->resource, "dosage/0/text");
  g_autofree char *interval = interval_of (statement);
  SmtDate date;

  g_assert_true (smt_date_parse (start, &date));
  g_assert_cmpint (smt_date_weekday (date), ==, SMT_TUESDAY);
  g_assert_nonnull (strstr (text, "hver mandag"));
  g_assert_cmpstr (interval, ==, "7");
}

/* Sixty rows, and words without end. */
static void
test_sizes (void)
{
  g_autoptr (SmtSandboxRecord) many = load ("31-sixten");
  g_autoptr (GPtrArray) statements = smt_sandbox_statements (many);
  g_autoptr (SmtSandboxRecord) wide = load ("32-aanjel");
  g_autoptr (GPtrArray) names = smt_sandbox_statements (wide);
  SmtSandboxStatement *longest = head_of (names, "Natriumhyaluronat");
  g_autofree char *text = smt_sandbox_json_text (longest->resource, "dosage/0/text");
  g_autofree char *name = smt_sandbox_json_text (longest->resource, "medicationReference/display");

  g_assert_cmpuint (statements->len, ==, 60);
  g_assert_cmpint (g_utf8_strlen (text, -1), >, 500);
  g_assert_cmpint (g_utf8_strlen (name, -1), >, 140);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/shapes/words", test_words);
  g_test_add_func ("/sandbox/shapes/chains", test_chains);
  g_test_add_func ("/sandbox/shapes/active-in-many-ways", test_active_in_many_ways);
  g_test_add_func ("/sandbox/shapes/without-prescription-and-over", test_without_prescription_and_over);
  g_test_add_func ("/sandbox/shapes/question-newer-and-older", test_question_newer_and_older);
  g_test_add_func ("/sandbox/shapes/intervals", test_intervals);
  g_test_add_func ("/sandbox/shapes/weekday-against-phase", test_weekday_against_phase);
  g_test_add_func ("/sandbox/shapes/sizes", test_sizes);
  return g_test_run ();
}
