/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"
#define G_LOG_DOMAIN "smt-app"

#include "app/smt-screen-lock.h"

#include "app/smt-preferences.h"
#include "exchange/smt-boot-time.h"

#define LONGEST_NAP_S 15 /* so that a machine that slept is noticed soon */
#define LOGIN1 "org.freedesktop.login1"
#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INHIBIT "org.freedesktop.portal.Inhibit"
#define PORTAL_QUERY_END 2 /* session-state: it is about to end, and asks */

struct _SmtScreenLock
{
  GObject parent_instance;

  SmtWindow *window; /* (nullable) weak */
  int seconds;
  gint64 touched_at; /* on the boot-time clock, which goes on while the machine sleeps */
  guint timer;
  gulong clicked_hook;
  GCancellable *cancellable;
  GDBusConnection *session; /* (nullable) */
  GDBusConnection *system;  /* (nullable) */
  guint portal_watch;
  GArray *session_signals;
  GArray *system_signals;
};

G_DEFINE_FINAL_TYPE (SmtScreenLock, smt_screen_lock, G_TYPE_OBJECT)

static void
lock_now (SmtScreenLock *self)
{
  if (self->window != NULL)
    smt_window_lock (self->window);
}

/* --- nobody there ----------------------------------------------------------------------------------------------------
 */

static gint64
get_limit_us (SmtScreenLock *self)
{
  if (self->seconds >= 0)
    return self->seconds * G_TIME_SPAN_SECOND;
  return smt_preferences_get_lock_minutes () * G_TIME_SPAN_MINUTE;
}

static gboolean
look_cb (gpointer data)
{
  SmtScreenLock *self = data;
  gint64 limit = get_limit_us (self);
  gint64 left = limit - (smt_boot_time_now () - self->touched_at);

  if (limit > 0 && left <= 0)
    lock_now (self);
  if (limit == 0 || left <= 0)
    left = LONGEST_NAP_S * G_TIME_SPAN_SECOND;
  self->timer = g_timeout_add ((guint)(MIN (left, LONGEST_NAP_S * G_TIME_SPAN_SECOND) / G_TIME_SPAN_MILLISECOND + 1),
                               look_cb, self);
  return G_SOURCE_REMOVE;
}

static void
touched (SmtScreenLock *self)
{
  self->touched_at = smt_boot_time_now ();
}

static gboolean
event_cb (GtkEventController *controller, GdkEvent *event, gpointer data)
{
  touched (data);
  return GDK_EVENT_PROPAGATE;
}

/* Somebody who works by voice or by a switch presses buttons without an event. */
static gboolean
clicked_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  touched (data);
  return TRUE;
}

static void
watch_window (SmtScreenLock *self, GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, 0);
  gtk_widget_add_controller (window, controller);
}

static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added, SmtScreenLock *self)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, position + i);

      watch_window (self, window);
    }
}

/* --- the desktop -----------------------------------------------------------------------------------------------------
 */

static void
screen_saver_cb (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *name,
                 GVariant *parameters,
                 gpointer data)
{
  gboolean active = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &active);
  if (active)
    lock_now (data);
}

static void
login_lock_cb (GDBusConnection *bus,
               const char *sender,
               const char *path,
               const char *interface,
               const char *name,
               GVariant *parameters,
               gpointer data)
{
  lock_now (data);
}

/* Whoever watches is asked before the session ends, and is waited for: nothing here holds it up, since what was decided
 * is on disk. */
static void
answer_portal (GDBusConnection *bus, const char *sender, const char *session)
{
  g_dbus_connection_call (bus, sender, PORTAL_PATH, PORTAL_INHIBIT, "QueryEndResponse", g_variant_new ("(o)", session),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
portal_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *parameters,
           gpointer data)
{
  g_autoptr (GVariant) state = NULL;
  const char *session = NULL;
  gboolean active = FALSE;
  guint32 stage = 0;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa{sv})")))
    return;
  g_variant_get (parameters, "(&o@a{sv})", &session, &state);
  if (g_variant_lookup (state, "screensaver-active", "b", &active) && active)
    lock_now (data);
  if (g_variant_lookup (state, "session-state", "u", &stage) && stage == PORTAL_QUERY_END)
    answer_portal (bus, sender, session);
}

static void
listen (SmtScreenLock *self,
        GDBusConnection *bus,
        const char *interface,
        const char *member,
        const char *path,
        GDBusSignalCallback callback)
{
  guint id = g_dbus_connection_signal_subscribe (bus, NULL, interface, member, path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                 callback, self, NULL);

  g_array_append_val (bus == self->session ? self->session_signals : self->system_signals, id);
}

/* In a sandbox the desktop's own signals do not come through; the portal's do, once it is asked to watch: each time it
 * comes, since one that begins anew knows nobody. */
static void
portal_came_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "session_handle_token", g_variant_new_string ("samstemt_lock"));
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, PORTAL_INHIBIT, "CreateMonitor",
                          g_variant_new ("(sa{sv})", "", &options), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          NULL, NULL);
}

/* Only a sandbox needs it so much that it is started. */
static GBusNameWatcherFlags
how_to_watch_portal (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? G_BUS_NAME_WATCHER_FLAGS_AUTO_START
                                                            : G_BUS_NAME_WATCHER_FLAGS_NONE;
}

static void
session_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const savers[] = { "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver",
                                        "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver" };
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  SmtScreenLock *self = data;

  if (bus == NULL) /* there is none, or @data is gone */
    return;
  self->session = g_object_ref (bus);
  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    listen (self, bus, savers[i], "ActiveChanged", NULL, screen_saver_cb);
  listen (self, bus, PORTAL_INHIBIT, "StateChanged", PORTAL_PATH, portal_cb);
  self->portal_watch =
      g_bus_watch_name_on_connection (bus, PORTAL, how_to_watch_portal (), portal_came_cb, NULL, self, NULL);
}

/* Of this login and of no other; where nobody knows which it is, of any. */
static void
own_login_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  SmtScreenLock *self = data;
  const char *path = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    g_variant_get (answer, "(&o)", &path);
  listen (self, self->system, LOGIN1 ".Session", "Lock", path, login_lock_cb);
}

static void
system_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  const char *id = g_getenv ("XDG_SESSION_ID");
  SmtScreenLock *self = data;

  if (bus == NULL)
    return;
  self->system = g_object_ref (bus);
  listen (self, bus, LOGIN1 ".Manager", "PrepareForSleep", NULL, screen_saver_cb);
  g_dbus_connection_call (bus, LOGIN1, "/org/freedesktop/login1", LOGIN1 ".Manager", "GetSession",
                          g_variant_new ("(s)", id != NULL ? id : "auto"), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, own_login_cb, self);
}

/* --- life ------------------------------------------------------------------------------------------------------------
 */

static void
stop_listening (GDBusConnection *bus, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_dbus_connection_signal_unsubscribe (bus, g_array_index (ids, guint, i));
  g_array_set_size (ids, 0);
}

static void
smt_screen_lock_dispose (GObject *object)
{
  SmtScreenLock *self = SMT_SCREEN_LOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->portal_watch, g_bus_unwatch_name);
  stop_listening (self->session, self->session_signals);
  stop_listening (self->system, self->system_signals);
  if (self->clicked_hook != 0)
    g_signal_remove_emission_hook (g_signal_lookup ("clicked", GTK_TYPE_BUTTON), self->clicked_hook);
  self->clicked_hook = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->system);
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (smt_screen_lock_parent_class)->dispose (object);
}

static void
smt_screen_lock_finalize (GObject *object)
{
  SmtScreenLock *self = SMT_SCREEN_LOCK (object);

  g_array_unref (self->session_signals);
  g_array_unref (self->system_signals);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (smt_screen_lock_parent_class)->finalize (object);
}

static void
smt_screen_lock_class_init (SmtScreenLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smt_screen_lock_dispose;
  G_OBJECT_CLASS (klass)->finalize = smt_screen_lock_finalize;
}

static void
smt_screen_lock_init (SmtScreenLock *self)
{
  self->cancellable = g_cancellable_new ();
  self->session_signals = g_array_new (FALSE, FALSE, sizeof (guint));
  self->system_signals = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * smt_screen_lock_new:
 * @window: what is locked
 * @seconds: without anybody until it is; -1: as the preferences say; 0: never by itself
 *
 * Returns: (transfer full): the watch, which begins at once
 */
SmtScreenLock *
smt_screen_lock_new (SmtWindow *window, int seconds)
{
  SmtScreenLock *self = g_object_new (SMT_TYPE_SCREEN_LOCK, NULL);
  GListModel *windows = gtk_window_get_toplevels ();

  g_set_weak_pointer (&self->window, window);
  self->seconds = seconds;
  touched (self);
  windows_changed_cb (windows, 0, 0, g_list_model_get_n_items (windows), self);
  g_signal_connect_object (windows, "items-changed", G_CALLBACK (windows_changed_cb), self, 0);
  self->clicked_hook =
      g_signal_add_emission_hook (g_signal_lookup ("clicked", GTK_TYPE_BUTTON), 0, clicked_cb, self, NULL);
  look_cb (self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, session_bus_cb, self);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, self);
  return self;
}
