/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-helseid-error.h"

typedef struct
{
  gint64 ahead; /* seconds; negative = behind */
} SmtHelseidErrorPrivate;

static void
smt_helseid_error_private_init (SmtHelseidErrorPrivate *priv)
{
  priv->ahead = 0;
}

static void
smt_helseid_error_private_copy (const SmtHelseidErrorPrivate *source, SmtHelseidErrorPrivate *target)
{
  target->ahead = source->ahead;
}

static void
smt_helseid_error_private_clear (SmtHelseidErrorPrivate *priv)
{
}

/* GLib keeps the private part before the error, and aligned for it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (SmtHelseidError, smt_helseid_error)
#pragma GCC diagnostic pop

/* @ahead: seconds that this machine's clock is ahead of the server's; negative when it is behind */
GError *
smt_helseid_error_new_clock (gint64 ahead)
{
  GError *error = g_error_new (SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CLOCK,
                               "the clock of this machine is %" G_GINT64_FORMAT " s ahead of the server's", ahead);

  smt_helseid_error_get_private (error)->ahead = ahead;
  return error;
}

/**
 * smt_helseid_error_get_clock_offset:
 * @error: an error
 *
 * Returns: of %SMT_HELSEID_ERROR_CLOCK, the seconds that this machine's clock is ahead of the server's (negative:
 * behind); else 0
 */
gint64
smt_helseid_error_get_clock_offset (const GError *error)
{
  if (!g_error_matches (error, SMT_HELSEID_ERROR, SMT_HELSEID_ERROR_CLOCK))
    return 0;

  return smt_helseid_error_get_private (error)->ahead;
}
