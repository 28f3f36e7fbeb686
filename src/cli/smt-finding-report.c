/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/smt-finding-report.h"

#include "base/smt-json-writer.h"
#include "dosing/smt-words.h"

static const char *const class_words[] = {
  [SMT_CLASS_INFO] = "info",
  [SMT_CLASS_CHECK] = "check",
  [SMT_CLASS_STOP] = "stop",
};

static const char *
severity_word (SmtSeverity severity)
{
  static const char *const words[] = {
    [SMT_SEVERITY_NONE] = NULL, [SMT_SEVERITY_S1] = "S1", [SMT_SEVERITY_S2] = "S2",
    [SMT_SEVERITY_S3] = "S3",   [SMT_SEVERITY_S4] = "S4",
  };

  return words[severity];
}

/* PLL id, else ReseptId, else the resource's own id (contract 2). */
static const char *
entry_id (const SmtTreatment *treatment)
{
  const SmtPrescription *head = smt_treatment_get_head (treatment);
  const char *colon;

  if (treatment->entry_id != NULL)
    return treatment->entry_id;
  if (head != NULL && head->prescription_id != NULL)
    return head->prescription_id;

  colon = strchr (treatment->key, ':');
  return colon != NULL ? colon + 1 : treatment->key;
}

static char *
check_names (guint32 checks)
{
  GString *names = g_string_new (NULL);

  for (guint id = SMT_CHECK_C1; id < SMT_N_CHECKS; id++)
    if ((checks >> id) & 1)
      g_string_append_printf (names, "%sC%u", names->len > 0 ? "+" : "", id);

  return g_string_free (names, names->len == 0);
}

static void
write_member (SmtJsonWriter *writer, const char *key, const char *text)
{
  smt_json_writer_key (writer, key);
  if (text != NULL)
    smt_json_writer_string (writer, text);
  else
    smt_json_writer_null (writer);
}

static char *
rhythm_words (const SmtRhythm *rhythm, SmtLanguage language)
{
  return rhythm != NULL ? smt_rhythm_to_words (rhythm, language) : NULL;
}

static void
report_json (GString *out, const SmtFinding *finding, const SmtTreatment *treatment, const char *file, guint line,
             SmtLanguage language)
{
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();
  g_autofree char *checks = check_names (finding->checks);
  g_autofree char *field = rhythm_words (finding->field, language);
  g_autofree char *text = rhythm_words (finding->text, language);
  g_autofree char *product = finding->row != NULL ? smt_bound_to_words (&finding->row->bound, language) : NULL;
  g_autofree char *message = smt_finding_headline (finding, language);
  g_autofree char *json = NULL;

  smt_json_writer_begin_object (writer);
  write_member (writer, "file", file);
  smt_json_writer_key (writer, "line");
  smt_json_writer_int (writer, line);
  write_member (writer, "entry", entry_id (treatment));
  write_member (writer, "medicine", treatment->product->display);
  write_member (writer, "atc", treatment->product->atc);
  write_member (writer, "check", checks);
  write_member (writer, "class", class_words[finding->severity_class]);
  write_member (writer, "severity", severity_word (finding->severity));
  write_member (writer, "field", field);
  write_member (writer, "text", text);
  write_member (writer, "product", product);
  write_member (writer, "message", message);
  smt_json_writer_end_object (writer);

  json = smt_json_writer_finish (writer);
  g_string_append (out, json);
  g_string_append_c (out, '\n');
}

static void
report_table (GString *out, const SmtFinding *finding, const SmtTreatment *treatment, const char *file, guint line,
              SmtLanguage language)
{
  g_autofree char *checks = check_names (finding->checks);
  g_autofree char *headline = smt_finding_headline (finding, language);

  g_string_append_printf (out, "%-16s %-6s %s: %s [%s:%u, %s]\n", smt_class_name (finding->severity_class, language),
                          checks != NULL ? checks : "-", treatment->product->display, headline, file, line,
                          entry_id (treatment));
}

/**
 * smt_finding_report:
 * @out: where the line is appended
 * @finding: a finding
 * @treatment: the treatment it is about
 * @file: name of the input
 * @line: line of an NDJSON file, else 1
 * @format: how
 * @language: of the words
 */
void
smt_finding_report (GString *out, const SmtFinding *finding, const SmtTreatment *treatment, const char *file,
                    guint line, SmtReportFormat format, SmtLanguage language)
{
  g_return_if_fail (out != NULL && finding != NULL && treatment != NULL);

  if (format == SMT_REPORT_JSON)
    report_json (out, finding, treatment, file, line, language);
  else
    report_table (out, finding, treatment, file, line, language);
}
