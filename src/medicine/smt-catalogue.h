/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue: what FEST says of products, short doses and interactions, as one immutable value that the engine is
 * handed. The room `fest` imports and loads it; without one every look-up finds nothing, and nothing is guessed.
 * Immutable and reference-counted. Any thread.
 */
#pragma once

#include "base/smt-date.h"
#include "dosing/smt-rhythm.h"

G_BEGIN_DECLS

typedef struct _SmtCatalogue SmtCatalogue;

/** SmtCatalogueProduct: a brand, a package or a substance of FEST. Strings belong to the catalogue; those not said are NULL. */
typedef struct
{
  const char *fest_id;   /* lower case, with "id_" as FEST writes it folded */
  const char *number;    /* varenummer; packages only */
  const char *atc;
  const char *name;      /* NavnFormStyrke, as FEST writes it: never put together from parts */
  const char *brand;
  const char *substance; /* generic name */
  const char *form_code; /* 7448 */
  const char *form_text;
  const char *dosing_unit; /* 7480, in words: what the amounts of its short doses are counted in */
  const char *short_doses; /* codes of 7478 that FEST lists for it, in its order, parted by single spaces */
} SmtCatalogueProduct;

/**
 * SmtShortDose: one Kortdose (7478) with what FEST says it means.
 * @rhythm: (nullable): its Legemiddelforbruk as a rhythm; NULL when FEST gives it no period, which is unknown and never daily
 */
typedef struct
{
  const char *code;
  const char *name;
  const SmtRhythm *rhythm;
} SmtShortDose;

/** SmtInteractionRelevance: FEST's own three steps. */
typedef enum
{
  SMT_INTERACTION_UNKNOWN,
  SMT_INTERACTION_AVOID,       /* 1 Bør unngås */
  SMT_INTERACTION_PRECAUTIONS, /* 2 Forholdsregler bør tas */
  SMT_INTERACTION_NO_ACTION,   /* 3 Ingen tiltak nødvendig */
} SmtInteractionRelevance;

/** SmtInteraction: words as FEST writes them, in bokmål. */
typedef struct
{
  const char *id;
  SmtInteractionRelevance relevance;
  const char *consequence; /* KliniskKonsekvens */
  const char *handling;    /* Handtering */
  const char *situation;   /* Situasjonskriterium */
} SmtInteraction;

SmtCatalogue              *smt_catalogue_ref              (const SmtCatalogue *catalogue);
void                       smt_catalogue_unref            (SmtCatalogue *catalogue);
SmtDate                    smt_catalogue_get_date         (const SmtCatalogue *catalogue);
gboolean                   smt_catalogue_is_old           (const SmtCatalogue *catalogue, SmtDate today);
const SmtCatalogueProduct *smt_catalogue_find_product     (const SmtCatalogue *catalogue, const char *fest_id_or_number);
const SmtShortDose        *smt_catalogue_find_short_dose  (const SmtCatalogue *catalogue, const char *code);
/* the gravest one between two ATC codes, by FEST's substance groups; ATC 3 to 7 characters, groups matched by prefix */
const SmtInteraction      *smt_catalogue_find_interaction (const SmtCatalogue *catalogue, const char *atc, const char *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtCatalogue, smt_catalogue_unref)

G_END_DECLS
