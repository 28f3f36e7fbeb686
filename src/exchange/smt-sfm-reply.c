/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smt-exchange"

#include "exchange/smt-broker-private.h"

/* What an answer of SFM means. For a send the rule is: only what surely was not applied is called that; everything else
 * is unknown and is settled by a new lookup (docs/send-protocol.md). */

typedef struct
{
  const SmtHttpReply *reply;
  gboolean send;
  SmtJson *json;    /* (nullable): not JSON */
  gboolean outcome; /* the body is an OperationOutcome */
} Answer;

static gboolean
says_json (const SmtHttpReply *reply)
{
  return g_strcmp0 (reply->content_type, "application/fhir+json") == 0
         || g_strcmp0 (reply->content_type, "application/json") == 0;
}

static gboolean
is_resource (SmtJsonCursor root, const char *type)
{
  return smt_json_string_equals (smt_json_member (root, "resourceType"), type);
}

/* --- what an OperationOutcome says -------------------------------------------------------------------------------- */

/* SFM's first issue is a general one, so all of them are looked at. */
static gboolean
has_issue (const Answer *answer, gboolean (*matches) (SmtJsonCursor issue))
{
  SmtJsonIter iter;
  SmtJsonCursor issue;

  if (!answer->outcome)
    return FALSE;

  smt_json_iter_init (&iter, smt_json_member (smt_json_root (answer->json), "issue"));
  while (smt_json_iter_next (&iter, NULL, &issue))
    if (matches (issue))
      return TRUE;

  return FALSE;
}

static gboolean
is_conflict (SmtJsonCursor issue)
{
  return smt_json_string_equals (smt_json_member (issue, "code"), "conflict");
}

/* No code says that the lookup is too old; the outcome points at the element that names it [I]. */
static gboolean
is_stale (SmtJsonCursor issue)
{
  g_autofree char *where = smt_json_dup_string (smt_json_element (smt_json_member (issue, "expression"), 0));
  g_autofree char *folded = where != NULL ? g_ascii_strdown (where, -1) : NULL;

  return folded != NULL && strstr (folded, "relatesto") != NULL;
}

/* --- status ------------------------------------------------------------------------------------------------------- */

static SmtBrokerError
doubt (const Answer *answer)
{
  return answer->send ? SMT_BROKER_ERROR_UNKNOWN : SMT_BROKER_ERROR_BAD_ANSWER;
}

static SmtBrokerError
weigh_client_error (const Answer *answer)
{
  guint status = answer->reply->status;

  if (status == 401)
    return SMT_BROKER_ERROR_SIGN_IN;
  if (status == 403)
    return SMT_BROKER_ERROR_NOT_ALLOWED;
  if (status == 429)
    return SMT_BROKER_ERROR_BUSY;
  if (!answer->outcome)
    return doubt (answer);
  if (!answer->send)
    return SMT_BROKER_ERROR_NO_LIST;
  if (has_issue (answer, is_stale))
    return SMT_BROKER_ERROR_STALE;
  if (status == 409 || status == 412 || has_issue (answer, is_conflict))
    return SMT_BROKER_ERROR_CONFLICT;

  return SMT_BROKER_ERROR_REJECTED;
}

/* A gateway may answer 503 for a service that is at work: of a send it is believed only where the service itself speaks
 * or says when to come back. */
static SmtBrokerError
weigh_server_error (const Answer *answer)
{
  guint status = answer->reply->status;

  if (status == 503 && (!answer->send || answer->outcome || answer->reply->retry_after > 0))
    return SMT_BROKER_ERROR_BUSY;
  if (answer->send)
    return SMT_BROKER_ERROR_UNKNOWN;
  if (status == 502 || status == 504)
    return SMT_BROKER_ERROR_BUSY;

  return answer->outcome ? SMT_BROKER_ERROR_NO_LIST : SMT_BROKER_ERROR_BAD_ANSWER;
}

static gboolean
is_success (const Answer *answer)
{
  SmtJsonCursor root;

  if (answer->reply->status < 200 || answer->reply->status > 299 || answer->json == NULL)
    return FALSE;

  root = smt_json_root (answer->json);
  return is_resource (root, "Parameters") || (!answer->send && is_resource (root, "Bundle"));
}

static SmtBrokerError
weigh (const Answer *answer)
{
  guint status = answer->reply->status;

  if (status >= 400 && status < 500)
    return weigh_client_error (answer);
  if (status >= 500)
    return weigh_server_error (answer);
  if (status >= 200 && status < 300 && answer->outcome && !answer->send)
    return SMT_BROKER_ERROR_NO_LIST;

  return doubt (answer); /* a redirect, a page of somebody else's, a 2xx that is not what was asked for */
}

static GError *
explain (const Answer *answer)
{
  SmtBrokerError code = weigh (answer);
  SmtOutcome *outcome = answer->outcome ? smt_outcome_read (answer->reply->body, NULL) : NULL;
  g_autofree char *message = g_strdup_printf ("HTTP %u, %" G_GSIZE_FORMAT " bytes, trace %s", answer->reply->status,
                                              g_bytes_get_size (answer->reply->body),
                                              outcome != NULL && outcome->trace_id != NULL ? outcome->trace_id : "-");

  g_info ("%s failed: %d, %s", answer->send ? "send" : "lookup", (int)code, message);
  return smt_broker_error_new (code, message, outcome, code == SMT_BROKER_ERROR_BUSY ? answer->reply->retry_after : 0);
}

/* --- for the client ----------------------------------------------------------------------------------------------- */

SmtBrokerReply *
smt_sfm_understand_reply (const SmtHttpReply *reply, gboolean send, GError **error)
{
  g_autoptr (SmtJson) json = says_json (reply) ? smt_json_read (reply->body, NULL) : NULL;
  Answer answer = { reply, send, json, FALSE };
  SmtBrokerReply *understood;

  answer.outcome = json != NULL && is_resource (smt_json_root (json), "OperationOutcome");
  if (!is_success (&answer))
    {
      g_propagate_error (error, explain (&answer));
      return NULL;
    }

  understood = g_new0 (SmtBrokerReply, 1);
  g_atomic_ref_count_init (&understood->ref_count);
  understood->body = g_bytes_ref (reply->body);
  understood->status = reply->status;
  understood->server_time = reply->server_time;

  return understood;
}

static SmtBrokerError
weigh_lookup_failure (const GError *http_error, gboolean left)
{
  switch (http_error->code)
    {
    case SMT_HTTP_ERROR_CANCELLED:
      return SMT_BROKER_ERROR_CANCELLED;
    case SMT_HTTP_ERROR_DEADLINE:
      return SMT_BROKER_ERROR_TIMEOUT;
    default:
      return left ? SMT_BROKER_ERROR_BAD_ANSWER : SMT_BROKER_ERROR_NOT_SENT;
    }
}

/* A certificate that is not trusted says why; before a byte has left, and of a lookup too. */
static gboolean
is_distrust (const GError *http_error, SmtBrokerError *code)
{
  switch ((SmtHttpError)http_error->code)
    {
    case SMT_HTTP_ERROR_EXPIRED:
      *code = SMT_BROKER_ERROR_CERT_EXPIRED;
      return TRUE;
    case SMT_HTTP_ERROR_TOO_EARLY:
      *code = SMT_BROKER_ERROR_CERT_TOO_EARLY;
      return TRUE;
    case SMT_HTTP_ERROR_NAME:
      *code = SMT_BROKER_ERROR_CERT_NAME;
      return TRUE;
    case SMT_HTTP_ERROR_ISSUER:
      *code = SMT_BROKER_ERROR_CERT_ISSUER;
      return TRUE;
    case SMT_HTTP_ERROR_ADDRESS:
    case SMT_HTTP_ERROR_CONNECT:
    case SMT_HTTP_ERROR_DEADLINE:
    case SMT_HTTP_ERROR_CANCELLED:
    case SMT_HTTP_ERROR_CUT_OFF:
    case SMT_HTTP_ERROR_HEADERS:
    case SMT_HTTP_ERROR_TOO_LARGE:
    default:
      return FALSE;
    }
}

GError *
smt_sfm_understand_error (const GError *http_error, gboolean send, gboolean left)
{
  SmtBrokerError code;

  if (left || !is_distrust (http_error, &code))
    {
      if (send)
        code = left ? SMT_BROKER_ERROR_UNKNOWN : SMT_BROKER_ERROR_NOT_SENT;
      else
        code = weigh_lookup_failure (http_error, left);
    }

  g_info ("%s failed: %d, HTTP layer %d", send ? "send" : "lookup", (int)code, http_error->code);
  return smt_broker_error_new (code, http_error->message, NULL, 0);
}
