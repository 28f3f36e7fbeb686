/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session: from options to a desk, with the sandbox, the journal and the work list behind it.
 * Owned by the application; main thread.
 */
#pragma once

#include "desk/smt-desk.h"

G_BEGIN_DECLS

/** SmtOptions: what the command line asked for. */
typedef struct
{
  gboolean demo;
  char *profile;  /* (nullable) folder of journal and log */
  char *base_url; /* (nullable) */
  char *service;  /* (nullable) the service file */
  gboolean sign_in; /* the demo demands it */
  int context_fd; /* -1: none; a context that a journal system hands over */
  SmtDate today;  /* unset = by the clock */
  char *tour;     /* (nullable) folder of the tour's pictures */
  int width;      /* of the window; 0 = as usual */
  int height;
  int lock_seconds; /* without anybody until the window locks; -1: as the preferences say; 0: never by itself */
  int text_scale; /* percent; 0 = as the system */
} SmtOptions;

#define SMT_TYPE_SESSION (smt_session_get_type ())
G_DECLARE_FINAL_TYPE (SmtSession, smt_session, SMT, SESSION, GObject)

void        smt_session_open_async  (const SmtOptions *options, GAsyncReadyCallback callback, gpointer data);
SmtSession *smt_session_open_finish (GAsyncResult *result, GError **error);
SmtDesk    *smt_session_get_desk    (SmtSession *self);
/* whether the one before it on the same folder did not come to smt_session_close() */
gboolean    smt_session_was_interrupted (SmtSession *self);
/* (transfer none) (nullable): why decisions live in memory only */
const GError *smt_session_get_journal_error (SmtSession *self);
/* deletes what is finished and older than @days, and of the log of use what is older than @log_days, for good; 0: nothing */
void        smt_session_purge       (SmtSession *self, guint days, guint log_days);
/* closes the journal before the program ends */
void        smt_session_close       (SmtSession *self);

G_END_DECLS
