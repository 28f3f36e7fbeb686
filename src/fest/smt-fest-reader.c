/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fest/smt-fest-reader.h"

#include <libxml/xmlreader.h>
#include <string.h>

#include "fest/smt-fest-xml.h"

/* The largest entry of FEST has some ten kilobytes. */
#define MAX_ENTRY (4 * 1024 * 1024)

/* FEST, its catalogue, the entry */
#define DEPTH_CATALOGUE 1
#define DEPTH_ENTRY 2

#define RAN_OUT 0
#define MORE 1
#define FAILED -1

typedef gboolean (*TakeEntry) (SmtFestStore *store, const xmlNode *entry, GError **error);

/* What is taken in; every other catalogue is passed over. */
static const struct
{
  const char *catalogue;
  const char *entry;
  TakeEntry take;
} parts[] = {
  { "KatLegemiddelMerkevare", "OppfLegemiddelMerkevare", _smt_fest_take_brand },
  { "KatLegemiddelpakning", "OppfLegemiddelpakning", _smt_fest_take_package },
  { "KatVirkestoff", "OppfVirkestoff", _smt_fest_take_substance },
  { "KatLegemiddelVirkestoff", "OppfLegemiddelVirkestoff", _smt_fest_take_generic },
  { "KatLegemiddeldose", "OppfLegemiddeldose", _smt_fest_take_dose },
  { "KatInteraksjon", "OppfInteraksjon", _smt_fest_take_interaction },
  { "KatStrDosering", "OppfStrDosering", _smt_fest_take_short_dose },
};

typedef struct
{
  xmlTextReader *xml;
  SmtFestSource *source;
  SmtFestStore *store;
  SmtDate date;
  char fault[64]; /* what the parser said, without anything of the document */
} Reader;

/* --- faults ------------------------------------------------------------------------------------------------------- */

static void
on_fault (void *data, xmlError *fault)
{
  Reader *reader = data;

  if (fault->level >= XML_ERR_ERROR && reader->fault[0] == '\0')
    g_snprintf (reader->fault, sizeof reader->fault, "XML, line %d (%d)", fault->line, fault->code);
}

static gboolean
fail (GError **error, SmtFestError code, const char *message)
{
  g_set_error_literal (error, SMT_FEST_ERROR, (int)code, message);
  return FALSE;
}

static gboolean
fail_reading (Reader *reader, GError **error)
{
  if (reader->source->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader->source->error));
      return FALSE;
    }
  return fail (error, SMT_FEST_ERROR_BROKEN, reader->fault[0] != '\0' ? reader->fault : "XML");
}

/* --- walking ------------------------------------------------------------------------------------------------------ */

static gboolean
is_at (Reader *reader, const char *name)
{
  return xmlTextReaderNodeType (reader->xml) == XML_READER_TYPE_ELEMENT
         && g_strcmp0 ((const char *)xmlTextReaderConstLocalName (reader->xml), name) == 0
         && g_strcmp0 ((const char *)xmlTextReaderConstNamespaceUri (reader->xml), SMT_FEST_NS_M30) == 0;
}

/* To the next sibling, passing over everything in this node. A fault that the parser could go on after is one, too. */
static int
step_over (Reader *reader)
{
  int state = xmlTextReaderNext (reader->xml);

  return reader->fault[0] != '\0' || reader->source->error != NULL ? FAILED : state;
}

static int
step_into (Reader *reader)
{
  int state = xmlTextReaderRead (reader->xml);

  return reader->fault[0] != '\0' || reader->source->error != NULL ? FAILED : state;
}

/* The whole entry as a tree, which lasts until the reader goes on. */
static const xmlNode *
expand (Reader *reader)
{
  const xmlNode *entry;

  reader->source->budget = MAX_ENTRY;
  entry = xmlTextReaderExpand (reader->xml);
  reader->source->budget = -1;
  return reader->fault[0] == '\0' && reader->source->error == NULL ? entry : NULL;
}

static gboolean
read_date (Reader *reader, GError **error)
{
  const xmlNode *node = expand (reader);
  g_autofree char *text = NULL;
  SmtInstant instant;

  if (node == NULL)
    return fail_reading (reader, error);
  text = _smt_fest_dup_text (node->parent, "HentetDato");
  if (text == NULL)
    return TRUE;
  if (strlen (text) > 10) /* a date is as it is written, its time and zone ignored */
    text[10] = '\0';
  if (!smt_date_parse (text, &reader->date) && smt_instant_parse (text, &instant))
    reader->date = smt_instant_to_date (instant);
  return TRUE;
}

/* The entries of the catalogue the reader stands at, until it has left it. */
static gboolean
read_catalogue (Reader *reader, guint part, GError **error)
{
  int state = step_into (reader);

  while (state == MORE && xmlTextReaderDepth (reader->xml) >= DEPTH_ENTRY)
    {
      if (is_at (reader, parts[part].entry))
        {
          const xmlNode *entry = expand (reader);
          if (entry == NULL)
            return fail_reading (reader, error);
          if (!parts[part].take (reader->store, entry, error))
            return FALSE;
        }
      state = step_over (reader);
    }
  return state == FAILED ? fail_reading (reader, error) : TRUE;
}

static gboolean
read_child (Reader *reader, GError **error)
{
  if (is_at (reader, "HentetDato"))
    return read_date (reader, error);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_at (reader, parts[i].catalogue) && !xmlTextReaderIsEmptyElement (reader->xml))
      return read_catalogue (reader, i, error);
  return TRUE;
}

/* A catalogue that was read is left at its end, and the step over that goes to its sibling. */
static gboolean
read_children (Reader *reader, GError **error)
{
  int state = step_into (reader);

  while (state == MORE && xmlTextReaderDepth (reader->xml) >= DEPTH_CATALOGUE)
    {
      if (!read_child (reader, error))
        return FALSE;
      state = step_over (reader);
    }
  while (state == MORE) /* to the very end: what comes after the root must be well-formed too */
    state = step_into (reader);
  return state == FAILED ? fail_reading (reader, error) : TRUE;
}

static gboolean
read_all (Reader *reader, GError **error)
{
  int state = step_into (reader);

  while (state == MORE && xmlTextReaderNodeType (reader->xml) != XML_READER_TYPE_ELEMENT)
    state = step_into (reader);
  if (state != MORE)
    return fail_reading (reader, error);
  if (!is_at (reader, "FEST"))
    return fail (error, SMT_FEST_ERROR_NOT_FEST, "the root is another");
  return xmlTextReaderIsEmptyElement (reader->xml) || read_children (reader, error);
}

/*
 * _smt_fest_read:
 * @source: an open source
 * @store: an open store
 * @date: (out): HentetDato; unset when there is none
 *
 * No DTD, no entity but the five, no network; one entry in memory at a time, and never more than 4 MB of it. The bytes
 * are UTF-8 whatever is declared.
 *
 * Returns: whether all was read to the end
 */
gboolean
_smt_fest_read (SmtFestSource *source, SmtFestStore *store, SmtDate *date, GError **error)
{
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT
                      | XML_PARSE_IGNORE_ENC;
  Reader reader = { NULL, source, store, SMT_DATE_UNSET, "" };
  gboolean done;

  xmlInitParser ();
  reader.xml = xmlReaderForIO (_smt_fest_source_read, NULL, source, NULL, "UTF-8", options);
  if (reader.xml == NULL)
    return fail_reading (&reader, error);
  xmlTextReaderSetStructuredErrorHandler (reader.xml, on_fault, &reader);
  done = read_all (&reader, error);
  xmlFreeTextReader (reader.xml);
  *date = reader.date;
  return done;
}
