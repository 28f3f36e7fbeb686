/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Helpers of these tests: a folder of their own, extracts written into it.
 */
#pragma once

#include "fest/smt-fest.h"

#define NS_M30 "http://www.kith.no/xmlstds/eresept/m30/2014-12-01"
#define NS_FORSKRIVNING "http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01"

/** Place: a folder with a catalogue.db to be, and an extract. */
typedef struct
{
  char *folder;
  char *extract;
  char *catalogue;
} Place;

void          place_set_up    (Place *place);
void          place_tear_down (Place *place);
void          place_write     (Place *place, const char *xml, gssize length);
gboolean      place_import    (Place *place, SmtFestSummary *summary, GError **error);
SmtCatalogue *place_load      (Place *place);
char         *wrap            (const char *catalogues);
char         *brand           (const char *id, const char *name, const char *atc);
