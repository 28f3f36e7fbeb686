/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-ui"

#include "ui/smt-print-window.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-clipboard.h"
#include "ui/smt-papers.h"
#include "ui/smt-phrases.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-wrap.h"

#define SPACE 8
#define WIDTH 440
#define HEIGHT 620

struct _SmtPrintWindow
{
  AdwWindow parent_instance;

  GtkCheckButton *languages[SMT_N_HANDOUT_LANGUAGES];
  GtkCheckButton *reserved_check; /* (nullable): NULL where no row is reserved */
  GtkLabel *said_label;

  /* owned */
  SmtPatientContext *context;
};

G_DEFINE_FINAL_TYPE (SmtPrintWindow, smt_print_window, ADW_TYPE_WINDOW)

typedef enum
{
  PAPER_HANDOUT,
  PAPER_HANDOVER,
} PaperKind;

static SmtHandoutLanguage
chosen_language (SmtPrintWindow *self)
{
  for (SmtHandoutLanguage language = 0; language < SMT_N_HANDOUT_LANGUAGES; language++)
    if (gtk_check_button_get_active (self->languages[language]))
      return language;
  return SMT_HANDOUT_NB;
}

static SmtPaper *
make_paper (SmtPrintWindow *self, PaperKind kind)
{
  if (kind == PAPER_HANDOVER)
    return smt_papers_handover (self->context);
  return smt_papers_handout (self->context, chosen_language (self),
                             self->reserved_check != NULL && gtk_check_button_get_active (self->reserved_check));
}

/* What has been done stands in the window, and in the journal. */
static void
tell_done (SmtPrintWindow *self, PaperKind kind, const char *how, const char *said)
{
  const char *language = kind == PAPER_HANDOUT ? smt_handout_language_tag (chosen_language (self))
                                               : smt_language_tag (smt_phrase_language ());

  smt_patient_context_note_paper (self->context, kind == PAPER_HANDOUT ? "handout" : "handover", how, language);
  gtk_label_set_label (self->said_label, said);
}

static void
print_cb (GtkButton *button, gpointer data)
{
  SmtPrintWindow *self = SMT_PRINT_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  PaperKind kind = GPOINTER_TO_INT (data);
  g_autoptr (SmtPaper) paper = make_paper (self, kind);
  g_autoptr (GtkPrintOperation) operation = smt_paper_new_print (paper);
  g_autoptr (GError) error = NULL;
  GtkPrintOperationResult result;

  gtk_label_set_label (self->said_label, "");
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error);

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    tell_done (self, kind, "print", C_ ("print", "Sent to the printer."));
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      g_info ("printing failed: %s %d", g_quark_to_string (error->domain), error->code);
      gtk_label_set_label (self->said_label, C_ ("print", "It could not be printed. Nothing else has changed."));
    }
}

static void
save (SmtPrintWindow *self, PaperKind kind, GFile *file)
{
  g_autoptr (SmtPaper) paper = make_paper (self, kind);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  if (path != NULL && smt_paper_save_pdf (paper, path, &error))
    tell_done (self, kind, "pdf", C_ ("print", "Saved as PDF."));
  else
    {
      g_info ("a PDF could not be written: %d", error != NULL ? error->code : 0);
      gtk_label_set_label (self->said_label, C_ ("print", "The file could not be written. Choose another folder."));
    }
}

typedef struct
{
  SmtPrintWindow *window;
  PaperKind kind;
  GFile *file;
} Chosen;

static gboolean
save_chosen (gpointer data)
{
  Chosen *chosen = data;

  save (chosen->window, chosen->kind, chosen->file);
  g_object_unref (chosen->window);
  g_object_unref (chosen->file);
  g_free (chosen);
  return G_SOURCE_REMOVE;
}

/* The chooser is gone before the paper is made. That runs the main loop, and GTK 4.8 would lead a screen reader that
 * asks in the meantime to the chooser, hidden and without a path, and fall over it. */
static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    {
      Chosen *chosen = g_new0 (Chosen, 1);

      chosen->window = g_object_ref (data);
      chosen->kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "kind"));
      chosen->file = file;
      g_idle_add (save_chosen, chosen);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* The name of the file says nothing about the patient. What the window said of the paper before would be taken for this
 * one. */
static void
save_cb (GtkButton *button, gpointer data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      C_ ("print", "Save as PDF"), window, GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("print", "Save"), C_ ("print", "Cancel"));

  gtk_label_set_label (SMT_PRINT_WINDOW (window)->said_label, "");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), C_ ("print", "medicines.pdf"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "kind", data);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
copy_cb (GtkButton *button, gpointer data)
{
  SmtPrintWindow *self = SMT_PRINT_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  g_autofree char *text = smt_papers_handover_text (self->context);

  smt_clipboard_copy (GTK_WIDGET (self), text);
  tell_done (self, PAPER_HANDOVER, "copy",
             C_ ("print", "The summary is copied. It leaves the clipboard in two minutes."));
}

/* --- building --------------------------------------------------------------------------------------------------------
 */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *css)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "accessible-role",
                    g_str_equal (css, "heading") ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL, NULL);

  gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *name, GCallback callback, PaperKind kind)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", callback, GINT_TO_POINTER (kind));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* A language is called what its speakers call it. */
static void
add_languages (SmtPrintWindow *self, GtkWidget *box)
{
  static const char *const names[SMT_N_HANDOUT_LANGUAGES] = { "Norsk bokmål", "Norsk nynorsk", "Davvisámegiella",
                                                              "English" };
  SmtLanguage screen = smt_phrase_language ();

  for (SmtHandoutLanguage language = 0; language < SMT_N_HANDOUT_LANGUAGES; language++)
    {
      self->languages[language] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (names[language]));
      if (language > 0)
        gtk_check_button_set_group (self->languages[language], self->languages[0]);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->languages[language]));
    }
  gtk_check_button_set_active (self->languages[screen == SMT_LANGUAGE_NN   ? SMT_HANDOUT_NN
                                               : screen == SMT_LANGUAGE_EN ? SMT_HANDOUT_EN
                                                                           : SMT_HANDOUT_NB],
                               TRUE);
  add_label (box,
             C_ ("print", "Northern Sámi: only the headings that are certain; doses and advice are in bokmål until the "
                          "words have been reviewed."),
             "quiet");
}

/* Rows that guardians are not to see stay off the paper unless somebody says otherwise. */
static void
add_reserved (SmtPrintWindow *self, GtkWidget *box)
{
  g_autoptr (SmtHandout) handout =
      smt_handout_new (smt_patient_context_get_reconciliation (self->context), NULL, SMT_HANDOUT_NB, TRUE);
  g_autofree char *label = NULL;

  if (handout->n_reserved == 0)
    return;
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "With %u medicine that guardians are not to see",
                                        "With %u medicines that guardians are not to see", handout->n_reserved),
                           handout->n_reserved);
  self->reserved_check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reserved_check));
}

static GtkWidget *
build_content (SmtPrintWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);

  gtk_widget_add_css_class (box, "patient-list");
  add_label (box, C_ ("print", "For the patient"), "heading");
  add_label (
      box,
      C_ ("print", "What is sent and stands on the list now. A dose in doubt is not printed; the paper says to ask."),
      "quiet");
  add_languages (self, box);
  add_reserved (self, box);
  add_button (box, C_ ("print", "Print…"), C_ ("print", "Print for the patient"), G_CALLBACK (print_cb), PAPER_HANDOUT);
  add_button (box, C_ ("print", "Save as PDF…"), C_ ("print", "Save for the patient as PDF"), G_CALLBACK (save_cb),
              PAPER_HANDOUT);
  add_label (box, C_ ("print", "For those who take over"), "heading");
  add_label (box, C_ ("print", "Changes, reasons and who follows up, for a discharge letter or a message."), "quiet");
  add_button (box, C_ ("print", "Copy"), C_ ("print", "Copy the summary"), G_CALLBACK (copy_cb), PAPER_HANDOVER);
  add_button (box, C_ ("print", "Print…"), C_ ("print", "Print the summary"), G_CALLBACK (print_cb), PAPER_HANDOVER);
  add_button (box, C_ ("print", "Save as PDF…"), C_ ("print", "Save the summary as PDF"), G_CALLBACK (save_cb),
              PAPER_HANDOVER);
  smt_wrap_buttons (box);
  return box;
}

static void
smt_print_window_dispose (GObject *object)
{
  g_clear_object (&SMT_PRINT_WINDOW (object)->context);
  G_OBJECT_CLASS (smt_print_window_parent_class)->dispose (object);
}

static void
smt_print_window_class_init (SmtPrintWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smt_print_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
smt_print_window_init (SmtPrintWindow *self)
{
}

/**
 * smt_print_window_new:
 * @parent: the window of the patient
 * @context: the patient at work
 * @synthetic: whether the data are
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
smt_print_window_new (GtkWindow *parent, SmtPatientContext *context, gboolean synthetic)
{
  SmtPrintWindow *self =
      g_object_new (SMT_TYPE_PRINT_WINDOW, "transient-for", parent, "modal", TRUE, "title",
                    C_ ("print", "Print and hand over"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->context = g_object_ref (context);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  if (synthetic)
    gtk_box_append (GTK_BOX (box), smt_synthetic_banner_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), build_content (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  /* below what scrolls: what has been done is seen at once */
  self->said_label = GTK_LABEL (add_label (box, "", "quiet-row"));
  adw_window_set_content (ADW_WINDOW (self), box);
  return GTK_WINDOW (self);
}
