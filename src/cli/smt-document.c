/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-document.h"

#include "cli/smt-validate.h"

/**
 * smt_said_init:
 * @said: (out): nothing yet
 */
void
smt_said_init (SmtSaid *said)
{
  *said =
      (SmtSaid){ g_string_new (NULL), g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (SmtSaidMark)), { 0 } };
}

/**
 * smt_said_empty:
 * @said: what some documents came to
 *
 * Forgets it, and keeps the room.
 */
void
smt_said_empty (SmtSaid *said)
{
  g_string_truncate (said->report, 0);
  g_string_truncate (said->complaint, 0);
  g_array_set_size (said->marks, 0);
  said->tally = (SmtTally){ 0 };
}

/**
 * smt_said_clear:
 * @said: what some documents came to
 *
 * Frees what is in it.
 */
void
smt_said_clear (SmtSaid *said)
{
  g_string_free (said->report, TRUE);
  g_string_free (said->complaint, TRUE);
  g_array_unref (said->marks);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* A list from which nothing was understood must not pass as a list without faults. */
static gboolean
is_beyond_us (const SmtList *list, const char **what)
{
  if (list->treatments->len > 0 || list->unread->len == 0)
    return FALSE;

  *what = g_ptr_array_index (list->unread, 0);
  return TRUE;
}

static void
end_complaint (SmtSaid *said)
{
  const SmtSaidMark mark = { said->report->len, said->complaint->len };

  g_array_append_val (said->marks, mark);
  said->tally.n_unreadable++;
}

static void
complain (SmtSaid *said, const SmtPlace *place, const char *what, const char *code)
{
  g_string_append_printf (said->complaint, "%s:%u: %s%s\n", place->label, place->line, what, code);
  end_complaint (said);
}

/* Where a fault of JSON lies is told as line and column of the input, as compilers do. */
static void
complain_of_answer (SmtSaid *said, const SmtPlace *place, GBytes *bytes, const GError *error)
{
  SmtJsonPlace within = { 0 };
  g_autofree char *reason = NULL;

  if (g_error_matches (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_JSON))
    reason = smt_validate_dup_reason (bytes, &within);
  if (reason == NULL)
    {
      complain (said, place, error->message, "");
      return;
    }

  g_string_append_printf (said->complaint, "%s:%u:%u: not JSON: %s\n", place->label, place->line + within.line - 1,
                          within.column, reason);
  end_complaint (said);
}

/* --- checking ---------------------------------------------------------------------------------------------------- */

/* Findings come in the order of the list, so the treatment of the next one is most often that of the last. */
static const SmtTreatment *
find_treatment (const SmtList *list, const char *key, guint *at)
{
  guint n = list->treatments->len;

  for (guint i = 0; i < n; i++)
    {
      const SmtTreatment *treatment = g_ptr_array_index (list->treatments, (*at + i) % n);

      if (g_str_equal (treatment->key, key))
        {
          *at = (*at + i) % n;
          return treatment;
        }
    }

  return NULL;
}

static void
report_list (SmtSaid *said,
             const SmtPlace *place,
             const SmtList *list,
             SmtDate today,
             SmtReportFormat format,
             SmtWordsMemory *words)
{
  g_autoptr (GPtrArray) findings = smt_check_list (list, today);
  guint at = 0;

  for (guint i = 0; i < list->treatments->len; i++)
    if (smt_treatment_is_in_use (g_ptr_array_index (list->treatments, i)))
      said->tally.n_treatments++;

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      const SmtTreatment *treatment = find_treatment (list, finding->key, &at);

      g_assert (treatment != NULL);
      said->tally.n_findings[finding->severity_class]++;
      smt_finding_report (said->report, finding, treatment, place, format, words);
    }
}

/**
 * smt_document_check:
 * @bytes: a document
 * @place: where it stood
 * @options: how it is read, and the day to check for
 * @format: of the report
 * @words: those of the report, and their language
 * @said: where findings or a complaint are added, and counted. No complaint quotes the content
 */
void
smt_document_check (GBytes *bytes,
                    const SmtPlace *place,
                    const SmtReadOptions *options,
                    SmtReportFormat format,
                    SmtWordsMemory *words,
                    SmtSaid *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = smt_answer_read_with (bytes, options, &error);
  const char *unread = NULL;

  said->tally.n_documents++;
  if (answer == NULL)
    complain_of_answer (said, place, bytes, error);
  else if (is_beyond_us (smt_answer_get_list (answer), &unread))
    complain (said, place, "nothing in it was understood: ", unread);
  else
    report_list (said, place, smt_answer_get_list (answer), options->today, format, words);
}
