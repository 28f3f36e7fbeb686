/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/smt-beside.h"

#include "base/smt-text.h"
#include "list/smt-pairing.h"

/**
 * smt_beside_new:
 * @name: of the file
 * @answer: what was read from it
 *
 * Returns: (transfer full): the list of @answer under its name, with the day it was written
 */
SmtBeside *
smt_beside_new (const char *name, SmtAnswer *answer)
{
  SmtBeside *beside;
  const SmtList *list;
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (name != NULL && answer != NULL, NULL);

  beside = g_new0 (SmtBeside, 1);
  list = smt_answer_get_list (answer);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, smt_json_get_bytes (smt_answer_get_json (answer)));
  beside->id = g_strconcat (SMT_LIST_FILE, sha256, NULL);
  beside->name = g_strdup (name);
  beside->date = list->pll_date != SMT_INSTANT_UNSET ? smt_instant_to_date (list->pll_date) : list->written;
  beside->answer = smt_answer_ref (answer);
  g_atomic_ref_count_init (&beside->ref_count);
  return beside;
}

SmtBeside *
smt_beside_ref (const SmtBeside *beside)
{
  SmtBeside *shared = (SmtBeside *)beside;

  g_return_val_if_fail (beside != NULL, NULL);

  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

void
smt_beside_unref (SmtBeside *beside)
{
  g_return_if_fail (beside != NULL);

  if (!g_atomic_ref_count_dec (&beside->ref_count))
    return;
  g_free (beside->id);
  g_free (beside->name);
  smt_answer_unref (beside->answer);
  g_free (beside);
}

/* --- whose list it is --------------------------------------------------------------------------------------------- */

static SmtPersonMatch
match_words (const char *a, const char *b)
{
  g_autofree char *left = a != NULL ? smt_text_fold (a) : NULL;
  g_autofree char *right = b != NULL ? smt_text_fold (b) : NULL;

  if (left == NULL || right == NULL || *left == '\0' || *right == '\0')
    return SMT_PERSON_UNKNOWN;
  return g_str_equal (left, right) ? SMT_PERSON_SAME : SMT_PERSON_OTHER;
}

/* Another given name may be a name less ("Kari Anne", "Kari"): that is asked about. */
static SmtPersonMatch
match_names (const SmtPatient *a, const SmtPatient *b)
{
  SmtPersonMatch family = match_words (a->family, b->family);
  SmtPersonMatch given = match_words (a->given, b->given);

  if (family == SMT_PERSON_OTHER)
    return SMT_PERSON_OTHER;
  return family == SMT_PERSON_SAME && given == SMT_PERSON_SAME ? SMT_PERSON_SAME : SMT_PERSON_UNKNOWN;
}

/**
 * smt_person_match:
 * @a: a patient
 * @b: another
 *
 * The number decides where both have one; else name and birth date, and all of them.
 *
 * Returns: whether they are one person
 */
SmtPersonMatch
smt_person_match (const SmtPatient *a, const SmtPatient *b)
{
  SmtPersonMatch names;

  g_return_val_if_fail (a != NULL && b != NULL, SMT_PERSON_UNKNOWN);

  if (a->national_number != NULL && b->national_number != NULL)
    return g_str_equal (a->national_number, b->national_number) ? SMT_PERSON_SAME : SMT_PERSON_OTHER;

  names = match_names (a, b);
  if (smt_date_is_set (a->birth_date) && smt_date_is_set (b->birth_date))
    return smt_date_compare (a->birth_date, b->birth_date) == 0 ? names : SMT_PERSON_OTHER;
  return names == SMT_PERSON_OTHER ? SMT_PERSON_OTHER : SMT_PERSON_UNKNOWN;
}
