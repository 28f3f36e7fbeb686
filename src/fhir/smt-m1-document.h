/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The XML of an original prescription (M1): bytes from outside → a small tree, or refused.
 * The tree belongs to whoever asked for it; any thread.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/** SmtM1Place: where the doses of an M1 stand. */
typedef enum
{
  SMT_M1_PRESCRIPTION,  /* @forskrivning is set */
  SMT_M1_NO_MEDICINE,   /* an M1 of consumables or nutrition: no dose to read */
  SMT_M1_NOT_FOUND,     /* not an M1, or one of a version that is not known */
  SMT_M1_SEVERAL,       /* more than one prescription: nobody can tell which is meant */
} SmtM1Place;

xmlDoc     *_smt_m1_document_read (GBytes *bytes, const char **why);
SmtM1Place  _smt_m1_document_find (xmlDoc *document, xmlNode **forskrivning);

gboolean    _smt_m1_is_element    (const xmlNode *node, const char *name);
gboolean    _smt_m1_is_dosing     (const xmlNode *node);
xmlNode    *_smt_m1_next          (xmlNode *node);
char       *_smt_m1_dup_value     (xmlNode *element, const char *attribute);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
