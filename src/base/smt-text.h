/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small text helpers: folding, trimming, languages, national numbers.
 */
#pragma once

#include <glib.h>

#include "base/smt-date.h"

G_BEGIN_DECLS

/** SmtLanguage: a language a dose may be read in or written in; the values are bits, so a set of them is an or. */
typedef enum
{
  SMT_LANGUAGE_NB = 1 << 0,
  SMT_LANGUAGE_NN = 1 << 1,
  SMT_LANGUAGE_DA = 1 << 2,
  SMT_LANGUAGE_SV = 1 << 3,
  SMT_LANGUAGE_EN = 1 << 4,
} SmtLanguage;

/** What is known about a national number; a failing check digit is a warning, never a wall (it may be from 2032 on, or synthetic). */
typedef enum
{
  SMT_NATIONAL_NUMBER_OK,
  SMT_NATIONAL_NUMBER_NOT_DIGITS, /* not eleven digits */
  SMT_NATIONAL_NUMBER_BAD_DATE,
  SMT_NATIONAL_NUMBER_BAD_CHECK,
} SmtNationalNumber;

gboolean          smt_language_parse         (const char *tag, SmtLanguage *out);
const char       *smt_language_tag           (SmtLanguage language);
char             *smt_text_fold              (const char *text);
const char       *smt_text_peek_folded       (const char *text, char **owned);
guint             smt_text_hash              (gconstpointer text);
guint             smt_bytes_hash             (gconstpointer bytes, gsize length);
char             *smt_text_squeeze           (const char *text);
gboolean          smt_text_equal_ascii_case  (const char *a, const char *b);
SmtNationalNumber smt_national_number_check  (const char *number);
gboolean          smt_national_number_is_synthetic (const char *number);

G_END_DECLS
