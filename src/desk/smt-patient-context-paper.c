/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-desk"

#include "base/smt-json-writer.h"
#include "desk/smt-patient-context-private.h"
#include "journal/smt-journal-notes.h"

/**
 * smt_patient_context_get_sent:
 * @self: a patient at work
 *
 * Returns: (transfer none) (nullable): what was sent last, once all of it has arrived; %NULL before, and where a part
 * is open
 */
const SmtChangeSet *
smt_patient_context_get_sent (SmtPatientContext *self)
{
  g_return_val_if_fail (SMT_IS_PATIENT_CONTEXT (self), NULL);

  return self->sent;
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtPatientContext) self = data;
  g_autoptr (GError) error = NULL;

  if (!smt_journal_add_notes_finish (SMT_JOURNAL (source), result, &error))
    _smt_patient_context_complain (self, error);
}

static char *
describe (SmtPatientContext *self, const char *paper, const char *how, const char *language)
{
  g_autofree char *who = smt_patient_context_dup_worker_name (self);
  g_autoptr (SmtJsonWriter) writer = smt_json_writer_new ();

  smt_json_writer_begin_object (writer);
  smt_json_writer_member (writer, "paper", paper);
  smt_json_writer_member (writer, "how", how);
  smt_json_writer_member (writer, "language", language);
  smt_json_writer_member (writer, "who", who);
  smt_json_writer_end_object (writer);

  return smt_json_writer_finish (writer);
}

/**
 * smt_patient_context_note_paper:
 * @self: a patient at work; nothing is noted of a list in a file
 * @paper: "handout" (for the patient) or "handover" (for those who take over)
 * @how: "print", "pdf" or "copy"
 * @language: tag of its language
 *
 * Notes in the journal that the paper left the program; what stood on it is what the list said then.
 */
void
smt_patient_context_note_paper (SmtPatientContext *self, const char *paper, const char *how, const char *language)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (SMT_IS_PATIENT_CONTEXT (self) && paper != NULL && how != NULL && language != NULL);

  if (self->desk == NULL)
    return;
  smt_patient_context_note_act (self,
                                g_str_equal (how, "print")  ? "printed"
                                : g_str_equal (how, "copy") ? "copied"
                                                            : "exported",
                                paper);
  body = describe (self, paper, how, language);
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify)smt_note_free);
  g_ptr_array_add (notes, smt_note_new ("paper", self->look->patient_key, "", body));
  smt_journal_add_notes_async (smt_desk_get_store (self->desk), notes, noted_cb, g_object_ref (self));
}
