/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What gathering edits (smt-json-splice.c) hands to writing them out (smt-json-splice-render.c).
 * Owned by the splice.
 */
#pragma once

#include "base/smt-json-private.h"
#include "base/smt-json-splice.h"

G_BEGIN_DECLS

/* A member or element that is added; elements have no key. */
typedef struct
{
  char *key;
  char *json;
} SmtJsonAddition;

/* What becomes of one value of the old document. */
typedef struct
{
  guint32 at;        /* its tape index */
  guint32 container; /* tape index of what holds it, once that is known to be needed */
  gboolean removed;
  char *replacement;
  GPtrArray *after; /* (element-type SmtJsonAddition) new elements right behind it */
  GPtrArray *end;   /* (element-type SmtJsonAddition) what is new at the end of it */
} SmtJsonChange;

struct _SmtJsonSplice
{
  SmtJson *json;
  GHashTable *changes; /* tape index → SmtJsonChange */
  GError *fault;       /* the first edit that could not be taken up */
};

GBytes *_smt_json_splice_render (SmtJsonSplice *splice, guint32 part, gsize from, gsize to, GError **error);

G_END_DECLS
