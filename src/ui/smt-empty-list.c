/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-empty-list.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-restriction-words.h"
#include "ui/smt-wrap.h"

#define SPACING 12
#define ICON_PIXELS 96
#define TEXT_CHARS 48

struct _SmtEmptyList
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (SmtEmptyList, smt_empty_list, GTK_TYPE_BOX)

typedef enum
{
  REMEDY_NONE,
  REMEDY_OPEN,
  REMEDY_FETCH,
} Remedy;

/* Why a list has no rows, and what can be done about it. */
typedef struct
{
  const char *icon;
  const char *title;
  const char *text;
  Remedy remedy;
} Reason;

/* An empty list reads as "no medicines" only where every source was asked, nothing failed and nothing is held back. */
static Reason
find_reason (guint32 restrictions)
{
  gboolean nothing_read =
      (restrictions & SMT_RESTRICTIONS_PLL_UNKNOWN) != 0 && (restrictions & SMT_RESTRICTIONS_RF_UNKNOWN) != 0;

  if ((restrictions & ~(guint32)SMT_RESTRICTION_NO_PLL) == 0)
    return (Reason){ "object-select-symbolic", C_ ("empty", "No medicines"),
                     C_ ("patient", "No medicines are registered: every source was asked, and none has any."), REMEDY_NONE };
  if ((restrictions & (SMT_RESTRICTION_PLL_BLOKKERT | SMT_RESTRICTION_RF_BLOKKERT)) != 0)
    return (Reason){ "changes-prevent-symbolic", C_ ("empty", "The patient has blocked the medicines"),
                     C_ ("patient",
                         "The patient has blocked the medicines: which ones the patient uses is unknown, and nothing "
                         "in this program opens it. Use another source, and ask the patient."),
                     REMEDY_NONE };
  if ((restrictions & (SMT_RESTRICTION_PLL_SPERRET | SMT_RESTRICTION_RF_SPERRET)) != 0)
    return (Reason){ "changes-prevent-symbolic", C_ ("empty", "The patient has closed the medicines"),
                     C_ ("patient",
                         "The patient has closed the medicines: which ones the patient uses is unknown until consent "
                         "or an emergency opens them."),
                     REMEDY_OPEN };
  if (nothing_read)
    return (Reason){ "dialog-warning-symbolic", C_ ("empty", "The medicines are unknown"),
                     C_ ("patient", "Nothing could be fetched: which medicines the patient uses is unknown. Try again "
                                    "later, or use another source."),
                     REMEDY_FETCH };
  return (Reason){ "dialog-warning-symbolic", C_ ("empty", "Nothing can be shown"),
                   C_ ("patient", "Nothing can be shown, and something is missing: this does not mean that the "
                                  "patient uses no medicines."),
                   REMEDY_OPEN };
}

static GtkWidget *
make_label (const char *css, int max_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_chars);
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
smt_empty_list_class_init (SmtEmptyListClass *klass)
{
}

static void
smt_empty_list_init (SmtEmptyList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->icon, ICON_PIXELS);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dim-label");
  self->title = GTK_LABEL (make_label ("title-1", TEXT_CHARS / 2));
  self->text = GTK_LABEL (make_label ("body", TEXT_CHARS));
  self->button = GTK_BUTTON (gtk_button_new_with_label (""));
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "pill");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
}

static void
offer (SmtEmptyList *self, const char *words, const char *action, GVariant *target)
{
  gtk_button_set_label (self->button, words);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
  smt_wrap_buttons (GTK_WIDGET (self->button));
}

/* The first that can be opened is the gravest. */
static void
offer_opening (const SmtRestrictionSentence *sentence, gpointer data)
{
  SmtEmptyList *self = data;

  if (sentence->opens != NULL && !gtk_widget_get_visible (GTK_WIDGET (self->button)))
    offer (self, sentence->button, "win.open-closed", g_variant_new_string (sentence->opens));
}

/** smt_empty_list_set_list: says why @list has no rows; hidden when it has some */
void
smt_empty_list_set_list (SmtEmptyList *self, const SmtList *list)
{
  Reason reason;

  g_return_if_fail (SMT_IS_EMPTY_LIST (self));

  gtk_widget_set_visible (GTK_WIDGET (self), list->treatments->len == 0);
  if (list->treatments->len > 0)
    return;
  reason = find_reason (list->restrictions);
  gtk_image_set_from_icon_name (self->icon, reason.icon);
  gtk_label_set_label (self->title, reason.title);
  gtk_label_set_label (self->text, reason.text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  if (reason.remedy == REMEDY_OPEN)
    smt_restriction_sentences (list->restrictions, offer_opening, self);
  else if (reason.remedy == REMEDY_FETCH)
    offer (self, C_ ("empty", "Fetch again"), "win.reload", NULL);
}
