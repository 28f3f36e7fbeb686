/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-help-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/smt-side-window.h"

/* In the order of a reconciliation. */
static const struct
{
  const char *question;
  const char *answer;
} topics[] = {
  { NC_ ("help", "What does the picture of dots show?"),
    NC_ ("help",
         "Each line is a voice: the structured field, the dosing text, the product and the earlier prescription. "
         "Each column is a day. A filled dot is a day with a dose, an empty ring a day without, a dash a voice "
         "that says nothing, and a question mark one that could not be read. A bracket over the week means that "
         "the days are not known. A full line above a line with one dot is a dose that is daily in one place "
         "and weekly in another.") },
  { NC_ ("help", "What do Stop, Check and For information mean?"),
    NC_ ("help",
         "Stop must be decided before the list can be sent: one of the voices may be dangerous. Check is worth a "
         "look. For information blocks nothing. None of them ever changes a dose: only you do. The card in the "
         "detail pane says what was found, what was expected, which rule and source it comes from, and what "
         "makes it go away.") },
  { NC_ ("help", "How do I correct a dose interval?"),
    NC_ ("help",
         "Press E on the row. Use the interval of the text, of the field, or another one. Read the dose back in "
         "words and in the picture before you save; field and text are written from the same dose, and the new "
         "dose is checked once more. Afterwards you are told where the old dose may still stand: the multidose "
         "pharmacy, a hospital chart, home nursing.") },
  { NC_ ("help", "The dose is right. How do I get past a finding?"),
    NC_ ("help",
         "Override it with a reason in the detail pane. It then stays quiet until the data it rests on change, "
         "and asks again when the prescription is renewed. If you cannot decide now, press A to clarify: say "
         "with whom and by when, and it returns in the work list.") },
  { NC_ ("help", "What is sent, and when?"),
    NC_ ("help",
         "Nothing leaves the program before you choose Sign and send at review. Sending is signing. What you have "
         "not touched goes back exactly as it came. Each part has its own receipt; if only some arrive, only "
         "the others stay open.") },
  { NC_ ("help", "The line was cut while I was sending. Was it sent?"),
    NC_ ("help",
         "The program finds out by fetching the list again and comparing, and never sends twice by itself. Until "
         "that is done the rows say that the outcome is not known. Your decisions are kept.") },
  { NC_ ("help", "Why is a medicine I know of not in the list?"),
    NC_ ("help",
         "Read the bar above the list: it names each thing that is not shown, such as locked prescriptions, access "
         "that the patient has closed, or a register that does not answer. Vaccines, nutrition and "
         "consumables are never in the list. What was stopped more than 90 days ago has left it.") },
  { NC_ ("help", "What is a loose prescription?"),
    NC_ ("help",
         "A valid prescription that does not belong to the list. Take it in (I), say which line it belongs to, or "
         "recall it (T). It must be decided before the list is sent.") },
  { NC_ ("help", "How did the list look before?"),
    NC_ (
        "help",
        "Ctrl+T shows every reconciliation of the patient that was sent from this machine. Open one as it was, write a "
        "day to see the list of that day, or choose two and see what changed between them, attribute by attribute. "
        "An earlier list is only shown; Escape leads back.") },
  { NC_ ("help", "What may a nurse or a pharmacist do?"),
    NC_ ("help",
         "Prepare. What they decide is a draft with their name on it, and waits for a doctor, who approves one or "
         "all. Only a doctor renews many at once, signs and sends.") },
  { NC_ ("help", "How do I clean up everything that is flagged?"),
    NC_ ("help",
         "Ctrl+1 shows every entry that was flagged here, what can be dispensed first. Return opens its patient at "
         "that row, Escape leads back, Ctrl+Page Down on to the next patient. An entry is settled when its list has "
         "been fetched and checked again. A findings file of samstemt-check can be opened there, too.") },
  { NC_ ("help", "How do we go on a round?"),
    NC_ ("help",
         "Ctrl+2 shows the patients of the work list in their order. A nurse opens each, drafts, and marks who is "
         "prepared; the doctor approves and sends, or says that nothing is to be changed. Ctrl+Page Down opens the "
         "next patient who is not done.") },
  { NC_ ("help", "How do pharmacist and doctor talk about a prescription?"),
    NC_ ("help",
         "Ctrl+3 shows one thread for each flagged prescription, with ready answers. It stays on this machine, since "
         "SFM carries no such messages: copy it to send it through the journal system. It is closed when the new "
         "prescription has been fetched and checked, not by words.") },
  { NC_ ("help", "Where is my work kept?"),
    NC_ ("help",
         "Each decision is saved at once on this machine, sealed with a key in your keyring, and is there again "
         "after a crash or a power cut. The log of use tells who looked at whom, when and why.") },
  { NC_ ("help", "Something went wrong. Whom do I tell?"),
    NC_ ("help",
         "Open the log from the menu and copy it to whoever looks after the program: it holds no patient data. In "
         "an emergency use the journal system as usual; what you had decided here is kept.") },
};

static GtkWidget *
make_answer (const char *answer)
{
  GtkWidget *label = gtk_label_new (answer);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "padded");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, answer, -1);
  return row;
}

static GtkWidget *
make_topics (void)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      const char *question = g_dpgettext2 (GETTEXT_PACKAGE, "help", topics[i].question);
      GtkWidget *row = adw_expander_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), question);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                                make_answer (g_dpgettext2 (GETTEXT_PACKAGE, "help", topics[i].answer)));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static void
keys_cb (GtkWidget *parent)
{
  gtk_widget_activate_action (parent, "win.shortcuts", NULL);
}

/** smt_help_window_show: opens the help over @parent, which can be worked in meanwhile */
void
smt_help_window_show (GtkWindow *parent, gboolean synthetic)
{
  GtkWindow *window = smt_side_window_new (parent, C_ ("help", "Help"), synthetic, make_topics ());
  GtkWidget *keys = gtk_button_new_with_label (C_ ("help", "Keyboard shortcuts"));

  g_signal_connect_object (keys, "clicked", G_CALLBACK (keys_cb), parent, G_CONNECT_SWAPPED);
  smt_side_window_add_button (window, keys);
  gtk_window_set_modal (window, FALSE);
  gtk_window_present (window);
}
