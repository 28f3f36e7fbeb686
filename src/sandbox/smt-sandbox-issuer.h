/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HelseID's part of the sandbox: pushed requests, authorisation of a test person, tokens that are bound to a key. Held to
 * HelseID's rules by code of its own. Its clock is the real one, moved by a control, whatever day the patients live in.
 * One for the process; main thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/smt-sandbox-jose.h"
#include "sandbox/smt-sandbox-outcome.h"

G_BEGIN_DECLS

#define SMT_SANDBOX_AUDIENCE "e-helse:sfm.api"

/* A health worker (helsepersonell) who may sign in. */
typedef struct
{
  const char *name; /* for the control */
  const char *given;
  const char *family;
  const char *hpr;  /* or NULL */
  const char *profession;
  const char *pid;
} SmtSandboxPerson;

/* A program that was registered, with the key it signs with. */
typedef struct
{
  char *jwk;
  char *redirect_uri;
} SmtSandboxRegistered;

/* What one pushed request has become: a request, then a code, then tokens. */
typedef struct
{
  char                   *client_id;
  char                   *redirect_uri;
  char                   *state;
  char                   *nonce;
  char                   *challenge;
  char                   *organisation; /* PARENT:CHILD */
  char                   *journal_id;
  char                   *jkt;          /* thumbprint of the key that the tokens are bound to; NULL before */
  const SmtSandboxPerson *person;
  gint64                  expires;
  gboolean                refreshed;
  gboolean                asked_anew;   /* prompt=login */
  gint64                  authenticated; /* when the person proved who they are */
} SmtSandboxGrant;

typedef struct
{
  char          *base;      /* the issuer: where the sandbox listens */
  SmtSandboxKey *key;
  SmtSandboxKey *stranger;  /* signs where a fault wants a forgery */
  GHashTable    *clients;   /* client_id → SmtSandboxRegistered */
  GHashTable    *requests;  /* request_uri → SmtSandboxGrant */
  GHashTable    *codes;     /* code → SmtSandboxGrant */
  GHashTable    *refreshes; /* refresh token → SmtSandboxGrant */
  GHashTable    *seen;      /* every jti that was ever accepted */
  char          *nonce;     /* what proofs must carry now */
  char          *fault;     /* or NULL */
  gint64         offset;    /* of its clock, seconds */
  gint64         token_seconds;
  gint64         refresh_seconds;
  gboolean       demands_nonce;
  gint64         session;   /* when the browser's session began; 0: none */
  guint          counts[5]; /* SmtSandboxIssuerCount */
  const SmtSandboxPerson *person;
} SmtSandboxIssuer;

typedef enum
{
  SMT_SANDBOX_COUNT_REQUESTS, /* pushed and taken */
  SMT_SANDBOX_COUNT_TOKENS,   /* given for a code */
  SMT_SANDBOX_COUNT_REFRESHES,
  SMT_SANDBOX_COUNT_ENDED,    /* sessions ended */
  SMT_SANDBOX_COUNT_REVOKED,  /* refresh tokens taken back */
} SmtSandboxIssuerCount;

/* Why a request is refused; error NULL: it is not. */
typedef struct
{
  const char *error; /* of OAuth */
  const char *why;
} SmtSandboxRefusal;

#define SMT_SANDBOX_TAKEN ((SmtSandboxRefusal){ NULL, NULL })

SmtSandboxIssuer *smt_sandbox_issuer_new     (const char *base);
void              smt_sandbox_issuer_free    (SmtSandboxIssuer *self);
gint64            smt_sandbox_issuer_now     (const SmtSandboxIssuer *self);
gboolean          smt_sandbox_issuer_has     (const SmtSandboxIssuer *self, const char *fault);
SmtSandboxAnswer *smt_sandbox_issuer_control (SmtSandboxIssuer *self, SmtJsonCursor request);
char             *smt_sandbox_issuer_random  (void);
void              smt_sandbox_grant_free     (SmtSandboxGrant *grant);

/* smt-sandbox-issuer-routes.c: whether the path is HelseID's, and then the answer is set */
gboolean          smt_sandbox_issuer_serve   (SmtSandboxIssuer *self, SoupServerMessage *message, const char *path);
/* whether a call of SFM may be carried out; if not, the answer is set */
gboolean          smt_sandbox_issuer_admits  (SmtSandboxIssuer *self, SoupServerMessage *message, const char *path,
                                              char **hpr);

/* smt-sandbox-issuer-checks.c */
SmtSandboxRefusal smt_sandbox_check_assertion (SmtSandboxIssuer *self, GHashTable *form, char **client_id);
SmtSandboxRefusal smt_sandbox_check_request   (SmtSandboxIssuer *self, GHashTable *form, const char *client_id,
                                               SmtSandboxGrant *grant);
SmtSandboxRefusal smt_sandbox_check_proof     (SmtSandboxIssuer *self, SoupMessageHeaders *headers, const char *method,
                                               const char *path, const char *access_token, char **jkt);
SmtSandboxRefusal smt_sandbox_check_access    (SmtSandboxIssuer *self, const char *access_token, const char *jkt,
                                               char **hpr);

/* smt-sandbox-issuer-tokens.c */
char             *smt_sandbox_make_tokens     (SmtSandboxIssuer *self, const SmtSandboxGrant *grant,
                                               const char *refresh_token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxIssuer, smt_sandbox_issuer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtSandboxGrant, smt_sandbox_grant_free)

G_END_DECLS
