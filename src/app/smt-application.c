/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-app"

#include "app/smt-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "app/smt-audit-window.h"
#include "app/smt-handover.h"
#include "app/smt-help-window.h"
#include "app/smt-log-window.h"
#include "app/smt-measures-window.h"
#include "app/smt-log.h"
#include "app/smt-preferences.h"
#include "app/smt-screen-lock.h"
#include "app/smt-service.h"
#include "app/smt-session.h"
#include "app/smt-start-refused.h"
#include "app/smt-tour.h"
#include "ui/smt-clipboard.h"
#include "ui/smt-sentences.h"
#include "ui/smt-shortcuts.h"
#include "ui/smt-synthetic-banner.h"
#include "ui/smt-ui.h"
#include "ui/smt-window.h"

#define POINTS_PER_INCH 96

struct _SmtApplication
{
  AdwApplication parent_instance;

  SmtOptions options;
  SmtSession *session;
  SmtWindow *window; /* borrowed; the application owns its windows */
  SmtTour *tour;
  SmtScreenLock *lock;
  guint handover; /* on the bus; 0: not there */
  int exit_status;
};

G_DEFINE_FINAL_TYPE (SmtApplication, smt_application, ADW_TYPE_APPLICATION)

/* --- session ---------------------------------------------------------------------------------------------------------
 */

static void
tour_ended_cb (SmtTour *tour, gboolean good, SmtApplication *self)
{
  self->exit_status = good ? 0 : 1;
  g_application_quit (G_APPLICATION (self));
}

static void
start_tour (SmtApplication *self)
{
  self->tour = smt_tour_new (self->window, self->options.tour);
  g_signal_connect_object (self->tour, "ended", G_CALLBACK (tour_ended_cb), self, 0);
  smt_tour_start (self->tour);
}

static gboolean
is_synthetic (SmtApplication *self)
{
  return self->session != NULL && smt_desk_is_synthetic (smt_session_get_desk (self->session));
}

static void
start_refused_cb (SmtApplication *self)
{
  g_application_quit (G_APPLICATION (self));
}

static void
session_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SmtApplication) self = data;
  g_autoptr (GError) error = NULL;

  g_application_unmark_busy (G_APPLICATION (self));
  g_application_release (G_APPLICATION (self));
  g_clear_object (&self->session);
  self->session = smt_session_open_finish (result, &error);
  if (self->session == NULL)
    {
      g_printerr ("samstemt: %s\n", error->message);
      g_info ("the session could not be opened: %s %d", g_quark_to_string (error->domain), error->code);
      self->exit_status = 1;
      if (self->options.tour == NULL)
        g_signal_connect_object (smt_start_refused_show (GTK_WINDOW (self->window), error), "response",
                                 G_CALLBACK (start_refused_cb), self, G_CONNECT_SWAPPED);
      else
        g_application_quit (G_APPLICATION (self));
      return;
    }
  g_info ("the session is open, %s", is_synthetic (self) ? "synthetic" : "not synthetic");
  smt_window_set_desk (self->window, smt_session_get_desk (self->session));
  if (smt_session_get_journal_error (self->session) != NULL)
    smt_window_tell_not_saved (self->window, smt_session_get_journal_error (self->session));
  smt_session_purge (self->session, smt_preferences_get_keep_days (), smt_preferences_get_keep_log_days ());
  if (smt_session_was_interrupted (self->session))
    smt_window_tell_interrupted (self->window);
  if (self->options.tour != NULL)
    start_tour (self);
}

static void
open_session (SmtApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  g_application_mark_busy (G_APPLICATION (self));
  smt_session_open_async (&self->options, session_opened_cb, g_object_ref (self));
}

/* --- actions ---------------------------------------------------------------------------------------------------------
 */

static void
demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtApplication *self = data;

  if (self->session != NULL)
    return;
  self->options.demo = TRUE;
  open_session (self);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtApplication *self = data;
  SmtDesk *desk = self->session != NULL ? smt_session_get_desk (self->session) : NULL;
  g_autofree char *fest =
      desk != NULL ? smt_words_for_catalogue (smt_desk_get_catalogue (desk), smt_desk_get_today (desk)) : NULL;

  smt_preferences_show (GTK_WINDOW (self->window), is_synthetic (data), fest);
}

static void
log_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_log_window_show (GTK_WINDOW (SMT_APPLICATION (data)->window), is_synthetic (data));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  smt_help_window_show (GTK_WINDOW (SMT_APPLICATION (data)->window), is_synthetic (data));
}

/* Nobody reads what was done with patients before having signed in. */
static void
audit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtApplication *self = data;
  SmtDesk *desk = self->session != NULL ? smt_session_get_desk (self->session) : NULL;
  SmtHelseid *helseid = desk != NULL ? smt_desk_get_helseid (desk) : NULL;

  if (desk != NULL && (helseid == NULL || smt_helseid_get_identity (helseid) != NULL))
    smt_audit_window_show (GTK_WINDOW (self->window), desk, smt_window_get_context (self->window));
}

static void
measures_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtApplication *self = data;
  SmtDesk *desk = self->session != NULL ? smt_session_get_desk (self->session) : NULL;

  if (desk != NULL)
    smt_measures_window_show (GTK_WINDOW (self->window), smt_desk_get_store (desk), is_synthetic (data));
}

/* AdwAboutWindow has no place of its own for the line; it stands above all that the window shows. */
static void
add_banner (AdwWindow *window)
{
  GtkWidget *content = g_object_ref (adw_window_get_content (window));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  adw_window_set_content (window, NULL);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), smt_synthetic_banner_new ());
  gtk_box_append (GTK_BOX (box), content);
  adw_window_set_content (window, box);
  g_object_unref (content);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", "Samstemt", "application-icon", SMT_APP_ID, "version", SMT_VERSION,
                "license-type", GTK_LICENSE_GPL_3_0, "comments",
                C_ ("about", "Reconciles medication lists and makes dose intervals that disagree visible. The "
                             "interval table has not been reviewed by a clinician."),
                "transient-for", SMT_APPLICATION (data)->window, "modal", TRUE, NULL);
  if (is_synthetic (data))
    add_banner (ADW_WINDOW (about));
  gtk_window_present (GTK_WINDOW (about));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SmtApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static const GActionEntry entries[] = {
  { .name = "demo", .activate = demo_cb },         { .name = "preferences", .activate = preferences_cb },
  { .name = "log", .activate = log_cb },           { .name = "audit", .activate = audit_cb },
  { .name = "help", .activate = help_cb },         { .name = "about", .activate = about_cb },
  { .name = "measures", .activate = measures_cb }, { .name = "quit", .activate = quit_cb },
};

static gboolean
signal_cb (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

/* --- a context from a journal system ---------------------------------------------------------------------------------
 */

static void
handed_over_cb (const char *hpr, SmtWorkItem *item, gpointer data)
{
  SmtApplication *self = data;

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    smt_window_hand_over (self->window, hpr, item);
}

static gboolean
smt_application_dbus_register (GApplication *application, GDBusConnection *connection, const char *path, GError **error)
{
  SmtApplication *self = SMT_APPLICATION (application);

  if (!G_APPLICATION_CLASS (smt_application_parent_class)->dbus_register (application, connection, path, error))
    return FALSE;
  self->handover = smt_handover_export (connection, path, handed_over_cb, self, error);
  return self->handover != 0;
}

static void
smt_application_dbus_unregister (GApplication *application, GDBusConnection *connection, const char *path)
{
  SmtApplication *self = SMT_APPLICATION (application);

  if (self->handover != 0)
    g_dbus_connection_unregister_object (connection, self->handover);
  self->handover = 0;
  G_APPLICATION_CLASS (smt_application_parent_class)->dbus_unregister (application, connection, path);
}

/* Another copy has the window: it gets the context. Returns: the exit status, or -1 to go on here. */
static int
pass_context (SmtApplication *self)
{
  GApplication *application = G_APPLICATION (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (self->options.context_fd < 0 || !g_application_register (application, NULL, NULL)
      || !g_application_get_is_remote (application))
    return -1;
  path = g_strconcat ("/", g_application_get_application_id (application), NULL);
  g_strdelimit (path, ".", '/');
  if (smt_handover_pass (g_application_get_dbus_connection (application),
                         g_application_get_application_id (application), path, self->options.context_fd, &error))
    return 0;
  g_printerr ("samstemt: the context was not taken\n");
  return 1;
}

/* --- application -----------------------------------------------------------------------------------------------------
 */

static void
smt_application_startup (GApplication *application)
{
  SmtApplication *self = SMT_APPLICATION (application);

  G_APPLICATION_CLASS (smt_application_parent_class)->startup (application);
  smt_ui_init ();
  /* ended from outside, the program still closes its journal and clears the demo's folder away */
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
  g_unix_signal_add (SIGHUP, signal_cb, self);
  smt_preferences_apply ();
  if (self->options.text_scale > 0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  POINTS_PER_INCH * PANGO_SCALE * self->options.text_scale / 100, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  smt_shortcuts_install (GTK_APPLICATION (self));
}

/* What opens a window beside a locked one, or another session behind it. */
static void
locked_cb (SmtApplication *self)
{
  static const char *const names[] = { "demo", "preferences", "log", "audit", "help", "about" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
                                 !smt_window_is_locked (self->window));
}

static gboolean
has_service (SmtApplication *self)
{
  g_autofree char *path = smt_service_find (&self->options);

  return path != NULL;
}

static void
smt_application_activate (GApplication *application)
{
  SmtApplication *self = SMT_APPLICATION (application);

  if (self->window == NULL)
    {
      g_set_weak_pointer (&self->window, smt_window_new (ADW_APPLICATION (self)));
      if (self->options.width > 0 && self->options.height > 0)
        gtk_window_set_default_size (GTK_WINDOW (self->window), self->options.width, self->options.height);
      g_signal_connect_object (self->window, "notify::locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
      /* nobody touches a tour */
      self->lock = smt_screen_lock_new (self->window, self->options.tour != NULL ? 0 : self->options.lock_seconds);
      gtk_window_present (GTK_WINDOW (self->window));
      if (self->options.demo || self->options.base_url != NULL || has_service (self))
        open_session (self);
      if (self->options.context_fd >= 0)
        smt_handover_take (self->options.context_fd, handed_over_cb, self);
      self->options.context_fd = -1;
    }
  else
    gtk_window_present (GTK_WINDOW (self->window));
}

static gboolean
take_options (SmtApplication *self, GVariantDict *options)
{
  g_autofree char *today = NULL;

  g_variant_dict_lookup (options, "demo", "b", &self->options.demo);
  g_variant_dict_lookup (options, "profile", "^ay", &self->options.profile);
  g_variant_dict_lookup (options, "base-url", "s", &self->options.base_url);
  g_variant_dict_lookup (options, "service", "^ay", &self->options.service);
  g_variant_dict_lookup (options, "sign-in", "b", &self->options.sign_in);
  g_variant_dict_lookup (options, "context-fd", "i", &self->options.context_fd);
  g_variant_dict_lookup (options, "width", "i", &self->options.width);
  g_variant_dict_lookup (options, "height", "i", &self->options.height);
  g_variant_dict_lookup (options, "text-scale", "i", &self->options.text_scale);
  g_variant_dict_lookup (options, "tour", "^ay", &self->options.tour);
  g_variant_dict_lookup (options, "lock-seconds", "i", &self->options.lock_seconds);
  if (self->options.profile != NULL && *self->options.profile == '\0')
    {
      g_printerr ("samstemt: --profile names no folder\n");
      return FALSE;
    }
  if (!g_variant_dict_lookup (options, "today", "s", &today) || smt_date_parse (today, &self->options.today))
    return TRUE;
  g_printerr ("samstemt: --today=%s is not a date\n", today);
  return FALSE;
}

static void
start_log (SmtApplication *self)
{
  g_autofree char *path = smt_log_make_path (self->options.profile);

  smt_log_start (path);
  g_info ("Samstemt %s starts; GLib %u.%u.%u, GTK %u.%u.%u", SMT_VERSION, glib_major_version, glib_minor_version,
          glib_micro_version, gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version ());
}

static int
smt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  SmtApplication *self = SMT_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Samstemt %s\n", SMT_VERSION);
      return 0;
    }
  if (!take_options (self, options))
    return 2;
  if (g_variant_dict_contains (options, "export-public-key"))
    return smt_service_export_key (&self->options);
  start_log (self);
  /* with data of its own the program is a copy of its own */
  if (self->options.demo || self->options.profile != NULL || self->options.base_url != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return pass_context (self);
}

static void
smt_application_shutdown (GApplication *application)
{
  SmtApplication *self = SMT_APPLICATION (application);

  g_clear_object (&self->tour);
  g_clear_object (&self->lock);
  /* before GTK hands what is on the clipboard to whoever keeps it for programs that have ended */
  if (gdk_display_get_default () != NULL)
    smt_clipboard_clear (gdk_display_get_default ());
  G_APPLICATION_CLASS (smt_application_parent_class)->shutdown (application);
  if (self->session != NULL)
    smt_session_close (self->session);
  g_clear_object (&self->session);
  g_info ("Samstemt ends");
}

static void
smt_application_finalize (GObject *object)
{
  SmtApplication *self = SMT_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_free (self->options.profile);
  g_free (self->options.base_url);
  g_free (self->options.service);
  g_free (self->options.tour);
  G_OBJECT_CLASS (smt_application_parent_class)->finalize (object);
}

static void
smt_application_class_init (SmtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = smt_application_finalize;
  application_class->dbus_register = smt_application_dbus_register;
  application_class->dbus_unregister = smt_application_dbus_unregister;
  application_class->startup = smt_application_startup;
  application_class->activate = smt_application_activate;
  application_class->handle_local_options = smt_application_handle_local_options;
  application_class->shutdown = smt_application_shutdown;
}

static void
smt_application_init (SmtApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start with a sandbox and its synthetic patients"), NULL },
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep journal and log in DIR"), "DIR" },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Speak to the sandbox at URL, on this machine"), "URL" },
    { "service", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Speak to the service that FILE describes"), "FILE" },
    { "sign-in", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("With --demo: sign in with the sandbox's HelseID"), NULL },
    { "export-public-key", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the public key to register with HelseID and stop"),
      NULL },
    { "context-fd", 0, 0, G_OPTION_ARG_INT, NULL, N_ ("Take user and patient from this file descriptor"), "FD" },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and stop"), NULL },
    { "today", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
    { "width", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "height", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "text-scale", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "lock-seconds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
    { "tour", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
    { NULL },
  };

  self->options.context_fd = -1;
  self->options.lock_seconds = -1;
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/** smt_application_new: Returns: (transfer full): the application */
SmtApplication *
smt_application_new (void)
{
  return g_object_new (SMT_TYPE_APPLICATION, "application-id", SMT_APP_ID, "flags", G_APPLICATION_DEFAULT_FLAGS, NULL);
}

/** smt_application_get_exit_status: Returns: 0, or what went wrong after the main loop began */
int
smt_application_get_exit_status (SmtApplication *self)
{
  g_return_val_if_fail (SMT_IS_APPLICATION (self), 1);
  return self->exit_status;
}
