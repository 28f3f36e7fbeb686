/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a dose text: a reading is sound, its rhythms are valid, its spans lie in the text, and reading twice
 * gives the same.
 */
#include <string.h>

#include "dosing/smt-reading.h"

#define ALL_LANGUAGES (SMT_LANGUAGE_NB | SMT_LANGUAGE_NN | SMT_LANGUAGE_DA | SMT_LANGUAGE_SV | SMT_LANGUAGE_EN)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_reading (const SmtReading *reading, const char *text)
{
  gboolean has_rhythms = reading->state == SMT_READING_CLEAR || reading->state == SMT_READING_AMBIGUOUS;

  g_assert_true (has_rhythms == (reading->rhythms->len > 0));
  g_assert_true ((reading->state == SMT_READING_CLEAR) == (reading->rhythms->len == 1));
  for (guint i = 0; i < reading->rhythms->len; i++)
    g_assert_true (smt_rhythm_validate (g_ptr_array_index (reading->rhythms, i)));
  for (guint i = 0; i < reading->spans->len; i++)
    {
      const SmtSpan *span = &g_array_index (reading->spans, SmtSpan, i);
      g_assert_cmpuint (span->start, <, span->end);
      g_assert_cmpuint (span->end, <=, strlen (text));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (SmtReading) norwegian = smt_dosing_read (text, SMT_LANGUAGE_NB | SMT_LANGUAGE_NN);
  g_autoptr (SmtReading) again = smt_dosing_read (text, SMT_LANGUAGE_NB | SMT_LANGUAGE_NN);
  g_autoptr (SmtReading) any = smt_dosing_read (text, ALL_LANGUAGES);

  check_reading (norwegian, text);
  check_reading (any, text);
  g_assert_cmpint (norwegian->state, ==, again->state);
  for (guint i = 0; i < norwegian->rhythms->len; i++)
    g_assert_true (smt_rhythm_equal (g_ptr_array_index (norwegian->rhythms, i), g_ptr_array_index (again->rhythms, i)));
  return 0;
}
