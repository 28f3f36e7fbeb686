/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-start-refused.h"

#include <glib/gi18n-lib.h>

#include "exchange/smt-helseid-error.h"
#include "ui/smt-sentences.h"

/**
 * smt_start_refused_show:
 * @parent: the main window
 * @error: why the program could not begin
 *
 * What is wrong and what to do, and below it what was found, for whoever set the program up.
 *
 * Returns: (transfer none): the dialog; it is over when it emits "response"
 */
AdwMessageDialog *
smt_start_refused_show (GtkWindow *parent, const GError *error)
{
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, C_ ("start", "Samstemt cannot start"), NULL));
  g_autofree char *sentence = error->domain == SMT_HELSEID_ERROR
                                  ? smt_sentence_for_error (error)
                                  : g_strdup (C_ ("start", "Something that the program is set up with does not fit. "
                                                           "Give the line below to whoever set it up."));
  /* Translators: %s is a technical message in English */
  g_autofree char *found = g_strdup_printf (C_ ("start", "Technical message (in English): “%s”"), error->message);

  adw_message_dialog_format_body (dialog, "%s\n\n%s", sentence, found);
  adw_message_dialog_add_response (dialog, "end", C_ ("start", "_End"));
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}
