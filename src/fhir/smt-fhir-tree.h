/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small steps through FHIR JSON: extensions, codings, references, dates, quantities. Every one takes "nowhere" and
 * answers nothing.
 * Pure functions on borrowed cursors; any thread.
 */
#pragma once

#include "base/smt-date.h"
#include "base/smt-json.h"

G_BEGIN_DECLS

/** SmtFhirQuantity: value and unit; @has_value is %FALSE when there is no number that can be carried exactly. */
typedef struct
{
  SmtDecimal value;
  char *unit; /* (nullable), owned */
  gboolean has_value;
} SmtFhirQuantity;

char         *_smt_fhir_dup_segment    (SmtJsonCursor url);
gboolean      _smt_fhir_segment_is     (SmtJsonCursor extension, const char *segment, gsize length);
gboolean      _smt_fhir_url_in         (SmtJsonCursor extension, const SmtJsonName *known);
SmtJsonCursor _smt_fhir_extension_segment (SmtJsonCursor element, const char *segment, gsize length);
gboolean      _smt_fhir_next_segment   (SmtJsonIter *iter, const char *segment, gsize length, SmtJsonCursor *extension);
guint         _smt_fhir_pick_extensions (SmtJsonCursor element, const SmtJsonName *names, guint n, SmtJsonCursor *found);
SmtJsonCursor _smt_fhir_coding         (SmtJsonCursor concept, const char *system);
SmtJsonCursor _smt_fhir_first_coding   (SmtJsonCursor concept);
char         *_smt_fhir_dup_code       (SmtJsonCursor concept);
char         *_smt_fhir_dup_concept    (SmtJsonCursor concept);
const char   *_smt_fhir_peek_text      (SmtJsonCursor string, gsize *length);
char         *_smt_fhir_dup_text       (SmtJsonCursor string);
gboolean      _smt_fhir_is_true        (SmtJsonCursor boolean);
SmtDate       _smt_fhir_date           (SmtJsonCursor string);
SmtInstant    _smt_fhir_instant        (SmtJsonCursor string);
SmtDate       _smt_fhir_extension_date (SmtJsonCursor extension);
SmtInstant    _smt_fhir_extension_instant (SmtJsonCursor extension);
/* whether the instant of an extension is but a day, read as its first moment */
gboolean      _smt_fhir_extension_is_day (SmtJsonCursor extension);
void          _smt_fhir_quantity       (SmtJsonCursor quantity, SmtFhirQuantity *out);
void          _smt_fhir_quantity_clear (SmtFhirQuantity *quantity);
char         *_smt_fhir_dup_reference  (SmtJsonCursor reference);
char         *_smt_fhir_dup_identifier (SmtJsonCursor resource, const char *system);
void          _smt_fhir_find_typed_identifiers (SmtJsonCursor identifiers, const char *const *types, guint n,
                                                SmtJsonCursor *values);
char         *_smt_fhir_dup_typed_identifier (SmtJsonCursor resource, const char *type);
char         *_smt_fhir_dup_human_name (SmtJsonCursor name);
char         *_smt_fhir_dup_person     (SmtJsonCursor reference);
SmtJsonCursor _smt_fhir_dosages        (SmtJsonCursor resource);
GPtrArray    *_smt_fhir_gather_instructions (SmtJsonCursor dosage);
char         *_smt_fhir_dup_instruction (SmtJsonCursor dosage);

/* Names are written out where they are asked for, so that in these the compiler knows segment and length. */
static inline const char *
_smt_fhir_last_segment (const char *url)
{
  const char *slash = strrchr (url, '/');

  return slash != NULL ? slash + 1 : url;
}

static inline gboolean
_smt_fhir_url_is (SmtJsonCursor extension, const char *url)
{
  const char *segment = _smt_fhir_last_segment (url);

  return _smt_fhir_segment_is (extension, segment, strlen (segment));
}

static inline SmtJsonCursor
_smt_fhir_extension (SmtJsonCursor element, const char *url)
{
  const char *segment = _smt_fhir_last_segment (url);

  return _smt_fhir_extension_segment (element, segment, strlen (segment));
}

static inline gboolean
_smt_fhir_next_extension (SmtJsonIter *iter, const char *url, SmtJsonCursor *extension)
{
  const char *segment = _smt_fhir_last_segment (url);

  return _smt_fhir_next_segment (iter, segment, strlen (segment), extension);
}

static inline SmtJsonCursor
_smt_fhir_extension_value (SmtJsonCursor element, const char *url, const char *value_key)
{
  return smt_json_member (_smt_fhir_extension (element, url), value_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtFhirQuantity, _smt_fhir_quantity_clear)

G_END_DECLS
