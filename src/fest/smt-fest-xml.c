/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-xml.h"

#include <string.h>

static xmlNode *
find (xmlNode *node, const char *name)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE && (name == NULL || strcmp ((const char *)node->name, name) == 0))
      return node;
  return NULL;
}

/* Leaves nothing of what only looks like text. */
static char *
take_text (xmlChar *text)
{
  char *copy = text != NULL ? g_strstrip (g_strdup ((const char *)text)) : NULL;

  xmlFree (text);
  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);
  return copy;
}

/* Whether @node is that element. */
gboolean
_smt_fest_is (const xmlNode *node, const char *ns, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0 && node->ns != NULL
         && node->ns->href != NULL && strcmp ((const char *)node->ns->href, ns) == 0;
}

/* The first child called @name (%NULL = any element). */
xmlNode *
_smt_fest_first (const xmlNode *parent, const char *name)
{
  return parent != NULL ? find (parent->children, name) : NULL;
}

/* The next one called @name behind @node. */
xmlNode *
_smt_fest_next (const xmlNode *node, const char *name)
{
  return find (node->next, name);
}

/* What stands in the child called @name; %NULL when there is none or nothing in it. */
char *
_smt_fest_dup_text (const xmlNode *parent, const char *name)
{
  xmlNode *node = _smt_fest_first (parent, name);

  return node != NULL ? _smt_fest_dup_content (node) : NULL;
}

/* What stands in @node; %NULL for nothing. */
char *
_smt_fest_dup_content (const xmlNode *node)
{
  return take_text (xmlNodeGetContent (node));
}

/* The coded value of the child called @name: its @attribute ("V", "DN", "U"). */
char *
_smt_fest_dup_value (const xmlNode *parent, const char *name, const char *attribute)
{
  return _smt_fest_dup_own (_smt_fest_first (parent, name), attribute);
}

/* The @attribute of @node itself, which may be %NULL. */
char *
_smt_fest_dup_own (const xmlNode *node, const char *attribute)
{
  return node != NULL ? take_text (xmlGetNoNsProp (node, (const xmlChar *)attribute)) : NULL;
}
