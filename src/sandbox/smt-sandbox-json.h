/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sandbox does with raw JSON: find, compare by value, edit one place.
 * Written for the sandbox alone, so that it cannot share a mistake with the client's codec.
 */
#pragma once

#include "base/smt-json-splice.h"
#include "base/smt-json-writer.h"
#include "base/smt-json.h"

G_BEGIN_DECLS

#define SMT_SANDBOX_EHELSE "http://ehelse.no/fhir/StructureDefinition/"
#define SMT_SANDBOX_AMENDMENT SMT_SANDBOX_EHELSE "sfm-reseptamendment"
#define SMT_SANDBOX_DISCONTINUATION SMT_SANDBOX_EHELSE "sfm-discontinuation"
#define SMT_SANDBOX_DELIVERY SMT_SANDBOX_EHELSE "sfm-deliverysummary"
#define SMT_SANDBOX_REGINFO SMT_SANDBOX_EHELSE "sfm-regInfo"
#define SMT_SANDBOX_SUBSTITUTION SMT_SANDBOX_EHELSE "sfm-generic-substitution"
#define SMT_SANDBOX_PLL_INFORMATION SMT_SANDBOX_EHELSE "sfm-pllInformation"
#define SMT_SANDBOX_COMMENT SMT_SANDBOX_EHELSE "sfm-libitemcomment"
#define SMT_SANDBOX_USE SMT_SANDBOX_EHELSE "sfm-use"
#define SMT_SANDBOX_AREA SMT_SANDBOX_EHELSE "sfm-application-area"
#define SMT_SANDBOX_ERROR_CODES "http://ehelse.no/fhir/CodeSystem/sfm-kj-rf-error-code"

SmtJson      *smt_sandbox_json_read            (const char *text, gssize length, GError **error);
SmtJsonCursor smt_sandbox_json_at              (SmtJsonCursor from, const char *path);
char         *smt_sandbox_json_text            (SmtJsonCursor from, const char *path);
gboolean      smt_sandbox_json_true            (SmtJsonCursor from, const char *path);
SmtJsonCursor smt_sandbox_extension            (SmtJsonCursor holder, const char *url);
SmtJsonCursor smt_sandbox_extension_value      (SmtJsonCursor holder, const char *url);
char         *smt_sandbox_extension_code       (SmtJsonCursor holder, const char *url);
char         *smt_sandbox_canonical            (SmtJsonCursor value, const char *const *ignored);
char         *smt_sandbox_canonical_dates      (SmtJsonCursor value, const char *const *ignored);

SmtJson      *smt_sandbox_with_member          (SmtJson *json, const char *key, const char *value);
SmtJson      *smt_sandbox_without_member       (SmtJson *json, const char *key);
SmtJson      *smt_sandbox_without_extension    (SmtJson *json, const char *outer, const char *inner);
SmtJson      *smt_sandbox_with_extension       (SmtJson *json, const char *outer, const char *extension);
SmtJson      *smt_sandbox_spliced              (SmtJsonSplice *splice);

G_END_DECLS
