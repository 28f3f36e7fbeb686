/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include "app/smt-log.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN_DOMAINS "smt-"
#define LEFT_OUT "(the words of a library are left out)"

/* GLib has one log writer for the process, and so one file. */
static GMutex lock;
static char *log_path;

static const char *
level_name (GLogLevelFlags level)
{
  if (level & G_LOG_LEVEL_ERROR)
    return "error";
  if (level & G_LOG_LEVEL_CRITICAL)
    return "critical";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  if (level & G_LOG_LEVEL_MESSAGE)
    return "message";
  return "info";
}

static gboolean
is_own (const char *domain)
{
  return domain != NULL && g_str_has_prefix (domain, OWN_DOMAINS);
}

/* A library's chatter is of no use without its words; its complaints are, by their domain and level. */
static gboolean
is_wanted (GLogLevelFlags level, const char *domain)
{
  const GLogLevelFlags complaints = G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING;

  return (level & (complaints | (is_own (domain) ? G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO : 0))) != 0;
}

static void
put_aside (const char *path)
{
  g_autofree char *old = g_strconcat (path, ".1", NULL);

  g_rename (path, old);
}

static int
open_file (const char *path)
{
  return g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* A log that cannot be written must not stop the work. */
static void
write_line (const char *line)
{
  gsize length = strlen (line);
  struct stat about;
  int file;

  g_mutex_lock (&lock);
  file = log_path != NULL ? open_file (log_path) : -1;
  if (file >= 0 && fstat (file, &about) == 0 && about.st_size > 0 && (gsize)about.st_size + length > SMT_LOG_MOST_BYTES)
    {
      close (file);
      put_aside (log_path);
      file = open_file (log_path);
    }
  if (file >= 0)
    {
      if (write (file, line, length) < 0)
        g_printerr ("samstemt: the log cannot be written\n");
      close (file);
    }
  g_mutex_unlock (&lock);
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].length < 0)
      return fields[i].value;
  return NULL;
}

static GLogWriterOutput
writer_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = find_field (fields, n_fields, "MESSAGE");

  if (is_wanted (level, domain))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *line = smt_log_format (now, level, domain, message);
      write_line (line);
    }
  return g_log_writer_default (level, fields, n_fields, data);
}

/**
 * smt_log_make_path:
 * @profile: (nullable): the folder of the profile
 *
 * Returns: (transfer full): where the log is written; its folder is made if it can be
 */
char *
smt_log_make_path (const char *profile)
{
  g_autofree char *folder =
      profile != NULL ? g_strdup (profile) : g_build_filename (g_get_user_state_dir (), "samstemt", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, "log", NULL);
}

/** smt_log_start: writes messages to @path from now on, as well as to where they went; once in a process */
void
smt_log_start (const char *path)
{
  g_return_if_fail (path != NULL && log_path == NULL);

  log_path = g_strdup (path);
  g_log_set_writer_func (writer_cb, NULL, NULL);
}

/** smt_log_read: Returns: (transfer full): whole lines of the end of the log, @most_bytes at the most; may be empty */
char *
smt_log_read (gsize most_bytes)
{
  g_autofree char *text = NULL;
  const char *end;
  gsize length = 0;

  g_mutex_lock (&lock);
  if (log_path != NULL)
    g_file_get_contents (log_path, &text, &length, NULL);
  g_mutex_unlock (&lock);
  if (text == NULL)
    return g_strdup ("");
  if (length <= most_bytes)
    return g_utf8_make_valid (text, (gssize)length);
  end = strchr (text + length - most_bytes, '\n');
  return g_utf8_make_valid (end != NULL ? end + 1 : "", -1);
}

/**
 * smt_log_format:
 * @time: when
 * @level: its level
 * @domain: (nullable): who speaks
 * @message: (nullable): what is said; left out unless @domain is one of ours
 *
 * Returns: (transfer full): one line, with its end: "2026-11-20T10:00:00+01:00 info smt-desk a send was settled"
 */
char *
smt_log_format (GDateTime *time, GLogLevelFlags level, const char *domain, const char *message)
{
  /* not g_date_time_format_iso8601 (): "+01" is no offset of RFC 3339 */
  g_autofree char *when = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");
  g_autofree char *said = NULL;

  if (message == NULL)
    message = "";
  said = g_utf8_make_valid (is_own (domain) ? message : LEFT_OUT, -1);
  for (char *p = said; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return g_strdup_printf ("%s %s %s %s\n", when, level_name (level), domain != NULL ? domain : "-", said);
}
