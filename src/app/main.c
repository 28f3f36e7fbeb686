/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smt-config.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <signal.h>

#include "app/smt-application.h"
#include "app/smt-preferences.h"
#include "keyring/smt-dumps.h"

/* Bokmål unless the user chose another language. LANGUAGE works under C.UTF-8, but not under C. */
static void
choose_language (void)
{
  const char *given = g_getenv ("SMT_LOCALE_DIR");
  g_autofree char *chosen = NULL;
  const char *locale;

  g_setenv ("LANGUAGE", "nb", FALSE);
  chosen = smt_preferences_dup_language ();
  /* Settings may have brought a thread. LANGUAGE is in the environment by now, so that only its value is exchanged: the
   * environment does not move under that thread. */
  if (chosen != NULL)
    g_setenv ("LANGUAGE", chosen, TRUE);
  locale = setlocale (LC_ALL, "");
  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX"))
    setlocale (LC_ALL, "C.UTF-8");
  gtk_disable_setlocale ();
  bindtextdomain (GETTEXT_PACKAGE, given != NULL ? given : SMT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  g_autoptr (SmtApplication) application = NULL;
  int status;

  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is "not saved" in words, not the end of the program */
  smt_forbid_dumps ();
  choose_language ();
  /* Thin clients and virtual machines have no GL worth the name; cairo is four times as fast there, and good enough
   * elsewhere. */
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  application = smt_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status != 0 ? status : smt_application_get_exit_status (application);
}
