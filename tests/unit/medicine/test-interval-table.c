/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-interval-table.h"

#include <string.h>

#include "medicine/smt-product.h"

/* --- the table as a whole ----------------------------------------------------------------------------------------- */

static void
test_find (void)
{
  g_assert_cmpuint (smt_interval_table_length (), >=, 188);
  for (guint i = 0; i < smt_interval_table_length (); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_get (i);
      g_assert_true (smt_interval_table_find (row->id) == row);
    }
  g_assert_null (smt_interval_table_find ("no-such-row"));
}

/* Every substance whose daily use by mistake may kill stands in the table, graded so. */
static void
test_deadly (void)
{
  static const struct
  {
    const char *id;
    int min_days;
  } deadly[] = {
    { "methotrexate-oral", 7 },
    { "methotrexate-injection", 7 },
    { "zoledronic-acid", 21 },
    { "insulin-icodec", 7 },
    { "buprenorphine-patch-7d", 7 },
    { "buprenorphine-patch-3d", 3 },
    { "fentanyl-patch", 3 },
    { "buprenorphine-depot-weekly", 7 },
    { "buprenorphine-depot-monthly", 26 },
    { "ixazomib", 7 },
    { "capecitabine", 1 },
    { "temozolomide", 1 },
    { "lomustine", 42 },
    { "trifluridine-tipiracil", 1 },
    { "vinblastine", 7 },
    { "vinorelbine", 7 },
    { "melphalan-oral", 1 },
    { "warfarin", 1 },
    { "digoxin", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deadly); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_find (deadly[i].id);
      g_assert_nonnull (row);
      g_assert_cmpint (row->severity, ==, SMT_SEVERITY_S4);
      g_assert_cmpint (smt_ratio_compare (row->bound.min_days, SMT_RATIO_INT (deadly[i].min_days)), ==, 0);
    }
}

static void
test_named_2024 (void)
{
  static const char *const named[] = { "alendronate-weekly", "methotrexate-injection", "etanercept",
                                       "semaglutide-injection", "dulaglutide" };
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    g_assert_true (smt_interval_table_find (named[i])->named_2024);
  for (guint i = 0; i < smt_interval_table_length (); i++)
    count += smt_interval_table_get (i)->named_2024 ? 1 : 0;
  g_assert_cmpuint (count, ==, G_N_ELEMENTS (named));
}

/* Controls: products that are taken daily, and must never be flagged for it. */
static void
test_controls (void)
{
  static const char *const controls[] = {
    "semaglutide-tablet", "liraglutide",      "lixisenatide",       "teriparatide",        "buprenorphine-sublingual",
    "methadone",          "rotigotine-patch", "rivastigmine-patch", "glyceryl-trinitrate", "nicotine",
    "lidocaine-plaster",  "filgrastim",       "anakinra",           "upadacitinib",        "pegvisomant",
    "testosterone-gel",   "mercaptopurine",   "hydroxycarbamide",
  };

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_find (controls[i]);
      g_assert_nonnull (row);
      g_assert_cmpint (row->bound.daily, ==, SMT_DAILY_ALLOWED);
    }
}

/* --- each row ----------------------------------------------------------------------------------------------------- */

static const char *
form_words (guint32 forms)
{
  if ((forms & (1u << SMT_FORM_ORAL_SOLID)) != 0)
    return "tab";
  if ((forms & (1u << SMT_FORM_INJECTION)) != 0)
    return "inj, oppl";
  if ((forms & (1u << SMT_FORM_PATCH)) != 0)
    return "depotplaster";
  if ((forms & (1u << SMT_FORM_SUBLINGUAL)) != 0)
    return "sublingvaltab";
  if ((forms & (1u << SMT_FORM_VAGINAL)) != 0)
    return "vag tab";
  if ((forms & (1u << SMT_FORM_TOPICAL)) != 0)
    return "krem";
  if ((forms & (1u << SMT_FORM_IMPLANT)) != 0)
    return "implantat";
  return "";
}

/* The display that a product of the row would have under one of its names. */
static char *
make_display (const SmtIntervalRow *row, const char *name)
{
  if (row->strength_unit == NULL)
    return g_strdup_printf ("%s %s", name, form_words (row->forms));
  g_autofree char *strength = smt_decimal_format (row->strength_min, ',');
  return g_strdup_printf ("%s %s %s %s", name, form_words (row->forms), strength, row->strength_unit);
}

/* A row that no product can be recognised for would be dead. */
static void
test_row_is_alive (gconstpointer data)
{
  const SmtIntervalRow *row = data;
  /* the last name is a brand, if the row has one */
  g_autofree char *display = make_display (row, row->names[g_strv_length ((char **)row->names) - 1]);
  SmtProductClues by_name = { .display = display };
  SmtProductClues by_atc = { .display = display, .atc = row->atc[0] };
  g_autoptr (SmtProduct) named = smt_product_recognise (&by_name);
  g_autoptr (SmtProduct) coded = smt_product_recognise (&by_atc);

  g_assert_nonnull (named->row);
  g_assert_cmpstr (named->row->id, ==, row->id);
  g_assert_cmpstr (named->generic, ==, row->substance);
  if (strlen (row->atc[0]) == 7)
    {
      g_assert_nonnull (coded->row);
      g_assert_cmpstr (coded->row->id, ==, row->id);
    }
}

/* Every name is recognised, in lower case and in capitals: generic and brand, Norwegian and English. A name that rows
 * share may not tell which of them; it never tells one of another substance. */
static void
test_every_name (gconstpointer data)
{
  const SmtIntervalRow *row = data;

  for (guint i = 0; row->names[i] != NULL; i++)
    {
      g_autofree char *display = make_display (row, row->names[i]);
      g_autofree char *capitals = g_utf8_strup (row->names[i], -1);
      g_autofree char *shouted = make_display (row, capitals);
      const char *const displays[] = { display, shouted };
      for (guint k = 0; k < G_N_ELEMENTS (displays); k++)
        {
          SmtProductClues clues = { .display = displays[k] };
          g_autoptr (SmtProduct) product = smt_product_recognise (&clues);
          g_test_message ("%s", displays[k]);
          g_assert_cmpint (product->certainty, ==, SMT_CERTAINTY_NAME);
          g_assert_cmpstr (product->generic, ==, row->substance);
          if (product->row != NULL)
            g_assert_cmpstr (product->row->substance, ==, row->substance);
        }
    }
}

static void
test_row_is_whole (gconstpointer data)
{
  const SmtIntervalRow *row = data;

  g_assert_cmpint (row->severity, >, SMT_SEVERITY_NONE);
  g_assert_nonnull (row->source);
  g_assert_cmpint (row->bound.min_days.num, >, 0);
  if (row->bound.daily == SMT_DAILY_NEVER)
    {
      g_assert_cmpint (smt_ratio_compare (row->bound.min_days, SMT_RATIO_INT (1)), >, 0);
      g_assert_nonnull (row->harm_nb);
      g_assert_nonnull (row->harm_nn);
      g_assert_nonnull (row->harm_en);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/medicine/interval-table/find", test_find);
  g_test_add_func ("/medicine/interval-table/deadly", test_deadly);
  g_test_add_func ("/medicine/interval-table/named-2024", test_named_2024);
  g_test_add_func ("/medicine/interval-table/controls", test_controls);
  for (guint i = 0; i < smt_interval_table_length (); i++)
    {
      const SmtIntervalRow *row = smt_interval_table_get (i);
      g_autofree char *alive = g_strdup_printf ("/medicine/interval-table/alive/%s", row->id);
      g_autofree char *whole = g_strdup_printf ("/medicine/interval-table/whole/%s", row->id);
      g_test_add_data_func (alive, row, test_row_is_alive);
      g_autofree char *names = g_strdup_printf ("/medicine/interval-table/names/%s", row->id);
      g_test_add_data_func (whole, row, test_row_is_whole);
      g_test_add_data_func (names, row, test_every_name);
    }

  return g_test_run ();
}
