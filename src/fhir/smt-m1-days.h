/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of one Dosering of an M1 share while it is being read.
 * Owned by smt_m1_dosing_read(); one thread.
 */
#pragma once

#include "fhir/smt-field-hearing.h"
#include "fhir/smt-m1-document.h"

G_BEGIN_DECLS

/** SmtM1Reader: one Forskrivning being read. */
typedef struct
{
  SmtFieldHearing hearing;
  GPtrArray *unread;      /* of char* */
  gboolean has_fixed;
  gboolean has_as_needed;
  /* of the Dosering that is being read */
  const SmtFieldPeriod *period;
  guint step;
  gboolean has_interval;
  gboolean has_fixed_days;
  char *amount_unit;
  char *interval_unit;
  char *interval_words;
} SmtM1Reader;

/** SmtM1Quantity: a PQ; @has_value is %FALSE when it has no number that can be carried exactly. */
typedef struct
{
  SmtDecimal value;
  char *unit; /* (nullable), owned */
  gboolean has_value;
} SmtM1Quantity;

void     _smt_m1_quantity_read  (SmtM1Reader *reader, xmlNode *element, SmtM1Quantity *out);
void     _smt_m1_quantity_clear (SmtM1Quantity *quantity);

void     _smt_m1_say_unread     (SmtM1Reader *reader, const char *path, const char *what);
gboolean _smt_m1_take_children  (SmtM1Reader *reader, xmlNode *parent, const char *const *names, xmlNode **found);

void     _smt_m1_read_days      (SmtM1Reader *reader, xmlNode *interval, xmlNode *fixed, SmtFieldInterval *out);
void     _smt_m1_read_amount    (SmtM1Reader *reader, xmlNode *element, SmtBeat *beat);
void     _smt_m1_read_infusion  (SmtM1Reader *reader, xmlNode *element);
void     _smt_m1_note_interval  (SmtM1Reader *reader, const SmtFieldInterval *interval, gboolean by_number);

/* smt-m1-as-needed.c */
void     _smt_m1_read_as_needed (SmtM1Reader *reader, xmlNode *element);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtM1Quantity, _smt_m1_quantity_clear)

G_END_DECLS
