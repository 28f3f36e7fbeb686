/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can go wrong while signing in; each has one sentence and one next step on the screen.
 * Pure; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SMT_HELSEID_ERROR (smt_helseid_error_quark ())
GQuark smt_helseid_error_quark (void);

typedef enum
{
  SMT_HELSEID_ERROR_SETTINGS,     /* the service file is not complete, or says what may not be */
  SMT_HELSEID_ERROR_KEYS,         /* no Secret Service, or it would not give or keep the key */
  SMT_HELSEID_ERROR_NETWORK,      /* HelseID could not be reached, or not safely */
  SMT_HELSEID_ERROR_BAD_ANSWER,   /* an answer of HelseID that is none */
  SMT_HELSEID_ERROR_CLOCK,        /* this machine's clock is wrong; smt_helseid_error_get_clock_offset() */
  SMT_HELSEID_ERROR_CLIENT,       /* HelseID does not know this installation's key, or the key may not do this */
  SMT_HELSEID_ERROR_REFUSED,      /* HelseID refused for another reason */
  SMT_HELSEID_ERROR_PORT,         /* another program holds the port of the redirect */
  SMT_HELSEID_ERROR_BROWSER,      /* no browser could be opened */
  SMT_HELSEID_ERROR_TIMEOUT,      /* nobody came back from the browser in time */
  SMT_HELSEID_ERROR_DENIED,       /* the person gave up, or HelseID did not let them in */
  SMT_HELSEID_ERROR_CALLBACK,     /* what came back is not the answer to this sign-in */
  SMT_HELSEID_ERROR_ID_TOKEN,     /* not signed by HelseID, or not for this sign-in */
  SMT_HELSEID_ERROR_LEVEL,        /* not signed in at security level 4 */
  SMT_HELSEID_ERROR_NO_HPR,       /* no HPR number: not a health worker, or not with this identity */
  SMT_HELSEID_ERROR_ORGANISATION, /* signed in for another organisation */
  SMT_HELSEID_ERROR_OTHER_USER,   /* somebody else than the one who may use the program here */
  SMT_HELSEID_ERROR_ENDED,        /* the sign-in has ended; a person must sign in again */
  SMT_HELSEID_ERROR_SIGNED_OUT,   /* nobody has signed in */
  SMT_HELSEID_ERROR_CANCELLED,
} SmtHelseidError;

GError *smt_helseid_error_new_clock        (gint64 ahead);
gint64  smt_helseid_error_get_clock_offset (const GError *error);

G_END_DECLS
