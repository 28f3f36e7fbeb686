/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one HTTP layer: a POST is sent once, on a connection of its own, is never led elsewhere and never resent; its
 * answer is bounded in time and size. Private to this room. Main thread only.
 */
#pragma once

#include <libsoup/soup.h>

#include "base/smt-date.h"

G_BEGIN_DECLS

#define SMT_HTTP_MAX_BODY (8u * 1024 * 1024)

#define SMT_HTTP_ERROR (smt_http_error_quark ())
GQuark smt_http_error_quark (void);

typedef enum
{
  SMT_HTTP_ERROR_ADDRESS,   /* an address that may not be used */
  SMT_HTTP_ERROR_CONNECT,   /* no connection, or one that is not safe enough */
  SMT_HTTP_ERROR_DEADLINE,
  SMT_HTTP_ERROR_CANCELLED,
  SMT_HTTP_ERROR_CUT_OFF,   /* closed, reset or ended too early */
  SMT_HTTP_ERROR_HEADERS,   /* headers that contradict themselves, or a compressed body */
  SMT_HTTP_ERROR_TOO_LARGE,
  SMT_HTTP_ERROR_EXPIRED,   /* a certificate that has run out */
  SMT_HTTP_ERROR_TOO_EARLY, /* one that is not valid yet */
  SMT_HTTP_ERROR_NAME,      /* one of somebody else's */
  SMT_HTTP_ERROR_ISSUER,    /* one that nobody vouches for */
} SmtHttpError;

/** SmtHttpReply: an answer received to its end, as far as HTTP can tell; any status. */
typedef struct
{
  guint status;
  char *content_type; /* (nullable) without parameters */
  guint retry_after; /* seconds, at least one where it is said at all; 0: not said */
  SmtInstant server_time;
  char *nonce;     /* (nullable) DPoP-Nonce, for the next proof */
  char *challenge; /* (nullable) WWW-Authenticate, of a 401 */
  GBytes *body;
} SmtHttpReply;

/** SmtHttpRequest: what is asked; borrowed for the call. */
typedef struct
{
  const char *path;          /* (nullable) below the base; NULL: the base itself */
  const char *content_type;  /* of @body */
  GBytes *body;              /* (nullable) POST; NULL: GET */
  const char *accept;
  const char *authorization; /* (nullable) */
  const char *proof;         /* (nullable) DPoP */
} SmtHttpRequest;

typedef struct _SmtHttp SmtHttp;

SmtHttp      *smt_http_new         (const char *base_url, GError **error);
void          smt_http_free        (SmtHttp *self);
const char   *smt_http_get_base    (SmtHttp *self);
gboolean      smt_http_is_loopback (SmtHttp *self);
void          smt_http_call_async  (SmtHttp *self, const SmtHttpRequest *request, guint deadline_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char         *smt_http_make_url    (SmtHttp *self, const char *path);
/* @left: whether a byte of the request may have left; when in doubt it has */
SmtHttpReply *smt_http_call_finish (GAsyncResult *result, gboolean *left, GError **error);
void          smt_http_reply_free  (SmtHttpReply *reply);

/* smt-http-headers.c: pure */
gboolean      smt_http_check_base    (const char *url, gboolean *loopback, GError **error);
gboolean      smt_http_check_headers (SoupMessageHeaders *headers, gint64 *length, GError **error);
void          smt_http_read_headers  (SoupMessageHeaders *headers, SmtHttpReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHttp, smt_http_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtHttpReply, smt_http_reply_free)

G_END_DECLS
