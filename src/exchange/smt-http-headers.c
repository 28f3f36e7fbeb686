/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/smt-http.h"

#define LONGEST_RETRY 3600 /* a service that says more is asked again after an hour */

static gboolean
refuse (GError **error, SmtHttpError code, const char *why)
{
  g_set_error_literal (error, SMT_HTTP_ERROR, code, why);
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* https anywhere, http to this machine only: patient data never crosses a network in clear text. */
gboolean
smt_http_check_base (const char *url, gboolean *loopback, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return refuse (error, SMT_HTTP_ERROR_ADDRESS, "not an address");
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, SMT_HTTP_ERROR_ADDRESS, "an address without user, query and fragment is needed");

  *loopback = is_loopback (g_uri_get_host (uri));
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  if (g_str_equal (g_uri_get_scheme (uri), "http") && *loopback)
    return TRUE;

  return refuse (error, SMT_HTTP_ERROR_ADDRESS, "https is needed");
}

typedef struct
{
  guint lengths;
  guint codings;
  guint encodings;
  guint types;
  const char *length;
  const char *coding;
  const char *encoding;
} Seen;

static void
look_at_header (const char *name, const char *value, gpointer data)
{
  Seen *seen = data;

  if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    {
      seen->lengths++;
      seen->length = value;
    }
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    {
      seen->codings++;
      seen->coding = value;
    }
  else if (g_ascii_strcasecmp (name, "Content-Encoding") == 0)
    {
      seen->encodings++;
      seen->encoding = value;
    }
  else if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    seen->types++;
}

/* Two lengths, or a length and a transfer coding, are read differently by different readers: nobody knows where such an
 * answer ends, so it is none. @length is -1 when the answer does not say. */
gboolean
smt_http_check_headers (SoupMessageHeaders *headers, gint64 *length, GError **error)
{
  Seen seen = { 0 };
  guint64 said = 0;

  soup_message_headers_foreach (headers, look_at_header, &seen);
  *length = -1;

  if (seen.lengths > 1 || seen.codings > 1 || seen.types > 1 || (seen.lengths == 1 && seen.codings == 1))
    return refuse (error, SMT_HTTP_ERROR_HEADERS, "the headers contradict one another");
  if (seen.codings == 1 && g_ascii_strcasecmp (seen.coding, "chunked") != 0)
    return refuse (error, SMT_HTTP_ERROR_HEADERS, "an unknown transfer coding");
  if (seen.encodings > 1 || (seen.encodings == 1 && g_ascii_strcasecmp (seen.encoding, "identity") != 0))
    return refuse (error, SMT_HTTP_ERROR_HEADERS, "a compressed answer was not asked for");
  if (seen.lengths == 0)
    return TRUE;

  if (!g_ascii_string_to_unsigned (seen.length, 10, 0, G_MAXINT64, &said, NULL))
    return refuse (error, SMT_HTTP_ERROR_HEADERS, "the length is not a number");
  if (said > SMT_HTTP_MAX_BODY)
    return refuse (error, SMT_HTTP_ERROR_TOO_LARGE, "the answer is too large");

  *length = (gint64)said;
  return TRUE;
}

/* Seconds, or a date beside the answer's own; what cannot be read still says "later". */
static guint
read_retry_after (const char *said, GDateTime *now)
{
  g_autoptr (GDateTime) then = NULL;
  guint64 seconds = 0;

  if (said == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (said, 10, 0, LONGEST_RETRY, &seconds, NULL))
    return MAX (1, (guint)seconds);
  if (*said >= '0' && *said <= '9')
    return LONGEST_RETRY;

  then = soup_date_time_new_from_http_string (said);
  if (then == NULL || now == NULL)
    return 1;
  return (guint)CLAMP (g_date_time_difference (then, now) / G_USEC_PER_SEC, 1, LONGEST_RETRY);
}

void
smt_http_read_headers (SoupMessageHeaders *headers, SmtHttpReply *reply)
{
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  reply->nonce = g_strdup (soup_message_headers_get_one (headers, "DPoP-Nonce"));
  reply->challenge = g_strdup (soup_message_headers_get_list (headers, "WWW-Authenticate"));
  reply->retry_after = read_retry_after (soup_message_headers_get_one (headers, "Retry-After"), time);
  reply->server_time = time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : SMT_INSTANT_UNSET;
}
