/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medicine/smt-catalogue-builder.h"

#include <stdlib.h>
#include <string.h>

#include "medicine/smt-catalogue-private.h"

/* While the arena grows it may move, so strings are kept by their place in it; the place 0 is NULL. */
typedef gsize Place;

enum
{
  PRODUCT_FEST_ID,
  PRODUCT_NUMBER,
  PRODUCT_ATC,
  PRODUCT_NAME,
  PRODUCT_BRAND,
  PRODUCT_SUBSTANCE,
  PRODUCT_FORM_CODE,
  PRODUCT_FORM_TEXT,
  PRODUCT_DOSING_UNIT,
  PRODUCT_SHORT_DOSES,
  N_PRODUCT,
};

typedef struct
{
  Place text[N_PRODUCT];
} Product;

typedef struct
{
  Place code;
  Place name;
  SmtRhythm *rhythm;
} Dose;

typedef struct
{
  Place id;
  Place consequence;
  Place handling;
  Place situation;
  SmtInteractionRelevance relevance;
  guint32 number; /* as it was added */
} Interaction;

struct _SmtCatalogueBuilder
{
  SmtDate date;
  GString *arena;
  GArray *products;     /* of Product */
  GArray *doses;        /* of Dose */
  GArray *interactions; /* of Interaction */
  GArray *members;      /* of SmtCatalogueMember; its interaction is the number as added */
};

/* --- strings ------------------------------------------------------------------------------------------------------ */

static Place
keep (SmtCatalogueBuilder *builder, const char *text)
{
  Place place = builder->arena->len;

  if (text == NULL)
    return 0;
  g_string_append_len (builder->arena, text, (gssize)strlen (text) + 1);
  return place;
}

/* As @before when that says the same: the products of one brand follow one another. */
static Place
keep_again (SmtCatalogueBuilder *builder, const char *text, Place before)
{
  if (text != NULL && before != 0 && strcmp (builder->arena->str + before, text) == 0)
    return before;
  return keep (builder, text);
}

static Place
keep_folded (SmtCatalogueBuilder *builder, const char *text)
{
  Place place = keep (builder, text);

  for (char *at = builder->arena->str + place; place != 0 && *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return place;
}

static const char *
text_at (const char *arena, Place place)
{
  return place != 0 ? arena + place : NULL;
}

/* --- order -------------------------------------------------------------------------------------------------------- */

/* What is not known to be harmless stands before what FEST says needs nothing. */
static int
gravity (SmtInteractionRelevance relevance)
{
  switch (relevance)
    {
    case SMT_INTERACTION_AVOID:
      return 0;
    case SMT_INTERACTION_PRECAUTIONS:
      return 1;
    case SMT_INTERACTION_UNKNOWN:
      return 2;
    case SMT_INTERACTION_NO_ACTION:
    default:
      return 3;
    }
}

static int
compare_interactions (gconstpointer a, gconstpointer b)
{
  const Interaction *one = a, *two = b;
  int order = gravity (one->relevance) - gravity (two->relevance);

  return order != 0 ? order : (one->number > two->number) - (one->number < two->number);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const SmtCatalogueMember *one = a, *two = b;

  if (one->code != two->code)
    return one->code < two->code ? -1 : 1;
  if (one->interaction != two->interaction)
    return one->interaction < two->interaction ? -1 : 1;
  return (one->group > two->group) - (one->group < two->group);
}

static int
compare_doses (gconstpointer a, gconstpointer b)
{
  const SmtShortDose *one = a, *two = b;

  return strcmp (one->code, two->code);
}

/* --- finishing ---------------------------------------------------------------------------------------------------- */

/* The first product of an id or a number is the one that is found. */
static void
hash_key (SmtCatalogue *catalogue, guint index, const char *key)
{
  if (key == NULL)
    return;
  for (guint slot = _smt_catalogue_hash (key);; slot++)
    {
      guint32 *taken = &catalogue->slots[slot & (catalogue->n_slots - 1)];
      const SmtCatalogueProduct *other = *taken != 0 ? &catalogue->products[*taken - 1] : NULL;
      if (other == NULL)
        *taken = index + 1;
      if (other == NULL || g_strcmp0 (other->fest_id, key) == 0 || g_strcmp0 (other->number, key) == 0)
        return;
    }
}

static void
finish_products (const SmtCatalogueBuilder *builder, SmtCatalogue *catalogue)
{
  catalogue->n_products = builder->products->len;
  catalogue->products = g_new (SmtCatalogueProduct, MAX (1, catalogue->n_products));
  for (catalogue->n_slots = 2; catalogue->n_slots < 4 * catalogue->n_products;) /* two keys each, half full at most */
    catalogue->n_slots *= 2;
  catalogue->slots = g_new0 (guint32, catalogue->n_slots);
  for (guint i = 0; i < catalogue->n_products; i++)
    {
      const Place *text = g_array_index (builder->products, Product, i).text;
      SmtCatalogueProduct *product = &catalogue->products[i];
      product->fest_id = text_at (catalogue->arena, text[PRODUCT_FEST_ID]);
      product->number = text_at (catalogue->arena, text[PRODUCT_NUMBER]);
      product->atc = text_at (catalogue->arena, text[PRODUCT_ATC]);
      product->name = text_at (catalogue->arena, text[PRODUCT_NAME]);
      product->brand = text_at (catalogue->arena, text[PRODUCT_BRAND]);
      product->substance = text_at (catalogue->arena, text[PRODUCT_SUBSTANCE]);
      product->form_code = text_at (catalogue->arena, text[PRODUCT_FORM_CODE]);
      product->form_text = text_at (catalogue->arena, text[PRODUCT_FORM_TEXT]);
      product->dosing_unit = text_at (catalogue->arena, text[PRODUCT_DOSING_UNIT]);
      product->short_doses = text_at (catalogue->arena, text[PRODUCT_SHORT_DOSES]);
      hash_key (catalogue, i, product->fest_id);
      hash_key (catalogue, i, product->number);
    }
}

static void
clear_short_dose (gpointer data)
{
  SmtShortDose *dose = data;

  if (dose->rhythm != NULL)
    smt_rhythm_unref ((SmtRhythm *)dose->rhythm);
}

/* A code that stands twice has two meanings, so it has none that is known. */
static void
finish_doses (SmtCatalogueBuilder *builder, SmtCatalogue *catalogue)
{
  GArray *doses = g_array_sized_new (FALSE, FALSE, sizeof (SmtShortDose), builder->doses->len);

  g_array_set_clear_func (doses, clear_short_dose);
  for (guint i = 0; i < builder->doses->len; i++)
    {
      Dose *dose = &g_array_index (builder->doses, Dose, i);
      SmtShortDose done = { text_at (catalogue->arena, dose->code), text_at (catalogue->arena, dose->name),
                            g_steal_pointer (&dose->rhythm) };
      g_array_append_val (doses, done);
    }
  g_array_sort (doses, compare_doses);
  for (guint i = 1; i < doses->len;)
    {
      SmtShortDose *kept = &g_array_index (doses, SmtShortDose, i - 1);
      if (strcmp (kept->code, g_array_index (doses, SmtShortDose, i).code) != 0)
        {
          i++;
          continue;
        }
      clear_short_dose (kept);
      kept->rhythm = NULL;
      g_array_remove_index (doses, i);
    }
  catalogue->short_doses = doses;
}

static void
finish_interactions (SmtCatalogueBuilder *builder, SmtCatalogue *catalogue)
{
  guint n = builder->interactions->len;
  g_autofree guint32 *places = g_new (guint32, MAX (1, n)); /* of each as added, in the new order */

  g_array_sort (builder->interactions, compare_interactions);
  catalogue->interactions = g_array_sized_new (FALSE, FALSE, sizeof (SmtInteraction), n);
  for (guint i = 0; i < n; i++)
    {
      const Interaction *from = &g_array_index (builder->interactions, Interaction, i);
      SmtInteraction done = { text_at (catalogue->arena, from->id), from->relevance,
                              text_at (catalogue->arena, from->consequence), text_at (catalogue->arena, from->handling),
                              text_at (catalogue->arena, from->situation) };
      places[from->number] = i;
      g_array_append_val (catalogue->interactions, done);
    }
  for (guint i = 0; i < builder->members->len; i++)
    {
      SmtCatalogueMember *member = &g_array_index (builder->members, SmtCatalogueMember, i);
      member->interaction = places[member->interaction];
    }
  g_array_sort (builder->members, compare_members);
  catalogue->members = g_steal_pointer (&builder->members);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

/**
 * smt_catalogue_builder_new:
 *
 * Returns: (transfer full): a builder of an empty catalogue without a date
 */
SmtCatalogueBuilder *
smt_catalogue_builder_new (void)
{
  SmtCatalogueBuilder *builder = g_new0 (SmtCatalogueBuilder, 1);

  builder->arena = g_string_new (NULL);
  g_string_append_c (builder->arena, '\0'); /* the place 0 is taken */
  builder->products = g_array_new (FALSE, FALSE, sizeof (Product));
  builder->doses = g_array_new (FALSE, FALSE, sizeof (Dose));
  builder->interactions = g_array_new (FALSE, FALSE, sizeof (Interaction));
  builder->members = g_array_new (FALSE, FALSE, sizeof (SmtCatalogueMember));
  return builder;
}

/**
 * smt_catalogue_builder_free:
 * @builder: (transfer full): a builder
 */
void
smt_catalogue_builder_free (SmtCatalogueBuilder *builder)
{
  g_return_if_fail (builder != NULL);

  for (guint i = 0; i < builder->doses->len; i++)
    g_clear_pointer (&g_array_index (builder->doses, Dose, i).rhythm, smt_rhythm_unref);
  g_array_unref (builder->products);
  g_array_unref (builder->doses);
  g_array_unref (builder->interactions);
  g_clear_pointer (&builder->members, g_array_unref);
  if (builder->arena != NULL)
    g_string_free (builder->arena, TRUE);
  g_free (builder);
}

/**
 * smt_catalogue_builder_set_date:
 * @builder: a builder
 * @date: the day the extract was made (HentetDato)
 */
void
smt_catalogue_builder_set_date (SmtCatalogueBuilder *builder, SmtDate date)
{
  g_return_if_fail (builder != NULL);

  builder->date = date;
}

/**
 * smt_catalogue_builder_add_product:
 * @builder: a builder
 * @product: a product; copied. Of two with one id or number the first is found
 */
void
smt_catalogue_builder_add_product (SmtCatalogueBuilder *builder, const SmtCatalogueProduct *product)
{
  g_return_if_fail (builder != NULL);
  g_return_if_fail (product != NULL);

  const guint n = builder->products->len;
  const Product before = n > 0 ? g_array_index (builder->products, Product, n - 1) : (Product){ 0 };
  Product kept;

  kept.text[PRODUCT_FEST_ID] = keep_folded (builder, product->fest_id);
  kept.text[PRODUCT_NUMBER] = keep_folded (builder, product->number);
  kept.text[PRODUCT_ATC] = keep_again (builder, product->atc, before.text[PRODUCT_ATC]);
  kept.text[PRODUCT_NAME] = keep_again (builder, product->name, before.text[PRODUCT_NAME]);
  kept.text[PRODUCT_BRAND] = keep_again (builder, product->brand, before.text[PRODUCT_BRAND]);
  kept.text[PRODUCT_SUBSTANCE] = keep_again (builder, product->substance, before.text[PRODUCT_SUBSTANCE]);
  kept.text[PRODUCT_FORM_CODE] = keep_again (builder, product->form_code, before.text[PRODUCT_FORM_CODE]);
  kept.text[PRODUCT_FORM_TEXT] = keep_again (builder, product->form_text, before.text[PRODUCT_FORM_TEXT]);
  kept.text[PRODUCT_DOSING_UNIT] = keep_again (builder, product->dosing_unit, before.text[PRODUCT_DOSING_UNIT]);
  kept.text[PRODUCT_SHORT_DOSES] = keep_again (builder, product->short_doses, before.text[PRODUCT_SHORT_DOSES]);
  g_array_append_val (builder->products, kept);
}

/**
 * smt_catalogue_builder_add_short_dose:
 * @builder: a builder
 * @dose: a short dose with its code; copied. A code that is added twice loses its rhythm: it is not known which holds
 */
void
smt_catalogue_builder_add_short_dose (SmtCatalogueBuilder *builder, const SmtShortDose *dose)
{
  g_return_if_fail (builder != NULL);
  g_return_if_fail (dose != NULL && dose->code != NULL);

  Dose kept = { keep (builder, dose->code), keep (builder, dose->name),
                dose->rhythm != NULL ? smt_rhythm_ref (dose->rhythm) : NULL };
  g_array_append_val (builder->doses, kept);
}

/**
 * smt_catalogue_builder_add_interaction:
 * @builder: a builder
 * @interaction: an interaction, yet without substances; copied
 */
void
smt_catalogue_builder_add_interaction (SmtCatalogueBuilder *builder, const SmtInteraction *interaction)
{
  g_return_if_fail (builder != NULL);
  g_return_if_fail (interaction != NULL);

  Interaction kept = { keep (builder, interaction->id),
                       keep (builder, interaction->consequence),
                       keep (builder, interaction->handling),
                       keep (builder, interaction->situation),
                       interaction->relevance,
                       builder->interactions->len };
  g_array_append_val (builder->interactions, kept);
}

/**
 * smt_catalogue_builder_add_substance:
 * @builder: a builder to which an interaction was added
 * @group: number of its substance group
 * @atc: an ATC code of that group, 1 to 7 characters
 *
 * Adds to the interaction that was added last.
 *
 * Returns: whether @atc is such a code; what is none is left out
 */
gboolean
smt_catalogue_builder_add_substance (SmtCatalogueBuilder *builder, guint group, const char *atc)
{
  g_return_val_if_fail (builder != NULL && builder->interactions->len > 0, FALSE);

  SmtCatalogueMember member = { 0, builder->interactions->len - 1, group };

  if (!_smt_atc_pack (atc, &member.code))
    return FALSE;
  g_array_append_val (builder->members, member);
  return TRUE;
}

/**
 * smt_catalogue_builder_finish:
 * @builder: (transfer full): a builder
 *
 * Returns: (transfer full): the catalogue
 */
SmtCatalogue *
smt_catalogue_builder_finish (SmtCatalogueBuilder *builder)
{
  g_return_val_if_fail (builder != NULL, NULL);

  SmtCatalogue *catalogue = g_new0 (SmtCatalogue, 1);

  g_atomic_ref_count_init (&catalogue->ref_count);
  catalogue->date = builder->date;
  catalogue->arena = g_string_free (g_steal_pointer (&builder->arena), FALSE);
  finish_products (builder, catalogue);
  finish_doses (builder, catalogue);
  finish_interactions (builder, catalogue);
  smt_catalogue_builder_free (builder);
  return catalogue;
}
