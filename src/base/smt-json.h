/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strict JSON reader: a document is its bytes plus a tape of small entries.
 * A document is immutable and reference-counted; cursors borrow it. Any thread.
 */
#pragma once

#include <string.h>

#include "base/smt-decimal.h"

G_BEGIN_DECLS

#define SMT_JSON_MAX_DEPTH 64
#define SMT_JSON_MAX_BYTES (8u * 1024 * 1024)

#define SMT_JSON_ERROR (smt_json_error_quark ())
GQuark smt_json_error_quark (void);

typedef enum
{
  SMT_JSON_ERROR_SYNTAX,    /* not RFC 8259, or more than one document */
  SMT_JSON_ERROR_UTF8,      /* bad UTF-8, a lone surrogate escape, or \u0000 */
  SMT_JSON_ERROR_DUPLICATE, /* a key twice in one object, after unescaping */
  SMT_JSON_ERROR_LIMIT,     /* deeper or longer than allowed */
  SMT_JSON_ERROR_EDIT,      /* only from a splice: edits that overlap, or name no place in the document */
} SmtJsonError;

typedef enum
{
  SMT_JSON_NONE, /* no value: an absent member; every accessor takes it and answers "nothing" */
  SMT_JSON_NULL,
  SMT_JSON_BOOLEAN,
  SMT_JSON_NUMBER,
  SMT_JSON_STRING,
  SMT_JSON_ARRAY,
  SMT_JSON_OBJECT,
} SmtJsonType;

typedef struct _SmtJson       SmtJson;
typedef struct _SmtJsonReader SmtJsonReader;

/**
 * SmtJsonCursor:
 *
 * A place in a document. It borrows the document and is passed by value. The zero cursor is "no value".
 */
typedef struct
{
  const SmtJson *json;
  guint32        at; /* index into the tape */
} SmtJsonCursor;

#define SMT_JSON_NOWHERE ((SmtJsonCursor){ NULL, 0 })

/**
 * SmtJsonIter: walks the members of an object or the elements of an array, in document order.
 */
typedef struct
{
  SmtJsonCursor container;
  guint32       at;
  guint32       stop;
} SmtJsonIter;

/**
 * SmtJsonTail: elements of an array that are objects whose member @key is a string that ends in @text, letters of ASCII
 * in either case, with nothing or a slash before it: how extensions of FHIR are named.
 */
typedef struct
{
  const char *key;
  gsize key_length;
  const char *text;
  gsize length;
} SmtJsonTail;

/** SmtJsonName: a name that is looked for often; a list of them may end in one without text. */
typedef struct
{
  const char *text;
  gsize length;
} SmtJsonName;

#define SMT_JSON_NAME(name) { name, sizeof name - 1 }
#define SMT_JSON_NAME_END { NULL, 0 }

/* Where in the bytes an error lies; offset is 0-based, line and column (bytes) are 1-based. */
typedef struct
{
  gsize offset;
  guint line;
  guint column;
} SmtJsonPlace;

SmtJson      *smt_json_read           (GBytes *bytes, GError **error);
SmtJson      *smt_json_read_placed    (GBytes *bytes, SmtJsonPlace *place, GError **error);
SmtJson      *smt_json_ref            (SmtJson *json);
void          smt_json_unref          (SmtJson *json);
GBytes       *smt_json_get_bytes      (const SmtJson *json);
SmtJsonCursor smt_json_root           (const SmtJson *json);

/* The same reader with a tape that is kept from one document to the next, for bulk work: allocates nothing once warm. */
SmtJsonReader *smt_json_reader_new    (void);
void           smt_json_reader_free   (SmtJsonReader *reader);
const SmtJson *smt_json_reader_read   (SmtJsonReader *reader, GBytes *bytes, SmtJsonPlace *place, GError **error);

SmtJsonType   smt_json_type           (SmtJsonCursor cursor);
gboolean      smt_json_exists         (SmtJsonCursor cursor);
gboolean      smt_json_same           (SmtJsonCursor a, SmtJsonCursor b);
SmtJsonCursor smt_json_member_sized   (SmtJsonCursor object, const char *key, gsize length);
SmtJsonCursor smt_json_element        (SmtJsonCursor array, guint index);
guint         smt_json_length         (SmtJsonCursor container);
void          smt_json_iter_init      (SmtJsonIter *iter, SmtJsonCursor container);
gboolean      smt_json_iter_next      (SmtJsonIter *iter, SmtJsonCursor *key, SmtJsonCursor *value);
gboolean      smt_json_iter_next_tail (SmtJsonIter *iter, const SmtJsonTail *tail, SmtJsonCursor *value);
void          smt_json_pick           (SmtJsonCursor object, const SmtJsonName *names, guint n, SmtJsonCursor *values);
guint         smt_json_pick_tails     (SmtJsonCursor array, const SmtJsonName *key, const SmtJsonName *tails, guint n,
                                       SmtJsonCursor *elements);
gboolean      smt_json_string_says    (SmtJsonCursor string, const char *text, gsize length);
const char   *smt_json_peek_string    (SmtJsonCursor string, gsize *length);
char         *smt_json_dup_string     (SmtJsonCursor string);
gboolean      smt_json_get_decimal    (SmtJsonCursor number, SmtDecimal *out);
gboolean      smt_json_get_boolean    (SmtJsonCursor boolean, gboolean *out);
void          smt_json_get_span       (SmtJsonCursor cursor, gsize *start, gsize *end);
char         *smt_json_dup_bytes      (SmtJsonCursor cursor);

/* smt_json_member_sized() for a key that ends in a zero byte; of one that is written out, the compiler knows the length. */
static inline SmtJsonCursor
smt_json_member (SmtJsonCursor object, const char *key)
{
  return smt_json_member_sized (object, key, strlen (key));
}

/* smt_json_string_says() for a text that ends in a zero byte; nothing says %NULL. */
static inline gboolean
smt_json_string_equals (SmtJsonCursor string, const char *text)
{
  return text != NULL && smt_json_string_says (string, text, strlen (text));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJson, smt_json_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtJsonReader, smt_json_reader_free)

G_END_DECLS
