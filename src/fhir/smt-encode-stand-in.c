/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vikar: a list of a patient on multidose that somebody else than the multidose doctor sends says so, and the next one
 * that the multidose doctor sends does not (docs/fhir.md).
 */
#include "fhir/smt-encode-private.h"

#include "fhir/smt-fhir-tree.h"
#include "fhir/smt-sfm-names.h"

/* Of the list's parties (7490) the doctor who is responsible for multidose, or nowhere. */
static SmtJsonCursor
find_multidose_doctor (SmtEncoder *encoder, SmtJsonCursor information)
{
  SmtJsonIter iter;
  SmtJsonCursor part;

  smt_json_iter_init (&iter, smt_json_member (information, "extension"));
  while (_smt_fhir_next_extension (&iter, "relatedparties", &part))
    {
      SmtJsonCursor party = smt_json_member (part, "valueReference");
      SmtJsonCursor role = smt_json_member (_smt_encode_find_entry (encoder, party), "resource");
      g_autofree char *code = _smt_fhir_dup_code (smt_json_element (smt_json_member (role, "code"), 0));

      if (g_strcmp0 (code, SMT_ROLE_MULTIDOSE_DOCTOR) == 0)
        return party;
    }
  return SMT_JSON_NOWHERE;
}

/*
 * _smt_encode_stand_in:
 * @edit: of the M25.1
 * @information: its sfm-pllInformation, or nowhere
 *
 * Where no multidose doctor is known nobody is known to stand in for one: what the list says of it stays as it came.
 */
void
_smt_encode_stand_in (SmtEdit *edit, SmtJsonCursor information)
{
  SmtJsonCursor doctor = find_multidose_doctor (edit->encoder, information);
  gboolean said = _smt_fhir_is_true (_smt_fhir_extension_value (information, "substitute", "valueBoolean"));
  g_autofree char *substitute = NULL;
  gboolean stands_in;

  if (!smt_json_exists (doctor))
    return;
  stands_in = !_smt_encode_is_signer (edit->encoder, doctor);
  if (stands_in == said)
    return;
  substitute = _smt_json_of_extension ("substitute", "valueBoolean", stands_in ? "true" : "false");
  _smt_edit_set_extension (edit, information, "substitute", substitute);
}
