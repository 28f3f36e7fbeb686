/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extract.h"

#include <glib/gstdio.h>

void
place_set_up (Place *place)
{
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp ("samstemt-fest-XXXXXX", &error);
  g_assert_no_error (error);
  place->extract = g_build_filename (place->folder, "fest.xml", NULL);
  place->catalogue = g_build_filename (place->folder, "profile", "catalogue.db", NULL);
}

void
place_tear_down (Place *place)
{
  g_autofree char *profile = g_path_get_dirname (place->catalogue);

  g_unlink (place->catalogue);
  g_unlink (place->extract);
  g_rmdir (profile);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0); /* nothing else was left */
  g_free (place->folder);
  g_free (place->extract);
  g_free (place->catalogue);
}

void
place_write (Place *place, const char *xml, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (place->extract, xml, length, &error);
  g_assert_no_error (error);
}

gboolean
place_import (Place *place, SmtFestSummary *summary, GError **error)
{
  return smt_fest_import (place->extract, place->catalogue, NULL, summary, error);
}

SmtCatalogue *
place_load (Place *place)
{
  g_autoptr (GError) error = NULL;
  SmtCatalogue *catalogue = smt_fest_load (place->catalogue, &error);

  g_assert_no_error (error);
  return catalogue;
}

/* A whole extract around some catalogues. */
char *
wrap (const char *catalogues)
{
  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<FEST xmlns=\"" NS_M30 "\">"
                          "<HentetDato>2026-11-02T03:09:06</HentetDato>%s</FEST>",
                          catalogues);
}

/* An entry of KatLegemiddelMerkevare. */
char *
brand (const char *id, const char *name, const char *atc)
{
  return g_strdup_printf ("<OppfLegemiddelMerkevare><Id>ID_E</Id><Tidspunkt>2026-01-01T00:00:00</Tidspunkt>"
                          "<Status V=\"A\" DN=\"Aktiv\" /><LegemiddelMerkevare xmlns=\"" NS_FORSKRIVNING "\">"
                          "<Atc V=\"%s\" S=\"2.16.578.1.12.4.1.1.7180\" DN=\"Stoff\" />"
                          "<NavnFormStyrke>%s tab 1 mg</NavnFormStyrke>"
                          "<LegemiddelformKort V=\"53\" DN=\"Tablett\" /><Id>%s</Id><Varenavn>%s</Varenavn>"
                          "</LegemiddelMerkevare></OppfLegemiddelMerkevare>",
                          atc, name, id, name);
}
