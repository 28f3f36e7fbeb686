/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a catalogue: used by the room `fest` and by tests. Owned by one maker until finished.
 */
#pragma once

#include "medicine/smt-catalogue.h"

G_BEGIN_DECLS

typedef struct _SmtCatalogueBuilder SmtCatalogueBuilder;

SmtCatalogueBuilder *smt_catalogue_builder_new             (void);
void                 smt_catalogue_builder_free            (SmtCatalogueBuilder *builder);
void                 smt_catalogue_builder_set_date        (SmtCatalogueBuilder *builder, SmtDate date);
void                 smt_catalogue_builder_add_product     (SmtCatalogueBuilder *builder,
                                                            const SmtCatalogueProduct *product);
void                 smt_catalogue_builder_add_short_dose  (SmtCatalogueBuilder *builder, const SmtShortDose *dose);
void                 smt_catalogue_builder_add_interaction (SmtCatalogueBuilder *builder,
                                                            const SmtInteraction *interaction);
gboolean             smt_catalogue_builder_add_substance   (SmtCatalogueBuilder *builder, guint group, const char *atc);
SmtCatalogue        *smt_catalogue_builder_finish          (SmtCatalogueBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtCatalogueBuilder, smt_catalogue_builder_free)

G_END_DECLS
