/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interval table: which products are taken less often than daily. Const data made from data/tables/interval.tsv by
 * a build step. No clinician has reviewed it, and the program says so. Any thread.
 */
#pragma once

#include "dosing/smt-bound.h"

G_BEGIN_DECLS

#define SMT_RULE_SET_VERSION "2026.11"

/** SmtSeverity: what happens if the product is taken daily by mistake; graded by the table's author, unreviewed. */
typedef enum
{
  SMT_SEVERITY_NONE,
  SMT_SEVERITY_S1, /* low */
  SMT_SEVERITY_S2, /* moderate harm, or very costly */
  SMT_SEVERITY_S3, /* serious harm */
  SMT_SEVERITY_S4, /* death plausible within days to weeks */
} SmtSeverity;

typedef enum
{
  SMT_FORM_UNKNOWN,
  SMT_FORM_ORAL_SOLID,  /* tablet, capsule */
  SMT_FORM_ORAL_LIQUID,
  SMT_FORM_INJECTION,   /* pen, syringe, vial, infusion */
  SMT_FORM_PATCH,
  SMT_FORM_SUBLINGUAL,
  SMT_FORM_VAGINAL,
  SMT_FORM_TOPICAL,
  SMT_FORM_EYE_EAR_NOSE,
  SMT_FORM_INHALED,
  SMT_FORM_RECTAL,
  SMT_FORM_IMPLANT,
  SMT_FORM_OTHER,
} SmtForm;

typedef enum
{
  SMT_ROUTE_UNKNOWN,
  SMT_ROUTE_ORAL,
  SMT_ROUTE_PARENTERAL,
  SMT_ROUTE_TRANSDERMAL,
  SMT_ROUTE_OTHER,
} SmtRoute;

/**
 * SmtIntervalRow: one line of the table. All strings are static.
 * @id: stable id, printed with every finding that rests on the row
 * @atc: NULL-terminated list of ATC codes (any of)
 * @names: NULL-terminated list of folded generic and brand names
 * @forms: bits (1 << SmtForm) the row is about; 0 = any
 * @strength_min/@strength_max: the strengths it is about, in @strength_unit ("mg", "mikrog/time"); unit NULL = any, a
 *   maximum of 0 = no upper end
 * @note_days: an interval from this one up to min_days is unusual but used, and only noted; num 0 = none
 * @daily_max/@daily_max_unit: the most that is usually taken every day; unit NULL = none stated
 * @ddd/@ddd_unit: defined daily dose, of products that are taken less often than daily; unit NULL = none stated
 */
typedef struct
{
  const char *id;
  const char *substance;      /* nb, lower case */
  const char *const *atc;
  const char *const *names;
  guint32 forms;
  SmtDecimal strength_min;
  SmtDecimal strength_max;
  const char *strength_unit;
  SmtBound bound;
  SmtRatio note_days;
  SmtDecimal daily_max;
  const char *daily_max_unit;
  SmtDecimal ddd;
  const char *ddd_unit;
  SmtSeverity severity;
  gboolean named_2024;        /* one of the nine products Helsedirektoratet named in June 2024 */
  const char *harm_nb;        /* one sentence: why it matters; (nullable) */
  const char *harm_nn;
  const char *harm_en;
  const char *source;
} SmtIntervalRow;

guint                 smt_interval_table_length (void);
const SmtIntervalRow *smt_interval_table_get    (guint index);
const SmtIntervalRow *smt_interval_table_find   (const char *id);

G_END_DECLS
