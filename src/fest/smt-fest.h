/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FEST (M30), the national register of medicines: imported from its XML extract into catalogue.db, and loaded from
 * there as the immutable catalogue that the engine is handed. No network. Any thread; one call at a time per file.
 */
#pragma once

#include "medicine/smt-catalogue.h"

G_BEGIN_DECLS

/** SmtFestError: the message of each says where, and holds nothing that needs translation. */
typedef enum
{
  SMT_FEST_ERROR_READ,      /* the extract cannot be read from the disk */
  SMT_FEST_ERROR_ZIPPED,    /* it is still packed */
  SMT_FEST_ERROR_NOT_FEST,  /* no FEST of namespace m30/2014-12-01 */
  SMT_FEST_ERROR_BROKEN,    /* XML that is not well-formed, not UTF-8, or ends too early */
  SMT_FEST_ERROR_REFUSED,   /* a DOCTYPE, an entity, or something larger than an extract has */
  SMT_FEST_ERROR_DUPLICATE, /* two entries with one id */
  SMT_FEST_ERROR_EMPTY,     /* no date or no products */
  SMT_FEST_ERROR_SHRUNK,    /* far fewer products than the catalogue has: an increment, not a whole extract */
  SMT_FEST_ERROR_BUSY,      /* another import is under way */
  SMT_FEST_ERROR_STORE,     /* the catalogue cannot be written */
  SMT_FEST_ERROR_CANCELLED,
  SMT_FEST_ERROR_ABSENT,    /* there is no catalogue.db */
  SMT_FEST_ERROR_DAMAGED,   /* it is no catalogue of this program, or broken */
  SMT_FEST_ERROR_VERSION,   /* it is of another version: the extract is to be imported anew */
} SmtFestError;

#define SMT_FEST_ERROR (smt_fest_error_quark ())

/** SmtFestSummary: what was imported. */
typedef struct
{
  SmtDate date; /* HentetDato */
  guint n_brands;
  guint n_packages;
  guint n_generics; /* LegemiddelVirkestoff: prescribed by substance */
  guint n_doses;    /* Legemiddeldose */
  guint n_substances;
  guint n_short_doses;
  guint n_short_doses_known; /* those whose period is known */
  guint n_interactions;
  guint n_not_assessed; /* ATC codes that FEST has not assessed */
  guint n_discontinued; /* of all these */
} SmtFestSummary;

/* @total is 0 when not known. Returning FALSE cancels. */
typedef gboolean (*SmtFestProgress) (guint64 n_bytes, guint64 total, gpointer data);

/**
 * SmtFestImport: how an import is done.
 * @progress: (nullable): called now and then, on the importing thread
 * @allow_smaller: replace a catalogue that has many more products
 */
typedef struct
{
  SmtFestProgress progress;
  gpointer data;
  gboolean allow_smaller;
} SmtFestImport;

GQuark        smt_fest_error_quark   (void);
char         *smt_fest_make_path     (const char *profile);
gboolean      smt_fest_import        (const char *source, const char *path, const SmtFestImport *how,
                                      SmtFestSummary *summary, GError **error);
SmtCatalogue *smt_fest_load          (const char *path, GError **error);
gboolean      smt_fest_summarise     (const char *path, SmtFestSummary *summary, GError **error);

G_END_DECLS
