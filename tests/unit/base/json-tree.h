/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A JSON document as a plain tree: the model that property tests hold the reader and the splice against.
 * It knows nothing of bytes, tapes or commas. Owned by the test; a node owns all below it.
 */
#pragma once

#include "json-test.h"

typedef struct _Tree Tree;

struct _Tree
{
  SmtJsonType type;
  char *text;      /* the lexeme of a number or literal, the text of a string */
  GPtrArray *keys; /* (element-type utf8) of an object, beside its children */
  GPtrArray *children;
  /* for documents that are edited */
  SmtJsonCursor origin; /* where it stood in the old document; nowhere when it is new */
  SmtJsonCursor key;    /* the key it stood under, which stays when the value is replaced */
  guint32 behind;       /* the tape index of the element it was put in behind; else 0 */
  gboolean touched;     /* it, or something below it, was edited */
};

Tree *tree_new (SmtJsonType type, const char *text);
void tree_free (Tree *tree);
void tree_add (Tree *container, const char *key, Tree *child);

/* A random document. Containers become rarer with depth. */
Tree *tree_make_random (GRand *random, guint depth);

/* Random space and escapes when @random is given; else the shortest text. */
char *tree_write (const Tree *tree, GRand *random);

/* Asserts that the value says what the tree says, and remembers in the tree where. */
void tree_match (Tree *tree, SmtJsonCursor value);

/* The text without white space outside strings, by a rule of its own. */
char *strip_space (const char *text, gsize length);

/* The document as the tape has it, with punctuation made anew. */
char *tape_write (SmtJsonCursor value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tree, tree_free)
