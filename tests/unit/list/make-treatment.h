/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made-up treatments for the tests of this room.
 */
#pragma once

#include "list/smt-treatment.h"

typedef struct
{
  const char *key;
  const char *entry_id;         /* NULL = loose */
  const char *prescriptions[3]; /* of the chain, head first */
  const char *atc;
  const char *display; /* "Selo-Zok depottab 50 mg" */
  const char *text;    /* dose text */
  SmtRhythm *field;    /* (transfer full) (nullable) */
} MadeUp;

static inline SmtTreatment *
make_treatment (const MadeUp *made_up)
{
  SmtTreatment *treatment = smt_treatment_new ();
  SmtProductClues clues = { .atc = made_up->atc, .display = made_up->display };

  treatment->key = g_strdup (made_up->key);
  treatment->entry_id = g_strdup (made_up->entry_id);
  treatment->product = smt_product_recognise (&clues);
  treatment->use = SMT_USE_REGULAR;
  for (guint i = 0; i < G_N_ELEMENTS (made_up->prescriptions) && made_up->prescriptions[i] != NULL; i++)
    {
      SmtPrescription *link = smt_treatment_add_prescription (treatment);

      link->prescription_id = g_strdup (made_up->prescriptions[i]);
      link->status = SMT_PRESCRIPTION_DISPENSABLE;
    }
  if (made_up->field != NULL)
    g_ptr_array_add (treatment->sources, smt_source_new (SMT_VOICE_FIELD, SMT_ORIGIN_ERESEPTDOSING, "felt",
                                                         smt_reading_new_clear (made_up->field)));
  if (made_up->text != NULL)
    g_ptr_array_add (treatment->sources,
                     smt_source_new (SMT_VOICE_TEXT, SMT_ORIGIN_DSSN, made_up->text,
                                     smt_dosing_read (made_up->text, SMT_LANGUAGE_NB | SMT_LANGUAGE_NN)));
  treatment->dose_text = g_strdup (made_up->text);
  return treatment;
}
