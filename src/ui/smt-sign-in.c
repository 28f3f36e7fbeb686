/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "ui/smt-sign-in.h"

#include <glib/gi18n-lib.h>

#include "ui/smt-wrap.h"

struct _SmtSignIn
{
  AdwBin parent_instance;

  GtkButton *button;
  GtkWidget *person;
  GtkWidget *short_name;
  GtkPopover *popover;
  GtkLabel *name;
  GtkLabel *role;
  GtkLabel *office;
};

G_DEFINE_FINAL_TYPE (SmtSignIn, smt_sign_in, ADW_TYPE_BIN)

static void
smt_sign_in_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SMT_TYPE_SIGN_IN);
  G_OBJECT_CLASS (smt_sign_in_parent_class)->dispose (object);
}

static void
smt_sign_in_class_init (SmtSignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smt_sign_in_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/no/samstemt/Samstemt/ui/smt-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, button);
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, person);
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, short_name);
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, popover);
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, name);
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, role);
  gtk_widget_class_bind_template_child (widget_class, SmtSignIn, office);
}

static void
smt_sign_in_init (SmtSignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  smt_wrap_menu_always (GTK_MENU_BUTTON (self->person));
}

/* Codes of the Health Personnel Registry (Volven 9060); one without a word here is shown as it is. */
/** smt_sign_in_word_for_profession: @code (nullable): Returns: what a person of that profession is called */
const char *
smt_sign_in_word_for_profession (const char *code)
{
  if (code == NULL)
    return C_ ("profession", "health worker");
  if (g_str_equal (code, "LE"))
    return C_ ("profession", "doctor");
  if (g_str_equal (code, "SP"))
    return C_ ("profession", "nurse");
  if (g_str_equal (code, "FA"))
    return C_ ("profession", "pharmacist");
  if (g_str_equal (code, "TL"))
    return C_ ("profession", "dentist");
  return g_str_equal (code, "JO") ? C_ ("profession", "midwife") : code;
}

static void
show_person (SmtSignIn *self, const SmtHelseidIdentity *identity, const char *office)
{
  const char *profession = smt_sign_in_word_for_profession (identity->profession);
  g_autofree char *name = g_strstrip (g_strdup_printf ("%s %s", identity->given, identity->family));
  /* Translators: %1$s is a profession, %2$s a number in the Health Personnel Registry */
  g_autofree char *role = g_strdup_printf (C_ ("sign-in", "%1$s, HPR %2$s"), profession, identity->hpr);
  /* Translators: %1$s is an office, %2$s its organisation number */
  g_autofree char *where =
      identity->organisation != NULL
          ? g_strdup_printf (C_ ("sign-in", "%1$s, organisation number %2$s"), office, identity->organisation)
          : g_strdup (office);
  /* Translators: %1$s is a name, %2$s a profession, %3$s an office */
  g_autofree char *all = g_strdup_printf (C_ ("sign-in", "Signed in: %1$s, %2$s, %3$s"), name, profession, office);

  gtk_label_set_label (GTK_LABEL (self->short_name), name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->role, role);
  gtk_label_set_label (self->office, where);
  gtk_widget_set_tooltip_text (self->person, all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->person), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

static void
show_button (SmtSignIn *self, SmtHelseidState state)
{
  gboolean waiting = state == SMT_HELSEID_SIGNING_IN;

  gtk_button_set_label (self->button, waiting ? C_ ("sign-in", "Cancel sign-in") : C_ ("sign-in", "Sign in"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), waiting ? "win.cancel-sign-in" : "win.sign-in");
}

/** smt_sign_in_show: @helseid (nullable): what is shown; call it again whenever that has changed */
void
smt_sign_in_show (SmtSignIn *self, SmtHelseid *helseid)
{
  SmtHelseidState state;

  g_return_if_fail (SMT_IS_SIGN_IN (self));

  gtk_widget_set_visible (GTK_WIDGET (self), helseid != NULL);
  if (helseid == NULL)
    return;
  state = smt_helseid_get_state (helseid);
  gtk_widget_set_visible (GTK_WIDGET (self->button), state != SMT_HELSEID_SIGNED_IN);
  gtk_widget_set_visible (self->person, state == SMT_HELSEID_SIGNED_IN);
  if (state == SMT_HELSEID_SIGNED_IN)
    show_person (self, smt_helseid_get_identity (helseid), smt_helseid_get_settings (helseid)->office);
  else
    {
      gtk_popover_popdown (self->popover);
      show_button (self, state);
    }
}

/** smt_sign_in_set_narrow: @narrow: whether there is no room for a name beside the picture */
void
smt_sign_in_set_narrow (SmtSignIn *self, gboolean narrow)
{
  g_return_if_fail (SMT_IS_SIGN_IN (self));
  gtk_widget_set_visible (self->short_name, !narrow);
}
