/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as an original prescription (M1): a reading is whole or none, and what was not understood is said.
 */
#include "dosing/smt-compare.h"
#include "fhir/smt-m1-dosing.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SmtM1Dosing) dosing = smt_m1_dosing_read (bytes);
  const SmtRhythm *rhythm = smt_reading_get_rhythm (dosing->reading);
  SmtMeasure measure;

  g_assert_cmpstr (dosing->raw, !=, "");
  g_assert_true (g_utf8_validate (dosing->raw, -1, NULL));
  g_assert_true ((rhythm != NULL) == (dosing->reading->state == SMT_READING_CLEAR));
  for (guint i = 0; i < dosing->unread->len; i++)
    g_assert_true (g_str_is_ascii (g_ptr_array_index (dosing->unread, i)));
  if (dosing->unread->len > 0)
    g_assert_cmpint (dosing->reading->state, ==, SMT_READING_UNREADABLE);
  if (rhythm != NULL)
    {
      g_assert_true (smt_rhythm_validate (rhythm));
      smt_rhythm_measure (rhythm, smt_date_new (2026, 11, 20), &measure);
    }
  return 0;
}
