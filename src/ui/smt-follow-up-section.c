/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-follow-up-section.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-changed-words.h"
#include "ui/smt-phrases.h"
#include "ui/smt-quiet-section.h"
#include "ui/smt-wrap.h"

static void
done_cb (GtkWidget *button, SmtPatientContext *context)
{
  gtk_widget_set_sensitive (button, FALSE);
  smt_patient_context_end_follow_up (context, g_object_get_data (G_OBJECT (button), "key"));
}

static char *
medicine_of (SmtPatientContext *context, const SmtFollowUp *follow_up)
{
  const SmtTreatment *treatment = smt_list_find (smt_patient_context_get_list (context), follow_up->decision->key);

  if (treatment != NULL)
    return smt_phrase_treatment (treatment);
  return g_strdup (follow_up->decision->about != NULL ? follow_up->decision->about
                                                      : C_ ("patient", "a row that is gone"));
}

static char *
what_of (const SmtFollowUp *follow_up)
{
  if (follow_up->decision->recipient != NULL)
    /* Translators: %s is somebody that something is to be clarified with */
    return g_strdup_printf (C_ ("follow-up", "To be clarified with %s"), follow_up->decision->recipient);
  return g_strdup (follow_up->decision->reason);
}

static void
add_row (SmtPatientContext *context, GtkWidget *section, const SmtFollowUp *follow_up)
{
  GtkWidget *button = gtk_button_new_with_label (C_ ("follow-up", "Done"));
  g_autofree char *medicine = medicine_of (context, follow_up);
  g_autofree char *what = what_of (follow_up);
  g_autofree char *due = smt_follow_up_words (context, follow_up->decision->key);
  /* Translators: %s is a medicine; the button says that its follow-up is done */
  g_autofree char *name = g_strdup_printf (C_ ("follow-up", "Done following up %s"), medicine);

  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (follow_up->decision->key), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (done_cb), context, 0);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  smt_quiet_section_add (section, medicine, what, due, button);
}

/** smt_follow_up_section_new: Returns: (transfer floating) (nullable): what is to be followed up, NULL for nothing */
GtkWidget *
smt_follow_up_section_new (SmtPatientContext *context)
{
  GPtrArray *follow_ups = smt_patient_context_get_follow_ups (context);
  GtkWidget *section;

  if (follow_ups == NULL || follow_ups->len == 0)
    return NULL;
  section = smt_quiet_section_new (C_ ("group", "To be followed up"), follow_ups->len);
  for (guint i = 0; i < follow_ups->len; i++)
    add_row (context, section, g_ptr_array_index (follow_ups, i));
  smt_wrap_buttons (section);
  return section;
}
