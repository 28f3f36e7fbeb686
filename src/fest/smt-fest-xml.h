/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small steps in the tree of one entry. An element is found by name; its namespace was looked at where the entry began.
 * Pure functions over a tree the caller owns.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

#define SMT_FEST_NS_M30 "http://www.kith.no/xmlstds/eresept/m30/2014-12-01"
#define SMT_FEST_NS_FORSKRIVNING "http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01"

gboolean _smt_fest_is          (const xmlNode *node, const char *ns, const char *name);
xmlNode *_smt_fest_first       (const xmlNode *parent, const char *name);
xmlNode *_smt_fest_next        (const xmlNode *node, const char *name);
char    *_smt_fest_dup_text    (const xmlNode *parent, const char *name);
char    *_smt_fest_dup_content (const xmlNode *node);
char    *_smt_fest_dup_value   (const xmlNode *parent, const char *name, const char *attribute);
char    *_smt_fest_dup_own     (const xmlNode *node, const char *attribute);

G_END_DECLS
