/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine alone, up to a stage: strict reading, decoding (with texts and recognition), checks. What is measured and
 * counted is the same code as in samstemt-check, without its report. Usage: bench-stages NDJSON read|decode|check
 */
#include <stdio.h>
#include <string.h>

#include "check/smt-finding.h"
#include "cli/smt-input.h"
#include "fhir/smt-answer.h"

#define BLOCK_BYTES (1024 * 1024)

typedef enum
{
  STAGE_READ,
  STAGE_DECODE,
  STAGE_CHECK,
} Stage;

static guint
run_document (GBytes *bytes, Stage stage, SmtJsonReader *reader, const SmtReadOptions *options)
{
  g_autoptr (SmtAnswer) answer = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (stage == STAGE_READ)
    return smt_json_reader_read (reader, bytes, NULL, NULL) != NULL;
  answer = smt_answer_read_with (bytes, options, NULL);
  if (answer == NULL)
    g_error ("the bench's own answers are not read");
  if (stage == STAGE_DECODE)
    return smt_answer_get_list (answer)->treatments->len;
  findings = smt_check_list (smt_answer_get_list (answer), options->today);
  return findings->len;
}

static guint
run_lines (const GByteArray *lines, Stage stage, SmtJsonReader *reader, const SmtReadOptions *options)
{
  const char *line = (const char *)lines->data, *end = line + lines->len;
  guint sum = 0;

  while (line < end)
    {
      const char *stop = memchr (line, '\n', (gsize)(end - line));
      g_autoptr (GBytes) bytes = g_bytes_new_static (line, (gsize)(stop - line));
      sum += run_document (bytes, stage, reader, options);
      line = stop + 1;
    }
  return sum;
}

int
main (int argc, char **argv)
{
  g_autoptr (SmtInput) input = argc == 3 ? smt_input_open (argv[1], NULL) : NULL;
  g_autoptr (SmtJsonReader) reader = smt_json_reader_new ();
  g_autoptr (SmtReadMemory) memory = smt_read_memory_new ();
  g_autoptr (GByteArray) lines = g_byte_array_new ();
  SmtReadOptions options = { .memory = memory, .findings_only = TRUE };
  Stage stage = STAGE_READ;
  guint sum = 0, first;

  if (input == NULL)
    return 2;
  smt_date_parse ("2026-11-20", &options.today);
  if (g_str_equal (argv[2], "decode"))
    stage = STAGE_DECODE;
  else if (g_str_equal (argv[2], "check"))
    stage = STAGE_CHECK;
  while (smt_input_take_lines (input, lines, BLOCK_BYTES, SMT_JSON_MAX_BYTES, &first))
    sum += run_lines (lines, stage, reader, &options);
  printf ("%u\n", sum);
  return 0;
}
