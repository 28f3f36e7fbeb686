/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-lock-page.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-decide.h"
#include "ui/smt-sign-in.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-wrap.h"

struct _SmtLockPage
{
  AdwBin parent_instance;

  AdwBin *synthetic_bin;
  AdwStatusPage *status;
  GtkLabel *said_label;
  GtkButton *unlock_button;
  GtkWidget *cancel_button;
  GtkWidget *leave_button;
};

G_DEFINE_FINAL_TYPE (SmtLockPage, smt_lock_page, ADW_TYPE_BIN)

static gboolean
smt_lock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SMT_LOCK_PAGE (widget)->unlock_button));
}

static void
smt_lock_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SMT_TYPE_LOCK_PAGE);
  G_OBJECT_CLASS (smt_lock_page_parent_class)->dispose (object);
}

static void
smt_lock_page_class_init (SmtLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_lock_page_dispose;
  widget_class->grab_focus = smt_lock_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtLockPage, synthetic_bin);
  gtk_widget_class_bind_template_child (widget_class, SmtLockPage, status);
  gtk_widget_class_bind_template_child (widget_class, SmtLockPage, said_label);
  gtk_widget_class_bind_template_child (widget_class, SmtLockPage, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, SmtLockPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SmtLockPage, leave_button);
}

static void
smt_lock_page_init (SmtLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** smt_lock_page_new: Returns: (transfer floating): a page that says nothing yet */
GtkWidget *
smt_lock_page_new (void)
{
  return g_object_new (SMT_TYPE_LOCK_PAGE, NULL);
}

static const char *
code_for_role (SmtRole role)
{
  return role == SMT_ROLE_DOCTOR ? "LE" : role == SMT_ROLE_NURSE ? "SP" : "FA";
}

/* Who is expected back: a name and a profession, of the person at work and of nobody else. */
static char *
describe (SmtDesk *desk, SmtHelseid *helseid)
{
  const SmtHelseidIdentity *identity = helseid != NULL ? smt_helseid_get_identity (helseid) : NULL;
  const char *code = identity != NULL ? identity->profession : code_for_role (smt_decide_get_role ());
  g_autofree char *who = desk != NULL ? smt_desk_dup_worker_name (desk) : NULL;
  g_autofree char *name = NULL;

  if (who == NULL)
    return g_strdup (C_ ("lock", "What was open is still here."));
  name = g_strdup_printf ("%s, %s", who, smt_sign_in_word_for_profession (code));
  if (identity == NULL)
    /* Translators: %s is a name and a profession */
    return g_strdup_printf (C_ ("lock", "%s. What was decided is still here. Nobody has to sign in with the sandbox."),
                            name);
  /* Translators: %s is a name and a profession */
  return g_strdup_printf (C_ ("lock", "%s. What was decided is still here, and only the same person goes on."), name);
}

/** smt_lock_page_show: brings the page in line with who is signed in */
void
smt_lock_page_show (SmtLockPage *self, SmtDesk *desk)
{
  SmtHelseid *helseid = desk != NULL ? smt_desk_get_helseid (desk) : NULL;
  gboolean waiting = helseid != NULL && smt_helseid_get_state (helseid) == SMT_HELSEID_SIGNING_IN;
  g_autofree char *words = describe (desk, helseid);
  g_autofree char *safe = g_markup_escape_text (words, -1);

  g_return_if_fail (SMT_IS_LOCK_PAGE (self));

  if (desk != NULL && smt_desk_is_synthetic (desk) && adw_bin_get_child (self->synthetic_bin) == NULL)
    adw_bin_set_child (self->synthetic_bin, smt_synthetic_banner_new ());
  adw_status_page_set_description (
      self->status,
      waiting ? C_ ("sign-in", "Sign in in the browser that has opened. The program waits for two minutes.") : safe);
  gtk_button_set_label (self->unlock_button,
                        helseid != NULL ? C_ ("lock", "Sign in with HelseID to go on") : C_ ("lock", "Unlock"));
  smt_wrap_buttons (GTK_WIDGET (self->status));
  gtk_widget_set_visible (GTK_WIDGET (self->unlock_button), !waiting);
  gtk_widget_set_visible (self->cancel_button, waiting);
  gtk_widget_set_visible (self->leave_button, helseid != NULL && !waiting);
}

/** smt_lock_page_say: @sentence (nullable): why it stays locked */
void
smt_lock_page_say (SmtLockPage *self, const char *sentence)
{
  g_return_if_fail (SMT_IS_LOCK_PAGE (self));

  gtk_label_set_label (self->said_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->said_label), sentence != NULL);
}
