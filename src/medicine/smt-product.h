/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A product and how surely it was recognised: by ATC, else FEST id, else name (contract 6).
 * Immutable and reference-counted. Any thread.
 */
#pragma once

#include "base/smt-text.h"
#include "base/smt-decimal.h"
#include "dosing/smt-bound.h"
#include "medicine/smt-catalogue.h"
#include "medicine/smt-interval-table.h"

G_BEGIN_DECLS

/** SmtCertainty: by what the product was recognised, weakest first. */
typedef enum
{
  SMT_CERTAINTY_NONE, /* not recognised: its interval is not checked against any product, and the screen says so */
  SMT_CERTAINTY_NAME,
  SMT_CERTAINTY_FEST,
  SMT_CERTAINTY_ATC,
} SmtCertainty;

/**
 * SmtProductClues: what an answer says about a product; each may be NULL.
 * @strength is what the answer says of it by itself ("70 mg"), and counts where the display has none.
 * @form_code is from code list 7448, @form_text its display; @name is a brand from the package information.
 * @fest is what the catalogue says of @fest_id; it outlives the call.
 */
typedef struct
{
  const char *atc;
  const char *atc_display;
  const char *fest_id;
  const char *display;
  const char *strength;
  const char *name;
  const char *form_code;
  const char *form_text;
  gboolean is_substance; /* FEST type 1: the display begins with a generic name, not a brand */
  const SmtCatalogueProduct *fest;
} SmtProductClues;

/** SmtStrength: "2,5 mg", "100 mg/ml", "30 mikrog/t"; value unset (scale/mantissa 0, unit NULL) when none was found. */
typedef struct
{
  SmtDecimal value;
  char *unit;     /* as a common abbreviation: mg, mikrog, g, IE, E, mmol … */
  char *per_unit; /* (nullable): ml, time, dose, døgn … */
} SmtStrength;

typedef struct
{
  char *atc;      /* (nullable) as received, else FEST's, else from the table when recognised by name */
  char *fest_id;  /* (nullable) as received */
  char *display;  /* as received, never re-ordered; FEST's when none was */
  char *generic; /* (nullable) lower case: "metotreksat" */
  char *generic_shown; /* (nullable) where @generic has lost a capital that belongs to it: "hepatitt B, renset antigen" */
  char *brand;    /* (nullable) as received: "Methotrexate Orifarm" */
  SmtForm form;
  char *form_text; /* (nullable) "tablett" */
  SmtRoute route;
  GArray *strengths; /* of SmtStrength, in the order they stand; parsed from @display, else as said by themselves */
  gboolean strength_parsed; /* true: read out of display text, and marked so on the screen */
  gboolean form_parsed;
  SmtCertainty certainty;
  const SmtIntervalRow *row; /* (nullable) the row of the interval table that speaks for this product */
  const SmtIntervalRow *open_row; /* (nullable) none speaks, since strength or form is not said: the gravest that may be meant and
                                     is not for daily use */
  gatomicrefcount ref_count;
} SmtProduct;

SmtProduct *smt_product_recognise        (const SmtProductClues *clues);
SmtProduct *smt_product_ref              (const SmtProduct *product);
void        smt_product_unref            (SmtProduct *product);
gboolean    smt_product_same_substance   (const SmtProduct *a, const SmtProduct *b);
gboolean    smt_product_same_article     (const SmtProduct *a, const SmtProduct *b);
char       *smt_product_strength_to_text (const SmtProduct *product);
char           *smt_product_strength_to_words   (const SmtProduct *product, SmtLanguage language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtProduct, smt_product_unref)

G_END_DECLS
