/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for any catalogue: everything that was added is found, and interactions are those that a slow search by
 * the definition finds. Made up from a fixed seed.
 */
#include "medicine/smt-catalogue-builder.h"

#include <string.h>

#include "../counts.h"

#define SEED 20261120
#define N_PRODUCTS 5000
#define N_INTERACTIONS 8
#define N_GROUPS 3
#define N_CODES 3

static void
test_every_product_is_found (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      char *id = g_strdup_printf ("ID_%08X-%u", g_rand_int (rand), i);
      g_autofree char *number = g_strdup_printf ("%06u", i);
      g_autofree char *brand = g_strdup_printf ("brand %u", i / 7);
      const SmtCatalogueProduct product = {
        .fest_id = id, .number = i % 2 == 0 ? number : NULL, .name = id, .brand = i % 3 == 0 ? NULL : brand
      };
      smt_catalogue_builder_add_product (builder, &product);
      g_ptr_array_add (ids, id);
    }
  g_autoptr (SmtCatalogue) catalogue = smt_catalogue_builder_finish (builder);
  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      const SmtCatalogueProduct *found = smt_catalogue_find_product (catalogue, ids->pdata[i]);
      g_autofree char *number = g_strdup_printf ("%06u", i);
      g_autofree char *brand = g_strdup_printf ("brand %u", i / 7);
      g_assert_nonnull (found);
      g_assert_cmpstr (found->name, ==, ids->pdata[i]);
      g_assert_cmpstr (found->brand, ==, i % 3 == 0 ? NULL : brand);
      g_assert_true (smt_catalogue_find_product (catalogue, number) == (i % 2 == 0 ? found : NULL));
    }
}

/* --- interactions ------------------------------------------------------------------------------------------------- */

typedef struct
{
  char codes[N_GROUPS][N_CODES][8];
  SmtInteractionRelevance relevance;
} Model;

/* Few letters, so that codes meet often. */
static void
any_code (GRand *rand, char out[8], gboolean whole)
{
  static const guint lengths[] = { 3, 4, 5, 5, 7, 7, 7 };
  const guint length = whole ? 7 : lengths[g_rand_int_range (rand, 0, G_N_ELEMENTS (lengths))];

  for (guint i = 0; i < length; i++)
    out[i] = (char)("A0"[i % 2] + g_rand_int_range (rand, 0, 2));
  out[length] = '\0';
}

static gboolean
group_holds (const Model *model, guint group, const char *atc)
{
  for (guint i = 0; i < N_CODES; i++)
    if (g_str_has_prefix (atc, model->codes[group][i]))
      return TRUE;
  return FALSE;
}

static gboolean
holds (const Model *model, const char *a, const char *b)
{
  for (guint i = 0; i < N_GROUPS; i++)
    for (guint j = 0; j < N_GROUPS; j++)
      if (i != j && group_holds (model, i, a) && group_holds (model, j, b))
        return TRUE;
  return FALSE;
}

static int
gravity (SmtInteractionRelevance relevance)
{
  static const int order[] = { [SMT_INTERACTION_AVOID] = 3,
                               [SMT_INTERACTION_PRECAUTIONS] = 2,
                               [SMT_INTERACTION_UNKNOWN] = 1,
                               [SMT_INTERACTION_NO_ACTION] = 0 };

  return order[relevance];
}

static SmtCatalogue *
make (GRand *rand, Model *models)
{
  SmtCatalogueBuilder *builder = smt_catalogue_builder_new ();

  for (guint i = 0; i < N_INTERACTIONS; i++)
    {
      SmtInteraction interaction = { .id = "id", .relevance = (SmtInteractionRelevance)g_rand_int_range (rand, 0, 4) };
      models[i].relevance = interaction.relevance;
      smt_catalogue_builder_add_interaction (builder, &interaction);
      for (guint group = 0; group < N_GROUPS; group++)
        for (guint code = 0; code < N_CODES; code++)
          {
            any_code (rand, models[i].codes[group][code], FALSE);
            g_assert_true (smt_catalogue_builder_add_substance (builder, group, models[i].codes[group][code]));
          }
    }
  return smt_catalogue_builder_finish (builder);
}

static void
test_interactions_by_definition (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autofree Model *models = g_new0 (Model, N_INTERACTIONS);
  const guint rounds = test_is_long () ? 200 : 10;
  guint n_found = 0, n_missing = 0;

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (SmtCatalogue) catalogue = make (rand, models);
      for (guint query = 0; query < 500; query++)
        {
          char a[8], b[8];
          int best = -1;
          any_code (rand, a, query % 4 != 0);
          any_code (rand, b, query % 3 != 0);
          for (guint i = 0; i < N_INTERACTIONS; i++)
            if (holds (&models[i], a, b))
              best = MAX (best, gravity (models[i].relevance));
          const SmtInteraction *found = smt_catalogue_find_interaction (catalogue, a, b);
          g_assert_cmpint (found != NULL ? gravity (found->relevance) : -1, ==, best);
          n_found += found != NULL;
          n_missing += found == NULL;
        }
    }
  g_assert_cmpuint (n_found, >, 0);
  g_assert_cmpuint (n_missing, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/medicine/catalogue/every-product-is-found", test_every_product_is_found);
  g_test_add_func ("/medicine/catalogue/interactions-by-definition", test_interactions_by_definition);
  return g_test_run ();
}
