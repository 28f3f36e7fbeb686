/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fest/smt-fest-load.h"
#include "fest/smt-fest-reader.h"

/* A whole extract does not lose a fifth of its products in a fortnight (our assumption); an increment has few of them.
 */
#define LEAST_LEFT_PERCENT 80

/* clang-format off */
G_DEFINE_QUARK (smt-fest-error-quark, smt_fest_error)
/* clang-format on */

/* --- the new file ------------------------------------------------------------------------------------------------- */

/** Draft: the new catalogue beside the old one, held by a lock that dies with the process. */
typedef struct
{
  char *path;
  int fd;
} Draft;

static void
draft_clear (Draft *draft)
{
  if (draft->fd >= 0 && draft->path != NULL)
    g_unlink (draft->path);
  if (draft->fd >= 0)
    close (draft->fd);
  g_free (draft->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static gboolean
fail_store (GError **error, const char *doing)
{
  int saved = errno;

  g_set_error (error, SMT_FEST_ERROR, SMT_FEST_ERROR_STORE, "%s: %s", doing, g_strerror (saved));
  return FALSE;
}

/* The file that was locked may meanwhile have been put in place by another import, and is then no draft any more. */
static gboolean
is_still_there (const Draft *draft)
{
  struct stat by_name, by_fd;

  return stat (draft->path, &by_name) == 0 && fstat (draft->fd, &by_fd) == 0 && by_name.st_dev == by_fd.st_dev
         && by_name.st_ino == by_fd.st_ino;
}

static gboolean
draft_begin (Draft *draft, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strconcat (path, ".new", NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_store (error, "folder");
  fd = open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return fail_store (error, "new file");
  draft->fd = fd;
  draft->path = g_steal_pointer (&name);
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || !is_still_there (draft))
    {
      g_clear_pointer (&draft->path, g_free); /* it is another's */
      g_set_error_literal (error, SMT_FEST_ERROR, SMT_FEST_ERROR_BUSY, "locked");
      return FALSE;
    }
  if (ftruncate (fd, 0) != 0) /* what a killed import left */
    return fail_store (error, "new file");
  return TRUE;
}

/* On the disk before it takes the place of the old one, so that a power loss leaves one of them whole. */
static gboolean
draft_finish (Draft *draft, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int folder_fd;

  if (fsync (draft->fd) != 0)
    return fail_store (error, "sync");
  if (g_rename (draft->path, path) != 0)
    return fail_store (error, "rename");
  g_clear_pointer (&draft->path, g_free);
  folder_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd >= 0)
    {
      fsync (folder_fd);
      close (folder_fd);
    }
  return TRUE;
}

/* --- judging it --------------------------------------------------------------------------------------------------- */

static guint
count_products (const SmtFestSummary *summary)
{
  return summary->n_brands + summary->n_packages + summary->n_generics + summary->n_doses;
}

/* It must be readable, and be no increment taken for the whole. An old catalogue that cannot be read speaks for
 * nothing.
 */
static gboolean
judge (const char *draft, const char *path, const SmtFestImport *how, SmtFestSummary *summary, GError **error)
{
  SmtFestSummary old = { 0 };

  if (!smt_fest_summarise (draft, summary, error))
    return FALSE;
  if (count_products (summary) == 0)
    {
      g_set_error_literal (error, SMT_FEST_ERROR, SMT_FEST_ERROR_EMPTY, "no products");
      return FALSE;
    }
  if ((how == NULL || !how->allow_smaller) && smt_fest_summarise (path, &old, NULL)
      && (guint64)count_products (summary) * 100 < (guint64)count_products (&old) * LEAST_LEFT_PERCENT)
    {
      g_set_error (error, SMT_FEST_ERROR, SMT_FEST_ERROR_SHRUNK, "%u of %u", count_products (summary),
                   count_products (&old));
      return FALSE;
    }
  return TRUE;
}

/* The last moment to say no. */
static gboolean
is_wanted (const SmtFestImport *how, GError **error)
{
  if (how == NULL || how->progress == NULL || how->progress (0, 0, how->data))
    return TRUE;
  g_set_error_literal (error, SMT_FEST_ERROR, SMT_FEST_ERROR_CANCELLED, "cancelled");
  return FALSE;
}

/* --- importing ---------------------------------------------------------------------------------------------------- */

static gboolean
fill (const char *source_name, const char *draft, const SmtFestImport *how, GError **error)
{
  g_auto (SmtFestSource) source = { .fd = -1 };
  g_auto (SmtFestStore) store = { 0 };
  g_autofree char *date_text = NULL;
  SmtDate date = SMT_DATE_UNSET;

  if (!_smt_fest_source_open (&source, source_name, how))
    {
      g_propagate_error (error, g_steal_pointer (&source.error));
      return FALSE;
    }
  if (!_smt_fest_store_open (&store, draft, error) || !_smt_fest_read (&source, &store, &date, error))
    return FALSE;
  if (!smt_date_is_set (date))
    {
      g_set_error_literal (error, SMT_FEST_ERROR, SMT_FEST_ERROR_EMPTY, "no HentetDato");
      return FALSE;
    }
  date_text = smt_date_to_iso (date);
  return _smt_fest_store_finish (&store, date_text, error);
}

/**
 * smt_fest_make_path:
 * @profile: (nullable): a folder that holds everything of a profile
 *
 * Returns: (transfer full): where catalogue.db is (contract 1)
 */
char *
smt_fest_make_path (const char *profile)
{
  if (profile != NULL)
    return g_build_filename (profile, "catalogue.db", NULL);
  return g_build_filename (g_get_user_data_dir (), "samstemt", "catalogue.db", NULL);
}

/**
 * smt_fest_import:
 * @source: an extract (M30) as XML; "-" for standard input
 * @path: where catalogue.db is to be
 * @how: (nullable): progress, and what is allowed
 * @summary: (out): what was imported
 * @error: return location for a #SmtFestError
 *
 * The new catalogue is written beside the old one and takes its place when it is whole; whatever happens before leaves
 * the old one untouched. Only one entry of the extract is in memory at a time.
 *
 * Returns: whether the catalogue is in place
 */
gboolean
smt_fest_import (const char *source,
                 const char *path,
                 const SmtFestImport *how,
                 SmtFestSummary *summary,
                 GError **error)
{
  g_return_val_if_fail (source != NULL && path != NULL && summary != NULL, FALSE);

  g_auto (Draft) draft = { .fd = -1 };

  return draft_begin (&draft, path, error) && fill (source, draft.path, how, error)
         && judge (draft.path, path, how, summary, error) && is_wanted (how, error)
         && draft_finish (&draft, path, error);
}
