/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever is wrong with an extract, the catalogue that was there stays as it was, byte for byte.
 */
#include "extract.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *extract_path;

/* --- helpers ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  Place place;
  char *before;
  gsize length;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = brand ("ID_1", "Gammel", "A01AA01");
  g_autofree char *part = g_strdup_printf ("<KatLegemiddelMerkevare>%s</KatLegemiddelMerkevare>", one);
  g_autofree char *xml = wrap (part);
  SmtFestSummary summary;

  place_set_up (&fixture->place);
  place_write (&fixture->place, xml, -1);
  g_assert_true (place_import (&fixture->place, &summary, NULL));
  g_assert_true (g_file_get_contents (fixture->place.catalogue, &fixture->before, &fixture->length, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_tear_down (&fixture->place);
  g_free (fixture->before);
}

static void
assert_untouched (Fixture *fixture)
{
  g_autofree char *now = NULL;
  g_autofree char *draft = g_strconcat (fixture->place.catalogue, ".new", NULL);
  gsize length;

  g_assert_true (g_file_get_contents (fixture->place.catalogue, &now, &length, NULL));
  g_assert_cmpmem (now, length, fixture->before, fixture->length);
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
}

static void
assert_refused (Fixture *fixture, const char *xml, gssize length, SmtFestError code)
{
  g_autoptr (GError) error = NULL;
  SmtFestSummary summary;

  place_write (&fixture->place, xml, length);
  g_assert_false (place_import (&fixture->place, &summary, &error));
  g_assert_error (error, SMT_FEST_ERROR, (int)code);
  assert_untouched (fixture);
}

static void
assert_wrapped_refused (Fixture *fixture, const char *part, SmtFestError code)
{
  g_autofree char *xml = wrap (part);

  assert_refused (fixture, xml, -1, code);
}

/* --- broken files ------------------------------------------------------------------------------------------------- */

/* Wherever the file is cut off. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *xml = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (extract_path, &xml, &length, NULL));
  for (gsize at = 0; at < length - 2; at += length / 19)
    assert_refused (fixture, xml, (gssize)at, SMT_FEST_ERROR_BROKEN);
  for (gsize cut = 2; cut < 20; cut++)
    assert_refused (fixture, xml, (gssize)(length - cut), SMT_FEST_ERROR_BROKEN);
}

static void
test_not_well_formed (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "not XML at all", -1, SMT_FEST_ERROR_BROKEN);
  assert_wrapped_refused (fixture, "<KatVirkestoff>", SMT_FEST_ERROR_BROKEN);
  assert_wrapped_refused (fixture, "<KatVirkestoff a='1' a='2'/>", SMT_FEST_ERROR_BROKEN);
  assert_wrapped_refused (fixture, "<KatVirkestoff>&ukjent;</KatVirkestoff>", SMT_FEST_ERROR_BROKEN);
  assert_wrapped_refused (fixture, "<KatRefusjon><x>\xff\xfe</x></KatRefusjon>", SMT_FEST_ERROR_BROKEN);
  assert_wrapped_refused (fixture, "<x:KatRefusjon/>", SMT_FEST_ERROR_BROKEN); /* a prefix of nothing */
  assert_wrapped_refused (fixture, "</FEST><FEST>", SMT_FEST_ERROR_BROKEN);
}

static void
test_other_documents (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "<FEST/>", -1, SMT_FEST_ERROR_NOT_FEST);
  assert_refused (fixture, "<FEST xmlns='http://www.kith.no/xmlstds/eresept/m30/2010-04-01'/>", -1,
                  SMT_FEST_ERROR_NOT_FEST);
  assert_refused (fixture, "<Annet xmlns='" NS_M30 "'/>", -1, SMT_FEST_ERROR_NOT_FEST);
  assert_refused (fixture, "PK\x03\x04rest", -1, SMT_FEST_ERROR_ZIPPED);
  assert_refused (fixture, "", 0, SMT_FEST_ERROR_BROKEN);
  assert_refused (fixture, "<FEST\0/>", 8, SMT_FEST_ERROR_BROKEN);
  assert_refused (fixture, "\xef\xbb\xbf<FEST/>", -1, SMT_FEST_ERROR_NOT_FEST); /* a mark of UTF-8 */
}

/* Entries of another version of forskrivning are not read, and then there is nothing. */
static void
test_wrong_namespace_inside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = brand ("ID_2", "Ny", "A01AA01");
  g_autofree char *part = g_strdup_printf ("<KatLegemiddelMerkevare>%s</KatLegemiddelMerkevare>", one);
  char *version;

  while ((version = strstr (part, "forskrivning/2014")) != NULL)
    memcpy (version + strlen ("forskrivning/"), "2010", 4);
  assert_wrapped_refused (fixture, part, SMT_FEST_ERROR_EMPTY);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = brand ("ID_2", "Ny", "A01AA01");
  g_autofree char *undated =
      g_strdup_printf ("<FEST xmlns='" NS_M30 "'><KatLegemiddelMerkevare>%s</KatLegemiddelMerkevare></FEST>", one);

  assert_wrapped_refused (fixture, "", SMT_FEST_ERROR_EMPTY);
  assert_wrapped_refused (fixture, "<KatLegemiddelMerkevare/>", SMT_FEST_ERROR_EMPTY);
  assert_refused (fixture, undated, -1, SMT_FEST_ERROR_EMPTY);
  assert_refused (fixture, "<FEST xmlns='" NS_M30 "'/>", -1, SMT_FEST_ERROR_EMPTY);
}

static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = brand ("ID_2", "En", "A01AA01");
  g_autofree char *two = brand ("id_2", "To", "A01AA01"); /* the same, folded */
  g_autofree char *part = g_strdup_printf ("<KatLegemiddelMerkevare>%s%s</KatLegemiddelMerkevare>", one, two);

  assert_wrapped_refused (fixture, part, SMT_FEST_ERROR_DUPLICATE);
}

/* --- hostile files ------------------------------------------------------------------------------------------------ */

static void
test_entities (Fixture *fixture, gconstpointer data)
{
  static const char bomb[] =
      "<?xml version='1.0'?><!DOCTYPE FEST [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><FEST xmlns='" NS_M30 "'><HentetDato>&c;</HentetDato></FEST>";
  static const char outside[] =
      "<!DOCTYPE FEST SYSTEM 'file:///etc/passwd'><FEST xmlns='" NS_M30 "'><HentetDato>1</HentetDato></FEST>";
  GString *wide = g_string_new ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE FEST><FEST xmlns='" NS_M30 "'/>");
  g_autofree char *utf16 = NULL;
  gsize length;

  assert_refused (fixture, bomb, -1, SMT_FEST_ERROR_REFUSED);
  assert_refused (fixture, outside, -1, SMT_FEST_ERROR_REFUSED);
  assert_refused (fixture, wide->str, -1, SMT_FEST_ERROR_REFUSED);
  utf16 = g_convert (wide->str, (gssize)wide->len, "UTF-16", "UTF-8", NULL, &length, NULL);
  assert_refused (fixture, utf16, (gssize)length, SMT_FEST_ERROR_BROKEN); /* never read as another encoding */
  g_clear_pointer (&utf16, g_free);
  utf16 = g_convert (wide->str, (gssize)wide->len, "UTF-16BE", "UTF-8", NULL, &length, NULL);
  assert_refused (fixture, utf16, (gssize)length, SMT_FEST_ERROR_BROKEN);
  assert_refused (fixture, "\x4c\x6f\xa7\x94\x93", -1, SMT_FEST_ERROR_BROKEN); /* "<?xml" in EBCDIC */
  g_string_free (wide, TRUE);
}

/* The bytes are UTF-8 whatever is declared: nothing can hide from who looks at them. */
static void
test_declared_encodings (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "iso-8859-1", "utf-16", "utf-32", "utf-7", "ebcdic-cp-us", "nonsense" };
  g_autofree char *one = brand ("ID_2", "Blåbær", "A01AA01");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *latin = g_strdup_printf (
          "<?xml version='1.0' encoding='%s'?><FEST xmlns='" NS_M30 "'><HentetDato>\xe6</HentetDato></FEST>", names[i]);
      g_autofree char *hidden = g_strdup_printf ("<?xml version='1.0' encoding='%s'?>+ADwAIQ-DOCTYPE FEST+AD4-"
                                                 "<FEST xmlns='" NS_M30 "'/>",
                                                 names[i]);
      assert_refused (fixture, latin, -1, SMT_FEST_ERROR_BROKEN);
      assert_refused (fixture, hidden, -1, SMT_FEST_ERROR_BROKEN);
    }
  g_autofree char *good = g_strdup_printf ("<?xml version='1.0' encoding='iso-8859-1'?><FEST xmlns='" NS_M30 "'>"
                                           "<HentetDato>2026-11-02</HentetDato><KatLegemiddelMerkevare>%s"
                                           "</KatLegemiddelMerkevare></FEST>",
                                           one);
  g_autoptr (GError) error = NULL;
  SmtFestSummary summary;
  place_write (&fixture->place, good, -1);
  g_assert_true (place_import (&fixture->place, &summary, &error));
  g_assert_no_error (error);
  g_autoptr (SmtCatalogue) catalogue = place_load (&fixture->place);
  g_assert_cmpstr (smt_catalogue_find_product (catalogue, "id_2")->brand, ==, "Blåbær");
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (6 * 1024 * 1024, 'x');
  g_autofree char *name = brand ("ID_2", text, "A01AA01");
  g_autofree char *part = g_strdup_printf ("<KatLegemiddelMerkevare>%s</KatLegemiddelMerkevare>", name);
  g_autofree char *spaces = g_strnfill (9000, ' ');
  g_autofree char *tag = g_strdup_printf ("<KatRefusjon%sa='1'/>", spaces);
  GString *deep = g_string_new ("<KatLegemiddelMerkevare><OppfLegemiddelMerkevare>");

  assert_wrapped_refused (fixture, part, SMT_FEST_ERROR_REFUSED);
  assert_wrapped_refused (fixture, tag, SMT_FEST_ERROR_REFUSED);
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  assert_wrapped_refused (fixture, deep->str, SMT_FEST_ERROR_BROKEN);
  g_string_free (deep, TRUE);
}

/* An endless date is no date, and an endless part that is passed over takes no memory: it is refused or passed over. */
static void
test_endless_text_outside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (12 * 1024 * 1024, 'x');
  g_autofree char *part = g_strdup_printf ("<KatRefusjon><x>%s</x></KatRefusjon>", text);

  assert_wrapped_refused (fixture, part, SMT_FEST_ERROR_BROKEN);
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, folder_error = NULL;
  SmtFestSummary summary;

  g_assert_false (smt_fest_import ("/nowhere/fest.xml", fixture->place.catalogue, NULL, &summary, &error));
  g_assert_error (error, SMT_FEST_ERROR, SMT_FEST_ERROR_READ);
  assert_untouched (fixture);
  g_assert_false (smt_fest_import (fixture->place.folder, fixture->place.catalogue, NULL, &summary, &folder_error));
  g_assert_error (folder_error, SMT_FEST_ERROR, SMT_FEST_ERROR_READ);
  assert_untouched (fixture);
}

static gboolean
cancel_after (guint64 n_bytes, guint64 total, gpointer data)
{
  guint *left = data;

  return (*left)-- > 0;
}

/* Said at the first and at the last moment that it can be said. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  for (guint allowed = 0; allowed < 2; allowed++)
    {
      guint left = allowed;
      const SmtFestImport how = { .progress = cancel_after, .data = &left };
      g_autofree char *one = brand ("ID_2", "Ny", "A01AA01");
      g_autofree char *part = g_strdup_printf ("<KatLegemiddelMerkevare>%s</KatLegemiddelMerkevare>", one);
      g_autofree char *xml = wrap (part);
      g_autoptr (GError) error = NULL;
      SmtFestSummary summary;
      place_write (&fixture->place, xml, -1);
      g_assert_false (smt_fest_import (fixture->place.extract, fixture->place.catalogue, &how, &summary, &error));
      g_assert_error (error, SMT_FEST_ERROR, SMT_FEST_ERROR_CANCELLED);
      assert_untouched (fixture);
    }
}

static void
assert_load_fails (const char *path, SmtFestError code)
{
  g_autoptr (GError) error = NULL, summary_error = NULL;
  SmtFestSummary summary;

  g_assert_null (smt_fest_load (path, &error));
  g_assert_error (error, SMT_FEST_ERROR, (int)code);
  g_assert_false (smt_fest_summarise (path, &summary, &summary_error));
  g_assert_error (summary_error, SMT_FEST_ERROR, (int)code);
}

static void
write_changed (Fixture *fixture, gsize at, guint8 value)
{
  g_autofree char *bytes = g_memdup2 (fixture->before, fixture->length);

  bytes[at] = (char)value;
  g_assert_true (g_file_set_contents (fixture->place.extract, bytes, (gssize)fixture->length, NULL));
}

/* What is loaded is a catalogue of this program and of this version, or nothing. */
static void
test_other_databases (Fixture *fixture, gconstpointer data)
{
  const char *path = fixture->place.extract;

  g_unlink (path);
  assert_load_fails (path, SMT_FEST_ERROR_ABSENT);
  place_write (&fixture->place, "", 0);
  assert_load_fails (path, SMT_FEST_ERROR_DAMAGED);
  place_write (&fixture->place, "not a database, but long enough to be looked at as one ............", -1);
  assert_load_fails (path, SMT_FEST_ERROR_DAMAGED);
  write_changed (fixture, 63, 99); /* user_version */
  assert_load_fails (path, SMT_FEST_ERROR_VERSION);
  write_changed (fixture, 71, 99); /* application_id */
  assert_load_fails (path, SMT_FEST_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (path, fixture->before, (gssize)fixture->length / 2, NULL));
  assert_load_fails (path, SMT_FEST_ERROR_DAMAGED);
}

/* Bytes that were changed at random are found out, or give a catalogue; never a crash. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);

  for (guint i = 0; i < 400; i++)
    {
      gsize at = (gsize)g_rand_int_range (rand, 100, (gint32)fixture->length);
      g_autoptr (GError) error = NULL;
      write_changed (fixture, at, (guint8)g_rand_int (rand));
      g_autoptr (SmtCatalogue) catalogue = smt_fest_load (fixture->place.extract, &error);
      g_assert_true ((catalogue != NULL) != (error != NULL));
      if (catalogue != NULL)
        smt_catalogue_find_product (catalogue, "id_1");
    }
}

#define ADD(name, function) g_test_add ("/fest/broken/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  extract_path = argv[1];
  ADD ("truncated", test_truncated);
  ADD ("not-well-formed", test_not_well_formed);
  ADD ("other-documents", test_other_documents);
  ADD ("wrong-namespace-inside", test_wrong_namespace_inside);
  ADD ("empty", test_empty);
  ADD ("duplicates", test_duplicates);
  ADD ("entities", test_entities);
  ADD ("declared-encodings", test_declared_encodings);
  ADD ("too-large", test_too_large);
  ADD ("endless-text-outside", test_endless_text_outside);
  ADD ("unreadable", test_unreadable);
  ADD ("cancelled", test_cancelled);
  ADD ("other-databases", test_other_databases);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
