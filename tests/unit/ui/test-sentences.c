/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each way the service can fail says what happened and what to do next, and never more than is known: "nothing was
 * applied" only where that is certain. Which status leads to which code is the exchange's (test-exchange).
 */
#include <locale.h>
#include <string.h>

#include "ui/smt-phrases.h"
#include "ui/smt-sentences.h"

typedef struct
{
  SmtBrokerError code;
  const char *said; /* of a send; part of the sentence */
  const char *next; /* what to do */
} Case;

static const Case cases[] = {
  { SMT_BROKER_ERROR_SIGN_IN, "Your sign-in is no longer valid. Nothing was applied.", "Sign in again" }, /* 401 */
  { SMT_BROKER_ERROR_NOT_ALLOWED, "You have no access to this", "Ask the person who runs the service" },  /* 403 */
  { SMT_BROKER_ERROR_CONFLICT, "Somebody else has changed the list", "Look over the list as it is now" }, /* 409, 412 */
  { SMT_BROKER_ERROR_REJECTED, "refused what was sent. Nothing was applied.", "Your decisions are kept" }, /* 422 */
  { SMT_BROKER_ERROR_BUSY, "busy and did nothing", "Wait a little and try again" },                       /* 429, 503 */
  { SMT_BROKER_ERROR_UNKNOWN, "may have arrived, or may not", "Do not send again. Look the patient up" }, /* 5xx */
  { SMT_BROKER_ERROR_STALE, "too old to be sent on", "Look the patient up again; your decisions are kept" },
  { SMT_BROKER_ERROR_NOT_SENT, "could not be reached. Nothing was sent.", "your decisions are kept" },
  { SMT_BROKER_ERROR_CLOCK, "clock of this machine is wrong", "Set the clock" },
  { SMT_BROKER_ERROR_TIMEOUT, "did not answer in time", "Try the lookup again" },
  { SMT_BROKER_ERROR_BAD_ANSWER, "Nothing of it is shown", "Look the patient up again" },
  { SMT_BROKER_ERROR_NO_LIST, "gave no list", "look the patient up again" },
};

static void
test_each_has_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (SMT_BROKER_ERROR, (int)cases[i].code, "raw words of a server");
      char *sentence = smt_sentence_for_error (error);

      g_test_message ("%d: %s", (int)cases[i].code, sentence);
      g_assert_nonnull (strstr (sentence, cases[i].said));
      g_assert_nonnull (strstr (sentence, cases[i].next));
      g_assert_nonnull (strstr (smt_remedy_for_error (error), cases[i].next));
      g_assert_null (strstr (sentence, "raw words"));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
}

/* Certificates too, and what a newer exchange may add: something is said, and something can be done. */
static void
test_all_codes (void)
{
  for (int code = SMT_BROKER_ERROR_NOT_SENT; code <= SMT_BROKER_ERROR_NO_LIST + 1; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SMT_BROKER_ERROR, code, "raw");
      g_autofree char *sentence = smt_sentence_for_error (error);
      g_autofree char *lookup = smt_sentence_for_lookup_error (error);

      g_assert_cmpuint (strlen (sentence), >, strlen (smt_remedy_for_error (error)));
      g_assert_cmpuint (strlen (smt_remedy_for_error (error)), >, 10);
      g_assert_null (strstr (lookup, "raw"));
    }
}

/* After an unknown send a lookup may fail as well: its sentence says nothing of the send. */
static void
test_lookup_says_nothing_of_a_send (void)
{
  static const SmtBrokerError codes[] = { SMT_BROKER_ERROR_NOT_SENT, SMT_BROKER_ERROR_BUSY, SMT_BROKER_ERROR_SIGN_IN,
                                          SMT_BROKER_ERROR_NO_LIST, SMT_BROKER_ERROR_TIMEOUT };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (SMT_BROKER_ERROR, (int)codes[i], "raw");
      g_autofree char *sentence = smt_sentence_for_lookup_error (error);

      g_assert_null (strstr (sentence, "Nothing was sent"));
      g_assert_null (strstr (sentence, "Nothing was applied"));
      g_assert_null (strstr (sentence, "did nothing"));
    }
}

/* Retry-After: a time of day, and no advice to try at once. */
static void
test_when (void)
{
  g_autoptr (GError) error = smt_broker_error_new (SMT_BROKER_ERROR_BUSY, "raw", NULL, 300);
  g_autofree char *sentence = smt_sentence_for_error (error);

  g_assert_nonnull (strstr (sentence, "It can be asked again at "));
  g_assert_null (strstr (sentence, "Wait a little"));
}

/* --- a medicine's name -------------------------------------------------------------------------------------------- */

/* What nothing recognises is named as it was received: no word of a mixture or of a name of the house is lost. */
static void
test_named_whole (void)
{
  static const struct
  {
    SmtProductClues clues;
    const char *medicine;
    const char *preparation;
  } names[] = {
    { { .display = "Glukose 50 mg/ml ad, folsyre 1 mg inj/inf, oppl 500 ml", .form_text = "inj/inf, oppl" },
      "Glukose 50 mg/ml ad, folsyre 1 mg inj/inf, oppl 500 ml",
      "" },
    { { .display = "Lokal munnvask 250 ml", .name = "Lokal", .form_text = "Mikstur, oppløsning" },
      "Lokal munnvask 250 ml",
      "" },
    { { .atc = "C07AB02", .atc_display = "Metoprolol", .display = "Selo-Zok depottab 50 mg", .name = "Selo-Zok" },
      "metoprolol",
      "depottablett 50\u00a0mg" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SmtTreatment) treatment = smt_treatment_new ();
      g_autofree char *medicine = NULL;
      g_autofree char *preparation = NULL;

      treatment->product = smt_product_recognise (&names[i].clues);
      medicine = smt_phrase_medicine (treatment);
      preparation = smt_phrase_preparation (treatment);
      g_assert_cmpstr (medicine, ==, names[i].medicine);
      g_assert_cmpstr (preparation, ==, names[i].preparation);
      if (*names[i].preparation == '\0')
        g_assert_null (smt_phrase_brand (treatment));
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/sentences/each-has-its-own", test_each_has_its_own);
  g_test_add_func ("/ui/sentences/all-codes", test_all_codes);
  g_test_add_func ("/ui/sentences/lookup", test_lookup_says_nothing_of_a_send);
  g_test_add_func ("/ui/sentences/when", test_when);

  g_test_add_func ("/ui/sentences/named-whole", test_named_whole);
  return g_test_run ();
}
