/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-document.h"

#include "cli/smt-validate.h"

/**
 * smt_document_new:
 * @bytes: (transfer full): its content
 * @label: (transfer none): name of the input; must outlive the document
 * @line: line of an NDJSON input, else 1
 *
 * Returns: (transfer full): a document that waits to be checked
 */
SmtDocument *
smt_document_new (GBytes *bytes, const char *label, guint line)
{
  SmtDocument *document = g_new0 (SmtDocument, 1);

  document->bytes = bytes;
  document->label = label;
  document->line = line;
  document->report = g_string_new (NULL);
  document->complaint = g_string_new (NULL);
  return document;
}

/**
 * smt_document_free:
 * @document: (transfer full) (nullable): a document
 */
void
smt_document_free (SmtDocument *document)
{
  if (document == NULL)
    return;

  g_bytes_unref (document->bytes);
  g_string_free (document->report, TRUE);
  g_string_free (document->complaint, TRUE);
  g_free (document);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* Plain FHIR is often exported one resource a line: the only entry of a Bundle that nobody wrote down. */
static SmtAnswer *
read_resource (GBytes *bytes, const SmtReadOptions *options)
{
  static const char before[] = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":";
  static const char after[] = "}]}";
  gsize length;
  const char *resource = g_bytes_get_data (bytes, &length);
  GByteArray *bundle = g_byte_array_sized_new ((guint)(length + sizeof before + sizeof after));
  g_autoptr (GBytes) whole = NULL;

  g_byte_array_append (bundle, (const guint8 *)before, sizeof before - 1);
  g_byte_array_append (bundle, (const guint8 *)resource, (guint)length);
  g_byte_array_append (bundle, (const guint8 *)after, sizeof after - 1);
  whole = g_byte_array_free_to_bytes (bundle);
  return smt_answer_read_with (whole, options, NULL);
}

static gboolean
has_treatments (const SmtAnswer *answer)
{
  return answer != NULL && smt_answer_get_list (answer)->treatments->len > 0;
}

static SmtAnswer *
read_answer (GBytes *bytes, const SmtReadOptions *options, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (SmtAnswer) answer = smt_answer_read_with (bytes, options, &fault);

  if (answer == NULL && g_error_matches (fault, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_ANSWER))
    {
      g_autoptr (SmtAnswer) lone = read_resource (bytes, options);

      if (has_treatments (lone))
        answer = g_steal_pointer (&lone);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&fault));

  return g_steal_pointer (&answer);
}

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
complain (SmtDocument *document, const char *what, const char *code)
{
  g_string_append_printf (document->complaint, "%s:%u: %s%s\n", document->label, document->line, what, code);
  document->tally.n_unreadable = 1;
}

/* Where a fault of JSON lies is told as line and column of the input, as compilers do. */
static void
complain_of_answer (SmtDocument *document, const GError *error)
{
  SmtJsonPlace place = { 0 };
  g_autofree char *reason = NULL;

  if (g_error_matches (error, SMT_FHIR_ERROR, SMT_FHIR_ERROR_NOT_JSON))
    reason = smt_validate_dup_reason (document->bytes, &place);
  if (reason == NULL)
    {
      complain (document, error->message, "");
      return;
    }

  g_string_append_printf (document->complaint, "%s:%u:%u: not JSON: %s\n", document->label,
                          document->line + place.line - 1, place.column, reason);
  document->tally.n_unreadable = 1;
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
report_list (SmtDocument *document, const SmtList *list, SmtDate today, SmtReportFormat format, SmtLanguage language)
{
  g_autoptr (GPtrArray) findings = smt_check_list (list, today);
  guint at = 0;

  for (guint i = 0; i < list->treatments->len; i++)
    if (smt_treatment_is_in_use (g_ptr_array_index (list->treatments, i)))
      document->tally.n_treatments++;

  for (guint i = 0; i < findings->len; i++)
    {
      const SmtFinding *finding = g_ptr_array_index (findings, i);
      const SmtTreatment *treatment = find_treatment (list, finding->key, &at);
      SmtPlace place = { document->label, document->line };

      g_assert (treatment != NULL);
      document->tally.n_findings[finding->severity_class]++;
      smt_finding_report (document->report, finding, treatment, &place, format, language);
    }
}

/**
 * smt_document_check:
 * @document: a document
 * @options: how it is read, and the day to check for
 * @format: of the report
 * @language: of its words
 *
 * Fills in the report and the tally, or the complaint. No complaint quotes the content.
 */
void
smt_document_check (SmtDocument *document, const SmtReadOptions *options, SmtReportFormat format, SmtLanguage language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtAnswer) answer = read_answer (document->bytes, options, &error);
  const char *unread = NULL;

  document->tally.n_documents = 1;
  if (answer == NULL)
    complain_of_answer (document, error);
  else if (is_beyond_us (smt_answer_get_list (answer), &unread))
    complain (document, "nothing in it was understood: ", unread);
  else
    report_list (document, smt_answer_get_list (answer), options->today, format, language);
}
