/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desk tells the journal's log of use: who is at work, and what left the program.
 */
#define G_LOG_DOMAIN "smt-desk"

#include "desk/smt-desk-private.h"
#include "desk/smt-patient-context-private.h"
#include "journal/smt-journal-audit.h"

#define N_PARTS 3

static const char *const roles[] = {
  [SMT_ROLE_DOCTOR] = "doctor",
  [SMT_ROLE_NURSE] = "nurse",
  [SMT_ROLE_PHARMACIST] = "pharmacist",
};

const char *
_smt_desk_role_token (SmtRole role)
{
  return roles[role];
}

/* Returns: (transfer full) (nullable): "HPR role name"; NULL while nobody has signed in. "-" stands for the number of
 * somebody who has said a @name at most (nullable). */
char *
_smt_desk_make_who (const char *hpr, SmtRole role, const char *name)
{
  return hpr != NULL ? g_strdup_printf ("%s %s %s", hpr, roles[role], name != NULL ? name : "") : NULL;
}

/**
 * smt_desk_read_who:
 * @who: of a line of the log of use
 * @hpr: (out) (transfer full) (nullable): the number; %NULL where it is not known
 * @role: (out): the role at work
 * @name: (out) (transfer full): the name; empty where it is not known
 *
 * Returns: whether the desk wrote it
 */
gboolean
smt_desk_read_who (const char *who, char **hpr, SmtRole *role, char **name)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (hpr != NULL && role != NULL && name != NULL, FALSE);

  parts = who != NULL ? g_strsplit (who, " ", N_PARTS) : NULL;
  if (parts == NULL || g_strv_length (parts) < N_PARTS)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (parts[1], roles[i]))
      {
        *hpr = g_str_equal (parts[0], "-") ? NULL : g_strdup (parts[0]);
        *role = (SmtRole)i;
        *name = g_strdup (parts[2]);
        return TRUE;
      }
  return FALSE;
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPatientContext) self = data;
  g_autoptr (GError) error = NULL;

  if (!smt_journal_add_audit_finish (SMT_JOURNAL (source), result, &error))
    _smt_patient_context_complain (self, error);
}

/**
 * smt_patient_context_note_act:
 * @self: a patient at work; nothing is noted of a list in a file
 * @act: a word of #SmtAuditEntry
 * @detail: (nullable): more, without anything of the patient
 *
 * Notes in the log of use that it was done, by whom and when.
 */
void
smt_patient_context_note_act (SmtPatientContext *self, const char *act, const char *detail)
{
  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && act != NULL);

  if (self->desk != NULL)
    smt_journal_add_audit_async (smt_desk_get_store (self->desk), act, self->look->patient_key,
                                 smt_purpose_token (self->look->request->purpose), detail, noted_cb,
                                 g_object_ref (self));
}

/**
 * smt_patient_context_get_journal_key:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): the key that the journal knows the patient by; %NULL of a list in a file
 */
const char *
smt_patient_context_get_journal_key (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->desk != NULL ? self->look->patient_key : NULL;
}
