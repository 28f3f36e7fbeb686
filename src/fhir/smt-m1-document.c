/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/smt-m1-document.h"

#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <string.h>

/* A prescription has some hundred nodes, eight deep, in some ten kilobytes with its signature. */
#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 64
#define MAX_NODES 10000
#define MAX_TAG 8192 /* libxml2 compares every attribute of a tag with every other */

#define NS_MSGHEAD "/msghead/2006-05-24"
#define NS_M1 "/eresept/m1/"

/* The versions of the dosing model whose meaning is known (docs/fhir.md). */
static const char *const dosing_namespaces[] = { "/forskrivning/2013-10-08", "/forskrivning/2014-12-01" };

/* --- refusing ----------------------------------------------------------------------------------------------------- */

/** Guard: what the parser may not go beyond. */
typedef struct
{
  xmlSAXHandler sax; /* libxml2's own */
  guint n_nodes;
  const char *refused; /* why */
} Guard;

static void
refuse (xmlParserCtxt *context, const char *why)
{
  Guard *guard = context->_private;

  if (guard->refused == NULL)
    guard->refused = why;
  xmlStopParser (context);
}

/* Called at "<!DOCTYPE", before anything of it is read: no entity is ever declared, let alone fetched. */
static void
on_doctype (void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
  refuse (data, "DOCTYPE");
}

static void
on_start (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *uri,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  xmlParserCtxt *context = data;
  Guard *guard = context->_private;

  guard->n_nodes += 1 + (guint)n_namespaces + (guint)n_attributes;
  if (context->nodeNr >= MAX_DEPTH)
    refuse (context, "too deep");
  else if (guard->n_nodes > MAX_NODES)
    refuse (context, "too many nodes");
  else
    guard->sax.startElementNs (data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted,
                               attributes);
}

static void
set_guard (xmlParserCtxt *context, Guard *guard)
{
  guard->sax = *context->sax;
  context->_private = guard;
  context->sax->startElementNs = on_start;
  context->sax->internalSubset = on_doctype;
  context->sax->externalSubset = NULL;
  context->sax->resolveEntity = NULL;
  context->sax->entityDecl = NULL;
  /* comments and instructions say nothing; left out, they cannot split a value in two */
  context->sax->comment = NULL;
  context->sax->processingInstruction = NULL;
}

static gboolean
has_long_tag (const char *text, gsize length)
{
  gsize start = 0;
  gboolean inside = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '<')
        {
          start = i;
          inside = TRUE;
        }
      else if (text[i] == '>')
        inside = FALSE;
      else if (inside && i - start > MAX_TAG)
        return TRUE;
    }
  return FALSE;
}

/* The bytes are read as UTF-8 whatever is declared; where that could change a letter, a declaration of another encoding
 * is refused. "utf-16" over bytes that are UTF-8 is what .NET writes when it makes text of a document, and harmless. */
static gboolean
is_declared_otherwise (const char *text, gsize length)
{
  static const char opening[] = "<?xml";
  const char *end = g_strstr_len (text, (gssize)MIN (length, 256), "?>");
  g_autofree char *declaration = NULL;
  gboolean ascii = TRUE;

  for (gsize i = 0; i < length && ascii; i++)
    ascii = (guchar)text[i] < 0x80;
  /* what is read is not ended by a NUL */
  if (ascii || end == NULL || (gsize)(end - text) < strlen (opening) || memcmp (text, opening, strlen (opening)) != 0)
    return FALSE;
  declaration = g_ascii_strdown (text, end - text);
  return strstr (declaration, "encoding") != NULL && strstr (declaration, "utf-8") == NULL
         && strstr (declaration, "utf-16") == NULL;
}

static const char *
look_at_bytes (const char *text, gsize length)
{
  if (length > MAX_BYTES)
    return "too big";
  if (length == 0)
    return "empty";
  if (!g_utf8_validate (text, (gssize)length, NULL) || is_declared_otherwise (text, length))
    return "not UTF-8";
  return has_long_tag (text, length) ? "a tag is too long" : NULL;
}

/*
 * _smt_m1_document_read:
 * @bytes: from outside
 * @why: (out): why it is refused; a constant without anything of the document
 *
 * No DTD, no entity but the five, no network, nothing beyond the limits above; no setting of libxml2 that others share
 * is touched.
 *
 * Returns: (transfer full) (nullable): the tree
 */
xmlDoc *
_smt_m1_document_read (GBytes *bytes, const char **why)
{
  const int options =
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  Guard guard = { .refused = NULL };
  xmlParserCtxt *context;
  xmlDoc *document;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  *why = look_at_bytes (text, length);
  if (*why != NULL)
    return NULL;

  xmlInitParser ();
  context = xmlNewParserCtxt ();
  if (context == NULL)
    {
      *why = "no memory";
      return NULL;
    }
  set_guard (context, &guard);
  document = xmlCtxtReadMemory (context, text, (int)length, NULL, "UTF-8", options);
  if (guard.refused != NULL)
    g_clear_pointer (&document, xmlFreeDoc);
  xmlFreeParserCtxt (context);
  if (document == NULL)
    *why = guard.refused != NULL ? guard.refused : "not well-formed";
  return document;
}

/* --- walking ------------------------------------------------------------------------------------------------------ */

/* Whether @node is an element called that, in any namespace. */
gboolean
_smt_m1_is_element (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0;
}

static const char *
namespace_of (const xmlNode *node)
{
  return node->ns != NULL && node->ns->href != NULL ? (const char *)node->ns->href : "";
}

/* Whether @node is in a version of the dosing model that is known. */
gboolean
_smt_m1_is_dosing (const xmlNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (dosing_namespaces); i++)
    if (g_str_has_suffix (namespace_of (node), dosing_namespaces[i]))
      return TRUE;
  return FALSE;
}

/* @node itself or the first of its followers that is an element; %NULL when there is none. */
xmlNode *
_smt_m1_next (xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

/* What an element says: its @attribute where the data type has one (V, U), else its text. %NULL when it says nothing.
 */
char *
_smt_m1_dup_value (xmlNode *element, const char *attribute)
{
  xmlChar *value = xmlGetNoNsProp (element, (const xmlChar *)attribute);
  char *text;

  if (value == NULL && strcmp (attribute, "V") == 0 && _smt_m1_next (element->children) == NULL)
    value = xmlNodeGetContent (element);
  if (value == NULL)
    return NULL;
  text = g_strstrip (g_strdup ((const char *)value));
  xmlFree (value);
  if (text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/** Search: the one element of a name that is looked for. */
typedef struct
{
  xmlNode *found;
  guint count;
} Search;

static void
search_children (xmlNode *parent, const char *const *path, Search *search)
{
  for (xmlNode *child = _smt_m1_next (parent->children); child != NULL; child = _smt_m1_next (child->next))
    {
      if (!_smt_m1_is_element (child, path[0]))
        continue;
      if (path[1] != NULL)
        search_children (child, path + 1, search);
      else
        {
          search->found = child;
          search->count++;
        }
    }
}

/*
 * _smt_m1_document_find:
 * @document: a tree
 * @forskrivning: (out): the element that holds the doses
 *
 * Returns: what was found
 */
SmtM1Place
_smt_m1_document_find (xmlDoc *document, xmlNode **forskrivning)
{
  static const char *const in_envelope[] = { "Document", "RefDoc", "Content", "Resept", NULL };
  static const char *const in_resept[] = { "ReseptDokLegemiddel", "Forskrivning", NULL };
  static const char *const other_resept[] = { "ReseptDokHandelsvare", NULL };
  xmlNode *root = xmlDocGetRootElement (document);
  Search resept = { root, 1 };
  Search dose = { NULL, 0 };
  Search other = { NULL, 0 };

  if (root == NULL)
    return SMT_M1_NOT_FOUND;
  if (_smt_m1_is_element (root, "MsgHead") && g_str_has_suffix (namespace_of (root), NS_MSGHEAD))
    {
      resept = (Search){ NULL, 0 };
      search_children (root, in_envelope, &resept);
    }
  if (resept.count > 1)
    return SMT_M1_SEVERAL;
  if (resept.found == NULL || !_smt_m1_is_element (resept.found, "Resept")
      || strstr (namespace_of (resept.found), NS_M1) == NULL)
    return SMT_M1_NOT_FOUND;
  search_children (resept.found, in_resept, &dose);
  search_children (resept.found, other_resept, &other);
  if (dose.count > 1)
    return SMT_M1_SEVERAL;
  *forskrivning = dose.found;
  if (dose.found != NULL)
    return SMT_M1_PRESCRIPTION;
  return other.count > 0 ? SMT_M1_NO_MEDICINE : SMT_M1_NOT_FOUND;
}
