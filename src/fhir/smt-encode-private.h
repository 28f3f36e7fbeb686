/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the encoder share while one message is being made.
 * Owned by smt_send_encode(); one thread.
 */
#pragma once

#include "base/smt-json-splice.h"
#include "base/smt-json-writer.h"
#include "fhir/smt-fhir-tree.h"
#include "fhir/smt-field-plan.h"
#include "fhir/smt-send.h"
#include "fhir/smt-sfm-names.h"
#include "reconcile/smt-decision-effect.h"
#include "reconcile/smt-own-dose.h"

G_BEGIN_DECLS

typedef struct
{
  SmtAnswer *answer;
  const SmtChangeSet *set;
  const SmtSendContext *context;
  SmtJsonSplice *splice;  /* the lookup, edited */
  SmtJsonCursor entries;  /* Bundle.entry */
  SmtJsonCursor composition;
  char *now;              /* RFC 3339 */
  char *signer;           /* Reference to the signer's Practitioner, as JSON */
  guint n_added;          /* entries appended */
  guint n_removed;        /* entries left out */
} SmtEncoder;

/** SmtEdit: one entry of the Bundle being edited: in place, or as the bytes a new entry is made of. */
typedef struct
{
  SmtEncoder *encoder;
  SmtJsonSplice *splice;
  SmtJsonCursor entry;
  SmtJsonCursor resource;
  SmtJsonCursor amendment; /* sfm-reseptamendment */
} SmtEdit;

/* smt-encode-json.c: pieces of new JSON */
char *_smt_json_of_string         (const char *text);
char *_smt_json_of_extension      (const char *url, const char *value_key, const char *value_json);
char *_smt_json_of_text_extension (const char *url, const char *text);
char *_smt_json_of_date_extension (const char *url, SmtDate date);
char *_smt_json_of_code_extension (const char *url, const char *system, const char *code, const char *display);
char *_smt_json_of_parts          (const char *url, ...) G_GNUC_NULL_TERMINATED;
char *_smt_json_of_reference      (const char *reference, const char *type, const char *display);
char *_smt_json_of_identifier     (const char *type_text, const char *value);
char *_smt_json_of_period         (const SmtFieldPlan *plan, const SmtFieldPeriod *period);
char *_smt_json_of_reg_info       (const char *role, const char *role_display, const char *provider_json, const char *now);
char *_smt_json_of_recall         (const char *code, const char *display, const char *new_id, const char *note);

/* smt-encode-edit.c: the ways a statement is edited */
gboolean _smt_edit_init            (SmtEdit *edit, SmtEncoder *encoder, SmtJsonSplice *splice, SmtJsonCursor entry, GError **error);
void     _smt_edit_set_extension   (SmtEdit *edit, SmtJsonCursor element, const char *url, const char *json);
void     _smt_edit_remove_extension (SmtEdit *edit, SmtJsonCursor element, const char *url);
void     _smt_edit_set_identifier  (SmtEdit *edit, const char *type, const char *value);
void     _smt_edit_remove_identifier (SmtEdit *edit, const char *type);
void     _smt_edit_set_reg_info    (SmtEdit *edit, const char *role, const char *role_display);
void     _smt_edit_remove_reg_info (SmtEdit *edit, const char *role);
void     _smt_edit_touch_meta      (SmtEdit *edit);
void     _smt_edit_touch           (SmtEdit *edit);
gboolean _smt_edit_set_dose        (SmtEdit *edit, const SmtRhythm *rhythm, SmtDate first_day, GError **error);

/* smt-encode-stop.c: stop, type and dose, as a decision has them */
gboolean _smt_cannot_carry         (GError **error, const char *why);
void     _smt_edit_set_stop        (SmtEdit *edit, const SmtDecision *decision);
void     _smt_edit_lift_stop       (SmtEdit *edit);
char    *_smt_encode_dup_why       (const SmtDecision *decision);
void     _smt_edit_set_type        (SmtEdit *edit, const char *code, const char *display);
gboolean _smt_edit_set_decided_dose (SmtEdit *edit, const SmtDecision *decision, GError **error);

/* smt-encode-prescription.c: one prescription in the place of another */
char    *_smt_encode_dup_full_url  (SmtJsonCursor entry);
gboolean _smt_encode_prescription  (SmtEncoder *encoder, const SmtChange *change, SmtJsonCursor entry, GError **error);
gboolean _smt_encode_link          (SmtEncoder *encoder, SmtEdit *head, SmtJsonCursor old, const char *url, GError **error);
gboolean _smt_encode_relist        (SmtEncoder *encoder, const char *old_url, const char *new_url, GError **error);

/* smt-encode-statement.c: what each decision does */
gboolean _smt_encode_change        (SmtEncoder *encoder, const SmtChange *change, GError **error);

/* smt-encode-signer.c: who signs */
gboolean _smt_encode_signer        (SmtEncoder *encoder, GError **error);
char    *_smt_encode_add_author    (SmtEncoder *encoder);
gboolean _smt_encode_same_number   (const char *a, const char *b);
void     _smt_encode_begin_resource (SmtJsonWriter *writer, const char *full_url, const char *type, const char *id,
                                     const char *profile);
void     _smt_encode_end_resource  (SmtJsonWriter *writer);

/* smt-encode-document.c: Composition, list information */
gboolean _smt_encode_composition   (SmtEncoder *encoder, GError **error);
gboolean _smt_encode_pll_info      (SmtEncoder *encoder, GError **error);
void     _smt_encode_add_entry     (SmtEncoder *encoder, const char *entry_json);
char    *_smt_encode_dup_uuid      (SmtEncoder *encoder);
SmtJsonCursor _smt_encode_find_entry (SmtEncoder *encoder, SmtJsonCursor reference);
gboolean _smt_encode_is_signer     (SmtEncoder *encoder, SmtJsonCursor author);

/* smt-encode-stand-in.c: who signs for the multidose doctor */
void     _smt_encode_stand_in      (SmtEdit *edit, SmtJsonCursor information);

/* smt-encode-check.c: reading the own output */
gboolean _smt_encode_check         (SmtEncoder *encoder, GBytes *bundle, GError **error);

G_END_DECLS
