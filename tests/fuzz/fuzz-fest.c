/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as an extract of FEST: read into a database in memory and from there into a catalogue, or refused with an
 * error. What is loaded can be asked.
 */
#include "fest/smt-fest-load.h"
#include "fest/smt-fest-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
ask (const SmtCatalogue *catalogue)
{
  const SmtShortDose *dose = smt_catalogue_find_short_dose (catalogue, "1");

  if (dose != NULL && dose->rhythm != NULL)
    g_assert_true (smt_rhythm_validate (dose->rhythm));
  smt_catalogue_find_product (catalogue, "ID_1");
  smt_catalogue_find_interaction (catalogue, "A01AA01", "B01AA03");
  smt_catalogue_is_old (catalogue, smt_date_new (2026, 11, 20));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (SmtFestSource) source = { .fd = -1 };
  g_auto (SmtFestStore) store = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtCatalogue) catalogue = NULL;
  SmtFestSummary summary;
  SmtDate date;

  _smt_fest_source_open_memory (&source, data, size);
  g_assert_true (_smt_fest_store_open (&store, ":memory:", &error));
  if (_smt_fest_read (&source, &store, &date, &error))
    {
      g_assert_true (_smt_fest_store_finish (&store, "2026-11-20", &error));
      catalogue = _smt_fest_load_from (store.handle, &error);
      g_assert_no_error (error);
      g_assert_true (_smt_fest_summarise_from (store.handle, &summary, &error));
      ask (catalogue);
    }
  else
    g_assert_nonnull (error);
  return 0;
}
