/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a catalogue takes to load and to be asked. Prints, and asserts nothing about time.
 * Usage: bench-fest CATALOGUE
 */
#include <stdio.h>
#include <time.h>

#include "fest/smt-fest.h"

#define ROUNDS 20
#define QUERIES 1000000

static double
processor_ms (void)
{
  return (double)clock () * 1000 / CLOCKS_PER_SEC;
}

int
main (int argc, char **argv)
{
  static const char *const codes[] = { "B01AA03", "C10AA01", "L04AX03", "N02BE01", "J02AC01", "N06AA09", "A10BA02" };
  double best = 1e9, before;
  guint n_found = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      before = processor_ms ();
      g_autoptr (SmtCatalogue) catalogue = smt_fest_load (argv[argc - 1], &error);
      if (catalogue == NULL)
        {
          fprintf (stderr, "%s\n", error->message);
          return 1;
        }
      best = MIN (best, processor_ms () - before);
    }
  printf ("load          %7.1f ms (processor, best of %d)\n", best, ROUNDS);

  g_autoptr (SmtCatalogue) catalogue = smt_fest_load (argv[argc - 1], NULL);
  before = processor_ms ();
  for (guint i = 0; i < QUERIES; i++)
    n_found +=
        smt_catalogue_find_interaction (catalogue, codes[i % G_N_ELEMENTS (codes)], codes[i / 7 % G_N_ELEMENTS (codes)])
        != NULL;
  printf ("interaction   %7.3f µs a pair (%u of %d found)\n", (processor_ms () - before) * 1000 / QUERIES, n_found,
          QUERIES);
  before = processor_ms ();
  for (guint i = 0; i < QUERIES; i++)
    n_found += smt_catalogue_find_product (catalogue, "ID_00000000-AAAA-4000-8000-000000000001") != NULL;
  printf ("product       %7.3f µs\n", (processor_ms () - before) * 1000 / QUERIES);
  return 0;
}
