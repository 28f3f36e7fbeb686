/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/smt-sandbox-consent.h"

#include "sandbox/smt-sandbox-json.h"

/* The grounds (grunnlag) of kjernejournal; the exception (unntak) is none for what the patient has closed himself. */
static const char *const grounds_for_kj[] = { "HPAKUTT", "HPMOTTATTSAMTYKKE", "HPUNNTAK", NULL };
static const char *const grounds_to_open[] = { "HPAKUTT", "HPMOTTATTSAMTYKKE", NULL };

static gboolean
read_ground (SmtJsonCursor parameter, const char *const *grounds, gboolean *out)
{
  g_autofree char *code = smt_sandbox_json_text (parameter, "valueCode");

  *out = TRUE;
  return code != NULL && g_strv_contains (grounds, code);
}

static gboolean
read_reference (SmtSandboxConsent *consent, SmtJsonCursor parameter)
{
  char *number = smt_sandbox_json_text (parameter, "valueString");

  if (number == NULL)
    return FALSE;
  g_ptr_array_add (consent->references, number);
  return TRUE;
}

static gboolean
read_original (SmtSandboxConsent *consent, SmtJsonCursor parameter)
{
  consent->originals = smt_json_string_equals (smt_json_member (parameter, "valueCode"), "include_reseptdok");
  return consent->originals;
}

/* A dateTime of FHIR may be a date alone; it then begins at midnight in Norway. */
static gboolean
read_history (SmtSandboxConsent *consent, SmtJsonCursor parameter)
{
  g_autofree char *text = smt_sandbox_json_text (parameter, "valueDateTime");
  g_autofree char *midnight = NULL;

  if (text == NULL || smt_instant_parse (text, &consent->history))
    return text != NULL;
  midnight = g_strconcat (text, "T00:00:00", NULL);
  return smt_instant_parse (midnight, &consent->history);
}

static gboolean
read_parameter (SmtSandboxConsent *consent, SmtJsonCursor parameter, const char *name)
{
  if (g_str_equal (name, "SamtykkeKjernejournal"))
    return read_ground (parameter, grounds_for_kj, &consent->asks_kj);
  if (g_str_equal (name, "SamtykkeSperretLegemidler"))
    return read_ground (parameter, grounds_to_open, &consent->sperret);
  if (g_str_equal (name, "SamtykkeLasteResepter"))
    return read_ground (parameter, grounds_to_open, &consent->locked);
  if (g_str_equal (name, "Referansenummer"))
    return read_reference (consent, parameter);
  if (g_str_equal (name, "historyTimestamp"))
    return read_history (consent, parameter);
  if (g_str_equal (name, "IncludeOriginal"))
    return read_original (consent, parameter);
  return TRUE;
}

/**
 * smt_sandbox_consent_read:
 * @consent: (out caller-allocates): what the lookup brings
 * @request: the Parameters that came
 * @problem: (out) (transfer full) (optional): which parameter was not understood
 *
 * The parameters of `$getMedication` (G/getMedication). A consent with a code that is none is refused: it must neither
 * open anything nor be passed over in silence.
 *
 * Returns: whether all was understood; @consent is to be cleared in any case
 */
gboolean
smt_sandbox_consent_read (SmtSandboxConsent *consent, SmtJsonCursor request, char **problem)
{
  SmtJsonIter iter;
  SmtJsonCursor parameter;

  *consent = (SmtSandboxConsent){ .history = SMT_INSTANT_UNSET };
  consent->references = g_ptr_array_new_with_free_func (g_free);
  smt_json_iter_init (&iter, smt_json_member (request, "parameter"));
  while (smt_json_iter_next (&iter, NULL, &parameter))
    {
      g_autofree char *name = smt_sandbox_json_text (parameter, "name");

      if (name != NULL && !read_parameter (consent, parameter, name))
        {
          if (problem != NULL)
            *problem = g_strconcat (name, " has a value that means nothing", NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * smt_sandbox_consent_clear:
 * @consent: what a lookup brought
 */
void
smt_sandbox_consent_clear (SmtSandboxConsent *consent)
{
  g_clear_pointer (&consent->references, g_ptr_array_unref);
}
