/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a catalogue is made of. Written by the builder only; immutable afterwards.
 */
#pragma once

#include "medicine/smt-catalogue.h"

G_BEGIN_DECLS

/* An ATC code has at most seven characters, so it fits a number whose order is that of the text. */
#define SMT_ATC_MAX 7

/** SmtCatalogueMember: a code stands in a substance group of an interaction. */
typedef struct
{
  guint64 code;        /* _smt_atc_pack() */
  guint32 interaction; /* index; the gravest come first */
  guint32 group;
} SmtCatalogueMember;

struct _SmtCatalogue
{
  SmtDate date;
  char *arena; /* every string */
  SmtCatalogueProduct *products;
  guint n_products;
  guint32 *slots; /* open hash of @products by FEST id and by number: index + 1, 0 = empty; a power of two of them */
  guint n_slots;
  GArray *short_doses;  /* of SmtShortDose, by code */
  GArray *interactions; /* of SmtInteraction, the gravest first */
  GArray *members;      /* of SmtCatalogueMember, by code, interaction, group */
  gatomicrefcount ref_count;
};

gboolean _smt_atc_pack       (const char *atc, guint64 *code);
guint32  _smt_catalogue_hash (const char *key);

G_END_DECLS
