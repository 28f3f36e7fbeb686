/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decimals and ratios without floating point.
 * Plain values, owned by whoever holds them; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmtDecimal:
 * @mantissa: the digits, with sign
 * @scale: how many of them stand behind the decimal point, at most 18
 *
 * An exact decimal number: `mantissa / 10^scale`. Arithmetic on it is exact or refused, never rounded, because a
 * rounded dose is another dose. {100, 1} and {10, 0} are equal in value; smt_decimal_compare() says so.
 */
typedef struct
{
  gint64 mantissa;
  guint8 scale;
} SmtDecimal;

#define SMT_DECIMAL_MAX_SCALE 18
#define SMT_DECIMAL_ZERO ((SmtDecimal){ 0, 0 })
#define SMT_DECIMAL_INT(n) ((SmtDecimal){ (n), 0 })

/**
 * SmtRatio:
 * @num: numerator, with sign
 * @den: denominator, always above 0
 *
 * An exact quotient. Dose factors are ratios (once in three days is 28/3 in four weeks, which no decimal can say).
 */
typedef struct
{
  gint64 num;
  gint64 den;
} SmtRatio;

#define SMT_RATIO_INT(n) ((SmtRatio){ (n), 1 })

gboolean   smt_decimal_parse      (const char *text, gssize length, SmtDecimal *out);
char      *smt_decimal_to_string  (SmtDecimal value);
char      *smt_decimal_to_lexeme  (SmtDecimal value);
char      *smt_decimal_format     (SmtDecimal value, char point);
SmtDecimal smt_decimal_normalize  (SmtDecimal value);
int        smt_decimal_compare    (SmtDecimal a, SmtDecimal b);
gboolean   smt_decimal_equal      (SmtDecimal a, SmtDecimal b);
int        smt_decimal_sign       (SmtDecimal value);
gboolean   smt_decimal_is_integer (SmtDecimal value, gint64 *out);
gboolean   smt_decimal_add        (SmtDecimal a, SmtDecimal b, SmtDecimal *out);
gboolean   smt_decimal_subtract   (SmtDecimal a, SmtDecimal b, SmtDecimal *out);
gboolean   smt_decimal_multiply   (SmtDecimal a, SmtDecimal b, SmtDecimal *out);
gboolean   smt_decimal_to_ratio   (SmtDecimal value, SmtRatio *out);

gboolean   smt_ratio_make         (gint64 num, gint64 den, SmtRatio *out);
int        smt_ratio_compare      (SmtRatio a, SmtRatio b);
gboolean   smt_ratio_add          (SmtRatio a, SmtRatio b, SmtRatio *out);
gboolean   smt_ratio_multiply     (SmtRatio a, SmtRatio b, SmtRatio *out);
gboolean   smt_ratio_divide       (SmtRatio a, SmtRatio b, SmtRatio *out);
gboolean   smt_ratio_to_decimal   (SmtRatio value, SmtDecimal *out);

G_END_DECLS
